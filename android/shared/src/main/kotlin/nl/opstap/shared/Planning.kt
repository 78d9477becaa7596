package nl.opstap.shared

import nl.opstap.core.CaseId
import nl.opstap.core.DeadlinePage
import nl.opstap.core.DeadlineRow
import nl.opstap.core.ForecastSummary
import nl.opstap.core.LocalDate
import nl.opstap.core.PayDayDraft
import nl.opstap.core.PayDayForm
import nl.opstap.core.Topic

/** The coming weeks. */
class ForecastModel(private val desk: Desk, private val case: CaseId?) : ScreenModel<ForecastSummary>(desk, Topic.BUDGET) {
    override suspend fun read() = desk.core.forecast().summary(case)

    /** Tells what is on the account today, as typed. */
    fun tell(typed: String, onDone: () -> Unit) = act(onDone) { desk.core.forecast().tellBalance(typed, case = case) }
}

/** On which days one line of the budget is paid. */
class PayDayModel(private val desk: Desk, private val line: String, private val case: CaseId?) : ScreenModel<PayDayForm>(desk, Topic.BUDGET) {
    override suspend fun read() = desk.core.forecast().payDay(line, case)

    /** Says when. */
    fun set(paid: PayDayDraft, onDone: () -> Unit) = act(onDone) { desk.core.forecast().setPayDay(line, paid, case) }
}

/** What has to happen by when, in one case. */
class DeadlinesModel(private val desk: Desk, private val case: CaseId?) : ScreenModel<DeadlinePage>(desk, Topic.AGENDA) {
    private val deadlines get() = desk.core.deadlines()

    override suspend fun read() = deadlines.list(case)

    /** Begins one today. */
    fun start(term: String, onDone: () -> Unit) = act(onDone) { deadlines.start(term, case = case) }

    /** It has happened today. */
    fun finish(deadline: String) = act { deadlines.finish(deadline, case = case) }

    /** More time, and why. */
    fun extend(deadline: String, to: LocalDate, reason: String, onDone: () -> Unit) = act(onDone) { deadlines.extend(deadline, to, reason, case) }

    /** It does not matter any more, and why. */
    fun stop(deadline: String, reason: String, onDone: () -> Unit) = act(onDone) { deadlines.stop(deadline, reason, case) }
}

/** A professional's deadlines over all cases. */
class WorkListModel(private val desk: Desk) : ScreenModel<List<DeadlineRow>>(desk, Topic.AGENDA, Topic.CASELOAD) {
    override suspend fun read() = desk.core.deadlines().workList()
}
