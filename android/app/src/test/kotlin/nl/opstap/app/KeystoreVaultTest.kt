package nl.opstap.app

import android.security.keystore.KeyProperties
import nl.opstap.core.CoreException
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config

@RunWith(RobolectricTestRunner::class)
@Config(application = android.app.Application::class)
class KeystoreVaultTest {
    @get:Rule
    val folder = TemporaryFolder()

    private val secret = ByteArray(32) { it.toByte() }

    @Before
    fun installKeystore() = FakeKeystore.install()

    private fun vault() = KeystoreVault(folder.root)

    private fun sealed() = folder.root.listFiles().orEmpty().toList()

    @Test
    fun `a secret comes back, in another process too`() {
        vault().store("store-key", secret)
        assertArrayEquals(secret, vault().load("store-key"))
        assertNull(vault().load("another"))
    }

    @Test
    fun `no byte of the secret is readable on disk, and twice the same is not the same`() {
        vault().store("store-key", secret)
        val first = sealed().single().readBytes()
        assertEquals(-1, String(first, Charsets.ISO_8859_1).indexOf(String(secret, 0, 8, Charsets.ISO_8859_1)))
        vault().store("store-key", secret)
        assertNotEquals(first.toList(), sealed().single().readBytes().toList())
    }

    @Test
    fun `the key is made for this use only`() {
        vault().store("store-key", secret)
        val spec = FakeKeystore.specs.values.single()
        assertEquals(256, spec.keySize)
        assertEquals(listOf(KeyProperties.BLOCK_MODE_GCM), spec.blockModes.toList())
        assertTrue(spec.isRandomizedEncryptionRequired)
    }

    @Test
    fun `a key that is gone, or another, means no secret`() {
        vault().store("store-key", secret)
        FakeKeystore.keys.clear()
        assertNull(vault().load("store-key"))
        vault().store("other", secret)
        assertNull(vault().load("store-key"))
        assertArrayEquals(secret, vault().load("other"))
    }

    @Test
    fun `a secret opens under its own name only`() {
        vault().store("a", secret)
        vault().store("b", ByteArray(32))
        val (a, b) = listOf("61", "62").map { java.io.File(folder.root, it) }
        a.copyTo(b, overwrite = true)
        assertNull(vault().load("b"))
        assertArrayEquals(secret, vault().load("a"))
    }

    @Test
    fun `a key store that does not answer is an error, and nothing is removed`() {
        vault().store("store-key", secret)
        FakeKeystore.locked = true
        assertThrows(CoreException.Host::class.java) { vault().load("store-key") }
        FakeKeystore.locked = false
        assertArrayEquals(secret, vault().load("store-key"))
    }

    @Test
    fun `a removed secret leaves no file, and any name is a name`() {
        vault().store("../../elsewhere", secret)
        assertArrayEquals(secret, vault().load("../../elsewhere"))
        assertTrue(sealed().all { it.parentFile == folder.root })
        vault().remove("../../elsewhere")
        assertFalse(sealed().any { it.isFile })
        vault().remove("../../elsewhere")
    }
}
