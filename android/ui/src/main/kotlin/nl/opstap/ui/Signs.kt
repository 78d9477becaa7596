package nl.opstap.ui

import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.SolidColor
import androidx.compose.ui.graphics.StrokeCap
import androidx.compose.ui.graphics.StrokeJoin
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.graphics.vector.addPathNodes
import androidx.compose.ui.unit.dp

/** The drawings of the apps: one pen, round ends. Those that point somewhere turn around where people read from the right. */
object Signs {
    /** Today. */
    val Sun = sign("M12 8a4 4 0 1 0 .01 0 M12 2.5v1.5 M12 20v1.5 M2.5 12H4 M20 12h1.5 M5.3 5.3l1 1 M17.7 17.7l1 1 M5.3 18.7l1-1 M17.7 6.3l1-1")

    /** The programme: a stair. */
    val Stair = sign("M3 20h5v-5h5v-5h5V5h3", turns = true)

    /** Money. */
    val Purse = sign("M4 7.5h14.5a2 2 0 0 1 2 2V18a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2V6.5a2 2 0 0 1 2-2H17 M16.5 13.8h.01")

    /** A message. */
    val Talk = sign("M5 4.5h14a2 2 0 0 1 2 2V15a2 2 0 0 1-2 2h-7l-5 3.5V17H5a2 2 0 0 1-2-2V6.5a2 2 0 0 1 2-2z M8 9h8 M8 12.5h5", turns = true)

    /** A question. */
    val Ask = sign("M5 4.5h14a2 2 0 0 1 2 2V15a2 2 0 0 1-2 2h-7l-5 3.5V17H5a2 2 0 0 1-2-2V6.5a2 2 0 0 1 2-2z M10 8.9a2 2 0 1 1 2.6 2c-.4.2-.6.4-.6.9 M12 14.2h.01", turns = true)

    /** More. */
    val More = sign("M4.5 6h15 M4.5 12h15 M4.5 18h15")

    /** Back. */
    val Back = sign("M20 12H4.5 M11 5.5L4.5 12l6.5 6.5", turns = true)

    /** Onward. */
    val On = sign("M9.5 6l6 6-6 6", turns = true)

    /** Done. */
    val Check = sign("M4.5 12.8l4.8 4.7L19.5 7")

    /** Close. */
    val Close = sign("M6 6l12 12 M18 6L6 18")

    /** An appointment. */
    val Calendar = sign("M5.5 5.5h13a2 2 0 0 1 2 2V18a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2V7.5a2 2 0 0 1 2-2z M3.5 10h17 M8 3.5v4 M16 3.5v4")

    /** Later, or how long. */
    val Clock = sign("M12 3.5a8.5 8.5 0 1 0 .01 0 M12 7.5V12l3 2")

    /** A tip. */
    val Lamp = sign("M9.5 17.5h5 M10 20.5h4 M12 3.5a6 6 0 0 0-3.7 10.7c.8.7 1.2 1.4 1.2 2.3v1h5v-1c0-.9.4-1.6 1.2-2.3A6 6 0 0 0 12 3.5z")

    /** Search. */
    val Search = sign("M10.5 4a6.5 6.5 0 1 0 .01 0 M15.5 15.5l5 5")

    /** Safe. */
    val Lock = sign("M6.5 10.5h11a2 2 0 0 1 2 2V18a2 2 0 0 1-2 2h-11a2 2 0 0 1-2-2v-5.5a2 2 0 0 1 2-2z M8 10.5V8a4 4 0 0 1 8 0v2.5")

    /** A person. */
    val Person = sign("M12 4a4 4 0 1 0 .01 0 M4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6")

    /** People. */
    val People = sign("M9 5a3.5 3.5 0 1 0 .01 0 M2.5 19.5c.5-3.6 3-5.5 6.5-5.5s6 1.9 6.5 5.5 M16 5.3a3.5 3.5 0 0 1 0 6.5 M17.5 14.3c2.3.6 3.7 2.3 4 5.2")

    /** How one likes it. */
    val Sliders = sign("M4 7h9 M17 7h3 M4 17h3 M11 17h9 M15 5a2 2 0 1 0 .01 0 M9 15a2 2 0 1 0 .01 0")

    /** Leaving. */
    val Door = sign("M13.5 4h-7a1.5 1.5 0 0 0-1.5 1.5v13A1.5 1.5 0 0 0 6.5 20h7 M10.5 12h10 M17 8.5l3.5 3.5-3.5 3.5", turns = true)

    /** Well done. */
    val Star = sign("M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1.1 5.9L12 16.9l-5.3 2.8 1.1-5.9L3.5 9.7l5.9-.8z", full = true)

    /** Change. */
    val Pencil = sign("M4 20l1-4.5L16.5 4 20 7.5 8.5 19z M14 6.5L17.5 10")

    /** A photo. */
    val Photo = sign("M4 6h16v13H4z M8.5 9a1.5 1.5 0 1 0 .01 0 M4 17l5-4 4 3 3-2.5 4 3.5")

    /** Add. */
    val Plus = sign("M12 5v14 M5 12h14")

    /** A place. */
    val Pin = sign("M12 21c4.7-4.5 7-8 7-11a7 7 0 0 0-14 0c0 3 2.3 6.5 7 11z M12 7.5a2.5 2.5 0 1 0 .01 0")

    /** What to bring. */
    val Bag = sign("M5 8.5h14l1 11.5H4z M9 8.5V7a3 3 0 0 1 6 0v1.5")

    /** Only on this device so far. */
    val Device = sign("M8 3.5h8a1.5 1.5 0 0 1 1.5 1.5v14a1.5 1.5 0 0 1-1.5 1.5H8A1.5 1.5 0 0 1 6.5 19V5A1.5 1.5 0 0 1 8 3.5z M11.5 17.5h1")

    /** Two readings of one thing. */
    val Two = sign("M4.5 4.5h9v9h-9z M16.5 10.5h3v9h-9v-3")

    /** Explanations. */
    val Book = sign("M12 6.5C10 5 7.5 4.5 4 4.5V18c3.5 0 6 .5 8 2 2-1.5 4.5-2 8-2V4.5c-3.5 0-6 .5-8 2z M12 6.5V20")

    /** Notifications. */
    val Bell = sign("M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15z M10 20.5h4")

    /** Not now. */
    val Far = sign("M12 3.5a8.5 8.5 0 1 0 .01 0 M8 12h8")

    /** Sent again. */
    val Round = sign("M20 12a8 8 0 1 1-2.5-5.8 M20.5 3.5v4h-4")

    private fun sign(path: String, turns: Boolean = false, full: Boolean = false): ImageVector =
        ImageVector.Builder("", 24.dp, 24.dp, 24f, 24f, autoMirror = turns).addPath(
            addPathNodes(path),
            fill = if (full) SolidColor(Color.Black) else null,
            stroke = SolidColor(Color.Black),
            strokeLineWidth = 1.9f,
            strokeLineCap = StrokeCap.Round,
            strokeLineJoin = StrokeJoin.Round,
        ).build()
}
