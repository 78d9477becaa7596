package nl.opstap.ui

import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.imePadding
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.items
import androidx.compose.foundation.lazy.rememberLazyListState
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import nl.opstap.core.ConversationPage
import nl.opstap.core.ExampleRow
import nl.opstap.core.FileDraft
import nl.opstap.core.MessageRow

/** What one may do in a conversation. */
class ConversationWays(
    /** Sends; the second tells that it is safe here. */
    val onSend: (String, List<FileDraft>, () -> Unit) -> Unit,
    val onOlder: () -> Unit,
    val onBack: (() -> Unit)? = null,
    /** Only for a helper: example messages. */
    val onExamples: (() -> Unit)? = null,
    /** For one of one's own messages, by its id. */
    val onErase: (String) -> Unit = {},
    /** For a file, by its id. */
    val onFile: (String) -> Unit = {},
)

/** The conversation: newest below; what is not sent yet says so quietly. */
@Composable
fun ConversationScreen(page: ConversationPage, trouble: String?, busy: Boolean, ways: ConversationWays, start: String = "") {
    val words = LocalWords.current
    val list = rememberLazyListState()
    // A list keeps showing what it showed: the newest message would come below its edge.
    LaunchedEffect(page.messages.lastOrNull()?.id) { list.scrollToItem(0) }
    Surface(color = MaterialTheme.colorScheme.background, modifier = Modifier.fillMaxSize()) {
        Box(Modifier.imePadding(), contentAlignment = Alignment.TopCenter) {
            Column(Modifier.widthIn(max = 720.dp).padding(horizontal = 16.dp)) {
                LazyColumn(
                    Modifier.weight(1f).fillMaxWidth(), list, reverseLayout = true,
                    verticalArrangement = Arrangement.spacedBy(10.dp, Alignment.Top),
                ) {
                    items(page.messages.asReversed(), key = { it.id }) { Message(it, ways) }
                    if (page.messages.isEmpty()) {
                        item { Block { With(Signs.Talk) { Text(words["ui-conversation-empty"], style = MaterialTheme.typography.bodyLarge) } } }
                    }
                    if (page.older != null) item { QuietButton(words["ui-conversation-older"], ways.onOlder) }
                    item { Title(words["ui-conversation-title"], ways.onBack) }
                }
                if (trouble != null) Notice(trouble)
                Writing(start, busy, ways)
            }
        }
    }
}

@Composable
private fun Writing(start: String, busy: Boolean, ways: ConversationWays) {
    val words = LocalWords.current
    var text by rememberSaveable(start) { mutableStateOf(start) }
    val photos = LocalPhotos.current
    var chosen by remember { mutableStateOf<FileDraft?>(null) }
    fun drop() {
        chosen?.let { photos?.forget(it) }
        chosen = null
    }
    fun send() = ways.onSend(text, listOfNotNull(chosen)) {
        text = ""
        drop()
    }
    Column(Modifier.padding(top = 8.dp, bottom = 16.dp), verticalArrangement = Arrangement.spacedBy(8.dp)) {
        val examples = ways.onExamples
        if (examples != null) QuietButton(words["ui-conversation-examples"], examples, sign = Signs.Book)
        Field(words["ui-conversation-write"], text, { text = it }, lines = 2)
        val photo = chosen
        if (photo != null) ChosenPhoto(photo, ::drop)
        if (photo == null && photos != null) QuietButton(words["ui-files-add"], { photos.pick { chosen = it } }, sign = Signs.Photo)
        MainButton(words["ui-conversation-send"], ::send, enabled = !busy && (text.isNotBlank() || photo != null))
    }
}

@Composable
private fun Message(row: MessageRow, ways: ConversationWays) {
    val words = LocalWords.current
    val colours = MaterialTheme.colorScheme
    val shape = if (row.mine) RoundedCornerShape(22.dp, 22.dp, 6.dp, 22.dp) else RoundedCornerShape(22.dp, 22.dp, 22.dp, 6.dp)
    // One's own can be touched: what can be done with it stands behind it, not beside each.
    val own = Modifier.clip(shape).clickable(onClickLabel = words["ui-conversation-erase"], role = Role.Button) { ways.onErase(row.id) }
    Row(Modifier.fillMaxWidth(), horizontalArrangement = if (row.mine) Arrangement.End else Arrangement.Start) {
        Column(
            Modifier.fillMaxWidth(0.86f).semantics(mergeDescendants = true) {}.then(if (row.mine) own else Modifier),
            horizontalAlignment = if (row.mine) Alignment.End else Alignment.Start,
            verticalArrangement = Arrangement.spacedBy(4.dp),
        ) {
            Surface(
                color = if (row.mine) colours.primaryContainer else colours.surfaceContainerLowest,
                contentColor = if (row.mine) colours.onPrimaryContainer else colours.onSurface, shape = shape,
            ) {
                Column(Modifier.heightIn(min = 48.dp).padding(16.dp), verticalArrangement = Arrangement.spacedBy(6.dp)) {
                    row.about?.let {
                        Text(words["ui-conversation-about"], style = MaterialTheme.typography.labelSmall)
                        Text(it.text, style = MaterialTheme.typography.bodySmall)
                    }
                    Text(row.text, style = MaterialTheme.typography.bodyLarge)
                    row.files.forEach { file -> FileLine(file) { ways.onFile(file.id) } }
                }
            }
            Quiet(row.sender + " · " + row.whenText, Modifier.padding(horizontal = 6.dp))
            if (row.waiting) Quiet(words["ui-conversation-waiting"], Modifier.padding(horizontal = 6.dp))
        }
    }
}

/** A question about a text, which goes along. */
@Composable
fun AskScreen(about: String, trouble: String?, busy: Boolean, onAsk: (String) -> Unit, onBack: () -> Unit) {
    val words = LocalWords.current
    var text by rememberSaveable { mutableStateOf("") }
    Page(words["ui-ask-title"], onBack, foot = {
        if (trouble != null) Notice(trouble)
        MainButton(words["ui-ask-send"], { onAsk(text) }, enabled = !busy && text.isNotBlank())
    }) {
        Block(colour = MaterialTheme.colorScheme.secondaryContainer, ink = MaterialTheme.colorScheme.onSecondaryContainer) {
            Text(words["ui-conversation-about"], style = MaterialTheme.typography.labelMedium)
            Text(about, style = MaterialTheme.typography.titleLarge)
        }
        Quiet(words["ui-ask-text"], Modifier.padding(start = 4.dp))
        Field(words["ui-ask-write"], text, { text = it }, lines = 4)
    }
}

/** Example messages for a helper, in the moment of writing. */
@Composable
fun ExamplesScreen(rows: List<ExampleRow>, onSearch: (String) -> Unit, onUse: (String) -> Unit, onBack: () -> Unit) {
    val words = LocalWords.current
    var search by rememberSaveable { mutableStateOf("") }
    Page(words["ui-examples-title"], onBack) {
        Field(words["ui-examples-search"], search, { search = it; onSearch(it) }, sign = Signs.Search)
        if (rows.isEmpty()) Quiet(words["ui-examples-none"])
        for (row in rows) {
            Block {
                Quiet(row.moment)
                Text(row.text, style = MaterialTheme.typography.bodyLarge)
                QuietButton(words["ui-examples-use"], { onUse(row.text) }, sign = Signs.Pencil)
            }
        }
    }
}
