//! Appointments of staff that are put into an agenda elsewhere: what has to be put there or taken out, and what is known
//! of it.

use std::collections::BTreeMap;

use opstap::Words;
use opstap_content::Language;
use opstap_domain::ids::{Compartment, Role};
use reqwest::Url;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::audit::{Note, purpose};
use super::{AdminError, Engine};
use crate::audit::{Act, Actor, Way};
use crate::calendar::{Said, resource};
use crate::push::is_public_url;
use crate::random;
use crate::store::{AgendaRow, ScopeStore, Stored};

/// How often is looked whether something changed: a minute, in milliseconds.
const EVERY_MS: i64 = 60_000;

/// How long one server has an agenda for itself: longer than a turn lasts. 10 minutes, in milliseconds.
const LEASE_MS: i64 = 10 * 60_000;

/// The longest pause after failures: six hours, in milliseconds.
const PAUSE_MAX_MS: i64 = 6 * 3_600_000;

/// Agendas that are looked at in one transaction.
const LOOKED: usize = 100;

/// Resources that are put or taken out in one turn; the rest follows in the next one.
const MOST: usize = 100;

/// Characters of an address, a name or a password.
const TEXT_MAX: usize = 1_024;

/// What to do in one agenda, now.
#[derive(Clone)]
pub struct Visit {
    /// Which.
    pub row: AgendaRow,
    /// Never logged.
    pub password: Zeroizing<String>,
    /// To put there: the appointment, and what is said of it.
    pub puts: Vec<(Uuid, String)>,
    /// To take out.
    pub takes: Vec<Uuid>,
    /// All that there is to do is in it.
    whole: bool,
}

impl std::fmt::Debug for Visit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Visit({} to put, {} to take out)", self.puts.len(), self.takes.len())
    }
}

/// What is not there as it is here.
struct Differs {
    puts: Vec<(Uuid, String)>,
    takes: Vec<Uuid>,
}

/// What a visit came to: what was done, and what ended it early.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Visited {
    /// What was put there.
    pub put: Vec<Uuid>,
    /// What is not there any more.
    pub taken: Vec<Uuid>,
    /// Why it broke off, in words of ours.
    pub why: Option<&'static str>,
}

impl<S: ScopeStore> Engine<S> {
    /// Puts the appointments of somebody who works for an organisation into an agenda elsewhere from now on. With `inside`
    /// it may be in a network of one's own.
    ///
    /// # Errors
    ///
    /// [`AdminError`] for an account that is not there, or a client's, or an address that is none.
    pub fn push_agenda(
        &mut self,
        account: Uuid,
        url: &str,
        (name, password): (&str, &str),
        inside: bool,
        now_ms: i64,
    ) -> Result<(), AdminError> {
        let url = collection(url, inside)?;
        if [name, password].iter().any(|text| text.is_empty() || text.len() > TEXT_MAX) || name.contains(':')
        {
            return Err(AdminError::Refused(
                "a name without a colon and a password are needed; nothing was changed",
            ));
        }
        let no_secret = AdminError::Refused("this server has no secret to seal a password with");
        let keys = self.blob_keys.clone().ok_or(no_secret.clone())?;
        let sealed = keys.seal_password(&bound(account, &url), password).ok_or(no_secret)?;
        self.keep(|engine| {
            let row = engine.store.account(account)?.ok_or(AdminError::Unknown("account"))?;
            if row.closed_at.is_some() || row.role == Role::Client {
                return Err(AdminError::Refused(
                    "only for people who work there; a client has an address of their own",
                ));
            }
            engine.store.forget_agenda(row.org, account)?;
            engine.note_act(Note::arranged(row.org, Actor::CONSOLE, "agenda_set", now_ms));
            Ok(engine.store.put_agenda(&AgendaRow {
                account,
                org: row.org,
                url,
                name: name.to_owned(),
                sealed,
                seen: Vec::new(),
                ending: false,
                tries: 0,
                due_at: now_ms,
                lease: String::new(),
                why: String::new(),
            })?)
        })
    }

    /// Takes out again what was put into it, and puts nothing more.
    ///
    /// # Errors
    ///
    /// [`AdminError`] for an account without one.
    pub fn end_agenda(&mut self, account: Uuid, now_ms: i64) -> Result<(), AdminError> {
        self.keep(|engine| {
            let org = engine.store.account(account)?.ok_or(AdminError::Unknown("account"))?.org;
            let row = engine.store.agendas(org)?.into_iter().find(|row| row.account == account);
            let row = row.ok_or(AdminError::Unknown("agenda of this account"))?;
            engine.note_act(Note::arranged(org, Actor::CONSOLE, "agenda_ended", now_ms));
            let ending = AgendaRow { ending: true, due_at: now_ms, tries: 0, lease: String::new(), ..row };
            Ok(engine.store.put_agenda(&ending)?)
        })
    }

    /// Takes agendas of an organisation in which something is to be done now, at most so many, for one server alone. Within the caller's
    /// transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError): take everything back.
    pub fn lease_agendas(&mut self, org: Uuid, now_ms: i64, most: usize) -> Stored<Vec<Visit>> {
        let mut visits = Vec::new();
        for row in self.store.agendas_due(org, now_ms, LOOKED)? {
            if visits.len() == most {
                break;
            }
            let account = self.store.account(row.account)?.filter(|account| account.closed_at.is_none());
            let ending = row.ending || account.is_none();
            let seen = if ending { Vec::new() } else { self.seen_by(row.account)? };
            if !ending && seen == row.seen {
                self.store.set_agenda(&AgendaRow { due_at: now_ms + EVERY_MS, ..row.clone() }, &row.lease)?;
                continue;
            }
            let opened = self
                .blob_keys
                .as_ref()
                .and_then(|keys| keys.open_password(&bound(row.account, &row.url), &row.sealed));
            let Some(password) = opened else {
                let why = "its password cannot be opened; set it again".to_owned();
                let later =
                    AgendaRow { due_at: now_ms + PAUSE_MAX_MS, why, lease: String::new(), ..row.clone() };
                self.store.set_agenda(&later, &row.lease)?;
                continue;
            };
            let Differs { puts, takes } = self.differs(&row, ending, now_ms)?;
            let whole = puts.len() + takes.len() <= MOST;
            let lease: [u8; 8] = random::bytes(self.random.as_mut())?;
            let leased = AgendaRow {
                seen,
                ending,
                due_at: now_ms + LEASE_MS,
                lease: lease.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}")),
                ..row.clone()
            };
            // What it was made from is noted when all of it is there.
            if self.store.set_agenda(&AgendaRow { seen: row.seen.clone(), ..leased.clone() }, &row.lease)? {
                let puts: Vec<_> = puts.into_iter().take(MOST).collect();
                let takes = takes.into_iter().take(MOST - puts.len()).collect();
                visits.push(Visit { row: leased, password, puts, takes, whole });
            }
        }
        Ok(visits)
    }

    /// What an agenda is made from, as a hash: the numbers of the scopes that the account reads.
    fn seen_by(&mut self, account: Uuid) -> Stored<Vec<u8>> {
        let grants = self.store.grants(account)?;
        let together: Vec<_> = grants
            .iter()
            .filter(|row| row.grant.scope.compartment == Compartment::Together)
            .map(|row| row.grant.scope)
            .collect();
        let mut hasher = blake3::Hasher::new();
        for (scope, reach) in self.store.reaches(&together)? {
            hasher.update(format!("{scope} {}\n", reach.head).as_bytes());
        }
        Ok(hasher.finalize().as_bytes().to_vec())
    }

    fn differs(&mut self, row: &AgendaRow, ending: bool, now_ms: i64) -> Stored<Differs> {
        let meetings = match self.store.account(row.account)?.filter(|_| !ending) {
            None => Vec::new(),
            Some(account) => {
                let by = Actor {
                    account: Some(account.id),
                    role: Some(account.role),
                    ..Actor::nobody(Way::Agenda)
                };
                let note = Note::arranged(row.org, by, "appointments", now_ms);
                self.meetings_of(account.id, note.act(Act::Read, purpose(account.role)), now_ms)?
            }
        };
        let words = Words::new(Language::Dutch);
        let said = Said { name: words.text("calendar-name"), meeting: words.text("calendar-appointment") };
        let mut there: BTreeMap<Uuid, Vec<u8>> =
            self.store.agenda_items(row.org, row.account)?.into_iter().collect();
        let mut puts = Vec::new();
        for meeting in &meetings {
            let text = resource(meeting, &said);
            if there.remove(&meeting.id).as_deref() != Some(blake3::hash(text.as_bytes()).as_bytes()) {
                puts.push((meeting.id, text));
            }
        }
        Ok(Differs { puts, takes: there.into_keys().collect() })
    }

    /// What came of a visit. `chance` is random over all of its range. `false`: another server has it by now. Within the
    /// caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError): take everything back.
    pub fn settle_agenda(
        &mut self,
        visit: &Visit,
        visited: &Visited,
        chance: u16,
        now_ms: i64,
    ) -> Stored<bool> {
        let row = &visit.row;
        let (tries, pause, why) = match visited.why {
            None => (0, if visit.whole { EVERY_MS } else { 0 }, ""),
            Some(why) => {
                let bound = (EVERY_MS << row.tries.min(9)).min(PAUSE_MAX_MS);
                (
                    row.tries.saturating_add(1),
                    bound / 2 + i64::from(chance) * (bound / 2) / i64::from(u16::MAX),
                    why,
                )
            }
        };
        let whole = visited.why.is_none() && visit.whole;
        let settled = AgendaRow {
            seen: if whole { row.seen.clone() } else { Vec::new() },
            tries,
            due_at: now_ms + pause,
            lease: String::new(),
            why: why.to_owned(),
            ..row.clone()
        };
        if !self.store.set_agenda(&settled, &row.lease)? {
            return Ok(false);
        }
        for (item, text) in visit.puts.iter().filter(|(item, _)| visited.put.contains(item)) {
            let hash = blake3::hash(text.as_bytes());
            self.store.note_agenda_item(row.org, row.account, *item, Some(hash.as_bytes()))?;
        }
        for item in &visited.taken {
            self.store.note_agenda_item(row.org, row.account, *item, None)?;
        }
        if whole && row.ending {
            self.store.forget_agenda(row.org, row.account)?;
        }
        Ok(true)
    }
}

/// What a password is sealed for.
fn bound(account: Uuid, url: &str) -> String {
    format!("{account} {url}")
}

/// The address of a collection, with a slash at its end.
fn collection(text: &str, inside: bool) -> Result<String, AdminError> {
    let bad = "the address has to begin with https:// and have no name, password or question mark in it; nothing was changed";
    let url = Url::parse(text)
        .ok()
        .filter(|url| text.len() <= TEXT_MAX && url.scheme() == "https" && url.has_host());
    let plain = |url: &Url| {
        url.username().is_empty()
            && url.password().is_none()
            && url.fragment().is_none()
            && url.query().is_none()
    };
    let mut url = url.filter(plain).ok_or(AdminError::Refused(bad))?;
    if !inside && !is_public_url(&url) {
        return Err(AdminError::Refused(
            "this address is not on the public internet; name `--inside` if it is a system of your own; nothing was \
             changed",
        ));
    }
    if !url.path().ends_with('/') {
        let path = format!("{}/", url.path());
        url.set_path(&path);
    }
    Ok(url.to_string())
}
