// Not run here: see android/settings.gradle.kts. Maven's pom.xml is what is tested.
// `cargo xtask package android` comes first: it generates the Kotlin, without the drills.
plugins {
    id("org.jetbrains.kotlin.jvm")
}
kotlin {
    jvmToolchain(17)
    sourceSets["main"].kotlin.srcDir("../../target/android/kotlin/generated")
}
dependencies {
    api("org.jetbrains.kotlinx:kotlinx-coroutines-core:1.11.0")
    // On a phone JNA comes as an AAR, with its own native part: the app brings it.
    compileOnly("net.java.dev.jna:jna:5.19.1")
}
