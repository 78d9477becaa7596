//! News for a group that fits: who may count and send, whom it reaches, once, and until when it can be stopped. Asked of every
//! engine.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cluster;
mod reminders;
mod statements;
#[macro_use]
mod suite;
mod town;

use opstap_domain::audience::{AudienceError, How, Part};
use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_server::audit::AuditRow;
use opstap_server::engine::{AdminError, Engine, NewCase, News, STILL_MS, Size, Tell, Untold};
use opstap_server::random::Seeded;
use opstap_server::store::{NewsState, ScopeStore, StoreError};
use opstap_sync::ident::DeviceId;
use opstap_sync::server::ReceiptKey;
use reminders::put;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use town::{DAY, NOW, Phone, Town};
use uuid::Uuid;

const WORDS: &str = "Op woensdag is er een ruilwinkel voor kinderkleding in de bibliotheek.";
const PARENTS: Part = Part { field: "household.childrenAge4to12", how: How::Least(1) };

fn writer<S: ScopeStore>(town: &mut Town<S>, org: Uuid) -> DeviceId {
    let roos = town.engine.add_staff(org, Role::ContentManager, "Roos", NOW).unwrap();
    town.pair(roos).memory.device.unwrap()
}

fn ask<S: ScopeStore>(town: &mut Town<S>, device: DeviceId, asked: &Tell, now: i64) -> Result<News, Untold> {
    town.engine.keep(|engine| engine.tell_news(device, asked, now)).unwrap()
}

fn pass_on<S: ScopeStore>(town: &mut Town<S>, now: i64) -> usize {
    let org = town.org;
    let mut turns = 1;
    while town.engine.keep(|engine| engine.pass_news_on(org, now)).unwrap() {
        turns += 1;
    }
    turns
}

/// A client who tells how many children they have, and whether they want news.
fn client<S: ScopeStore>(
    town: &mut Town<S>,
    name: &str,
    news: Option<bool>,
    children: Option<i64>,
) -> (Uuid, Phone) {
    let new =
        NewCase { org: town.org, client: name, counsellor: town.counsellor, coaches: &[], programme: None };
    let opened = town.engine.open_case(new, NOW).unwrap();
    let mut phone = town.pair(opened.client);
    town.sync(&mut phone);
    let (together, money) =
        (ScopeId::new(opened.case, Compartment::Together), ScopeId::new(opened.case, Compartment::Money));
    if let Some(news) = news {
        put(&mut phone, together, together.derived_id("preference"), "preference", &[("news", json!(news))]);
    }
    if let Some(children) = children {
        let units = [("field", json!(PARENTS.field)), ("value", json!({ "is": children }))];
        put(&mut phone, money, money.derived_id("fact/children"), "fact", &units);
    }
    town.sync(&mut phone);
    (opened.case, phone)
}

/// Six parents who want news; and who does not want any, has no children, said nothing, or asked for rest.
fn street<S: ScopeStore>(town: &mut Town<S>) -> Vec<(Uuid, Phone)> {
    let mut all: Vec<_> =
        (0..6).map(|at| client(town, &format!("Ouder {at}"), Some(true), Some(1 + at % 3))).collect();
    for (name, news, children) in [
        ("Wil niet", Some(false), Some(2)),
        ("Zei niets", None, Some(2)),
        ("Geen kinderen", Some(true), Some(0)),
        ("Vertelde niets", Some(true), None),
    ] {
        all.push(client(town, name, news, children));
    }
    let (case, mut resting) = client(town, "Rust", Some(true), Some(2));
    let together = ScopeId::new(case, Compartment::Together);
    let until = [("pause_until", json!("2026-03-20"))];
    put(&mut resting, together, together.derived_id("preference"), "preference", &until);
    town.sync(&mut resting);
    all.push((case, resting));
    all
}

/// What a phone has of the organisation itself.
fn heard<S: ScopeStore>(town: &mut Town<S>, phone: &mut Phone) -> Vec<String> {
    town.sync(phone);
    let org = Value::from(town.org.to_string());
    let messages = phone.records.values().filter(|record| record.kind == "message");
    let theirs = messages.filter(|record| record.units["author"].v == org);
    theirs.map(|record| record.units["body"].v.as_str().unwrap().to_owned()).collect()
}

fn trail<S: ScopeStore>(town: &mut Town<S>) -> Vec<(String, Option<Uuid>)> {
    let mut all = Vec::new();
    let keep = &mut |row: &AuditRow| {
        if row.detail.starts_with("news") {
            all.push((row.detail.clone(), row.subject));
        }
        Ok::<(), StoreError>(())
    };
    town.engine.audit_rows(town.org, 0, keep).unwrap();
    all
}

fn it_reaches_who_it_is_for_once_and_nobody_else<S: ScopeStore>(mut town: Town<S>) {
    let org = town.org;
    let (roos, mut all) = (writer(&mut town, org), street(&mut town));
    let counted = ask(&mut town, roos, &Tell::Count(vec![PARENTS]), NOW).unwrap();
    assert_eq!(counted.size, Size::AtLeast(5), "six, told in fives");
    let everybody = ask(&mut town, roos, &Tell::Count(Vec::new()), NOW).unwrap();
    assert_eq!(everybody.size, Size::AtLeast(5), "eight");
    let few = Part { how: How::Least(3), ..PARENTS };
    assert_eq!(ask(&mut town, roos, &Tell::Count(vec![few]), NOW).unwrap().size, Size::TooFew, "two");

    let send = Tell::Send(vec![PARENTS], format!("  {WORDS}\n"));
    let sent = ask(&mut town, roos, &send, NOW).unwrap().sent.remove(0);
    assert_eq!((sent.state, sent.reached, sent.words.as_str()), (NewsState::Going, 0, WORDS));
    assert_eq!(ask(&mut town, roos, &send, NOW), Err(Untold::Busy), "pressed twice, it is one");
    assert_eq!(pass_on(&mut town, NOW + STILL_MS - 1), 1);
    assert!(heard(&mut town, &mut all[0].1).is_empty(), "for a minute nothing leaves");
    // Somebody changes their mind in that minute.
    let together = ScopeId::new(all[5].0, Compartment::Together);
    let no = [("news", json!(false))];
    put(&mut all[5].1, together, together.derived_id("preference"), "preference", &no);
    town.sync(&mut all[5].1);
    // And a case ends.
    town.engine.close_case(all[4].0, None, NOW + 1).unwrap();

    for _ in 0..3 {
        pass_on(&mut town, NOW + STILL_MS);
    }
    let reached: Vec<usize> = all.iter_mut().map(|(_, phone)| heard(&mut town, phone).len()).collect();
    assert_eq!(reached, [1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0]);
    let text = heard(&mut town, &mut all[0].1).remove(0);
    assert!(text.starts_with(WORDS) && text.contains("omdat je nieuws wilt"), "{text}");
    let done = ask(&mut town, roos, &Tell::Look, NOW + DAY).unwrap().sent.remove(0);
    assert_eq!((done.state, done.reached), (NewsState::Done, 4));
    assert!(done.past.is_nil(), "it says of nobody that it went to them");
    assert_eq!(ask(&mut town, roos, &Tell::Stop(done.id), NOW + DAY), Err(Untold::NotGoing));

    // What is in the trail: who asked and sent, without anybody; and in each case that was written to, that it was.
    let rows = trail(&mut town);
    let arranged: Vec<&str> = rows.iter().filter(|row| row.1.is_none()).map(|row| row.0.as_str()).collect();
    assert_eq!(arranged, ["news_counted", "news_counted", "news_counted", "news_sent"]);
    let mut written: Vec<Uuid> = rows.iter().filter_map(|row| row.1).collect();
    let mut first: Vec<Uuid> = all.iter().take(4).map(|(case, _)| *case).collect();
    written.sort_unstable();
    first.sort_unstable();
    assert_eq!(written, first);
}

fn what_is_stopped_in_time_reaches_nobody<S: ScopeStore>(mut town: Town<S>) {
    let org = town.org;
    let (roos, mut all) = (writer(&mut town, org), street(&mut town));
    let sent = ask(&mut town, roos, &Tell::Send(vec![PARENTS], WORDS.into()), NOW).unwrap().sent.remove(0);
    let stopped = ask(&mut town, roos, &Tell::Stop(sent.id), NOW + 1).unwrap().sent.remove(0);
    assert_eq!((stopped.state, stopped.reached), (NewsState::Stopped, 0));
    assert_eq!(pass_on(&mut town, NOW + DAY), 1);
    assert!(all.iter_mut().all(|(_, phone)| heard(&mut town, phone).is_empty()));
    assert_eq!(ask(&mut town, roos, &Tell::Stop(sent.id), NOW + 2), Err(Untold::NotGoing));
    // And the next one may go.
    assert!(ask(&mut town, roos, &Tell::Send(Vec::new(), WORDS.into()), NOW + 3).is_ok());
}

fn nobody_else_counts_or_sends_and_what_is_refused_changes_nothing<S: ScopeStore>(mut town: Town<S>) {
    let org = town.org;
    let (roos, all) = (writer(&mut town, org), street(&mut town));
    let mut askers = vec![all[0].1.memory.device.unwrap()];
    let counsellor = town.counsellor;
    askers.push(town.pair(counsellor).memory.device.unwrap());
    for role in [Role::Administrator, Role::Triage, Role::Coach] {
        let account = town.engine.add_staff(org, role, "Iemand", NOW).unwrap();
        askers.push(town.pair(account).memory.device.unwrap());
    }
    for device in askers {
        for asked in [Tell::Look, Tell::Count(Vec::new()), Tell::Send(Vec::new(), WORDS.into())] {
            assert_eq!(ask(&mut town, device, &asked, NOW), Err(Untold::NotAllowed), "{asked:?}");
        }
    }
    let few = Part { how: How::Least(3), ..PARENTS };
    let refused = [
        (Tell::Send(vec![few], WORDS.into()), Untold::TooFew),
        (Tell::Send(vec![PARENTS], " ".into()), Untold::Audience(AudienceError::Words)),
        (Tell::Send(vec![PARENTS; 4], WORDS.into()), Untold::Audience(AudienceError::TooMany)),
        (Tell::Count(vec![PARENTS; 4]), Untold::Audience(AudienceError::TooMany)),
        (Tell::Stop(Uuid::nil()), Untold::Unknown),
    ];
    for (asked, why) in refused {
        assert_eq!(ask(&mut town, roos, &asked, NOW), Err(why), "{asked:?}");
    }
    assert!(ask(&mut town, roos, &Tell::Look, NOW).unwrap().sent.is_empty() && trail(&mut town).is_empty());

    // Another organisation has its own, and its people hear nothing of ours.
    let other = town.engine.add_org("Elders", [town::programme("1")], NOW).unwrap();
    let stranger = writer(&mut town, other);
    let sent = ask(&mut town, roos, &Tell::Send(vec![PARENTS], WORDS.into()), NOW).unwrap().sent.remove(0);
    assert!(ask(&mut town, stranger, &Tell::Look, NOW).unwrap().sent.is_empty());
    assert_eq!(ask(&mut town, stranger, &Tell::Stop(sent.id), NOW), Err(Untold::Unknown));
    assert_eq!(ask(&mut town, stranger, &Tell::Count(Vec::new()), NOW).unwrap().size, Size::TooFew);
}

/// Another server, or the same one after it was killed: what left before the end is not sent again.
fn what_was_broken_off_goes_on_where_it_was<S: ScopeStore>(mut town: Town<S>) {
    let org = town.org;
    let (roos, mut all) = (writer(&mut town, org), street(&mut town));
    ask(&mut town, roos, &Tell::Send(vec![PARENTS], WORDS.into()), NOW).unwrap();
    let taken_back: Result<(), AdminError> = town.engine.keep(|engine: &mut Engine<S>| {
        engine.pass_news_on(org, NOW + STILL_MS)?;
        Err(AdminError::Refused("the power went"))
    });
    assert!(taken_back.is_err());
    assert!(all.iter_mut().all(|(_, phone)| heard(&mut town, phone).is_empty()), "all of it or nothing");
    pass_on(&mut town, NOW + STILL_MS);
    let count: usize = all.iter_mut().map(|(_, phone)| heard(&mut town, phone).len()).sum();
    assert_eq!(count, 6);
}

/// More cases than fit in one transaction: each is looked at once, those that news is not for count as well, and a stop in between
/// leaves the rest alone.
fn many_are_told_some_at_a_time_and_none_of_them_twice<S: ScopeStore>(mut town: Town<S>) {
    let org = town.org;
    let roos = writer(&mut town, org);
    let mut all: Vec<_> = (0..120).map(|at| client(&mut town, "Ouder", Some(at % 3 != 0), Some(1))).collect();
    let wants = all.iter().enumerate().map(|(at, (case, _))| (*case, usize::from(at % 3 != 0)));
    let wants: Vec<usize> = wants.collect::<BTreeMap<Uuid, usize>>().into_values().collect();
    all.sort_by_key(|(case, _)| *case);
    let told = |town: &mut Town<S>, all: &mut [(Uuid, Phone)]| -> Vec<usize> {
        all.iter_mut().map(|(_, phone)| heard(town, phone).len()).collect()
    };
    let send = Tell::Send(vec![PARENTS], WORDS.into());
    ask(&mut town, roos, &send, NOW).unwrap();
    assert!(
        town.engine.keep(|engine| engine.pass_news_on(org, NOW + STILL_MS)).unwrap(),
        "more is to be done"
    );
    let some = told(&mut town, &mut all);
    let going = ask(&mut town, roos, &Tell::Look, NOW).unwrap().sent.remove(0);
    assert_eq!(going.reached as usize, some.iter().sum::<usize>());
    let end = some.iter().rposition(|count| *count > 0).unwrap();
    assert_eq!(some[..=end], wants[..=end]);
    assert!(end < 119 && !going.past.is_nil());
    let stopped = ask(&mut town, roos, &Tell::Stop(going.id), NOW + STILL_MS).unwrap().sent.remove(0);
    assert!(stopped.past.is_nil() && pass_on(&mut town, NOW + DAY) == 1);
    assert_eq!(told(&mut town, &mut all), some, "the rest hears nothing of it");

    ask(&mut town, roos, &send, NOW + DAY).unwrap();
    let turns = pass_on(&mut town, NOW + DAY + STILL_MS);
    assert!((2..=6).contains(&turns), "{turns}");
    let both = told(&mut town, &mut all);
    assert!(both.iter().zip(&some).zip(&wants).all(|((both, some), wants)| *both == some + wants));
    let done = ask(&mut town, roos, &Tell::Look, NOW + DAY).unwrap().sent.remove(0);
    assert_eq!((done.state, done.reached, done.past), (NewsState::Done, 80, Uuid::nil()));
}

suite!(300;
    many_are_told_some_at_a_time_and_none_of_them_twice,
    it_reaches_who_it_is_for_once_and_nobody_else,
    what_is_stopped_in_time_reaches_nobody,
    nobody_else_counts_or_sends_and_what_is_refused_changes_nothing,
    what_was_broken_off_goes_on_where_it_was,
);

/// A press that reaches two servers sends once, and servers that pass it on side by side write to nobody twice.
#[test]
fn servers_side_by_side_send_and_pass_on_once() {
    const SERVERS: usize = 4;
    let place = cluster::Place::fresh();
    let mut town = Town::new(place.engine(3));
    let org = town.org;
    let (roos, mut all) = (writer(&mut town, org), street(&mut town));
    let sent = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for n in 0..SERVERS {
            let (place, sent) = (&place, &sent);
            scope.spawn(move || {
                let key = ReceiptKey::new([1; 32]);
                let mut engine = Engine::beside(place.store(), key, Box::new(Seeded::new(100 + n as u64)));
                let asked = Tell::Send(vec![PARENTS], WORDS.into());
                // As a writer does: somebody was faster, so once more.
                let answer = again(|| engine.keep(|engine| engine.tell_news(roos, &asked, NOW)));
                sent.fetch_add(usize::from(answer.is_ok()), Ordering::Relaxed);
                while again(|| engine.keep(|engine| engine.pass_news_on(org, NOW + STILL_MS))) {}
            });
        }
    });
    assert_eq!(sent.into_inner(), 1);
    while town.engine.keep(|engine| engine.pass_news_on(org, NOW + STILL_MS)).unwrap() {}
    let rows = ask(&mut town, roos, &Tell::Look, NOW).unwrap().sent;
    assert_eq!((rows.len(), rows[0].state, rows[0].reached), (1, NewsState::Done, 6));
    let heard: Vec<usize> = all.iter_mut().map(|(_, phone)| heard(&mut town, phone).len()).collect();
    assert_eq!(heard.iter().sum::<usize>(), 6, "{heard:?}");
}

fn again<T, E>(mut work: impl FnMut() -> Result<T, E>) -> T {
    // A machine that does much else may keep each of them waiting long.
    let tried = (0..400).find_map(|_| {
        work().ok().or_else(|| {
            std::thread::sleep(std::time::Duration::from_millis(5));
            None
        })
    });
    tried.expect("done in four hundred tries")
}
