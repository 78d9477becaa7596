//! What is noted in the audit trail, and when: in the transaction that does it, after all else of it, so that who waits for the end
//! of the trail waits for a commit and no more (ADR-0034).

use std::collections::BTreeMap;

use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_sync::ident::DeviceId;
use opstap_sync::server::{Decision, Loaded};
use opstap_sync::wire::{Handle, ScopePage, SyncRequest};
use uuid::Uuid;

use super::Engine;
use super::automatic::is_automat;
use crate::audit::{Act, Actor, AuditRow, Head, Status, Way, hash, trace::Trace};
use crate::register;
use crate::store::{AccountRow, DeviceRow, GrantRow, Same, ScopeStore, Stored};

/// Reading by one device in one part of a case is one row for so long: an hour, in milliseconds.
pub const WINDOW_MS: i64 = 3_600_000;
/// The same for what asks by itself, again and again: an agenda, a device that was ended. A day, in milliseconds.
pub const DAY_MS: i64 = 24 * 3_600_000;

/// Why an operation was held, as the trail may repeat it: the rest of a reason may quote what a device made up.
const HELD: [&str; 9] = [
    "erased",
    "forgotten",
    "scope_revoked",
    "read_only",
    "not_allowed",
    "unknown_kind",
    "unknown_change",
    "invalid",
    "wrong_author",
];

/// Something to note.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Note {
    pub(crate) org: Uuid,
    pub(crate) actor: Actor,
    pub(crate) act: Act,
    pub(crate) activity: &'static str,
    pub(crate) subject: Option<Uuid>,
    pub(crate) place: Option<Compartment>,
    pub(crate) items: u64,
    pub(crate) status: Status,
    pub(crate) detail: &'static str,
    pub(crate) at: i64,
    /// For how long its row stands for more of the same; 0: for itself alone.
    pub(crate) window_ms: i64,
}

impl Note {
    /// Something that somebody did for the administration of an organisation.
    pub(crate) const fn arranged(org: Uuid, actor: Actor, detail: &'static str, at: i64) -> Self {
        Self {
            org,
            actor,
            act: Act::Administered,
            activity: register::ADMINISTRATION,
            subject: None,
            place: None,
            items: 1,
            status: Status::Ok,
            detail,
            at,
            window_ms: 0,
        }
    }

    /// The same about a case.
    pub(crate) const fn about(self, case: Uuid) -> Self {
        Self { subject: Some(case), ..self }
    }

    /// Another act, for another purpose.
    pub(crate) const fn act(self, act: Act, activity: &'static str) -> Self {
        Self { act, activity, ..self }
    }

    /// In a part of a case.
    pub(crate) const fn within(self, scope: ScopeId) -> Self {
        Self { subject: Some(scope.owner), place: Some(scope.compartment), ..self }
    }

    /// About so many records.
    pub(crate) const fn of(self, items: usize) -> Self {
        Self { items: items as u64, ..self }
    }

    /// Standing for more of the same for so long.
    pub(crate) const fn for_(self, window_ms: i64) -> Self {
        Self { window_ms, ..self }
    }

    /// Something that was not done.
    pub(crate) const fn refused(self) -> Self {
        Self { act: Act::Refused, status: Status::Refused, ..self }
    }
}

/// Whether a part belongs to a case: an organisation's own parts hold nobody's data but its staff's names.
const fn of_a_case(compartment: Compartment) -> bool {
    matches!(compartment, Compartment::Together | Compartment::Money | Compartment::Office | Compartment::Own)
}

/// For what somebody with this role is in a case.
pub(super) const fn purpose(role: Role) -> &'static str {
    if matches!(role, Role::Triage) { register::SIGN_UP } else { register::DEBT_HELP }
}

/// A person's device; or the server's own, which acts for nobody (ADR-0066).
pub(super) fn device_of(account: &AccountRow, device: &DeviceRow) -> Actor {
    if is_automat(device) {
        return Actor { device: Some(device.id), ..Actor::SERVER };
    }
    Actor { account: Some(account.id), role: Some(account.role), device: Some(device.id), way: Way::Device }
}

fn why_held(why: &str) -> &'static str {
    let code = why.split('/').next().unwrap_or_default();
    HELD.into_iter().find(|known| *known == code).unwrap_or("other")
}

impl<S: ScopeStore> Engine<S> {
    /// What is noted from here on belongs to this request.
    pub(crate) const fn under(&mut self, trace: Option<Trace>) {
        self.trace = trace;
    }

    /// Notes something, to be written before this transaction ends.
    pub(crate) fn note_act(&mut self, note: Note) {
        self.notes.push(note);
    }

    /// Forgets what was to be noted: what it was about is taken back.
    pub(crate) fn drop_notes(&mut self) {
        self.notes.clear();
    }

    /// Writes what was noted, last of all in its transaction. What a row stands for already needs none, and a transaction
    /// without notes does nothing here.
    pub(crate) fn settle_notes(&mut self) -> Stored<()> {
        let mut by_org: BTreeMap<Uuid, Vec<Note>> = BTreeMap::new();
        for note in std::mem::take(&mut self.notes) {
            if !self.is_covered(&note)? {
                by_org.entry(note.org).or_default().push(note);
            }
        }
        for (org, notes) in by_org {
            let mut head = self.store.lock_audit(org)?;
            for note in notes {
                let row = row_of(&note, head, self.trace);
                self.store.append_audit(&row)?;
                head = Head { org, n: row.n, hash: row.hash };
            }
        }
        Ok(())
    }

    fn is_covered(&mut self, note: &Note) -> Stored<bool> {
        let Some(account) = note.actor.account.filter(|_| note.window_ms > 0) else { return Ok(false) };
        let same = Same {
            org: note.org,
            device: note.actor.device,
            subject: note.subject,
            account,
            act: note.act,
            place: note.place.map_or("", Compartment::name),
            way: note.actor.way,
            detail: note.detail,
        };
        self.store.audit_covers(&same, note.at)
    }

    /// What a round wrote, what it was refused, and whom it let in.
    pub(super) fn note_round(
        &mut self,
        (account, device): (&AccountRow, &DeviceRow),
        request: &SyncRequest,
        decision: &Decision,
        loaded: &Loaded,
        now_ms: i64,
    ) {
        let actor = device_of(account, device);
        let note = Note::arranged(account.org, actor, "", now_ms);
        // For what somebody is in a case their grant says: a counsellor may be there as the desk.
        let as_whom = |scope: ScopeId| {
            let grant = loaded.grants.values().find(|grant| grant.scope == scope);
            purpose(grant.map_or(account.role, |grant| grant.role))
        };
        let mut written: BTreeMap<(ScopeId, bool), usize> = BTreeMap::new();
        for (uid, _, scope, _) in
            decision.applied.iter().filter(|(_, _, scope, _)| of_a_case(scope.compartment))
        {
            let rec = request.ops.iter().find(|op| op.uid == *uid).map(|op| op.id);
            let record = rec.and_then(|rec| loaded.records.get(&(*scope, rec)));
            // A helper who opens a case writes that down: that is reading.
            let look = record.is_some_and(|record| record.kind == "look");
            *written.entry((*scope, look)).or_default() += 1;
        }
        for ((scope, look), items) in written {
            let (act, detail) = if look { (Act::Read, "look") } else { (Act::Written, "") };
            let note = Note { detail, ..note.act(act, as_whom(scope)).within(scope).of(items) };
            self.note_act(note);
        }
        let mut held: BTreeMap<(Option<ScopeId>, &'static str), usize> = BTreeMap::new();
        for row in &decision.held {
            let scope = row.scope.filter(|scope| of_a_case(scope.compartment));
            *held.entry((scope, why_held(&row.why))).or_default() += 1;
        }
        for ((scope, detail), items) in held {
            let purpose = scope.map_or(purpose(account.role), as_whom);
            let note = Note { detail, ..note.act(Act::Refused, purpose).of(items).refused() };
            self.note_act(scope.map_or(note, |scope| note.within(scope)));
        }
        let mut erased: BTreeMap<ScopeId, usize> = BTreeMap::new();
        for (scope, _) in &decision.erasures {
            *erased.entry(*scope).or_default() += 1;
        }
        for (scope, items) in erased {
            self.note_act(Note {
                detail: "record",
                ..note.act(Act::Erased, as_whom(scope)).within(scope).of(items)
            });
        }
        for scope in &decision.shares {
            self.note_act(note.act(Act::Shared, purpose(account.role)).within(*scope));
        }
    }

    /// What went to a device with an answer.
    pub(super) fn note_pages(
        &mut self,
        (account, device): (&AccountRow, &DeviceRow),
        grants: &[GrantRow],
        pages: &[ScopePage],
        now_ms: i64,
    ) {
        let scope_of = |h: Handle| {
            grants.iter().find(|row| row.grant.h == h).map(|row| (row.grant.scope, row.grant.role))
        };
        // What the server reads of its own database for a device of its own, nobody looks at.
        let looked_at = pages.iter().filter(|page| !page.recs.is_empty() && !is_automat(device));
        for page in looked_at {
            let Some((scope, role)) = scope_of(page.h).filter(|(scope, _)| of_a_case(scope.compartment))
            else {
                continue;
            };
            let note = Note::arranged(account.org, device_of(account, device), "", now_ms);
            let note = note.act(Act::Read, purpose(role)).within(scope).of(page.recs.len());
            self.note_act(note.for_(WINDOW_MS));
        }
    }

    /// A device that may not ask any more, and asks.
    pub(super) fn note_turned_away(&mut self, device: &DeviceRow, now_ms: i64) -> Stored<()> {
        let Some(account) = self.store.account(device.account)? else { return Ok(()) };
        let detail = if device.wipe { "blocked" } else { "ended" };
        let note = Note::arranged(account.org, device_of(&account, device), detail, now_ms);
        let note = note.act(Act::Refused, register::ACCESS).refused().for_(DAY_MS);
        let case = self.case_of(&account)?;
        self.note_act(Note { subject: case, ..note });
        Ok(())
    }

    /// A device or a browser was let in, or ended by its own person.
    pub(super) fn note_access(
        &mut self,
        account: &AccountRow,
        device: &DeviceRow,
        act: Act,
        now_ms: i64,
    ) -> Stored<()> {
        let note =
            Note::arranged(account.org, device_of(account, device), "", now_ms).act(act, register::ACCESS);
        let case = self.case_of(account)?;
        self.note_act(Note { subject: case, ..note });
        Ok(())
    }

    /// The case of a client; `None` for whoever is none, and after it was erased.
    pub(super) fn case_of(&mut self, account: &AccountRow) -> Stored<Option<Uuid>> {
        if account.role != Role::Client {
            return Ok(None);
        }
        let grants = self.store.grants(account.id)?;
        let own = grants.iter().find(|row| row.grant.scope.compartment == Compartment::Together);
        Ok(own.map(|row| row.grant.scope.owner))
    }

    /// A page or a file of a case is about to be shown to the person of a device; without a case, their own. `false`: it is not
    /// theirs to see, and nothing is noted. Within the caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError): take everything back, and show nothing.
    pub fn note_seen(
        &mut self,
        device: DeviceId,
        (case, place): (Option<Uuid>, Compartment),
        act: Act,
        now_ms: i64,
    ) -> Stored<bool> {
        let Some(device) = self.store.device(device)?.filter(|row| row.revoked_at.is_none()) else {
            return Ok(false);
        };
        let Some(account) = self.store.account(device.account)? else { return Ok(false) };
        let wanted = match case {
            Some(case) => Some(case),
            None => self.case_of(&account)?,
        };
        let grants = self.store.grants(account.id)?;
        let Some(grant) = grants.iter().find(|row| Some(row.grant.scope.owner) == wanted) else {
            return Ok(false);
        };
        let actor = Actor { way: Way::Browser, ..device_of(&account, &device) };
        let scope = ScopeId::new(grant.grant.scope.owner, place);
        let own = act == Act::Exported && account.role == Role::Client;
        let activity = if own { register::OWN_DATA } else { purpose(grant.grant.role) };
        let note = Note::arranged(account.org, actor, "", now_ms).act(act, activity).within(scope);
        self.note_act(if act == Act::Read { note.for_(WINDOW_MS) } else { note });
        Ok(true)
    }
}

fn row_of(note: &Note, head: Head, trace: Option<Trace>) -> AuditRow {
    // Whatever no request asked for gets numbers of its own, which nothing else has: they follow from where it stands.
    let n = head.n + 1;
    let mut own = blake3::Hasher::new_derive_key("opstap 2026-11-27 audit names 1");
    own.update(note.org.as_bytes()).update(&n.to_be_bytes()).update(&head.hash);
    let mut names = [0; 24];
    own.finalize_xof().fill(&mut names);
    let (mut own_trace, mut span) = ([0; 16], [0; 8]);
    own_trace.copy_from_slice(&names[..16]);
    span.copy_from_slice(&names[16..]);
    let mut row = AuditRow {
        org: note.org,
        n,
        trace: trace.map_or(own_trace, |trace| trace.id),
        span,
        start: note.at,
        end: note.at.saturating_add(note.window_ms),
        act: note.act,
        activity: note.activity.to_owned(),
        subject: note.subject,
        place: note.place,
        actor: note.actor,
        items: note.items,
        status: note.status,
        detail: note.detail.to_owned(),
        before: head.hash,
        hash: [0; 32],
    };
    row.hash = hash(&row);
    row
}
