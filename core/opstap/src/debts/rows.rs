//! Debts, ready to draw.

use std::collections::{BTreeMap, BTreeSet};

use opstap_content::{Value as Word, format};
use opstap_domain::debts::{self, Balance, Certainty, Entry, EntryKind, Level, Total, Urgency, Waiting};
use opstap_domain::figures::spans_on;
use opstap_domain::time::HolidayRules;
use opstap_domain::{Cents, Date, order};
use serde::Serialize;
use serde_json::json;
use uuid::Uuid;

use super::{Known, creditors};
use crate::device::Inner;
use crate::error::OpstapError;
use crate::room::Room;
use crate::text::{MoneyText, keyed};

/// What somebody owes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DebtsSummary {
    /// The debts, the most urgent first.
    pub debts: Vec<DebtRow>,
    /// Everything together.
    pub total: DebtTotalRow,
    /// By kind.
    pub by_kind: Vec<DebtTotalRow>,
    /// By owner.
    pub by_owner: Vec<DebtTotalRow>,
    /// Creditors that may be one: a question each.
    pub duplicates: Vec<DuplicateRow>,
}

/// Several debts together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DebtTotalRow {
    /// `all`, a kind such as `Nuts`, or an owner such as `joint`.
    pub of: String,
    /// The same in words.
    pub label: String,
    /// How many debts.
    pub count: u32,
    /// The sum of those that nobody doubts.
    pub certain: MoneyText,
    /// At least so much.
    pub low: MoneyText,
    /// At most so much, as far as is known.
    pub high: MoneyText,
    /// One figure that nobody doubts.
    pub is_certain: bool,
    /// The total in a sentence or more, with what is not certain about it.
    pub text: String,
}

/// A debt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DebtRow {
    /// Its id: what `debts pay` takes.
    pub id: Uuid,
    /// What to call it: its own title, else the creditor.
    pub title: String,
    /// To whom.
    pub creditor: Option<Uuid>,
    /// The creditor's name; empty where nobody knows.
    pub creditor_name: String,
    /// The creditor's own number for it.
    pub reference: String,
    /// The kind, as a stable word.
    pub kind: String,
    /// The kind in words.
    pub kind_text: String,
    /// What it is for, as a stable word.
    pub subject: String,
    /// What it is for, in words.
    pub subject_text: String,
    /// Whose it is, as a stable word.
    pub owner: String,
    /// Whose it is, in words.
    pub owner_text: String,
    /// With whom it is, as a stable word.
    pub holder: String,
    /// With whom it is, in words, with the name where that is known.
    pub holder_text: String,
    /// What is owed, in words: one amount, about so much, between two, or not known.
    pub owed_text: String,
    /// At least so much.
    pub low: MoneyText,
    /// At most so much, as far as is known.
    pub high: MoneyText,
    /// How sure that is.
    pub certainty: Certainty,
    /// From which day the amount counts, in words; empty where nobody stated one.
    pub stated_text: String,
    /// All that was paid.
    pub paid: MoneyText,
    /// The person does not agree.
    pub disputed: bool,
    /// How soon somebody has to look at it.
    pub level: Level,
    /// Why, the strongest first.
    pub reasons: Vec<String>,
    /// The first day that matters.
    pub by: Option<Date>,
    /// Its amounts, oldest first.
    pub entries: Vec<EntryRow>,
    /// Two readings of something about it wait for a choice.
    pub contested: bool,
    /// Changed on this device and not yet at the server.
    pub waiting: bool,
}

/// One amount of a debt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EntryRow {
    /// Its id: what `debts correct` takes.
    pub id: Uuid,
    /// The day that it is about.
    pub on: Date,
    /// What it is, in a sentence.
    pub text: String,
    /// The amount; `None` for a correction.
    pub amount: Option<MoneyText>,
    /// It was a mistake, and counts no more.
    pub corrected: bool,
    /// It may stand twice: the same amount on the same day.
    pub twice: bool,
    /// A remark.
    pub note: String,
    /// Not yet at the server.
    pub waiting: bool,
}

/// Two creditors that may be one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DuplicateRow {
    /// The earlier one.
    pub one: Uuid,
    /// The later one.
    pub other: Uuid,
    /// By what they are alike: `kvk`, `iban` or `name`.
    pub by: debts::Alike,
    /// The question, in one sentence.
    pub question: String,
}

/// The debts of a case as a screen shows them.
pub(crate) fn summary(inner: &mut Inner, room: &Room) -> Result<DebtsSummary, OpstapError> {
    let known = super::all(inner, room)?;
    let creditors = creditors::all(inner, room)?;
    let due = crate::letters::first_deadlines(inner, room)?;
    let names: BTreeMap<Uuid, &str> =
        order::gather(creditors.iter().map(|creditor| (creditor.id, creditor.name.as_str())));
    let name = |id: Uuid| names.get(&id).copied().unwrap_or_default();
    let plain: Vec<_> = known.iter().map(|known| (known.debt.clone(), known.balance)).collect();
    let total = debts::totals(&plain);
    let pressing: Vec<_> = known
        .iter()
        .map(|known| (known.debt.clone(), known.balance, due.get(&known.debt.id).copied()))
        .collect();
    let content = inner.content()?;
    let terms = spans_on(&content.figures, room.today);
    let organisation = crate::deadlines::organisation(inner, room)?;
    let waiting = Waiting {
        terms: &terms,
        organisation: &organisation,
        today: room.today,
        holidays: HolidayRules::default(),
    };
    let urgencies = debts::urgency(&pressing, &waiting);
    let by_id: BTreeMap<Uuid, &Known> = order::gather(known.iter().map(|known| (known.debt.id, known)));
    let mut rows = Vec::new();
    for urgency in urgencies {
        let Some(known) = by_id.get(&urgency.debt) else { continue };
        let creditor = super::linked(&known.record, "creditor");
        let creditor = creditor.map(|id| debts::same_creditor(&creditors, id));
        rows.push(row(room, known, &urgency, (creditor, creditor.map(name).unwrap_or_default())));
    }
    let kinds = total.by_kind.iter().map(|(kind, total)| total_row(room, &stable(kind), total));
    let owners = total.by_owner.iter().map(|(owner, total)| total_row(room, &stable(owner), total));
    let duplicates = debts::duplicates(&creditors, &content.creditors).into_iter().map(|found| {
        let values = [("one", Word::from(name(found.one))), ("other", Word::from(name(found.other)))];
        let question = room.words.text_with("debts-same-creditor", &values);
        DuplicateRow { one: found.one, other: found.other, by: found.by, question }
    });
    Ok(DebtsSummary {
        total: total_row(room, "all", &total.all),
        by_kind: kinds.collect(),
        by_owner: owners.collect(),
        duplicates: duplicates.collect(),
        debts: rows,
    })
}

fn row(
    room: &Room,
    known: &Known,
    urgency: &Urgency,
    (creditor, creditor_name): (Option<Uuid>, &str),
) -> DebtRow {
    let money = |amount| MoneyText::new(room.language, amount);
    let (record, balance) = (&known.record, &known.balance);
    let text = |unit: &str| record.text(unit).to_owned();
    let title = Some(record.text("title")).filter(|title| !title.is_empty()).unwrap_or(creditor_name);
    let (kind, subject) = (stable(&known.debt.kind), stable(&known.debt.subject));
    let (owner, holder) = (stable(&known.debt.owner), stable(&known.debt.holder));
    let mut holder_text = say_status(room, &holder);
    if let Some(named) = record.value("holder")["name"].as_str().filter(|named| !named.is_empty()) {
        holder_text = format!("{holder_text} ({named})");
    }
    let stated_text = balance.stated_on.map(|on| {
        let date = format::date(room.language, on, room.today);
        room.words.text_with("debts-stated-on", &[("date", Word::from(date))])
    });
    DebtRow {
        id: record.id,
        title: if title.is_empty() { room.words.text("kind-debt") } else { title.to_owned() },
        creditor,
        creditor_name: creditor_name.to_owned(),
        reference: text("reference"),
        kind_text: say_status(room, &kind),
        kind,
        subject_text: say_status(room, &subject),
        subject,
        owner_text: say_status(room, &owner),
        owner,
        holder,
        holder_text,
        owed_text: owed_text(room, balance),
        low: money(balance.low),
        high: money(balance.high),
        certainty: balance.certainty,
        stated_text: stated_text.unwrap_or_default(),
        paid: money(balance.paid),
        disputed: known.debt.disputed,
        level: urgency.level,
        reasons: urgency.reasons.iter().map(|reason| room.words.say_on(reason, room.today)).collect(),
        by: urgency.by,
        entries: entry_rows(room, known),
        contested: known.contested,
        waiting: record.waiting || known.entries.iter().any(|(_, record)| record.waiting),
    }
}

fn entry_rows(room: &Room, known: &Known) -> Vec<EntryRow> {
    let plain: Vec<Entry> = known.entries.iter().map(|(entry, _)| *entry).collect();
    let corrected: BTreeSet<Uuid> = order::gather(plain.iter().filter_map(|entry| match entry.kind {
        EntryKind::Correction(of) => Some(of),
        _ => None,
    }));
    let twice: BTreeSet<Uuid> =
        order::gather(debts::entered_twice(&plain).into_iter().flat_map(|(one, other)| [one, other]));
    let row = |(entry, record): &(Entry, opstap_store::Record)| {
        let (key, amount) = match entry.kind {
            EntryKind::Statement { amount, estimated: true } => ("debts-entry-estimate", Some(amount)),
            EntryKind::Statement { amount, .. } => ("debts-entry-statement", Some(amount)),
            EntryKind::Cost(amount) => ("debts-entry-cost", Some(amount)),
            EntryKind::Payment(amount) => ("debts-entry-payment", Some(amount)),
            EntryKind::Correction(_) => ("debts-entry-correction", None),
        };
        let amount = amount.map(|amount| MoneyText::new(room.language, amount));
        let shown = amount.as_ref().map_or("", |amount| amount.text.as_str());
        let date = format::date(room.language, entry.on, room.today);
        let values = [("date", Word::from(date)), ("amount", Word::from(shown))];
        EntryRow {
            id: entry.id,
            on: entry.on,
            text: room.words.text_with(key, &values),
            amount,
            corrected: corrected.contains(&entry.id),
            twice: twice.contains(&entry.id),
            note: record.text("note").to_owned(),
            waiting: record.waiting,
        }
    };
    known.entries.iter().map(row).collect()
}

/// What is owed, without saying more than is known.
fn owed_text(room: &Room, balance: &Balance) -> String {
    let money = |amount: Cents| Word::from(format::money(room.language, amount));
    match balance.certainty {
        Certainty::Unknown => room.words.text("word-unknown"),
        Certainty::Certain if balance.high < Cents::ZERO => {
            room.words.text_with("debts-overpaid", &[("amount", money(Cents(-balance.high.0)))])
        }
        Certainty::Certain => format::money(room.language, balance.high),
        Certainty::Estimated => room.words.text_with("debts-about", &[("amount", money(balance.high))]),
        Certainty::Contested => {
            let values = [("low", money(balance.low.max(Cents::ZERO))), ("high", money(balance.high))];
            room.words.text_with("debts-between", &values)
        }
    }
}

fn total_row(room: &Room, of: &str, total: &Total) -> DebtTotalRow {
    let money = |amount| MoneyText::new(room.language, amount);
    let amount = |amount: Cents| Word::from(format::money(room.language, amount));
    let mut text = vec![if total.low == total.high {
        room.words.text_with("debts-total", &[("amount", amount(total.high))])
    } else {
        room.words
            .text_with("debts-total-between", &[("low", amount(total.low)), ("high", amount(total.high))])
    }];
    if !total.is_certain() {
        text.push(room.words.text_with("debts-total-certain", &[("amount", amount(total.certain))]));
    }
    let doubts = [
        ("debts-some-contested", total.contested),
        ("debts-some-estimated", total.estimated),
        ("debts-some-unknown", total.unknown),
    ];
    for (key, count) in doubts.into_iter().filter(|(_, count)| *count > 0) {
        text.push(room.words.text_with(key, &[("count", Word::from(count as usize))]));
    }
    DebtTotalRow {
        of: of.to_owned(),
        label: if of == "all" { room.words.text("debts-title") } else { say_status(room, of) },
        count: total.count,
        certain: money(total.certain),
        low: money(total.low),
        high: money(total.high),
        is_certain: total.is_certain(),
        text: text.join(" "),
    }
}

/// The stable word of a choice.
pub(super) fn stable(choice: &impl Serialize) -> String {
    json!(choice).as_str().unwrap_or_default().to_owned()
}

pub(super) fn say_status(room: &Room, word: &str) -> String {
    room.words.say(&keyed("status", word))
}
