//! What the platform provides. All of it is synchronous, may fail, and is called on threads of the core, never on
//! the thread that called in, and never while the core holds a lock.

use std::sync::{Arc, Mutex, PoisonError};

use crate::error::CoreError;
use crate::feed::ChangeBatch;
use crate::value::Instant;

/// Small secrets behind the platform's key store (Android Keystore, Keychain).
///
/// An error means "not now", as while the device is locked: nothing is removed. No secret under a name is `null`.
#[uniffi::export(rust, foreign)]
pub trait KeyVault: Send + Sync {
    /// The secret under a name.
    fn load(&self, name: String) -> Result<Option<Vec<u8>>, CoreError>;
    /// Keeps a secret under a name, instead of an earlier one. It is on the device when this returns.
    fn store(&self, name: String, secret: Vec<u8>) -> Result<(), CoreError>;
    /// Forgets the secret under a name; one that is not there is no error.
    fn remove(&self, name: String) -> Result<(), CoreError>;
}

/// Another clock and zone than the machine's, for tests and for platforms without them.
#[uniffi::export(rust, foreign)]
pub trait HostClock: Send + Sync {
    /// The time.
    fn now(&self) -> Result<Instant, CoreError>;
    /// The zone's name, such as `Europe/Amsterdam`. Only for days outside a case: a case has a zone of its own.
    fn zone_id(&self) -> Result<String, CoreError>;
}

/// Hears what to read again. Called on one thread, in order. Return at once; every method may be called from it.
#[uniffi::export(foreign)]
pub trait ChangeListener: Send + Sync {
    /// Something changed.
    fn on_changes(&self, batch: ChangeBatch) -> Result<(), CoreError>;
}

/// Takes log lines in batches. They hold no personal data.
#[uniffi::export(foreign)]
pub trait LogSink: Send + Sync {
    /// Lines, oldest first.
    fn write(&self, lines: Vec<LogLine>) -> Result<(), CoreError>;
}

/// A line of the log.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct LogLine {
    /// When.
    pub at: Instant,
    /// How bad.
    pub level: LogLevel,
    /// Which part of the core.
    pub target: String,
    /// What happened.
    pub text: String,
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum LogLevel {
    /// Somebody must look.
    Error,
    /// Something was not as it should be.
    Warn,
    /// What was done.
    Info,
}

/// What the platform provides, in one bundle; new members are optional.
#[derive(Clone, uniffi::Record)]
pub struct Host {
    /// Where the key of the store is kept.
    pub vault: Arc<dyn KeyVault>,
    /// Another clock than the machine's.
    #[uniffi(default)]
    pub clock: Option<Arc<dyn HostClock>>,
    /// Where log lines go; nowhere without.
    #[uniffi(default)]
    pub log: Option<Arc<dyn LogSink>>,
}

impl std::fmt::Debug for Host {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Host(…)")
    }
}

/// A vault in memory, for tests and examples: what it holds is gone with the process, and the store with it.
#[derive(Default, uniffi::Object)]
pub struct MemoryVault {
    secrets: Mutex<Vec<(String, Vec<u8>)>>,
}

impl std::fmt::Debug for MemoryVault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MemoryVault(…)")
    }
}

#[uniffi::export]
impl MemoryVault {
    /// An empty one.
    #[uniffi::constructor]
    #[must_use]
    pub fn new() -> Arc<Self> {
        Arc::default()
    }
}

#[uniffi::export]
impl KeyVault for MemoryVault {
    fn load(&self, name: String) -> Result<Option<Vec<u8>>, CoreError> {
        let secrets = self.secrets.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(secrets.iter().find(|(known, _)| *known == name).map(|(_, secret)| secret.clone()))
    }

    fn store(&self, name: String, secret: Vec<u8>) -> Result<(), CoreError> {
        let mut secrets = self.secrets.lock().unwrap_or_else(PoisonError::into_inner);
        secrets.retain(|(known, _)| *known != name);
        secrets.push((name, secret));
        Ok(())
    }

    fn remove(&self, name: String) -> Result<(), CoreError> {
        self.secrets.lock().unwrap_or_else(PoisonError::into_inner).retain(|(known, _)| *known != name);
        Ok(())
    }
}
