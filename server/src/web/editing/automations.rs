//! What fits when, on the pages of who writes it.

use opstap::outline::{Outline, bare};
use opstap::{ContentText, OpstapError};
use opstap_web::Beside;
use serde_json::{Map, Value};

use super::{Fields, Kept, Room, asked_of, field, search};

const KIND: &str = "automation";
const MESSAGE: &str = "message_template";

/// What a form says of an automation.
pub(super) fn read(fields: &Fields, text: &ContentText) -> Outline {
    let before = text.draft.as_ref().or(text.published.as_ref()).map(bare).unwrap_or_default();
    let said = |name: &str| field(fields, name).trim().to_owned();
    let mut body = Map::new();
    body.insert("id".to_owned(), before.get("id").cloned().unwrap_or_else(|| Value::from("new")));
    for name in ["title", "on", "mode", "message"] {
        body.insert(name.to_owned(), Value::from(said(name)));
    }
    for name in ["days", "aDay"] {
        let number = said(name);
        if !number.is_empty() {
            // What is no number is refused beside its field.
            body.insert(name.to_owned(), number.parse::<u16>().map_or(Value::from(number), Value::from));
        }
    }
    let when = match field(fields, "when") {
        "kept" => before.get("when").cloned(),
        chosen => asked_of(chosen),
    };
    body.extend(when.map(|when| ("when".to_owned(), when)));
    body
}

/// Does what was pressed; `None`: the same page with what was typed.
pub(super) async fn done(
    room: &Room,
    key: Option<&str>,
    fields: &Fields,
) -> Result<Option<Kept>, OpstapError> {
    match field(fields, "act") {
        "find" => Ok(None),
        act if act.starts_with("take-") => Ok(None),
        "try" => {
            let before = match key {
                Some(key) => room.device.content_text(KIND, key).await?,
                None => ContentText { kind: KIND.to_owned(), ..ContentText::default() },
            };
            room.device.check_automation(&read(fields, &before), true).map(|()| None)
        }
        _ => super::done(room, KIND, key, fields).await.map(|done| done.map(Kept::of)),
    }
}

/// What was typed, with the message that was chosen.
pub(super) fn taken(mut fields: Fields) -> Fields {
    let taken = field(&fields, "act").strip_prefix("take-").map(str::to_owned);
    if let Some(taken) = taken {
        fields.retain(|(name, _)| name != "message" && name != "find");
        fields.push(("message".to_owned(), taken));
    }
    fields
}

/// The message that it names, what was looked for, and what it would do.
pub(super) async fn beside(
    room: &Room,
    text: &ContentText,
    typed: Option<&Fields>,
) -> Result<Beside, OpstapError> {
    let body = match (typed, text.draft.as_ref().or(text.published.as_ref())) {
        (Some(typed), _) => read(typed, text),
        (None, Some(body)) => bare(body),
        (None, None) => return Ok(Beside::default()),
    };
    let message = body.get("message").and_then(Value::as_str).unwrap_or_default();
    let chosen = match message {
        "" => None,
        key => room.device.content_text(MESSAGE, key).await.ok(),
    };
    let mut found = None;
    let looks = |typed: &&Fields| field(typed, "act") == "find" && !field(typed, "find").trim().is_empty();
    if let Some(typed) = typed.filter(looks) {
        let mut wanted = search(MESSAGE, None);
        field(typed, "find").trim().clone_into(&mut wanted.words);
        let all = room.device.content_texts(&wanted).await?.items;
        found = Some(all.into_iter().filter(|text| text.live).collect());
    }
    let rehearsed = match room.device.rehearsal(&body) {
        Ok(said) => said,
        // It is not whole yet.
        Err(OpstapError::Refused { .. }) => Vec::new(),
        Err(error) => return Err(error),
    };
    Ok(Beside { chosen, found, rehearsed, ..Beside::default() })
}
