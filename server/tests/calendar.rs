//! A person's appointments at a secret address: whose are there, until when, and what is never told. Asked of every engine.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cluster;
mod running;
mod statements;
#[macro_use]
mod suite;
mod town;

use std::collections::BTreeMap;

use opstap_domain::ids::Role;
use opstap_server::calendar::{Meeting, Standing};
use opstap_server::engine::{AdminError, NewCase};
use opstap_server::store::ScopeStore;
use opstap_sync::op::{Change, Write};
use running::{Seat, http, text};
use serde_json::{Value, json};
use town::{DAY, NOW, Phone, Town};
use uuid::Uuid;

const HOUR: i64 = 3_600_000;

/// Plans an appointment, with words that no calendar may tell.
fn plan(phone: &mut Phone, scope: opstap_domain::ids::ScopeId, id: u128, starts_at: i64) {
    let when = json!({ "starts_at": starts_at, "minutes": 45, "zone": "Europe/Amsterdam" });
    let units = [
        ("title", json!("XYZZYTITLE over schulden")),
        ("place", json!("XYZZYPLACE")),
        ("when", when),
        ("status", json!("proposed")),
    ];
    let units: BTreeMap<String, Value> = units.map(|(name, v)| (name.to_owned(), v)).into();
    phone.act(scope, Uuid::from_u128(id), "appointment", Change::New(units));
}

fn change(phone: &mut Phone, scope: opstap_domain::ids::ScopeId, id: u128, unit: &str, v: Value) {
    let id = Uuid::from_u128(id);
    let saw = phone.records.get(&(scope, id)).and_then(|record| record.units.get(unit)).map(|unit| unit.d);
    assert!(saw.is_some(), "what is changed was seen");
    let write = Write { v, saw, was: None };
    phone.act(scope, id, "appointment", Change::Set(BTreeMap::from([(unit.to_owned(), write)])));
}

fn at<S: ScopeStore>(town: &mut Town<S>, secret: &str) -> Option<Vec<Meeting>> {
    let now = town.now;
    town.engine.keep(|engine| engine.meetings(secret, now)).unwrap()
}

fn address<S: ScopeStore>(town: &mut Town<S>, account: Uuid) -> String {
    town.engine.make_calendar(account, town.now).unwrap()
}

fn a_client_and_a_helper_see_when_they_meet<S: ScopeStore>(mut town: Town<S>) {
    let (mut phone, together) = (town.client(), town.together());
    town.sync(&mut phone);
    plan(&mut phone, together, 1, NOW + 3 * DAY);
    plan(&mut phone, together, 2, NOW + DAY);
    plan(&mut phone, together, 3, NOW - 200 * DAY);
    town.sync(&mut phone);
    let (client, counsellor) = (town.case.client, town.counsellor);
    let (mine, theirs) = (address(&mut town, client), address(&mut town, counsellor));
    let first = at(&mut town, &mine).unwrap();
    let seen: Vec<(u128, i64)> = first.iter().map(|one| (one.id.as_u128(), one.starts_at)).collect();
    assert_eq!(seen, [(2, NOW + DAY), (1, NOW + 3 * DAY)], "nearest first; what is long ago is left out");
    assert_eq!(at(&mut town, &theirs).unwrap(), first);
    assert!(first.iter().all(|one| one.standing == Standing::Proposed && one.minutes == Some(45)));

    change(&mut phone, together, 1, "status", json!("confirmed"));
    town.sync(&mut phone);
    let moved = json!({ "starts_at": NOW + 4 * DAY + HOUR, "zone": "Europe/Amsterdam" });
    change(&mut phone, together, 1, "when", moved);
    change(&mut phone, together, 2, "status", json!("cancelled"));
    town.sync(&mut phone);
    let then = at(&mut town, &theirs).unwrap();
    let [cancelled, moved] = then.as_slice() else { panic!("{then:?}") };
    assert_eq!((cancelled.id, cancelled.standing), (first[0].id, Standing::Cancelled));
    assert_eq!((moved.id, moved.starts_at, moved.minutes), (first[1].id, NOW + 4 * DAY + HOUR, None));
    assert_eq!(moved.standing, Standing::Confirmed);
    assert!(cancelled.version > first[0].version && moved.version > first[1].version);
    assert!(moved.changed_at >= first[1].changed_at);
}

fn a_helper_has_all_their_cases_and_nobody_elses<S: ScopeStore>(mut town: Town<S>) {
    let (org, counsellor) = (town.org, town.counsellor);
    let jo = town.engine.add_staff(org, Role::Counsellor, "Jo", NOW).unwrap();
    let mut open = |client, counsellor| {
        let new = NewCase { org, client, counsellor, coaches: &[], programme: None };
        town.engine.open_case(new, NOW).unwrap()
    };
    let (second, other) = (open("Bo", counsellor), open("Max", jo));
    for (n, case) in [(1, town.case), (2, second), (3, other)] {
        let mut phone = town.pair(case.client);
        town.sync(&mut phone);
        let together = opstap_domain::ids::ScopeId::new(case.case, opstap_domain::ids::Compartment::Together);
        plan(&mut phone, together, n, NOW + DAY);
        town.sync(&mut phone);
    }
    let (sam, jos) = (address(&mut town, counsellor), address(&mut town, jo));
    let ids = |town: &mut Town<S>, secret: &str| -> Vec<u128> {
        at(town, secret).unwrap().iter().map(|one| one.id.as_u128()).collect()
    };
    assert_eq!((ids(&mut town, &sam), ids(&mut town, &jos)), (vec![1, 2], vec![3]));
    town.engine.assign_case(other.case, counsellor, NOW).unwrap();
    assert_eq!((ids(&mut town, &sam), ids(&mut town, &jos)), (vec![1, 2, 3], vec![]));
}

fn a_coach_sees_what_is_shared<S: ScopeStore>(mut town: Town<S>) {
    let (mut phone, together, coach) = (town.client(), town.together(), town.coach);
    town.sync(&mut phone);
    plan(&mut phone, together, 1, NOW + DAY);
    phone.share(together, coach, &["conversation"], None);
    town.sync(&mut phone);
    let secret = address(&mut town, coach);
    assert_eq!(at(&mut town, &secret), Some(Vec::new()));
    phone.share(together, coach, &["agenda"], Some("2026-03-10"));
    town.sync(&mut phone);
    assert_eq!(at(&mut town, &secret).unwrap().len(), 1);
    // Its last day passes without anybody doing anything.
    let after = town.engine.keep(|engine| engine.meetings(&secret, NOW + 9 * DAY)).unwrap();
    assert_eq!(after, Some(Vec::new()));
}

fn an_address_ends<S: ScopeStore>(mut town: Town<S>) {
    let client = town.case.client;
    let first = address(&mut town, client);
    let second = address(&mut town, client);
    assert_ne!(first, second);
    assert!(at(&mut town, &first).is_none() && at(&mut town, &second).is_some(), "one each");
    assert!(
        town.engine.end_calendar(client, NOW).unwrap() && !town.engine.end_calendar(client, NOW).unwrap()
    );
    assert!(at(&mut town, &second).is_none());
    for guess in ["", "x", &"A".repeat(43)] {
        assert!(at(&mut town, guess).is_none());
    }
    assert_eq!(town.engine.make_calendar(Uuid::nil(), NOW), Err(AdminError::Unknown("account")));
    // With its case it goes as well, and is not made again.
    let third = address(&mut town, client);
    let case = town.case.case;
    town.engine.erase(case, None, NOW).unwrap();
    assert!(at(&mut town, &third).is_none());
    assert!(town.engine.store().calendar_since(client).unwrap().is_none());
    assert!(matches!(town.engine.make_calendar(client, NOW), Err(AdminError::Refused(_))));
}

fn a_device_makes_and_ends_the_address_of_its_own_person<S: ScopeStore>(mut town: Town<S>) {
    let (phone, now) = (town.client(), town.now);
    let device = phone.memory.device.unwrap();
    let ask = |town: &mut Town<S>, make| {
        town.engine.keep(|engine| engine.calendar_of_device(device, make, now)).unwrap()
    };
    let secret = ask(&mut town, true).unwrap();
    assert!(at(&mut town, &secret).is_some());
    assert_eq!(town.engine.calendar_since_of(device).unwrap(), Some(now));
    assert_eq!(town.engine.store().calendar_since(phone.account).unwrap(), Some(now));
    assert_eq!(ask(&mut town, false), None);
    assert!(at(&mut town, &secret).is_none());
    let again = ask(&mut town, true).unwrap();
    // A device that was blocked makes none, and looks at none; what its person made stays theirs.
    town.engine.revoke_device(device, now).unwrap();
    assert_eq!(ask(&mut town, true), None);
    assert_eq!(town.engine.calendar_since_of(device).unwrap(), None);
    assert!(at(&mut town, &again).is_some());
}

suite!(
    200;
    a_client_and_a_helper_see_when_they_meet,
    a_helper_has_all_their_cases_and_nobody_elses,
    a_coach_sees_what_is_shared,
    an_address_ends,
    a_device_makes_and_ends_the_address_of_its_own_person,
);

#[tokio::test(flavor = "multi_thread")]
async fn an_agenda_elsewhere_reads_it_and_asks_only_for_what_is_new() {
    let folder = tempfile::tempdir().unwrap();
    let seat = Seat::file(folder.path());
    let (_, _, client) = seat.town();
    let (server, http) = (seat.start(), http());
    let mut phone = server.pair(&http, &seat.code(&client)).await;
    server.round(&http, &mut phone).await.unwrap();
    let together =
        phone.grants.iter().find(|grant| grant.scope.to_string().ends_with("together")).unwrap().scope;
    let soon = opstap_server::serve::now_ms() + 3 * DAY;
    plan(&mut phone, together, 1, soon);
    server.round(&http, &mut phone).await.unwrap();
    assert!(phone.held.is_empty(), "{:?}", phone.held);
    let url =
        text(&seat.done(&["calendar", "make", &client, "--url", &format!("{}/", server.url)]), "address");
    let secret =
        url.strip_prefix(&format!("{}/v1/feeds/", server.url)).and_then(|rest| rest.strip_suffix(".ics"));
    assert_eq!(secret.map(str::len), Some(43), "{url}");
    let said = http.get(&url).send().await.unwrap();
    assert_eq!(
        (said.status().as_u16(), &said.headers()["content-type"]),
        (200, &"text/calendar; charset=utf-8".parse().unwrap())
    );
    let tag = said.headers()["etag"].clone();
    let calendar = said.text().await.unwrap();
    assert!(calendar.contains("SUMMARY:Afspraak\r\n") && calendar.contains("CLASS:PRIVATE\r\n"));
    for told in ["XYZZY", "Noor", "Sam", "Testdorp", "schulden"] {
        assert!(!calendar.contains(told), "{told} in {calendar}");
    }
    let again = http.get(&url).header("if-none-match", &tag).send().await.unwrap();
    assert_eq!((again.status().as_u16(), &again.headers()["etag"]), (304, &tag));
    change(&mut phone, together, 1, "status", json!("cancelled"));
    server.round(&http, &mut phone).await.unwrap();
    let again = http.get(&url).header("if-none-match", &tag).send().await.unwrap();
    assert_eq!(again.status(), 200);
    assert!(again.text().await.unwrap().contains("STATUS:CANCELLED\r\n"));
    seat.done(&["calendar", "end", &client]);
    for wrong in [url.clone(), url.replace(".ics", ""), format!("{}/v1/feeds/x.ics", server.url)] {
        assert_eq!(http.get(&wrong).send().await.unwrap().status(), 404, "{wrong}");
    }
}
