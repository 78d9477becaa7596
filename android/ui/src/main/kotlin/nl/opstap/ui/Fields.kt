package nl.opstap.ui

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.selection.selectable
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.foundation.selection.toggleable
import androidx.compose.foundation.text.KeyboardActions
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.OutlinedTextFieldDefaults
import androidx.compose.material3.Surface
import androidx.compose.material3.Switch
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.input.ImeAction
import androidx.compose.ui.text.input.KeyboardCapitalization
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.unit.dp

/** Something that one may choose: what the core wants back, and its words. */
data class Choice<T>(val value: T, val text: String)

/** A field with its question above it, so that the question stays readable while one types. */
@Composable
fun Field(
    question: String,
    typed: String,
    onTyped: (String) -> Unit,
    modifier: Modifier = Modifier,
    hint: String? = null,
    lines: Int = 1,
    keyboard: KeyboardType = KeyboardType.Text,
    capitals: KeyboardCapitalization = KeyboardCapitalization.Sentences,
    style: TextStyle = MaterialTheme.typography.bodyLarge,
    sign: ImageVector? = null,
    onDone: (() -> Unit)? = null,
) {
    Column(modifier.fillMaxWidth(), verticalArrangement = Arrangement.spacedBy(6.dp)) {
        Text(question, Modifier.padding(start = 4.dp), style = MaterialTheme.typography.titleMedium)
        OutlinedTextField(
            typed, onTyped, Modifier.fillMaxWidth().heightIn(min = 58.dp).semantics { contentDescription = question },
            textStyle = style, shape = MaterialTheme.shapes.medium, minLines = lines, maxLines = maxOf(lines, 6),
            singleLine = lines == 1,
            leadingIcon = sign?.let { { Icon(it, null) } },
            keyboardOptions = KeyboardOptions(
                capitalization = capitals, keyboardType = keyboard,
                imeAction = if (onDone == null) ImeAction.Default else ImeAction.Done,
            ),
            keyboardActions = KeyboardActions(onDone = { onDone?.invoke() }),
            colors = OutlinedTextFieldDefaults.colors(
                unfocusedContainerColor = MaterialTheme.colorScheme.surfaceContainerLowest,
                focusedContainerColor = MaterialTheme.colorScheme.surfaceContainerLowest,
                unfocusedBorderColor = MaterialTheme.colorScheme.outline,
            ),
        )
        if (hint != null) Quiet(hint, Modifier.padding(start = 4.dp))
    }
}

/** One of a few answers, all in sight. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
fun <T> Options(question: String, options: List<Choice<T>>, chosen: T?, onChoose: (T) -> Unit, modifier: Modifier = Modifier) {
    Column(modifier.fillMaxWidth(), verticalArrangement = Arrangement.spacedBy(8.dp)) {
        if (question.isNotEmpty()) Text(question, Modifier.padding(start = 4.dp), style = MaterialTheme.typography.titleMedium)
        FlowRow(
            Modifier.selectableGroup(),
            horizontalArrangement = Arrangement.spacedBy(8.dp), verticalArrangement = Arrangement.spacedBy(8.dp),
        ) {
            for (option in options) Answer(option.text, option.value == chosen) { onChoose(option.value) }
        }
    }
}

/** One answer as a pill; the chosen one has a tick as well as a colour. */
@Composable
private fun Answer(text: String, chosen: Boolean, onClick: () -> Unit) {
    val colours = MaterialTheme.colorScheme
    Surface(
        color = if (chosen) colours.primaryContainer else colours.surfaceContainerLowest,
        contentColor = if (chosen) colours.onPrimaryContainer else colours.onSurface,
        shape = MaterialTheme.shapes.medium,
        border = BorderStroke(1.5.dp, if (chosen) colours.primary else colours.outlineVariant),
        modifier = Modifier.clip(MaterialTheme.shapes.medium).selectable(chosen, role = Role.RadioButton, onClick = onClick),
    ) {
        Row(
            // A short answer, such as "jij", is still wide enough for a finger.
            Modifier.heightIn(min = 50.dp).widthIn(min = 50.dp).padding(horizontal = 16.dp, vertical = 10.dp),
            horizontalArrangement = Arrangement.spacedBy(8.dp, Alignment.CenterHorizontally), verticalAlignment = Alignment.CenterVertically,
        ) {
            if (chosen) Icon(Signs.Check, null, Modifier.size(letters(20)))
            Text(text, style = MaterialTheme.typography.bodyMedium)
        }
    }
}

/** Yes or no, as a row with a switch; the whole row is the switch. */
@Composable
fun Toggle(text: String, on: Boolean, onChange: (Boolean) -> Unit, modifier: Modifier = Modifier) {
    Row(
        modifier.fillMaxWidth().heightIn(min = 60.dp).toggleable(on, role = Role.Switch, onValueChange = onChange)
            .padding(horizontal = 20.dp, vertical = 8.dp),
        horizontalArrangement = Arrangement.spacedBy(14.dp), verticalAlignment = Alignment.CenterVertically,
    ) {
        Text(text, Modifier.weight(1f), style = MaterialTheme.typography.bodyLarge)
        Switch(on, null)
    }
}
