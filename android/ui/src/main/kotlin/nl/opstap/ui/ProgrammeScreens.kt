package nl.opstap.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.unit.dp
import nl.opstap.core.PhaseRow
import nl.opstap.core.ProgrammeSummary
import nl.opstap.core.Progress
import nl.opstap.core.StepRow
import nl.opstap.core.TaskRow
import nl.opstap.core.TaskState

/** The whole way: phases in order, the present one open. [onRenew] only for a helper, when there is a newer version. */
@Composable
fun ProgrammeScreen(programme: ProgrammeSummary, go: (String) -> Unit, chosen: String? = null, onBack: (() -> Unit)? = null, onRenew: (() -> Unit)? = null) {
    val words = LocalWords.current
    Page(words["ui-programme-title"], onBack) {
        Block {
            Text(programme.title, style = MaterialTheme.typography.titleLarge)
            Stairs(programme.percent.toInt())
        }
        if (onRenew != null && programme.newer) {
            Block {
                Text(words["ui-programme-newer"], style = MaterialTheme.typography.bodyLarge)
                Quiet(words["ui-programme-renew-text"])
                QuietButton(words["ui-programme-renew"], onRenew)
            }
        }
        for (phase in programme.phases) Phase(phase, chosen, go)
        if (programme.others.isNotEmpty()) {
            Heading(words["ui-programme-others"])
            for (other in programme.others) Text(other, Modifier.padding(start = 4.dp), style = MaterialTheme.typography.bodyLarge)
        }
    }
}

@Composable
private fun Phase(phase: PhaseRow, chosen: String?, go: (String) -> Unit) {
    val words = LocalWords.current
    val here = phase.state == Progress.BUSY || phase.state == Progress.OPEN
    Row(
        Modifier.padding(top = 10.dp, start = 4.dp, end = 4.dp),
        horizontalArrangement = Arrangement.spacedBy(10.dp), verticalAlignment = Alignment.CenterVertically,
    ) {
        Text(phase.title, Modifier.weight(1f), style = MaterialTheme.typography.headlineSmall)
        if (here) Pill(words["ui-programme-here"]) else Pill(words[stateKey(phase.state)], MaterialTheme.colorScheme.surfaceVariant, MaterialTheme.colorScheme.onSurfaceVariant)
    }
    if (phase.aim.isNotEmpty()) Quiet(phase.aim, Modifier.padding(horizontal = 4.dp))
    Rows {
        phase.steps.forEachIndexed { at, step ->
            if (at > 0) Between()
            Line(
                step.title, text = step.reason ?: words[stateKey(step.state)], sign = progressSign(step.state),
                chosen = step.id == chosen, onClick = { go("step/${step.id}") },
            )
        }
    }
}

/** One step: why, and what one does. */
@Composable
fun StepScreen(step: StepRow, go: (String) -> Unit, onBack: () -> Unit, onAdd: (() -> Unit)? = null) {
    val words = LocalWords.current
    Page(step.title, onBack) {
        val reason = step.reason
        if (reason != null) Notice(reason)
        if (step.why.isNotEmpty()) {
            Block(colour = MaterialTheme.colorScheme.secondaryContainer, ink = MaterialTheme.colorScheme.onSecondaryContainer) {
                Text(words["ui-step-why"], style = MaterialTheme.typography.labelMedium)
                Text(step.why, style = MaterialTheme.typography.bodyLarge)
            }
        }
        Heading(words["ui-step-tasks"])
        Rows {
            step.tasks.forEachIndexed { at, task ->
                if (at > 0) Between()
                Line(task.title, text = task.minutesText.ifEmpty { words[stateKey(task.state)] }, sign = taskSign(task.state), onClick = { go("task/${task.id}") })
            }
        }
        AskButton { go("ask/${step.id}") }
        if (onAdd != null) QuietButton(words["ui-change-add"], onAdd, sign = Signs.Plus)
    }
}

/** How long a task takes and whose it is, and whether it is only here. */
@Composable
fun TaskMarks(task: TaskRow) {
    Column(verticalArrangement = Arrangement.spacedBy(6.dp)) {
        if (task.minutesText.isNotEmpty()) Mark(Signs.Clock, task.minutesText)
        if (task.waiting) WaitingMark()
    }
}

/** A small sign with a text. */
@Composable
fun Mark(sign: ImageVector, text: String, modifier: Modifier = Modifier) {
    Row(modifier, horizontalArrangement = Arrangement.spacedBy(8.dp), verticalAlignment = Alignment.CenterVertically) {
        Icon(sign, null, Modifier.size(letters(20)))
        Text(text, style = MaterialTheme.typography.bodyMedium)
    }
}

private fun stateKey(state: Progress): String = when (state) {
    Progress.LOCKED -> "ui-state-locked"
    Progress.OPEN -> "ui-state-open"
    Progress.BUSY -> "ui-state-busy"
    Progress.DONE -> "ui-state-done"
    Progress.SKIPPED -> "ui-state-skipped"
}

internal fun stateKey(state: TaskState): String = when (state) {
    TaskState.LOCKED -> "ui-state-locked"
    TaskState.OPEN -> "ui-state-open"
    TaskState.POSTPONED -> "ui-state-postponed"
    TaskState.DECLINED -> "ui-state-declined"
    TaskState.SKIPPED -> "ui-state-skipped"
    TaskState.DONE -> "ui-state-done"
}

private fun progressSign(state: Progress): ImageVector = when (state) {
    Progress.DONE -> Signs.Check
    Progress.LOCKED -> Signs.Lock
    Progress.SKIPPED -> Signs.Far
    else -> Signs.Stair
}

/** The sign of a task's state; the words stand beside it. */
fun taskSign(state: TaskState): ImageVector = when (state) {
    TaskState.DONE -> Signs.Check
    TaskState.LOCKED -> Signs.Lock
    TaskState.POSTPONED -> Signs.Clock
    TaskState.DECLINED, TaskState.SKIPPED -> Signs.Far
    TaskState.OPEN -> Signs.Stair
}
