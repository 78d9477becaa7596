//! What becomes of an offer: who was asked, what they answered, what was paid, how it ended.
//!
//! # Source
//!
//! Domain sheet 1.4 (answers of a creditor) and 1.6 (the messages of the Schuldenknooppunt, module Schuldregeling): balance and
//! proposal are asked, a creditor agrees, agreed beforehand (Collectief Schuldregelen), rejects, does not cooperate or does not
//! answer; a refusal can be reconsidered (*heroverweging*); what remains is a forced agreement by the court (*dwangakkoord*,
//! Faillissementswet article 287a) or the Wsnp. The messages themselves are for a coupling; here is their meaning.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Cents;
use crate::order;
use crate::time::Date;

/// What a creditor says to an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Agrees (*akkoord*).
    Agreed,
    /// Agreed to any such offer before it was made (*vooraf akkoord*).
    AgreedBefore,
    /// Rejects it, with a reason (*afwijzing*).
    Rejected,
    /// Does not take part (*geen medewerking*).
    Uncooperative,
    /// Did not answer in time (*geen reactie*).
    Silent,
}

impl Answer {
    /// Whether the creditor takes part.
    #[must_use]
    pub const fn agrees(self) -> bool {
        matches!(self, Self::Agreed | Self::AgreedBefore)
    }
}

/// How an arrangement ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// All that was agreed was paid: what is left of the debts is forgiven.
    Completed,
    /// It was ended before that (*schuldregeling beëindigd*).
    Stopped,
    /// No agreement without a court: the person can ask for the Wsnp (*Msnp mislukt*).
    Failed,
}

/// Something that happened to an offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// It went to all creditors.
    Sent,
    /// A creditor answered; a later answer takes the place of an earlier one.
    Answered {
        /// Whose claim.
        claim: Uuid,
        /// What.
        answer: Answer,
    },
    /// The court ordered, or did not order, those who refused to take part.
    Forced(bool),
    /// Something was put aside or paid.
    Paid(Cents),
    /// It ended.
    Ended(Outcome),
}

impl Event {
    /// Which comes first on one day.
    const fn turn(&self) -> u8 {
        match self {
            Self::Sent => 0,
            Self::Answered { .. } => 1,
            Self::Forced(_) => 2,
            Self::Paid(_) => 3,
            Self::Ended(_) => 4,
        }
    }
}

/// An event with its day; of one day the lower id comes first, on every device alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// Its record.
    pub id: Uuid,
    /// When.
    pub on: Date,
    /// What.
    pub what: Event,
}

/// Why something cannot have happened to an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CourseError {
    /// It was not sent yet.
    #[error("the offer was not sent")]
    NotSent,
    /// It was sent already.
    #[error("the offer was sent")]
    Sent,
    /// It has no such claim.
    #[error("no such claim is in the offer")]
    NoClaim,
    /// Not everybody agreed yet.
    #[error("not everybody agreed")]
    NotAgreed,
    /// Nobody refused, or somebody did not answer yet: there is nothing to force.
    #[error("there is nobody to force")]
    NothingToForce,
    /// It ended.
    #[error("the offer ended")]
    Ended,
    /// A payment of nothing, or below zero.
    #[error("not an amount that is paid")]
    NoAmount,
}

/// How an offer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Made, and not sent.
    Made,
    /// Sent, and not everybody answered.
    Asked {
        /// So many answered.
        answered: usize,
        /// Of so many.
        of: usize,
    },
    /// Everybody agreed, or was ordered to, on this day.
    Running {
        /// Since when.
        since: Date,
    },
    /// Everybody answered, and somebody refused.
    Refused {
        /// So many agreed.
        agreed: usize,
        /// Of so many.
        of: usize,
        /// The court was asked, and did not order it.
        denied: bool,
    },
    /// It ended.
    Ended {
        /// How.
        outcome: Outcome,
        /// When.
        on: Date,
    },
}

/// The course of one offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    answers: BTreeMap<Uuid, Option<(Answer, Date)>>,
    sent_on: Option<Date>,
    forced: Option<(bool, Date)>,
    paid: Cents,
    ended: Option<(Outcome, Date)>,
}

impl Course {
    /// Of an offer about these claims to which nothing has happened yet.
    #[must_use]
    pub fn of(claims: &[Uuid]) -> Self {
        let answers = order::gather(claims.iter().map(|claim| (*claim, None)));
        Self { answers, sent_on: None, forced: None, paid: Cents::ZERO, ended: None }
    }

    /// The same with everything that happened, in the order of its days, and on one day in the order in which it can have
    /// happened: clocks of two devices differ, and ids follow clocks. What cannot have happened where it stands was
    /// done without knowing of what came before it, and is left out by everybody alike.
    #[must_use]
    pub fn after(mut self, events: &[Dated]) -> Self {
        let mut events = events.to_vec();
        order::sort_by_key(&mut events, |event| (event.on, event.what.turn(), event.id));
        for event in &events {
            let _ = self.happen(&event.what, event.on);
        }
        self
    }

    /// Something happens.
    ///
    /// # Errors
    ///
    /// [`CourseError`] when it cannot; nothing changed then.
    pub fn happen(&mut self, what: &Event, on: Date) -> Result<(), CourseError> {
        if self.ended.is_some() {
            return Err(CourseError::Ended);
        }
        match what {
            Event::Sent if self.sent_on.is_some() => return Err(CourseError::Sent),
            Event::Sent => self.sent_on = Some(on),
            Event::Answered { .. } | Event::Forced(_) if self.sent_on.is_none() => {
                return Err(CourseError::NotSent);
            }
            Event::Answered { claim, answer } => {
                let known = self.answers.get_mut(claim).ok_or(CourseError::NoClaim)?;
                *known = Some((*answer, on));
            }
            Event::Forced(granted) => {
                if !matches!(self.standing(), Standing::Refused { .. }) {
                    return Err(CourseError::NothingToForce);
                }
                self.forced = Some((*granted, on));
            }
            Event::Paid(amount) => {
                if amount.0 <= 0 {
                    return Err(CourseError::NoAmount);
                }
                if !matches!(self.standing(), Standing::Running { .. }) {
                    return Err(CourseError::NotAgreed);
                }
                self.paid = self.paid.checked_add(*amount).ok_or(CourseError::NoAmount)?;
            }
            Event::Ended(Outcome::Completed) if !matches!(self.standing(), Standing::Running { .. }) => {
                return Err(CourseError::NotAgreed);
            }
            Event::Ended(outcome) => self.ended = Some((*outcome, on)),
        }
        Ok(())
    }

    /// How it stands.
    #[must_use]
    pub fn standing(&self) -> Standing {
        if let Some((outcome, on)) = self.ended {
            return Standing::Ended { outcome, on };
        }
        let Some(sent_on) = self.sent_on else { return Standing::Made };
        let of = self.answers.len();
        let given = || self.answers.values().flatten();
        let agreed = given().filter(|(answer, _)| answer.agrees()).count();
        let latest = given().map(|(_, on)| *on).max().unwrap_or(sent_on);
        match self.forced {
            _ if agreed == of => Standing::Running { since: latest },
            Some((true, on)) => Standing::Running { since: on },
            _ if given().count() < of => Standing::Asked { answered: given().count(), of },
            forced => Standing::Refused { agreed, of, denied: forced.is_some() },
        }
    }

    /// What a creditor answered, and when.
    #[must_use]
    pub fn answer(&self, claim: Uuid) -> Option<(Answer, Date)> {
        self.answers.get(&claim).copied().flatten()
    }

    /// All that was put aside or paid.
    #[must_use]
    pub const fn paid(&self) -> Cents {
        self.paid
    }
}

/// How far an arrangement is on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Whole months that went by, at most the term.
    pub months: u32,
    /// What should be there by now.
    pub due: Cents,
    /// What is there less what should be; below zero: it lags.
    pub ahead: Cents,
    /// What there will be at the end when each month that is left brings what was agreed.
    pub expected: Cents,
    /// When somebody has to look at the capacity again, each year; `None` when the term is over before that.
    pub review_on: Option<Date>,
    /// The last day of the term.
    pub ends_on: Date,
}

/// How far an arrangement is that has run since a day: so much a month, for so many months, on top of what was there at once.
///
/// # Errors
///
/// [`super::OfferError::TooLarge`] when an amount does not fit.
pub fn progress(
    since: Date,
    today: Date,
    terms: (Cents, u32, Cents),
    paid: Cents,
) -> Result<Progress, super::OfferError> {
    let (monthly, term, at_once) = terms;
    let months = (1..=term).take_while(|month| since.plus_months(*month) <= today).count() as u32;
    let of = |count: u32| {
        let saved = monthly.checked_mul(i64::from(count));
        saved.and_then(|saved| saved.checked_add(at_once)).ok_or(super::OfferError::TooLarge)
    };
    let due = of(months)?;
    let fits = |amount: Option<Cents>| amount.ok_or(super::OfferError::TooLarge);
    let left = monthly.checked_mul(i64::from(term - months));
    let ends_on = since.plus_months(term);
    let reviews = (1..).map(|year| since.plus_months(year * 12));
    let review_on = reviews.take_while(|day| *day < ends_on).find(|day| *day > today);
    Ok(Progress {
        months,
        due,
        ahead: fits(paid.checked_sub(due))?,
        expected: fits(left.and_then(|left| left.checked_add(paid)))?,
        review_on,
        ends_on,
    })
}

#[cfg(test)]
mod tests;
