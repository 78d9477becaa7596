package nl.opstap.kit

import nl.opstap.core.AgendaInterface
import nl.opstap.core.BudgetInterface
import nl.opstap.core.CaseloadInterface
import nl.opstap.core.CircleInterface
import nl.opstap.core.Core
import nl.opstap.core.CoreException
import nl.opstap.core.CoreInterface
import nl.opstap.core.DeadlinesInterface
import nl.opstap.core.DebtsInterface
import nl.opstap.core.DisputesInterface
import nl.opstap.core.FilesInterface
import nl.opstap.core.ForecastInterface
import nl.opstap.core.HistoryInterface
import nl.opstap.core.LogLevel
import nl.opstap.core.LettersInterface
import nl.opstap.core.PagesInterface
import nl.opstap.core.MessagesInterface
import nl.opstap.core.ProfileInterface
import nl.opstap.core.ProgrammeInterface
import nl.opstap.core.SessionInterface
import nl.opstap.core.SessionState
import nl.opstap.core.ShelfInterface
import nl.opstap.core.describe
import nl.opstap.core.drillPanicNext
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** What holds for every method of the surface. */
class SurfaceTest {
    private val services = listOf(
        CoreInterface::class, SessionInterface::class, ProgrammeInterface::class, BudgetInterface::class,
        AgendaInterface::class, MessagesInterface::class, FilesInterface::class, ShelfInterface::class, ProfileInterface::class,
        CircleInterface::class, DisputesInterface::class, HistoryInterface::class, CaseloadInterface::class,
        ForecastInterface::class, DeadlinesInterface::class, DebtsInterface::class, LettersInterface::class, PagesInterface::class,
    )

    @Test
    fun `the list of every method is whole`() {
        val getters = listOf("session", "programme", "budget", "agenda", "messages", "files", "library", "profile") +
            listOf("circle", "disputes", "history", "caseload", "forecast", "deadlines", "debts", "letters", "pages")
        val left = getters + listOf("shutdown", "wipe", "subscribe")
        val offered = services.flatMap { service ->
            val name = service.simpleName!!.removeSuffix("Interface")
            // Kotlin marks methods with unsigned numbers by a dash.
            service.java.declaredMethods.map { it.name.substringBefore('-') }
                .filter { '$' !in it && it !in left }
                .map { "$name.$it" }
        }
        assertEquals(offered.toSortedSet(), everyMethod("").keys.toSortedSet())
    }

    @Test
    fun `what somebody typed is in no error`() = onDevice { core ->
        val marks = listOf("Zwanenburg-4711", "€ 4711,-", "noor.zwanenburg@example.org")
        var errors = 0
        for (mark in marks) {
            for ((name, call) in everyMethod(mark)) {
                val error = refusal(core, call) ?: continue
                errors += 1
                val trouble = describe(error)
                val told = listOf(error.toString(), error.message, error.stackTraceToString(), trouble.toString())
                assertFalse(told.any { mark in it.orEmpty() || "4711" in it.orEmpty() }, "$name: $told")
                assertTrue(trouble.code.isNotEmpty() && trouble.words.isNotEmpty(), "$name says nothing: $trouble")
            }
        }
        assertTrue(errors > 20, "only $errors calls were refused")
        val logged = log.lines().map { it.text }
        assertFalse(logged.any { line -> "4711" in line || "Zwanenburg" in line }, "$logged")
    }

    @Test
    fun `a panic in any method is an incident with the number that the log has, and the next call works`() =
        onDevice { core ->
            val incidents = mutableListOf<String>()
            for ((name, call) in everyMethod("x").filterKeys { it.substringAfter('.') !in needNoDevice }) {
                drillPanicNext(core, "Noor owes 12 euro")
                val panicked = refusal(core, call)
                assertTrue(panicked is CoreException.Internal, "$name: $panicked")
                assertFalse("Noor" in panicked.toString(), name)
                incidents += (panicked as CoreException.Internal).incident
                assertTrue(core.session().use { it.state() } is SessionState.Paired, "after $name")
            }
            assertTrue(incidents.size > 45 && incidents.all { it.isNotBlank() })
            core.shutdown()
            await { log.lines().filter { line -> incidents.last() in line.text } }
            val logged = log.lines().filter { it.level == LogLevel.ERROR }
            assertEquals(incidents, incidents.filter { number -> logged.any { number in it.text } })
            assertFalse(log.lines().any { "Noor" in it.text })
        }

    @Test
    fun `after the end every method says so, and none hangs`() = onDevice { core ->
        core.shutdown()
        core.shutdown()
        val closed = everyMethod("x").filterKeys { it.substringAfter('.') !in answersAlways }
        for ((name, call) in closed) {
            val error = refusal(core, call)
            // What is wrong about the input itself may be said first.
            assertTrue(error is CoreException.Closed || error is CoreException.Pairing, "$name: $error")
        }
    }

    private val answersAlways = setOf("openOutcome", "syncStatus", "networkChanged", "pause")

    /** These answer without a device, refuse what is no link before it is asked, or tell how it went and never fail. */
    private val needNoDevice = answersAlways - "pause" + listOf("words", "pairWithLink", "runBackground")

    private suspend fun refusal(core: Core, call: suspend (Core) -> Any?): CoreException? = try {
        call(core)
        null
    } catch (refused: CoreException) {
        refused
    }
}

/** What [look] finds, as soon as it finds something; after ten seconds whatever it finds. */
fun <T> await(look: () -> List<T>): List<T> {
    repeat(1000) {
        look().takeIf { it.isNotEmpty() }?.let { return it }
        Thread.sleep(10)
    }
    return look()
}
