//! What an organisation offers, and leaving it out. Who may do it is decided by the engine, and what is left out by whatever would
//! begin it (ADR-0057).

use std::collections::BTreeSet;

use opstap::{Feature, OpstapError, Phrase};
use opstap_web::{FeatureLine, Frame};

use super::rooms::Room;
use super::sessions::Host;
use super::{Fields, field};

async fn ask(
    host: &Host,
    room: &Room,
    said: Option<(Feature, bool)>,
) -> Result<BTreeSet<Feature>, OpstapError> {
    let device = room.number().ok_or(OpstapError::SignedOut)?;
    let found = host.desk.administer_features(device, said).await;
    found.map_err(|_| OpstapError::Unexpected { reference: "features" })?.ok_or(OpstapError::NotAllowed)
}

/// Why nothing begins with what an organisation leaves out.
pub(super) fn not_offered() -> OpstapError {
    OpstapError::Refused { field: String::new(), why: Phrase::new("held-not-offered") }
}

/// Draws it.
pub(super) async fn drawn(host: &Host, room: &Room, frame: &Frame<'_>) -> Result<String, OpstapError> {
    let left_out = ask(host, room, None).await?;
    let line = |feature: Feature| FeatureLine {
        name: feature.name(),
        title: frame.words.text(&format!("feature-{}", feature.name())),
        text: frame.words.text(&format!("feature-{}-text", feature.name())),
        on: !left_out.contains(&feature),
    };
    Ok(opstap_web::features(frame, &Feature::ALL.map(line)))
}

/// Offers something or leaves it out; where to go then, and what to say there.
pub(super) async fn done(host: &Host, room: &Room, fields: &Fields) -> Result<(String, String), OpstapError> {
    let missing = OpstapError::Unknown { what: "page" };
    let (on, told) = match field(fields, "act") {
        "on" => (true, "features-offered"),
        "off" => (false, "features-left-out"),
        _ => return Err(missing),
    };
    let feature = Feature::from_name(field(fields, "feature")).ok_or(missing)?;
    ask(host, room, Some((feature, on))).await?;
    host.looks.forget().await;
    let words = room.device.words();
    let name = words.text(&format!("feature-{}", feature.name()));
    Ok(("/web/features".to_owned(), words.say(&Phrase::new(told).with("name", name))))
}

/// Whether the organisation leaves this out.
pub(super) fn leaves_out(room: &Room, feature: Feature) -> bool {
    room.device.left_out().is_ok_and(|all| all.contains(&feature))
}
