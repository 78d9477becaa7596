package nl.opstap.shared

import java.time.LocalDate
import java.time.ZoneId
import kotlinx.coroutines.runBlocking
import nl.opstap.core.AppointmentDraft
import nl.opstap.core.CaseId
import nl.opstap.core.DebtAmountDraft
import nl.opstap.core.DebtAmountKind
import nl.opstap.core.DebtDraft
import nl.opstap.core.LetterDraft
import nl.opstap.core.LineDraft
import nl.opstap.core.SessionState
import nl.opstap.core.PayDayDraft
import nl.opstap.core.PayDayShift
import nl.opstap.core.SharedPart
import nl.opstap.core.TaskAction
import nl.opstap.core.TaskDeed
import nl.opstap.core.TypedInput
import nl.opstap.core.WallMoment

/** Invented people some weeks on their way: what the pictures and the tests look at, all of it done through the library. */
class Story(val village: Village, private val today: LocalDate) {
    /** The client's phone. */
    val phone: Device = village.paired(village.client)

    /** The counsellor's tablet. */
    val tablet: Device = village.paired(village.counsellor)

    /** The case, as a helper names it. */
    val case: CaseId = runBlocking {
        (phone.core.session().state() as SessionState.Paired).person.cases.single()
    }

    /** Noor's weeks so far. */
    fun live(): Story = apply {
        runBlocking {
            at(-19, 10, 5)
            budget()
            at(-6, 16, 20)
            steps()
            aside()
            together()
            planned()
            owed()
            written()
            at(0, 9, 0)
        }
    }

    private suspend fun budget() {
        val budget = phone.core.budget()
        for ((category, typed) in AMOUNTS) budget.setLine(LineDraft(category, typed))
        for (question in budget.form().open) budget.notForMe(question.category, question.income)
    }

    private suspend fun steps() {
        val programme = phone.core.programme()
        repeat(6) {
            val next = programme.summary().next ?: return
            if (TaskAction.COMPLETE in next.actions) programme.perform(next.id, TaskDeed.Done)
        }
    }

    private suspend fun together() {
        at(-1, 13, 30)
        phone.sync()
        tablet.sync()
        val agenda = tablet.core.agenda()
        val talk = AppointmentDraft("Gesprek over je post", moment(2, 10), 45u, "Stadhuis, kamer 2.14", "de brieven die je nog niet opende")
        agenda.plan(talk, case)
        val second = agenda.plan(AppointmentDraft("Kennismaken met Ko", moment(6, 14), 30u, "Buurthuis De Linde", null), case)
        tablet.core.messages().send("Fijn dat je er vandaag was, Noor. Je hebt al veel op een rij.", case)
        tablet.sync()
        phone.sync()
        phone.core.agenda().confirm(second.id)
        at(-1, 19, 12)
        val messages = phone.core.messages()
        messages.markRead()
        Letter.photo().use { files -> phone.core.files().send("Dank je. Ik vond een brief van het waterbedrijf. Moet ik die meenemen?", listOf(files.draft)) }
        phone.core.circle().share(village.coach, listOf(SharedPart.BUDGET, SharedPart.AGENDA), today.plusMonths(3))
        phone.core.profile().tell("household.childrenUnder18", "2")
        phone.core.profile().tell("admin.hasDigiD", "ja")
        phone.sync()
        tablet.sync()
        at(0, 8, 40)
        tablet.core.messages().send("Ja, neem hem maar mee. Dan kijken we er samen naar.", case)
        tablet.sync()
        phone.sync()
    }

    /** What was on the account and when it comes and goes, and what the counsellor has to do by when. */
    private suspend fun planned() {
        at(-1, 20, 5)
        val budget = phone.core.budget().summary()
        for (line in budget.income + budget.expenses) {
            val day = PAY_DAYS[line.category] ?: continue
            phone.core.forecast().setPayDay(line.id, PayDayDraft.Monthly(day.toUInt(), PayDayShift.STAYS))
        }
        phone.core.forecast().tellBalance("187,35")
        phone.sync()
        tablet.sync()
        val deadlines = tablet.core.deadlines()
        val terms = deadlines.list(case).terms.associateBy { it.id }
        val begun = terms.keys.take(3).map { deadlines.start(it, today.minusDays(20), case) }
        deadlines.extend(begun[1].id, today.plusDays(40), "Er missen nog brieven van twee schuldeisers.", case)
        deadlines.finish(begun[0].id, today.minusDays(6), case)
        tablet.sync()
        phone.sync()
    }

    /** Debts and letters, as people know them: one to the day, one roughly, one not at all. */
    private suspend fun owed() {
        at(-1, 20, 30)
        val debts = phone.core.debts()
        val energy = debts.add(DebtDraft(creditor = "Zuiderlicht Energie", subject = "energy", reference = "ZE 40118"), DebtAmountDraft("612,80", today.minusDays(9)))
        debts.addAmount(energy.id, DebtAmountKind.PAYMENT, DebtAmountDraft("50", today.minusDays(4)))
        debts.threaten(energy.id, "disconnection", today.plusDays(24))
        debts.add(DebtDraft(creditor = "Kleedwerk", subject = "purchase"), DebtAmountDraft("180", estimated = true))
        debts.add(DebtDraft(creditor = "Oom Rachid", subject = "family", owner = "joint"), null)
        val letters = phone.core.letters()
        letters.file(LetterDraft(sender = "Zuiderlicht Energie", typed = "562,80", dueOn = today.plusDays(10), reference = "ZE 40118", debt = energy.id, note = "Bel voor een regeling."))
        val old = letters.file(LetterDraft(sender = "Waterschap De Vliet"))
        letters.finish(old.id, true)
        phone.sync()
        tablet.sync()
    }

    /** What Noor wrote, for herself and for Sam, and what Sam wrote of their talk. */
    private suspend fun written() {
        at(-1, 21, 0)
        val pages = phone.core.pages()
        fun typed(vararg inputs: Pair<String, String>) = inputs.map { TypedInput(it.first, it.second) }
        val goal = typed("text" to "Elke maand iets opzij zetten", "why" to "Dan schrik ik niet meer van de post.", "first_step" to "Een potje op mijn rekening maken")
        pages.press("goal/new", "save", goal)
        at(-1, 21, 2)
        pages.press("marks", "mark/money", typed("money" to "5"))
        pages.press("diary/new", "save", typed("text" to "Vandaag durfde ik de post open te maken. Het viel mee.", "on" to "${today.minusDays(2)}"))
        for ((key, value) in listOf("nu" to "5", "lukt" to "Ik maak de post open.")) pages.keep("form/schaal", TypedInput(key, value))
        pages.press("form/schaal", "share", emptyList())
        pages.keep("form/weekgeld", TypedInput("bedrag", "60"))
        Statement.copied().run { pages.give("bank", path).also { delete() } }
        pages.keep("form/weekgeld", TypedInput("over", "Ja"))
        phone.sync()
        tablet.sync()
        at(0, 8, 45)
        val sam = tablet.core.pages()
        val talk = typed("body" to "We keken samen naar de brieven. Noor belt zelf met het waterbedrijf.", "agreed" to "Sam vraagt een overzicht op bij de gemeente.", "held_on" to "${today.minusDays(3)}")
        sam.press("talk/new", "save", talk, case)
        sam.press("form/als-dan", "ask", typed("why" to "Dit helpt op dagen dat er een brief komt."), case)
        val give = sam.open("shared", case).parts.first { it.act?.startsWith("feedback/") == true }
        sam.press("shared", give.act!!, typed(give.act!!.substringAfter('/') to "Knap dat je de post openmaakt, Noor."), case)
        tablet.sync()
        phone.sync()
    }

    /** Other people on the counsellor's list. */
    private suspend fun aside() {
        for ((nth, name) in OTHERS.withIndex()) {
            val device = village.paired(village.neighbour(name))
            val next = device.core.programme().summary().next
            if (nth % 2 == 0 && next != null && TaskAction.COMPLETE in next.actions) device.core.programme().perform(next.id, TaskDeed.Done)
            at(-(nth + 1L), 11, 0)
            if (nth % 3 == 0) device.core.messages().send(QUESTIONS[nth % QUESTIONS.size])
            if (nth % 2 == 1) device.core.agenda().plan(AppointmentDraft("Huisbezoek", moment(if (nth == 1) 0 else nth.toLong(), 15), 60u, "bij $name thuis", null))
            device.sync()
        }
        tablet.sync()
    }

    /** Both change the rent while they are apart: two readings of one amount. */
    fun disagree(): Story = apply {
        runBlocking {
            val rent = phone.core.budget().summary().expenses.maxBy { it.perMonth.cents }
            phone.core.budget().setLine(LineDraft(rent.category, "655", rent.frequency))
            tablet.core.budget().setLine(LineDraft(rent.category, "612,90", rent.frequency), case)
            tablet.sync()
            phone.sync()
            tablet.sync()
        }
    }

    /** Puts the clocks of everybody at a moment of the story. */
    private fun at(day: Long, hour: Int, minute: Int) {
        village.stand(today.plusDays(day).atTime(hour, minute).atZone(ZoneId.of("Europe/Amsterdam")).toInstant())
    }

    private fun moment(days: Long, hour: Int) = WallMoment(today.plusDays(days), hour.toUByte(), 0u)

    private companion object {
        val PAY_DAYS = mapOf(
            "loon-maand" to 25, "huur" to 1, "gas" to 28, "stroom" to 28, "zorgverzekering" to 1, "telefoon" to 20, "internet-tv" to 26,
        )
        val AMOUNTS = listOf(
            "loon-maand" to "1.684,20", "zorgtoeslag" to "123", "huurtoeslag" to "241", "kgb" to "198", "kinderbijslag" to "576",
            "huur" to "652,40", "gas" to "78", "stroom" to "46,50", "water" to "18", "zorgverzekering" to "149,50",
            "verzekering-overig" to "21", "telefoon" to "15", "internet-tv" to "42,50", "abonnementen" to "12,99",
            "eten" to "85", "verzorging" to "25", "huishouden" to "20", "ov" to "30", "kleding" to "60", "school" to "10",
            "sport" to "15", "gem-heffingen" to "27", "eigen-risico" to "32", "inventaris" to "25", "feest" to "15",
        )
        val OTHERS = listOf("Bilal Aydin", "Carla Smit", "Dewi Pranoto", "Erik Visser", "Fatima El Idrissi")
        val QUESTIONS = listOf("Kan ik deze week bellen?", "Ik kreeg een brief van een deurwaarder. Wat nu?")
    }
}
