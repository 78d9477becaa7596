package nl.opstap.shared

import nl.opstap.core.CaseId
import nl.opstap.core.Page
import nl.opstap.core.Pressed
import nl.opstap.core.Topic
import nl.opstap.core.TypedInput

/** A screen that is said: the core writes it, and knows what is typed and pressed. */
class PageModel(private val desk: Desk, private val route: String, private val case: CaseId?) : ScreenModel<Page>(desk, Topic.PAGES) {
    private val pages get() = desk.core.pages()

    override suspend fun read() = pages.open(route, case)

    /** Keeps what is being typed, letter by letter, in the order in which it was typed. */
    fun keep(key: String, value: String) = follow { pages.keep(route, TypedInput(key, value), case) }

    /** Gives the page a file that was chosen, and shows what came of it; whatever came, [done] follows. */
    fun give(path: String, done: () -> Unit) = take(done) { pages.give(route, path, case) }

    /** Presses something, with what stands in the inputs. */
    fun press(act: String, typed: Map<String, String>, onDone: (Pressed) -> Unit) {
        var pressed: Pressed? = null
        act({ pressed?.let(onDone) }) { pressed = pages.press(route, act, typed.map { TypedInput(it.key, it.value) }, case) }
    }
}
