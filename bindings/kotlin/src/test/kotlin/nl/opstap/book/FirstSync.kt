package nl.opstap.book

// [first-sync]
import kotlinx.coroutines.flow.first
import nl.opstap.core.Core
import nl.opstap.core.CoreConfig
import nl.opstap.core.CoreException
import nl.opstap.core.Host
import nl.opstap.core.KeyVault
import nl.opstap.core.Topic
import nl.opstap.core.describe
import nl.opstap.kit.reading

/** Opens the store in [folder], pairs with a one-time code, and reads the first screen out. */
suspend fun firstSync(folder: String, vault: KeyVault, server: String, code: String): List<String> {
    val core = Core.open(CoreConfig(dataDir = folder), Host(vault))
    try {
        core.session().pairWithCode(server, code, label = "My first device")
        val programme = core.programme()
        // Once now, and again after each change: take the first only.
        val today = core.reading(Topic.TODAY) { programme.today() }.first()
        return today.spoken
    } catch (refused: CoreException) {
        // Words for the screen, in the person's language; and what can be done about it.
        val trouble = describe(refused)
        return listOf(trouble.words, trouble.recovery.name)
    } finally {
        core.shutdown()
    }
}
// [/first-sync]

// [write]
/** Sets the rent as it was typed; gives the refusal in words, or nothing. */
suspend fun setRent(core: Core, typed: String): String? = try {
    core.budget().setLine(nl.opstap.core.LineDraft(category = "huur", typed = typed))
    null
} catch (refused: CoreException.Refused) {
    refused.words
}
// [/write]
