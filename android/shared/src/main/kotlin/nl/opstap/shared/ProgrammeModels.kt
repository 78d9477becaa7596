package nl.opstap.shared

import nl.opstap.core.CaseId
import nl.opstap.core.LocalDate
import nl.opstap.core.ProgrammeSummary
import nl.opstap.core.TaskDeed
import nl.opstap.core.TaskEdit
import nl.opstap.core.TaskOutcome
import nl.opstap.core.TodaySummary
import nl.opstap.core.Topic

/** The first screen. */
class TodayModel(private val desk: Desk, private val case: CaseId?) : ScreenModel<TodaySummary>(desk, Topic.TODAY) {
    override suspend fun read() = desk.core.programme().today(case)
}

/** The whole way, and what one does with its tasks. */
class ProgrammeModel(private val desk: Desk, private val case: CaseId?) : ScreenModel<ProgrammeSummary>(desk, Topic.PROGRAMME) {
    private val programme get() = desk.core.programme()

    override suspend fun read() = programme.summary(case)

    /** Does something with a task, and hands over what came of it. */
    fun perform(task: String, deed: TaskDeed, onOutcome: (TaskOutcome) -> Unit) {
        var outcome: TaskOutcome? = null
        act({ outcome?.let(onOutcome) }) { outcome = programme.perform(task, deed, case) }
    }

    /** A helper changes a task in this case. */
    fun change(task: String, edit: TaskEdit, onDone: () -> Unit) = act(onDone) { programme.changeTask(task, edit, case) }

    /** A helper adds a task to a step of this case. */
    fun add(step: String, title: String, text: String, due: LocalDate?, onDone: () -> Unit) =
        act(onDone) { programme.addTask(step, title, text, due, case) }

    /** A helper moves this case to the newest version. */
    fun renew() = act { programme.renew(case) }
}
