package nl.opstap.ui

import androidx.compose.foundation.layout.padding
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import nl.opstap.core.DateText
import nl.opstap.core.DeadlinePage
import nl.opstap.core.DeadlineRow
import nl.opstap.core.DeadlineState
import nl.opstap.core.LocalDate
import nl.opstap.core.TermChoice

/** What has to happen by when; a professional also begins one. */
@Composable
fun DeadlinesScreen(page: DeadlinePage, chosen: String?, go: (String) -> Unit, onBack: (() -> Unit)?) {
    val words = LocalWords.current
    Page(words["ui-deadlines-title"], onBack, foot = if (page.terms.isEmpty()) null else {
        { SideButton(words["ui-deadlines-begin"], { go("terms") }, sign = Signs.Plus) }
    }) {
        Lead(words["ui-deadlines-text"])
        if (page.open.isEmpty()) Block { With(Signs.Clock) { Text(words["ui-deadlines-empty"], style = MaterialTheme.typography.bodyLarge) } }
        Deadlines(words["ui-deadlines-running"], page.open, chosen, go)
        Deadlines(words["ui-deadlines-ended"], page.ended, chosen, go)
    }
}

@Composable
private fun Deadlines(title: String, rows: List<DeadlineRow>, chosen: String?, go: (String) -> Unit) {
    if (rows.isEmpty()) return
    Heading(title)
    Rows {
        rows.forEachIndexed { at, row ->
            if (at > 0) Between()
            Line(
                row.title, sign = if (row.late) Signs.Lamp else Signs.Clock, chosen = row.id == chosen,
                onClick = { go("deadline/${row.id}") }, below = { Text(row.standing, style = MaterialTheme.typography.bodyMedium) },
            )
        }
    }
}

/** A professional's deadlines over all cases: what is missed first, then by last day. */
@Composable
fun WorkListScreen(rows: List<DeadlineRow>, go: (String) -> Unit, onBack: (() -> Unit)?) {
    val words = LocalWords.current
    Page(words["ui-deadlines-work"], onBack) {
        if (rows.isEmpty()) Block { With(Signs.Clock) { Text(words["ui-deadlines-empty"], style = MaterialTheme.typography.bodyLarge) } }
        for (row in rows) {
            Block(onClick = { go("case/${row.case.value}/deadline/${row.id}") }) {
                With(if (row.late) Signs.Lamp else Signs.Clock) {
                    Text(row.name, style = MaterialTheme.typography.titleLarge)
                    Text(row.title, style = MaterialTheme.typography.bodyLarge)
                    Text(row.standing, style = MaterialTheme.typography.bodyMedium)
                    Quiet(words["ui-deadline-last"] + ": " + row.lastDay.text)
                }
            }
        }
    }
}

/** What one may do with a deadline. */
class DeadlineWays(val onFinish: () -> Unit, val onExtend: () -> Unit, val onStop: () -> Unit, val onBack: () -> Unit)

/** One deadline: how it stands, where it comes from, what was decided. */
@Composable
fun DeadlineScreen(row: DeadlineRow, mayChange: Boolean, trouble: String?, busy: Boolean, ways: DeadlineWays) {
    val words = LocalWords.current
    val open = row.state == DeadlineState.RUNNING || row.late
    Page(row.title, ways.onBack, foot = if (!mayChange || !open) null else {
        {
            if (trouble != null) Notice(trouble)
            MainButton(words["ui-deadline-finish"], ways.onFinish, enabled = !busy)
            SideButton(words["ui-deadline-extend"], ways.onExtend, sign = Signs.Calendar)
            QuietButton(words["ui-deadline-stop"], ways.onStop, sign = Signs.Close)
        }
    }) {
        val colours = MaterialTheme.colorScheme
        Block(colour = colours.primaryContainer, ink = colours.onPrimaryContainer) {
            Text(row.standing, style = MaterialTheme.typography.headlineSmall)
        }
        Block {
            With(Signs.Calendar) {
                Quiet(words["ui-deadline-last"])
                Text(row.lastDay.text, style = MaterialTheme.typography.titleLarge)
                Quiet(words["ui-deadline-began"] + " " + row.startedOn.text)
            }
        }
        if (row.steps.isNotEmpty()) {
            Heading(words["ui-deadline-steps"])
            Block { for (step in row.steps) Mark(Signs.Check, step) }
        }
        Heading(words["ui-deadline-source"])
        Block { Text(row.source, style = MaterialTheme.typography.bodyLarge) }
        if (row.waiting) WaitingMark()
    }
}

/** Which term begins today. */
@Composable
fun TermsScreen(terms: List<TermChoice>, trouble: String?, busy: Boolean, onStart: (String) -> Unit, onBack: () -> Unit) {
    val words = LocalWords.current
    Page(words["ui-deadlines-begin"], onBack, foot = trouble?.let { { Notice(it) } }) {
        Lead(words["ui-deadlines-begin-text"])
        Rows {
            terms.forEachIndexed { at, term ->
                if (at > 0) Between()
                Line(
                    term.title, text = words["ui-deadline-last"] + ": " + term.lastDay.text, sign = Signs.Clock,
                    onClick = { if (!busy) onStart(term.id) },
                    below = if (term.verified) null else ({ Pill(words["ui-deadline-unverified"]) }),
                )
            }
        }
    }
}

/** More time, with the reason. */
@Composable
fun ExtendScreen(row: DeadlineRow, days: List<DateText>, trouble: String?, busy: Boolean, onExtend: (LocalDate, String) -> Unit, onBack: () -> Unit) {
    val words = LocalWords.current
    var reason by rememberSaveable { mutableStateOf("") }
    var to by rememberSaveable { mutableStateOf<LocalDate?>(null) }
    Page(words["ui-deadline-extend"], onBack, foot = {
        if (trouble != null) Notice(trouble)
        MainButton(words["ui-all-save"], { to?.let { onExtend(it, reason) } }, enabled = !busy && to != null)
    }) {
        Text(row.title, Modifier.padding(start = 4.dp), style = MaterialTheme.typography.titleLarge)
        Quiet(words["ui-deadline-last"] + ": " + row.lastDay.text, Modifier.padding(start = 4.dp))
        Options(words["ui-deadline-new-day"], days.map { Choice(it.date, it.text) }, to, { to = it })
        Field(words["ui-deadline-reason"], reason, { reason = it }, hint = words["ui-deadline-reason-hint"], lines = 3)
    }
}

/** It does not matter any more, with the reason. */
@Composable
fun StopScreen(row: DeadlineRow, trouble: String?, busy: Boolean, onStop: (String) -> Unit, onBack: () -> Unit) {
    val words = LocalWords.current
    var reason by rememberSaveable { mutableStateOf("") }
    Page(words["ui-deadline-stop"], onBack, foot = {
        if (trouble != null) Notice(trouble)
        MainButton(words["ui-deadline-stop"], { onStop(reason) }, enabled = !busy)
    }) {
        Text(row.title, Modifier.padding(start = 4.dp), style = MaterialTheme.typography.titleLarge)
        Field(words["ui-deadline-reason"], reason, { reason = it }, hint = words["ui-deadline-reason-hint"], lines = 3)
    }
}
