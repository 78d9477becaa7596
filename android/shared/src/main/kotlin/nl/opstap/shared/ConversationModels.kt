package nl.opstap.shared

import nl.opstap.core.AboutRow
import nl.opstap.core.CaseId
import nl.opstap.core.ConversationPage
import nl.opstap.core.ExampleRow
import nl.opstap.core.FileDraft
import nl.opstap.core.MessageRow
import nl.opstap.core.Topic

private const val PAGE = 40u

/** The conversation of a case. */
class ConversationModel(private val desk: Desk, private val case: CaseId?) : ScreenModel<ConversationPage>(desk, Topic.MESSAGES) {
    private var wanted = PAGE

    override suspend fun read(): ConversationPage {
        val page = desk.core.messages().page(null, wanted, case)
        if (page.unread > 0u) desk.core.messages().markRead(case)
        return page
    }

    /** Sends, with [files] if there are any; [onSafe] when it is safe on this device. */
    fun send(text: String, files: List<FileDraft> = emptyList(), onSafe: () -> Unit) = act(onSafe) {
        if (files.isEmpty()) desk.core.messages().send(text, case) else desk.core.files().send(text, files, case)
    }

    /** Shows what came before. */
    fun older() {
        wanted += PAGE
        retry()
    }
}

/** A question about one text. */
class AskModel(private val desk: Desk, private val about: String, private val case: CaseId?) : ScreenModel<AboutRow>(desk, Topic.CONTENT) {
    override suspend fun read() = desk.core.messages().about(about, case)

    /** Asks; [onSafe] when it is safe on this device. */
    fun ask(text: String, onSafe: () -> Unit) = act(onSafe) { desk.core.messages().ask(about, text, case) }
}

/** One message, and erasing it. */
class MessageModel(private val desk: Desk, private val id: String, private val case: CaseId?) : ScreenModel<MessageRow>(desk, Topic.SESSION) {
    override suspend fun read() = desk.core.messages().message(id, case)

    /** Erases it for everybody. */
    fun erase(onGone: () -> Unit) = end(onGone) { desk.core.messages().erase(id, case) }
}

/** Example messages for a helper. */
class ExamplesModel(private val desk: Desk, private val case: CaseId?) : ScreenModel<List<ExampleRow>>(desk, Topic.CONTENT) {
    private var search: String? = null

    override suspend fun read() = desk.core.caseload().examples(search, case)

    /** Shows those that hold these words. */
    fun find(words: String) {
        search = words.ifBlank { null }
        retry()
    }
}
