//! The content that ships reads, checks out, and gives the golden answers.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use opstap_domain::Date;
use opstap_domain::budget::{BudgetContent, BudgetRules, Frequency, summarise};
use opstap_domain::condition::{Facts, Parameters};
use opstap_domain::phrase::PHRASES;
use opstap_domain::programme::{Run, StepState, follow, parse_programmes};
use opstap_domain::time::{HolidayRules, PayRule, pay_days};
use opstap_domain::tips::{TipBook, check_rules, field_key, suggest};
use serde::Deserialize;

#[test]
fn every_golden_household_gets_its_tips() {
    #[derive(Deserialize)]
    struct Cases {
        cases: Vec<Case>,
    }
    #[derive(Deserialize)]
    struct Case {
        profile: String,
        facts: Facts,
        expected: Vec<String>,
    }
    let book = tips();
    let golden: Cases = serde_json::from_str(include_str!("fixtures/tip-profiles.json")).unwrap();
    let parameters = book.parameters_with(&Parameters::new());
    for case in golden.cases {
        let tips = suggest(&book.rules, &parameters, &case.facts, &[], today());
        let ids: Vec<&str> = tips.iter().map(|tip| tip.rule.id.as_str()).collect();
        assert_eq!(ids, case.expected, "{}", case.profile);
        assert!(tips.iter().all(|tip| !tip.because.is_empty()), "each says why");
    }
}

#[test]
fn the_rules_of_tips_have_nothing_wrong() {
    assert_eq!(check_rules(&tips()), []);
}

#[test]
fn every_field_of_the_rules_can_be_put_in_words() {
    for field in tips().fields.keys() {
        let key = field_key(field);
        assert!(PHRASES.iter().any(|(known, _)| *known == key), "{key}");
    }
}

#[test]
fn every_programme_can_be_followed_from_its_start() {
    let programmes = parse_programmes(&content("programmes.json")).unwrap();
    assert!(!programmes.is_empty());
    for template in programmes {
        let run =
            Run { template: template.id.clone(), version: template.version.clone(), started_on: today() };
        let state = follow(&template, &run, &[], &Facts::new(), today());
        assert!(state.next.is_some() || state.no_next.is_some(), "{}", template.id);
        assert!(!state.other_version);
        assert_eq!(state.state, StepState::Open);
    }
}

#[test]
fn categories_and_sources_of_income_are_understood() {
    let budget: BudgetContent = serde_json::from_str(&content("budget-categories.json")).unwrap();
    let empty = summarise(&[], &budget.categories, &BudgetRules::default()).unwrap();
    assert!(empty.completeness.missing.contains(&"eten".to_owned()));
    for source in &budget.income_sources {
        assert_ne!(source.payday_rule, PayRule::Unknown, "{}", source.id);
        let days = pay_days(&source.payday_rule, today(), today().plus_days(365), &HolidayRules::default());
        if let PayRule::DayOfMonth { .. } = source.payday_rule {
            assert!((12..=13).contains(&days.len()), "{}", source.id);
        }
    }
    let frequencies: serde_json::Value = serde_json::from_str(&content("budget-categories.json")).unwrap();
    for frequency in Frequency::ALL {
        let word = serde_json::to_value(frequency).unwrap();
        assert_eq!(frequencies["frequencies"][word.as_str().unwrap()], frequency.times_a_year());
    }
}

fn tips() -> TipBook {
    serde_json::from_str(&content("tips.json")).unwrap()
}

fn content(file: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../content/package");
    std::fs::read_to_string(format!("{folder}/{file}")).expect("content stands beside core")
}

fn today() -> Date {
    "2026-11-23".parse().unwrap()
}
