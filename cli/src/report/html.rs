//! One page that needs nothing else: no script, no picture from elsewhere, no network.

use maud::{DOCTYPE, Markup, html};
use opstap::{Export, MoneyText};

use super::{Said, charts};

/// Readable on a screen and on paper, in black and white too.
const STYLE: &str = "body{font:1.05rem/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}\
h1,h2{line-height:1.2}h2{margin-top:2.5rem;border-bottom:2px solid #1d5c50}table{border-collapse:collapse;width:100%}\
td,th{text-align:left;padding:.35rem .5rem .35rem 0;border-bottom:1px solid #ccc;vertical-align:top}\
td.amount{text-align:right;white-space:nowrap}svg{width:100%;height:auto;margin:1rem 0}.bar{fill:#1d5c50}.under{fill:#8a4b08}\
.ground{fill:#ddd}line{stroke:#555}.quiet{color:#555}article{break-inside:avoid}@media print{body{margin:0}h2{break-after:avoid}}";

/// The page of a case.
pub(crate) fn page(found: &Export, say: Said<'_>) -> String {
    let title = say("export-title");
    html! {
        (DOCTYPE)
        html {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                // Nothing is fetched, and nothing runs.
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                title { (title) }
                style { (maud::PreEscaped(STYLE)) }
            }
            body {
                h1 { (title) @if !found.profile.name.is_empty() { ": " (found.profile.name) } }
                p.quiet { (found.made_text) }
                (programme(found, say))
                (money(found, say))
                (forecast(found, say))
                (debts(found, say))
                (letters(found, say))
                (offer(found, say))
                (planned(found, say))
                (goals(found, say))
                (notes(found, say))
                (forms(found, say))
                (talk(found, say))
            }
        }
    }
    .into_string()
}

fn amount(money: &MoneyText) -> Markup {
    html! { td.amount { (money.text) } }
}

fn programme(found: &Export, say: Said<'_>) -> Markup {
    let Some(programme) = &found.programme else { return html! {} };
    html! {
        h2 { (say("programme-title")) }
        p { (programme.title) ": " (programme.percent) " %" }
        (charts::done(&programme.title, programme.percent))
        table { @for phase in &programme.phases { tr { td { (phase.title) } td.amount { (phase.percent) " %" } } } }
        @if !found.profile.facts.is_empty() {
            h2 { (say("profile-title")) }
            table { @for fact in &found.profile.facts { tr { th { (fact.label) } td { (fact.text) } } } }
        }
    }
}

fn money(found: &Export, say: Said<'_>) -> Markup {
    let Some(budget) = &found.budget else { return html! {} };
    html! {
        h2 { (say("budget-title")) }
        p { (budget.explanation) }
        @for (key, total, rows) in [
            ("ui-budget-income", &budget.income_per_month, &budget.income),
            ("ui-budget-expenses", &budget.expenses_per_month, &budget.expenses),
        ] {
            @let shown: Vec<_> = rows.iter().filter(|row| !row.not_applicable).collect();
            h3 { (say(key)) ": " (total.text) }
            @if !shown.is_empty() {
                (charts::bars(&say(key), &shown.iter().map(|row| row.per_month.cents).collect::<Vec<_>>()))
            }
            table { @for row in shown { tr { td { (row.label) } td { (row.frequency_text) } (amount(&row.per_month)) } } }
        }
    }
}

fn forecast(found: &Export, say: Said<'_>) -> Markup {
    let Some(forecast) = &found.forecast else { return html! {} };
    html! {
        h2 { (say("forecast-title")) }
        @for sentence in &forecast.sentences { p { (sentence) } }
        @if let Some(curve) = &forecast.curve {
            (charts::standing(&say("ui-forecast-curve"), &curve.bars, curve.zero))
        }
    }
}

fn debts(found: &Export, say: Said<'_>) -> Markup {
    let Some(debts) = &found.debts else { return html! {} };
    html! {
        h2 { (say("debts-title")) }
        @if debts.debts.is_empty() { p { (say("debts-none")) } } @else { p { (debts.total.text) } }
        @if found.debts_over_time.len() > 1 {
            h3 { (say("export-over-time")) }
            (charts::bars(&say("export-over-time"), &found.debts_over_time.iter().map(|row| row.owed.cents).collect::<Vec<_>>()))
            table { @for row in &found.debts_over_time { tr { td { (row.on_text) } (amount(&row.owed)) } } }
        }
        @for debt in &debts.debts {
            article {
                h3 { (debt.title) ": " (debt.owed_text) }
                p.quiet { (debt.subject_text) " · " (debt.holder_text) @if !debt.reference.is_empty() { " · " (debt.reference) } }
                ul {
                    @for reason in &debt.reasons { li { (reason) } }
                    @for entry in &debt.entries { li { (entry.text) @if !entry.note.is_empty() { " " (entry.note) } } }
                }
            }
        }
    }
}

fn letters(found: &Export, say: Said<'_>) -> Markup {
    let rows: Vec<_> =
        found.letters.iter().flat_map(|letters| letters.open.iter().chain(&letters.done)).collect();
    html! {
        @if !rows.is_empty() {
            h2 { (say("letters-title")) }
            table {
                @for row in rows {
                    tr {
                        td { (row.sender) } td { (row.due_text) " " (row.note) } td { (row.state_text) }
                        td.amount { @if let Some(money) = &row.amount { (money.text) } }
                    }
                }
            }
        }
    }
}

fn offer(found: &Export, say: Said<'_>) -> Markup {
    let Some(newest) = found.offers.as_ref().and_then(|page| page.newest.as_ref()) else { return html! {} };
    html! {
        h2 { (say("offer-title")) }
        p { (newest.way_text) ". " (newest.standing_text) }
        @for sentence in &newest.meaning { p { (sentence) } }
        table { @for share in &newest.shares { tr { td { (share.text) } td { (share.answer_text) } } } }
        p.quiet { (newest.source_text) }
        @for sentence in newest.progress.iter().flat_map(|progress| &progress.sentences) { p { (sentence) } }
    }
}

fn planned(found: &Export, say: Said<'_>) -> Markup {
    let deadlines: Vec<_> =
        found.deadlines.iter().flat_map(|page| page.open.iter().chain(&page.ended)).collect();
    let agenda: Vec<_> =
        found.agenda.iter().flat_map(|agenda| agenda.upcoming.iter().chain(&agenda.past)).collect();
    html! {
        @if !deadlines.is_empty() {
            h2 { (say("deadline-title")) }
            table { @for row in deadlines { tr { td { (row.title) } td { (row.standing) } } } }
        }
        @if !agenda.is_empty() {
            h2 { (say("agenda-title")) }
            table { @for row in agenda { tr { td { (row.when_text) } td { (row.title) " " (row.place) } td { (row.status_text) } } } }
        }
    }
}

fn goals(found: &Export, say: Said<'_>) -> Markup {
    html! {
        @if !found.goals.goals.is_empty() {
            h2 { (say("goals-title")) }
            @for goal in &found.goals.goals {
                article {
                    h3 { (goal.text) ": " (goal.status_text) }
                    @for text in [&goal.why, &goal.first_step, &goal.series.text] {
                        @if !text.is_empty() { p { (text) } }
                    }
                }
            }
        }
        @if !found.marks.marks.is_empty() {
            h2 { (say("marks-title")) }
            @for series in found.marks.series.iter().filter(|series| !series.points.is_empty()) {
                h3 { (series.question) }
                p { (series.text) }
            }
            table { @for mark in &found.marks.marks { tr { td { (mark.day_text) } td { (mark.about) " " (mark.note) } td.amount { (mark.value) } } } }
        }
    }
}

fn notes(found: &Export, say: Said<'_>) -> Markup {
    let notes: Vec<_> = found.talks.iter().flat_map(|talks| &talks.notes).collect();
    html! {
        @if !notes.is_empty() {
            h2 { (say("talks-title")) }
            @for note in notes {
                article {
                    p.quiet { (note.held_text) ", " (note.author) ". " (note.reaction_text) }
                    p { (note.body) }
                    @if !note.agreed.is_empty() { p { (note.agreed) } }
                }
            }
        }
    }
}

fn forms(found: &Export, say: Said<'_>) -> Markup {
    let Some(forms) = found.forms.as_ref().filter(|forms| !forms.is_empty()) else { return html! {} };
    html! {
        h2 { (say("form-title")) }
        @for form in forms {
            article {
                p { strong { (form.title) } " " span.quiet { (form.when_text) } }
                table { @for answer in &form.answers { tr { th { (answer.label) } td { (answer.text) } } } }
                @for said in &form.feedback { p { strong { (said.sender) } ": " (said.text) } }
            }
        }
    }
}

fn talk(found: &Export, say: Said<'_>) -> Markup {
    html! {
        @if !found.messages.is_empty() {
            h2 { (say("messages-title")) }
            @for message in &found.messages {
                article {
                    p.quiet { (message.sender) ", " (message.when_text) }
                    p { (message.text) }
                }
            }
        }
        @if !found.looks.is_empty() {
            h2 { (say("looks-title")) }
            ul { @for look in &found.looks { li { (look.text) } } }
        }
        @if !found.sharing.helpers.is_empty() {
            h2 { (say("ui-sharing-title")) }
            table { @for helper in &found.sharing.helpers { tr { td { (helper.name) } td { (helper.role_text) } td { (helper.parts_text) } } } }
        }
    }
}
