package nl.opstap.app

import android.app.AlarmManager
import android.app.job.JobInfo
import android.app.job.JobParameters
import android.app.job.JobScheduler
import android.content.Intent
import android.net.Uri
import android.os.Bundle
import android.view.WindowManager
import kotlinx.coroutines.runBlocking
import nl.opstap.core.AppointmentDraft
import nl.opstap.core.OpenOutcome
import nl.opstap.core.WallMoment
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.shadow.api.Shadow
import java.io.File
import java.time.LocalDate

/** Screens that note what they are asked to show. */
class SeenScreens : Screens {
    override fun show(activity: MainActivity, route: String?) {
        seen += route
    }

    companion object {
        val seen = mutableListOf<String?>()
    }
}

/** The window, the links, the background job and the vault, with the real core. */
@RunWith(RobolectricTestRunner::class)
@Config(application = PhoneApplication::class)
class PhoneTest {
    private val app = RuntimeEnvironment.getApplication() as PhoneApplication
    private val jobs = app.service<JobScheduler>()

    @After
    fun closeCore() = runBlocking {
        SeenScreens.seen.clear()
        app.owner.close()
    }

    private fun link(uri: String) = Intent(Intent.ACTION_VIEW, Uri.parse(uri), app, MainActivity::class.java)

    @Test
    fun `the store opens with the key that the Keystore guards, outside every backup`() {
        assertEquals(OpenOutcome.Ready, app.core().openOutcome())
        val store = File(app.noBackupFilesDir, "core/store")
        assertTrue(store.listFiles().orEmpty().isNotEmpty())
        assertFalse(app.filesDir.walkTopDown().any { it.extension == "db" && "no_backup" !in it.path })
    }

    @Test
    fun `a link opens its place, the next link the next, and a rotation neither`() {
        val activity = Robolectric.buildActivity(MainActivity::class.java, link("opstap://task/aB-9")).create()
        assertEquals(listOf<String?>("task/aB-9"), SeenScreens.seen)
        activity.newIntent(link("opstap://appointment/7"))
        assertEquals("appointment/7", SeenScreens.seen.last())
        Robolectric.buildActivity(MainActivity::class.java, link("opstap://task/aB-9")).create(Bundle())
        assertEquals(null, SeenScreens.seen.last())
    }

    @Test
    fun `a link of somebody else is no route`() {
        assertEquals(null, Routes.of(Uri.parse("https://example.org/task/a")))
        assertEquals(null, Routes.of(null))
        val pairing = "opstap://pair?server=https%3A%2F%2Fa.example%2F%3Fx%26y&code=A%20B"
        assertEquals(pairing, Routes.uri(Routes.of(Uri.parse(pairing))!!).toString())
        assertEquals("pair?code=A", Routes.of(Uri.parse("opstap:pair?code=A")))
    }

    @Test
    fun `the window is hidden from others until somebody chooses otherwise`() {
        val secure = WindowManager.LayoutParams.FLAG_SECURE
        fun flags(activity: MainActivity) = activity.window.attributes.flags and secure
        val first = Robolectric.setupActivity(MainActivity::class.java)
        assertEquals(secure, flags(first))
        first.chooseSecrecy(false)
        assertEquals(0, flags(first))
        val second = Robolectric.setupActivity(MainActivity::class.java)
        assertEquals(0, flags(second))
        second.chooseSecrecy(true)
        assertEquals(secure, flags(Robolectric.setupActivity(MainActivity::class.java)))
    }

    @Test
    fun `the way back asks the innermost screen first, and leaves when nobody wants it`() {
        val activity = Robolectric.setupActivity(MainActivity::class.java)
        val asked = mutableListOf<String>()
        activity.ways += { asked += "outer"; true }
        activity.ways += { asked += "inner"; false }
        @Suppress("DEPRECATION")
        activity.onBackPressed()
        assertEquals(listOf("inner", "outer"), asked)
        assertFalse(activity.isFinishing)
        activity.ways.clear()
        @Suppress("DEPRECATION")
        activity.onBackPressed()
        assertTrue(activity.isFinishing)
    }

    @Test
    fun `the choices of a phone stay, and the server comes from the manifest`() {
        assertEquals(1f, WindowChoices(app).larger)
        WindowChoices(app).larger = 1.3f
        assertEquals(1.3f, WindowChoices(app).larger)
        assertEquals("https://opstap.example.org", app.server)
    }

    @Test
    fun `leave to notify is asked when there is something to be reminded of`() = runBlocking {
        app.scheduler.clear()
        val before = Robolectric.buildActivity(MainActivity::class.java).setup().get()
        assertEquals(null, shadowOf(before).lastRequestedPermission)
        val moment = WallMoment(LocalDate.parse("2026-11-30"), 10u, 0u)
        app.core().agenda().use { it.plan(AppointmentDraft("Gesprek", moment)) }
        app.planAgain()
        val after = Robolectric.buildActivity(MainActivity::class.java).setup().get()
        val asked = shadowOf(after).lastRequestedPermission.requestedPermissions.toList()
        assertEquals(listOf(android.Manifest.permission.POST_NOTIFICATIONS), asked)
    }

    @Test
    fun `a first background job waits for a network and survives a restart`() {
        val job = jobs.getPendingJob(SyncJob.ID)!!
        assertEquals(JobInfo.NETWORK_TYPE_ANY, job.networkType)
        assertTrue(job.isPersisted)
        assertEquals(SyncJob::class.java.name, job.service.className)
        assertEquals(1, jobs.allPendingJobs.size)
    }

    @Test
    fun `the job runs the core, and comes back when the core says so`() {
        jobs.cancelAll()
        val service = Robolectric.setupService(SyncJob::class.java)
        assertTrue(service.onStartJob(Shadow.newInstanceOf(JobParameters::class.java)))
        assertTrue(waitFor { shadowOf(service).isJobFinished && jobs.getPendingJob(SyncJob.ID) != null })
        assertFalse("nobody needs to try again: the core said when", shadowOf(service).isRescheduleNeeded)
        val next = jobs.getPendingJob(SyncJob.ID)!!
        // Without a server the core asks for a quarter of an hour.
        assertEquals(15 * 60 * 1000L, next.minLatencyMillis)
        assertEquals(JobInfo.NETWORK_TYPE_ANY, next.networkType)
    }

    @Test
    fun `a job that Android stops is stopped, and tried again`() {
        jobs.cancelAll()
        val service = Robolectric.setupService(SyncJob::class.java)
        service.onStartJob(Shadow.newInstanceOf(JobParameters::class.java))
        assertTrue(service.onStopJob(Shadow.newInstanceOf(JobParameters::class.java)))
        Thread.sleep(300)
        assertFalse(shadowOf(service).isJobFinished)
        assertEquals(null, jobs.getPendingJob(SyncJob.ID))
    }

    @Test
    @Config(application = NewPhoneApplication::class)
    fun `a phone of nobody opens, has a key of its own, and plans nothing`() = runBlocking {
        assertEquals(OpenOutcome.Fresh, app.core().openOutcome())
        assertNotNull(KeystoreVault(File(app.noBackupFilesDir, "vault")).load("opstap-store-key"))
        app.planAgain()
        assertEquals(0, shadowOf(app.service<AlarmManager>()).scheduledAlarms.size)
    }

    @Test
    fun `a phone whose Keystore lost the key begins anew`() = runBlocking {
        app.core()
        app.owner.close()
        FakeKeystore.keys.clear()
        assertEquals(OpenOutcome.RecreatedAfterKeyLoss, app.core().openOutcome())
    }
}
