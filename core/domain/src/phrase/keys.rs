//! The list of all that this crate can say.

/// Every key that a [`Phrase`](super::Phrase) of this crate can carry, with the names of its arguments.
pub const PHRASES: &[(&str, &[&str])] = &[
    ("money-ambiguous-separators", &[]),
    ("money-empty", &[]),
    ("money-not-a-number", &[]),
    ("money-too-large", &["max"]),
    ("money-too-many-decimals", &[]),
];
