package nl.opstap.kit

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import nl.opstap.core.CancelToken
import nl.opstap.core.Core
import nl.opstap.core.CoreConfig
import nl.opstap.core.CoreException
import nl.opstap.core.Host
import nl.opstap.core.MemoryVault
import nl.opstap.core.SyncStatus
import nl.opstap.scenario.Town
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.io.File
import java.io.InputStream
import java.io.OutputStream
import java.net.ServerSocket
import java.net.Socket
import java.net.URI
import kotlin.concurrent.thread

/** Ending a sync that hangs: the coroutine ends, and the core's work with it. */
class CancellingTest {
    @Test
    fun `a cancelled coroutine ends the sync of the core`(@TempDir folder: File) = hanging(folder) { core ->
        val work = CoroutineScope(Dispatchers.Default).launch { cancelling { core.syncNow(it) } }
        assertTrue(await { listOf(core.syncStatus()).filter { it == SyncStatus.Running } }.isNotEmpty())
        withTimeout(2_000) { work.cancelAndJoin() }
        // Without the token the sync would hang on, as its server does.
        assertTrue(await { listOf(core.syncStatus()).filter { it is SyncStatus.Idle } }.isNotEmpty())
    }

    @Test
    fun `a token ends a sync, and background work with a good answer`(@TempDir folder: File) = hanging(folder) { core ->
        val token = CancelToken()
        thread { Thread.sleep(300).also { token.cancel() } }
        val ended = runCatching { withTimeout(5_000) { core.syncNow(token) } }.exceptionOrNull()
        assertTrue(ended is CoreException.Cancelled, "$ended")
        val report = withTimeout(5_000) { core.runBackground(1u) }
        assertTrue(report.sync == null && report.againAfterSeconds > 0u, "$report")
        token.close()
    }

    /** A paired device whose server took the connection and says nothing more. */
    private fun hanging(folder: File, test: suspend (Core) -> Unit) = Town(System.currentTimeMillis()).use { town ->
        town.told("serve")
        val server = URI(town.about["url"].asString)
        Hedge(server.port).use { hedge ->
            runBlocking {
                val core = Core.open(CoreConfig(folder.path, autoSync = false), Host(MemoryVault()))
                val code = town.told("code client").asJsonObject["code"].asString
                core.session().use { it.pairWithCode("http://127.0.0.1:${hedge.port}", code, "Kotlin") }
                core.messages().use { it.send("Gaat dit mee?") }
                hedge.closed = true
                test(core)
                core.shutdown()
            }
        }
    }

    /** Stands between a device and its server, and lets nothing through while it is closed. */
    private class Hedge(private val to: Int) : AutoCloseable {
        private val door = ServerSocket(0)
        val port: Int get() = door.localPort

        @Volatile
        var closed = false

        init {
            thread(isDaemon = true) {
                while (true) {
                    val one = runCatching { door.accept() }.getOrNull() ?: break
                    val other = Socket("127.0.0.1", to)
                    pass(one.getInputStream(), other.getOutputStream())
                    pass(other.getInputStream(), one.getOutputStream())
                }
            }
        }

        private fun pass(from: InputStream, into: OutputStream) = thread(isDaemon = true) {
            val bytes = ByteArray(8192)
            runCatching {
                while (true) {
                    val count = from.read(bytes)
                    if (count < 0) break
                    while (closed) Thread.sleep(50)
                    into.write(bytes, 0, count)
                    into.flush()
                }
                into.close()
            }
        }

        override fun close() = door.close()
    }
}
