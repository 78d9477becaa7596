package nl.opstap.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateMapOf
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.runtime.snapshots.SnapshotStateMap
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.Modifier
import androidx.compose.ui.text.input.KeyboardCapitalization
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.unit.dp
import nl.opstap.core.InputKind
import nl.opstap.core.Page
import nl.opstap.core.PageInput
import nl.opstap.core.PagePart
import nl.opstap.core.PartKind
import nl.opstap.core.Pressed
import nl.opstap.shared.PageModel

/** What one may do on a page. */
class PageWays(
    val go: (String) -> Unit,
    val onKeep: (String, String) -> Unit,
    val onPress: (String, Map<String, String>, (Pressed) -> Unit) -> Unit,
    val onGive: (String, () -> Unit) -> Unit,
    val onBack: (() -> Unit)?,
)

@Composable
internal fun PageSpot(spot: Spot) {
    val model = using(spot) { PageModel(spot.desk, spot.tail, spot.case) }
    model.Show { page, now ->
        val press = { act: String, typed: Map<String, String>, stays: (Pressed) -> Unit ->
            model.press(act, typed) { pressed ->
                val to = pressed.to
                if (to == null) stays(pressed) else spot.arrive("page/$to")
            }
        }
        PageScreen(page, now.trouble, now.busy, PageWays({ spot.go("page/$it") }, model::keep, press, model::give, spot.back))
    }
}

/** A screen that the core says, part by part. */
@Composable
fun PageScreen(page: Page, trouble: String?, busy: Boolean, ways: PageWays) {
    val typed = remember(page.route) { mutableStateMapOf<String, String>() }
    var said by remember(page.route) { mutableStateOf("") }
    var sure by rememberSaveable(page.route) { mutableStateOf<String?>(null) }
    fun press(act: String) {
        val inputs = page.parts.mapNotNull { it.input }.associate { it.key to (typed[it.key] ?: it.value) }
        said = ""
        sure = null
        ways.onPress(act, inputs) { pressed ->
            typed.clear()
            said = pressed.said
        }
    }
    Page(page.title, ways.onBack, foot = {
        if (trouble != null) Notice(trouble) else if (said.isNotEmpty()) Notice(said)
    }) {
        for (part in inGroups(page.parts)) {
            when (part.first().kind) {
                PartKind.ROW -> RowsOf(part, ways.go)
                PartKind.TEXT -> for (one in part) Said(one)
                else -> for (one in part) Part(one, typed, busy, sure, { sure = it }, ::press, ways)
            }
        }
    }
}

/** Rows that follow each other belong into one card. */
private fun inGroups(parts: List<PagePart>): List<List<PagePart>> {
    val groups = mutableListOf<MutableList<PagePart>>()
    for (part in parts) {
        val last = groups.lastOrNull()
        if (last != null && part.kind == PartKind.ROW && last.first().kind == PartKind.ROW) last += part else groups += mutableListOf(part)
    }
    return groups
}

@Composable
private fun RowsOf(rows: List<PagePart>, go: (String) -> Unit) = Rows {
    rows.forEachIndexed { at, row ->
        if (at > 0) Between()
        Line(row.title, text = row.text, onClick = row.to?.let { to -> { go(to) } })
    }
}

@Composable
private fun Said(part: PagePart) {
    if (part.title.isEmpty()) {
        Text(part.text, Modifier.padding(horizontal = 4.dp), style = MaterialTheme.typography.bodyLarge)
    } else {
        Block {
            Quiet(part.title)
            Text(part.text, style = MaterialTheme.typography.bodyLarge)
        }
    }
}

@Composable
private fun Part(
    part: PagePart, typed: SnapshotStateMap<String, String>, busy: Boolean, sure: String?,
    onSure: (String?) -> Unit, press: (String) -> Unit, ways: PageWays,
) {
    val input = part.input
    val act = part.act.orEmpty()
    when {
        input?.kind == InputKind.FILE -> Handed(part.title, busy, ways.onGive)
        input != null -> Asked(part.title, input, typed[input.key] ?: input.value) { value ->
            typed[input.key] = value
            if (input.kept) ways.onKeep(input.key, value)
        }
        part.kind == PartKind.HEADING -> Heading(part.title)
        part.kind == PartKind.QUIET -> Quiet(part.text, Modifier.padding(horizontal = 4.dp))
        part.kind == PartKind.WARNING -> Notice(part.text)
        part.kind == PartKind.MAIN -> MainButton(part.title, { press(act) }, enabled = !busy)
        part.kind == PartKind.BUTTON -> SideButton(part.title, { press(act) })
        sure != act -> QuietButton(part.title, { onSure(act) }, sign = Signs.Close)
        else -> Block {
            Text(LocalWords.current["ui-page-sure"], style = MaterialTheme.typography.bodyLarge)
            SideButton(LocalWords.current["ui-page-sure-yes"], { press(act) })
            QuietButton(LocalWords.current["ui-all-cancel"], { onSure(null) })
        }
    }
}

/** What the platform can do with files of other kinds than photos. */
interface Papers {
    /** Lets somebody choose one, and hands over where a copy of it lies that is private to the app; nothing where nobody chose. */
    fun choose(onChosen: (String) -> Unit)

    /** The copy is no longer needed. */
    fun forget(path: String)
}

/** The files of the platform; none where it has none. */
val LocalPapers = staticCompositionLocalOf<Papers?> { null }

/** A file that is asked for: chosen with what the platform has for it, read where its copy lies, and the copy removed. */
@Composable
private fun Handed(question: String, busy: Boolean, onGive: (String, () -> Unit) -> Unit) {
    val papers = LocalPapers.current ?: return
    MainButton(question, { papers.choose { path -> onGive(path) { papers.forget(path) } } }, enabled = !busy)
}

/** A question, by what it takes. */
@Composable
private fun Asked(question: String, input: PageInput, value: String, onTyped: (String) -> Unit) {
    Column(verticalArrangement = Arrangement.spacedBy(6.dp)) {
        when (input.kind) {
            InputKind.SCALE -> Options(question, (0..10).map { Choice("$it", "$it") }, value, onTyped)
            InputKind.CHOICE -> Options(question, input.options.map { Choice(it.key, it.text) }, value, onTyped)
            InputKind.CHOICES -> Several(question, input, value, onTyped)
            InputKind.NUMBER -> Field(question, value, onTyped, keyboard = KeyboardType.Number)
            InputKind.MONEY -> Field(question, value, onTyped, keyboard = KeyboardType.Decimal)
            InputKind.DAY -> Field(
                question, value, onTyped, hint = LocalWords.current["ui-page-day-hint"], capitals = KeyboardCapitalization.None,
            )
            InputKind.LONG -> Field(question, value, onTyped, lines = 3)
            InputKind.TEXT -> Field(question, value, onTyped)
            InputKind.FILE -> {} // It is handed over, not typed.
        }
        if (input.trouble.isNotEmpty()) Notice(input.trouble)
    }
}

/** Any of the options: what goes back are their keys. */
@Composable
private fun Several(question: String, input: PageInput, value: String, onTyped: (String) -> Unit) {
    val chosen = value.split(";").map { it.trim() }.filter { it.isNotEmpty() }
    Text(question, Modifier.padding(start = 4.dp), style = MaterialTheme.typography.titleMedium)
    Rows {
        input.options.forEachIndexed { at, option ->
            if (at > 0) Between()
            Toggle(option.text, option.key in chosen, { on ->
                onTyped(input.options.map { it.key }.filter { if (it == option.key) on else it in chosen }.joinToString("; "))
            })
        }
    }
}
