//! The device: opening, who it belongs to, the change feed, the end.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use opstap_content::{Language, Words};
use opstap_domain::ids::Role;
use opstap_domain::order;
use opstap_domain::{Instant, Zone};
use opstap_store::{Committed, Damage, Edit, Randomness, Store, StoreError};
use opstap_sync::ident::DeviceId;
use serde::Serialize;
use tokio::sync::broadcast;
use uuid::Uuid;

use crate::config::{Clock, Config};
use crate::content::ContentCache;
use crate::error::OpstapError;
use crate::transport::{HttpTransport, Transport};

/// What opening found, for the person to know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Opened {
    /// The store was made just now.
    pub fresh: bool,
    /// The mirror was damaged; it is fetched again. Nothing is lost.
    pub mirror_set_aside: bool,
    /// The bytes of files were damaged and set aside: what the server has can be fetched again. Tell the person.
    pub files_set_aside: bool,
    /// The file of accounts was damaged and set aside: what it had can be imported again. Tell the person.
    pub bank_set_aside: bool,
    /// The journal was damaged: so many changes were saved from it. Tell the person.
    pub journal_salvaged: Option<u64>,
}

/// Whom a device belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Person {
    /// The account.
    pub account: Uuid,
    /// The name that the organisation knows.
    pub name: String,
    /// The role.
    pub role: Role,
    /// The organisation's name.
    pub organisation: String,
    /// The server.
    pub server: String,
}

/// Something changed: read again what you show of these topics.
///
/// Topics are `programme`, `budget`, `agenda`, `conversation`, `pages`, `tips`, `profile`, `conflicts`, `sharing`,
/// `preferences`, `caseload`, `content`, `sync`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChangeBatch {
    /// Rises by one with each batch.
    pub seq: u64,
    /// What to read again.
    pub topics: BTreeSet<&'static str>,
}

pub(crate) struct Inner {
    pub(crate) store: Store,
    pub(crate) content: Option<Arc<ContentCache>>,
    words: [Option<Arc<Words>>; 2],
    pub(crate) random: Box<dyn Randomness + Send>,
    /// The last id that was made: the next one stands after it.
    last_id: Uuid,
    seq: u64,
    /// The code with which the client comes back, until they wrote it down. On no disk.
    pub(crate) recovery: Option<String>,
    /// Something was journalled since the current call began: it must not be done twice.
    acted: bool,
}

/// One person's device. Cheap to share behind an `Arc`; every method may be called from any thread.
pub struct Opstap {
    inner: Mutex<Inner>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) syncing: tokio::sync::Mutex<()>,
    language: Mutex<Option<Language>>,
    pub(crate) zone: Zone,
    feed: broadcast::Sender<ChangeBatch>,
    folder: PathBuf,
}

impl std::fmt::Debug for Opstap {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Opstap(…)")
    }
}

impl Opstap {
    /// Opens, or makes, the device's store. Does not wait for a network.
    ///
    /// # Errors
    ///
    /// [`OpstapError::WrongKey`], [`OpstapError::InUse`], [`OpstapError::DiskFull`],
    /// [`OpstapError::StoreTooNew`]. The files are untouched then.
    pub fn open(config: Config) -> Result<(Self, Opened), OpstapError> {
        let (store, found) = Store::open(&config.folder, &config.key)?;
        let transport = match config.transport {
            Some(transport) => transport,
            None => Arc::new(HttpTransport::new()),
        };
        let mut opened = Opened { fresh: found.fresh, ..Opened::default() };
        for damage in found.damage {
            match damage {
                Damage::MirrorSetAside => opened.mirror_set_aside = true,
                Damage::FilesSetAside => opened.files_set_aside = true,
                Damage::BankSetAside => opened.bank_set_aside = true,
                Damage::JournalSetAside { salvaged, from_screen } => {
                    opened.journal_salvaged = Some(salvaged + from_screen);
                }
            }
        }
        let inner = Inner {
            store,
            content: None,
            words: [None, None],
            random: config.random,
            last_id: Uuid::nil(),
            seq: 0,
            recovery: None,
            acted: false,
        };
        let device = Self {
            inner: Mutex::new(inner),
            clock: config.clock,
            transport,
            syncing: tokio::sync::Mutex::new(()),
            language: Mutex::new(config.language),
            zone: config.zone,
            feed: broadcast::channel(64).0,
            folder: config.folder,
        };
        Ok((device, opened))
    }

    /// Whom this device belongs to, or `None` before pairing.
    #[must_use]
    pub fn person(&self) -> Option<Person> {
        self.inner().store.identity().map(|identity| Person {
            account: identity.account,
            name: identity.name.clone(),
            role: identity.role,
            organisation: identity.organisation.clone(),
            server: identity.server.clone(),
        })
    }

    /// The number by which the server knows this device; `None` before pairing.
    #[must_use]
    pub fn number(&self) -> Option<DeviceId> {
        self.inner().store.identity().map(|identity| identity.device)
    }

    /// The change feed. The first batch, with every topic, is what the caller reads when it subscribes;
    /// who falls behind gets `Lagged` and reads everything again.
    #[must_use]
    pub fn changes(&self) -> broadcast::Receiver<ChangeBatch> {
        self.feed.subscribe()
    }

    /// Removes everything of this person from this device: records, index, keys' checks, journals set aside.
    ///
    /// # Errors
    ///
    /// When a file cannot be removed.
    pub fn wipe(self) -> Result<(), OpstapError> {
        let inner = self.inner.into_inner().unwrap_or_else(PoisonError::into_inner);
        inner.store.wipe()?;
        Ok(())
    }

    /// The language of this device, whatever the client prefers; `None`: what the client prefers. Not kept:
    /// hand it in again at the next opening.
    pub fn set_language(&self, language: Option<Language>) {
        *self.language.lock().unwrap_or_else(PoisonError::into_inner) = language;
        self.announce(&mut self.inner(), ["preferences"].into_iter());
    }

    pub(crate) fn own_language(&self) -> Option<Language> {
        *self.language.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Holds the store while `run` runs, as a long write would: for tests of embedders.
    #[doc(hidden)]
    pub fn while_held<T>(&self, run: impl FnOnce() -> T) -> T {
        let _held = self.inner();
        run()
    }

    /// The folder of the store.
    #[must_use]
    pub fn folder(&self) -> &std::path::Path {
        &self.folder
    }

    /// The words in the person's language.
    #[must_use]
    pub fn words(&self) -> Arc<Words> {
        let mut inner = self.inner();
        let language = self.language_of(&mut inner);
        inner.words(language)
    }

    /// The role of who uses this device; `None`: it is not paired.
    pub(crate) fn role(&self) -> Option<Role> {
        self.inner().role().ok()
    }

    pub(crate) fn inner(&self) -> MutexGuard<'_, Inner> {
        // A panic while the lock was held left the files consistent; that is what transactions are for.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs `read` on the store; a mirror that turns out damaged is made anew once, from the journal.
    pub(crate) fn with<T>(
        &self,
        mut read: impl FnMut(&mut Inner) -> Result<T, OpstapError>,
    ) -> Result<T, OpstapError> {
        let mut inner = self.inner();
        inner.acted = false;
        inner.store.tell_time(self.now().0)?;
        match read(&mut inner) {
            // A damaged journal is healed by opening again, and from what the mirror shows.
            Err(OpstapError::StoreDamaged) if inner.store.journal_is_sound() => {
                inner.store.rebuild_mirror()?;
                inner.content = None;
                if inner.acted { Err(OpstapError::StoreDamaged) } else { read(&mut inner) }
            }
            other => other,
        }
    }

    /// Carries out one action and tells the feed.
    pub(crate) fn act(&self, inner: &mut Inner, edits: &[Edit]) -> Result<Committed, OpstapError> {
        for edit in edits {
            inner.refuse_left_out(edit)?;
        }
        let now = self.clock.now();
        let done = match inner.store.commit(edits, now.0, inner.random.as_mut()) {
            Err(StoreError::DamagedMirror) => {
                inner.store.rebuild_mirror()?;
                inner.store.commit(edits, now.0, inner.random.as_mut())?
            }
            other => other?,
        };
        inner.acted = true;
        self.announce(inner, done.touched.iter().map(|(_, kind)| topic(kind)));
        Ok(done)
    }

    pub(crate) fn announce(&self, inner: &mut Inner, topics: impl Iterator<Item = &'static str>) {
        let mut topics: BTreeSet<&'static str> = order::gather(topics);
        if topics.is_empty() {
            return;
        }
        topics.insert("caseload");
        inner.seq += 1;
        // Nobody listening is fine.
        let _ = self.feed.send(ChangeBatch { seq: inner.seq, topics });
    }

    pub(crate) fn now(&self) -> Instant {
        self.clock.now()
    }
}

impl Inner {
    pub(crate) fn words(&mut self, language: Language) -> Arc<Words> {
        let place = match language {
            Language::Dutch => 0,
            Language::English => 1,
        };
        self.words[place].get_or_insert_with(|| Arc::new(Words::new(language))).clone()
    }

    pub(crate) fn role(&self) -> Result<Role, OpstapError> {
        self.store.identity().map(|identity| identity.role).ok_or(OpstapError::NotPaired)
    }

    pub(crate) fn account(&self) -> Result<Uuid, OpstapError> {
        self.store.identity().map(|identity| identity.account).ok_or(OpstapError::NotPaired)
    }

    pub(crate) fn fresh_id(&mut self, now: Instant) -> Uuid {
        let mut random = [0; 10];
        self.random.fill(&mut random);
        self.last_id = opstap_domain::ids::fresh_id_after(self.last_id, now.0, random);
        self.last_id
    }
}

/// The screen's topic that a kind of record belongs to.
pub(crate) fn topic(kind: &str) -> &'static str {
    match kind {
        "run" | "task" => "programme",
        "budget_line" | "account_balance" => "budget",
        "debt" | "debt_entry" | "creditor" | "letter" | "letter_file" | "offer" | "offer_step" => "debts",
        "appointment" | "deadline" | "deadline_step" => "agenda",
        "message" | "file" | "read_mark" => "conversation",
        "form_task" | "form_answers" | "form_feedback" | "talk_note" | "goal" | "mark" | "look"
        | "diary_entry" | "own_key" | "sign_up" | "colleague" | "event" | "attendance" | "organisation"
        | "moment" => "pages",
        "tip_mark" => "tips",
        "fact" | "label" | "case" => "profile",
        "conflict" => "conflicts",
        "helper" | "share" => "sharing",
        "preference" | "contact" | "reminder_plan" => "preferences",
        _ => "content",
    }
}
