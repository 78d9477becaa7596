//! One round: who asks, does our memory agree with theirs, what they did, what they lack.

use std::collections::BTreeSet;

use opstap_domain::ids::ScopeId;
use opstap_sync::conflict::Conflict;
use opstap_sync::digest::HAVE_MAX;
use opstap_sync::ident::DeviceId;
use opstap_sync::server::{Asker, Decision, ERASED, HeldRow, Loaded, Stop, decide, needs, wordless};
use opstap_sync::wire::{LIMITS, Problem, Receipt, SyncRequest, SyncResponse};
use opstap_sync::{PROTO, SCHEMA_MIN};

use opstap_sync::ident::Chain;
use uuid::Uuid;

use super::audit::device_of;
use super::checkpoints::Cursors;
use super::feed::Reading;
use super::nudges::Stirred;
use super::{Engine, excuse};
use crate::problem;
use crate::random;
use crate::store::{AccountRow, DeviceRow, GrantRow, ScopeStore, StoreError, Stored};

/// Numbers above this are no numbers of a device: JSON readers would round them.
const NUMBER_MAX: u64 = 1 << 53;
/// A device that only asks is noted as seen once in so long: a browser asks with every page, and a note waits for the disk.
const SEEN_MS: i64 = 60_000;

/// About how many bytes a grant takes in an answer, with the key of its files.
const GRANT_BYTES: usize = 160;

/// What a round comes to: an answer or a problem. Both may have written, and both are kept.
pub type Outcome = Result<SyncResponse, Problem>;

/// Who asks, as stored.
struct Known {
    device: DeviceRow,
    account: AccountRow,
}

impl<S: ScopeStore> Engine<S> {
    /// One round of a device that is known to be who it says, in a transaction of its own.
    ///
    /// # Errors
    ///
    /// The problem document that the device gets.
    #[expect(clippy::result_large_err, reason = "the answer in its place is larger")]
    pub fn round(&mut self, device: DeviceId, request: &SyncRequest, now_ms: i64) -> Outcome {
        let done = self.keep(|engine| match engine.store.device(device)? {
            Some(row) => engine.round_of(row, request, now_ms),
            None => Ok(Err(problem::not_signed_in())),
        });
        done.unwrap_or_else(|error| Err(excuse(&error)))
    }

    /// One round by token, within the caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`]: take everything back.
    pub fn round_by_token(&mut self, token: &str, request: &SyncRequest, now_ms: i64) -> Stored<Outcome> {
        match self.store.device_by_token(blake3::hash(token.as_bytes()).as_bytes())? {
            Some(row) => self.round_of(row, request, now_ms),
            None => Ok(Err(problem::not_signed_in())),
        }
    }

    fn round_of(&mut self, device: DeviceRow, request: &SyncRequest, now_ms: i64) -> Stored<Outcome> {
        self.stirred = None;
        let asking = device.clone();
        let known = match self.admit(device, request)? {
            Ok(known) => known,
            Err(problem) => {
                if asking.revoked_at.is_some() {
                    self.note_turned_away(&asking, now_ms)?;
                }
                return Ok(Err(problem));
            }
        };
        if request.schema < SCHEMA_MIN {
            return self.hold_all(&known, request, now_ms);
        }
        if request.schema < self.versions.newest() {
            let mut present = request.clone();
            let otherwise = self.versions.upcast_request(&mut present);
            return self.round_of_known(known, &present, &otherwise, now_ms);
        }
        self.round_of_known(known, request, &BTreeSet::new(), now_ms)
    }

    /// A round in the present version of the catalogue. `otherwise` are the operations that came in another.
    fn round_of_known(
        &mut self,
        known: Known,
        request: &SyncRequest,
        otherwise: &BTreeSet<u64>,
        now_ms: i64,
    ) -> Stored<Outcome> {
        let epoch = self.epoch()?;
        if !request.epoch.is_empty() && request.epoch != epoch {
            return Ok(Err(problem::reconcile(epoch)));
        }
        let Some(cursors) = self.cursors(&known, request) else { return Ok(Err(problem::need_cursors())) };
        self.store.confirm_purged(&known.device, &request.purged, now_ms)?;
        let grants = self.store.grants(known.account.id)?;
        let grants = self.end_shares(grants, now_ms)?;
        if self.lags(&known, &grants, &cursors)? {
            return self.behind(&known, request, &epoch);
        }
        let compared = self.compare(request, &grants, &cursors)?;
        let mut loaded = self.store.load(&known.device, &needs(request), &grants)?;
        loaded.left_out = self.left_out_of(known.account.org, request)?;
        let asker =
            Asker { account: known.account.id, role: known.account.role, device: known.device.id, now_ms };
        let mut decision = match decide(&asker, request, &mut loaded) {
            Ok(decision) => decision,
            Err(Stop::Behind) => return self.behind(&known, request, &epoch),
            Err(Stop::Fork) => return self.fork(&known.device, now_ms).map(Err),
        };
        decision.have_read_back(request, otherwise);
        self.store.write(&known.device, &decision, &loaded, now_ms)?;
        self.note_round((&known.account, &known.device), request, &decision, &loaded, now_ms);
        let device = seen(&known.device, &loaded, now_ms);
        if device != known.device {
            self.store.put_device(&device)?;
        }
        let written = decision.records.iter().filter_map(|key| Some((*key, loaded.records.get(key)?)));
        self.let_deleted_blobs_go(written, now_ms)?;
        for (scope, rec) in &decision.erasures {
            let kind =
                loaded.records.get(&(*scope, *rec)).map(|record| record.kind.clone()).unwrap_or_default();
            self.erase_record(*scope, *rec, &kind, now_ms)?;
        }
        self.stirred = Stirred::of(device.id, &decision);
        for case in shares_touched(&decision, &loaded) {
            self.share_out(case, now_ms)?;
        }
        for scope in matches_touched(&decision, &loaded) {
            self.match_up(scope.owner, device_of(&known.account, &device), now_ms)?;
        }
        self.asked_of_events(&decision, &loaded, now_ms)?;
        self.asked_of_moments(&known.account, &decision, &loaded, now_ms)?;
        self.happened_in_round(known.account.role, &decision, &loaded, now_ms)?;
        let answer = self.answer(device, request, epoch, cursors, decision, now_ms)?;
        Ok(Ok(SyncResponse { agrees: compared.agrees, fix: compared.fix, ..answer }))
    }

    fn admit(&mut self, device: DeviceRow, request: &SyncRequest) -> Stored<Result<Known, Problem>> {
        if device.revoked_at.is_some() {
            return Ok(Err(if device.wipe { problem::blocked() } else { problem::not_signed_in() }));
        }
        if request.dev != device.id {
            return Ok(Err(problem::not_signed_in()));
        }
        if request.proto > PROTO {
            return Ok(Err(problem::server_too_old()));
        }
        if request.proto != PROTO {
            return Ok(Err(problem::update_needed()));
        }
        if let Some(fault) = fault(request) {
            return Ok(Err(fault));
        }
        let account = self.store.account(device.account)?;
        let account = account.ok_or_else(|| StoreError::broken("a device without an account"))?;
        if account.closed_at.is_some() {
            return Ok(Err(problem::blocked()));
        }
        Ok(Ok(Known { device, account }))
    }

    /// All cursors, from the request alone or on top of a checkpoint.
    fn cursors(&self, known: &Known, request: &SyncRequest) -> Option<Cursors> {
        let mut cursors = match &request.ck {
            Some(id) => self.checkpoints.get(known.device.id, id)?,
            None => Cursors::new(),
        };
        cursors.extend(request.cur.iter().copied());
        Some(cursors)
    }

    /// Whether the device has read further than we have written.
    fn lags(&mut self, known: &Known, grants: &[GrantRow], cursors: &Cursors) -> Stored<bool> {
        let read = grants.iter().filter(|row| cursors.get(&row.grant.h).is_some_and(|cursor| *cursor > 0));
        let reaches = self.store.reaches(&read.map(|row| row.grant.scope).collect::<Vec<_>>())?;
        for (h, cursor) in cursors.iter().filter(|(_, cursor)| **cursor > 0) {
            let live = grants.iter().find(|row| row.grant.h == *h).map(|row| row.grant.scope);
            let scope = match live {
                Some(scope) => Some(scope),
                None => self.store.scope_of_handle(known.account.id, *h)?,
            };
            let Some(scope) = scope else { return Ok(true) };
            if live.is_some() && *cursor > reaches.get(&scope).map_or(0, |reach| reach.head) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The device knows more of us than we do. With a receipt that only we can have made: we were restored.
    fn behind(&mut self, known: &Known, request: &SyncRequest, epoch: &str) -> Stored<Outcome> {
        let Some(receipt) = &request.rcpt else { return Ok(Err(problem::receipt_wanted())) };
        if receipt.epoch == epoch && self.receipts.verify(known.device.id, receipt) {
            tracing::warn!(device = %known.device.id, "a receipt proves a restore: new epoch");
            return Ok(Err(problem::reconcile(self.rotate_epoch()?)));
        }
        Ok(Err(problem::bad_request("No valid receipt; ask again with all cursors at zero.")))
    }

    /// The twin that came second gets an identity of its own; the first keeps the old one.
    fn fork(&mut self, device: &DeviceRow, now_ms: i64) -> Stored<Problem> {
        let (id, token) = self.fresh_identity()?;
        let fresh = DeviceRow {
            id,
            token_hash: *blake3::hash(token.as_bytes()).as_bytes(),
            last_n: 0,
            chain: Chain::default(),
            backed_n: 0,
            last_seen: now_ms,
            ..device.clone()
        };
        self.store.put_device(&fresh)?;
        Ok(problem::fork(opstap_sync::wire::NewDevice { id, token }))
    }

    pub(super) fn fresh_identity(&mut self) -> Stored<(DeviceId, String)> {
        Ok((random::device(self.random.as_mut())?, random::token(self.random.as_mut())?))
    }

    /// Too old to read, yet what people did is kept where somebody sees it.
    fn hold_all(&mut self, known: &Known, request: &SyncRequest, now_ms: i64) -> Stored<Outcome> {
        let needs = needs(request);
        let mut loaded = self.store.load(&known.device, &needs, &[])?;
        let mut decision = Decision::default();
        for op in &request.ops {
            let fresh = op.n > loaded.last_n && !loaded.uids.contains_key(&op.uid);
            if !fresh {
                continue;
            }
            loaded.last_n = op.n;
            loaded.chain = loaded.chain.then(op.uid);
            decision.numbers.push((op.n, op.uid));
            let gone = loaded.too_late(op);
            let (op, why) = if gone { (wordless(op), ERASED) } else { (op.clone(), "schema_too_old") };
            decision.held.push(HeldRow { scope: None, op, why: why.into() });
        }
        self.store.write(&known.device, &decision, &loaded, now_ms)?;
        self.note_round((&known.account, &known.device), request, &decision, &loaded, now_ms);
        let device = DeviceRow {
            last_n: loaded.last_n,
            chain: loaded.chain,
            last_seen: now_ms,
            ..known.device.clone()
        };
        self.store.put_device(&device)?;
        Ok(Err(problem::update_needed()))
    }

    fn answer(
        &mut self,
        device: DeviceRow,
        request: &SyncRequest,
        epoch: String,
        mut cursors: Cursors,
        decision: Decision,
        now_ms: i64,
    ) -> Stored<SyncResponse> {
        // Read again: what people shared in this round may have changed them.
        let account = self.store.account(device.account)?;
        let ge = account.as_ref().map_or(0, |account| account.ge);
        let grants = self.store.grants(device.account)?;
        // A list of grants is a part of what has to come over in one piece.
        let told = if request.ge == ge { 0 } else { grants.len() * GRANT_BYTES };
        let room = LIMITS.page_bytes.saturating_sub(told);
        let chg = self.pages(&Reading {
            grants: &grants,
            cursors: &cursors,
            prio: &request.prio,
            floors: &request.floors,
            budget: request.want.unwrap_or(usize::MAX).min(room).max(1),
            exact: &decision.exact,
        })?;
        if let Some(account) = &account {
            self.note_pages((account, &device), &grants, &chg, now_ms);
        }
        cursors.retain(|h, _| grants.iter().any(|row| row.grant.h == *h));
        cursors.extend(chg.iter().map(|page| (page.h, page.upto)));
        let news = !chg.is_empty() || !decision.results.is_empty();
        let heads = chg.iter().map(|page| (page.h, page.upto)).collect();
        let receipt = Receipt { epoch: epoch.clone(), last_n: device.last_n, heads, mac: String::new() };
        Ok(SyncResponse {
            rcpt: news.then(|| self.receipts.sign(device.id, &receipt)),
            epoch: if request.epoch == epoch { String::new() } else { epoch },
            now: now_ms,
            ge,
            keys: if request.ge == ge { Vec::new() } else { self.scope_keys(&grants) },
            grants: (request.ge != ge).then(|| grants.into_iter().map(|row| row.grant).collect()),
            revoked: self.store.unpurged(&device)?,
            last_n: device.last_n,
            chain: if decision.results.is_empty() { Chain::default() } else { device.chain },
            res: decision.results,
            backed_n: device.backed_n,
            ck: (!cursors.is_empty()).then(|| self.checkpoints.put(device.id, cursors)),
            chg,
            agrees: None,
            fix: None,
            next_ms: 0,
        })
    }
}

/// The device after a round. What it wrote is noted at once; that it asked, now and then.
fn seen(device: &DeviceRow, loaded: &Loaded, now_ms: i64) -> DeviceRow {
    let asked = (loaded.last_n, loaded.chain) == (device.last_n, device.chain);
    let lately = (0..SEEN_MS).contains(&(now_ms - device.last_seen));
    let last_seen = if asked && lately { device.last_seen } else { now_ms };
    DeviceRow { last_n: loaded.last_n, chain: loaded.chain, last_seen, ..device.clone() }
}

/// Cases in which a share changed, or what a conflict makes of one.
fn shares_touched(decision: &Decision, loaded: &Loaded) -> BTreeSet<Uuid> {
    let about_share = |key: &&(ScopeId, Uuid)| {
        let found = loaded.records.get(key).and_then(Conflict::from_record);
        found.is_some_and(|found| found.about.kind == "share")
    };
    let settled = decision.records.iter().filter(about_share).map(|(scope, _)| scope.owner);
    decision.shares.iter().map(|scope| scope.owner).chain(settled).collect()
}

/// Where the desk may have decided something.
fn matches_touched(decision: &Decision, loaded: &Loaded) -> BTreeSet<ScopeId> {
    let sign_up =
        |key: &&(ScopeId, Uuid)| loaded.records.get(key).is_some_and(|record| record.kind == "sign_up");
    decision.records.iter().filter(sign_up).map(|(scope, _)| *scope).collect()
}

/// What is wrong with a request before anything is looked up.
fn fault(request: &SyncRequest) -> Option<Problem> {
    if request.ops.len() > LIMITS.ops {
        return Some(problem::split());
    }
    let cursors = request.cur.iter().chain(&request.purged).map(|(_, number)| *number);
    let numbers =
        request.ops.iter().map(|op| op.n).chain(cursors).chain([request.n, request.ack, request.ge]);
    if numbers.into_iter().any(|number| number > NUMBER_MAX) {
        return Some(problem::bad_request("A number is too large."));
    }
    if request.have.as_ref().is_some_and(|(_, have)| have.len() > HAVE_MAX) {
        return Some(problem::split());
    }
    let mut before = 0;
    for op in &request.ops {
        if op.n <= before || op.n > request.n {
            return Some(problem::bad_request("Operations are not in order of their numbers."));
        }
        before = op.n;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_that_only_asks_is_noted_once_a_minute_and_one_that_writes_at_once() {
        let device = DeviceRow {
            id: DeviceId::new(7),
            account: Uuid::nil(),
            token_hash: [0; 32],
            label: String::new(),
            last_n: 4,
            chain: Chain::default(),
            backed_n: 0,
            paired_at: 0,
            last_seen: 1_000_000,
            revoked_at: None,
            wipe: false,
        };
        let after = |last_n, now_ms| seen(&device, &Loaded { last_n, ..Loaded::default() }, now_ms).last_seen;
        assert_eq!(after(4, 1_000_000 + SEEN_MS - 1), 1_000_000);
        assert_eq!(after(4, 1_000_000 + SEEN_MS), 1_000_000 + SEEN_MS);
        assert_eq!(after(5, 1_000_001), 1_000_001);
        assert_eq!(after(4, 999_999), 999_999, "a clock that was put right");
    }
}
