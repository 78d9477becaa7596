package nl.opstap.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.material3.Icon
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
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import nl.opstap.core.LocalDate
import nl.opstap.core.TaskAction
import nl.opstap.core.TaskDeed
import nl.opstap.core.TaskOutcome
import nl.opstap.core.TaskRow

/** What one may do from a task. */
class TaskWays(
    val onDeed: (TaskDeed) -> Unit,
    val onAsk: () -> Unit,
    val onBack: () -> Unit,
    /** Only for a helper: change this task in this case. */
    val onChange: (() -> Unit)? = null,
)

/** One task: how, and whether it is done. */
@Composable
fun TaskScreen(task: TaskRow, trouble: String?, busy: Boolean, ways: TaskWays) {
    val words = LocalWords.current
    var choosing by rememberSaveable(task.id) { mutableStateOf(false) }
    if (choosing) {
        LaterScreen(task, { day -> choosing = false; ways.onDeed(TaskDeed.Postpone(day)) }) { choosing = false }
        return
    }
    Page(task.title, ways.onBack, foot = {
        if (trouble != null) Notice(trouble)
        if (TaskAction.COMPLETE in task.actions) MainButton(words["ui-task-done"], { ways.onDeed(TaskDeed.Done) }, enabled = !busy)
        if (TaskAction.POSTPONE in task.actions) SideButton(words["ui-task-later"], { choosing = true }, sign = Signs.Clock)
        if (TaskAction.UNDO in task.actions) SideButton(words["ui-task-take-back"], { ways.onDeed(TaskDeed.Undo) })
    }) {
        Facts(task)
        if (task.text.isNotEmpty()) {
            Block {
                Text(words["ui-task-how"], style = MaterialTheme.typography.titleMedium)
                Text(task.text, style = MaterialTheme.typography.bodyLarge)
            }
        }
        Column {
            AskButton(ways.onAsk)
            if (TaskAction.DECLINE in task.actions) QuietButton(words["ui-task-decline"], { ways.onDeed(TaskDeed.Decline) }, sign = Signs.Far)
            val change = ways.onChange
            if (change != null) {
                QuietButton(words["ui-change-title"], change, sign = Signs.Pencil)
                if (TaskAction.COMPLETE in task.actions) QuietButton(words["ui-task-skip"], { ways.onDeed(TaskDeed.Skip) }, sign = Signs.Far)
            }
        }
    }
}

@Composable
private fun Facts(task: TaskRow) {
    val words = LocalWords.current
    val due = task.dueOn
    Column(Modifier.padding(horizontal = 4.dp), verticalArrangement = Arrangement.spacedBy(8.dp)) {
        Mark(taskSign(task.state), words[stateKey(task.state)])
        if (task.minutesText.isNotEmpty()) Mark(Signs.Clock, task.minutesText)
        if (task.who.isNotEmpty()) Mark(Signs.Person, task.who)
        if (due != null) Mark(Signs.Calendar, words["ui-task-due"] + " " + due.text)
        if (task.waiting) WaitingMark()
    }
}

/** Another day, from those that the core offers. */
@Composable
private fun LaterScreen(task: TaskRow, onDay: (LocalDate) -> Unit, onBack: () -> Unit) {
    val words = LocalWords.current
    Page(words["ui-task-later-title"], onBack) {
        Text(task.title, Modifier.padding(start = 4.dp), style = MaterialTheme.typography.bodyLarge)
        Rows {
            task.postponeTo.forEachIndexed { at, day ->
                if (at > 0) Between()
                Line(day.text, sign = Signs.Calendar, onClick = { onDay(day.date) })
            }
        }
    }
}

/** A compliment on what was done, and what could come next. */
@Composable
fun PraiseScreen(outcome: TaskOutcome, onNext: (String) -> Unit, onRest: () -> Unit) {
    val words = LocalWords.current
    val next = outcome.programme.next
    Page("", foot = {
        if (next != null) MainButton(words["ui-praise-next"], { onNext(next.id) })
        if (next != null) SideButton(words["ui-praise-rest"], onRest) else MainButton(words["ui-praise-rest"], onRest)
    }) {
        Column(
            Modifier.fillMaxWidth().padding(top = 24.dp).semantics { liveRegion = LiveRegionMode.Polite },
            horizontalAlignment = Alignment.CenterHorizontally, verticalArrangement = Arrangement.spacedBy(16.dp),
        ) {
            val colours = MaterialTheme.colorScheme
            Surface(color = colours.tertiaryContainer, contentColor = colours.onTertiaryContainer, shape = CircleShape) {
                Box(Modifier.size(148.dp), contentAlignment = Alignment.Center) { Icon(Signs.Star, null, Modifier.size(84.dp)) }
            }
            Text(words["ui-praise-title"], style = MaterialTheme.typography.displaySmall, textAlign = TextAlign.Center)
            val said = outcome.praise.ifEmpty { listOf(words["ui-praise-text"]) }
            for (praise in said) Text(praise, style = MaterialTheme.typography.titleLarge, textAlign = TextAlign.Center)
            outcome.milestone?.let { Text(it, style = MaterialTheme.typography.bodyLarge, textAlign = TextAlign.Center) }
        }
        Stairs(outcome.programme.percent.toInt(), Modifier.padding(top = 24.dp))
    }
}
