#![allow(clippy::unwrap_used)]
use std::collections::BTreeMap;

use opstap_domain::ids::{Compartment, Role, ScopeId};
use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::ident::Dot;
use crate::record::UnitState;

fn file(author: Uuid, content: Value) -> RecordState {
    let unit = |v| UnitState { v, d: Dot::new(DeviceId::new(1), 1), t: crate::hlc::Hlc(1), by: None, s: 1 };
    let units = BTreeMap::from([
        ("content".to_owned(), unit(content)),
        ("author".to_owned(), unit(json!(author))),
        ("of".to_owned(), unit(json!({ "kind": "message", "id": Uuid::from_u128(3) }))),
    ]);
    RecordState { units, ..RecordState::empty("file") }
}

fn grant(role: Role, parts: &[&str]) -> Grant {
    let scope = ScopeId::new(Uuid::from_u128(1), Compartment::Together);
    Grant { h: 1, scope, write: true, role, parts: parts.iter().map(|part| (*part).to_owned()).collect() }
}

fn content(size: u64) -> Value {
    json!({ "size": size, "media": "image/jpeg", "hash": "0a".repeat(32) })
}

#[test]
fn a_photo_of_a_letter_is_for_who_sees_the_letter() {
    let author = Uuid::from_u128(7);
    let photo = RecordState { kind: "letter_file".into(), ..file(author, content(5)) };
    let money = |role, parts: &[&str]| {
        let scope = ScopeId::new(Uuid::from_u128(1), Compartment::Money);
        Grant { scope, ..grant(role, parts) }
    };
    for (grant, sees) in [
        (money(Role::Client, &[]), true),
        (money(Role::Counsellor, &[]), true),
        (money(Role::Coach, &["budget"]), true),
        (money(Role::Coach, &["conversation", "goals"]), false),
        (money(Role::Triage, &[]), false),
        (money(Role::Administrator, &[]), false),
        // A grant for another compartment opens nothing of this one.
        (grant(Role::Coach, &["budget", "conversation"]), false),
    ] {
        assert_eq!(may_fetch(&grant, &photo), sees, "{grant:?}");
        assert_eq!(may_hash(&grant) && kind_in(grant.scope.compartment) == Some("letter_file"), sees);
    }
    assert_eq!(kind_in(Compartment::Office), None);
    let deleted = RecordState { deleted: true, ..photo };
    assert!(!may_fetch(&money(Role::Client, &[]), &deleted));
}

#[test]
fn who_reads_the_record_gets_the_bytes_and_only_its_author_brings_them() {
    let (author, other) = (Uuid::from_u128(7), Uuid::from_u128(8));
    let record = file(author, content(5));
    let about = About::of(&record).unwrap();
    assert!(may_fetch(&grant(Role::Counsellor, &[]), &record));
    assert!(may_fetch(&grant(Role::Coach, &["conversation"]), &record));
    assert!(!may_fetch(&grant(Role::Coach, &["programme"]), &record));
    assert!(!may_hash(&grant(Role::Coach, &["programme"])) && may_hash(&grant(Role::Client, &[])));
    assert!(may_bring(&grant(Role::Client, &[]), author, &about));
    assert!(!may_bring(&grant(Role::Client, &[]), other, &about));
    assert!(!may_bring(&Grant { write: false, ..grant(Role::Client, &[]) }, author, &about));
    let erased = RecordState::erased("file", 2, 3);
    assert!(!may_fetch(&grant(Role::Client, &[]), &erased));
    assert_eq!(belongs_to(&record), Some(Uuid::from_u128(3)));
}

#[test]
fn a_record_that_does_not_say_enough_has_no_bytes() {
    let author = Uuid::from_u128(7);
    for wrong in [
        json!(null),
        content(0),
        content(SIZE_MAX + 1),
        json!({ "size": 5, "media": "text/html", "hash": "0a".repeat(32) }),
        json!({ "size": 5, "media": "image/jpeg", "hash": "../../../../etc/passwd" }),
        json!({ "size": 5, "media": "image/jpeg", "hash": "0A".repeat(32) }),
        json!({ "size": -5, "media": "image/jpeg", "hash": "0a".repeat(32) }),
    ] {
        assert_eq!(About::of(&file(author, wrong.clone())), None, "{wrong}");
    }
    assert!(About::of(&RecordState { kind: "message".into(), ..file(author, content(5)) }).is_none());
}

#[test]
fn the_same_bytes_in_two_scopes_have_nothing_in_common() {
    let hash = |key: [u8; 32]| {
        let mut hasher = ScopeKey::new(key).hasher();
        hasher.add(b"a let");
        hasher.add(b"ter");
        hasher.finish()
    };
    assert_eq!(hash([1; 32]), hash([1; 32]));
    assert_ne!(hash([1; 32]), hash([2; 32]));
    assert_ne!(hash([1; 32]), blake3::hash(b"a letter").to_hex().to_string());
}

#[test]
fn a_key_travels_and_is_never_printed() {
    let key = ScopeKey::new([9; 32]);
    let text = serde_json::to_string(&key).unwrap();
    assert_eq!(serde_json::from_str::<ScopeKey>(&text).unwrap(), key);
    assert_eq!(format!("{key:?}"), "ScopeKey(…)");
    for bad in ["\"\"", "\"AAAA\"", "7", "\"not base64 at all!\""] {
        assert!(serde_json::from_str::<ScopeKey>(bad).is_err(), "{bad}");
    }
}

#[test]
fn what_can_be_run_is_no_file_of_ours() {
    assert_eq!(media_of(b"\xff\xd8\xff\xe0 a photo"), Some("image/jpeg"));
    assert_eq!(media_of(b"\0\0\0\x18ftypheic...."), Some("image/heic"));
    assert_eq!(media_of(b"%PDF-1.7"), Some("application/pdf"));
    for other in [&b""[..], b"\xff", b"MZ\x90", b"\x7fELF", b"<html>", b"PK\x03\x04", b"\0\0\0\x18ftypqt  "] {
        assert_eq!(media_of(other), None);
    }
}

proptest! {
    /// Parts follow each other without a gap, and only their beginnings are offsets.
    #[test]
    fn parts_cover_every_byte_once(size in 1..=SIZE_MAX, offset in 0..=SIZE_MAX) {
        let all = parts(size);
        let mut end = 0;
        for n in 0..all {
            let here = part(size, n);
            prop_assert_eq!(here.start, end);
            prop_assert!(here.end > here.start && here.end - here.start <= PART_BYTES);
            prop_assert_eq!(part_at(size, here.start), Some(n));
            end = here.end;
        }
        prop_assert_eq!(end, size);
        prop_assert!(part(size, all).is_empty() && part(size, u64::MAX).is_empty());
        let known = offset == size || (offset < size && offset % PART_BYTES == 0);
        prop_assert_eq!(part_at(size, offset).is_some(), known);
    }

    #[test]
    fn no_bytes_break_the_reading_of_their_type(head in proptest::collection::vec(any::<u8>(), 0..20)) {
        if let Some(media) = media_of(&head) {
            prop_assert!(catalogue::MEDIA.contains(&media));
        }
    }
}
