//! Appointments and reminders.

use opstap::{AppointmentEntry, AppointmentRow, Uuid, format};

use crate::answer::Answer;
use crate::arguments::AgendaCommand;
use crate::failure::Failure;
use crate::page::Page;
use crate::session::Session;
use crate::typed;

pub(crate) fn agenda(
    session: &Session,
    case: Option<Uuid>,
    command: Option<&AgendaCommand>,
) -> Result<Answer, Failure> {
    let device = &session.device;
    let known = |typed: &str| {
        let agenda = device.agenda(case)?;
        let all = agenda.upcoming.into_iter().chain(agenda.past);
        typed::pick(typed, "error-unknown-appointment", all.map(|row| (row.id.to_string(), row.id)))
    };
    let (row, key) = match command {
        Some(AgendaCommand::Show) | None => return show(session, case),
        Some(AgendaCommand::Add { title, at, minutes, place, bring }) => {
            let entry = AppointmentEntry {
                title: title.clone(),
                starts: typed::moment(at, session.today)?,
                minutes: *minutes,
                place: place.clone(),
                bring: bring.clone(),
            };
            (device.plan_appointment(case, &entry)?, "agenda-planned")
        }
        Some(AgendaCommand::Move { id, at }) => {
            let starts = typed::moment(at, session.today)?;
            (device.move_appointment(case, known(id)?, starts)?, "agenda-moved")
        }
        Some(AgendaCommand::Cancel { id }) => {
            (device.cancel_appointment(case, known(id)?)?, "agenda-cancelled")
        }
        Some(AgendaCommand::Confirm { id }) => {
            (device.confirm_appointment(case, known(id)?)?, "agenda-confirmed")
        }
        Some(AgendaCommand::Kept { id }) => (device.close_appointment(case, known(id)?, true)?, "cli-saved"),
        Some(AgendaCommand::Missed { id }) => {
            (device.close_appointment(case, known(id)?, false)?, "cli-saved")
        }
    };
    let page = Page::of(&session.say(key, &[("when", &row.when_text)]));
    Answer::new(&row, page)
}

fn show(session: &Session, case: Option<Uuid>) -> Result<Answer, Failure> {
    let agenda = session.device.agenda(case)?;
    let mut page = Page::titled(&session.text("agenda-title"));
    let ids: Vec<String> = agenda.upcoming.iter().chain(&agenda.past).map(|row| row.id.to_string()).collect();
    if agenda.upcoming.is_empty() {
        page.say(&session.text("agenda-empty"));
    }
    for row in &agenda.upcoming {
        draw(session, &mut page, row, &ids);
    }
    if !agenda.past.is_empty() {
        page.part(&session.text("agenda-past"));
        for row in &agenda.past {
            draw(session, &mut page, row, &ids);
        }
    }
    Answer::new(&agenda, page)
}

fn draw(session: &Session, page: &mut Page, row: &AppointmentRow, ids: &[String]) {
    let line = session.say("agenda-line", &[("when", &row.when_text), ("title", &row.title)]);
    let id = typed::short(&row.id, ids);
    page.item(&format!("{line} · {} · {id}", row.status_text));
    if !row.place.is_empty() {
        page.under(&session.say("agenda-place", &[("place", &row.place)]));
    }
    if !row.bring.is_empty() {
        page.under(&session.say("agenda-bring", &[("things", &row.bring)]));
    }
    if row.contested {
        page.under(&session.text("status-conflict"));
    }
}

pub(crate) fn reminders(
    session: &Session,
    case: Option<Uuid>,
    max: usize,
    planned: bool,
) -> Result<Answer, Failure> {
    let plan = session.device.reminder_plan(case, max)?;
    if planned {
        let rows: Vec<_> = plan.entries.iter().map(|entry| (entry.key.as_str(), entry.at)).collect();
        session.device.confirm_reminders(case, &rows)?;
    }
    let mut page = Page::titled(&session.text("reminders-title"));
    if plan.entries.is_empty() {
        page.say(&session.text("reminders-empty"));
    }
    for entry in &plan.entries {
        let when = format::moment(session.words.language(), entry.local, session.today);
        page.item(&session.say("reminders-line", &[("date", &when), ("title", &entry.title)]));
        page.under(&entry.body);
    }
    Answer::new(&plan, page)
}
