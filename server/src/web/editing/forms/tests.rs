#![allow(clippy::unwrap_used)]

use opstap::questions::questions;
use proptest::prelude::*;

use super::*;

fn typed(all: &[(&str, &str)]) -> Fields {
    all.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn new() -> ContentText {
    ContentText { kind: KIND.to_owned(), ..ContentText::default() }
}

/// A mark, what helps, and what hangs on both.
fn draft() -> ContentText {
    let mut form = blank("p");
    form.insert(
        "questions".to_owned(),
        json!([
            { "id": "p", "label": "Hoe gaat het?", "type": "scale10", "optional": false },
            { "id": "helpt", "label": "Wat helpt?", "type": "choice", "optional": true, "options": ["Rust", "Muziek"] },
            { "id": "bedrag", "label": "Wat kost dat?", "type": "money", "optional": true,
              "when": { "field": "helpt", "op": "eq", "value": "Muziek" } },
        ]),
    );
    ContentText { key: "p".to_owned(), draft: Some(form), ..new() }
}

fn of(form: &Outline, id: &str, name: &str) -> Value {
    question(form, id).unwrap().get(name).cloned().unwrap_or(Value::Null)
}

#[test]
fn what_was_typed_is_laid_on_the_question_that_it_was_typed_for() {
    let laid = laid(
        &draft(),
        &typed(&[
            ("title", " Proef "),
            ("minutes", "tien"),
            ("steps", "Een.\r\n\r\n Twee. "),
            ("questions", "gone"),
            ("id", "elsewhere"),
            // A question may be called as its form is.
            ("p:label", "Hoe is het?\r\nNu."),
            ("p:optional", "yes"),
            ("bedrag:options", ""),
            ("bedrag:id", "elsewhere"),
            ("gone:label", "nowhere"),
        ]),
    );
    assert_eq!((&laid["title"], &laid["minutes"]), (&json!("Proef"), &json!("tien")));
    assert_eq!((&laid["steps"], &laid["id"]), (&json!(["Een.", "Twee."]), &json!("p")));
    assert_eq!(of(&laid, "p", "label"), "Hoe is het?\nNu.");
    assert_eq!((of(&laid, "p", "optional"), of(&laid, "bedrag", "options")), (json!(true), Value::Null));
    assert_eq!(questions(&laid).len(), 3);
    assert!(!super::laid(&new(), &typed(&[("minutes", " ")])).contains_key("minutes"));
}

#[test]
fn who_gets_a_question_is_chosen_without_code() {
    let when = |chosen: &str, than: &str| {
        let fields = typed(&[("bedrag:when", chosen), ("bedrag:than", than)]);
        of(&laid(&draft(), &fields), "bedrag", "when")
    };
    assert_eq!(when("", "7"), Value::Null);
    assert_eq!(when("kept", "7"), json!({ "field": "helpt", "op": "eq", "value": "Muziek" }));
    assert_eq!(when("lte:p", " 7 "), json!({ "field": "p", "op": "lte", "value": 7 }));
    assert_eq!(when("lte:p", "zeven"), json!({ "field": "p", "op": "lte", "value": "zeven" }));
    assert_eq!(when("ne:helpt:Rust", ""), json!({ "field": "helpt", "op": "ne", "value": "Rust" }));
    assert_eq!(when("isFalse:helpt:Een: twee", ""), json!({ "field": "helpt:Een: twee", "op": "isFalse" }));
    assert_eq!(when("eq:nowhere", "7"), when("kept", ""), "nothing to compare with");
}

#[test]
fn an_option_that_is_written_otherwise_takes_along_what_was_chosen_for_it_on_the_same_page() {
    let fields = [("helpt:options", "Rust\nZingen"), ("bedrag:when", "eq:helpt:Muziek")];
    for fields in [fields, [fields[1], fields[0]]] {
        let laid = laid(&draft(), &typed(&fields));
        assert_eq!(of(&laid, "bedrag", "when")["value"], "Zingen");
        assert_eq!(loose(&laid), []);
    }
    let gone = laid(&draft(), &typed(&[("helpt:options", "Rust\nSlapen\nEten")]));
    assert_eq!(loose(&gone)[0].option.as_deref(), Some("Muziek"));
}

#[test]
fn what_another_question_hangs_on_stays_where_it_is() {
    let mut form = outline_of(&draft());
    for (change, id) in [
        (Change::Remove("helpt".into()), "helpt"),
        (Change::Down("helpt".into()), "helpt"),
        (Change::Up("bedrag".into()), "bedrag"),
    ] {
        let refused = moved(&mut form.clone(), &change, id).unwrap_err();
        let OpstapError::Refused { field, why } = refused else {
            return assert_eq!(refused.code(), "refused");
        };
        assert_eq!((field.as_str(), why.key.as_str()), (id, "editor-form-hangs"));
    }
    moved(&mut form, &Change::Up("helpt".into()), "helpt").unwrap();
    moved(&mut form, &Change::Remove("bedrag".into()), "bedrag").unwrap();
    moved(&mut form, &Change::Remove("helpt".into()), "helpt").unwrap();
    assert_eq!(questions(&form).len(), 1);
}

proptest! {
    /// Whatever a browser sends, the questions are those of the draft, in their order and with their ids.
    #[test]
    fn a_page_adds_and_loses_no_question(all in prop::collection::vec(("(p|helpt|bedrag|[a-z.:]{0,6}):?(id|type|label|options|when|than|optional|[a-z]{0,5})", "(eq:p|lt:p|isTrue:helpt:Rust|\\PC{0,9}|\\PC{0,4}\n\\PC{0,4})"), 0..20)) {
        let form = laid(&draft(), &all);
        let ids = |form: &Outline| questions(form).into_iter().map(|one| id_of(one).to_owned()).collect::<Vec<_>>();
        prop_assert_eq!(ids(&form), ["p", "helpt", "bedrag"]);
        prop_assert_eq!(&form["id"], "p");
    }
}
