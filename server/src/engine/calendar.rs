//! A person's appointments at a secret address. Only when they are: no title, no place, nobody's name.
//!
//! The secret is in the address, because agendas of telephones send nothing else. So it is long, kept as a hash, one an
//! account, and ends when somebody says so, when the account is closed, or when its case is erased.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use opstap_domain::features::Feature;
use opstap_domain::ids::Compartment;
use opstap_sync::ident::DeviceId;
use opstap_sync::record::RecordState;
use opstap_sync::server::visible;
use serde_json::Value;
use uuid::Uuid;

use super::Engine;
use super::audit::{DAY_MS, Note, purpose};
use super::organisation::AdminError;
use super::shares::today;
use crate::audit::{Act, Actor, Way};
use crate::calendar::{Meeting, Standing};
use crate::random;
use crate::register::ACCESS;
use crate::store::{ScopeStore, StoreError, Stored};

/// Bytes of randomness in an address.
const SECRET: usize = 32;

/// Characters of that, base64url.
pub const SECRET_LENGTH: usize = 43;

/// The kind of record that is told.
const KIND: &str = "appointment";

/// What was longer ago is not told any more: 90 days, in milliseconds.
const BACK_MS: i64 = 90 * 24 * 3_600_000;

impl<S: ScopeStore> Engine<S> {
    /// Makes the secret of an account's address. The one from before is worth nothing after this.
    ///
    /// # Errors
    ///
    /// [`AdminError`] for an account that is not there, or closed, and for an organisation that does not offer it.
    pub fn make_calendar(&mut self, account: Uuid, now_ms: i64) -> Result<String, AdminError> {
        self.keep(|engine| {
            engine.note_calendar(account, Actor::CONSOLE, "calendar_made", now_ms)?;
            engine.calendar_made(account, now_ms)
        })
    }

    /// Ends an account's address, and says whether there was one.
    ///
    /// # Errors
    ///
    /// [`AdminError`] for an account that is not there.
    pub fn end_calendar(&mut self, account: Uuid, now_ms: i64) -> Result<bool, AdminError> {
        self.keep(|engine| {
            engine.store.account(account)?.ok_or(AdminError::Unknown("account"))?;
            engine.note_calendar(account, Actor::CONSOLE, "calendar_ended", now_ms)?;
            let was = engine.store.calendar_since(account)?.is_some();
            engine.store.set_calendar(account, None, 0)?;
            Ok(was)
        })
    }

    fn note_calendar(&mut self, account: Uuid, by: Actor, detail: &'static str, now_ms: i64) -> Stored<()> {
        let Some(row) = self.store.account(account)? else { return Ok(()) };
        let note = Note::arranged(row.org, by, detail, now_ms).act(Act::Administered, ACCESS);
        let subject = self.case_of(&row)?;
        self.note_act(Note { subject, ..note });
        Ok(())
    }

    fn calendar_made(&mut self, account: Uuid, now_ms: i64) -> Result<String, AdminError> {
        let row = self.store.account(account)?.ok_or(AdminError::Unknown("account"))?;
        if row.closed_at.is_some() {
            return Err(AdminError::Refused("the account is closed"));
        }
        if !self.offers(row.org, Feature::Calendar)? {
            return Err(AdminError::Refused("the organisation does not offer this"));
        }
        let bytes: [u8; SECRET] = random::bytes(self.random.as_mut()).map_err(StoreError::from)?;
        let secret = URL_SAFE_NO_PAD.encode(bytes);
        self.store.set_calendar(account, Some(blake3::hash(secret.as_bytes()).as_bytes()), now_ms)?;
        Ok(secret)
    }

    /// The account of a device that may ask, within the caller's transaction.
    fn account_of(&mut self, device: DeviceId) -> Stored<Option<Uuid>> {
        let Some(row) = self.store.device(device)?.filter(|row| row.revoked_at.is_none()) else {
            return Ok(None);
        };
        let account = self.store.account(row.account)?;
        Ok(account.filter(|account| account.closed_at.is_none()).map(|account| account.id))
    }

    /// The same for the person of a device, within the caller's transaction; `None`: it may not ask.
    ///
    /// # Errors
    ///
    /// [`StoreError`] of the store.
    pub fn calendar_of_device(
        &mut self,
        device: DeviceId,
        make: bool,
        now_ms: i64,
    ) -> Stored<Option<String>> {
        let Some(account) = self.account_of(device)? else { return Ok(None) };
        let by = Actor { account: Some(account), device: Some(device), ..Actor::nobody(Way::Browser) };
        let row = self.store.account(account)?;
        if make && !row.as_ref().map_or(Ok(false), |row| self.offers(row.org, Feature::Calendar))? {
            return Ok(None);
        }
        let by = Actor { role: row.map(|row| row.role), ..by };
        if !make {
            self.note_calendar(account, by, "calendar_ended", now_ms)?;
            self.store.set_calendar(account, None, now_ms)?;
            return Ok(None);
        }
        let secret = match self.calendar_made(account, now_ms) {
            Ok(secret) => secret,
            Err(AdminError::Store(error)) => return Err(error),
            // Nothing was made, and nothing is noted.
            Err(_) => return Ok(None),
        };
        self.note_calendar(account, by, "calendar_made", now_ms)?;
        Ok(Some(secret))
    }

    /// Since when the person of a device has an address.
    ///
    /// # Errors
    ///
    /// [`StoreError`] of the store.
    pub fn calendar_since_of(&mut self, device: DeviceId) -> Stored<Option<i64>> {
        match self.account_of(device)? {
            Some(account) => self.store.calendar_since(account),
            None => Ok(None),
        }
    }

    /// The appointments at an address: of every case that its account may see them of now. `None`: there is no such
    /// address.
    ///
    /// # Errors
    ///
    /// [`StoreError`] of the store.
    pub fn meetings(&mut self, secret: &str, now_ms: i64) -> Stored<Option<Vec<Meeting>>> {
        let Some(account) = self.store.calendar(blake3::hash(secret.as_bytes()).as_bytes())? else {
            return Ok(None);
        };
        let Some(row) = self.store.account(account)?.filter(|account| account.closed_at.is_none()) else {
            return Ok(None);
        };
        let by = Actor { account: Some(account), role: Some(row.role), ..Actor::nobody(Way::Agenda) };
        let note = Note::arranged(row.org, by, "appointments", now_ms).act(Act::Read, purpose(row.role));
        self.meetings_of(account, note, now_ms).map(Some)
    }

    /// The appointments that an account may see now, which are told as this note says.
    pub(super) fn meetings_of(&mut self, account: Uuid, note: Note, now_ms: i64) -> Stored<Vec<Meeting>> {
        let today = today(now_ms);
        let mut all = Vec::new();
        for row in self.store.grants(account)? {
            let over = row.until.as_deref().is_some_and(|until| until <= today.as_str());
            let scope = row.grant.scope;
            if over || scope.compartment != Compartment::Together {
                continue;
            }
            let before = all.len();
            for (id, record) in self.store.records_of_kind(scope, KIND)? {
                let seen = visible(&row.grant, &record);
                all.extend(meeting(id, &record).filter(|one| seen && one.starts_at > now_ms - BACK_MS));
            }
            let told = all.len() - before;
            if told > 0 {
                self.note_act(note.within(scope).of(told).for_(DAY_MS));
            }
        }
        all.sort_by_key(|one| (one.starts_at, one.id));
        all.dedup_by_key(|one| one.id);
        Ok(all)
    }
}

/// When it is and where it stands: the rest is not read.
fn meeting(id: Uuid, record: &RecordState) -> Option<Meeting> {
    let unit = |name: &str| record.units.get(name).map(|unit| &unit.v);
    let when = unit("when")?;
    let starts_at = when.get("starts_at").and_then(Value::as_i64)?;
    let minutes = when.get("minutes").and_then(Value::as_i64).filter(|minutes| *minutes > 0);
    let standing = match unit("status").and_then(Value::as_str) {
        Some("cancelled") => Standing::Cancelled,
        Some("confirmed" | "kept" | "missed") => Standing::Confirmed,
        _ => Standing::Proposed,
    };
    let changed_at = record.units.values().map(|unit| unit.t.ms()).max().unwrap_or(0);
    Some(Meeting { id, starts_at, minutes, standing, version: record.s, changed_at })
}
