//! Debts and letters: their pages, and what is done on them.

use opstap::{
    AmountKind, DebtAmount, DebtEntry, DebtRow, LetterEntry, LetterRow, OpstapError, Phrase, Uuid, WordValue,
};
use opstap_web::Frame;

use super::rooms::Room;
use super::{Fields, day, field, id_of, typed};

/// The page of one of these places.
pub(super) fn draw(
    room: &Room,
    case: Option<Uuid>,
    frame: &Frame<'_>,
    (place, id): (&str, &str),
) -> Result<String, OpstapError> {
    let device = &room.device;
    match place {
        "debts" => Ok(opstap_web::debts(frame, &device.debts(case)?)),
        "debt" => Ok(opstap_web::debt(frame, &debt(room, case, id)?)),
        "newdebt" => {
            let known = device.debts(case)?.debts.into_iter().map(|debt| debt.creditor_name);
            let mut names: Vec<String> = known.filter(|name| !name.is_empty()).collect();
            let begun = frame.refusal.map_or("", |refusal| field(&refusal.typed, "creditor"));
            names.extend(device.creditor_suggestions(case, begun)?.into_iter().map(|one| one.name));
            names.sort();
            names.dedup();
            Ok(opstap_web::new_debt(frame, &device.debt_choices(case)?, &names))
        }
        "letters" => Ok(opstap_web::letters(frame, &device.letters(case)?)),
        "letter" => Ok(opstap_web::letter(frame, &letter(room, case, id)?)),
        _ => {
            let today = device.calendar(case)?.today.to_string();
            Ok(opstap_web::new_letter(frame, &today, &device.debts(case)?.debts))
        }
    }
}

fn debt(room: &Room, case: Option<Uuid>, id: &str) -> Result<DebtRow, OpstapError> {
    let mut all = room.device.debts(case)?.debts.into_iter();
    all.find(|debt| debt.id.to_string() == id).ok_or(OpstapError::Unknown { what: "debt" })
}

fn letter(room: &Room, case: Option<Uuid>, id: &str) -> Result<LetterRow, OpstapError> {
    let all = room.device.letters(case)?;
    let mut all = all.open.into_iter().chain(all.done);
    all.find(|letter| letter.id.to_string() == id).ok_or(OpstapError::Unknown { what: "letter" })
}

/// Does what a button on one of these places says: where to go, and what to tell.
pub(super) fn act(
    room: &Room,
    case: Option<Uuid>,
    (place, id): (&str, &str),
    act: &str,
    fields: &Fields,
) -> Result<(String, String), OpstapError> {
    let saved = |to: String| (to, room.device.words().text("web-saved"));
    match (place, act) {
        ("debts", "same" | "different") => {
            let one = |name| id_of(field(fields, name), "creditor");
            room.device.same_creditor(case, one("one")?, one("other")?, act == "same")?;
            Ok(saved("debts".to_owned()))
        }
        ("newdebt", "save") => add_debt(room, case, fields),
        ("debt", "remove") => {
            room.device.remove_debt(case, id_of(id, "debt")?)?;
            Ok(saved("debts".to_owned()))
        }
        ("debt", _) => {
            change_debt(room, case, id_of(id, "debt")?, act, fields)?;
            Ok(saved(format!("debt/{id}")))
        }
        ("newletter", "save") => add_letter(room, case, fields),
        ("letter", "done" | "open") => {
            room.device.finish_letter(case, id_of(id, "letter")?, act == "done")?;
            Ok(saved("letters".to_owned()))
        }
        ("letter", "remove") => {
            room.device.remove_letter(case, id_of(id, "letter")?)?;
            Ok(saved("letters".to_owned()))
        }
        _ => Err(OpstapError::Unknown { what: "page" }),
    }
}

fn amount(fields: &Fields) -> DebtAmount {
    let estimated = field(fields, "about") == "yes";
    DebtAmount { typed: field(fields, "amount").to_owned(), estimated, ..DebtAmount::default() }
}

fn add_debt(room: &Room, case: Option<Uuid>, fields: &Fields) -> Result<(String, String), OpstapError> {
    let entry = DebtEntry {
        creditor: typed(fields, "creditor"),
        subject: typed(fields, "subject"),
        reference: typed(fields, "reference"),
        ..DebtEntry::default()
    };
    let owed = typed(fields, "amount").map(|_| amount(fields));
    let added = room.device.add_debt(case, &entry, owed.as_ref())?;
    let values = [("creditor", WordValue::from(added.title))];
    Ok((format!("debt/{}", added.id), room.device.words().text_with("debts-added", &values)))
}

fn change_debt(
    room: &Room,
    case: Option<Uuid>,
    debt: Uuid,
    act: &str,
    fields: &Fields,
) -> Result<(), OpstapError> {
    let device = &room.device;
    match act {
        "amount" => {
            let kind = match field(fields, "kind") {
                "statement" => AmountKind::Statement,
                "cost" => AmountKind::Cost,
                "payment" => AmountKind::Payment,
                _ => {
                    let why = Phrase::new("refused-not-a-choice");
                    return Err(OpstapError::Refused { field: "kind".to_owned(), why });
                }
            };
            device.add_debt_amount(case, debt, kind, &amount(fields))?
        }
        "correct" => device.correct_debt_amount(case, id_of(field(fields, "entry"), "line")?)?,
        "dispute" | "accept" => device.dispute_debt(case, debt, act == "dispute", None)?,
        _ => return Err(OpstapError::Unknown { what: "page" }),
    };
    Ok(())
}

fn add_letter(room: &Room, case: Option<Uuid>, fields: &Fields) -> Result<(String, String), OpstapError> {
    let about = typed(fields, "debt").map(|id| id_of(&id, "debt")).transpose()?;
    let entry = LetterEntry {
        sender: typed(fields, "sender"),
        typed: typed(fields, "amount"),
        due_on: day(fields, "due_on")?,
        received_on: day(fields, "received_on")?,
        reference: typed(fields, "reference"),
        debt: about,
        note: typed(fields, "note"),
        ..LetterEntry::default()
    };
    let filed = room.device.file_letter(case, &entry)?;
    let values = [("sender", WordValue::from(filed.sender))];
    Ok((format!("letter/{}", filed.id), room.device.words().text_with("letters-filed", &values)))
}
