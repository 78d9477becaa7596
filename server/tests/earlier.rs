//! What somebody began without a name comes into their case: asked of every engine.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::result_large_err, reason = "tests")]

mod cluster;
mod statements;
#[macro_use]
mod suite;
mod town;

use std::collections::BTreeMap;

use opstap_domain::events::{appointment_id, attendance_id};
use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_domain::sign_up::SignUp;
use opstap_server::engine::{Began, Home, Plan, Start, Unpaired};
use opstap_server::store::{ScopeStore, StoreError};
use opstap_sync::conflict::{Conflict, State};
use opstap_sync::op::Change;
use opstap_sync::record::RecordState;
use opstap_sync::wire::{PairRequest, Problem, SignUpRequest};
use serde_json::{Value, json};
use town::{NOW, Phone, Town};
use uuid::Uuid;

/// Every sort that there is.
const ALL: [&str; 7] = ["asked", "messages", "programme", "agenda", "goals", "budget", "debts"];

/// Somebody who asked for help without a name, with what they wrote; and the code to come back with.
struct Earlier {
    phone: Phone,
    desk: Phone,
    code: String,
    case: Uuid,
}

impl Earlier {
    fn scope(&self, compartment: Compartment) -> ScopeId {
        ScopeId::new(self.case, compartment)
    }
}

fn new<const N: usize>(units: [(&str, Value); N]) -> Change {
    Change::New(BTreeMap::from(units.map(|(name, v)| (name.to_owned(), v))))
}

fn rent(cents: i64) -> Change {
    let amount = json!({ "cents": cents, "frequency": "monthly", "direction": "out" });
    new([("category", json!("huur")), ("label", json!("")), ("amount", amount)])
}

fn message(phone: &mut Phone, scope: ScopeId, id: u128, body: &str) {
    let author = json!(phone.account.to_string());
    let units = [("body", json!(body)), ("sent_at", json!(NOW)), ("author", author)];
    phone.act(scope, Uuid::from_u128(id), "message", new(units));
}

/// At this organisation, whose desk takes postcodes of the town in.
fn began<S: ScopeStore>(town: &mut Town<S>, org: Uuid) -> Earlier {
    town.engine.add_area(org, 3800, 3829, NOW).unwrap();
    let desk = town.engine.add_staff(org, Role::Triage, "Balie", NOW).unwrap();
    let mut desk = town.pair(desk);
    let answers = SignUp { postcode: 3811, words: "Ik weet het niet meer.".into(), ..SignUp::default() };
    let asked = SignUpRequest { answers, once: String::new() };
    let signed = town.engine.sign_up(&asked, town.now).unwrap_or_else(|problem| panic!("{problem:?}"));
    let request = PairRequest { code: signed.code, label: "phone".into(), once: String::new() };
    let paired = town.engine.pair(&request, town.now).unwrap();
    let mut phone = Phone::new(paired.account, paired.device);
    town.sync(&mut phone);
    let case = phone.records.iter().find(|(_, record)| record.kind == "sign_up").unwrap().0.0.owner;
    let (together, money) =
        (ScopeId::new(case, Compartment::Together), ScopeId::new(case, Compartment::Money));
    message(&mut phone, together, 100, "Waar moet ik beginnen?");
    phone.act(money, money.derived_id("line/huur/"), "budget_line", rent(60_000));
    let (debt, creditor) = (Uuid::from_u128(101), Uuid::from_u128(102));
    phone.act(money, creditor, "creditor", new([("name", json!("Energie Fictief"))]));
    phone.act(money, debt, "debt", new([("creditor", json!(creditor.to_string()))]));
    let what = json!({ "kind": "statement", "cents": 12_300 });
    let entry = [("debt", json!(debt.to_string())), ("on", json!("2026-03-01")), ("what", what)];
    phone.act(money, Uuid::from_u128(103), "debt_entry", new(entry));
    town.sync(&mut phone);
    assert_eq!(phone.held, []);
    town.sync(&mut desk);
    message(&mut desk, together, 104, "Begin met de huur.");
    town.sync(&mut desk);
    Earlier { phone, desk, code: signed.recovery, case }
}

fn home<S: ScopeStore>(town: &mut Town<S>, phone: &Phone) -> Result<Home, Problem> {
    let (token, now) = (phone.token.clone(), town.now);
    town.engine.keep(|engine| engine.home_by_token(&token, now)).unwrap()
}

fn by_code<S: ScopeStore>(town: &mut Town<S>, code: &str) -> Result<Began, Unpaired> {
    let now = town.now;
    town.engine.keep(|engine| engine.began_by_code(code, now)).unwrap()
}

fn start<S: ScopeStore>(town: &mut Town<S>, began: &Began) -> Result<Start, Problem> {
    town.engine.keep(|engine| engine.start_of(began)).unwrap()
}

fn bring<S: ScopeStore>(town: &mut Town<S>, home: &Home, began: &Began, start: &Start, sorts: &[&str]) {
    let sorts: Vec<String> = sorts.iter().map(|sort| (*sort).to_owned()).collect();
    let plan = Plan::new(home, began, start, &sorts, None);
    let now = town.now;
    town.engine.keep(|engine| engine.bring(home, start, &plan, now)).unwrap().unwrap();
}

fn leave<S: ScopeStore>(town: &mut Town<S>, began: &Began, start: &Start) -> bool {
    let now = town.now;
    town.engine.keep(|engine| engine.leave_start(began, start, now)).unwrap()
}

/// All of it, as the server does it.
fn put_together<S: ScopeStore>(town: &mut Town<S>, noor: &Phone, code: &str, sorts: &[&str]) {
    let (home, began) = (home(town, noor).unwrap(), by_code(town, code).unwrap());
    let there = start(town, &began).unwrap();
    bring(town, &home, &began, &there, sorts);
    assert!(leave(town, &began, &there));
}

fn of_kind<'p>(phone: &'p Phone, kind: &str) -> Vec<(&'p Uuid, &'p RecordState)> {
    phone
        .records
        .iter()
        .filter(|(_, record)| record.kind == kind)
        .map(|((_, id), record)| (id, record))
        .collect()
}

/// What the server has of a case.
fn kept<S: ScopeStore>(town: &mut Town<S>, case: Uuid) -> usize {
    let mut count = 0;
    for compartment in [Compartment::Together, Compartment::Money, Compartment::Office, Compartment::Own] {
        let scope = ScopeId::new(case, compartment);
        let counted: Result<(), StoreError> = town.engine.keep(|engine| {
            engine.store().records_after(scope, 0, &mut |_, _| {
                count += 1;
                Ok(true)
            })
        });
        counted.unwrap();
    }
    count
}

fn everything_comes_into_the_case_and_nothing_is_left<S: ScopeStore>(mut town: Town<S>) {
    let org = town.org;
    let mut earlier = began(&mut town, org);
    let mut noor = town.client();
    town.sync(&mut noor);
    let (together, money) = (town.together(), town.money());
    noor.act(money, money.derived_id("line/huur/"), "budget_line", rent(65_000));
    town.sync(&mut noor);
    put_together(&mut town, &noor, &earlier.code, &ALL);
    town.sync(&mut noor);
    // Each word, by who wrote it.
    let says = |body: &str| {
        let all = of_kind(&noor, "message").into_iter();
        all.map(|(_, message)| message.values()).find(|message| message["body"] == body).unwrap()["author"]
            .clone()
    };
    assert_eq!(says("Waar moet ik beginnen?"), json!(town.case.client));
    assert_eq!(says("Begin met de huur."), json!(earlier.desk.account));
    let helpers: Vec<Value> =
        of_kind(&noor, "helper").into_iter().map(|(_, helper)| helper.values()).collect();
    let desk = helpers.iter().find(|helper| helper["account"] == json!(earlier.desk.account)).unwrap();
    assert_eq!((&desk["name"], &desk["role"]), (&json!("Balie"), &json!("former")));
    // One rent, in both readings; a debt with what is owed.
    assert_eq!(of_kind(&noor, "budget_line").len(), 1);
    let found = noor.records.values().find_map(Conflict::from_record).unwrap();
    assert_eq!((&found.shown.v["cents"], &found.other.v["cents"]), (&json!(65_000), &json!(60_000)));
    assert_eq!(found.status.state, State::Open);
    let (debt, said) = of_kind(&noor, "debt")[0];
    let (creditor, _) = of_kind(&noor, "creditor")[0];
    assert_eq!(said.values()["creditor"], json!(creditor));
    assert_eq!(of_kind(&noor, "debt_entry")[0].1.values()["debt"], json!(debt));
    let asked = &noor.records[&(together, together.derived_id("sign_up"))];
    assert_eq!(asked.units["answers"].v["words"], "Ik weet het niet meer.");
    // The client edits what came along as their own.
    noor.act(
        money,
        *debt,
        "debt",
        Change::Set(BTreeMap::from([(
            "reference".to_owned(),
            opstap_sync::op::Write { v: json!("K-1"), saw: None, was: None },
        )])),
    );
    town.sync(&mut noor);
    assert_eq!(noor.held, []);
    // Nothing is left: not at the server, not on the phone, not at the desk, and not by the code.
    assert_eq!(kept(&mut town, earlier.case), 0);
    town.sync(&mut earlier.desk);
    assert!(earlier.desk.records.keys().all(|(scope, _)| scope.owner != earlier.case));
    assert!(matches!(by_code(&mut town, &earlier.code), Err(Unpaired::Expired)));
    let refused = town.round(&mut earlier.phone).unwrap_err();
    assert_eq!(refused.status, 403, "{refused:?}");
}

fn what_is_not_chosen_goes_with_the_rest<S: ScopeStore>(mut town: Town<S>) {
    let org = town.org;
    let earlier = began(&mut town, org);
    let mut noor = town.client();
    let began = by_code(&mut town, &earlier.code).unwrap();
    let told = start(&mut town, &began).unwrap().told(false);
    let sorts: Vec<(&str, u64)> = told.sorts.iter().map(|row| (row.sort.as_str(), row.count)).collect();
    assert_eq!(sorts, [("asked", 1), ("messages", 2), ("budget", 1), ("debts", 3)]);
    assert_eq!((told.organisation.as_str(), told.ends.len(), told.brought), ("Testdorp", 0, false));
    put_together(&mut town, &noor, &earlier.code, &["messages"]);
    town.sync(&mut noor);
    assert_eq!((noor.kinds("message"), noor.kinds("debt"), noor.kinds("sign_up")), (3, 0, 0));
    assert_eq!(kept(&mut town, earlier.case), 0);
}

/// A place at an event was given to the earlier case: it ends with it, and is no appointment of the other one.
fn a_place_at_an_event_ends<S: ScopeStore>(mut town: Town<S>) {
    let org = town.org;
    let mut earlier = began(&mut town, org);
    let scope = earlier.scope(Compartment::Together);
    let mut meeting = |id: Uuid| {
        let when = json!({ "starts_at": NOW, "minutes": 30, "zone": "Europe/Amsterdam" });
        let units = [("title", json!("Gesprek")), ("when", when), ("status", json!("confirmed"))];
        earlier.phone.act(scope, id, "appointment", new(units));
    };
    meeting(appointment_id(scope, "workshop"));
    meeting(Uuid::from_u128(107));
    let units = [("event", json!("workshop")), ("wants", json!(true))];
    earlier.phone.act(scope, attendance_id(scope, "workshop"), "attendance", new(units));
    town.sync(&mut earlier.phone);
    assert_eq!(earlier.phone.held, []);
    let mut noor = town.client();
    let began = by_code(&mut town, &earlier.code).unwrap();
    let told = start(&mut town, &began).unwrap().told(false);
    assert!(told.sorts.iter().any(|row| row.sort == "agenda" && row.count == 1), "{told:?}");
    assert_eq!((told.ends.len(), told.ends[0].sort.as_str()), (1, "attendance"));
    put_together(&mut town, &noor, &earlier.code, &ALL);
    town.sync(&mut noor);
    assert_eq!((noor.kinds("appointment"), noor.kinds("attendance")), (1, 0));
}

fn done_twice_it_is_done_once_and_what_was_written_meanwhile_comes_too<S: ScopeStore>(mut town: Town<S>) {
    let org = town.org;
    let mut earlier = began(&mut town, org);
    let mut noor = town.client();
    town.sync(&mut noor);
    let (home, began) = (home(&mut town, &noor).unwrap(), by_code(&mut town, &earlier.code).unwrap());
    let there = start(&mut town, &began).unwrap();
    bring(&mut town, &home, &began, &there, &ALL);
    // The server dies here, and the client asks again; the earlier phone wrote something in between.
    let together = earlier.scope(Compartment::Together);
    message(&mut earlier.phone, together, 105, "Nog iets.");
    town.sync(&mut earlier.phone);
    assert!(!leave(&mut town, &began, &there), "something was written meanwhile");
    let there = start(&mut town, &began).unwrap();
    let noors = town.case.case;
    for more in [1, 0] {
        let before = kept(&mut town, noors);
        bring(&mut town, &home, &began, &there, &ALL);
        assert_eq!(kept(&mut town, noors), before + more);
    }
    assert!(leave(&mut town, &began, &there));
    town.sync(&mut noor);
    // Three of the two of them, and one of the organisation that says what happened.
    assert_eq!((noor.kinds("message"), noor.kinds("debt"), noor.kinds("conflict")), (4, 1, 0));
}

fn a_case_that_binds_or_never_began_so_is_left_alone<S: ScopeStore>(mut town: Town<S>) {
    let org = town.org;
    let mut earlier = began(&mut town, org);
    let noor = town.client();
    let noors = town.engine.pairing_code(town.case.client, town.now).unwrap().code;
    let own = by_code(&mut town, &noors).unwrap();
    assert!(own.is_of(&home(&mut town, &noor).unwrap()));
    assert_eq!(start(&mut town, &own).unwrap_err().kind, "urn:opstap:problem:not-a-start");
    assert!(matches!(by_code(&mut town, "AAAAA-AAAAA"), Err(Unpaired::Invalid)));
    // Staff put nobody's cases together.
    let counsellor = town.pair(town.counsellor);
    assert_eq!(home(&mut town, &counsellor).unwrap_err().status, 403);
    let staff = town.engine.pairing_code(town.counsellor, town.now).unwrap().code;
    assert!(matches!(by_code(&mut town, &staff), Err(Unpaired::Invalid)));
    // What the organisation keeps for a reason of its own is erased by nobody.
    town.engine.hold_case(earlier.case, "Een klacht.", town.now).unwrap();
    let held = by_code(&mut town, &earlier.code).unwrap();
    assert_eq!(start(&mut town, &held).unwrap_err().kind, "urn:opstap:problem:helper-works");
    town.engine.lift_hold(earlier.case, town.now).unwrap();
    assert!(start(&mut town, &held).is_ok());
    // A helper who settles something there decides what becomes of it.
    town.engine.assign_case(earlier.case, town.counsellor, town.now).unwrap();
    let mut helper = town.pair(town.counsellor);
    town.sync(&mut helper);
    let note = new([("body", json!("Voorstel in maart."))]);
    helper.act(earlier.scope(Compartment::Office), Uuid::from_u128(106), "office_note", note);
    town.sync(&mut helper);
    assert_eq!(helper.held, []);
    let began = by_code(&mut town, &earlier.code).unwrap();
    assert_eq!(start(&mut town, &began).unwrap_err().kind, "urn:opstap:problem:helper-works");
    town.sync(&mut earlier.phone);
    assert_eq!(earlier.phone.kinds("message"), 2);
}

fn it_comes_from_another_organisation_as_well<S: ScopeStore>(mut town: Town<S>) {
    let other = town.engine.add_org("Loket Nederland", [], NOW).unwrap();
    let earlier = began(&mut town, other);
    let mut noor = town.client();
    put_together(&mut town, &noor, &earlier.code, &ALL);
    town.sync(&mut noor);
    assert_eq!((noor.kinds("message"), noor.kinds("debt"), noor.kinds("sign_up")), (3, 1, 1));
    assert_eq!(kept(&mut town, earlier.case), 0);
    // Whoever was at that desk sees nothing of this case.
    let mut desk = earlier.desk;
    town.sync(&mut desk);
    assert_eq!(desk.kinds("message"), 0);
}

suite!(60;
    everything_comes_into_the_case_and_nothing_is_left,
    what_is_not_chosen_goes_with_the_rest,
    a_place_at_an_event_ends,
    done_twice_it_is_done_once_and_what_was_written_meanwhile_comes_too,
    a_case_that_binds_or_never_began_so_is_left_alone,
    it_comes_from_another_organisation_as_well,
);
