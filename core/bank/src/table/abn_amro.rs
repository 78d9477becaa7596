//! ABN AMRO: eight columns between tabs, no header, and two orders of columns in the wild; or the columns of its
//! workbook, saved as rows with a header.

use opstap_domain::Cents;

use super::{Header, came_back, date, some};
use crate::amount::{Notation, parse_amount};
use crate::rows::Row;
use crate::{Format, Kind, Reason, Transaction, iban};

/// Parts of a text with slashes; anything else between slashes belongs to the part before it.
const TAGS: [&str; 12] =
    ["TRTP", "IBAN", "BIC", "NAME", "REMI", "EREF", "CSID", "MARF", "ISDT", "ORDP", "BENM", "PURP"];

/// Parts of a text in columns, in the order in which the bank writes them.
const LABELS: [&str; 7] =
    ["Incassant:", "Naam:", "Machtiging:", "Omschrijving:", "Kenmerk:", "IBAN:", "BIC:"];

/// Whether a first row is one of theirs.
pub(super) fn is_row(row: &Row) -> bool {
    row.len() == 8 && iban::of_abn_amro(&row.cell(0)).is_some() && date(&row.cell(2)).is_ok()
}

/// Which column holds what.
pub(super) struct Columns {
    own: usize,
    currency: usize,
    date: usize,
    value_date: usize,
    start: usize,
    end: usize,
    amount: usize,
    text: usize,
}

/// The columns of a workbook that was saved as rows, in Dutch or English.
pub(super) fn columns(header: &Header) -> Option<Columns> {
    Some(Columns {
        own: header.find(&["rekeningnummer", "accountnumber"])?,
        // In English the column of the currency has the name of another one.
        currency: header.find(&["muntsoort", "mutationcode"])?,
        date: header.find(&["transactiedatum", "transactiondate"])?,
        value_date: header.find(&["rentedatum", "valuedate"])?,
        start: header.find(&["beginsaldo", "startsaldo"])?,
        end: header.find(&["eindsaldo", "endsaldo"])?,
        amount: header.find(&["transactiebedrag", "amount"])?,
        text: header.find(&["omschrijving", "description"])?,
    })
}

/// Reads a row without a header, in either order of columns.
pub(super) fn row(row: &Row) -> Result<Transaction, Reason> {
    let two_dates = row.cell(3).len() == 8 && !row.cell(3).contains(',');
    let (start, end, value_date) = if two_dates { (4, 5, 3) } else { (3, 4, 5) };
    let columns = Columns { own: 0, currency: 1, date: 2, value_date, start, end, amount: 6, text: 7 };
    columns.read(row, |cell| parse_amount(cell, Notation::Comma))
}

impl Columns {
    /// Reads a row of a workbook; a spreadsheet may have written its amounts its own way.
    pub(super) fn row(&self, row: &Row) -> Result<Transaction, Reason> {
        let either = |cell: &str| parse_amount(cell, Notation::Either);
        self.read(row, |cell| parse_amount(cell, Notation::Comma).or_else(|| either(cell)))
    }

    /// Reads a row; start plus amount must be end.
    fn read(&self, row: &Row, parse: impl Fn(&str) -> Option<Cents>) -> Result<Transaction, Reason> {
        if row.cell(self.currency) != "EUR" {
            return Err(Reason::Currency);
        }
        let figure = |index: usize, or| parse(&row.cell(index)).ok_or(or);
        let (start, end) = (figure(self.start, Reason::Balance)?, figure(self.end, Reason::Balance)?);
        let amount = figure(self.amount, Reason::Amount)?;
        date(&row.cell(self.value_date))?;
        if start.checked_add(amount) != Some(end) {
            return Err(Reason::BalanceBroken);
        }
        let cell = row.cell(self.text);
        let words = words(&cell);
        let kind = if came_back(amount, words.text.as_deref()) { Some(Kind::Reversal) } else { words.kind };
        Ok(Transaction {
            format: Format::AbnAmroTab,
            own_iban: own(&row.cell(self.own)).ok_or(Reason::OwnAccount)?,
            date: date(&row.cell(self.date))?,
            amount,
            counter_name: words.name,
            counter_iban: words.iban,
            text: words.text,
            reference: words.reference.filter(|one| one != "NOTPROVIDED"),
            mandate: words.mandate,
            creditor_id: words.creditor,
            kind,
            bank_reference: None,
            balance_after: Some(end),
        })
    }
}

/// A number of the bank, or an IBAN.
fn own(cell: &str) -> Option<String> {
    iban::of_abn_amro(cell).or_else(|| iban::own(cell))
}

#[derive(Default)]
pub(crate) struct Words {
    pub(crate) name: Option<String>,
    pub(crate) iban: Option<String>,
    pub(crate) text: Option<String>,
    pub(crate) reference: Option<String>,
    pub(crate) mandate: Option<String>,
    pub(crate) creditor: Option<String>,
    pub(crate) kind: Option<Kind>,
}

/// What a text says, in each of the forms that the bank gives it.
pub(crate) fn words(cell: &str) -> Words {
    if cell.starts_with("/TRTP/") {
        return slashed(cell);
    }
    if cell.starts_with("SEPA ") {
        return labelled(cell);
    }
    let kind = match cell.get(..3) {
        Some("BEA") => Kind::Card,
        Some("GEA") => Kind::Cash,
        _ => return Words { text: some(cell), ..Words::default() },
    };
    let paid = cell.split_once(", Betaalpas ").and_then(|(_, rest)| rest.rsplit_once(",PAS"));
    match paid {
        Some((name, rest)) => {
            Words { name: some(name), text: some(format!("PAS{rest}")), kind: Some(kind), ..Words::default() }
        }
        None => Words { text: some(cell), kind: Some(kind), ..Words::default() },
    }
}

/// `/TRTP/…/IBAN/…/NAME/…`: each tag once, so that a slash in a name stays in the name.
fn slashed(cell: &str) -> Words {
    let mut found: Vec<(&str, String)> = Vec::new();
    for part in cell.split('/').skip(1) {
        let seen = found.iter().any(|(tag, _)| *tag == part);
        match (TAGS.iter().find(|tag| **tag == part && !seen), found.last_mut()) {
            (Some(tag), _) => found.push((tag, String::new())),
            (None, Some((_, value))) => {
                if !value.is_empty() {
                    value.push('/');
                }
                value.push_str(part);
            }
            (None, None) => {}
        }
    }
    let part = |tag: &str| found.iter().find(|(one, _)| *one == tag).and_then(|(_, value)| some(value));
    let debit = part("TRTP").is_some_and(|kind| kind.to_ascii_uppercase().contains("INCASSO"));
    Words {
        name: part("NAME"),
        iban: part("IBAN"),
        text: part("REMI"),
        reference: part("EREF"),
        mandate: part("MARF"),
        creditor: part("CSID"),
        kind: Some(if debit { Kind::DirectDebit } else { Kind::Transfer }),
    }
}

/// Padded columns with labels, each found after the one before it.
fn labelled(cell: &str) -> Words {
    let mut places: Vec<(&str, usize)> = Vec::new();
    let mut from = 0;
    for label in LABELS {
        if let Some(at) = cell[from..].find(label) {
            places.push((label, from + at));
            from += at + label.len();
        }
    }
    let part = |wanted: &str| {
        let index = places.iter().position(|(label, _)| *label == wanted)?;
        let end = places.get(index + 1).map_or(cell.len(), |(_, at)| *at);
        some(&cell[places[index].1 + wanted.len()..end])
    };
    let debit = cell.starts_with("SEPA Incasso");
    Words {
        name: part("Naam:"),
        iban: part("IBAN:"),
        text: part("Omschrijving:"),
        reference: part("Kenmerk:"),
        mandate: part("Machtiging:"),
        creditor: part("Incassant:"),
        kind: Some(if debit { Kind::DirectDebit } else { Kind::Transfer }),
    }
}
