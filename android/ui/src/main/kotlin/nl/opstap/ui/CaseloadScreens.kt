package nl.opstap.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.wrapContentSize
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import nl.opstap.core.CaseFilter
import nl.opstap.core.CaseRow
import nl.opstap.core.CaseloadPage
import nl.opstap.core.VisitPage

/** A helper's list: who needs attention now, and why. */
@Composable
fun CaseloadScreen(page: CaseloadPage, chosen: String?, onFilter: (CaseFilter) -> Unit, onMore: () -> Unit, go: (String) -> Unit) {
    val words = LocalWords.current
    var search by rememberSaveable { mutableStateOf("") }
    var only by rememberSaveable { mutableStateOf(false) }
    fun filter() = onFilter(CaseFilter(search.ifBlank { null }, only))
    Surface(color = MaterialTheme.colorScheme.background, modifier = Modifier.fillMaxSize()) {
        LazyColumn(Modifier.padding(horizontal = 16.dp), verticalArrangement = Arrangement.spacedBy(10.dp)) {
            item { Title(words["ui-caseload-title"], null) }
            item { Field(words["ui-caseload-search"], search, { search = it; filter() }, sign = Signs.Search) }
            item {
                val which = listOf(Choice(false, words["ui-caseload-all"]), Choice(true, words["ui-caseload-attention"]))
                Options("", which, only, { only = it; filter() })
            }
            if (page.rows.isEmpty()) item { Quiet(words["ui-caseload-empty"], Modifier.padding(4.dp)) }
            items(page.rows, key = { it.case.value }) { Case(it, it.case.value == chosen) { go("case/${it.case.value}") } }
            if (page.next != null) item { QuietButton(words["ui-all-more"], onMore) }
            item { Column(Modifier.padding(8.dp)) {} }
        }
    }
}

@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun Case(row: CaseRow, chosen: Boolean, onClick: () -> Unit) {
    val words = LocalWords.current
    val colours = MaterialTheme.colorScheme
    Block(
        colour = if (chosen) colours.primaryContainer else colours.surfaceContainerLowest,
        ink = if (chosen) colours.onPrimaryContainer else colours.onSurface, onClick = onClick,
    ) {
        Text(row.name, style = MaterialTheme.typography.titleLarge)
        FlowRow(horizontalArrangement = Arrangement.spacedBy(6.dp), verticalArrangement = Arrangement.spacedBy(6.dp)) {
            for (reason in row.reasons) Pill(reason)
            if (row.reasons.isEmpty()) Pill(words["ui-caseload-calm"], colours.surfaceVariant, colours.onSurfaceVariant)
        }
        if (row.phase.isNotEmpty()) Mark(Signs.Stair, row.phase)
        row.nextAppointment?.let { Mark(Signs.Calendar, it) }
        row.lastActivity?.let { Text(it, style = MaterialTheme.typography.bodySmall) }
    }
}

/** Beside the list, before anybody was chosen. */
@Composable
fun NobodyScreen() {
    Surface(color = MaterialTheme.colorScheme.background, modifier = Modifier.fillMaxSize()) {
        Column(
            Modifier.wrapContentSize().padding(48.dp), horizontalAlignment = Alignment.CenterHorizontally,
            verticalArrangement = Arrangement.spacedBy(16.dp),
        ) {
            Badge(Signs.People)
            Text(LocalWords.current["ui-caseload-choose"], style = MaterialTheme.typography.titleLarge, textAlign = TextAlign.Center)
        }
    }
}

/** The appointments of one day over all cases, for who goes from door to door. */
@Composable
fun DayScreen(page: VisitPage, chosen: String?, go: (String) -> Unit) {
    val words = LocalWords.current
    Page(words["ui-day-title"]) {
        Text(page.date.text, Modifier.padding(start = 4.dp), style = MaterialTheme.typography.titleLarge)
        Mark(Signs.Device, words["ui-day-offline"], Modifier.padding(start = 4.dp))
        Rows { Line(words["ui-deadlines-work"], sign = Signs.Clock, onClick = { go("worklist") }) }
        if (page.visits.isEmpty()) Block { With(Signs.Calendar) { Text(words["ui-day-empty"], style = MaterialTheme.typography.bodyLarge) } }
        for (visit in page.visits) {
            val here = visit.case.value == chosen
            val colours = MaterialTheme.colorScheme
            Block(
                colour = if (here) colours.primaryContainer else colours.surfaceContainerLowest,
                ink = if (here) colours.onPrimaryContainer else colours.onSurface, onClick = { go("case/${visit.case.value}") },
            ) {
                Text(visit.appointment.whenText, style = MaterialTheme.typography.labelMedium)
                Text(visit.name, style = MaterialTheme.typography.titleLarge)
                Text(visit.appointment.title, style = MaterialTheme.typography.bodyLarge)
                if (visit.appointment.place.isNotEmpty()) Mark(Signs.Pin, visit.appointment.place)
                if (visit.appointment.bring.isNotEmpty()) Mark(Signs.Bag, visit.appointment.bring)
                Pill(visit.appointment.statusText)
            }
        }
    }
}
