//! What of a file is known already, and how entries of the store and transactions of a file are one thing.

use std::collections::BTreeSet;

use opstap_bank::{Format, Kind, Transaction, Verdict, compare};
use opstap_content::Words;
use opstap_domain::order;
use opstap_store::{BankEntry, BankRow};

use super::{BankImport, BankTransaction};
use crate::device::Inner;
use crate::error::OpstapError;
use crate::room::Room;

/// How a transaction of a new file relates to what is kept, by the numbers of entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    New,
    Known,
    /// Likely the same as this entry.
    Likely(i64),
}

/// Counts what is new, known and unsure, and gives what is to be kept.
pub(super) fn sort_out(
    inner: &mut Inner,
    room: &Room,
    all: &[Transaction],
    import: &mut BankImport,
) -> Result<Vec<(BankEntry, Option<i64>)>, OpstapError> {
    (import.new, import.known, import.unsure) = (0, 0, 0);
    let (Some(from), Some(to)) = (import.first_date, import.last_date) else { return Ok(Vec::new()) };
    let own: BTreeSet<&str> = order::gather(all.iter().map(|one| one.own_iban.as_str()));
    let mut rows = Vec::new();
    for own in own {
        rows.extend(inner.store.bank_rows(room.money, Some(own), from, to)?);
    }
    let mut entries = Vec::new();
    for (one, relation) in all.iter().zip(relations(&rows, all)) {
        match relation {
            Relation::Known => import.known += 1,
            Relation::New => {
                import.new += 1;
                entries.push((entry(one), None));
            }
            Relation::Likely(ord) => {
                import.unsure += 1;
                entries.push((entry(one), Some(ord)));
            }
        }
    }
    Ok(entries)
}

/// One relation for each transaction, in their order. An entry and its twins tell one payment, so that together they
/// answer for one.
fn relations(rows: &[BankRow], all: &[Transaction]) -> Vec<Relation> {
    // A format of a newer app is compared with nothing.
    let rows: Vec<&BankRow> =
        rows.iter().filter(|row| Format::of_code(&row.entry.format).is_some()).collect();
    let originals: Vec<&BankRow> = rows.iter().copied().filter(|row| row.twin.is_none()).collect();
    let first = compare(&transactions(&originals), all);
    let mut answered = BTreeSet::new();
    let mut relations: Vec<Relation> = Vec::with_capacity(all.len());
    for verdict in &first {
        relations.push(match verdict {
            Verdict::New => Relation::New,
            Verdict::Same(at) => {
                answered.extend(originals.get(*at).map(|row| row.ord));
                Relation::Known
            }
            Verdict::Perhaps(at) => originals.get(*at).map_or(Relation::New, |row| Relation::Likely(row.ord)),
        });
    }
    let free = |row: &&BankRow| row.twin.is_some_and(|twin| !answered.contains(&twin));
    let twins: Vec<&BankRow> = rows.iter().copied().filter(free).collect();
    if twins.is_empty() {
        return relations;
    }
    let left: Vec<usize> = (0..all.len()).filter(|at| relations[*at] != Relation::Known).collect();
    let again: Vec<Transaction> = left.iter().map(|at| all[*at].clone()).collect();
    for (at, verdict) in left.into_iter().zip(compare(&transactions(&twins), &again)) {
        let twin = |at: usize| twins.get(at).and_then(|row| row.twin);
        match (verdict, relations[at]) {
            (Verdict::Same(_), _) => relations[at] = Relation::Known,
            (Verdict::Perhaps(of), Relation::New) => {
                relations[at] = twin(of).map_or(Relation::New, Relation::Likely);
            }
            _ => {}
        }
    }
    relations
}

fn transactions(rows: &[&BankRow]) -> Vec<Transaction> {
    rows.iter().filter_map(|row| transaction(&row.entry)).collect()
}

/// What the store has, as the file said it. `None` for a format of a newer app.
fn transaction(entry: &BankEntry) -> Option<Transaction> {
    Some(Transaction {
        format: Format::of_code(&entry.format)?,
        own_iban: entry.own.clone(),
        date: entry.day,
        amount: entry.amount,
        counter_name: entry.name.clone(),
        counter_iban: entry.counter.clone(),
        text: entry.text.clone(),
        reference: entry.reference.clone(),
        mandate: entry.mandate.clone(),
        creditor_id: entry.creditor.clone(),
        kind: entry.kind.as_deref().and_then(Kind::of_code),
        bank_reference: entry.number.clone(),
        balance_after: entry.balance,
    })
}

fn entry(one: &Transaction) -> BankEntry {
    BankEntry {
        own: one.own_iban.clone(),
        day: one.date,
        amount: one.amount,
        format: one.format.code().to_owned(),
        name: one.counter_name.clone(),
        counter: one.counter_iban.clone(),
        text: one.text.clone(),
        reference: one.reference.clone(),
        mandate: one.mandate.clone(),
        creditor: one.creditor_id.clone(),
        kind: one.kind.map(|kind| kind.code().to_owned()),
        number: one.bank_reference.clone(),
        balance: one.balance_after,
    }
}

/// An entry as it is shown.
pub(super) fn shown(words: &Words, row: BankRow) -> BankTransaction {
    let BankRow { ord, twin, entry } = row;
    let language = words.language();
    BankTransaction {
        id: Some(ord),
        own: Some(entry.own),
        date: entry.day,
        amount_cents: entry.amount.0,
        name: entry.name,
        counterparty: entry.counter,
        kind: entry.kind.as_deref().and_then(Kind::of_code).map(Kind::code),
        text: entry.text,
        reference: entry.reference,
        likely: twin,
        amount: crate::text::MoneyText::new(language, entry.amount),
    }
}
