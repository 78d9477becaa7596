package nl.opstap.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import nl.opstap.core.BudgetLineRow
import nl.opstap.core.BudgetSummary
import nl.opstap.core.MoneyText

/** A household's money, per month or per week: what comes in, what goes out, what is left. */
@Composable
fun BudgetScreen(budget: BudgetSummary, go: (String) -> Unit, onBack: (() -> Unit)? = null) {
    val words = LocalWords.current
    var weekly by rememberSaveable { mutableStateOf(false) }
    val empty = budget.income.isEmpty() && budget.expenses.isEmpty()
    Page(if (weekly) words["ui-budget-title-week"] else words["ui-budget-title"], onBack, foot = if (budget.complete) null else {
        { MainButton(if (empty) words["ui-budget-start"] else words["ui-budget-fill"], { go("form") }) }
    }) {
        if (!empty) {
            val spans = listOf(Choice(false, words["ui-budget-by-month"]), Choice(true, words["ui-budget-by-week"]))
            Options("", spans, weekly, { weekly = it })
        }
        Balance(budget, weekly)
        Rows {
            if (!empty) {
                Line(words["ui-forecast-way"], text = words["ui-forecast-way-text"], sign = Signs.Calendar, onClick = { go("forecast") })
                Between()
            }
            Line(words["ui-debts-way"], text = words["ui-debts-way-text"], sign = Signs.Talk, onClick = { go("debts") })
            if (!LocalHelps.current) {
                Between()
                Line(words["ui-bank-way"], text = words["ui-bank-way-text"], sign = Signs.Purse, onClick = { go("page/bank") })
            }
        }
        if (!budget.certain) {
            Rows { Line(words["ui-budget-uncertain"], sign = Signs.Two, onClick = { go("conflicts") }) }
        }
        if (!empty) {
            Lines(words["ui-budget-income"], if (weekly) budget.incomePerWeek else budget.incomePerMonth, budget.income, weekly, go)
            Lines(words["ui-budget-expenses"], if (weekly) budget.expensesPerWeek else budget.expensesPerMonth, budget.expenses, weekly, go)
        }
        if (budget.missing.isNotEmpty() && !empty) {
            Heading(words["ui-budget-missing"])
            Block { for (missing in budget.missing) Mark(Signs.Pencil, missing) }
        }
        if (budget.warnings.isNotEmpty()) {
            Heading(words["ui-budget-watch"])
            for (warning in budget.warnings) Block { With(Signs.Lamp) { Text(warning, style = MaterialTheme.typography.bodyLarge) } }
        }
        QuietButton(words["ui-budget-add"], { go("lines") }, sign = Signs.Plus)
    }
}

@Composable
private fun Balance(budget: BudgetSummary, weekly: Boolean) {
    val words = LocalWords.current
    val colours = MaterialTheme.colorScheme
    Block(colour = colours.primaryContainer, ink = colours.onPrimaryContainer) {
        if (budget.complete && budget.certain) {
            Text(words["ui-budget-week"], style = MaterialTheme.typography.labelMedium)
            Amount(budget.freePerWeek, style = MaterialTheme.typography.displaySmall)
            Text(budget.explanation, style = MaterialTheme.typography.bodyLarge)
        } else if (weekly) {
            Text(words["ui-budget-left-week"], style = MaterialTheme.typography.labelMedium)
            Amount(budget.leftPerWeek, style = MaterialTheme.typography.displaySmall)
        } else {
            Text(budget.explanation, style = MaterialTheme.typography.headlineSmall)
        }
    }
}

@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun Lines(title: String, total: MoneyText, rows: List<BudgetLineRow>, weekly: Boolean, go: (String) -> Unit) {
    FlowRow(
        Modifier.fillMaxWidth().padding(start = 4.dp, end = 20.dp, top = 12.dp),
        horizontalArrangement = Arrangement.SpaceBetween,
    ) {
        Text(title, style = MaterialTheme.typography.titleLarge)
        Amount(total, style = MaterialTheme.typography.titleLarge)
    }
    Rows {
        rows.forEachIndexed { at, row ->
            if (at > 0) Between()
            BudgetRow(row, weekly) { go("line/${row.category}/${row.id}") }
        }
    }
}

@Composable
private fun BudgetRow(row: BudgetLineRow, weekly: Boolean, onClick: () -> Unit) {
    val words = LocalWords.current
    val how = when {
        row.notApplicable -> words["ui-budget-not-mine-short"]
        row.contested -> words["ui-all-contested"]
        else -> row.frequencyText
    }
    Line(row.label, text = how, onClick = onClick, end = {
        Column {
            if (!row.notApplicable) Amount(if (weekly) row.perWeek else row.perMonth, style = MaterialTheme.typography.titleMedium)
        }
    })
    if (row.waiting) Column(Modifier.padding(start = 20.dp, bottom = 8.dp)) { WaitingMark() }
}
