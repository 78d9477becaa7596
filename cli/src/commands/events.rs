//! Events of the organisation, and coming along.

use opstap::{EventRow, Uuid};

use crate::answer::Answer;
use crate::arguments::events::{EventsCommand, EventsCommands};
use crate::failure::Failure;
use crate::page::Page;
use crate::session::Session;
use crate::typed;

pub(crate) fn events(
    session: &Session,
    case: Option<Uuid>,
    command: &EventsCommands,
) -> Result<Answer, Failure> {
    let device = &session.device;
    let EventsCommands::Events { command } = command;
    let known = |typed: &str| {
        let all = device.events(case)?.into_iter().map(|row| (row.id.clone(), row.id));
        typed::pick(typed, "error-unknown-event", all)
    };
    let row = match command {
        Some(EventsCommand::Attend { id }) => device.attend_event(case, &known(id)?)?,
        Some(EventsCommand::Leave { id }) => device.leave_event(case, &known(id)?)?,
        Some(EventsCommand::Show) | None => return show(session, &device.events(case)?),
    };
    let mut page = Page::of(&session.text("cli-saved"));
    draw(&mut page, &row);
    Answer::new(&row, page)
}

fn show(session: &Session, all: &Vec<EventRow>) -> Result<Answer, Failure> {
    let mut page = Page::titled(&session.text("event-title"));
    if all.is_empty() {
        page.say(&session.text("event-none"));
    }
    for row in all {
        draw(&mut page, row);
    }
    Answer::new(all, page)
}

fn draw(page: &mut Page, row: &EventRow) {
    page.item(&format!("{} · {} · {}", row.title, row.when_text, row.id));
    for text in [&row.place, &row.text, &row.seats_text, &row.status_text] {
        page.under(text);
    }
}
