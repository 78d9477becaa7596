//! What stands in the two organisations before anybody asks.

use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_domain::sign_up::SignUp;
use opstap_server::data::DataDir;
use opstap_server::engine::{Administrator, Engine, NewCase, OpenedCase, TeamAsked};
use opstap_server::serve::now_ms;
use opstap_server::store::{BlobRow, ScopeStore, Sqlite};
use opstap_sync::wire::SignUpRequest;
use serde_json::json;
use uuid::Uuid;

use super::{File, OF_CASES, Org, Person, propose, put, put_mark};
use crate::town::programme;

/// An organisation with everybody who works there, and two clients who have nothing to do with each other.
pub(super) fn found(
    engine: &mut Engine<Sqlite>,
    n: usize,
    names: [&str; 2],
    orgs: &mut Vec<Org>,
) -> Vec<Person> {
    let id = engine.add_org(&format!("Dorp {n}"), [programme("1")], now_ms()).unwrap();
    let mut staff = |role| engine.add_staff(id, role, "Sam", now_ms()).unwrap();
    let others = [Role::Triage, Role::ContentManager, Role::Administrator].map(|role| (role, staff(role)));
    let helpers = [(); 2].map(|()| (staff(Role::Counsellor), staff(Role::Coach)));
    let mut people: Vec<Person> = others.map(|(role, account)| (n, role, (None, role), account)).into();
    let mut cases: Vec<(OpenedCase, String)> = [0, 1]
        .map(|at| {
            let ((counsellor, coach), client) = (helpers[at], names[at]);
            let new = NewCase { org: id, client, counsellor, coaches: &[coach], programme: None };
            let opened = engine.open_case(new, now_ms()).unwrap();
            for compartment in OF_CASES {
                let kind = if compartment == Compartment::Money { "budget_line" } else { "message" };
                put_mark(engine, ScopeId::new(opened.case, compartment), kind);
            }
            let of_case =
                [(Role::Client, opened.client), (Role::Counsellor, counsellor), (Role::Coach, coach)];
            people.extend(of_case.map(|(role, account)| (n, role, (Some(opened.case), role), account)));
            (opened, client.to_owned())
        })
        .into();
    put_mark(engine, ScopeId::new(id, Compartment::Org), "message");
    propose(engine, ScopeId::new(id, Compartment::Library));
    let mut teams = Vec::new();
    for (at, role) in [Role::Counsellor, Role::Triage].into_iter().enumerate() {
        let who = engine.add_staff(id, role, "Zit aan de balie", now_ms()).unwrap();
        let (team, waits) = waiting(engine, id, (n, at), who);
        people.push((n, role, (Some(waits.0.case), Role::Triage), who));
        cases.push(waits);
        teams.push(team);
    }
    orgs.push(Org { id, cases, teams });
    people
}

/// A team with somebody at its desk, and somebody who waits there. Which postcode that is, no probe knows.
fn waiting(
    engine: &mut Engine<Sqlite>,
    org: Uuid,
    (n, at): (usize, usize),
    who: Uuid,
) -> ((Uuid, String), (OpenedCase, String)) {
    let (name, postcode) = (format!("Wijk {n} {at}"), u16::try_from(9000 + 10 * n + at).unwrap());
    let by = Administrator::console(org);
    let mut ask =
        |asked: TeamAsked| engine.keep(|engine| engine.arrange_teams(&by, &asked, now_ms())).unwrap();
    let team = ask(TeamAsked::Make(name.clone())).made.unwrap();
    ask(TeamAsked::Area(team, (postcode, postcode)));
    ask(TeamAsked::LetIn { team, account: who, helps: false, desk: true });
    engine.add_area(org, postcode, postcode, now_ms()).unwrap();
    let answers = SignUp { postcode, words: format!("mark of {name}"), ..SignUp::default() };
    engine.sign_up(&SignUpRequest { answers, once: String::new() }, now_ms()).unwrap();
    let all = engine.store().cases(org).unwrap();
    let file = all.into_iter().find(|file| file.team == Some(team)).unwrap();
    for compartment in OF_CASES {
        let kind = if compartment == Compartment::Money { "budget_line" } else { "message" };
        put_mark(engine, ScopeId::new(file.id, compartment), kind);
    }
    let (together, client) = (ScopeId::new(file.id, Compartment::Together), format!("Wacht in {name}"));
    put(engine, together, together.derived_id("case"), "case", [("name", json!(client))]);
    ((team, name), (OpenedCase { case: file.id, client: file.client }, client))
}

/// A file whose first part came.
pub(super) fn place_file(data: &DataDir, engine: &mut Engine<Sqlite>, (case, client): (Uuid, Uuid)) -> File {
    let scope = ScopeId::new(case, Compartment::Together);
    let rec = Uuid::from_u128(0x8000);
    let at = data.blob_keys().unwrap().place(scope, rec);
    let units = [
        ("content", json!({ "size": 8, "media": "image/jpeg", "hash": "0".repeat(64) })),
        ("of", json!({ "kind": "message", "id": Uuid::from_u128(0x8001) })),
        ("author", json!(client)),
        ("added_at", json!(now_ms())),
    ];
    put(engine, scope, rec, "file", units);
    let row = BlobRow {
        scope,
        rec: Some(rec),
        at: at.clone(),
        upto: 0,
        done: false,
        gone: false,
        touched_at: now_ms(),
    };
    engine.keep(|engine| engine.store().put_blob(&row)).unwrap();
    File { scope, at }
}
