package nl.opstap.kit

import nl.opstap.core.AppointmentDraft
import nl.opstap.core.CaseFilter
import nl.opstap.core.Core
import nl.opstap.core.DebtAmountDraft
import nl.opstap.core.DebtAmountKind
import nl.opstap.core.DebtDraft
import nl.opstap.core.FileDraft
import nl.opstap.core.LetterDraft
import nl.opstap.core.LineDraft
import nl.opstap.core.NetworkState
import nl.opstap.core.PayDayDraft
import nl.opstap.core.PreferenceEdit
import nl.opstap.core.Reading
import nl.opstap.core.SharedPart
import nl.opstap.core.TakenReminder
import nl.opstap.core.TaskDeed
import nl.opstap.core.TaskEdit
import nl.opstap.core.TypedInput
import nl.opstap.core.WallMoment
import java.time.Instant
import java.time.LocalDate
import java.util.UUID

private val day = LocalDate.parse("2026-12-01")
private val id = UUID(1, 2).toString()

/**
 * Every method of every service by name, with [said] wherever somebody types. `SurfaceTest` sees to it that none is
 * missing. Left out are the three that end a device: `shutdown`, `wipe` and the subscription itself.
 */
fun everyMethod(said: String): Map<String, suspend (Core) -> Any?> =
    coreMethods(said) + sessionMethods(said) + programmeMethods(said) + moneyAndAgendaMethods(said) +
        planningMethods(said) + debtMethods(said) + otherMethods(said)

private fun coreMethods(said: String): Map<String, suspend (Core) -> Any?> = mapOf(
    "Core.openOutcome" to { it.openOutcome() },
    "Core.syncStatus" to { it.syncStatus() },
    "Core.networkChanged" to { it.networkChanged(NetworkState.UNMETERED) },
    "Core.words" to { it.words(said) },
    "Core.syncNow" to { it.syncNow() },
    "Core.runBackground" to { it.runBackground(1u) },
    "Core.pause" to { it.pause() },
    "Core.resume" to { it.resume() },
)

private fun sessionMethods(said: String): Map<String, suspend (Core) -> Any?> = mapOf(
    "Session.state" to { core -> core.session().use { it.state() } },
    "Session.report" to { core -> core.session().use { it.report() } },
    "Session.askForHelp" to { core -> core.session().use { it.askForHelp(said, said) } },
    "Session.pairWithLink" to { core -> core.session().use { it.pairWithLink(said, said) } },
    "Session.pairWithCode" to { core -> core.session().use { it.pairWithCode(said, said, said) } },
    "Session.safety" to { core -> core.session().use { it.safety() } },
    "Session.preferences" to { core -> core.session().use { it.preferences() } },
    "Session.setPreference" to { core ->
        core.session().use { it.setPreference(PreferenceEdit.Language(said)) }
    },
    "Session.setLanguage" to { core -> core.session().use { it.setLanguage(said) } },
)

private fun programmeMethods(said: String): Map<String, suspend (Core) -> Any?> = mapOf(
    "Programme.today" to { core -> core.programme().use { it.today() } },
    "Programme.summary" to { core -> core.programme().use { it.summary() } },
    "Programme.perform" to { core -> core.programme().use { it.perform(said, TaskDeed.Done) } },
    "Programme.addTask" to { core -> core.programme().use { it.addTask(said, said, said, day) } },
    "Programme.changeTask" to { core -> core.programme().use { it.changeTask(said, TaskEdit(title = said)) } },
    "Programme.start" to { core -> core.programme().use { it.start(said) } },
    "Programme.renew" to { core -> core.programme().use { it.renew() } },
)

private fun moneyAndAgendaMethods(said: String): Map<String, suspend (Core) -> Any?> = mapOf(
    "Budget.summary" to { core -> core.budget().use { it.summary() } },
    "Budget.form" to { core -> core.budget().use { it.form() } },
    "Budget.setLine" to { core -> core.budget().use { it.setLine(LineDraft(said, said, label = said)) } },
    "Budget.notForMe" to { core -> core.budget().use { it.notForMe(said) } },
    "Budget.remove" to { core -> core.budget().use { it.remove(id) } },
    "Agenda.summary" to { core -> core.agenda().use { it.summary() } },
    "Agenda.choices" to { core -> core.agenda().use { it.choices() } },
    "Agenda.plan" to { core ->
        core.agenda().use { it.plan(AppointmentDraft(said, WallMoment(day, 10u, 0u), place = said, bring = said)) }
    },
    "Agenda.reschedule" to { core -> core.agenda().use { it.reschedule(id, WallMoment(day, 10u, 0u)) } },
    "Agenda.confirm" to { core -> core.agenda().use { it.confirm(id) } },
    "Agenda.cancel" to { core -> core.agenda().use { it.cancel(id) } },
    "Agenda.noteOutcome" to { core -> core.agenda().use { it.noteOutcome(id, true) } },
    "Agenda.reminderPlan" to { core -> core.agenda().use { it.reminderPlan() } },
    "Agenda.confirmReminders" to { core -> core.agenda().use { it.confirmReminders(listOf(TakenReminder(said, Instant.EPOCH))) } },
)

private fun debtMethods(said: String): Map<String, suspend (Core) -> Any?> = mapOf(
    "Debts.summary" to { core -> core.debts().use { it.summary() } },
    "Debts.choices" to { core -> core.debts().use { it.choices() } },
    "Debts.suggest" to { core -> core.debts().use { it.suggest(said) } },
    "Debts.add" to { core -> core.debts().use { it.add(DebtDraft(creditor = said), DebtAmountDraft(said)) } },
    "Debts.change" to { core -> core.debts().use { it.change(id, DebtDraft(title = said)) } },
    "Debts.addAmount" to { core -> core.debts().use { it.addAmount(id, DebtAmountKind.COST, DebtAmountDraft(said)) } },
    "Debts.correct" to { core -> core.debts().use { it.correct(id) } },
    "Debts.dispute" to { core -> core.debts().use { it.dispute(id, true, said) } },
    "Debts.handOver" to { core -> core.debts().use { it.handOver(id, said) } },
    "Debts.threaten" to { core -> core.debts().use { it.threaten(id, said, day) } },
    "Debts.remove" to { core -> core.debts().use { it.remove(id) } },
    "Debts.sameCreditor" to { core -> core.debts().use { it.sameCreditor(id, id, true) } },
    "Debts.describeCreditor" to { core -> core.debts().use { it.describeCreditor(id, said, said) } },
    "Letters.summary" to { core -> core.letters().use { it.summary() } },
    "Letters.file" to { core -> core.letters().use { it.file(LetterDraft(sender = said)) } },
    "Letters.attach" to { core -> core.letters().use { it.attach(id, listOf(FileDraft(said, said))) } },
    "Letters.change" to { core -> core.letters().use { it.change(id, LetterDraft(note = said)) } },
    "Letters.finish" to { core -> core.letters().use { it.finish(id, true) } },
    "Letters.remove" to { core -> core.letters().use { it.remove(id) } },
    "Letters.read" to { core -> core.letters().use { it.read(said) } },
    "Pages.open" to { core -> core.pages().use { it.open(said) } },
    "Pages.keep" to { core -> core.pages().use { it.keep("form/$said", TypedInput(said, said)) } },
    "Pages.give" to { core -> core.pages().use { it.give("bank", said) } },
    "Pages.press" to { core -> core.pages().use { it.press("goal/new", said, listOf(TypedInput("text", said))) } },
)

private fun planningMethods(said: String): Map<String, suspend (Core) -> Any?> = mapOf(
    "Forecast.summary" to { core -> core.forecast().use { it.summary() } },
    "Forecast.tellBalance" to { core -> core.forecast().use { it.tellBalance(said) } },
    "Forecast.payDay" to { core -> core.forecast().use { it.payDay(id) } },
    "Forecast.setPayDay" to { core -> core.forecast().use { it.setPayDay(id, PayDayDraft.Counted(day)) } },
    "Deadlines.list" to { core -> core.deadlines().use { it.list() } },
    "Deadlines.workList" to { core -> core.deadlines().use { it.workList() } },
    "Deadlines.start" to { core -> core.deadlines().use { it.start(said, day) } },
    "Deadlines.extend" to { core -> core.deadlines().use { it.extend(id, day, said) } },
    "Deadlines.finish" to { core -> core.deadlines().use { it.finish(id, day) } },
    "Deadlines.stop" to { core -> core.deadlines().use { it.stop(id, said) } },
)

private fun otherMethods(said: String): Map<String, suspend (Core) -> Any?> = mapOf(
    "Messages.page" to { core -> core.messages().use { it.page(said) } },
    "Messages.send" to { core -> core.messages().use { it.send(said) } },
    "Messages.ask" to { core -> core.messages().use { it.ask(said, said) } },
    "Messages.about" to { core -> core.messages().use { it.about(said) } },
    "Messages.message" to { core -> core.messages().use { it.message(id) } },
    "Messages.erase" to { core -> core.messages().use { it.erase(id) } },
    "Messages.markRead" to { core -> core.messages().use { it.markRead() } },
    "Files.send" to { core -> core.files().use { it.send(said, listOf(FileDraft(said, said))) } },
    "Files.file" to { core -> core.files().use { it.file(id) } },
    "Files.bytes" to { core -> core.files().use { it.bytes(id) } },
    "Files.fetch" to { core -> core.files().use { it.fetch(id) } },
    "Files.evict" to { core -> core.files().use { it.evict(id) } },
    "Shelf.tips" to { core -> core.library().use { it.tips() } },
    "Shelf.hideTip" to { core -> core.library().use { it.hideTip(said) } },
    "Shelf.glossary" to { core -> core.library().use { it.glossary(said) } },
    "Shelf.search" to { core -> core.library().use { it.search(said) } },
    "Profile.summary" to { core -> core.profile().use { it.summary() } },
    "Profile.tell" to { core -> core.profile().use { it.tell(said, said) } },
    "Circle.summary" to { core -> core.circle().use { it.summary() } },
    "Circle.share" to { core -> core.circle().use { it.share(id, listOf(SharedPart.BUDGET), day) } },
    "Disputes.list" to { core -> core.disputes().use { it.list() } },
    "Disputes.choose" to { core -> core.disputes().use { it.choose(id, Reading.SHOWN) } },
    "Disputes.undo" to { core -> core.disputes().use { it.undo(id) } },
    "History.things" to { core -> core.history().use { it.things() } },
    "History.page" to { core -> core.history().use { it.page(id) } },
    "History.undo" to { core -> core.history().use { it.undo(id, said) } },
    "Caseload.page" to { core -> core.caseload().use { it.page(CaseFilter(said), said) } },
    "Caseload.visits" to { core -> core.caseload().use { it.visits(day) } },
    "Caseload.examples" to { core -> core.caseload().use { it.examples(said) } },
)
