//! The audit trail: what is noted, once, in the transaction that does it, and nothing of what the data says. Asked of every engine.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cluster;
mod statements;
#[macro_use]
mod suite;
mod town;

use std::collections::BTreeMap;

use opstap_domain::ids::{Compartment, ScopeId};
use opstap_server::audit::{Act, AuditRow, Status, Way};
use opstap_server::engine::{AdminError, DAY_MS, Engine, WINDOW_MS};
use opstap_server::random::Seeded;
use opstap_server::register::{self, activity};
use opstap_server::store::{ScopeStore, StoreError};
use opstap_sync::history::HistoryRequest;
use opstap_sync::op::Change;
use opstap_sync::server::ReceiptKey;
use opstap_sync::wire::PairRequest;
use serde_json::json;
use town::{NOW, Phone, Town};
use uuid::Uuid;

const SECRET: &str = "XYZZYSECRETWORD";

fn rows<S: ScopeStore>(town: &mut Town<S>) -> Vec<AuditRow> {
    let mut all = Vec::new();
    let last = town.engine.audit_rows::<StoreError>(town.org, 0, &mut |row| {
        all.push(row.clone());
        Ok(())
    });
    assert_eq!(last.unwrap(), all.len() as u64);
    assert_eq!(town.engine.audit_check(town.org, None).unwrap(), Ok(all.len() as u64));
    for row in &all {
        assert!(activity(&row.activity).is_some(), "{} is not in the register", row.activity);
    }
    all
}

/// What was noted since, as `<act> <place> <detail> <items>`.
fn since<S: ScopeStore>(town: &mut Town<S>, before: usize) -> Vec<String> {
    let said = |row: &AuditRow| {
        let place = row.place.map_or("-", Compartment::name);
        format!(
            "{} {place} {} {}",
            row.act.name(),
            if row.detail.is_empty() { "-" } else { &row.detail },
            row.items
        )
    };
    rows(town)[before..].iter().map(said).collect()
}

fn letter(phone: &mut Phone, scope: ScopeId, id: u128) {
    let units = BTreeMap::from([
        ("body".to_owned(), json!(SECRET)),
        ("author".to_owned(), json!(phone.account)),
        ("sent_at".to_owned(), json!(NOW)),
    ]);
    phone.act(scope, Uuid::from_u128(id), "message", Change::New(units));
}

fn a_pairing_that_is_asked_again_is_noted_again<S: ScopeStore>(mut town: Town<S>) {
    let code = town.engine.pairing_code(town.case.client, NOW).unwrap().code;
    let asked = PairRequest { code, label: "phone".into(), once: "8e03978e-40d5-43dd".into() };
    let before = rows(&mut town).len();
    let first = town.engine.pair(&asked, NOW).unwrap();
    let again = town.engine.pair(&asked, NOW + 1).unwrap();
    assert_eq!(first.device.id, again.device.id);
    let signed: Vec<_> =
        rows(&mut town).into_iter().skip(before).filter(|row| row.act == Act::SignedIn).collect();
    assert_eq!(signed.len(), 2, "each token that was given");
    for row in &signed {
        assert_eq!(row.subject, Some(town.case.case));
        assert_eq!(row.actor.device, Some(first.device.id));
    }
}

fn reading_is_noted_once_an_hour_and_only_where_there_was_something_to_read<S: ScopeStore>(
    mut town: Town<S>,
) {
    let (mut phone, mut tablet) = (town.client(), town.pair(town.counsellor));
    let money = town.money();
    town.sync(&mut phone);
    town.sync(&mut tablet);
    let before = rows(&mut town).len();
    let read: Vec<AuditRow> = rows(&mut town).into_iter().filter(|row| row.act == Act::Read).collect();
    assert!(read.iter().any(|row| row.actor.account == Some(town.counsellor)), "{read:?}");
    assert!(read.iter().all(|row| row.subject == Some(town.case.case) && row.end == row.start + WINDOW_MS));
    for _ in 0..10 {
        town.round(&mut phone).unwrap();
        town.round(&mut tablet).unwrap();
    }
    assert_eq!(rows(&mut town).len(), before, "nothing new was read");
    for n in 1..6 {
        phone.line(money, n, 60_000);
        town.sync(&mut phone);
        town.sync(&mut tablet);
    }
    let told = since(&mut town, before);
    let written = told.iter().filter(|one| *one == "written money - 1").count();
    let read = told.iter().filter(|one| one.starts_with("read money")).count();
    assert_eq!((written, read), (5, 1), "{told:?}");
    let before = rows(&mut town).len();
    town.now += WINDOW_MS;
    phone.line(money, 9, 60_000);
    town.sync(&mut phone);
    town.sync(&mut tablet);
    assert_eq!(since(&mut town, before), ["written money - 1", "read money - 1"]);
}

fn what_is_taken_back_is_not_noted<S: ScopeStore>(mut town: Town<S>) {
    let device = town.client().memory.device.unwrap();
    let before = rows(&mut town).len();
    let gone = town.engine.keep(|engine| {
        assert!(engine.dismiss(device, NOW)?);
        Err::<(), _>(StoreError::Broken("planned".to_owned()))
    });
    assert!(gone.is_err());
    let refused = town.engine.assign_case(town.case.case, Uuid::from_u128(1), NOW);
    assert_eq!(refused, Err(AdminError::Unknown("counsellor")));
    let case = town.case.case;
    assert_eq!(rows(&mut town).len(), before);
    // And what is done after it is.
    town.engine.close_case(case, None, NOW).unwrap();
    assert_eq!(since(&mut town, before), ["administered - case_closed 1"]);
}

fn what_is_refused_says_a_code_of_ours_and_nothing_that_was_sent<S: ScopeStore>(mut town: Town<S>) {
    let (mut phone, mut coach) = (town.client(), town.pair(town.coach));
    let (together, money) = (town.together(), town.money());
    town.sync(&mut phone);
    town.sync(&mut coach);
    let before = rows(&mut town).len();
    // An amount of the client's is not a message's author's to erase; an invalid one is refused with what was sent in its reason.
    phone.line(money, 1, 100);
    phone.act(money, Uuid::from_u128(1), "budget_line", Change::Erase {});
    let units = BTreeMap::from([("body".to_owned(), json!({ SECRET: 1 }))]);
    phone.act(together, Uuid::from_u128(2), "message", Change::New(units));
    town.sync(&mut phone);
    let told = since(&mut town, before);
    assert_eq!(told.iter().filter(|one| one.starts_with("refused")).count(), 2, "{told:?}");
    assert!(told.contains(&"refused money not_allowed 1".to_owned()), "{told:?}");
    assert!(told.contains(&"refused together invalid 1".to_owned()), "{told:?}");
    // A handle that is nobody's, in a question for a history.
    let before = rows(&mut town).len();
    let asked = HistoryRequest { dev: coach.memory.device.unwrap(), h: 99, id: Uuid::from_u128(1), below: 0 };
    for _ in 0..3 {
        let answer = town.engine.keep(|engine| engine.history_by_token(&coach.token, &asked, NOW)).unwrap();
        assert!(answer.is_err());
    }
    assert_eq!(since(&mut town, before), ["refused - history 1"], "once an hour");
    assert!(rows(&mut town).iter().all(|row| (row.act == Act::Refused) == (row.status == Status::Refused)));
}

fn coming_in_going_out_and_being_shut_out_are_noted<S: ScopeStore>(mut town: Town<S>) {
    let before = rows(&mut town).len();
    let mut phone = town.client();
    assert_eq!(since(&mut town, before), ["administered - code_made 1", "signed_in - - 1"]);
    town.sync(&mut phone);
    let before = rows(&mut town).len();
    town.engine.revoke_device(phone.memory.device.unwrap(), NOW).unwrap();
    for _ in 0..5 {
        town.round(&mut phone).unwrap_err();
    }
    let blocked = ["administered - device_blocked 1", "refused - blocked 1"];
    assert_eq!(
        since(&mut town, before),
        blocked,
        "somebody with a device that was blocked is seen, once a day"
    );
    town.now += DAY_MS;
    town.round(&mut phone).unwrap_err();
    assert_eq!(since(&mut town, before).len(), 3);
    let other = town.client();
    let before = rows(&mut town).len();
    let (token, now) = (other.token, town.now);
    assert!(town.engine.keep(|engine| engine.sign_out(&token, now)).unwrap());
    assert_eq!(since(&mut town, before), ["signed_out - - 1"]);
    let row = rows(&mut town).pop().unwrap();
    assert_eq!((row.actor.account, row.subject), (Some(town.case.client), Some(town.case.case)));
    assert_eq!((row.actor.way, row.activity.as_str()), (Way::Device, register::ACCESS));
}

fn sharing_erasing_and_a_look_are_called_what_they_are<S: ScopeStore>(mut town: Town<S>) {
    let (mut phone, mut tablet) = (town.client(), town.pair(town.counsellor));
    let (together, case) = (town.together(), town.case.case);
    town.sync(&mut phone);
    town.sync(&mut tablet);
    let before = rows(&mut town).len();
    let parts = json!({ "parts": ["agenda"], "until": "2026-05-01" });
    let units = BTreeMap::from([("account".to_owned(), json!(town.coach)), ("parts".to_owned(), parts)]);
    phone.act(together, Uuid::from_u128(50), "share", Change::New(units));
    letter(&mut phone, together, 51);
    town.sync(&mut phone);
    phone.act(together, Uuid::from_u128(51), "message", Change::Erase {});
    town.sync(&mut phone);
    let look = together.derived_id("look/sam/2026-03-02");
    let units = BTreeMap::from([
        ("account".to_owned(), json!(town.counsellor)),
        ("role".to_owned(), json!("counsellor")),
        ("on".to_owned(), json!("2026-03-02")),
    ]);
    tablet.act(together, look, "look", Change::New(units));
    town.round(&mut tablet).unwrap();
    town.engine.erase(case, Some(look), town.now).unwrap();
    let told = since(&mut town, before);
    for one in [
        "shared together - 1",
        "written together - 2",
        "erased together record 1",
        "read together look 1",
        "erased - record 1",
    ] {
        assert!(told.iter().any(|said| said == one), "{one} is not in {told:?}");
    }
}

/// Nothing that a person wrote or is called is in a row, and the rows outlive the case.
fn no_words_are_in_it_and_it_outlives_the_case<S: ScopeStore>(mut town: Town<S>) {
    let (mut phone, mut tablet) = (town.client(), town.pair(town.counsellor));
    town.sync(&mut phone);
    letter(&mut phone, town.together(), 7);
    phone.line(town.money(), 1, 48_151_623);
    town.sync(&mut phone);
    town.sync(&mut tablet);
    let (case, now) = (town.case.case, town.now);
    town.engine.erase(case, None, now).unwrap();
    let all = rows(&mut town);
    let text: Vec<String> = all.iter().map(|row| format!("{row:?} {}", row.exported())).collect();
    let text = text.join("\n");
    for word in [SECRET, "48151623", "Noor", "Testdorp", "phone"] {
        assert!(!text.contains(word), "{word}");
    }
    let of_case = all.iter().filter(|row| row.subject == Some(case)).count();
    assert!(of_case >= 6, "{all:?}");
    let last = all.last().unwrap();
    assert_eq!((last.act, last.detail.as_str(), last.actor.way), (Act::Erased, "case", Way::Console));
    let about = town.engine.keep(|engine| engine.store().audit_about(town.org, case, 0, 1_000)).unwrap();
    assert_eq!(about.len(), of_case);
    assert!(about.windows(2).all(|two| two[0].n > two[1].n), "newest first");
}

suite!(
    500;
    a_pairing_that_is_asked_again_is_noted_again,
    reading_is_noted_once_an_hour_and_only_where_there_was_something_to_read,
    what_is_taken_back_is_not_noted,
    what_is_refused_says_a_code_of_ours_and_nothing_that_was_sent,
    coming_in_going_out_and_being_shut_out_are_noted,
    sharing_erasing_and_a_look_are_called_what_they_are,
    no_words_are_in_it_and_it_outlives_the_case,
);

/// Several servers on one PostgreSQL append to one organisation's trail: it never forks, and nothing is lost.
#[test]
fn servers_side_by_side_do_not_fork_the_trail() {
    const SERVERS: usize = 6;
    const ROUNDS: u128 = 12;
    let place = cluster::Place::fresh();
    let mut town = Town::new(place.engine(3));
    let phones: Vec<Phone> = (0..SERVERS).map(|_| town.client()).collect();
    let (before, money) = (rows(&mut town).len(), town.money());
    std::thread::scope(|scope| {
        for (n, mut phone) in phones.into_iter().enumerate() {
            let place = &place;
            scope.spawn(move || {
                let key = ReceiptKey::new([1; 32]);
                let mut engine = Engine::beside(place.store(), key, Box::new(Seeded::new(100 + n as u64)));
                for round in 0..ROUNDS {
                    phone.salt = n as u8;
                    if !phone.grants.is_empty() {
                        phone.line(money, 1_000 * (n as u128 + 1) + round, 100);
                    }
                    // As a writer does: somebody was faster, so once more.
                    let request = phone.request();
                    let answer = (0..40).find_map(|_| {
                        let done = engine.round(phone.memory.device.unwrap(), &request, NOW + 1);
                        done.ok().or_else(|| {
                            std::thread::sleep(std::time::Duration::from_millis(5));
                            None
                        })
                    });
                    phone.take(&request, answer.expect("a round in forty tries"));
                }
            });
        }
    });
    let all = rows(&mut town);
    let written =
        all[before..].iter().filter(|row| row.act == Act::Written).map(|row| row.items).sum::<u64>();
    assert_eq!(written, SERVERS as u64 * (ROUNDS as u64 - 1), "each edit once");
}
