#![allow(clippy::unwrap_used)]

use opstap_domain::editing::outline::Change;
use opstap_domain::editing::questions::{blank, change, questions, set, words};
use proptest::prelude::*;
use serde_json::json;

use super::super::Package;
use super::*;

fn whole() -> Outline {
    let mut form = blank("p");
    for name in ["title", "goal", "method", "intro", "closing"] {
        form.insert(name.to_owned(), json!(format!("Zo is {name}.")));
    }
    form.insert("minutes".to_owned(), json!(5));
    form.insert("steps".to_owned(), json!(["Denk na."]));
    form.insert(
        "questions".to_owned(),
        json!([
            { "id": "nu", "label": "Hoe gaat het?", "type": "scale10", "optional": false },
            { "id": "helpt", "label": "Wat helpt?", "type": "multichoice", "optional": true,
              "options": ["Wandelen", "Muziek"], "when": { "field": "nu", "op": "lt", "value": 5 } },
            { "id": "bedrag", "label": "Wat kost dat?", "type": "money", "optional": true,
              "when": { "field": "helpt:Muziek", "op": "isTrue" } },
        ]),
    );
    form
}

fn faults(form: &Outline, finished: bool) -> Vec<(String, Fault)> {
    let problems = check_work_form(form, None, finished).err().unwrap_or_default();
    problems.into_iter().map(|problem| (problem.field, problem.fault)).collect()
}

fn one(field: &str, fault: Fault) -> Vec<(String, Fault)> {
    vec![(field.to_owned(), fault)]
}

#[test]
fn a_draft_of_a_form_may_have_gaps_and_one_in_use_has_none() {
    let begun = blank("p");
    assert_eq!(faults(&begun, false), []);
    let gaps = faults(&begun, true);
    for gap in [("title", Fault::Empty), ("minutes", Fault::Missing), ("questions[0].label", Fault::Empty)] {
        assert!(gaps.contains(&(gap.0.to_owned(), gap.1)), "{gaps:?}");
    }
    assert_eq!(faults(&whole(), true), []);
    let mut none = whole();
    none.insert("questions".to_owned(), json!([]));
    assert_eq!((faults(&none, false), faults(&none, true)), (vec![], one("questions", Fault::NothingInIt)));
    let gap = |id: &str, field: &str, value: Value| {
        let mut form = whole();
        assert!(set(&mut form, id, field, Some(value)));
        assert_eq!(faults(&form, false), [], "{field}");
        faults(&form, true)
    };
    assert_eq!(gap("nu", "label", json!("")), one("questions[0].label", Fault::Empty));
    let open = json!({ "field": "nu", "op": "gt", "value": "" });
    assert_eq!(gap("bedrag", "when", open), one("questions[2].when", Fault::Empty));
    let never = json!({ "field": "nu", "op": "gt", "value": 10 });
    assert_eq!(gap("bedrag", "when", never), one("questions[2].when", Fault::NeverAsked));
    let mut begun = whole();
    set(&mut begun, "nu", "type", Some(json!("choice")));
    set(&mut begun, "helpt", "when", None);
    assert_eq!((faults(&begun, false), faults(&begun, true)[0].1), (vec![], Fault::Missing));
    set(&mut begun, "nu", "options", Some(json!(["Goed"])));
    assert_eq!(
        (faults(&begun, false), faults(&begun, true)),
        (vec![], one("questions[0].options", Fault::TooFew(2)))
    );
}

#[test]
fn what_is_wrong_with_a_form_is_wrong_in_a_draft_too_and_says_where() {
    let wrong = |id: &str, field: &str, value: Value| {
        let mut form = whole();
        assert!(set(&mut form, id, field, Some(value)));
        faults(&form, false)
    };
    let when = |field: &str, op: &str, value: Value| json!({ "field": field, "op": op, "value": value });
    let at = |field: &str| format!("questions[2].{field}");
    assert_eq!(wrong("bedrag", "label", json!("a".repeat(241))), one(&at("label"), Fault::TooLong(240)));
    assert_eq!(wrong("bedrag", "type", json!("colour")), one(&at("type"), Fault::Choice));
    assert_eq!(wrong("bedrag", "options", json!(["Ja", "Nee"])), one(&at("options"), Fault::NotHere));
    assert_eq!(wrong("bedrag", "colour", json!("rood")), one(&at("colour"), Fault::Unknown));
    assert_eq!(wrong("bedrag", "when", when("later", "eq", json!(1))), one(&at("when"), Fault::NotEarlier));
    assert_eq!(wrong("bedrag", "when", when("nu", "eq", json!("elf"))), one(&at("when"), Fault::Comparison));
    assert_eq!(wrong("bedrag", "when", json!({ "field": "nu" })), one(&at("when"), Fault::Other));
    let helpt = |options: Value| wrong("helpt", "options", options);
    let options = |fault| one("questions[1].options", fault);
    assert_eq!(helpt(json!(["Muziek", "muziek"])), options(Fault::Same));
    assert_eq!(helpt(json!(["Muziek", "Muziek"])), options(Fault::Same));
    assert_eq!(helpt(json!(["Muziek", "Ja, graag"])), options(Fault::Parting));
    assert_eq!(helpt(json!(["Praten", "Slapen"])), one(&at("when"), Fault::NotEarlier));
    let many: Vec<String> = (0..13).map(|at| format!("Keuze {at}")).chain(["Muziek".to_owned()]).collect();
    assert_eq!(helpt(json!(many)), options(Fault::TooMany(12)));
    let mut form = whole();
    for at in 0..14 {
        change(&mut form, &Change::Add { to: "p".into(), id: format!("v{at}") });
    }
    assert_eq!(faults(&form, false), one("questions", Fault::TooMany(16)));
    form.insert("steps".to_owned(), json!(vec!["a"; 13]));
    assert_eq!(faults(&form, false)[0], ("steps".to_owned(), Fault::TooMany(12)));
}

#[test]
fn a_question_that_people_answered_keeps_the_kind_of_its_answers() {
    let (before, mut after) = (whole(), whole());
    let kinds = |after: &Outline, finished| {
        let problems = check_work_form(after, Some(&before), finished).err().unwrap_or_default();
        problems.into_iter().map(|problem| (problem.field, problem.fault)).collect::<Vec<_>>()
    };
    assert_eq!(kinds(&after, true), []);
    set(&mut after, "bedrag", "type", Some(json!("text")));
    assert_eq!(kinds(&after, false), one("questions[2].type", Fault::OtherKind));
    set(&mut after, "bedrag", "id", Some(json!("vabcdef")));
    assert_eq!(kinds(&after, true), [], "another question is asked what one likes");
}

#[test]
fn every_form_of_the_package_is_read_as_one_that_somebody_wrote() {
    let package = Package::embedded().unwrap();
    for record in package.records().into_iter().filter(|record| record.kind == "work_form") {
        let body = record.body.as_object().unwrap();
        assert_eq!(check_work_form(body, Some(body), true), Ok(()), "{}", record.key);
        assert!(words(body).len() > 3);
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let words = "(text|choice|multichoice|scale10|money|nu|helpt|helpt:Muziek|lt|eq|isTrue|Muziek|\\PC{0,9})";
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (0..12_i64).prop_map(Value::from),
        words.prop_map(Value::from)
    ];
    leaf.prop_recursive(5, 60, 5, |inner| {
        let names = "(id|title|minutes|steps|questions|label|type|optional|options|when|field|op|value|all|not|closing)";
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map(names, inner, 0..6)
                .prop_map(|all| Value::Object(all.into_iter().collect())),
        ]
    })
}

/// A whole form of which some fields are anything at all.
fn bent() -> impl Strategy<Value = Outline> {
    let fields = "(id|label|type|optional|options|when)";
    prop::collection::vec((0..3_usize, fields, any_json()), 0..5).prop_map(|changes| {
        let mut form = whole();
        for (at, field, value) in changes {
            let id = ["nu", "helpt", "bedrag"][at];
            set(&mut form, id, &field, Some(value));
        }
        form
    })
}

proptest! {
    /// Whatever is handed in is judged; what is wrong in a draft is wrong in what is taken into use, and each fault of a question
    /// names one that is there.
    #[test]
    fn any_form_that_is_handed_in_is_judged(form in prop_oneof![bent(), any_json().prop_filter_map("an object", |value| value.as_object().cloned())]) {
        let strict = check_work_form(&form, Some(&whole()), true).err().unwrap_or_default();
        let loose = check_work_form(&form, Some(&whole()), false).err().unwrap_or_default();
        prop_assert!(loose.iter().all(|problem| strict.contains(problem)));
        let many = form.get("questions").and_then(Value::as_array).map_or(0, Vec::len);
        for problem in strict {
            if let Some((at, _)) = problem.field.strip_prefix("questions[").and_then(|rest| rest.split_once(']')) {
                prop_assert!(at.parse::<usize>().unwrap() < many);
            }
        }
    }

    /// What may be taken into use is read back by the reader of records, and asked by the domain, as it was written.
    #[test]
    fn what_is_taken_into_use_is_read_back_as_it_was_written(form in bent()) {
        if check_work_form(&form, None, true).is_err() {
            return Ok(());
        }
        let rebuilt = Package::from_records([("work_form", Value::Object(form.clone()))]);
        prop_assert_eq!(&rebuilt.skipped, &vec![]);
        prop_assert_eq!(rebuilt.package.body("work_form", "p").unwrap(), &{
            let mut body = form.clone();
            body.insert("version".to_owned(), json!(""));
            Value::Object(body)
        });
        let asked = rebuilt.package.work_forms().remove(0);
        let labels: Vec<&str> = asked.questions.iter().map(|question| question.label.as_str()).collect();
        let written: Vec<&str> = questions(&form).iter().filter_map(|question| question["label"].as_str()).collect();
        prop_assert_eq!(labels, written);
        prop_assert_eq!(opstap_domain::forms::check_form(&asked), vec![]);
    }
}
