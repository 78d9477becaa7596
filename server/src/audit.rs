//! The audit trail: who did what with whose data, when, and by which processing activity. Never what the data says.
//!
//! A row for each act (ADR-0034), kept apart from the records and chained: each has the hash of the row before it in its
//! organisation, so that a row that was changed, taken out, put in or moved is found by [`Check`]. That the end was cut off is
//! found with a [`Head`] that was kept elsewhere.
//!
//! # Source
//!
//! Logius, Logboek Dataverwerkingen: `trace_id`, `span_id`, `start_time`, `end_time`, `status_code`, and the attributes
//! `dpl.core.processing_activity_id` and `dpl.core.data_subject_id`. NEN 7513 for which acts are noted. Domain sheet 4.

use opstap_domain::ids::{Compartment, Role};
use opstap_sync::ident::DeviceId;
use serde_json::{Value, json};
use uuid::Uuid;

mod canonical;
mod check;
mod head;
pub(crate) mod trace;

pub use canonical::{canonical, hash};
pub use check::{Broken, Check};
pub use head::{BadHead, Head};

/// A list of things with stable names.
macro_rules! named {
    ($(#[$doc:meta])* $kind:ident { $($(#[$says:meta])* $one:ident = $name:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $kind { $($(#[$says])* $one,)* }

        impl $kind {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$one),*];

            /// Its stable name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$one => $name,)* }
            }

            /// The one with this stable name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }
    };
}

named! {
    /// What was done.
    Act {
        /// Something of a case went to a device, was shown on a page, or was told to an agenda.
        Read = "read",
        /// Something was written.
        Written = "written",
        /// Something was asked and not done.
        Refused = "refused",
        /// A file with the whole case was made.
        Exported = "exported",
        /// Something was erased for good.
        Erased = "erased",
        /// Who may look along was changed.
        Shared = "shared",
        /// A message went out by a service or a mail server.
        Sent = "sent",
        /// A device or a browser was let in.
        SignedIn = "signed_in",
        /// A device or a browser was ended by its own person.
        SignedOut = "signed_out",
        /// The organisation arranged something.
        Administered = "administered",
    }
}

named! {
    /// By which way somebody came.
    Way {
        /// A device, by a route of the API.
        Device = "device",
        /// A page in a browser.
        Browser = "browser",
        /// An agenda, at its secret address.
        Agenda = "agenda",
        /// An answer to a text message.
        Message = "message",
        /// A command on the server's machine.
        Console = "console",
        /// The server by itself.
        Server = "server",
        /// Somebody without a code who asked for help.
        Visitor = "visitor",
    }
}

named! {
    /// What came of it.
    Status {
        /// It was done.
        Ok = "ok",
        /// It was not done.
        Refused = "refused",
    }
}

/// Who did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The account; `None` for the console, the server and visitors.
    pub account: Option<Uuid>,
    /// Its role then.
    pub role: Option<Role>,
    /// With which device.
    pub device: Option<DeviceId>,
    /// By which way.
    pub way: Way,
}

impl Actor {
    /// Whoever runs the server, at its console.
    pub const CONSOLE: Self = Self::nobody(Way::Console);
    /// The server by itself.
    pub const SERVER: Self = Self::nobody(Way::Server);

    /// Somebody without an account.
    #[must_use]
    pub const fn nobody(way: Way) -> Self {
        Self { account: None, role: None, device: None, way }
    }
}

/// A row of the trail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// The organisation.
    pub org: Uuid,
    /// Its number there: 1, 2, 3 and on, without a gap.
    pub n: u64,
    /// Which request it belongs to (`trace_id`).
    pub trace: [u8; 16],
    /// Its own name within that (`span_id`).
    pub span: [u8; 8],
    /// When it happened, or began: milliseconds since 1970 UTC.
    pub start: i64,
    /// Until when this row stands for more of the same by the same device; for all but reading the same as `start`.
    pub end: i64,
    /// What was done.
    pub act: Act,
    /// For what: an id of the [register](crate::register).
    pub activity: String,
    /// Whose data: a case. An id that is random, names nobody and leads nowhere once the case is erased.
    pub subject: Option<Uuid>,
    /// Which part of the case.
    pub place: Option<Compartment>,
    /// Who did it.
    pub actor: Actor,
    /// How many records it was about.
    pub items: u64,
    /// What came of it.
    pub status: Status,
    /// What exactly, or why not: a code of ours.
    pub detail: String,
    /// The hash of the row before it.
    pub before: [u8; 32],
    /// Its own hash, over all of the above.
    pub hash: [u8; 32],
}

/// Bytes as hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

impl AuditRow {
    /// The row as it is exported: the fields of the standard, and ours among its attributes.
    #[must_use]
    pub fn exported(&self) -> Value {
        let mut attributes = json!({
            "dpl.core.processing_activity_id": self.activity,
            "opstap.organisation": self.org,
            "opstap.n": self.n,
            "opstap.way": self.actor.way.name(),
            "opstap.items": self.items,
            "opstap.status": self.status.name(),
            "opstap.before": hex(&self.before),
            "opstap.hash": hex(&self.hash),
        });
        if let Some(case) = self.subject {
            attributes["dpl.core.data_subject_id"] = json!(case);
            attributes["dpl.core.data_subject_id_type"] = json!("opstap-case");
        }
        let more = [
            ("opstap.place", self.place.map(|place| json!(place.name()))),
            ("opstap.account", self.actor.account.map(|account| json!(account))),
            ("opstap.role", self.actor.role.map(|role| json!(role.name()))),
            ("opstap.device", self.actor.device.map(|device| json!(device.to_string()))),
            ("opstap.detail", Some(json!(self.detail)).filter(|_| !self.detail.is_empty())),
        ];
        for (name, value) in more {
            if let Some(value) = value {
                attributes[name] = value;
            }
        }
        let status = if self.status == Status::Ok { "STATUS_CODE_OK" } else { "STATUS_CODE_ERROR" };
        json!({
            "trace_id": hex(&self.trace),
            "span_id": hex(&self.span),
            "name": self.act.name(),
            "start_time": self.start,
            "end_time": self.end,
            "status_code": status,
            "resource": { "name": "opstap-server", "version": env!("CARGO_PKG_VERSION") },
            "attributes": attributes,
        })
    }
}
