package nl.opstap.shared

import nl.opstap.core.CaseId
import nl.opstap.core.FileRow
import nl.opstap.core.Topic

/** A file, and its bytes where they are here and can be drawn. The bytes live in memory only. */
class OpenFile(val row: FileRow, val bytes: ByteArray?)

/** One file of a conversation. */
class FileModel(private val desk: Desk, private val id: String, private val case: CaseId?) : ScreenModel<OpenFile>(desk, Topic.MESSAGES) {
    private val files get() = desk.core.files()

    override suspend fun read(): OpenFile {
        val row = files.file(id, case)
        val known = shown.value.record?.bytes
        return OpenFile(row, if (row.canShow && row.media.startsWith("image/")) known ?: files.bytes(id, case) else null)
    }

    /** Brings its bytes here. */
    fun fetch() = act { files.fetch(id, case) }

    /** Takes its bytes from this device. */
    fun evict() = act { files.evict(id, case) }
}
