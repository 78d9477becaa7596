package nl.opstap.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.unit.dp
import nl.opstap.core.AppointmentRow
import nl.opstap.core.TaskRow
import nl.opstap.core.TodaySummary

/** "What now?", answered with one thing to do. */
@Composable
fun TodayScreen(today: TodaySummary, go: (String) -> Unit, onBack: (() -> Unit)? = null) {
    val words = LocalWords.current
    Page(words["ui-today-title"], onBack) {
        Text(today.greeting, Modifier.padding(start = 4.dp, bottom = 4.dp), style = MaterialTheme.typography.bodyLarge)
        val next = today.next
        if (next == null) Rest(today.noNext ?: words["ui-today-rest"]) else NextTask(next, today.why, go)
        Spend(today, go)
        Coming(today.appointment, go)
        News(today, go)
        Block(onClick = { go("programme") }) {
            Text(words["ui-today-way"], style = MaterialTheme.typography.titleMedium)
            Stairs(today.percent.toInt())
        }
    }
}

@Composable
private fun NextTask(task: TaskRow, why: String?, go: (String) -> Unit) {
    val words = LocalWords.current
    val colours = MaterialTheme.colorScheme
    Block(colour = colours.primaryContainer, ink = colours.onPrimaryContainer) {
        Text(words["ui-today-next"], style = MaterialTheme.typography.labelMedium)
        Text(task.title, style = MaterialTheme.typography.headlineMedium)
        if (!why.isNullOrEmpty()) Text(why, style = MaterialTheme.typography.bodyLarge)
        TaskMarks(task)
        MainButton(words["ui-today-start"], { go("task/${task.id}") }, Modifier.padding(top = 6.dp))
    }
}

@Composable
private fun Rest(text: String) {
    val colours = MaterialTheme.colorScheme
    Block(colour = colours.tertiaryContainer, ink = colours.onTertiaryContainer) {
        Row(horizontalArrangement = Arrangement.spacedBy(14.dp), verticalAlignment = Alignment.CenterVertically) {
            Badge(Signs.Sun, colours.tertiary, colours.onTertiary)
            Text(text, Modifier.weight(1f), style = MaterialTheme.typography.titleLarge)
        }
    }
}

@Composable
private fun Spend(today: TodaySummary, go: (String) -> Unit) {
    val words = LocalWords.current
    Block(onClick = { go("budget") }) {
        val week = today.spendThisWeek
        if (week == null) {
            val why = if (today.disputes > 0u) words["ui-budget-uncertain"] else words["ui-today-spend-unknown"]
            With(Signs.Purse) { Text(why, style = MaterialTheme.typography.bodyLarge) }
        } else {
            With(Signs.Purse) {
                Quiet(words["ui-today-spend"])
                Amount(week, style = MaterialTheme.typography.displaySmall)
            }
        }
    }
}

@Composable
private fun Coming(appointment: AppointmentRow?, go: (String) -> Unit) {
    val words = LocalWords.current
    if (appointment == null) {
        Block(onClick = { go("agenda") }) {
            With(Signs.Calendar) { Text(words["ui-today-appointment-none"], style = MaterialTheme.typography.bodyLarge) }
        }
        return
    }
    Block(onClick = { go("appointment/${appointment.id}") }) {
        With(Signs.Calendar) {
            Quiet(words["ui-today-appointment"])
            Text(appointment.whenText, style = MaterialTheme.typography.titleLarge)
            Text(appointment.title, style = MaterialTheme.typography.bodyLarge)
            if (appointment.place.isNotEmpty()) Quiet(appointment.place)
        }
    }
}

@Composable
private fun News(today: TodaySummary, go: (String) -> Unit) {
    val words = LocalWords.current
    val tip = today.tip
    val unread = today.unread > 0u
    val two = today.disputes > 0u
    if (!unread && !two && tip == null) return
    Rows {
        if (unread) Line(words["ui-today-unread"], sign = Signs.Talk, onClick = { go("conversation") })
        if (unread && (two || tip != null)) Between()
        if (two) Line(words["ui-today-conflict"], sign = Signs.Two, onClick = { go("conflicts") })
        if (two && tip != null) Between()
        if (tip != null) Line(tip.title, text = words["ui-today-tip"], sign = Signs.Lamp, onClick = { go("tip/${tip.id}") })
    }
}

/** A sign before a few texts. */
@Composable
fun With(
    sign: ImageVector,
    ground: Color = MaterialTheme.colorScheme.primaryContainer,
    ink: Color = MaterialTheme.colorScheme.onPrimaryContainer,
    content: @Composable () -> Unit,
) {
    Row(horizontalArrangement = Arrangement.spacedBy(16.dp), verticalAlignment = Alignment.CenterVertically) {
        Badge(sign, ground, ink)
        Column(Modifier.weight(1f), verticalArrangement = Arrangement.spacedBy(2.dp)) { content() }
    }
}
