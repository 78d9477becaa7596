package nl.opstap.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import nl.opstap.core.DebtEntryRow
import nl.opstap.core.DebtLevel
import nl.opstap.core.DebtRow
import nl.opstap.core.DebtsSummary
import nl.opstap.core.DuplicateRow

/** What is owed: the most urgent first, and the total with what is not certain about it. */
@Composable
fun DebtsScreen(debts: DebtsSummary, chosen: String?, go: (String) -> Unit, onSame: (DuplicateRow, Boolean) -> Unit, onBack: (() -> Unit)?) {
    val words = LocalWords.current
    val colours = MaterialTheme.colorScheme
    Page(words["ui-debts-title"], onBack, foot = { MainButton(words["ui-debts-add"], { go("newdebt") }) }) {
        Block(colour = colours.primaryContainer, ink = colours.onPrimaryContainer) {
            Text(if (debts.debts.isEmpty()) words["ui-debts-empty"] else debts.total.text, style = MaterialTheme.typography.titleLarge)
        }
        Rows { Line(words["ui-debts-letters"], sign = Signs.Talk, chosen = chosen == "letters", onClick = { go("letters") }) }
        Rows { Line(words["ui-debts-offer"], sign = Signs.People, chosen = chosen == "page/offer", onClick = { go("page/offer") }) }
        for (two in debts.duplicates) {
            Block {
                Text(two.question, style = MaterialTheme.typography.bodyLarge)
                SideButton(words["ui-debts-same"], { onSame(two, true) })
                QuietButton(words["ui-debts-different"], { onSame(two, false) })
            }
        }
        for (debt in debts.debts) DebtCard(debt) { go("debt/${debt.id}") }
    }
}

@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun DebtCard(debt: DebtRow, onClick: () -> Unit) = Block(onClick = onClick) {
    FlowRow(Modifier.fillMaxWidth(), horizontalArrangement = Arrangement.SpaceBetween, verticalArrangement = Arrangement.spacedBy(6.dp)) {
        Text(debt.title, style = MaterialTheme.typography.titleLarge)
        Level(debt.level)
    }
    Text(debt.owedText, style = MaterialTheme.typography.titleMedium)
    Quiet(debt.subjectText)
    debt.reasons.firstOrNull()?.let { Mark(Signs.Lamp, it) }
    if (debt.contested) Quiet(LocalWords.current["ui-all-contested"])
    if (debt.waiting) WaitingMark()
}

@Composable
private fun Level(level: DebtLevel) {
    val colours = MaterialTheme.colorScheme
    val key = when (level) {
        DebtLevel.NOW -> "ui-debts-level-now"
        DebtLevel.FIRST -> "ui-debts-level-first"
        DebtLevel.SOON -> "ui-debts-level-soon"
        DebtLevel.LATER -> "ui-debts-level-later"
        DebtLevel.SETTLED -> "ui-debts-level-settled"
    }
    val presses = level == DebtLevel.NOW || level == DebtLevel.FIRST
    if (presses) Pill(LocalWords.current[key]) else Pill(LocalWords.current[key], colours.surfaceContainerHighest, colours.onSurface)
}

/** What one may do with a debt. */
class DebtWays(
    val go: (String) -> Unit,
    val onCorrect: (String) -> Unit,
    val onDispute: (Boolean) -> Unit,
    val onRemove: () -> Unit,
    val onBack: () -> Unit,
)

/** One debt: what is owed, why it presses, with whom it is, and its amounts. */
@Composable
fun DebtScreen(debt: DebtRow, trouble: String?, ways: DebtWays) {
    val words = LocalWords.current
    val colours = MaterialTheme.colorScheme
    Page(debt.title, ways.onBack, foot = {
        if (trouble != null) Notice(trouble)
        MainButton(words["ui-debt-add-amount"], { ways.go("debtamount/${debt.id}") })
    }) {
        Level(debt.level)
        Block(colour = colours.primaryContainer, ink = colours.onPrimaryContainer) {
            Text(words["ui-debt-owed"], style = MaterialTheme.typography.labelMedium)
            Text(debt.owedText, style = MaterialTheme.typography.headlineMedium)
            if (debt.statedText.isNotEmpty()) Text(debt.statedText, style = MaterialTheme.typography.bodyMedium)
        }
        if (debt.reasons.isNotEmpty()) {
            Heading(words["ui-debt-why"])
            Block { for (reason in debt.reasons) Mark(Signs.Lamp, reason) }
        }
        Block {
            Said(words["ui-debt-subject"], debt.subjectText)
            Said(words["ui-debt-owner"], debt.ownerText)
            Said(words["ui-debt-holder"], debt.holderText)
            Said(words["ui-debt-reference"], debt.reference)
            if (debt.disputed) Text(words["ui-debt-disputed"], style = MaterialTheme.typography.bodyLarge)
            QuietButton(words["ui-debt-change"], { ways.go("debtchange/${debt.id}") }, sign = Signs.Pencil)
        }
        if (debt.entries.isNotEmpty()) {
            Heading(words["ui-debt-entries"])
            for (entry in debt.entries) EntryCard(entry, ways.onCorrect)
        }
        if (debt.contested) Notice(words["ui-all-contested"])
        if (debt.waiting) WaitingMark()
        Column {
            QuietButton(words["ui-debt-threat"], { ways.go("threat/${debt.id}") }, sign = Signs.Lamp)
            QuietButton(words["ui-debt-hand-over"], { ways.go("holder/${debt.id}") }, sign = Signs.Person)
            QuietButton(words[if (debt.disputed) "ui-debt-accept" else "ui-debt-dispute"], { ways.onDispute(!debt.disputed) }, sign = Signs.Two)
            QuietButton(words["ui-debt-remove"], ways.onRemove, sign = Signs.Close)
        }
    }
}

@Composable
private fun Said(question: String, answer: String) {
    if (answer.isEmpty()) return
    Column {
        Quiet(question)
        Text(answer, style = MaterialTheme.typography.titleMedium)
    }
}

@Composable
private fun EntryCard(entry: DebtEntryRow, onCorrect: (String) -> Unit) = Block {
    val words = LocalWords.current
    Text(entry.text, style = MaterialTheme.typography.bodyLarge)
    if (entry.note.isNotEmpty()) Quiet(entry.note)
    if (entry.twice) Pill(words["ui-debt-twice"])
    when {
        entry.corrected -> Quiet(words["ui-debt-corrected"])
        entry.amount != null -> QuietButton(words["ui-debt-correct"], { onCorrect(entry.id) }, sign = Signs.Close)
    }
    if (entry.waiting) WaitingMark()
}
