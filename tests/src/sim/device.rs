//! A phone: a real store on two SQLite connections in memory, which can die at any commit.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use opstap_domain::ids::{Role, ScopeId};
use opstap_store::{Store, StoreError};
use opstap_sync::client::Visit;
use opstap_sync::ident::OpUid;
use opstap_sync::schema::Versions;
use opstap_sync::wire::SyncRequest;
use rusqlite::Connection;
use uuid::Uuid;

use super::Run;
use super::absences::Contact;

thread_local! {
    /// An empty store whose files have had their migrations: copying it is cheaper than making one.
    static TEMPLATE: Result<Store, StoreError> = Store::open_in_memory();
}

/// How many commits are left before the phone dies.
#[derive(Clone, Debug)]
pub struct Fuse(Arc<AtomicI64>);

impl Fuse {
    fn new() -> Self {
        Self(Arc::new(AtomicI64::new(i64::MAX)))
    }

    /// After so many commits none succeeds any more.
    pub fn light(&self, commits: i64) {
        self.0.store(commits, Ordering::Relaxed);
    }

    /// Holds it, so that a commit of ours does not count.
    fn hold(&self) -> i64 {
        self.0.swap(i64::MAX, Ordering::Relaxed)
    }

    /// Puts it out; says whether the phone had died.
    pub fn put_out(&self) -> bool {
        self.0.swap(i64::MAX, Ordering::Relaxed) < 0
    }

    fn wire(&self, db: &mut Connection) -> rusqlite::Result<()> {
        let left = Arc::clone(&self.0);
        db.set_prepared_statement_cache_capacity(64);
        db.commit_hook(Some(move || left.fetch_sub(1, Ordering::Relaxed) <= 0))
    }
}

/// A phone and whose it is.
#[derive(Debug)]
pub struct Device {
    /// The account.
    pub account: Uuid,
    /// Its role.
    pub role: Role,
    /// The store. `None` only while it is being taken apart.
    store: Option<Store>,
    /// When it dies.
    pub fuse: Fuse,
    /// Its clock minus the true one.
    pub skew_ms: i64,
    /// The round that it waits for, by number.
    pub awaiting: Option<(u64, SyncRequest)>,
    /// The server asked for the last receipt.
    pub with_receipt: bool,
    /// A commit that fails is a full disk: the process lives on.
    pub full: bool,
    /// The mirror as it was when it last reached the disk for certain.
    on_disk: Option<Connection>,
    /// What a backup of the phone holds.
    pub copy: Option<Store>,
    /// When it last heard from the server.
    pub(super) contact: Contact,
    /// Its visit to the server.
    pub(super) visit: Visit,
    /// The version of its app, and the versions of the catalogue that it knows.
    pub(super) app: (u32, Versions),
}

impl Device {
    /// A new phone, not paired.
    pub fn new(account: Uuid, role: Role, skew_ms: i64, app: (u32, Versions)) -> Run<Self> {
        let files = TEMPLATE.with(|template| match template {
            Ok(store) => store.copy_in_memory().map_err(|error| error.to_string()),
            Err(error) => Err(error.to_string()),
        })?;
        let mut device = Self {
            account,
            role,
            store: None,
            fuse: Fuse::new(),
            skew_ms,
            awaiting: None,
            with_receipt: false,
            full: false,
            on_disk: None,
            copy: None,
            contact: Contact::default(),
            visit: Visit::default(),
            app,
        };
        device.start(files)?;
        Ok(device)
    }

    /// The store.
    ///
    /// # Panics
    ///
    /// After a failed start; the run has ended then.
    #[expect(clippy::expect_used, reason = "a store that is missing ended the run before")]
    pub fn store(&mut self) -> &mut Store {
        self.store.as_mut().expect("a phone without a store")
    }

    fn start(&mut self, (mut journal, mut mirror): (Connection, Connection)) -> Run<()> {
        for db in [&mut journal, &mut mirror] {
            if !db.is_autocommit() {
                db.execute_batch("ROLLBACK").map_err(|error| error.to_string())?;
            }
            self.fuse.wire(db).map_err(|error| error.to_string())?;
        }
        self.awaiting = None;
        self.with_receipt = false;
        let store = Store::over_as(journal, mirror, self.app.1);
        self.store = Some(store.map_err(|error| format!("does not start: {error}"))?);
        Ok(())
    }

    /// The process dies here and starts again on what was committed.
    pub fn restart(&mut self) -> Run<()> {
        self.fuse.put_out();
        match self.store.take() {
            Some(store) => self.start(store.into_connections()),
            None => Err("a phone without a store".to_owned()),
        }
    }

    /// Reaches around the store, for planted bugs: runs this SQL on the journal and that on the mirror.
    pub fn meddle(&mut self, on_journal: &str, on_mirror: &str) -> Run<()> {
        let Some(store) = self.store.take() else { return Err("a phone without a store".to_owned()) };
        let (journal, mirror) = store.into_connections();
        let left = self.fuse.hold();
        journal.execute_batch(on_journal).map_err(|error| error.to_string())?;
        mirror.execute_batch(on_mirror).map_err(|error| error.to_string())?;
        let (awaiting, with_receipt) = (self.awaiting.take(), self.with_receipt);
        self.start((journal, mirror))?;
        self.fuse.light(left);
        (self.awaiting, self.with_receipt) = (awaiting, with_receipt);
        Ok(())
    }

    /// The mirror, which is not forced to the disk at every commit, is all there now.
    pub fn reach_disk(&mut self) -> Run<()> {
        let (_, mirror) = self.store().copy_in_memory().map_err(|error| error.to_string())?;
        self.on_disk = Some(mirror);
        Ok(())
    }

    /// The power fails: the journal has every commit, the mirror only those up to when it last reached the disk.
    /// `false`: it never did, and the power stays.
    pub fn lose_power(&mut self) -> Run<bool> {
        let Some(mirror) = self.on_disk.take() else { return Ok(false) };
        let Some(store) = self.store.take() else { return Err("a phone without a store".to_owned()) };
        let (journal, _) = store.into_connections();
        self.fuse.put_out();
        self.start((journal, mirror)).map(|()| true)
    }

    /// The mirror cannot be read, and opening sets it aside.
    pub fn lose_mirror(&mut self) -> Run<()> {
        let fresh = TEMPLATE.with(|template| match template {
            Ok(store) => store.copy_in_memory().map_err(|error| error.to_string()),
            Err(error) => Err(error.to_string()),
        })?;
        let Some(store) = self.store.take() else { return Err("a phone without a store".to_owned()) };
        let (journal, _) = store.into_connections();
        self.fuse.put_out();
        self.on_disk = None;
        self.start((journal, fresh.1))
    }

    /// Takes a backup of the phone.
    pub fn back_up(&mut self) -> Run<()> {
        let (journal, mirror) = self.store().copy_in_memory().map_err(|error| error.to_string())?;
        self.copy = Some(Store::over_as(journal, mirror, self.app.1).map_err(|error| error.to_string())?);
        Ok(())
    }

    /// Puts the backup in the place of what is there. The backup stays.
    pub fn roll_back(&mut self) -> Run<()> {
        let Some(copy) = &self.copy else { return Ok(()) };
        let files = copy.copy_in_memory().map_err(|error| error.to_string())?;
        self.on_disk = None;
        self.contact.unsure = true;
        self.start(files)
    }

    /// A second phone from the backup of this one, with the same identity.
    pub fn twin(&self) -> Run<Option<Self>> {
        let Some(copy) = &self.copy else { return Ok(None) };
        let files = copy.copy_in_memory().map_err(|error| error.to_string())?;
        let mut twin = Self {
            store: None,
            fuse: Fuse::new(),
            awaiting: None,
            full: false,
            on_disk: None,
            copy: None,
            contact: Contact { unsure: true, ..self.contact },
            visit: Visit::default(),
            app: self.app,
            account: self.account,
            role: self.role,
            skew_ms: self.skew_ms,
            with_receipt: false,
        };
        twin.start(files)?;
        Ok(Some(twin))
    }

    /// The uids in its journal.
    pub fn journalled(&mut self) -> Run<BTreeSet<OpUid>> {
        let ops = self.store().journalled().map_err(|error| error.to_string())?;
        Ok(ops.into_iter().map(|op| op.uid).collect())
    }

    /// The scopes that are open to it.
    pub fn scopes(&mut self) -> Vec<ScopeId> {
        self.store().scopes().into_iter().map(|row| row.scope).collect()
    }

    /// The two files, at the end.
    #[must_use]
    pub fn into_files(self) -> Option<(Connection, Connection)> {
        self.store.map(Store::into_connections)
    }
}
