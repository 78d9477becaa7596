package nl.opstap.kit

import com.sun.jna.Native
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.channels.awaitClose
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.callbackFlow
import kotlinx.coroutines.flow.conflate
import kotlinx.coroutines.flow.emitAll
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.mapNotNull
import nl.opstap.core.CancelToken
import nl.opstap.core.ChangeBatch
import nl.opstap.core.ChangeListener
import nl.opstap.core.CoreInterface
import nl.opstap.core.Topic

/**
 * What changed, beginning with a first batch at once. Who collects slowly hears of everything that was missed in
 * one batch. The subscription ends with the collection.
 */
fun CoreInterface.changes(topics: Collection<Topic>): Flow<ChangeBatch> = flow {
    val missed = Missed()
    val heard = callbackFlow {
        val subscription = subscribe(topics.toList(), object : ChangeListener {
            override fun onChanges(batch: ChangeBatch) {
                // The core's thread stays known to the JVM: cheaper, and it may call in from here.
                Native.detach(false)
                missed.add(batch)
                trySend(Unit)
            }
        })
        awaitClose {
            subscription.cancel()
            subscription.destroy()
        }
    }
    emitAll(heard.conflate().mapNotNull { missed.take() })
}

/** What [read] gives, now and again after each change of one of [topics]. */
fun <T> CoreInterface.reading(vararg topics: Topic, read: suspend () -> T): Flow<T> =
    changes(topics.toList()).map { read() }

/** Runs [work] with a token that is cancelled with the coroutine: a cancelled coroutine alone ends no write. */
suspend fun <T> cancelling(work: suspend (CancelToken) -> T): T = CancelToken().use { token ->
    try {
        work(token)
    } catch (stopped: CancellationException) {
        token.cancel()
        throw stopped
    }
}

/** Batches that nobody took yet, as one. */
private class Missed {
    private var waiting: ChangeBatch? = null

    @Synchronized
    fun add(batch: ChangeBatch) {
        val before = waiting
        waiting = if (before == null) batch else ChangeBatch(batch.seq, (before.topics + batch.topics).distinct())
    }

    @Synchronized
    fun take(): ChangeBatch? = waiting.also { waiting = null }
}
