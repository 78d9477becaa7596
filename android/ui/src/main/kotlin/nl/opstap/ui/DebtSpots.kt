package nl.opstap.ui

import androidx.compose.runtime.Composable
import nl.opstap.core.DebtRow
import nl.opstap.shared.DebtChoicesModel
import nl.opstap.shared.DebtsModel
import nl.opstap.shared.LettersModel
import nl.opstap.shared.MomentsModel
import nl.opstap.shared.Shown
import nl.opstap.shared.SuggestModel

@Composable
internal fun DebtSpot(spot: Spot) {
    val model = using(spot) { DebtsModel(spot.desk, spot.case) }
    model.Show { debts, now ->
        val debt = debts.debts.firstOrNull { it.id == spot.arg }
        when {
            spot.head == "debts" -> DebtsScreen(debts, spot.beside, spot::go, model::same, spot.back)
            spot.head == "newdebt" -> using(spot, "words") { DebtChoicesModel(spot.desk, spot.case) }.Show { choices, _ ->
                val meant = using(spot, "meant") { SuggestModel(spot.desk, spot.case) }
                val ways = NewDebtWays(meant::look, { said, amount -> model.add(said, amount, spot::done) }, spot::done)
                meant.Show { all, _ -> NewDebtScreen(choices, all, now.trouble, now.busy, ways) }
            }
            debt == null -> Gone(spot)
            spot.head == "debt" -> DebtScreen(
                debt, now.trouble,
                DebtWays(spot::go, model::correct, { model.dispute(debt.id, it) }, { model.remove(debt.id, spot::done) }, spot::done),
            )
            spot.head == "debtamount" ->
                DebtAmountScreen(debt, now.trouble, now.busy, { kind, amount -> model.addAmount(debt.id, kind, amount, spot::done) }, spot::done)
            else -> Telling(spot, model, debt, now)
        }
    }
}

/** What needs the words to choose from. */
@Composable
private fun Telling(spot: Spot, model: DebtsModel, debt: DebtRow, now: Shown<*>) {
    using(spot, "words") { DebtChoicesModel(spot.desk, spot.case) }.Show { choices, _ ->
        when (spot.head) {
            "debtchange" -> DebtChangeScreen(debt, choices, now.trouble, now.busy, { model.change(debt.id, it, spot::done) }, spot::done)
            "holder" -> HolderScreen(debt, choices, now.trouble, now.busy, { holder, name -> model.handOver(debt.id, holder, name, spot::done) }, spot::done)
            else -> using(spot, "days") { MomentsModel(spot.desk, spot.case) }.Show { moments, _ ->
                ThreatScreen(debt, choices, moments, now.trouble, now.busy, { threat, on -> model.threaten(debt.id, threat, on, spot::done) }, spot::done)
            }
        }
    }
}

@Composable
internal fun LetterSpot(spot: Spot) {
    val model = using(spot) { LettersModel(spot.desk, spot.case) }
    model.Show { letters, now ->
        val row = (letters.open + letters.done).firstOrNull { it.id == spot.arg }
        when {
            spot.head == "letters" -> LettersScreen(letters, spot.beside?.removePrefix("letter/"), spot::go, spot.back)
            spot.head == "newletter" -> using(spot, "days") { MomentsModel(spot.desk, spot.case) }.Show { moments, _ ->
                using(spot, "debts") { DebtsModel(spot.desk, spot.case) }.Show { debts, _ ->
                    val ways = NewLetterWays(model::look, { letter, photo, safe -> model.file(letter, photo) { safe(); spot.done() } }, spot::usedShared, spot::done)
                    NewLetterScreen(moments, debts.debts, now.trouble, now.busy, spot.shared, ways)
                }
            }
            row == null -> Gone(spot)
            else -> LetterScreen(
                row, now.trouble, now.busy,
                LetterWays(
                    { model.finish(row.id, it) }, row.debt?.let { { spot.go("debt/$it") } }, { model.remove(row.id, spot::done) }, spot::done,
                    { photo, safe -> model.attach(row.id, photo, safe) }, { spot.go("file/$it") },
                ),
            )
        }
    }
}
