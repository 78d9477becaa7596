package nl.opstap.ui

import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.material3.ColorScheme
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Shapes
import androidx.compose.material3.Typography
import androidx.compose.material3.darkColorScheme
import androidx.compose.material3.lightColorScheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.unit.Density
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.sp
import nl.opstap.shared.Words

/** The words of every screen, from the core. */
val LocalWords = staticCompositionLocalOf { Words(emptyMap()) }

/** Whether the person asked the device for less movement. */
val LocalStill = staticCompositionLocalOf { false }

/** Whether the person looks along with somebody else's case. */
val LocalHelps = staticCompositionLocalOf { false }

/** By day: paper, ink and a deep green; apricot for what is kind, never red for money. */
val DayColours: ColorScheme = lightColorScheme(
    primary = Color(0xFF1D5F52), onPrimary = Color.White,
    primaryContainer = Color(0xFFD5EBE1), onPrimaryContainer = Color(0xFF0B3B31),
    secondary = Color(0xFF7A4B12), onSecondary = Color.White,
    secondaryContainer = Color(0xFFFFE3BF), onSecondaryContainer = Color(0xFF4A2C05),
    tertiary = Color(0xFF6A4A00), onTertiary = Color.White,
    tertiaryContainer = Color(0xFFFFE08A), onTertiaryContainer = Color(0xFF3D2A00),
    background = Color(0xFFFBF5EC), onBackground = Color(0xFF2C2520),
    surface = Color(0xFFFBF5EC), onSurface = Color(0xFF2C2520),
    surfaceVariant = Color(0xFFF1E8DB), onSurfaceVariant = Color(0xFF5A4F45),
    surfaceContainerLowest = Color.White, surfaceContainerLow = Color(0xFFFFFDF9),
    surfaceContainer = Color(0xFFF6EEE2), surfaceContainerHigh = Color(0xFFF1E8DB),
    surfaceContainerHighest = Color(0xFFEADFCF),
    outline = Color(0xFF7D7064), outlineVariant = Color(0xFFE3D7C7),
    error = Color(0xFF7A4B12), onError = Color.White,
    errorContainer = Color(0xFFFFE3BF), onErrorContainer = Color(0xFF4A2C05),
)

/** By night: the same warmth on dark wood. */
val NightColours: ColorScheme = darkColorScheme(
    primary = Color(0xFF96D5C2), onPrimary = Color(0xFF00382D),
    primaryContainer = Color(0xFF1B4A40), onPrimaryContainer = Color(0xFFD0EFE4),
    secondary = Color(0xFFF5BE7E), onSecondary = Color(0xFF442B06),
    secondaryContainer = Color(0xFF553A17), onSecondaryContainer = Color(0xFFFFE3BF),
    tertiary = Color(0xFFF3CB5B), onTertiary = Color(0xFF3D2A00),
    tertiaryContainer = Color(0xFF57430A), onTertiaryContainer = Color(0xFFFFE9B0),
    background = Color(0xFF1B1714), onBackground = Color(0xFFF3E9DD),
    surface = Color(0xFF1B1714), onSurface = Color(0xFFF3E9DD),
    surfaceVariant = Color(0xFF362F29), onSurfaceVariant = Color(0xFFD6C8B8),
    surfaceContainerLowest = Color(0xFF28221E), surfaceContainerLow = Color(0xFF231E1A),
    surfaceContainer = Color(0xFF221D19), surfaceContainerHigh = Color(0xFF2F2924),
    surfaceContainerHighest = Color(0xFF3A332D),
    outline = Color(0xFFA59686), outlineVariant = Color(0xFF463D35),
    error = Color(0xFFF5BE7E), onError = Color(0xFF442B06),
    errorContainer = Color(0xFF553A17), onErrorContainer = Color(0xFFFFE3BF),
)

private val Rounded = Shapes(
    extraSmall = RoundedCornerShape(10.dp), small = RoundedCornerShape(14.dp), medium = RoundedCornerShape(18.dp),
    large = RoundedCornerShape(24.dp), extraLarge = RoundedCornerShape(32.dp),
)

private fun letters(family: FontFamily): Typography {
    fun style(size: Int, line: Int, weight: FontWeight = FontWeight.Normal) =
        TextStyle(fontFamily = family, fontWeight = weight, fontSize = size.sp, lineHeight = line.sp)
    val firm = FontWeight.SemiBold
    return Typography(
        displayLarge = style(44, 50, FontWeight.Bold), displayMedium = style(38, 44, FontWeight.Bold),
        displaySmall = style(34, 40, FontWeight.Bold),
        headlineLarge = style(30, 36, FontWeight.Bold), headlineMedium = style(26, 32, FontWeight.Bold),
        headlineSmall = style(22, 28, firm),
        titleLarge = style(20, 26, firm), titleMedium = style(18, 24, firm), titleSmall = style(16, 22, firm),
        bodyLarge = style(18, 26), bodyMedium = style(17, 24), bodySmall = style(16, 22),
        labelLarge = style(18, 24, firm), labelMedium = style(16, 20, firm), labelSmall = style(15, 20, firm),
    )
}

/**
 * The look of every screen. [family] is the platform's way to the letters in `res/font`; [larger] comes on top of the
 * size that the person chose on the device.
 */
@Composable
fun OpstapTheme(
    words: Words,
    dark: Boolean,
    family: FontFamily,
    larger: Float = 1f,
    still: Boolean = false,
    content: @Composable () -> Unit,
) {
    val own = LocalDensity.current
    CompositionLocalProvider(
        LocalWords provides words,
        LocalStill provides still,
        LocalDensity provides Density(own.density, own.fontScale * larger),
    ) {
        MaterialTheme(
            colorScheme = if (dark) NightColours else DayColours,
            shapes = Rounded,
            typography = letters(family),
            content = content,
        )
    }
}
