package nl.opstap.app

import android.app.Application
import android.content.Intent
import android.content.pm.ApplicationInfo
import android.content.pm.PackageManager
import android.net.Uri
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config

@RunWith(RobolectricTestRunner::class)
@Config(application = Application::class)
class ManifestTest {
    private val context: Application = RuntimeEnvironment.getApplication()
    private val packages: PackageManager = context.packageManager

    @Test
    fun `nothing is backed up and nothing travels in the clear`() {
        val flags = packages.getApplicationInfo(context.packageName, 0).flags
        assertEquals(0, flags and ApplicationInfo.FLAG_ALLOW_BACKUP)
        assertEquals(0, flags and ApplicationInfo.FLAG_USES_CLEARTEXT_TRAFFIC)
    }

    @Test
    fun `only the activity is open to others`() {
        val wanted = PackageManager.GET_ACTIVITIES or PackageManager.GET_RECEIVERS or PackageManager.GET_SERVICES
        val info = packages.getPackageInfo(context.packageName, wanted)
        assertTrue(info.activities!!.single { it.name == MainActivity::class.java.name }.exported)
        assertTrue(info.receivers!!.size >= 2)
        assertFalse(info.receivers!!.any { it.exported })
        assertEquals("android.permission.BIND_JOB_SERVICE", info.services!!.single().permission)
    }

    @Test
    fun `a link of ours leads to the activity, and another link does not`() {
        val ours = packages.queryIntentActivities(link("opstap://task/a"), 0)
        assertEquals(listOf(MainActivity::class.java.name), ours.map { it.activityInfo.name })
        assertEquals(0, packages.queryIntentActivities(link("https://example.org/task/a"), 0).size)
    }

    @Test
    fun `words are taken from other apps, and pictures are not`() {
        fun takers(action: String, type: String) =
            packages.queryIntentActivities(Intent(action).setType(type).setPackage(context.packageName), 0).map { it.activityInfo.name }
        for (action in listOf(Intent.ACTION_SEND, Intent.ACTION_PROCESS_TEXT)) {
            assertEquals(listOf(MainActivity::class.java.name), takers(action, "text/plain"))
            assertEquals(emptyList<String>(), takers(action, "image/jpeg"))
        }
    }

    @Test
    fun `a start, a new zone and a new clock are heard`() {
        for (what in listOf(Intent.ACTION_BOOT_COMPLETED, Intent.ACTION_TIMEZONE_CHANGED, Intent.ACTION_TIME_CHANGED)) {
            val heard = packages.queryBroadcastReceivers(Intent(what).setPackage(context.packageName), 0)
            assertEquals(listOf(PhoneChangedReceiver::class.java.name), heard.map { it.activityInfo.name })
        }
    }

    private fun link(uri: String) = Intent(Intent.ACTION_VIEW, Uri.parse(uri)).setPackage(context.packageName)
}
