package nl.opstap.app

import android.app.Notification
import android.app.NotificationChannel
import android.app.NotificationManager
import android.app.PendingIntent
import android.content.Context
import android.content.Intent
import android.net.Uri
import nl.opstap.core.Reminder
import nl.opstap.core.ReminderKind

/** What a notification shows, in words of the core; it travels with the alarm, as the core sleeps when that rings. */
data class ReminderNotice(
    val channel: String,
    val title: String,
    val body: String,
    val discreet: String,
    val route: String,
) {
    /** Packs it into the alarm's [intent]. */
    fun into(intent: Intent) {
        intent.putExtra("channel", channel).putExtra("title", title).putExtra("body", body)
        intent.putExtra("discreet", discreet).putExtra("route", route)
    }

    /** Shows it; a locked screen gets only the discreet line. */
    fun show(context: Context, key: String) {
        val public = builder(context).setContentTitle(discreet).build()
        val notification = builder(context)
            .setContentTitle(title)
            .setContentText(body)
            .setStyle(Notification.BigTextStyle().bigText(body))
            .setVisibility(Notification.VISIBILITY_PRIVATE)
            .setPublicVersion(public)
            .setContentIntent(opening(context, key))
            .build()
        context.service<NotificationManager>().notify(key, 0, notification)
    }

    private fun builder(context: Context) = Notification.Builder(context, channel)
        .setSmallIcon(android.R.drawable.ic_popup_reminder)
        .setAutoCancel(true)

    private fun opening(context: Context, key: String): PendingIntent {
        val intent = Intent(Intent.ACTION_VIEW, Routes.uri(route), context, MainActivity::class.java)
            .setIdentifierOf(key)
        return PendingIntent.getActivity(context, 0, intent, PendingIntent.FLAG_IMMUTABLE)
    }

    /** Two reminders may lead to one place: the key keeps them apart. */
    private fun Intent.setIdentifierOf(key: String) = addCategory("reminder:$key")

    companion object {
        /** What the core wants to be said. */
        fun of(reminder: Reminder) = ReminderNotice(
            channelOf(reminder.kind), reminder.title, reminder.body, reminder.discreet, reminder.route,
        )

        /** Whether somebody lets the app show reminders of this [kind]. */
        fun mayShow(context: Context, kind: ReminderKind): Boolean {
            val notifications = context.service<NotificationManager>()
            val channel = notifications.getNotificationChannel(channelOf(kind))
            return notifications.areNotificationsEnabled() && channel?.importance != NotificationManager.IMPORTANCE_NONE
        }

        /** What was packed into an alarm's [intent]. */
        fun from(intent: Intent): ReminderNotice {
            val text = { name: String -> intent.getStringExtra(name).orEmpty() }
            return ReminderNotice(text("channel"), text("title"), text("body"), text("discreet"), text("route"))
        }

        /** Makes the channels, named in the [words] of the core; a second time only the names change. */
        fun makeChannels(context: Context, words: Map<String, String>) {
            val app = context.applicationInfo.loadLabel(context.packageManager)
            val channels = ReminderKind.entries.map { kind ->
                val id = channelOf(kind)
                val importance = when (kind) {
                    ReminderKind.APPOINTMENT -> NotificationManager.IMPORTANCE_HIGH
                    ReminderKind.NUDGE -> NotificationManager.IMPORTANCE_LOW
                    else -> NotificationManager.IMPORTANCE_DEFAULT
                }
                NotificationChannel(id, words["ui-channel-$id"] ?: app, importance)
                    .apply { lockscreenVisibility = Notification.VISIBILITY_PRIVATE }
            }
            context.service<NotificationManager>().createNotificationChannels(channels)
        }

        private fun channelOf(kind: ReminderKind) = kind.name.lowercase().replace('_', '-')
    }
}

/** Places in the app by name, as the core gives them and as links hold them. */
object Routes {
    private const val SCHEME = "opstap"

    /** The link to [route]. */
    fun uri(route: String): Uri = Uri.parse("$SCHEME://$route")

    /** The place that [uri] leads to; none for a link that is not ours. */
    fun of(uri: Uri?): String? = uri?.takeIf { it.scheme == SCHEME }?.encodedSchemeSpecificPart?.removePrefix("//")
}
