//! The journal's rows: what a device did, under which identity, and what became of it.

use opstap_sync::client;
use opstap_sync::hlc::Hlc;
use opstap_sync::ident::DeviceId;
use opstap_sync::lease::Lease;
use opstap_sync::op::{Change, Op};
use opstap_sync::schema::Versions;
use opstap_sync::wire::NewDevice;
use rusqlite::{Connection, Params, params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::edit::insert_op;
use crate::error::{File, StoreError};
use crate::mirror::fault;
use crate::open::Store;
use crate::state::Identity;

/// One operation with its place in the journal.
pub(crate) struct Row {
    pub(crate) ord: i64,
    pub(crate) dev: DeviceId,
    pub(crate) op: Op,
    /// From before an update of the app.
    pub(crate) old: bool,
}

pub(crate) fn journal_fault(error: rusqlite::Error) -> StoreError {
    StoreError::of(File::Journal)(error)
}

pub(crate) fn rows(
    journal: &Connection,
    versions: Versions,
    condition: &'static str,
    values: impl Params,
) -> Result<Vec<Row>, StoreError> {
    let sql = format!("SELECT ord, dev, n, uid, tx, scope, rec, kind, t, change FROM op WHERE {condition}");
    let mut sql = journal.prepare_cached(&sql).map_err(journal_fault)?;
    let mut rows = sql.query(values).map_err(journal_fault)?;
    let mut all = Vec::new();
    while let Some(row) = rows.next().map_err(journal_fault)? {
        all.push(read_row(row, versions)?);
    }
    Ok(all)
}

pub(crate) fn read_row(row: &rusqlite::Row<'_>, versions: Versions) -> Result<Row, StoreError> {
    let text = |at: usize| row.get::<_, String>(at).map_err(journal_fault);
    let number = |at: usize| row.get::<_, i64>(at).map_err(journal_fault);
    let bad = StoreError::Unreadable("operation");
    let op = Op {
        n: number(2)? as u64,
        uid: text(3)?.parse().map_err(|_| StoreError::Unreadable("operation"))?,
        tx: number(4)? as u64,
        scope: text(5)?.parse().map_err(|_| StoreError::Unreadable("operation"))?,
        id: Uuid::parse_str(&text(6)?).map_err(|_| bad)?,
        kind: text(7)?,
        t: Hlc(number(8)? as u64),
        knew: None,
        change: Change::blank(),
    };
    let said: Said<Change> = serde_json::from_str(&text(9)?)?;
    let mut op = Op { knew: said.knew, change: said.change, ..op };
    // From before an update of the app, perhaps.
    versions.upcast(said.schema, &mut op.kind, &mut op.change);
    let dev = text(1)?.parse().map_err(|_| StoreError::Unreadable("operation"))?;
    Ok(Row { ord: number(0)?, dev, op, old: said.schema < versions.newest() })
}

/// What an operation says, as the column `change` has it.
#[derive(Serialize, Deserialize)]
struct Said<C> {
    #[serde(flatten)]
    change: C,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    knew: Option<i64>,
    /// The version of the record catalogue in which it says so; left out for the first.
    #[serde(default = "first", skip_serializing_if = "is_first")]
    schema: u32,
}

const fn first() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
const fn is_first(schema: &u32) -> bool {
    *schema == 1
}

pub(crate) fn said(op: &Op, versions: Versions) -> Result<String, StoreError> {
    Ok(serde_json::to_string(&Said { change: &op.change, knew: op.knew, schema: versions.newest() })?)
}

pub(crate) fn update_op(
    journal: &Connection,
    versions: Versions,
    ord: i64,
    dev: DeviceId,
    op: &Op,
) -> Result<(), StoreError> {
    let change = said(op, versions)?;
    journal
        .prepare_cached("UPDATE op SET dev = ?2, n = ?3, tx = ?4, kind = ?5, change = ?6 WHERE ord = ?1")
        .and_then(|mut sql| {
            sql.execute(params![ord, dev.to_string(), op.n as i64, op.tx as i64, op.kind, change])
        })
        .map_err(journal_fault)?;
    Ok(())
}

impl Store {
    /// When a round last ended well (ms UTC by this device's clock), and the server's clock minus ours.
    #[must_use]
    pub const fn last_sync(&self) -> (Option<i64>, i64) {
        (self.state.last_sync, self.state.skew_ms)
    }

    /// What the device remembers between rounds.
    #[must_use]
    pub const fn memory(&self) -> &client::Memory {
        &self.state.memory
    }

    /// Whom this device belongs to, once paired.
    #[must_use]
    pub fn identity(&self) -> Option<&Identity> {
        self.state.identity.as_ref()
    }

    /// A key for pairing: the same in this store, and in no other. Empty for one that is only in memory.
    #[must_use]
    pub fn once(&self) -> String {
        self.place.as_ref().map(|(_, key)| key.once()).unwrap_or_default()
    }

    /// Notes that a round ended well, and opens again what was locked for want of contact.
    ///
    /// # Errors
    ///
    /// When the journal cannot be written.
    pub fn note_sync(&mut self, now_ms: i64, skew_ms: i64) -> Result<(), StoreError> {
        let mut state = self.state.clone();
        state.last_sync = Some(now_ms);
        state.skew_ms = skew_ms;
        state.lease = Lease::renewed(now_ms.saturating_add(skew_ms));
        state.write(&self.journal)?;
        self.state = state;
        Ok(())
    }

    /// Takes an identity: at the first pairing, or again. What waits is kept and renumbered.
    ///
    /// # Errors
    ///
    /// When the files cannot be written.
    pub fn take_identity(&mut self, identity: Identity) -> Result<(), StoreError> {
        self.change(|store| store.become_device(identity))
    }

    /// Keeps a key of the person, after those that are here.
    ///
    /// # Errors
    ///
    /// When the files cannot be written, or the device is not paired.
    pub fn keep_key(&mut self, letters: String) -> Result<(), StoreError> {
        let mut identity = self.state.identity.clone().ok_or(StoreError::NoAccess)?;
        identity.keys.push(letters);
        self.take_identity(identity)
    }

    fn become_device(&mut self, identity: Identity) -> Result<(), StoreError> {
        let text = serde_json::to_string(&identity)?;
        let old = self.state.identity.replace(identity.clone());
        match old {
            Some(old) if old.device != identity.device => self.renumber(old.device, identity.device)?,
            _ => {
                self.state.memory.device = Some(identity.device);
                self.state.write(&self.journal)?;
            }
        }
        self.mirror.execute("UPDATE state SET identity = ?1", [text]).map_err(fault)?;
        Ok(())
    }

    /// Takes a new identity because a twin uses the old one. Nothing that waits is lost.
    ///
    /// # Errors
    ///
    /// When the files cannot be written, or the device is not paired.
    pub fn take_new_device(&mut self, new: NewDevice) -> Result<(), StoreError> {
        let old = self.state.identity.clone().ok_or(StoreError::NoAccess)?;
        self.take_identity(Identity { device: new.id, token: new.token, ..old })
    }

    fn renumber(&mut self, old: DeviceId, new: DeviceId) -> Result<(), StoreError> {
        let waiting = rows(&self.journal, self.versions, "state = 'pending' ORDER BY n", [])?;
        let ops: Vec<Op> = waiting.iter().map(|row| row.op.clone()).collect();
        let renumbered = client::renumber(old, new, &ops);
        let tx = self.journal.unchecked_transaction().map_err(journal_fault)?;
        for (row, op) in waiting.iter().zip(&renumbered) {
            update_op(&tx, self.versions, row.ord, new, op)?;
        }
        self.state.memory.device = Some(new);
        self.state.memory.n = renumbered.len() as u64;
        self.state.memory.ack = 0;
        self.state.memory.chain = opstap_sync::ident::Chain::default();
        self.state.memory.receipt = None;
        self.state.memory.ge = 0;
        self.state.backed_n = 0;
        self.state.write(&tx)?;
        tx.commit().map_err(journal_fault)?;
        self.checkpoint = None;
        self.rebuild_overlays()
    }

    /// The server was restored: everything journalled waits again, and the mirror is read anew.
    ///
    /// # Errors
    ///
    /// When the files cannot be written.
    pub fn reoffer(&mut self, epoch: &str) -> Result<(), StoreError> {
        self.change(|store| store.offer_again(epoch))
    }

    fn offer_again(&mut self, epoch: &str) -> Result<(), StoreError> {
        let device = self.state.memory.device.ok_or(StoreError::NoAccess)?;
        let tx = self.journal.unchecked_transaction().map_err(journal_fault)?;
        // Those of an earlier identity get numbers of this one; their uids tell the server what they are.
        let foreign = rows(&tx, self.versions, "state <> 'pending' ORDER BY ord", [])?;
        for row in foreign.into_iter().filter(|row| row.dev != device) {
            self.state.memory.n += 1;
            let op = Op { n: self.state.memory.n, tx: self.state.memory.n, ..row.op };
            update_op(&tx, self.versions, row.ord, device, &op)?;
        }
        // Held ones too: the restored server may have lost what it held.
        tx.execute(
            "UPDATE op SET state = 'pending', seq = 0, why = NULL, sent_at = NULL WHERE state <> 'pending'",
            [],
        )
        .map_err(journal_fault)?;
        epoch.clone_into(&mut self.state.memory.epoch);
        self.state.memory.ack = 0;
        self.state.memory.chain = opstap_sync::ident::Chain::default();
        self.state.memory.receipt = None;
        self.state.memory.ge = 0;
        self.state.backed_n = 0;
        self.state.write(&tx)?;
        tx.commit().map_err(journal_fault)?;
        self.offer_files_again()?;
        self.start_afresh()?;
        self.rebuild_overlays()
    }

    /// Every operation in the journal, for tests and support.
    ///
    /// # Errors
    ///
    /// When the journal cannot be read.
    pub fn journalled(&self) -> Result<Vec<Op>, StoreError> {
        Ok(rows(&self.journal, self.versions, "1 ORDER BY ord", [])?.into_iter().map(|row| row.op).collect())
    }

    pub(crate) fn journal_again(&mut self, op: &Op, made_at: i64) -> Result<(), StoreError> {
        let device = self.state.memory.device.unwrap_or(DeviceId::SERVER);
        insert_op(&self.journal, self.versions, device, op, made_at)?;
        self.state.memory.n = self.state.memory.n.max(op.n);
        self.state.write(&self.journal)
    }
}
