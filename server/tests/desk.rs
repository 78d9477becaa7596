//! Signing up without a code, the desk, and coming back: asked of every engine.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cluster;
mod statements;
#[macro_use]
mod suite;
mod town;

use std::collections::BTreeMap;

use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_domain::sign_up::SignUp;
use opstap_server::store::ScopeStore;
use opstap_sync::op::{Change, Write};
use opstap_sync::wire::{PairRequest, SignUpRequest, SignUpResponse};
use serde_json::{Value, json};
use town::{DAY, NOW, Phone, Town};
use uuid::Uuid;

fn asks(postcode: u16) -> SignUpRequest {
    let answers = SignUp { postcode, topics: vec!["rent".into()], ..SignUp::default() };
    SignUpRequest { answers, once: String::new() }
}

/// A desk for postcodes from 3800 to 3829.
fn desk<S: ScopeStore>(town: &mut Town<S>) -> Phone {
    town.engine.add_area(town.org, 3800, 3829, NOW).unwrap();
    let account = town.engine.add_staff(town.org, Role::Triage, "Balie", NOW).unwrap();
    let mut desk = town.pair(account);
    town.sync(&mut desk);
    desk
}

/// A device that the code of a sign-up makes somebody's.
fn paired<S: ScopeStore>(town: &mut Town<S>, code: &str) -> Phone {
    let request = PairRequest { code: code.to_owned(), label: "phone".into(), once: String::new() };
    let paired = town.engine.pair(&request, town.now).unwrap();
    assert_eq!((paired.role, paired.name.as_str()), (Role::Client, ""));
    Phone::new(paired.account, paired.device)
}

fn signed<S: ScopeStore>(town: &mut Town<S>) -> (SignUpResponse, Phone) {
    let signed = town.engine.sign_up(&asks(3811), town.now).unwrap_or_else(|problem| panic!("{problem:?}"));
    let mut phone = paired(town, &signed.code);
    town.sync(&mut phone);
    (signed, phone)
}

/// Where the sign-up that this phone sees lives.
fn together(phone: &Phone) -> ScopeId {
    let mut found = phone.records.iter().filter(|(_, record)| record.kind == "sign_up").map(|(key, _)| key.0);
    let scope = found.next().unwrap();
    assert!(found.next().is_none());
    scope
}

fn decide(phone: &mut Phone, scope: ScopeId, helper: Uuid) -> u64 {
    let v = json!({ "kind": "long", "programme": "goed-begonnen", "helper": helper, "at": NOW });
    let write = Write { v, saw: None, was: None };
    let units = BTreeMap::from([("decision".to_owned(), write)]);
    phone.act(scope, scope.derived_id("sign_up"), "sign_up", Change::Set(units))
}

fn compartments(phone: &Phone, case: Uuid) -> Vec<Compartment> {
    phone
        .grants
        .iter()
        .filter(|grant| grant.scope.owner == case)
        .map(|grant| grant.scope.compartment)
        .collect()
}

fn somebody_without_a_name_is_seen_by_the_desk_and_by_nobody_else<S: ScopeStore>(mut town: Town<S>) {
    let mut desk = desk(&mut town);
    let (answer, phone) = signed(&mut town);
    assert_eq!(answer.organisation, "Testdorp");
    assert!(answer.answer_by >= NOW + 48 * 3600 * 1000 && answer.answer_by <= town.now + 48 * 3600 * 1000);
    let scope = together(&phone);
    let own = [Compartment::Together, Compartment::Money, Compartment::Own];
    assert_eq!(compartments(&phone, scope.owner), own, "the client has all but the office");
    town.sync(&mut desk);
    assert_eq!(together(&desk), scope);
    assert_eq!(compartments(&desk, scope.owner), [Compartment::Together, Compartment::Office]);
    assert_eq!(desk.kinds("colleague"), 1, "the desk knows who can help");
    let mut counsellor = town.pair(town.counsellor);
    town.sync(&mut counsellor);
    assert!(compartments(&counsellor, scope.owner).is_empty());
    // Somebody who comes to the desk later sees who waits.
    let late = town.engine.add_staff(town.org, Role::Triage, "Invaller", NOW).unwrap();
    let mut late = town.pair(late);
    town.sync(&mut late);
    assert_eq!(together(&late), scope);
}

fn what_the_desk_decides_gives_the_case_away<S: ScopeStore>(mut town: Town<S>) {
    let mut desk = desk(&mut town);
    let (_, mut phone) = signed(&mut town);
    town.sync(&mut desk);
    let scope = together(&desk);
    decide(&mut desk, scope, town.counsellor);
    town.sync(&mut desk);
    assert!(compartments(&desk, scope.owner).is_empty(), "the desk is done");
    assert_eq!(desk.kinds("sign_up"), 0);
    let mut counsellor = town.pair(town.counsellor);
    town.sync(&mut counsellor);
    assert_eq!(together(&counsellor), scope);
    assert!(compartments(&counsellor, scope.owner).contains(&Compartment::Money));
    town.sync(&mut phone);
    let runs: Vec<Value> = phone
        .records
        .iter()
        .filter(|((of, _), record)| *of == scope && record.kind == "run")
        .map(|(_, record)| record.units["template"].v["id"].clone())
        .collect();
    assert_eq!(runs, [json!("goed-begonnen")]);
    // Done once: said again by somebody who is not let in any more, it changes nothing.
    let n = decide(&mut desk, scope, town.counsellor);
    assert!(n > 0 && town.round(&mut desk).is_ok());
    assert_eq!(town.engine.store().case(scope.owner).unwrap().unwrap().counsellor, town.counsellor);
}

fn nobody_but_the_desk_decides_and_only_for_its_own_people<S: ScopeStore>(mut town: Town<S>) {
    let mut desk = desk(&mut town);
    let (_, mut phone) = signed(&mut town);
    town.sync(&mut desk);
    let scope = together(&desk);
    decide(&mut phone, scope, town.counsellor);
    town.sync(&mut phone);
    assert_eq!(phone.held.len(), 1, "a client decides nothing");
    let elsewhere = town.engine.add_org("Elders", [town::programme("1")], NOW).unwrap();
    let stranger = town.engine.add_staff(elsewhere, Role::Counsellor, "Vreemd", NOW).unwrap();
    for helper in [stranger, town.coach, Uuid::from_u128(5)] {
        decide(&mut desk, scope, helper);
        town.sync(&mut desk);
        assert_eq!(compartments(&desk, scope.owner).len(), 2, "it stays at the desk");
    }
}

fn the_code_to_come_back_with_works_again_and_again_until_another_is_made<S: ScopeStore>(mut town: Town<S>) {
    desk(&mut town);
    let (answer, phone) = signed(&mut town);
    let scope = together(&phone);
    town.now += 400 * town::DAY;
    for typed in [answer.recovery.clone(), answer.recovery.to_lowercase().replace('-', " ")] {
        let mut again = paired(&mut town, &typed);
        town.sync(&mut again);
        assert_eq!(together(&again), scope);
    }
    let now = town.now;
    let fresh = town.engine.keep(|engine| engine.recovery_by_token(&phone.token, now)).unwrap().unwrap();
    let ask = |code: &str| PairRequest { code: code.to_owned(), label: String::new(), once: String::new() };
    assert_eq!(town.engine.pair(&ask(&answer.recovery), now).err().unwrap().status, 410);
    assert!(town.engine.pair(&ask(&fresh), now).is_ok());
    let counsellor = town.pair(town.counsellor);
    let none = town.engine.keep(|engine| engine.recovery_by_token(&counsellor.token, now)).unwrap();
    assert_eq!(none, None, "for clients alone");
}

fn what_an_administrator_gives_away_or_closes_leaves_everybody_at_the_desk<S: ScopeStore>(mut town: Town<S>) {
    let mut first = desk(&mut town);
    let second = town.engine.add_staff(town.org, Role::Triage, "Invaller", NOW).unwrap();
    let mut second = town.pair(second);
    let (_, given) = signed(&mut town);
    let (_, closed) = signed(&mut town);
    let (given, closed) = (together(&given).owner, together(&closed).owner);
    for phone in [&mut first, &mut second] {
        town.sync(phone);
        assert_eq!((compartments(phone, given).len(), compartments(phone, closed).len()), (2, 2));
    }
    town.engine.assign_case(given, town.counsellor, town.now).unwrap();
    town.engine.close_case(closed, None, town.now).unwrap();
    for phone in [&mut first, &mut second] {
        town.sync(phone);
        assert_eq!((compartments(phone, given).len(), compartments(phone, closed).len()), (0, 0));
        assert_eq!(phone.kinds("sign_up"), 0);
    }
}

fn where_nobody_helps_nothing_is_made<S: ScopeStore>(mut town: Town<S>) {
    let before = town.engine.store().cases(town.org).unwrap().len();
    assert_eq!(town.engine.sign_up(&asks(3811), NOW).err().unwrap().status, 404);
    // An area without a desk takes nobody in either.
    town.engine.add_area(town.org, 1000, 9999, NOW).unwrap();
    assert_eq!(town.engine.sign_up(&asks(3811), NOW).err().unwrap().status, 404);
    let mut odd = asks(3811);
    odd.answers.topics = vec!["gold".into()];
    assert_eq!(town.engine.sign_up(&odd, NOW).err().unwrap().status, 400);
    assert_eq!(town.engine.store().cases(town.org).unwrap().len(), before);
    assert!(town.engine.add_area(town.org, 3829, 3800, NOW).is_err());
    assert!(town.engine.add_area(Uuid::from_u128(1), 3800, 3829, NOW).is_err());
}

/// The answer is lost, and the person asks again.
fn asked_again_with_the_same_key_it_is_the_same_case<S: ScopeStore>(mut town: Town<S>) {
    let mut desk = desk(&mut town);
    let key = || "0123456789abcdef0123456789abcdef".to_owned();
    let asked = || SignUpRequest { once: key(), ..asks(3811) };
    let first = town.engine.sign_up(&asked(), NOW).unwrap_or_else(|problem| panic!("{problem:?}"));
    let again = town.engine.sign_up(&asked(), NOW + 60_000).unwrap_or_else(|problem| panic!("{problem:?}"));
    assert_eq!((&first.organisation, first.answer_by), (&again.organisation, again.answer_by));
    assert_ne!((&first.code, &first.recovery), (&again.code, &again.recovery));
    let request =
        |code: &str| PairRequest { code: code.to_owned(), label: "phone".into(), once: String::new() };
    for lost in [&first.code, &first.recovery] {
        assert_eq!(
            town.engine.pair(&request(lost), NOW + 60_001).err().unwrap().status,
            410,
            "worth nothing"
        );
    }
    // With other answers it is another question, and its key is taken.
    let other = SignUpRequest { once: key(), answers: SignUp { postcode: 3811, ..SignUp::default() } };
    assert_eq!(town.engine.sign_up(&other, NOW + 60_002).err().unwrap().status, 409);
    town.sync(&mut desk);
    assert_eq!(desk.kinds("sign_up"), 1);
    // Once a device came of it nobody gets in by the key: it may still stand on a browser of the library.
    let mut phone = paired(&mut town, &again.code);
    town.sync(&mut phone);
    assert_eq!(town.engine.sign_up(&asked(), NOW + 60_003).err().unwrap().status, 409);
    // A day later it is a new question.
    town.engine.sign_up(&asked(), NOW + DAY).unwrap_or_else(|problem| panic!("{problem:?}"));
    town.sync(&mut desk);
    assert_eq!(desk.kinds("sign_up"), 2);
    // Without a key each is one of its own.
    town.engine.sign_up(&asks(3811), NOW + DAY).unwrap_or_else(|problem| panic!("{problem:?}"));
    town.engine.sign_up(&asks(3811), NOW + DAY).unwrap_or_else(|problem| panic!("{problem:?}"));
    town.sync(&mut desk);
    assert_eq!(desk.kinds("sign_up"), 4);
}

suite!(30;
    asked_again_with_the_same_key_it_is_the_same_case,
    somebody_without_a_name_is_seen_by_the_desk_and_by_nobody_else,
    what_the_desk_decides_gives_the_case_away,
    nobody_but_the_desk_decides_and_only_for_its_own_people,
    the_code_to_come_back_with_works_again_and_again_until_another_is_made,
    what_an_administrator_gives_away_or_closes_leaves_everybody_at_the_desk,
    where_nobody_helps_nothing_is_made,
);
