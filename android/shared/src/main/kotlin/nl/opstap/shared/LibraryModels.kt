package nl.opstap.shared

import nl.opstap.core.CaseId
import nl.opstap.core.SearchRow
import nl.opstap.core.TermRow
import nl.opstap.core.TipRow
import nl.opstap.core.Topic

/** What there is to read. */
data class Shelf(val tips: List<TipRow>, val terms: List<TermRow>, val found: List<SearchRow>)

/** Tips, words explained, and finding something again. */
class LibraryModel(private val desk: Desk, private val case: CaseId?) : ScreenModel<Shelf>(desk, Topic.TIPS, Topic.CONTENT) {
    private val library get() = desk.core.library()
    private var search: String? = null

    override suspend fun read(): Shelf {
        val wanted = search
        return Shelf(library.tips(case), library.glossary(wanted), if (wanted == null) emptyList() else library.search(wanted))
    }

    /** Shows what holds these words. */
    fun find(words: String) {
        search = words.ifBlank { null }
        retry()
    }

    /** Puts a tip away. */
    fun hide(tip: String, onDone: () -> Unit) = act(onDone) { library.hideTip(tip, case) }
}
