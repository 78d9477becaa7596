package nl.opstap.scenario

import com.google.gson.JsonArray
import com.google.gson.JsonElement
import com.google.gson.JsonObject
import java.time.Instant
import java.time.LocalDate
import kotlin.reflect.KClass
import kotlin.reflect.KParameter
import kotlin.reflect.KType
import kotlin.reflect.full.memberProperties
import kotlin.reflect.full.primaryConstructor
import kotlin.reflect.full.withNullability

/** Records of the core as a scenario writes them, and the other way round. No method or record is known by name. */
object Shape {
    /** What the core answered, as lists, maps, texts, numbers and booleans; nothing stays `null`. */
    fun of(value: Any?): Any? = when (value) {
        null, is String, is Boolean, is Long -> value
        is Unit -> null
        is Int -> value.toLong()
        is UByte -> value.toLong()
        is UInt -> value.toLong()
        is ULong -> value.toLong()
        is ByteArray -> mapOf("length" to value.size.toLong(), "sum" to sum(value))
        is Instant -> value.toEpochMilli()
        is LocalDate -> value.toString()
        is Enum<*> -> word(value.name)
        is List<*> -> value.map { of(it) }
        is Map<*, *> -> value.entries.associate { (key, member) -> key.toString() to of(member) }
        else -> record(value)
    }

    /** 64-bit FNV-1a. */
    private fun sum(bytes: ByteArray): String =
        bytes.fold(0xcbf29ce484222325uL) { sum, byte -> (sum xor byte.toUByte().toULong()) * 0x100000001b3uL }
            .toString(16).padStart(16, '0')

    private fun record(value: Any): Any {
        val kind = value::class
        val members = members(value)
        if (!isVariant(kind)) return members
        val word = kind.simpleName!!.replaceFirstChar(Char::lowercase)
        return if (members.isEmpty()) word else members + ("variant" to word)
    }

    private fun members(value: Any): Map<String, Any?> =
        value::class.memberProperties.associate { it.name to of(it.getter.call(value)) }

    private fun isVariant(kind: KClass<*>) = kind.supertypes.any { (it.classifier as? KClass<*>)?.isSealed == true }

    /** `TWO_WEEKLY` as `twoWeekly`. */
    private fun word(name: String) = name.lowercase().split('_')
        .joinToString("") { it.replaceFirstChar(Char::uppercase) }.replaceFirstChar(Char::lowercase)

    /** Arguments for [wanted]: by name, or a record from members that stand beside each other. */
    fun arguments(wanted: List<KParameter>, given: JsonObject): Map<KParameter, Any?> = buildMap {
        for (parameter in wanted) {
            val kind = parameter.type.classifier as KClass<*>
            val name = parameter.name!!
            when {
                kind.isSealed -> put(parameter, variant(kind, given, name))
                given.has(name) -> put(parameter, value(parameter.type, given[name]))
                name == "label" && !parameter.isOptional -> put(parameter, "Kotlin")
                kind.isData && !parameter.isOptional -> put(parameter, build(kind, given))
                !parameter.isOptional -> throw AssertionError("$name is missing in $given")
            }
        }
    }

    private fun build(kind: KClass<*>, given: JsonObject): Any {
        val make = kind.primaryConstructor!!
        return make.callBy(arguments(make.parameters, given))
    }

    /** `{"deed": "postpone", "until": …}`, or `{"hoursBefore": 2}`. */
    private fun variant(kind: KClass<*>, given: JsonObject, name: String): Any {
        val word = if (given.has(name)) given[name].asString else given.keySet().single()
        val chosen = kind.sealedSubclasses.single { it.simpleName.equals(word, ignoreCase = true) }
        chosen.objectInstance?.let { return it }
        val make = chosen.primaryConstructor!!
        if (given.has(name)) return make.callBy(arguments(make.parameters, given))
        val said = given[word].let { if (it is JsonArray) it.toList() else listOf(it) }
        return make.callBy(make.parameters.zip(said).associate { (one, json) -> one to value(one.type, json) })
    }

    private fun value(type: KType, json: JsonElement): Any? = when (val kind = type.withNullability(false).classifier) {
        String::class -> json.asString
        Boolean::class -> json.asBoolean
        UByte::class -> json.asInt.toUByte()
        UInt::class -> json.asInt.toUInt()
        ULong::class -> json.asLong.toULong()
        LocalDate::class -> LocalDate.parse(json.asString)
        Instant::class -> Instant.ofEpochMilli(json.asLong)
        List::class -> json.asJsonArray.map { value(type.arguments.single().type!!, it) }
        is KClass<*> -> when {
            kind.java.isEnum -> kind.java.enumConstants.single { word((it as Enum<*>).name) == json.asString }
            json is JsonObject -> build(kind, json)
            else -> single(kind, json)
        }
        else -> throw AssertionError("no idea how to make a $type")
    }

    /** An id from its text, a time on the wall from its hour. */
    private fun single(kind: KClass<*>, json: JsonElement): Any {
        val make = kind.primaryConstructor!!
        val hour = make.parameters.first()
        val rest = make.parameters.drop(1).filter { !it.isOptional }.associateWith { 0.toUByte() }
        return make.callBy(rest + (hour to value(hour.type, json)))
    }

    /** What stands at [path] in an answer. */
    fun at(answer: Any?, path: String): Any? {
        if (path.isEmpty()) return answer
        return path.split('.').fold(answer) { here, step ->
            when (here) {
                is List<*> -> if (step == "length") here.size.toLong() else here.getOrNull(step.toInt())
                is Map<*, *> -> here[step]
                else -> null
            }
        }
    }

    /** JSON of a scenario or of the town, in the same shape as answers. */
    fun plain(json: JsonElement?): Any? = when {
        json == null || json.isJsonNull -> null
        json.isJsonArray -> json.asJsonArray.map { plain(it) }
        json.isJsonObject -> json.asJsonObject.entrySet().associate { (name, member) -> name to plain(member) }
        json.asJsonPrimitive.isBoolean -> json.asBoolean
        json.asJsonPrimitive.isNumber -> json.asLong
        else -> json.asString
    }
}
