//! Notes of talks, who looked at the case, and what was done with it.

use opstap::{Role, TalkEntry, TalkRow, Uuid};
use serde_json::json;

use super::device::waiting;
use super::goals;
use crate::answer::Answer;
use crate::arguments::talks::{TalksCommand, TalksCommands};
use crate::failure::Failure;
use crate::page::{Page, also};
use crate::session::Session;
use crate::typed;

pub(crate) fn any(session: &Session, case: Option<Uuid>, command: &TalksCommands) -> Result<Answer, Failure> {
    match command {
        TalksCommands::Talks { command } => talks(session, case, command.as_ref()),
        TalksCommands::Goals { command } => goals::goals(session, case, command.as_ref()),
        TalksCommands::Marks { command } => goals::marks(session, case, command.as_ref()),
        TalksCommands::Looks => looks(session, case),
        TalksCommands::Audit { before } => audit(session, *before),
    }
}

fn talks(session: &Session, case: Option<Uuid>, command: Option<&TalksCommand>) -> Result<Answer, Failure> {
    let device = &session.device;
    let known = |id: &str| {
        let notes = device.talks(case)?.notes;
        typed::pick(id, "error-unknown-note", notes.iter().map(|row| (row.id.to_string(), row.id)))
    };
    let row = match command {
        None | Some(TalksCommand::List) => return list(session, case),
        Some(TalksCommand::Add { text, on, agreed, appointment }) => {
            let entry = TalkEntry {
                held_on: on.as_deref().map(|on| session.typed_date(on)).transpose()?,
                body: text.clone(),
                agreed: agreed.clone(),
                appointment: appointment.as_deref().map(|id| meeting(session, case, id)).transpose()?,
            };
            device.write_talk(case, &entry)?
        }
        Some(TalksCommand::Correct { id, text, agreed }) => {
            let entry = TalkEntry { body: text.clone(), agreed: agreed.clone(), ..TalkEntry::default() };
            device.correct_talk(case, known(id)?, &entry)?
        }
        Some(TalksCommand::React { id, says, text }) => {
            device.react_to_talk(case, known(id)?, &says.replace('-', "_"), text.as_deref())?
        }
        Some(TalksCommand::Erase { id, .. }) => {
            let id = known(id)?;
            device.erase_talk(case, id)?;
            return Answer::new(&json!({ "erased": id }), Page::of(&session.text("talks-erased")));
        }
    };
    let mut page = Page::of(&session.text("cli-saved"));
    draw(session, &mut page, &row, &[row.id.to_string()]);
    Answer::new(&row, page)
}

fn meeting(session: &Session, case: Option<Uuid>, id: &str) -> Result<Uuid, Failure> {
    let agenda = session.device.agenda(case)?;
    let all = agenda.upcoming.into_iter().chain(agenda.past);
    typed::pick(id, "error-unknown-appointment", all.map(|row| (row.id.to_string(), row.id)))
}

fn list(session: &Session, case: Option<Uuid>) -> Result<Answer, Failure> {
    let found = session.device.talks(case)?;
    let mut page = Page::titled(&session.text("talks-title"));
    if found.notes.is_empty() {
        page.say(&session.text("talks-none"));
    }
    let ids: Vec<String> = found.notes.iter().map(|row| row.id.to_string()).collect();
    for row in &found.notes {
        draw(session, &mut page, row, &ids);
    }
    Answer::new(&found, page)
}

fn draw(session: &Session, page: &mut Page, row: &TalkRow, ids: &[String]) {
    let mut line = session.say("talks-by", &[("date", &row.held_text), ("author", &row.author)]);
    also(&mut line, &typed::short(&row.id, ids));
    if row.contested {
        also(&mut line, &session.text("status-conflict"));
    }
    if row.waiting {
        line.push_str(" *");
    }
    page.item(&line);
    page.under(&row.body);
    if !row.agreed.is_empty() {
        page.under(&session.say("talks-agreed", &[("agreed", &row.agreed)]));
    }
    if row.corrects.is_some() {
        page.under(&session.text("talks-corrects"));
    }
    if row.corrected_by.is_some() {
        page.under(&session.text("talks-corrected"));
    }
    let client = session.device.person().is_some_and(|person| person.role == Role::Client);
    if row.may_react && row.says.is_none() && row.corrected_by.is_none() {
        page.under(&session.text("talks-ask"));
    } else {
        let key = if client { "talks-reaction-mine" } else { "talks-reaction" };
        page.under(&session.say(key, &[("reaction", &row.reaction_text)]));
    }
    if row.disputed && !client {
        page.under(&session.text("talks-disputed"));
    }
}

fn looks(session: &Session, case: Option<Uuid>) -> Result<Answer, Failure> {
    let rows = session.device.looks(case)?;
    let mut page = Page::titled(&session.text("looks-title"));
    if rows.is_empty() {
        page.say(&session.text("looks-none"));
    }
    for row in &rows {
        page.item(&row.text);
    }
    Answer::new(&rows, page)
}

fn audit(session: &Session, before: Option<u64>) -> Result<Answer, Failure> {
    let shown = waiting(session.device.audit(before))?;
    let mut page = Page::titled(&session.text("audit-title"));
    if shown.days.is_empty() {
        page.say(&session.text("audit-none"));
    }
    for day in &shown.days {
        page.part(&day.title);
        for line in &day.lines {
            page.item(&line.text);
            page.under(&line.when);
        }
    }
    if let Some(before) = shown.before {
        page.say(&format!("{}: opstap audit --before {before}", session.text("audit-older")));
    }
    Answer::new(&shown, page)
}
