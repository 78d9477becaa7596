//! Appointments of staff, put into a real agenda by CalDAV; and what is to be done there, on every engine.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod certificate;
mod cluster;
mod radicale;
mod reminders;
mod statements;
#[macro_use]
mod suite;
mod town;

use std::sync::atomic::{AtomicI64, Ordering};

use opstap_domain::ids::Role;
use opstap_server::agendas::push_now;
use opstap_server::blobs::BlobKeys;
use opstap_server::engine::{AdminError, Engine, Visit, Visited};
use opstap_server::push::{Knocker, Reach, Speaks};
use opstap_server::store::{AgendaStore as _, ScopeStore};
use opstap_server::writer::Writer;
use radicale::AgendaServer;
use reminders::{BEGINS, HOUR, meet, put};
use serde_json::json;
use town::{DAY, NOW, Town};
use uuid::Uuid;

const URL: &str = "https://agenda.testdorp.nl/sam/agenda";
const MINUTE: i64 = 60_000;

fn keyed<S: ScopeStore>(town: Town<S>) -> Town<S> {
    Town { engine: town.engine.with_blob_keys(BlobKeys::new([9; 32])), ..town }
}

/// The counsellor has an agenda, and these appointments in their only case.
fn with_agenda<S: ScopeStore>(town: Town<S>, meetings: &[(u128, i64)]) -> (Town<S>, town::Phone) {
    let mut town = keyed(town);
    town.engine.push_agenda(town.counsellor, URL, ("sam", "geheim"), false, NOW).unwrap();
    let mut desk = town.pair(town.counsellor);
    town.sync(&mut desk);
    let scope = town.together();
    for (id, begins) in meetings {
        meet(&mut desk, scope, *id, *begins);
    }
    town.sync(&mut desk);
    (town, desk)
}

fn lease<S: ScopeStore>(town: &mut Town<S>, now: i64) -> Vec<Visit> {
    let org = town.org;
    town.engine.keep(|engine| engine.lease_agendas(org, now, 10)).unwrap()
}

fn settle<S: ScopeStore>(town: &mut Town<S>, visit: &Visit, why: Option<&'static str>, now: i64) -> bool {
    let visited = match why {
        None => {
            Visited { put: visit.puts.iter().map(|(id, _)| *id).collect(), taken: visit.takes.clone(), why }
        }
        Some(_) => Visited { why, ..Visited::default() },
    };
    town.engine.keep(|engine| engine.settle_agenda(visit, &visited, 0, now)).unwrap()
}

fn what_changed_is_put_and_nothing_else<S: ScopeStore>(town: Town<S>) {
    let (mut town, mut desk) = with_agenda(town, &[(7, BEGINS), (8, BEGINS + DAY)]);
    let scope = town.together();
    let first = lease(&mut town, NOW);
    assert_eq!((first.len(), first[0].puts.len(), first[0].takes.len()), (1, 2, 0));
    assert_eq!(&*first[0].password, "geheim");
    assert!(lease(&mut town, NOW).is_empty(), "another server gets it not");
    assert!(settle(&mut town, &first[0], None, NOW));
    assert!(!settle(&mut town, &first[0], None, NOW), "it is settled");
    assert!(lease(&mut town, NOW + MINUTE).is_empty(), "nothing changed");
    meet(&mut desk, scope, 8, BEGINS + 2 * DAY);
    // Something else in the case makes it look, and find one change.
    let author = desk.account;
    put(
        &mut desk,
        scope,
        Uuid::from_u128(5),
        "message",
        &[("author", json!(author)), ("text", json!("Dag"))],
    );
    town.sync(&mut desk);
    let second = lease(&mut town, NOW + 2 * MINUTE);
    let named: Vec<Uuid> = second[0].puts.iter().map(|(id, _)| *id).collect();
    assert_eq!((named, second[0].takes.len()), (vec![Uuid::from_u128(8)], 0));
    settle(&mut town, &second[0], None, NOW + 2 * MINUTE);
    // Whoever loses the case keeps none of its appointments.
    let other = town.engine.add_staff(town.org, Role::Counsellor, "Els", NOW).unwrap();
    town.engine.assign_case(town.case.case, other, NOW).unwrap();
    let third = lease(&mut town, NOW + 3 * MINUTE);
    assert_eq!((third[0].puts.len(), third[0].takes.len()), (0, 2));
}

fn what_failed_is_tried_again_ever_later<S: ScopeStore>(town: Town<S>) {
    let (mut town, _) = with_agenda(town, &[(7, BEGINS)]);
    let mut now = NOW;
    let mut pauses = Vec::new();
    for _ in 0..12 {
        let visits = lease(&mut town, now);
        assert_eq!(visits[0].puts.len(), 1, "nothing of it was noted");
        settle(&mut town, &visits[0], Some("it cannot be reached"), now);
        let org = town.org;
        let row = town.engine.keep(|engine| engine.store().agendas(org)).unwrap().remove(0);
        assert_eq!(row.why, "it cannot be reached");
        pauses.push((row.due_at - now) / MINUTE);
        now = row.due_at;
    }
    assert_eq!(pauses, [0, 1, 2, 4, 8, 16, 32, 64, 128, 180, 180, 180]);
    // What a server died of is done again when its lease ends.
    assert_eq!(lease(&mut town, now).len(), 1);
    assert!(lease(&mut town, now + 9 * MINUTE).is_empty());
    assert_eq!(lease(&mut town, now + 10 * MINUTE).len(), 1);
}

fn who_ends_it_has_everything_taken_out<S: ScopeStore>(town: Town<S>) {
    let (mut town, _) = with_agenda(town, &[(7, BEGINS)]);
    let first = lease(&mut town, NOW);
    settle(&mut town, &first[0], None, NOW);
    town.engine.end_agenda(town.counsellor, NOW + 1).unwrap();
    let last = lease(&mut town, NOW + 1);
    assert_eq!((last[0].puts.len(), last[0].takes.len()), (0, 1));
    settle(&mut town, &last[0], None, NOW + 1);
    let org = town.org;
    assert!(town.engine.keep(|engine| engine.store().agendas(org)).unwrap().is_empty());
    let gone = AdminError::Unknown("agenda of this account");
    assert_eq!(town.engine.end_agenda(town.counsellor, NOW + 2), Err(gone));
}

fn only_staff_have_one_and_only_at_a_public_place<S: ScopeStore>(town: Town<S>) {
    let mut town = keyed(town);
    let (client, counsellor) = (town.case.client, town.counsellor);
    let mut push = |account, url: &str, user: &str, inside| {
        town.engine.push_agenda(account, url, (user, "geheim"), inside, NOW).is_ok()
    };
    assert!(!push(client, URL, "noor", false));
    assert!(!push(Uuid::from_u128(9), URL, "x", false));
    for bad in [
        "",
        "http://agenda.testdorp.nl/",
        "https://u:p@agenda.testdorp.nl/",
        "https://agenda.testdorp.nl/?a=b",
    ] {
        assert!(!push(counsellor, bad, "sam", true), "{bad}");
    }
    for inside in ["https://localhost/a/", "https://10.0.0.1/a/", "https://[::1]/a/"] {
        assert!(!push(counsellor, inside, "sam", false), "{inside}");
        assert!(push(counsellor, inside, "sam", true), "{inside}");
    }
    assert!(!push(counsellor, URL, "sam:x", false), "a colon would end the name");
    assert!(push(counsellor, URL, "sam", false));
}

/// Nobody who reads the database alone reads a password.
fn a_password_is_sealed<S: ScopeStore>(town: Town<S>) {
    let (mut town, _) = with_agenda(town, &[]);
    let org = town.org;
    let row = town.engine.keep(|engine| engine.store().agendas(org)).unwrap().remove(0);
    assert!(!row.sealed.windows(6).any(|part| part == b"geheim"));
    // Moved to another address it opens no more: who may write the database does not get it sent elsewhere.
    let moved = opstap_server::store::AgendaRow { url: "https://elders.nl/a/".into(), ..row };
    town.engine.keep(|engine| engine.store().put_agenda(&moved)).unwrap();
    assert!(lease(&mut town, NOW + 1).is_empty());
    let row = town.engine.keep(|engine| engine.store().agendas(org)).unwrap().remove(0);
    assert_eq!(row.why, "its password cannot be opened; set it again");
}

suite!(100;
    what_changed_is_put_and_nothing_else,
    what_failed_is_tried_again_ever_later,
    who_ends_it_has_everything_taken_out,
    only_staff_have_one_and_only_at_a_public_place,
    a_password_is_sealed,
);

/// The next minute for the test that asks.
static MINUTES: AtomicI64 = AtomicI64::new(0);

fn clock() -> i64 {
    NOW + 60_000 * MINUTES.load(Ordering::SeqCst)
}

/// One turn of a server over this town. Gives how many resources changed.
async fn pushed<S: ScopeStore + 'static>(town: Town<S>, knocker: &Knocker) -> (Town<S>, usize) {
    let (writer, mut threads) = Writer::side_by_side(vec![town.engine]).unwrap();
    let changed = push_now(&writer, knocker, clock).await.unwrap();
    drop(writer);
    let ended = tokio::task::spawn_blocking(move || threads.pop().unwrap().join().unwrap());
    (Town { engine: ended.await.unwrap(), ..town }, changed)
}

fn why<S: ScopeStore>(town: &mut Town<S>) -> String {
    let org = town.org;
    town.engine.keep(|engine| engine.store().agendas(org)).unwrap()[0].why.clone()
}

/// A number of an event, which rises with each change.
fn sequence(item: &str) -> u32 {
    let at = item.find("SEQUENCE:").unwrap() + "SEQUENCE:".len();
    item[at..].lines().next().unwrap().trim().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_real_agenda_shows_what_is_planned_moved_and_cancelled_and_no_word_about_anybody() {
    let folder = tempfile::tempdir().unwrap();
    let server = AgendaServer::start(folder.path());
    let mut town = keyed(Town::new(Engine::open_in_memory(1).unwrap()));
    town.engine.push_agenda(town.counsellor, &server.url(), ("sam", "geheim"), true, NOW).unwrap();
    let (mut desk, scope) = (town.pair(town.counsellor), town.together());
    town.sync(&mut desk);
    meet(&mut desk, scope, 7, BEGINS);
    meet(&mut desk, scope, 8, BEGINS + DAY);
    town.sync(&mut desk);
    // Only at public addresses, unless an authority of one's own is named.
    let (mut town, none) = pushed(town, &Knocker::new(&Reach::Public, Speaks::Any).unwrap()).await;
    assert_eq!((none, why(&mut town).as_str()), (0, "its address is not a public place"));
    assert!(server.items().is_empty());
    MINUTES.fetch_add(2, Ordering::SeqCst);
    let knocker = Knocker::new(&server.reach(), Speaks::Any).unwrap();
    let (mut town, both) = pushed(town, &knocker).await;
    assert_eq!((both, why(&mut town).as_str()), (2, ""));
    let there = server.items();
    let (seven, eight) = (Uuid::from_u128(7).to_string(), Uuid::from_u128(8).to_string());
    assert_eq!(there.keys().collect::<Vec<_>>(), [&seven, &eight]);
    let first = &there[&seven];
    for said in ["DTSTART:20260304T090000Z", "DTEND:20260304T094500Z", "STATUS:CONFIRMED", "CLASS:PRIVATE"] {
        assert!(first.contains(said), "{said} is not in {first}");
    }
    for word in ["Noor", "schulden", "Testdorp", "Sam"] {
        assert!(!first.contains(word), "{word} is in {first}");
    }
    // Moved, and cancelled.
    meet(&mut desk, scope, 7, BEGINS + HOUR);
    put(&mut desk, scope, Uuid::from_u128(8), "appointment", &[("status", json!("cancelled"))]);
    town.sync(&mut desk);
    MINUTES.fetch_add(2, Ordering::SeqCst);
    let (mut town, both) = pushed(town, &knocker).await;
    assert_eq!((both, why(&mut town).as_str()), (2, ""));
    let now = server.items();
    assert!(now[&seven].contains("DTSTART:20260304T100000Z"), "{}", now[&seven]);
    assert!(sequence(&now[&seven]) > sequence(first), "{}", now[&seven]);
    assert!(now[&eight].contains("STATUS:CANCELLED"), "{}", now[&eight]);
    // Taken out again, also what somebody there has thrown away.
    std::fs::remove_file(server.file(&eight)).unwrap();
    town.engine.end_agenda(town.counsellor, clock()).unwrap();
    let (mut town, both) = pushed(town, &knocker).await;
    assert_eq!(both, 2);
    let org = town.org;
    assert!(server.items().is_empty());
    assert!(town.engine.keep(|engine| engine.store().agendas(org)).unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_real_agenda_refuses_is_said_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let server = AgendaServer::start(folder.path());
    let knocker = Knocker::new(&server.reach(), Speaks::Any).unwrap();
    let mut town = keyed(Town::new(Engine::open_in_memory(1).unwrap()));
    let (mut desk, scope) = (town.pair(town.counsellor), town.together());
    town.sync(&mut desk);
    meet(&mut desk, scope, 7, BEGINS);
    town.sync(&mut desk);
    let elsewhere = server.url().replace("/sam/agenda", "/sam/geen/agenda");
    for (url, password, said) in [
        (server.url(), "verkeerd", "it does not know this name and password"),
        (elsewhere, "geheim", "it lets nobody of this name write there"),
        (server.url(), "geheim", ""),
    ] {
        town.engine.push_agenda(town.counsellor, &url, ("sam", password), true, clock()).unwrap();
        let (after, _) = pushed(town, &knocker).await;
        town = after;
        assert_eq!(why(&mut town), said, "{url}");
    }
    assert_eq!(server.items().len(), 1);
}
