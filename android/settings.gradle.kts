// For Android Studio. NOT RUN HERE: no Gradle distribution and no Android SDK were to be had. The same sources are compiled and
// tested by Maven (`android/pom.xml`, `cargo xtask test`); where the two differ, Maven is right.
pluginManagement {
    repositories {
        google()
        mavenCentral()
        gradlePluginPortal()
    }
}
dependencyResolutionManagement {
    repositories {
        google()
        mavenCentral()
    }
}
rootProject.name = "opstap"
include(":core", ":shared", ":ui", ":app")
project(":core").projectDir = file("../bindings/kotlin")
