//! An earlier start without a name: looked at by its code, and put into one's case.

use opstap::{OpstapError, Phrase};
use opstap_web::Refusal;

use super::acts::Done;
use super::places::Where;
use super::rooms::Room;
use super::{Fields, field};

/// Looks, or brings what was chosen. Refused, what was found and chosen stays.
pub(super) async fn act(room: &Room, there: &Where, fields: &Fields) -> Result<Done, OpstapError> {
    let code = field(fields, "code").trim().to_owned();
    match field(fields, "act") {
        "look" => {
            let found = room.device.earlier_start(&code).await.map_err(at_code)?;
            let words = room.device.words();
            let frame = there.frame(room, &words, None, "", None);
            Ok(Done::Show(opstap_web::earlier(&frame, &code, Some(&found))))
        }
        "bring" => {
            let chosen = field(fields, "bring").split("; ").filter(|sort| !sort.is_empty());
            let sorts: Vec<String> = chosen.map(str::to_owned).collect();
            let let_end = field(fields, "let_end") == "yes";
            match room.device.bring_earlier_start(&code, &sorts, let_end).await.map_err(at_code) {
                Ok(_) => {
                    let to = format!("{}/messages", there.base());
                    Ok(Done::Go { to, told: room.device.words().text("earlier-brought") })
                }
                Err(OpstapError::Refused { field, why }) if field != "code" => {
                    let found = room.device.earlier_start(&code).await.map_err(at_code)?;
                    let words = room.device.words();
                    let refusal = Refusal { field, text: words.say(&why), typed: fields.clone() };
                    let frame = there.frame(room, &words, None, "", Some(&refusal));
                    Ok(Done::Refused(opstap_web::earlier(&frame, &code, Some(&found))))
                }
                Err(error) => Err(error),
            }
        }
        _ => Err(OpstapError::Unknown { what: "page" }),
    }
}

/// What is wrong with a code stands beside it, and what was typed stays.
fn at_code(error: OpstapError) -> OpstapError {
    let why = match &error {
        OpstapError::CodeUnknown => Phrase::new("error-code-invalid"),
        OpstapError::CodeExpired => Phrase::new("error-code-expired"),
        OpstapError::TooManyTries => Phrase::new("error-too-many-tries-soon"),
        _ => return error,
    };
    OpstapError::Refused { field: "code".to_owned(), why }
}
