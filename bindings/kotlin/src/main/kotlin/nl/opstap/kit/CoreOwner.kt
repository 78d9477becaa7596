package nl.opstap.kit

import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import nl.opstap.core.Core
import nl.opstap.core.CoreConfig
import nl.opstap.core.Host

/**
 * Owns the one core of an app. Make it once, keep it as long as the process lives, and ask it for the core; the
 * services that the core gives are never closed either.
 */
class CoreOwner(private val config: CoreConfig, private val host: () -> Host) {
    private val opening = Mutex()

    @Volatile
    private var opened: Core? = null

    /** The core, opened at the first call. A failed opening throws, and is tried again at the next call. */
    suspend fun core(): Core = opened ?: opening.withLock {
        opened ?: Core.open(config, host()).also { opened = it }
    }

    /** The core if it is open already, without waiting. */
    fun ifOpen(): Core? = opened

    /**
     * Ends the core's work for good and lets go of it; the next [core] opens another. Who still holds the old one is
     * told that it is closed: it is not destroyed under them.
     */
    suspend fun close(): Unit = opening.withLock {
        opened?.shutdown()
        opened = null
    }
}
