package nl.opstap.ui

import androidx.compose.foundation.layout.padding
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import nl.opstap.core.ConflictRow
import nl.opstap.core.ConflictState
import nl.opstap.core.Reading

/** Everything with two readings: to choose first, then what was chosen. */
@Composable
fun ConflictsScreen(rows: List<ConflictRow>, chosen: String?, go: (String) -> Unit, onBack: (() -> Unit)?) {
    val words = LocalWords.current
    val (open, settled) = rows.partition { it.state == ConflictState.OPEN }
    Page(words["ui-me-conflicts"], onBack) {
        if (rows.isEmpty()) Block { With(Signs.Check) { Text(words["ui-conflict-none"], style = MaterialTheme.typography.bodyLarge) } }
        if (open.isNotEmpty()) Several(words["ui-conflict-open"], open, chosen, go)
        if (settled.isNotEmpty()) Several(words["ui-conflict-settled"], settled, chosen, go)
    }
}

@Composable
private fun Several(title: String, rows: List<ConflictRow>, chosen: String?, go: (String) -> Unit) {
    Heading(title)
    Rows {
        rows.forEachIndexed { at, row ->
            if (at > 0) Between()
            Line(row.about, text = row.whenText, sign = Signs.Two, chosen = row.id == chosen, onClick = { go("conflict/${row.id}") })
        }
    }
}

/** Two readings as two equal cards. Nothing is lost; one tap chooses. */
@Composable
fun ConflictScreen(row: ConflictRow, trouble: String?, onChoose: (Reading) -> Unit, onUndo: () -> Unit, onTalk: () -> Unit, onBack: () -> Unit) {
    val words = LocalWords.current
    Page(if (row.state == ConflictState.OPEN) words["ui-conflict-title"] else row.about, onBack) {
        if (trouble != null) Notice(trouble)
        if (row.state == ConflictState.OPEN) {
            Text(row.about, Modifier.padding(start = 4.dp), style = MaterialTheme.typography.titleLarge)
            Lead(words["ui-conflict-text"])
            Version(row.shown, row.shownBy) { onChoose(Reading.SHOWN) }
            Version(row.other, row.otherBy) { onChoose(Reading.OTHER) }
            QuietButton(words["ui-conflict-ask"], onTalk, sign = Signs.Ask)
        } else {
            Block { Text(row.question, style = MaterialTheme.typography.bodyLarge) }
            SideButton(words["ui-conflict-undo"], onUndo, sign = Signs.Round)
        }
    }
}

@Composable
private fun Version(value: String, by: String, onClick: () -> Unit) {
    val words = LocalWords.current
    Block {
        Text(value, style = MaterialTheme.typography.headlineMedium)
        Quiet(words["ui-conflict-by"])
        Mark(Signs.Person, by)
        SideButton(words["ui-conflict-this"], onClick, Modifier.padding(top = 6.dp), sign = Signs.Check)
    }
}
