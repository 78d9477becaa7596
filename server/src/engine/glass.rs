//! A case that is not one's own, opened because it cannot wait: the glass is broken (ADR-0043). Whoever does it says why, its
//! client reads that they did, and it closes by itself.

use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_domain::{Instant, Zone};
use opstap_sync::ident::DeviceId;
use uuid::Uuid;

use super::Engine;
use super::audit::{Note, device_of};
use crate::audit::{Act, Actor};
use crate::register::ACCESS;
use crate::store::{AccountRow, CaseRow, ScopeStore, StoreError, Stored};

/// Days until the first one without it: it is theirs today and tomorrow.
const DAYS: i64 = 2;

/// Letters and digits of a case's number that are enough to find it by.
const ENOUGH: usize = 8;

/// Why it cannot wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pressing {
    /// The helper is not there, and nobody stands in.
    NobodyThere,
    /// Somebody is about to lose their home, energy, water or insurance.
    Threat,
    /// Somebody is in danger.
    Danger,
}

impl Pressing {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::NobodyThere, Self::Threat, Self::Danger];

    /// Its stable name, and what stands in the trail.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NobodyThere => "glass_nobody_there",
            Self::Threat => "glass_threat",
            Self::Danger => "glass_danger",
        }
    }
}

/// Why it stayed closed. Only a refusal is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unbroken {
    /// Only a counsellor may.
    NotAllowed,
    /// No open case of the organisation is called so, or several are: which is not said.
    NotOne,
    /// The database failed.
    Store(StoreError),
}

impl From<StoreError> for Unbroken {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl<S: ScopeStore> Engine<S> {
    /// Opens a case for the counsellor of a device, by its client's whole name or the beginning of its number, until tomorrow
    /// is over. A case that they are in already is answered as it is. Within the caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`] of the store: take everything back. Within it, [`Unbroken`].
    pub fn break_glass(
        &mut self,
        device: DeviceId,
        sought: &str,
        why: Pressing,
        now_ms: i64,
    ) -> Stored<Result<Uuid, Unbroken>> {
        let Some(device) = self.store.device(device)?.filter(|row| row.revoked_at.is_none()) else {
            return Ok(Err(Unbroken::NotAllowed));
        };
        let account = self.store.account(device.account)?;
        let account = account.filter(|row| row.role == Role::Counsellor && row.closed_at.is_none());
        let Some(account) = account else { return Ok(Err(Unbroken::NotAllowed)) };
        let actor = device_of(&account, &device);
        let Some(file) = self.sought(account.org, sought)? else {
            let note = Note::arranged(account.org, actor, "glass_refused", now_ms).act(Act::Refused, ACCESS);
            self.note_act(note.refused());
            return Ok(Err(Unbroken::NotOne));
        };
        let together = ScopeId::new(file.id, Compartment::Together);
        if !self.store.grants(account.id)?.iter().any(|row| row.grant.scope == together) {
            self.open_for(&account, &file, (actor, why), now_ms)?;
        }
        Ok(Ok(file.id))
    }

    fn open_for(
        &mut self,
        account: &AccountRow,
        file: &CaseRow,
        (actor, why): (Actor, Pressing),
        now_ms: i64,
    ) -> Stored<()> {
        let until = Zone::AMSTERDAM.date(Instant(now_ms)).plus_days(DAYS);
        self.let_stand_in(file, account.id, until)?;
        self.say_helper(file.id, account, now_ms)?;
        self.note_act(Note::arranged(file.org, actor, why.name(), now_ms).about(file.id));
        Ok(())
    }

    /// The one open case that is meant.
    fn sought(&mut self, org: Uuid, sought: &str) -> Stored<Option<CaseRow>> {
        let sought = sought.trim().to_lowercase();
        if sought.is_empty() {
            return Ok(None);
        }
        let named: Vec<Uuid> = self
            .store
            .accounts(org)?
            .into_iter()
            .filter(|row| row.role == Role::Client && row.name.to_lowercase() == sought)
            .map(|row| row.id)
            .collect();
        let is_number = sought.len() >= ENOUGH;
        let mut found = self.store.cases(org)?.into_iter().filter(|file| {
            file.closed_at.is_none()
                && (named.contains(&file.client) || (is_number && file.id.to_string().starts_with(&sought)))
        });
        Ok(found.next().filter(|_| found.next().is_none()))
    }
}
