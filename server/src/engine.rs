//! The server without sockets, threads or clocks: rounds, pairings and the running of an organisation,
//! as calls on one value. A simulation drives it directly; the HTTP server gives it to its writer threads.

use std::collections::BTreeSet;

use opstap_domain::ids::ScopeId;
use opstap_sync::schema::Versions;
use opstap_sync::server::ReceiptKey;
use opstap_sync::wire::Problem;
use uuid::Uuid;

use crate::audit::trace::Trace;
use crate::blobs::BlobKeys;
use crate::ledger::Ledger;
use crate::problem;
use crate::random::{self, Randomness, Seeded};
use crate::store::{ScopeStore, Sqlite, StoreError, Stored};

mod access;
mod administration;
mod agendas;
mod audit;
mod automatic;
mod away;
mod blobs;
mod calendar;
mod cases;
mod checkpoints;
mod connections;
mod delivery;
mod desks;
mod devices;
mod earlier;
mod editing;
mod erase;
mod events;
mod features;
mod feed;
mod floors;
mod glass;
mod history;
mod look;
mod moments;
mod news;
mod nudges;
mod organisation;
mod own;
mod pairing;
mod push;
mod reached;
mod repair;
mod replies;
mod retention;
mod round;
mod shares;
mod sign_up;
mod teams;
mod trail;
mod webhooks;

pub use access::{Confirmed, Offered, Unvouched};
pub use administration::{Administrator, Arranged, Asked, Colleague, Undone};
pub use agendas::{Visit, Visited};
pub use audit::{DAY_MS, WINDOW_MS};
pub use blobs::{Counted, Opened};
pub use calendar::SECRET_LENGTH;
pub use cases::{NewCase, OpenedCase};
pub use connections::{Connect, Connections, Receiver, Unlinked};
pub use delivery::{Errand, Handed, LEASE_MS, REFERENCE_DIGITS, TRIES, channel_of};
pub use earlier::{Began, Copying, Home, Plan, Start};
pub use editing::Imported;
pub use events::Filled;
pub use floors::TOLD_MS;
pub use glass::{Pressing, Unbroken};
pub use look::{Style, Styled, Unstyled};
pub use news::{News, STILL_MS, Size, Tell, Untold};
pub use nudges::{Ear, Stirred, is_news};
pub use organisation::{AdminError, ContentItem, Loading, PROGRAMME};
pub use own::{Check, NewOwn, OwnShown, Right, Tried, Whose, Wrong};
pub(crate) use pairing::refusal;
pub use pairing::{CODE_LIFE_MS, PairingCode, Unpaired, normal_code};
pub use reached::Unsaid;
pub use replies::{Addressed, Arrived, Replied, file_of};
pub use retention::{Keep, Keeping, Kept, Unkept};
pub use round::Outcome;
pub(crate) use sign_up::{ONCE_LENGTH, nobody_helps, odd_answer};
pub use teams::{TeamAsked, TeamFigures, TeamShown, Teams, Unteamed};
pub use trail::TrailAsked;
pub use webhooks::{Summons, Told};

/// How a restore comes to light.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noticed {
    /// At the start, because the number kept beside the database is higher than the one in it.
    AtStart,
    /// Not by the server; a device has to prove it by its receipt.
    ByDevices,
}

/// One server.
pub struct Engine<S = Sqlite> {
    pub(crate) store: S,
    receipts: ReceiptKey,
    random: Box<dyn Randomness>,
    checkpoints: checkpoints::Checkpoints,
    ledger: Ledger,
    /// The secrets around files; `None`: this server has no files.
    blob_keys: Option<BlobKeys>,
    /// What was erased, perhaps not for good, since the ledger was last written.
    noted: BTreeSet<(ScopeId, Option<Uuid>)>,
    /// Something was erased, and the store's log still has it.
    unscrubbed: bool,
    /// The number kept beside the database. Rises at every start.
    incarnation: u64,
    /// What the last round changed for others.
    stirred: Option<Stirred>,
    /// The versions of the catalogue that devices may speak.
    versions: Versions,
    /// What this transaction has to write into the audit trail.
    notes: Vec<audit::Note>,
    /// Which request it belongs to.
    trace: Option<Trace>,
}

impl<S> std::fmt::Debug for Engine<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Engine(incarnation {})", self.incarnation)
    }
}

impl Engine<Sqlite> {
    /// A fresh server in memory. The same seed and the same calls give the same bytes.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when SQLite has no memory.
    pub fn open_in_memory(seed: u64) -> Stored<Self> {
        let mut random = Seeded::new(seed);
        let receipts = ReceiptKey::new(random::bytes(&mut random)?);
        Self::start(Sqlite::in_memory()?, receipts, Box::new(random), 0)
    }

    /// Everything this server keeps, as a backup taken now. The devices' operations so far count as backed up.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the store cannot be read.
    pub fn backup_bytes(&mut self) -> Stored<Vec<u8>> {
        let bytes = self.store.bytes()?;
        let marks = self.store.watermarks()?;
        self.keep(|engine| engine.store.set_backed(&marks))?;
        Ok(bytes)
    }

    /// The disk is lost and this backup put in its place; the secrets beside it survived.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when `bytes` are no backup.
    pub fn restore_bytes(&mut self, bytes: &[u8], noticed: Noticed) -> Stored<()> {
        self.store = Sqlite::from_bytes(bytes)?;
        self.came_back(noticed)
    }
}

impl<S: ScopeStore> Engine<S> {
    /// Starts a server on a store: `incarnation` is the number kept beside it. A store that has a lower one
    /// was restored, and gets a new epoch.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the store cannot be written.
    pub fn start(
        store: S,
        receipts: ReceiptKey,
        random: Box<dyn Randomness>,
        incarnation: u64,
    ) -> Stored<Self> {
        let mut engine = Self { incarnation, ..Self::beside(store, receipts, random) };
        engine.wake()?;
        Ok(engine)
    }

    /// Uses a store beside a running server, for a subcommand: nothing is raised and nothing rotated.
    #[must_use]
    pub fn beside(store: S, receipts: ReceiptKey, random: Box<dyn Randomness>) -> Self {
        let checkpoints = checkpoints::Checkpoints::default();
        Self {
            store,
            receipts,
            random,
            checkpoints,
            ledger: Ledger::default(),
            blob_keys: None,
            noted: BTreeSet::new(),
            unscrubbed: false,
            incarnation: 0,
            stirred: None,
            versions: Versions::PRESENT,
            notes: Vec::new(),
            trace: None,
        }
    }

    /// Lets devices speak these versions of the catalogue: to try out steps between them.
    pub const fn speak(&mut self, versions: Versions) {
        self.versions = versions;
    }

    /// Another engine of the same server, over a connection of its own, for another thread.
    #[must_use]
    pub fn beside_me(&self, store: S, random: Box<dyn Randomness>) -> Self {
        let (checkpoints, ledger) = (self.checkpoints.clone(), self.ledger.clone());
        let beside = Self::beside(store, self.receipts.clone(), random);
        let blob_keys = self.blob_keys.clone();
        Self {
            checkpoints,
            ledger,
            blob_keys,
            incarnation: self.incarnation,
            versions: self.versions,
            ..beside
        }
    }

    /// The number to keep beside the database.
    #[must_use]
    pub const fn incarnation(&self) -> u64 {
        self.incarnation
    }

    /// The store, for questions that the engine has no word for.
    pub const fn store(&mut self) -> &mut S {
        &mut self.store
    }

    /// The server's generation.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the store cannot be read.
    pub fn epoch(&mut self) -> Stored<String> {
        self.store.meta("epoch")?.ok_or_else(|| StoreError::broken("no epoch"))
    }

    /// The store has the rows of a backup, and this server starts again on it; the secrets beside it survived.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the store cannot be written.
    pub fn came_back(&mut self, noticed: Noticed) -> Stored<()> {
        self.checkpoints = checkpoints::Checkpoints::default();
        if noticed == Noticed::AtStart {
            // The number beside the database has moved on since the backup.
            self.incarnation += 1;
            self.wake()?;
        }
        self.erase_again()
    }

    fn wake(&mut self) -> Stored<()> {
        let beside = self.incarnation;
        self.keep(|engine| {
            let within = engine.notice(beside)?;
            engine.incarnation = beside.max(within) + 1;
            engine.store.set_meta("incarnation", &engine.incarnation.to_string())
        })?;
        self.complete_cases()
    }

    /// Before a subcommand changes anything: a restored store gets its new epoch now, so that nothing is
    /// given out under the old one.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the store cannot be written.
    pub fn notice_restore(&mut self, beside: u64) -> Stored<()> {
        self.keep(|engine| {
            let within = engine.notice(beside)?;
            engine.store.set_meta("incarnation", &within.max(beside).max(1).to_string())
        })
    }

    /// Compares the store's number with the one kept beside it. A copy has 0. Gives the store's.
    fn notice(&mut self, beside: u64) -> Stored<u64> {
        let within = self.store.meta("incarnation")?.and_then(|text| text.parse::<u64>().ok());
        match within {
            None => {
                let epoch = random::epoch(self.random.as_mut())?;
                self.store.set_meta("epoch", &epoch)?;
            }
            Some(within) if within < beside || within == 0 => {
                self.rotate_epoch()?;
            }
            Some(_) => {}
        }
        Ok(within.unwrap_or(0))
    }

    /// A new generation: devices offer everything again. Handles and the numbers of grants begin above any
    /// that a lost day gave out, so that none ever stands for two scopes.
    fn rotate_epoch(&mut self) -> Stored<String> {
        let epoch = random::epoch(self.random.as_mut())?;
        self.store.set_meta("epoch", &epoch)?;
        self.store.renumber_grants()?;
        let floor = self.store.highest_handle(None)?.saturating_add(100_000);
        self.store.set_meta("handle_floor", &floor.to_string())?;
        Ok(epoch)
    }

    /// Begins a transaction. A database that came back as another one gets its new epoch, and loses again
    /// what was erased from it, before anything is served from it.
    pub(crate) fn begin(&mut self) -> Stored<()> {
        self.drop_notes();
        self.store.begin()?;
        let begun = self.store.is_another().and_then(|another| {
            if another {
                tracing::warn!("the database is another than before: new epoch");
                self.rotate_epoch()?;
                self.erase_lost()?;
                // Now, and not with whatever comes next: that may be taken back by itself.
                self.settle_notes()?;
            }
            Ok(())
        });
        if begun.is_err() {
            self.store.rollback();
        }
        begun
    }

    /// Does `work` in a transaction of its own.
    ///
    /// # Errors
    ///
    /// What `work` answers, or [`StoreError`] of the commit; nothing is written then.
    pub fn keep<T, E: From<StoreError>>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        self.begin()?;
        let done = work(self).and_then(|done| Ok(self.settle_notes().map(|()| done)?));
        if done.is_err() {
            self.drop_notes();
            self.store.rollback();
            return done;
        }
        if let Err(error) = self.store.commit() {
            self.store.rollback();
            return Err(error.into());
        }
        self.settle_erasures();
        done
    }
}

/// What a device is told of a failing store.
#[must_use]
pub fn excuse(error: &StoreError) -> Problem {
    match error {
        StoreError::Busy => problem::busy(),
        StoreError::Broken(why) => {
            tracing::error!(why, "store");
            problem::internal()
        }
    }
}
