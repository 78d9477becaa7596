package nl.opstap.shared

import nl.opstap.core.CaseId
import nl.opstap.core.CreditorSuggestion
import nl.opstap.core.DebtAmountDraft
import nl.opstap.core.DebtAmountKind
import nl.opstap.core.DebtChoices
import nl.opstap.core.DebtDraft
import nl.opstap.core.DebtsSummary
import nl.opstap.core.DuplicateRow
import nl.opstap.core.FileDraft
import nl.opstap.core.LetterDraft
import nl.opstap.core.LetterReading
import nl.opstap.core.LettersSummary
import nl.opstap.core.LocalDate
import nl.opstap.core.Topic

/** Creditors that may be meant, while somebody types. */
class SuggestModel(private val desk: Desk, private val case: CaseId?) : ScreenModel<List<CreditorSuggestion>>(desk, Topic.DEBTS) {
    private var typed = ""

    override suspend fun read() = desk.core.debts().suggest(typed, case)

    /** What stands there now. */
    fun look(text: String) {
        typed = text
        follow { read() }
    }
}

/** What is owed, and what was said about it. */
class DebtsModel(private val desk: Desk, private val case: CaseId?) : ScreenModel<DebtsSummary>(desk, Topic.DEBTS) {
    private val debts get() = desk.core.debts()

    override suspend fun read() = debts.summary(case)

    /** Puts one on the list, with an amount where there is one. */
    fun add(debt: DebtDraft, amount: DebtAmountDraft?, onDone: () -> Unit) = act(onDone) { debts.add(debt, amount, case) }

    /** Says something else about it. */
    fun change(debt: String, said: DebtDraft, onDone: () -> Unit) = act(onDone) { debts.change(debt, said, case) }

    /** Adds an amount. */
    fun addAmount(debt: String, kind: DebtAmountKind, amount: DebtAmountDraft, onDone: () -> Unit) =
        act(onDone) { debts.addAmount(debt, kind, amount, case) }

    /** Takes an amount back that was a mistake. */
    fun correct(amount: String) = act { debts.correct(amount, case) }

    /** The person does not agree with it, or does after all. */
    fun dispute(debt: String, disputed: Boolean) = act { debts.dispute(debt, disputed, case = case) }

    /** With whom it is. */
    fun handOver(debt: String, holder: String, name: String?, onDone: () -> Unit) =
        act(onDone) { debts.handOver(debt, holder, name, case = case) }

    /** What threatens, and when. */
    fun threaten(debt: String, threat: String, on: LocalDate?, onDone: () -> Unit) =
        act(onDone) { debts.threaten(debt, threat, on, case) }

    /** Takes it off the list. */
    fun remove(debt: String, onDone: () -> Unit) = act(onDone) { debts.remove(debt, case) }

    /** Answers whether two creditors are one. */
    fun same(two: DuplicateRow, same: Boolean) = act { debts.sameCreditor(two.one, two.other, same, case) }
}

/** What to choose from where something is asked about a debt. */
class DebtChoicesModel(private val desk: Desk, private val case: CaseId?) : ScreenModel<DebtChoices>(desk, Topic.PREFERENCES) {
    override suspend fun read() = desk.core.debts().choices(case)
}

/** Letters, and what is read in them. */
class LettersModel(private val desk: Desk, private val case: CaseId?) : ScreenModel<LettersSummary>(desk, Topic.DEBTS) {
    private val letters get() = desk.core.letters()

    override suspend fun read() = letters.summary(case)

    /** Files one, with a photo of it where there is one. */
    fun file(letter: LetterDraft, photo: FileDraft?, onDone: () -> Unit) = act(onDone) { letters.file(letter, listOfNotNull(photo), case) }

    /** Adds a photo to one. */
    fun attach(letter: String, photo: FileDraft, onDone: () -> Unit) = act(onDone) { letters.attach(letter, listOf(photo), case) }

    /** It was dealt with, or was not after all. */
    fun finish(letter: String, done: Boolean) = act { letters.finish(letter, done, case) }

    /** Takes it away. */
    fun remove(letter: String, onDone: () -> Unit) = act(onDone) { letters.remove(letter, case) }

    /** Reads the text of one; nothing is kept. */
    fun look(text: String, onRead: (List<LetterReading>) -> Unit) {
        var found: List<LetterReading> = emptyList()
        act({ onRead(found) }) { found = letters.read(text, case) }
    }
}
