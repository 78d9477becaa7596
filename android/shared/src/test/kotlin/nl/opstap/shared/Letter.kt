package nl.opstap.shared

import java.awt.Color
import java.awt.RenderingHints
import java.awt.image.BufferedImage
import java.io.ByteArrayOutputStream
import java.io.File
import javax.imageio.ImageIO
import nl.opstap.core.FileDraft

/** An invented letter, photographed: grey lines on paper, on a table. */
class Letter private constructor(private val file: File, thumbnail: ByteArray) : AutoCloseable {
    /** As the platform hands it over. */
    val draft = FileDraft(file.path, "brief.jpg", thumbnail)

    /** The photo's bytes. */
    val bytes: ByteArray = file.readBytes()

    override fun close() {
        file.delete()
    }

    companion object {
        /** A photo in a file of its own. */
        fun photo(): Letter {
            val file = File.createTempFile("opstap-letter", ".jpg").apply { writeBytes(jpeg(drawn(900, 1200))) }
            return Letter(file, jpeg(drawn(150, 200)))
        }

        private fun drawn(width: Int, height: Int) = BufferedImage(width, height, BufferedImage.TYPE_INT_RGB).apply {
            val pen = createGraphics()
            pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON)
            val (x, y) = width / 100.0 to height / 100.0
            fun block(colour: Int, left: Int, top: Int, wide: Int, high: Int) {
                pen.color = Color(colour)
                pen.fillRect((left * x).toInt(), (top * y).toInt(), (wide * x).toInt(), (high * y).toInt())
            }
            block(0x8a6f52, 0, 0, 101, 101)
            block(0xfbfaf5, 10, 6, 80, 88)
            block(0x2f6fa8, 16, 11, 12, 9)
            for (line in listOf(12 to 22, 15 to 18, 28 to 30)) block(0x9a9a98, 52, line.first, line.second, 2)
            for (line in 0..7) block(0x6f6f6d, 16, 38 + 5 * line, if (line % 4 == 3) 38 else 64, 2)
            block(0xb43b2e, 16, 82, 30, 4)
            pen.dispose()
        }

        private fun jpeg(picture: BufferedImage) = ByteArrayOutputStream().also { ImageIO.write(picture, "jpg", it) }.toByteArray()
    }
}
