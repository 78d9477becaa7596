//! What goes out by text message and mail, decided and leased on every engine.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cluster;
mod reminders;
mod statements;
#[macro_use]
mod suite;
mod town;

use opstap_domain::catalogue::{check_unit, kind};
use opstap_domain::contact::Way;
use opstap_server::engine::{Engine, Errand, Handed, LEASE_MS, Replied, TRIES};
use opstap_server::store::{Channel, DeliveryState, ScopeStore};
use proptest::prelude::*;
use reminders::{BEGINS, EVENING, HOUR, awaited, contact, meet, planned, put};
use serde_json::json;
use town::{DAY, Town};
use uuid::Uuid;

/// One server's turn: decides, and takes what is to go.
fn turn<S: ScopeStore>(engine: &mut Engine<S>, now: i64) -> Vec<Errand> {
    let mut errands = Vec::new();
    for org in engine.keep(Engine::orgs).unwrap() {
        while engine.keep(|engine| engine.decide_deliveries(org, now, 10)).unwrap() == 10 {}
        errands.extend(engine.keep(|engine| engine.lease_deliveries(org, now, 10)).unwrap());
    }
    errands
}

fn settle<S: ScopeStore>(engine: &mut Engine<S>, errand: &Errand, handed: Handed, now: i64) -> bool {
    engine.keep(|engine| engine.settle_delivery(&errand.row, handed, 0, now)).unwrap()
}

fn states<S: ScopeStore>(town: &mut Town<S>) -> Vec<DeliveryState> {
    let scope = town.together();
    let rows = town.engine.keep(|engine| engine.store().deliveries(Some(scope))).unwrap();
    rows.into_iter().map(|row| row.state).collect()
}

fn what_no_phone_has_planned_goes_once<S: ScopeStore>(mut town: Town<S>) {
    let mut phone = awaited(&mut town, "sms");
    assert!(turn(&mut town.engine, EVENING - 1).is_empty());
    let errands = turn(&mut town.engine, EVENING);
    assert_eq!(errands.len(), 1);
    assert_eq!(errands[0].way, Way::Sms("+31612345678".into()));
    assert_eq!(errands[0].starts.to_string(), "2026-03-04T10:00");
    assert!(turn(&mut town.engine, EVENING).is_empty(), "another server gets it not");
    assert!(settle(&mut town.engine, &errands[0], Handed::Taken, EVENING));
    assert!(!settle(&mut town.engine, &errands[0], Handed::Later(""), EVENING), "it is settled");
    // Anything else that changes there decides nothing anew.
    town.now = EVENING;
    put(&mut phone, town.together(), Uuid::from_u128(7), "appointment", &[("place", json!("Stadhuis"))]);
    town.sync(&mut phone);
    for now in [EVENING + 1, EVENING + HOUR, BEGINS - 2 * HOUR, BEGINS, BEGINS + DAY] {
        assert!(turn(&mut town.engine, now).is_empty());
    }
    assert_eq!(states(&mut town), [DeliveryState::Sent]);
    town.engine.keep(|engine| engine.store().forget_deliveries(BEGINS)).unwrap();
    assert_eq!(states(&mut town).len(), 1, "not yet over");
    town.engine.keep(|engine| engine.store().forget_deliveries(BEGINS + 1)).unwrap();
    assert!(states(&mut town).is_empty());
}

/// No transaction looks into two organisations: what one has to tell is found under its own name alone.
fn each_organisation_is_looked_at_by_itself<S: ScopeStore>(mut town: Town<S>) {
    let _phone = awaited(&mut town, "sms");
    let own = town.org;
    let other = town.engine.add_org("Buurdorp", [], EVENING - 1).unwrap();
    let decide = |town: &mut Town<S>, org| {
        town.engine.keep(|engine| engine.decide_deliveries(org, EVENING, 10)).unwrap()
    };
    let lease = |town: &mut Town<S>, org| {
        town.engine.keep(|engine| engine.lease_deliveries(org, EVENING, 10)).unwrap().len()
    };
    assert_eq!((decide(&mut town, other), lease(&mut town, other)), (0, 0));
    assert!(decide(&mut town, own) > 0);
    assert_eq!((lease(&mut town, other), lease(&mut town, own)), (0, 1));
}

fn a_phone_that_is_revoked_in_the_evening_is_none<S: ScopeStore>(mut town: Town<S>) {
    let mut phone = awaited(&mut town, "sms");
    let scope = town.together();
    planned(&mut phone, scope, 7, BEGINS);
    town.sync(&mut phone);
    assert!(turn(&mut town.engine, EVENING).is_empty());
    town.engine.revoke_device(phone.memory.device.unwrap(), EVENING + 1).unwrap();
    assert!(turn(&mut town.engine, EVENING + HOUR - 1).is_empty());
    assert_eq!(turn(&mut town.engine, EVENING + HOUR).len(), 1);
}

fn a_phone_that_has_it_planned_is_enough_until_it_is_moved<S: ScopeStore>(mut town: Town<S>) {
    let mut phone = awaited(&mut town, "mail");
    let scope = town.together();
    planned(&mut phone, scope, 7, BEGINS);
    town.sync(&mut phone);
    assert!(turn(&mut town.engine, EVENING).is_empty());
    // The counsellor moves it, and the phone does not hear of it.
    let mut desk = town.pair(town.counsellor);
    town.sync(&mut desk);
    meet(&mut desk, scope, 7, BEGINS + HOUR);
    town.sync(&mut desk);
    let errands = turn(&mut town.engine, EVENING + 1);
    assert_eq!(errands.len(), 1);
    assert_eq!(errands[0].way, Way::Mail("noor@example.nl".into()));
    assert_eq!(errands[0].row.starts_at, BEGINS + HOUR);
    settle(&mut town.engine, &errands[0], Handed::Taken, EVENING + 1);
    // Moved again, there is news to tell; cancelled, there is none.
    meet(&mut desk, scope, 7, BEGINS + 2 * HOUR);
    town.sync(&mut desk);
    let errands = turn(&mut town.engine, EVENING + 2);
    assert_eq!(errands.len(), 1);
    settle(&mut town.engine, &errands[0], Handed::Taken, EVENING + 2);
    meet(&mut desk, scope, 8, BEGINS);
    town.sync(&mut desk);
    put(&mut desk, scope, Uuid::from_u128(8), "appointment", &[("status", json!("cancelled"))]);
    town.sync(&mut desk);
    assert!(turn(&mut town.engine, EVENING + 3).is_empty());
}

fn what_waits_is_looked_at_again_when_it_goes<S: ScopeStore>(mut town: Town<S>) {
    let mut phone = awaited(&mut town, "sms");
    let scope = town.together();
    let first = turn(&mut town.engine, EVENING).remove(0);
    assert!(settle(&mut town.engine, &first, Handed::Later("busy"), EVENING));
    assert!(turn(&mut town.engine, EVENING + 1).is_empty(), "not at once");
    // By then the wish is another.
    town.now = EVENING;
    contact(&mut phone, scope, &[("remind", json!("mail"))]);
    town.sync(&mut phone);
    assert!(turn(&mut town.engine, EVENING + 60_000).is_empty());
    let errands = turn(&mut town.engine, EVENING + 60_001);
    assert_eq!(errands.iter().map(|errand| errand.row.channel).collect::<Vec<_>>(), [Channel::Mail]);
    assert!(settle(&mut town.engine, &errands[0], Handed::Later("busy"), EVENING + 3 * HOUR - 1));
    // At night it waits for the morning; and then the client has said stop.
    assert!(turn(&mut town.engine, EVENING + 4 * HOUR).is_empty());
    contact(&mut phone, scope, &[("stop", json!("yes"))]);
    town.sync(&mut phone);
    assert!(turn(&mut town.engine, BEGINS - 2 * HOUR).is_empty());
    assert_eq!(states(&mut town), [DeliveryState::Dropped; 2]);
}

fn what_was_broken_off_is_asked_about_and_not_sent_again<S: ScopeStore>(mut town: Town<S>) {
    awaited(&mut town, "sms");
    let first = turn(&mut town.engine, EVENING).remove(0);
    assert!(!first.asks);
    // The server dies here.
    assert!(turn(&mut town.engine, EVENING + LEASE_MS - 1).is_empty());
    let asks = turn(&mut town.engine, EVENING + LEASE_MS).remove(0);
    assert!(asks.asks && asks.row.reference() == first.row.reference());
    assert!(!settle(&mut town.engine, &first, Handed::Later(""), EVENING + LEASE_MS), "it lost its lease");
    assert!(settle(&mut town.engine, &asks, Handed::Unsure("?"), EVENING + LEASE_MS));
    assert!(turn(&mut town.engine, EVENING + 2 * HOUR).is_empty());
    assert_eq!(states(&mut town), [DeliveryState::Unsure]);
    // Somebody looks, and decides.
    let reference = first.row.reference();
    assert!(town.engine.steer_delivery("00", false, EVENING).is_err());
    town.engine.steer_delivery(&reference, false, EVENING + 2 * HOUR).unwrap();
    assert!(town.engine.steer_delivery(&reference, false, EVENING + 2 * HOUR).is_err(), "it waits already");
    let again = turn(&mut town.engine, EVENING + 2 * HOUR).remove(0);
    assert!(!again.asks && again.row.reference() == reference);
    assert!(settle(&mut town.engine, &again, Handed::Refused("no"), EVENING + 2 * HOUR));
    assert_eq!(states(&mut town), [DeliveryState::Dead]);
    town.engine.steer_delivery(&reference, true, EVENING).unwrap();
    assert_eq!(states(&mut town), [DeliveryState::Dropped]);
}

fn what_fails_is_tried_less_and_less_often_and_then_left<S: ScopeStore>(mut town: Town<S>) {
    awaited(&mut town, "sms");
    let (mut now, mut tries, mut pauses) = (EVENING, 0, Vec::new());
    while now < EVENING + 3 * HOUR {
        let errands = turn(&mut town.engine, now);
        for errand in &errands {
            tries += 1;
            pauses.push(now);
            settle(&mut town.engine, errand, Handed::Later("busy"), now);
        }
        now += 10_000;
    }
    assert_eq!(tries, TRIES);
    let apart: Vec<i64> = pauses.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(apart.windows(2).all(|pair| pair[1] >= pair[0]), "{apart:?}");
    assert_eq!(states(&mut town), [DeliveryState::Dead]);
}

fn an_erased_or_closed_case_tells_nobody<S: ScopeStore>(mut town: Town<S>) {
    awaited(&mut town, "sms");
    assert_eq!(turn(&mut town.engine, EVENING).len(), 1);
    let case = town.case.case;
    town.engine.close_case(case, None, EVENING).unwrap();
    assert!(turn(&mut town.engine, EVENING + LEASE_MS).is_empty());
    town.engine.erase(case, None, EVENING).unwrap();
    assert!(states(&mut town).is_empty());
}

fn an_answer_is_a_stop_or_a_message_of_who_was_written_to<S: ScopeStore>(mut town: Town<S>) {
    let mut phone = awaited(&mut town, "sms");
    let scope = town.together();
    let reply = |town: &mut Town<S>, name: &str, from: &str, words: &str| {
        town.engine.keep(|engine| engine.take_reply(name, from, words, EVENING)).unwrap()
    };
    assert_eq!(reply(&mut town, "1", "0612345678", "Hallo"), Replied::Nobody, "nothing was sent there");
    let errand = turn(&mut town.engine, EVENING).remove(0);
    settle(&mut town.engine, &errand, Handed::Taken, EVENING);
    assert_eq!(reply(&mut town, "2", "0687654321", "STOP"), Replied::Nobody);
    for _ in 0..2 {
        assert_eq!(reply(&mut town, "3", "31612345678", "Kan het\u{7} later?\r\n"), Replied::Kept);
    }
    town.now = EVENING;
    town.sync(&mut phone);
    let said: Vec<_> = phone.records.values().filter(|record| record.kind == "message").collect();
    assert_eq!(said.len(), 1, "one that comes twice is one");
    assert_eq!(said[0].units["body"].v, json!("Kan het later?"));
    assert_eq!(said[0].units["author"].v, json!(phone.account.to_string()));
    assert_eq!(reply(&mut town, "4", "+31612345678", " Stop. "), Replied::Stopped);
    // Moved, so there would be news to tell.
    town.sync(&mut phone);
    meet(&mut phone, scope, 7, BEGINS + HOUR);
    town.sync(&mut phone);
    assert!(turn(&mut town.engine, EVENING + HOUR).is_empty());
    let contact = &phone.records[&(scope, scope.derived_id("contact"))];
    assert_eq!((&contact.units["stop"].v, &contact.units["remind"].v), (&json!("yes"), &json!("sms")));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// Whatever a service hands in, nothing breaks, and what is kept is a message that devices take.
    #[test]
    fn any_answer_is_taken_or_left(name in ".{0,100}", number in ".{0,20}|\\+?316[0-9]{8}|31612345678", words in "(?s).{0,200}", long in 0..50_usize) {
        let mut town = Town::new(Engine::open_in_memory(1).unwrap());
        awaited(&mut town, "sms");
        let errand = turn(&mut town.engine, EVENING).remove(0);
        settle(&mut town.engine, &errand, Handed::Taken, EVENING);
        let words = words.repeat(long);
        let replied = town.engine.keep(|engine| engine.take_reply(&name, &number, &words, EVENING)).unwrap();
        let scope = town.together();
        let kept = town.engine.store().records_of_kind(scope, "message").unwrap();
        prop_assert!(replied == Replied::Kept || kept.is_empty());
        for (_, record) in kept {
            let checked = check_unit(kind("message").unwrap(), "body", &record.units["body"].v);
            prop_assert!(checked.is_ok(), "{checked:?}");
        }
    }
}

suite!(
    300;
    an_answer_is_a_stop_or_a_message_of_who_was_written_to,
    what_no_phone_has_planned_goes_once,
    each_organisation_is_looked_at_by_itself,
    a_phone_that_is_revoked_in_the_evening_is_none,
    a_phone_that_has_it_planned_is_enough_until_it_is_moved,
    what_waits_is_looked_at_again_when_it_goes,
    what_was_broken_off_is_asked_about_and_not_sent_again,
    what_fails_is_tried_less_and_less_often_and_then_left,
    an_erased_or_closed_case_tells_nobody,
);
