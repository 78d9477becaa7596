//! Organisations, staff, devices and content: what an administrator does.

use std::collections::BTreeMap;

use opstap::Words;
use opstap_content::Language;
use opstap_domain::editing::State;
use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_sync::hlc::Hlc;
use opstap_sync::ident::{DeviceId, Dot};
use opstap_sync::record::{RecordState, UnitState};
use serde_json::{Value, json};
use uuid::Uuid;

use super::Engine;
use super::administration::Administrator;
use super::audit::Note;
use super::editing::text;
use crate::audit::{Act, Actor};
use crate::random;
use crate::register::ACCESS;
use crate::store::{AccountRow, DeviceRow, ScopeStore, StoreError, Stored};

/// The programme with which a case begins unless told otherwise.
pub const PROGRAMME: &str = "goed-begonnen";

/// What kept an administrator's wish from being done. Names no person.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AdminError {
    /// There is no such thing.
    #[error("there is no such {0}")]
    Unknown(&'static str),
    /// It is there, but cannot be used so.
    #[error("{0}")]
    Refused(&'static str),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// One item of content, as a package gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct ContentItem {
    /// The kind of record.
    pub kind: String,
    /// The id within the package.
    pub key: String,
    /// The package's version.
    pub version: String,
    /// The item.
    pub body: Value,
}

/// What loading content changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Loading {
    /// New records.
    pub added: usize,
    /// Records with another body than before.
    pub changed: usize,
    /// Records that were the same already.
    pub same: usize,
    /// Items that the package has no more. Programmes never go: cases may follow them.
    pub removed: usize,
    /// Items that somebody of the organisation published or took back itself: a package leaves them as they are.
    pub own: usize,
}

impl<S: ScopeStore> Engine<S> {
    /// Adds an organisation with its content.
    ///
    /// # Errors
    ///
    /// [`AdminError`] of the store.
    pub fn add_org(
        &mut self,
        name: &str,
        content: impl IntoIterator<Item = ContentItem>,
        now_ms: i64,
    ) -> Result<Uuid, AdminError> {
        self.keep(|engine| {
            let org = random::id(engine.random.as_mut(), now_ms).map_err(StoreError::from)?;
            engine.store.add_org(org, name, now_ms)?;
            for compartment in [Compartment::Org, Compartment::Content, Compartment::Library] {
                engine.store.add_scope(ScopeId::new(org, compartment), org)?;
            }
            engine.take_content(org, content, now_ms)?;
            engine.note_act(Note::arranged(org, Actor::CONSOLE, "organisation_added", now_ms));
            Ok(org)
        })
    }

    /// Adds an account of somebody who works for the organisation, or volunteers.
    ///
    /// # Errors
    ///
    /// [`AdminError`] for an organisation that is not there, or a role that is none of staff.
    pub fn add_staff(&mut self, org: Uuid, role: Role, name: &str, now_ms: i64) -> Result<Uuid, AdminError> {
        if matches!(role, Role::Client | Role::Server) {
            return Err(AdminError::Refused("a client is added by opening a case"));
        }
        self.keep(|engine| Ok(engine.begin_work(&Administrator::console(org), role, name, now_ms)?.id))
    }

    pub(super) fn add_account(
        &mut self,
        org: Uuid,
        role: Role,
        name: &str,
        now_ms: i64,
    ) -> Result<AccountRow, AdminError> {
        self.store.org_name(org)?.ok_or(AdminError::Unknown("organisation"))?;
        let id = random::id(self.random.as_mut(), now_ms).map_err(StoreError::from)?;
        let account = AccountRow { id, org, role, name: name.to_owned(), ge: 0, closed_at: None };
        self.store.put_account(&account)?;
        Ok(account)
    }

    /// Blocks a device. At its next round it is told to remove everything.
    ///
    /// # Errors
    ///
    /// [`AdminError`] for a device that is not there.
    pub fn revoke_device(&mut self, device: DeviceId, now_ms: i64) -> Result<(), AdminError> {
        self.keep(|engine| {
            let row = engine.store.device(device)?.ok_or(AdminError::Unknown("device"))?;
            if let Some(account) = engine.store.account(row.account)? {
                let note = Note::arranged(account.org, Actor::CONSOLE, "device_blocked", now_ms);
                let subject = engine.case_of(&account)?;
                engine.note_act(Note { subject, ..note.act(Act::Administered, ACCESS) });
            }
            engine.revoke_within(device, now_ms)?.then_some(()).ok_or(AdminError::Unknown("device"))
        })
    }

    /// The same within the caller's transaction. `false`: there is no such device.
    ///
    /// # Errors
    ///
    /// [`StoreError`]: take everything back.
    pub fn revoke_within(&mut self, device: DeviceId, now_ms: i64) -> Stored<bool> {
        let Some(row) = self.store.device(device)? else { return Ok(false) };
        self.store.put_device(&DeviceRow { revoked_at: Some(now_ms), wipe: true, ..row })?;
        Ok(true)
    }

    /// Replaces the organisation's content by a package. Programmes of older versions stay, because cases
    /// follow them.
    ///
    /// # Errors
    ///
    /// [`AdminError`] for an organisation that is not there.
    pub fn load_content(
        &mut self,
        org: Uuid,
        items: impl IntoIterator<Item = ContentItem>,
        now_ms: i64,
    ) -> Result<Loading, AdminError> {
        self.keep(|engine| {
            engine.store.org_name(org)?.ok_or(AdminError::Unknown("organisation"))?;
            Ok(engine.take_content(org, items, now_ms)?)
        })
    }

    fn take_content(
        &mut self,
        org: Uuid,
        items: impl IntoIterator<Item = ContentItem>,
        now_ms: i64,
    ) -> Stored<Loading> {
        let scope = ScopeId::new(org, Compartment::Content);
        let mut loading = Loading::default();
        let mut seen = std::collections::BTreeSet::new();
        let own = self.own_content(org)?;
        for (kind, key) in own.keys() {
            seen.insert(scope.derived_id(&format!("content/{kind}/{key}")));
        }
        for mut item in items {
            match own.get(&(item.kind.clone(), item.key.clone())) {
                // Taken out of use, or in again, but never written here.
                Some(written) if item.kind == "programme" && !written => {
                    let away = self.is_withdrawn(org, &item.key)?;
                    if let (true, Some(members)) = (away, item.body.as_object_mut()) {
                        members.insert("withdrawn".to_owned(), Value::from(true));
                    }
                }
                Some(written) if item.kind == "work_form" && !written && self.has_form(org, &item.key)? => {}
                Some(_) => {
                    loading.own += 1;
                    continue;
                }
                None => {}
            }
            let key = match item.kind.as_str() {
                "programme" => format!("content/{}/{}/{}", item.kind, item.key, item.version),
                _ => format!("content/{}/{}", item.kind, item.key),
            };
            let id = scope.derived_id(&key);
            seen.insert(id);
            let old = self.store.record(scope, id)?.filter(|record| !record.deleted);
            match old.as_ref().map(|record| record.units.get("body").map(|unit| &unit.v) == Some(&item.body))
            {
                None => loading.added += 1,
                Some(true) => {
                    loading.same += 1;
                    continue;
                }
                Some(false) => loading.changed += 1,
            }
            let units =
                [("key", Value::from(item.key)), ("version", Value::from(item.version)), ("body", item.body)];
            self.say(scope, id, &item.kind, units, now_ms)?;
        }
        loading.removed = self.forget_content(scope, &seen)?;
        Ok(loading)
    }

    /// What somebody of the organisation published or took back, by kind and key, and whether a version of it was written here.
    fn own_content(&mut self, org: Uuid) -> Stored<BTreeMap<(String, String), bool>> {
        let mut own = BTreeMap::new();
        let mut keep = |_: Uuid, record: RecordState| {
            let said =
                |name: &str| record.units.get(name).and_then(|unit| unit.v.as_str()).unwrap_or_default();
            // What was published stands also while somebody works on what comes after it.
            let ours = record.units.get("ours").is_some_and(|unit| unit.v == true);
            if ours && !record.deleted && State::from_name(said("state")).is_some() {
                let key = (record.kind.clone(), said("key").to_owned());
                own.insert(key, !said("version").is_empty());
            }
            Ok(true)
        };
        self.store.records_after(super::editing::library(org), 0, &mut keep)?;
        Ok(own)
    }

    fn forget_content(&mut self, scope: ScopeId, keep: &std::collections::BTreeSet<Uuid>) -> Stored<usize> {
        let mut gone = Vec::new();
        self.store.records_after(scope, 0, &mut |id, record| {
            let stays = ["programme", super::reached::KIND].contains(&record.kind.as_str());
            if !record.deleted && !stays && !keep.contains(&id) {
                gone.push((id, record));
            }
            Ok(true)
        })?;
        for (id, record) in &gone {
            let s = self.store.lock_head(scope)? + 1;
            self.store.put_record(scope, *id, &RecordState { deleted: true, s, ..record.clone() })?;
        }
        Ok(gone.len())
    }

    /// Words in the language that the client of a case reads.
    pub(super) fn words_of(&mut self, scope: ScopeId) -> Stored<Words> {
        let wish = self.store.record(scope, scope.derived_id("preference"))?;
        let language = wish.as_ref().and_then(|wish| Language::from_code(text(wish, "language")));
        Ok(Words::new(language.unwrap_or_default()))
    }

    /// A message by the organisation itself, which is nobody's account: no person can write in its name (ADR-0046).
    pub(super) fn write_as_organisation(
        &mut self,
        org: Uuid,
        scope: ScopeId,
        id: Uuid,
        body: &str,
        now_ms: i64,
    ) -> Stored<()> {
        let author = json!(org.to_string());
        let units = [("body", json!(body)), ("sent_at", json!(now_ms)), ("author", author)];
        self.say(scope, id, "message", units, now_ms)
    }

    /// Deletes a record of the server's own, where it is there.
    pub(super) fn unsay(&mut self, scope: ScopeId, id: Uuid) -> Stored<()> {
        let Some(record) = self.store.record(scope, id)?.filter(|record| !record.deleted) else {
            return Ok(());
        };
        let s = self.store.lock_head(scope)? + 1;
        self.store.put_record(scope, id, &RecordState { deleted: true, s, ..record })
    }

    /// Writes a record of the server's own: units that differ get a new dot, others stay.
    pub(super) fn say<const N: usize>(
        &mut self,
        scope: ScopeId,
        id: Uuid,
        kind: &str,
        units: [(&str, Value); N],
        now_ms: i64,
    ) -> Stored<()> {
        let n = self.store.next_server_n(scope)?;
        let s = self.store.lock_head(scope)? + 1;
        let old = self.store.record(scope, id)?;
        let erased = old.as_ref().and_then(|record| record.erased);
        let old = old.filter(|record| !record.deleted);
        let mut now = old.map_or_else(BTreeMap::new, |record| record.units);
        for (name, v) in units {
            if now.get(name).is_none_or(|unit| unit.v != v) {
                let d = Dot::new(DeviceId::SERVER, n);
                now.insert(name.to_owned(), UnitState { v, d, t: Hlc::at(now_ms), by: None, s });
            }
        }
        self.store.put_record(scope, id, &RecordState { units: now, s, erased, ..RecordState::empty(kind) })
    }
}
