package nl.opstap.app

import android.Manifest
import android.app.Activity
import android.content.Intent
import android.content.pm.PackageManager
import android.os.Build
import android.os.Bundle
import android.view.WindowManager
import java.io.File
import java.util.ServiceLoader

/** Draws the app in an activity. The build for phones brings one that is made of Compose. */
interface Screens {
    /** Shows the screen of [route], or where somebody was, or the first one. */
    fun show(activity: MainActivity, route: String?)
}

/** The one window of the app: opens it at a place, and keeps strangers from seeing it. */
class MainActivity : Activity() {
    private val screens: Screens? by lazy { ServiceLoader.load(Screens::class.java).firstOrNull() }

    /** The app as a whole. */
    val app: OpstapApplication get() = application as OpstapApplication

    override fun onCreate(state: Bundle?) {
        super.onCreate(state)
        hide(ScreenSecrecy(this).wanted)
        // After a rotation somebody is where they were, not where a link led long ago.
        screens?.show(this, if (state == null) Routes.of(intent.data) else null)
    }

    override fun onNewIntent(intent: Intent) {
        super.onNewIntent(intent)
        setIntent(intent)
        screens?.show(this, Routes.of(intent.data))
    }

    override fun onResume() {
        super.onResume()
        // Asked when there is something to be reminded of, and not before.
        if (app.scheduler.keys().isNotEmpty()) askForNotifications()
    }

    /** Keeps the choice whether the window is left out of screenshots and of the list of apps, and obeys it. */
    fun chooseSecrecy(wanted: Boolean) {
        ScreenSecrecy(this).wanted = wanted
        hide(wanted)
    }

    private fun hide(wanted: Boolean) {
        val secure = WindowManager.LayoutParams.FLAG_SECURE
        if (wanted) window.addFlags(secure) else window.clearFlags(secure)
    }

    private fun askForNotifications() {
        if (Build.VERSION.SDK_INT < Build.VERSION_CODES.TIRAMISU) return
        val wanted = Manifest.permission.POST_NOTIFICATIONS
        if (checkSelfPermission(wanted) != PackageManager.PERMISSION_GRANTED) requestPermissions(arrayOf(wanted), 1)
    }
}

/** The choice whether this phone hides the app's window; hidden until somebody says otherwise. */
class ScreenSecrecy(context: android.content.Context) {
    private val shown = File(context.noBackupFilesDir, "window-shown")

    /** Whether the window is hidden. */
    var wanted: Boolean
        get() = !shown.exists()
        set(hidden) {
            if (hidden) shown.delete() else shown.createNewFile()
        }
}
