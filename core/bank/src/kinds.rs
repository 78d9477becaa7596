//! What sort of payment a code means. A code that is not here says nothing.

use crate::Kind;

/// Rabobank's own codes, in rows and in CAMT.
pub(crate) fn of_rabobank(code: &str) -> Option<Kind> {
    match code {
        "cb" | "sb" => Some(Kind::Transfer),
        "ei" => Some(Kind::DirectDebit),
        "bc" | "ba" | "bg" => Some(Kind::Card),
        "db" => Some(Kind::Charge),
        _ => None,
    }
}

/// The family and the sub-family of a bank transaction (ISO 20022, external code set).
pub(crate) fn of_iso(family: &str, within: &str) -> Option<Kind> {
    match (family, within) {
        (_, "CWDL") => Some(Kind::Cash),
        (_, "CHRG" | "FEES") => Some(Kind::Charge),
        ("RCDT" | "ICDT" | "RRCT" | "IRCT", _) => Some(Kind::Transfer),
        ("RDDT" | "IDDT", _) => Some(Kind::DirectDebit),
        ("CCRD", _) => Some(Kind::Card),
        _ => None,
    }
}
