//! Which debt cannot wait, and why.
//!
//! # Source
//!
//! The threatening situations and their talk within three working days: domain sheet 1.1. First comes what keeps a home, its
//! supplies and health care. Periods are terms that arrive as data; one that is missing is not said.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Balance, Debt, Holder, Subject, Threat, ThreatKind};
use crate::deadlines::{Span, Term, term_on};
use crate::phrase::Phrase;
use crate::time::HolidayRules;
use crate::{Date, order};

/// How soon somebody has to look at a debt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// A home, its supplies or the health insurance are about to be lost.
    Now,
    /// It is for a home, its supplies or the health insurance, or somebody threatens to seize.
    First,
    /// A letter has a deadline, or a bailiff has it.
    Soon,
    /// It can wait for its turn.
    Later,
    /// Nothing is owed.
    Settled,
}

/// How urgent one debt is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Urgency {
    /// Which debt.
    pub debt: Uuid,
    /// How soon.
    pub level: Level,
    /// The first day that matters.
    pub by: Option<Date>,
    /// Why, the strongest first; empty where nothing presses.
    pub reasons: Vec<Phrase>,
}

/// What the order of debts depends on, beside the debts.
#[derive(Clone, Copy, Debug)]
pub struct Waiting<'a> {
    /// Terms as data: `first-talk-threat`, `energy-end`, `premium-arrears`, `rent-arrears`.
    pub terms: &'a [Term],
    /// The organisation that may have terms of its own.
    pub organisation: &'a str,
    /// Today where the client lives.
    pub today: Date,
    /// Days off.
    pub holidays: HolidayRules,
}

/// Which debts press, the most urgent first; `due` is the first deadline of a letter that still waits.
///
/// Equal ones stand by their first day, then with homes before supplies before health care, then the larger before the
/// smaller, then by id. Nothing depends on the order in which they are given.
#[must_use]
pub fn urgency(debts: &[(Debt, Balance, Option<Date>)], waiting: &Waiting<'_>) -> Vec<Urgency> {
    let mut all: Vec<(&Debt, &Balance, Urgency)> = debts
        .iter()
        .map(|(debt, balance, due)| (debt, balance, of_one(debt, balance, *due, waiting)))
        .collect();
    order::sort_by_cached_key(&mut all, |(debt, balance, urgency)| {
        let by = urgency.by.unwrap_or(Date::MAX);
        (urgency.level, by, place(debt.subject), std::cmp::Reverse(balance.high), debt.id)
    });
    all.into_iter().map(|(_, _, urgency)| urgency).collect()
}

fn of_one(debt: &Debt, balance: &Balance, due: Option<Date>, waiting: &Waiting<'_>) -> Urgency {
    let mut found = Urgency { debt: debt.id, level: Level::Later, by: None, reasons: Vec::new() };
    if let Some(threat) = &debt.threat {
        threatened(&mut found, threat, waiting);
    } else if balance.is_settled() {
        found.level = Level::Settled;
        return found;
    }
    if let Some(reason) = essential(debt.subject) {
        found.at_least(Level::First, None);
        found.reasons.push(reason);
    }
    found.reasons.extend(period(debt.subject, waiting));
    if let Some(due) = due {
        found.at_least(Level::Soon, Some(due));
        found.reasons.push(if due < waiting.today {
            Phrase::new("debt-letter-passed").with("date", due)
        } else {
            Phrase::new("debt-letter-due").with("date", due)
        });
    }
    if debt.holder == Holder::Bailiff {
        found.at_least(Level::Soon, None);
        found.reasons.push(Phrase::new("debt-with-bailiff"));
    }
    found
}

impl Urgency {
    fn at_least(&mut self, level: Level, by: Option<Date>) {
        self.level = self.level.min(level);
        self.by = match (self.by, by) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
    }
}

fn threatened(found: &mut Urgency, threat: &Threat, waiting: &Waiting<'_>) {
    let level = if threat.kind == ThreatKind::Seizure { Level::First } else { Level::Now };
    found.at_least(level, threat.on);
    found.reasons.push(match (threat.kind, threat.on) {
        (ThreatKind::Eviction, Some(on)) => Phrase::new("debt-eviction-on").with("date", on),
        (ThreatKind::Eviction, None) => Phrase::new("debt-eviction"),
        (ThreatKind::Disconnection, Some(on)) => Phrase::new("debt-disconnection-on").with("date", on),
        (ThreatKind::Disconnection, None) => Phrase::new("debt-disconnection"),
        (ThreatKind::InsuranceEnd, Some(on)) => Phrase::new("debt-insurance-end-on").with("date", on),
        (ThreatKind::InsuranceEnd, None) => Phrase::new("debt-insurance-end"),
        (ThreatKind::Seizure, Some(on)) => Phrase::new("debt-seizure-on").with("date", on),
        (ThreatKind::Seizure, None) => Phrase::new("debt-seizure"),
    });
    let talk = term_on(waiting.terms, "first-talk-threat", waiting.organisation, threat.told_on);
    if let Some(term) = talk.filter(|_| level == Level::Now) {
        let last = term.last_day(threat.told_on, &waiting.holidays);
        found.at_least(level, Some(last));
        found.reasons.push(Phrase::new("debt-talk-before").with("date", last));
    }
}

/// What goes first, and why.
fn essential(subject: Subject) -> Option<Phrase> {
    match subject {
        Subject::Rent | Subject::Mortgage => Some(Phrase::new("debt-first-home")),
        Subject::Energy => Some(Phrase::new("debt-first-energy")),
        Subject::Water => Some(Phrase::new("debt-first-water")),
        Subject::HealthInsurance => Some(Phrase::new("debt-first-health")),
        _ => None,
    }
}

fn place(subject: Subject) -> u8 {
    match subject {
        Subject::Rent | Subject::Mortgage => 0,
        Subject::Energy => 1,
        Subject::Water => 2,
        Subject::HealthInsurance => 3,
        _ => 4,
    }
}

/// The period after which a creditor of this kind may do more, where data says it.
fn period(subject: Subject, waiting: &Waiting<'_>) -> Option<Phrase> {
    let span = |id| {
        let term = term_on(waiting.terms, id, waiting.organisation, waiting.today)?;
        Some(match term.span {
            Span::Days(count) | Span::WorkingDays(count) | Span::Months(count) => i64::from(count),
        })
    };
    match subject {
        Subject::Energy => Some(Phrase::new("debt-period-energy").with("count", span("energy-end")?)),
        Subject::HealthInsurance => {
            Some(Phrase::new("debt-period-health").with("count", span("premium-arrears")?))
        }
        Subject::Rent => Some(Phrase::new("debt-period-rent").with("count", span("rent-arrears")?)),
        _ => None,
    }
}
