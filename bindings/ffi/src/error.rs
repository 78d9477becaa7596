//! What can go wrong, once, for every method. Fields hold codes and sentences for the screen, never personal data:
//! crash reporters and logs print them.

use opstap::OpstapError;

/// What a person, or the shell for them, can do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Recovery {
    /// Change what was asked, and ask again.
    AskAgain,
    /// Ask the same again, now.
    RetryNow,
    /// Wait for a network; everything is kept.
    GoOnline,
    /// Pair this device.
    Pair,
    /// Unlock the device, so that the key can be read.
    Unlock,
    /// Make room on the device.
    FreeSpace,
    /// Install a newer version.
    Update,
    /// Try later.
    Later,
    /// Ask a helper, with the code.
    AskHelp,
}

/// The only error of the surface. `code` is stable: shells and tests may compare it. `words` is a sentence for
/// the person, in their language.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum CoreError {
    /// This device must be paired first, or again.
    #[error("{code}")]
    NotPaired {
        /// Stable.
        code: String,
        /// For the screen.
        words: String,
    },
    /// The pairing code was not taken.
    #[error("{code}")]
    Pairing {
        /// Stable: `code_unknown`, `code_expired`, `too_many_tries`, `already_paired`, `bad_address`.
        code: String,
        /// For the screen.
        words: String,
    },
    /// There is no network, or no server. Everything is kept.
    #[error("offline")]
    Offline {
        /// For the screen.
        words: String,
    },
    /// The server could not help now.
    #[error("{code}")]
    Server {
        /// Stable.
        code: String,
        /// For the screen.
        words: String,
    },
    /// A newer version of the app is needed.
    #[error("{code}")]
    UpdateNeeded {
        /// Stable.
        code: String,
        /// For the screen.
        words: String,
    },
    /// What was typed or chosen cannot be taken; nothing changed.
    #[error("refused: {field}")]
    Refused {
        /// Which part of what was handed in.
        field: String,
        /// For the screen.
        words: String,
    },
    /// There is no such thing, or no longer.
    #[error("not found")]
    NotFound {
        /// For the screen.
        words: String,
    },
    /// This person may not do that.
    #[error("not allowed")]
    NotAllowed {
        /// For the screen.
        words: String,
    },
    /// The files on the device.
    #[error("{code}")]
    Storage {
        /// Stable: `disk_full`, `in_use`, `locked` (until the next contact with the server), `store_damaged`.
        code: String,
        /// For the screen.
        words: String,
        /// What can be done.
        recovery: Recovery,
    },
    /// The platform did not give the key, as while it is locked. Nothing was removed.
    #[error("key unavailable")]
    KeyUnavailable {
        /// For the screen.
        words: String,
    },
    /// Between pause and resume.
    #[error("paused")]
    Paused {
        /// For the screen.
        words: String,
    },
    /// After shutdown or wipe: open a new core.
    #[error("closed")]
    Closed {
        /// For the screen.
        words: String,
    },
    /// A token or a pause ended it; everything that was written is kept.
    #[error("cancelled")]
    Cancelled {
        /// For the screen.
        words: String,
    },
    /// The platform's own part failed.
    #[error("host failed: {what}")]
    Host {
        /// Which part: `vault`, `clock`, `listener`, `callback`.
        what: String,
    },
    /// A mistake of ours; the log has the same incident.
    #[error("internal {incident}")]
    Internal {
        /// What to tell a helper.
        incident: String,
        /// For the screen.
        words: String,
    },
}

/// An error, as a screen shows it.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Trouble {
    /// Stable.
    pub code: String,
    /// For the screen.
    pub words: String,
    /// What can be done.
    pub recovery: Recovery,
}

/// An error, as a screen shows it: so that no shell words an error itself.
#[uniffi::export]
#[must_use]
pub fn describe(error: CoreError) -> Trouble {
    let recovery = error.recovery();
    let code = error.code().to_owned();
    let words = error.words().to_owned();
    Trouble { code, words, recovery }
}

impl CoreError {
    /// Stable.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::NotPaired { code, .. }
            | Self::Pairing { code, .. }
            | Self::Server { code, .. }
            | Self::UpdateNeeded { code, .. }
            | Self::Storage { code, .. } => code,
            Self::Offline { .. } => "offline",
            Self::Refused { .. } => "refused",
            Self::NotFound { .. } => "unknown",
            Self::NotAllowed { .. } => "not_allowed",
            Self::KeyUnavailable { .. } => "key_unavailable",
            Self::Paused { .. } => "paused",
            Self::Closed { .. } => "closed",
            Self::Cancelled { .. } => "cancelled",
            Self::Host { .. } => "host",
            Self::Internal { .. } => "unexpected",
        }
    }

    /// A sentence for the person; empty where there is nobody to tell.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::NotPaired { words, .. }
            | Self::Pairing { words, .. }
            | Self::Offline { words }
            | Self::Server { words, .. }
            | Self::UpdateNeeded { words, .. }
            | Self::Refused { words, .. }
            | Self::NotFound { words }
            | Self::NotAllowed { words }
            | Self::Storage { words, .. }
            | Self::KeyUnavailable { words }
            | Self::Paused { words }
            | Self::Closed { words }
            | Self::Cancelled { words }
            | Self::Internal { words, .. } => words,
            Self::Host { .. } => "",
        }
    }

    /// What can be done about it.
    #[must_use]
    pub fn recovery(&self) -> Recovery {
        match self {
            Self::NotPaired { .. } => Recovery::Pair,
            Self::Pairing { code, .. } if code == "too_many_tries" => Recovery::Later,
            Self::Pairing { .. } | Self::Refused { .. } | Self::NotFound { .. } | Self::NotAllowed { .. } => {
                Recovery::AskAgain
            }
            Self::Offline { .. } => Recovery::GoOnline,
            Self::Server { .. } => Recovery::Later,
            Self::UpdateNeeded { .. } => Recovery::Update,
            Self::Storage { recovery, .. } => *recovery,
            Self::KeyUnavailable { .. } => Recovery::Unlock,
            Self::Paused { .. } | Self::Closed { .. } | Self::Cancelled { .. } => Recovery::RetryNow,
            Self::Host { .. } | Self::Internal { .. } => Recovery::AskHelp,
        }
    }

    /// The error of the library, with its sentence.
    pub(crate) fn of(error: &OpstapError, say: impl Fn(&opstap::Phrase) -> String) -> Self {
        let words = say(&error.phrase());
        let code = error.code().to_owned();
        match error {
            OpstapError::NotPaired | OpstapError::SignedOut | OpstapError::DeviceRevoked => {
                Self::NotPaired { code, words }
            }
            OpstapError::AlreadyPaired
            | OpstapError::BadAddress
            | OpstapError::CodeUnknown
            | OpstapError::CodeExpired
            | OpstapError::TooManyTries => Self::Pairing { code, words },
            OpstapError::Offline => Self::Offline { words },
            OpstapError::Server { .. } => Self::Server { code, words },
            OpstapError::UpdateNeeded | OpstapError::StoreTooNew => Self::UpdateNeeded { code, words },
            OpstapError::NotAllowed => Self::NotAllowed { words },
            OpstapError::Unknown { .. } => Self::NotFound { words },
            OpstapError::Refused { field, .. } => Self::Refused { field: field.clone(), words },
            OpstapError::WrongKey => Self::KeyUnavailable { words },
            OpstapError::DiskFull => Self::Storage { code, words, recovery: Recovery::FreeSpace },
            OpstapError::Locked => Self::Storage { code, words, recovery: Recovery::GoOnline },
            OpstapError::InUse => Self::Storage { code, words, recovery: Recovery::Later },
            OpstapError::StoreDamaged => Self::Storage { code, words, recovery: Recovery::AskHelp },
            OpstapError::Unexpected { reference } => {
                Self::Internal { incident: (*reference).to_owned(), words }
            }
        }
    }
}

impl From<uniffi::UnexpectedUniFFICallbackError> for CoreError {
    /// What a listener, a vault or a clock threw stays on its side: its text may hold anything.
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Host { what: "callback".to_owned() }
    }
}
