package nl.opstap.ui

import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import nl.opstap.core.BudgetForm
import nl.opstap.core.BudgetQuestionRow
import nl.opstap.shared.AgendaModel
import nl.opstap.shared.BudgetModel
import nl.opstap.shared.CaseloadModel
import nl.opstap.shared.ConflictsModel
import nl.opstap.shared.DayModel
import nl.opstap.shared.FormModel
import nl.opstap.shared.HistoryModel
import nl.opstap.shared.MomentsModel
import nl.opstap.shared.PreferencesModel
import nl.opstap.shared.ProfileModel
import nl.opstap.shared.SafetyModel
import nl.opstap.shared.SharingModel
import nl.opstap.shared.TakeModel

@Composable
internal fun MoneySpot(spot: Spot) {
    if (spot.head == "budget") {
        using(spot) { BudgetModel(spot.desk, spot.case) }.Show { budget, _ -> BudgetScreen(budget, spot::go, spot.back) }
        return
    }
    val model = using(spot) { FormModel(spot.desk, spot.case) }
    model.Show { form, now ->
        when (spot.head) {
            "lines" -> LinesScreen(form, spot::turn, spot::done)
            "form" -> FillingIn(spot, model, form, now.trouble, now.busy)
            else -> {
                val question = form.question(spot.arg, spot.detail) ?: return@Show Gone(spot)
                val line = question.lines.firstOrNull { it.id == spot.detail }
                val ways = LineWays(
                    { model.save(it, spot::done) }, { model.notMine(question, spot::done) },
                    line?.let { { model.remove(it.id, spot::done) } }, { spot.go("ask/${question.category}") }, spot::done,
                    line?.let { { spot.go("history/${it.id}") } },
                    line?.takeUnless { it.notApplicable }?.let { { spot.go("payday/${it.id}") } },
                )
                LineScreen(question, line, form.frequencies, now.trouble, now.busy, ways)
            }
        }
    }
}

@Composable
private fun FillingIn(spot: Spot, model: FormModel, form: BudgetForm, trouble: String?, busy: Boolean) {
    var later by rememberSaveable { mutableStateOf(listOf<String>()) }
    val question = form.open.firstOrNull { it.label !in later }
    val category = question?.category.orEmpty()
    val ways = LineWays({ model.save(it) }, { question?.let { model.notMine(it) } }, null, { spot.go("ask/$category") }, spot::done)
    FormScreen(form, question, trouble, busy, ways) { later = later + question?.label.orEmpty() }
}

/** The question that a route means: by one of its lines, else by whether it comes in; a few categories do both. */
private fun BudgetForm.question(category: String, detail: String?): BudgetQuestionRow? {
    val known = groups.flatMap { it.questions }.filter { it.category == category }
    return known.firstOrNull { question -> question.lines.any { it.id == detail } }
        ?: known.firstOrNull { it.income == (detail == "in") } ?: known.firstOrNull()
}

@Composable
internal fun ConflictSpot(spot: Spot) {
    val model = using(spot) { ConflictsModel(spot.desk, spot.case) }
    model.Show { rows, now ->
        val row = rows.firstOrNull { it.id == spot.arg }
        if (spot.head == "conflict" && row != null) {
            ConflictScreen(row, now.trouble, { model.choose(row.id, it, spot::done) }, { model.undo(row.id) }, { spot.go("conversation") }, spot::done)
        } else {
            ConflictsScreen(rows, spot.beside?.removePrefix("conflict/"), spot::go, spot.back)
        }
    }
}

@Composable
internal fun HistorySpot(spot: Spot) {
    val model = using(spot) { HistoryModel(spot.desk, spot.arg, spot.case) }
    model.Show { page, now -> HistoryScreen(page, now.trouble, { model.undo(it) }, spot::done) }
}

@Composable
internal fun AgendaSpot(spot: Spot) {
    val model = using(spot) { AgendaModel(spot.desk, spot.case) }
    model.Show { agenda, now ->
        val row = (agenda.upcoming + agenda.past).firstOrNull { it.id == spot.arg }
        when {
            spot.head == "plan" -> using(spot, "moments") { MomentsModel(spot.desk, spot.case) }.Show { moments, _ ->
                PlanScreen(moments, row, now.trouble, now.busy, { draft ->
                    if (row == null) model.plan(draft, spot::done) else model.move(row.id, draft.starts, spot::done)
                }, spot::done)
            }
            spot.head == "appointment" && row != null -> AppointmentScreen(
                row, now.trouble, now.busy,
                AppointmentWays(
                    { model.confirm(row.id) }, { spot.go("plan/${row.id}") }, { model.cancel(row.id) }, spot::done,
                    if (spot.helper) ({ kept -> model.close(row.id, kept) }) else null,
                    { spot.go("history/${row.id}") },
                ),
            )
            else -> AgendaScreen(agenda, spot.beside?.removePrefix("appointment/"), spot::go, spot.back)
        }
    }
}

@Composable
internal fun HelperSpot(spot: Spot) {
    val words = LocalWords.current
    when (spot.head) {
        "caseload" -> {
            val model = using(spot) { CaseloadModel(spot.desk) }
            model.Show { page, _ -> CaseloadScreen(page, spot.besideCase, model::show, model::more, spot::go) }
        }
        "day" -> using(spot) { DayModel(spot.desk) }.Show { page, _ -> DayScreen(page, spot.besideCase, spot::go) }
        else -> {
            val model = using(spot) { SafetyModel(spot.desk) }
            model.Show { safety, now ->
                SafetyScreen(safety, now.trouble, now.busy, words["ui-mine-title"], model::sync, { spot.go("caseload") }, spot.back) {
                    LanguageChoice(model::speak)
                    TextSize(spot.device)
                    QuietButton(words["ui-me-leave"], { spot.go("leave") }, sign = Signs.Door)
                }
            }
        }
    }
}

@Composable
internal fun MeSpot(spot: Spot) {
    val words = LocalWords.current
    when (spot.head) {
        "profile", "fact" -> ProfileSpot(spot)
        "sharing", "share" -> SharingSpot(spot)
        "safety", "leave" -> {
            val model = using(spot) { SafetyModel(spot.desk) }
            model.Show { safety, now ->
                if (spot.head == "leave") LeaveScreen(safety, now.trouble, now.busy, { model.leave(spot.leave) }, spot::done)
                else SafetyScreen(safety, now.trouble, now.busy, words["ui-safety-title"], model::sync, { spot.go("conflicts") }, spot.back)
            }
        }
        "take" -> {
            val print = LocalPrinter.current
            val model = using(spot) { TakeModel(spot.desk, spot.case) }
            model.Show { _, now ->
                TakeScreen(now.trouble, now.busy, { model.make { page -> print?.invoke(words["ui-take-title"], page) } }, spot::done)
            }
        }
        "preferences" -> {
            val model = using(spot) { PreferencesModel(spot.desk, spot.case) }
            val moments = using(spot, "moments") { MomentsModel(spot.desk, spot.case) }
            model.Show { wanted, now ->
                moments.Show { choices, _ -> PreferencesScreen(wanted, choices, spot.device, now.trouble, model::set, spot::done) }
            }
        }
        else -> MeScreen(spot.beside, spot::go)
    }
}

@Composable
private fun ProfileSpot(spot: Spot) {
    val model = using(spot) { ProfileModel(spot.desk, spot.case) }
    model.Show { profile, now ->
        val field = profile.fields.firstOrNull { it.field == spot.arg }
        if (spot.head == "fact" && field != null) {
            FactScreen(field, now.trouble, now.busy, { model.tell(field.field, it, spot::done) }, spot::done)
        } else {
            ProfileScreen(profile, spot::go, spot::done)
        }
    }
}

@Composable
private fun SharingSpot(spot: Spot) {
    val model = using(spot) { SharingModel(spot.desk, spot.case) }
    model.Show { sharing, now ->
        val helper = sharing.helpers.firstOrNull { it.account == spot.arg }
        if (spot.head == "share" && helper != null) {
            using(spot, "moments") { MomentsModel(spot.desk, spot.case) }.Show { moments, _ ->
                ShareScreen(helper, moments.later, now.trouble, now.busy, { parts, until -> model.share(helper.account, parts, until, spot::done) }, spot::done)
            }
        } else {
            SharingScreen(sharing, spot::go, spot::done)
        }
    }
}
