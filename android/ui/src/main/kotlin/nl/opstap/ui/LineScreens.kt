package nl.opstap.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.unit.dp
import nl.opstap.core.BudgetForm
import nl.opstap.core.BudgetLineRow
import nl.opstap.core.BudgetQuestionRow
import nl.opstap.core.Frequency
import nl.opstap.core.FrequencyRow
import nl.opstap.core.LineDraft

/** What one may do with a line. */
class LineWays(
    val onSave: (LineDraft) -> Unit,
    val onNotMine: () -> Unit,
    val onRemove: (() -> Unit)?,
    val onAsk: () -> Unit,
    val onBack: () -> Unit,
    /** Only for an amount that is there. */
    val onHistory: (() -> Unit)? = null,
    /** Likewise: on which days it is paid. */
    val onPayDay: (() -> Unit)? = null,
)

/** One amount, typed as people type it; the core reads it. */
@Composable
fun LineScreen(question: BudgetQuestionRow, line: BudgetLineRow?, frequencies: List<FrequencyRow>, trouble: String?, busy: Boolean, ways: LineWays) {
    val words = LocalWords.current
    val draft = rememberDraft(question, line)
    Page(line?.label ?: question.label, ways.onBack, foot = {
        if (trouble != null) Notice(trouble)
        MainButton(words["ui-all-save"], { ways.onSave(draft.whole()) }, enabled = !busy)
    }) {
        if (question.examples.isNotEmpty()) Quiet(question.examples, Modifier.padding(start = 4.dp))
        AmountField(draft) { ways.onSave(draft.whole()) }
        HowOften(draft, frequencies)
        Field(words["ui-line-name"], draft.label, { draft.label = it })
        Column {
            QuietButton(words["ui-budget-not-mine"], ways.onNotMine, sign = Signs.Far)
            val remove = ways.onRemove
            if (remove != null) QuietButton(words["ui-line-remove"], remove, sign = Signs.Close)
            val payDay = ways.onPayDay
            if (payDay != null) QuietButton(words["ui-forecast-pay-day"], payDay, sign = Signs.Calendar)
            val history = ways.onHistory
            if (history != null) QuietButton(words["ui-line-history"], history, sign = Signs.Clock)
            AskButton(ways.onAsk)
        }
    }
}

/** Filling in, one question at a time. */
@Composable
fun FormScreen(form: BudgetForm, question: BudgetQuestionRow?, trouble: String?, busy: Boolean, ways: LineWays, onLater: () -> Unit) {
    val words = LocalWords.current
    if (question == null) {
        Page(words["ui-form-title"], ways.onBack, foot = { MainButton(words["ui-form-show"], ways.onBack) }) {
            Block { With(Signs.Star) { Text(words["ui-form-done"], style = MaterialTheme.typography.titleLarge) } }
        }
        return
    }
    val draft = rememberDraft(question, null)
    Page(words["ui-form-title"], ways.onBack, foot = {
        if (trouble != null) Notice(trouble)
        MainButton(words["ui-all-next"], { ways.onSave(draft.whole()) }, enabled = !busy)
        SideButton(words["ui-budget-not-mine"], ways.onNotMine)
    }) {
        Lead(words["ui-form-text"])
        Quiet(form.leftText, Modifier.padding(start = 4.dp))
        Column(Modifier.padding(top = 8.dp, start = 4.dp), verticalArrangement = Arrangement.spacedBy(4.dp)) {
            Text(question.label, style = MaterialTheme.typography.headlineMedium)
            if (question.examples.isNotEmpty()) Quiet(question.examples)
        }
        AmountField(draft) { ways.onSave(draft.whole()) }
        HowOften(draft, form.frequencies)
        Column {
            QuietButton(words["ui-form-later"], onLater, sign = Signs.Clock)
            AskButton(ways.onAsk)
        }
    }
}

/** Choosing what a new amount is about. */
@Composable
fun LinesScreen(form: BudgetForm, go: (String) -> Unit, onBack: () -> Unit) {
    Page(LocalWords.current["ui-line-choose"], onBack) {
        for (group in form.groups) {
            Heading(group.title)
            Rows {
                group.questions.forEachIndexed { at, question ->
                    if (at > 0) Between()
                    Line(question.label, text = question.examples, onClick = { go("line/${question.category}/${if (question.income) "in" else "out"}") })
                }
            }
        }
    }
}

/** What is being typed about one question. */
private class Draft(private val question: BudgetQuestionRow, typed: String, label: String, frequency: Frequency) {
    var typed by mutableStateOf(typed)
    var label by mutableStateOf(label)
    var frequency by mutableStateOf(frequency)

    fun whole() = LineDraft(question.category, typed, frequency, label.ifBlank { null }, question.income)
}

@Composable
private fun rememberDraft(question: BudgetQuestionRow, line: BudgetLineRow?): Draft {
    val saver = androidx.compose.runtime.saveable.listSaver<Draft, String>(
        save = { listOf(it.typed, it.label, it.frequency.name) },
        restore = { (typed, label, often) -> Draft(question, typed, label, Frequency.valueOf(often)) },
    )
    return rememberSaveable(question.category, line?.id, saver = saver) {
        val own = line?.label?.takeIf { it != question.label }.orEmpty()
        Draft(question, line?.takeUnless { it.notApplicable }?.entered?.text.orEmpty(), own, line?.frequency ?: question.frequency)
    }
}

@Composable
private fun AmountField(draft: Draft, onDone: () -> Unit) {
    val words = LocalWords.current
    Field(
        words["ui-line-amount"], draft.typed, { draft.typed = it }, hint = words["ui-line-hint"],
        keyboard = KeyboardType.Decimal, style = MaterialTheme.typography.headlineMedium, onDone = onDone,
    )
}

@Composable
private fun HowOften(draft: Draft, frequencies: List<FrequencyRow>) {
    Options(LocalWords.current["ui-line-how-often"], frequencies.map { Choice(it.frequency, it.text) }, draft.frequency, { draft.frequency = it })
}
