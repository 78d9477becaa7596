#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};

use opstap_domain::phrase::PHRASES;

use super::*;
use crate::{ContentRecord, Package, lint};

#[test]
fn both_languages_have_the_same_keys_and_variables() {
    let [dutch, english] = Language::ALL.map(|language| variables(language.source().leak()));
    for (key, names) in &dutch {
        assert_eq!(english.get(key), Some(names), "en.ftl: {key}");
    }
    for key in english.keys() {
        assert!(dutch.contains_key(key), "nl.ftl lacks {key}");
    }
    assert!(dutch.len() > 450);
}

#[test]
fn no_key_stands_twice_and_every_line_is_understood() {
    for language in Language::ALL {
        assert!(FluentResource::try_new(language.source()).is_ok(), "{}", language.code());
        let keys: Vec<&str> = entries(language.source().leak()).into_iter().map(|(key, _)| key).collect();
        let distinct: BTreeSet<&&str> = keys.iter().collect();
        assert_eq!(distinct.len(), keys.len(), "{}.ftl has a key twice", language.code());
    }
}

#[test]
fn every_sentence_can_be_filled_in() {
    for language in Language::ALL {
        let words = Words::new(language);
        for (key, names) in variables(language.source().leak()) {
            for count in [0, 1, 2, 12] {
                let values: Vec<(&str, Value)> = names
                    .iter()
                    .map(|name| (*name, if *name == "count" { Value::Count(count) } else { "iets".into() }))
                    .collect();
                let (text, whole) = words.filled(key, &values);
                assert!(
                    whole && !text.contains('{') && !text.is_empty(),
                    "{}: {key}: {text}",
                    language.code()
                );
            }
        }
    }
}

#[test]
fn everything_that_the_domain_says_has_words() {
    for language in Language::ALL {
        let known = variables(language.source().leak());
        for (key, arguments) in PHRASES {
            let used = known.get(key).unwrap_or_else(|| panic!("{}.ftl lacks {key}", language.code()));
            let given: BTreeSet<&str> = arguments.iter().copied().collect();
            assert!(used.is_subset(&given), "{}.ftl: {key} uses {used:?}, given {given:?}", language.code());
        }
    }
}

#[test]
fn the_words_are_plain_dutch() {
    let explained = explained();
    let mut found = Vec::new();
    for (key, body) in entries(Language::Dutch.source().leak()) {
        for text in variants(&body) {
            found.extend(lint::findings(&text, &explained).iter().map(|finding| format!("{key}: {finding}")));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_content_is_plain_dutch() {
    let explained = explained();
    let mut found = Vec::new();
    // Sources of law are titles, for who looks them up; a creditor is called as it calls itself.
    let read = |record: &ContentRecord| !["legal_figures", "known_creditor"].contains(&record.kind);
    for record in Package::embedded().unwrap().records().into_iter().filter(read) {
        for (field, text) in texts("", &record.body) {
            let findings = lint::findings(&text, &explained);
            found.extend(
                findings.iter().map(|finding| format!("{} {} {field}: {finding}", record.kind, record.key)),
            );
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_lock_screen_never_tells_what_the_app_is_about() {
    // What a phone shows while it is locked: the discreet line of a reminder, and the name of its channel.
    const SHOWN: [&str; 2] = ["reminder-discreet-", "ui-channel-"];
    for language in Language::ALL {
        let mut seen = 0;
        for (key, body) in entries(language.source().leak()) {
            if !SHOWN.iter().any(|prefix| key.starts_with(prefix)) {
                continue;
            }
            seen += 1;
            let lower = body.to_lowercase();
            for word in
                ["schuld", "gemeente", "deurwaarder", "€", "debt", "municipal", "bailiff", "geld", "money"]
            {
                assert!(!lower.contains(word), "{}.ftl: {key} says {word}", language.code());
            }
        }
        assert!(seen >= 8, "{}.ftl has {seen}", language.code());
    }
}

#[test]
fn a_count_chooses_between_one_and_many() {
    let words = Words::new(Language::Dutch);
    assert_eq!(words.text_with("count-messages", &[("count", 1_i64.into())]), "1 bericht");
    assert_eq!(words.text_with("count-messages", &[("count", 3_i64.into())]), "3 berichten");
    assert_eq!(words.text_with("attention-silent", &[("count", 14_i64.into())]), "14 dagen stil");
}

#[test]
fn a_key_that_does_not_exist_shows_as_itself() {
    assert_eq!(Words::new(Language::English).text("no-such-key"), "no-such-key");
}

#[test]
fn a_language_is_found_by_its_code() {
    assert_eq!(Language::from_code("nl_NL.UTF-8"), Some(Language::Dutch));
    assert_eq!(Language::from_code("EN"), Some(Language::English));
    assert_eq!(Language::from_code("fr"), None);
}

#[test]
fn words_may_cross_threads() {
    fn crosses<T: Send + Sync>(_: &T) {}
    crosses(&Words::new(Language::Dutch));
}

fn explained() -> BTreeSet<String> {
    let package = Package::embedded().unwrap_or_else(|error| panic!("{error}"));
    package.terms.into_iter().map(|term| term.term).collect()
}

/// Key and raw body of each message in a Fluent file.
fn entries(source: &str) -> Vec<(&str, String)> {
    let mut entries: Vec<(&str, String)> = Vec::new();
    for line in source.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        if line.starts_with(' ') {
            if let Some((_, body)) = entries.last_mut() {
                body.push('\n');
                body.push_str(line);
            }
        } else if let Some((key, body)) = line.split_once('=') {
            entries.push((key.trim(), body.trim().to_owned()));
        }
    }
    entries
}

fn variables(source: &str) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut all = BTreeMap::new();
    for (key, body) in entries(source) {
        let mut names = BTreeSet::new();
        for part in body.split('$').skip(1) {
            let length = part.find(|one: char| !one.is_ascii_alphanumeric() && one != '_' && one != '-');
            let name = &part[..length.unwrap_or(part.len())];
            // Borrow the name from the source, where it stands somewhere.
            if let Some(at) = source.find(&format!("${name}")) {
                names.insert(&source[at + 1..at + 1 + name.len()]);
            }
        }
        all.insert(key, names);
    }
    all
}

/// The texts that a reader can see: one, or each variant of a choice.
fn variants(body: &str) -> Vec<String> {
    if !body.contains("->") {
        return vec![body.to_owned()];
    }
    let lines = body.lines().filter_map(|line| line.trim().trim_start_matches('*').split_once(']'));
    lines.map(|(_, text)| text.trim().to_owned()).collect()
}

/// Fields that a reader never sees.
const UNSEEN: [&str; 9] =
    ["basis", "default", "editorNote", "fields", "parameters", "paydayRule", "status", "unit", "when"];

fn texts(field: &str, value: &serde_json::Value) -> Vec<(String, String)> {
    match value {
        serde_json::Value::String(text) => vec![(field.to_owned(), text.clone())],
        serde_json::Value::Array(list) => list.iter().flat_map(|one| texts(field, one)).collect(),
        serde_json::Value::Object(object) => {
            let seen = object.iter().filter(|(name, _)| !UNSEEN.contains(&name.as_str()));
            seen.flat_map(|(name, one)| texts(name, one)).collect()
        }
        _ => Vec::new(),
    }
}
