package nl.opstap.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.text.input.KeyboardCapitalization
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.unit.dp
import nl.opstap.core.Pressed
import nl.opstap.shared.PageModel
import nl.opstap.shared.Shown
import nl.opstap.shared.Someone

/** What this is, before anything is asked. */
@Composable
fun WelcomeScreen(onLanguage: (String) -> Unit, onAsk: () -> Unit, onStart: () -> Unit) {
    val words = LocalWords.current
    Page(words["ui-welcome-title"], foot = {
        MainButton(words["ui-welcome-start"], onStart)
        SideButton(words["ui-welcome-ask"], onAsk)
        Quiet(words["ui-welcome-no-code"], Modifier.padding(horizontal = 4.dp))
    }) {
        Stairs(60, Modifier.padding(vertical = 12.dp).height(96.dp))
        Text(words["ui-welcome-text"], style = MaterialTheme.typography.headlineSmall)
        Spacer(Modifier.height(4.dp))
        Promise(Signs.Lock, words["ui-welcome-safe"])
        Promise(Signs.Device, words["ui-welcome-offline"])
        LanguageChoice(onLanguage)
    }
}

@Composable
private fun Promise(sign: ImageVector, text: String) {
    Row(horizontalArrangement = Arrangement.spacedBy(14.dp), verticalAlignment = Alignment.CenterVertically) {
        Badge(sign)
        Text(text, Modifier.weight(1f), style = MaterialTheme.typography.bodyLarge)
    }
}

/** The code that makes this device somebody's. [onScan] only where the platform has a camera for it. */
@Composable
fun PairScreen(trouble: String?, busy: Boolean, onPair: (String) -> Unit, onBack: () -> Unit, onScan: (() -> Unit)? = null) {
    val words = LocalWords.current
    var code by rememberSaveable { mutableStateOf("") }
    Page(words["ui-pair-title"], onBack, foot = {
        if (trouble != null) Notice(trouble)
        MainButton(words["ui-pair-go"], { onPair(code) }, enabled = !busy && code.isNotBlank())
    }) {
        Lead(words["ui-pair-text"])
        Field(
            words["ui-pair-code"], code, { code = it }, hint = words["ui-pair-example"],
            capitals = KeyboardCapitalization.Characters, keyboard = KeyboardType.Ascii,
            style = MaterialTheme.typography.headlineMedium, onDone = { onPair(code) },
        )
        if (onScan != null) SideButton(words["ui-pair-scan"], onScan)
        if (busy) Quiet(words["ui-pair-busy"])
    }
}

/** Asking for help without a code: pages of the core, of which the last is sent. */
@Composable
internal fun HelpScreen(spot: Spot, session: Shown<Someone>, onSend: () -> Unit, onLeave: () -> Unit) = key(spot.key) {
    val model = using(spot) { PageModel(spot.desk, spot.tail, null) }
    model.Show { page, now ->
        val press = { act: String, typed: Map<String, String>, _: (Pressed) -> Unit ->
            if (act == "send") onSend() else model.press(act, typed) { pressed -> pressed.to?.let { spot.turn("page/$it") } }
        }
        val ways = PageWays({ spot.go("page/$it") }, model::keep, press, { _, done -> done() }, spot.back ?: onLeave)
        PageScreen(page, session.trouble ?: now.trouble, session.busy || now.busy, ways)
    }
}
