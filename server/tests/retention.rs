//! Cases go when their day has come, and not a day earlier; what is held stays; nothing of what was in them is left, but that they went.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cluster;
mod statements;
#[macro_use]
mod suite;
mod town;

use std::collections::BTreeMap;

use opstap_domain::ids::{Role, ScopeId};
use opstap_domain::retention::{Rule, Standing, Unit};
use opstap_domain::time::{CivilTime, Date, LocalMoment, Zone};
use opstap_server::audit::{Act, Actor, AuditRow, Way};
use opstap_server::engine::{AdminError, Engine, Keep, Keeping, NewCase, Unkept};
use opstap_server::register;
use opstap_server::store::{Postgres, ScopeStore, StoreError};
use opstap_server::sweep::destroy_due;
use opstap_server::writer::Writer;
use opstap_sync::op::Change;
use opstap_sync::wire::ProblemCode;
use serde_json::json;
use town::{NOW, Phone, Town};
use uuid::Uuid;

const SECRET: &str = "XYZZYSECRETWORD";

/// A moment on the wall where the organisation is, in milliseconds.
fn at(day: &str, hour: u16, minute: u16) -> i64 {
    let (date, time): (Date, _) = (day.parse().unwrap(), CivilTime::new(hour, minute).unwrap());
    Zone::AMSTERDAM.instant(LocalMoment::new(date, time)).0
}

fn rule(result: &str, span: u16, unit: Unit, confirmed: bool) -> Rule {
    Rule { result: result.to_owned(), span, unit, source: "Selectielijst 2020".to_owned(), confirmed }
}

fn set<S: ScopeStore>(town: &mut Town<S>, rule: &Rule) {
    town.engine.set_rule(town.org, rule, NOW).unwrap();
}

fn another<S: ScopeStore>(town: &mut Town<S>, client: &str) -> Uuid {
    let new = NewCase { org: town.org, client, counsellor: town.counsellor, coaches: &[], programme: None };
    town.engine.open_case(new, NOW).unwrap().case
}

fn due<S: ScopeStore>(town: &mut Town<S>, now: i64) -> Vec<Uuid> {
    let org = town.org;
    town.engine.keep(|engine| engine.due_cases(org, now)).unwrap()
}

fn destroy<S: ScopeStore>(town: &mut Town<S>, case: Uuid, now: i64) -> bool {
    town.engine.keep(|engine| engine.destroy_due(case, Actor::SERVER, now)).unwrap()
}

fn trail<S: ScopeStore>(town: &mut Town<S>) -> Vec<AuditRow> {
    let mut all = Vec::new();
    let keep = &mut |row: &AuditRow| {
        all.push(row.clone());
        Ok::<(), StoreError>(())
    };
    town.engine.audit_rows(town.org, 0, keep).unwrap();
    assert!(town.engine.audit_check(town.org, None).unwrap().is_ok());
    all
}

fn letter(phone: &mut Phone, scope: ScopeId) {
    let units = BTreeMap::from([
        ("body".to_owned(), json!(SECRET)),
        ("author".to_owned(), json!(phone.account)),
        ("sent_at".to_owned(), json!(NOW)),
    ]);
    phone.act(scope, Uuid::from_u128(7), "message", Change::New(units));
}

fn a_case_goes_on_its_day_and_not_a_minute_earlier<S: ScopeStore>(mut town: Town<S>) {
    set(&mut town, &rule("completed", 1, Unit::Years, true));
    set(&mut town, &rule("withdrawn", 6, Unit::Weeks, true));
    let first = town.case.case;
    let [late, withdrawn, open, nobody_said] = ["B", "C", "D", "E"].map(|client| another(&mut town, client));
    // The last minute of a day in March, which is the day before in UTC only until the clock changes; and the first of the next.
    town.engine.close_case(first, Some("completed"), at("2026-03-28", 23, 59)).unwrap();
    town.engine.close_case(late, Some("completed"), at("2026-03-29", 0, 0)).unwrap();
    town.engine.close_case(withdrawn, Some("withdrawn"), at("2026-09-19", 12, 0)).unwrap();
    town.engine.close_case(nobody_said, None, at("2026-03-01", 12, 0)).unwrap();
    for (day, hour, minute, goes) in [
        ("2026-09-20", 12, 0, vec![]),
        ("2026-10-30", 23, 59, vec![]),
        ("2026-10-31", 0, 0, vec![withdrawn]),
        ("2027-03-27", 23, 59, vec![withdrawn]),
        ("2027-03-28", 0, 0, vec![withdrawn, first]),
        ("2027-03-28", 23, 59, vec![withdrawn, first]),
        ("2027-03-29", 0, 0, vec![withdrawn, first, late]),
        ("2099-01-01", 0, 0, vec![withdrawn, first, late]),
    ] {
        assert_eq!(due(&mut town, at(day, hour, minute)), goes, "{day} {hour}:{minute}");
    }
    // Asked to, nothing goes whose day has not come.
    for case in [first, late, open, nobody_said] {
        assert!(!destroy(&mut town, case, at("2027-03-27", 23, 59)));
    }
    assert!(destroy(&mut town, withdrawn, at("2027-03-27", 23, 59)));
    assert!(!destroy(&mut town, withdrawn, at("2027-03-27", 23, 59)), "once");
    let left: Vec<Uuid> = town
        .engine
        .kept_cases(town.org, at("2027-03-27", 23, 59))
        .unwrap()
        .iter()
        .map(|kept| kept.case)
        .collect();
    assert_eq!(left, [first, late, nobody_said], "which goes first at the top, and none that went");
}

fn what_is_held_stays_until_it_is_not<S: ScopeStore>(mut town: Town<S>) {
    let (case, now) = (town.case.case, at("2028-01-01", 12, 0));
    set(&mut town, &rule("completed", 1, Unit::Years, true));
    town.engine.close_case(case, Some("completed"), NOW).unwrap();
    town.engine.hold_case(case, "objection", NOW).unwrap();
    assert!(due(&mut town, now).is_empty() && !destroy(&mut town, case, now));
    let kept = town.engine.kept_cases(town.org, now).unwrap();
    assert!(matches!(kept[0].standing, Standing::Held(_)) && kept[0].held.as_deref() == Some("objection"));
    let engine = &mut town.engine;
    assert!(matches!(engine.hold_case(case, " ", NOW), Err(AdminError::Refused(_))));
    assert_eq!(engine.hold_case(Uuid::from_u128(1), "x", NOW), Err(AdminError::Unknown("case")));
    engine.lift_hold(case, NOW).unwrap();
    assert!(matches!(engine.lift_hold(case, NOW), Err(AdminError::Refused(_))));
    assert_eq!((due(&mut town, now), destroy(&mut town, case, now)), (vec![case], true));
    assert!(matches!(town.engine.hold_case(case, "too late", now), Err(AdminError::Refused(_))));
    let said: Vec<String> = trail(&mut town).into_iter().rev().take(3).map(|row| row.detail).collect();
    assert_eq!(said, ["retention", "hold_lifted", "hold_set"]);
}

fn nobody_goes_by_a_rule_that_nobody_confirmed<S: ScopeStore>(mut town: Town<S>) {
    let (case, now) = (town.case.case, at("2090-01-01", 12, 0));
    town.engine.close_case(case, Some("withdrawn"), NOW).unwrap();
    assert!(due(&mut town, now).is_empty() && !destroy(&mut town, case, now));
    let kept = town.engine.kept_cases(town.org, now).unwrap();
    assert!(matches!(kept[0].standing, Standing::Unconfirmed(_)));
    set(&mut town, &rule("withdrawn", 6, Unit::Weeks, false));
    assert!(!destroy(&mut town, case, now));
    set(&mut town, &rule("withdrawn", 6, Unit::Weeks, true));
    assert_eq!(town.engine.rules_of(town.org).unwrap().iter().filter(|rule| rule.confirmed).count(), 1);
    // Said too late, or wrongly, it counts from then on.
    town.engine.set_result(case, "completed", NOW).unwrap();
    assert!(!destroy(&mut town, case, now));
    town.engine.set_result(case, "withdrawn", NOW).unwrap();
    assert!(destroy(&mut town, case, now));
    let refused =
        |done: Result<(), AdminError>| assert!(matches!(done, Err(AdminError::Refused(_))), "{done:?}");
    refused(town.engine.set_result(case, "bored", NOW));
    refused(town.engine.close_case(case, Some("bored"), NOW));
    let other = another(&mut town, "B");
    refused(town.engine.set_result(other, "completed", NOW));
    for odd in [
        rule("bored", 1, Unit::Years, true),
        rule("completed", 0, Unit::Weeks, true),
        rule("completed", 101, Unit::Years, true),
    ] {
        refused(town.engine.set_rule(town.org, &odd, NOW));
    }
}

/// The client's devices are told, the account has no name any more, and the trail keeps that it went.
fn a_case_that_went_is_erased_and_the_trail_keeps_that_it_went<S: ScopeStore>(mut town: Town<S>) {
    let (mut phone, mut tablet) = (town.client(), town.pair(town.counsellor));
    let (case, together, now) = (town.case.case, town.together(), at("2028-01-01", 4, 0));
    town.sync(&mut phone);
    letter(&mut phone, together);
    town.sync(&mut phone);
    town.sync(&mut tablet);
    set(&mut town, &rule("completed", 1, Unit::Years, true));
    town.engine.close_case(case, Some("completed"), NOW).unwrap();
    town.sync(&mut phone);
    town.now = now;
    let before = trail(&mut town);
    assert!(destroy(&mut town, case, now));
    let after = trail(&mut town);
    assert_eq!(after[..before.len()], before[..], "nothing of the trail went");
    let last = after.last().unwrap();
    assert_eq!(
        (last.act, last.activity.as_str(), last.detail.as_str()),
        (Act::Erased, register::RETENTION, "retention")
    );
    assert_eq!((last.subject, last.actor.way, last.start), (Some(case), Way::Server, now));
    assert_eq!(town.round(&mut phone).unwrap_err().code, Some(ProblemCode::DeviceRevoked));
    let mut left = 0;
    town.engine
        .store()
        .records_after(together, 0, &mut |_, _| {
            left += 1;
            Ok(true)
        })
        .unwrap();
    let client = town.engine.store().account(town.case.client).unwrap().unwrap();
    assert_eq!((left, client.name.as_str(), client.closed_at.is_some()), (0, "", true));
    assert!(due(&mut town, now).is_empty());
}

fn an_administrator_arranges_it_and_nobody_else_does<S: ScopeStore>(mut town: Town<S>) {
    let (case, org) = (town.case.case, town.org);
    town.engine.close_case(case, None, at("2025-06-01", 12, 0)).unwrap();
    let open = another(&mut town, "B");
    let bas = town.engine.add_staff(org, Role::Administrator, "Bas", NOW).unwrap();
    let elsewhere = town.engine.add_org("Elders", [town::programme("1")], NOW).unwrap();
    let els = town.engine.add_staff(elsewhere, Role::Administrator, "Els", NOW).unwrap();
    let [device, theirs, phone] =
        [bas, els, town.counsellor].map(|account| town.pair(account).memory.device.unwrap());
    let ask = |town: &mut Town<S>, device, asked: Keep| {
        let now = at("2026-11-28", 12, 0);
        town.engine.keep(|engine| engine.administer_keeping(device, &asked, now)).unwrap()
    };
    let stands = |seen: Result<Keeping, Unkept>| {
        let seen = seen.unwrap();
        assert_eq!(seen.cases.len(), 1, "what goes on is not there");
        assert_eq!(seen.staff[&seen.cases[0].counsellor], "Sam");
        seen.cases[0].standing
    };
    assert_eq!(stands(ask(&mut town, device, Keep::Look)), Standing::Unknown);
    let hold = |case, reason: &str| Keep::Hold(case, reason.to_owned());
    let result = |case, result: &str| Keep::Result(case, result.to_owned());
    let before = trail(&mut town).len();
    // Nothing of a refusal stays.
    for (asked, why) in [
        (result(case, "gone"), Unkept::Result),
        (result(open, "completed"), Unkept::GoesOn),
        (result(Uuid::from_u128(5), "completed"), Unkept::Case),
        (hold(case, "  "), Unkept::Reason),
        (hold(case, "a\nb"), Unkept::Reason),
        (Keep::Lift(case), Unkept::NotHeld),
        (Keep::Rule(rule("completed", 0, Unit::Weeks, true)), Unkept::Term),
        (Keep::Rule(rule("completed", 101, Unit::Years, true)), Unkept::Term),
        (Keep::Rule(rule("gone", 1, Unit::Years, true)), Unkept::Result),
        (Keep::Rule(Rule { source: " ".into(), ..rule("completed", 1, Unit::Years, true) }), Unkept::Source),
    ] {
        assert_eq!(ask(&mut town, device, asked.clone()).map(|_| ()), Err(why), "{asked:?}");
    }
    // Whose it is not: another organisation sees nothing of it, and who has no such work may nothing.
    assert_eq!(ask(&mut town, theirs, Keep::Look).unwrap().cases, []);
    for asked in [hold(case, "objection"), Keep::Lift(case), result(case, "withdrawn")] {
        assert_eq!(ask(&mut town, theirs, asked).map(|_| ()), Err(Unkept::Case));
    }
    let one = rule("completed", 1, Unit::Years, true);
    for asked in [Keep::Look, Keep::Rule(one.clone()), hold(case, "objection"), result(case, "withdrawn")] {
        assert_eq!(ask(&mut town, phone, asked).map(|_| ()), Err(Unkept::NotAllowed));
    }
    assert_eq!(trail(&mut town).len(), before);

    let on: Date = "2026-06-01".parse().unwrap();
    assert!(matches!(stands(ask(&mut town, device, result(case, "completed"))), Standing::Kept(_)));
    let seen = ask(&mut town, device, Keep::Rule(one.clone()));
    assert!(seen.as_ref().unwrap().rules.contains(&one));
    assert_eq!(stands(seen), Standing::Due(on));
    assert_eq!(stands(ask(&mut town, device, hold(case, " objection "))), Standing::Held(on));
    assert_eq!(stands(ask(&mut town, device, Keep::Lift(case))), Standing::Due(on));
    let rows = trail(&mut town);
    let told: Vec<(&str, Option<Uuid>)> =
        rows[before..].iter().map(|row| (row.detail.as_str(), row.actor.account)).collect();
    let deeds = ["result_set", "rule_set", "hold_set", "hold_lifted"];
    assert_eq!(told, deeds.map(|deed| (deed, Some(bas))));
    assert!(destroy(&mut town, case, at("2026-11-28", 12, 0)));
    assert_eq!(ask(&mut town, device, hold(case, "too late")).map(|_| ()), Err(Unkept::Destroyed));
}

/// What the organisation itself said to a client.
fn said<S: ScopeStore>(town: &mut Town<S>, phone: &mut Phone) -> Vec<String> {
    town.sync(phone);
    let org = json!(town.org.to_string());
    let theirs = phone.records.values().filter(|record| {
        record.kind == "message" && record.units.get("author").is_some_and(|author| author.v == org)
    });
    theirs.map(|record| record.units["body"].v.as_str().unwrap().to_owned()).collect()
}

fn announce<S: ScopeStore>(town: &mut Town<S>, now: i64) -> usize {
    let org = town.org;
    let all = town.engine.keep(|engine| engine.announced_cases(org, now)).unwrap();
    let told =
        all.iter().filter(|(case, on)| town.engine.keep(|engine| engine.announce(*case, *on, now)).unwrap());
    told.count()
}

fn a_client_is_told_a_month_before_and_once<S: ScopeStore>(mut town: Town<S>) {
    set(&mut town, &rule("withdrawn", 6, Unit::Weeks, true));
    set(&mut town, &rule("referred", 6, Unit::Weeks, false));
    let (case, mut phone) = (town.case.case, town.client());
    town.sync(&mut phone);
    let [unsure, open] = ["B", "C"].map(|client| another(&mut town, client));
    town.engine.close_case(case, Some("withdrawn"), at("2026-09-19", 12, 0)).unwrap();
    town.engine.close_case(unsure, Some("referred"), at("2026-09-19", 12, 0)).unwrap();
    // It goes on 31 October.
    assert_eq!(announce(&mut town, at("2026-09-30", 23, 59)), 0);
    assert!(said(&mut town, &mut phone).is_empty());
    assert_eq!(announce(&mut town, at("2026-10-01", 3, 0)), 1, "a rule that nobody confirmed tells nobody");
    assert_eq!(announce(&mut town, at("2026-10-02", 3, 0)), 0, "told already");
    let told = said(&mut town, &mut phone);
    assert!(
        told.len() == 1 && told[0].starts_with("Op zaterdag 31 oktober wissen we je dossier."),
        "{told:?}"
    );
    // Another term is another day, which is told as well.
    set(&mut town, &rule("withdrawn", 8, Unit::Weeks, true));
    assert_eq!(announce(&mut town, at("2026-10-20", 3, 0)), 1);
    assert_eq!(said(&mut town, &mut phone).len(), 2);
    // What is held does not go, and nobody is told that it does.
    town.engine.hold_case(case, "Bezwaar", NOW).unwrap();
    set(&mut town, &rule("withdrawn", 9, Unit::Weeks, true));
    assert_eq!(announce(&mut town, at("2026-11-01", 3, 0)), 0);
    let rows = trail(&mut town);
    let notes: Vec<_> = rows.iter().filter(|row| row.detail == "retention_told").collect();
    assert!(notes.len() == 2 && notes.iter().all(|row| row.subject == Some(case)), "{notes:?}");
    assert!(!due(&mut town, at("2027-01-01", 3, 0)).contains(&open));
}

suite!(
    300;
    a_client_is_told_a_month_before_and_once,
    a_case_goes_on_its_day_and_not_a_minute_earlier,
    what_is_held_stays_until_it_is_not,
    nobody_goes_by_a_rule_that_nobody_confirmed,
    a_case_that_went_is_erased_and_the_trail_keeps_that_it_went,
    an_administrator_arranges_it_and_nobody_else_does,
);

/// A case with words in it that is due, and one beside it that stays.
fn with_words<S: ScopeStore>(engine: Engine<S>) -> (Town<S>, Uuid) {
    let mut town = Town::new(engine);
    let mut phone = town.client();
    town.sync(&mut phone);
    letter(&mut phone, town.together());
    town.sync(&mut phone);
    let stays = another(&mut town, "STAYSHERE");
    set(&mut town, &rule("completed", 1, Unit::Years, true));
    town.engine.close_case(town.case.case, Some("completed"), NOW).unwrap();
    town.engine.close_case(stays, Some("completed"), NOW).unwrap();
    town.engine.hold_case(stays, "objection", NOW).unwrap();
    (town, stays)
}

/// What a server does each night, and nothing of the words is in any page of the file.
#[tokio::test(flavor = "multi_thread")]
async fn a_night_destroys_what_is_due_and_leaves_no_word_of_it_in_the_file() {
    let (mut town, stays) = with_words(Engine::open_in_memory(4).unwrap());
    let holds = |engine: &mut Engine, word: &str| {
        let bytes = engine.store().bytes().unwrap();
        bytes.windows(word.len()).any(|window| window == word.as_bytes())
    };
    assert!(holds(&mut town.engine, SECRET) && holds(&mut town.engine, "STAYSHERE"));
    let now = at("2027-03-02", 3, 0);
    let (writer, thread) = Writer::together(town.engine).unwrap();
    assert_eq!(destroy_due(&writer, at("2027-03-01", 23, 59)).await, Ok(0), "not a day early");
    assert_eq!(destroy_due(&writer, now).await, Ok(1));
    assert_eq!(destroy_due(&writer, now).await, Ok(0));
    drop(writer);
    let mut engine = thread.join().unwrap();
    assert!(!holds(&mut engine, SECRET) && !holds(&mut engine, "Noor"));
    assert!(holds(&mut engine, "STAYSHERE"), "what is held is as it was");
    assert!(engine.keep(|engine| engine.store().case(stays)).unwrap().is_some());
}

/// Of two servers on one PostgreSQL one destroys it, and no row of any table has a word of it.
#[test]
fn two_servers_destroy_a_case_once_and_no_row_has_a_word_of_it() {
    let place = cluster::Place::fresh();
    let (mut town, _) = with_words(place.engine(3));
    let rows = || {
        let all = Postgres::tables().map(|table| place.sql(&format!("SELECT it::text FROM {table} it")));
        all.flatten().flatten().flatten().collect::<Vec<String>>().join("\n")
    };
    assert!(rows().contains(SECRET) && rows().contains("Noor"));
    let (case, now) = (town.case.case, at("2027-03-02", 3, 0));
    let done: Vec<bool> = std::thread::scope(|scope| {
        let servers: Vec<_> = (0..4)
            .map(|n| {
                let place = &place;
                scope.spawn(move || {
                    let key = opstap_sync::server::ReceiptKey::new([1; 32]);
                    let random = Box::new(opstap_server::random::Seeded::new(50 + n));
                    let mut engine = Engine::beside(place.store(), key, random);
                    engine.keep(|engine| engine.destroy_due(case, Actor::SERVER, now)).unwrap()
                })
            })
            .collect();
        servers.into_iter().map(|server| server.join().unwrap()).collect()
    });
    assert_eq!(done.iter().filter(|done| **done).count(), 1);
    assert_eq!(trail(&mut town).iter().filter(|row| row.detail == "retention").count(), 1);
    let left = rows();
    assert!(!left.contains(SECRET) && !left.contains("Noor") && left.contains("STAYSHERE"));
}
