//! Staff who sign in with a passphrase and a code of an app, where their organisation has no provider (ADR-0040).
//!
//! A try is two transactions, because what lies between takes long and memory: the first counts it, as if it were wrong,
//! and says against what to hold what was typed; the second lets in, and forgets the count. A name that nobody has is
//! counted, held against nothing and refused like any other.

use opstap_domain::ids::Role;
use opstap_sync::ident::DeviceId;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::access::AT_ONCE_MS;
use super::audit::{Note, device_of};
use super::organisation::AdminError;
use super::pairing::PairingCode;
use super::{DAY_MS, Engine};
use crate::audit::{Act, Actor, Way};
use crate::own::{Passphrase, Secret, closed_for_ms, name_of};
use crate::register::ACCESS;
use crate::store::{AccountRow, DeviceRow, ForWhom, OwnRow, ScopeStore, Stored, Tries};

/// Whose factors somebody says to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Those of who signs in with this name.
    Named(Uuid, String),
    /// Those of the person of this device, who is in already.
    Of(DeviceId),
}

/// What came of asking.
#[derive(Clone, Debug)]
pub enum Tried {
    /// Hold what was typed against this.
    Check(Check),
    /// Too often wrong: nothing is looked at for so many milliseconds.
    Closed(i64),
    /// The person of the device has none.
    NotSet,
}

/// Against what to hold what was typed. Says nothing of whether anybody has the name.
#[derive(Clone)]
pub struct Check {
    org: Uuid,
    name: String,
    account: Option<Uuid>,
    kept: Option<Vec<u8>>,
    secret: Option<Secret>,
    /// Held against codes where there is no secret.
    nobodys: Secret,
}

impl std::fmt::Debug for Check {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Check(…)")
    }
}

/// What of that was right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Right {
    /// The passphrase.
    pub passphrase: bool,
    /// The code, and of which step it is.
    pub step: Option<i64>,
}

impl Check {
    /// Holds a passphrase and a code against it. Takes long and memory, and as long whatever is right.
    #[must_use]
    pub fn right(&self, passphrase: &Passphrase, code: Option<u32>, now_ms: i64) -> Right {
        let fits = passphrase.fits(self.kept.as_deref());
        let secret = self.secret.as_ref();
        let step = secret.unwrap_or(&self.nobodys).step_of(code.unwrap_or(u32::MAX), now_ms);
        Right { passphrase: fits, step: step.filter(|_| secret.is_some()) }
    }
}

/// Why nobody was let in, or nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// The name, the passphrase or the code: which is not said.
    Typed,
    /// The passphrase is right, and what the app knows cannot be opened: the secret beside the database is another.
    Unopened,
    /// Somebody else of the organisation has this name.
    NameTaken,
    /// It is not for them: they do not work there, or the organisation has a provider.
    NotTheirs,
}

/// What the page of a person's own shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnShown {
    /// It is not for them.
    NotTheirs,
    /// They may set it up.
    NotSet,
    /// They have it.
    Set {
        /// With which name.
        name: String,
        /// Since when, milliseconds since 1970 UTC.
        since: i64,
        /// Whether what the app knows can be opened: else it has to be set up again.
        opens: bool,
    },
}

/// What somebody chose.
#[derive(Clone)]
pub struct NewOwn {
    /// The name to sign in with, as [`name_of`] gives it.
    pub name: String,
    /// What is kept of the passphrase.
    pub passphrase: Vec<u8>,
    /// What the app knows.
    pub secret: Secret,
    /// The step of the code that showed it.
    pub step: i64,
}

impl std::fmt::Debug for NewOwn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewOwn(…)")
    }
}

fn works_there(row: &AccountRow) -> bool {
    row.closed_at.is_none() && !matches!(row.role, Role::Client | Role::Server)
}

fn person(account: &AccountRow) -> Actor {
    Actor { account: Some(account.id), role: Some(account.role), ..Actor::nobody(Way::Browser) }
}

impl<S: ScopeStore> Engine<S> {
    /// Organisations whose staff sign in like this, by name; none that has a provider.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError) of the store.
    pub fn with_own(&mut self) -> Stored<Vec<(Uuid, String)>> {
        let mut all = Vec::new();
        for (org, name) in self.store.orgs()? {
            if self.store.provider(org, ForWhom::Staff)?.is_none() && !self.store.owns(org)?.is_empty() {
                all.push((org, name));
            }
        }
        all.sort_by(|(_, a), (_, b)| a.cmp(b));
        Ok(all)
    }

    /// A try: counted as if it were wrong, until [`own_sign_in`](Self::own_sign_in) or what else it is for forgets it.
    /// Within the caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError): take everything back.
    pub fn try_own(&mut self, whose: &Whose, now_ms: i64) -> Stored<Tried> {
        let (org, name, row) = match whose {
            Whose::Named(org, typed) => {
                let row = self.named(*org, typed)?;
                (*org, typed.clone(), row)
            }
            Whose::Of(device) => {
                let Some((account, _)) = self.of_staff(*device)? else { return Ok(Tried::NotSet) };
                let Some(row) = self.store.own(account.org, account.id)? else { return Ok(Tried::NotSet) };
                (account.org, row.name.clone(), Some(row))
            }
        };
        if self.store.org_name(org)?.is_some()
            && let Some(ms) = self.count_try(org, &name, now_ms)?
        {
            return Ok(Tried::Closed(ms));
        }
        let secret = row.as_ref().and_then(|row| self.own_secret(row));
        let (account, kept) = row.map_or((None, None), |row| (Some(row.account), Some(row.passphrase)));
        Ok(Tried::Check(Check { org, name, account, kept, secret, nobodys: Secret::fresh()? }))
    }

    /// Lets in who was right in both: a code to be used at once. Within the caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError): take everything back.
    pub fn own_sign_in(
        &mut self,
        check: &Check,
        right: Right,
        now_ms: i64,
    ) -> Stored<Result<PairingCode, Wrong>> {
        // As it is now: meanwhile it may have been ended or changed, and its code used.
        let row = self.named(check.org, &check.name)?;
        let row = row
            .filter(|row| Some(row.account) == check.account && Some(&row.passphrase) == check.kept.as_ref());
        let Some(row) = row.filter(|_| right.passphrase) else { return self.refused(check, now_ms) };
        if check.secret.is_none() {
            tracing::error!(
                "what an app of staff knows cannot be opened: secret/blob.key is another than it was"
            );
            return Ok(Err(Wrong::Unopened));
        }
        let Some(step) = right.step else { return self.refused(check, now_ms) };
        if !self.store.use_own(row.org, row.account, step)? {
            return self.refused(check, now_ms);
        }
        self.forget_tried(row.org, &row.name)?;
        self.fresh_code(row.account, now_ms, AT_ONCE_MS).map(Ok)
    }

    /// What the person of a device has.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError) of the store.
    pub fn own_of(&mut self, device: DeviceId) -> Stored<OwnShown> {
        let Some((account, _)) = self.of_staff(device)? else { return Ok(OwnShown::NotTheirs) };
        let Some(row) = self.store.own(account.org, account.id)? else { return Ok(OwnShown::NotSet) };
        let opens = self.own_secret(&row).is_some();
        Ok(OwnShown::Set { name: row.name, since: row.since, opens })
    }

    /// Sets it up, in place of what was there: who has it already shows one of the two. Within the caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError): take everything back.
    pub fn set_own(
        &mut self,
        device: DeviceId,
        new: &NewOwn,
        shown: Option<&(Check, Right)>,
        now_ms: i64,
    ) -> Stored<Result<(), Wrong>> {
        let Some((account, own)) = self.of_staff(device)? else { return Ok(Err(Wrong::NotTheirs)) };
        if let Err(why) = self.may_change(&account, shown, now_ms)? {
            return Ok(Err(why));
        }
        if let Some(other) =
            self.store.own_named(account.org, &new.name)?.filter(|row| row.account != account.id)
        {
            if self.store.account(other.account)?.is_some_and(|other| works_there(&other)) {
                return Ok(Err(Wrong::NameTaken));
            }
            // Whoever left does not keep a name from who comes.
            self.store.forget_own(account.org, other.account)?;
        }
        let sealed = self.blob_keys.as_ref().and_then(|keys| keys.seal_own(account.id, new.secret.bytes()));
        let Some(sealed) = sealed else { return Ok(Err(Wrong::NotTheirs)) };
        self.store.put_own(&OwnRow {
            org: account.org,
            account: account.id,
            name: new.name.clone(),
            passphrase: new.passphrase.clone(),
            sealed,
            used: new.step,
            since: now_ms,
        })?;
        self.note_factor(&account, &own, "second_factor_set", now_ms);
        Ok(Ok(()))
    }

    /// Ends it, by who has it and shows one of the two. Within the caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError): take everything back.
    pub fn leave_own(
        &mut self,
        device: DeviceId,
        shown: Option<&(Check, Right)>,
        now_ms: i64,
    ) -> Stored<Result<(), Wrong>> {
        let Some((account, own)) = self.of_staff(device)? else { return Ok(Err(Wrong::NotTheirs)) };
        if let Err(why) = self.may_change(&account, shown, now_ms)? {
            return Ok(Err(why));
        }
        self.store.forget_own(account.org, account.id)?;
        self.note_factor(&account, &own, "second_factor_ended", now_ms);
        Ok(Ok(()))
    }

    /// Takes it away from somebody, such as one who lost their phone.
    ///
    /// # Errors
    ///
    /// [`AdminError`] for an account that is not there, or has none.
    pub fn end_own(&mut self, account: Uuid, now_ms: i64) -> Result<(), AdminError> {
        self.keep(|engine| {
            let account = engine.store.account(account)?.ok_or(AdminError::Unknown("account"))?;
            let had = engine.lose_own(&account, Actor::CONSOLE, now_ms)?;
            had.then_some(()).ok_or(AdminError::Unknown("sign-in of its own with this account"))
        })
    }

    /// Takes somebody's own sign-in away, within the caller's transaction. Whether there was one.
    pub(super) fn lose_own(&mut self, account: &AccountRow, by: Actor, now_ms: i64) -> Stored<bool> {
        let Some(row) = self.store.own(account.org, account.id)? else { return Ok(false) };
        self.store.forget_own(account.org, account.id)?;
        self.forget_tried(account.org, &row.name)?;
        let note = Note::arranged(account.org, by, "second_factor_ended", now_ms);
        self.note_act(note.act(Act::Administered, ACCESS));
        Ok(true)
    }

    /// Whether what the app of somebody knows can be opened with the secret beside the database.
    #[must_use]
    pub fn own_opens(&self, row: &OwnRow) -> bool {
        self.own_secret(row).is_some()
    }

    /// Says in the log when what apps know cannot be opened: a database that was restored beside another secret.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError) of the store.
    pub(crate) fn look_at_own(&mut self) -> Stored<()> {
        let mut closed = 0;
        for (org, _) in self.store.orgs()? {
            closed += self.store.owns(org)?.iter().filter(|row| !self.own_opens(row)).count();
        }
        if closed > 0 {
            tracing::error!(
                staff = closed,
                "codes of staff cannot be checked: secret/blob.key is another than it was. Put it back, or give each a \
                 pairing code (opstap-server pair) with which they set their sign-in up again"
            );
        }
        Ok(())
    }

    /// Whoever shows one of the two may change both. Without any, there must be none.
    fn may_change(
        &mut self,
        account: &AccountRow,
        shown: Option<&(Check, Right)>,
        now_ms: i64,
    ) -> Stored<Result<(), Wrong>> {
        let Some(row) = self.store.own(account.org, account.id)? else { return Ok(Ok(())) };
        let Some((check, right)) = shown else { return Ok(Err(Wrong::Typed)) };
        let same = check.account == Some(row.account) && check.kept.as_ref() == Some(&row.passphrase);
        let by_code = match right.step {
            Some(step) if same && !right.passphrase => self.store.use_own(row.org, row.account, step)?,
            _ => false,
        };
        if !(same && (right.passphrase || by_code)) {
            return self.refused(check, now_ms);
        }
        self.forget_tried(row.org, &row.name)?;
        Ok(Ok(()))
    }

    /// Who signs in with this name, where that is the way.
    fn named(&mut self, org: Uuid, typed: &str) -> Stored<Option<OwnRow>> {
        let provider = self.store.provider(org, ForWhom::Staff)?;
        let row =
            self.store.own_named(org, &name_of(typed).unwrap_or_default())?.filter(|_| provider.is_none());
        let account = match &row {
            Some(row) => self.store.account(row.account)?.filter(works_there),
            None => None,
        };
        Ok(row.filter(|_| account.is_some()))
    }

    /// Whoever works there and has this device, where the organisation has no provider.
    fn of_staff(&mut self, device: DeviceId) -> Stored<Option<(AccountRow, DeviceRow)>> {
        let Some(device) = self.store.device(device)?.filter(|row| row.revoked_at.is_none()) else {
            return Ok(None);
        };
        let Some(account) = self.store.account(device.account)?.filter(works_there) else { return Ok(None) };
        let provider = self.store.provider(account.org, ForWhom::Staff)?;
        Ok(Some((account, device)).filter(|_| provider.is_none() && self.blob_keys.is_some()))
    }

    fn own_secret(&self, row: &OwnRow) -> Option<Secret> {
        let bytes: Zeroizing<Vec<u8>> = self.blob_keys.as_ref()?.open_own(row.account, &row.sealed)?;
        Secret::of(&bytes)
    }

    fn tried_name(&self, org: Uuid, typed: &str) -> [u8; 32] {
        let name = name_of(typed).unwrap_or_default();
        self.blob_keys.as_ref().map_or([0; 32], |keys| keys.tried_name(org, &name))
    }

    /// Counts a try. The milliseconds for which nothing is looked at, if any.
    fn count_try(&mut self, org: Uuid, typed: &str, now_ms: i64) -> Stored<Option<i64>> {
        let name = self.tried_name(org, typed);
        let known = self.store.tries(org, &name)?;
        if known.until > now_ms {
            return Ok(Some(known.until - now_ms));
        }
        // Who tries again after a day begins anew.
        let before = now_ms - DAY_MS;
        let wrong = if known.at <= before { 1 } else { known.wrong.saturating_add(1) };
        let until = if closed_for_ms(wrong) > 0 { now_ms + closed_for_ms(wrong) } else { 0 };
        self.store.note_tries(org, &name, Tries { wrong, until, at: now_ms }, before)?;
        Ok(None)
    }

    fn forget_tried(&mut self, org: Uuid, typed: &str) -> Stored<()> {
        let name = self.tried_name(org, typed);
        self.store.forget_tries(org, &name)
    }

    /// Noted alike whether anybody has the name or not, so that it takes as long.
    fn refused<T>(&mut self, check: &Check, now_ms: i64) -> Stored<Result<T, Wrong>> {
        if self.store.org_name(check.org)?.is_none() {
            return Ok(Err(Wrong::Typed));
        }
        let name = self.tried_name(check.org, &check.name);
        let closed = self.store.tries(check.org, &name)?.until > now_ms;
        let account = match check.account {
            Some(account) => self.store.account(account)?,
            None => None,
        };
        let actor = account.as_ref().map_or(Actor::nobody(Way::Browser), person);
        let detail = if closed { "sign_in_closed" } else { "sign_in_refused" };
        let note = Note::arranged(check.org, actor, detail, now_ms).act(Act::Refused, ACCESS);
        self.note_act(note.refused());
        Ok(Err(Wrong::Typed))
    }

    fn note_factor(&mut self, account: &AccountRow, device: &DeviceRow, detail: &'static str, now_ms: i64) {
        let actor = Actor { way: Way::Browser, ..device_of(account, device) };
        self.note_act(Note::arranged(account.org, actor, detail, now_ms).act(Act::Administered, ACCESS));
    }
}
