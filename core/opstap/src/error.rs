//! What can go wrong, as a person can act on it. No personal data is in any of it.

use opstap_domain::phrase::Phrase;
use opstap_store::StoreError;
use serde::Serialize;

use crate::transport::TransportError;

/// What somebody, or the app, can do about an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Recovery {
    /// Type something else.
    AskAgain,
    /// Wait for a network; everything is kept.
    GoOnline,
    /// Pair this device.
    Pair,
    /// Unlock the device, or find the right key.
    Unlock,
    /// Make room on the device.
    FreeSpace,
    /// Install the newest app.
    Update,
    /// Try again, later.
    Later,
    /// Call for help, with the reference.
    AskHelp,
}

/// Why something was not done. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum OpstapError {
    /// This device belongs to nobody yet.
    #[error("this device is not paired")]
    NotPaired,
    /// This device belongs to somebody already.
    #[error("this device is paired already")]
    AlreadyPaired,
    /// There is no network, or the server does not answer.
    #[error("the server cannot be reached")]
    Offline,
    /// The server is busy or in trouble.
    #[error("the server answered with status {status}")]
    Server {
        /// The HTTP status.
        status: u16,
    },
    /// The address of the server cannot be used: not HTTPS, or no address at all.
    #[error("the server's address cannot be used")]
    BadAddress,
    /// No such pairing code.
    #[error("the pairing code is not known")]
    CodeUnknown,
    /// The pairing code was used or is too old.
    #[error("the pairing code is too old or used")]
    CodeExpired,
    /// Too many attempts.
    #[error("too many attempts")]
    TooManyTries,
    /// The server does not know this device any more. Pair again; everything here is kept.
    #[error("this device is signed out")]
    SignedOut,
    /// This device was blocked by the organisation.
    #[error("this device was revoked")]
    DeviceRevoked,
    /// The server no longer speaks this version.
    #[error("an update is needed")]
    UpdateNeeded,
    /// Somebody else's to do, or not shared with this person.
    #[error("not allowed for this role")]
    NotAllowed,
    /// What is open to this helper is locked until the device has heard from the server. Nothing is gone.
    #[error("locked until there is contact with the server")]
    Locked,
    /// Nothing goes by this name.
    #[error("no such {what}")]
    Unknown {
        /// What was looked for: `case`, `task`, `appointment`, `line`, `conflict`, `helper`, `text`, `file`, `proposal`.
        what: &'static str,
    },
    /// What was typed is refused; `why` says it in words.
    #[error("{field} was refused: {}", why.key)]
    Refused {
        /// Which input.
        field: String,
        /// How to say it.
        why: Phrase,
    },
    /// The key does not open the store.
    #[error("the key does not fit")]
    WrongKey,
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// Another process uses the store.
    #[error("the store is in use")]
    InUse,
    /// The store was written by a newer app.
    #[error("the store is newer than this app")]
    StoreTooNew,
    /// The store is damaged beyond what opening heals.
    #[error("the store is damaged")]
    StoreDamaged,
    /// Our fault. `reference` says where.
    #[error("unexpected: {reference}")]
    Unexpected {
        /// A stable word for support.
        reference: &'static str,
    },
}

impl OpstapError {
    pub(crate) fn refused(field: &str, why: Phrase) -> Self {
        Self::Refused { field: field.to_owned(), why }
    }

    /// The same refusal, beside another input.
    #[cfg(feature = "desk")]
    pub(crate) fn beside(self, input: &str) -> Self {
        match self {
            Self::Refused { why, .. } => Self::refused(input, why),
            other => other,
        }
    }

    /// The stable code, for other languages and for tests.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotPaired => "not_paired",
            Self::AlreadyPaired => "already_paired",
            Self::Offline => "offline",
            Self::Server { .. } => "server",
            Self::BadAddress => "bad_address",
            Self::CodeUnknown => "code_unknown",
            Self::CodeExpired => "code_expired",
            Self::TooManyTries => "too_many_tries",
            Self::SignedOut => "signed_out",
            Self::DeviceRevoked => "device_revoked",
            Self::UpdateNeeded => "update_needed",
            Self::NotAllowed => "not_allowed",
            Self::Locked => "locked",
            Self::Unknown { .. } => "unknown",
            Self::Refused { .. } => "refused",
            Self::WrongKey => "wrong_key",
            Self::DiskFull => "disk_full",
            Self::InUse => "in_use",
            Self::StoreTooNew => "store_too_new",
            Self::StoreDamaged => "store_damaged",
            Self::Unexpected { .. } => "unexpected",
        }
    }

    /// What can be done about it.
    #[must_use]
    pub const fn recovery(&self) -> Recovery {
        match self {
            Self::NotPaired | Self::SignedOut | Self::DeviceRevoked => Recovery::Pair,
            Self::Offline | Self::Locked => Recovery::GoOnline,
            Self::Server { .. } | Self::TooManyTries | Self::InUse => Recovery::Later,
            Self::UpdateNeeded | Self::StoreTooNew => Recovery::Update,
            Self::WrongKey => Recovery::Unlock,
            Self::DiskFull => Recovery::FreeSpace,
            Self::StoreDamaged | Self::Unexpected { .. } => Recovery::AskHelp,
            Self::AlreadyPaired
            | Self::BadAddress
            | Self::CodeUnknown
            | Self::CodeExpired
            | Self::NotAllowed
            | Self::Unknown { .. }
            | Self::Refused { .. } => Recovery::AskAgain,
        }
    }

    /// What to tell the person: what happened and what they can do.
    #[must_use]
    pub fn phrase(&self) -> Phrase {
        match self {
            Self::NotPaired => Phrase::new("error-not-paired"),
            Self::AlreadyPaired => Phrase::new("error-already-paired"),
            Self::Offline => Phrase::new("error-offline"),
            // Newer than the server: it read nothing, and everything waits here.
            Self::Server { status: 426 } => Phrase::new("error-server-old"),
            Self::Server { .. } => Phrase::new("error-server"),
            Self::BadAddress => Phrase::new("error-server-insecure"),
            Self::CodeUnknown => Phrase::new("error-code-invalid"),
            Self::CodeExpired => Phrase::new("error-code-expired"),
            Self::TooManyTries => Phrase::new("error-too-many-tries-soon"),
            Self::SignedOut => Phrase::new("error-signed-out"),
            Self::DeviceRevoked => Phrase::new("error-device-revoked"),
            Self::UpdateNeeded | Self::StoreTooNew => Phrase::new("error-update-needed"),
            Self::NotAllowed => Phrase::new("error-not-yours"),
            Self::Locked => Phrase::new("error-lease-over"),
            Self::Unknown { what } => Phrase::new(format!("error-unknown-{what}")),
            Self::Refused { why, .. } => why.clone(),
            Self::WrongKey => Phrase::new("error-wrong-key"),
            Self::DiskFull => Phrase::new("error-disk-full"),
            Self::InUse => Phrase::new("error-in-use"),
            Self::StoreDamaged => Phrase::new("error-store-damaged"),
            Self::Unexpected { reference } => {
                Phrase::new("error-unexpected").with("reference", (*reference).to_owned())
            }
        }
    }
}

impl From<StoreError> for OpstapError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::WrongKey => Self::WrongKey,
            StoreError::DiskFull => Self::DiskFull,
            StoreError::Busy => Self::InUse,
            StoreError::TooNew { .. } => Self::StoreTooNew,
            StoreError::NoAccess => Self::NotAllowed,
            StoreError::Locked => Self::Locked,
            StoreError::Unknown => Self::Unknown { what: "record" },
            StoreError::Refused(refusal) => {
                let why = Phrase::new(format!("refused-{}", refusal.code.to_string().replace('_', "-")));
                Self::refused(&refusal.unit, why)
            }
            StoreError::NoKey => Self::refused("file", Phrase::new("refused-file-after-sync")),
            StoreError::OnlyHere => Self::refused("file", Phrase::new("refused-file-only-here")),
            // Not the mirror's fault: opening again sets it aside.
            StoreError::DamagedFiles => Self::Unexpected { reference: "store-files" },
            StoreError::DamagedBank => Self::Unexpected { reference: "store-bank" },
            StoreError::DamagedMirror | StoreError::DamagedJournal | StoreError::Unreadable(_) => {
                Self::StoreDamaged
            }
            StoreError::Io(error)
                if matches!(
                    error.kind(),
                    std::io::ErrorKind::StorageFull
                        | std::io::ErrorKind::QuotaExceeded
                        | std::io::ErrorKind::FileTooLarge
                ) =>
            {
                Self::DiskFull
            }
            StoreError::Io(_) => Self::Unexpected { reference: "store-file" },
            StoreError::Sqlite(_) => Self::Unexpected { reference: "store-sql" },
        }
    }
}

impl From<TransportError> for OpstapError {
    fn from(error: TransportError) -> Self {
        match error {
            TransportError::Unreachable => Self::Offline,
            TransportError::BadAddress => Self::BadAddress,
            TransportError::TooLarge => Self::Unexpected { reference: "answer-too-large" },
        }
    }
}
