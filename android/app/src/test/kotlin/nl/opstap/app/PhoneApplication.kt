package nl.opstap.app

import kotlinx.coroutines.runBlocking
import nl.opstap.core.Core
import nl.opstap.core.CoreConfig
import nl.opstap.core.Host
import nl.opstap.core.HostClock
import java.io.File
import java.time.Instant

/**
 * The app on a phone that was paired by an earlier version: its store is the fixture of the oldest schema. Everything
 * is real but the time and the Keystore.
 */
open class PhoneApplication : OpstapApplication() {
    @Volatile
    var now: Instant = Instant.parse("2026-11-24T09:00:00Z")

    /** Files that an earlier version left behind, if any. */
    protected open val fixture: File? = File("../../core/store/tests/fixtures/schema-1")

    override fun onCreate() {
        FakeKeystore.install()
        fixture?.let {
            it.copyRecursively(File(noBackupFilesDir, "core/store"))
            KeystoreVault(File(noBackupFilesDir, "vault")).store("opstap-store-key", ByteArray(32) { 7 })
        }
        super.onCreate()
    }

    /** The core, as a test asks for it. */
    fun core(): Core = runBlocking { owner.core() }

    override fun config(): CoreConfig = super.config().copy(autoSync = false)

    override fun host(): Host = super.host().copy(
        clock = object : HostClock {
            override fun now(): Instant = now

            override fun zoneId(): String = "Europe/Amsterdam"
        },
    )
}

/** The app on a phone that belongs to nobody yet. */
class NewPhoneApplication : PhoneApplication() {
    override val fixture: File? = null
}

/** Waits at most ten seconds for [good]: what a broadcast starts goes on after it. */
fun waitFor(good: () -> Boolean): Boolean {
    repeat(1000) {
        if (good()) return true
        Thread.sleep(10)
    }
    return good()
}
