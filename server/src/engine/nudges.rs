//! Who may hear that there is news, and what a round stirred. The engine tells nobody itself.

use std::collections::BTreeMap;

use opstap_domain::ids::{Compartment, ScopeId};
use opstap_sync::ident::DeviceId;
use opstap_sync::server::Decision;
use opstap_sync::wire::Problem;
use uuid::Uuid;

use super::Engine;
use super::shares::today;
use crate::problem;
use crate::store::{DeviceRow, ScopeStore, Standing, StoreError, Stored};

/// What a round changed for others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stirred {
    /// Who did it, and needs no nudge.
    pub by: DeviceId,
    /// The new numbers of scopes.
    pub heads: BTreeMap<ScopeId, u64>,
    /// Somebody's grants may have changed too.
    pub grants: bool,
}

impl Stirred {
    pub(super) fn of(by: DeviceId, decision: &Decision) -> Option<Self> {
        let heads: BTreeMap<ScopeId, u64> =
            decision.heads.iter().map(|(scope, head)| (*scope, *head)).collect();
        let grants = !decision.shares.is_empty();
        (grants || !heads.is_empty()).then_some(Self { by, heads, grants })
    }
}

/// A device that listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ear {
    /// Which.
    pub device: DeviceId,
    /// Its organisation.
    pub org: Uuid,
    /// How it stands with it now.
    pub standing: Standing,
}

/// Whether a change in here is worth a nudge. New content of an organisation is not: it would call everybody at once.
#[must_use]
pub fn is_news(scope: ScopeId) -> bool {
    !matches!(scope.compartment, Compartment::Content | Compartment::Org)
}

impl<S: ScopeStore> Engine<S> {
    /// What the last round stirred. Tell others once it is durable.
    pub const fn take_stirred(&mut self) -> Option<Stirred> {
        self.stirred.take()
    }

    /// The device with this token, as somebody who listens, within the caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the store cannot be read.
    pub fn ear_by_token(&mut self, token: &str, now_ms: i64) -> Stored<Result<Ear, Problem>> {
        let (device, org) = match self.live_by_token(token, now_ms)? {
            Ok(live) => live,
            Err(problem) => return Ok(Err(problem)),
        };
        let standing = self.standings(&[device.id], now_ms)?.remove(&device.id);
        let ear = standing.map(|standing| Ear { device: device.id, org, standing });
        Ok(ear.ok_or_else(problem::not_signed_in))
    }

    /// How it stands with these devices of one organisation; one that may ask nothing any more is left out.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the store cannot be read.
    pub fn standings(&mut self, devices: &[DeviceId], now_ms: i64) -> Stored<BTreeMap<DeviceId, Standing>> {
        let mut all = self.store.standings(devices, &today(now_ms))?;
        for standing in all.values_mut() {
            standing.heads.retain(|scope, _| is_news(*scope));
        }
        Ok(all)
    }

    /// A device that may ask, and its organisation.
    pub(super) fn live_by_token(
        &mut self,
        token: &str,
        now_ms: i64,
    ) -> Stored<Result<(DeviceRow, Uuid), Problem>> {
        let device = self.store.device_by_token(blake3::hash(token.as_bytes()).as_bytes())?;
        let Some(device) = device else { return Ok(Err(problem::not_signed_in())) };
        if device.revoked_at.is_some() {
            self.note_turned_away(&device, now_ms)?;
            return Ok(Err(if device.wipe { problem::blocked() } else { problem::not_signed_in() }));
        }
        let account = self.store.account(device.account)?;
        let account = account.ok_or_else(|| StoreError::broken("a device without an account"))?;
        if account.closed_at.is_some() {
            return Ok(Err(problem::blocked()));
        }
        Ok(Ok((device, account.org)))
    }
}
