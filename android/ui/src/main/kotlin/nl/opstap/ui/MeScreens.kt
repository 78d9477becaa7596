package nl.opstap.ui

import androidx.compose.foundation.layout.padding
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.Modifier
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.unit.dp
import nl.opstap.core.DateText
import nl.opstap.core.FactKind
import nl.opstap.core.FieldRow
import nl.opstap.core.HelperRow
import nl.opstap.core.LocalDate
import nl.opstap.core.ProfileSummary
import nl.opstap.core.Role
import nl.opstap.core.SharedPart
import nl.opstap.core.SharingSummary

/** The way to everything that is not needed every day. */
@Composable
fun MeScreen(chosen: String?, go: (String) -> Unit) {
    val words = LocalWords.current
    Page(words["ui-me-title"]) {
        Rows { Line(words["ui-me-page"], sign = Signs.Book, chosen = chosen?.startsWith("page/") == true, onClick = { go("page/more") }) }
        Rows {
            Line(words["ui-me-agenda"], sign = Signs.Calendar, chosen = chosen == "agenda", onClick = { go("agenda") })
            Between()
            Line(words["ui-me-deadlines"], sign = Signs.Clock, chosen = chosen == "deadlines", onClick = { go("deadlines") })
            Between()
            Line(words["ui-me-library"], sign = Signs.Lamp, chosen = chosen == "library", onClick = { go("library") })
            Between()
            Line(words["ui-me-conflicts"], sign = Signs.Two, chosen = chosen == "conflicts", onClick = { go("conflicts") })
        }
        Rows {
            Line(words["ui-me-profile"], sign = Signs.Person, chosen = chosen == "profile", onClick = { go("profile") })
            Between()
            Line(words["ui-me-sharing"], sign = Signs.People, chosen = chosen == "sharing", onClick = { go("sharing") })
            Between()
            Line(words["ui-me-safety"], sign = Signs.Lock, chosen = chosen == "safety", onClick = { go("safety") })
            Between()
            Line(words["ui-me-preferences"], sign = Signs.Sliders, chosen = chosen == "preferences", onClick = { go("preferences") })
        }
        if (LocalPrinter.current != null) {
            Rows { Line(words["ui-take-title"], sign = Signs.Book, chosen = chosen == "take", onClick = { go("take") }) }
        }
        Rows { Line(words["ui-me-leave"], sign = Signs.Door, chosen = chosen == "leave", onClick = { go("leave") }) }
    }
}

/** What was told, and what could be. */
@Composable
fun ProfileScreen(profile: ProfileSummary, go: (String) -> Unit, onBack: () -> Unit) {
    val words = LocalWords.current
    Page(words["ui-profile-title"], onBack) {
        if (profile.name.isNotEmpty()) Text(profile.name, Modifier.padding(start = 4.dp), style = MaterialTheme.typography.titleLarge)
        Lead(words["ui-profile-text"])
        if (profile.facts.isNotEmpty()) {
            Heading(words["ui-profile-known"])
            Rows {
                profile.facts.forEachIndexed { at, fact ->
                    if (at > 0) Between()
                    Line(
                        fact.text, text = fact.label, sign = Signs.Check, onClick = { go("fact/${fact.field}") },
                        below = fact.since?.let { since -> { Quiet(words["ui-profile-since"] + " " + since.text) } },
                    )
                }
            }
        }
        Heading(words["ui-profile-more"])
        Rows {
            val open = profile.fields.filterNot { it.told }
            open.forEachIndexed { at, field ->
                if (at > 0) Between()
                Line(field.label, onClick = { go("fact/${field.field}") })
            }
        }
    }
}

/** One answer. */
@Composable
fun FactScreen(field: FieldRow, trouble: String?, busy: Boolean, onTell: (String) -> Unit, onBack: () -> Unit) {
    val words = LocalWords.current
    var typed by rememberSaveable { mutableStateOf("") }
    Page(field.label, onBack, foot = {
        if (trouble != null) Notice(trouble)
        if (field.kind == FactKind.YES_NO) {
            MainButton(words["ui-all-yes"], { onTell(words["ui-all-yes"]) }, enabled = !busy)
            SideButton(words["ui-all-no"], { onTell(words["ui-all-no"]) })
        } else {
            MainButton(words["ui-all-save"], { onTell(typed) }, enabled = !busy && typed.isNotBlank())
        }
    }) {
        Lead(words["ui-profile-text"])
        if (field.kind != FactKind.YES_NO) {
            val keyboard = when (field.kind) {
                FactKind.NUMBER -> KeyboardType.Number
                FactKind.AMOUNT -> KeyboardType.Decimal
                else -> KeyboardType.Text
            }
            Field(words["ui-profile-answer"], typed, { typed = it }, keyboard = keyboard, onDone = { onTell(typed) })
        }
    }
}

/** Everybody with a place in the case. */
@Composable
fun SharingScreen(sharing: SharingSummary, go: (String) -> Unit, onBack: () -> Unit) {
    val words = LocalWords.current
    Page(words["ui-sharing-title"], onBack) {
        Lead(words["ui-sharing-text"])
        for (helper in sharing.helpers.filterNot { it.role == Role.CLIENT }) {
            Block {
                With(Signs.Person) {
                    Text(helper.name, style = MaterialTheme.typography.titleLarge)
                    Quiet(helper.roleText)
                }
                if (helper.mayShare) {
                    Text(helper.partsText.ifEmpty { words["ui-sharing-nothing"] }, style = MaterialTheme.typography.bodyLarge)
                    helper.until?.let { Quiet(words["ui-sharing-ends"] + " " + it.text) }
                    QuietButton(words["ui-sharing-change"], { go("share/${helper.account}") }, sign = Signs.Pencil)
                }
                if (helper.waiting) WaitingMark()
            }
        }
    }
}

/** What one person sees, part by part, and until when. */
@Composable
fun ShareScreen(helper: HelperRow, days: List<DateText>, trouble: String?, busy: Boolean, onShare: (List<SharedPart>, LocalDate?) -> Unit, onBack: () -> Unit) {
    val words = LocalWords.current
    var parts by rememberSaveable { mutableStateOf(helper.parts) }
    var until by rememberSaveable { mutableStateOf(helper.until?.date) }
    Page(helper.name, onBack, foot = {
        if (trouble != null) Notice(trouble)
        MainButton(words["ui-sharing-save"], { onShare(parts, until) }, enabled = !busy && parts.isNotEmpty())
        if (helper.parts.isNotEmpty()) SideButton(words["ui-sharing-stop"], { onShare(emptyList(), null) })
    }) {
        Text(words["ui-sharing-change"], Modifier.padding(start = 4.dp), style = MaterialTheme.typography.titleMedium)
        Rows {
            SharedPart.entries.forEachIndexed { at, part ->
                if (at > 0) Between()
                Toggle(words[partKey(part)], part in parts, { on -> parts = if (on) parts + part else parts - part })
            }
        }
        val offered = days.map { Choice<LocalDate?>(it.date, it.text) }
        val kept = listOfNotNull(helper.until).map { Choice<LocalDate?>(it.date, it.text) }.filterNot { it in offered }
        val ends = listOf<Choice<LocalDate?>>(Choice(null, words["ui-sharing-no-end"])) + kept + offered
        Options(words["ui-sharing-until"], ends, until, { until = it })
    }
}

private fun partKey(part: SharedPart): String = when (part) {
    SharedPart.PROGRAMME -> "ui-sharing-part-programme"
    SharedPart.AGENDA -> "ui-sharing-part-agenda"
    SharedPart.CONVERSATION -> "ui-sharing-part-conversation"
    SharedPart.BUDGET -> "ui-sharing-part-budget"
    SharedPart.GOALS -> "ui-sharing-part-goals"
}

/** Prints a page of HTML under a name, or keeps it as a file: what the platform offers for that. */
typealias Printer = (String, String) -> Unit

/** The printer of the platform; none where it has none. */
val LocalPrinter = staticCompositionLocalOf<Printer?> { null }

/** Everything along, on one page. */
@Composable
fun TakeScreen(trouble: String?, busy: Boolean, onMake: () -> Unit, onBack: () -> Unit) {
    val words = LocalWords.current
    Page(words["ui-take-title"], onBack, foot = {
        if (trouble != null) Notice(trouble)
        MainButton(words["ui-take-go"], onMake, enabled = !busy)
    }) {
        Lead(words["ui-take-text"])
        Quiet(words["ui-take-not"], Modifier.padding(horizontal = 4.dp))
        Notice(words["ui-take-safe"])
    }
}
