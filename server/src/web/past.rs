//! What was before: how one thing came to be, and values that two people wrote.

use std::sync::Arc;

use opstap::{HistoryPage, OpstapError, Side, Uuid};
use opstap_domain::ids::Role;
use opstap_web::{Frame, Refusal};

use super::acts::Done;
use super::places::{Where, about};
use super::rooms::Room;
use super::{Fields, aside, blocking, field, id_of};

/// The thing whose history a place is; `None`: it is another place.
pub(super) fn thing(room: &Room, there: &Where) -> Option<Uuid> {
    let ("history", id) = there.parts() else { return None };
    // A helper looks at a case, and not at any.
    let along = room.role() == Some(Role::Client) || there.case.is_some();
    Uuid::parse_str(id).ok().filter(|_| along)
}

/// Draws a history. The server is asked, as a phone asks it.
pub(super) async fn draw(
    room: &Arc<Room>,
    there: &Where,
    thing: Uuid,
    told: &str,
) -> Result<String, OpstapError> {
    let (asking, case) = (room.clone(), there.case);
    let page = aside(async move || {
        asking.device.look_at(case)?;
        asking.device.history(case, thing).await
    });
    drawn(room, there, page.await??, told.to_owned(), None).await
}

/// Undoes a change. What cannot be undone is said above the same page.
pub(super) async fn undo(
    room: &Arc<Room>,
    there: &Where,
    thing: Uuid,
    fields: &Fields,
) -> Result<Done, OpstapError> {
    if field(fields, "act") != "undo" {
        return Err(OpstapError::Unknown { what: "page" });
    }
    let (asking, case, change) = (room.clone(), there.case, field(fields, "change").to_owned());
    let undone = aside(async move || asking.device.undo_change(case, thing, &change).await);
    match undone.await? {
        Ok(_) => {
            let to = format!("{}/history/{thing}", there.base());
            Ok(Done::Go { to, told: room.device.words().text("web-saved") })
        }
        Err(OpstapError::Refused { why, .. }) => {
            let (asking, text) = (room.clone(), room.device.words().say(&why));
            let page = aside(async move || asking.device.history(case, thing).await).await??;
            let refusal = Refusal { text, ..Refusal::default() };
            drawn(room, there, page, String::new(), Some(refusal)).await.map(Done::Refused)
        }
        Err(error) => Err(error),
    }
}

async fn drawn(
    room: &Arc<Room>,
    there: &Where,
    page: HistoryPage,
    told: String,
    refusal: Option<Refusal>,
) -> Result<String, OpstapError> {
    let (drawing, there) = (room.clone(), there.clone());
    blocking(move || {
        let words = drawing.device.words();
        let name = about(&drawing, there.case)?;
        let frame = there.frame(&drawing, &words, name.as_deref(), &told, refusal.as_ref());
        Ok(opstap_web::history(&frame, &page))
    })
    .await
}

/// The page of values that two people wrote.
pub(super) fn conflicts(room: &Room, case: Option<Uuid>, frame: &Frame<'_>) -> Result<String, OpstapError> {
    Ok(opstap_web::conflicts(frame, &room.device.conflicts(case)?))
}

/// Chooses one of two values, or takes a choice back: where to go, and what to tell.
pub(super) fn choose(
    room: &Room,
    case: Option<Uuid>,
    act: &str,
    fields: &Fields,
) -> Result<(String, String), OpstapError> {
    let conflict = id_of(field(fields, "conflict"), "conflict")?;
    let settled = match act {
        "shown" => room.device.choose(case, conflict, Side::Shown)?,
        "other" => room.device.choose(case, conflict, Side::Other)?,
        "undo" => room.device.undo_choice(case, conflict)?,
        _ => return Err(OpstapError::Unknown { what: "page" }),
    };
    Ok(("conflicts".to_owned(), settled.question))
}
