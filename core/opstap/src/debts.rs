//! Debts: added, paid, corrected, disputed; what is owed follows from the entries.

use std::collections::BTreeMap;

use opstap_domain::Date;
use opstap_domain::debts::{
    self, Balance, Debt, DebtKind, Entry, EntryKind, Holder, Owner, Subject, Threat, ThreatKind,
};
use opstap_domain::money::parse_amount;
use opstap_domain::{Cents, Phrase, order};
use opstap_store::{Edit, Record};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::reading::read;
use crate::room::{Room, open_conflicts};

mod choices;
mod creditors;
mod rows;
mod suggestions;
pub use choices::{DebtChoices, WordRow};
pub(crate) use creditors::names;
pub(crate) use rows::summary;
pub use rows::{DebtRow, DebtTotalRow, DebtsSummary, DuplicateRow, EntryRow};
pub use suggestions::CreditorSuggestion;

/// What somebody says about a debt. `None` is not said, and stays as it is; `"unsure"` is an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DebtEntry {
    /// To whom, as typed: a creditor of this case by name, or a new one.
    pub creditor: Option<String>,
    /// What to call it.
    pub title: Option<String>,
    /// The creditor's own number for it.
    pub reference: Option<String>,
    /// `Zorg`, `Publiek`, `Nuts`, `Overig` or `unsure`; without it the kind that goes with the subject.
    pub kind: Option<String>,
    /// What it is for: `rent`, `energy` … or `unsure`.
    pub subject: Option<String>,
    /// `preferent`, `concurrent` or `unsure`.
    pub rank: Option<String>,
    /// `client`, `partner`, `joint` or `unsure`.
    pub owner: Option<String>,
    /// A remark.
    pub note: Option<String>,
}

/// An amount on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DebtAmount {
    /// As typed: `1.234,50`.
    pub typed: String,
    /// The day of the letter, or of the payment; `None`: today.
    pub on: Option<Date>,
    /// From memory, and not from a letter. Only for what is owed in total.
    pub estimated: bool,
    /// A remark.
    pub note: Option<String>,
}

/// What an amount of a debt is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountKind {
    /// All that was owed on that day.
    Statement,
    /// Costs that were added.
    Cost,
    /// Paid.
    Payment,
}

impl Opstap {
    /// The debts of a case, the most urgent first.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a case.
    pub fn debts(&self, case: Option<Uuid>) -> Result<DebtsSummary, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            summary(inner, &room)
        })
    }

    /// Puts a debt on the list. Without an amount it is not known yet, which is not the same as nothing.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Refused`] without a creditor or a title, for a word that is no choice, and for an amount that cannot
    /// be read or is below zero. Nothing was added then.
    pub fn add_debt(
        &self,
        case: Option<Uuid>,
        entry: &DebtEntry,
        amount: Option<&DebtAmount>,
    ) -> Result<DebtRow, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let said = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.trim().is_empty());
            if !said(&entry.creditor) && !said(&entry.title) {
                return Err(OpstapError::refused("creditor", Phrase::new("refused-missing")));
            }
            let id = inner.fresh_id(room.now);
            let mut edits = edits(inner, &room, id, entry)?;
            if let Some(amount) = amount {
                edits.push(amount_edit(inner, &room, id, AmountKind::Statement, amount)?);
            }
            self.act(inner, &edits)?;
            one(inner, &room, id)
        })
    }

    /// Changes what is said about a debt.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a debt; [`OpstapError::Refused`] for a word that is no choice.
    pub fn change_debt(
        &self,
        case: Option<Uuid>,
        debt: Uuid,
        entry: &DebtEntry,
    ) -> Result<DebtRow, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            known(inner, &room, debt)?;
            let edits = edits(inner, &room, debt, entry)?;
            self.act(inner, &edits)?;
            one(inner, &room, debt)
        })
    }

    /// Adds an amount to a debt: what is owed in total, costs, or a payment. It stays for good; a mistake is corrected.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a debt; [`OpstapError::Refused`] for an amount that cannot be read or is below
    /// zero, and for a payment in the future.
    pub fn add_debt_amount(
        &self,
        case: Option<Uuid>,
        debt: Uuid,
        kind: AmountKind,
        amount: &DebtAmount,
    ) -> Result<DebtRow, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            known(inner, &room, debt)?;
            let edit = amount_edit(inner, &room, debt, kind, amount)?;
            self.act(inner, &[edit])?;
            one(inner, &room, debt)
        })
    }

    /// Takes an amount back that was a mistake. Both stay to be seen, and neither counts.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such an amount, and for a correction.
    pub fn correct_debt_amount(&self, case: Option<Uuid>, amount: Uuid) -> Result<DebtRow, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let record = inner.store.record(room.money, "debt_entry", amount)?;
            let wrong = record.filter(|record| record.value("what")["kind"] != "correction");
            let wrong = wrong.ok_or(OpstapError::Unknown { what: "line" })?;
            let debt = linked(&wrong, "debt").ok_or(OpstapError::Unknown { what: "debt" })?;
            let what = json!({ "kind": "correction", "of": amount });
            let units = [("debt", json!(debt)), ("on", json!(room.today)), ("what", what)];
            let id = inner.fresh_id(room.now);
            self.act(inner, &[Edit::put(room.money, "debt_entry", id, units)])?;
            one(inner, &room, debt)
        })
    }

    /// Says that the person does not agree with a debt, or does after all.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a debt; [`OpstapError::Refused`] for a text that is too long.
    pub fn dispute_debt(
        &self,
        case: Option<Uuid>,
        debt: Uuid,
        disputed: bool,
        why: Option<&str>,
    ) -> Result<DebtRow, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let state = if disputed { "disputed" } else { "accepted" };
            let mut value = json!({ "state": state, "since": room.today });
            if let Some(why) = why {
                value["why"] = json!(why);
            }
            self.set_debt(inner, &room, debt, "dispute", value)
        })
    }

    /// Says with whom the claim is: `creditor`, `bailiff`, `agency` or `unsure`.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a debt; [`OpstapError::Refused`] for another word.
    pub fn hand_over_debt(
        &self,
        case: Option<Uuid>,
        debt: Uuid,
        holder: &str,
        name: Option<&str>,
        reference: Option<&str>,
    ) -> Result<DebtRow, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let mut value = json!({ "state": holder, "since": room.today });
            for (member, text) in [("name", name), ("reference", reference)] {
                if let Some(text) = text {
                    value[member] = json!(text);
                }
            }
            self.set_debt(inner, &room, debt, "holder", value)
        })
    }

    /// Says what the creditor threatens to do, and when: `eviction`, `disconnection`, `insurance_end`, `seizure` or `none`.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a debt; [`OpstapError::Refused`] for another word.
    pub fn threaten_debt(
        &self,
        case: Option<Uuid>,
        debt: Uuid,
        threat: &str,
        on: Option<Date>,
    ) -> Result<DebtRow, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let mut value = json!({ "state": threat, "told_on": room.today });
            if let Some(on) = on {
                value["on"] = json!(on);
            }
            self.set_debt(inner, &room, debt, "threat", value)
        })
    }

    /// Takes a debt off the list. Its amounts stay in the history.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a debt.
    pub fn remove_debt(&self, case: Option<Uuid>, debt: Uuid) -> Result<DebtsSummary, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            known(inner, &room, debt)?;
            self.act(inner, &[Edit::Delete { scope: room.money, kind: "debt", id: debt }])?;
            summary(inner, &room)
        })
    }

    fn set_debt(
        &self,
        inner: &mut Inner,
        room: &Room,
        debt: Uuid,
        unit: &str,
        value: Value,
    ) -> Result<DebtRow, OpstapError> {
        known(inner, room, debt)?;
        self.act(inner, &[Edit::put(room.money, "debt", debt, vec![(unit, value)])])?;
        one(inner, room, debt)
    }
}

/// A debt of this case.
pub(crate) fn known(inner: &mut Inner, room: &Room, debt: Uuid) -> Result<Record, OpstapError> {
    inner.store.record(room.money, "debt", debt)?.ok_or(OpstapError::Unknown { what: "debt" })
}

fn one(inner: &mut Inner, room: &Room, debt: Uuid) -> Result<DebtRow, OpstapError> {
    let all = summary(inner, room)?.debts;
    all.into_iter().find(|row| row.id == debt).ok_or(OpstapError::Unknown { what: "debt" })
}

/// What somebody said, as edits; a creditor that is new is made with it.
fn edits(inner: &mut Inner, room: &Room, debt: Uuid, entry: &DebtEntry) -> Result<Vec<Edit>, OpstapError> {
    let mut edits = Vec::new();
    let mut units: Vec<(&str, Value)> = Vec::new();
    if let Some(name) = entry.creditor.as_deref().map(str::trim).filter(|name| !name.is_empty()) {
        let (creditor, new) = creditors::named(inner, room, name)?;
        edits.extend(new);
        units.push(("creditor", json!(creditor)));
    }
    let usual = entry.subject.as_ref().map(|subject| word::<Subject>(&json!(subject)).usual_kind());
    let usual = usual.and_then(|kind| json!(kind).as_str().map(str::to_owned));
    let known = inner.store.record(room.money, "debt", debt)?;
    let answered = known.is_some_and(|record| !record.value("kind").is_null());
    let kind = entry.kind.clone().or(usual.filter(|_| !answered));
    let texts = [
        ("title", &entry.title),
        ("reference", &entry.reference),
        ("kind", &kind),
        ("subject", &entry.subject),
        ("rank", &entry.rank),
        ("owner", &entry.owner),
        ("note", &entry.note),
    ];
    units.extend(texts.into_iter().filter_map(|(unit, text)| Some((unit, json!(text.as_ref()?)))));
    if !units.is_empty() {
        edits.push(Edit::put(room.money, "debt", debt, units));
    }
    Ok(edits)
}

fn amount_edit(
    inner: &mut Inner,
    room: &Room,
    debt: Uuid,
    kind: AmountKind,
    amount: &DebtAmount,
) -> Result<Edit, OpstapError> {
    let cents = amount_typed(&amount.typed)?;
    let on = amount.on.unwrap_or(room.today);
    if kind == AmountKind::Payment && on > room.today {
        return Err(OpstapError::refused("on", Phrase::new("debts-payment-future")));
    }
    let what = match kind {
        AmountKind::Statement => {
            json!({ "kind": "statement", "cents": cents.0, "estimated": amount.estimated })
        }
        AmountKind::Cost => json!({ "kind": "cost", "cents": cents.0 }),
        AmountKind::Payment => json!({ "kind": "payment", "cents": cents.0 }),
    };
    let mut units = vec![("debt", json!(debt)), ("on", json!(on)), ("what", what)];
    units.extend(amount.note.as_ref().map(|note| ("note", json!(note))));
    Ok(Edit::put(room.money, "debt_entry", inner.fresh_id(room.now), units))
}

/// An amount as typed, zero or more.
pub(crate) fn amount_typed(typed: &str) -> Result<Cents, OpstapError> {
    let cents = parse_amount(typed).map_err(|error| OpstapError::refused("amount", error.phrase()))?;
    if cents.is_negative() {
        return Err(OpstapError::refused("amount", Phrase::new("debts-amount-negative")));
    }
    Ok(cents)
}

/// A debt with its record, its amounts as the domain counts them, and what is owed.
pub(crate) struct Known {
    pub(crate) record: Record,
    pub(crate) debt: Debt,
    pub(crate) entries: Vec<(Entry, Record)>,
    pub(crate) balance: Balance,
    pub(crate) contested: bool,
}

/// All debts of a case, by id.
pub(crate) fn all(inner: &mut Inner, room: &Room) -> Result<Vec<Known>, OpstapError> {
    let conflicts = open_conflicts(inner, room.money)?;
    let mut entries: BTreeMap<Uuid, Vec<(Entry, Record)>> = BTreeMap::new();
    for record in inner.store.records(room.money, "debt_entry")? {
        if let (Some(debt), Some(entry)) = (linked(&record, "debt"), entry(&record)) {
            entries.entry(debt).or_default().push((entry, record));
        }
    }
    let mut all = Vec::new();
    for record in inner.store.records(room.money, "debt")? {
        let open = conflicts.get(&record.id);
        let mut debt = debt(&record);
        // As long as two people say different things about it, it is not agreed.
        debt.disputed |= open.is_some_and(|open| open.iter().any(|(_, found)| found.about.unit == "dispute"));
        let mut entries = order::take(&mut entries, &record.id);
        order::sort_by_key(&mut entries, |(entry, _)| (entry.on, entry.id));
        let plain: Vec<Entry> = entries.iter().map(|(entry, _)| *entry).collect();
        let balance = debts::balance(&debt, &plain);
        all.push(Known { debt, entries, balance, contested: open.is_some(), record });
    }
    Ok(all)
}

fn debt(record: &Record) -> Debt {
    let threat = record.value("threat");
    let kind: Option<ThreatKind> = read(&threat["state"]);
    let day = |member: &str| threat[member].as_str().and_then(|day| day.parse().ok());
    Debt {
        id: record.id,
        kind: word::<DebtKind>(record.value("kind")),
        subject: word::<Subject>(record.value("subject")),
        owner: word::<Owner>(record.value("owner")),
        holder: word::<Holder>(&record.value("holder")["state"]),
        disputed: record.value("dispute")["state"] == "disputed",
        threat: kind.zip(day("told_on")).map(|(kind, told_on)| Threat { kind, on: day("on"), told_on }),
    }
}

/// An amount as the domain counts it; `None` for one of a newer version.
fn entry(record: &Record) -> Option<Entry> {
    let what = record.value("what");
    let amount = what["cents"].as_i64().map(Cents);
    let kind = match what["kind"].as_str()? {
        "statement" => EntryKind::Statement { amount: amount?, estimated: what["estimated"] == true },
        "cost" => EntryKind::Cost(amount?),
        "payment" => EntryKind::Payment(amount?),
        "correction" => EntryKind::Correction(what["of"].as_str()?.parse().ok()?),
        _ => return None,
    };
    Some(Entry { id: record.id, on: record.text("on").parse().ok()?, kind })
}

/// The word of a choice; one that is missing, or of a newer version, is "not sure".
fn word<T: DeserializeOwned + Default>(value: &Value) -> T {
    read(value).unwrap_or_default()
}

/// The record that a unit names.
pub(crate) fn linked(record: &Record, unit: &str) -> Option<Uuid> {
    Uuid::parse_str(record.text(unit)).ok()
}
