//! What has to happen by when.

use opstap::{DeadlinePage, DeadlineRow, Uuid};

use crate::answer::Answer;
use crate::arguments::planning::DeadlinesCommand;
use crate::failure::Failure;
use crate::page::Page;
use crate::session::Session;
use crate::typed;

/// The open ones of all cases.
pub(crate) fn list(session: &Session) -> Result<Answer, Failure> {
    let all = session.device.work_list()?;
    let mut page = Page::titled(&session.text("deadline-work-title"));
    for row in &all {
        page.item(&format!("{}: {}. {}", row.name, row.title, row.standing));
    }
    if all.is_empty() {
        page.say(&session.text("deadline-none"));
    }
    Answer::new(&all, page)
}

pub(crate) fn deadlines(
    session: &Session,
    case: Option<Uuid>,
    command: Option<&DeadlinesCommand>,
) -> Result<Answer, Failure> {
    let device = &session.device;
    let today = device.calendar(case)?.today;
    let day = |text: &str| session.typed_date(text);
    let row = match command {
        None | Some(DeadlinesCommand::Show | DeadlinesCommand::List) => {
            let page = device.deadlines(case)?;
            return Answer::new(&page, shown(session, &page));
        }
        Some(DeadlinesCommand::Start { term, on }) => {
            let on = on.as_deref().map_or(Ok(today), day)?;
            device.start_deadline(case, term, on)?
        }
        Some(DeadlinesCommand::Extend { id, to, reason }) => {
            device.extend_deadline(case, picked(session, case, id)?, day(to)?, reason)?
        }
        Some(DeadlinesCommand::Done { id, on }) => {
            let on = on.as_deref().map(day).transpose()?;
            device.finish_deadline(case, picked(session, case, id)?, on)?
        }
        Some(DeadlinesCommand::Stop { id, reason }) => {
            device.stop_deadline(case, picked(session, case, id)?, reason)?
        }
    };
    let mut page = Page::of(&session.text("cli-saved"));
    page.say(&format!("{}. {}", row.title, row.standing));
    Answer::new(&row, page)
}

fn picked(session: &Session, case: Option<Uuid>, typed: &str) -> Result<Uuid, Failure> {
    let page = session.device.deadlines(case)?;
    let mut ids = page.open.iter().chain(&page.ended).map(|row| (row.id.to_string(), row.id));
    typed::pick(typed, "error-unknown-deadline", &mut ids)
}

fn shown(session: &Session, found: &DeadlinePage) -> Page {
    let mut page = Page::titled(&session.text("deadline-title"));
    if found.open.is_empty() {
        page.say(&session.text("deadline-none"));
    }
    let ids: Vec<String> = found.open.iter().chain(&found.ended).map(|row| row.id.to_string()).collect();
    for row in &found.open {
        page.item(&line(row, &ids));
    }
    if !found.ended.is_empty() {
        page.part(&session.text("deadline-done-part"));
        for row in &found.ended {
            page.item(&line(row, &ids));
        }
    }
    if !found.terms.is_empty() {
        page.part(&session.text("deadline-may-begin"));
        for term in &found.terms {
            let unverified = if term.verified {
                String::new()
            } else {
                format!(" {}", session.text("deadline-unverified"))
            };
            let source = session.say("deadline-source", &[("source", &term.source)]);
            page.item(&format!("{} ({}). {source}.{unverified}", term.title, term.id));
        }
    }
    page
}

fn line(row: &DeadlineRow, ids: &[String]) -> String {
    let waiting = if row.waiting { " *" } else { "" };
    let said: Vec<&str> =
        [row.standing.as_str()].into_iter().chain(row.steps.iter().map(String::as_str)).collect();
    format!("{}. {} · {}{waiting}", row.title, said.join(" "), typed::short(&row.id, ids))
}
