package nl.opstap.shared

import java.io.File

/** A statement of a bank, as people download it: a rent and a wage come back in it. */
object Statement {
    private val kept = File("../../tests/tests/statement.csv")

    /** A copy of it, which whoever gets it may remove. */
    fun copied(): File = kept.copyTo(File.createTempFile("statement", ".csv"), overwrite = true)
}
