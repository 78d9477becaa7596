package nl.opstap.app

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import nl.opstap.core.CoreException
import nl.opstap.core.KeyVault
import java.io.File
import java.io.FileOutputStream
import java.io.IOException
import java.security.GeneralSecurityException
import java.security.KeyStore
import javax.crypto.AEADBadTagException
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec

/**
 * Small secrets in files that a key of the phone's Keystore encrypts; that key never leaves the hardware.
 *
 * A secret whose key is gone, as after a restore on another phone, is no secret any more: [load] gives `null`, and
 * the core begins anew. Any other trouble is "not now": nothing is removed.
 */
class KeystoreVault(private val folder: File) : KeyVault {
    override fun load(name: String): ByteArray? = attempt {
        val sealed = file(name).takeIf { it.exists() }?.readBytes() ?: return@attempt null
        val key = key() ?: return@attempt null
        if (sealed.size <= IV_BYTES) return@attempt null
        try {
            val iv = GCMParameterSpec(TAG_BITS, sealed, 0, IV_BYTES)
            val cipher = cipher(name) { it.init(Cipher.DECRYPT_MODE, key, iv) }
            cipher.doFinal(sealed, IV_BYTES, sealed.size - IV_BYTES)
        } catch (_: AEADBadTagException) {
            null
        }
    }

    override fun store(name: String, secret: ByteArray) = attempt {
        val cipher = cipher(name) { it.init(Cipher.ENCRYPT_MODE, key() ?: makeKey()) }
        folder.mkdirs()
        replace(file(name), cipher.iv + cipher.doFinal(secret))
    }

    override fun remove(name: String) = attempt {
        val file = file(name)
        if (file.exists() && !file.delete()) throw IOException()
    }

    /** The file of a name; any name is a safe file name this way. */
    @OptIn(ExperimentalStdlibApi::class)
    private fun file(name: String) = File(folder, name.toByteArray().toHexString())

    /** A secret opens under its own name only. */
    private fun cipher(name: String, init: (Cipher) -> Unit): Cipher =
        Cipher.getInstance("AES/GCM/NoPadding").also(init).also { it.updateAAD(name.toByteArray()) }

    private fun key(): SecretKey? {
        val keys = KeyStore.getInstance(KEYSTORE).apply { load(null) }
        return keys.getKey(ALIAS, null) as SecretKey?
    }

    private fun makeKey(): SecretKey {
        val purposes = KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT
        val wanted = KeyGenParameterSpec.Builder(ALIAS, purposes)
            .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
            .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
            .setKeySize(256)
            .build()
        return KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, KEYSTORE).apply { init(wanted) }.generateKey()
    }

    private fun <T> attempt(work: () -> T): T = try {
        work()
    } catch (_: GeneralSecurityException) {
        throw CoreException.Host("keystore")
    } catch (_: IOException) {
        throw CoreException.Host("vault")
    }

    private companion object {
        const val KEYSTORE = "AndroidKeyStore"
        const val ALIAS = "nl.opstap.vault"
        const val IV_BYTES = 12
        const val TAG_BITS = 128
    }
}

/** Writes [file] whole or not at all: a process that is killed leaves the earlier one. */
internal fun replace(file: File, bytes: ByteArray) {
    val next = File(file.parentFile, "${file.name}.next")
    FileOutputStream(next).use {
        it.write(bytes)
        it.fd.sync()
    }
    if (!next.renameTo(file)) throw IOException()
}
