//! Free moments of a helper: choosing one, and offering some.

use opstap::{MomentRow, MomentsEntry, Uuid};

use crate::answer::Answer;
use crate::arguments::moments::{MomentsCommand, MomentsCommands, OfferArguments};
use crate::failure::Failure;
use crate::page::Page;
use crate::session::Session;
use crate::typed;

pub(crate) fn moments(
    session: &Session,
    case: Option<Uuid>,
    command: &MomentsCommands,
) -> Result<Answer, Failure> {
    let device = &session.device;
    let MomentsCommands::Moments { command } = command;
    let known = |typed: &str| {
        let all = device.moments(case)?.into_iter().map(|row| (row.id.to_string(), row.id));
        typed::pick(typed, "error-unknown-moment", all)
    };
    match command {
        Some(MomentsCommand::Show) | None => {
            show(session, &session.text("moments-title"), &device.moments(case)?)
        }
        Some(MomentsCommand::Choose { id }) => {
            let row = device.choose_moment(case, known(id)?)?;
            let mut page = Page::of(&row.when_text);
            page.under(&row.status_text);
            Answer::new(&row, page)
        }
        Some(MomentsCommand::Offer(asked)) => {
            let offered = device.offer_moments(case, &entry(session, asked)?)?;
            show(session, &session.text("moments-offered"), &offered)
        }
        Some(MomentsCommand::Withdraw { id }) => {
            device.withdraw_moment(case, known(id)?)?;
            show(session, &session.text("moments-withdrawn"), &device.moments(case)?)
        }
        Some(MomentsCommand::Free) => free(session),
    }
}

fn entry(session: &Session, asked: &OfferArguments) -> Result<MomentsEntry, Failure> {
    let starts: Result<Vec<_>, Failure> =
        asked.at.iter().map(|at| typed::moment(at, session.today)).collect();
    Ok(MomentsEntry {
        title: asked.title.clone(),
        starts: starts?,
        minutes: asked.minutes,
        place: asked.place.clone(),
        bring: asked.bring.clone(),
        text: asked.text.clone().unwrap_or_else(|| session.text("moments-message")),
    })
}

fn show(session: &Session, title: &str, all: &Vec<MomentRow>) -> Result<Answer, Failure> {
    let mut page = Page::titled(title);
    if all.is_empty() {
        page.say(&session.text("moments-none"));
    }
    let ids: Vec<String> = all.iter().map(|row| row.id.to_string()).collect();
    for choice in all.chunk_by(|one, next| one.choice == next.choice) {
        let first = &choice[0];
        page.part(&first.title);
        for text in [&first.place, &first.bring].into_iter().filter(|text| !text.is_empty()) {
            page.say(text);
        }
        for row in choice {
            page.item(&format!("{} · {}", row.when_text, typed::short(&row.id, &ids)));
            page.under(&row.status_text);
        }
    }
    Answer::new(all, page)
}

fn free(session: &Session) -> Result<Answer, Failure> {
    let free = session.device.free_moments()?;
    let mut page = Page::titled(&session.text("moments-free"));
    if free.is_empty() {
        page.say(&session.text("moments-none"));
    }
    for moment in &free {
        page.item(&format!("{} · {}", moment.when_text, moment.title));
    }
    Answer::new(&free, page)
}
