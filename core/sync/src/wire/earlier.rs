//! Putting an earlier start, without a name, into the case under one's name.

use serde::{Deserialize, Serialize};

/// `POST /v1/earlier-starts`: what stands in an earlier start, by its code; and with `bring`, putting it into the asker's case.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
pub struct EarlierRequest {
    /// The code with which one comes back to it, as typed.
    pub code: String,
    /// The sorts of things that come along, of those that were told. Everything else goes, with the earlier case. Without it,
    /// nothing is changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bring: Option<Vec<String>>,
    /// Whether what cannot come along may go.
    #[serde(default)]
    pub let_end: bool,
}

/// So many things of one sort.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
pub struct EarlierSort {
    /// Which sort.
    pub sort: String,
    /// How many.
    pub count: u64,
}

/// What stands in an earlier start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
pub struct EarlierResponse {
    /// At which organisation.
    pub organisation: String,
    /// When help was asked, milliseconds since 1970 UTC.
    pub asked_at: i64,
    /// What can come along, by sort: `asked`, `messages`, `programme`, `agenda`, `goals`, `budget`, `debts`.
    pub sorts: Vec<EarlierSort>,
    /// What cannot: `diary_entry`, `attendance`.
    pub ends: Vec<EarlierSort>,
    /// Whether it was put into the asker's case, and is there no more.
    pub brought: bool,
}
