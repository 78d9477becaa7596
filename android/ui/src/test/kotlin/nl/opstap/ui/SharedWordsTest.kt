package nl.opstap.ui

import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.onAllNodesWithText
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.performClick
import java.time.Instant
import kotlinx.coroutines.runBlocking
import nl.opstap.core.LetterPart
import nl.opstap.shared.Village
import org.junit.AfterClass
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.BeforeClass
import org.junit.Test

/** Another app shares the words of a letter; the real library reads them. */
@OptIn(ExperimentalTestApi::class)
class SharedWordsTest {
    private fun on(name: String, vararg routes: String, play: Stage.() -> Unit) =
        stage(village, village.paired(village.neighbour(name)), Variant.PHONE, routes.toList(), play)

    private fun Stage.absent(text: String) =
        assertEquals(0, test.onAllNodesWithText(text, substring = true).fetchSemanticsNodes(atLeastOneRootRequired = false).size)

    private fun Stage.touchBack() {
        test.onAllNodes(hasContentDescription(words["ui-all-back"])).onFirst().performClick()
        test.waitForIdle()
    }

    @Test
    fun `words lead to a new letter and are proposed, and nothing is kept before somebody chooses`() {
        val device = village.paired(village.neighbour("Sanne"))
        stage(village, device, Variant.PHONE) {
            share(LETTER)
            await("ui-letters-add")
            await(hasText("Kenmerk WV-2026-77", substring = true))
            await("ui-letter-found")
            assertTrue(runBlocking { device.core.letters().summary() }.open.isEmpty())
            touchText(runBlocking { device.core.letters().read(LETTER) }.first { it.what == LetterPart.AMOUNT }.text)
            touch("ui-all-save")
            await("ui-letters-title")
        }
        assertEquals(8_420L, runBlocking { device.core.letters().summary() }.open.single().amount?.cents)
    }

    @Test
    fun `what somebody typed stays, and a field that was emptied is filled`() = on("Tess", "budget", "debts", "letters", "newletter") {
        type("ui-letter-words", "Zelf getypt")
        share(LETTER)
        await(hasText("Zelf getypt"))
        absent("WV-2026-77")
        type("ui-letter-words", "")
        share(LETTER)
        await(hasText("WV-2026-77", substring = true))
    }

    @Test
    fun `the same words come once more, and the way back leads to where somebody was`() = on("Umut", "conversation") {
        repeat(2) {
            share(LETTER)
            await(hasText("WV-2026-77", substring = true))
            touchBack()
            await("ui-letters-title")
            touchBack()
            await("ui-conversation-title")
            absent("WV-2026-77")
        }
    }

    @Test
    fun `a device of nobody takes no words, also not after it was paired`() = stage(village, village.device(), Variant.PHONE) {
        share(LETTER)
        touch("ui-welcome-start")
        type("ui-pair-code", village.code(village.neighbour("Vera")).lowercase())
        touch("ui-pair-go")
        await("ui-today-title")
        settle()
        absent("WV-2026-77")
        absent(words["ui-letters-add"])
    }

    @Test
    fun `a helper has no letters of their own`() = stage(village, village.paired(village.counsellor), Variant.PHONE) {
        share(LETTER)
        await("ui-caseload-title")
        absent(words["ui-letters-add"])
    }

    @Test
    fun `no more words are taken than the core reads, and blank ones are none`() {
        assertEquals(64 * 1024, SharedWords("a".repeat(100_000)).take()?.length)
        assertEquals(null, SharedWords(" \n ").take())
        val once = SharedWords("brief")
        assertEquals(listOf("brief", null), listOf(once.take(), once.take()))
    }

    companion object {
        private const val LETTER = "Waterschap De Vliet\nU moet € 84,20 betalen vóór 15 december 2026.\nKenmerk WV-2026-77."

        private lateinit var village: Village

        @BeforeClass
        @JvmStatic
        fun begin() {
            village = Village(Instant.parse("2026-11-05T09:00:00Z"))
        }

        @AfterClass
        @JvmStatic
        fun end() = village.close()
    }
}
