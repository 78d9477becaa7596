//! Figures of law: terms and amounts as they hold from a day on, as packages with their source.
//!
//! They change on 1 January and 1 July. A package is never edited: a new one says what holds from then on, and what
//! began under the old one goes on under it. Without a package for a day the answer is "not known", and nobody guesses.
//! Who vouches for a package has signed it; here stands what is signed, and `opstap-content` holds it against the keys.
//!
//! # Source
//!
//! Domain sheet 0 (decision 3) and 1.5, "Change calendar".

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::deadlines::Term;
use crate::{Cents, Date};

/// What holds in a span of time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Figures {
    /// Such as `2026-2`: the second half of 2026.
    pub id: String,
    /// The first day.
    pub valid_from: Date,
    /// The last day; `None`: until another package says otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Date>,
    /// Where it stands, as an editor would look it up.
    pub source: String,
    /// BLAKE3 over [`Figures::sealed`], in hexadecimal: what was checked is what arrived.
    pub hash: String,
    /// Whose key signed it.
    #[serde(default)]
    pub signer: String,
    /// Ed25519 over [`Figures::signed`], as base64url.
    #[serde(default)]
    pub signature: String,
    /// Terms that a deadline gets.
    #[serde(default)]
    pub terms: Vec<Term>,
    /// Spans that say what a creditor may do, and that nobody begins as a deadline.
    #[serde(default)]
    pub periods: Vec<Term>,
    /// Amounts by name, in cents.
    #[serde(default)]
    pub amounts: BTreeMap<String, Cents>,
}

impl Figures {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }

    /// What a signature is over: for what it is, the hash, and all that the hash is over.
    #[must_use]
    pub fn signed(&self) -> String {
        ["opstap figures of law 1", &self.hash, &self.sealed()].join("\n")
    }

    /// All of it but its hash and its signature, in one order: what the hash is over.
    #[must_use]
    pub fn sealed(&self) -> String {
        let terms = serde_json::to_string(&self.terms).unwrap_or_default();
        let periods = serde_json::to_string(&self.periods).unwrap_or_default();
        let amounts = serde_json::to_string(&self.amounts).unwrap_or_default();
        let last = self.valid_to.map(|day| day.to_string()).unwrap_or_default();
        [&self.id, &self.valid_from.to_string(), &last, &self.source, &terms, &periods, &amounts]
            .map(String::as_str)
            .join("\n")
    }
}

/// The package that holds on a day: of several, the one that began latest.
#[must_use]
pub fn on(packages: &[Figures], day: Date) -> Option<&Figures> {
    packages
        .iter()
        .filter(|figures| figures.holds_on(day))
        .max_by_key(|figures| (figures.valid_from, &figures.id))
}

/// An amount on a day, with the package that says it; `None`: not known.
#[must_use]
pub fn amount_on<'f>(packages: &'f [Figures], name: &str, day: Date) -> Option<(Cents, &'f Figures)> {
    let figures = on(packages, day)?;
    figures.amounts.get(name).map(|amount| (*amount, figures))
}

/// The terms that a deadline may get whose clock begins on a day.
#[must_use]
pub fn terms_on(packages: &[Figures], day: Date) -> &[Term] {
    on(packages, day).map_or(&[], |figures| &figures.terms)
}

/// All terms and periods that hold on a day: what says how urgent a debt is.
#[must_use]
pub fn spans_on(packages: &[Figures], day: Date) -> Vec<Term> {
    let figures = on(packages, day);
    figures.into_iter().flat_map(|figures| figures.terms.iter().chain(&figures.periods)).cloned().collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;
    use crate::deadlines::{Span, term_on};
    use crate::time::HolidayRules;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn term(days: u16, from: &str) -> Term {
        Term {
            id: "first-talk".into(),
            span: Span::Days(days),
            moves: true,
            valid_from: day(from),
            decided_by: None,
            source: "invented".into(),
            verified: true,
        }
    }

    fn package(id: &str, from: &str, to: Option<&str>, cents: i64, days: u16) -> Figures {
        Figures {
            id: id.into(),
            valid_from: day(from),
            valid_to: to.map(day),
            source: "invented".into(),
            hash: String::new(),
            signer: String::new(),
            signature: String::new(),
            terms: vec![term(days, from)],
            periods: vec![term(days, from)],
            amounts: BTreeMap::from([("norm".to_owned(), Cents(cents))]),
        }
    }

    /// The half-yearly change: a new package is added, the old one stays as it was.
    #[test]
    fn on_the_first_of_july_the_new_figures_hold_and_what_began_before_goes_on() {
        let mut packages = vec![package("2026-1", "2026-01-01", Some("2026-06-30"), 130_000, 28)];
        assert_eq!(amount_on(&packages, "norm", day("2026-06-30")).unwrap().0, Cents(130_000));
        // Nobody made a package for July yet.
        assert_eq!(amount_on(&packages, "norm", day("2026-07-01")), None);
        assert!(terms_on(&packages, day("2026-07-01")).is_empty());

        let rules = HolidayRules::default();
        let begun = day("2026-06-30");
        let running =
            term_on(terms_on(&packages, begun), "first-talk", "", begun).unwrap().begin(begun, &rules);
        let before = packages[0].clone();
        packages.push(package("2026-2", "2026-07-01", None, 132_500, 14));

        assert_eq!(packages[0], before);
        assert_eq!(amount_on(&packages, "norm", day("2026-06-30")).unwrap().0, Cents(130_000));
        let (amount, from) = amount_on(&packages, "norm", day("2026-07-01")).unwrap();
        assert_eq!((amount, from.id.as_str()), (Cents(132_500), "2026-2"));
        assert_eq!(running.last_day(), day("2026-07-28"));
        let next = day("2026-07-01");
        let new = term_on(terms_on(&packages, next), "first-talk", "", next).unwrap().begin(next, &rules);
        assert_eq!(new.last_day(), day("2026-07-15"));
        assert_eq!(amount_on(&packages, "other", next), None);
    }

    /// What says how urgent a debt is has the periods as well, and of one package only.
    #[test]
    fn terms_and_periods_hold_together_on_a_day() {
        let mut packages = vec![package("2026-1", "2026-01-01", Some("2026-06-30"), 1, 28)];
        packages.push(package("2026-2", "2026-07-01", None, 1, 14));
        packages[0].periods[0].id = "energy-end".into();
        let held = |on: &str| {
            let spans = spans_on(&packages, day(on));
            spans.into_iter().map(|term| (term.id, term.span)).collect::<Vec<_>>()
        };
        let first = |id: &str, days| (id.to_owned(), Span::Days(days));
        assert_eq!(held("2026-06-30"), [first("first-talk", 28), first("energy-end", 28)]);
        assert_eq!(held("2026-07-01"), [first("first-talk", 14), first("first-talk", 14)]);
        assert!(held("2025-12-31").is_empty());
    }

    proptest! {
        #[test]
        fn a_change_anywhere_breaks_the_seal(cents in any::<i64>(), days in any::<u16>(), at in 0usize..5) {
            let whole = package("2026-1", "2026-01-01", Some("2026-06-30"), cents, days);
            let mut other = whole.clone();
            match at {
                0 => other.amounts = BTreeMap::from([("norm".to_owned(), Cents(cents.wrapping_add(1)))]),
                1 => other.terms[0].span = Span::WorkingDays(days),
                2 => other.valid_to = None,
                3 => other.source.push('!'),
                _ => other.valid_from = day("2026-01-02"),
            }
            prop_assert_ne!(whole.sealed(), other.sealed());
            prop_assert_ne!(whole.signed(), other.signed());
        }
    }
}
