package nl.opstap.ui

import androidx.compose.foundation.Image
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.graphics.toAwtImage
import androidx.compose.ui.graphics.toComposeImageBitmap
import androidx.compose.ui.Modifier
import androidx.compose.ui.layout.ContentScale
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.platform.LocalLayoutDirection
import androidx.compose.ui.test.DesktopComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.isRoot
import androidx.compose.ui.test.onAllNodesWithText
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.click
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performTextReplacement
import androidx.compose.ui.test.performTouchInput
import androidx.compose.ui.test.runDesktopComposeUiTest
import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.platform.Font
import androidx.compose.ui.unit.Density
import androidx.compose.ui.unit.LayoutDirection
import java.awt.image.BufferedImage
import java.io.File
import java.util.concurrent.Executor
import javax.swing.SwingUtilities
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.cancel
import kotlinx.coroutines.runBlocking
import nl.opstap.shared.Desk
import nl.opstap.core.FileDraft
import nl.opstap.shared.Device
import nl.opstap.shared.Letter
import nl.opstap.shared.Statement
import nl.opstap.shared.Village
import nl.opstap.shared.Words
import org.jetbrains.skia.Image as Skia

/** Photos on the machine of the tests: there is one, and everybody chooses it. */
object DeskPhotos : Photos {
    override fun pick(onPicked: (FileDraft) -> Unit) = onPicked(Letter.photo().draft)

    override fun forget(file: FileDraft) {
        File(file.path).delete()
    }

    override fun open(bytes: ByteArray): Picture? =
        runCatching { Skia.makeFromEncoded(bytes).toComposeImageBitmap() }.getOrNull()?.let(::DeskPicture)
}

/** Files on the machine of the tests: there is a statement of a bank, and everybody chooses it. */
object DeskPapers : Papers {
    override fun choose(onChosen: (String) -> Unit) = onChosen(Statement.copied().path)

    override fun forget(path: String) {
        File(path).delete()
    }
}

/** What was printed on the machine of the tests. */
object DeskPrinter {
    /** The newest page. */
    @Volatile
    var page: String? = null
}

private class DeskPicture(private val image: ImageBitmap) : Picture {
    override val shape = image.width.toFloat() / image.height

    @Composable
    override fun Show(name: String?, modifier: Modifier, cut: Boolean) =
        Image(image, name, modifier, contentScale = if (cut) ContentScale.Crop else ContentScale.Fit)
}

/** On what, and how, somebody looks. */
enum class Variant(val width: Int, val height: Int, val density: Float, val dark: Boolean = false, val letters: Float = 1f, val mirrored: Boolean = false) {
    PHONE(411, 891, 1.5f),
    TABLET(1280, 800, 1f),
    DARK(411, 891, 1.5f, dark = true),
    LARGE(411, 891, 1.5f, letters = 2f),
    MIRRORED(411, 891, 1.5f, mirrored = true),
}

/** The thread on which screens are drawn; an app gives its models the platform's own. */
private val ScreenThread = Executor(SwingUtilities::invokeLater).asCoroutineDispatcher()

/** The letters of the apps, from the folder that Android takes them from. */
val Letters = FontFamily(
    Font("font/opstap_regular.ttf", FontWeight.Normal), Font("font/opstap_semibold.ttf", FontWeight.SemiBold),
    Font("font/opstap_bold.ttf", FontWeight.Bold),
)

/** The whole app over the real library, on a stage where a test looks and touches. */
@OptIn(ExperimentalTestApi::class)
class Stage(val test: DesktopComposeUiTest, private val device: Device, private val sharing: (SharedWords) -> Unit) {
    /** The words that are on the screens now. */
    val words: Words get() = runBlocking { Words(device.core.words("ui-")) }

    /** Another app shares words. */
    fun share(words: String) {
        test.runOnIdle { sharing(SharedWords(words)) }
        settle()
    }

    /** Waits until there is something that fits. */
    fun await(matcher: SemanticsMatcher) = test.waitUntil("there is ${matcher.description}", 20_000) {
        test.onAllNodes(matcher).fetchSemanticsNodes(atLeastOneRootRequired = false).isNotEmpty()
    }

    /** Waits until the words of [key] are there. */
    fun await(key: String) = await(hasText(words[key], substring = true))

    /** Touches what has the words of [key]. */
    fun touch(key: String) = touchText(words[key])

    /** Touches what says [text]. */
    fun touchText(text: String) {
        await(hasText(text))
        val found = test.onAllNodesWithText(text).onFirst()
        runCatching { found.performScrollTo() }
        found.performTouchInput { click() }
        test.waitForIdle()
    }

    /** Types into the field that asks [key]. */
    fun type(key: String, text: String) {
        val field = hasSetTextAction() and androidx.compose.ui.test.hasContentDescription(words[key])
        await(field)
        test.onNode(field).performTextReplacement(text)
        test.waitForIdle()
    }

    /** Types into the field whose question has [words] in it. */
    fun typeAt(words: String, text: String) {
        val field = hasSetTextAction() and androidx.compose.ui.test.hasContentDescription(words, substring = true)
        await(field)
        test.onNode(field).performTextReplacement(text)
        test.waitForIdle()
    }

    /** Waits until a kind sentence says what went otherwise. */
    fun trouble() = await(SemanticsMatcher.keyIsDefined(androidx.compose.ui.semantics.SemanticsProperties.LiveRegion))

    /** Waits until nothing moves and nothing is being looked up. */
    fun settle() {
        test.waitForIdle()
        test.waitUntil("nothing is looked up", 20_000) {
            test.onAllNodesWithText(words["ui-all-loading"]).fetchSemanticsNodes(atLeastOneRootRequired = false).isEmpty() &&
                test.onAllNodes(!isRoot()).fetchSemanticsNodes(atLeastOneRootRequired = false).size > 2
        }
        Thread.sleep(150)
        test.waitForIdle()
    }

    /** What is to be seen. */
    fun picture(): BufferedImage = test.captureToImage().toAwtImage()
}

/** Puts the app on a stage. */
@OptIn(ExperimentalTestApi::class)
fun stage(village: Village, device: Device, variant: Variant, routes: List<String> = emptyList(), play: Stage.() -> Unit) {
    val scope = CoroutineScope(SupervisorJob() + ScreenThread)
    val desk = Desk(device.core, scope, village.url, "test")
    val pixels = { dp: Int -> (dp * variant.density).toInt() }
    val words = mutableStateOf<SharedWords?>(null)
    try {
        runDesktopComposeUiTest(pixels(variant.width), pixels(variant.height)) {
            setContent {
                var larger by androidx.compose.runtime.remember { mutableStateOf(1f) }
                CompositionLocalProvider(
                    LocalDensity provides Density(variant.density, variant.letters),
                    LocalLayoutDirection provides if (variant.mirrored) LayoutDirection.Rtl else LayoutDirection.Ltr,
                ) {
                    OpstapApp(desk, Platform(Letters, variant.dark, still = true, DeviceWays(larger, { larger = it }), photos = DeskPhotos, papers = DeskPapers, printer = { _, page -> DeskPrinter.page = page }), routes, words.value)
                }
            }
            Stage(this, device) { words.value = it }.apply {
                settle()
                play()
            }
        }
    } finally {
        scope.cancel()
    }
}
