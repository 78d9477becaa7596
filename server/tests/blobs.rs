//! Who may bring and fetch the bytes of files, and how far they came. Asked of every engine.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cluster;
mod statements;
#[macro_use]
mod suite;
mod town;

use std::collections::BTreeMap;

use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_server::blobs::BlobKeys;
use opstap_server::engine::{Counted, Engine, NewCase, Noticed, Opened};
use opstap_server::store::{ScopeStore, Sqlite};
use opstap_server::sweep::HALF_MS;
use opstap_sync::blob::{BlobRequest, PART_BYTES, ScopeKey};
use opstap_sync::op::Change;
use opstap_sync::wire::Handle;
use serde_json::json;
use town::{DAY, NOW, Phone, Town};
use uuid::Uuid;

const MESSAGE: u128 = 70;
const LETTER: u128 = 90;
const FILE: u128 = 71;
const SIZE: u64 = 2 * PART_BYTES + 10;

fn with_files<S: ScopeStore>(town: Town<S>) -> Town<S> {
    Town { engine: town.engine.with_blob_keys(BlobKeys::new([4; 32])), ..town }
}

fn message(phone: &mut Phone, scope: ScopeId, id: u128) {
    let units = BTreeMap::from([
        ("body".to_owned(), json!("see the photo")),
        ("author".to_owned(), json!(phone.account)),
        ("sent_at".to_owned(), json!(NOW)),
    ]);
    phone.act(scope, Uuid::from_u128(id), "message", Change::New(units));
}

fn file(phone: &mut Phone, scope: ScopeId, id: u128, of: u128) {
    let units = BTreeMap::from([
        ("content".to_owned(), json!({ "size": SIZE, "media": "image/jpeg", "hash": "0a".repeat(32) })),
        ("of".to_owned(), json!({ "kind": "message", "id": Uuid::from_u128(of) })),
        ("author".to_owned(), json!(phone.account)),
    ]);
    phone.act(scope, Uuid::from_u128(id), "file", Change::New(units));
}

fn handle(phone: &Phone, scope: ScopeId) -> Handle {
    phone.grants.iter().find(|grant| grant.scope == scope).map_or(0, |grant| grant.h)
}

fn ask<S: ScopeStore>(town: &mut Town<S>, phone: &Phone, h: Handle, id: u128) -> Result<Opened, u16> {
    let (token, now) = (phone.token.clone(), town.now);
    let request = BlobRequest { dev: phone.memory.device.unwrap(), h, id: Uuid::from_u128(id) };
    let said = town.engine.keep(|engine| engine.blob_by_token(&token, &request, now)).unwrap();
    said.map_err(|problem| problem.status)
}

fn at<S: ScopeStore>(town: &mut Town<S>, token: &str, at: &str) -> Result<Opened, u16> {
    let now = town.now;
    let said = town.engine.keep(|engine| engine.blob_at(token, at, now)).unwrap();
    said.map_err(|problem| problem.status)
}

fn count<S: ScopeStore>(
    town: &mut Town<S>,
    phone: &Phone,
    at: &str,
    part: (u64, u64),
) -> Result<Counted, u16> {
    let (token, now) = (phone.token.clone(), town.now);
    let said = town.engine.keep(|engine| engine.count_part(&token, at, part, now)).unwrap();
    said.map_err(|problem| problem.status)
}

fn removable<S: ScopeStore>(town: &mut Town<S>) -> Vec<Option<Uuid>> {
    let before = town.now - HALF_MS;
    let all = town.engine.keep(|engine| engine.blobs_to_remove(before, 100)).unwrap();
    all.into_iter().map(|(_, row)| row.rec).collect()
}

fn sent<S: ScopeStore>(town: &mut Town<S>) -> (Phone, Phone, Handle) {
    let (mut phone, mut tablet) = (town.client(), town.pair(town.counsellor));
    let together = town.together();
    town.sync(&mut phone);
    message(&mut phone, together, MESSAGE);
    file(&mut phone, together, FILE, MESSAGE);
    town.sync(&mut phone);
    town.sync(&mut tablet);
    assert!(phone.held.is_empty(), "{:?}", phone.held);
    let h = handle(&phone, together);
    (phone, tablet, h)
}

fn its_author_brings_a_file_and_who_sees_it_fetches_it<S: ScopeStore>(town: Town<S>) {
    let mut town = with_files(town);
    let (phone, tablet, h) = sent(&mut town);
    let mine = ask(&mut town, &phone, h, FILE).unwrap();
    assert_eq!((mine.upto, mine.done, mine.may_bring, mine.about.size), (0, false, true, SIZE));
    assert_eq!(mine.place.at.len(), 32);
    let h = handle(&tablet, town.together());
    let theirs = ask(&mut town, &tablet, h, FILE).unwrap();
    assert_eq!((theirs.place.at.as_str(), theirs.may_bring), (mine.place.at.as_str(), false));
    assert_eq!(at(&mut town, &tablet.token, &mine.place.at), Ok(theirs));
    let part = (0, PART_BYTES);
    assert_eq!(count(&mut town, &tablet, &mine.place.at, part), Err(404), "not theirs to bring");
    assert_eq!(count(&mut town, &phone, &mine.place.at, part), Ok(Counted::Upto(PART_BYTES)));
    assert_eq!(count(&mut town, &phone, &mine.place.at, part), Ok(Counted::Elsewhere(PART_BYTES)), "once");
    let ahead = (2 * PART_BYTES, SIZE);
    assert_eq!(count(&mut town, &phone, &mine.place.at, ahead), Ok(Counted::Elsewhere(PART_BYTES)));
    count(&mut town, &phone, &mine.place.at, (PART_BYTES, 2 * PART_BYTES)).unwrap();
    count(&mut town, &phone, &mine.place.at, ahead).unwrap();
    let h = handle(&phone, town.together());
    let whole = ask(&mut town, &phone, h, FILE).unwrap();
    assert_eq!(
        (whole.upto, whole.done),
        (SIZE, false),
        "it is not known yet whether it is what it should be"
    );
    let now = town.now;
    town.engine.keep(|engine| engine.note_reach(&whole, SIZE, true, now)).unwrap();
    assert!(at(&mut town, &tablet.token, &mine.place.at).unwrap().done);
    assert_eq!(count(&mut town, &phone, &mine.place.at, (SIZE, SIZE)), Ok(Counted::Elsewhere(SIZE)));
    // Somebody who looked before says so late: nothing goes back.
    town.engine.keep(|engine| engine.note_reach(&whole, 0, false, now)).unwrap();
    assert!(at(&mut town, &tablet.token, &mine.place.at).unwrap().done);
}

fn who_does_not_see_the_record_finds_nothing<S: ScopeStore>(town: Town<S>) {
    let mut town = with_files(town);
    let (mut phone, tablet, h) = sent(&mut town);
    let place = ask(&mut town, &phone, h, FILE).unwrap().place.at;
    // Another organisation with the same small handles, and another case of the same counsellor's.
    let org = town.engine.add_org("Elders", [town::programme("1")], NOW).unwrap();
    let els = town.engine.add_staff(org, Role::Counsellor, "Els", NOW).unwrap();
    let new = NewCase { org, client: "Bo", counsellor: els, coaches: &[], programme: None };
    let elsewhere = town.engine.open_case(new, NOW).unwrap();
    let new = NewCase { org: town.org, counsellor: town.counsellor, ..new };
    let neighbour = town.engine.open_case(new, NOW).unwrap();
    for account in [elsewhere.client, neighbour.client, els] {
        let mut stranger = town.pair(account);
        town.sync(&mut stranger);
        assert_eq!(at(&mut town, &stranger.token, &place), Err(404));
        let handles: Vec<Handle> = stranger.grants.iter().map(|grant| grant.h).collect();
        for h in handles {
            assert_eq!(ask(&mut town, &stranger, h, FILE), Err(404));
        }
    }
    // A coach sees what the client shares, as long as it is shared.
    let mut coach = town.pair(town.coach);
    let together = town.together();
    for (parts, seen) in [(&["programme"][..], Err(404)), (&["conversation"], Ok(false)), (&[], Err(404))] {
        phone.share(together, town.coach, parts, None);
        town.sync(&mut phone);
        town.sync(&mut coach);
        let h = handle(&coach, together);
        assert_eq!(ask(&mut town, &coach, h, FILE).map(|opened| opened.may_bring), seen, "{parts:?}");
        assert_eq!(at(&mut town, &coach.token, &place).map(|opened| opened.may_bring), seen, "{parts:?}");
    }
    // A record that is no file, one that is not there, a handle of nobody's, a place that is none.
    let h = handle(&phone, together);
    assert_eq!(ask(&mut town, &phone, h, MESSAGE), Err(404));
    assert_eq!(ask(&mut town, &phone, h, 12_345), Err(404));
    assert_eq!(ask(&mut town, &phone, 999, FILE), Err(404));
    for none in ["", "..", "../../secret/db.key", "%2e%2e", "'; DROP TABLE blob; --", "\0"] {
        if !none.contains('\0') {
            assert_eq!(at(&mut town, &phone.token, none), Err(404), "{none}");
        }
    }
    // A part that is on its way when the right to it goes does not count.
    let device = phone.memory.device.unwrap();
    town.engine.revoke_device(device, town.now).unwrap();
    assert_eq!(count(&mut town, &phone, &place, (0, PART_BYTES)), Err(403));
    assert_eq!(at(&mut town, "a token that nobody has!", &place), Err(401));
    assert_eq!(at(&mut town, &tablet.token, &place).unwrap().upto, 0);
    town.engine.close_case(town.case.case, None, town.now).unwrap();
    assert_eq!(at(&mut town, &tablet.token, &place), Err(404), "the counsellor lost the case");
}

fn keys_come_with_the_grants_and_are_the_scopes_own<S: ScopeStore>(town: Town<S>) {
    let mut town = with_files(town);
    let (mut phone, mut tablet) = (town.client(), town.pair(town.counsellor));
    let keys = |answer: opstap_sync::wire::SyncResponse, phone: &Phone| -> BTreeMap<ScopeId, ScopeKey> {
        let scope = |h| phone.grants.iter().find(|grant| grant.h == h).unwrap().scope;
        answer.keys.into_iter().map(|(h, key)| (scope(h), key)).collect()
    };
    let first = town.round(&mut phone).unwrap();
    let mine = keys(first, &phone);
    assert_eq!(
        mine.keys().collect::<Vec<_>>(),
        [&town.together(), &town.money()],
        "where there can be files"
    );
    assert_ne!(mine[&town.together()], mine[&town.money()]);
    let theirs = town.round(&mut tablet).unwrap();
    assert_eq!(keys(theirs, &tablet)[&town.together()], mine[&town.together()]);
    town.sync(&mut phone);
    assert!(town.round(&mut phone).unwrap().keys.is_empty(), "they are said once");
    let new =
        NewCase { org: town.org, client: "Bo", counsellor: town.counsellor, coaches: &[], programme: None };
    let other = town.engine.open_case(new, NOW).unwrap();
    let answer = town.round(&mut tablet).unwrap();
    let theirs = keys(answer, &tablet);
    let neighbour = ScopeId::new(other.case, Compartment::Together);
    assert_ne!(theirs[&neighbour], theirs[&town.together()], "nobody can probe another case");
}

fn what_is_erased_goes_from_the_object_store_too<S: ScopeStore>(town: Town<S>) {
    let mut town = with_files(town);
    let (mut phone, tablet, h) = sent(&mut town);
    let together = town.together();
    let place = ask(&mut town, &phone, h, FILE).unwrap().place.at;
    assert!(removable(&mut town).is_empty());
    // With its message.
    phone.act(together, Uuid::from_u128(MESSAGE), "message", Change::Erase {});
    town.sync(&mut phone);
    assert_eq!(phone.kinds("file"), 0, "its record goes from devices");
    assert_eq!(removable(&mut town), [Some(Uuid::from_u128(FILE))]);
    assert_eq!(at(&mut town, &tablet.token, &place), Err(404));
    assert_eq!(count(&mut town, &phone, &place, (0, PART_BYTES)), Err(404));
    let gone = town.engine.keep(|engine| engine.blobs_to_remove(0, 9)).unwrap();
    for (org, row) in gone {
        assert_eq!((org, row.at.as_str()), (town.org, place.as_str()));
        town.engine.keep(|engine| engine.forget_removed(&row)).unwrap();
    }
    assert!(removable(&mut town).is_empty());
    // By itself, and with the whole case.
    message(&mut phone, together, MESSAGE + 10);
    file(&mut phone, together, FILE + 10, MESSAGE + 10);
    file(&mut phone, together, FILE + 11, MESSAGE + 10);
    town.sync(&mut phone);
    for id in [FILE + 10, FILE + 11] {
        ask(&mut town, &phone, h, id).unwrap();
    }
    phone.act(together, Uuid::from_u128(FILE + 10), "file", Change::Erase {});
    town.sync(&mut phone);
    assert_eq!(removable(&mut town), [Some(Uuid::from_u128(FILE + 10))]);
    assert_eq!(phone.kinds("file"), 1);
    town.engine.erase(town.case.case, None, town.now).unwrap();
    assert_eq!(removable(&mut town), [None, None], "everything of both scopes");
}

fn photo(phone: &mut Phone, scope: ScopeId, id: u128, of: u128) {
    let units = BTreeMap::from([
        ("content".to_owned(), json!({ "size": SIZE, "media": "image/jpeg", "hash": "0a".repeat(32) })),
        ("of".to_owned(), json!({ "kind": "letter", "id": Uuid::from_u128(of) })),
        ("author".to_owned(), json!(phone.account)),
    ]);
    phone.act(scope, Uuid::from_u128(id), "letter_file", Change::New(units));
}

fn delete(phone: &mut Phone, scope: ScopeId, id: u128) {
    let at = (scope, Uuid::from_u128(id));
    let sight = phone.records.get(&at).map(opstap_sync::record::RecordState::sight).unwrap_or_default();
    phone.act(at.0, at.1, "letter_file", Change::Del(sight));
}

/// A letter with a photo of the client and one of the counsellor.
fn letter<S: ScopeStore>(town: &mut Town<S>) -> (Phone, Phone) {
    let (mut phone, mut tablet) = (town.client(), town.pair(town.counsellor));
    let money = town.money();
    town.sync(&mut phone);
    town.sync(&mut tablet);
    let units = BTreeMap::from([("sender".to_owned(), json!("CJIB"))]);
    phone.act(money, Uuid::from_u128(LETTER), "letter", Change::New(units));
    photo(&mut phone, money, FILE, LETTER);
    photo(&mut tablet, money, FILE + 1, LETTER);
    for device in [&mut phone, &mut tablet] {
        town.sync(device);
        assert!(device.held.is_empty(), "{:?}", device.held);
    }
    town.sync(&mut phone);
    (phone, tablet)
}

fn a_photo_of_a_letter_is_for_who_sees_the_letter<S: ScopeStore>(town: Town<S>) {
    let mut town = with_files(town);
    let (mut phone, tablet) = letter(&mut town);
    let (together, money, ko) = (town.together(), town.money(), town.coach);
    phone.share(together, ko, &["conversation", "goals"], None);
    town.sync(&mut phone);
    let mut coach = town.pair(ko);
    town.sync(&mut coach);
    let h = handle(&phone, money);
    let place = ask(&mut town, &phone, h, FILE).unwrap().place.at;
    let h = handle(&tablet, money);
    assert!(!ask(&mut town, &tablet, h, FILE).unwrap().may_bring);
    // With the conversation and without the budget: by the record, by any handle, and by its address.
    assert_eq!(handle(&coach, money), 0);
    let own = handle(&coach, together);
    for h in [own, handle(&phone, money), handle(&tablet, money)] {
        assert_eq!(ask(&mut town, &coach, h, FILE), Err(404));
    }
    assert_eq!(at(&mut town, &coach.token, &place), Err(404));
    assert_eq!((coach.kinds("letter"), coach.kinds("letter_file")), (0, 0));
    phone.share(together, ko, &["budget"], None);
    town.sync(&mut phone);
    town.sync(&mut coach);
    let h = handle(&coach, money);
    assert_eq!(ask(&mut town, &coach, h, FILE).unwrap().place.at, place);
    assert_eq!(count(&mut town, &coach, &place, (0, PART_BYTES)), Err(404), "not theirs to bring");
    photo(&mut coach, money, FILE + 5, LETTER);
    delete(&mut coach, money, FILE);
    town.sync(&mut coach);
    assert_eq!(coach.held.len(), 2, "nor to add, nor to take away");
    phone.share(together, ko, &["conversation"], None);
    town.sync(&mut phone);
    assert_eq!(at(&mut town, &coach.token, &place), Err(404), "it was taken back");
}

fn a_photo_goes_with_its_letter<S: ScopeStore>(town: Town<S>) {
    let mut town = with_files(town);
    let (mut phone, mut tablet) = letter(&mut town);
    let money = town.money();
    let h = handle(&phone, money);
    let place = ask(&mut town, &phone, h, FILE).unwrap().place.at;
    count(&mut town, &phone, &place, (0, PART_BYTES)).unwrap();
    // Somebody else's is deleted, and no edit brings it back.
    tablet.act(money, Uuid::from_u128(FILE), "letter_file", Change::Erase {});
    town.sync(&mut tablet);
    assert_eq!(tablet.held.len(), 1, "only one's own is erased");
    assert!(removable(&mut town).is_empty());
    delete(&mut tablet, money, FILE);
    town.sync(&mut tablet);
    assert_eq!(removable(&mut town), [Some(Uuid::from_u128(FILE))]);
    assert_eq!(at(&mut town, &phone.token, &place), Err(404));
    assert_eq!(count(&mut town, &phone, &place, (PART_BYTES, 2 * PART_BYTES)), Err(404));
    town.sync(&mut phone);
    assert_eq!(phone.kinds("letter_file"), 1);
    // The organisation erases the letter: the other one goes too.
    town.engine.erase(town.case.case, Some(Uuid::from_u128(LETTER)), town.now).unwrap();
    town.sync(&mut phone);
    assert_eq!((phone.kinds("letter"), phone.kinds("letter_file")), (0, 0));
    assert!(removable(&mut town).contains(&Some(Uuid::from_u128(FILE + 1))));
    photo(&mut phone, money, FILE + 2, LETTER);
    town.sync(&mut phone);
    ask(&mut town, &phone, h, FILE + 2).unwrap();
    town.engine.erase(town.case.case, None, town.now).unwrap();
    assert_eq!(removable(&mut town), [None, None], "everything of both scopes");
}

fn what_was_begun_and_never_finished_goes_after_a_week<S: ScopeStore>(town: Town<S>) {
    let mut town = with_files(town);
    let (phone, _, h) = sent(&mut town);
    let place = ask(&mut town, &phone, h, FILE).unwrap().place.at;
    count(&mut town, &phone, &place, (0, PART_BYTES)).unwrap();
    town.now += 6 * DAY;
    count(&mut town, &phone, &place, (PART_BYTES, 2 * PART_BYTES)).unwrap();
    town.now += 6 * DAY;
    assert!(removable(&mut town).is_empty(), "a part came six days ago");
    town.now += 2 * DAY;
    assert_eq!(removable(&mut town), [Some(Uuid::from_u128(FILE))]);
    // It goes on just when it is to be removed: the row stays, and the device is told to begin anew.
    let before = town.now - HALF_MS;
    let (_, seen) = town.engine.keep(|engine| engine.blobs_to_remove(before, 9)).unwrap().remove(0);
    let opened = at(&mut town, &phone.token, &place).unwrap();
    let now = town.now;
    town.engine.keep(|engine| engine.note_reach(&opened, 0, false, now)).unwrap();
    town.engine.keep(|engine| engine.forget_removed(&seen)).unwrap();
    assert_eq!(at(&mut town, &phone.token, &place).unwrap().upto, 0);
    let (_, seen) = town.engine.keep(|engine| engine.blobs_to_remove(now + 1, 9)).unwrap().remove(0);
    town.engine.keep(|engine| engine.forget_removed(&seen)).unwrap();
    assert_eq!(at(&mut town, &phone.token, &place), Err(404));
    assert_eq!(ask(&mut town, &phone, h, FILE).unwrap().upto, 0, "and it begins anew");
}

suite! {
    400;
    its_author_brings_a_file_and_who_sees_it_fetches_it,
    who_does_not_see_the_record_finds_nothing,
    keys_come_with_the_grants_and_are_the_scopes_own,
    what_is_erased_goes_from_the_object_store_too,
    a_photo_of_a_letter_is_for_who_sees_the_letter,
    a_photo_goes_with_its_letter,
    what_was_begun_and_never_finished_goes_after_a_week,
}

/// The backup knows the file and not that it was erased.
#[test]
fn a_backup_that_is_put_back_does_not_bring_an_erased_file_back() {
    let mut town = with_files(Town::<Sqlite>::new(Engine::open_in_memory(1).unwrap()));
    let (phone, _, h) = sent(&mut town);
    let place = ask(&mut town, &phone, h, FILE).unwrap().place.at;
    let backup = town.engine.backup_bytes().unwrap();
    town.engine.erase(town.case.case, Some(Uuid::from_u128(MESSAGE)), town.now).unwrap();
    for (_, row) in town.engine.keep(|engine| engine.blobs_to_remove(0, 9)).unwrap() {
        town.engine.keep(|engine| engine.forget_removed(&row)).unwrap();
    }
    town.engine.restore_bytes(&backup, Noticed::AtStart).unwrap();
    assert_eq!(removable(&mut town), [Some(Uuid::from_u128(FILE))], "it goes again");
    assert_eq!(at(&mut town, &phone.token, &place), Err(404));
}
