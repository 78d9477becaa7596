package nl.opstap.app

import android.app.job.JobInfo
import android.app.job.JobParameters
import android.app.job.JobScheduler
import android.app.job.JobService
import android.content.ComponentName
import android.content.Context
import kotlinx.coroutines.Job
import kotlinx.coroutines.launch
import nl.opstap.core.CoreException
import nl.opstap.kit.cancelling

/** One bounded piece of background work: the core syncs, and says when it wants to come back. */
class SyncJob : JobService() {
    private var running: Job? = null

    override fun onStartJob(parameters: JobParameters): Boolean {
        val app = application as OpstapApplication
        running = app.scope.launch {
            val report = try {
                cancelling { stop -> app.owner.core().runBackground(BUDGET_SECONDS, stop) }
            } catch (_: CoreException) {
                null
            }
            app.planAgain()
            // Without a report Android tries again, each time a little later.
            jobFinished(parameters, report == null)
            report?.let { plan(app, it.againAfterSeconds) }
        }
        return true
    }

    override fun onStopJob(parameters: JobParameters): Boolean {
        running?.cancel()
        return true
    }

    /** How the job is planned. */
    companion object {
        /** The job's number among the app's jobs. */
        const val ID: Int = 1
        private const val BUDGET_SECONDS = 60u
        private const val MILLIS = 1000L

        /** Plans the job anew, not before [afterSeconds] have gone by; a restart of the phone does not end it. */
        fun plan(context: Context, afterSeconds: UInt) {
            val job = JobInfo.Builder(ID, ComponentName(context, SyncJob::class.java))
                .setRequiredNetworkType(JobInfo.NETWORK_TYPE_ANY)
                .setMinimumLatency(afterSeconds.toLong() * MILLIS)
                .setPersisted(true)
                .build()
            context.service<JobScheduler>().schedule(job)
        }

        /** Plans a first job where none is planned. */
        fun planFirst(context: Context) {
            val jobs = context.service<JobScheduler>()
            if (jobs.getPendingJob(ID) == null) plan(context, 0u)
        }
    }
}
