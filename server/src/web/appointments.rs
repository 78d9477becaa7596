//! Appointments: one of them, one that is planned, and what is done with them.

use opstap::{AppointmentEntry, AppointmentRow, LocalMoment, OpstapError, Phrase, Uuid};
use opstap_web::Frame;

use super::me::time;
use super::rooms::Room;
use super::{Fields, day, field, id_of, typed};

/// The page of one of these places.
pub(super) fn draw(
    room: &Room,
    case: Option<Uuid>,
    frame: &Frame<'_>,
    (place, id): (&str, &str),
) -> Result<String, OpstapError> {
    match place {
        "agenda" => {
            let moments = !room.device.moments(case)?.is_empty();
            Ok(opstap_web::agenda(frame, &room.device.agenda(case)?, moments, &room.calendar()))
        }
        "newappointment" => Ok(opstap_web::new_appointment(frame)),
        _ => Ok(opstap_web::appointment(frame, &appointment(room, case, id)?)),
    }
}

fn appointment(room: &Room, case: Option<Uuid>, id: &str) -> Result<AppointmentRow, OpstapError> {
    let all = room.device.agenda(case)?;
    let mut all = all.upcoming.into_iter().chain(all.past);
    all.find(|row| row.id.to_string() == id).ok_or(OpstapError::Unknown { what: "appointment" })
}

/// Does what a button on one of these places says: where to go, and what to tell.
pub(super) fn act(
    room: &Room,
    case: Option<Uuid>,
    (place, rest): (&str, &str),
    act: &str,
    fields: &Fields,
) -> Result<(String, String), OpstapError> {
    let device = &room.device;
    if (place, act) == ("newappointment", "plan") {
        let missing = || refused("title", "refused-missing");
        let entry = AppointmentEntry {
            title: typed(fields, "title").ok_or_else(missing)?,
            starts: moment(fields)?,
            minutes: None,
            place: typed(fields, "place"),
            bring: typed(fields, "bring"),
        };
        device.plan_appointment(case, &entry).map_err(beside_the_day)?;
    } else {
        let id = if place == "agenda" { field(fields, "appointment") } else { rest };
        let id = id_of(id, "appointment")?;
        match act {
            "confirm" => device.confirm_appointment(case, id)?,
            "cancel" => device.cancel_appointment(case, id)?,
            "kept" | "missed" => device.close_appointment(case, id, act == "kept")?,
            "move" => device.move_appointment(case, id, moment(fields)?).map_err(beside_the_day)?,
            _ => return Err(OpstapError::Unknown { what: "page" }),
        };
    }
    Ok(("agenda".to_owned(), device.words().text("web-saved")))
}

fn moment(fields: &Fields) -> Result<LocalMoment, OpstapError> {
    let date = day(fields, "day")?.ok_or_else(|| refused("day", "refused-missing"))?;
    Ok(LocalMoment { date, time: time(fields, "time")? })
}

/// A moment is two inputs here; what is said of it stands beside the first.
fn beside_the_day(error: OpstapError) -> OpstapError {
    match error {
        OpstapError::Refused { field, why } if field == "when" => {
            OpstapError::Refused { field: "day".to_owned(), why }
        }
        other => other,
    }
}

fn refused(field: &str, why: &str) -> OpstapError {
    OpstapError::Refused { field: field.to_owned(), why: Phrase::new(why) }
}
