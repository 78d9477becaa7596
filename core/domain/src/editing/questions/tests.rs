#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::condition::Decimal;
use crate::forms::{Typed, check_form, fill};

/// A mark, what helps when it is low, how much music costs, and what is felt.
fn form() -> Outline {
    let body = json!({
        "id": "p", "title": "Proef", "goal": "Zien.", "minutes": 5, "method": "schaalvraag", "intro": "Begin.",
        "steps": ["Denk na.", "Kies."], "closing": "Einde.", "version": "2026.11.0",
        "questions": [
            { "id": "nu", "label": "Hoe gaat het?", "type": "scale10", "optional": false },
            { "id": "helpt", "label": "Wat helpt?", "type": "multichoice", "optional": true,
              "options": ["Wandelen", "Muziek"], "when": { "field": "nu", "op": "lt", "value": 5 } },
            { "id": "bedrag", "label": "Wat kost dat?", "type": "money", "optional": true,
              "when": { "field": "helpt:Muziek", "op": "isTrue" } },
            { "id": "gevoel", "label": "Hoe voelt dat?", "type": "choice", "optional": true, "options": ["Licht", "Zwaar"] },
            { "id": "wie", "label": "Wie kijkt mee?", "type": "text", "optional": true,
              "when": { "any": [{ "field": "gevoel", "op": "in", "value": ["Zwaar"] }, { "not": { "field": "gevoel", "op": "eq", "value": "Licht" } }] } },
        ],
    });
    body.as_object().unwrap().clone()
}

fn ids(form: &Outline) -> Vec<&str> {
    questions(form).into_iter().map(id_of).collect()
}

fn when(form: &Outline, id: &str) -> Value {
    question(form, id).unwrap()["when"].clone()
}

fn set_all(form: &mut Outline, id: &str, options: &[&str]) {
    let options: Vec<String> = options.iter().map(|option| (*option).to_owned()).collect();
    assert!(set_options(form, id, &options));
}

#[test]
fn questions_are_added_moved_and_taken_out_and_the_others_keep_their_ids() {
    let mut all = form();
    assert!(change(&mut all, &Change::Up("gevoel".into())));
    assert_eq!(ids(&all), ["nu", "helpt", "gevoel", "bedrag", "wie"]);
    assert!(!change(&mut all, &Change::Up("nu".into())), "it is the first");
    assert!(!change(&mut all, &Change::Down("wie".into())), "it is the last");
    assert!(change(&mut all, &Change::Remove("bedrag".into())));
    assert!(!change(&mut all, &Change::Remove("bedrag".into())));
    let id = fresh(&all, 7, |_| false).unwrap();
    let add = Change::Add { to: "p".into(), id: id.clone() };
    assert!(change(&mut all, &add) && !change(&mut all, &add), "an id is there once");
    assert_eq!(ids(&all), ["nu", "helpt", "gevoel", "wie", &id]);
    assert_eq!(fresh(&all, 0, |id| id == "vaaaaaa").unwrap(), "vbaaaaa");
    assert_ne!(fresh(&all, 7, |_| false).unwrap(), id);
    let mut none = Outline::new();
    assert!(change(&mut none, &add) && ids(&none) == [id.as_str()]);
    assert!(!set(&mut none, "nu", "label", None));
    let mut odd = json!({ "questions": 3 }).as_object().unwrap().clone();
    assert!(!change(&mut odd, &add));
}

#[test]
fn an_option_with_other_words_takes_what_hangs_on_it_along_and_one_that_is_gone_is_noticed() {
    let mut all = form();
    assert_eq!(loose(&all), []);
    set_all(&mut all, "helpt", &["Wandelen", "Zingen"]);
    set_all(&mut all, "gevoel", &["Blij", "Heel zwaar"]);
    assert_eq!(loose(&all), []);
    assert_eq!(when(&all, "bedrag")["field"], "helpt:Zingen");
    let asked = json!({ "any": [{ "field": "gevoel", "op": "in", "value": ["Heel zwaar"] },
        { "not": { "field": "gevoel", "op": "eq", "value": "Blij" } }] });
    assert_eq!(when(&all, "wie"), asked);
    // Another order is no other word.
    set_all(&mut all, "gevoel", &["Heel zwaar", "Blij"]);
    assert_eq!(when(&all, "wie"), asked);
    set_all(&mut all, "helpt", &["Wandelen", "Praten", "Slapen"]);
    let gone = |question: &str, on: &str, option: Option<&str>| Loose {
        question: question.into(),
        on: on.into(),
        option: option.map(str::to_owned),
    };
    assert_eq!(loose(&all), [gone("bedrag", "helpt", Some("Zingen"))]);
    set_all(&mut all, "gevoel", &["Heel zwaar", "Neutraal", "Moe"]);
    assert_eq!(loose(&all)[1..], [gone("wie", "gevoel", Some("Blij"))]);
    let mut all = form();
    change(&mut all, &Change::Down("nu".into()));
    assert_eq!(loose(&all), [gone("helpt", "nu", None)], "what it hangs on comes later");
    change(&mut all, &Change::Remove("helpt".into()));
    assert_eq!(loose(&all), [gone("bedrag", "helpt", None)]);
}

#[test]
fn what_is_compared_with_is_read_as_an_answer_is_and_shown_as_it_was_typed() {
    for (kind, typed, value, shown) in [
        (AnswerKind::Money, "€ 12,5", json!(1250), "12,50"),
        (AnswerKind::Number, "2,5", json!(2.5), "2,5"),
        (AnswerKind::Scale10, " 7 ", json!(7), "7"),
        (AnswerKind::Date, "24 november 2026", json!("2026-11-24"), "2026-11-24"),
        (AnswerKind::Text, " Ja ", json!("Ja"), "Ja"),
        (AnswerKind::Scale10, "elf", json!("elf"), "elf"),
        (AnswerKind::Money, "", json!(""), ""),
    ] {
        assert_eq!(compared(kind, typed), value, "{typed}");
        assert_eq!(as_typed(kind, &value), shown, "{typed}");
    }
    assert_eq!(as_typed(AnswerKind::Text, &json!([1])), "");
}

#[test]
fn an_empty_form_is_one_to_go_on_with() {
    let empty = blank("new");
    assert_eq!((ids(&empty), words(&empty).len()), (vec!["v1"], 0));
    let read = form_of(&empty).unwrap();
    assert_eq!((read.minutes, check_form(&read)), (1, vec![]));
    assert_eq!(words(&form())[..4], ["Proef", "Begin.", "Denk na.", "Kies."]);
    assert_eq!(words(&form()).last(), Some(&"Einde."));
    assert!(words(&form()).contains(&"Muziek"));
    assert_eq!(form_of(&form()).unwrap().minutes, 5);
    assert_eq!(form_of(&Outline::new()), None);
}

/// Something that is done with the questions of a form, by their place.
fn changes() -> impl Strategy<Value = (u8, prop::sample::Index, u64)> {
    (0..4_u8, any::<prop::sample::Index>(), any::<u64>())
}

fn done(form: &mut Outline, (what, at, random): (u8, prop::sample::Index, u64)) {
    let all: Vec<String> = ids(form).into_iter().map(str::to_owned).collect();
    let of = || all[at.index(all.len())].clone();
    let wanted = match what {
        0 => fresh(form, random, |_| false).map(|id| Change::Add { to: "p".into(), id }),
        _ if all.is_empty() => None,
        1 => Some(Change::Remove(of())),
        2 => Some(Change::Up(of())),
        _ => Some(Change::Down(of())),
    };
    if let Some(wanted) = wanted {
        change(form, &wanted);
    }
}

proptest! {
    /// Whatever is done around it, a question keeps its id and all that it says, and no id comes twice.
    #[test]
    fn what_stays_is_what_it_was(all in prop::collection::vec(changes(), 0..12)) {
        let before = form();
        let mut after = before.clone();
        for one in all {
            done(&mut after, one);
        }
        let mut ids = ids(&after);
        for id in ids.clone() {
            if let Some(was) = question(&before, id) {
                prop_assert_eq!(Some(was), question(&after, id));
            }
        }
        let many = ids.len();
        ids.sort_unstable();
        ids.dedup();
        prop_assert_eq!(ids.len(), many);
    }

    /// What is loose is what the domain refuses: moving and taking out breaks nothing that is not noticed.
    #[test]
    fn what_hangs_on_nothing_is_noticed_before_it_is_asked(all in prop::collection::vec(changes(), 0..12)) {
        let mut after = form();
        for one in all {
            done(&mut after, one);
        }
        let whole = form_of(&after).unwrap();
        let faults = check_form(&whole);
        prop_assert_eq!(loose(&after).is_empty(), !faults.iter().any(|fault| fault.to_string().contains("is no earlier question")));
    }

    /// An answer stays an answer to its question, by the question's id, in whichever order the questions come.
    #[test]
    fn no_answer_changes_its_question(all in prop::collection::vec(changes(), 0..12), mark in 0..11_u8) {
        let (before, mut after) = (form(), form());
        for one in all {
            done(&mut after, one);
        }
        let typed: Typed = [("nu".to_owned(), mark.to_string()), ("gevoel".to_owned(), "Zwaar".to_owned())].into();
        let old = form_of(&before).unwrap();
        let shared = |form: &WorkForm| fill(form, &typed).to_share();
        let was = shared(&old);
        for answered in shared(&form_of(&after).unwrap()) {
            prop_assert!(was.iter().all(|known| known.id != answered.id || *known == answered));
            prop_assert_eq!(Some(answered.label.as_str()), question(&before, &answered.id).unwrap()["label"].as_str());
        }
    }

    #[test]
    fn an_amount_that_is_compared_with_is_typed_as_it_is_shown(cents in -1_000_000..1_000_000_i64) {
        for (kind, value) in [(AnswerKind::Money, json!(cents)), (AnswerKind::Number, serde_json::to_value(Decimal::per_mille(cents * 10)).unwrap())] {
            prop_assert_eq!(compared(kind, &as_typed(kind, &value)), value);
        }
    }
}
