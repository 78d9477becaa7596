package nl.opstap.ui

import androidx.compose.foundation.ExperimentalFoundationApi
import androidx.compose.foundation.horizontalScroll
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.relocation.BringIntoViewRequester
import androidx.compose.foundation.relocation.bringIntoViewRequester
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.selection.selectable
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.unit.dp
import nl.opstap.core.DateText
import nl.opstap.core.LocalDate
import nl.opstap.core.TaskEdit
import nl.opstap.core.TaskRow

/** A way to go: its route, its words and its sign. */
data class Way(val route: String, val key: String, val sign: ImageVector)

/** The parts of a case. */
val CaseWays = listOf(
    Way("today", "ui-case-along", Signs.Sun),
    Way("programme", "ui-case-programme", Signs.Stair),
    Way("budget", "ui-case-budget", Signs.Purse),
    Way("agenda", "ui-case-agenda", Signs.Calendar),
    Way("deadlines", "ui-case-deadlines", Signs.Clock),
    Way("conversation", "ui-case-conversation", Signs.Talk),
    Way("page/more", "ui-case-page", Signs.Book),
    Way("conflicts", "ui-case-conflicts", Signs.Two),
    Way("profile", "ui-case-profile", Signs.Person),
)

/** A case: its parts above, and below them what the client sees. */
@Composable
fun CaseFrame(chosen: String, go: (String) -> Unit, content: @Composable () -> Unit) {
    Surface(color = MaterialTheme.colorScheme.surfaceContainer, modifier = Modifier.fillMaxSize()) {
        Column {
            Parts { for (way in CaseWays) Part(way, way.route.substringBefore('/') == chosen) { go(way.route) } }
            Box(Modifier.weight(1f)) { content() }
        }
    }
}

/** The parts beneath each other where there is room. With large letters they would leave none for the case: then one row that scrolls. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun Parts(parts: @Composable () -> Unit) {
    val around = Modifier.fillMaxWidth().selectableGroup()
    val apart = Arrangement.spacedBy(4.dp)
    if (LocalDensity.current.fontScale > LARGE_LETTERS) {
        Row(around.horizontalScroll(rememberScrollState()).padding(horizontal = 10.dp, vertical = 6.dp), apart) { parts() }
    } else {
        FlowRow(around.padding(horizontal = 10.dp, vertical = 6.dp), apart) { parts() }
    }
}

/** From here on letters count as large. */
private const val LARGE_LETTERS = 1.3f

@OptIn(ExperimentalFoundationApi::class)
@Composable
private fun Part(way: Way, chosen: Boolean, onClick: () -> Unit) {
    val colours = MaterialTheme.colorScheme
    val sight = remember { BringIntoViewRequester() }
    LaunchedEffect(chosen) { if (chosen) sight.bringIntoView() }
    Surface(
        color = if (chosen) colours.primary else colours.surfaceContainer, contentColor = if (chosen) colours.onPrimary else colours.onSurface,
        shape = MaterialTheme.shapes.medium, modifier = Modifier.bringIntoViewRequester(sight).clip(MaterialTheme.shapes.medium).selectable(chosen, role = Role.Tab, onClick = onClick),
    ) {
        Row(
            Modifier.heightIn(min = 50.dp).padding(horizontal = 14.dp), horizontalArrangement = Arrangement.spacedBy(8.dp),
            verticalAlignment = Alignment.CenterVertically,
        ) {
            Icon(way.sign, null, Modifier.size(20.dp))
            Text(LocalWords.current[way.key], style = MaterialTheme.typography.labelMedium)
        }
    }
}

/** A helper changes a task in one case; the programme itself stays. */
@Composable
fun ChangeScreen(task: TaskRow, days: List<DateText>, trouble: String?, busy: Boolean, onChange: (TaskEdit) -> Unit, onBack: () -> Unit) {
    val words = LocalWords.current
    var title by rememberSaveable { mutableStateOf(task.title) }
    var text by rememberSaveable { mutableStateOf(task.text) }
    var due by rememberSaveable { mutableStateOf(task.dueOn?.date) }
    val edit = TaskEdit(title.takeIf { it != task.title }, text.takeIf { it != task.text }, due.takeIf { it != task.dueOn?.date }, null)
    Page(words["ui-change-title"], onBack, foot = {
        if (trouble != null) Notice(trouble)
        MainButton(words["ui-all-save"], { onChange(edit) }, enabled = !busy && title.isNotBlank())
    }) {
        Quiet(words["ui-change-text"], Modifier.padding(start = 4.dp))
        Field(words["ui-change-name"], title, { title = it })
        Field(words["ui-change-how"], text, { text = it }, lines = 4)
        Options(words["ui-change-due"], days.map { Choice(it.date, it.text) }, due, { due = it })
        QuietButton(words["ui-change-hide"], { onChange(TaskEdit(null, null, null, true)) }, sign = Signs.Far)
    }
}

/** A helper adds a task to a step of one case. */
@Composable
fun AddScreen(days: List<DateText>, trouble: String?, busy: Boolean, onAdd: (String, String, LocalDate?) -> Unit, onBack: () -> Unit) {
    val words = LocalWords.current
    var title by rememberSaveable { mutableStateOf("") }
    var text by rememberSaveable { mutableStateOf("") }
    var due by rememberSaveable { mutableStateOf<LocalDate?>(null) }
    Page(words["ui-change-add"], onBack, foot = {
        if (trouble != null) Notice(trouble)
        MainButton(words["ui-all-save"], { onAdd(title, text, due) }, enabled = !busy && title.isNotBlank())
    }) {
        Quiet(words["ui-change-text"], Modifier.padding(start = 4.dp))
        Field(words["ui-change-name"], title, { title = it })
        Field(words["ui-change-how"], text, { text = it }, lines = 4)
        val offered = listOf(Choice<LocalDate?>(null, words["ui-change-no-due"])) + days.map { Choice<LocalDate?>(it.date, it.text) }
        Options(words["ui-change-due"], offered, due, { due = it })
    }
}
