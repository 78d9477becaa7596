//! How long a case is kept after its end, and from which day on it is destroyed.
//!
//! A rule is data: with which result a case ended, how long it is kept from that day, and where that stands. Nothing is destroyed
//! by a rule that nobody who answers for the archive confirmed, nor where nobody said with what a case ended.
//!
//! # Source
//!
//! Selectielijst gemeenten en intergemeentelijke organen 2020; domain sheet 1.1 and 4. The day is counted as case systems count it
//! (ZGW: *archiefactiedatum* is *brondatum* and *archiefactietermijn*), and in doubt a day later.

use serde::{Deserialize, Serialize};

use crate::time::{Date, Instant, Zone};

/// So many days before it goes, a case is announced.
pub const ANNOUNCED_DAYS: i64 = 30;

/// The longest term that a rule may have, in its unit: a hundred years.
pub const LONGEST: [(Unit, u16); 3] = [(Unit::Weeks, 5_200), (Unit::Months, 1_200), (Unit::Years, 100)];

/// In what a term is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Seven days each.
    Weeks,
    /// Months on the calendar.
    Months,
    /// Years on the calendar.
    Years,
}

impl Unit {
    /// Its stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Weeks => "weeks",
            Self::Months => "months",
            Self::Years => "years",
        }
    }

    /// The one with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Weeks, Self::Months, Self::Years].into_iter().find(|unit| unit.name() == name)
    }
}

/// How long cases with a result are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct Rule {
    /// With what the case ended: one of [`RESULTS`].
    pub result: String,
    /// How many.
    pub span: u16,
    /// Of what.
    pub unit: Unit,
    /// Where that stands.
    pub source: String,
    /// Somebody who answers for the archive said that it is so. Until then nothing is destroyed by it.
    pub confirmed: bool,
}

/// With what a case can end.
pub const RESULTS: [&str; 5] = ["withdrawn", "rejected", "completed", "ended_early", "referred"];

/// The rules to begin with, none of which is confirmed.
#[must_use]
pub fn starter() -> Vec<Rule> {
    const WITHDRAWN: &str = "Selectielijst 2020, 8.4.1: withdrawn applications, 6 weeks. Seen as an example for the Wmo; whether it \
                             holds for the Wgs has to be confirmed.";
    const OTHERS: &str = "Selectielijst 2020: mostly 5 to 10 years after the end, from memory. The longer one is taken until \
                          somebody looked it up.";
    let rule = |result: &str, span, unit, source: &str| Rule {
        result: result.to_owned(),
        span,
        unit,
        source: source.to_owned(),
        confirmed: false,
    };
    let mut all = vec![rule(RESULTS[0], 6, Unit::Weeks, WITHDRAWN)];
    all.extend(RESULTS[1..].iter().map(|result| rule(result, 10, Unit::Years, OTHERS)));
    all
}

/// The rule for a result.
#[must_use]
pub fn rule_for<'r>(result: &str, rules: &'r [Rule]) -> Option<&'r Rule> {
    rules.iter().find(|rule| rule.result == result)
}

/// The first day on which a case that ended with this result on this day is not kept any more; `None`: the rule is for another
/// result. A day that its month does not have becomes the first of the next one, so that nothing goes a day early.
#[must_use]
pub fn destroy_on(result: &str, ended_on: Date, rule: &Rule) -> Option<Date> {
    if rule.result != result {
        return None;
    }
    let months = match rule.unit {
        Unit::Weeks => return Some(ended_on.plus_days(7 * i64::from(rule.span))),
        Unit::Months => u32::from(rule.span),
        Unit::Years => 12 * u32::from(rule.span),
    };
    let later = ended_on.plus_months(months);
    let whole = later.day() == ended_on.day() || later == Date::MAX;
    Some(if whole { later } else { later.plus_days(1) })
}

/// How it stands with a case that ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Kept until this day.
    Kept(Date),
    /// It goes on this day, within [`ANNOUNCED_DAYS`].
    Announced(Date),
    /// It goes now: its day has come.
    Due(Date),
    /// Its day has come, and nobody confirmed the rule.
    Unconfirmed(Date),
    /// Somebody said that it stays, whatever its day.
    Held(Date),
    /// Nobody said with what it ended, or there is no rule for that.
    Unknown,
}

/// How it stands at a moment, where the organisation is.
#[must_use]
pub fn standing(
    result: Option<&str>,
    ended_at: Instant,
    rules: &[Rule],
    held: bool,
    (now, zone): (Instant, Zone),
) -> Standing {
    let found = result.and_then(|result| Some((result, rule_for(result, rules)?)));
    let Some((result, rule)) = found else { return Standing::Unknown };
    let Some(on) = destroy_on(result, zone.date(ended_at), rule) else { return Standing::Unknown };
    let today = zone.date(now);
    if held {
        return Standing::Held(on);
    }
    match today.days_until(on) {
        ..=0 if rule.confirmed => Standing::Due(on),
        ..=0 => Standing::Unconfirmed(on),
        days if days <= ANNOUNCED_DAYS => Standing::Announced(on),
        _ => Standing::Kept(on),
    }
}

#[cfg(test)]
mod tests;
