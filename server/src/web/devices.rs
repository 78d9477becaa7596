//! Where somebody is signed in.

use opstap::{Instant, Language, OpstapError, Phrase, Uuid, format};
use opstap_domain::time::Zone;
use opstap_sync::ident::DeviceId;
use opstap_web::{DeviceLine, Refusal};

use super::places::Where;
use super::rooms::Room;
use super::sessions::Host;
use super::{Fields, acts, field};
use crate::engine::OwnShown;

fn lost<T>(_: T) -> OpstapError {
    OpstapError::Unexpected { reference: "devices" }
}

/// The page of them.
pub(super) async fn draw(
    host: &Host,
    room: &Room,
    told: &str,
    refusal: Option<&Refusal>,
) -> Result<String, OpstapError> {
    let own = room.number().ok_or(OpstapError::SignedOut)?;
    let rows = host.desk.devices_beside(own).await.map_err(lost)?;
    let words = room.device.words();
    let (language, now) = (words.language(), host.now());
    let line = |key: &str, at: i64| words.say(&Phrase::new(key).with("moment", moment(language, at, now)));
    let all: Vec<DeviceLine> = rows
        .into_iter()
        .map(|row| DeviceLine {
            id: row.id.to_string(),
            since: line("web-devices-since", row.paired_at),
            last: line("web-devices-last", row.last_seen),
            here: row.id == own,
            label: if row.label.trim().is_empty() { words.text("web-devices-unnamed") } else { row.label },
        })
        .collect();
    let there = Where { case: None::<Uuid>, place: "devices".to_owned() };
    let way = match host.desk.own_of(own).await.map_err(lost)? {
        OwnShown::NotTheirs => None,
        OwnShown::NotSet => Some(words.text("web-own-set-up")),
        OwnShown::Set { .. } => Some(words.text("web-own-look")),
    };
    Ok(opstap_web::devices(&there.frame(room, &words, None, told, refusal), &all, way.as_deref()))
}

/// A moment in words, in the time of the Netherlands.
pub(super) fn moment(language: Language, at_ms: i64, now_ms: i64) -> String {
    let zone = Zone::AMSTERDAM;
    format::moment(language, zone.local(Instant(at_ms)), zone.date(Instant(now_ms)))
}

/// Ends one of theirs; another's is as if there were none.
pub(super) async fn end(host: &Host, room: &Room, fields: &Fields) -> Result<acts::Done, OpstapError> {
    let own = room.number().ok_or(OpstapError::SignedOut)?;
    let which: DeviceId =
        field(fields, "device").parse().map_err(|_| OpstapError::Unknown { what: "device" })?;
    if !host.desk.end_beside(own, which).await.map_err(lost)? {
        return Err(OpstapError::Unknown { what: "device" });
    }
    let told = room.device.words().text("web-devices-ended");
    Ok(acts::Done::Go { to: "/web/devices".to_owned(), told })
}
