package nl.opstap.book

import kotlinx.coroutines.runBlocking
import nl.opstap.core.MemoryVault
import nl.opstap.core.Recovery
import nl.opstap.kit.onDevice
import nl.opstap.scenario.Town
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.io.File

/** The chapter on Kotlin shows code that runs. */
class BookTest {
    @Test
    fun `the first sync of the book works`(@TempDir folder: File) = Town(System.currentTimeMillis()).use { town ->
        town.told("serve")
        val url = town.about["url"].asString
        val code = town.told("code client").asJsonObject["code"].asString
        val read = runBlocking { firstSync(folder.path, MemoryVault(), url, code) }
        assertTrue(read.size > 1 && read.any { "Noor" in it }, "$read")
    }

    @Test
    fun `a wrong code is told in words`(@TempDir folder: File) = Town(System.currentTimeMillis()).use { town ->
        town.told("serve")
        val url = town.about["url"].asString
        val read = runBlocking { firstSync(folder.path, MemoryVault(), url, "AAAAA-AAAAA") }
        assertEquals(Recovery.ASK_AGAIN.name, read.last())
        assertTrue(read.first().isNotBlank())
    }

    @Test
    fun `the rent of the book is set, or refused in words`() = onDevice { core ->
        assertEquals(null, setRent(core, "1.234,50"))
        assertEquals(123450L, core.budget().use { it.summary() }.expenses.first { it.category == "huur" }.entered.cents)
        assertNotNull(setRent(core, "a lot"))
    }

    @Test
    fun `the book shows these files, line by line`() {
        val book = File("../../docs/book/embedding/kotlin.md").readText()
        val source = File("src/test/kotlin/nl/opstap/book/FirstSync.kt").readText()
        val shown = Regex("```kotlin\n// (\\S+)\n(.*?)```", RegexOption.DOT_MATCHES_ALL).findAll(book).toList()
        assertEquals(listOf("first-sync", "write"), shown.map { it.groupValues[1] })
        for (snippet in shown) {
            val (name, text) = snippet.destructured
            val real = source.substringAfter("// [$name]\n").substringBefore("// [/$name]")
            assertEquals(real.trimEnd(), text.trimEnd(), "the book differs from the source at $name")
            assertTrue(text.lines().size < 40, "$name takes ${text.lines().size} lines")
        }
    }
}
