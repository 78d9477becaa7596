// Not run here: see ../settings.gradle.kts. `cargo xtask package android` comes first: the libraries for phones are its work.
plugins {
    id("com.android.application")
    id("org.jetbrains.kotlin.android")
    id("org.jetbrains.kotlin.plugin.compose")
}
android {
    namespace = "nl.opstap.app"
    compileSdk = 36
    defaultConfig {
        applicationId = "nl.opstap.app"
        minSdk = 26
        targetSdk = 35
        ndk {
            abiFilters += listOf("arm64-v8a", "armeabi-v7a", "x86_64")
        }
    }
    buildFeatures {
        compose = true
    }
    buildTypes {
        release {
            isMinifyEnabled = true
            proguardFiles(getDefaultProguardFile("proguard-android-optimize.txt"), "../../bindings/kotlin/aar/consumer-rules.pro", "keep.pro")
        }
    }
    sourceSets["main"].kotlin.srcDir("src/compose/kotlin")
    sourceSets["main"].resources.srcDir("src/compose/resources")
    sourceSets["main"].jniLibs.srcDir("../../target/android/jniLibs")
    // The tests are Robolectric's, and run by Maven: `cargo xtask android`.
    sourceSets["test"].kotlin.setSrcDirs(emptyList<String>())
}
kotlin {
    jvmToolchain(17)
}
dependencies {
    implementation(project(":ui"))
    implementation("net.java.dev.jna:jna:5.19.1@aar")
    implementation(platform("androidx.compose:compose-bom:2026.09.00"))
    implementation("androidx.compose.ui:ui")
    implementation("androidx.lifecycle:lifecycle-runtime:2.9.4")
    implementation("androidx.savedstate:savedstate:1.3.1")
}
