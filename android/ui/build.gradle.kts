// Not run here: see ../settings.gradle.kts. The sources and the letters in res/font are those that Maven takes.
plugins {
    id("com.android.library")
    id("org.jetbrains.kotlin.android")
    id("org.jetbrains.kotlin.plugin.compose")
}
android {
    namespace = "nl.opstap.ui"
    compileSdk = 36
    defaultConfig {
        minSdk = 26
    }
    buildFeatures {
        compose = true
    }
}
kotlin {
    jvmToolchain(17)
}
composeCompiler {
    // Records of the core never change: their module is compiled without Compose, so it is said here.
    stabilityConfigurationFiles.add(rootProject.layout.projectDirectory.file("../bindings/kotlin/aar/compose-stability.conf"))
}
dependencies {
    api(project(":shared"))
    implementation(platform("androidx.compose:compose-bom:2026.09.00"))
    implementation("androidx.compose.material3:material3")
    implementation("androidx.compose.foundation:foundation")
    implementation("androidx.compose.ui:ui")
}
