//! Goals, and marks on a scale.

use opstap::{GoalEntry, GoalRow, MarkEntry, SeriesRow, Uuid};
use serde_json::json;

use crate::answer::Answer;
use crate::arguments::talks::{GoalsCommand, MarksCommand};
use crate::failure::Failure;
use crate::page::{Page, also};
use crate::session::Session;
use crate::typed;

pub(crate) fn goals(
    session: &Session,
    case: Option<Uuid>,
    command: Option<&GoalsCommand>,
) -> Result<Answer, Failure> {
    let device = &session.device;
    let entry = |text: Option<&String>, why: &Option<String>, step: &Option<String>| GoalEntry {
        text: text.cloned(),
        why: why.clone(),
        first_step: step.clone(),
    };
    let stands = |id: &str, status: &str| -> Result<GoalRow, Failure> {
        Ok(device.set_goal_status(case, find(session, case, id)?, status)?)
    };
    let row = match command {
        None | Some(GoalsCommand::List) => return list(session, case),
        Some(GoalsCommand::Add { text, why, step }) => {
            device.add_goal(case, &entry(Some(text), why, step))?
        }
        Some(GoalsCommand::Change { id, text, why, step }) => {
            let id = find(session, case, id)?;
            device.change_goal(case, id, &entry(text.as_ref(), why, step))?
        }
        Some(GoalsCommand::Reached { id }) => stands(id, "reached")?,
        Some(GoalsCommand::LetGo { id }) => stands(id, "let_go")?,
        Some(GoalsCommand::Reopen { id }) => stands(id, "open")?,
        Some(GoalsCommand::Remove { id }) => {
            let id = find(session, case, id)?;
            device.remove_goal(case, id)?;
            return Answer::new(&json!({ "removed": id }), Page::of(&session.text("cli-saved")));
        }
    };
    let mut page = Page::of(&session.text("cli-saved"));
    draw(session, &mut page, &row, &[row.id.to_string()]);
    Answer::new(&row, page)
}

pub(crate) fn marks(
    session: &Session,
    case: Option<Uuid>,
    command: Option<&MarksCommand>,
) -> Result<Answer, Failure> {
    let device = &session.device;
    match command {
        None | Some(MarksCommand::List) => all_marks(session, case),
        Some(MarksCommand::Add { scale, value, goal, note }) => {
            let goal = goal.as_deref().map(|goal| find(session, case, goal)).transpose()?;
            let entry = MarkEntry { scale: scale.clone(), goal, value: *value, note: note.clone() };
            let row = device.add_mark(case, &entry)?;
            let found = device.marks(case)?.series;
            let mut page = Page::of(&session.text("cli-saved"));
            for series in found.iter().filter(|one| (&one.scale, one.goal) == (&row.scale, row.goal)) {
                page.say(&series.text);
            }
            Answer::new(&row, page)
        }
        Some(MarksCommand::Erase { id, .. }) => {
            let known = device.marks(case)?.marks;
            let known = known.iter().map(|row| (row.id.to_string(), row.id));
            let id = typed::pick(id, "error-unknown-record", known)?;
            device.erase_mark(case, id)?;
            Answer::new(&json!({ "erased": id }), Page::of(&session.text("marks-erased")))
        }
    }
}

fn find(session: &Session, case: Option<Uuid>, id: &str) -> Result<Uuid, Failure> {
    let goals = session.device.goals(case)?.goals;
    typed::pick(id, "error-unknown-goal", goals.iter().map(|row| (row.id.to_string(), row.id)))
}

fn list(session: &Session, case: Option<Uuid>) -> Result<Answer, Failure> {
    let found = session.device.goals(case)?;
    let mut page = Page::titled(&session.text("goals-title"));
    if found.goals.is_empty() {
        page.say(&session.text("goals-none"));
    }
    let ids: Vec<String> = found.goals.iter().map(|row| row.id.to_string()).collect();
    for row in &found.goals {
        draw(session, &mut page, row, &ids);
    }
    Answer::new(&found, page)
}

fn draw(session: &Session, page: &mut Page, row: &GoalRow, ids: &[String]) {
    let mut line = format!("{} ({})", row.text, row.status_text);
    also(&mut line, &typed::short(&row.id, ids));
    if row.waiting {
        line.push_str(" *");
    }
    page.item(&line);
    if !row.why.is_empty() {
        page.under(&session.say("goals-why", &[("why", &row.why)]));
    }
    if !row.first_step.is_empty() {
        page.under(&session.say("goals-first-step", &[("step", &row.first_step)]));
    }
    page.under(&session.say("goals-set", &[("date", &row.set_text)]));
    if !row.series.text.is_empty() {
        page.under(&row.series.text);
    }
}

fn all_marks(session: &Session, case: Option<Uuid>) -> Result<Answer, Failure> {
    let found = session.device.marks(case)?;
    let mut page = Page::titled(&session.text("marks-title"));
    let answer = |row: &SeriesRow| {
        if row.text.is_empty() { session.text("marks-none") } else { row.text.clone() }
    };
    for row in &found.series {
        page.item(&row.question);
        page.under(&answer(row));
        if row.ask && found.may_mark {
            page.under(&session.text("marks-ask"));
        }
    }
    if !found.marks.is_empty() {
        page.part(&session.text("marks-given"));
    }
    let ids: Vec<String> = found.marks.iter().map(|row| row.id.to_string()).collect();
    for row in &found.marks {
        let value = row.value.to_string();
        let values = [("date", row.day_text.as_str()), ("value", &value), ("about", &row.about)];
        let mut line = session.say("marks-line", &values);
        also(&mut line, &typed::short(&row.id, &ids));
        if row.waiting {
            line.push_str(" *");
        }
        page.item(&line);
        if !row.note.is_empty() {
            page.under(&row.note);
        }
    }
    Answer::new(&found, page)
}
