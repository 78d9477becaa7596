package nl.opstap.scenario

import com.google.gson.JsonArray
import com.google.gson.JsonElement
import com.google.gson.JsonObject
import com.google.gson.JsonPrimitive
import kotlinx.coroutines.runBlocking
import nl.opstap.core.Core
import nl.opstap.core.CoreConfig
import nl.opstap.core.CoreException
import nl.opstap.core.Host
import nl.opstap.core.describe
import nl.opstap.kit.Device
import nl.opstap.kit.OpenVault
import nl.opstap.kit.StandingClock
import java.io.File
import java.nio.file.Files
import java.time.OffsetDateTime
import kotlin.reflect.KClass
import kotlin.reflect.KParameter
import kotlin.reflect.full.callSuspendBy
import kotlin.reflect.full.memberFunctions
import kotlin.reflect.full.superclasses

/** Plays one scenario: `tests/scenarios/README.md` says what each step means. */
class Play(private val scenario: JsonObject) : AutoCloseable {
    private var now = millis(scenario["now"].asString)
    private val town = Town(now)
    private val actors = mutableMapOf<String, Actor>()
    private val saved = mutableMapOf<String, Any?>()

    init {
        for ((name, value) in town.about.entrySet()) saved[name] = Shape.plain(value)
    }

    /** Plays it to the end; a step that goes otherwise ends it. */
    fun toTheEnd() = runBlocking {
        scenario["steps"].asJsonArray.forEachIndexed { place, step ->
            try {
                step(step.asJsonObject)
            } catch (wrong: Throwable) {
                throw AssertionError("step $place: $step\n$wrong", wrong)
            }
        }
    }

    private suspend fun step(step: JsonObject) {
        if (step.has("now")) {
            now = millis(step["now"].asString)
            actors.values.forEach { it.clock.at = java.time.Instant.ofEpochMilli(now) }
            town.told("now $now")
            return
        }
        var refused: CoreException? = null
        val answer = try {
            if (step.has("town")) Shape.plain(town.told(step["town"].asString)) else Shape.of(act(step))
        } catch (error: CoreException) {
            refused = error
            null
        }
        val fails = step["fails"]?.asJsonObject
        if (fails != null) return compareFailure(refused, fails)
        refused?.let { throw AssertionError("refused: ${describe(it)}", it) }
        step["expect"]?.asJsonObject?.entrySet()?.forEach { (path, wanted) -> compare(path, Shape.at(answer, path), wanted) }
        step["save"]?.asJsonObject?.entrySet()?.forEach { (name, path) -> saved[name] = Shape.at(answer, path.asString) }
    }

    private suspend fun act(step: JsonObject): Any? {
        val actor = actors.getOrPut(step["on"].asString) { Actor(now) }
        val with = filled(step["with"] ?: JsonObject()).asJsonObject
        val what = step["do"].asString
        if ('.' in what) return call(actor.core(), what, with)
        return when (what) {
            "open" -> actor.open(with["language"]?.asString)
            "pair" -> {
                val code = town.told("code ${with["who"].asString}").asJsonObject["code"].asString
                actor.core().session().pairWithCode(saved["url"] as String, code, "Kotlin")
            }
            "sync" -> actor.core().syncNow()
            "syncStatus" -> actor.core().syncStatus()
            "openOutcome" -> actor.core().openOutcome()
            "runBackground" -> actor.core().runBackground(with["seconds"].asInt.toUInt())
            "words" -> actor.core().words(with["prefix"].asString)
            "shutdown" -> actor.core().shutdown()
            "pause" -> actor.core().pause()
            "resume" -> actor.core().resume()
            "wipe" -> actor.core().wipe()
            else -> actor.platform(what, with)
        }
    }

    /** `service.method`, found by its name, with arguments by theirs. */
    private suspend fun call(core: Core, what: String, with: JsonObject): Any? {
        val (getter, method) = what.split('.')
        val service = core::class.memberFunctions.single { it.name == getter }.call(core)!!
        // The defaults of arguments stand in the interface.
        val face = service::class.superclasses.single { it.simpleName == "${service::class.simpleName}Interface" }
        val found = face.memberFunctions.single { it.name == method }
        val values = Shape.arguments(found.parameters.filter { it.kind == KParameter.Kind.VALUE }, with)
        try {
            return found.callSuspendBy(values + (found.parameters.first() to service))
        } catch (wrapped: java.lang.reflect.InvocationTargetException) {
            throw wrapped.targetException
        }
    }

    /** `"$name"` becomes what was saved under that name. */
    private fun filled(json: JsonElement): JsonElement = when {
        json.isJsonObject -> JsonObject().apply {
            json.asJsonObject.entrySet().forEach { (name, value) -> add(name, filled(value)) }
        }
        json.isJsonArray -> JsonArray().apply { json.asJsonArray.forEach { add(filled(it)) } }
        json is JsonPrimitive && json.isString && json.asString.startsWith("$") -> JsonPrimitive(known(json.asString) as String)
        else -> json
    }

    private fun known(name: String): Any? =
        saved.getOrElse(name.removePrefix("$")) { throw AssertionError("nothing was saved as $name") }

    private fun compareFailure(refused: CoreException?, fails: JsonObject) {
        refused ?: throw AssertionError("it should have failed with $fails")
        val trouble = describe(refused)
        check(trouble.code == fails["code"].asString) { "failed with ${trouble.code}" }
        check(trouble.words.isNotBlank()) { "failed without words" }
        fails["field"]?.let { check((refused as CoreException.Refused).field == it.asString) { "refused ${refused.field}" } }
    }

    private fun compare(path: String, found: Any?, wanted: JsonElement) {
        val good = when {
            wanted is JsonObject && wanted.has("contains") -> {
                val part = value(wanted["contains"])
                if (found is List<*>) part in found else found is String && part as String in found
            }
            wanted is JsonObject && wanted.has("not") -> found != value(wanted["not"])
            else -> found == value(wanted)
        }
        check(good) { "at \"$path\": wanted $wanted, found $found" }
    }

    private fun value(json: JsonElement): Any? {
        val plain = Shape.plain(json)
        return if (plain is String && plain.startsWith("$")) known(plain) else plain
    }

    override fun close() {
        actors.values.forEach { it.close() }
        town.close()
    }

    private fun millis(text: String) = OffsetDateTime.parse(text).toInstant().toEpochMilli()
}

/** One device of a story: a folder, a vault and a clock of its own. */
private class Actor(now: Long) : AutoCloseable {
    private val folder: File = Files.createTempDirectory("opstap-scenario").toFile()
    private val vault = OpenVault()
    val clock = StandingClock(java.time.Instant.ofEpochMilli(now))
    private var core: Core? = null

    fun core(): Core = core ?: throw AssertionError("this device was not opened")

    suspend fun open(language: String?): Any {
        core?.shutdown()
        core = Core.open(CoreConfig(folder.path, language, autoSync = false), Host(vault, clock))
        return core().openOutcome()
    }

    /** What happens to a device beside the core. */
    fun platform(what: String, with: JsonObject): Any? {
        when (what) {
            "loseKey" -> vault.secrets.clear()
            "changeKey" -> vault.secrets[Device.KEY] = ByteArray(32) { 9 }
            "lockVault" -> vault.beforeLoad = { throw CoreException.Host("locked") }
            "unlockVault" -> vault.beforeLoad = {}
            "files" -> return folder.walkTopDown().filter { it.isFile }.map { it.name }.toList()
            "takePhoto" -> {
                val start = listOf(0xff, 0xd8, 0xff, 0xe0)
                val bytes = ByteArray(with["bytes"].asInt) { i -> (start.getOrNull(i) ?: (31 * i + i / 251)).toByte() }
                return File(folder, with["name"].asString).apply { writeBytes(bytes) }.path
            }
            "takeFile" -> return File(folder, with["name"].asString).apply { writeText(with["text"].asString) }.path
            "oldStore" -> {
                val store = File(folder, "store")
                store.deleteRecursively()
                File(Device.FIXTURES, "schema-${with["schema"].asInt}").copyRecursively(store)
                vault.secrets[Device.KEY] = ByteArray(32) { 7 }
            }
            else -> throw AssertionError("no step is called $what")
        }
        return null
    }

    override fun close() {
        runBlocking { runCatching { core?.shutdown() } }
        folder.deleteRecursively()
    }
}
