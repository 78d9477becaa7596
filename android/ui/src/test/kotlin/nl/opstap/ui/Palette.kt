package nl.opstap.ui

import java.awt.image.BufferedImage
import java.awt.image.IndexColorModel
import java.io.File
import javax.imageio.ImageIO

/** Writes a picture with at most 128 colours: flat screens lose nothing that one sees, and stay small. */
fun writeSmall(picture: BufferedImage, file: File) {
    val counts = HashMap<Int, Int>()
    val pixels = picture.getRGB(0, 0, picture.width, picture.height, null, 0, picture.width)
    for (pixel in pixels) counts.merge(pixel and 0xFFFFFF, 1, Int::plus)
    val colours = counts.entries.sortedWith(compareBy({ -it.value }, { it.key })).take(128).map { it.key }.toIntArray()
    val nearest = HashMap<Int, Int>()
    val bytes = { shift: Int -> ByteArray(colours.size) { (colours[it] shr shift).toByte() } }
    val model = IndexColorModel(8, colours.size, bytes(16), bytes(8), bytes(0))
    val small = BufferedImage(picture.width, picture.height, BufferedImage.TYPE_BYTE_INDEXED, model)
    val data = IntArray(pixels.size) { at -> nearest.getOrPut(pixels[at] and 0xFFFFFF) { closest(colours, pixels[at]) } }
    small.raster.setPixels(0, 0, picture.width, picture.height, data)
    file.parentFile.mkdirs()
    ImageIO.write(small, "png", file)
}

private fun closest(colours: IntArray, pixel: Int): Int = colours.indices.minBy { at ->
    val part = { shift: Int -> ((colours[at] shr shift) and 255) - ((pixel shr shift) and 255) }
    part(16) * part(16) + part(8) * part(8) + part(0) * part(0)
}
