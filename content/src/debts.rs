//! The terms that say how urgent a debt is: data with dates, and where each stands.

use opstap_domain::deadlines::Term;
use serde_json::Value;

use crate::packed::{packed, unpack};

/// The terms of `package/debts.json`. One that this version cannot read is left out: then nobody says it.
#[must_use]
pub fn debt_terms() -> Vec<Term> {
    let text = unpack(packed!("debts.json"));
    let mut file: Value = serde_json::from_str(&text).unwrap_or_default();
    let terms = file["terms"].take();
    let Value::Array(terms) = terms else { return Vec::new() };
    terms.into_iter().filter_map(|term| serde_json::from_value(term).ok()).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_term_is_read_and_says_where_it_stands() {
        let file: Value = serde_json::from_str(include_str!("../package/debts.json")).unwrap();
        let terms = debt_terms();
        assert_eq!(terms.len(), file["terms"].as_array().unwrap().len());
        for id in ["threat-talk", "energy-signal", "premium-arrears", "rent-arrears"] {
            assert!(terms.iter().any(|term| term.id == id && !term.source.is_empty()), "{id}");
        }
    }
}
