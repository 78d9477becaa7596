//! Who is told by HTTPS that something happened, and what waits to be told: written in the transaction in which it
//! happened, leased by one server, settled by what came of it.

use std::collections::BTreeSet;

use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_sync::server::{Decision, Loaded};
use reqwest::Url;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::administration::Administrator;
use super::connections::Unlinked;
use super::{AdminError, Engine};
use crate::push::is_public_url;
use crate::random;
use crate::store::{CallRow, DeliveryState, ScopeStore, StoreError, Stored, WebhookRow};
use crate::webhooks::{Happening, Secret};

/// How long one server has a call for itself: longer than any try lasts. 5 minutes, in milliseconds.
const LEASE_MS: i64 = 5 * 60_000;

/// The pause after each failed try, in milliseconds: 5 seconds, 5 and 30 minutes, 2, 5, 10, 14, 20 and 24 hours. After the
/// last it is left: about three days (Standard Webhooks, "Retry schedule").
const PAUSES_MS: [i64; 9] =
    [5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, 50_400_000, 72_000_000, 86_400_000];

/// How long the secret before the present one is signed with as well: a day, in milliseconds.
const BOTH_MS: i64 = 24 * 3_600_000;

/// Receivers of one organisation.
const MOST: usize = 20;

/// Characters of an address.
const URL_MAX: usize = 1_024;

/// Why it has nothing more.
const GONE: &str = "it said that it is gone";

/// A call to make now.
#[derive(Clone, Debug)]
pub struct Summons {
    /// Which.
    pub row: CallRow,
    /// Where to.
    pub url: String,
    /// What it is signed with: one secret, or two while they change.
    pub secrets: Vec<Secret>,
}

/// What a try came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// It was taken.
    Taken,
    /// It was not, as far as we know; try again, and not before this pause where there is one.
    Later {
        /// Why, in words of ours.
        why: &'static str,
        /// So long it asks to wait, in milliseconds.
        after_ms: Option<i64>,
    },
    /// Nobody listens there any more.
    Gone,
}

/// Where a receiver may listen.
pub(super) struct Address(Url);

impl Address {
    /// One on the public internet.
    pub(super) fn public(url: &str) -> Result<Self, Unlinked> {
        let address = Self::anywhere(url)?;
        if is_public_url(&address.0) { Ok(address) } else { Err(Unlinked::Inside) }
    }

    /// One that may be in a network of one's own.
    fn anywhere(url: &str) -> Result<Self, Unlinked> {
        let parsed = Url::parse(url).ok().filter(|_| url.len() <= URL_MAX);
        let plain =
            |url: &Url| url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
        let parsed = parsed.filter(|url| url.scheme() == "https" && url.has_host() && plain(url));
        parsed.map(Self).ok_or(Unlinked::Address)
    }
}

impl<S: ScopeStore> Engine<S> {
    /// Adds a receiver, and gives its id and its secret, which is said once. With `inside` it may be in a network of one's
    /// own.
    ///
    /// # Errors
    ///
    /// [`AdminError`] for an organisation that is not there, or an address that is none.
    pub fn add_webhook(
        &mut self,
        org: Uuid,
        url: &str,
        inside: bool,
        kinds: &[Happening],
        now_ms: i64,
    ) -> Result<(Uuid, Zeroizing<String>), AdminError> {
        let address = if inside { Address::anywhere(url) } else { Address::public(url) }?;
        self.keep(|engine| {
            engine.store.org_name(org)?.ok_or(AdminError::Unknown("organisation"))?;
            Ok(engine.receiver_added(&Administrator::console(org), &address, kinds, now_ms)?)
        })
    }

    /// Within the caller's transaction.
    pub(super) fn receiver_added(
        &mut self,
        by: &Administrator,
        address: &Address,
        kinds: &[Happening],
        now_ms: i64,
    ) -> Result<(Uuid, Zeroizing<String>), Unlinked> {
        if self.store.webhooks(by.org)?.len() >= MOST {
            return Err(Unlinked::TooMany);
        }
        let kinds = if kinds.is_empty() { &Happening::ALL[..] } else { kinds };
        let secret = self.fresh_secret()?;
        let row = WebhookRow {
            id: random::id(self.random.as_mut(), now_ms).map_err(StoreError::from)?,
            org: by.org,
            url: address.0.to_string(),
            kinds: kinds.iter().map(|kind| kind.name().to_owned()).collect(),
            secret: secret.clone(),
            old: None,
            stopped: String::new(),
            made_at: now_ms,
        };
        self.store.put_webhook(&row)?;
        self.note_act(by.note("webhook_added", now_ms));
        Ok((row.id, Secret::new(secret).shown()))
    }

    /// Removes a receiver, and what waits for it.
    ///
    /// # Errors
    ///
    /// [`AdminError`] for one that is not there.
    pub fn remove_webhook(&mut self, org: Uuid, id: Uuid, now_ms: i64) -> Result<(), AdminError> {
        self.keep(|engine| Ok(engine.receiver_removed(&Administrator::console(org), id, now_ms)?))
    }

    /// Within the caller's transaction.
    pub(super) fn receiver_removed(
        &mut self,
        by: &Administrator,
        id: Uuid,
        now_ms: i64,
    ) -> Result<(), Unlinked> {
        self.webhook(by.org, id)?;
        self.note_act(by.note("webhook_removed", now_ms));
        Ok(self.store.forget_webhook(by.org, id)?)
    }

    /// Gives a receiver another secret, which is said once. For a day calls are signed with both.
    ///
    /// # Errors
    ///
    /// [`AdminError`] for one that is not there.
    pub fn rotate_webhook(
        &mut self,
        org: Uuid,
        id: Uuid,
        now_ms: i64,
    ) -> Result<Zeroizing<String>, AdminError> {
        self.keep(|engine| Ok(engine.receiver_rotated(&Administrator::console(org), id, now_ms)?))
    }

    /// Within the caller's transaction.
    pub(super) fn receiver_rotated(
        &mut self,
        by: &Administrator,
        id: Uuid,
        now_ms: i64,
    ) -> Result<Zeroizing<String>, Unlinked> {
        let row = self.webhook(by.org, id)?;
        let secret = self.fresh_secret()?;
        self.note_act(by.note("webhook_rotated", now_ms));
        let old = Some((row.secret.clone(), now_ms + BOTH_MS));
        self.store.put_webhook(&WebhookRow { secret: secret.clone(), old, ..row })?;
        Ok(Secret::new(secret).shown())
    }

    /// Tells a receiver that nothing happened, so that somebody sees whether calls arrive; and tells it again of what
    /// happens, where it had stopped.
    ///
    /// # Errors
    ///
    /// [`AdminError`] for one that is not there.
    pub fn test_webhook(&mut self, org: Uuid, id: Uuid, now_ms: i64) -> Result<Uuid, AdminError> {
        self.keep(|engine| Ok(engine.receiver_tested(&Administrator::console(org), id, now_ms)?))
    }

    /// Within the caller's transaction.
    pub(super) fn receiver_tested(
        &mut self,
        by: &Administrator,
        id: Uuid,
        now_ms: i64,
    ) -> Result<Uuid, Unlinked> {
        let row = self.webhook(by.org, id)?;
        let call = random::id(self.random.as_mut(), now_ms).map_err(StoreError::from)?;
        if !row.stopped.is_empty() {
            self.store.put_webhook(&WebhookRow { stopped: String::new(), ..row })?;
        }
        self.store.add_call(&waiting(by.org, id, call, Happening::Test, id, now_ms))?;
        Ok(call)
    }

    /// Tells a receiver once more of all that happened since then, whether it was taken or not; or of one happening. Gives
    /// how many.
    ///
    /// # Errors
    ///
    /// [`AdminError`] for a receiver that is not there.
    pub fn replay_webhook(
        &mut self,
        org: Uuid,
        id: Uuid,
        since_ms: i64,
        one: Option<Uuid>,
        now_ms: i64,
    ) -> Result<usize, AdminError> {
        self.keep(|engine| Ok(engine.told_again(org, id, since_ms, one, now_ms)?))
    }

    /// Within the caller's transaction.
    pub(super) fn told_again(
        &mut self,
        org: Uuid,
        id: Uuid,
        since_ms: i64,
        one: Option<Uuid>,
        now_ms: i64,
    ) -> Result<usize, Unlinked> {
        self.webhook(org, id)?;
        let mut replayed = 0;
        for row in self.store.calls(org, id)? {
            let settled = !matches!(row.state, DeliveryState::Waits | DeliveryState::UnderWay);
            if settled && row.at >= since_ms && one.is_none_or(|one| one == row.id) {
                let again = CallRow { state: DeliveryState::Waits, tries: 0, due_at: now_ms, ..row.clone() };
                replayed += usize::from(self.store.set_call(&again, &row.lease)?);
            }
        }
        Ok(replayed)
    }

    fn webhook(&mut self, org: Uuid, id: Uuid) -> Result<WebhookRow, Unlinked> {
        let all = self.store.webhooks(org)?;
        all.into_iter().find(|row| row.id == id).ok_or(Unlinked::Receiver)
    }

    fn fresh_secret(&mut self) -> Stored<Vec<u8>> {
        let bytes: [u8; crate::webhooks::SECRET_BYTES] = random::bytes(self.random.as_mut())?;
        Ok(bytes.to_vec())
    }

    /// Something happened in a case: whoever is to be told of it will be. Within the caller's transaction.
    pub(super) fn happened(&mut self, org: Uuid, what: Happening, case: Uuid, now_ms: i64) -> Stored<()> {
        let hooks = self.store.webhooks(org)?;
        let mut hooks = hooks
            .into_iter()
            .filter(|hook| hook.stopped.is_empty() && hook.kinds.iter().any(|kind| kind == what.name()))
            .peekable();
        if hooks.peek().is_none() {
            return Ok(());
        }
        let id = random::id(self.random.as_mut(), now_ms)?;
        for hook in hooks {
            self.store.add_call(&waiting(org, hook.id, id, what, case, now_ms))?;
        }
        Ok(())
    }

    /// Tells of who asked for help and waits for an answer that was promised, once for each, from twelve hours before the
    /// promise breaks. Gives how many calls were added. Within the caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`]: take everything back.
    pub fn warn_of_promises(&mut self, org: Uuid, now_ms: i64) -> Stored<usize> {
        let what = Happening::CaseWaiting;
        let mut hooks = self.store.webhooks(org)?;
        hooks.retain(|hook| hook.stopped.is_empty() && hook.kinds.iter().any(|kind| kind == what.name()));
        if hooks.is_empty() {
            return Ok(0);
        }
        let mut added = 0;
        for case in self.pressing(org, now_ms)? {
            let id = ScopeId::new(case, Compartment::Together).derived_id(what.name());
            for hook in &hooks {
                added += usize::from(self.store.add_call(&waiting(org, hook.id, id, what, case, now_ms))?);
            }
        }
        Ok(added)
    }

    /// The same for what a round changed: a client's message, an appointment. One call for each case and kind.
    pub(super) fn happened_in_round(
        &mut self,
        asker: Role,
        decision: &Decision,
        loaded: &Loaded,
        now_ms: i64,
    ) -> Stored<()> {
        let told = |key: &(ScopeId, Uuid)| match loaded.records.get(key)?.kind.as_str() {
            "message" if asker == Role::Client => Some((key.0.owner, Happening::MessageArrived)),
            "appointment" => Some((key.0.owner, Happening::AppointmentChanged)),
            _ => None,
        };
        let all: BTreeSet<(Uuid, Happening)> = decision.records.iter().filter_map(told).collect();
        for (case, what) in all {
            if let Some(file) = self.store.case(case)? {
                self.happened(file.org, what, case, now_ms)?;
            }
        }
        Ok(())
    }

    /// Takes calls of an organisation that are to be made now, at most so many, for one server alone. Within the caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`]: take everything back.
    pub fn lease_calls(&mut self, org: Uuid, now_ms: i64, most: usize) -> Stored<Vec<Summons>> {
        let mut summons = Vec::new();
        for row in self.store.calls_due(org, now_ms, most)? {
            let hook = self
                .webhook(row.org, row.hook)
                .map_err(|_| StoreError::broken("a call without a receiver"))?;
            if !hook.stopped.is_empty() {
                let left = CallRow {
                    state: DeliveryState::Dead,
                    why: hook.stopped,
                    lease: String::new(),
                    ..row.clone()
                };
                self.store.set_call(&left, &row.lease)?;
                continue;
            }
            let lease: [u8; 8] = random::bytes(self.random.as_mut())?;
            let leased = CallRow {
                state: DeliveryState::UnderWay,
                tries: row.tries + 1,
                due_at: now_ms + LEASE_MS,
                lease: lease.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}")),
                ..row.clone()
            };
            if self.store.set_call(&leased, &row.lease)? {
                let old = hook.old.filter(|(_, until)| now_ms < *until).map(|(secret, _)| secret);
                let secrets = [hook.secret].into_iter().chain(old).map(Secret::new).collect();
                summons.push(Summons { row: leased, url: hook.url, secrets });
            }
        }
        Ok(summons)
    }

    /// What a try came to. `chance` is random over all of its range, so that what failed together is not tried together.
    /// `false`: another server has it by now. Within the caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`]: take everything back.
    pub fn settle_call(&mut self, row: &CallRow, told: Told, chance: u16, now_ms: i64) -> Stored<bool> {
        let pause =
            usize::try_from(row.tries.saturating_sub(1)).ok().and_then(|at| PAUSES_MS.get(at)).copied();
        let (state, why, due_at) = match (told, pause) {
            (Told::Taken, _) => (DeliveryState::Sent, "", row.due_at),
            (Told::Gone, _) => (DeliveryState::Dead, GONE, row.due_at),
            (Told::Later { why, .. }, None) => (DeliveryState::Dead, why, row.due_at),
            (Told::Later { why, after_ms }, Some(pause)) => {
                // A quarter longer at most.
                let pause = pause + i64::from(chance) * (pause / 4) / i64::from(u16::MAX);
                (DeliveryState::Waits, why, now_ms + pause.max(after_ms.unwrap_or(0)))
            }
        };
        let settled = CallRow { state, due_at, lease: String::new(), why: why.to_owned(), ..row.clone() };
        let had = self.store.set_call(&settled, &row.lease)?;
        if had
            && told == Told::Gone
            && let Ok(hook) = self.webhook(row.org, row.hook)
        {
            self.store.put_webhook(&WebhookRow { stopped: GONE.to_owned(), ..hook })?;
        }
        Ok(had)
    }
}

fn waiting(org: Uuid, hook: Uuid, id: Uuid, what: Happening, subject: Uuid, now_ms: i64) -> CallRow {
    CallRow {
        org,
        hook,
        id,
        kind: what.name().to_owned(),
        subject,
        at: now_ms,
        state: DeliveryState::Waits,
        tries: 0,
        due_at: now_ms,
        lease: String::new(),
        why: String::new(),
    }
}
