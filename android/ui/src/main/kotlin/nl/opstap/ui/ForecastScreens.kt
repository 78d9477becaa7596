package nl.opstap.ui

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.geometry.CornerRadius
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.platform.LocalLayoutDirection
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.unit.LayoutDirection
import androidx.compose.ui.unit.dp
import nl.opstap.core.CurveRow
import nl.opstap.core.DateText
import nl.opstap.core.ForecastDayRow
import nl.opstap.core.ForecastSummary
import nl.opstap.core.LocalDate
import nl.opstap.core.PayDayAsks
import nl.opstap.core.PayDayDraft
import nl.opstap.core.PayDayForm
import nl.opstap.core.PayDayShift

/** So many days with money on them are shown at first. */
private const val FIRST = 6

/** The core draws in thousandths. */
private const val FULL = 1000f

/** The coming weeks: what can be spent, when it pinches, what comes and goes. */
@Composable
fun ForecastScreen(forecast: ForecastSummary, go: (String) -> Unit, onBack: (() -> Unit)?) {
    val words = LocalWords.current
    var all by rememberSaveable { mutableStateOf(false) }
    val told = forecast.told
    Page(words["ui-forecast-title"], onBack, foot = {
        MainButton(words[if (told == null) "ui-forecast-tell" else "ui-forecast-again"], { go("balance") })
    }) {
        Outlook(forecast)
        forecast.curve?.let { curve ->
            Heading(words["ui-forecast-curve"])
            Block { Curve(curve, forecast.lowest?.let { "${it.date.text}: ${it.balance?.spoken.orEmpty()}" } ?: words["ui-forecast-curve"]) }
        }
        if (!forecast.certain) Rows { Line(words["ui-budget-uncertain"], sign = Signs.Two, onClick = { go("conflicts") }) }
        if (forecast.days.isNotEmpty()) {
            Heading(words["ui-forecast-days"])
            for (day in if (all) forecast.days else forecast.days.take(FIRST)) PayDay(day)
            if (!all && forecast.days.size > FIRST) QuietButton(words["ui-forecast-more"], { all = true }, sign = Signs.Plus)
        }
    }
}

@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun Outlook(forecast: ForecastSummary) {
    val words = LocalWords.current
    val colours = MaterialTheme.colorScheme
    Block(colour = colours.primaryContainer, ink = colours.onPrimaryContainer) {
        forecast.sentences.forEachIndexed { at, sentence ->
            Text(sentence, style = if (at == 0) MaterialTheme.typography.headlineSmall else MaterialTheme.typography.bodyLarge)
        }
    }
    val told = forecast.told ?: return
    FlowRow(Modifier.fillMaxWidth().padding(horizontal = 4.dp), horizontalArrangement = Arrangement.spacedBy(8.dp)) {
        Quiet(words["ui-forecast-told"] + " " + told.on.text + ":")
        Amount(told.amount, style = MaterialTheme.typography.bodySmall)
    }
}

/** What is on the account on each day, as bars; the day with least stands out by its colour and its foot. */
@Composable
fun Curve(curve: CurveRow, spoken: String) {
    val colours = MaterialTheme.colorScheme
    val mirrored = LocalLayoutDirection.current == LayoutDirection.Rtl
    Canvas(Modifier.fillMaxWidth().height(132.dp).semantics { contentDescription = spoken }) {
        val step = size.width / curve.bars.size
        val zero = size.height * curve.zero.toInt() / FULL
        curve.bars.forEachIndexed { at, bar ->
            val here = at == curve.lowest.toInt()
            val length = (size.height * kotlin.math.abs(bar) / FULL).coerceAtLeast(2.dp.toPx())
            val left = step * if (mirrored) curve.bars.lastIndex - at else at
            val ink = if (here) colours.tertiary else colours.primary.copy(alpha = if (bar < 0) 0.45f else 0.8f)
            val wide = step * if (here) 1.6f else 0.72f
            drawRoundRect(ink, Offset(left - (wide - step) / 2, if (bar < 0) zero else zero - length), Size(wide, length), CornerRadius(2.dp.toPx()))
        }
        drawLine(colours.outline, Offset(0f, zero), Offset(size.width, zero), 1.5.dp.toPx())
    }
}

@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun PayDay(day: ForecastDayRow) {
    val words = LocalWords.current
    Block {
        Text(day.date.text, style = MaterialTheme.typography.titleMedium)
        for (paid in day.payments) {
            FlowRow(Modifier.fillMaxWidth(), horizontalArrangement = Arrangement.SpaceBetween) {
                Column {
                    Text(paid.label, style = MaterialTheme.typography.bodyLarge)
                    Quiet(words[if (paid.income) "ui-forecast-in" else "ui-forecast-out"])
                }
                Amount(paid.amount, style = MaterialTheme.typography.titleMedium)
            }
        }
        day.balance?.let { balance ->
            Between()
            FlowRow(Modifier.fillMaxWidth(), horizontalArrangement = Arrangement.SpaceBetween) {
                Quiet(words["ui-forecast-after"])
                Amount(balance, style = MaterialTheme.typography.bodyLarge)
            }
        }
    }
}

/** What is on the account now. */
@Composable
fun BalanceScreen(trouble: String?, busy: Boolean, onTell: (String) -> Unit, onBack: () -> Unit) {
    val words = LocalWords.current
    var typed by rememberSaveable { mutableStateOf("") }
    Page(words["ui-forecast-tell"], onBack, foot = {
        if (trouble != null) Notice(trouble)
        MainButton(words["ui-all-save"], { onTell(typed) }, enabled = !busy && typed.isNotBlank())
    }) {
        Field(
            words["ui-forecast-balance"], typed, { typed = it }, hint = words["ui-forecast-balance-hint"],
            keyboard = KeyboardType.Text, style = MaterialTheme.typography.headlineMedium, onDone = { onTell(typed) },
        )
    }
}

/** On which days a line of the budget is paid: what the core asks. */
@Composable
fun PayDayScreen(form: PayDayForm, trouble: String?, busy: Boolean, onSet: (PayDayDraft) -> Unit, onBack: () -> Unit) {
    val words = LocalWords.current
    var typed by rememberSaveable { mutableStateOf("") }
    var next by rememberSaveable { mutableStateOf<LocalDate?>(null) }
    var months by rememberSaveable { mutableStateOf(listOf<Int>()) }
    val draft = when (form.asks) {
        PayDayAsks.DAY_OF_MONTH -> typed.trim().toUIntOrNull()?.let { PayDayDraft.Monthly(it, PayDayShift.STAYS) }
        PayDayAsks.NEXT_DAY -> next?.let { PayDayDraft.Counted(it) }
        PayDayAsks.MONTHS -> months.takeIf { it.size == form.monthsCount.toInt() }?.let { PayDayDraft.Months(it.map(Int::toUInt)) }
    }
    Page(words["ui-pay-day-title"], onBack, foot = {
        if (trouble != null) Notice(trouble)
        MainButton(words["ui-all-save"], { draft?.let(onSet) }, enabled = !busy && draft != null)
        SideButton(words["ui-pay-day-usual"], { onSet(PayDayDraft.Usual) })
    }) {
        Text(form.label, Modifier.padding(start = 4.dp), style = MaterialTheme.typography.titleLarge)
        when (form.asks) {
            PayDayAsks.DAY_OF_MONTH -> Field(
                words["ui-pay-day-month"], typed, { typed = it }, hint = words["ui-pay-day-hint"],
                keyboard = KeyboardType.Number, style = MaterialTheme.typography.headlineMedium,
            )
            PayDayAsks.NEXT_DAY -> Days(form.days, next) { next = it }
            PayDayAsks.MONTHS -> {
                Text(words["ui-pay-day-months"], Modifier.padding(start = 4.dp), style = MaterialTheme.typography.titleMedium)
                Rows {
                    form.months.forEachIndexed { at, month ->
                        if (at > 0) Between()
                        val number = month.number.toInt()
                        Toggle(month.text, number in months, { on -> months = if (on) months + number else months - number })
                    }
                }
            }
        }
    }
}

@Composable
private fun Days(days: List<DateText>, chosen: LocalDate?, onChoose: (LocalDate) -> Unit) =
    Options(LocalWords.current["ui-pay-day-next"], days.map { Choice(it.date, it.text) }, chosen, onChoose)
