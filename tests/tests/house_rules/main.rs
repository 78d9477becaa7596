//! The rules of `docs/ARCHITECTURE.md` and of our style that a program can check.
//!
//! Standard library only, so that these run first and fast. Each rule takes a [`Tree`] and answers
//! what is against it; below each rule stands a test that plants a violation and wants it found.
//! An exception is a line with its reason in `tests/house_rules_allow.txt`.
#![allow(clippy::expect_used)]

mod arrows;
mod manners;
mod purity;
mod rulebook;
mod rust;
mod shells;
mod size;
mod tree;
mod words;

use tree::Tree;

#[test]
fn crates_depend_in_one_direction() {
    holds("arrow", &arrows::against(&Tree::of_project()));
}

#[test]
fn every_dependency_is_used() {
    holds("unused", &arrows::unused(&Tree::of_project()));
}

#[test]
fn each_crate_leaves_alone_what_is_not_its_business() {
    holds("purity", &purity::against(&Tree::of_project()));
}

#[test]
fn every_rule_of_the_rulebook_is_asked() {
    holds("rulebook", &rulebook::against(&Tree::of_project()));
}

#[test]
fn files_and_functions_stay_small() {
    holds("size", &size::against(&Tree::of_project()));
}

#[test]
fn words_for_people_live_in_content() {
    holds("dutch", &manners::dutch_in_code(&Tree::of_project()));
}

#[test]
fn phones_carry_the_words_that_they_say() {
    holds("words", &words::left_behind(&Tree::of_project()));
}

#[test]
fn shells_say_only_words_that_they_get() {
    holds("shell-words", &words::unsaid_by_shells(&Tree::of_project()));
}

#[test]
fn no_module_is_a_drawer_for_anything() {
    holds("drawer", &manners::drawers(&Tree::of_project()));
}

#[test]
fn no_file_knows_the_machine_it_was_made_on() {
    holds("machine", &manners::machine(&Tree::of_project()));
}

#[test]
fn every_library_opens_with_its_purpose() {
    holds("page", &manners::pages(&Tree::of_project()));
}

#[test]
fn every_exception_has_a_reason_and_is_still_needed() {
    let tree = Tree::of_project();
    let mut found = Vec::new();
    for rule in [arrows::against, arrows::unused, purity::against, size::against, manners::dutch_in_code] {
        found.extend(rule(&tree));
    }
    for rule in [shells::thick, shells::large, shells::named] {
        found.extend(rule(&tree));
    }
    for allowed in tree.allowed() {
        assert!(!allowed.reason.is_empty(), "{} {} has no reason", allowed.rule, allowed.place);
        assert!(
            found.iter().any(|one| one.place == allowed.place),
            "{} {} is no longer needed",
            allowed.rule,
            allowed.place
        );
    }
}

#[test]
fn shells_are_thin() {
    holds("thick", &shells::thick(&Tree::of_project()));
}

#[test]
fn shells_stay_small() {
    holds("large", &shells::large(&Tree::of_project()));
}

#[test]
fn shells_say_what_things_are() {
    holds("named", &shells::named(&Tree::of_project()));
}

/// Something against a rule: where, and what.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Against {
    /// A path, or a path with `#function`.
    place: String,
    what: String,
}

fn against(place: impl Into<String>, what: impl Into<String>) -> Against {
    Against { place: place.into(), what: what.into() }
}

fn holds(rule: &str, found: &[Against]) {
    let allowed = Tree::of_project().allowed();
    let left: Vec<String> = found
        .iter()
        .filter(|one| !allowed.iter().any(|allow| allow.rule == rule && allow.place == one.place))
        .map(|one| format!("{}: {}", one.place, one.what))
        .collect();
    assert!(left.is_empty(), "against the rule \"{rule}\":\n{}", left.join("\n"));
}
