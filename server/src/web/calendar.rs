//! The secret address of a person's appointments: made, shown once, and ended on the page of their agenda.

use axum::http::HeaderMap;
use axum::http::header::HOST;
use axum::response::Response;
use opstap::Feature;
use opstap_web::CalendarShown;

use super::features::not_offered;
use super::places::Where;
use super::rooms::Room;
use super::sessions::Host;
use super::{Fields, field, go, is_here};

/// What a page does with an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Ask whether there is one.
    Look,
    /// Make one, in the place of the one before.
    Make,
    /// End it.
    End,
}

/// What came of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Calendar {
    /// There is an address.
    pub there: bool,
    /// The secret in it, when it was made now.
    pub secret: Option<String>,
}

/// What a form on the page of the agenda asks of it; `None`: something else.
pub(super) fn asked(place: &Where, fields: &Fields) -> Option<Deed> {
    match (place.parts().0, field(fields, "act")) {
        ("agenda", "calendar-make") => Some(Deed::Make),
        ("agenda", "calendar-end") => Some(Deed::End),
        _ => None,
    }
}

/// Before the page is drawn: whether there is an address. One that was made a moment ago is still to be shown.
pub(super) async fn look(host: &Host, room: &Room) {
    let address = room.waiting_address();
    let there = host.calendar(room, Deed::Look).await.is_some_and(|calendar| calendar.there);
    room.know_calendar(CalendarShown { there, address });
}

/// Does it, and goes to the page, which says what came of it.
pub(super) async fn act(
    host: &Host,
    headers: &HeaderMap,
    room: &Room,
    place: &Where,
    deed: Deed,
) -> Response {
    if deed == Deed::Make && super::leaves_out(room, Feature::Calendar) {
        return super::wrong(room, place, &not_offered());
    }
    let done = host.calendar(room, deed).await;
    let words = room.device.words();
    room.tell(words.text(match (&done, deed) {
        (None, _) => "web-calendar-failed",
        (Some(_), Deed::End) => "web-calendar-ended",
        (Some(_), _) => "web-saved",
    }));
    if let Some(Calendar { there, secret }) = done {
        let address = secret.map(|secret| format!("{}/v1/feeds/{secret}.ics", origin(headers)));
        room.know_calendar(CalendarShown { there, address });
    }
    go(&format!("{}/agenda", place.base()))
}

/// Where this browser reached us: its form came from there, or it would have been refused.
fn origin(headers: &HeaderMap) -> String {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    format!("{}://{host}", if is_here(host) { "http" } else { "https" })
}
