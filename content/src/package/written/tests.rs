#![allow(clippy::unwrap_used)]

use opstap_domain::editing::outline::{Change, at_path, blank, change, ids, set};
use proptest::prelude::*;
use serde_json::json;

use super::super::Package;
use super::*;

fn around() -> Around {
    Around {
        forms: vec!["mijn-doel".to_owned()],
        messages: [
            ("welkom", "auto"),
            ("bellen", "human"),
            ("groep", "segment"),
            ("eigen", ""),
            ("lezen", "approve"),
        ]
        .map(|(id, mode)| (id.to_owned(), mode.to_owned()))
        .into(),
        facts: vec!["income.isLow".to_owned()],
    }
}

fn whole() -> Outline {
    let mut all = blank("p");
    for (id, field, text) in [
        ("p", "title", "Proef"),
        ("p", "audience", "iedereen"),
        ("p", "intro", "Begin."),
        ("p", "closing", "Einde."),
        ("p.f1", "title", "Een"),
        ("p.f1", "aim", "Doel."),
        ("p.f1.s1", "title", "Stap"),
        ("p.f1.s1", "why", "Omdat."),
        ("p.f1.s1", "praise", "Mooi."),
        ("p.f1.s1.t1", "title", "Taak"),
        ("p.f1.s1.t1", "text", "Doe dit."),
    ] {
        assert!(set(&mut all, id, field, Some(json!(text))));
    }
    set(&mut all, "p", "typicalWeeks", Some(json!(2)));
    all
}

fn faults(all: &Outline, finished: bool) -> Vec<(String, Fault)> {
    let problems = check_programme(all, &around(), finished).err().unwrap_or_default();
    problems.into_iter().map(|problem| (problem.field, problem.fault)).collect()
}

#[test]
fn a_draft_may_have_gaps_and_what_is_taken_into_use_has_none() {
    let begun = blank("p");
    assert_eq!(faults(&begun, false), []);
    let gaps = faults(&begun, true);
    assert!(gaps.contains(&("typicalWeeks".to_owned(), Fault::Missing)), "{gaps:?}");
    assert!(gaps.contains(&("phases[0].steps[0].tasks[0].title".to_owned(), Fault::Empty)), "{gaps:?}");
    assert_eq!(faults(&whole(), true), []);
    let mut none = whole();
    change(&mut none, &Change::Remove("p.f1".into()));
    assert_eq!(
        (faults(&none, false), faults(&none, true)),
        (vec![], vec![("phases".into(), Fault::NothingInIt)])
    );
}

#[test]
fn what_is_wrong_is_wrong_in_a_draft_too_and_says_where() {
    let wrong = |id: &str, field: &str, value: Value| {
        let mut all = whole();
        assert!(set(&mut all, id, field, Some(value)));
        faults(&all, false)
    };
    let one = |field: &str, fault| vec![(field.to_owned(), fault)];
    let task = "p.f1.s1.t1";
    let at = |field: &str| format!("phases[0].steps[0].tasks[0].{field}");
    assert_eq!(wrong("p", "title", json!("a".repeat(61))), one("title", Fault::TooLong(60)));
    assert_eq!(wrong("p", "typicalWeeks", json!("twee")), one("typicalWeeks", Fault::Number(1, 260)));
    assert_eq!(wrong("p", "colour", json!("rood")), one("colour", Fault::Unknown));
    assert_eq!(wrong(task, "minutes", json!(61)), one(&at("minutes"), Fault::Number(1, 60)));
    assert_eq!(wrong(task, "who", json!("iemand")), one(&at("who"), Fault::Choice));
    assert_eq!(wrong(task, "form", json!("mijn-doel")), vec![]);
    assert_eq!(wrong(task, "form", json!("geen")), one(&at("form"), Fault::Choice));
    assert_eq!(wrong(task, "text", json!("a\u{7}b")), one(&at("text"), Fault::Character));
    assert_eq!(wrong(task, "id", json!("p.f1.s2.t1"))[0].1, Fault::Other, "below another step");
    let mut all = whole();
    for at in 0..24 {
        change(&mut all, &Change::Add { to: "p.f1.s1".into(), id: format!("p.f1.s1.x{at}") });
    }
    assert_eq!(faults(&all, false), one("phases[0].steps[0].tasks", Fault::TooMany(24)));
    let mut all = whole();
    for at in 0..19 {
        let step = format!("p.f1.x{at}");
        change(&mut all, &Change::Add { to: "p.f1".into(), id: step.clone() });
        for at in 0..9 {
            change(&mut all, &Change::Add { to: step.clone(), id: format!("{step}.x{at}") });
        }
    }
    assert_eq!(faults(&all, false), one("phases", Fault::TooMany(200)));
}

#[test]
fn every_programme_of_the_package_is_read_as_one_that_somebody_wrote() {
    let package = Package::embedded().unwrap();
    let around =
        Around { forms: package.forms.iter().map(|form| form.id.clone()).collect(), ..Around::default() };
    for record in package.records().into_iter().filter(|record| record.kind == "programme") {
        let body = record.body.as_object().unwrap();
        assert_eq!(check_programme(body, &around, true), Ok(()), "{}", record.key);
    }
}

fn automation(change: &[(&str, Value)]) -> Vec<(String, Fault)> {
    let body = json!({ "id": "a", "title": "Gemist", "on": "appointment_missed", "days": 3, "message": "welkom", "mode": "approve" });
    let mut body = body.as_object().unwrap().clone();
    for (name, value) in change {
        body.insert((*name).to_owned(), value.clone());
    }
    let problems = check_automation(&body, &around(), false).err().unwrap_or_default();
    problems.into_iter().map(|problem| (problem.field, problem.fault)).collect()
}

#[test]
fn an_automation_is_read_as_one_of_a_package() {
    let one = |field: &str, fault| vec![(field.to_owned(), fault)];
    assert_eq!(automation(&[]), vec![]);
    assert_eq!(automation(&[("message", json!(""))]), vec![], "not chosen yet");
    assert_eq!(automation(&[("message", json!("weg"))]), one("message", Fault::Choice));
    assert_eq!(automation(&[("message", json!("groep"))]), one("message", Fault::Choice));
    assert_eq!(automation(&[("message", json!("bellen"))]), one("mode", Fault::Choice));
    assert_eq!(automation(&[("message", json!("bellen")), ("mode", json!("human"))]), vec![]);
    assert_eq!(automation(&[("message", json!("eigen"))]), vec![]);
    // By itself goes what may go so, and an organisation's own message.
    let by_itself = |message: &str| automation(&[("message", json!(message)), ("mode", json!("auto"))]);
    assert_eq!((by_itself("welkom"), by_itself("eigen")), (vec![], vec![]));
    assert_eq!(by_itself("bellen"), one("mode", Fault::Choice));
    assert_eq!(by_itself("lezen"), one("mode", Fault::Choice));
    assert_eq!(automation(&[("aDay", json!(5))]), vec![]);
    assert_eq!(automation(&[("aDay", json!(0))]), one("aDay", Fault::Number(1, 200)));
    assert_eq!(automation(&[("on", json!("silent"))]), one("days", Fault::Number(7, 366)));
    assert_eq!(automation(&[("on", json!("full_moon"))]), one("on", Fault::Choice));
    let when = |field: &str| json!({ "field": field, "op": "isTrue" });
    assert_eq!(automation(&[("when", when("income.isLow"))]), vec![]);
    assert_eq!(automation(&[("when", when("income.isHigh"))]), one("when", Fault::Choice));
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf =
        prop_oneof![Just(Value::Null), any::<i64>().prop_map(Value::from), "\\PC{0,9}".prop_map(Value::from)];
    leaf.prop_recursive(5, 60, 5, |inner| {
        let names = "(id|title|aim|why|text|phases|steps|tasks|form|who|on|days|message|when|animation)";
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map(names, inner, 0..6)
                .prop_map(|all| Value::Object(all.into_iter().collect())),
        ]
    })
}

proptest! {
    /// Whatever is handed in is judged, and each fault names a part that is there.
    #[test]
    fn anything_that_is_handed_in_is_judged(value in any_json()) {
        let Value::Object(all) = value else { return Ok(()) };
        for problem in check_programme(&all, &around(), true).err().unwrap_or_default() {
            let (id, _) = at_path(&all, &problem.field);
            prop_assert!(ids(&all).contains(&id.as_str()));
        }
        let loose = check_programme(&all, &around(), false).err().unwrap_or_default();
        let strict = check_programme(&all, &around(), true).err().unwrap_or_default();
        prop_assert!(loose.iter().all(|problem| strict.contains(problem)));
        let _ = check_automation(&all, &around(), true);
    }
}
