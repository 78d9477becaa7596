package nl.opstap.ui

import androidx.compose.runtime.Composable
import nl.opstap.shared.DeadlinesModel
import nl.opstap.shared.ForecastModel
import nl.opstap.shared.MomentsModel
import nl.opstap.shared.PayDayModel
import nl.opstap.shared.WorkListModel

@Composable
internal fun ForecastSpot(spot: Spot) {
    if (spot.head == "payday") {
        val model = using(spot) { PayDayModel(spot.desk, spot.arg, spot.case) }
        model.Show { form, now -> PayDayScreen(form, now.trouble, now.busy, { model.set(it, spot::done) }, spot::done) }
        return
    }
    val model = using(spot) { ForecastModel(spot.desk, spot.case) }
    model.Show { forecast, now ->
        if (spot.head == "balance") BalanceScreen(now.trouble, now.busy, { model.tell(it, spot::done) }, spot::done)
        else ForecastScreen(forecast, spot::go, spot.back)
    }
}

@Composable
internal fun DeadlineSpot(spot: Spot) {
    if (spot.head == "worklist") {
        using(spot) { WorkListModel(spot.desk) }.Show { rows, _ -> WorkListScreen(rows, spot::go, spot.back) }
        return
    }
    val model = using(spot) { DeadlinesModel(spot.desk, spot.case) }
    model.Show { page, now ->
        val row = (page.open + page.ended).firstOrNull { it.id == spot.arg }
        when {
            spot.head == "terms" -> TermsScreen(page.terms, now.trouble, now.busy, { model.start(it, spot::done) }, spot::done)
            spot.head == "deadline" && row != null -> DeadlineScreen(
                row, page.terms.isNotEmpty(), now.trouble, now.busy,
                DeadlineWays({ model.finish(row.id) }, { spot.go("extend/${row.id}") }, { spot.go("stop/${row.id}") }, spot::done),
            )
            spot.head == "extend" && row != null -> using(spot, "days") { MomentsModel(spot.desk, spot.case) }.Show { moments, _ ->
                ExtendScreen(row, moments.later, now.trouble, now.busy, { to, why -> model.extend(row.id, to, why, spot::done) }, spot::done)
            }
            spot.head == "stop" && row != null -> StopScreen(row, now.trouble, now.busy, { model.stop(row.id, it, spot::done) }, spot::done)
            else -> DeadlinesScreen(page, spot.beside?.removePrefix("deadline/"), spot::go, spot.back)
        }
    }
}
