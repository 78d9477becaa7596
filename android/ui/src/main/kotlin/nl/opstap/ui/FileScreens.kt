package nl.opstap.ui

import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.aspectRatio
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.size
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.remember
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.unit.dp
import nl.opstap.core.FileDraft
import nl.opstap.core.FileRow
import nl.opstap.shared.OpenFile

/** What the platform can do with photos. */
interface Photos {
    /** Lets somebody choose one, and hands over a copy of it that is private to the app; nothing where nobody chose. */
    fun pick(onPicked: (FileDraft) -> Unit)

    /** The copy is no longer needed. */
    fun forget(file: FileDraft)

    /** A picture from its bytes; nothing where they are none. */
    fun open(bytes: ByteArray): Picture?
}

/** A picture that can be drawn. */
interface Picture {
    /** Its width, divided by its height. */
    val shape: Float

    /** Draws it; [cut]: up to the edges of its place, otherwise all of it. A screen reader says [name]. */
    @Composable
    fun Show(name: String?, modifier: Modifier, cut: Boolean)
}

/** The photos of the platform; none where it has none. */
val LocalPhotos = staticCompositionLocalOf<Photos?> { null }

/** A small picture; a sign where there is none. */
@Composable
private fun Thumbnail(bytes: ByteArray?, size: Int) {
    val photos = LocalPhotos.current
    val picture = remember(bytes?.contentHashCode()) { bytes?.let { photos?.open(it) } }
    val place = Modifier.size(letters(size)).clip(MaterialTheme.shapes.small)
    if (picture != null) picture.Show(null, place, cut = true) else Icon(Signs.Photo, null, Modifier.size(letters(28)))
}

/** A file in a message: touching it opens it. */
@Composable
fun FileLine(row: FileRow, onOpen: () -> Unit) {
    val words = LocalWords.current
    Row(
        Modifier.fillMaxWidth().heightIn(min = 48.dp).clickable(onClickLabel = words["ui-files-show"], role = Role.Button, onClick = onOpen),
        horizontalArrangement = Arrangement.spacedBy(12.dp), verticalAlignment = Alignment.CenterVertically,
    ) {
        Thumbnail(row.thumbnail, 72)
        Column {
            Text(row.name, style = MaterialTheme.typography.bodyMedium)
            Text(row.placeText, style = MaterialTheme.typography.bodySmall)
        }
    }
}

/** A photo that goes with the message that is being written. */
@Composable
fun ChosenPhoto(file: FileDraft, onDrop: () -> Unit) {
    val words = LocalWords.current
    Row(horizontalArrangement = Arrangement.spacedBy(12.dp), verticalAlignment = Alignment.CenterVertically) {
        Thumbnail(file.thumbnail, 56)
        Column {
            Quiet(words["ui-files-chosen"])
            QuietButton(words["ui-files-drop"], onDrop, sign = Signs.Close)
        }
    }
}

/** What one may do with a file. */
class FileWays(val onFetch: () -> Unit, val onEvict: () -> Unit, val onBack: () -> Unit)

/** A photo, large, with where it is and what can be done with it. */
@Composable
fun FileScreen(file: OpenFile, trouble: String?, busy: Boolean, ways: FileWays) {
    val words = LocalWords.current
    val photos = LocalPhotos.current
    val row = file.row
    val picture = remember(file.bytes) { file.bytes?.let { photos?.open(it) } }
    Page(words["ui-files-title"], ways.onBack, foot = {
        if (trouble != null) Notice(trouble)
        if (row.canFetch) MainButton(words["ui-files-fetch"], ways.onFetch, enabled = !busy)
        if (row.canEvict) QuietButton(words["ui-files-evict"], { if (!busy) ways.onEvict() }, sign = Signs.Close)
    }) {
        if (picture != null) {
            picture.Show(row.name, Modifier.fillMaxWidth().aspectRatio(picture.shape).clip(MaterialTheme.shapes.large), cut = false)
        } else {
            Block { Thumbnail(row.thumbnail, 160) }
        }
        Block {
            Text(row.name, style = MaterialTheme.typography.titleMedium)
            Quiet(row.sizeText)
            Text(row.placeText, style = MaterialTheme.typography.bodyLarge)
            if (row.canShow && picture == null) Text(words["ui-files-other"], style = MaterialTheme.typography.bodyLarge)
            if (row.canEvict) Quiet(words["ui-files-evict-text"])
        }
    }
}
