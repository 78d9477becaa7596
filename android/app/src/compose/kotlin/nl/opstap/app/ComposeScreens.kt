package nl.opstap.app

import android.animation.ValueAnimator
import android.app.Activity
import android.app.Application
import android.content.Context
import android.content.Intent
import android.graphics.Bitmap
import android.os.Build
import android.os.Bundle
import android.widget.ImageView
import androidx.compose.foundation.isSystemInDarkTheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.DisposableEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableFloatStateOf
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.produceState
import androidx.compose.runtime.remember
import androidx.compose.runtime.rememberUpdatedState
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.ComposeView
import androidx.compose.ui.text.font.Font
import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.viewinterop.AndroidView
import androidx.lifecycle.Lifecycle
import androidx.lifecycle.LifecycleRegistry
import androidx.lifecycle.setViewTreeLifecycleOwner
import androidx.savedstate.SavedStateRegistry
import androidx.savedstate.SavedStateRegistryController
import androidx.savedstate.SavedStateRegistryOwner
import androidx.savedstate.setViewTreeSavedStateRegistryOwner
import java.io.File
import kotlinx.coroutines.runBlocking
import nl.opstap.core.Core
import nl.opstap.core.CoreException
import nl.opstap.core.FileDraft
import nl.opstap.shared.Desk
import nl.opstap.ui.DeviceWays
import nl.opstap.ui.OpstapApp
import nl.opstap.ui.Papers
import nl.opstap.ui.Photos
import nl.opstap.ui.Picture
import nl.opstap.ui.Platform
import nl.opstap.ui.SharedWords

/** The screens in Compose. Compiled where the tests run, started on phones only: `docs/phones.md`. */
class ComposeScreens : Screens {
    private var routes by mutableStateOf<List<String>>(emptyList())
    private var words by mutableStateOf<SharedWords?>(null)
    private var shown = false

    override fun show(activity: MainActivity, route: String?) {
        // After a rotation the words are where they were put, or are gone because somebody did not want them.
        val new = if (shown || activity.kept == null) sharedWords(activity.intent) else null
        // Who is somewhere in the app comes back there from the letter.
        if (new != null) words = new else routes = listOfNotNull(route?.let { if ("pair?" in it) Routes.uri(it).toString() else it })
        if (shown) return
        shown = true
        val owner = WindowOwner(activity)
        val view = ComposeView(activity).apply { setContent { Whole(activity) } }
        view.setViewTreeLifecycleOwner(owner)
        view.setViewTreeSavedStateRegistryOwner(owner)
        activity.setContentView(view)
    }

    /** Nothing but the window's own colour until the store is open: the first frame waits for nobody. */
    @Composable
    private fun Whole(activity: MainActivity) {
        val app = activity.app
        val core by produceState<Core?>(null) {
            value = try {
                app.owner.core()
            } catch (_: CoreException) {
                null
            }
        }
        val open = core ?: return
        val desk = remember(open) { Desk(open, app.scope, app.server, Build.MODEL) }
        val choices = remember { WindowChoices(activity) }
        var larger by remember { mutableFloatStateOf(choices.larger) }
        val ways = DeviceWays(larger, { larger = it.also { choices.larger = it } }, activity.askingForNotifications())
        val platform = Platform(
            family = remember { letters(activity) },
            dark = isSystemInDarkTheme(),
            still = !ValueAnimator.areAnimatorsEnabled(),
            device = ways,
            papers = remember { PhonePapers(activity) },
            photos = remember { PhonePhotos(activity) { runBlocking { desk.core.words("ui-files-photo").values.first() } } },
            printer = remember { PagePrinter(activity)::print },
            onLeft = activity::recreate,
            back = { Back(activity, it) },
        )
        OpstapApp(desk, platform, routes, words)
    }

    /** The innermost screen is asked first whether it goes back. */
    @Composable
    private fun Back(activity: MainActivity, goBack: () -> Boolean) {
        val now by rememberUpdatedState(goBack)
        DisposableEffect(Unit) {
            val asked = { now() }
            activity.ways += asked
            onDispose { activity.ways -= asked }
        }
    }

    private fun letters(context: Context): FontFamily {
        fun font(name: String, weight: FontWeight): Font {
            val id = context.resources.getIdentifier("opstap_$name", "font", context.packageName)
            return Font(id, weight)
        }
        return FontFamily(
            font("regular", FontWeight.Normal), font("semibold", FontWeight.SemiBold), font("bold", FontWeight.Bold),
        )
    }
}

/** Photos of this phone. */
private class PhonePhotos(activity: MainActivity, name: () -> String) : Photos {
    private val picker = PhotoPicker(activity, name).also { activity.answers["photos"] = it::answered }

    override fun pick(onPicked: (FileDraft) -> Unit) = picker.pick(onPicked)

    override fun forget(file: FileDraft) {
        File(file.path).delete()
    }

    override fun open(bytes: ByteArray): Picture? = PhotoPicker.draw(bytes, WIDEST)?.let(::PhonePicture)

    private companion object {
        /** Wide enough to read a letter by, and small enough for the memory of an old phone, in pixels. */
        const val WIDEST = 2000
    }
}

/** Other files of this phone. */
private class PhonePapers(private val activity: MainActivity) : Papers {
    private val chooser = Chooser(activity, REQUEST, "incoming").also { activity.answers["papers"] = it::answered }

    /** Banks give their files names and kinds of all sorts, so none is left out. */
    override fun choose(onChosen: (String) -> Unit) {
        val asked = Intent(Intent.ACTION_OPEN_DOCUMENT).addCategory(Intent.CATEGORY_OPENABLE).setType("*/*")
        chooser.choose(asked) { copy -> activity.runOnUiThread { onChosen(copy.path) } }
    }

    override fun forget(path: String) {
        File(path).delete()
    }

    private companion object {
        const val REQUEST = 3
    }
}

/** A picture in a view of Android's own. */
private class PhonePicture(private val bitmap: Bitmap) : Picture {
    override val shape = bitmap.width.toFloat() / bitmap.height

    @Composable
    override fun Show(name: String?, modifier: Modifier, cut: Boolean) = AndroidView({ ImageView(it) }, modifier) { view ->
        view.setImageBitmap(bitmap)
        view.scaleType = if (cut) ImageView.ScaleType.CENTER_CROP else ImageView.ScaleType.FIT_CENTER
        view.contentDescription = name
    }
}

/** Tells Compose how far a plain activity is in its life, and keeps what a screen wants to be kept. */
private class WindowOwner(private val activity: Activity) : SavedStateRegistryOwner, Application.ActivityLifecycleCallbacks {
    private val registry = LifecycleRegistry(this)
    private val saved = SavedStateRegistryController.create(this)

    override val lifecycle: Lifecycle get() = registry
    override val savedStateRegistry: SavedStateRegistry get() = saved.savedStateRegistry

    init {
        saved.performRestore((activity as MainActivity).kept)
        registry.handleLifecycleEvent(Lifecycle.Event.ON_CREATE)
        activity.application.registerActivityLifecycleCallbacks(this)
    }

    private fun tell(whose: Activity, event: Lifecycle.Event) {
        if (whose === activity) registry.handleLifecycleEvent(event)
    }

    override fun onActivityStarted(whose: Activity) = tell(whose, Lifecycle.Event.ON_START)

    override fun onActivityResumed(whose: Activity) = tell(whose, Lifecycle.Event.ON_RESUME)

    override fun onActivityPaused(whose: Activity) = tell(whose, Lifecycle.Event.ON_PAUSE)

    override fun onActivityStopped(whose: Activity) = tell(whose, Lifecycle.Event.ON_STOP)

    override fun onActivitySaveInstanceState(whose: Activity, state: Bundle) {
        if (whose === activity) saved.performSave(state)
    }

    override fun onActivityCreated(whose: Activity, state: Bundle?) = Unit

    override fun onActivityDestroyed(whose: Activity) {
        tell(whose, Lifecycle.Event.ON_DESTROY)
        if (whose === activity) activity.application.unregisterActivityLifecycleCallbacks(this)
    }
}
