package nl.opstap.shared

import nl.opstap.core.BudgetForm
import nl.opstap.core.BudgetQuestionRow
import nl.opstap.core.BudgetSummary
import nl.opstap.core.CaseId
import nl.opstap.core.ConflictRow
import nl.opstap.core.HistoryPage
import nl.opstap.core.LineDraft
import nl.opstap.core.Reading
import nl.opstap.core.Topic

/** A household's money. */
class BudgetModel(private val desk: Desk, private val case: CaseId?) : ScreenModel<BudgetSummary>(desk, Topic.BUDGET) {
    override suspend fun read() = desk.core.budget().summary(case)
}

/** The questions of the budget, and their answers. */
class FormModel(private val desk: Desk, private val case: CaseId?) : ScreenModel<BudgetForm>(desk, Topic.BUDGET, Topic.CONTENT) {
    private val budget get() = desk.core.budget()

    override suspend fun read() = budget.form(case)

    /** Sets an amount as it was typed. */
    fun save(line: LineDraft, onDone: () -> Unit = {}) = act(onDone) { budget.setLine(line, case) }

    /** Says that what is asked does not occur here. */
    fun notMine(question: BudgetQuestionRow, onDone: () -> Unit = {}) =
        act(onDone) { budget.notForMe(question.category, question.income, case) }

    /** Takes a line away. */
    fun remove(line: String, onDone: () -> Unit = {}) = act(onDone) { budget.remove(line, case) }
}

/** Values with two readings. */
class ConflictsModel(private val desk: Desk, private val case: CaseId?) : ScreenModel<List<ConflictRow>>(desk, Topic.DISPUTES) {
    override suspend fun read() = desk.core.disputes().list(case)

    /** Chooses a reading. */
    fun choose(conflict: String, reading: Reading, onDone: () -> Unit) = act(onDone) { desk.core.disputes().choose(conflict, reading, case) }

    /** Takes a choice back. */
    fun undo(conflict: String) = act { desk.core.disputes().undo(conflict, case) }
}

/** Who changed what of one thing. */
class HistoryModel(private val desk: Desk, private val thing: String, private val case: CaseId?) :
    ScreenModel<HistoryPage>(desk, Topic.BUDGET, Topic.AGENDA) {
    override suspend fun read() = desk.core.history().page(thing, case)

    /** Undoes one change, as a change of now. */
    fun undo(change: String) = act { desk.core.history().undo(thing, change, case) }
}
