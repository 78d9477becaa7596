//! Today, the programme, and its tasks.

use opstap::{ProgrammeSummary, Role, StepRow, TaskChange, TaskDeed, TaskRow, Uuid};

use crate::answer::Answer;
use crate::arguments::{ProgrammeCommand, TaskCommand};
use crate::failure::Failure;
use crate::page::{Page, also};
use crate::session::Session;
use crate::typed;

pub(crate) fn today(session: &Session, case: Option<Uuid>) -> Result<Answer, Failure> {
    let today = session.device.today(case)?;
    let mut page = Page::default();
    for (place, sentence) in today.text.iter().enumerate() {
        page.say(sentence);
        if place == 0 {
            page.blank();
        }
    }
    let client = session.device.person().is_some_and(|person| person.role == Role::Client);
    if let Some(next) = today.next.as_ref().filter(|next| client && next.actions.contains(&"complete")) {
        page.blank();
        page.say(&session.say("cli-when-done", &[("command", &format!("opstap task done {}", next.id))]));
    }
    Answer::new(&today, page)
}

pub(crate) fn programme(
    session: &Session,
    case: Option<Uuid>,
    command: Option<&ProgrammeCommand>,
) -> Result<Answer, Failure> {
    let programme = match command {
        Some(ProgrammeCommand::Start { id }) => session.device.start_programme(case, id)?,
        Some(ProgrammeCommand::Renew) => session.device.renew_programme(case)?,
        Some(ProgrammeCommand::Show) | None => session.device.programme(case)?,
    };
    Answer::new(&programme, page(session, &programme))
}

pub(crate) fn task(session: &Session, case: Option<Uuid>, command: &TaskCommand) -> Result<Answer, Failure> {
    let (typed, deed, key) = match command {
        TaskCommand::Done { id } => (id, TaskDeed::Done, "programme-task-done"),
        TaskCommand::Postpone { id, until } => {
            (id, TaskDeed::Postpone(session.typed_date(until)?), "programme-task-later")
        }
        TaskCommand::Decline { id } => (id, TaskDeed::Decline, "programme-task-declined"),
        TaskCommand::Undo { id } => (id, TaskDeed::Undo, "programme-task-undone"),
        TaskCommand::Skip { id } => (id, TaskDeed::Skip, "cli-task-skipped"),
        TaskCommand::Change { id, title, text, until, hide, show } => {
            let due_on = until.as_deref().map(|until| session.typed_date(until)).transpose()?;
            let hidden = (*hide || *show).then_some(*hide);
            let change = TaskChange { title: title.clone(), text: text.clone(), due_on, hidden };
            let programme = session.device.change_task(case, id, &change)?;
            return Answer::new(&programme, page(session, &programme));
        }
        TaskCommand::Add { step, title, text, until } => {
            return add(session, case, step, title, text, until.as_deref());
        }
    };
    let known = session.device.programme(case)?;
    let tasks = steps(&known).flat_map(|step| &step.tasks);
    let all = tasks.map(|task| (task.id.clone(), (task.id.clone(), task.title.clone())));
    let (id, title) = typed::pick(typed, "error-unknown-task", all)?;
    let outcome = session.device.perform(case, &id, deed)?;
    let date = if let TaskDeed::Postpone(until) = deed { session.date(until) } else { String::new() };
    let mut page = Page::of(&session.say(key, &[("title", &title), ("date", &date)]));
    for praise in &outcome.praise {
        page.say(praise);
    }
    if let Some(milestone) = &outcome.milestone {
        page.say(milestone);
    }
    if let Some(next) = &outcome.programme.next {
        page.say(&session.say("today-next-step", &[("step", &next.title)]));
    } else if let Some(why) = &outcome.programme.no_next {
        page.say(why);
    }
    Answer::new(&outcome, page)
}

fn add(
    session: &Session,
    case: Option<Uuid>,
    step: &str,
    title: &str,
    text: &str,
    until: Option<&str>,
) -> Result<Answer, Failure> {
    let until = until.map(|typed| session.typed_date(typed)).transpose()?;
    let known = session.device.programme(case)?;
    let all = steps(&known).map(|step| (step.id.clone(), step.id.clone()));
    let step = typed::pick(step, "error-unknown-task", all)?;
    let programme = session.device.add_task(case, &step, title, text, until)?;
    Answer::new(&programme, Page::of(&session.say("cli-task-added", &[("title", title)])))
}

fn steps(programme: &ProgrammeSummary) -> impl Iterator<Item = &StepRow> {
    programme.phases.iter().flat_map(|phase| &phase.steps)
}

fn page(session: &Session, programme: &ProgrammeSummary) -> Page {
    let mut page = Page::titled(&programme.title);
    page.say(&session.say("programme-percent", &[("percent", &programme.percent.to_string())]));
    if let Some(next) = &programme.next {
        page.say(&session.say("today-next-step", &[("step", &next.title)]));
    }
    if let Some(why) = &programme.no_next {
        page.say(why);
    }
    let total = programme.phases.len().to_string();
    for (place, phase) in programme.phases.iter().enumerate() {
        let number = (place + 1).to_string();
        let values = [("number", number.as_str()), ("total", total.as_str()), ("title", &phase.title)];
        page.part(&session.say("programme-phase", &values));
        for step in &phase.steps {
            draw_step(session, &mut page, step);
        }
    }
    page
}

fn draw_step(session: &Session, page: &mut Page, step: &StepRow) {
    let state = session.text(&format!("status-{}", step.state));
    page.item(&format!("{} ({state})", step.title));
    // A step that is still to come shows why; its tasks would only make the way look long.
    if let Some(reason) = &step.reason {
        page.under(reason);
        return;
    }
    for task in &step.tasks {
        page.under(&task_line(session, task));
    }
}

fn task_line(session: &Session, task: &TaskRow) -> String {
    let mark = if task.state == "done" { "[x]" } else { "[ ]" };
    let mut line = format!("{mark} {} · {}", task.title, task.who);
    if !matches!(task.state, "open" | "done") {
        also(&mut line, &session.text(&format!("status-{}", task.state)));
    }
    if let Some(due) = task.due_on.filter(|_| task.state == "open") {
        also(&mut line, &session.say("cli-before", &[("date", &session.date(due))]));
    }
    if let Some(form) = task.form.as_ref().filter(|_| task.state == "open") {
        also(&mut line, &format!("opstap forms show {form}"));
    }
    if let Some(until) = task.until {
        also(&mut line, &session.date(until));
    }
    if task.waiting {
        also(&mut line, &session.text("cli-only-here"));
    }
    format!("{line} · {}", task.id)
}
