package nl.opstap.ui

import androidx.compose.foundation.layout.padding
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import nl.opstap.core.ChangeRow
import nl.opstap.core.HistoryPage
import nl.opstap.core.MessageRow

/** Who changed what of one thing, newest first. */
@Composable
fun HistoryScreen(page: HistoryPage, trouble: String?, onUndo: (String) -> Unit, onBack: () -> Unit) {
    val words = LocalWords.current
    Page(words["ui-history-title"], onBack) {
        Text(page.name, Modifier.padding(start = 4.dp), style = MaterialTheme.typography.titleLarge)
        if (trouble != null) Notice(trouble)
        if (!page.complete) Lead(words["ui-history-partly"])
        if (page.changes.isEmpty()) Block { With(Signs.Check) { Text(words["ui-history-empty"], style = MaterialTheme.typography.bodyLarge) } }
        for (row in page.changes) Change(row, onUndo)
    }
}

@Composable
private fun Change(row: ChangeRow, onUndo: (String) -> Unit) {
    val words = LocalWords.current
    Block {
        Quiet(listOf(row.whenText, row.who).filter { it.isNotEmpty() }.joinToString(" · "))
        if (row.removed) {
            Text(words["ui-history-removed"], style = MaterialTheme.typography.titleLarge)
        } else {
            Quiet(row.field)
            Text(row.after, style = MaterialTheme.typography.titleLarge)
        }
        row.before?.let { Mark(Signs.Back, words["ui-history-was"] + ": " + it) }
        if (row.waiting) WaitingMark()
        if (row.canUndo) QuietButton(words["ui-history-undo"], { onUndo(row.id) }, sign = Signs.Round)
    }
}

/** Erasing one's own message: what goes, and that it does not come back. */
@Composable
fun EraseScreen(row: MessageRow, trouble: String?, busy: Boolean, onErase: () -> Unit, onBack: () -> Unit) {
    val words = LocalWords.current
    Page(words["ui-erase-title"], onBack, foot = {
        if (trouble != null) Notice(trouble)
        MainButton(words["ui-erase-no"], onBack)
        if (row.mine) QuietButton(words["ui-erase-yes"], { if (!busy) onErase() }, sign = Signs.Close)
    }) {
        Block {
            Text(row.text, style = MaterialTheme.typography.bodyLarge)
            Quiet(row.whenText)
        }
        Lead(words["ui-erase-text"])
    }
}
