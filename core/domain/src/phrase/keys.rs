//! The list of all that this crate can say.

/// Every key that a [`Phrase`](super::Phrase) of this crate can carry, with the names of its arguments.
pub const PHRASES: &[(&str, &[&str])] = &[
    ("budget-contested", &["count"]),
    ("budget-duplicate-line", &["count"]),
    ("budget-line-negative", &[]),
    ("budget-line-too-large", &["max"]),
    ("budget-line-twice", &[]),
    ("budget-rent-allowance-twice", &[]),
    ("budget-too-many-lines", &[]),
    ("budget-unknown-category", &[]),
    ("money-ambiguous-separators", &[]),
    ("money-empty", &[]),
    ("money-not-a-number", &[]),
    ("money-too-large", &["max"]),
    ("money-too-many-decimals", &[]),
];
