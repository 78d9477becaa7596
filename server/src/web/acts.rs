//! From a form to what it does.

use opstap::{Frequency, LineEntry, OpstapError, Phrase, TaskDeed, Uuid};

use opstap_domain::ids::Role;

use super::places::{self, Line, Where};
use super::rooms::Room;
use super::{Fields, appointments, bank, debts, field, library, many, me, past};

/// What came of it.
pub(super) enum Done {
    /// It was done: go there, and say this.
    Go {
        /// The address.
        to: String,
        /// May be empty.
        told: String,
    },
    /// Nothing to do but to show.
    Show(String),
    /// Refused, and this page says all of why.
    Refused(String),
}

/// Does what a form says. Refused, nothing was changed.
pub(super) fn act(room: &Room, there: &Where, fields: &Fields) -> Result<Done, OpstapError> {
    let act = field(fields, "act");
    let case = there.case;
    let saved = || room.device.words().text("web-saved");
    let (to, told) = match there.parts() {
        ("clients", _) => return search(room, there, fields),
        ("many", "") => return many::act(room, there, act, fields),
        parts @ ("library" | "tip", _) => return library::act(room, there, parts, fields),
        ("task", id) => ("today".to_owned(), task(room, case, id, act, fields)?),
        ("programme", "") if act == "renew" && room.role() != Some(Role::Client) => {
            room.device.renew_programme(case)?;
            ("programme".to_owned(), saved())
        }
        ("line", rest) => {
            line(room, case, rest, act, fields)?;
            ("money".to_owned(), saved())
        }
        ("messages", _) => {
            if let Some(shown) = written(room, there, act, fields)? {
                return Ok(shown);
            }
            ("messages".to_owned(), String::new())
        }
        ("forecast", _) => {
            room.device.tell_balance(case, field(fields, "amount"), None)?;
            ("forecast".to_owned(), saved())
        }
        parts @ ("agenda" | "appointment" | "newappointment", _) => {
            appointments::act(room, case, parts, act, fields)?
        }
        ("bank", _) => ("bank".to_owned(), bank::act(room, case, act, fields)?),
        parts @ ("debts" | "debt" | "newdebt" | "letters" | "letter" | "newletter", _) => {
            debts::act(room, case, parts, act, fields)?
        }
        parts @ ("preferences" | "profile" | "fact" | "sharing" | "safety", _) => {
            me::act(room, case, parts, act, fields)?
        }
        ("conflicts", "") => past::choose(room, case, act, fields)?,
        ("page", route) => press(room, case, route, act, fields)?,
        _ => return Err(OpstapError::Unknown { what: "page" }),
    };
    Ok(Done::Go { to: format!("{}/{to}", there.base()), told })
}

/// A name that is searched for stands in no address.
fn search(room: &Room, there: &Where, fields: &Fields) -> Result<Done, OpstapError> {
    let words = room.device.words();
    let frame = there.frame(room, &words, None, "", None);
    places::clients(room, &frame, field(fields, "search")).map(Done::Show)
}

/// Sends a message. What a helper wants to see before that is shown, and nothing is sent.
fn written(room: &Room, there: &Where, act: &str, fields: &Fields) -> Result<Option<Done>, OpstapError> {
    let text = field(fields, "text");
    if room.role() == Some(Role::Client) {
        room.device.send_message(there.case, text)?;
        return Ok(None);
    }
    if act == "send" {
        room.device.send_filled(there.case, text)?;
        return Ok(None);
    }
    if !(matches!(act, "find" | "check") || act.starts_with("take-")) {
        return Err(OpstapError::Unknown { what: "page" });
    }
    places::messages(room, there, fields).map(|html| Some(Done::Show(html)))
}

fn task(
    room: &Room,
    case: Option<Uuid>,
    id: &str,
    act: &str,
    fields: &Fields,
) -> Result<String, OpstapError> {
    let deed = match act {
        "complete" => TaskDeed::Done,
        "decline" => TaskDeed::Decline,
        "skip" => TaskDeed::Skip,
        "undo" => TaskDeed::Undo,
        "postpone" => {
            let day = field(fields, "until").parse();
            let why = opstap::Phrase::new("refused-missing");
            let missing = |_| OpstapError::Refused { field: "until".to_owned(), why };
            TaskDeed::Postpone(day.map_err(missing)?)
        }
        _ => return Err(OpstapError::Unknown { what: "page" }),
    };
    let outcome = room.device.perform(case, id, deed)?;
    let said: Vec<String> = outcome.praise.into_iter().chain(outcome.milestone).collect();
    Ok(if said.is_empty() { room.device.words().text("web-saved") } else { said.join(" ") })
}

fn line(room: &Room, case: Option<Uuid>, rest: &str, act: &str, fields: &Fields) -> Result<(), OpstapError> {
    let line = Line::of(room, case, rest)?;
    let income = line.known.is_some().then_some(line.income);
    match (act, &line.known) {
        ("save", _) => {
            let frequency =
                field(fields, "frequency").parse().ok().and_then(|at: usize| Frequency::ALL.get(at));
            let own = |label: &str| Some(label.to_owned()).filter(|label| !label.trim().is_empty());
            let entry = LineEntry {
                category: line.category.to_owned(),
                label: line.name.or_else(|| own(field(fields, "label"))),
                typed: field(fields, "amount").to_owned(),
                frequency: frequency.copied(),
                income,
            };
            room.device.set_budget_line(case, &entry)?;
        }
        ("none", _) => {
            room.device.budget_line_not_for_me(case, line.category, income)?;
        }
        ("remove", Some(known)) => {
            room.device.remove_budget_line(case, &known.id.to_string())?;
        }
        _ => return Err(OpstapError::Unknown { what: "page" }),
    }
    Ok(())
}

/// What a phone keeps at each key is kept with whatever is pressed; then that is pressed.
fn press(
    room: &Room,
    case: Option<Uuid>,
    route: &str,
    act: &str,
    fields: &Fields,
) -> Result<(String, String), OpstapError> {
    let here = format!("page/{route}");
    let page = room.device.page(case, route)?;
    // Whoever did not begin yet may have another version before them than there is now (ADR-0058).
    let asked = field(fields, opstap_web::PAGE_ASKED);
    if !asked.is_empty() && asked != opstap_web::asked_on(&page) {
        return Err(OpstapError::Refused { field: String::new(), why: Phrase::new("web-asked-anew") });
    }
    for input in page.parts.iter().filter_map(|part| part.input.as_ref()).filter(|input| input.kept) {
        room.device.type_on_page(case, route, &input.key, field(fields, &input.key))?;
    }
    if act == "keep" {
        return Ok((here, room.device.words().text("web-saved")));
    }
    let pressed = room.device.press(case, route, act, fields)?;
    Ok((pressed.to.map_or(here, |to| format!("page/{to}")), pressed.said))
}
