package nl.opstap.scenario

import com.google.gson.JsonObject
import com.google.gson.JsonParser
import java.io.File

/** An organisation with a real server, in a process of its own, told what to do line by line. */
class Town(now: Long) : AutoCloseable {
    private val process = ProcessBuilder(PROGRAM.path, "--now", now.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT).start()
    private val orders = process.outputStream.bufferedWriter()
    private val answers = process.inputStream.bufferedReader()

    /** Where it is, and who there is. */
    val about: JsonObject = answer("its beginning").asJsonObject

    /** Does what [order] says. */
    fun told(order: String) = run {
        orders.write("$order\n")
        orders.flush()
        answer(order)
    }

    private fun answer(to: String) =
        JsonParser.parseString(answers.readLine() ?: throw AssertionError("town did not answer to $to"))

    override fun close() {
        orders.close()
        process.waitFor()
    }

    companion object {
        private val PROGRAM = File(System.getProperty("opstap.programs"), "town")
    }
}
