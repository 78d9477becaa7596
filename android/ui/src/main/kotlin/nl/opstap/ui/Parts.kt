package nl.opstap.ui

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.material3.Button
import androidx.compose.material3.ButtonDefaults
import androidx.compose.material3.Card
import androidx.compose.material3.CardDefaults
import androidx.compose.material3.HorizontalDivider
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.text.style.TextDirection
import androidx.compose.ui.unit.Dp
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.sp
import nl.opstap.core.MoneyText

/** A rounded card: one thing that belongs together. With [onClick] the whole card is one button. */
@Composable
fun Block(
    modifier: Modifier = Modifier,
    colour: Color = MaterialTheme.colorScheme.surfaceContainerLowest,
    ink: Color = MaterialTheme.colorScheme.onSurface,
    onClick: (() -> Unit)? = null,
    content: @Composable ColumnScope.() -> Unit,
) {
    val colours = CardDefaults.cardColors(containerColor = colour, contentColor = ink)
    val inside: @Composable ColumnScope.() -> Unit = {
        Column(Modifier.fillMaxWidth().padding(20.dp), verticalArrangement = Arrangement.spacedBy(8.dp), content = content)
    }
    val shape = MaterialTheme.shapes.large
    if (onClick == null) {
        Card(modifier.fillMaxWidth(), shape = shape, colors = colours, content = inside)
    } else {
        Card(onClick, modifier.fillMaxWidth(), shape = shape, colors = colours, content = inside)
    }
}

/** A card of rows, with a thin line between them. */
@Composable
fun Rows(modifier: Modifier = Modifier, content: @Composable ColumnScope.() -> Unit) {
    val colours = CardDefaults.cardColors(containerColor = MaterialTheme.colorScheme.surfaceContainerLowest)
    Card(modifier.fillMaxWidth(), shape = MaterialTheme.shapes.large, colors = colours) {
        Column(Modifier.fillMaxWidth().padding(vertical = 6.dp), content = content)
    }
}

/** One row: a sign, a text, a second text in quiet ink, and what stands at the end. */
@Composable
fun Line(
    title: String,
    modifier: Modifier = Modifier,
    text: String? = null,
    sign: ImageVector? = null,
    chosen: Boolean = false,
    onClick: (() -> Unit)? = null,
    end: (@Composable () -> Unit)? = null,
    below: (@Composable () -> Unit)? = null,
) {
    val ground = if (chosen) MaterialTheme.colorScheme.primaryContainer else Color.Transparent
    val pressed = if (onClick == null) modifier else modifier.clickable(role = Role.Button, onClick = onClick)
    Surface(color = ground, shape = MaterialTheme.shapes.medium, modifier = Modifier.padding(horizontal = 6.dp)) {
        Row(
            pressed.fillMaxWidth().heightIn(min = 60.dp).padding(horizontal = 14.dp, vertical = 10.dp),
            horizontalArrangement = Arrangement.spacedBy(14.dp),
            verticalAlignment = Alignment.CenterVertically,
        ) {
            if (sign != null) Icon(sign, null, Modifier.size(letters(24)), tint = MaterialTheme.colorScheme.primary)
            Column(Modifier.weight(1f)) {
                Text(title, style = MaterialTheme.typography.bodyLarge)
                if (!text.isNullOrEmpty()) Quiet(text)
                if (below != null) Box(Modifier.padding(top = 6.dp)) { below() }
            }
            if (end != null) end()
            if (onClick != null) Icon(Signs.On, null, Modifier.size(20.dp), tint = MaterialTheme.colorScheme.outline)
        }
    }
}

/** A size that grows with the letters. */
@Composable
fun letters(size: Int): Dp = with(LocalDensity.current) { size.sp.toDp() }

/** A thin line between rows. */
@Composable
fun Between() = HorizontalDivider(Modifier.padding(horizontal = 20.dp), color = MaterialTheme.colorScheme.outlineVariant)

/** The one thing to do here. */
@Composable
fun MainButton(text: String, onClick: () -> Unit, modifier: Modifier = Modifier, enabled: Boolean = true) {
    Button(
        onClick, modifier.fillMaxWidth().heightIn(min = 58.dp), enabled = enabled,
        shape = MaterialTheme.shapes.large, contentPadding = PaddingValues(horizontal = 24.dp, vertical = 14.dp),
    ) { Text(text, style = MaterialTheme.typography.labelLarge, textAlign = TextAlign.Center) }
}

/** Something else that one may do. */
@Composable
fun SideButton(text: String, onClick: () -> Unit, modifier: Modifier = Modifier, sign: ImageVector? = null) {
    OutlinedButton(
        onClick, modifier.fillMaxWidth().heightIn(min = 54.dp), shape = MaterialTheme.shapes.large,
        border = BorderStroke(1.5.dp, MaterialTheme.colorScheme.primary),
        contentPadding = PaddingValues(horizontal = 20.dp, vertical = 12.dp),
    ) {
        if (sign != null) Icon(sign, null, Modifier.padding(end = 10.dp).size(letters(22)))
        Text(text, style = MaterialTheme.typography.labelLarge, textAlign = TextAlign.Center)
    }
}

/** Something small that one may do. */
@Composable
fun QuietButton(text: String, onClick: () -> Unit, modifier: Modifier = Modifier, sign: ImageVector? = null) {
    TextButton(
        onClick, modifier.heightIn(min = 48.dp), shape = MaterialTheme.shapes.medium,
        colors = ButtonDefaults.textButtonColors(contentColor = MaterialTheme.colorScheme.primary),
        contentPadding = PaddingValues(horizontal = 12.dp, vertical = 10.dp),
    ) {
        if (sign != null) Icon(sign, null, Modifier.padding(end = 8.dp).size(letters(20)))
        Text(text, style = MaterialTheme.typography.labelMedium, textAlign = TextAlign.Center)
    }
}

/** A question about what is on the screen, for the helper; a helper has nobody to ask. */
@Composable
fun AskButton(onAsk: () -> Unit) {
    if (!LocalHelps.current) QuietButton(LocalWords.current["ui-all-ask"], onAsk, sign = Signs.Ask)
}

/** A small heading above a card. */
@Composable
fun Heading(text: String, modifier: Modifier = Modifier) {
    Text(
        text, modifier.padding(start = 4.dp, top = 12.dp).semantics { heading() },
        style = MaterialTheme.typography.titleMedium, color = MaterialTheme.colorScheme.onSurfaceVariant,
    )
}

/** The first sentence of a screen, under its heading. */
@Composable
fun Lead(text: String, modifier: Modifier = Modifier) {
    Text(text, modifier.padding(horizontal = 4.dp), style = MaterialTheme.typography.bodyLarge)
}

/** Text in quiet ink. */
@Composable
fun Quiet(text: String, modifier: Modifier = Modifier) {
    Text(text, modifier, style = MaterialTheme.typography.bodySmall, color = MaterialTheme.colorScheme.onSurfaceVariant)
}

/** An amount; a screen reader speaks the core's words. */
@Composable
fun Amount(money: MoneyText, modifier: Modifier = Modifier, style: TextStyle = MaterialTheme.typography.titleMedium) {
    Text(money.text, modifier.clearAndSetSemantics { contentDescription = money.spoken }, style = style.copy(textDirection = TextDirection.Ltr), softWrap = false)
}

/** A sign in a soft circle. */
@Composable
fun Badge(sign: ImageVector, ground: Color = MaterialTheme.colorScheme.primaryContainer, ink: Color = MaterialTheme.colorScheme.onPrimaryContainer) {
    Surface(color = ground, contentColor = ink, shape = CircleShape) {
        Box(Modifier.size(48.dp), contentAlignment = Alignment.Center) { Icon(sign, null, Modifier.size(26.dp)) }
    }
}

/** What went otherwise than expected, in one kind sentence; a screen reader says it at once. */
@Composable
fun Notice(text: String, modifier: Modifier = Modifier) {
    val colours = MaterialTheme.colorScheme
    Block(modifier.semantics { liveRegion = LiveRegionMode.Polite }, colours.secondaryContainer, colours.onSecondaryContainer) {
        Text(text, style = MaterialTheme.typography.bodyLarge)
    }
}

/** Says quietly that something is only on this device so far. */
@Composable
fun WaitingMark() {
    val words = LocalWords.current
    Row(horizontalArrangement = Arrangement.spacedBy(6.dp), verticalAlignment = Alignment.CenterVertically) {
        Icon(Signs.Device, null, Modifier.size(16.dp), tint = MaterialTheme.colorScheme.outline)
        Quiet(words["ui-all-waiting"])
    }
}

/** A short word in a soft pill. */
@Composable
fun Pill(text: String, colour: Color = MaterialTheme.colorScheme.secondaryContainer, ink: Color = MaterialTheme.colorScheme.onSecondaryContainer) {
    Surface(color = colour, contentColor = ink, shape = MaterialTheme.shapes.small) {
        Text(text, Modifier.padding(horizontal = 10.dp, vertical = 4.dp), style = MaterialTheme.typography.labelSmall)
    }
}
