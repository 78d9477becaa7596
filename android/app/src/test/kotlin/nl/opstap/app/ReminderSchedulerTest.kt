package nl.opstap.app

import android.app.AlarmManager
import android.app.Application
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeoutOrNull
import nl.opstap.core.Reminder
import nl.opstap.core.ReminderKind
import nl.opstap.core.ReminderPlan
import org.junit.Assert.assertEquals
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.shadows.ShadowAlarmManager
import java.time.Instant

/** From one plan to the next, also when another process made the first. */
@RunWith(RobolectricTestRunner::class)
@Config(application = Application::class)
class ReminderSchedulerTest {
    private val context = RuntimeEnvironment.getApplication()
    private val start = Instant.parse("2026-11-24T09:00:00Z")

    /** What rings: key, instant, and whether it is exact. */
    private fun ringing() = shadowOf(context.service<AlarmManager>()).scheduledAlarms
        .mapNotNull { alarm ->
            val key = shadowOf(alarm.operation).savedIntent.data?.schemeSpecificPart
            key?.let { Triple(it, alarm.triggerAtMs, alarm.windowLengthMs == 0L) }
        }.toSet()

    private fun plan(vararg entries: Triple<String, Long, Boolean>) = ReminderPlan(
        entries.map { (key, hours, exact) ->
            val at = start.plusSeconds(hours * 3600)
            Reminder(key, at, "title $key", "body", "discreet", "task/$key", exact, ReminderKind.TASK)
        },
        refreshBefore = start.plusSeconds(900_000),
    )

    private fun wanted(plan: ReminderPlan) = plan.entries.map { Triple(it.key, it.at.toEpochMilli(), it.exact) }.toSet()

    @Test
    fun `the next plan adds, moves and takes away`() {
        ShadowAlarmManager.setCanScheduleExactAlarms(true)
        val first = plan(Triple("a", 1, true), Triple("b", 2, false), Triple("task/x y", 3, false))
        ReminderScheduler(context).make(first)
        assertEquals(wanted(first), ringing())
        // Another process: nothing but the file and the phone knows of the first plan.
        val next = plan(Triple("b", 5, false), Triple("c", 6, true))
        ReminderScheduler(context).make(next)
        assertEquals(wanted(next), ringing())
        ReminderScheduler(context).make(next)
        assertEquals(wanted(next), ringing())
        ReminderScheduler(context).clear()
        assertEquals(0, shadowOf(context.service<AlarmManager>()).scheduledAlarms.size)
    }

    @Test
    fun `a plan that was read earlier never takes the place of a later one`() = runBlocking {
        val (old, new) = plan(Triple("cancelled", 1, true)) to plan(Triple("kept", 2, true))
        val scheduler = ReminderScheduler(context)
        val (asked, answered) = CompletableDeferred<Unit>() to CompletableDeferred<ReminderPlan>()
        val slow = launch(Dispatchers.Default) {
            scheduler.follow({}) {
                asked.complete(Unit)
                answered.await()
            }
        }
        asked.await()
        val quick = launch(Dispatchers.Default) { scheduler.follow({}) { new } }
        withTimeoutOrNull(200) { quick.join() }
        answered.complete(old)
        joinAll(slow, quick)
        assertEquals(wanted(new).map { it.first }, ringing().map { it.first })
    }

    @Test
    fun `where the phone does not allow exact alarms, they come all the same`() {
        ShadowAlarmManager.setCanScheduleExactAlarms(false)
        val plan = plan(Triple("a", 1, true), Triple("b", 2, false))
        ReminderScheduler(context).make(plan)
        assertEquals(wanted(plan).map { it.copy(third = false) }.toSet(), ringing())
    }
}
