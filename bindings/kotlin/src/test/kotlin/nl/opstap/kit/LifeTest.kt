package nl.opstap.kit

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import nl.opstap.core.ChangeBatch
import nl.opstap.core.ChangeListener
import nl.opstap.core.CoreConfig
import nl.opstap.core.CoreException
import nl.opstap.core.LineDraft
import nl.opstap.core.OpenOutcome
import nl.opstap.core.Topic
import nl.opstap.core.drillHold
import nl.opstap.core.liveObjects
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotSame
import org.junit.jupiter.api.Assertions.assertSame
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.io.File
import java.nio.file.Files
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.ThreadPoolExecutor
import java.util.concurrent.TimeUnit

/** Opening, pausing, losing the key, and what is left behind. */
class LifeTest {
    @Test
    fun `every older store opens, with what was in it`() {
        val schemas = Device.FIXTURES.list().orEmpty().filter { it.startsWith("schema-") }
        assertTrue(schemas.isNotEmpty())
        for (schema in schemas) onDevice(schema) { core ->
            assertEquals(OpenOutcome.Ready, core.openOutcome())
            val said = core.messages().use { it.page() }.messages.map { it.text }
            assertTrue("Over de énergierekening" in said, "$schema: $said")
            val safe = core.session().use { it.safety() }
            assertTrue(safe.here > 0u, "$schema: what waited must wait still")
        }
    }

    @Test
    fun `without its key an old store is gone, whole, and a new one begins`() = runBlocking {
        Device().use { device ->
            val marker = "Zwanenburg-4711"
            device.open().apply {
                budget().use { it.setLine(LineDraft("huur", "650", label = marker)) }
                shutdown()
            }
            File(device.store, "journal.db-wal").writeText(marker)
            File(device.store, "mirror.db-shm").writeText(marker)
            device.vault.secrets.clear()
            val core = device.open()
            assertEquals(OpenOutcome.RecreatedAfterKeyLoss, core.openOutcome())
            assertEquals(0uL, core.session().use { runCatching { it.safety().here }.getOrDefault(0uL) })
            core.shutdown()
            val left = device.files().filter { marker in it.readBytes().toString(Charsets.ISO_8859_1) }
            assertEquals(emptyList<File>(), left)
            assertEquals(32, device.vault.secrets.getValue(Device.KEY).size)
        }
    }

    @Test
    fun `a vault that does not answer removes nothing`() = runBlocking {
        Device().use { device ->
            device.vault.beforeLoad = { throw CoreException.Host("locked") }
            val refused = runCatching { device.open() }.exceptionOrNull()
            assertTrue(refused is CoreException.KeyUnavailable, "$refused")
            device.vault.beforeLoad = {}
            assertEquals(OpenOutcome.Ready, device.open().openOutcome())
        }
    }

    @Test
    fun `no page of a store can be read without the key`() = onDevice { core ->
        val marker = "Zwanenburg-4711"
        core.messages().use { it.send(marker) }
        core.budget().use { it.setLine(LineDraft("huur", "650", label = marker)) }
        core.shutdown()
        val plain = files().filter {
            val text = it.readBytes().toString(Charsets.ISO_8859_1)
            marker in text || "SQLite format 3" in text || "CREATE TABLE" in text
        }
        assertEquals(emptyList<File>(), plain)
        assertTrue(files().sumOf { it.length() } > 50_000)
    }

    @Test
    fun `a pause under load leaves no file open, and nothing hangs`() = onDevice { core ->
        fun openFiles() = File("/proc/self/fd").listFiles().orEmpty()
            .mapNotNull { runCatching { Files.readSymbolicLink(it.toPath()).toString() }.getOrNull() }
            .filter { store.canonicalPath in it }
        assertTrue(openFiles().isNotEmpty(), "this test sees no open files at all")
        val messages = core.messages()
        coroutineScope {
            val load = (1..100).map { round ->
                async(Dispatchers.Default) {
                    try {
                        if (round % 2 == 0) messages.send("$round") else messages.page()
                        "answered"
                    } catch (_: CoreException.Paused) {
                        "paused"
                    }
                }
            }
            withTimeout(3_000) { core.pause() }
            assertEquals(emptyList<String>(), openFiles())
            val answers = withTimeout(10_000) { load.awaitAll() }
            assertEquals(100, answers.size)
        }
        assertTrue(runCatching { messages.page() }.exceptionOrNull() is CoreException.Paused)
        core.resume()
        assertTrue(messages.page().messages.isNotEmpty())
        messages.close()
    }

    @Test
    fun `a caller's thread is never blocked while the store is under a lock`() {
        // A machine that is busy may stop any thread for a while: a thread that waits for the lock waits each time.
        val worst = mutableListOf<Long>()
        while (worst.size < TRIES && worst.none { it <= 16 }) worst += longestTaskDuringLock()
        assertTrue(worst.min() <= 16, "the thread was held up for $worst ms")
    }

    private fun longestTaskDuringLock(): Long {
        val caller = Measured()
        var worst = 0L
        onDevice { core ->
            val (budget, messages) = core.budget() to core.messages()
            withContext(caller.asCoroutineDispatcher()) {
                // The first calls load classes.
                repeat(3) { budget.summary().also { messages.send("warm") } }
                caller.longest = 0
                val lock = launch(Dispatchers.Default) { drillHold(core, 2_000uL) }
                val begun = System.nanoTime()
                val calls = (1..200).map { round ->
                    async { if (round % 2 == 0) messages.send("$round") else budget.summary() }
                }
                calls.awaitAll()
                lock.join()
                val millis = (System.nanoTime() - begun) / 1_000_000
                assertTrue(millis > 1_500, "the store was not locked: 200 calls in $millis ms")
                worst = caller.longest / 1_000_000
            }
            budget.close()
            messages.close()
        }
        caller.shutdown()
        return worst
    }

    /** One thread that notes how long its longest task took. */
    private class Measured : ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, LinkedBlockingQueue()) {
        @Volatile
        var longest = 0L
        private var begun = 0L

        override fun beforeExecute(thread: Thread, task: Runnable) {
            begun = System.nanoTime()
        }

        override fun afterExecute(task: Runnable, failure: Throwable?) {
            longest = maxOf(longest, System.nanoTime() - begun)
        }
    }

    @Test
    fun `subscriptions and devices leave nothing behind`() {
        val before = liveObjects()
        turns(2_000, 200)
        // Java takes memory for its own reasons, now and then: what is left behind is left behind each time.
        val grown = mutableListOf<Long>()
        while (grown.size < TRIES && grown.none { it < 5 * 1024 }) {
            val memory = residentKilobytes()
            turns(10_000, 10_000)
            grown += residentKilobytes() - memory
        }
        assertEquals(before, await { listOf(liveObjects()).filter { it == before } }.firstOrNull() ?: liveObjects())
        assertTrue(grown.min() < 5 * 1024, "grew by $grown kB")
    }

    /** So many subscriptions, and so many devices opened and closed: a device takes files, keys and threads. */
    private fun turns(subscriptions: Int, opens: Int) {
        onDevice { core ->
            repeat(subscriptions) {
                core.subscribe(listOf(Topic.BUDGET), Deaf).use { it.cancel() }
            }
        }
        Device().use { device ->
            repeat(opens) { runBlocking { device.open().apply { shutdown() }.close() } }
        }
    }

    private fun residentKilobytes(): Long {
        repeat(3) { System.gc() }
        val line = File("/proc/self/status").readLines().first { it.startsWith("VmRSS:") }
        return line.filter { it.isDigit() }.toLong()
    }

    private object Deaf : ChangeListener {
        override fun onChanges(batch: ChangeBatch) = Unit
    }

    @Test
    fun `an owner opens once, tries again after a failure, and opens anew after closing`() = runBlocking {
        Device().use { device ->
            device.vault.beforeLoad = { throw CoreException.Host("locked") }
            val owner = CoreOwner(CoreConfig(device.folder.path, autoSync = false), device::host)
            assertTrue(runCatching { owner.core() }.exceptionOrNull() is CoreException.KeyUnavailable)
            assertEquals(null, owner.ifOpen())
            device.vault.beforeLoad = {}
            val (one, other) = listOf(async(Dispatchers.Default) { owner.core() }, async { owner.core() }).awaitAll()
            assertSame(one, other)
            assertSame(one, owner.ifOpen())
            owner.close()
            val next = owner.core()
            assertNotSame(one, next)
            assertFalse(next.words("ui-").isEmpty())
            owner.close()
        }
    }

    private companion object {
        /** How often a measurement is taken again that a busy machine may have spoilt. */
        const val TRIES = 5
    }
}
