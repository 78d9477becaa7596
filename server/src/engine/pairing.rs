//! One-time codes, and the identities that they are traded for.

use opstap_sync::ident::DeviceId;
use opstap_sync::wire::{NewDevice, PairRequest, PairResponse};
use uuid::Uuid;

use super::audit::Note;
use super::organisation::AdminError;
use super::sign_up::ONCE_LENGTH;
use super::{Engine, excuse};
use crate::audit::{Act, Actor};
use crate::problem;
use crate::random;
use crate::register::ACCESS;
use crate::store::{AccountRow, CodeRow, DeviceRow, ScopeStore, Stored};

/// How long a code can be used: 48 hours.
pub const CODE_LIFE_MS: i64 = 48 * 60 * 60 * 1000;

/// Crockford's base32: no I, L, O or U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// So long a pairing can be asked again whose answer was lost: an hour.
const AGAIN_MS: i64 = 3_600_000;

/// Characters of a code: 50 bits.
const CODE_LENGTH: usize = 10;
/// Characters of a code to come back with, which is used again and again: 100 bits.
const RECOVERY_LENGTH: usize = 20;

/// A label that nobody reads to its end.
const LABEL_MAX: usize = 80;

/// A code for one pairing.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct PairingCode {
    /// For whom.
    pub account: Uuid,
    /// As shown: two groups of five letters and digits, with a hyphen between.
    pub code: String,
    /// Until when.
    pub expires_at: i64,
}

/// Why a code was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unpaired {
    /// There is no such code. Counts as a guess.
    Invalid,
    /// It was there, and is used or too old.
    Expired,
}

impl<S: ScopeStore> Engine<S> {
    /// Makes a code with which one device of `account` can pair.
    ///
    /// # Errors
    ///
    /// [`AdminError`] for an account that is not there, or closed.
    pub fn pairing_code(&mut self, account: Uuid, now_ms: i64) -> Result<PairingCode, AdminError> {
        self.keep(|engine| {
            let row = engine.store.account(account)?.ok_or(AdminError::Unknown("account"))?;
            if row.closed_at.is_some() {
                return Err(AdminError::Refused("the account is closed"));
            }
            let note =
                Note::arranged(row.org, Actor::CONSOLE, "code_made", now_ms).act(Act::Administered, ACCESS);
            let subject = engine.case_of(&row)?;
            engine.note_act(Note { subject, ..note });
            Ok(engine.fresh_code(account, now_ms, CODE_LIFE_MS)?)
        })
    }

    /// A code for an account that is open, which lives so long, within the caller's transaction.
    pub(super) fn fresh_code(&mut self, account: Uuid, now_ms: i64, life_ms: i64) -> Stored<PairingCode> {
        let plain = self.fresh_plain::<CODE_LENGTH>()?;
        let expires_at = now_ms + life_ms;
        self.store.add_code(&hash(&plain), &CodeRow { account, expires_at, used: false })?;
        let (left, right) = plain.split_at(CODE_LENGTH / 2);
        Ok(PairingCode { account, code: format!("{left}-{right}"), expires_at })
    }

    /// So many letters and digits, at random.
    pub(super) fn fresh_plain<const N: usize>(&mut self) -> Stored<String> {
        let random: [u8; N] = random::bytes(self.random.as_mut())?;
        Ok(random.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect())
    }

    /// Whose code it is, and its hash. Nothing is used up.
    pub(super) fn code_of(
        &mut self,
        typed: &str,
        now_ms: i64,
    ) -> Stored<Result<([u8; 32], AccountRow), Unpaired>> {
        let Some(plain) = normal_code(typed) else { return Ok(Err(Unpaired::Invalid)) };
        // Looked up by hash: how long it takes says nothing about how much of a guess was right.
        let hash = hash(&plain);
        let Some(code) = self.store.code(&hash)? else { return Ok(Err(Unpaired::Invalid)) };
        if code.used || code.expires_at <= now_ms {
            return Ok(Err(Unpaired::Expired));
        }
        let account = self.store.account(code.account)?.filter(|row| row.closed_at.is_none());
        Ok(account.map(|account| (hash, account)).ok_or(Unpaired::Expired))
    }

    /// Trades a code for an identity, in a transaction of its own.
    ///
    /// # Errors
    ///
    /// The problem document that the device gets.
    #[expect(clippy::result_large_err, reason = "the answer in its place is larger")]
    pub fn pair(
        &mut self,
        request: &PairRequest,
        now_ms: i64,
    ) -> Result<PairResponse, opstap_sync::wire::Problem> {
        match self.keep(|engine| engine.pair_within(request, now_ms)) {
            Ok(done) => done.map_err(refusal),
            Err(error) => Err(excuse(&error)),
        }
    }

    /// The same within the caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError): take everything back.
    pub fn pair_within(
        &mut self,
        request: &PairRequest,
        now_ms: i64,
    ) -> Stored<Result<PairResponse, Unpaired>> {
        let found = self.code_of(&request.code, now_ms)?;
        // One that was used up may come again; one to come back with that works no more does not.
        if (found.is_ok() || is_used_up(&request.code))
            && let Some(again) = self.paired_again(request, now_ms)?
        {
            return Ok(Ok(again));
        }
        let (hash, account) = match found {
            Ok(found) => found,
            Err(why) => return Ok(Err(why)),
        };
        if is_used_up(&request.code) {
            self.store.use_code(&hash, now_ms)?;
        }
        let (fresh, token) = self.fresh_identity()?;
        // One to come back with may have made that device before.
        let id = match named_by_key(request) {
            Some(id) if self.store.device(id)?.is_none() => id,
            _ => fresh,
        };
        let label = request.label.chars().filter(|c| !c.is_control()).take(LABEL_MAX).collect();
        let device = DeviceRow::paired(id, account.id, &token, label, now_ms);
        self.store.put_device(&device)?;
        self.note_access(&account, &device, Act::SignedIn, now_ms)?;
        self.introduced(account, NewDevice { id, token }, now_ms).map(Ok)
    }

    /// The answer to a pairing whose answer was lost with the network: another token for the same device. Only to who has the
    /// key as well as the code, soon after, and as long as nothing came of it. `None`: there is no such device.
    fn paired_again(&mut self, request: &PairRequest, now_ms: i64) -> Stored<Option<PairResponse>> {
        let Some(id) = named_by_key(request) else { return Ok(None) };
        let Some(device) = self.store.device(id)? else { return Ok(None) };
        let account = self.store.account(device.account)?.filter(|row| row.closed_at.is_none());
        let soon = (0..AGAIN_MS).contains(&(now_ms - device.paired_at));
        let unused = device.last_n == 0 && device.revoked_at.is_none();
        let Some(account) = account.filter(|_| soon && unused) else { return Ok(None) };
        let token = random::token(self.random.as_mut())?;
        let token_hash = *blake3::hash(token.as_bytes()).as_bytes();
        let device = DeviceRow { token_hash, ..device };
        self.store.put_device(&device)?;
        self.note_access(&account, &device, Act::SignedIn, now_ms)?;
        self.introduced(account, NewDevice { id, token }, now_ms).map(Some)
    }

    /// What a device is told about itself and whose it is.
    pub(super) fn introduced(
        &mut self,
        account: AccountRow,
        device: NewDevice,
        now_ms: i64,
    ) -> Stored<PairResponse> {
        Ok(PairResponse {
            device,
            account: account.id,
            name: account.name,
            role: account.role,
            organisation: self.store.org_name(account.org)?.unwrap_or_default(),
            epoch: self.epoch()?,
            now: now_ms,
        })
    }

    /// The device signs itself out: its token is worth nothing from now on.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError) of the store. `false`: there is no such token.
    pub fn sign_out(&mut self, token: &str, now_ms: i64) -> Stored<bool> {
        let row = self.store.device_by_token(blake3::hash(token.as_bytes()).as_bytes())?;
        match row.filter(|row| row.revoked_at.is_none()) {
            Some(row) => {
                if let Some(account) = self.store.account(row.account)? {
                    self.note_access(&account, &row, Act::SignedOut, now_ms)?;
                }
                self.store.put_device(&DeviceRow { revoked_at: Some(now_ms), ..row })?;
                Ok(true)
            }
            None => Ok(false),
        }
    }

    /// A browser that signed out, or that nobody used for long: its device ends. `false`: there is no such device. Within the
    /// caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError): take everything back.
    pub fn dismiss(&mut self, device: DeviceId, now_ms: i64) -> Stored<bool> {
        let Some(row) = self.store.device(device)? else { return Ok(false) };
        if let Some(account) = self.store.account(row.account)? {
            self.note_access(&account, &row, Act::SignedOut, now_ms)?;
        }
        self.store.put_device(&DeviceRow { revoked_at: Some(now_ms), wipe: true, ..row })?;
        Ok(true)
    }
}

/// What a device is told about its code.
pub(crate) fn refusal(why: Unpaired) -> opstap_sync::wire::Problem {
    match why {
        Unpaired::Invalid => problem::named("code-invalid", 404, "This code is not known."),
        Unpaired::Expired => problem::named("code-expired", 410, "This code was used or is too old."),
    }
}

/// The code as stored: upper case, without spaces and hyphens, `O` read as `0`, `I` and `L` as `1`.
/// `None` for what cannot be one.
#[must_use]
pub fn normal_code(typed: &str) -> Option<String> {
    if typed.len() > 64 {
        return None;
    }
    let mut code = String::with_capacity(RECOVERY_LENGTH);
    for c in typed.chars().filter(|c| !c.is_whitespace() && *c != '-') {
        let c = match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        };
        if !c.is_ascii() || !ALPHABET.contains(&(c as u8)) {
            return None;
        }
        code.push(c);
    }
    matches!(code.len(), CODE_LENGTH | RECOVERY_LENGTH).then_some(code)
}

/// The device that comes of a code and a key: the same for both, and for nothing else.
fn named_by_key(request: &PairRequest) -> Option<DeviceId> {
    let code = normal_code(&request.code).filter(|_| ONCE_LENGTH.contains(&request.once.len()))?;
    let mut hasher = blake3::Hasher::new_derive_key("opstap device of a code and a key");
    hasher.update(&hash(&code)).update(request.once.as_bytes());
    Some(DeviceId::of_digest(hasher.finalize().as_bytes()))
}

/// Whether a code works once. One to come back with stays.
pub(super) fn is_used_up(typed: &str) -> bool {
    normal_code(typed).is_some_and(|plain| plain.len() == CODE_LENGTH)
}

fn hash(plain: &str) -> [u8; 32] {
    *blake3::hash(plain.as_bytes()).as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_may_be_typed_as_people_type() {
        assert_eq!(normal_code(" abcde-fgh0o ").as_deref(), Some("ABCDEFGH00"));
        assert_eq!(normal_code("ABCDE FGHil").as_deref(), Some("ABCDEFGH11"));
        assert_eq!(normal_code("ABCDE"), None);
        assert_eq!(normal_code("ABCDEFGHU0"), None);
        assert_eq!(normal_code("ABCDEFGH0é"), None);
    }
}
