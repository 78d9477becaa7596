//! A town with teams: what is arranged, who asks, and what the desk does.
#![allow(dead_code, unreachable_pub, missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};

use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_domain::sign_up::SignUp;
use opstap_server::engine::{Administrator, TeamAsked, Teams, Unteamed};
use opstap_server::store::{CaseRow, ScopeStore, StoreError};
use opstap_sync::op::{Change, Write};
use opstap_sync::wire::SignUpRequest;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::town::{NOW, Phone, Town};

pub fn arrange<S: ScopeStore>(town: &mut Town<S>, asked: &TeamAsked) -> Result<Teams, Unteamed> {
    let (by, now) = (Administrator::console(town.org), town.now);
    town.engine.keep(|engine| Ok::<_, StoreError>(engine.arrange_teams(&by, asked, now))).unwrap()
}

pub fn team<S: ScopeStore>(town: &mut Town<S>, name: &str, area: (u16, u16)) -> Uuid {
    let made = arrange(town, &TeamAsked::Make(name.to_owned())).unwrap().made.unwrap();
    arrange(town, &TeamAsked::Area(made, area)).unwrap();
    made
}

pub const fn sits(team: Uuid, account: Uuid) -> TeamAsked {
    TeamAsked::LetIn { team, account, helps: false, desk: true }
}

pub fn staff<S: ScopeStore>(town: &mut Town<S>, role: Role, name: &str) -> Uuid {
    town.engine.add_staff(town.org, role, name, town.now).unwrap()
}

/// Somebody signs up; their case.
pub fn asks<S: ScopeStore>(town: &mut Town<S>, postcode: u16) -> Uuid {
    let before: BTreeSet<Uuid> = cases(town).into_iter().map(|file| file.id).collect();
    let answers = SignUp { postcode, topics: vec!["rent".into()], ..SignUp::default() };
    town.engine.sign_up(&SignUpRequest { answers, once: String::new() }, town.now).unwrap();
    cases(town).into_iter().map(|file| file.id).find(|case| !before.contains(case)).unwrap()
}

pub fn cases<S: ScopeStore>(town: &mut Town<S>) -> Vec<CaseRow> {
    town.engine.store().cases(town.org).unwrap()
}

pub fn file<S: ScopeStore>(town: &mut Town<S>, case: Uuid) -> CaseRow {
    town.engine.store().case(case).unwrap().unwrap()
}

/// The cases that somebody sees, as the desk or otherwise: by what the server would send them.
pub fn sees<S: ScopeStore>(town: &mut Town<S>, account: Uuid) -> BTreeSet<(Uuid, Role)> {
    let grants = town.engine.store().grants(account).unwrap();
    let of_cases = grants.iter().filter(|row| row.grant.scope.compartment == Compartment::Together);
    of_cases.map(|row| (row.grant.scope.owner, row.grant.role)).collect()
}

pub fn at_desk(cases: &[Uuid]) -> BTreeSet<(Uuid, Role)> {
    cases.iter().map(|case| (*case, Role::Triage)).collect()
}

/// The compartments of a case that a phone has.
pub fn compartments(phone: &Phone, case: Uuid) -> Vec<Compartment> {
    let grants = phone.grants.iter().filter(|grant| grant.scope.owner == case);
    grants.map(|grant| grant.scope.compartment).collect()
}

pub fn write(phone: &mut Phone, case: Uuid, unit: &str, v: Value) {
    let scope = ScopeId::new(case, Compartment::Together);
    let units = BTreeMap::from([(unit.to_owned(), Write { v, saw: None, was: None })]);
    phone.act(scope, scope.derived_id("sign_up"), "sign_up", Change::Set(units));
}

pub fn decide(phone: &mut Phone, case: Uuid, helper: Uuid) {
    write(
        phone,
        case,
        "decision",
        json!({ "kind": "long", "programme": "goed-begonnen", "helper": helper, "at": NOW }),
    );
}

pub fn pass(phone: &mut Phone, case: Uuid, (from, to): (Option<Uuid>, Option<Uuid>)) {
    let mut v = json!({ "why": "lives_there", "at": NOW });
    for (name, team) in [("from", from), ("to", to)] {
        if let Some(team) = team {
            v[name] = json!(team);
        }
    }
    write(phone, case, "passed", v);
}

/// What the trail says about a case, or about none, beginning so.
pub fn details<S: ScopeStore>(town: &mut Town<S>, about: Option<Uuid>, begin: &str) -> Vec<String> {
    let mut all = Vec::new();
    let keep = &mut |row: &opstap_server::audit::AuditRow| {
        if row.subject == about && row.detail.starts_with(begin) {
            all.push(row.detail.clone());
        }
        Ok::<(), StoreError>(())
    };
    town.engine.audit_rows(town.org, 0, keep).unwrap();
    all
}

/// Two teams, each with somebody at its desk, and somebody at the organisation's.
pub struct Street {
    pub noord: Uuid,
    pub zuid: Uuid,
    /// A counsellor at the desk of Noord.
    pub nel: Uuid,
    /// An account of the desk, at the one of Zuid.
    pub zoe: Uuid,
    /// An account of the desk in no team.
    pub balie: Uuid,
}

pub fn street<S: ScopeStore>(town: &mut Town<S>) -> Street {
    town.engine.add_area(town.org, 3800, 3899, NOW).unwrap();
    let balie = staff(town, Role::Triage, "Balie");
    let nel = staff(town, Role::Counsellor, "Nel");
    let zoe = staff(town, Role::Triage, "Zoë");
    let (noord, zuid) = (team(town, "Noord", (3810, 3819)), team(town, "Zuid", (3800, 3849)));
    arrange(town, &TeamAsked::LetIn { team: noord, account: nel, helps: true, desk: true }).unwrap();
    arrange(town, &sits(zuid, zoe)).unwrap();
    Street { noord, zuid, nel, zoe, balie }
}
