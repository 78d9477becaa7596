//! Who may come in by the word of their organisation's provider, and which clients it vouched for again. Nobody gets an account
//! by it: it only finds the one that an administrator, a counsellor or a sign-up made (ADR-0031, ADR-0052).

use opstap_domain::ids::Role;
use opstap_sync::ident::DeviceId;
use uuid::Uuid;

use super::Engine;
use super::audit::{Note, device_of};
use super::organisation::AdminError;
use super::pairing::{PairingCode, Unpaired, is_used_up};
use crate::audit::{Act, Actor, Way};
use crate::register::ACCESS;
use crate::store::{AccountRow, DeviceRow, ForWhom, KnownAs, ProviderRow, ScopeStore, Stored};

/// How long the code lives by which a browser pairs that a provider vouched for: it is used at once.
pub(super) const AT_ONCE_MS: i64 = 60 * 1000;

/// Characters of a provider's name of somebody (OpenID Connect Core 1.0, section 2).
const SUBJECT_MAX: usize = 255;

/// An organisation whose people can come in by a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// The organisation.
    pub org: Uuid,
    /// Its name.
    pub name: String,
    /// Which of its people.
    pub for_whom: ForWhom,
    /// What clients call the provider; empty for staff.
    pub called: String,
}

/// Why a code did not make somebody known whom a provider vouched for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unvouched {
    /// The code is none of theirs.
    Code(Unpaired),
    /// The client comes in by this provider already, under another name. A code that somebody found changes nothing of that.
    Otherwise,
}

/// What came of asking again who a client is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirmed {
    /// It is the client of this very device.
    Yes,
    /// Nobody here is known by this name, and the client of this device by none.
    Unknown,
    /// It is somebody else, or the device is no client's any more. It counts for nothing.
    Another,
}

/// Whether a provider for these people may vouch for them.
fn is_of(whom: ForWhom, row: &AccountRow) -> bool {
    let fits = match whom {
        ForWhom::Staff => !matches!(row.role, Role::Client | Role::Server),
        ForWhom::Clients => row.role == Role::Client,
    };
    fits && row.closed_at.is_none()
}

/// What the audit trail calls that somebody is known from now on, or not any more.
const fn linked(role: Role, on: bool) -> &'static str {
    match (role, on) {
        (Role::Client, true) => "client_linked",
        (Role::Client, false) => "client_unlinked",
        (_, true) => "staff_linked",
        (_, false) => "staff_unlinked",
    }
}

const fn set(whom: ForWhom, on: bool) -> &'static str {
    match (whom, on) {
        (ForWhom::Staff, true) => "provider_set",
        (ForWhom::Staff, false) => "provider_dropped",
        (ForWhom::Clients, true) => "client_provider_set",
        (ForWhom::Clients, false) => "client_provider_dropped",
    }
}

impl<S: ScopeStore> Engine<S> {
    /// Sets an organisation's provider for these people, in place of what was there.
    ///
    /// # Errors
    ///
    /// [`AdminError`] for an organisation that is not there, and for clients without a level or a name of the provider.
    pub fn set_provider(&mut self, row: &ProviderRow, now_ms: i64) -> Result<(), AdminError> {
        self.keep(|engine| {
            engine.store.org_name(row.org)?.ok_or(AdminError::Unknown("organisation"))?;
            let clients = row.for_whom == ForWhom::Clients;
            if clients && (row.acr.is_empty() || row.called.is_empty()) {
                return Err(AdminError::Refused("clients need a level and what they call the provider"));
            }
            let more = !row.step_up.is_empty() || !row.called.is_empty();
            if !clients && more {
                return Err(AdminError::Refused(
                    "only clients are asked again, and only they call it something",
                ));
            }
            engine.note_act(Note::arranged(row.org, Actor::CONSOLE, set(row.for_whom, true), now_ms));
            Ok(engine.store.put_provider(row)?)
        })
    }

    /// Takes an organisation's provider away: these people come in by codes again.
    ///
    /// # Errors
    ///
    /// [`AdminError`] for an organisation that has none.
    pub fn drop_provider(&mut self, org: Uuid, whom: ForWhom, now_ms: i64) -> Result<(), AdminError> {
        self.keep(|engine| {
            engine.store.provider(org, whom)?.ok_or(AdminError::Unknown("provider"))?;
            engine.note_act(Note::arranged(org, Actor::CONSOLE, set(whom, false), now_ms));
            Ok(engine.store.forget_provider(org, whom)?)
        })
    }

    /// Whose people can come in by a provider, by the name of the organisation.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError) of the store.
    pub fn with_providers(&mut self) -> Stored<Vec<Offered>> {
        let mut all = Vec::new();
        for (org, name) in self.store.orgs()? {
            for for_whom in ForWhom::ALL {
                if let Some(row) = self.store.provider(org, for_whom)? {
                    all.push(Offered { org, name: name.clone(), for_whom, called: row.called });
                }
            }
        }
        all.sort_by(|a, b| a.name.cmp(&b.name));
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
            let note = Note::arranged(row.org, Actor::CONSOLE, linked(row.role, subject.is_some()), now_ms);
            let subject_of = engine.case_of(&row)?;
            engine.note_act(Note { subject: subject_of, ..note });
            let Some(subject) = subject else { return Ok(engine.store.unknow(row.org, account)?) };
            if !is_of(ForWhom::Staff, &row) {
                return Err(AdminError::Refused(
                    "only staff are written down like this; a client signs in and types a code of their own once",
                ));
            }
            let plain = subject.bytes().all(|byte| matches!(byte, b' '..=b'~'));
            if subject.is_empty() || subject.len() > SUBJECT_MAX || !plain {
                return Err(AdminError::Refused("a subject is 1 to 255 characters of ASCII"));
            }
            let provider = engine.store.provider(row.org, ForWhom::Staff)?;
            let provider = provider.ok_or(AdminError::Unknown("provider"))?;
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
    pub fn vouched(&mut self, who: &KnownAs, now_ms: i64) -> Stored<Option<PairingCode>> {
        let Some(row) = self.known_by(who)? else { return Ok(None) };
        self.fresh_code(row.id, now_ms, AT_ONCE_MS).map(Some)
    }

    fn known_by(&mut self, who: &KnownAs) -> Stored<Option<AccountRow>> {
        let Some(id) = self.store.known_as(who.org, &who.issuer, &who.subject)? else { return Ok(None) };
        Ok(self.store.account(id)?.filter(|row| is_of(who.for_whom, row)))
    }

    /// Somebody whom the provider vouched for has a code of an account here: it is theirs from now on. Gives another code,
    /// to be used at once. Within the caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError): take everything back. [`Unvouched`]: the code is none of these people of this
    /// organisation, or that account is somebody else's already.
    pub fn vouch(
        &mut self,
        who: &KnownAs,
        typed: &str,
        now_ms: i64,
    ) -> Stored<Result<PairingCode, Unvouched>> {
        let KnownAs { org, for_whom, issuer, subject } = who;
        let (hash, account) = match self.code_of(typed, now_ms)? {
            Ok(found) => found,
            Err(why) => return Ok(Err(Unvouched::Code(why))),
        };
        // Whose code it is instead is not said.
        let theirs = account.org == *org && is_of(*for_whom, &account);
        if !theirs || self.store.known_as(*org, issuer, subject)?.is_some() {
            return Ok(Err(Unvouched::Code(Unpaired::Invalid)));
        }
        // What heavy acts rest on is not moved by a code alone.
        let before = self.store.knows(*org, account.id)?.filter(|(by, _)| by == issuer);
        if *for_whom == ForWhom::Clients && before.is_some() {
            return Ok(Err(Unvouched::Otherwise));
        }
        if is_used_up(typed) {
            self.store.use_code(&hash, now_ms)?;
        }
        let actor =
            Actor { account: Some(account.id), role: Some(account.role), ..Actor::nobody(Way::Browser) };
        let note = Note::arranged(*org, actor, linked(account.role, true), now_ms);
        let case = self.case_of(&account)?;
        self.note_act(Note { subject: case, ..note.act(Act::Administered, ACCESS) });
        self.store.know_as(*org, account.id, issuer, subject, now_ms)?;
        self.fresh_code(account.id, now_ms, AT_ONCE_MS).map(Ok)
    }

    /// The provider that the client of this device has to be vouched for by again, before a heavy act. `None`: nobody asks
    /// that of them.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError) of the store.
    pub fn asks_again(&mut self, device: DeviceId) -> Stored<Option<ProviderRow>> {
        let Some((account, _)) = self.client_of(device)? else { return Ok(None) };
        let provider = self.store.provider(account.org, ForWhom::Clients)?;
        Ok(provider.filter(|row| !row.step_up.is_empty()))
    }

    /// Whether whom the provider vouched for is the client of this device, noted in the audit trail. Within the caller's
    /// transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError): take everything back.
    pub fn confirmed(&mut self, device: DeviceId, who: &KnownAs, now_ms: i64) -> Stored<Confirmed> {
        let Some((account, device)) = self.client_of(device)? else { return Ok(Confirmed::Another) };
        if account.org != who.org || who.for_whom != ForWhom::Clients {
            return Ok(Confirmed::Another);
        }
        let known = self.store.known_as(who.org, &who.issuer, &who.subject)?;
        let linked = self.store.knows(who.org, account.id)?.is_some_and(|(by, _)| by == who.issuer);
        let note = Note::arranged(who.org, device_of(&account, &device), "client_confirmed", now_ms);
        let note = Note { subject: self.case_of(&account)?, ..note.act(Act::Administered, ACCESS) };
        match known {
            Some(known) if known == account.id => {
                self.note_act(note);
                Ok(Confirmed::Yes)
            }
            None if !linked => Ok(Confirmed::Unknown),
            _ => {
                self.note_act(Note { detail: "client_confirmed_another", ..note }.refused());
                Ok(Confirmed::Another)
            }
        }
    }

    fn client_of(&mut self, device: DeviceId) -> Stored<Option<(AccountRow, DeviceRow)>> {
        let Some(device) = self.store.device(device)?.filter(|row| row.revoked_at.is_none()) else {
            return Ok(None);
        };
        let account = self.store.account(device.account)?;
        Ok(account.filter(|row| is_of(ForWhom::Clients, row)).map(|account| (account, device)))
    }
}
