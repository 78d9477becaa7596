#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;

use super::*;

#[test]
fn the_higher_priority_comes_first_and_equals_go_by_id() {
    let book = book(r#"{"field":"n","op":"gte","value":1}"#);
    let facts = Facts::from([("n".into(), 1.into())]);
    assert_eq!(ids(&suggest(&book.rules, &Parameters::new(), &facts, &[], day(1))), ["c", "a", "b"]);
    assert!(suggest(&book.rules, &Parameters::new(), &Facts::new(), &[], day(1)).is_empty());
}

#[test]
fn a_tip_that_was_shown_rests_for_its_cooldown() {
    let book = book(r#"{"field":"n","op":"gte","value":1}"#);
    let facts = Facts::from([("n".into(), 1.into())]);
    let shown = [Shown { rule: "a".into(), on: day(1) }];
    let on = |today| ids(&suggest(&book.rules, &Parameters::new(), &facts, &shown, today));
    assert_eq!(on(day(7)), ["c", "b"]);
    assert_eq!(on(day(8)), ["c", "a", "b"]);
}

#[test]
fn a_tip_says_what_made_it_fit() {
    let book =
        book(r#"{"any":[{"field":"n","op":"gte","value":{"param":"p"}},{"field":"yes","op":"isTrue"}]}"#);
    let facts = Facts::from([("n".into(), 7.into()), ("yes".into(), false.into())]);
    let parameters = book.parameters_with(&Parameters::from([("p".into(), Decimal::from(6))]));
    let tips = suggest(&book.rules, &parameters, &facts, &[], day(1));
    let [because] = &tips[0].because[..] else { panic!("one comparison held") };
    assert_eq!((because.field.as_str(), because.op.as_str()), ("n", "gte"));
    assert_eq!((because.value.as_deref(), &because.actual), (Some("6"), &FactValue::from(7)));
    assert_eq!(because.phrase.args[0].1, Arg::Key("fact-n".into()));
}

#[test]
fn wrong_rules_are_named_with_their_field() {
    use RuleProblemKind as K;
    for (when, kind) in [
        (r#"{"field":"x","op":"isTrue"}"#, K::UnknownField),
        (r#"{"field":"n","op":"about","value":1}"#, K::UnknownOperator("about".into())),
        (r#"{"field":"n","op":"isTrue"}"#, K::TypeMismatch),
        (r#"{"field":"n","op":"eq","value":"1"}"#, K::TypeMismatch),
        (r#"{"field":"n","op":"eq","value":0.5}"#, K::TypeMismatch),
        (r#"{"field":"n","op":"in","value":1}"#, K::TypeMismatch),
        (r#"{"field":"yes","op":"gt","value":true}"#, K::TypeMismatch),
        (r#"{"field":"n","op":"gt","value":{"param":"q"}}"#, K::UnknownParameter("q".into())),
        (r#"{"all":[]}"#, K::EmptyCondition),
    ] {
        let problems = check_rules(&book(when));
        assert_eq!(problems.len(), 3, "{when}: once for each rule");
        assert_eq!((problems[0].rule.as_str(), &problems[0].kind), ("a", &kind), "{when}");
        assert_eq!(problems[0].field.is_none(), kind == K::EmptyCondition);
    }
}

#[test]
fn a_rule_without_a_name_of_its_own_or_a_title_is_wrong() {
    let mut book = book(r#"{"field":"yes","op":"isTrue"}"#);
    book.rules[1].id = "a".into();
    book.rules[1].title = " ".into();
    book.rules[2].id.clear();
    let found: Vec<_> = check_rules(&book).into_iter().map(|problem| (problem.rule, problem.kind)).collect();
    let wanted = [("a", RuleProblemKind::Id), ("a", RuleProblemKind::NoTitle), ("", RuleProblemKind::Id)];
    assert_eq!(found, wanted.map(|(rule, kind)| (rule.to_owned(), kind)));
}

#[test]
fn a_field_has_a_key_in_the_word_list() {
    assert_eq!(field_key("income.hasZorgtoeslag"), "fact-income-has-zorgtoeslag");
    assert_eq!(field_key("debts.hasCJIB"), "fact-debts-has-cjib");
    assert_eq!(field_key("household.childrenAge4to17"), "fact-household-children-age4to17");
}

proptest! {
    #[test]
    fn the_order_of_rules_does_not_matter(turn in 0_usize..3) {
        let mut book = book(r#"{"field":"n","op":"gte","value":1}"#);
        let facts = Facts::from([("n".into(), 1.into())]);
        book.rules.rotate_left(turn);
        prop_assert_eq!(ids(&suggest(&book.rules, &Parameters::new(), &facts, &[], day(1))), ["c", "a", "b"]);
    }
}

/// Rules a, b and c with one condition; c has the highest priority.
fn book(when: &str) -> TipBook {
    let rule = |id: &str, priority| Rule {
        id: id.into(),
        category: String::new(),
        priority,
        when: serde_json::from_str(when).unwrap(),
        title: "Tip".into(),
        text: String::new(),
        action: "none".into(),
        cooldown_days: 7,
    };
    TipBook {
        version: "1".into(),
        parameters: serde_json::from_str(r#"{"p":{"default":5}}"#).unwrap(),
        fields: serde_json::from_str(r#"{"n":"int","yes":"bool"}"#).unwrap(),
        rules: vec![rule("a", 1), rule("b", 1), rule("c", 2)],
    }
}

fn ids(tips: &[Tip<'_>]) -> Vec<String> {
    tips.iter().map(|tip| tip.rule.id.clone()).collect()
}

fn day(day: u32) -> Date {
    Date::from_ymd(2026, 11, day).unwrap()
}
