//! Signing up without a code: a real case for somebody whose name nobody knows, the desk that answers, and the helper to whom
//! the desk gives it (ADR-0030).

use opstap_domain::features::Feature;
use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_domain::sign_up::triage::LOOK;
use opstap_domain::sign_up::{ANSWER_WITHIN_MS, Area, SOON_MS, route};
use opstap_sync::wire::{Problem, SignUpRequest, SignUpResponse};
use serde_json::{Value, json};
use uuid::Uuid;

use super::audit::{Note, device_of};
use super::desks::Desks;
use super::organisation::AdminError;
use super::{CODE_LIFE_MS, Engine, NewCase, excuse};
use crate::audit::{Act, Actor, Way};
use crate::problem;
use crate::register::{ACCESS, SIGN_UP};
use crate::store::{AccountRow, CaseRow, CodeRow, ScopeStore, SignUpKey, StoreError, Stored};
use crate::webhooks::Happening;

/// How long a sign-up can be asked again: a day, in milliseconds.
const ONCE_MS: i64 = 24 * 3_600_000;

/// A code to come back with works until somebody makes another one.
const EVER: i64 = 4_102_444_800_000;

/// Bytes of a key of the asker's own.
pub(crate) const ONCE_LENGTH: std::ops::RangeInclusive<usize> = 16..=64;

impl<S: ScopeStore> Engine<S> {
    /// Sign-ups of these postcodes come to this organisation, if nobody helps in a smaller area.
    ///
    /// # Errors
    ///
    /// [`AdminError`] for an organisation that is not there, or postcodes that are none.
    pub fn add_area(&mut self, org: Uuid, first: u16, last: u16, now_ms: i64) -> Result<(), AdminError> {
        if !(1000..=9999).contains(&first) || !(first..=9999).contains(&last) {
            return Err(AdminError::Refused("postcodes are four digits, the first not above the last"));
        }
        self.keep(|engine| {
            engine.store.org_name(org)?.ok_or(AdminError::Unknown("organisation"))?;
            let scope = ScopeId::new(org, Compartment::Org);
            let units = [("first", Value::from(first)), ("last", Value::from(last))];
            Ok(engine.say(scope, scope.derived_id(&format!("area/{first}-{last}")), "area", units, now_ms)?)
        })
    }

    /// Opens a case at this organisation for somebody who signed up, within the caller's transaction; `None` where nobody sits
    /// at its desk any more, or it takes nobody in like this.
    ///
    /// # Errors
    ///
    /// [`StoreError`]: take everything back.
    pub fn sign_up_within(
        &mut self,
        org: Uuid,
        request: &SignUpRequest,
        now_ms: i64,
    ) -> Stored<Option<Result<SignUpResponse, Problem>>> {
        if let Some(again) = self.asked_again(org, request, now_ms)? {
            return Ok(Some(again));
        }
        self.lock_desks(org)?;
        let desks = self.desks(org)?;
        if desks.somebody_sits() && self.offers(org, Feature::SignUp)? {
            self.take_in(org, &desks, request, now_ms).map(|done| Some(Ok(done)))
        } else {
            Ok(None)
        }
    }

    /// The answer to a sign-up that came before and whose answer was lost: other codes for the same case. Not when a
    /// device came of it: whoever asks again then may be somebody else at the same browser.
    fn asked_again(
        &mut self,
        org: Uuid,
        request: &SignUpRequest,
        now_ms: i64,
    ) -> Stored<Option<Result<SignUpResponse, Problem>>> {
        let Some((hash, asked)) = key_of(request) else { return Ok(None) };
        // Of two that come together, the second waits here and finds the first.
        self.store.lock_head(ScopeId::new(org, Compartment::Org))?;
        let found = self.store.signed_up(org, &hash)?.filter(|found| now_ms - found.at < ONCE_MS);
        let Some(found) = found else { return Ok(None) };
        let used = !self.store.devices(Some(found.account))?.is_empty();
        if used || found.asked != asked {
            return Ok(Some(Err(asked_already())));
        }
        self.store.void_codes(found.account, now_ms)?;
        self.answer_with(org, found.account, found.at, now_ms).map(|again| Some(Ok(again)))
    }

    fn answer_with(
        &mut self,
        org: Uuid,
        account: Uuid,
        asked_at: i64,
        now_ms: i64,
    ) -> Stored<SignUpResponse> {
        Ok(SignUpResponse {
            code: self.fresh_code(account, now_ms, CODE_LIFE_MS)?.code,
            recovery: self.fresh_recovery(account)?,
            organisation: self.store.org_name(org)?.unwrap_or_default(),
            answer_by: asked_at + ANSWER_WITHIN_MS,
        })
    }

    /// All of it, each organisation in a transaction of its own: where the postcode belongs, and the case.
    ///
    /// # Errors
    ///
    /// The problem document that is answered.
    #[expect(clippy::result_large_err, reason = "the answer in its place is larger")]
    pub fn sign_up(&mut self, request: &SignUpRequest, now_ms: i64) -> Result<SignUpResponse, Problem> {
        request.answers.check().map_err(|_| odd_answer())?;
        let mut areas = Vec::new();
        for org in self.orgs().map_err(|error| excuse(&error))? {
            areas.extend(self.keep(|engine| engine.areas_of(org)).map_err(|error| excuse(&error))?);
        }
        for org in route(&areas, request.answers.postcode) {
            let done = self.keep(|engine| engine.sign_up_within(org, request, now_ms));
            if let Some(signed) = done.map_err(|error| excuse(&error))? {
                return signed;
            }
        }
        Err(nobody_helps())
    }

    /// The organisations of this server.
    ///
    /// # Errors
    ///
    /// [`StoreError`] of the store.
    pub fn orgs(&mut self) -> Stored<Vec<Uuid>> {
        Ok(self.store.orgs()?.into_iter().map(|(org, _)| org).collect())
    }

    /// Where an organisation takes people in; nowhere without somebody at its desk.
    ///
    /// # Errors
    ///
    /// [`StoreError`] of the store.
    pub fn areas_of(&mut self, org: Uuid) -> Stored<Vec<Area>> {
        let mut areas = Vec::new();
        if !self.desks(org)?.somebody_sits() || !self.offers(org, Feature::SignUp)? {
            return Ok(areas);
        }
        for (_, record) in self.store.records_of_kind(ScopeId::new(org, Compartment::Org), "area")? {
            let number = |name: &str| {
                let said = record.units.get(name).and_then(|unit| unit.v.as_u64());
                said.and_then(|number| u16::try_from(number).ok())
            };
            if let (Some(first), Some(last)) = (number("first"), number("last")) {
                areas.push(Area { org, first, last });
            }
        }
        Ok(areas)
    }

    fn take_in(
        &mut self,
        org: Uuid,
        desks: &Desks,
        request: &SignUpRequest,
        now_ms: i64,
    ) -> Stored<SignUpResponse> {
        let account = self.nameless(org, now_ms)?;
        let team = self.team_at(org, request.answers.postcode)?;
        let first = desks.first(team).ok_or_else(|| StoreError::broken("nobody sits at any desk"))?;
        let case = self.begin_case(&account, first, now_ms)?;
        let file = self.store.case(case)?.ok_or_else(|| StoreError::broken("a case that did not begin"))?;
        let file = CaseRow { team, waits: true, ..file };
        self.store.put_case(&file)?;
        let new = NewCase { org, client: "", counsellor: first, coaches: &[], programme: Some(LOOK) };
        // An organisation whose content lacks that programme takes people in all the same.
        match self.first_records(case, new, std::slice::from_ref(&account), now_ms) {
            Ok(()) | Err(AdminError::Unknown(_) | AdminError::Refused(_)) => {}
            Err(AdminError::Store(error)) => return Err(error),
        }
        let together = ScopeId::new(case, Compartment::Together);
        let units = [
            ("answers", json!(request.answers)),
            ("asked_at", Value::from(now_ms)),
            ("answer_by", Value::from(now_ms + ANSWER_WITHIN_MS)),
        ];
        self.say(together, together.derived_id("sign_up"), "sign_up", units, now_ms)?;
        if team.is_some() {
            self.move_case(&file, now_ms)?;
        }
        self.seat_case(&file, desks, now_ms)?;
        let by = Actor { account: Some(account.id), role: Some(account.role), ..Actor::nobody(Way::Visitor) };
        let note = Note::arranged(org, by, "sign_up", now_ms).act(Act::Written, SIGN_UP);
        self.note_act(note.within(together));
        self.count_colleagues(org, now_ms)?;
        self.happened(org, Happening::CaseAsked, case, now_ms)?;
        if let Some((hash, asked)) = key_of(request) {
            let key = SignUpKey { asked, account: account.id, at: now_ms };
            self.store.note_sign_up(org, &hash, &key, now_ms - ONCE_MS)?;
        }
        self.answer_with(org, account.id, now_ms, now_ms)
    }

    /// An account of a client without a name.
    fn nameless(&mut self, org: Uuid, now_ms: i64) -> Stored<AccountRow> {
        self.add_account(org, Role::Client, "", now_ms).map_err(|error| match error {
            AdminError::Store(error) => error,
            AdminError::Unknown(what) | AdminError::Refused(what) => StoreError::broken(what),
        })
    }

    /// The code with which the asker's client comes back on any device; the one before it works no more. `None` for
    /// anybody else.
    ///
    /// # Errors
    ///
    /// [`StoreError`]: take everything back.
    pub fn recovery_by_token(&mut self, token: &str, now_ms: i64) -> Stored<Option<String>> {
        let device = self.store.device_by_token(blake3::hash(token.as_bytes()).as_bytes())?;
        let Some(device) = device.filter(|row| row.revoked_at.is_none()) else { return Ok(None) };
        let (account, asking) = (self.store.account(device.account)?, device);
        let Some(client) = account.filter(|row| row.role == Role::Client && row.closed_at.is_none()) else {
            return Ok(None);
        };
        self.store.void_codes(client.id, now_ms)?;
        let note = Note::arranged(client.org, device_of(&client, &asking), "code_made", now_ms);
        let subject = self.case_of(&client)?;
        self.note_act(Note { subject, ..note.act(Act::Administered, ACCESS) });
        self.fresh_recovery(client.id).map(Some)
    }

    fn fresh_recovery(&mut self, account: Uuid) -> Stored<String> {
        let plain = self.fresh_plain::<20>()?;
        let code = CodeRow { account, expires_at: EVER, used: false };
        self.store.add_code(blake3::hash(plain.as_bytes()).as_bytes(), &code)?;
        let groups: Vec<&str> = (0..4).map(|at| &plain[at * 5..at * 5 + 5]).collect();
        Ok(groups.join("-"))
    }

    /// Cases at an organisation's desk in which nobody answered and the promise presses, or is broken.
    pub(super) fn pressing(&mut self, org: Uuid, now_ms: i64) -> Stored<Vec<Uuid>> {
        let mut pressing = Vec::new();
        for file in self.at_desks(org)? {
            let together = ScopeId::new(file.id, Compartment::Together);
            let Some(record) = self.store.record(together, together.derived_id("sign_up"))? else { continue };
            let Some(by) = record.units.get("answer_by").and_then(|unit| unit.v.as_i64()) else { continue };
            if by - now_ms >= SOON_MS {
                continue;
            }
            let answered = self.first_message(&file)?.is_some();
            if !answered {
                pressing.push(file.id);
            }
        }
        Ok(pressing)
    }

    /// When somebody else than the client first wrote in a case; `None`: nobody did.
    pub(super) fn first_message(&mut self, file: &CaseRow) -> Stored<Option<i64>> {
        // News of the organisation answers nobody.
        let others = [file.client.to_string(), file.org.to_string()];
        let messages = self.store.records_of_kind(ScopeId::new(file.id, Compartment::Together), "message")?;
        let answers = messages.iter().filter_map(|(_, message)| {
            let author = message.units.get("author").and_then(|unit| unit.v.as_str());
            author.filter(|author| !others.iter().any(|other| other == author))?;
            // One that does not say when it was written is an answer all the same.
            let at = message.units.get("sent_at").and_then(|unit| unit.v.as_i64());
            Some(at.unwrap_or(file.opened_at))
        });
        Ok(answers.min())
    }

    /// Says of each counsellor how many open cases they have.
    pub(super) fn count_colleagues(&mut self, org: Uuid, now_ms: i64) -> Stored<()> {
        let mut counts = std::collections::BTreeMap::new();
        for case in self.store.cases(org)?.into_iter().filter(|case| case.closed_at.is_none()) {
            if let Some(helper) = case.helper() {
                *counts.entry(helper).or_insert(0_u32) += 1;
            }
        }
        let members = self.store.members(org)?;
        let scope = ScopeId::new(org, Compartment::Org);
        for row in self.store.accounts(org)? {
            let id = scope.derived_id(&format!("colleague/{}", row.id));
            if row.role != Role::Counsellor {
                continue;
            }
            if row.closed_at.is_some() {
                self.unsay(scope, id)?;
                continue;
            }
            let helps = members.iter().filter(|member| member.account == row.id && member.helps);
            let teams: Vec<String> = helps.map(|member| member.team.to_string()).collect();
            let old = self.store.record(scope, id)?;
            let units = [
                ("account", Value::from(row.id.to_string())),
                ("name", Value::from(row.name)),
                ("cases", Value::from(counts.get(&row.id).copied().unwrap_or(0))),
            ];
            self.say_anew(scope, id, "colleague", units, now_ms)?;
            // Where there never were teams, nothing is said of them.
            if !teams.is_empty() || old.is_some_and(|record| record.units.contains_key("teams")) {
                self.say_anew(scope, id, "colleague", [("teams", json!(teams))], now_ms)?;
            }
        }
        Ok(())
    }

    /// Does what the desk decided of a case that waits: it is passed on to another desk, or its helper is let in, the desk is not
    /// any more, and the programme begins. A decision that names nobody of this organisation leaves the case where it is.
    pub(super) fn match_up(&mut self, case: Uuid, by: Actor, now_ms: i64) -> Stored<()> {
        let together = ScopeId::new(case, Compartment::Together);
        // What was given on since is not taken back by it.
        let Some(file) = self.store.case(case)?.filter(CaseRow::is_at_desk) else { return Ok(()) };
        let Some(record) = self.store.record(together, together.derived_id("sign_up"))? else {
            return Ok(());
        };
        // Looked for among this organisation's own people, and nowhere else.
        let decision = record.units.get("decision").map_or(Value::Null, |unit| unit.v.clone());
        let chosen = self.store.accounts(file.org)?.into_iter().find(|row| {
            Some(row.id.to_string().as_str()) == decision["helper"].as_str()
                && row.role == Role::Counsellor
                && row.closed_at.is_none()
        });
        let Some(helper) = chosen else { return self.pass_by(&file, &record, by, now_ms) };
        let note =
            Note::arranged(file.org, Actor::SERVER, "case_assigned", now_ms).act(Act::Administered, SIGN_UP);
        self.note_act(note.about(case));
        self.shut_out_helpers(&file, now_ms)?;
        self.let_in(case, helper.id, Role::Counsellor)?;
        self.say_helper(case, &helper, now_ms)?;
        let given = CaseRow { counsellor: helper.id, waits: false, ..file.clone() };
        self.store.put_case(&given)?;
        self.cover(&given, now_ms)?;
        if let Some(programme) = decision["programme"].as_str().filter(|programme| *programme != LOOK) {
            match self.say_run(case, file.org, programme, now_ms) {
                Ok(()) | Err(AdminError::Unknown(_) | AdminError::Refused(_)) => {}
                Err(AdminError::Store(error)) => return Err(error),
            }
        }
        self.happened(file.org, Happening::CaseAssigned, case, now_ms)?;
        self.count_colleagues(file.org, now_ms)
    }
}

/// The hashes of a key and of what is asked with it; `None` without a key that nobody guesses.
fn key_of(request: &SignUpRequest) -> Option<([u8; 32], [u8; 32])> {
    if !ONCE_LENGTH.contains(&request.once.len()) {
        return None;
    }
    let asked = serde_json::to_vec(&request.answers).ok()?;
    Some((*blake3::hash(request.once.as_bytes()).as_bytes(), *blake3::hash(&asked).as_bytes()))
}

/// What is answered when a key was used up, or is shown with other answers.
pub(super) fn asked_already() -> Problem {
    problem::named("asked-already", 409, "This was asked already.")
}

/// What is answered to an answer that was never offered.
pub(crate) fn odd_answer() -> Problem {
    problem::bad_request("An answer is none of those that were offered.")
}

/// What is answered where nobody takes people in.
pub(crate) fn nobody_helps() -> Problem {
    problem::named("nobody-helps", 404, "No organisation takes sign-ups of this postcode.")
}
