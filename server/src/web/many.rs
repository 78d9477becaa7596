//! One message to several clients: chosen, looked at, sent.

use opstap::{OpstapError, Uuid, WordValue};
use opstap_web::Many;

use super::acts::Done;
use super::places::{self, Where};
use super::rooms::Room;
use super::sessions::Host;
use super::{Fields, field, id_of};

/// The page, with what was typed.
pub(super) fn page(room: &Room, typed: Option<&Fields>) -> Result<Many, OpstapError> {
    let typed = |name: &str| typed.map_or("", |typed| field(typed, name)).to_owned();
    let mut once = typed("once");
    if once.is_empty() {
        // Of this page: pressed twice, it is sent once.
        let lost = OpstapError::Unexpected { reference: "random" };
        once = Host::fresh_form().ok_or(lost)?;
    }
    Ok(Many {
        clients: places::own_clients(room, "")?.rows,
        chosen: typed("clients").split("; ").map(str::to_owned).collect(),
        text: typed("text"),
        seen: Vec::new(),
        once,
    })
}

/// Shows what each of them would read, or sends it.
pub(super) fn act(room: &Room, there: &Where, act: &str, fields: &Fields) -> Result<Done, OpstapError> {
    let chosen = field(fields, "clients").split("; ").filter(|case| !case.is_empty());
    let cases: Result<Vec<Uuid>, OpstapError> = chosen.map(|case| id_of(case, "case")).collect();
    let (cases, text, words) = (cases?, field(fields, "text"), room.device.words());
    match act {
        "look" => {
            let seen = room.device.to_many(&cases, text)?;
            let frame = there.frame(room, &words, None, "", None);
            let page = Many { seen, ..page(room, Some(fields))? };
            Ok(Done::Show(opstap_web::many(&frame, &page)))
        }
        "send" => {
            let count = room.device.send_to_many(&cases, text, field(fields, "once"))?;
            let told = words.text_with("many-sent", &[("count", WordValue::from(count))]);
            Ok(Done::Go { to: "/web/clients".to_owned(), told })
        }
        _ => Err(OpstapError::Unknown { what: "page" }),
    }
}
