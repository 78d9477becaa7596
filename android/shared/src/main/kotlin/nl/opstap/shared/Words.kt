package nl.opstap.shared

/** The words of the screens, by key, in the person's language. They come from the core; no screen has words of its own. */
class Words(private val all: Map<String, String>) {
    /** The words of [key]; the key itself where the core has none, which a test refuses. */
    operator fun get(key: String): String = all[key] ?: key

    /** Whether there are words for [key]. */
    operator fun contains(key: String): Boolean = key in all
}
