//! Files of a bank: reading one in, and what recurs on the accounts. The client's alone, on this device only (ADR-0016).

use std::io::Read;

use opstap_content::Value as Word;
use uuid::Uuid;

use super::{InputKind, PartKind, Sheet, id_of, split};
use crate::bank::{BankImport, BankTransaction, ProposalChange, ProposalRow};
use crate::device::Opstap;
use crate::error::OpstapError;
use crate::text::Calendar;

/// So many of the newest payments are shown.
const SHOWN: usize = 40;

pub(super) fn page(device: &Opstap, case: Option<Uuid>, sheet: &mut Sheet) -> Result<String, OpstapError> {
    let all = device.bank_transactions(case)?;
    let calendar = device.calendar(case)?;
    sheet.says(PartKind::Text, "bank-only-here");
    sheet.asks("bank-file", InputKind::File, "file", "");
    sheet.says(PartKind::Quiet, "bank-hint");
    if let (Some(first), Some(last)) = (all.first(), all.last()) {
        counted(sheet, PartKind::Text, "bank-kept", all.len());
        let days = [("first", first), ("last", last)].map(|(name, one)| (name, calendar.date_text(one.date)));
        filled(sheet, PartKind::Quiet, "bank-period", days);
        unsure(sheet, calendar, &all);
        proposals(device, case, calendar, sheet)?;
        latest(sheet, calendar, &all);
        sheet.button(PartKind::Danger, "bank-forget", "forget");
    } else {
        sheet.says(PartKind::Quiet, "bank-empty");
    }
    Ok(sheet.words.text("bank-title"))
}

/// A file that somebody chose: what came of it stands above the page as it is then.
pub(super) fn give(
    device: &Opstap,
    case: Option<Uuid>,
    file: &mut dyn Read,
    sheet: &mut Sheet,
) -> Result<String, OpstapError> {
    let import = device.bank_import(case, file, false)?;
    came_of(sheet, &import);
    page(device, case, sheet)
}

fn came_of(sheet: &mut Sheet, import: &BankImport) {
    if import.faults.is_empty() {
        counted(sheet, PartKind::Text, "bank-new", import.new);
        if import.known > 0 {
            counted(sheet, PartKind::Text, "bank-known", import.known);
        }
        return;
    }
    sheet.says(PartKind::Warning, "bank-refused");
    for fault in &import.faults {
        sheet.text(PartKind::Text, &fault.text);
    }
    if import.more_faults > 0 {
        counted(sheet, PartKind::Text, "bank-more-faults", import.more_faults as usize);
    }
}

/// What is likely known already, until the person tells it apart.
fn unsure(sheet: &mut Sheet, calendar: Calendar, all: &[BankTransaction]) {
    let found = || all.iter().filter(|one| one.likely.is_some());
    if found().next().is_some() {
        counted(sheet, PartKind::Heading, "bank-unsure", found().count());
    }
    for one in found() {
        payment(sheet, calendar, one);
        let act = ["apart/", &one.id.unwrap_or_default().to_string()].concat();
        sheet.button(PartKind::Button, "bank-apart", &act);
    }
}

fn proposals(
    device: &Opstap,
    case: Option<Uuid>,
    calendar: Calendar,
    sheet: &mut Sheet,
) -> Result<(), OpstapError> {
    let found = device.bank_proposals(case)?;
    let title = sheet.words.text(if found.is_empty() { "bank-proposals-none" } else { "bank-proposals" });
    sheet.heading(title);
    for row in &found {
        proposal(sheet, calendar, row);
    }
    Ok(())
}

fn proposal(sheet: &mut Sheet, calendar: Calendar, row: &ProposalRow) {
    let way = sheet.words.text(if row.income { "ui-budget-income" } else { "ui-budget-expenses" });
    sheet.part(
        PartKind::Row,
        row.name.clone(),
        [&*row.amount.text, " ", &row.frequency_text, ". ", &way, ": ", &row.category_label].concat(),
    );
    let seen = [("seen", row.seen.to_string()), ("date", calendar.date_text(row.last))];
    filled(sheet, PartKind::Quiet, "bank-proposal-seen", seen);
    if row.least != row.most {
        let spread = [("least", row.least.text.clone()), ("most", row.most.text.clone())];
        filled(sheet, PartKind::Quiet, "bank-proposal-spread", spread);
    }
    if let Some(from) = &row.changes_from {
        filled(sheet, PartKind::Quiet, "bank-proposal-changes", [("amount", from.text.clone())]);
    }
    let id = row.id.to_string();
    sheet.button(PartKind::Button, "bank-take", &["take/", &id].concat());
    sheet.button(PartKind::Button, "ui-all-no", &["no/", &id].concat());
}

/// The newest payments, so that somebody sees that these are theirs.
fn latest(sheet: &mut Sheet, calendar: Calendar, all: &[BankTransaction]) {
    let title = sheet.words.text("bank-latest");
    sheet.heading(title);
    for one in all.iter().rev().take(SHOWN) {
        payment(sheet, calendar, one);
    }
}

fn payment(sheet: &mut Sheet, calendar: Calendar, one: &BankTransaction) {
    let who = one.name.as_deref().or(one.text.as_deref()).unwrap_or_default();
    let when = [&*calendar.date_text(one.date), ": ", &one.amount.text].concat();
    sheet.part(PartKind::Row, who.to_owned(), when);
}

pub(super) fn press(
    device: &Opstap,
    case: Option<Uuid>,
    act: &str,
) -> Result<(&'static str, Option<String>), OpstapError> {
    let said = match split(act) {
        // Pressed twice: the page as it is now says the rest.
        ("take" | "no", id) if !is_open(device, case, id_of(id)?)? => "",
        ("take", id) => {
            device.accept_proposal(case, id_of(id)?, &ProposalChange::default())?;
            "bank-taken"
        }
        ("no", id) => {
            device.decline_proposal(case, id_of(id)?)?;
            ""
        }
        ("apart", id) => {
            let number = id.parse().map_err(|_| OpstapError::Unknown { what: "record" })?;
            device.bank_apart(case, number)?;
            ""
        }
        ("forget", _) => {
            device.bank_forget(case)?;
            "bank-forgotten"
        }
        _ => return Err(OpstapError::Unknown { what: "page" }),
    };
    Ok((said, None))
}

fn is_open(device: &Opstap, case: Option<Uuid>, proposal: Uuid) -> Result<bool, OpstapError> {
    Ok(device.bank_proposals(case)?.iter().any(|row| row.id == proposal))
}

fn counted(sheet: &mut Sheet, kind: PartKind, key: &str, count: usize) {
    let text = sheet.words.text_with(key, &[("count", Word::from(count))]);
    sheet.part(kind, String::new(), text);
}

fn filled<const N: usize>(sheet: &mut Sheet, kind: PartKind, key: &str, values: [(&str, String); N]) {
    let values = values.map(|(name, text)| (name, Word::from(text)));
    let text = sheet.words.text_with(key, &values);
    sheet.part(kind, String::new(), text);
}
