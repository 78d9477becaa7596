package nl.opstap.ui

import androidx.compose.foundation.layout.Column
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.text.input.KeyboardType
import nl.opstap.core.Choices
import nl.opstap.core.DebtRow
import nl.opstap.core.FileDraft
import nl.opstap.core.LetterDraft
import nl.opstap.core.LetterPart
import nl.opstap.core.LetterReading
import nl.opstap.core.LetterRow
import nl.opstap.core.LettersSummary
import nl.opstap.core.LocalDate

/** Letters that wait, the first last day first, and those that were dealt with. */
@Composable
fun LettersScreen(letters: LettersSummary, chosen: String?, go: (String) -> Unit, onBack: (() -> Unit)?) {
    val words = LocalWords.current
    Page(words["ui-letters-title"], onBack, foot = { MainButton(words["ui-letters-add"], { go("newletter") }) }) {
        Lead(words["ui-letters-text"])
        if (letters.open.isEmpty()) Block { With(Signs.Check) { Text(words["ui-letters-empty"], style = MaterialTheme.typography.bodyLarge) } }
        Letters(words["ui-letters-open"], letters.open, chosen, go)
        Letters(words["ui-letters-done"], letters.done, chosen, go)
    }
}

@Composable
private fun Letters(title: String, rows: List<LetterRow>, chosen: String?, go: (String) -> Unit) {
    if (rows.isEmpty()) return
    Heading(title)
    Rows {
        rows.forEachIndexed { at, row ->
            if (at > 0) Between()
            Line(
                row.sender, text = row.dueText, sign = if (row.late) Signs.Lamp else Signs.Talk, chosen = row.id == chosen, onClick = { go("letter/${row.id}") },
                end = row.amount?.let { { Amount(it) } },
            )
        }
    }
}

/** What one may do with a letter. */
class LetterWays(
    val onFinish: (Boolean) -> Unit,
    val onDebt: (() -> Unit)?,
    val onRemove: () -> Unit,
    val onBack: () -> Unit,
    /** Adds a photo; the second tells that it is safe here. */
    val onPhoto: (FileDraft, () -> Unit) -> Unit,
    /** Opens a photo, by its id. */
    val onFile: (String) -> Unit,
)

/** One letter: from whom, by when, how much. */
@Composable
fun LetterScreen(row: LetterRow, trouble: String?, busy: Boolean, ways: LetterWays) {
    val words = LocalWords.current
    val colours = MaterialTheme.colorScheme
    Page(row.sender, ways.onBack, foot = {
        if (trouble != null) Notice(trouble)
        if (row.done) SideButton(words["ui-letter-again"], { ways.onFinish(false) })
        else MainButton(words["ui-letter-finish"], { ways.onFinish(true) }, enabled = !busy)
    }) {
        Pill(row.stateText)
        Block(colour = colours.primaryContainer, ink = colours.onPrimaryContainer) {
            Text(row.dueText.ifEmpty { words["ui-letter-no-day"] }, style = MaterialTheme.typography.headlineSmall)
            row.amount?.let { Amount(it, style = MaterialTheme.typography.headlineMedium) }
        }
        Block {
            if (row.note.isNotEmpty()) Text(row.note, style = MaterialTheme.typography.bodyLarge)
            if (row.reference.isNotEmpty()) {
                Quiet(words["ui-letter-reference"])
                Text(row.reference, style = MaterialTheme.typography.titleMedium)
            }
            if (row.receivedText.isNotEmpty()) Quiet(words["ui-letter-received"] + " " + row.receivedText)
        }
        PhotosOf(row, ways)
        if (row.contested) Notice(words["ui-all-contested"])
        if (row.waiting) WaitingMark()
        Column {
            val debt = ways.onDebt
            if (debt != null) QuietButton(words["ui-letter-to-debt"], debt, sign = Signs.Purse)
            QuietButton(words["ui-letter-remove"], ways.onRemove, sign = Signs.Close)
        }
    }
}

/** Photos of a letter, and adding another one. */
@Composable
private fun PhotosOf(row: LetterRow, ways: LetterWays) {
    val photos = LocalPhotos.current
    if (row.files.isNotEmpty()) Block { row.files.forEach { file -> FileLine(file) { ways.onFile(file.id) } } }
    if (photos != null) {
        val add = { photos.pick { photo -> ways.onPhoto(photo) { photos.forget(photo) } } }
        QuietButton(LocalWords.current["ui-letter-photo"], add, sign = Signs.Photo)
    }
}

/** What one may do with a letter that is not filed yet. */
class NewLetterWays(
    /** Reads its words; the second hears what they say. */
    val onRead: (String, (List<LetterReading>) -> Unit) -> Unit,
    /** Files it; the third tells that its photo is safe here. */
    val onFile: (LetterDraft, FileDraft?, () -> Unit) -> Unit,
    /** The words that another app shared were taken over, or were not wanted. */
    val onShared: () -> Unit,
    val onBack: () -> Unit,
)

/**
 * Files a letter; what its text says can be looked up, and is taken over only where somebody chooses it. Words that another
 * app [shared] are looked up by themselves, where nobody typed any yet.
 */
@Composable
fun NewLetterScreen(moments: Choices, debts: List<DebtRow>, trouble: String?, busy: Boolean, shared: String, ways: NewLetterWays) {
    val words = LocalWords.current
    var text by rememberSaveable { mutableStateOf("") }
    var sender by rememberSaveable { mutableStateOf("") }
    var typed by rememberSaveable { mutableStateOf("") }
    var due by rememberSaveable { mutableStateOf<LocalDate?>(null) }
    var reference by rememberSaveable { mutableStateOf("") }
    var debt by rememberSaveable { mutableStateOf<String?>(null) }
    var note by rememberSaveable { mutableStateOf("") }
    var found by remember { mutableStateOf(listOf<LetterReading>()) }
    LaunchedEffect(shared) {
        if (shared.isEmpty()) return@LaunchedEffect
        ways.onShared()
        if (text.isNotBlank()) return@LaunchedEffect
        text = shared
        ways.onRead(shared) { found = it }
    }
    val photos = LocalPhotos.current
    var photo by remember { mutableStateOf<FileDraft?>(null) }
    val drop = {
        photo?.let { photos?.forget(it) }
        photo = null
    }
    val draft = LetterDraft(
        sender = sender.ifBlank { null }, typed = typed.ifBlank { null }, dueOn = due, reference = reference.ifBlank { null },
        debt = debt, note = note.ifBlank { null },
    )
    val take = { reading: LetterReading ->
        when (reading.what) {
            LetterPart.SENDER -> sender = reading.value
            LetterPart.AMOUNT -> typed = reading.value
            LetterPart.DEADLINE -> due = reading.day
            LetterPart.REFERENCE -> reference = reading.value
            else -> {}
        }
    }
    Page(words["ui-letters-add"], ways.onBack, foot = {
        if (trouble != null) Notice(trouble)
        MainButton(words["ui-all-save"], { ways.onFile(draft, photo, drop) }, enabled = !busy && (draft != LetterDraft() || photo != null))
    }) {
        val chosen = photo
        if (chosen != null) ChosenPhoto(chosen, drop)
        if (chosen == null && photos != null) SideButton(words["ui-letter-photo"], { photos.pick { photo = it } }, sign = Signs.Photo)
        Field(words["ui-letter-words"], text, { text = it }, hint = words["ui-letter-words-hint"], lines = 3)
        if (text.isNotBlank()) SideButton(words["ui-letter-read"], { ways.onRead(text) { found = it } }, sign = Signs.Search)
        Readings(found, take)
        Field(words["ui-letter-sender"], sender, { sender = it })
        Field(words["ui-letter-amount"], typed, { typed = it }, hint = words["ui-debt-amount-hint"], keyboard = KeyboardType.Decimal)
        LastDay(words["ui-letter-due"], words["ui-letter-no-day"], moments, due) { due = it }
        Field(words["ui-letter-reference"], reference, { reference = it })
        if (debts.isNotEmpty()) {
            val known = listOf(Choice<String?>(null, words["ui-letter-no-debt"])) + debts.map { Choice<String?>(it.id, it.title) }
            Options(words["ui-letter-debt"], known, debt, { debt = it })
        }
        Field(words["ui-letter-note"], note, { note = it }, lines = 2)
    }
}

/** What a text says, to be chosen from. */
@Composable
private fun Readings(found: List<LetterReading>, onTake: (LetterReading) -> Unit) {
    val usable = found.filter { it.what in listOf(LetterPart.SENDER, LetterPart.AMOUNT, LetterPart.DEADLINE, LetterPart.REFERENCE) }
    if (usable.isEmpty()) return
    Heading(LocalWords.current["ui-letter-found"])
    Rows {
        usable.forEachIndexed { at, reading ->
            if (at > 0) Between()
            Line(reading.text, text = reading.label, sign = if (reading.likely) Signs.Check else Signs.Ask, onClick = { onTake(reading) })
        }
    }
}
