package nl.opstap.shared

import java.time.Instant
import java.time.LocalDate
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import nl.opstap.core.AppointmentStatus
import nl.opstap.core.CaseFilter
import nl.opstap.core.ConflictState
import nl.opstap.core.LineDraft
import nl.opstap.core.PreferenceEdit
import nl.opstap.core.Reading
import nl.opstap.core.SessionState
import nl.opstap.core.TaskDeed
import nl.opstap.core.TaskOutcome
import org.junit.AfterClass
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotEquals
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertTrue
import org.junit.BeforeClass
import org.junit.Test

/** The models over the real library and a real server. */
class ModelsTest {
    private val started = mutableSetOf<ScreenModel<*>>()

    private fun <T> ScreenModel<T>.wait(until: (Shown<T>) -> Boolean): Shown<T> {
        if (started.add(this)) start()
        return runBlocking {
            withTimeout(20.seconds) {
                while (!until(shown.value)) delay(10)
                shown.value
            }
        }
    }

    @Test
    fun `a wrong code is a kind sentence, and the right one pairs`() {
        val device = village.device()
        SessionModel(desk(device)).use { model ->
            assertEquals(SessionState.NotPaired, model.wait { it.record != null }.record?.state)
            model.pair("AAAAA-AAAAA")
            val refused = model.wait { it.trouble != null && !it.busy }
            assertFalse(refused.trouble!!.startsWith("error-"))
            model.pair(village.code(village.neighbour("Gijs")))
            val paired = model.wait { it.record?.state is SessionState.Paired }
            assertEquals(null, paired.trouble)
        }
    }

    @Test
    fun `today and the programme follow a task that is done`() {
        TodayModel(desk(story.phone), null).use { today ->
            ProgrammeModel(desk(story.phone), null).use { programme ->
                val before = today.wait { it.record != null }.record!!
                val next = before.next!!
                programme.wait { it.record != null }
                var outcome: TaskOutcome? = null
                programme.perform(next.id, TaskDeed.Done) { outcome = it }
                val after = today.wait { it.record?.next?.id != next.id }.record!!
                assertNotEquals(next.id, after.next?.id)
                programme.wait { !it.busy && outcome != null }
                assertNotNull(outcome)
            }
        }
    }

    @Test
    fun `an amount is read as typed, and a wrong one changes nothing`() {
        FormModel(desk(story.phone), null).use { form ->
            BudgetModel(desk(story.phone), null).use { budget ->
                form.wait { it.record != null }
                form.save(LineDraft("dieren", "1.234,50"))
                val row = budget.wait { shown -> shown.record?.expenses.orEmpty().any { it.category == "dieren" } }.record!!
                    .expenses.single { it.category == "dieren" }
                assertEquals(123_450L, row.entered.cents)
                form.wait { !it.busy }
                form.save(LineDraft("dieren", "veel"))
                assertNotNull(form.wait { it.trouble != null && !it.busy }.trouble)
                assertEquals(123_450L, budget.shown.value.record!!.expenses.single { it.category == "dieren" }.entered.cents)
            }
        }
    }

    @Test
    fun `an appointment is confirmed`() {
        AgendaModel(desk(story.phone), null).use { model ->
            val row = model.wait { it.record != null }.record!!.upcoming.first { it.status == AppointmentStatus.PROPOSED }
            model.confirm(row.id)
            model.wait { shown -> shown.record!!.upcoming.single { it.id == row.id }.status == AppointmentStatus.CONFIRMED }
        }
    }

    @Test
    fun `a message waits until there was a round`() {
        ConversationModel(desk(story.phone), null).use { model ->
            model.wait { it.record != null }
            var safe = false
            model.send("Tot morgen.") { safe = true }
            val page = model.wait { shown -> shown.record!!.messages.any { it.text == "Tot morgen." } && !shown.busy && safe }.record!!
            assertTrue(page.messages.single { it.text == "Tot morgen." }.waiting)
            story.phone.sync()
            model.wait { shown -> shown.record!!.messages.none { it.waiting } }
        }
    }

    @Test
    fun `a photo goes with a message, and a helper fetches the same bytes`() {
        val letter = Letter.photo()
        ConversationModel(desk(story.phone), null).use { model ->
            model.wait { it.record != null }
            var safe = false
            model.send("De achterkant.", listOf(letter.draft)) { safe = true }
            val page = model.wait { shown -> safe && shown.record!!.messages.any { it.text == "De achterkant." } }.record!!
            val sent = page.messages.single { it.text == "De achterkant." }
            assertTrue(letter.draft.thumbnail.contentEquals(sent.files.single().thumbnail))
            letter.close()
            story.phone.sync()
            story.tablet.sync()
            FileModel(desk(story.tablet), sent.files.single().id, story.case).use { file ->
                val before = file.wait { it.record != null }.record!!
                assertTrue(before.row.canFetch && before.bytes == null)
                file.fetch()
                val here = file.wait { it.record?.bytes != null && !it.busy }.record!!
                assertTrue(letter.bytes.contentEquals(here.bytes))
                file.evict()
                file.wait { it.record!!.row.canFetch && it.record!!.bytes == null }
            }
        }
    }

    @Test
    fun `one of two readings is chosen`() {
        story.disagree()
        ConflictsModel(desk(story.phone), null).use { model ->
            val row = model.wait { shown -> shown.record?.any { it.state == ConflictState.OPEN } == true }.record!!.first()
            var done = false
            model.choose(row.id, Reading.OTHER) { done = true }
            model.wait { shown -> shown.record!!.none { it.state == ConflictState.OPEN } && done }
        }
    }

    @Test
    fun `the list is filtered by the core`() {
        CaseloadModel(desk(story.tablet)).use { model ->
            val all = model.wait { it.record != null }.record!!
            model.show(CaseFilter("bilal", false))
            val found = model.wait { it.record!!.rows.size == 1 }.record!!
            assertTrue(all.rows.size > 1)
            assertEquals("Bilal Aydin", found.rows.single().name)
        }
    }

    @Test
    fun `another language changes the words`() {
        val device = village.paired(village.neighbour("Hanna"))
        SessionModel(desk(device)).use { session ->
            PreferencesModel(desk(device), null).use { model ->
                assertEquals("Vandaag", session.wait { it.record != null }.record!!.words["ui-today-title"])
                model.wait { it.record != null }
                model.set(PreferenceEdit.Language("en"))
                session.wait { it.record!!.words["ui-today-title"] == "Today" }
            }
        }
    }

    companion object {
        private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)
        private lateinit var village: Village
        private lateinit var story: Story

        private fun desk(device: Device) = Desk(device.core, scope, village.url, "test")

        @BeforeClass
        @JvmStatic
        fun begin() {
            village = Village(Instant.parse("2026-11-05T09:00:00Z"))
            story = Story(village, LocalDate.parse("2026-11-24")).live()
        }

        @AfterClass
        @JvmStatic
        fun end() {
            scope.cancel()
            village.close()
        }
    }
}
