package nl.opstap.shared

import java.io.BufferedReader
import java.io.File
import java.io.Writer
import java.nio.file.Files
import java.time.Instant
import java.util.concurrent.TimeUnit
import kotlinx.coroutines.runBlocking
import nl.opstap.core.Core
import nl.opstap.core.CoreConfig
import nl.opstap.core.Host
import nl.opstap.core.HostClock
import nl.opstap.core.MemoryVault

/** A clock that stands where a test puts it: no test depends on the hour at which it runs. */
class TestClock(@Volatile var stands: Instant) : HostClock {
    override fun now(): Instant = stands

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

/** An organisation with a real server (`town`, a process of our own), and devices on which the real library runs. */
class Village(stands: Instant) : AutoCloseable {
    private var now = stands
    private val folder: File = Files.createTempDirectory("opstap-village").toFile()
    private val devices = mutableListOf<Device>()
    private val town: Process = program(stands).start()
    private val orders: Writer = town.outputStream.bufferedWriter()
    private val answers: BufferedReader = town.inputStream.bufferedReader()
    private val first: String = answers.readLine()

    /** Where the server is. */
    val url: String = word("url", first)

    /** The client's account. */
    val client: String = word("client", first)

    /** The counsellor's account. */
    val counsellor: String = word("counsellor", first)

    /** The coach's account. */
    val coach: String = word("coach", first)

    init {
        order("serve")
    }

    /** Another client with a case of the same helpers, by account. */
    fun neighbour(name: String): String = word("client", order("case $name"))

    /** Somebody takes in who asks for help. */
    fun desk() = order("desk Balie")

    /** A code for one device. */
    fun code(account: String): String = word("code", order("code $account"))

    /** The clocks of the server and of every device stand at another moment. */
    fun stand(at: Instant) {
        now = at
        order("now ${at.toEpochMilli()}")
        devices.forEach { it.clock.stands = at }
    }

    /** A device that is nobody's yet. */
    fun device(): Device {
        val clock = TestClock(now)
        val home = File(folder, "device-${devices.size}").apply { mkdirs() }
        val core = runBlocking { Core.open(CoreConfig(home.path, null, false), Host(MemoryVault(), clock)) }
        return Device(core, clock).also { devices += it }
    }

    /** A device of this account, with everything that it may see. */
    fun paired(account: String): Device = device().also { device ->
        runBlocking { device.core.session().pairWithCode(url, code(account), "test") }
        device.sync()
    }

    private fun program(stands: Instant): ProcessBuilder {
        val built = File(System.getProperty("opstap.target"), "debug/town")
        check(built.canExecute()) { "cargo build -p opstap-tests --bin town comes first" }
        return ProcessBuilder(built.path, "--now", stands.toEpochMilli().toString()).redirectError(ProcessBuilder.Redirect.DISCARD)
    }

    private fun order(line: String): String {
        orders.write(line + "\n")
        orders.flush()
        return checkNotNull(answers.readLine()) { "the town ended at: $line" }
    }

    private fun word(name: String, json: String): String =
        checkNotNull(Regex("\"$name\":\"([^\"]+)\"").find(json)) { "no $name in $json" }.groupValues[1]

    override fun close() {
        devices.forEach { it.close() }
        orders.close()
        town.waitFor(5, TimeUnit.SECONDS)
        town.destroy()
        folder.deleteRecursively()
    }
}
