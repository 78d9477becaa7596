package nl.opstap.ui

import kotlinx.coroutines.runBlocking
import nl.opstap.core.AppointmentStatus
import nl.opstap.core.TaskDeed
import nl.opstap.shared.Device
import nl.opstap.shared.Story

/** One screen as somebody comes to it: on whose device, by which way, and after which touches. */
class Scene(
    val name: String,
    val device: Device,
    val routes: List<String>,
    /** Also kept in the dark, with large letters and mirrored. */
    val main: Boolean = false,
    val after: () -> Unit = {},
    val play: Stage.() -> Unit = {},
)

/** What the scenes need to know of the story. */
private class Found(story: Story) {
    private val core = story.phone.core
    val programme = runBlocking { core.programme().summary() }
    val task = checkNotNull(programme.next)
    val step = programme.phases.flatMap { it.steps }.first { step -> step.tasks.any { it.id == task.id } }
    val rent = runBlocking { core.budget().summary() }.expenses.maxBy { it.perMonth.cents }
    val conflict = runBlocking { core.disputes().list() }.first()
    val message = runBlocking { core.messages().page() }.messages.last { it.mine }
    val photo = message.files.single()
    val agenda = runBlocking { core.agenda().summary() }
    val proposed = agenda.upcoming.first { it.status == AppointmentStatus.PROPOSED }
    val debt = runBlocking { core.debts().summary() }.debts.first()
    val letter = runBlocking { core.letters().summary() }.open.first()
    val deadline = runBlocking { core.deadlines().list() }.open.first()
    val tip = runBlocking { core.library().tips() }.first()
    val word = runBlocking { core.library().glossary() }.first { it.id == "beslagvrije-voet" }
    val coach = runBlocking { core.circle().summary() }.helpers.single { it.mayShare }
}

/** Every screen of `docs/screens.md`, in its order. */
fun scenes(story: Story, nobody: Device, beginner: Device): List<Scene> {
    val found = Found(story)
    return entry(nobody) + client(story, found) + money(story, found, beginner) + owed(story, found, beginner) + rest(story, found) + pages(story) + helper(story, found)
}

private fun entry(nobody: Device) = listOf(
    Scene("welcome", nobody, emptyList(), main = true),
    Scene("page-ask", nobody, emptyList(), main = true) { touch("ui-welcome-ask") },
    Scene("pair", nobody, emptyList(), main = true) { touch("ui-welcome-start") },
    Scene("pair-trouble", nobody, emptyList()) {
        touch("ui-welcome-start")
        type("ui-pair-code", "ABCDE-12345")
        touch("ui-pair-go")
        trouble()
    },
)

private fun client(story: Story, found: Found): List<Scene> {
    val task = "task/${found.task.id}"
    val undo = { runBlocking { story.phone.core.programme().perform(found.task.id, TaskDeed.Undo) }.let {} }
    return listOf(
        Scene("today", story.phone, emptyList(), main = true),
        Scene("programme", story.phone, listOf("programme"), main = true),
        Scene("step", story.phone, listOf("programme", "step/${found.step.id}")),
        Scene("task", story.phone, listOf("programme", "step/${found.step.id}", task), main = true),
        Scene("task-later", story.phone, listOf("programme", task)) { touch("ui-task-later") },
        Scene("praise", story.phone, listOf("programme", task), main = true, after = undo) {
            touch("ui-task-done")
            await("ui-praise-title")
        },
    )
}

private fun money(story: Story, found: Found, beginner: Device) = listOf(
    Scene("budget", story.phone, listOf("budget"), main = true),
    Scene("budget-week", story.phone, listOf("budget")) { touch("ui-budget-by-week") },
    Scene("budget-empty", beginner, listOf("budget")),
    Scene("lines", story.phone, listOf("budget", "lines")),
    Scene("line", story.phone, listOf("budget", "line/eten/${runBlocking { story.phone.core.budget().summary() }.expenses.single { it.category == "eten" }.id}"), main = true),
    Scene("history", story.phone, listOf("budget", "history/${found.rent.id}")) { await("ui-history-title") },
    Scene("line-trouble", story.phone, listOf("budget", "line/dieren")) {
        type("ui-line-amount", "best veel")
        touch("ui-all-save")
        trouble()
    },
    Scene("forecast", story.phone, listOf("budget", "forecast"), main = true),
    Scene("balance", story.phone, listOf("budget", "forecast", "balance")),
    Scene("pay-day", story.phone, listOf("budget", "payday/${found.rent.id}")),
    Scene("form", beginner, listOf("budget", "form"), main = true),
    Scene("conflicts", story.phone, listOf("me", "conflicts")),
    Scene("conflict", story.phone, listOf("me", "conflicts", "conflict/${found.conflict.id}"), main = true),
)

private fun owed(story: Story, found: Found, beginner: Device): List<Scene> {
    val phone = story.phone
    val debt = "debt/${found.debt.id}"
    return listOf(
        Scene("debts", phone, listOf("budget", "debts"), main = true),
        Scene("debts-empty", beginner, listOf("budget", "debts")),
        Scene("debt", phone, listOf("budget", "debts", debt), main = true),
        Scene("debt-new", phone, listOf("budget", "debts", "newdebt"), main = true),
        Scene("debt-meant", phone, listOf("budget", "debts", "newdebt")) {
            type("ui-debt-to", "gemeente")
            settle()
        },
        Scene("debt-trouble", phone, listOf("budget", "debts", "newdebt")) {
            type("ui-debt-to", "Kleedwerk")
            type("ui-debt-amount", "best veel")
            touch("ui-all-save")
            trouble()
        },
        Scene("debt-change", phone, listOf("budget", "debts", debt, "debtchange/${found.debt.id}")),
        Scene("debt-amount", phone, listOf("budget", "debts", debt, "debtamount/${found.debt.id}")),
        Scene("debt-holder", phone, listOf("budget", "debts", debt, "holder/${found.debt.id}")),
        Scene("debt-threat", phone, listOf("budget", "debts", debt, "threat/${found.debt.id}")),
        Scene("letters", phone, listOf("budget", "debts", "letters"), main = true),
        Scene("letter", phone, listOf("budget", "debts", "letters", "letter/${found.letter.id}")),
        Scene("letter-new", phone, listOf("budget", "debts", "letters", "newletter")) {
            type("ui-letter-words", "Waterschap De Vliet\nU moet € 84,20 betalen vóór 15 december 2026. Kenmerk WV-2026-77.")
            touch("ui-letter-read")
            await("ui-letter-found")
        },
    )
}

private fun rest(story: Story, found: Found): List<Scene> {
    val phone = story.phone
    return listOf(
        Scene("agenda", phone, listOf("me", "agenda"), main = true),
        Scene("appointment", phone, listOf("me", "agenda", "appointment/${found.proposed.id}"), main = true),
        Scene("plan", phone, listOf("me", "agenda", "plan/${found.proposed.id}")),
        Scene("deadlines", phone, listOf("me", "deadlines"), main = true),
        Scene("deadline", phone, listOf("me", "deadlines", "deadline/${found.deadline.id}")),
        Scene("conversation", phone, listOf("conversation"), main = true),
        Scene("file", phone, listOf("conversation", "file/${found.photo.id}"), main = true) { await("ui-files-title") },
        Scene("erase", phone, listOf("conversation", "erase/${found.message.id}")),
        Scene("ask", phone, listOf("programme", "task/${found.task.id}", "ask/${found.task.id}")),
        Scene("library", phone, listOf("me", "library"), main = true),
        Scene("library-search", phone, listOf("me", "library")) { type("ui-library-search", "beslag") },
        Scene("tip", phone, listOf("me", "library", "tip/${found.tip.id}")),
        Scene("word", phone, listOf("me", "library", "word/${found.word.id}")),
        Scene("me", phone, listOf("me")),
        Scene("profile", phone, listOf("me", "profile")),
        Scene("fact", phone, listOf("me", "profile", "fact/household.childrenUnder18")),
        Scene("sharing", phone, listOf("me", "sharing")),
        Scene("share", phone, listOf("me", "sharing", "share/${found.coach.account}")),
        Scene("safety", phone, listOf("me", "safety"), main = true),
        Scene("preferences", phone, listOf("me", "preferences"), main = true),
        Scene("take", phone, listOf("me", "take")),
        Scene("page-kept", phone, listOf("me", "page/kept")),
        Scene("leave", phone, listOf("me", "leave")),
    )
}

/** Screens that the core says: forms, goals, talks, the diary, the offer. */
private fun pages(story: Story): List<Scene> {
    fun to(device: Device, route: String, head: String) = runBlocking { device.core.pages().open(route) }.parts.mapNotNull { it.to }.first { it.startsWith(head) && !it.endsWith("/new") }
    val phone = story.phone
    val case = "case/${story.case.value}"
    fun page(name: String, vararg routes: String, main: Boolean = false) = Scene(name, phone, listOf("me", "page/more") + routes.map { "page/$it" }, main)
    fun helped(name: String, vararg routes: String) = Scene(name, story.tablet, routes.map { "$case/page/$it" })
    return listOf(
        page("page-more", main = true),
        page("page-forms", "forms", main = true),
        page("page-form", "forms", "form/weekgeld", main = true),
        page("page-form-scale", "forms", "form/stress-thermometer"),
        page("page-shared", "forms", "shared", main = true),
        page("page-goals", "goals"),
        page("page-goal", "goals", to(phone, "goals", "goal/"), main = true),
        page("page-goal-new", "goals", "goal/new"),
        page("page-marks", "goals", "marks", main = true),
        page("page-talks", "talks"),
        page("page-talk", "talks", to(phone, "talks", "talk/"), main = true),
        page("page-diary", "diary", main = true),
        page("page-bank", "bank", main = true),
        page("page-diary-new", "diary", "diary/new"),
        page("page-diary-key", "diary", "diary/key"),
        page("page-looks", "looks"),
        page("page-offer", "offer"),
        helped("case-page", "more"),
        helped("case-page-form", "forms", "form/als-dan"),
        helped("case-page-shared", "shared"),
        helped("case-page-talk", "talks", "talk/new"),
    )
}

private fun helper(story: Story, found: Found): List<Scene> {
    val tablet = story.tablet
    val case = "case/${story.case.value}"
    val task = "$case/task/${found.task.id}"
    return listOf(
        Scene("caseload", tablet, emptyList(), main = true),
        Scene("caseload-attention", tablet, emptyList()) { touch("ui-caseload-attention") },
        Scene("case", tablet, listOf(case), main = true),
        Scene("case-programme", tablet, listOf("$case/programme")),
        Scene("case-task", tablet, listOf("$case/programme", task)),
        Scene("case-change", tablet, listOf("$case/programme", task, "$case/change/${found.task.id}")),
        Scene("case-add", tablet, listOf("$case/programme", "$case/step/${found.step.id}", "$case/add/${found.step.id}")),
        Scene("case-budget", tablet, listOf("$case/budget")),
        Scene("case-agenda", tablet, listOf("$case/agenda")),
        Scene("case-forecast", tablet, listOf("$case/budget", "$case/forecast")),
        Scene("case-debts", tablet, listOf("$case/debts", "$case/debt/${found.debt.id}")),
        Scene("case-deadlines", tablet, listOf("$case/deadlines", "$case/deadline/${found.deadline.id}")),
        Scene("case-terms", tablet, listOf("$case/deadlines", "$case/terms")),
        Scene("case-extend", tablet, listOf("$case/deadlines", "$case/deadline/${found.deadline.id}", "$case/extend/${found.deadline.id}")),
        Scene("case-stop", tablet, listOf("$case/deadlines", "$case/deadline/${found.deadline.id}", "$case/stop/${found.deadline.id}")),
        Scene("work-list", tablet, listOf("day", "worklist")),
        Scene("case-conversation", tablet, listOf("$case/conversation")),
        Scene("case-examples", tablet, listOf("$case/conversation", "$case/examples")),
        Scene("case-conflicts", tablet, listOf("$case/conflicts", "$case/conflict/${found.conflict.id}")),
        Scene("day", tablet, listOf("day"), main = true),
        Scene("mine", tablet, listOf("mine")),
    )
}
