//! Somebody is away, and a colleague stands in for them until they are back: asked of every engine.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cluster;
mod statements;
#[macro_use]
mod suite;
mod town;

use std::collections::{BTreeMap, BTreeSet};

use opstap_domain::ids::{Compartment, Role};
use opstap_domain::time::{CivilTime, Date, LocalMoment, Zone};
use opstap_server::engine::{Administrator, Arranged, Asked, NewCase, Undone};
use opstap_server::store::{ScopeStore, StoreError};
use opstap_sync::ident::DeviceId;
use opstap_sync::op::Change;
use serde_json::json;
use town::{NOW, Phone, Town, programme};
use uuid::Uuid;

/// A moment on the wall where the organisation is, in milliseconds.
fn at(day: &str, hour: u16, minute: u16) -> i64 {
    let (date, time) = (day.parse().unwrap(), CivilTime::new(hour, minute).unwrap());
    Zone::AMSTERDAM.instant(LocalMoment::new(date, time)).0
}

fn day(day: &str) -> Date {
    day.parse().unwrap()
}

struct People {
    admin: DeviceId,
    ria: Uuid,
    tablet: Phone,
}

/// An administrator, and a second counsellor with a tablet.
fn people<S: ScopeStore>(town: &mut Town<S>) -> People {
    let (org, now) = (town.org, town.now);
    let bas = town.engine.add_staff(org, Role::Administrator, "Bas", now).unwrap();
    let ria = town.engine.add_staff(org, Role::Counsellor, "Ria", now).unwrap();
    let admin = town.pair(bas).memory.device.unwrap();
    let tablet = town.pair(ria);
    People { admin, ria, tablet }
}

fn ask<S: ScopeStore>(town: &mut Town<S>, device: DeviceId, asked: Asked) -> Result<Arranged, Undone> {
    let now = town.now;
    town.engine.keep(|engine| engine.administer(device, asked, now)).unwrap()
}

fn another<S: ScopeStore>(town: &mut Town<S>, client: &str) -> Uuid {
    let (counsellor, now) = (town.counsellor, town.now);
    let new = NewCase { org: town.org, client, counsellor, coaches: &[], programme: None };
    town.engine.open_case(new, now).unwrap().case
}

/// The cases that a tablet has after a round.
fn sees<S: ScopeStore>(town: &mut Town<S>, tablet: &mut Phone) -> BTreeSet<Uuid> {
    town.sync(tablet);
    let owners = tablet.grants.iter().filter(|grant| grant.scope.compartment == Compartment::Together);
    owners.map(|grant| grant.scope.owner).collect()
}

fn set<const N: usize>(cases: [Uuid; N]) -> BTreeSet<Uuid> {
    cases.into_iter().collect()
}

/// What somebody is in the case that a phone has.
fn role(phone: &Phone, account: Uuid) -> String {
    let account = account.to_string();
    let found = phone.records.values().find(|record| {
        record.kind == "helper" && record.units["account"].v.as_str() == Some(account.as_str())
    });
    found.unwrap().units["role"].v.as_str().unwrap().to_owned()
}

fn details<S: ScopeStore>(town: &mut Town<S>, about: Uuid) -> Vec<String> {
    let mut all = Vec::new();
    let keep = &mut |row: &opstap_server::audit::AuditRow| {
        if row.subject == Some(about) && row.detail.starts_with("stand_in") {
            all.push(row.detail.clone());
        }
        Ok::<(), StoreError>(())
    };
    town.engine.audit_rows(town.org, 0, keep).unwrap();
    all
}

/// The day of coming back is the one on which the clock changes: it begins at midnight there, and ends a night that is an
/// hour shorter.
fn a_stand_in_helps_until_the_day_and_not_a_minute_longer<S: ScopeStore>(mut town: Town<S>) {
    let People { admin, ria, mut tablet } = people(&mut town);
    let (sam, noor) = (town.counsellor, town.case.case);
    let bram = another(&mut town, "Bram");
    town.now = at("2026-03-20", 9, 0);
    assert_eq!(sees(&mut town, &mut tablet), set([]));
    let gone = ask(&mut town, admin, Asked::Away(sam, (ria, day("2026-03-29"))));
    assert_eq!(gone, Ok(Arranged::Away));
    assert_eq!(sees(&mut town, &mut tablet), set([noor, bram]));
    // What she writes in the conversation stays in it, and hers is her name.
    let units = BTreeMap::from([
        ("body".to_owned(), json!("Ik vervang Sam.")),
        ("author".to_owned(), json!(ria)),
        ("sent_at".to_owned(), json!(town.now)),
    ]);
    let together = town.together();
    tablet.act(together, Uuid::from_u128(7), "message", Change::New(units));
    town.sync(&mut tablet);
    // A case that comes meanwhile is hers to see as well; his own view stays.
    let els = another(&mut town, "Els");
    assert_eq!(sees(&mut town, &mut tablet), set([noor, bram, els]));
    let mut own = town.pair(sam);
    assert_eq!(sees(&mut town, &mut own), set([noor, bram, els]));
    town.now = at("2026-03-28", 23, 59);
    assert_eq!(sees(&mut town, &mut tablet), set([noor, bram, els]));
    let org = town.org;
    let now = town.now;
    assert_eq!(town.engine.keep(|engine| engine.end_away(org, now)), Ok(0));
    town.now = at("2026-03-29", 0, 0);
    assert_eq!(sees(&mut town, &mut tablet), set([]), "at her round, whoever swept or not");
    let now = town.now;
    assert_eq!(town.engine.keep(|engine| engine.end_away(org, now)), Ok(1));
    assert_eq!(town.engine.keep(|engine| engine.end_away(org, now)), Ok(0));
    assert_eq!(sees(&mut town, &mut own), set([noor, bram, els]));
    let mut phone = town.client();
    town.sync(&mut phone);
    let names: Vec<&str> = phone
        .records
        .values()
        .filter(|record| record.kind == "helper")
        .filter_map(|record| record.units["name"].v.as_str())
        .collect();
    assert!(names.contains(&"Ria"), "the client knows who wrote: {names:?}");
    assert_eq!(role(&phone, ria), "former", "and that she looks along no more");
    assert_eq!(role(&phone, sam), "counsellor");
    assert!(phone.records.values().any(|record| record.kind == "message"));
    assert_eq!(details(&mut town, noor), ["stand_in_set", "stand_in_ended"]);
}

fn said_again_it_is_another_colleague_or_another_day<S: ScopeStore>(mut town: Town<S>) {
    let People { admin, ria, mut tablet } = people(&mut town);
    let (sam, noor, org, now) = (town.counsellor, town.case.case, town.org, town.now);
    let jan = town.engine.add_staff(org, Role::Counsellor, "Jan", now).unwrap();
    let mut other = town.pair(jan);
    let until = |stand_in, on: &str| Asked::Away(sam, (stand_in, day(on)));
    ask(&mut town, admin, until(ria, "2026-03-10")).unwrap();
    town.sync(&mut tablet);
    let before = tablet.grants.clone();
    ask(&mut town, admin, until(ria, "2026-03-20")).unwrap();
    assert_eq!(sees(&mut town, &mut tablet), set([noor]));
    assert_eq!(tablet.grants, before, "what she has on her tablet stays there");
    town.now = at("2026-03-15", 12, 0);
    assert_eq!(sees(&mut town, &mut tablet), set([noor]));
    ask(&mut town, admin, until(jan, "2026-03-20")).unwrap();
    assert_eq!((sees(&mut town, &mut tablet), sees(&mut town, &mut other)), (set([]), set([noor])));
    assert_eq!(ask(&mut town, admin, Asked::Back(sam)), Ok(Arranged::Back));
    assert_eq!(sees(&mut town, &mut other), set([]));
    assert_eq!(ask(&mut town, admin, Asked::Back(sam)), Err(Undone::Unknown));
}

fn nobody_is_left_with_somebody_who_is_not_there<S: ScopeStore>(mut town: Town<S>) {
    let People { admin, ria, mut tablet } = people(&mut town);
    let (sam, noor, org, now) = (town.counsellor, town.case.case, town.org, town.now);
    let jan = town.engine.add_staff(org, Role::Counsellor, "Jan", now).unwrap();
    let soon = day("2026-03-20");
    let away = |who, stand_in, on| Asked::Away(who, (stand_in, on));
    for (asked, why) in [
        (away(sam, sam, soon), Undone::NeedsStandIn),
        (away(sam, town.coach, soon), Undone::NeedsStandIn),
        (away(sam, Uuid::from_u128(7), soon), Undone::NeedsStandIn),
        (away(sam, ria, day("2026-03-02")), Undone::Day),
        (away(sam, ria, day("2026-03-01")), Undone::Day),
        (away(sam, ria, day("2027-03-04")), Undone::Day),
        (away(town.coach, ria, soon), Undone::Unknown),
        (away(town.case.client, ria, soon), Undone::Unknown),
    ] {
        assert_eq!(ask(&mut town, admin, asked.clone()), Err(why), "{asked:?}");
    }
    assert_eq!(sees(&mut town, &mut tablet), set([]));
    // Who is no administrator, or another organisation's.
    let elsewhere = town.engine.add_org("Elders", [programme("1")], now).unwrap();
    let els = town.engine.add_staff(elsewhere, Role::Administrator, "Els", now).unwrap();
    let theirs = town.pair(els).memory.device.unwrap();
    assert_eq!(ask(&mut town, theirs, away(sam, ria, soon)), Err(Undone::Unknown));
    let own = tablet.memory.device.unwrap();
    assert_eq!(ask(&mut town, own, away(sam, ria, soon)), Err(Undone::NotAllowed));
    assert_eq!(ask(&mut town, admin, away(sam, ria, day("2027-03-03"))), Ok(Arranged::Away));
    assert_eq!(ask(&mut town, admin, away(ria, jan, soon)), Err(Undone::StandsIn));
    assert_eq!(ask(&mut town, admin, away(jan, sam, soon)), Err(Undone::StandInAway));
    assert_eq!(sees(&mut town, &mut tablet), set([noor]));
    // What is refused changes nothing: she stands in as before.
    assert_eq!(ask(&mut town, admin, Asked::LetGo(sam, None)), Err(Undone::NeedsSuccessor));
    assert_eq!(sees(&mut town, &mut tablet), set([noor]));
    assert_eq!(ask(&mut town, admin, away(ria, jan, soon)), Err(Undone::StandsIn));
    assert_eq!(ask(&mut town, admin, Asked::LetGo(ria, None)), Ok(Arranged::Gone));
    let console = Administrator::console(org);
    assert_eq!(town.engine.keep(|engine| engine.come_back(&console, sam, now)), Err(Undone::Unknown));
    assert_eq!(ask(&mut town, admin, away(sam, jan, soon)), Ok(Arranged::Away));
}

fn a_case_that_is_given_on_or_closed_is_no_stand_ins_any_more<S: ScopeStore>(mut town: Town<S>) {
    let People { admin, ria, mut tablet } = people(&mut town);
    let (sam, noor, org, now) = (town.counsellor, town.case.case, town.org, town.now);
    let jan = town.engine.add_staff(org, Role::Counsellor, "Jan", now).unwrap();
    let bram = another(&mut town, "Bram");
    ask(&mut town, admin, Asked::Away(sam, (ria, day("2026-03-20")))).unwrap();
    assert_eq!(sees(&mut town, &mut tablet), set([noor, bram]));
    town.engine.assign_case(noor, jan, now).unwrap();
    assert_eq!(sees(&mut town, &mut tablet), set([bram]));
    town.engine.assign_case(noor, sam, now).unwrap();
    assert_eq!(sees(&mut town, &mut tablet), set([noor, bram]), "given back to who is away");
    town.engine.close_case(bram, Some("completed"), now).unwrap();
    assert_eq!(sees(&mut town, &mut tablet), set([noor]));
    // Given for good to who stood in: hers without a last day.
    town.engine.assign_case(noor, ria, now).unwrap();
    town.now = at("2026-03-20", 0, 0);
    let now = town.now;
    assert_eq!(town.engine.keep(|engine| engine.end_away(org, now)), Ok(1));
    assert_eq!(sees(&mut town, &mut tablet), set([noor]));
}

fn who_leaves_while_away_takes_the_stand_in_along<S: ScopeStore>(mut town: Town<S>) {
    let People { admin, ria, mut tablet } = people(&mut town);
    let (sam, noor, org, now) = (town.counsellor, town.case.case, town.org, town.now);
    let jan = town.engine.add_staff(org, Role::Counsellor, "Jan", now).unwrap();
    let mut other = town.pair(jan);
    ask(&mut town, admin, Asked::Away(sam, (ria, day("2026-03-20")))).unwrap();
    assert_eq!(sees(&mut town, &mut tablet), set([noor]));
    assert_eq!(ask(&mut town, admin, Asked::LetGo(sam, Some(jan))), Ok(Arranged::Gone));
    assert_eq!((sees(&mut town, &mut tablet), sees(&mut town, &mut other)), (set([]), set([noor])));
    // She stands in for nobody now, and may be away herself.
    assert_eq!(ask(&mut town, admin, Asked::Away(ria, (jan, day("2026-03-20")))), Ok(Arranged::Away));
}

suite!(400;
    who_leaves_while_away_takes_the_stand_in_along,
    a_stand_in_helps_until_the_day_and_not_a_minute_longer,
    said_again_it_is_another_colleague_or_another_day,
    nobody_is_left_with_somebody_who_is_not_there,
    a_case_that_is_given_on_or_closed_is_no_stand_ins_any_more,
);

#[test]
fn the_day_of_these_tests_is_the_towns() {
    assert_eq!(at("2026-03-02", 13, 0), NOW);
}
