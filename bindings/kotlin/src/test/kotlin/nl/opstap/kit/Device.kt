package nl.opstap.kit

import kotlinx.coroutines.runBlocking
import nl.opstap.core.Core
import nl.opstap.core.CoreConfig
import nl.opstap.core.Host
import nl.opstap.core.HostClock
import nl.opstap.core.KeyVault
import nl.opstap.core.LogLine
import nl.opstap.core.LogSink
import java.io.File
import java.nio.file.Files
import java.time.Instant

/** A vault that a test can look into, take the key out of, and lock. */
class OpenVault : KeyVault {
    val secrets = mutableMapOf<String, ByteArray>()
    var beforeLoad: () -> Unit = {}

    override fun load(name: String): ByteArray? {
        beforeLoad()
        return secrets[name]
    }

    override fun store(name: String, secret: ByteArray) {
        secrets[name] = secret
    }

    override fun remove(name: String) {
        secrets.remove(name)
    }
}

/** A clock that stands where a test puts it. */
class StandingClock(@Volatile var at: Instant) : HostClock {
    override fun now(): Instant = at

    override fun zoneId(): String = "Europe/Amsterdam"
}

/** A log that a test can read. */
class KeptLog : LogSink {
    private val kept = mutableListOf<LogLine>()

    @Synchronized
    override fun write(lines: List<LogLine>) {
        kept += lines
    }

    @Synchronized
    fun lines(): List<LogLine> = kept.toList()
}

/**
 * A device in a folder of its own. It is paired by the files that an older app left behind, which a fixture of the
 * store keeps for every released schema: no server is needed to write a budget.
 */
class Device(schema: String? = "schema-1") : AutoCloseable {
    val folder: File = Files.createTempDirectory("opstap-kotlin").toFile()
    val store = File(folder, "store")
    val vault = OpenVault()
    val clock = StandingClock(Instant.parse("2026-11-24T09:00:00Z"))
    val log = KeptLog()
    private val opened = mutableListOf<Core>()

    init {
        schema?.let {
            File(FIXTURES, it).copyRecursively(store)
            vault.secrets[KEY] = ByteArray(32) { 7 }
        }
    }

    fun host() = Host(vault, clock, log)

    suspend fun open(): Core =
        Core.open(CoreConfig(folder.path, language = "nl", autoSync = false), host()).also { opened += it }

    /** What the store's folder holds, by name. */
    fun files(): List<File> = store.walkTopDown().filter { it.isFile }.toList()

    override fun close() = runBlocking {
        opened.forEach {
            runCatching { it.shutdown() }
            it.close()
        }
        folder.deleteRecursively()
        Unit
    }

    companion object {
        /** The name under which the core keeps its key. */
        const val KEY = "opstap-store-key"
        val FIXTURES = File("../../core/store/tests/fixtures")
    }
}

/** Opens a device, and closes it after [test]. */
fun onDevice(schema: String? = "schema-1", test: suspend Device.(Core) -> Unit) =
    Device(schema).use { device -> runBlocking { device.test(device.open()) } }
