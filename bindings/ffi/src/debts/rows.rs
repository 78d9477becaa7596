//! Debts as shells draw them, and what people say about them.

use opstap::{Calendar, Opstap};

use crate::value::{DateText, LocalDate, MoneyText, Uuid};

/// The debts of a case.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
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
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct DebtTotalRow {
    /// What they have in common, in words.
    pub label: String,
    /// How many.
    pub count: u32,
    /// The sum of those that nobody doubts.
    pub certain: MoneyText,
    /// At least so much.
    pub low: MoneyText,
    /// At most so much, as far as is known.
    pub high: MoneyText,
    /// One figure that nobody doubts.
    pub is_certain: bool,
    /// The total in words, with what is not certain about it.
    pub text: String,
}

/// A debt.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct DebtRow {
    /// Which.
    pub id: Uuid,
    /// What to call it.
    pub title: String,
    /// To whom, for `describe_creditor`.
    pub creditor: Option<Uuid>,
    /// The creditor's name; empty where nobody knows.
    pub creditor_name: String,
    /// The creditor's own number for it.
    pub reference: String,
    /// The kind, in words.
    pub kind_text: String,
    /// What it is for, as `DebtChoices` has it.
    pub subject: String,
    /// What it is for, in words.
    pub subject_text: String,
    /// Whose it is, as `DebtChoices` has it.
    pub owner: String,
    /// Whose it is, in words.
    pub owner_text: String,
    /// With whom it is, as `DebtChoices` has it.
    pub holder: String,
    /// With whom it is, in words.
    pub holder_text: String,
    /// What is owed, in words.
    pub owed_text: String,
    /// At least so much.
    pub low: MoneyText,
    /// At most so much, as far as is known.
    pub high: MoneyText,
    /// How sure that is.
    pub certainty: DebtCertainty,
    /// From which day the amount counts, in words; empty where nobody stated one.
    pub stated_text: String,
    /// All that was paid.
    pub paid: MoneyText,
    /// The person does not agree.
    pub disputed: bool,
    /// How soon somebody has to look at it.
    pub level: DebtLevel,
    /// Why, in sentences, the strongest first.
    pub reasons: Vec<String>,
    /// The first day that matters.
    pub by: Option<DateText>,
    /// Its amounts, oldest first.
    pub entries: Vec<DebtEntryRow>,
    /// Two readings of something about it wait for a choice.
    pub contested: bool,
    /// Changed on this device and not yet at the server.
    pub waiting: bool,
}

/// How sure an amount is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum DebtCertainty {
    /// By a dated letter that nobody disputes.
    Certain,
    /// By what somebody remembers.
    Estimated,
    /// Disputed, or two amounts of one day that differ.
    Contested,
    /// Nobody said.
    Unknown,
}

/// How soon somebody has to look at a debt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum DebtLevel {
    /// A home, its supplies or the health insurance are about to be lost.
    Now,
    /// It is for one of these, or somebody threatens to seize.
    First,
    /// A letter has a deadline, or a bailiff has it.
    Soon,
    /// It can wait for its turn.
    Later,
    /// Nothing is owed.
    Settled,
}

/// One amount of a debt.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct DebtEntryRow {
    /// What `correct` takes.
    pub id: Uuid,
    /// What it is, in a sentence.
    pub text: String,
    /// The amount; none for a correction.
    pub amount: Option<MoneyText>,
    /// It was a mistake, and counts no more.
    pub corrected: bool,
    /// It may stand twice.
    pub twice: bool,
    /// A remark.
    pub note: String,
    /// Not yet at the server.
    pub waiting: bool,
}

/// Two creditors that may be one.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct DuplicateRow {
    /// The earlier one.
    pub one: Uuid,
    /// The later one.
    pub other: Uuid,
    /// The question.
    pub question: String,
}

/// What to choose from where something is asked about a debt.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct DebtChoices {
    /// What it is for.
    pub subjects: Vec<WordRow>,
    /// Of which kind it is in national figures.
    pub kinds: Vec<WordRow>,
    /// Whether it goes before others.
    pub ranks: Vec<WordRow>,
    /// Whose it is.
    pub owners: Vec<WordRow>,
    /// With whom the claim is.
    pub holders: Vec<WordRow>,
    /// What the creditor threatens to do.
    pub threats: Vec<WordRow>,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct WordRow {
    /// What a draft takes.
    pub word: String,
    /// How it is said.
    pub text: String,
}

/// What somebody says about a debt. What is not said stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, uniffi::Record)]
pub struct DebtDraft {
    /// To whom, as typed.
    #[uniffi(default = None)]
    pub creditor: Option<String>,
    /// What to call it.
    #[uniffi(default = None)]
    pub title: Option<String>,
    /// The creditor's own number for it.
    #[uniffi(default = None)]
    pub reference: Option<String>,
    /// A word of `DebtChoices.kinds`; without it the kind that goes with the subject.
    #[uniffi(default = None)]
    pub kind: Option<String>,
    /// A word of `DebtChoices.subjects`.
    #[uniffi(default = None)]
    pub subject: Option<String>,
    /// A word of `DebtChoices.ranks`.
    #[uniffi(default = None)]
    pub rank: Option<String>,
    /// A word of `DebtChoices.owners`.
    #[uniffi(default = None)]
    pub owner: Option<String>,
    /// A remark.
    #[uniffi(default = None)]
    pub note: Option<String>,
}

/// An amount on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq, uniffi::Record)]
pub struct DebtAmountDraft {
    /// As typed.
    pub typed: String,
    /// The day of the letter, or of the payment; today without one.
    #[uniffi(default = None)]
    pub on: Option<LocalDate>,
    /// From memory, and not from a letter.
    #[uniffi(default = false)]
    pub estimated: bool,
    /// A remark.
    #[uniffi(default = None)]
    pub note: Option<String>,
}

/// What an amount of a debt is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum DebtAmountKind {
    /// All that is owed on that day.
    Statement,
    /// Costs that were added.
    Cost,
    /// Paid.
    Payment,
}

pub(super) type Drawn<T> = Result<T, opstap::OpstapError>;

pub(super) fn whole(device: &Opstap, case: Option<Uuid>, from: opstap::DebtsSummary) -> Drawn<DebtsSummary> {
    let calendar = device.calendar(case)?;
    let totals = |rows: Vec<opstap::DebtTotalRow>| rows.into_iter().map(Into::into).collect();
    let duplicates = from.duplicates.into_iter();
    Ok(DebtsSummary {
        debts: from.debts.into_iter().map(|debt| row(calendar, debt)).collect(),
        total: from.total.into(),
        by_kind: totals(from.by_kind),
        by_owner: totals(from.by_owner),
        duplicates: duplicates
            .map(|found| DuplicateRow { one: found.one, other: found.other, question: found.question })
            .collect(),
    })
}

pub(super) fn one(device: &Opstap, case: Option<Uuid>, from: opstap::DebtRow) -> Drawn<DebtRow> {
    Ok(row(device.calendar(case)?, from))
}

fn row(calendar: Calendar, from: opstap::DebtRow) -> DebtRow {
    DebtRow {
        id: from.id,
        title: from.title,
        creditor: from.creditor,
        creditor_name: from.creditor_name,
        reference: from.reference,
        kind_text: from.kind_text,
        subject: from.subject,
        subject_text: from.subject_text,
        owner: from.owner,
        owner_text: from.owner_text,
        holder: from.holder,
        holder_text: from.holder_text,
        owed_text: from.owed_text,
        low: from.low.into(),
        high: from.high.into(),
        certainty: match from.certainty {
            opstap::Certainty::Certain => DebtCertainty::Certain,
            opstap::Certainty::Estimated => DebtCertainty::Estimated,
            opstap::Certainty::Contested => DebtCertainty::Contested,
            opstap::Certainty::Unknown => DebtCertainty::Unknown,
        },
        stated_text: from.stated_text,
        paid: from.paid.into(),
        disputed: from.disputed,
        level: match from.level {
            opstap::Level::Now => DebtLevel::Now,
            opstap::Level::First => DebtLevel::First,
            opstap::Level::Soon => DebtLevel::Soon,
            opstap::Level::Later => DebtLevel::Later,
            opstap::Level::Settled => DebtLevel::Settled,
        },
        reasons: from.reasons,
        by: from.by.map(|by| DateText::new(calendar, by)),
        entries: from.entries.into_iter().map(Into::into).collect(),
        contested: from.contested,
        waiting: from.waiting,
    }
}

impl From<opstap::EntryRow> for DebtEntryRow {
    fn from(from: opstap::EntryRow) -> Self {
        Self {
            id: from.id,
            text: from.text,
            amount: from.amount.map(Into::into),
            corrected: from.corrected,
            twice: from.twice,
            note: from.note,
            waiting: from.waiting,
        }
    }
}

impl From<opstap::DebtTotalRow> for DebtTotalRow {
    fn from(from: opstap::DebtTotalRow) -> Self {
        Self {
            label: from.label,
            count: from.count,
            certain: from.certain.into(),
            low: from.low.into(),
            high: from.high.into(),
            is_certain: from.is_certain,
            text: from.text,
        }
    }
}

impl From<opstap::DebtChoices> for DebtChoices {
    fn from(from: opstap::DebtChoices) -> Self {
        let words = |rows: Vec<opstap::WordRow>| {
            rows.into_iter().map(|row| WordRow { word: row.word, text: row.text }).collect()
        };
        Self {
            subjects: words(from.subjects),
            kinds: words(from.kinds),
            ranks: words(from.ranks),
            owners: words(from.owners),
            holders: words(from.holders),
            threats: words(from.threats),
        }
    }
}

impl From<DebtDraft> for opstap::DebtEntry {
    fn from(from: DebtDraft) -> Self {
        Self {
            creditor: from.creditor,
            title: from.title,
            reference: from.reference,
            kind: from.kind,
            subject: from.subject,
            rank: from.rank,
            owner: from.owner,
            note: from.note,
        }
    }
}

impl From<DebtAmountDraft> for opstap::DebtAmount {
    fn from(from: DebtAmountDraft) -> Self {
        Self { typed: from.typed, on: from.on, estimated: from.estimated, note: from.note }
    }
}

/// A creditor that may be meant.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct CreditorSuggestion {
    /// What to call it.
    pub name: String,
    /// What is mostly owed to it, as a word of the choices; nothing where that is open.
    pub subject: Option<String>,
    /// What is known of it, in words; may be empty.
    pub text: String,
    /// It is a creditor of this case already.
    pub known: bool,
}

impl From<opstap::CreditorSuggestion> for CreditorSuggestion {
    fn from(from: opstap::CreditorSuggestion) -> Self {
        let subject = (from.subject != "unsure").then_some(from.subject);
        Self { name: from.name, subject, text: from.text, known: from.known }
    }
}
