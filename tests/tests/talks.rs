//! Notes of talks and the log of who looked, over real devices and a real server.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::Path;

use opstap::{CaseFilter, Instant, Opstap, TalkEntry};
use opstap_tests::circle::{Circle, MONDAY};
use opstap_tests::town::{Town, device_at};

const DAY_MS: i64 = 24 * 3600 * 1000;

async fn shared(circle: &Circle, town: &Town, parts: &[&str]) {
    circle.phone.share(None, town.coach, parts, None).unwrap();
    circle.meet().await;
}

fn entry(body: &str) -> TalkEntry {
    TalkEntry {
        body: body.into(),
        agreed: Some("Noor belt de woningcorporatie.".into()),
        ..TalkEntry::default()
    }
}

fn reasons(desk: &Opstap) -> Vec<String> {
    desk.caseload(&CaseFilter::default(), None, 10).unwrap().rows[0].reasons.clone()
}

const REASON: &str = "cliënt zegt: verslag klopt niet";

#[tokio::test(flavor = "multi_thread")]
async fn a_client_says_that_a_note_is_not_right_and_the_counsellor_puts_it_right() {
    let town = Town::new();
    let _serving = town.serve();
    let all = Circle::new(&town).await;
    let note = all.desk.write_talk(None, &entry("Noor heeft drie schulden.")).unwrap();
    assert_eq!((note.mine, note.waiting, note.says.is_none()), (true, true, true));
    all.meet().await;
    let seen = all.phone.talks(None).unwrap();
    assert_eq!((seen.notes.len(), seen.unread, seen.may_write), (1, 1, false));
    let read = &seen.notes[0];
    assert_eq!((read.author.as_str(), read.mine, read.may_react), ("Sam", false, true));
    assert!(read.held_text.contains("22 maart"), "{}", read.held_text);
    assert_eq!(read.reaction_text, "nog geen antwoord");

    let said = all.phone.react_to_talk(None, note.id, "not_right", Some(" Het zijn er vier. ")).unwrap();
    assert_eq!(said.reaction_text, "dit klopt niet. Het zijn er vier.");
    assert!(!reasons(&all.desk).iter().any(|reason| reason == REASON), "not heard of yet");
    all.meet().await;
    let desk = all.desk.talks(None).unwrap();
    assert_eq!((desk.disputed, desk.notes[0].disputed, desk.notes[0].may_react), (1, true, false));
    assert!(reasons(&all.desk).iter().any(|reason| reason == REASON), "{:?}", reasons(&all.desk));

    let better = all.desk.correct_talk(None, note.id, &entry("Noor heeft vier schulden.")).unwrap();
    assert_eq!((better.corrects, better.held_on), (Some(note.id), note.held_on));
    assert!(!reasons(&all.desk).iter().any(|reason| reason == REASON));
    all.meet().await;
    let seen = all.phone.talks(None).unwrap();
    assert_eq!((seen.notes.len(), seen.unread, seen.disputed), (2, 1, 0));
    let old = seen.notes.iter().find(|row| row.id == note.id).unwrap();
    assert_eq!((old.corrected_by, old.body.as_str()), (Some(better.id), "Noor heeft drie schulden."));
    all.phone.react_to_talk(None, better.id, "right", None).unwrap();
    all.meet().await;
    let desk = all.desk.talks(None).unwrap();
    assert_eq!((desk.unread, desk.disputed), (0, 0));
    let row = desk.notes.iter().find(|row| row.id == better.id).unwrap();
    assert_eq!((row.says.as_deref(), row.reaction_text.as_str()), (Some("right"), "dit klopt"));
    assert!(!row.reacted_text.is_empty());
    assert_eq!(all.desk.conflicts(None).unwrap(), []);
    // What the client said has a history, in words.
    let history = all.phone.history(None, note.id).await.unwrap();
    assert_eq!(history.changes[0].after, "dit klopt niet. Het zijn er vier.");
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_does_what_is_theirs_and_nothing_else() {
    let town = Town::new();
    let _serving = town.serve();
    let all = Circle::new(&town).await;
    let every = ["programme", "agenda", "conversation", "budget", "goals"];
    shared(&all, &town, &every).await;
    let note = all.desk.write_talk(None, &entry("Een geheim.")).unwrap();
    all.meet().await;
    all.coach.sync().await.unwrap();
    // A coach never sees a note, whatever is shared.
    assert_eq!(all.coach.talks(None).unwrap_err().code(), "not_allowed");
    assert_eq!(all.coach.write_talk(None, &entry("Van mij")).unwrap_err().code(), "not_allowed");
    assert_eq!(all.coach.search("geheim", 10).unwrap(), []);
    assert_eq!(all.desk.search("geheim", 10).unwrap()[0].kind, "talk_note");
    assert_eq!(all.phone.write_talk(None, &entry("Van mij")).unwrap_err().code(), "not_allowed");
    assert_eq!(all.desk.react_to_talk(None, note.id, "right", None).unwrap_err().code(), "not_allowed");
    assert_eq!(all.phone.erase_talk(None, note.id).unwrap_err().code(), "not_allowed");
    // What cannot be.
    let code = |found: Result<opstap::TalkRow, opstap::OpstapError>| found.unwrap_err().code();
    assert_eq!(code(all.phone.react_to_talk(None, note.id, "maybe", None)), "refused");
    assert_eq!(code(all.phone.react_to_talk(None, note.id, "right", Some(&"x".repeat(1001)))), "refused");
    assert_eq!(code(all.phone.react_to_talk(None, town.org, "right", None)), "unknown");
    assert_eq!(code(all.desk.write_talk(None, &entry("  "))), "refused");
    assert_eq!(code(all.desk.write_talk(None, &entry(&"x".repeat(8001)))), "refused");
    let tomorrow = TalkEntry { held_on: Some(note.held_on.plus_days(1)), ..entry("Nog niet") };
    assert_eq!(code(all.desk.write_talk(None, &tomorrow)), "refused");
    let nowhere = TalkEntry { appointment: Some(town.org), ..entry("Waar?") };
    assert_eq!(code(all.desk.write_talk(None, &nowhere)), "unknown");
    assert_eq!(code(all.desk.correct_talk(None, town.org, &entry("Wat?"))), "unknown");
    assert_eq!(all.desk.talks(None).unwrap().notes.len(), 1);
    all.desk.erase_talk(None, note.id).unwrap();
    all.meet().await;
    assert!(
        all.phone.talks(None).unwrap().notes.is_empty() && all.phone.search("geheim", 10).unwrap().is_empty()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_on_two_phones_who_says_two_things_chooses_one() {
    let town = Town::new();
    let _serving = town.serve();
    let all = Circle::new(&town).await;
    let home = tempfile::tempdir().unwrap();
    let other = device_at(home.path(), MONDAY);
    town.pair(&other, town.client).await;
    let note = all.desk.write_talk(None, &entry("Noor wil rust.")).unwrap();
    all.meet().await;
    other.sync().await.unwrap();
    all.phone.react_to_talk(None, note.id, "right", None).unwrap();
    other.react_to_talk(None, note.id, "not_right", Some("Ik wil werk.")).unwrap();
    all.phone.sync().await.unwrap();
    other.sync().await.unwrap();
    all.meet().await;
    assert!(all.phone.talks(None).unwrap().notes[0].contested);
    let conflicts = all.phone.conflicts(None).unwrap();
    assert_eq!((conflicts.len(), conflicts[0].other.as_str()), (1, "dit klopt niet. Ik wil werk."));
    assert_eq!(conflicts[0].about, "verslag van een gesprek: of het klopt");
    all.phone.choose(None, conflicts[0].id, opstap::Side::Other).unwrap();
    all.meet().await;
    assert!(reasons(&all.desk).iter().any(|reason| reason == REASON));
}

fn reopened(device: Opstap, home: &Path, days: i64) -> Opstap {
    drop(device);
    device_at(home, Instant(MONDAY.0 + days * DAY_MS))
}

fn texts(device: &Opstap) -> Vec<String> {
    device.looks(None).unwrap().into_iter().map(|row| row.text).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_client_reads_who_looked_and_a_day_counts_once() {
    let town = Town::new();
    let serving = town.serve();
    let mut all = Circle::new(&town).await;
    let home = tempfile::tempdir().unwrap();
    let second = device_at(home.path(), MONDAY);
    town.pair(&second, town.counsellor).await;
    second.sync().await.unwrap();
    // Twice on one device, once on another, and the client looks too: one look.
    for device in [&all.desk, &all.desk, &second, &all.phone] {
        device.look_at(None).unwrap();
    }
    assert!(all.desk.looks(None).unwrap()[0].waiting);
    all.meet().await;
    second.sync().await.unwrap();
    all.meet().await;
    let seen = all.phone.looks(None).unwrap();
    assert_eq!((seen.len(), seen[0].role.as_str(), seen[0].account), (1, "counsellor", town.counsellor));
    assert_eq!(seen[0].text, "Sam van de gemeente keek op maandag 22 maart.");
    assert_eq!(all.phone.conflicts(None).unwrap(), [], "two devices of one helper say the same");

    // Another day, without a network, is another look; and a coach who may see something is seen too.
    assert_eq!(all.coach.look_at(None).unwrap_err().code(), "unknown", "nothing is shared");
    shared(&all, &town, &["agenda"]).await;
    all.coach.look_at(None).unwrap();
    drop(serving);
    all.desk = reopened(all.desk, all.homes[1].path(), 1);
    all.desk.look_at(None).unwrap();
    all.desk.look_at(None).unwrap();
    let _serving = town.serve();
    all.coach.sync().await.unwrap();
    all.desk.sync().await.unwrap();
    all.phone = reopened(all.phone, all.homes[0].path(), 1);
    all.phone.sync().await.unwrap();
    let wanted = [
        "Sam van de gemeente keek op dinsdag 23 maart.",
        "Coach Ko keek op maandag 22 maart.",
        "Sam van de gemeente keek op maandag 22 maart.",
    ];
    assert_eq!(texts(&all.phone), wanted);
    assert!(all.phone.safety().unwrap().held.is_empty());
}
