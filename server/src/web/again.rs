//! Asking a client once more who they are, before what cannot be taken back or lets others in, where their organisation wants
//! that (ADR-0052). Nothing of it is done until then, and what was typed stays.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use opstap::OpstapError;
use opstap_domain::ids::Role;
use opstap_web::{By, Refusal};

use super::places::{self, Where};
use super::rooms::Room;
use super::sessions::Host;
use super::{Fields, blocking, cookie_of, field, go, page, signed_out, staff, wrong};
use crate::engine::Confirmed;
use crate::oidc::{Again, Heavy, Refused, Stranger, Vouched};
use crate::store::ProviderRow;

/// What a form at a place is about to do, where that is heavy.
pub(super) fn heavy_of(there: &Where, fields: &Fields) -> Option<Heavy> {
    (there.parts() == ("sharing", "") && field(fields, "act") == "share").then_some(Heavy::Share)
}

/// The provider that has to be asked before this room's client goes on; `None`: they may.
async fn wanted(host: &Host, room: &Room) -> Result<Option<ProviderRow>, OpstapError> {
    if room.role() != Some(Role::Client) || room.is_confirmed() {
        return Ok(None);
    }
    let device = room.number().ok_or(OpstapError::SignedOut)?;
    // Whoever cannot be asked about goes no further.
    host.desk.asks_again(device).await.map_err(|_| OpstapError::Unexpected { reference: "again" })
}

/// A page that asks it, where it has to be asked; `None`: they may go on.
pub(super) async fn asked(host: &Host, room: &Room, there: &Where, heavy: Heavy) -> Option<Response> {
    match wanted(host, room).await {
        Ok(None) => None,
        Ok(Some(row)) => Some(drawn(room, (heavy, &row.called), (StatusCode::FORBIDDEN, None))),
        Err(error) => Some(wrong(room, there, &error)),
    }
}

fn drawn(
    room: &Room,
    (heavy, called): (Heavy, &str),
    (status, refusal): (StatusCode, Option<&Refusal>),
) -> Response {
    let (words, there) = (room.device.words(), Where::read(heavy.place()));
    let what = match heavy {
        Heavy::Take => "take",
        Heavy::Code => "code",
        Heavy::Share => "share",
    };
    let frame = there.frame(room, &words, None, "", refusal);
    page(status, opstap_web::again(&frame, what, heavy.place(), called))
}

/// To the provider, from the page that asks it.
pub(super) async fn begin(
    State(host): State<Arc<Host>>,
    Path(what): Path<String>,
    headers: HeaderMap,
) -> Response {
    let Some(room) = host.enter(cookie_of(&headers)).await else { return signed_out(&host, &headers).await };
    let there = Where::read(&format!("confirm/{what}"));
    let (Some(heavy), Some(device)) = (Heavy::at(&what), room.number()) else {
        return wrong(&room, &there, &OpstapError::Unknown { what: "page" });
    };
    match wanted(&host, &room).await {
        // They may already.
        Ok(None) => go(&format!("/web/{}", heavy.place())),
        Ok(Some(row)) => match staff::asked(&host, &headers, &row, Some(Again { device, heavy })).await {
            Ok(response) => response,
            Err(why) => not_confirmed(&room, heavy, &row, why),
        },
        Err(error) => wrong(&room, &there, &error),
    }
}

fn not_confirmed(room: &Room, heavy: Heavy, row: &ProviderRow, why: Refused) -> Response {
    let (status, text) = staff::why_not(&room.device.words(), By::Clients(&row.called), why);
    let refusal = Refusal { text, ..Refusal::default() };
    drawn(room, (heavy, &row.called), (status, Some(&refusal)))
}

/// Back from the provider: only the client of this very session counts.
pub(super) async fn back(
    host: &Host,
    headers: &HeaderMap,
    (again, row): (Again, &ProviderRow),
    vouched: Result<Vouched, Refused>,
) -> Response {
    let Some(room) = host.enter(cookie_of(headers)).await else { return signed_out(host, headers).await };
    let vouched = if room.number() == Some(again.device) { vouched } else { Err(Refused::NotAsked) };
    let vouched = match vouched {
        Ok(vouched) => vouched,
        Err(why) => return not_confirmed(&room, again.heavy, row, why),
    };
    let Vouched { who, confirmed } = vouched;
    match (host.desk.confirmed(again.device, who.clone()).await, confirmed) {
        (Ok(Confirmed::Yes), Some(at)) => {
            room.confirm(at);
            if again.heavy != Heavy::Share {
                room.tell(room.device.words().text("web-again-done"));
            }
            go(&format!("/web/{}", again.heavy.place()))
        }
        (Ok(Confirmed::Unknown), confirmed) => {
            let stranger = Stranger { who, confirmed, heavy: Some(again.heavy) };
            staff::strange(host, headers, By::Clients(&row.called), &stranger).await
        }
        (Ok(Confirmed::Another), _) => {
            tracing::warn!(org = %row.org, "somebody else confirmed a client's act");
            let text = room.device.words().text("web-again-another");
            let refusal = Refusal { text, ..Refusal::default() };
            drawn(&room, (again.heavy, &row.called), (StatusCode::FORBIDDEN, Some(&refusal)))
        }
        (Ok(Confirmed::Yes), None) => not_confirmed(&room, again.heavy, row, Refused::Level),
        (Err(_), _) => not_confirmed(&room, again.heavy, row, Refused::Provider("our store")),
    }
}

/// The page of a form that waited, with what was typed; `None`: none waits here. Whoever came back without confirming begins
/// anew.
pub(super) async fn held(room: &Arc<Room>, there: &Where) -> Option<Response> {
    let typed = room.take_held(there).filter(|_| room.is_confirmed())?;
    let told = room.device.words().text("web-again-press");
    let (drawing, place) = (Arc::clone(room), there.clone());
    // Nothing is refused: no input has this name.
    let refusal = Refusal { field: "held".to_owned(), text: String::new(), typed };
    let html = blocking(move || places::draw(&drawing, &place, &told, Some(&refusal))).await;
    Some(match html {
        Ok(html) => page(StatusCode::OK, html),
        Err(error) => wrong(room, there, &error),
    })
}
