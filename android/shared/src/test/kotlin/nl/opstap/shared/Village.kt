package nl.opstap.shared

import java.io.File
import java.nio.file.Files
import java.time.Instant
import java.util.concurrent.TimeUnit
import kotlinx.coroutines.runBlocking
import nl.opstap.core.Core
import nl.opstap.core.CoreConfig
import nl.opstap.core.Host
import nl.opstap.core.HostClock
import nl.opstap.core.MemoryVault

/** A clock that stands where a test puts it; before that it runs. */
class TestClock(@Volatile var stands: Instant? = null) : HostClock {
    override fun now(): Instant = stands ?: Instant.now()

    override fun zoneId(): String = "Europe/Amsterdam"
}

/** One device of somebody in the village. */
class Device(val core: Core, val clock: TestClock) : AutoCloseable {
    /** Sends and fetches. */
    fun sync() = runBlocking { core.syncNow() }

    override fun close() = runBlocking {
        core.shutdown()
        core.destroy()
    }
}

/** A real server over a folder of its own, with an organisation, and devices on which the real library runs. */
class Village(private val stands: Instant? = null) : AutoCloseable {
    private val folder: File = Files.createTempDirectory("opstap-village").toFile()
    private val devices = mutableListOf<Device>()
    private var server: Process? = null

    /** Where the server is. */
    val url: String

    /** The organisation. */
    val org: String = word("org", admin("org", "add", "Zonnedorp"))

    init {
        val process = program("--listen", "127.0.0.1:0").start()
        server = process
        url = process.inputStream.bufferedReader().readLine().substringAfter("listening on ")
    }

    /** Somebody who works here, by account. */
    fun staff(role: String, name: String): String = word("account", admin("staff", "add", "--org", org, "--role", role, name))

    /** A client with a case, by account. */
    fun client(name: String, counsellor: String, coach: String? = null): String {
        val with = if (coach == null) emptyArray() else arrayOf("--coach", coach)
        return word("client", admin("case", "open", "--org", org, "--client", name, "--counsellor", counsellor, *with))
    }

    /** A code for one device. */
    fun code(account: String): String = word("code", admin("pair", account))

    /** A device that is nobody's yet. */
    fun device(language: String? = "nl"): Device {
        val clock = TestClock(stands)
        val home = File(folder, "device-${devices.size}").apply { mkdirs() }
        val core = runBlocking { Core.open(CoreConfig(home.path, language, false), Host(MemoryVault(), clock)) }
        return Device(core, clock).also { devices += it }
    }

    /** A device of this account, with everything that it may see. */
    fun paired(account: String): Device = device().also { device ->
        runBlocking { device.core.session().pairWithCode(url, code(account), "test") }
        device.sync()
    }

    private fun program(vararg arguments: String): ProcessBuilder {
        val built = File(System.getProperty("opstap.target"), "debug/opstap-server")
        check(built.canExecute()) { "cargo build -p opstap-server comes first" }
        return ProcessBuilder(built.path, "--data", File(folder, "server").path, *arguments).redirectError(ProcessBuilder.Redirect.DISCARD)
    }

    private fun admin(vararg arguments: String): String {
        val process = program("--json", *arguments).start()
        val said = process.inputStream.bufferedReader().readText()
        check(process.waitFor() == 0) { "the server refused ${arguments.toList()}" }
        return said
    }

    private fun word(name: String, json: String): String =
        checkNotNull(Regex("\"$name\":\"([^\"]+)\"").find(json)) { "no $name in $json" }.groupValues[1]

    override fun close() {
        devices.forEach { it.close() }
        server?.destroy()
        server?.waitFor(5, TimeUnit.SECONDS)
        folder.deleteRecursively()
    }
}
