package nl.opstap.shared

import nl.opstap.core.AgendaSummary
import nl.opstap.core.AppointmentDraft
import nl.opstap.core.CaseId
import nl.opstap.core.Choices
import nl.opstap.core.Topic
import nl.opstap.core.VisitPage
import nl.opstap.core.WallMoment

/** Appointments. */
class AgendaModel(private val desk: Desk, private val case: CaseId?) : ScreenModel<AgendaSummary>(desk, Topic.AGENDA) {
    private val agenda get() = desk.core.agenda()

    override suspend fun read() = agenda.summary(case)

    /** Yes. */
    fun confirm(appointment: String) = act { agenda.confirm(appointment, case) }

    /** No. */
    fun cancel(appointment: String) = act { agenda.cancel(appointment, case) }

    /** Another moment. */
    fun move(appointment: String, starts: WallMoment, onDone: () -> Unit) = act(onDone) { agenda.reschedule(appointment, starts, case) }

    /** A new one. */
    fun plan(draft: AppointmentDraft, onDone: () -> Unit) = act(onDone) { agenda.plan(draft, case) }

    /** A helper notes whether it took place. */
    fun close(appointment: String, kept: Boolean) = act { agenda.noteOutcome(appointment, kept, case) }
}

/** Days and times to choose from. */
class MomentsModel(private val desk: Desk, private val case: CaseId?) : ScreenModel<Choices>(desk, Topic.PREFERENCES) {
    override suspend fun read() = desk.core.agenda().choices(case)
}

/** A helper's appointments of today. */
class DayModel(private val desk: Desk) : ScreenModel<VisitPage>(desk, Topic.AGENDA, Topic.CASELOAD) {
    override suspend fun read() = desk.core.caseload().visits(null)
}
