//! Tips, difficult words, and finding something again.

use opstap::{OpstapError, SearchRow, TipRow, Uuid};
use opstap_domain::ids::Role;
use opstap_web::{FoundLine, Frame};

use super::acts::Done;
use super::places::{Where, about};
use super::rooms::Room;
use super::{Fields, field};

/// How many a search asks for, over all cases of a helper.
const ASKED: usize = 200;
/// How many of them a page shows.
const SHOWN: usize = 30;

/// The page of one of these places.
pub(super) fn draw(
    room: &Room,
    case: Option<Uuid>,
    frame: &Frame<'_>,
    (place, id): (&str, &str),
) -> Result<String, OpstapError> {
    let device = &room.device;
    match (place, id) {
        ("library", "") => Ok(opstap_web::library(frame, &device.tips(case)?, &device.glossary(None)?, None)),
        ("tip", id) => {
            let tips = device.tips(case)?;
            let tip = tips.iter().find(|tip| tip.id == id).ok_or(OpstapError::Unknown { what: "text" })?;
            // How somebody wants it is not a helper's.
            let to = tip.route.as_deref().and_then(way).filter(|to| !frame.helps || *to != "preferences");
            Ok(opstap_web::tip(frame, tip, to))
        }
        ("word", id) => {
            let terms = device.glossary(None)?;
            let term =
                terms.iter().find(|term| term.id == id).ok_or(OpstapError::Unknown { what: "text" })?;
            Ok(opstap_web::term(frame, term))
        }
        _ => Err(OpstapError::Unknown { what: "page" }),
    }
}

/// The place that answers a route of the library's, where it is a page of its own.
fn way(route: &str) -> Option<&'static str> {
    Some(match route {
        "conversation" => "messages",
        "agenda" => "agenda",
        "budget" => "money",
        "today" => "today",
        "preferences" => "preferences",
        "programme" => "programme",
        _ => return None,
    })
}

/// Does what a button on one of these places says. What is searched for stands in no address.
pub(super) fn act(
    room: &Room,
    there: &Where,
    (place, id): (&str, &str),
    fields: &Fields,
) -> Result<Done, OpstapError> {
    let device = &room.device;
    match (place, field(fields, "act")) {
        ("library", "search") if id.is_empty() => search(room, there, field(fields, "search")),
        ("tip", "hide") => {
            device.hide_tip(there.case, id)?;
            let told = device.words().text("web-tip-hidden");
            Ok(Done::Go { to: format!("{}/library", there.base()), told })
        }
        _ => Err(OpstapError::Unknown { what: "page" }),
    }
}

fn search(room: &Room, there: &Where, typed: &str) -> Result<Done, OpstapError> {
    let (device, words) = (&room.device, room.device.words());
    device.look_at(there.case)?;
    let tips = device.tips(there.case)?;
    let name = about(room, there.case)?;
    let frame = there.frame(room, &words, name.as_deref(), "", None);
    if typed.trim().is_empty() {
        return Ok(Done::Show(opstap_web::library(&frame, &tips, &device.glossary(None)?, None)));
    }
    let helps = room.role() != Some(Role::Client);
    let found = device.search(typed, ASKED)?;
    // A helper looks at one of their cases: what is found in another stands on no page of this one.
    let here = found.into_iter().filter(|row| !helps || row.case.is_none() || row.case == there.case);
    let lines: Vec<FoundLine> = here.take(SHOWN).map(|row| line(row, &tips)).collect();
    Ok(Done::Show(opstap_web::library(&frame, &[], &[], Some((typed, &lines)))))
}

fn line(row: SearchRow, tips: &[TipRow]) -> FoundLine {
    let to = row.route.as_deref().and_then(|route| match route.split_once('/') {
        // A tip that does not fit has words, and no page.
        Some(("tip", id)) => tips.iter().any(|tip| tip.id == id).then(|| route.to_owned()),
        Some(_) => Some(route.to_owned()),
        None => way(route).map(str::to_owned),
    });
    FoundLine { kind: row.kind_text, text: row.text, to }
}
