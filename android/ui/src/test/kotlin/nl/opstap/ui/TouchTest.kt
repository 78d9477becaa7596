package nl.opstap.ui

import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.onAllNodesWithText
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performClick
import java.time.Instant
import java.time.LocalDate
import kotlinx.coroutines.runBlocking
import nl.opstap.core.AppointmentDraft
import nl.opstap.core.AppointmentStatus
import nl.opstap.core.ConflictState
import nl.opstap.core.LineDraft
import nl.opstap.core.TaskState
import nl.opstap.core.WallMoment
import nl.opstap.shared.Device
import nl.opstap.shared.Story
import nl.opstap.shared.Village
import org.junit.AfterClass
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.BeforeClass
import org.junit.Test

/** Somebody touches the screens; the real library does the rest, and says so. */
@OptIn(ExperimentalTestApi::class)
class TouchTest {
    private val phone get() = story.phone

    private fun on(device: Device, vararg routes: String, variant: Variant = Variant.PHONE, play: Stage.() -> Unit) =
        stage(village, device, variant, routes.toList(), play)

    @Test
    fun `a code pairs this device, and today appears`() = on(village.device()) {
        touch("ui-welcome-start")
        type("ui-pair-code", village.code(village.neighbour("Gijs")).lowercase())
        touch("ui-pair-go")
        await("ui-today-title")
        await(hasText("Gijs", substring = true))
    }

    @Test
    fun `a code that is not right gets a kind sentence, and stays`() = on(village.device()) {
        touch("ui-welcome-start")
        type("ui-pair-code", "ABCDE-12345")
        touch("ui-pair-go")
        trouble()
        await(hasText("ABCDE-12345"))
    }

    @Test
    fun `who asks for help without a code answers step by step, and gets a code to come back with`() {
        village.desk()
        on(village.device()) {
            touch("ui-welcome-ask")
            typeAt("cijfers van je postcode", "38")
            touch("ui-all-next")
            trouble()
            typeAt("cijfers van je postcode", "3811")
            touch("ui-all-next")
            touchText("De huur of de hypotheek")
            repeat(QUESTIONS - 2) { touch("ui-all-next") } // To the last one.
            typeAt("Wat wil je vertellen?", "Er ligt een brief.")
            touch("ui-all-next")
            await(hasText("De huur of de hypotheek"))
            await(hasText("Er ligt een brief."))
            touchText("Vraag hulp")
            await(hasText("Bewaar deze code goed"))
            await(hasText("Testdorp antwoordt binnen 48 uur."))
            touchText("Ik heb de code bewaard")
            await(hasText("Hoe wil je dat we je noemen?", substring = true))
        }
    }

    @Test
    fun `a helper who pairs gets the helper's app`() = on(village.device(), variant = Variant.TABLET) {
        touch("ui-welcome-start")
        type("ui-pair-code", village.code(village.counsellor))
        touch("ui-pair-go")
        await("ui-caseload-title")
    }

    @Test
    fun `a task that is done gets praise, and the core knows`() {
        val next = runBlocking { phone.core.programme().summary() }.next!!
        on(phone) {
            touch("ui-today-start")
            await(hasText(next.title))
            touch("ui-task-done")
            await("ui-praise-title")
        }
        val tasks = runBlocking { phone.core.programme().summary() }.phases.flatMap { it.steps }.flatMap { it.tasks }
        assertEquals(TaskState.DONE, tasks.single { it.id == next.id }.state)
    }

    @Test
    fun `an amount is typed as people type, and spoken as the core says`() {
        on(phone, "budget", "line/dieren") {
            type("ui-line-amount", "1.234,50")
            touch("ui-all-save")
            await("ui-budget-expenses")
        }
        val row = runBlocking { phone.core.budget().summary() }.expenses.single { it.category == "dieren" }
        assertEquals(123_450L, row.entered.cents)
        on(phone, "budget") { await(hasContentDescription(row.perMonth.spoken)) }
    }

    @Test
    fun `an amount that cannot be read says why, and what was typed stays`() {
        on(phone, "budget", "line/fiets") {
            type("ui-line-amount", "best veel")
            touch("ui-all-save")
            trouble()
            await(hasText("best veel"))
        }
        assertTrue(runBlocking { phone.core.budget().summary() }.expenses.none { it.category == "fiets" && !it.notApplicable })
    }

    @Test
    fun `an appointment is confirmed with one touch`() {
        val moment = WallMoment(LocalDate.parse("2026-11-27"), 11u, 0u)
        val row = runBlocking { phone.core.agenda().plan(AppointmentDraft("Bellen met de bank", moment)) }
        on(phone, "appointment/${row.id}") {
            touch("ui-appointment-confirm")
            test.waitUntil(timeoutMillis = 20_000) { test.onAllNodesWithText(words["ui-appointment-confirm"]).fetchSemanticsNodes().isEmpty() }
        }
        val known = runBlocking { phone.core.agenda().summary() }.upcoming.single { it.id == row.id }
        assertEquals(AppointmentStatus.CONFIRMED, known.status)
    }

    @Test
    fun `a message is safe here before it is sent`() = on(phone, "conversation") {
        type("ui-conversation-write", "Ik heb de brief gevonden.")
        touch("ui-conversation-send")
        await(hasText("Ik heb de brief gevonden.", substring = true))
        await("ui-conversation-waiting")
    }

    @Test
    fun `a photo is added, and looked at large`() {
        on(phone, "conversation") {
            touch("ui-files-add")
            await("ui-files-chosen")
            touch("ui-files-drop")
            touch("ui-files-add")
            type("ui-conversation-write", "Dit is de achterkant.")
            touch("ui-conversation-send")
            await(hasText("Dit is de achterkant.", substring = true))
            test.waitUntil(timeoutMillis = 20_000) { attached().isNotEmpty() }
            await(hasText(attached().single().placeText, substring = true))
        }
        val file = attached().single()
        phone.sync()
        on(phone, "conversation", "file/${file.id}") {
            await(hasContentDescription(file.name))
            touch("ui-files-evict")
            touch("ui-files-fetch")
            await(hasContentDescription(file.name))
            await("ui-files-evict")
        }
    }

    private fun attached() = runBlocking { phone.core.messages().page() }.messages.single { it.text == "Dit is de achterkant." }.files

    @Test
    fun `a statement of the bank is chosen, and the rent that comes back becomes a line`() {
        val device = village.paired(village.neighbour("Bas"))
        on(device, "budget") {
            touch("ui-bank-way")
            touchText("Kies een bestand van je bank")
            await(hasText("Er zijn 8 nieuwe betalingen."))
            touchText("Zet in mijn begroting")
            await(hasText("Dit staat nu in je begroting."))
            assertEquals(1, runBlocking { device.core.budget().summary() }.let { it.income.size + it.expenses.size })
        }
    }

    @Test
    fun `one's own message is erased after asking`() {
        val id = runBlocking { phone.core.messages().send("Dit had ik niet willen schrijven.") }.id
        on(phone, "conversation") {
            await(hasText("Dit had ik niet willen schrijven.", substring = true))
            test.onNodeWithText("Dit had ik niet willen schrijven.", substring = true).performClick()
            await("ui-erase-text")
            touch("ui-erase-yes")
            await("ui-conversation-title")
            test.waitUntil(timeoutMillis = 20_000) { test.onAllNodesWithText("Dit had ik niet willen schrijven.", substring = true).fetchSemanticsNodes().isEmpty() }
        }
        assertTrue(runBlocking { phone.core.messages().page() }.messages.none { it.id == id })
    }

    @Test
    fun `a change of an amount is undone`() {
        val line = runBlocking { phone.core.budget().setLine(LineDraft("kleding", "25")) }.expenses.single { it.category == "kleding" }
        runBlocking { phone.core.budget().setLine(LineDraft("kleding", "250")) }
        on(phone, "budget", "line/kleding/${line.id}") {
            touch("ui-line-history")
            await("ui-history-title")
            touch("ui-history-undo")
            test.waitUntil(timeoutMillis = 20_000) { amount(line.id) == 2_500L }
        }
        assertEquals(2_500L, amount(line.id))
    }

    private fun amount(line: String) = runBlocking { phone.core.budget().summary() }.expenses.single { it.id == line }.entered.cents

    @Test
    fun `a question takes its text along`() {
        val task = runBlocking { phone.core.programme().summary() }.next!!
        on(phone, "programme", "task/${task.id}") {
            touch("ui-all-ask")
            type("ui-ask-write", "Hoe lang moet dit zijn?")
            touch("ui-ask-send")
            await("ui-conversation-title")
        }
        val last = runBlocking { phone.core.messages().page() }.messages.last()
        assertEquals(task.id, last.about?.id)
    }

    @Test
    fun `one of two versions is chosen`() {
        story.disagree()
        val row = runBlocking { phone.core.disputes().list() }.first { it.state == ConflictState.OPEN }
        on(phone, "conflicts", "conflict/${row.id}") {
            touch("ui-conflict-this")
            await("ui-conflict-settled")
        }
        assertTrue(runBlocking { phone.core.disputes().list() }.none { it.id == row.id && it.state == ConflictState.OPEN })
    }

    @Test
    fun `the list of clients is searched and filtered`() = on(story.tablet, variant = Variant.TABLET) {
        await(hasText("Bilal Aydin"))
        type("ui-caseload-search", "smit")
        await(hasText("Carla Smit"))
        test.waitUntil(timeoutMillis = 20_000) { test.onAllNodesWithText("Bilal Aydin").fetchSemanticsNodes().isEmpty() }
        type("ui-caseload-search", "")
        touch("ui-caseload-attention")
        await(hasText("Bilal Aydin"))
    }

    @Test
    fun `on a tablet the list and the case stand side by side`() =
        on(story.tablet, "case/${story.case.value}", variant = Variant.TABLET) {
            test.onNodeWithText(words["ui-caseload-title"]).assertExists()
            test.onNodeWithText(words["ui-today-title"]).assertExists()
        }

    @Test
    fun `another language is one touch, and everything speaks it`() {
        val device = village.paired(village.neighbour("Hanna"))
        on(device, "me", "preferences") {
            touch("ui-preferences-english")
            await(hasText("How would you like it?"))
        }
    }

    @Test
    fun `a helper changes a task for one client only`() {
        val task = runBlocking { story.tablet.core.programme().summary(story.case) }.next!!
        on(story.tablet, "case/${story.case.value}/programme", "case/${story.case.value}/task/${task.id}") {
            touch("ui-change-title")
            type("ui-change-name", "Neem je vragen mee")
            touch("ui-all-save")
            await(hasText("Neem je vragen mee"))
        }
        assertEquals("Neem je vragen mee", runBlocking { story.tablet.core.programme().summary(story.case) }.next?.title)
    }

    @Test
    fun `who types a creditor is shown who may be meant, and takes one over by a touch`() = on(phone, "budget", "debts", "newdebt") {
        type("ui-debt-to", "belastingd")
        touchText("Belastingdienst")
        type("ui-debt-amount", "120")
        touch("ui-all-save")
        await(hasText("Belastingdienst", substring = true))
    }

    @Test
    fun `everything is taken along on one page, which runs nothing`() = on(phone, "me") {
        touch("ui-take-title")
        touch("ui-take-go")
        test.waitUntil("a page is printed", 20_000) { DeskPrinter.page != null }
        val page = DeskPrinter.page!!
        assertTrue(page.startsWith("<!DOCTYPE html>") && "Noor" in page && "<svg" in page && "<script" !in page)
    }

    @Test
    fun `sharing is by part, and stops with one touch`() {
        val coach = runBlocking { phone.core.circle().summary() }.helpers.single { it.mayShare }
        on(phone, "me", "sharing", "share/${coach.account}") {
            touch("ui-sharing-stop")
            await("ui-sharing-nothing")
        }
        assertTrue(runBlocking { phone.core.circle().summary() }.helpers.single { it.mayShare }.parts.isEmpty())
    }

    companion object {
        /** So many questions does somebody answer who asks for help. */
        private const val QUESTIONS = 7

        private lateinit var village: Village
        private lateinit var story: Story

        @BeforeClass
        @JvmStatic
        fun begin() {
            village = Village(Instant.parse("2026-11-05T09:00:00Z"))
            story = Story(village, LocalDate.parse("2026-11-24")).live()
        }

        @AfterClass
        @JvmStatic
        fun end() = village.close()
    }
}
