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
import androidx.compose.ui.unit.dp
import nl.opstap.core.SearchRow
import nl.opstap.core.TermRow
import nl.opstap.core.TipRow
import nl.opstap.shared.Shelf

/** Tips that fit with why, difficult words, and a way to find something again. */
@Composable
fun LibraryScreen(shelf: Shelf, onSearch: (String) -> Unit, go: (String) -> Unit, onBack: () -> Unit) {
    val words = LocalWords.current
    var search by rememberSaveable { mutableStateOf("") }
    Page(words["ui-library-title"], onBack) {
        Field(words["ui-library-search"], search, { search = it; onSearch(it) }, sign = Signs.Search)
        if (search.isNotBlank()) {
            if (shelf.found.isEmpty()) Quiet(words["ui-library-none"])
            Found(shelf.found, go)
        } else {
            Tips(shelf.tips, go)
            Terms(shelf.terms, go)
        }
    }
}

@Composable
private fun Tips(tips: List<TipRow>, go: (String) -> Unit) {
    val words = LocalWords.current
    Heading(words["ui-library-tips"])
    if (tips.isEmpty()) Quiet(words["ui-library-no-tips"], Modifier.padding(start = 4.dp))
    for (tip in tips) {
        Block(onClick = { go("tip/${tip.id}") }) {
            With(Signs.Lamp) {
                Text(tip.title, style = MaterialTheme.typography.titleMedium)
                tip.because.firstOrNull()?.let { Quiet(it) }
            }
        }
    }
}

@Composable
private fun Terms(terms: List<TermRow>, go: (String) -> Unit) {
    Heading(LocalWords.current["ui-library-words"])
    Rows {
        terms.forEachIndexed { at, term ->
            if (at > 0) Between()
            Line(term.term, text = term.plain, sign = Signs.Book, onClick = { go("word/${term.id}") })
        }
    }
}

@Composable
private fun Found(rows: List<SearchRow>, go: (String) -> Unit) {
    if (rows.isEmpty()) return
    Rows {
        rows.forEachIndexed { at, row ->
            if (at > 0) Between()
            Line(row.text, text = row.kindText, sign = Signs.Search, onClick = row.route?.let { { go(it) } })
        }
    }
}

/** One tip: what it says, why one sees it, and what one can do. */
@Composable
fun TipScreen(tip: TipRow, onAct: ((String) -> Unit), onHide: () -> Unit, onAsk: () -> Unit, onBack: () -> Unit) {
    val words = LocalWords.current
    val route = tip.route
    Page(tip.title, onBack, foot = {
        if (route != null) MainButton(words["ui-tip-act"], { onAct(route) })
        SideButton(words["ui-tip-hide"], onHide)
    }) {
        Block { Text(tip.text, style = MaterialTheme.typography.bodyLarge) }
        if (tip.because.isNotEmpty()) {
            Heading(words["ui-tip-why"])
            for (because in tip.because) Quiet(because, Modifier.padding(start = 4.dp))
        }
        AskButton(onAsk)
    }
}

/** One difficult word, explained. */
@Composable
fun WordScreen(term: TermRow, onAsk: () -> Unit, onBack: () -> Unit) {
    val words = LocalWords.current
    Page(term.term, onBack) {
        Quiet(words["ui-word-title"], Modifier.padding(start = 4.dp))
        Block { Text(term.plain, style = MaterialTheme.typography.headlineSmall) }
        AskButton(onAsk)
    }
}
