package nl.opstap.kit

import nl.opstap.core.AppointmentDraft
import nl.opstap.core.Core
import nl.opstap.core.PreferenceEdit
import nl.opstap.core.Reminder
import nl.opstap.core.ReminderKind
import nl.opstap.core.WallMoment
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.time.Instant
import java.time.LocalDate
import java.time.LocalTime
import java.time.ZoneId

/** The plan that a phone is made equal to, over both changes of the Dutch clock. */
class RemindersTest {
    private val amsterdam = ZoneId.of("Europe/Amsterdam")

    @Test
    fun `in spring the wall is right and the hours before are real hours`() = onDevice { core ->
        clock.at = Instant.parse("2027-03-26T09:00:00Z")
        aroundTheChange(core, LocalDate.parse("2027-03-28"))
    }

    @Test
    fun `in autumn too`() = onDevice { core ->
        clock.at = Instant.parse("2027-10-29T08:00:00Z")
        aroundTheChange(core, LocalDate.parse("2027-10-31"))
    }

    /** An appointment on each day around a Sunday on which the clock changes, each at ten on the wall. */
    private suspend fun aroundTheChange(core: Core, sunday: LocalDate) {
        core.session().use { it.setPreference(PreferenceEdit.HoursBefore(2u)) }
        val days = listOf(sunday.minusDays(1), sunday, sunday.plusDays(1))
        val agenda = core.agenda()
        for (day in days) {
            val row = agenda.plan(AppointmentDraft("Gesprek", WallMoment(day, 10u, 0u)))
            assertEquals(day.atTime(10, 0).atZone(amsterdam).toInstant(), row.startsAt)
            agenda.confirm(row.id)
        }
        val plan = agenda.reminderPlan()
        val appointments = plan.entries.filter { it.kind == ReminderKind.APPOINTMENT }
        val wanted = days.map { it.atTime(8, 0).atZone(amsterdam).toInstant() }
        assertTrue(appointments.map { it.at }.containsAll(wanted), "$wanted are not all in ${appointments.map { it.at }}")
        // Nothing comes at night, by the wall of that very day.
        val walls = plan.entries.map { it.at.atZone(amsterdam).toLocalTime() }
        assertFalse(walls.any { it < LocalTime.of(7, 0) || it >= LocalTime.of(23, 0) }, "$walls")
        sound(plan.entries, 60)
        assertTrue(plan.refreshBefore > Instant.parse("2027-03-26T09:00:00Z"))
        assertEquals(plan, agenda.reminderPlan(), "the same moment must give the same plan")
        agenda.close()
    }

    @Test
    fun `there are no more than was asked for, and the nearest stay`() = onDevice { core ->
        val agenda = core.agenda()
        for (ahead in 1L..40L) {
            val day = LocalDate.parse("2026-11-24").plusDays(ahead)
            agenda.plan(AppointmentDraft("Gesprek", WallMoment(day, 10u, 0u)))
        }
        val all = agenda.reminderPlan().entries
        sound(all, 60)
        assertTrue(all.size > 7)
        val few = agenda.reminderPlan(max = 5u).entries
        assertEquals(all.take(5).map { it.key }, few.map { it.key })
        assertTrue(agenda.reminderPlan(max = 1000u).entries.size <= 60)
        agenda.close()
    }

    @Test
    fun `a locked screen tells nobody anything, and only appointments are exact`() = onDevice { core ->
        val agenda = core.agenda()
        agenda.plan(AppointmentDraft("Gesprek over schulden", WallMoment(LocalDate.parse("2026-11-27"), 10u, 0u)))
        val entries = agenda.reminderPlan().entries
        assertTrue(entries.isNotEmpty())
        for (entry in entries) {
            assertTrue(entry.discreet.isNotBlank() && entry.route.isNotBlank() && entry.title.isNotBlank())
            assertFalse(listOf("schuld", "Gesprek", "debt", "geld").any { entry.discreet.contains(it, true) })
            assertEquals(entry.kind == ReminderKind.APPOINTMENT, entry.exact)
        }
        agenda.close()
    }

    private fun sound(entries: List<Reminder>, max: Int) {
        assertTrue(entries.size <= max)
        assertEquals(entries.map { it.at }.sorted(), entries.map { it.at })
        assertEquals(entries.size, entries.map { it.key }.toSet().size)
    }
}
