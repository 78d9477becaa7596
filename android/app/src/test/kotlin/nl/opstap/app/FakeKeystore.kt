package nl.opstap.app

import java.io.InputStream
import java.io.OutputStream
import java.security.Key
import java.security.KeyStoreSpi
import java.security.Provider
import java.security.SecureRandom
import java.security.Security
import java.security.cert.Certificate
import java.security.spec.AlgorithmParameterSpec
import java.util.Collections
import java.util.Date
import java.util.Enumeration
import javax.crypto.KeyGenerator
import javax.crypto.KeyGeneratorSpi
import javax.crypto.SecretKey
import android.security.keystore.KeyGenParameterSpec

/**
 * A key store under Android's name, in memory: Robolectric has none. It shows what our vault does with the keys;
 * that hardware keeps them is Android's to promise, and can be seen on a phone only.
 */
class FakeKeystore : Provider("AndroidKeyStore", "1", "") {
    init {
        put("KeyStore.AndroidKeyStore", Keys::class.java.name)
        put("KeyGenerator.AES", Generator::class.java.name)
    }

    class Generator : KeyGeneratorSpi() {
        private var wanted: KeyGenParameterSpec? = null

        override fun engineInit(random: SecureRandom?) = throw UnsupportedOperationException()

        override fun engineInit(size: Int, random: SecureRandom?) = throw UnsupportedOperationException()

        override fun engineInit(spec: AlgorithmParameterSpec?, random: SecureRandom?) {
            wanted = spec as KeyGenParameterSpec
        }

        override fun engineGenerateKey(): SecretKey {
            val spec = checkNotNull(wanted)
            val aes = KeyGenerator.getInstance("AES", "SunJCE").apply { init(spec.keySize) }.generateKey()
            keys[spec.keystoreAlias] = aes
            specs[spec.keystoreAlias] = spec
            return aes
        }
    }

    class Keys : KeyStoreSpi() {
        override fun engineLoad(stream: InputStream?, password: CharArray?) {
            if (locked) throw java.io.IOException()
        }

        override fun engineGetKey(alias: String, password: CharArray?): Key? = keys[alias]

        override fun engineAliases(): Enumeration<String> = Collections.enumeration(keys.keys)

        override fun engineContainsAlias(alias: String) = alias in keys

        override fun engineDeleteEntry(alias: String) {
            keys.remove(alias)
        }

        override fun engineIsKeyEntry(alias: String) = alias in keys

        override fun engineSize() = keys.size

        override fun engineStore(stream: OutputStream?, password: CharArray?) = Unit

        override fun engineGetCertificate(alias: String): Certificate? = null

        override fun engineGetCertificateAlias(cert: Certificate): String? = null

        override fun engineGetCertificateChain(alias: String): Array<Certificate>? = null

        override fun engineGetCreationDate(alias: String): Date? = null

        override fun engineIsCertificateEntry(alias: String) = false

        override fun engineSetCertificateEntry(alias: String, cert: Certificate) = throw UnsupportedOperationException()

        override fun engineSetKeyEntry(alias: String, key: ByteArray, chain: Array<Certificate>?) =
            throw UnsupportedOperationException()

        override fun engineSetKeyEntry(alias: String, key: Key, password: CharArray?, chain: Array<Certificate>?) =
            throw UnsupportedOperationException()
    }

    companion object {
        val keys = mutableMapOf<String, SecretKey>()
        val specs = mutableMapOf<String, KeyGenParameterSpec>()
        var locked = false

        fun install() {
            keys.clear()
            specs.clear()
            locked = false
            Security.removeProvider("AndroidKeyStore")
            Security.addProvider(FakeKeystore())
        }
    }
}
