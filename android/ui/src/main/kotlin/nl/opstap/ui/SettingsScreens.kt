package nl.opstap.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import nl.opstap.core.Choices
import nl.opstap.core.LocalDate
import nl.opstap.core.PreferenceEdit
import nl.opstap.core.PreferenceSummary
import nl.opstap.core.SafetySummary

/** What the device itself keeps for its person: nothing of the core's. */
class DeviceWays(
    /** How much larger than the device's own size: 1, 1.3 or 1.6. */
    val larger: Float,
    val onLarger: (Float) -> Unit,
    /** Asks the platform's leave for notifications; nothing where it was given or is not needed. */
    val onAllow: (() -> Unit)? = null,
)

/** "Is my data safe?", answered in a few sentences. */
@Composable
fun SafetyScreen(safety: SafetySummary, trouble: String?, busy: Boolean, title: String, onSync: () -> Unit, onConflicts: () -> Unit, onBack: (() -> Unit)?, more: @Composable () -> Unit = {}) {
    val words = LocalWords.current
    Page(title, onBack, foot = {
        if (trouble != null) Notice(trouble)
        MainButton(if (busy) words["ui-safety-busy"] else words["ui-safety-sync"], onSync, enabled = !busy)
    }) {
        Block(colour = MaterialTheme.colorScheme.primaryContainer, ink = MaterialTheme.colorScheme.onPrimaryContainer) {
            With(Signs.Lock, MaterialTheme.colorScheme.primary, MaterialTheme.colorScheme.onPrimary) {
                Column(verticalArrangement = Arrangement.spacedBy(8.dp)) {
                    for (sentence in safety.text) Text(sentence, style = MaterialTheme.typography.bodyLarge)
                }
            }
        }
        Lead(words["ui-safety-locked"])
        if (safety.held.isNotEmpty()) {
            Heading(words["ui-safety-held"])
            for (held in safety.held) Block { Text(held, style = MaterialTheme.typography.bodyLarge) }
        }
        if (safety.disputes > 0u) Rows { Line(words["ui-today-conflict"], sign = Signs.Two, onClick = onConflicts) }
        more()
    }
}

/** How somebody likes it. What is tapped is set at once. */
@Composable
fun PreferencesScreen(wanted: PreferenceSummary, choices: Choices, device: DeviceWays, trouble: String?, onSet: (PreferenceEdit) -> Unit, onBack: () -> Unit) {
    val words = LocalWords.current
    Page(words["ui-preferences-title"], onBack) {
        if (trouble != null) Notice(trouble)
        Block {
            LanguageChoice { onSet(PreferenceEdit.Language(it)) }
            TextSize(device)
        }
        Heading(words["ui-preferences-reminders"])
        val allow = device.onAllow
        if (allow != null) {
            Block {
                Text(words["ui-preferences-allow-text"], style = MaterialTheme.typography.bodyLarge)
                SideButton(words["ui-preferences-allow"], allow, sign = Signs.Bell)
            }
        }
        Rows { Toggle(words["ui-preferences-nudges"], wanted.nudges, { onSet(PreferenceEdit.Nudges(it)) }) }
        Block {
            val before = listOf(Choice(0u, words["ui-preferences-before-none"])) + choices.before.map { Choice(it.hours, it.text) }
            Options(words["ui-preferences-before"], before, wanted.hoursBefore ?: 0u, { onSet(PreferenceEdit.HoursBefore(it)) })
        }
        Rows { Toggle(words["ui-preferences-news"], wanted.news, { onSet(PreferenceEdit.News(it)) }) }
        Pause(wanted, choices, onSet)
        Quiet(wanted, choices, onSet)
    }
}

@Composable
private fun Pause(wanted: PreferenceSummary, choices: Choices, onSet: (PreferenceEdit) -> Unit) {
    val words = LocalWords.current
    val until = wanted.pausedUntil
    Block {
        val offered = choices.later.map { Choice<LocalDate?>(it.date, it.text) }
        val kept = listOfNotNull(until).map { Choice<LocalDate?>(it.date, it.text) }.filterNot { it in offered }
        val none = Choice<LocalDate?>(null, words["ui-preferences-pause-none"])
        Options(words["ui-preferences-pause"], listOf(none) + kept + offered, until?.date, { onSet(PreferenceEdit.PauseUntil(it)) })
        Quiet(words["ui-preferences-pause-text"])
    }
}

@Composable
private fun Quiet(wanted: PreferenceSummary, choices: Choices, onSet: (PreferenceEdit) -> Unit) {
    val words = LocalWords.current
    Block {
        Text(words["ui-preferences-quiet-text"], style = MaterialTheme.typography.bodyLarge)
        Options(
            words["ui-preferences-quiet-from"], choices.evenings.map { Choice(it.text, it.text) }, wanted.quietFrom.text,
            { text -> choices.evenings.first { it.text == text }.let { onSet(PreferenceEdit.Quiet(it, wanted.quietTo)) } },
        )
        Options(
            words["ui-preferences-quiet-to"], choices.mornings.map { Choice(it.text, it.text) }, wanted.quietTo.text,
            { text -> choices.mornings.first { it.text == text }.let { onSet(PreferenceEdit.Quiet(wanted.quietFrom, it)) } },
        )
    }
}

/** The two languages, each in its own words. */
@Composable
fun LanguageChoice(onChoose: (String) -> Unit) {
    val words = LocalWords.current
    val known = listOf(Choice("nl", words["ui-preferences-dutch"]), Choice("en", words["ui-preferences-english"]))
    Options(words["ui-preferences-language"], known, words["ui-language-code"], onChoose)
}

/** How large the letters are, with a sentence to try. */
@Composable
fun TextSize(device: DeviceWays) {
    val words = LocalWords.current
    val sizes = listOf(
        Choice(1f, words["ui-preferences-text-normal"]), Choice(1.3f, words["ui-preferences-text-large"]),
        Choice(1.6f, words["ui-preferences-text-largest"]),
    )
    Options(words["ui-preferences-text-size"], sizes, device.larger, device.onLarger)
    Quiet(words["ui-preferences-text-sample"])
}

/** Stopping on this device: what stays and what goes, before anything happens. */
@Composable
fun LeaveScreen(safety: SafetySummary?, trouble: String?, busy: Boolean, onLeave: () -> Unit, onStay: () -> Unit) {
    val words = LocalWords.current
    Page(words["ui-leave-title"], onStay, foot = {
        if (trouble != null) Notice(trouble)
        MainButton(words["ui-leave-stay"], onStay)
        SideButton(words["ui-leave-do"], { if (!busy) onLeave() })
    }) {
        Block { With(Signs.Door) { Text(words["ui-leave-text"], style = MaterialTheme.typography.bodyLarge) } }
        if (safety != null && safety.here > 0uL) {
            Notice(words["ui-leave-unsent"])
            safety.text.firstOrNull()?.let { Text(it, Modifier.padding(start = 4.dp), style = MaterialTheme.typography.bodyLarge) }
        }
    }
}
