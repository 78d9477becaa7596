//! Reading the audit trail: all of it, whether it is whole, and what is about one client, for that client.

use std::collections::BTreeMap;

use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_sync::audit::{AuditLine, AuditPage, LINES_MAX};
use opstap_sync::ident::DeviceId;
use opstap_sync::wire::Problem;
use uuid::Uuid;

use super::Engine;
use super::audit::{Note, WINDOW_MS, device_of};
use crate::audit::{Act, Actor, AuditRow, Broken, Check, Head, Way, hex};
use crate::problem;
use crate::register::OWN_DATA;
use crate::store::{AccountRow, DeviceRow, ScopeStore, StoreError, Stored};

/// Rows that are read at a time.
const PAGE: usize = 1_000;

/// Which part of the trail somebody reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrailAsked {
    /// Only what is older than this row; 0: from the newest.
    pub before: u64,
    /// So many lines at most.
    pub most: usize,
}

impl<S: ScopeStore> Engine<S> {
    /// The end of an organisation's trail, to be kept elsewhere.
    ///
    /// # Errors
    ///
    /// [`StoreError`] of the store.
    pub fn audit_head(&mut self, org: Uuid) -> Stored<Head> {
        self.keep(|engine| engine.store.audit_head(org))
    }

    /// Reads an organisation's trail after a row, and gives each row to `visit`. Gives the number of the last one.
    ///
    /// # Errors
    ///
    /// [`StoreError`] of the store, and what `visit` answers.
    pub fn audit_rows<E: From<StoreError>>(
        &mut self,
        org: Uuid,
        mut after: u64,
        visit: &mut dyn FnMut(&AuditRow) -> Result<(), E>,
    ) -> Result<u64, E> {
        loop {
            let rows = self.keep(|engine| engine.store.audit_after(org, after, PAGE))?;
            for row in &rows {
                after = after.max(row.n);
                visit(row)?;
            }
            if rows.len() < PAGE {
                return Ok(after);
            }
        }
    }

    /// Whether an organisation's trail is whole, as far as the database itself and a head that was kept elsewhere can tell.
    /// Gives how many rows there are, or the first thing that is wrong. A server may append meanwhile.
    ///
    /// # Errors
    ///
    /// [`StoreError`] of the store.
    pub fn audit_check(&mut self, org: Uuid, kept: Option<Head>) -> Stored<Result<u64, Broken>> {
        let mut check = Check::new(kept);
        self.follow(org, (0, u64::MAX), &mut check)?;
        // Read after the rows, so that none of them is beyond it. What was appended between is read as well.
        let own = self.audit_head(org)?;
        self.follow(org, (check.last(), own.n), &mut check)?;
        Ok(check.finish(own))
    }

    /// Gives rows of a trail to a check: after one number, up to another.
    fn follow(&mut self, org: Uuid, (mut after, upto): (u64, u64), check: &mut Check) -> Stored<()> {
        let mut most = PAGE;
        while after < upto && !check.is_broken() {
            let rows = match self.keep(|engine| engine.store.audit_after(org, after, most)) {
                // One of them cannot be read: one by one, to know which.
                Err(StoreError::Broken(_)) if most > 1 => {
                    most = 1;
                    continue;
                }
                Err(StoreError::Broken(_)) => {
                    check.take_unreadable();
                    return Ok(());
                }
                rows => rows?,
            };
            for row in rows.iter().filter(|row| row.n <= upto) {
                check.take(row);
            }
            match rows.last() {
                Some(row) => after = row.n,
                None => return Ok(()),
            }
        }
        Ok(())
    }
}

impl<S: ScopeStore> Engine<S> {
    /// What was done with the data of the client with this token. Whoever is no client, and a client whose case was erased, finds
    /// nothing. Within the caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`]: take everything back.
    pub fn trail_by_token(
        &mut self,
        token: &str,
        asked: TrailAsked,
        now_ms: i64,
    ) -> Stored<Result<(DeviceId, AuditPage), Problem>> {
        let (device, _) = match self.live_by_token(token, now_ms)? {
            Ok(live) => live,
            Err(problem) => return Ok(Err(problem)),
        };
        let page = self.trail_for(&device, Way::Device, asked, now_ms)?;
        let page = page.map(|page| (device.id, page));
        Ok(page.ok_or_else(|| problem::named("not-found", 404, "Nothing is here.")))
    }

    /// The same for the person of a browser; `None`: not theirs to see. Within the caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`]: take everything back.
    pub fn trail_of_device(
        &mut self,
        device: DeviceId,
        asked: TrailAsked,
        now_ms: i64,
    ) -> Stored<Option<AuditPage>> {
        let row = self.store.device(device)?.filter(|row| row.revoked_at.is_none());
        row.map_or(Ok(None), |row| self.trail_for(&row, Way::Browser, asked, now_ms))
    }

    fn trail_for(
        &mut self,
        device: &DeviceRow,
        way: Way,
        asked: TrailAsked,
        now_ms: i64,
    ) -> Stored<Option<AuditPage>> {
        let account = self.store.account(device.account)?;
        let client = account.filter(|row| row.role == Role::Client && row.closed_at.is_none());
        let Some(client) = client else { return Ok(None) };
        let Some(case) = self.case_of(&client)? else { return Ok(None) };
        let most = asked.most.clamp(1, LINES_MAX);
        let mut rows = self.store.audit_about(client.org, case, asked.before, most + 1)?;
        let more = rows.len() > most;
        rows.truncate(most);
        let names = self.helpers_of(case)?;
        let page = AuditPage {
            before: rows.last().filter(|_| more).map(|row| row.n),
            lines: rows.iter().map(|row| line(row, &client, &names)).collect(),
        };
        let actor = Actor { way, ..device_of(&client, device) };
        let note = Note::arranged(client.org, actor, "", now_ms).act(Act::Read, OWN_DATA);
        self.note_act(note.about(case).of(page.lines.len()).for_(WINDOW_MS));
        Ok(Some(page))
    }

    /// The names that stand in a case already: whoever is in it sees them. Nobody else's is told.
    fn helpers_of(&mut self, case: Uuid) -> Stored<BTreeMap<Uuid, String>> {
        let mut names = BTreeMap::new();
        for (_, record) in self.store.records_of_kind(ScopeId::new(case, Compartment::Together), "helper")? {
            let text = |name: &str| record.units.get(name).and_then(|unit| unit.v.as_str());
            let account = text("account").and_then(|id| Uuid::parse_str(id).ok());
            if let (Some(account), Some(name)) = (account, text("name")) {
                names.insert(account, name.to_owned());
            }
        }
        Ok(names)
    }
}

fn line(row: &AuditRow, client: &AccountRow, names: &BTreeMap<Uuid, String>) -> AuditLine {
    let own = row.actor.account == Some(client.id);
    let name = row.actor.account.filter(|_| !own).and_then(|account| names.get(&account));
    AuditLine {
        n: row.n,
        start: row.start,
        end: row.end,
        act: row.act.name().to_owned(),
        activity: row.activity.clone(),
        place: row.place.map_or("", Compartment::name).to_owned(),
        way: row.actor.way.name().to_owned(),
        role: row.actor.role.map_or("", Role::name).to_owned(),
        name: name.cloned().unwrap_or_default(),
        own,
        items: row.items,
        status: row.status.name().to_owned(),
        detail: row.detail.clone(),
        trace: hex(&row.trace),
    }
}
