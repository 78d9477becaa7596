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
import androidx.compose.ui.unit.dp
import nl.opstap.core.AgendaSummary
import nl.opstap.core.AppointmentDraft
import nl.opstap.core.AppointmentRow
import nl.opstap.core.AppointmentStatus
import nl.opstap.core.Choices
import nl.opstap.core.LocalDate
import nl.opstap.core.WallMoment
import nl.opstap.core.WallTime

/** What is coming, and what was. */
@Composable
fun AgendaScreen(agenda: AgendaSummary, chosen: String?, go: (String) -> Unit, onBack: (() -> Unit)?) {
    val words = LocalWords.current
    Page(words["ui-agenda-title"], onBack, foot = {
        SideButton(words["ui-agenda-moments"], { go("page/moments") }, sign = Signs.Calendar)
        SideButton(words["ui-agenda-new"], { go("plan") }, sign = Signs.Plus)
    }) {
        if (agenda.upcoming.isEmpty()) {
            Block { With(Signs.Calendar) { Text(words["ui-agenda-empty"], style = MaterialTheme.typography.bodyLarge) } }
        } else {
            Appointments(words["ui-agenda-coming"], agenda.upcoming, chosen, go)
        }
        if (agenda.past.isNotEmpty()) Appointments(words["ui-agenda-past"], agenda.past, chosen, go)
    }
}

@Composable
private fun Appointments(title: String, rows: List<AppointmentRow>, chosen: String?, go: (String) -> Unit) {
    Heading(title)
    Rows {
        rows.forEachIndexed { at, row ->
            if (at > 0) Between()
            Line(
                row.whenText, text = row.title, sign = Signs.Calendar, chosen = row.id == chosen,
                onClick = { go("appointment/${row.id}") }, below = { Pill(row.statusText) },
            )
        }
    }
}

/** What one may do with an appointment. */
class AppointmentWays(
    val onConfirm: () -> Unit,
    val onMove: () -> Unit,
    val onCancel: () -> Unit,
    val onBack: () -> Unit,
    /** Only for a helper: whether it took place. */
    val onClose: ((Boolean) -> Unit)? = null,
    val onHistory: () -> Unit = {},
)

/** One appointment: yes, another moment, or no. */
@Composable
fun AppointmentScreen(row: AppointmentRow, trouble: String?, busy: Boolean, ways: AppointmentWays) {
    val words = LocalWords.current
    val expected = row.status == AppointmentStatus.PROPOSED || row.status == AppointmentStatus.CONFIRMED
    Page(row.title, ways.onBack, foot = {
        if (trouble != null) Notice(trouble)
        if (row.status == AppointmentStatus.PROPOSED) MainButton(words["ui-appointment-confirm"], ways.onConfirm, enabled = !busy)
        if (expected) SideButton(words["ui-appointment-move"], ways.onMove, sign = Signs.Calendar)
    }) {
        Pill(row.statusText)
        Block {
            With(Signs.Clock) {
                Quiet(words["ui-appointment-when"])
                Text(row.whenText, style = MaterialTheme.typography.titleLarge)
            }
        }
        if (row.place.isNotEmpty()) Detail(Signs.Pin, words["ui-appointment-where"], row.place)
        if (row.bring.isNotEmpty()) Detail(Signs.Bag, words["ui-appointment-bring"], row.bring)
        if (row.contested) Notice(words["ui-all-contested"])
        if (row.waiting) WaitingMark()
        if (expected) {
            Column(verticalArrangement = Arrangement.spacedBy(2.dp)) {
                QuietButton(words["ui-appointment-cancel"], ways.onCancel, sign = Signs.Close)
                Quiet(words["ui-appointment-cancel-text"], Modifier.padding(start = 12.dp))
            }
        }
        val close = ways.onClose
        if (close != null && expected) {
            SideButton(words["ui-appointment-kept"], { close(true) }, sign = Signs.Check)
            QuietButton(words["ui-appointment-missed"], { close(false) })
        }
        QuietButton(words["ui-line-history"], ways.onHistory, sign = Signs.Clock)
    }
}

@Composable
private fun Detail(sign: androidx.compose.ui.graphics.vector.ImageVector, label: String, text: String) {
    Block {
        With(sign) {
            Quiet(label)
            Text(text, style = MaterialTheme.typography.titleMedium)
        }
    }
}

/** A day and a time, from those that the core offers; for a new appointment also what it is about. */
@Composable
fun PlanScreen(choices: Choices, moved: AppointmentRow?, trouble: String?, busy: Boolean, onPlan: (AppointmentDraft) -> Unit, onBack: () -> Unit) {
    val words = LocalWords.current
    var title by rememberSaveable { mutableStateOf(moved?.title.orEmpty()) }
    var place by rememberSaveable { mutableStateOf("") }
    var bring by rememberSaveable { mutableStateOf("") }
    var day by rememberSaveable { mutableStateOf<LocalDate?>(null) }
    var at by rememberSaveable { mutableStateOf<String?>(null) }
    val time: WallTime? = choices.times.firstOrNull { it.text == at }
    val starts = day?.let { day -> time?.let { WallMoment(day, it.hour, it.minute) } }
    val draft = starts?.takeIf { title.isNotBlank() }?.let {
        AppointmentDraft(title, it, place = place.ifBlank { null }, bring = bring.ifBlank { null })
    }
    Page(if (moved == null) words["ui-plan-title"] else words["ui-appointment-move"], onBack, foot = {
        if (trouble != null) Notice(trouble)
        MainButton(if (moved == null) words["ui-plan-send"] else words["ui-plan-move"], { draft?.let(onPlan) }, enabled = draft != null && !busy)
    }) {
        if (moved == null) Field(words["ui-plan-about"], title, { title = it }) else Text(moved.title, Modifier.padding(start = 4.dp), style = MaterialTheme.typography.titleLarge)
        val chosen = choices.days.firstOrNull { it.date == day }
        if (chosen == null) {
            Options(words["ui-plan-day"], choices.days.map { Choice(it.date, it.text) }, day, { day = it })
        } else {
            Rows { Line(chosen.text, text = words["ui-all-change"], sign = Signs.Calendar, onClick = { day = null }) }
            Options(words["ui-plan-time"], choices.times.map { Choice(it.text, it.text) }, at, { at = it })
        }
        if (moved == null) {
            Field(words["ui-plan-place"], place, { place = it })
            Field(words["ui-plan-bring"], bring, { bring = it })
        }
    }
}
