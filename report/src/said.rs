//! What a case says on a page and on paper, in order: the words and figures once, for whoever draws them.

use opstap::{BudgetLineRow, Date, Export, MoneyText};
use opstap_paper::{Align, Block, Chart, Column, Day, Document, Point, Shape, Table};

use super::Said;

/// The document of a case, in the reader's language.
pub(crate) fn document(found: &Export, language: &str, say: Said<'_>) -> Document {
    let mut title = say("export-title");
    if !found.profile.name.is_empty() {
        title = format!("{title}: {}", found.profile.name);
    }
    let sections = [
        programme, facts, money, forecast, debts, letters, offer, deadlines, agenda, goals, marks, notes,
        forms, messages, looks, sharing,
    ];
    let mut blocks = vec![Block::quiet(&found.made_text)];
    blocks.extend(sections.into_iter().flat_map(|section| section(found, say)));
    let footer = format!("{title} · {}", found.made_text);
    Document { title, language: language.to_owned(), made: day(found.made_on), footer, blocks }
}

/// A day as paper has it; a year that paper does not know is its first one.
pub(crate) fn day(on: Date) -> Day {
    let small = |value: u32| u8::try_from(value).unwrap_or(1);
    Day { year: u16::try_from(on.year()).unwrap_or(0), month: small(on.month()), day: small(on.day()) }
}

/// A table; a column is its title's key, and where its text stands. Without a key it has no title.
fn table(say: Said<'_>, columns: &[(&str, Align)], rows: Vec<Vec<String>>) -> Block {
    let title = |key: &str| if key.is_empty() { String::new() } else { say(key) };
    let columns = columns.iter().map(|(key, align)| Column { title: title(key), align: *align }).collect();
    Block::Table(Table { columns, rows })
}

fn point(label: &str, money: &MoneyText) -> Point {
    Point { label: label.to_owned(), text: money.text.clone(), value: money.cents }
}

/// Parts of a sentence that are there, with something between them.
fn joined(parts: &[&str], between: &str) -> String {
    let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    parts.join(between)
}

fn programme(found: &Export, say: Said<'_>) -> Vec<Block> {
    let Some(programme) = &found.programme else { return Vec::new() };
    let rows = programme.phases.iter().map(|phase| vec![phase.title.clone(), format!("{} %", phase.percent)]);
    vec![
        Block::Section(say("programme-title")),
        Block::words(&programme.title),
        Block::Progress { title: programme.title.clone(), percent: programme.percent },
        table(say, &[("", Align::Left), ("", Align::Right)], rows.collect()),
    ]
}

fn facts(found: &Export, say: Said<'_>) -> Vec<Block> {
    if found.profile.facts.is_empty() {
        return Vec::new();
    }
    let rows = found.profile.facts.iter().map(|fact| vec![fact.label.clone(), fact.text.clone()]);
    let rows = table(say, &[("", Align::Left), ("", Align::Left)], rows.collect());
    vec![Block::Section(say("profile-title")), rows]
}

fn money(found: &Export, say: Said<'_>) -> Vec<Block> {
    let Some(budget) = &found.budget else { return Vec::new() };
    let mut blocks = vec![Block::Section(say("budget-title")), Block::words(&budget.explanation)];
    for (key, total, rows) in [
        ("ui-budget-income", &budget.income_per_month, &budget.income),
        ("ui-budget-expenses", &budget.expenses_per_month, &budget.expenses),
    ] {
        let shown: Vec<&BudgetLineRow> = rows.iter().filter(|row| !row.not_applicable).collect();
        let heading = Block::Heading(format!("{}: {}", say(key), total.text));
        if shown.is_empty() {
            blocks.push(heading);
            continue;
        }
        let points = shown.iter().map(|row| point(&row.label, &row.per_month)).collect();
        let chart = Block::Chart(Chart { title: say(key), shape: Shape::Named, points });
        blocks.push(Block::Together(vec![heading, chart]));
        let columns = [
            ("export-column-what", Align::Left),
            ("export-column-how-often", Align::Left),
            ("ui-all-per-month", Align::Right),
        ];
        let cells = |row: &&BudgetLineRow| {
            vec![row.label.clone(), row.frequency_text.clone(), row.per_month.text.clone()]
        };
        blocks.push(table(say, &columns, shown.iter().map(cells).collect()));
    }
    blocks
}

fn forecast(found: &Export, say: Said<'_>) -> Vec<Block> {
    let Some(forecast) = &found.forecast else { return Vec::new() };
    let mut blocks = vec![Block::Section(say("forecast-title"))];
    blocks.extend(forecast.sentences.iter().map(Block::words));
    if forecast.curve.is_some() {
        let days = forecast.days.iter();
        let points = days.filter_map(|day| Some(point(&day.date_text, day.balance.as_ref()?))).collect();
        blocks.push(Block::Chart(Chart { title: say("ui-forecast-curve"), shape: Shape::Bars, points }));
    }
    vec![Block::Together(blocks)]
}

fn debts(found: &Export, say: Said<'_>) -> Vec<Block> {
    let Some(debts) = &found.debts else { return Vec::new() };
    let total = if debts.debts.is_empty() { say("debts-none") } else { debts.total.text.clone() };
    let mut blocks = vec![Block::Section(say("debts-title")), Block::words(total)];
    if found.debts_over_time.len() > 1 {
        let rows = &found.debts_over_time;
        let title = say("export-over-time");
        let heading = Block::Heading(title.clone());
        let points = rows.iter().map(|row| point(&row.on_text, &row.owed)).collect();
        let chart = Block::Chart(Chart { title, shape: Shape::Bars, points });
        blocks.push(Block::Together(vec![heading, chart]));
        let rows = rows.iter().map(|row| vec![row.on_text.clone(), row.owed.text.clone()]).collect();
        let columns = [("export-column-day", Align::Left), ("export-column-euro", Align::Right)];
        blocks.push(table(say, &columns, rows));
    }
    for debt in &debts.debts {
        let told = debt.entries.iter().map(|entry| joined(&[&entry.text, &entry.note], " "));
        blocks.push(Block::Together(vec![
            Block::Heading(format!("{}: {}", debt.title, debt.owed_text)),
            Block::quiet(joined(&[&debt.subject_text, &debt.holder_text, &debt.reference], " · ")),
            Block::List(debt.reasons.iter().cloned().chain(told).collect()),
        ]));
    }
    blocks
}

fn letters(found: &Export, say: Said<'_>) -> Vec<Block> {
    let rows = found.letters.iter().flat_map(|letters| letters.open.iter().chain(&letters.done));
    let rows: Vec<Vec<String>> = rows
        .map(|row| {
            let amount = row.amount.as_ref().map(|amount| amount.text.clone()).unwrap_or_default();
            vec![row.sender.clone(), joined(&[&row.due_text, &row.note], " "), row.state_text.clone(), amount]
        })
        .collect();
    let columns = [
        ("export-column-who", Align::Left),
        ("export-column-day", Align::Left),
        ("export-column-state", Align::Left),
        ("export-column-euro", Align::Right),
    ];
    titled(say, "letters-title", &columns, rows)
}

/// A section that is one table, where it has a row.
fn titled(say: Said<'_>, key: &str, columns: &[(&str, Align)], rows: Vec<Vec<String>>) -> Vec<Block> {
    if rows.is_empty() {
        return Vec::new();
    }
    vec![Block::Section(say(key)), table(say, columns, rows)]
}

fn offer(found: &Export, say: Said<'_>) -> Vec<Block> {
    let Some(newest) = found.offers.as_ref().and_then(|page| page.newest.as_ref()) else { return Vec::new() };
    let mut blocks = vec![
        Block::Section(say("offer-title")),
        Block::words(format!("{}. {}", newest.way_text, newest.standing_text)),
    ];
    blocks.extend(newest.meaning.iter().map(Block::words));
    let rows = newest.shares.iter().map(|share| vec![share.text.clone(), share.answer_text.clone()]);
    blocks.push(table(say, &[("", Align::Left), ("", Align::Left)], rows.collect()));
    blocks.push(Block::quiet(&newest.source_text));
    blocks.extend(newest.progress.iter().flat_map(|progress| &progress.sentences).map(Block::words));
    blocks
}

fn deadlines(found: &Export, say: Said<'_>) -> Vec<Block> {
    let rows = found.deadlines.iter().flat_map(|page| page.open.iter().chain(&page.ended));
    let rows = rows.map(|row| vec![row.title.clone(), row.standing.clone()]).collect();
    let columns = [("export-column-what", Align::Left), ("export-column-state", Align::Left)];
    titled(say, "deadline-title", &columns, rows)
}

fn agenda(found: &Export, say: Said<'_>) -> Vec<Block> {
    let rows = found.agenda.iter().flat_map(|agenda| agenda.upcoming.iter().chain(&agenda.past));
    let rows = rows.map(|row| {
        vec![row.when_text.clone(), joined(&[&row.title, &row.place], ", "), row.status_text.clone()]
    });
    let columns = [
        ("export-column-day", Align::Left),
        ("export-column-what", Align::Left),
        ("export-column-state", Align::Left),
    ];
    titled(say, "agenda-title", &columns, rows.collect())
}

fn goals(found: &Export, say: Said<'_>) -> Vec<Block> {
    if found.goals.goals.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::Section(say("goals-title"))];
    for goal in &found.goals.goals {
        let mut parts = vec![Block::Heading(format!("{}: {}", goal.text, goal.status_text))];
        let texts = [&goal.why, &goal.first_step, &goal.series.text];
        parts.extend(texts.into_iter().filter(|text| !text.is_empty()).map(Block::words));
        blocks.push(Block::Together(parts));
    }
    blocks
}

fn marks(found: &Export, say: Said<'_>) -> Vec<Block> {
    if found.marks.marks.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::Section(say("marks-title"))];
    for series in found.marks.series.iter().filter(|series| !series.points.is_empty()) {
        let mut parts = vec![Block::Heading(series.question.clone()), Block::words(&series.text)];
        if series.points.len() > 1 {
            let points = series.points.iter().map(|mark| Point {
                label: mark.day_text.clone(),
                text: mark.value.to_string(),
                value: i64::from(mark.value),
            });
            let title = series.question.clone();
            parts.push(Block::Chart(Chart { title, shape: Shape::Line, points: points.collect() }));
        }
        blocks.push(Block::Together(parts));
    }
    let rows = found.marks.marks.iter().map(|mark| {
        vec![mark.day_text.clone(), joined(&[&mark.about, &mark.note], " "), mark.value.to_string()]
    });
    let columns =
        [("export-column-day", Align::Left), ("export-column-what", Align::Left), ("", Align::Right)];
    blocks.push(table(say, &columns, rows.collect()));
    blocks
}

fn notes(found: &Export, say: Said<'_>) -> Vec<Block> {
    let notes: Vec<_> = found.talks.iter().flat_map(|talks| &talks.notes).collect();
    if notes.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::Section(say("talks-title"))];
    blocks.extend(notes.into_iter().map(|note| {
        Block::Together(vec![
            Block::quiet(format!("{}, {}. {}", note.held_text, note.author, note.reaction_text)),
            Block::words(&note.body),
            Block::words(&note.agreed),
        ])
    }));
    blocks
}

fn forms(found: &Export, say: Said<'_>) -> Vec<Block> {
    let Some(forms) = found.forms.as_ref().filter(|forms| !forms.is_empty()) else { return Vec::new() };
    let mut blocks = vec![Block::Section(say("form-title"))];
    for form in forms {
        let rows = form.answers.iter().map(|answer| vec![answer.label.clone(), answer.text.clone()]);
        let mut parts = vec![
            Block::Heading(form.title.clone()),
            Block::quiet(&form.when_text),
            table(say, &[("", Align::Left), ("", Align::Left)], rows.collect()),
        ];
        parts
            .extend(form.feedback.iter().map(|said| Block::words(format!("{}: {}", said.sender, said.text))));
        blocks.push(Block::Together(parts));
    }
    blocks
}

fn messages(found: &Export, say: Said<'_>) -> Vec<Block> {
    if found.messages.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::Section(say("messages-title"))];
    blocks.extend(found.messages.iter().map(|message| {
        Block::Together(vec![
            Block::quiet(format!("{}, {}", message.sender, message.when_text)),
            Block::words(&message.text),
        ])
    }));
    blocks
}

fn looks(found: &Export, say: Said<'_>) -> Vec<Block> {
    if found.looks.is_empty() {
        return Vec::new();
    }
    let looks = found.looks.iter().map(|look| look.text.clone()).collect();
    vec![Block::Section(say("looks-title")), Block::List(looks)]
}

fn sharing(found: &Export, say: Said<'_>) -> Vec<Block> {
    let rows = found
        .sharing
        .helpers
        .iter()
        .map(|helper| vec![helper.name.clone(), helper.role_text.clone(), helper.parts_text.clone()]);
    titled(say, "ui-sharing-title", &[("", Align::Left); 3], rows.collect())
}
