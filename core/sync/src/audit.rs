//! What a client reads of the audit trail: who did what with their data. Made from rows of the trail, for one case alone.

use serde::{Deserialize, Serialize};

/// Lines in one answer at most.
pub const LINES_MAX: usize = 200;

/// A page of it, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AuditPage {
    /// What was done.
    pub lines: Vec<AuditLine>,
    /// Ask with `before` set to this for what is older; absent: that was all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<u64>,
}

/// Something that was done with a client's data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AuditLine {
    /// Its number in the trail.
    pub n: u64,
    /// When it happened or began, milliseconds since 1970 UTC.
    pub start: i64,
    /// Until when this line stands for more of the same; otherwise as `start`.
    pub end: i64,
    /// What: `read`, `written`, `refused`, `exported`, `erased`, `shared`, `sent`, `signed_in`, `signed_out` or `administered`.
    pub act: String,
    /// For what: an id of `/v1/register`.
    pub activity: String,
    /// In which part of the case: `together`, `money`, `office` or `own`; empty: none in particular.
    #[serde(default)]
    pub place: String,
    /// By which way: `device`, `browser`, `agenda`, `message`, `console`, `server` or `visitor`.
    pub way: String,
    /// The role of who did it; empty for the server and for whoever runs it.
    #[serde(default)]
    pub role: String,
    /// The name of who did it, where the client knows it from their case.
    #[serde(default)]
    pub name: String,
    /// The client did it.
    pub own: bool,
    /// How many records it was about.
    pub items: u64,
    /// `ok` or `refused`.
    pub status: String,
    /// What exactly: a code; may be empty.
    #[serde(default)]
    pub detail: String,
    /// Which request it belongs to, in hexadecimal digits: to be named when the organisation is asked about it.
    pub trace: String,
}
