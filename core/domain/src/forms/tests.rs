#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::condition::{Decimal, Leaf, Op, Operand};
use crate::money::AmountError;
use crate::{Cents, Date};

fn question(id: &str, kind: AnswerKind) -> Question {
    let options = if kind.has_options() {
        ["Wandelen", "Muziek", "Praten"].map(str::to_owned).to_vec()
    } else {
        Vec::new()
    };
    Question { id: id.into(), label: format!("Vraag {id}?"), kind, optional: false, options, when: None }
}

fn form(questions: Vec<Question>) -> WorkForm {
    WorkForm { id: "proef".into(), title: "Proef".into(), minutes: 5, questions, ..WorkForm::default() }
}

fn hanging(mut question: Question, when: serde_json::Value) -> Question {
    question.when = Some(serde_json::from_value(when).unwrap());
    question
}

fn typed(answers: &[(&str, &str)]) -> Typed {
    answers.iter().map(|(id, text)| ((*id).to_owned(), (*text).to_owned())).collect()
}

fn read(kind: AnswerKind, text: &str) -> Result<Option<Answer>, AnswerError> {
    read_answer(&question("q", kind), text)
}

fn ids(filled: &Filled<'_>) -> Vec<String> {
    filled.asked.iter().map(|asked| asked.question.id.clone()).collect()
}

/// Spending: a mark, what helps when it is low, how much when music helps.
fn branching() -> WorkForm {
    form(vec![
        question("nu", AnswerKind::Scale10),
        hanging(
            Question { optional: true, ..question("helpt", AnswerKind::Multichoice) },
            json!({"field": "nu", "op": "lt", "value": 5}),
        ),
        hanging(question("bedrag", AnswerKind::Money), json!({"field": "helpt:Muziek", "op": "isTrue"})),
        question("slot", AnswerKind::Text),
    ])
}

#[test]
fn seven_kinds_of_answers_are_read_as_people_type_them() {
    let day: Date = "2026-11-24".parse().unwrap();
    let walk_and_talk = vec!["Wandelen".to_owned(), "Praten".to_owned()];
    for (kind, text, answer) in [
        (AnswerKind::Text, " Een map.\nEn een doos. ", Answer::Text("Een map.\nEn een doos.".into())),
        (AnswerKind::Number, "12", Answer::Number(Decimal::from(12))),
        (AnswerKind::Number, "1.500,5", Answer::Number("1500.5".parse().unwrap())),
        (AnswerKind::Money, "€ 12,5", Answer::Money(Cents(1_250))),
        (AnswerKind::Date, "24 november 2026", Answer::Date(day)),
        (AnswerKind::Date, "24-11-2026", Answer::Date(day)),
        (AnswerKind::Date, "2026-11-24", Answer::Date(day)),
        (AnswerKind::Scale10, "10", Answer::Scale10(10)),
        (AnswerKind::Scale10, "0", Answer::Scale10(0)),
        (AnswerKind::Choice, "muziek", Answer::Choice("Muziek".into())),
        (AnswerKind::Multichoice, "praten; Wandelen,praten,", Answer::Multichoice(walk_and_talk)),
    ] {
        assert_eq!(read(kind, text), Ok(Some(answer)), "{text}");
    }
    for kind in AnswerKind::ALL {
        assert_eq!(read(kind, "  \n "), Ok(None), "{kind:?}");
        assert_eq!(AnswerKind::from_name(kind.name()), Some(kind));
        assert_eq!(serde_json::to_value(kind).unwrap(), json!(kind.name()));
    }
}

#[test]
fn an_answer_that_can_be_read_in_two_ways_is_refused_with_a_reason() {
    for (kind, text, error) in [
        (AnswerKind::Text, "a\u{7}", AnswerError::BadCharacter),
        (AnswerKind::Number, "1.23.456", AnswerError::NotANumber),
        (AnswerKind::Number, "€ 5", AnswerError::NotANumber),
        (AnswerKind::Number, "vijf", AnswerError::NotANumber),
        (AnswerKind::Money, "1,234.50", AnswerError::Amount(AmountError::AmbiguousSeparators)),
        (AnswerKind::Money, "12,345", AnswerError::Amount(AmountError::TooManyDecimals)),
        (AnswerKind::Date, "morgen", AnswerError::NotADay),
        (AnswerKind::Date, "31-02-2027", AnswerError::NotADay),
        (AnswerKind::Date, "24-11-2026 of later", AnswerError::NotADay),
        (AnswerKind::Scale10, "11", AnswerError::NotAMark),
        (AnswerKind::Scale10, "-1", AnswerError::NotAMark),
        (AnswerKind::Scale10, "+7", AnswerError::NotAMark),
        (AnswerKind::Scale10, "7,5", AnswerError::NotAMark),
        (AnswerKind::Choice, "Slapen", AnswerError::NotAnOption),
        (AnswerKind::Choice, "Muziek, Praten", AnswerError::NotAnOption),
        (AnswerKind::Multichoice, "Muziek, Slapen", AnswerError::NotAllOptions),
    ] {
        assert_eq!(read(kind, text), Err(error), "{text}");
    }
    assert_eq!(read(AnswerKind::Text, &"é".repeat(TEXT_MAX + 1)), Err(AnswerError::TooLong));
    assert!(read(AnswerKind::Text, &"é".repeat(TEXT_MAX)).is_ok());
}

#[test]
fn a_question_is_asked_only_while_its_condition_certainly_holds() {
    let form = branching();
    assert_eq!(check_form(&form), []);
    assert_eq!(ids(&fill(&form, &Typed::new())), ["nu", "slot"], "what is unknown asks nothing");
    assert_eq!(ids(&fill(&form, &typed(&[("nu", "7")]))), ["nu", "slot"]);
    assert_eq!(ids(&fill(&form, &typed(&[("nu", "3")]))), ["nu", "helpt", "slot"]);
    let all = typed(&[("nu", "3"), ("helpt", "Muziek")]);
    assert_eq!(ids(&fill(&form, &all)), ["nu", "helpt", "bedrag", "slot"]);
    // An answer that cannot be read decides nothing.
    assert_eq!(ids(&fill(&form, &typed(&[("nu", "drie"), ("helpt", "Muziek")]))), ["nu", "slot"]);
}

#[test]
fn an_answer_that_nobody_asks_for_any_more_is_kept_and_not_shared() {
    let form = branching();
    let mut answers = typed(&[("nu", "3"), ("helpt", "Muziek"), ("bedrag", "12,50"), ("slot", "Klaar")]);
    assert_eq!(fill(&form, &answers).to_share().len(), 4);
    answers.insert("nu".into(), "8".into());
    let shared = fill(&form, &answers).to_share();
    let told: Vec<&str> = shared.iter().map(|answered| answered.id.as_str()).collect();
    assert_eq!(told, ["nu", "slot"], "the amount hangs on what is not asked either");
    answers.insert("nu".into(), "2".into());
    assert_eq!(fill(&form, &answers).to_share()[2].answer, Answer::Money(Cents(1_250)), "it was kept");
}

#[test]
fn what_comes_next_what_is_missing_and_how_far_it_is() {
    let form = branching();
    let next = |answers: &Typed, after: Option<&str>| {
        fill(&form, answers).next(after).map(|asked| asked.question.id.clone())
    };
    let mut answers = Typed::new();
    assert_eq!(next(&answers, None).as_deref(), Some("nu"));
    answers.insert("nu".into(), "4".into());
    assert_eq!(next(&answers, Some("nu")).as_deref(), Some("helpt"));
    assert_eq!(next(&answers, Some("helpt")).as_deref(), Some("slot"), "an optional one can be passed by");
    answers.insert("slot".into(), "Ja".into());
    assert_eq!(next(&answers, Some("slot")), None, "nothing has to be answered");
    assert_eq!(fill(&form, &answers).progress(), (2, 3));
    answers.insert("nu".into(), "veel".into());
    assert_eq!(next(&answers, Some("slot")).as_deref(), Some("nu"), "what cannot be read is missing");
    let filled = fill(&form, &answers);
    assert_eq!(filled.missing().map(|asked| asked.question.id.as_str()).collect::<Vec<_>>(), ["nu"]);
    assert_eq!(filled.progress(), (1, 2));
}

#[test]
fn mistakes_in_a_form_are_found_before_anybody_fills_it_in() {
    let nu = || question("nu", AnswerKind::Scale10);
    let text = || question("q", AnswerKind::Text);
    let leaf =
        |field: &str, op: &str, value: serde_json::Value| json!({"field": field, "op": op, "value": value});
    let fault = |questions: Vec<Question>| check_form(&form(questions));
    assert_eq!(fault(vec![]), [FormFault::Length]);
    assert_eq!(fault(vec![nu(), nu()]), [FormFault::Id("nu".into())]);
    assert_eq!(fault(vec![question("a:b", AnswerKind::Text)]), [FormFault::Id("a:b".into())]);
    let odd = Question { options: vec!["a".into()], ..text() };
    assert_eq!(fault(vec![odd]), [FormFault::Options("q".into())]);
    let twice = Question { options: vec!["Ja".into(), "ja".into()], ..question("q", AnswerKind::Choice) };
    assert_eq!(fault(vec![twice]), [FormFault::Options("q".into())]);
    let parted = Question {
        options: vec!["Ja, graag".into(), "Nee".into()],
        ..question("q", AnswerKind::Multichoice)
    };
    assert_eq!(fault(vec![parted]), [FormFault::Parting("q".into())]);
    for (field, op, value) in
        [("q", "eq", json!("x")), ("later", "eq", json!(1)), ("nu:Muziek", "eq", json!(1))]
    {
        let found =
            fault(vec![nu(), hanging(text(), leaf(field, op, value)), question("later", AnswerKind::Number)]);
        assert_eq!(found, [FormFault::NotEarlier("q".into(), field.into())]);
    }
    for (op, value) in
        [("gt", json!(11)), ("eq", json!("4")), ("roughly", json!(4)), ("eq", json!(4.5)), ("in", json!([]))]
    {
        let found = fault(vec![nu(), hanging(text(), leaf("nu", op, value.clone()))]);
        assert_eq!(found, [FormFault::Comparison("q".into(), "nu".into())], "{op} {value}");
    }
    let never = json!({"all": [leaf("nu", "gt", json!(6)), leaf("nu", "lt", json!(7))]});
    assert_eq!(fault(vec![nu(), hanging(text(), never)]), [FormFault::NeverAsked("q".into())]);
    // Its own question is asked only below five.
    let far = json!({"all": [leaf("nu", "gte", json!(5)), {"field": "helpt:Muziek", "op": "isTrue"}]});
    let mut questions = branching().questions;
    questions.push(hanging(text(), far));
    assert_eq!(fault(questions), [FormFault::NeverAsked("q".into())]);
    let near = json!({"all": [leaf("b", "gt", json!(1000)), leaf("b", "lt", json!(1002))]});
    assert_eq!(fault(vec![question("b", AnswerKind::Money), hanging(text(), near)]), []);
}

#[test]
fn an_answer_is_kept_shown_and_read_again_as_what_it_is() {
    let walk = vec!["Wandelen".to_owned(), "Muziek".to_owned()];
    for (answer, shown, kept) in [
        (Answer::Text("Een map".into()), "Een map", json!("Een map")),
        (Answer::Number("-2.5".parse().unwrap()), "-2,5", json!("-2.5")),
        (Answer::Money(Cents(-5)), "-0,05", json!(-5)),
        (Answer::Date("2026-11-27".parse().unwrap()), "2026-11-27", json!("2026-11-27")),
        (Answer::Scale10(7), "7", json!(7)),
        (Answer::Choice("Muziek".into()), "Muziek", json!("Muziek")),
        (Answer::Multichoice(walk), "Wandelen, Muziek", json!(["Wandelen", "Muziek"])),
    ] {
        assert_eq!((answer.to_string().as_str(), answer.value()), (shown, kept.clone()));
        assert_eq!(Answer::from_value(answer.kind(), &kept), Some(answer.clone()));
        assert_eq!(read(answer.kind(), shown), Ok(Some(answer.clone())), "what is shown can be typed");
        for newer in [json!({"is": kept}), json!(null), json!(true)] {
            assert_eq!(Answer::from_value(answer.kind(), &newer), None, "{newer}");
        }
    }
    assert_eq!(Answer::from_value(AnswerKind::Scale10, &json!(256)), None);
    assert_eq!(Answer::from_value(AnswerKind::Multichoice, &json!(["Muziek", 1])), None);
    assert_eq!(read(AnswerKind::Multichoice, " , ;"), Ok(None), "only what parts answers");
}

/// What a form compares with is tried, whatever its kind: such a question can be asked, and its opposite beside it cannot.
#[test]
fn a_question_on_any_kind_of_answer_can_be_asked_unless_it_contradicts_itself() {
    let many: Vec<String> = (0..8).map(|at| format!("Keuze {at}")).collect();
    let wide = Question { options: many, ..question("a", AnswerKind::Multichoice) };
    for (on, field, op, value) in [
        (question("a", AnswerKind::Text), "a", "eq", json!("Een map")),
        (question("a", AnswerKind::Date), "a", "eq", json!("2026-11-27")),
        (question("a", AnswerKind::Number), "a", "eq", json!(2.5)),
        (question("a", AnswerKind::Number), "a", "in", json!([7, 12])),
        (question("a", AnswerKind::Money), "a", "gt", json!(99_999)),
        (question("a", AnswerKind::Choice), "a", "in", json!(["Muziek", "Praten"])),
        (wide, "a:Keuze 7", "eq", json!(true)),
    ] {
        let leaf = json!({"field": field, "op": op, "value": value});
        let asked =
            |when| check_form(&form(vec![on.clone(), hanging(question("q", AnswerKind::Text), when)]));
        assert_eq!(asked(leaf.clone()), [], "{leaf}");
        let both = json!({"all": [leaf, {"not": leaf}]});
        assert_eq!(asked(both), [FormFault::NeverAsked("q".into())], "{leaf}");
    }
}

fn kinds() -> impl Strategy<Value = AnswerKind> {
    prop::sample::select(AnswerKind::ALL.to_vec())
}

/// Conditions over any fields at all, right or wrong.
fn conditions() -> impl Strategy<Value = Condition> {
    let fields = prop::sample::select(vec!["q0", "q1", "q2", "q3", "q1:Muziek", "q2:Praten", "elders"]);
    let values = prop_oneof![
        (0_i64..12).prop_map(FactValue::from),
        prop::sample::select(vec!["Muziek", "Praten", "3"]).prop_map(FactValue::from),
    ];
    let leaf =
        (fields, prop::sample::select(vec!["eq", "ne", "lt", "gte", "isTrue", "isFalse", "roughly"]), values)
            .prop_map(|(field, op, value)| {
                let value = (!op.starts_with("is")).then_some(Operand::Value(value));
                Condition::Leaf(Leaf { field: field.to_owned(), op: Op::from(op), value })
            });
    leaf.prop_recursive(2, 6, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Condition::All),
            prop::collection::vec(inner.clone(), 0..3).prop_map(Condition::Any),
            inner.prop_map(|part| Condition::Not(Box::new(part))),
        ]
    })
}

fn forms() -> impl Strategy<Value = WorkForm> {
    prop::collection::vec((kinds(), any::<bool>(), prop::option::of(conditions())), 0..5).prop_map(
        |questions| {
            let questions = questions.into_iter().enumerate();
            form(
                questions
                    .map(|(at, (kind, optional, when))| Question {
                        optional,
                        when,
                        ..question(&format!("q{at}"), kind)
                    })
                    .collect(),
            )
        },
    )
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "",
            "3",
            "10",
            "12,50",
            "Muziek",
            "Praten, Wandelen",
            "2026-11-24",
            "twaalf,"
        ])
        .prop_map(str::to_owned),
        ".{0,30}",
    ]
}

proptest! {
    /// Whatever the form and whatever was typed, in whichever order: the same is asked and shared, and nothing panics.
    #[test]
    fn the_order_of_answering_does_not_matter_for_what_is_shared(
        form in forms(), answers in prop::collection::vec((0..6_usize, texts()), 0..8), turn in any::<prop::sample::Index>(),
    ) {
        let mut last = Typed::new();
        for (at, text) in &answers {
            last.insert(format!("q{at}"), text.clone());
        }
        let mut other: Vec<(String, String)> = last.clone().into_iter().collect();
        let at = turn.index(other.len().max(1)).min(other.len());
        other.rotate_left(at);
        let mut again = Typed::new();
        for (id, text) in other {
            // Halfway it is looked at, as a screen does.
            let _ = fill(&form, &again).next(Some(&id));
            again.insert(id, text);
        }
        let (one, two) = (fill(&form, &last), fill(&form, &again));
        prop_assert_eq!(&one, &two);
        prop_assert_eq!(one.to_share(), two.to_share());
        let (done, of) = one.progress();
        prop_assert!(done == one.to_share().len() && done <= of && of <= form.questions.len());
        prop_assert_eq!(one.next(None).is_none(), one.asked.iter().all(Asked::is_answered));
        let _ = check_form(&form);
    }

    #[test]
    fn no_question_is_asked_whose_condition_does_not_hold(
        form in forms(), answers in prop::collection::vec((0..6_usize, texts()), 0..8),
    ) {
        let typed: Typed = answers.into_iter().map(|(at, text)| (format!("q{at}"), text)).collect();
        let filled = fill(&form, &typed);
        for (at, asked) in filled.asked.iter().enumerate() {
            let mut facts = Facts::new();
            for earlier in &filled.asked[..at] {
                if let Ok(Some(answer)) = &earlier.answer {
                    learn(earlier.question, answer, &mut facts);
                }
            }
            if let Some(when) = &asked.question.when {
                prop_assert_eq!(when.evaluate(&facts, &Parameters::new()), Truth::True);
            }
        }
    }

    #[test]
    fn what_is_shown_reads_as_the_same_answer(kind in kinds(), text in texts()) {
        if let Ok(Some(answer)) = read(kind, &text) {
            prop_assert_eq!(answer.kind(), kind);
            prop_assert_eq!(read(kind, &answer.to_string()), Ok(Some(answer.clone())));
            prop_assert_eq!(Answer::from_value(kind, &answer.value()), Some(answer));
        }
    }

    #[test]
    fn amounts_and_numbers_read_as_they_are_shown(cents in -1_000_000_000_i64..1_000_000_000) {
        for answer in [Answer::Money(Cents(cents)), Answer::Number(Decimal::per_mille(cents * 10))] {
            prop_assert_eq!(read(answer.kind(), &answer.to_string()), Ok(Some(answer)));
        }
    }
}
