package nl.opstap.kit

import nl.opstap.core.buildInfo

/** Says which core this is: `java -cp opstap-core.jar:… nl.opstap.kit.AboutKt` shows that a package is whole. */
fun main() {
    val info = buildInfo()
    println("opstap ${info.coreVersion}, surface ${info.surface}")
}
