package nl.opstap.scenario

import com.google.gson.JsonObject
import com.google.gson.JsonParser
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory
import java.io.File

/** The stories that every language plays. */
class ScenariosTest {
    private val stories = File("../../tests/scenarios").listFiles { file -> file.extension == "json" }.orEmpty().sorted()

    @TestFactory
    fun `every story`(): List<DynamicTest> {
        assertTrue(stories.size >= 8, "only ${stories.size} stories were found")
        return stories.map { file ->
            DynamicTest.dynamicTest(file.nameWithoutExtension) { play(JsonParser.parseString(file.readText()).asJsonObject) }
        }
    }

    @Test
    fun `a story that goes otherwise is noticed`() {
        for (wrong in listOf(
            """{"on": "phone", "do": "session.state", "expect": {"": "paired"}}""",
            """{"on": "phone", "do": "session.state", "fails": {"code": "not_paired"}}""",
            """{"on": "phone", "do": "programme.today"}""",
            """{"on": "phone", "do": "programme.today", "fails": {"code": "offline"}}""",
            """{"on": "phone", "do": "words", "with": {"prefix": "word-yes"}, "expect": {"word-yes": {"not": "ja"}}}""",
            """{"on": "phone", "do": "no.such"}""",
        )) {
            val story = """{"now": "2026-11-23T09:00:00+01:00", "steps": [{"on": "phone", "do": "open"}, $wrong]}"""
            assertThrows(AssertionError::class.java, { play(JsonParser.parseString(story).asJsonObject) }, wrong)
        }
    }

    private fun play(story: JsonObject) = Play(story).use { it.toTheEnd() }
}
