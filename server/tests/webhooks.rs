//! Who is told that something happened: written with it, leased by one server, tried for days. On every engine.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cluster;
mod reminders;
mod statements;
#[macro_use]
mod suite;
mod town;

use opstap_domain::ids::Role;
use opstap_server::engine::{AdminError, Engine, NewCase, Summons, Told};
use opstap_server::store::{DeliveryState, ScopeStore};
use opstap_server::webhooks::{Happening, Secret};
use opstap_sync::wire::SignUpRequest;
use reminders::{BEGINS, HOUR, meet, put};
use serde_json::json;
use town::{DAY, NOW, Town};
use uuid::Uuid;

const URL: &str = "https://zaken.testdorp.nl/opstap";

fn hook<S: ScopeStore>(town: &mut Town<S>, kinds: &[Happening]) -> Uuid {
    town.engine.add_webhook(town.org, URL, false, kinds, NOW).unwrap().0
}

fn lease<S: ScopeStore>(engine: &mut Engine<S>, now: i64) -> Vec<Summons> {
    let orgs = engine.keep(Engine::orgs).unwrap();
    orgs.into_iter()
        .flat_map(|org| engine.keep(|engine| engine.lease_calls(org, now, 100)).unwrap())
        .collect()
}

fn settle<S: ScopeStore>(engine: &mut Engine<S>, one: &Summons, told: Told, now: i64) -> bool {
    engine.keep(|engine| engine.settle_call(&one.row, told, 0, now)).unwrap()
}

fn later() -> Told {
    Told::Later { why: "it refused", after_ms: None }
}

/// What one receiver was or is told of, oldest first.
fn kinds<S: ScopeStore>(town: &mut Town<S>, hook: Uuid) -> Vec<String> {
    let org = town.org;
    let rows = town.engine.keep(|engine| engine.store().calls(org, hook)).unwrap();
    rows.into_iter().map(|row| row.kind).collect()
}

fn state<S: ScopeStore>(town: &mut Town<S>, hook: Uuid) -> Vec<(DeliveryState, u32, String)> {
    let org = town.org;
    let rows = town.engine.keep(|engine| engine.store().calls(org, hook)).unwrap();
    rows.into_iter().map(|row| (row.state, row.tries, row.why)).collect()
}

fn every_happening_is_told_to_who_asked_for_it<S: ScopeStore>(mut town: Town<S>) {
    let all = hook(&mut town, &[]);
    let closed = hook(&mut town, &[Happening::CaseClosed]);
    let other = town.engine.add_staff(town.org, Role::Counsellor, "Els", NOW).unwrap();
    let new = NewCase { org: town.org, client: "Bo", counsellor: other, coaches: &[], programme: None };
    let opened = town.engine.open_case(new, NOW + 1).unwrap();
    town.engine.assign_case(opened.case, town.counsellor, NOW + 2).unwrap();
    town.engine.assign_case(opened.case, town.counsellor, NOW + 3).unwrap();
    town.engine.close_case(opened.case, None, NOW + 4).unwrap();
    town.engine.close_case(opened.case, None, NOW + 5).unwrap();
    town.engine.erase(opened.case, None, NOW + 6).unwrap();
    town.engine.add_area(town.org, 3800, 3829, NOW).unwrap();
    town.engine.add_staff(town.org, Role::Triage, "Balie", NOW).unwrap();
    let answers = opstap_domain::sign_up::SignUp { postcode: 3811, ..Default::default() };
    town.engine.sign_up(&SignUpRequest { answers, once: String::new() }, NOW + 7).unwrap();
    assert_eq!(
        kinds(&mut town, all),
        ["case.opened", "case.assigned", "case.closed", "case.erased", "case.asked"]
    );
    assert_eq!(kinds(&mut town, closed), ["case.closed"]);
    let org = town.org;
    let rows = town.engine.keep(|engine| engine.store().calls(org, all)).unwrap();
    assert!(rows[..4].iter().all(|row| row.subject == opened.case && row.org == org), "{rows:?}");
    // Both are told of the same happening under the same id.
    let same = town.engine.keep(|engine| engine.store().calls(org, closed)).unwrap();
    assert_eq!(same[0].id, rows[2].id);
}

fn what_a_client_writes_is_told_and_what_a_helper_writes_is_not<S: ScopeStore>(mut town: Town<S>) {
    let hook = hook(&mut town, &[Happening::MessageArrived, Happening::AppointmentChanged]);
    let (mut phone, mut desk) = (town.client(), town.pair(town.counsellor));
    let scope = town.together();
    town.sync(&mut phone);
    town.sync(&mut desk);
    let message = |phone: &mut town::Phone, id: u128| {
        let author = phone.account.to_string();
        let units = [("author", json!(author)), ("text", json!("Kom ik rond?"))];
        put(phone, scope, Uuid::from_u128(id), "message", &units);
    };
    message(&mut desk, 1);
    town.sync(&mut desk);
    assert!(kinds(&mut town, hook).is_empty());
    message(&mut phone, 2);
    message(&mut phone, 3);
    town.sync(&mut phone);
    assert_eq!(kinds(&mut town, hook), ["message.arrived"], "one call for a round");
    meet(&mut desk, scope, 7, BEGINS);
    town.sync(&mut desk);
    assert_eq!(kinds(&mut town, hook), ["message.arrived", "appointment.changed"]);
    // A round that says nothing new tells nothing.
    town.sync(&mut phone);
    town.sync(&mut desk);
    assert_eq!(kinds(&mut town, hook).len(), 2);
}

fn what_was_taken_back_never_happened<S: ScopeStore>(mut town: Town<S>) {
    let hook = hook(&mut town, &[]);
    let gone = Uuid::from_u128(99);
    let new = NewCase { org: town.org, client: "Bo", counsellor: gone, coaches: &[], programme: None };
    assert_eq!(town.engine.open_case(new, NOW), Err(AdminError::Unknown("counsellor")));
    let counsellor = town.counsellor;
    let new = NewCase { org: town.org, client: "Bo", counsellor, coaches: &[], programme: Some("none such") };
    town.engine.open_case(new, NOW).unwrap_err();
    assert!(kinds(&mut town, hook).is_empty());
}

fn one_server_has_a_call_and_tries_it_for_three_days<S: ScopeStore>(mut town: Town<S>) {
    let hook = hook(&mut town, &[Happening::CaseClosed]);
    town.engine.close_case(town.case.case, None, NOW).unwrap();
    let mut now = NOW;
    let mut pauses = Vec::new();
    for _ in 0..9 {
        let summons = lease(&mut town.engine, now);
        assert_eq!(summons.len(), 1);
        assert!(lease(&mut town.engine, now).is_empty(), "another server gets it not");
        assert!(settle(&mut town.engine, &summons[0], later(), now));
        assert!(!settle(&mut town.engine, &summons[0], Told::Taken, now), "it is settled");
        let began = now;
        let org = town.org;
        now = town.engine.keep(|engine| engine.store().calls(org, hook)).unwrap()[0].due_at;
        assert!(lease(&mut town.engine, now - 1).is_empty());
        pauses.push((now - began) / 1_000);
    }
    assert_eq!(pauses, [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]);
    let summons = lease(&mut town.engine, now);
    settle(&mut town.engine, &summons[0], later(), now);
    assert_eq!(state(&mut town, hook), [(DeliveryState::Dead, 10, "it refused".to_owned())]);
    assert!(lease(&mut town.engine, now + 30 * DAY).is_empty());
    // By hand it is told again, under the same id.
    assert_eq!(town.engine.replay_webhook(town.org, hook, NOW + 1, None, now).unwrap(), 0);
    assert_eq!(town.engine.replay_webhook(town.org, hook, NOW, None, now).unwrap(), 1);
    let again = lease(&mut town.engine, now);
    assert_eq!((again[0].row.id, again[0].row.tries), (summons[0].row.id, 1));
    settle(&mut town.engine, &again[0], Told::Taken, now);
    assert_eq!(state(&mut town, hook), [(DeliveryState::Sent, 1, String::new())]);
    // What a server died of is told again when its lease ends.
    town.engine.replay_webhook(town.org, hook, 0, Some(again[0].row.id), now).unwrap();
    assert_eq!(lease(&mut town.engine, now).len(), 1);
    assert_eq!(lease(&mut town.engine, now + HOUR).len(), 1);
}

fn a_receiver_that_asks_for_patience_gets_it<S: ScopeStore>(mut town: Town<S>) {
    hook(&mut town, &[]);
    town.engine.close_case(town.case.case, None, NOW).unwrap();
    let summons = lease(&mut town.engine, NOW);
    settle(&mut town.engine, &summons[0], Told::Later { why: "it is busy", after_ms: Some(HOUR) }, NOW);
    assert!(lease(&mut town.engine, NOW + HOUR - 1).is_empty());
    assert_eq!(lease(&mut town.engine, NOW + HOUR).len(), 1);
}

fn one_that_is_gone_is_told_nothing_more_until_somebody_tries_it<S: ScopeStore>(mut town: Town<S>) {
    let hook = hook(&mut town, &[]);
    let new =
        NewCase { org: town.org, client: "Bo", counsellor: town.counsellor, coaches: &[], programme: None };
    town.engine.open_case(new, NOW).unwrap();
    town.engine.open_case(new, NOW + 1).unwrap();
    let org = town.org;
    let first = town.engine.keep(|engine| engine.lease_calls(org, NOW + 1, 1)).unwrap();
    settle(&mut town.engine, &first[0], Told::Gone, NOW + 1);
    assert!(lease(&mut town.engine, NOW + 1).is_empty());
    town.engine.open_case(new, NOW + 2).unwrap();
    let gone = (DeliveryState::Dead, "it said that it is gone".to_owned());
    let now: Vec<_> = state(&mut town, hook).into_iter().map(|(state, _, why)| (state, why)).collect();
    assert_eq!(now, [gone.clone(), gone], "and the third was never written");
    let call = town.engine.test_webhook(town.org, hook, NOW + 3).unwrap();
    let summons = lease(&mut town.engine, NOW + 3);
    assert_eq!((summons[0].row.id, summons[0].row.kind.as_str()), (call, "webhook.test"));
    town.engine.open_case(new, NOW + 4).unwrap();
    assert_eq!(lease(&mut town.engine, NOW + 4).len(), 1);
}

fn while_secrets_change_both_sign<S: ScopeStore>(mut town: Town<S>) {
    let (hook, first) = town.engine.add_webhook(town.org, URL, false, &[], NOW).unwrap();
    let second = town.engine.rotate_webhook(town.org, hook, NOW).unwrap();
    assert_ne!(*first, *second);
    let both = [Secret::from_shown(&second).unwrap(), Secret::from_shown(&first).unwrap()];
    for (now, count) in [(NOW + DAY - 1, 2), (NOW + DAY, 1)] {
        town.engine.test_webhook(town.org, hook, now).unwrap();
        let summons = lease(&mut town.engine, now);
        assert_eq!(summons[0].secrets.len(), count);
        for (ours, theirs) in summons[0].secrets.iter().zip(&both) {
            assert!(theirs.signed(&ours.sign("id", 1, b"body"), "id", 1, b"body"));
        }
    }
}

fn what_is_removed_leaves_nothing<S: ScopeStore>(mut town: Town<S>) {
    let hook = hook(&mut town, &[]);
    town.engine.close_case(town.case.case, None, NOW).unwrap();
    town.engine.remove_webhook(town.org, hook, NOW).unwrap();
    assert_eq!(town.engine.remove_webhook(town.org, hook, NOW), Err(AdminError::Unknown("webhook")));
    assert!(lease(&mut town.engine, NOW + DAY).is_empty());
    assert!(kinds(&mut town, hook).is_empty());
    let org = town.org;
    assert!(town.engine.keep(|engine| engine.store().webhooks(org)).unwrap().is_empty());
}

fn only_what_is_settled_is_forgotten<S: ScopeStore>(mut town: Town<S>) {
    let hook = hook(&mut town, &[]);
    town.engine.test_webhook(town.org, hook, NOW).unwrap();
    let summons = lease(&mut town.engine, NOW);
    settle(&mut town.engine, &summons[0], Told::Taken, NOW);
    town.engine.test_webhook(town.org, hook, NOW).unwrap();
    town.engine.keep(|engine| engine.store().forget_calls(NOW)).unwrap();
    assert_eq!(kinds(&mut town, hook).len(), 2);
    town.engine.keep(|engine| engine.store().forget_calls(NOW + 1)).unwrap();
    assert_eq!(state(&mut town, hook), [(DeliveryState::Waits, 0, String::new())]);
}

/// The desk's promise: told once, twelve hours before it breaks, unless somebody answered.
fn a_promise_that_presses_is_told_once<S: ScopeStore>(mut town: Town<S>) {
    let hook = hook(&mut town, &[Happening::CaseWaiting]);
    town.engine.add_area(town.org, 3800, 3829, NOW).unwrap();
    let desk = town.engine.add_staff(town.org, Role::Triage, "Balie", NOW).unwrap();
    let answers = opstap_domain::sign_up::SignUp { postcode: 3811, ..Default::default() };
    let asked = SignUpRequest { answers, once: String::new() };
    for _ in 0..2 {
        town.engine.sign_up(&asked, NOW).unwrap_or_else(|problem| panic!("{problem:?}"));
    }
    // One of them is answered.
    let mut desk = town.pair(desk);
    town.sync(&mut desk);
    let first =
        desk.records.iter().find(|(_, record)| record.kind == "sign_up").map(|((scope, _), _)| *scope);
    let author = desk.account;
    let units = [("author", json!(author)), ("text", json!("We kijken ernaar."))];
    put(&mut desk, first.unwrap(), Uuid::from_u128(2), "message", &units);
    town.sync(&mut desk);
    let org = town.org;
    let mut warn = |now| town.engine.keep(|engine| engine.warn_of_promises(org, now)).unwrap();
    assert_eq!(warn(NOW + 36 * HOUR), 0, "twelve hours are left");
    assert_eq!(warn(NOW + 36 * HOUR + 1), 1);
    assert_eq!((warn(NOW + 36 * HOUR + 2), warn(NOW + 60 * HOUR)), (0, 0), "it was told");
    let rows = town.engine.keep(|engine| engine.store().calls(org, hook)).unwrap();
    assert_eq!((rows.len(), rows[0].kind.as_str()), (1, "case.waiting"));
    assert_ne!(rows[0].subject, first.unwrap().owner);
}

suite!(100;
    a_promise_that_presses_is_told_once,
    every_happening_is_told_to_who_asked_for_it,
    what_a_client_writes_is_told_and_what_a_helper_writes_is_not,
    what_was_taken_back_never_happened,
    one_server_has_a_call_and_tries_it_for_three_days,
    a_receiver_that_asks_for_patience_gets_it,
    one_that_is_gone_is_told_nothing_more_until_somebody_tries_it,
    while_secrets_change_both_sign,
    what_is_removed_leaves_nothing,
    only_what_is_settled_is_forgotten,
);

/// Of another organisation's cases nobody hears, and nobody changes another's receivers.
#[test]
fn organisations_are_apart() {
    let mut town = Town::new(Engine::open_in_memory(1).unwrap());
    let other = town.engine.add_org("Elders", [town::programme("1")], NOW).unwrap();
    let hook = town.engine.add_webhook(other, URL, false, &[], NOW).unwrap().0;
    town.engine.close_case(town.case.case, None, NOW).unwrap();
    assert!(lease(&mut town.engine, NOW + DAY).is_empty());
    let unknown = AdminError::Unknown("webhook");
    assert_eq!(town.engine.remove_webhook(town.org, hook, NOW), Err(unknown.clone()));
    assert_eq!(town.engine.test_webhook(town.org, hook, NOW), Err(unknown.clone()));
    assert_eq!(town.engine.replay_webhook(town.org, hook, 0, None, NOW), Err(unknown));
    let nowhere = town.engine.add_webhook(Uuid::from_u128(9), URL, false, &[], NOW);
    assert!(matches!(nowhere, Err(AdminError::Unknown("organisation"))));
}

/// A receiver inside our own network could be any of our own machines: an address has to be public, unless the
/// administrator says that it is meant.
#[test]
fn an_address_that_is_none_or_not_public_is_refused() {
    let mut town = Town::new(Engine::open_in_memory(1).unwrap());
    let org = town.org;
    let mut add = |url: &str, inside| town.engine.add_webhook(org, url, inside, &[], NOW).is_ok();
    for bad in [
        "",
        "zaken.testdorp.nl",
        "http://zaken.testdorp.nl/",
        "file:///etc/passwd",
        "https://u:p@zaken.testdorp.nl/",
        "https://zaken.testdorp.nl/#x",
        &format!("https://zaken.testdorp.nl/{}", "x".repeat(1_024)),
    ] {
        assert!(!add(bad, false) && !add(bad, true), "{bad}");
    }
    for inside in [
        "https://localhost/",
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://10.1.2.3/",
        "https://169.254.169.254/latest/meta-data",
        "https://zaken.local/",
        "https://intranet/",
        "https://zaken.testdorp.nl:22/",
    ] {
        assert!(!add(inside, false), "{inside}");
        assert!(add(inside, true), "{inside}");
    }
}
