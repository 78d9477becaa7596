package nl.opstap.ui

import java.awt.image.BufferedImage
import java.io.File
import java.time.Instant
import java.time.LocalDate
import nl.opstap.shared.Story
import nl.opstap.shared.Village
import org.junit.Assert.assertTrue
import org.junit.Test

/**
 * Draws every screen from real data: the real library, a real server, clocks that stand still. With `-Dopstap.pictures=keep`
 * the pictures go to `docs/pictures/android`; otherwise beside the build, where `-Dopstap.only=today,line` draws a few.
 */
class PicturesTest {
    @Test
    fun `every screen is drawn`() {
        val keep = System.getProperty("opstap.pictures") == "keep"
        val only = System.getProperty("opstap.only")?.split(",")
        val folder = if (keep) File(System.getProperty("opstap.root"), "docs/pictures/android") else File(System.getProperty("opstap.target"), "pictures/android")
        var drawn = 0
        Village(Instant.parse("2026-11-05T09:00:00Z")).use { village ->
            val story = Story(village, LocalDate.parse("2026-11-24")).live().disagree()
            val nobody = village.device()
            val beginner = village.paired(village.neighbour("Gijs"))
            for (scene in scenes(story, nobody, beginner).filter { only == null || it.name in only }) {
                for (variant in Variant.entries.filter { it == Variant.PHONE || it == Variant.TABLET || scene.main }) {
                    stage(village, scene.device, variant, scene.routes) {
                        scene.play(this)
                        settle()
                        val picture = picture()
                        assertTrue("${scene.name} is empty", colours(picture) > 8)
                        writeSmall(picture, File(folder, "${scene.name}-${variant.name.lowercase()}.png"))
                        drawn++
                    }
                    scene.after()
                    if (scene.device != nobody) scene.device.sync()
                }
            }
        }
        assertTrue("$drawn pictures", only != null || drawn > 100)
        println("$drawn pictures in $folder")
    }

    private fun colours(picture: BufferedImage): Int {
        val seen = HashSet<Int>()
        for (y in 0 until picture.height step 3) for (x in 0 until picture.width step 3) seen += picture.getRGB(x, y)
        return seen.size
    }
}
