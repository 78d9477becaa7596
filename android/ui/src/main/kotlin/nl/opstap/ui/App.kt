package nl.opstap.ui

import androidx.compose.foundation.layout.BoxWithConstraints
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxHeight
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.NavigationBar
import androidx.compose.material3.NavigationBarItem
import androidx.compose.material3.NavigationRail
import androidx.compose.material3.NavigationRailItem
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.DisposableEffect
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.Density
import androidx.compose.ui.unit.dp
import nl.opstap.core.Role
import nl.opstap.core.SessionState
import nl.opstap.shared.Desk
import nl.opstap.shared.SessionModel
import nl.opstap.shared.Shown
import nl.opstap.shared.Someone

private val ClientWays = listOf(
    Way("today", "ui-nav-today", Signs.Sun),
    Way("programme", "ui-nav-programme", Signs.Stair),
    Way("budget", "ui-nav-budget", Signs.Purse),
    Way("conversation", "ui-nav-conversation", Signs.Talk),
    Way("me", "ui-nav-me", Signs.More),
)

private val HelperWays = listOf(
    Way("caseload", "ui-nav-caseload", Signs.People),
    Way("day", "ui-nav-day", Signs.Calendar),
    Way("mine", "ui-nav-mine", Signs.Device),
)

/** The screens from which everything begins. */
internal val ClientRoots = (ClientWays + HelperWays).map { it.route }

/** What the platform gives the screens, and what it hears from them. */
class Platform(
    val family: FontFamily,
    val dark: Boolean,
    val still: Boolean,
    val device: DeviceWays,
    /** Reads a QR code with the camera, and hands over what it says; none without a camera. */
    val scan: (((String) -> Unit) -> Unit)? = null,
    /** Choosing and drawing photos; none where the platform cannot. */
    val photos: Photos? = null,
    /** Choosing other files; none where the platform cannot. */
    val papers: Papers? = null,
    /** Printing, and keeping as a file; none where the platform cannot. */
    val printer: Printer? = null,
    /** The device was emptied: open the core anew. */
    val onLeft: () -> Unit = {},
    /** Lets the platform's own way back lead here: it is handed what to do. */
    val back: @Composable (() -> Boolean) -> Unit = {},
)

/**
 * Both apps: whose it is decides the role of who paired. [routes] is where a tap on a notification leads, or what a camera
 * outside the app read from a pairing code. [words] are those of a letter that another app shares: a client's new letter.
 */
@Composable
fun OpstapApp(desk: Desk, platform: Platform, routes: List<String> = emptyList(), words: SharedWords? = null) {
    val model = remember(desk) { SessionModel(desk).also { it.start() } }
    DisposableEffect(model) { onDispose { model.close() } }
    val now by model.shown.collectAsState()
    // Who asked for help just now reads first by which code they come back.
    var asked by rememberSaveable(desk) { mutableStateOf(false) }
    val someone = now.record ?: return Box(Modifier.fillMaxSize())
    OpstapTheme(someone.words, platform.dark, platform.family, platform.device.larger, platform.still) {
        when (val state = someone.state) {
            is SessionState.NotPaired -> {
                LaunchedEffect(words) { words?.take() }
                Entry(desk, model, now, platform, routes.firstOrNull { "pair?" in it }) { asked = it }
            }
            is SessionState.Paired -> key(state.person.account) {
                val helper = state.person.role != Role.CLIENT
                CompositionLocalProvider(
                    LocalHelps provides helper, LocalPhotos provides platform.photos, LocalPapers provides platform.papers,
                    LocalPrinter provides platform.printer,
                ) {
                    val start = routes.filterNot { "pair?" in it } + if (asked) listOf("page/kept") else emptyList()
                    Inside(desk, platform, helper, if (helper) HelperWays else ClientWays, start, words) {
                        asked = false
                        platform.onLeft()
                    }
                }
            }
        }
    }
}

/** The ways in: with a code, or by asking for help. */
private enum class Door { WELCOME, CODE, ASK }

@Composable
private fun Entry(desk: Desk, model: SessionModel, now: Shown<Someone>, platform: Platform, link: String?, asking: (Boolean) -> Unit) {
    var door by rememberSaveable { mutableStateOf(if (link == null) Door.WELCOME else Door.CODE) }
    val trail = rememberTrail(listOf("page/ask"), emptyList())
    val leave = { door = Door.WELCOME }
    LaunchedEffect(link) { link?.let(model::pairByLink) }
    platform.back { (door == Door.ASK && trail.back()) || (door != Door.WELCOME).also { leave() } }
    when (door) {
        Door.WELCOME -> WelcomeScreen(model::speak, { door = Door.ASK }) { door = Door.CODE }
        Door.CODE -> {
            val scan = platform.scan?.let { scan -> { scan(model::pairByLink) } }
            PairScreen(now.trouble, now.busy, model::pair, leave, scan)
        }
        Door.ASK -> HelpScreen(Spot(desk, trail, trail.routes.lastIndex, false, platform.device) {}, now, { model.ask(asking) }, leave)
    }
}

@Composable
private fun Inside(
    desk: Desk, platform: Platform, helper: Boolean, ways: List<Way>, routes: List<String>, words: SharedWords?, onLeft: () -> Unit,
) {
    val trail = rememberTrail(ways.map { it.route }, routes)
    // A helper has no letters of their own.
    LaunchedEffect(words) { words?.take()?.takeUnless { helper }?.let(trail::goWithWords) }
    platform.back { trail.back() }
    val last = trail.routes.lastIndex
    val root = trail.routes.last { it in ClientRoots }
    val spot = { at: Int -> Spot(desk, trail, at, helper, platform.device, onLeft) }
    Surface(color = MaterialTheme.colorScheme.background, modifier = Modifier.fillMaxSize()) {
        BoxWithConstraints {
            if (maxWidth < TwoPanes) {
                Column {
                    Box(Modifier.weight(1f)) { Place(spot(last)) }
                    if (trail.routes.last() in ClientRoots) Bar(ways, root, trail::go)
                }
            } else {
                Row {
                    Rail(ways, root, trail::go)
                    val two = trail.routes.last() !in ClientRoots
                    Panes(two, helper && root != "mine", { Place(spot(if (two) last - 1 else last)) }) { if (two) Place(spot(last)) else NobodyScreen() }
                }
            }
        }
    }
}

/** A place; in a case, with the case's own parts above it. */
@Composable
private fun Place(spot: Spot) = key(spot.key) {
    if (spot.case != null && CaseWays.any { it.route.substringBefore('/') == spot.head }) CaseFrame(spot.head, spot::turn) { At(spot) } else At(spot)
}

@Composable
private fun Bar(ways: List<Way>, chosen: String, go: (String) -> Unit) {
    val own = LocalDensity.current
    // Five words beside each other: beyond this they would be cut off, and the signs above them grow instead.
    val letters = Density(own.density, own.fontScale.coerceAtMost(1f))
    NavigationBar(containerColor = MaterialTheme.colorScheme.surfaceContainer) {
        for (way in ways) {
            val sign = if (own.fontScale > 1.4f) 32.dp else 24.dp
            NavigationBarItem(
                way.route == chosen, { go(way.route) }, { Icon(way.sign, null, Modifier.size(sign)) },
                label = {
                    CompositionLocalProvider(LocalDensity provides letters) {
                        Text(LocalWords.current[way.key], style = MaterialTheme.typography.labelSmall, maxLines = 1)
                    }
                },
            )
        }
    }
}

@Composable
private fun Rail(ways: List<Way>, chosen: String, go: (String) -> Unit) {
    NavigationRail(Modifier.fillMaxHeight().padding(vertical = 16.dp), containerColor = MaterialTheme.colorScheme.background) {
        for (way in ways) {
            NavigationRailItem(
                way.route == chosen, { go(way.route) }, { Icon(way.sign, null) }, Modifier.padding(vertical = 6.dp),
                label = { Text(LocalWords.current[way.key], style = MaterialTheme.typography.labelSmall, textAlign = TextAlign.Center) },
            )
        }
    }
}
