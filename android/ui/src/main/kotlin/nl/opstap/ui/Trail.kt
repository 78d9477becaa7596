package nl.opstap.ui

import androidx.compose.runtime.Composable
import androidx.compose.runtime.DisposableEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.listSaver
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import nl.opstap.core.CaseId
import nl.opstap.shared.Desk
import nl.opstap.shared.ScreenModel
import nl.opstap.shared.Shown

/** Words that another app shares, such as those of a photo, to be taken once; no more of them than the core reads of a letter. */
class SharedWords(words: String) {
    private var left: String? = words.take(MOST).ifBlank { null }

    /** The words; nothing where they were taken. */
    fun take(): String? = left.also { left = null }

    private companion object {
        const val MOST = 64 * 1024
    }
}

/** The way somebody came: routes of `docs/screens.md`, the present one last. */
class Trail(start: List<String>, private val roots: List<String>) {
    /** The routes. */
    var routes by mutableStateOf(start)
        private set

    /** A text that a screen hands to the one before it. */
    var carried by mutableStateOf("")

    /** Words that another app shared, for a new letter. */
    var shared by mutableStateOf("")

    /** Goes to a new letter with words for it; who is writing one stays there. */
    fun goWithWords(words: String) {
        shared = words
        if (routes.last() != "newletter") routes = routes + listOf("letters", "newletter").dropWhile { it == routes.last() }
    }

    /** Goes on; a root of the app begins the way anew. */
    fun go(route: String) {
        routes = when (route) {
            roots.first() -> listOf(route)
            in roots -> listOf(roots.first(), route)
            else -> routes + route
        }
    }

    /** Goes on, in the place of [from] and everything after it. */
    fun turn(from: Int, route: String) {
        routes = routes.take(from) + route
    }

    /** Goes back to just before [at]; false where there is nothing before it. */
    fun back(at: Int = routes.lastIndex): Boolean {
        if (at < 1) return false
        routes = routes.take(at)
        return true
    }
}

/** A trail that outlives the turning of a phone. */
@Composable
fun rememberTrail(roots: List<String>, start: List<String>): Trail {
    val saver = listSaver<Trail, String>(save = { it.routes }, restore = { Trail(it, roots) })
    return rememberSaveable(roots, start, saver = saver) {
        Trail(listOf(roots.first()), roots).also { trail -> start.forEach { trail.go(it.removePrefix("opstap://")) } }
    }
}

/** One place on a trail, with what a screen there may do. */
class Spot(
    val desk: Desk,
    private val trail: Trail,
    private val at: Int,
    val helper: Boolean,
    val device: DeviceWays,
    val leave: () -> Unit,
) {
    private val path = trail.routes[at].split("/")
    private val inCase = path.first() == "case" && path.size > 1

    /** The case that it is about; none: the client's own. */
    val case: CaseId? = if (inCase) CaseId(path[1]) else null
    private val rest = if (inCase) path.drop(2).ifEmpty { listOf("today") } else path

    /** Which screen. */
    val head: String = rest.first()

    /** About what. */
    val arg: String = rest.drop(1).firstOrNull().orEmpty()

    /** All that comes after the screen. */
    val tail: String = rest.drop(1).joinToString("/")

    /** And what of it. */
    val detail: String? = rest.drop(2).firstOrNull()

    /** What stands beside it. */
    val beside: String? = trail.routes.getOrNull(at + 1)?.removePrefix("case/${case?.value}/")

    /** The case that stands beside it. */
    val besideCase: String? = trail.routes.getOrNull(at + 1)?.split("/")?.takeIf { it.first() == "case" }?.getOrNull(1)

    /** The text that came along. */
    val carried: String get() = trail.carried

    /** The words that another app shared. */
    val shared: String get() = trail.shared

    /** The same place, for remembering. */
    val key: String = trail.routes[at]

    private fun whole(route: String) = if (case == null) route else "case/${case.value}/$route"

    /** Goes on; what stood beside this place makes room. */
    fun go(route: String) {
        if (at < trail.routes.lastIndex) trail.back(at + 1)
        trail.go(whole(route))
    }

    /** Goes to another part of the same case. */
    fun turn(route: String) = trail.turn(at, whole(route))

    /** The way back; none from a root. */
    val back: (() -> Unit)? = if (at < 1 || (at == 1 && trail.routes[1] in ClientRoots)) null else ({ trail.back(at) })

    /** Goes where something led: back, where one came from there. */
    fun arrive(route: String) = if (trail.routes.getOrNull(at - 1) == whole(route)) done() else turn(route)

    /** Away from here. */
    fun done() {
        trail.back(at)
    }

    /** Hands a text to the screen before this one. */
    fun carry(text: String) {
        trail.carried = text
        trail.back(at)
    }

    /** The text that came along was used. */
    fun used() {
        trail.carried = ""
    }

    /** The words that another app shared were taken over, or were not wanted. */
    fun usedShared() {
        trail.shared = ""
    }
}

/** A model that reads as long as its screen is there. */
@Composable
fun <M : ScreenModel<*>> using(spot: Spot, part: String = "", make: () -> M): M {
    val model = remember(spot.desk, spot.key, part) { make().also { it.start() } }
    DisposableEffect(model) { onDispose { model.close() } }
    return model
}

/** Draws the newest record; until there is one, a calm word. */
@Composable
fun <T> ScreenModel<T>.Show(content: @Composable (T, Shown<T>) -> Unit) {
    val now by shown.collectAsState()
    val record = now.record
    if (record == null) Empty(now.trouble, ::retry) else content(record, now)
}

@Composable
private fun Empty(trouble: String?, onRetry: () -> Unit) {
    val words = LocalWords.current
    Page("", foot = { if (trouble != null) MainButton(words["ui-all-retry"], onRetry) }) {
        if (trouble != null) Notice(trouble) else Text(words["ui-all-loading"], style = MaterialTheme.typography.bodyLarge)
    }
}
