package nl.opstap.app

import android.app.AlarmManager
import android.app.Notification
import android.app.NotificationManager
import android.content.Intent
import kotlinx.coroutines.runBlocking
import nl.opstap.core.AppointmentDraft
import nl.opstap.core.PreferenceEdit
import nl.opstap.core.ReminderKind
import nl.opstap.core.ReminderPlan
import nl.opstap.core.WallMoment
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotEquals
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.shadows.ShadowAlarmManager
import org.robolectric.shadows.ShadowAlarmManager.ScheduledAlarm
import org.robolectric.shadows.ShadowLooper
import java.time.Duration
import java.time.LocalDate

/** The phone's alarms are the core's plan, whatever happens to the phone. */
@RunWith(RobolectricTestRunner::class)
@Config(application = PhoneApplication::class)
class RemindersTest {
    private val app = RuntimeEnvironment.getApplication() as PhoneApplication
    private val alarms get() = shadowOf(app.service<AlarmManager>()).scheduledAlarms
    private val notifications = app.service<NotificationManager>()

    @Before
    fun makeAppointments() = runBlocking {
        ShadowAlarmManager.setCanScheduleExactAlarms(true)
        // Two reminders for each appointment.
        app.core().session().use { it.setPreference(PreferenceEdit.HoursBefore(2u)) }
        for (day in listOf("2026-11-26", "2026-11-30")) appointment(day)
        app.planAgain()
    }

    @After
    fun closeCore() = runBlocking { app.owner.close() }

    private suspend fun appointment(day: String) = app.core().agenda().use {
        val row = it.plan(AppointmentDraft("Gesprek over de post", WallMoment(LocalDate.parse(day), 14u, 0u)))
        it.confirm(row.id)
    }

    private fun plan(): ReminderPlan = runBlocking { app.core().agenda().use { it.reminderPlan() } }

    /** What rings, without the alarm that only plans again. */
    private fun ringing() = alarms.filter { key(it) != null }

    private fun key(alarm: ScheduledAlarm) = shadowOf(alarm.operation).savedIntent.data?.schemeSpecificPart

    private fun rings(plan: ReminderPlan) = ringing().mapNotNull { key(it) }.toSet() == plan.entries.map { it.key }.toSet()

    private fun assertEqualToPlan() {
        val wanted = plan()
        assertTrue("no plan to compare with", wanted.entries.size >= 2)
        assertEquals(wanted.entries.associate { it.key to it.at.toEpochMilli() }, ringing().associate { key(it) to it.triggerAtMs })
        assertEquals(ringing().size, ringing().map { key(it) }.toSet().size)
        // Written down after the alarms are set.
        assertTrue("${app.scheduler.keys()}", waitFor { app.scheduler.keys() == wanted.entries.map { it.key }.toSet() })
    }

    @Test
    fun `there is an alarm for each reminder, at its instant`() {
        assertEqualToPlan()
        val again = alarms.single { key(it) == null }
        assertEquals(plan().refreshBefore.toEpochMilli(), again.triggerAtMs)
        assertTrue(alarms.all { it.type == AlarmManager.RTC_WAKEUP && it.isAllowWhileIdle })
    }

    @Test
    fun `a change at the core changes the alarms by itself`() = runBlocking {
        val before = plan()
        val added = appointment("2026-12-03")
        assertTrue("no alarm came", waitFor { rings(plan()) })
        app.core().agenda().use { it.cancel(added.id) }
        assertTrue("the alarm stayed", waitFor { rings(before) })
        // What was still being planned is not put back after it.
        app.planAgain()
        assertEqualToPlan()
    }

    @Test
    fun `what is set is said once, and what may not be seen is not`() = runBlocking {
        appointment("2026-12-04")
        app.planAgain()
        val said = waiting()
        app.planAgain()
        assertEquals("said once", said, waiting())
        shadowOf(notifications).setNotificationsEnabled(false)
        app.planAgain()
        assertTrue("a phone that may show nothing has nothing", waitFor { runBlocking { waiting() } > said })
    }

    /** What the server has not heard yet. */
    private suspend fun waiting() = app.core().session().use { it.safety().here }

    @Test
    fun `after a start of the phone everything is planned again`() = broadcast(Intent.ACTION_BOOT_COMPLETED)

    @Test
    fun `after a change of the zone too`() = broadcast(Intent.ACTION_TIMEZONE_CHANGED)

    @Test
    fun `after a new version of the app too`() = broadcast(Intent.ACTION_MY_PACKAGE_REPLACED)

    @Test
    fun `when the time has come to plan again, too`() = broadcast(PhoneChangedReceiver.PLAN_AGAIN)

    /** A phone forgets its alarms; the broadcast must bring them back. */
    private fun broadcast(action: String) {
        alarms.forEach { app.service<AlarmManager>().cancel(it.operation!!) }
        assertEquals(0, alarms.size)
        app.sendBroadcast(Intent(action).setClass(app, PhoneChangedReceiver::class.java))
        ShadowLooper.idleMainLooper()
        assertTrue("$action brought nothing back", waitFor { alarms.size == plan().entries.size + 1 })
        assertEqualToPlan()
    }

    @Test
    fun `after a change of the clock what is past is gone`() {
        val before = plan().entries
        app.now = before.first().at.plus(Duration.ofHours(1))
        app.sendBroadcast(Intent(Intent.ACTION_TIME_CHANGED).setClass(app, PhoneChangedReceiver::class.java))
        ShadowLooper.idleMainLooper()
        assertTrue(waitFor { ringing().none { key(it) == before.first().key } })
        assertTrue(waitFor { ringing().size == plan().entries.size })
        assertEqualToPlan()
    }

    @Test
    fun `an alarm that rings shows words of the core, and a locked screen only the discreet line`() {
        val reminder = plan().entries.first { it.kind == ReminderKind.APPOINTMENT }
        ring(reminder.key)
        val shown = shadowOf(notifications).allNotifications.single()
        assertEquals(reminder.title, shown.extras.getString(Notification.EXTRA_TITLE))
        assertEquals(reminder.body, shown.extras.getString(Notification.EXTRA_TEXT))
        assertEquals(Notification.VISIBILITY_PRIVATE, shown.visibility)
        assertEquals(reminder.discreet, shown.publicVersion.extras.getString(Notification.EXTRA_TITLE))
        assertEquals(null, shown.publicVersion.extras.getString(Notification.EXTRA_TEXT))
        assertFalse("post" in shown.publicVersion.extras.toString())
        assertEquals("appointment", shown.channelId)
    }

    @Test
    fun `a tap leads to where the core says`() {
        val reminder = plan().entries.first { it.kind == ReminderKind.APPOINTMENT }
        ring(reminder.key)
        val tap = shadowOf(shadowOf(notifications).allNotifications.single().contentIntent).savedIntent
        assertEquals(MainActivity::class.java.name, tap.component!!.className)
        assertEquals(reminder.route, Routes.of(tap.data))
    }

    @Test
    fun `two reminders of one place are two notifications with a tap each`() {
        val same = plan().entries.groupBy { it.route }.values.first { it.size > 1 }.take(2)
        same.forEach { ring(it.key) }
        assertEquals(2, notifications.activeNotifications.size)
        val taps = notifications.activeNotifications.map { it.notification.contentIntent }
        assertNotEquals(taps[0], taps[1])
    }

    private fun ring(key: String) {
        ringing().single { key(it) == key }.operation!!.send()
        ShadowLooper.idleMainLooper()
    }

    @Test
    fun `each kind has a channel with a name of the core, and nothing shows on a locked screen`() = runBlocking {
        val words = app.core().words("ui-channel-")
        val channels = notifications.notificationChannels
        assertEquals(setOf("appointment", "task", "pay-day", "nudge"), channels.map { it.id }.toSet())
        for (channel in channels) {
            assertEquals(words.getValue("ui-channel-${channel.id}"), channel.name)
            assertEquals(Notification.VISIBILITY_PRIVATE, channel.lockscreenVisibility)
        }
        val importance = channels.associate { it.id to it.importance }
        assertEquals(NotificationManager.IMPORTANCE_HIGH, importance["appointment"])
        assertEquals(NotificationManager.IMPORTANCE_LOW, importance["nudge"])
    }
}
