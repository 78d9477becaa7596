//! The JSON of `POST /v1/sync`: one round pushes and pulls. Unknown fields are ignored on reading, so
//! that an old end and a new end understand each other; values of units are kept verbatim.

use std::collections::BTreeMap;

use opstap_domain::ids::{Role, ScopeId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;
use uuid::Uuid;

use crate::blob::ScopeKey;
use crate::hlc::Hlc;
use crate::ident::{Chain, DeviceId, Dot, OpUid};
use crate::op::Change;

mod earlier;
mod editing;
mod lenient;
mod pairing;

pub use earlier::{EarlierRequest, EarlierResponse, EarlierSort};
pub use editing::{ContentChange, ContentFound, ContentSearch, ContentText, ProposalRequest};
pub use pairing::{PairRequest, PairResponse, RecoveryResponse, SignUpRequest, SignUpResponse};

/// A scope's number within one account's grants; a new grant gets a new one.
pub type Handle = u32;

/// Limits that the server announces in `/v1/info` and a device keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
pub struct Limits {
    /// Operations in one request.
    pub ops: usize,
    /// Bytes of a request, after decompression.
    pub body_bytes: usize,
    /// Bytes of records in one answer, before compression.
    pub page_bytes: usize,
}

/// What this version uses.
pub const LIMITS: Limits = Limits { ops: 200, body_bytes: 1024 * 1024, page_bytes: 256 * 1024 };

/// A device asks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
pub struct SyncRequest {
    /// [`crate::PROTO`].
    pub proto: u32,
    /// [`crate::SCHEMA`] of the device; left out while it is 1.
    #[serde(default = "first_schema", skip_serializing_if = "is_first_schema")]
    pub schema: u32,
    /// Who asks; must be the token's device.
    pub dev: DeviceId,
    /// The highest operation number that the device ever gave out.
    pub n: u64,
    /// Up to this number the device has the server's answer.
    #[serde(default, skip_serializing_if = "is_nought")]
    pub ack: u64,
    /// The chain after operation `ack`.
    #[serde(default, skip_serializing_if = "is_no_chain")]
    pub chain: Chain,
    /// The server's epoch as the device knows it; empty at first contact.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub epoch: String,
    /// The number of the grants that the device knows.
    #[serde(default)]
    pub ge: u64,
    /// The checkpoint that `cur` differs from; none: `cur` is everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ck: Option<String>,
    /// How far the device has read, by handle.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cur: Vec<(Handle, u64)>,
    /// Scopes to read first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prio: Vec<Handle>,
    /// Bytes of records wanted at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub want: Option<usize>,
    /// What people did, in order of `n`.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "lenient::ops")]
    #[cfg_attr(feature = "describe", schemars(with = "Vec<lenient::Taken>"))]
    pub ops: Vec<WireOp>,
    /// Revoked handles of which nothing is left on the device, with the number of records removed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub purged: Vec<(Handle, u64)>,
    /// The digest of what the device holds of one scope that it has read to the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dig: Option<(Handle, String)>,
    /// What the device holds of a scope that differed: records with the hashes of what they say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub have: Option<(Handle, Vec<(Uuid, String)>)>,
    /// The last receipt, when the server asked for it (`receipt_wanted`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rcpt: Option<Receipt>,
    /// Scopes that are being read from 0, with the floor under which that began.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub floors: Vec<(Handle, u64)>,
}

/// One operation on the wire.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
pub struct WireOp {
    /// The device's number.
    pub n: u64,
    /// Its identity.
    pub uid: OpUid,
    /// The action it belongs to; left out where it is the operation itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tx: Option<u64>,
    /// The scope.
    pub h: Handle,
    /// The record.
    pub id: Uuid,
    /// Its kind.
    pub k: String,
    /// The device's clock.
    pub t: Hlc,
    /// When an earlier record under this id was erased, as far as the device knew when this was done. What was
    /// done without knowing comes too late.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub knew: Option<i64>,
    /// What it does.
    #[serde(flatten)]
    pub change: Change,
}

/// The server answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
pub struct SyncResponse {
    /// The server's generation; left out while it is the one that the device named.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub epoch: String,
    /// The server's clock, milliseconds since 1970 UTC.
    pub now: i64,
    /// The number of the grants.
    pub ge: u64,
    /// All grants, when the device knew another number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grants: Option<Vec<Grant>>,
    /// With the grants: under which key the files of a scope are hashed, where there can be files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<(Handle, ScopeKey)>,
    /// Grants that are no more and that this device has not confirmed to have removed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub revoked: Vec<Revoked>,
    /// Answers to operations, in order; a prefix of what was asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub res: Vec<OpResult>,
    /// The highest number that the server has of this device.
    pub last_n: u64,
    /// The chain after `last_n`; left out when no operation was answered.
    #[serde(default, skip_serializing_if = "is_no_chain")]
    pub chain: Chain,
    /// Operations up to this number are in a confirmed off-site backup.
    #[serde(default, skip_serializing_if = "is_nought")]
    pub backed_n: u64,
    /// What changed, by scope.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chg: Vec<ScopePage>,
    /// Whether the digest that the device sent is ours; `None`: none was sent, or its cursor is not at our number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agrees: Option<bool>,
    /// What differs from what the device has; `upto` is its own cursor. As of before this request was applied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fix: Option<ScopePage>,
    /// The checkpoint of the device's cursors after this answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ck: Option<String>,
    /// Please wait so long before the next round.
    #[serde(default, skip_serializing_if = "is_nought")]
    pub next_ms: u64,
    /// Proof of what this answer confirms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rcpt: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
const fn is_nought(number: &u64) -> bool {
    *number == 0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_no_chain(chain: &Chain) -> bool {
    *chain == Chain::default()
}

const fn first_schema() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
const fn is_first_schema(schema: &u32) -> bool {
    *schema == 1
}

/// What an account may read and write.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
pub struct Grant {
    /// Its handle.
    pub h: Handle,
    /// Its scope.
    #[cfg_attr(feature = "describe", schemars(with = "crate::describe::ScopeText"))]
    pub scope: ScopeId,
    /// Whether edits are taken.
    pub write: bool,
    /// As whom.
    #[cfg_attr(feature = "describe", schemars(with = "crate::describe::RoleName"))]
    pub role: Role,
    /// For a coach: the shared parts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<String>,
}

/// A grant that is no more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
pub struct Revoked {
    /// Its handle.
    pub h: Handle,
    /// Why: `share_ended`, `assignment_ended`, `changed`, `account_closed`.
    pub why: String,
}

/// How an operation fared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Applied.
    Ok,
    /// Known already.
    Dup,
    /// Both values are kept; see the conflict.
    Conflict,
    /// Not applied, and kept with a reason where a counsellor sees it.
    Held,
}

/// The answer to one operation. Final.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
pub struct OpResult {
    /// Which.
    pub n: u64,
    /// How it fared.
    pub r: Verdict,
    /// The scope's number after it; 0 for held.
    #[serde(default, skip_serializing_if = "is_nought")]
    pub seq: u64,
    /// Applied, but not exactly as sent: read it back from the changes.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub m: bool,
    /// For held: why. A stable code; with `erased`, the server kept none of the words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// For dup: the write under which the server knows it, when it is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dot: Option<Dot>,
}

/// What changed in one scope after the device's cursor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
pub struct ScopePage {
    /// The scope.
    pub h: Handle,
    /// Records at their latest, in order of their number.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recs: Vec<WireRecord>,
    /// The new cursor.
    pub upto: u64,
    /// There is more after `upto`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub more: bool,
    /// The device must forget what it has of this scope and take it anew, from a cursor of 0.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reset: bool,
    /// With the first page from 0: deletions up to this number are not told any more. Whoever had read less when
    /// they were forgotten takes the scope anew.
    #[serde(default, skip_serializing_if = "is_nought")]
    pub floor: u64,
}

/// A record at its latest.
///
/// The units travel as raw JSON: the server writes them once, and the device stores them as they came.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
pub struct WireRecord {
    /// The record.
    pub id: Uuid,
    /// Its kind; empty for something erased of which the reader may know no more than its id.
    pub k: String,
    /// The scope's number of its last change.
    pub s: u64,
    /// The dot of every unit in `u`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub d: Option<Dot>,
    /// Units written by `d`: an object of values by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "describe", schemars(with = "Option<BTreeMap<String, Value>>"))]
    pub u: Option<Raw>,
    /// Units written by other writes: an object of `[value, dot]` by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "describe", schemars(with = "Option<BTreeMap<String, (Value, Dot)>>"))]
    pub x: Option<Raw>,
    /// Deleted: forget it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub del: bool,
    /// When a record under this id was erased, milliseconds since 1970 UTC. With `del`: leave no readable byte of
    /// it, nor of anything that was written about it. Without: it was made anew since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub er: Option<i64>,
}

impl WireRecord {
    /// Its units by name, read from the raw JSON; what cannot be read is left out.
    #[must_use]
    pub fn units(&self) -> BTreeMap<String, (Value, Dot)> {
        let same: BTreeMap<String, Value> = self.u.as_ref().and_then(Raw::read).unwrap_or_default();
        let mut units: BTreeMap<String, (Value, Dot)> =
            self.x.as_ref().and_then(Raw::read).unwrap_or_default();
        if let Some(dot) = self.d {
            units.extend(same.into_iter().map(|(name, v)| (name, (v, dot))));
        }
        units
    }

    /// About how many bytes it takes on the wire.
    #[must_use]
    pub fn size(&self) -> usize {
        let raw = |raw: &Option<Raw>| raw.as_ref().map_or(0, |raw| raw.text().len() + 5);
        90 + self.k.len() + raw(&self.u) + raw(&self.x)
    }
}

/// JSON that is passed on and not looked into.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Raw(Box<RawValue>);

impl Raw {
    /// The JSON of a value; `None` for what JSON cannot say, such as a map with keys that are no text.
    #[must_use]
    pub fn of(value: &impl Serialize) -> Option<Self> {
        serde_json::value::to_raw_value(value).ok().map(Self)
    }

    /// The JSON as it came.
    #[must_use]
    pub fn text(&self) -> &str {
        self.0.get()
    }

    /// Reads it.
    #[must_use]
    pub fn read<T: serde::de::DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_str(self.text()).ok()
    }
}

impl PartialEq for Raw {
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text()
    }
}

/// What a server once confirmed, for when it has forgotten it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
pub struct Receipt {
    /// The epoch in which.
    pub epoch: String,
    /// Up to which operation.
    pub last_n: u64,
    /// Up to which numbers, by handle.
    pub heads: Vec<(Handle, u64)>,
    /// The server's proof over all of it and the device.
    pub mac: String,
}

/// The `code` of an RFC 9457 problem document that concerns the protocol itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    /// 401: no valid token.
    NotSignedIn,
    /// 403: this device was blocked; remove everything.
    DeviceRevoked,
    /// 409: the device is a twin of another; take the new identity in `device`.
    DeviceFork,
    /// 409: the checkpoint is unknown; send all cursors.
    NeedCursors,
    /// 409: the server lags behind what the device was told; send the last receipt.
    ReceiptWanted,
    /// 409: the server was restored; offer everything again, under the epoch in `epoch`.
    Reconcile,
    /// 413: send less at a time.
    Split,
    /// 426: this version is too old to read; edits are still taken and held.
    UpdateNeeded,
    /// 426: the device is newer than the server, which did not read the request; edits wait on the device.
    ServerTooOld,
    /// 400: not a request.
    BadRequest,
    /// 429 or 503: later, see `Retry-After`.
    Busy,
    /// 500.
    Internal,
}

/// An RFC 9457 problem document, with the members that a device acts on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
pub struct Problem {
    /// A URI that names the type of problem.
    #[serde(rename = "type")]
    pub kind: String,
    /// What happened, for a person who reads logs.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What it concerns and what to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The stable code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<ProblemCode>,
    /// With `device_fork`: the new identity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<NewDevice>,
    /// With `reconcile`: the epoch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub epoch: Option<String>,
}

/// An identity for a device.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
pub struct NewDevice {
    /// Its id.
    pub id: DeviceId,
    /// Its token: 144 random bits, base64url. A secret.
    pub token: String,
}

impl std::fmt::Debug for NewDevice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NewDevice({}, …)", self.id)
    }
}
