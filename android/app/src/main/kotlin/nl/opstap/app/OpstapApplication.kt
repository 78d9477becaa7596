package nl.opstap.app

import android.app.Application
import android.content.pm.PackageManager
import android.net.ConnectivityManager
import android.net.Network
import android.net.NetworkCapabilities
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.launch
import nl.opstap.core.CoreConfig
import nl.opstap.core.CoreException
import nl.opstap.core.Host
import nl.opstap.core.NetworkState
import nl.opstap.core.Topic
import nl.opstap.kit.CoreOwner
import nl.opstap.kit.changes
import java.io.File

/** Owns the core for as long as the process lives, and keeps the phone's alarms and jobs as the core wants them. */
open class OpstapApplication : Application() {
    /** Work that outlives a screen. */
    val scope: CoroutineScope = CoroutineScope(SupervisorJob() + Dispatchers.Default)

    /** The owner of the core. */
    val owner: CoreOwner by lazy { CoreOwner(config(), ::host) }

    /** The alarms of the phone. */
    val scheduler: ReminderScheduler by lazy { ReminderScheduler(this) }

    /** Where a typed code is handed in: the organisation that gives the app to its clients says so in the manifest. */
    val server: String by lazy {
        val facts = packageManager.getApplicationInfo(packageName, PackageManager.GET_META_DATA).metaData
        facts?.getString("nl.opstap.server").orEmpty()
    }

    override fun onCreate() {
        super.onCreate()
        scope.launch { followReminders() }
        SyncJob.planFirst(this)
        service<ConnectivityManager>().registerDefaultNetworkCallback(networks)
    }

    /** Asks the core what must be planned, and plans that. Without somebody signed in there is nothing to plan. */
    suspend fun planAgain() {
        try {
            val core = owner.core()
            ReminderNotice.makeChannels(this, core.words("ui-channel-"))
            val agenda = core.agenda()
            scheduler.follow({ agenda.confirmReminders(it) }) {
                try {
                    agenda.reminderPlan()
                } catch (_: CoreException.NotPaired) {
                    null
                }
            }
        } catch (_: CoreException) {
            // Not now: what is planned stays, and the next change or the next start plans again.
        }
    }

    /** Where the core keeps its files, outside every backup. */
    protected open fun config(): CoreConfig =
        CoreConfig(dataDir = File(noBackupFilesDir, "core").apply { mkdirs() }.path)

    /** What the phone does for the core. */
    protected open fun host(): Host = Host(vault = KeystoreVault(File(noBackupFilesDir, "vault")))

    private suspend fun followReminders() {
        try {
            owner.core().changes(listOf(Topic.REMINDERS, Topic.SESSION)).collect { planAgain() }
        } catch (_: CoreException) {
            // The store did not open; the screens say so, and a restart or the background job tries again.
        }
    }

    private val networks = object : ConnectivityManager.NetworkCallback() {
        override fun onCapabilitiesChanged(network: Network, capabilities: NetworkCapabilities) {
            val free = capabilities.hasCapability(NetworkCapabilities.NET_CAPABILITY_NOT_METERED)
            tell(if (free) NetworkState.UNMETERED else NetworkState.METERED)
        }

        override fun onLost(network: Network) = tell(NetworkState.OFFLINE)

        private fun tell(state: NetworkState) {
            owner.ifOpen()?.networkChanged(state)
        }
    }
}
