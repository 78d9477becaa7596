//! ING: payment accounts in Dutch and English, of before 2020 too, savings and credit cards.

use opstap_domain::Cents;

use super::{Header, came_back, date, some};
use crate::amount::{Notation, parse_amount};
use crate::rows::Row;
use crate::{Format, Kind, Reason, Transaction, iban};

pub(super) struct Columns {
    date: usize,
    name: usize,
    own: usize,
    counter: usize,
    code: Option<usize>,
    direction: usize,
    amount: usize,
    currency: Option<usize>,
    notes: usize,
    balance: Option<usize>,
}

pub(super) fn columns(header: &Header) -> Option<Columns> {
    Some(Columns {
        direction: header.find(&["afbij", "debitcredit"])?,
        date: header.find(&["datum", "date"])?,
        name: header.find(&["naamomschrijving", "namedescription", "omschrijving", "description"])?,
        own: header.find(&["rekening", "account"])?,
        counter: header.find(&["tegenrekening", "counterparty"])?,
        code: header.find(&["code"]),
        amount: header.find(&["bedrageur", "amounteur", "bedrag", "amount"])?,
        currency: header.find(&["valuta", "currency"]),
        notes: header.find(&["mededelingen", "notifications"])?,
        balance: header.find(&["saldonamutatie", "resultingbalance"]),
    })
}

impl Columns {
    pub(super) fn row(&self, row: &Row) -> Result<Transaction, Reason> {
        let size = parse_amount(&row.cell(self.amount), Notation::Either);
        let size = size.filter(|size| size.0 >= 0).ok_or(Reason::Amount)?;
        let amount = match row.cell(self.direction).to_ascii_lowercase().as_str() {
            "af" | "debit" => Cents(-size.0),
            "bij" | "credit" => size,
            _ => return Err(Reason::Direction),
        };
        if self.currency.is_some_and(|index| row.cell(index) != "EUR") {
            return Err(Reason::Currency);
        }
        let name = row.cell(self.name);
        let counter = row.cell(self.counter);
        let notes = row.cell(self.notes);
        let notes = notes_of(&notes, &name, &counter);
        let code = self.code.map(|index| row.cell(index).to_ascii_uppercase()).unwrap_or_default();
        let kind = if came_back(amount, notes.text.as_deref()) { Some(Kind::Reversal) } else { kind(&code) };
        let balance = |index: usize| parse_amount(&row.cell(index), Notation::Either).ok_or(Reason::Balance);
        Ok(Transaction {
            format: Format::IngCsv,
            own_iban: iban::own(&row.cell(self.own)).ok_or(Reason::OwnAccount)?,
            date: date(&row.cell(self.date))?,
            amount,
            counter_name: some(&name),
            counter_iban: some(&counter),
            text: notes.text,
            reference: notes.reference,
            mandate: notes.mandate,
            creditor_id: notes.creditor,
            kind,
            bank_reference: None,
            balance_after: self.balance.map(balance).transpose()?,
        })
    }
}

fn kind(code: &str) -> Option<Kind> {
    match code {
        "OV" | "GT" | "IW" | "VZ" => Some(Kind::Transfer),
        "IC" => Some(Kind::DirectDebit),
        "BA" => Some(Kind::Card),
        "GM" => Some(Kind::Cash),
        _ => None,
    }
}

/// What the notes hold.
#[derive(Default)]
struct Notes {
    text: Option<String>,
    reference: Option<String>,
    mandate: Option<String>,
    creditor: Option<String>,
}

/// Out of `Naam: … Omschrijving: … IBAN: … Kenmerk: … Machtiging ID: … Incassant ID: … Valutadatum: …`.
///
/// Read from outside to inside with what other columns say, so that a label within the text stays text.
fn notes_of(notes: &str, name: &str, counter: &str) -> Notes {
    let notes = notes.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let named = ["Naam: ", "Name: "].iter().find_map(|label| notes.strip_prefix(label));
    let after_name = named.and_then(|rest| rest.strip_prefix(name.as_str())).map(str::trim_start);
    let opened = after_name.and_then(|rest| {
        ["Omschrijving: ", "Description: "].iter().find_map(|label| rest.strip_prefix(label))
    });
    let Some(rest) = opened else { return Notes { text: some(notes), ..Notes::default() } };
    let (text, tail) = rest.rsplit_once(&format!("IBAN: {counter}")).unwrap_or_else(|| cut(rest));
    let reference = ["Kenmerk: ", "Reference: "].iter().find_map(|label| tail.split_once(label));
    let reference = reference.map(|(_, rest)| &rest[..end(rest)]);
    let after =
        |labels: [&str; 2]| labels.iter().find_map(|label| tail.split_once(label)).map(|(_, rest)| rest);
    let mandate = after([" Machtiging ID: ", " Mandate ID: "]).map(|rest| &rest[..end(rest)]);
    let creditor = after([" Incassant ID: ", " Creditor ID: "]).and_then(|rest| rest.split(' ').next());
    Notes {
        text: some(text),
        reference: reference.filter(|one| *one != "NOTPROVIDED").and_then(some),
        mandate: mandate.and_then(some),
        creditor: creditor.and_then(some),
    }
}

/// Where a part ends: at the next label.
fn end(rest: &str) -> usize {
    let labels = [
        " Machtiging ID:",
        " Mandate ID:",
        " Incassant ID:",
        " Creditor ID:",
        " Valutadatum:",
        " Value date:",
    ];
    labels.iter().filter_map(|label| rest.find(label)).min().unwrap_or(rest.len())
}

/// The text and what follows it, where there is no account to find its end by.
fn cut(rest: &str) -> (&str, &str) {
    let labels = [" Kenmerk: ", " Reference: ", " Valutadatum: ", " Value date: "];
    let end = labels.iter().filter_map(|label| rest.rfind(label)).min().unwrap_or(rest.len());
    rest.split_at(end)
}
