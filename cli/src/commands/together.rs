//! Two readings of one value, and who looks along.

use opstap::{ConflictRow, HelperRow, Phrase, SharingSummary, Side, Uuid};

use crate::answer::Answer;
use crate::arguments::{ConflictsCommand, Reading, ShareCommand};
use crate::failure::Failure;
use crate::page::{Page, also};
use crate::session::Session;
use crate::typed;

pub(crate) fn conflicts(
    session: &Session,
    case: Option<Uuid>,
    command: Option<&ConflictsCommand>,
) -> Result<Answer, Failure> {
    let rows = session.device.conflicts(case)?;
    let known = |typed: &str| {
        typed::pick(typed, "error-unknown-conflict", rows.iter().map(|row| (row.id.to_string(), row.id)))
    };
    let row = match command {
        Some(ConflictsCommand::Show) | None => return Answer::new(&rows, conflicts_page(session, &rows)),
        Some(ConflictsCommand::Choose { id, side }) => {
            let side = if *side == Reading::Shown { Side::Shown } else { Side::Other };
            session.device.choose(case, known(id)?, side)?
        }
        Some(ConflictsCommand::Undo { id }) => session.device.undo_choice(case, known(id)?)?,
    };
    Answer::new(&row, Page::of(&row.question))
}

fn conflicts_page(session: &Session, rows: &[ConflictRow]) -> Page {
    let mut page = Page::titled(&session.text("conflict-title"));
    if rows.iter().all(|row| row.state != "open") {
        page.say(&session.text("conflict-none"));
    } else {
        page.say(&session.text("conflict-explain"));
    }
    let ids: Vec<String> = rows.iter().map(|row| row.id.to_string()).collect();
    for row in rows {
        page.blank();
        page.item(&row.question);
        if row.state == "open" {
            let id = typed::short(&row.id, &ids);
            for (value, who, side) in
                [(&row.shown, &row.shown_by, "shown"), (&row.other, &row.other_by, "other")]
            {
                let command = format!("opstap conflicts choose {id} {side}");
                page.under(&session.say("cli-choose", &[("value", value), ("who", who)]));
                page.under(&command);
            }
        }
    }
    page
}

pub(crate) fn share(
    session: &Session,
    case: Option<Uuid>,
    command: Option<&ShareCommand>,
) -> Result<Answer, Failure> {
    let known = session.device.sharing(case)?;
    match command {
        Some(ShareCommand::List) | None => Answer::new(&known, share_page(session, &known)),
        Some(ShareCommand::With { helper, parts, until }) => {
            let helper = coach(&known, helper)?;
            let until = until.as_deref().map(|typed| session.typed_date(typed)).transpose()?;
            let parts: Vec<&str> = parts.iter().map(|part| part.trim()).collect();
            let now = session.device.share(case, helper.account, &parts, until)?;
            Answer::new(&now, share_page(session, &now))
        }
        Some(ShareCommand::Stop { helper }) => {
            let helper = coach(&known, helper)?;
            let now = session.device.share(case, helper.account, &[], None)?;
            Answer::new(&now, Page::of(&session.say("share-stopped", &[("who", &helper.name)])))
        }
    }
}

/// A coach by the beginning of the account or of the name.
fn coach<'a>(known: &'a SharingSummary, typed: &str) -> Result<&'a HelperRow, Failure> {
    let coaches = || known.helpers.iter().filter(|row| row.role == "coach");
    let missing = "error-unknown-helper";
    typed::pick(typed, missing, coaches().map(|row| (row.account.to_string(), row)))
        .or_else(|_| typed::pick(typed, missing, coaches().map(|row| (row.name.clone(), row))))
        .map_err(|_| Failure::unknown(Phrase::new(missing)))
}

fn share_page(session: &Session, known: &SharingSummary) -> Page {
    let mut page = Page::titled(&session.text("share-title"));
    let ids: Vec<String> = known.helpers.iter().map(|row| row.account.to_string()).collect();
    for row in &known.helpers {
        let role = session.text(&format!("role-{}", row.role.replace('_', "-")));
        page.item(&format!("{} · {role} · {}", row.name, typed::short(&row.account, &ids)));
        if !row.parts.is_empty() {
            let mut line = session.say("share-who", &[("who", &row.name), ("what", &row.parts_text)]);
            if let Some(until) = row.until {
                also(&mut line, &session.say("share-until", &[("date", &session.date(until))]));
            }
            page.under(&line);
        }
    }
    if known.helpers.iter().all(|row| row.parts.is_empty()) {
        page.blank();
        page.say(&session.text("share-nobody"));
    }
    page
}

pub(crate) fn consents(
    session: &Session,
    case: Option<Uuid>,
    take_back: Option<usize>,
) -> Result<Answer, Failure> {
    let rows = session.device.consents(case)?;
    if let Some(number) = take_back {
        let row = number.checked_sub(1).and_then(|place| rows.get(place));
        let row = row.ok_or_else(|| Failure::unknown(Phrase::new("error-unknown-consent")))?;
        session.device.take_back(case, row.consent)?;
        return Answer::new(row, Page::of(&session.text("consent-taken-back")));
    }
    let mut page = Page::titled(&session.text("consent-title"));
    page.say(&session.text(if rows.is_empty() { "consent-none" } else { "consent-intro" }));
    for (at, row) in rows.iter().enumerate() {
        page.item(&format!("{}. {}", at + 1, row.text));
        page.under(&row.what);
        if let Some(until) = row.until {
            page.under(&session.say("consent-until", &[("date", &session.date(until))]));
        }
    }
    Answer::new(&rows, page)
}
