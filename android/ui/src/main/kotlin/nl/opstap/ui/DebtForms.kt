package nl.opstap.ui

import androidx.compose.foundation.layout.padding
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.unit.dp
import nl.opstap.core.Choices
import nl.opstap.core.CreditorSuggestion
import nl.opstap.core.DebtAmountDraft
import nl.opstap.core.DebtAmountKind
import nl.opstap.core.DebtChoices
import nl.opstap.core.DebtDraft
import nl.opstap.core.DebtRow
import nl.opstap.core.LocalDate
import nl.opstap.core.WordRow

/** What one may do on the screen of a new debt. */
class NewDebtWays(val onType: (String) -> Unit, val onAdd: (DebtDraft, DebtAmountDraft?) -> Unit, val onBack: () -> Unit)

/** Puts a debt on the list. Only to whom is needed; the rest may come later. */
@Composable
fun NewDebtScreen(choices: DebtChoices, meant: List<CreditorSuggestion>, trouble: String?, busy: Boolean, ways: NewDebtWays) {
    val words = LocalWords.current
    var creditor by rememberSaveable { mutableStateOf("") }
    var typed by rememberSaveable { mutableStateOf("") }
    var about by rememberSaveable { mutableStateOf(false) }
    var subject by rememberSaveable { mutableStateOf<String?>(null) }
    var owner by rememberSaveable { mutableStateOf<String?>(null) }
    val amount = typed.takeIf { it.isNotBlank() }?.let { DebtAmountDraft(it, estimated = about) }
    val name = { text: String -> creditor = text.also(ways.onType) }
    Page(words["ui-debts-add"], ways.onBack, foot = {
        if (trouble != null) Notice(trouble)
        MainButton(words["ui-all-save"], { ways.onAdd(DebtDraft(creditor = creditor, subject = subject, owner = owner), amount) }, enabled = !busy && creditor.isNotBlank())
    }) {
        Field(words["ui-debt-to"], creditor, name)
        Meant(meant.filterNot { it.name == creditor }) { one ->
            name(one.name)
            subject = subject ?: one.subject
        }
        Field(words["ui-debt-amount"], typed, { typed = it }, hint = words["ui-debt-amount-hint"], keyboard = KeyboardType.Decimal)
        Rows { Toggle(words["ui-debt-about"], about, { about = it }) }
        Options(words["ui-debt-subject"], choices.subjects.choices(), subject, { subject = it })
        Options(words["ui-debt-owner"], choices.owners.choices(), owner, { owner = it })
    }
}

/** Creditors that may be meant: one is taken over by a touch. */
@Composable
private fun Meant(all: List<CreditorSuggestion>, onTake: (CreditorSuggestion) -> Unit) {
    if (all.isEmpty()) return
    Rows {
        all.forEachIndexed { at, one ->
            if (at > 0) Between()
            Line(one.name, text = one.text.ifEmpty { null }, onClick = { onTake(one) })
        }
    }
}

/** Says something else about a debt. */
@Composable
fun DebtChangeScreen(debt: DebtRow, choices: DebtChoices, trouble: String?, busy: Boolean, onChange: (DebtDraft) -> Unit, onBack: () -> Unit) {
    val words = LocalWords.current
    var title by rememberSaveable { mutableStateOf(debt.title) }
    var reference by rememberSaveable { mutableStateOf(debt.reference) }
    var subject by rememberSaveable { mutableStateOf(debt.subject) }
    var owner by rememberSaveable { mutableStateOf(debt.owner) }
    val draft = DebtDraft(
        title = title.takeIf { it != debt.title }, reference = reference.takeIf { it != debt.reference },
        subject = subject.takeIf { it != debt.subject }, owner = owner.takeIf { it != debt.owner },
    )
    Page(words["ui-debt-change"], onBack, foot = {
        if (trouble != null) Notice(trouble)
        MainButton(words["ui-all-save"], { onChange(draft) }, enabled = !busy)
    }) {
        Field(words["ui-debt-name"], title, { title = it })
        Field(words["ui-debt-reference"], reference, { reference = it })
        Options(words["ui-debt-subject"], choices.subjects.choices(), subject, { subject = it })
        Options(words["ui-debt-owner"], choices.owners.choices(), owner, { owner = it })
    }
}

/** Adds an amount: all that is owed, costs, or a payment. */
@Composable
fun DebtAmountScreen(debt: DebtRow, trouble: String?, busy: Boolean, onAdd: (DebtAmountKind, DebtAmountDraft) -> Unit, onBack: () -> Unit) {
    val words = LocalWords.current
    var typed by rememberSaveable { mutableStateOf("") }
    var kind by rememberSaveable { mutableStateOf<DebtAmountKind?>(null) }
    val kinds = listOf(
        Choice(DebtAmountKind.STATEMENT, words["ui-debt-kind-statement"]), Choice(DebtAmountKind.COST, words["ui-debt-kind-cost"]),
        Choice(DebtAmountKind.PAYMENT, words["ui-debt-kind-payment"]),
    )
    Page(words["ui-debt-add-amount"], onBack, foot = {
        if (trouble != null) Notice(trouble)
        MainButton(words["ui-all-save"], { kind?.let { onAdd(it, DebtAmountDraft(typed)) } }, enabled = !busy && kind != null && typed.isNotBlank())
    }) {
        Text(debt.title, Modifier.padding(start = 4.dp), style = MaterialTheme.typography.titleLarge)
        Options(words["ui-debt-kind"], kinds, kind, { kind = it })
        Field(words["ui-line-amount"], typed, { typed = it }, keyboard = KeyboardType.Decimal, style = MaterialTheme.typography.headlineMedium)
    }
}

/** With whom the claim is now. */
@Composable
fun HolderScreen(debt: DebtRow, choices: DebtChoices, trouble: String?, busy: Boolean, onSave: (String, String?) -> Unit, onBack: () -> Unit) {
    val words = LocalWords.current
    var holder by rememberSaveable { mutableStateOf(debt.holder) }
    var name by rememberSaveable { mutableStateOf("") }
    Page(words["ui-debt-holder"], onBack, foot = {
        if (trouble != null) Notice(trouble)
        MainButton(words["ui-all-save"], { onSave(holder, name.ifBlank { null }) }, enabled = !busy)
    }) {
        Text(debt.title, Modifier.padding(start = 4.dp), style = MaterialTheme.typography.titleLarge)
        Options("", choices.holders.choices(), holder, { holder = it })
        Field(words["ui-debt-holder-name"], name, { name = it })
    }
}

/** What the creditor threatens to do, and when. */
@Composable
fun ThreatScreen(debt: DebtRow, choices: DebtChoices, moments: Choices, trouble: String?, busy: Boolean, onSave: (String, LocalDate?) -> Unit, onBack: () -> Unit) {
    val words = LocalWords.current
    var threat by rememberSaveable { mutableStateOf<String?>(null) }
    var on by rememberSaveable { mutableStateOf<LocalDate?>(null) }
    Page(words["ui-debt-threat"], onBack, foot = {
        if (trouble != null) Notice(trouble)
        MainButton(words["ui-all-save"], { threat?.let { onSave(it, on) } }, enabled = !busy && threat != null)
    }) {
        Text(debt.title, Modifier.padding(start = 4.dp), style = MaterialTheme.typography.titleLarge)
        Options(words["ui-debt-threat-what"], choices.threats.choices(), threat, { threat = it })
        LastDay(words["ui-debt-threat-when"], words["ui-debt-no-day"], moments, on) { on = it }
    }
}

/** A day, or none: the coming fourteen, and some later. */
@Composable
internal fun LastDay(question: String, none: String, moments: Choices, chosen: LocalDate?, onChoose: (LocalDate?) -> Unit) {
    val offered = (moments.days + moments.later).distinctBy { it.date }.map { Choice<LocalDate?>(it.date, it.text) }
    val kept = chosen?.takeIf { day -> offered.none { it.value == day } }?.let { listOf(Choice<LocalDate?>(it, it.toString())) }.orEmpty()
    Options(question, listOf(Choice<LocalDate?>(null, none)) + kept + offered, chosen, onChoose)
}

private fun List<WordRow>.choices() = map { Choice(it.word, it.text) }
