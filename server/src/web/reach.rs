//! How the organisation is reached, and saying so. What can be kept is decided in `opstap_domain::organisation`, and who may do it
//! by the engine (ADR-0049).

use opstap::{OpstapError, Organisation};
use opstap_web::Frame;

use super::rooms::Room;
use super::sessions::Host;
use super::{Fields, field};
use crate::engine::Unsaid;

async fn ask(host: &Host, room: &Room, said: Option<Organisation>) -> Result<Organisation, OpstapError> {
    let device = room.number().ok_or(OpstapError::SignedOut)?;
    let done = host.desk.administer_reach(device, said).await;
    done.map_err(|_| OpstapError::Unexpected { reference: "reach" })?.map_err(|why| match why {
        Unsaid::NotAllowed => OpstapError::NotAllowed,
        Unsaid::Unclear(unclear) => {
            OpstapError::Refused { field: unclear.field.to_owned(), why: unclear.why }
        }
    })
}

/// Draws it.
pub(super) async fn drawn(host: &Host, room: &Room, frame: &Frame<'_>) -> Result<String, OpstapError> {
    Ok(opstap_web::reach(frame, &ask(host, room, None).await?))
}

/// Keeps what a form says; where to go then, and what to say there.
pub(super) async fn done(host: &Host, room: &Room, fields: &Fields) -> Result<(String, String), OpstapError> {
    let typed = |key: &str| field(fields, key).replace("\r\n", "\n");
    let said = Organisation {
        phone: typed("phone"),
        hours: typed("hours"),
        mail: typed("mail"),
        visit: typed("visit"),
    };
    ask(host, room, Some(said)).await?;
    Ok(("/web/reach".to_owned(), room.device.words().text("reach-kept")))
}
