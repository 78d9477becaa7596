#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::json;

use super::*;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn book() -> TipBook {
    let fields = serde_json::from_value(json!({ "income.isLow": "bool" })).unwrap();
    TipBook { version: String::new(), parameters: BTreeMap::new(), fields, rules: Vec::new() }
}

fn tip() -> TipText {
    TipText::of(&json!({
        "id": "kopje-thee", "title": "Begin klein", "text": "Kies vandaag een ding.", "action": "none",
        "cooldownDays": 30, "when": { "field": "income.isLow", "op": "isTrue" }, "category": "contact", "priority": 50,
        "version": "2026.11.0",
    }))
    .unwrap()
}

fn field(tip: &TipText) -> Option<&'static str> {
    tip.check("kopje-thee", &book(), None).err().map(|unclear| unclear.field)
}

#[test]
fn a_version_counts_within_its_month() {
    assert_eq!(next_version("2026.11.0", day("2026-11-27")), "2026.11.1");
    assert_eq!(next_version("2026.11.9", day("2026-11-27")), "2026.11.10");
    assert_eq!(next_version("2026.11.9", day("2026-12-01")), "2026.12.1");
    assert_eq!(next_version("", day("2026-01-01")), "2026.01.1");
    assert_eq!(next_version("2026.01.1", day("2026-01-31")), "2026.01.2");
    assert_eq!(next_version("1.a.2", day("2026-11-27")), "2026.11.1");
}

#[test]
fn a_programme_s_next_version_sorts_after_the_one_before_as_a_text() {
    assert_eq!(later_version("2026.11.0", day("2026-11-27")), "2026.11.1");
    assert_eq!(later_version("2026.11.9", day("2026-11-27")), "2026.11.90");
    assert_eq!(later_version("2026.11.90", day("2026-11-27")), "2026.11.91");
    assert_eq!(later_version("2026.11.99", day("2026-11-27")), "2026.11.990");
    assert_eq!(later_version("2026.11.9", day("2026-12-01")), "2026.12.1");
    assert_eq!(later_version("2027.03.2", day("2026-12-01")), "2027.03.3", "dated later than today");
    assert_eq!(later_version("2026.9.0", day("2026-12-01")), "2026.9.1");
    assert_eq!(later_version("", day("2026-12-01")), "2026.12.1");
    assert_eq!(later_version("proef", day("2026-12-01")), "proef.1");
}

proptest! {
    #[test]
    fn whatever_was_published_what_comes_after_it_is_newer(
        before in "(20[0-9]{2}\\.[0-9]{1,2}\\.[0-9]{1,6}|[ -~]{0,12})", days in 0_i64..900, times in 1_usize..40,
    ) {
        let mut version = before;
        for at in 0..times {
            let next = later_version(&version, day("2026-01-31").plus_days(days + at as i64 / 7));
            prop_assert!(next > version, "{next} after {version}");
            version = next;
        }
    }
}

#[test]
fn only_what_can_be_done_now_is_done() {
    use State::{Draft, Proposed, Published, Refused, Withdrawn};
    assert_eq!(after(None, true, Deed::Save), Some(Draft));
    assert_eq!(after(None, false, Deed::Publish), None);
    assert_eq!(after(None, true, Deed::Publish), None, "it stands as it came");
    assert_eq!(after(Some(Proposed), false, Deed::Save), Some(Proposed));
    assert_eq!(after(Some(Proposed), false, Deed::Publish), Some(Published));
    assert_eq!(after(Some(Proposed), false, Deed::Refuse), Some(Refused));
    for state in [None, Some(Draft), Some(Refused), Some(Published), Some(Withdrawn)] {
        assert_eq!(after(state, true, Deed::Refuse), None, "{state:?}");
    }
    assert_eq!(after(Some(Published), true, Deed::Publish), None);
    assert_eq!(after(Some(Published), true, Deed::Withdraw), Some(Withdrawn));
    assert_eq!(after(Some(Withdrawn), false, Deed::Withdraw), None);
    assert_eq!(after(Some(Withdrawn), false, Deed::Publish), Some(Published));
}

#[test]
fn names_are_read_back() {
    for state in State::ALL {
        assert_eq!(State::from_name(state.name()), Some(state));
    }
    for deed in Deed::ALL {
        assert_eq!(Deed::from_name(deed.name()), Some(deed));
    }
}

#[test]
fn a_tip_says_which_of_its_fields_cannot_be_kept() {
    assert_eq!(field(&tip()), None);
    assert_eq!(field(&TipText { title: " ".into(), ..tip() }), Some("title"));
    assert_eq!(field(&TipText { text: "a".repeat(TIP_MAX + 1), ..tip() }), Some("text"));
    assert_eq!(field(&TipText { cooldown_days: 0, ..tip() }), Some("rest"));
    assert_eq!(field(&TipText { priority: 101, ..tip() }), Some("priority"));
    assert_eq!(field(&TipText { action: "open:elsewhere".into(), ..tip() }), Some("action"));
    let elsewhere = TipText { action: "open:elsewhere".into(), ..tip() };
    assert_eq!(elsewhere.check("x", &book(), Some(&elsewhere)), Ok(()), "what a package gave it stays");
    let when = serde_json::from_value(json!({ "field": "income.isHigh", "op": "isTrue" })).unwrap();
    assert_eq!(field(&TipText { when, ..tip() }), Some("when"));
    let when = serde_json::from_value(json!({ "all": [] })).unwrap();
    assert_eq!(field(&TipText { when, ..tip() }), Some("when"), "nobody asked for whom it is");
}
