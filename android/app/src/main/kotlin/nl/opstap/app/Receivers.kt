package nl.opstap.app

import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import kotlinx.coroutines.launch

/** An alarm rings: shows what came with it. */
class ReminderReceiver : BroadcastReceiver() {
    override fun onReceive(context: Context, intent: Intent) {
        val key = intent.data?.schemeSpecificPart ?: return
        ReminderNotice.from(intent).show(context, key)
    }
}

/** The phone started, the app was renewed, the clock or the zone changed, or time went by: the plan is made again. */
class PhoneChangedReceiver : BroadcastReceiver() {
    override fun onReceive(context: Context, intent: Intent) {
        val app = context.applicationContext as OpstapApplication
        val pending = goAsync()
        app.scope.launch {
            try {
                app.planAgain()
            } finally {
                pending?.finish()
            }
        }
    }

    /** What the alarm for planning again is called. */
    companion object {
        const val PLAN_AGAIN: String = "nl.opstap.app.PLAN_AGAIN"
    }
}
