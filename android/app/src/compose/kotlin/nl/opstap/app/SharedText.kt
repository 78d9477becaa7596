package nl.opstap.app

import android.content.Intent
import nl.opstap.ui.SharedWords

/**
 * Words that another app shares: the phone's camera and its photos recognise those of a letter. Nothing where it shares
 * something else, or where the app is opened once more from the list of apps.
 */
internal fun sharedWords(intent: Intent): SharedWords? {
    val again = intent.flags and Intent.FLAG_ACTIVITY_LAUNCHED_FROM_HISTORY != 0
    if (again || intent.type != "text/plain") return null
    val text = when (intent.action) {
        Intent.ACTION_SEND -> intent.getCharSequenceExtra(Intent.EXTRA_TEXT)
        Intent.ACTION_PROCESS_TEXT -> intent.getCharSequenceExtra(Intent.EXTRA_PROCESS_TEXT)
        else -> null
    }
    return text?.let { SharedWords(it.toString()) }
}
