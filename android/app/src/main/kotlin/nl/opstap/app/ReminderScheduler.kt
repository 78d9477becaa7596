package nl.opstap.app

import android.app.AlarmManager
import android.app.PendingIntent
import android.content.Context
import android.content.Intent
import android.net.Uri
import android.os.Build
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import nl.opstap.core.Reminder
import nl.opstap.core.ReminderPlan
import nl.opstap.core.TakenReminder
import java.io.File
import java.time.Instant

/**
 * Makes the phone's alarms equal to the core's plan, by key. Which reminders there are, and when, is the core's.
 *
 * Android does not tell which alarms are set, so their keys are remembered in a file; the file is written before an
 * alarm is set and after one is gone, so that a process that is killed leaves no alarm that nobody knows.
 */
class ReminderScheduler(private val context: Context) {
    private val alarms = context.service<AlarmManager>()
    private val turns = Mutex()
    private val remembered = File(context.noBackupFilesDir, "alarms")

    /**
     * Asks for the plan and makes it, and [say]s what is set then; without a plan all alarms go. One after the other:
     * otherwise a plan that was read before a change could be made after the plan that has it.
     */
    suspend fun follow(say: suspend (List<TakenReminder>) -> Unit, ask: suspend () -> ReminderPlan?): Unit =
        turns.withLock {
            val plan = ask()
            if (plan == null) {
                clear()
            } else {
                make(plan)
                say(taken(plan))
            }
        }

    /** What of [plan] will be seen: an alarm that may show nothing is none. */
    private fun taken(plan: ReminderPlan): List<TakenReminder> =
        plan.entries.filter { ReminderNotice.mayShow(context, it.kind) }.map { TakenReminder(it.key, it.at) }

    /** Sets, moves and takes away alarms until there are exactly those of [plan]. */
    fun make(plan: ReminderPlan): Unit = synchronized(ONE) {
        val wanted = plan.entries.map { it.key }.toSet()
        val before = keys()
        remember(before + wanted)
        (before - wanted).forEach { forget(it) }
        plan.entries.forEach { alarm(it.at, it.exact, pending(it.key, it)) }
        alarm(plan.refreshBefore, false, planAgain())
        remember(wanted)
    }

    /** Takes all alarms away, as when somebody leaves. */
    fun clear(): Unit = synchronized(ONE) {
        keys().forEach { forget(it) }
        alarms.cancel(planAgain())
        remember(emptySet())
    }

    /** The keys of what is set. */
    fun keys(): Set<String> = if (remembered.exists()) remembered.readLines().toSet() else emptySet()

    private fun remember(keys: Set<String>) = replace(remembered, keys.joinToString("\n").toByteArray())

    private fun forget(key: String) {
        val pending = pending(key, null)
        alarms.cancel(pending)
        pending.cancel()
    }

    private fun alarm(at: Instant, exact: Boolean, pending: PendingIntent) {
        val may = Build.VERSION.SDK_INT < Build.VERSION_CODES.S || alarms.canScheduleExactAlarms()
        if (exact && may) {
            alarms.setExactAndAllowWhileIdle(AlarmManager.RTC_WAKEUP, at.toEpochMilli(), pending)
        } else {
            alarms.setAndAllowWhileIdle(AlarmManager.RTC_WAKEUP, at.toEpochMilli(), pending)
        }
    }

    private fun pending(key: String, reminder: Reminder?): PendingIntent {
        val intent = Intent(context, ReminderReceiver::class.java).setData(Uri.fromParts("reminder", key, null))
        reminder?.let { ReminderNotice.of(it).into(intent) }
        return PendingIntent.getBroadcast(context, 0, intent, IMMUTABLE)
    }

    private fun planAgain(): PendingIntent {
        val intent = Intent(context, PhoneChangedReceiver::class.java).setAction(PhoneChangedReceiver.PLAN_AGAIN)
        return PendingIntent.getBroadcast(context, 0, intent, IMMUTABLE)
    }

    private companion object {
        /** One plan at a time, whoever makes it. */
        val ONE = Any()
        const val IMMUTABLE = PendingIntent.FLAG_UPDATE_CURRENT or PendingIntent.FLAG_IMMUTABLE
    }
}
