//! A case that is not one's own, opened because it cannot wait (ADR-0043). Who may is decided by the engine.

use opstap::{OpstapError, Phrase};

use super::rooms::Room;
use super::sessions::Host;
use super::{Fields, acts, field};
use crate::engine::{Pressing, Unbroken};

/// Opens it, and goes there.
pub(super) async fn open(host: &Host, room: &Room, fields: &Fields) -> Result<acts::Done, OpstapError> {
    let device = room.number().ok_or(OpstapError::SignedOut)?;
    let refused = |field: &str, why: &'static str| OpstapError::Refused {
        field: field.to_owned(),
        why: Phrase::new(why),
    };
    let chosen = field(fields, "why");
    let why = Pressing::ALL.into_iter().find(|why| why.name() == chosen);
    let why = why.ok_or_else(|| refused("why", "glass-refused-why"))?;
    let sought = field(fields, "sought").to_owned();
    let opened = host.desk.break_glass(device, sought, why).await;
    match opened.map_err(|_| OpstapError::Unexpected { reference: "glass" })? {
        Ok(case) => {
            let told = room.device.words().text("glass-open");
            Ok(acts::Done::Go { to: format!("/web/of/{case}/today"), told })
        }
        Err(Unbroken::NotOne) => Err(refused("sought", "glass-refused-sought")),
        Err(Unbroken::NotAllowed) => Err(OpstapError::NotAllowed),
        Err(Unbroken::Store(_)) => Err(OpstapError::Unexpected { reference: "glass" }),
    }
}
