// Not run here: see ../settings.gradle.kts. Pure Kotlin, so that nothing of Android comes in.
plugins {
    id("org.jetbrains.kotlin.jvm")
}
kotlin {
    jvmToolchain(17)
}
dependencies {
    api(project(":core"))
    api("org.jetbrains.kotlinx:kotlinx-coroutines-core:1.11.0")
}
