package nl.opstap.ui

import androidx.compose.material3.ColorScheme
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.luminance
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.text.TextLayoutResult
import java.io.File
import java.time.Instant
import java.time.LocalDate
import kotlinx.coroutines.runBlocking
import nl.opstap.shared.Device
import nl.opstap.shared.Story
import nl.opstap.shared.Village
import org.junit.AfterClass
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.BeforeClass
import org.junit.Test

/** Everybody can use every screen: with a screen reader, with large letters, in either language. */
@OptIn(ExperimentalTestApi::class)
class EverybodyTest {
    private fun everyScene(variant: Variant, look: Stage.(Scene) -> Unit) {
        for (scene in scenes(story, nobody, beginner)) {
            stage(village, scene.device, variant, scene.routes) {
                scene.play(this)
                settle()
                look(scene)
            }
            scene.after()
        }
    }

    private fun Stage.nodes(matcher: SemanticsMatcher) = test.onAllNodes(matcher).fetchSemanticsNodes()

    private fun said(node: SemanticsNode): String {
        val texts = node.config.getOrNull(SemanticsProperties.Text).orEmpty().map { it.text }
        return (node.config.getOrNull(SemanticsProperties.ContentDescription).orEmpty() + texts).joinToString(" ").trim()
    }

    @Test
    fun `whatever can be touched has a name and is large enough`() {
        val wrong = mutableListOf<String>()
        everyScene(Variant.PHONE) { scene ->
            val least = 48 * Variant.PHONE.density - 1
            for (node in nodes(hasClickAction())) {
                // What is scrolled half out of sight is as large as it is laid out.
                val height = maxOf(node.touchBoundsInRoot.height, node.size.height.toFloat())
                val width = maxOf(node.touchBoundsInRoot.width, node.size.width.toFloat())
                if (said(node).isEmpty()) wrong += "${scene.name}: no name at ${node.boundsInRoot}"
                if (height < least || width < least) wrong += "${scene.name}: ${said(node)} is $width x $height"
            }
        }
        assertEquals(emptyList<String>(), wrong)
    }

    @Test
    fun `no screen shows a key instead of words`() {
        val wrong = mutableListOf<String>()
        everyScene(Variant.TABLET) { scene ->
            for (node in nodes(SemanticsMatcher("anything") { true })) {
                if (Regex("\\bui-[a-z]+-").containsMatchIn(said(node))) wrong += "${scene.name}: ${said(node)}"
            }
        }
        assertEquals(emptyList<String>(), wrong)
    }

    @Test
    fun `letters of twice the size cut no button off`() {
        val wrong = mutableListOf<String>()
        everyScene(Variant.LARGE) { scene ->
            // By what they are, not by their place: a list that is scrolled lays out other rows, and then the tenth is another.
            val seen = mutableSetOf<Int>()
            while (seen.size < 40) {
                val id = nodes(hasClickAction()).map { it.id }.firstOrNull { it !in seen } ?: break
                seen += id
                val button = test.onAllNodes(SemanticsMatcher("node $id") { it.id == id })[0]
                runCatching { button.performScrollTo() }
                val node = button.fetchSemanticsNode()
                if (texts(node).any(::cut)) wrong += "${scene.name}: the words of ${said(node)}"
                val right = node.positionInRoot.x + node.size.width
                if (right > Variant.LARGE.width * Variant.LARGE.density + 1) wrong += "${scene.name}: ${said(node)} leaves the screen"
                if (node.boundsInRoot.height < minOf(node.size.height - 2, 200)) wrong += "${scene.name}: ${said(node)} is not whole in sight: ${node.boundsInRoot} of ${node.size}"
            }
        }
        assertEquals(emptyList<String>(), wrong)
    }

    private fun texts(node: SemanticsNode): List<TextLayoutResult> = buildList {
        node.config.getOrNull(SemanticsActions.GetTextLayoutResult)?.action?.invoke(this)
    }

    private fun cut(text: TextLayoutResult): Boolean {
        val wide = (0 until text.lineCount).maxOf { text.getLineRight(it) - text.getLineLeft(it) }
        return text.multiParagraph.height > text.size.height + 1 || wide > text.size.width + 1 || text.isLineEllipsized(text.lineCount - 1)
    }

    @Test
    fun `amounts are spoken as the core says`() = stage(village, story.phone, Variant.PHONE, listOf("budget")) {
        val budget = runBlocking { story.phone.core.budget().summary() }
        val spoken = nodes(SemanticsMatcher("anything") { true }).map { said(it) }
        for (row in budget.income) assertTrue(row.label, spoken.any { row.perMonth.spoken in it })
        assertTrue(spoken.any { budget.incomePerMonth.spoken in it })
    }

    @Test
    fun `every word that a screen asks for is there in both languages`() {
        val root = File(System.getProperty("opstap.root"))
        val sources = listOf("android/shared/src/main", "android/ui/src/main").flatMap { File(root, it).walk() }.filter { it.extension == "kt" }
        val asked = sources.flatMap { file -> Regex("\"(ui-[a-z0-9-]+[a-z0-9])\"").findAll(file.readText()).map { it.groupValues[1] } }.toSet()
        assertTrue("only ${asked.size} keys were found", asked.size > 150)
        for (language in listOf("nl", "en")) {
            val known = File(root, "content/words/$language.ftl").readLines().mapNotNull { Regex("^(ui-[a-z0-9-]+) =").find(it)?.groupValues?.get(1) }.toSet()
            assertEquals("$language.ftl lacks", emptySet<String>(), asked - known)
        }
    }

    @Test
    fun `a client can ask the helper, and a helper is not sent to one`() {
        fun offers(device: Device, routes: List<String>): Boolean {
            var offered = false
            stage(village, device, Variant.PHONE, routes) {
                settle()
                offered = nodes(hasText(words["ui-all-ask"])).isNotEmpty()
            }
            return offered
        }
        val task = "task/${runBlocking { story.phone.core.programme().today() }.next!!.id}"
        val case = "case/${story.case.value}"
        assertTrue(offers(story.phone, listOf("programme", task)))
        assertFalse(offers(story.tablet, listOf("$case/programme", "$case/$task")))
    }

    @Test
    fun `every colour is readable on its ground, by day and by night`() {
        for (scheme in listOf(DayColours, NightColours)) {
            for ((ink, ground) in pairs(scheme)) assertTrue("$ink on $ground: ${contrast(ink, ground)}", contrast(ink, ground) >= 4.5f)
        }
    }

    private fun pairs(of: ColorScheme): List<Pair<Color, Color>> = with(of) {
        val grounds = listOf(background, surfaceContainerLowest, surfaceContainer, surfaceVariant)
        val named = listOf(
            onPrimary to primary, onPrimaryContainer to primaryContainer, onSecondaryContainer to secondaryContainer,
            onTertiaryContainer to tertiaryContainer, onTertiary to tertiary, primary to primaryContainer,
        )
        named + grounds.flatMap { listOf(onSurface to it, onSurfaceVariant to it, primary to it) }
    }

    private fun contrast(one: Color, other: Color): Float {
        val (dark, light) = listOf(one.luminance(), other.luminance()).sorted()
        return (light + 0.05f) / (dark + 0.05f)
    }

    companion object {
        private lateinit var village: Village
        private lateinit var story: Story
        private val nobody by lazy { village.device() }
        private val beginner by lazy { village.paired(village.neighbour("Gijs")) }

        @BeforeClass
        @JvmStatic
        fun begin() {
            village = Village(Instant.parse("2026-11-05T09:00:00Z"))
            story = Story(village, LocalDate.parse("2026-11-24")).live().disagree()
        }

        @AfterClass
        @JvmStatic
        fun end() = village.close()
    }
}
