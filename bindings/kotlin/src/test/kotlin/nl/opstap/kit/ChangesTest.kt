package nl.opstap.kit

import com.sun.jna.Native
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import nl.opstap.core.ChangeBatch
import nl.opstap.core.ChangeListener
import nl.opstap.core.Core
import nl.opstap.core.CoreException
import nl.opstap.core.LineDraft
import nl.opstap.core.Topic
import nl.opstap.core.liveObjects
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit

/** Hearing of changes, and ending what is no longer wanted. */
class ChangesTest {
    @Test
    fun `the first batch comes at once, and a change brings the next`() = onDevice { core ->
        val heard = Channel<ChangeBatch>(Channel.UNLIMITED)
        val listening = CoroutineScope(Dispatchers.Default).launch {
            core.changes(listOf(Topic.BUDGET)).collect { heard.send(it) }
        }
        assertEquals(listOf(Topic.BUDGET), withTimeout(5_000) { heard.receive() }.topics)
        core.budget().use { it.setLine(LineDraft("huur", "650,00")) }
        assertEquals(listOf(Topic.BUDGET), withTimeout(5_000) { heard.receive() }.topics)
        listening.cancelAndJoin()
    }

    @Test
    fun `who collects slowly misses nothing`() = onDevice { core ->
        val goOn = CompletableDeferred<Unit>()
        val both = listOf(Topic.BUDGET, Topic.MESSAGES)
        val collecting = CoroutineScope(Dispatchers.Default).async {
            core.changes(both).onEach { goOn.await() }.take(2).toList()
        }
        Thread.sleep(200)
        core.budget().use { it.setLine(LineDraft("huur", "650,00")) }
        Thread.sleep(300)
        core.messages().use { it.send("hallo") }
        Thread.sleep(300)
        goOn.complete(Unit)
        val batches = withTimeout(5_000) { collecting.await() }
        assertEquals(both.toSet(), batches.last().topics.toSet())
    }

    @Test
    fun `reading gives what is there now, and again after a change`() = onDevice { core ->
        val budget = core.budget()
        val before = core.reading(Topic.BUDGET) { budget.summary() }.first()
        budget.setLine(LineDraft("huur", "651,00"))
        val after = core.reading(Topic.BUDGET) { budget.summary() }.first()
        assertTrue(before != after)
        budget.close()
    }

    @Test
    fun `a collection that ends takes its subscription along`() = onDevice { core ->
        val before = liveObjects()
        repeat(50) { core.changes(Topic.entries).first() }
        assertEquals(before, liveObjects())
    }

    @Test
    fun `a listener that calls every method, ten thousand times over, is never stuck`() = onDevice { core ->
        val all = everyMethod("x").toList()
        val again = all.filterNot { (name, _) -> name in waitForNetwork }
        repeat(10_000) { round ->
            val (name, call) = if (round < all.size) all[round] else again[round % again.size]
            val heard = CountDownLatch(1)
            val listener = object : ChangeListener {
                override fun onChanges(batch: ChangeBatch) {
                    Native.detach(false)
                    core.subscribe(listOf(Topic.SYNC), Deaf).use { it.cancel() }
                    runBlocking { answer(core, call) }
                    heard.countDown()
                }
            }
            core.subscribe(listOf(Topic.PROFILE), listener).use {
                assertTrue(heard.await(60, TimeUnit.SECONDS), "$name in round $round")
                it.cancel()
            }
        }
    }

    private suspend fun answer(core: Core, call: suspend (Core) -> Any?) {
        try {
            call(core)
        } catch (_: CoreException) {
            // Refused is an answer too.
        }
    }

    /** Without a network these take their time; once each is enough. */
    private val waitForNetwork = setOf("Core.syncNow", "Core.runBackground")

    private object Deaf : ChangeListener {
        override fun onChanges(batch: ChangeBatch) = Unit
    }
}
