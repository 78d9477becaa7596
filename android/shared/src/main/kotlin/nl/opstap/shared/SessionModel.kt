package nl.opstap.shared

import nl.opstap.core.CoreException
import nl.opstap.core.SafetySummary
import nl.opstap.core.SessionState
import nl.opstap.core.Topic

/** Who uses this device, and the words in which it speaks. */
data class Someone(val state: SessionState, val words: Words)

/** Pairing, and who is there. */
class SessionModel(private val desk: Desk) : ScreenModel<Someone>(desk, Topic.SESSION, Topic.PREFERENCES) {
    override suspend fun read() = Someone(desk.core.session().state(), Words(desk.core.words("ui-")))

    /** Pairs by the code that somebody typed. */
    fun pair(code: String) = act { desk.core.session().pairWithCode(desk.server, code, desk.label) }

    /** Asks for help without a code, with what was answered. [asking] is told before, and again where it came to nothing. */
    fun ask(asking: (Boolean) -> Unit) = act {
        asking(true)
        try {
            desk.core.session().askForHelp(desk.server, desk.label)
        } catch (error: CoreException) {
            asking(false)
            throw error
        }
    }

    /** Speaks another language on this device. */
    fun speak(language: String) = act { desk.core.session().setLanguage(language) }

    /** Pairs by what a camera read. */
    fun pairByLink(link: String) = act { desk.core.session().pairWithLink(link, desk.label) }
}

/** "Is my data safe?", a round with the server, and leaving. */
class SafetyModel(private val desk: Desk) : ScreenModel<SafetySummary>(desk, Topic.SYNC, Topic.DISPUTES) {
    override suspend fun read() = desk.core.session().safety()

    /** Sends and fetches now. */
    fun sync() = act { desk.core.syncNow() }

    /** Speaks another language on this device. */
    fun speak(language: String) = act { desk.core.session().setLanguage(language) }

    /** Empties this device; the core is over after it. */
    fun leave(onLeft: () -> Unit) = end(onLeft) { desk.core.wipe() }
}
