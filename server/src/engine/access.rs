//! Who may come in by the word of their organisation's provider. Nobody gets an account by it: it only finds the one that
//! an administrator made.

use opstap_domain::ids::Role;
use uuid::Uuid;

use super::Engine;
use super::audit::Note;
use super::organisation::AdminError;
use super::pairing::{PairingCode, Unpaired};
use crate::audit::{Act, Actor, Way};
use crate::register::ACCESS;
use crate::store::{AccountRow, ProviderRow, ScopeStore, Stored};

/// How long the code lives by which a browser pairs that a provider vouched for: it is used at once.
pub(super) const AT_ONCE_MS: i64 = 60 * 1000;

/// Characters of a provider's name of somebody (OpenID Connect Core 1.0, section 2).
const SUBJECT_MAX: usize = 255;

/// Whether a provider may vouch for them: people who work here. Clients have a way of their own.
fn is_staff(row: &AccountRow) -> bool {
    row.closed_at.is_none() && !matches!(row.role, Role::Client | Role::Server)
}

impl<S: ScopeStore> Engine<S> {
    /// Sets an organisation's provider, in place of what was there.
    ///
    /// # Errors
    ///
    /// [`AdminError`] for an organisation that is not there.
    pub fn set_provider(&mut self, row: &ProviderRow, now_ms: i64) -> Result<(), AdminError> {
        self.keep(|engine| {
            engine.store.org_name(row.org)?.ok_or(AdminError::Unknown("organisation"))?;
            engine.note_act(Note::arranged(row.org, Actor::CONSOLE, "provider_set", now_ms));
            Ok(engine.store.put_provider(row)?)
        })
    }

    /// Takes an organisation's provider away: its staff come in by codes again.
    ///
    /// # Errors
    ///
    /// [`AdminError`] for an organisation that has none.
    pub fn drop_provider(&mut self, org: Uuid, now_ms: i64) -> Result<(), AdminError> {
        self.keep(|engine| {
            engine.store.provider(org)?.ok_or(AdminError::Unknown("provider"))?;
            engine.note_act(Note::arranged(org, Actor::CONSOLE, "provider_dropped", now_ms));
            Ok(engine.store.forget_provider(org)?)
        })
    }

    /// Organisations with a provider, by name.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError) of the store.
    pub fn with_providers(&mut self) -> Stored<Vec<(Uuid, String)>> {
        let mut all = Vec::new();
        for (org, name) in self.store.orgs()? {
            if self.store.provider(org)?.is_some() {
                all.push((org, name));
            }
        }
        all.sort_by(|(_, a), (_, b)| a.cmp(b));
        Ok(all)
    }

    /// Writes down by which name the organisation's provider knows an account; `None` forgets it.
    ///
    /// # Errors
    ///
    /// [`AdminError`] for an account that is not there or is no staff, an organisation without a provider, or a name that
    /// another account has.
    pub fn link(&mut self, account: Uuid, subject: Option<&str>, now_ms: i64) -> Result<(), AdminError> {
        self.keep(|engine| {
            let row = engine.store.account(account)?.ok_or(AdminError::Unknown("account"))?;
            let detail = if subject.is_some() { "staff_linked" } else { "staff_unlinked" };
            engine.note_act(Note::arranged(row.org, Actor::CONSOLE, detail, now_ms));
            let Some(subject) = subject else { return Ok(engine.store.unknow(row.org, account)?) };
            if !is_staff(&row) {
                return Err(AdminError::Refused("a provider vouches for staff, and for nobody else"));
            }
            let plain = subject.bytes().all(|byte| matches!(byte, b' '..=b'~'));
            if subject.is_empty() || subject.len() > SUBJECT_MAX || !plain {
                return Err(AdminError::Refused("a subject is 1 to 255 characters of ASCII"));
            }
            let provider = engine.store.provider(row.org)?.ok_or(AdminError::Unknown("provider"))?;
            engine.know(&row, &provider.issuer, subject, now_ms)
        })
    }

    fn know(&mut self, row: &AccountRow, issuer: &str, subject: &str, now_ms: i64) -> Result<(), AdminError> {
        let other = self.store.known_as(row.org, issuer, subject)?.filter(|other| *other != row.id);
        if other.is_some() {
            return Err(AdminError::Refused("another account is known by this subject; unlink it first"));
        }
        Ok(self.store.know_as(row.org, row.id, issuer, subject, now_ms)?)
    }

    /// A code to be used at once, for the account that this provider knows by this name. `None`: nobody here is. Within the
    /// caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError): take everything back.
    pub fn vouched(
        &mut self,
        org: Uuid,
        issuer: &str,
        subject: &str,
        now_ms: i64,
    ) -> Stored<Option<PairingCode>> {
        let Some(id) = self.store.known_as(org, issuer, subject)? else { return Ok(None) };
        let Some(row) = self.store.account(id)?.filter(is_staff) else { return Ok(None) };
        self.fresh_code(row.id, now_ms, AT_ONCE_MS).map(Some)
    }

    /// Somebody whom the provider vouched for has a code of an account here: it is theirs from now on. Gives another code,
    /// to be used at once. Within the caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError): take everything back. [`Unpaired`]: the code is none of staff of this
    /// organisation, or that account is somebody else's already.
    pub fn vouch(
        &mut self,
        org: Uuid,
        (issuer, subject): (&str, &str),
        typed: &str,
        now_ms: i64,
    ) -> Stored<Result<PairingCode, Unpaired>> {
        let (hash, account) = match self.code_of(typed, now_ms)? {
            Ok(found) => found,
            Err(why) => return Ok(Err(why)),
        };
        // Whose code it is instead is not said.
        if account.org != org || !is_staff(&account) || self.store.known_as(org, issuer, subject)?.is_some() {
            return Ok(Err(Unpaired::Invalid));
        }
        self.store.use_code(&hash, now_ms)?;
        let actor =
            Actor { account: Some(account.id), role: Some(account.role), ..Actor::nobody(Way::Browser) };
        self.note_act(Note::arranged(org, actor, "staff_linked", now_ms).act(Act::Administered, ACCESS));
        self.store.know_as(org, account.id, issuer, subject, now_ms)?;
        self.fresh_code(account.id, now_ms, AT_ONCE_MS).map(Ok)
    }
}
