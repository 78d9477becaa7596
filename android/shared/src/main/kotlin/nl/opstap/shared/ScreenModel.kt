package nl.opstap.shared

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import nl.opstap.core.CoreException
import nl.opstap.core.Topic
import nl.opstap.core.describe
import nl.opstap.kit.changes

/** What a screen shows: the newest record, a sentence where something went otherwise, and whether something is being done. */
data class Shown<T>(val record: T? = null, val trouble: String? = null, val busy: Boolean = false)

/** A record of the core, read again whenever one of its topics changes, and what a person can do with it. */
abstract class ScreenModel<T>(desk: Desk, private vararg val topics: Topic) : AutoCloseable {
    private val core = desk.core
    private val own = CoroutineScope(desk.scope.coroutineContext + SupervisorJob(desk.scope.coroutineContext[Job]))
    private val state = MutableStateFlow(Shown<T>())
    private val order = Mutex()

    /** What to draw now. */
    val shown: StateFlow<Shown<T>> = state.asStateFlow()

    /** Reads the record. */
    protected abstract suspend fun read(): T

    /** Begins to read; a model that nobody looks at does nothing. */
    fun start() {
        own.launch { attempt { core.changes(topics.toList()).collect { again() } } }
    }

    /** Reads once more. */
    fun retry() {
        own.launch { again() }
    }

    /** Does one thing, then reads; the sentence of what went otherwise stays until the next thing is done. */
    protected fun act(after: () -> Unit = {}, work: suspend () -> Unit) {
        if (state.value.busy) return
        state.update { it.copy(trouble = null, busy = true) }
        own.launch {
            val done = order.withLock { attempt { work() } }
            state.update { it.copy(busy = false) }
            if (done) {
                again()
                after()
            }
        }
    }

    /** Does the last thing: afterwards there is nothing to read. */
    protected fun end(after: () -> Unit, work: suspend () -> Unit) {
        own.launch { if (attempt { work() }) after() }
    }

    /** Does one thing after those before it, however quickly they come, and shows what it gives. */
    protected fun follow(work: suspend () -> T) {
        own.launch { order.withLock { attempt { work().let { record -> state.update { it.copy(record = record, trouble = null) } } } } }
    }

    /** Does one thing, and shows what it gives; [after] follows also where it went otherwise. */
    protected fun take(after: () -> Unit, work: suspend () -> T) {
        if (state.value.busy) return after()
        state.update { it.copy(trouble = null, busy = true) }
        own.launch {
            order.withLock { attempt { work().let { record -> state.update { it.copy(record = record) } } } }
            state.update { it.copy(busy = false) }
            after()
        }
    }

    private suspend fun again() {
        attempt { read().let { record -> state.update { it.copy(record = record) } } }
    }

    private suspend fun attempt(work: suspend () -> Unit): Boolean = try {
        work()
        true
    } catch (error: CoreException) {
        state.update { it.copy(trouble = describe(error).words) }
        false
    }

    /** Ends reading. */
    override fun close() = own.cancel()
}
