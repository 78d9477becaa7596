//! Every key that this library says has a sentence in every language.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use opstap::{Language, Words};
use opstap_domain::catalogue::{FREQUENCIES, GOAL_STATES, KINDS, Part, REACTIONS, Shape, TASK_STATES};
use opstap_domain::goals::SCALES;

/// What comes right before a key in the source.
const SAYERS: [&str; 5] = ["text(\"", "text_with(\"", "Phrase::new(\"", "refuse(\"", "say(\""];

#[test]
fn every_key_in_the_source_has_words() {
    let mut keys = BTreeSet::new();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let entries = [
        source.clone(),
        source.join("files"),
        source.join("debts"),
        source.join("forms"),
        source.join("bank"),
    ]
    .map(|folder| fs::read_dir(folder).unwrap());
    let files = entries.into_iter().flatten().map(|entry| entry.unwrap().path());
    for path in files.filter(|path| path.is_file()) {
        let source = fs::read_to_string(path).unwrap();
        // `text(` and its key may stand on two lines.
        let source: String = source.split('(').map(str::trim_start).collect::<Vec<_>>().join("(");
        for sayer in SAYERS {
            let said = source.split(sayer).skip(1).filter_map(|rest| rest.split_once('"'));
            keys.extend(said.map(|(key, _)| key.to_owned()));
        }
    }
    // A unit of a record, such as `record.text("body")`, has no hyphen; a key always has.
    keys.retain(|key| key.contains('-'));
    assert!(keys.len() > 30, "the source is read: {keys:?}");
    all_said(keys);
}

#[test]
fn every_family_of_keys_is_whole() {
    let whats = [
        "case",
        "task",
        "programme",
        "appointment",
        "line",
        "conflict",
        "helper",
        "part",
        "text",
        "field",
        "record",
        "file",
        "deadline",
        "debt",
        "creditor",
        "letter",
        "proposal",
        "entry",
        "note",
        "goal",
        "form",
        "question",
        "answers",
        "prompt",
        "event",
        "moment",
    ];
    let codes =
        ["too_long", "wrong_type", "out_of_range", "not_a_choice", "bad_date", "missing", "bad_character"];
    let mut keys: Vec<String> = Vec::new();
    keys.extend(whats.map(|what| format!("error-unknown-{what}")));
    keys.extend(codes.map(|code| format!("refused-{code}")));
    keys.extend(["not_allowed", "scope_revoked", "held_before"].map(|why| format!("held-{why}")));
    keys.extend(Part::SHAREABLE.iter().map(|(part, _)| format!("part-{part}")));
    keys.extend(FREQUENCIES.iter().map(|often| format!("frequency-{often}")));
    keys.extend(TASK_STATES.iter().map(|state| format!("status-{state}")));
    let read = ["sender", "amount", "deadline", "reference", "iban", "kind", "subject"];
    keys.extend(read.map(|what| format!("letters-read-{what}")));
    keys.extend(["summons", "reminder", "decision", "bill"].map(|kind| format!("letters-kind-{kind}")));
    let places = ["waits", "sent", "refused", "coming", "here", "must-be-fetched", "size-kb", "size-mb"];
    keys.extend(places.map(|place| format!("file-{place}")));
    keys.extend(["size", "media", "after-sync", "only-here"].map(|why| format!("refused-file-{why}")));
    keys.extend(["content", "name", "thumbnail"].map(|unit| format!("field-{unit}")));
    let statuses = ["proposed", "confirmed", "cancelled", "missed", "kept"];
    keys.extend(statuses.map(|status| format!("status-{status}")));
    keys.extend(opstap_bank::Reason::ALL.map(|reason| format!("bank-fault-{}", reason.code())));
    keys.extend(REACTIONS.iter().chain(&["more", "nothing"]).map(|says| format!("talks-says-{says}")));
    keys.extend(GOAL_STATES.iter().map(|state| format!("goals-status-{state}")));
    keys.extend(SCALES.iter().flat_map(|scale| ["ask", "scale"].map(|part| format!("goals-{part}-{scale}"))));
    let states = ["new", "asked", "asked-seen", "begun", "shared"];
    keys.extend(states.map(|state| format!("form-state-{state}")));
    let places = ["open", "asked", "placed", "waiting", "closed", "cancelled"];
    keys.extend(places.map(|place| format!("event-{place}")));
    let moments = ["open", "asked", "given", "taken", "closed"];
    keys.extend(moments.map(|moment| format!("moment-{moment}")));
    keys.extend(["by", "by-seen", "by-you", "by-you-seen"].map(|by| format!("form-asked-{by}")));
    for kind in KINDS {
        keys.push(format!("kind-{}", kind.name));
        for unit in kind.units.iter().filter(|unit| !unit.change.is_empty()) {
            keys.push(format!("field-{}", unit.name));
            if let Shape::Choice(words) = unit.shape {
                keys.extend(words.iter().map(|word| format!("status-{word}")));
            }
        }
    }
    all_said(keys.into_iter().map(|key| key.replace('_', "-")).collect());
}

fn all_said(keys: BTreeSet<String>) {
    for language in Language::ALL {
        let words = Words::new(language);
        let missing: Vec<&String> = keys.iter().filter(|key| !words.has(key)).collect();
        assert!(missing.is_empty(), "{}.ftl lacks {missing:?}", language.code());
    }
}
