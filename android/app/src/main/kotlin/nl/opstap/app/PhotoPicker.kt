package nl.opstap.app

import android.app.Activity
import android.content.Intent
import android.graphics.Bitmap
import android.graphics.BitmapFactory
import android.graphics.ImageDecoder
import android.net.Uri
import android.os.Build
import android.provider.MediaStore
import java.io.ByteArrayOutputStream
import java.io.File
import java.io.IOException
import java.nio.ByteBuffer
import kotlin.concurrent.thread
import nl.opstap.core.FileDraft

/** The system's own choosing: the app sees the one thing that was chosen and no other, and asks for no leave. */
class Chooser(private val activity: Activity, private val request: Int, name: String) {
    // What was chosen before the app ended was used, or was not; its owner has it still.
    private val folder = File(activity.cacheDir, name).apply { deleteRecursively() }
    private var waiting: ((File) -> Unit)? = null

    /** Asks for one; a copy of it is handed over apart from the screen. */
    fun choose(asked: Intent, onChosen: (File) -> Unit) {
        waiting = onChosen
        activity.startActivityForResult(asked, request)
    }

    /** What the system answered. */
    fun answered(request: Int, data: Intent?) {
        val source = data?.data?.takeIf { request == this.request } ?: return
        val hand = waiting ?: return
        thread {
            try {
                hand(copied(source))
            } catch (_: IOException) {
                // It cannot be read: as if nobody chose.
            }
        }
    }

    private fun copied(source: Uri): File {
        folder.mkdirs()
        val copy = File.createTempFile("chosen", null, folder)
        activity.contentResolver.openInputStream(source)?.use { from -> copy.outputStream().use { from.copyTo(it) } }
        return copy
    }
}

/** Choosing photos: a copy is made small apart from the screen. */
class PhotoPicker(private val activity: Activity, private val name: () -> String) {
    private val chooser = Chooser(activity, REQUEST, "outgoing")

    /** Asks for one photo. */
    fun pick(onPicked: (FileDraft) -> Unit) {
        val newer = Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU
        val asked = if (newer) Intent(MediaStore.ACTION_PICK_IMAGES) else Intent(Intent.ACTION_GET_CONTENT).setType("image/*")
        chooser.choose(asked) { copy ->
            val draft = FileDraft(copy.path, name(), small(copy.readBytes()))
            activity.runOnUiThread { onPicked(draft) }
        }
    }

    /** What the system answered. */
    fun answered(request: Int, data: Intent?) = chooser.answered(request, data)

    companion object {
        private const val REQUEST = 2
        private const val THUMBNAIL_BYTES = 8 * 1024

        /** A picture from its bytes, the way up that the camera meant, at most so wide; nothing where they are none. */
        fun draw(bytes: ByteArray, widest: Int): Bitmap? = try {
            if (Build.VERSION.SDK_INT < Build.VERSION_CODES.P) {
                BitmapFactory.decodeByteArray(bytes, 0, bytes.size)?.let { scaled(it, widest) }
            } else {
                ImageDecoder.decodeBitmap(ImageDecoder.createSource(ByteBuffer.wrap(bytes))) { decoder, info, _ ->
                    decoder.allocator = ImageDecoder.ALLOCATOR_SOFTWARE
                    val width = info.size.width.coerceAtMost(widest)
                    decoder.setTargetSize(width, (info.size.height * width / info.size.width).coerceAtLeast(1))
                }
            }
        } catch (_: IOException) {
            null
        }

        private fun scaled(picture: Bitmap, widest: Int): Bitmap {
            val width = picture.width.coerceAtMost(widest)
            return Bitmap.createScaledBitmap(picture, width, (picture.height * width / picture.width).coerceAtLeast(1), true)
        }

        /** At most 8 KiB: fainter until it fits, and none where nothing does. */
        private fun small(bytes: ByteArray): ByteArray? {
            val picture = draw(bytes, 160) ?: return null
            return listOf(75, 50, 30, 10).firstNotNullOfOrNull { quality ->
                val out = ByteArrayOutputStream()
                picture.compress(Bitmap.CompressFormat.JPEG, quality, out)
                out.toByteArray().takeIf { it.size <= THUMBNAIL_BYTES }
            }
        }
    }
}
