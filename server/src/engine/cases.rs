//! Cases: opening, assigning, closing, and the records with which they begin.

use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_domain::retention::RESULTS;
use serde_json::{Value, json};
use uuid::Uuid;

use super::Engine;
use super::audit::Note;
use super::away::stands_in;
use super::organisation::AdminError;
use super::shares::today;
use crate::audit::Actor;
use crate::random;
use crate::store::{AccountRow, CaseRow, ScopeStore, Stored};
use crate::webhooks::Happening;

/// What it takes to open a case.
#[derive(Clone, Copy, Debug)]
pub struct NewCase<'a> {
    /// The organisation.
    pub org: Uuid,
    /// The client's name.
    pub client: &'a str,
    /// The counsellor's account.
    pub counsellor: Uuid,
    /// Coaches with whom the client may share. They see nothing before that.
    pub coaches: &'a [Uuid],
    /// The programme to begin with; `None`: no programme.
    pub programme: Option<&'a str>,
}

/// A case that was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct OpenedCase {
    /// The case.
    pub case: Uuid,
    /// The client's account.
    pub client: Uuid,
}

/// The compartments of a case on the server.
pub(super) const COMPARTMENTS: [Compartment; 4] =
    [Compartment::Together, Compartment::Money, Compartment::Office, Compartment::Own];

/// The role of a helper who looks along no more.
const FORMER: &str = "former";

/// Set once every case has all of [`COMPARTMENTS`]: cases of before 2026-12 had no `own`.
const COMPLETE: &str = "case_compartments";

impl<S: ScopeStore> Engine<S> {
    /// Opens a case: the client's account, its scopes, who may enter, and the first records.
    ///
    /// # Errors
    ///
    /// [`AdminError`] for an organisation, account or programme that is not there.
    pub fn open_case(&mut self, new: NewCase<'_>, now_ms: i64) -> Result<OpenedCase, AdminError> {
        self.keep(|engine| {
            let counsellor = engine.staff(new.org, new.counsellor, Role::Counsellor)?;
            let mut helpers = vec![counsellor];
            for coach in new.coaches {
                helpers.push(engine.staff(new.org, *coach, Role::Coach)?);
            }
            let account = engine.add_account(new.org, Role::Client, new.client, now_ms)?;
            let client = account.id;
            let case = engine.begin_case(&account, new.counsellor, now_ms)?;
            engine.let_in(case, new.counsellor, Role::Counsellor)?;
            helpers.insert(0, account);
            engine.first_records(case, new, &helpers, now_ms)?;
            let file = engine.store.case(case)?.ok_or(AdminError::Unknown("case"))?;
            engine.cover(&file, now_ms)?;
            engine.happened(new.org, Happening::CaseOpened, case, now_ms)?;
            engine.note_about_case(new.org, case, "case_opened", now_ms);
            Ok(OpenedCase { case, client })
        })
    }

    /// A case with its compartments, and its client in it.
    pub(super) fn begin_case(&mut self, client: &AccountRow, counsellor: Uuid, now_ms: i64) -> Stored<Uuid> {
        let case = random::id(self.random.as_mut(), now_ms)?;
        self.store.put_case(&CaseRow {
            org: client.org,
            id: case,
            client: client.id,
            counsellor,
            opened_at: now_ms,
            closed_at: None,
            result: None,
            team: None,
            waits: false,
        })?;
        for compartment in COMPARTMENTS {
            self.store.add_scope(ScopeId::new(case, compartment), client.org)?;
        }
        self.let_in(case, client.id, Role::Client)?;
        // After the case, so that a new phone shows the case before the library.
        self.give_content(client)?;
        Ok(case)
    }

    /// Gives a case to another counsellor, who sees it from the beginning; the one before loses it.
    ///
    /// # Errors
    ///
    /// [`AdminError`] for a case or counsellor that is not there.
    pub fn assign_case(&mut self, case: Uuid, counsellor: Uuid, now_ms: i64) -> Result<(), AdminError> {
        self.keep(|engine| {
            let file = engine.store.case(case)?.ok_or(AdminError::Unknown("case"))?;
            let row = engine.staff(file.org, counsellor, Role::Counsellor)?;
            if file.closed_at.is_some() {
                return Err(AdminError::Refused("the case is closed"));
            }
            if file.helper() == Some(counsellor) {
                return Ok(());
            }
            Ok(engine.give_on(file, &row, Actor::CONSOLE, now_ms)?)
        })
    }

    /// Gives an open case to a counsellor of its organisation, within the caller's transaction.
    pub(super) fn give_on(
        &mut self,
        file: CaseRow,
        counsellor: &AccountRow,
        by: Actor,
        now_ms: i64,
    ) -> Stored<()> {
        self.shut_out_helpers(&file, now_ms)?;
        self.let_in(file.id, counsellor.id, Role::Counsellor)?;
        self.say_helper(file.id, counsellor, now_ms)?;
        self.happened(file.org, Happening::CaseAssigned, file.id, now_ms)?;
        self.note_act(Note::arranged(file.org, by, "case_assigned", now_ms).about(file.id));
        // What the one before offered is not theirs to give any more.
        self.store.moments_changed(file.org, file.counsellor)?;
        let file = CaseRow { counsellor: counsellor.id, waits: false, ..file };
        self.store.put_case(&file)?;
        self.cover(&file, now_ms)
    }

    /// Closes a case: helpers lose it, the client keeps reading and writing. With what it ended decides how long it is kept; while
    /// nobody says that, it is.
    ///
    /// # Errors
    ///
    /// [`AdminError`] for a case that is not there, or a result that is none.
    pub fn close_case(&mut self, case: Uuid, result: Option<&str>, now_ms: i64) -> Result<(), AdminError> {
        if result.is_some_and(|result| !RESULTS.contains(&result)) {
            return Err(AdminError::Refused("there is no such result of a case"));
        }
        let result = result.map(str::to_owned);
        self.keep(|engine| {
            let file = engine.store.case(case)?.ok_or(AdminError::Unknown("case"))?;
            if file.closed_at.is_some() {
                return Ok(());
            }
            engine.shut_out_helpers(&file, now_ms)?;
            engine.happened(file.org, Happening::CaseClosed, case, now_ms)?;
            engine.note_about_case(file.org, case, "case_closed", now_ms);
            engine.store.leave_all_events(file.org, case)?;
            engine.store.leave_all_moments(file.org, case)?;
            engine.store.put_case(&CaseRow { closed_at: Some(now_ms), result: result.clone(), ..file })?;
            Ok(engine.share_out(case, now_ms)?)
        })
    }

    /// Somebody at the console arranged something about a case.
    fn note_about_case(&mut self, org: Uuid, case: Uuid, detail: &'static str, now_ms: i64) {
        self.note_act(Note::arranged(org, Actor::CONSOLE, detail, now_ms).about(case));
    }

    /// Gives cases that were opened by an older server the compartments that came since, once.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the store cannot be written.
    pub(super) fn complete_cases(&mut self) -> Stored<()> {
        let all = COMPARTMENTS.len().to_string();
        if self.store.meta(COMPLETE)?.as_deref() == Some(all.as_str()) {
            return Ok(());
        }
        for (org, _) in self.store.orgs()? {
            for file in self.store.cases(org)? {
                self.keep(|engine| engine.complete_case(&file))?;
            }
        }
        self.keep(|engine| engine.store.set_meta(COMPLETE, &all))
    }

    fn complete_case(&mut self, file: &CaseRow) -> Stored<()> {
        let own = ScopeId::new(file.id, Compartment::Own);
        let grants = self.store.grants(file.client)?;
        let has =
            |compartment| grants.iter().any(|row| row.grant.scope == ScopeId::new(file.id, compartment));
        self.store.add_scope(own, file.org)?;
        // A case that was erased stays closed to everybody.
        if has(Compartment::Together) && !has(Compartment::Own) {
            self.give(file.client, own, true, Role::Client, Vec::new(), None)?;
        }
        Ok(())
    }

    fn staff(&mut self, org: Uuid, account: Uuid, role: Role) -> Result<AccountRow, AdminError> {
        let what = if role == Role::Coach { "coach" } else { "counsellor" };
        let row = self.store.account(account)?.ok_or(AdminError::Unknown(what))?;
        // Somebody else's staff is told apart from nobody's in no way.
        let fits = row.org == org && row.role == role && row.closed_at.is_none();
        if fits { Ok(row) } else { Err(AdminError::Unknown(what)) }
    }

    /// Whoever answers for a case loses it: its counsellor, and everybody at the desk where it waits there.
    pub(super) fn shut_out_helpers(&mut self, file: &CaseRow, now_ms: i64) -> Stored<()> {
        self.shut_out(file.id, file.counsellor, "assignment_ended", now_ms)?;
        for row in self.store.grants_of_scope(ScopeId::new(file.id, Compartment::Together))? {
            if row.grant.role == Role::Triage || stands_in(&row) {
                self.shut_out(file.id, row.account, "assignment_ended", now_ms)?;
            }
        }
        Ok(())
    }

    pub(super) fn let_in(&mut self, case: Uuid, account: Uuid, role: Role) -> Stored<()> {
        for compartment in COMPARTMENTS {
            if opstap_domain::catalogue::may_enter(role, compartment) {
                self.give(account, ScopeId::new(case, compartment), true, role, Vec::new(), None)?;
            }
        }
        Ok(())
    }

    fn shut_out(&mut self, case: Uuid, account: Uuid, why: &str, now_ms: i64) -> Stored<()> {
        for row in self.store.grants(account)? {
            if row.grant.scope.owner == case {
                self.store.revoke_grant(account, row.grant.h, why, now_ms)?;
            }
        }
        self.say_former(case, account, now_ms)
    }

    /// Says of a helper that they do not look along any more. Their name stays: what they wrote says who wrote it.
    pub(super) fn say_former(&mut self, case: Uuid, account: Uuid, now_ms: i64) -> Stored<()> {
        let together = ScopeId::new(case, Compartment::Together);
        let id = together.derived_id(&format!("helper/{account}"));
        let known = self.store.record(together, id)?.filter(|record| !record.deleted);
        let said = known.as_ref().and_then(|record| record.units.get("role")?.v.as_str());
        if said.is_none_or(|role| role == FORMER) {
            return Ok(());
        }
        self.say(together, id, "helper", [("role", Value::from(FORMER))], now_ms)
    }

    pub(super) fn first_records(
        &mut self,
        case: Uuid,
        new: NewCase<'_>,
        helpers: &[AccountRow],
        now_ms: i64,
    ) -> Result<(), AdminError> {
        let together = ScopeId::new(case, Compartment::Together);
        let units = [
            ("name", Value::from(new.client)),
            ("organisation", Value::from(self.store.org_name(new.org)?.unwrap_or_default())),
            ("zone", Value::from("Europe/Amsterdam")),
            ("opened_on", Value::from(today(now_ms))),
        ];
        self.say(together, together.derived_id("case"), "case", units, now_ms)?;
        for helper in helpers {
            self.say_helper(case, helper, now_ms)?;
        }
        if let Some(programme) = new.programme {
            self.say_run(case, new.org, programme, now_ms)?;
        }
        Ok(())
    }

    /// The case follows a programme from today on.
    pub(super) fn say_run(
        &mut self,
        case: Uuid,
        org: Uuid,
        programme: &str,
        now_ms: i64,
    ) -> Result<(), AdminError> {
        let together = ScopeId::new(case, Compartment::Together);
        let version = self.current_version(org, programme)?;
        let units = [
            ("template", json!({ "id": programme, "version": version })),
            ("started_on", Value::from(today(now_ms))),
            ("order", Value::from(0)),
        ];
        Ok(self.say(together, together.derived_id(&format!("run/{programme}")), "run", units, now_ms)?)
    }

    pub(super) fn say_helper(&mut self, case: Uuid, helper: &AccountRow, now_ms: i64) -> Stored<()> {
        self.say_helper_as(case, helper, helper.role, now_ms)
    }

    /// Somebody is in a case as something else than what their account is.
    pub(super) fn say_helper_as(
        &mut self,
        case: Uuid,
        helper: &AccountRow,
        role: Role,
        now_ms: i64,
    ) -> Stored<()> {
        let together = ScopeId::new(case, Compartment::Together);
        let units = [
            ("account", Value::from(helper.id.to_string())),
            ("name", Value::from(helper.name.clone())),
            ("role", Value::from(role.name())),
        ];
        self.say(together, together.derived_id(&format!("helper/{}", helper.id)), "helper", units, now_ms)
    }

    /// The newest version of a programme, as devices count them.
    fn current_version(&mut self, org: Uuid, programme: &str) -> Result<String, AdminError> {
        let newest = self.versions_of(org, programme)?.pop();
        newest
            .filter(|(_, record)| record.units.get("body").is_none_or(|unit| unit.v["withdrawn"] != true))
            .and_then(|(_, record)| Some(record.units.get("version")?.v.as_str()?.to_owned()))
            .ok_or(AdminError::Unknown("programme in the organisation's content"))
    }
}
