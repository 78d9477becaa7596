package nl.opstap.ui

import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import nl.opstap.core.FileDraft
import nl.opstap.core.ProgrammeSummary
import nl.opstap.core.StepRow
import nl.opstap.core.TaskDeed
import nl.opstap.core.TaskOutcome
import nl.opstap.core.TaskRow
import nl.opstap.shared.AskModel
import nl.opstap.shared.ConversationModel
import nl.opstap.shared.ExamplesModel
import nl.opstap.shared.FileModel
import nl.opstap.shared.LibraryModel
import nl.opstap.shared.MessageModel
import nl.opstap.shared.MomentsModel
import nl.opstap.shared.ProgrammeModel
import nl.opstap.shared.TodayModel

/** Draws the place where somebody is. */
@Composable
fun At(spot: Spot) {
    when (spot.head) {
        "today" -> using(spot) { TodayModel(spot.desk, spot.case) }.Show { today, _ -> TodayScreen(today, spot::go, spot.back) }
        "programme", "step", "task", "change", "add" -> ProgrammeSpot(spot)
        "budget", "line", "lines", "form" -> MoneySpot(spot)
        "debts", "debt", "newdebt", "debtchange", "debtamount", "holder", "threat" -> DebtSpot(spot)
        "letters", "letter", "newletter" -> LetterSpot(spot)
        "forecast", "balance", "payday" -> ForecastSpot(spot)
        "deadlines", "deadline", "terms", "extend", "stop", "worklist" -> DeadlineSpot(spot)
        "conflicts", "conflict" -> ConflictSpot(spot)
        "history" -> HistorySpot(spot)
        "agenda", "appointment", "plan" -> AgendaSpot(spot)
        "conversation", "ask", "examples", "erase", "file" -> TalkSpot(spot)
        "library", "tip", "word" -> LibrarySpot(spot)
        "caseload", "day", "mine" -> HelperSpot(spot)
        "page" -> PageSpot(spot)
        else -> MeSpot(spot)
    }
}

@Composable
private fun ProgrammeSpot(spot: Spot) {
    val model = using(spot) { ProgrammeModel(spot.desk, spot.case) }
    model.Show { programme, now ->
        val step = programme.steps().firstOrNull { it.id == spot.arg }
        val task = programme.steps().flatMap { it.tasks }.firstOrNull { it.id == spot.arg }
        when {
            spot.head == "step" && step != null ->
                StepScreen(step, spot::go, spot::done, if (spot.helper) ({ spot.go("add/${step.id}") }) else null)
            spot.head == "task" && task != null -> TaskSpot(spot, model, task, now.trouble, now.busy)
            spot.head == "change" && task != null -> using(spot, "days") { MomentsModel(spot.desk, spot.case) }.Show { moments, _ ->
                ChangeScreen(task, moments.later, now.trouble, now.busy, { model.change(task.id, it, spot::done) }, spot::done)
            }
            spot.head == "add" -> using(spot, "days") { MomentsModel(spot.desk, spot.case) }.Show { moments, _ ->
                AddScreen(moments.later, now.trouble, now.busy, { title, text, due -> model.add(spot.arg, title, text, due, spot::done) }, spot::done)
            }
            else -> ProgrammeScreen(programme, spot::go, spot.beside?.removePrefix("step/"), spot.back, if (spot.helper) model::renew else null)
        }
    }
}

@Composable
private fun TaskSpot(spot: Spot, model: ProgrammeModel, task: TaskRow, trouble: String?, busy: Boolean) {
    var outcome by remember(spot.key) { mutableStateOf<TaskOutcome?>(null) }
    val done = outcome
    if (done != null && !spot.helper) {
        PraiseScreen(done, { next -> spot.turn("task/$next") }, spot::done)
        return
    }
    val ways = TaskWays(
        onDeed = { deed -> model.perform(task.id, deed) { if (deed == TaskDeed.Done) outcome = it } },
        onAsk = { spot.go("ask/${task.id}") },
        onBack = spot::done,
        onChange = if (spot.helper) ({ spot.go("change/${task.id}") }) else null,
    )
    TaskScreen(task, trouble, busy, ways)
}

@Composable
private fun TalkSpot(spot: Spot) {
    when (spot.head) {
        "ask" -> {
            val model = using(spot) { AskModel(spot.desk, spot.arg, spot.case) }
            model.Show { about, now -> AskScreen(about.text, now.trouble, now.busy, { model.ask(it) { spot.turn("conversation") } }, spot::done) }
        }
        "erase" -> {
            val model = using(spot) { MessageModel(spot.desk, spot.arg, spot.case) }
            model.Show { row, now -> EraseScreen(row, now.trouble, now.busy, { model.erase(spot::done) }, spot::done) }
        }
        "file" -> {
            val model = using(spot) { FileModel(spot.desk, spot.arg, spot.case) }
            model.Show { file, now -> FileScreen(file, now.trouble, now.busy, FileWays(model::fetch, model::evict, spot::done)) }
        }
        "examples" -> {
            val model = using(spot) { ExamplesModel(spot.desk, spot.case) }
            model.Show { rows, _ -> ExamplesScreen(rows, model::find, spot::carry, spot::done) }
        }
        else -> {
            val model = using(spot) { ConversationModel(spot.desk, spot.case) }
            val examples = if (spot.helper) ({ spot.go("examples") }) else null
            val send = { text: String, files: List<FileDraft>, safe: () -> Unit -> model.send(text, files) { safe(); spot.used() } }
            val ways = ConversationWays(send, model::older, spot.back, examples, { spot.go("erase/$it") }) { spot.go("file/$it") }
            model.Show { page, now -> ConversationScreen(page, now.trouble, now.busy, ways, spot.carried) }
        }
    }
}

@Composable
private fun LibrarySpot(spot: Spot) {
    val model = using(spot) { LibraryModel(spot.desk, spot.case) }
    model.Show { shelf, _ ->
        val tip = shelf.tips.firstOrNull { it.id == spot.arg }
        val term = shelf.terms.firstOrNull { it.id == spot.arg }
        when {
            spot.head == "tip" && tip != null ->
                TipScreen(tip, spot::go, { model.hide(tip.id, spot::done) }, { spot.go("ask/${tip.id}") }, spot::done)
            spot.head == "word" && term != null -> WordScreen(term, { spot.go("conversation") }, spot::done)
            else -> LibraryScreen(shelf, model::find, spot::go, spot::done)
        }
    }
}

private fun ProgrammeSummary.steps(): List<StepRow> = phases.flatMap { it.steps }

/** Shows that the last thing somebody did is over, by going back once. */
@Composable
internal fun Gone(spot: Spot) = LaunchedEffect(spot.key) { spot.done() }
