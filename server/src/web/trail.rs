//! Who looked and what was done: noted for each page of a case, and shown to its client.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use opstap::{Instant, OpstapError, audit_in_words};
use opstap_domain::ids::{Compartment, Role};
use opstap_domain::time::Zone;
use opstap_web::{RegisterLine, audit, register as register_page};

use super::look::Door;
use super::places::Where;
use super::rooms::Room;
use super::sessions::Host;
use super::{before, blocking, page};
use crate::audit::Act;
use crate::engine::TrailAsked;
use crate::register::ACTIVITIES;

/// Lines on a page.
const LINES: usize = 50;

fn lost<T>(_: T) -> OpstapError {
    OpstapError::Unexpected { reference: "trail" }
}

/// In which parts of a case a place is; none: it shows none of one.
fn shown(there: &Where) -> &'static [Compartment] {
    match there.parts() {
        // In which of them a file is, is known once it is found.
        ("clients" | "devices" | "kept" | "register" | "file", _) => &[],
        // A change, and a value that two people wrote, may be in either.
        ("history" | "conflicts", _) => &[Compartment::Together, Compartment::Money],
        (
            "money" | "line" | "forecast" | "bank" | "debts" | "debt" | "newdebt" | "letters" | "letter"
            | "newletter" | "profile" | "fact",
            _,
        ) => &[Compartment::Money],
        ("page", route) if route.starts_with("offer") => &[Compartment::Money],
        ("page", route) if route.starts_with("diary") => &[Compartment::Own],
        _ => &[Compartment::Together],
    }
}

/// Notes that a page of a case is about to be shown, or a file of it to be given out. What cannot be noted is not shown.
pub(super) async fn seen(host: &Host, room: &Room, there: &Where) -> Result<(), OpstapError> {
    let helps = room.role() != Some(Role::Client);
    if helps && there.case.is_none() {
        return Ok(());
    }
    let act = match there.parts() {
        ("take", file) if !file.is_empty() => Act::Exported,
        _ => Act::Read,
    };
    seen_in(host, room, there, shown(there), act).await
}

/// The same of these parts of a case.
pub(super) async fn seen_in(
    host: &Host,
    room: &Room,
    there: &Where,
    places: &[Compartment],
    act: Act,
) -> Result<(), OpstapError> {
    let now = host.now();
    for place in places.iter().copied() {
        if act == Act::Read && room.is_noted((there.case, place), now) {
            continue;
        }
        let device = room.number().ok_or(OpstapError::SignedOut)?;
        if host.desk.seen(device, (there.case, place), act).await.map_err(lost)? && act == Act::Read {
            room.set_noted((there.case, place), now);
        }
    }
    Ok(())
}

/// Which page of the trail a place is; `None`: it is none.
pub(super) fn place(room: &Room, there: &Where) -> Option<u64> {
    let (first, route) = there.parts();
    if first != "page" || there.case.is_some() || room.role() != Some(Role::Client) {
        return None;
    }
    match route.strip_prefix("looks")? {
        "" => Some(0),
        older => older.strip_prefix('/')?.parse().ok(),
    }
}

/// Draws that page.
pub(super) async fn draw(
    host: &Host,
    room: &Arc<Room>,
    there: &Where,
    told: &str,
    before: u64,
) -> Result<String, OpstapError> {
    let device = room.number().ok_or(OpstapError::SignedOut)?;
    let found = host.desk.trail(device, TrailAsked { before, most: LINES }).await.map_err(lost)?;
    let found = found.ok_or(OpstapError::Unknown { what: "page" })?;
    let oldest = found.lines.last().map(|line| Instant(line.start));
    let (drawing, now) = (room.clone(), Instant(host.now()));
    let (there, told) = (there.clone(), told.to_owned());
    blocking(move || {
        let (words, zone) = (drawing.device.words(), Zone::AMSTERDAM);
        let shown = audit_in_words(&words, zone, now, &found);
        // What devices wrote down themselves before the server kept a trail of this case.
        let mut looks = drawing.device.looks(None)?;
        looks
            .retain(|look| shown.before.is_none() && oldest.is_none_or(|oldest| look.on < zone.date(oldest)));
        let looks: Vec<String> = looks.into_iter().map(|look| look.text).collect();
        Ok(audit(&there.frame(&drawing, &words, None, &told, None), &shown, &looks, before == 0))
    })
    .await
}

/// For what personal data is used.
pub(super) async fn register(State(host): State<Arc<Host>>, headers: HeaderMap) -> Response {
    let words = Door::of(&host, &headers).await;
    let all: Vec<RegisterLine> = ACTIVITIES
        .iter()
        .map(|activity| {
            let text = |part: &str| words.text(&format!("register-{}-{part}", activity.id));
            RegisterLine {
                name: text("name"),
                purpose: text("purpose"),
                data: text("data"),
                kept: text("kept"),
                ground: format!("{}; {}", activity.ground, activity.law),
                confirmed: activity.confirmed,
            }
        })
        .collect();
    page(StatusCode::OK, register_page(&before(&words, "", None), &all))
}
