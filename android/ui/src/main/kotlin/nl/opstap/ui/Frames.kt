package nl.opstap.ui

import androidx.compose.animation.core.animateIntAsState
import androidx.compose.foundation.Canvas
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.BoxWithConstraints
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.fillMaxHeight
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.imePadding
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.width
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.material3.VerticalDivider
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.geometry.CornerRadius
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.platform.LocalLayoutDirection
import androidx.compose.ui.semantics.ProgressBarRangeInfo
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.progressBarRangeInfo
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.Dp
import androidx.compose.ui.unit.LayoutDirection
import androidx.compose.ui.unit.dp

/** From this width on, a list and what is chosen in it stand side by side. */
val TwoPanes: Dp = 840.dp

/** The widest that text to read gets. */
private val Reading = 640.dp

/**
 * One screen: a large title, what is on it, and at the [foot] what to do. The middle scrolls, the foot stays; where letters
 * are large, the foot scrolls along so that nothing is cut off.
 */
@Composable
fun Page(
    title: String,
    onBack: (() -> Unit)? = null,
    end: (@Composable () -> Unit)? = null,
    foot: (@Composable ColumnScope.() -> Unit)? = null,
    content: @Composable ColumnScope.() -> Unit,
) {
    Surface(color = MaterialTheme.colorScheme.background, modifier = Modifier.fillMaxSize()) {
        BoxWithConstraints(Modifier.imePadding(), contentAlignment = Alignment.TopCenter) {
            val large = androidx.compose.ui.platform.LocalDensity.current.fontScale > 1.4f
            Column(Modifier.fillMaxHeight().widthIn(max = Reading)) {
                Column(
                    Modifier.weight(1f).fillMaxWidth().verticalScroll(rememberScrollState())
                        .padding(horizontal = 20.dp).padding(bottom = 24.dp),
                    verticalArrangement = Arrangement.spacedBy(14.dp),
                ) {
                    Title(title, onBack, end)
                    content()
                    if (large && foot != null) foot()
                }
                if (!large && foot != null) Foot(foot)
            }
        }
    }
}

@Composable
private fun Foot(foot: @Composable ColumnScope.() -> Unit) {
    Column(
        Modifier.fillMaxWidth().padding(horizontal = 20.dp).padding(top = 8.dp, bottom = 20.dp),
        verticalArrangement = Arrangement.spacedBy(10.dp), content = foot,
    )
}

/** The heading of a screen, with the way back before it. */
@Composable
fun Title(title: String, onBack: (() -> Unit)?, end: (@Composable () -> Unit)? = null) {
    Column(Modifier.fillMaxWidth().padding(top = 12.dp)) {
        if (onBack != null) {
            IconButton(onBack, Modifier.size(48.dp)) { Icon(Signs.Back, LocalWords.current["ui-all-back"]) }
        } else {
            Spacer(Modifier.height(16.dp))
        }
        Row(verticalAlignment = Alignment.CenterVertically) {
            Text(
                title, Modifier.weight(1f).padding(start = 4.dp, top = 4.dp, bottom = 6.dp).semantics { heading() },
                style = MaterialTheme.typography.headlineLarge,
            )
            if (end != null) end()
        }
    }
}

/** Two screens side by side: a list, and what is chosen in it. A list alone gets the whole width, unless it [waits] for a choice. */
@Composable
fun Panes(chosen: Boolean, waits: Boolean, list: @Composable () -> Unit, detail: @Composable () -> Unit) {
    if (!chosen && !waits) return list()
    Row {
        Box(Modifier.width(440.dp).fillMaxHeight()) { list() }
        VerticalDivider(color = MaterialTheme.colorScheme.outlineVariant)
        Box(Modifier.weight(1f).fillMaxHeight()) { detail() }
    }
}

/** How far somebody is: a stair that fills. The percentage is the core's. */
@Composable
fun Stairs(percent: Int, modifier: Modifier = Modifier, steps: Int = 10) {
    val still = LocalStill.current
    val moving by animateIntAsState(percent, label = "stairs")
    val shown = if (still) percent else moving
    val full = MaterialTheme.colorScheme.primary
    val empty = MaterialTheme.colorScheme.surfaceContainerHighest
    val mirrored = LocalLayoutDirection.current == LayoutDirection.Rtl
    Canvas(
        modifier.fillMaxWidth().height(56.dp)
            .semantics { progressBarRangeInfo = ProgressBarRangeInfo(percent.toFloat(), 0f..100f) },
    ) {
        val gap = 5.dp.toPx()
        val width = (size.width - gap * (steps - 1)) / steps
        for (step in 0 until steps) {
            val height = size.height * (0.28f + 0.72f * step / (steps - 1))
            val at = if (mirrored) steps - 1 - step else step
            val ground = if (shown >= 100 * (step + 1) / steps) full else empty
            drawRoundRect(ground, Offset(at * (width + gap), size.height - height), Size(width, height), CornerRadius(6.dp.toPx()))
        }
    }
}
