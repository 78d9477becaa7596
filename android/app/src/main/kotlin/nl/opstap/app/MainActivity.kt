package nl.opstap.app

import android.Manifest
import android.app.Activity
import android.content.Context
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

    /** What a screen kept before a rotation. */
    var kept: Bundle? = null
        private set

    /** Who may want to go back, the innermost last; each answers whether it did. */
    val ways: MutableList<() -> Boolean> = mutableListOf()

    override fun onCreate(state: Bundle?) {
        super.onCreate(state)
        kept = state
        hide(WindowChoices(this).hidden)
        // After a rotation somebody is where they were, not where a link led long ago.
        screens?.show(this, if (state == null) Routes.of(intent.data) else null)
    }

    override fun onNewIntent(intent: Intent) {
        super.onNewIntent(intent)
        setIntent(intent)
        screens?.show(this, Routes.of(intent.data))
    }

    /** What hears the system's answers to a choosing of photos or files, by what was chosen; the newest of each. */
    val answers: MutableMap<String, (Int, Intent?) -> Unit> = mutableMapOf()

    @Suppress("OVERRIDE_DEPRECATION")
    override fun onActivityResult(request: Int, result: Int, data: Intent?) = answers.values.forEach { it(request, data) }

    override fun onResume() {
        super.onResume()
        // Asked when there is something to be reminded of, and not before.
        if (app.scheduler.keys().isNotEmpty()) askingForNotifications()?.invoke()
    }

    /** The way back that every phone has; its successor needs Android 13. */
    @Suppress("OVERRIDE_DEPRECATION")
    override fun onBackPressed() {
        if (ways.reversed().none { it() }) finish()
    }

    /** Keeps the choice whether the window is left out of screenshots and of the list of apps, and obeys it. */
    fun chooseSecrecy(wanted: Boolean) {
        WindowChoices(this).hidden = wanted
        hide(wanted)
    }

    /** How to ask for leave to notify; nothing where it was given or needs no asking. */
    fun askingForNotifications(): (() -> Unit)? {
        if (Build.VERSION.SDK_INT < Build.VERSION_CODES.TIRAMISU) return null
        val wanted = Manifest.permission.POST_NOTIFICATIONS
        if (checkSelfPermission(wanted) == PackageManager.PERMISSION_GRANTED) return null
        return { requestPermissions(arrayOf(wanted), 1) }
    }

    private fun hide(wanted: Boolean) {
        val secure = WindowManager.LayoutParams.FLAG_SECURE
        if (wanted) window.addFlags(secure) else window.clearFlags(secure)
    }
}

/** What somebody chose for this phone alone; the core knows nothing of it. */
class WindowChoices(context: Context) {
    private val shown = File(context.noBackupFilesDir, "window-shown")
    private val size = File(context.noBackupFilesDir, "window-letters")

    /** Whether the window is hidden from others; so until somebody says otherwise. */
    var hidden: Boolean
        get() = !shown.exists()
        set(hidden) {
            if (hidden) shown.delete() else shown.createNewFile()
        }

    /** How much larger the letters are than the phone's own. */
    var larger: Float
        get() = if (size.exists()) size.readText().toFloat() else 1f
        set(larger) = replace(size, larger.toString().toByteArray())
}
