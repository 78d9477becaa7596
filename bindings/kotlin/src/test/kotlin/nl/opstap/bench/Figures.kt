package nl.opstap.bench

import kotlinx.coroutines.runBlocking
import nl.opstap.core.Core
import nl.opstap.core.LineDraft
import nl.opstap.kit.Device
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test
import java.io.File
import java.lang.management.ManagementFactory
import java.util.concurrent.TimeUnit

/** What the binding costs. `cargo xtask bench` runs it with the release library; it prints a line each and judges none. */
@Tag("bench")
class Figures {
    private val threads = ManagementFactory.getThreadMXBean()

    @Test
    fun `a page of fifty rows`() = Device().use { device ->
        runBlocking {
            val core = device.open()
            val messages = core.messages()
            repeat(60) { messages.send("Bericht $it: is deze brief goed zo?") }
            assertEquals(50, messages.page(limit = 50u).messages.size)
            repeat(WARM) { messages.page(limit = 50u) }
            val cpu = threads.currentThreadCpuTime
            val begun = System.nanoTime()
            repeat(ROUNDS) { messages.page(limit = 50u) }
            say("page of 50 messages, CPU of the caller", (threads.currentThreadCpuTime - cpu) / ROUNDS)
            say("page of 50 messages, until it is there", (System.nanoTime() - begun) / ROUNDS)
            messages.close()
        }
    }

    @Test
    fun `a command and an empty question`() = Device().use { device ->
        runBlocking {
            val core = device.open()
            val budget = core.budget()
            repeat(WARM) { budget.setLine(LineDraft("huur", "${600 + it % 50}")) }
            val cpu = threads.currentThreadCpuTime
            val begun = System.nanoTime()
            repeat(ROUNDS) { budget.setLine(LineDraft("huur", "${600 + it % 50}")) }
            say("a command, CPU of the caller", (threads.currentThreadCpuTime - cpu) / ROUNDS)
            say("a command, with its commit and the new budget", (System.nanoTime() - begun) / ROUNDS)
            repeat(WARM) { core.syncStatus() }
            val empty = System.nanoTime()
            repeat(ROUNDS) { core.syncStatus() }
            say("a question that touches nothing", (System.nanoTime() - empty) / ROUNDS)
            budget.close()
        }
    }

    @Test
    fun `opening again with the key`() = Device().use { device ->
        runBlocking {
            device.open().shutdown()
            val times = (1..OPENINGS).map {
                val begun = System.nanoTime()
                val core = device.open()
                (System.nanoTime() - begun).also { core.shutdown() }
            }
            say("opening with the key, middle of $OPENINGS (goal: under 30 ms)", times.sorted()[OPENINGS / 2])
        }
    }

    @Test
    fun `what fifty rows hold of the heap`() = Device().use { device ->
        runBlocking {
            val messages = device.open().messages()
            repeat(60) { messages.send("Bericht $it: is deze brief goed zo?") }
            val before = heap()
            val kept = (1..KEPT).map { messages.page(limit = 50u) }
            println("figure: heap of a row of messages: ${(heap() - before) / (KEPT * 50)} bytes (goal: under 1024)")
            assertEquals(KEPT, kept.size)
            messages.close()
        }
    }

    private fun heap(): Long {
        repeat(3) { System.gc() }
        return Runtime.getRuntime().run { totalMemory() - freeMemory() }
    }

    @Test
    fun `a start`() {
        val times = (1..5).map { startInAnotherProcess() }.sorted()
        println("figure: from an empty JVM (library not loaded) to TodaySummary: ${times[times.size / 2]} ms (middle of 5)")
    }

    /** Loading the library, opening the store and drawing the first screen, in a JVM that did none of it before. */
    private fun startInAnotherProcess(): Long {
        val java = File(System.getProperty("java.home"), "bin/java").path
        val options = listOf("jna.library.path", "surefire.test.class.path", "java.class.path")
        val classes = System.getProperty(options[1]) ?: System.getProperty(options[2])
        val native = System.getProperty(options[0])
        val command = listOf(java, "-Djna.library.path=$native", "-cp", classes, "nl.opstap.bench.FiguresKt")
        val process = ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start()
        val said = process.inputStream.bufferedReader().readText()
        process.waitFor(1, TimeUnit.MINUTES)
        return said.trim().toLong()
    }

    private fun say(what: String, nanos: Long) = println("figure: $what: ${nanos / 1000} µs")

    private companion object {
        const val WARM = 500
        const val ROUNDS = 1000
        const val OPENINGS = 100
        const val KEPT = 200
    }
}

/** Prints how many milliseconds it took from here, with an empty JVM, to the first screen. */
fun main() = Device().use { device ->
    val begun = System.nanoTime()
    val core: Core = runBlocking { device.open() }
    runBlocking { core.programme().use { it.today() } }
    println((System.nanoTime() - begun) / 1_000_000)
}
