#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;

use super::*;

#[test]
fn a_share_is_compared_exactly() {
    let high = condition(r#"{"field":"budget.housingShare","op":"gte","value":{"param":"high"}}"#);
    let parameters = Parameters::from([("high".into(), "0.4".parse().unwrap())]);
    for (share, truth) in [("0.4", Truth::True), ("0.399999", Truth::False), ("4e-1", Truth::True)] {
        let facts = serde_json::from_str(&format!(r#"{{"budget.housingShare":{share}}}"#)).unwrap();
        assert_eq!(high.evaluate(&facts, &parameters), truth, "{share}");
    }
    assert_eq!(high.evaluate(&Facts::new(), &parameters), Truth::Unknown);
    let facts = Facts::from([("budget.housingShare".into(), FactValue::from(1))]);
    assert_eq!(high.evaluate(&facts, &Parameters::new()), Truth::Unknown);
}

#[test]
fn unknown_gives_way_only_to_what_decides() {
    let facts = Facts::from([("yes".into(), true.into()), ("no".into(), false.into())]);
    for (text, truth) in [
        (r#"{"all":[Y,U]}"#, Truth::Unknown),
        (r#"{"all":[N,U]}"#, Truth::False),
        (r#"{"any":[Y,U]}"#, Truth::True),
        (r#"{"any":[N,U]}"#, Truth::Unknown),
        (r#"{"not":U}"#, Truth::Unknown),
        (r#"{"not":{"any":[N,N]}}"#, Truth::True),
        (r#"{"all":[]}"#, Truth::True),
        (r#"{"any":[]}"#, Truth::False),
    ] {
        let text = text
            .replace('Y', r#"{"field":"yes","op":"isTrue"}"#)
            .replace('N', r#"{"field":"no","op":"isTrue"}"#)
            .replace('U', r#"{"field":"other","op":"isTrue"}"#);
        assert_eq!(condition(&text).evaluate(&facts, &Parameters::new()), truth, "{text}");
    }
}

#[test]
fn types_that_differ_and_words_nobody_knows_are_unknown() {
    let facts = Facts::from([("n".into(), 3.into()), ("t".into(), "rent".into())]);
    for (text, truth) in [
        (r#"{"field":"n","op":"eq","value":"3"}"#, Truth::Unknown),
        (r#"{"field":"n","op":"isTrue"}"#, Truth::Unknown),
        (r#"{"field":"t","op":"gt","value":"a"}"#, Truth::Unknown),
        (r#"{"field":"n","op":"roughly","value":3}"#, Truth::Unknown),
        (r#"{"field":"n","op":"ne","value":4}"#, Truth::True),
        (r#"{"field":"t","op":"in","value":["rent","own"]}"#, Truth::True),
        (r#"{"field":"t","op":"in","value":["own"]}"#, Truth::False),
    ] {
        assert_eq!(condition(text).evaluate(&facts, &Parameters::new()), truth, "{text}");
    }
}

#[test]
fn what_content_writes_is_written_the_same_way_again() {
    for text in [
        r#"{"field":"t","op":"in","value":["rent",3,true]}"#,
        r#"{"field":"share","op":"gte","value":{"param":"high"}}"#,
        r#"{"field":"share","op":"lt","value":0.4}"#,
        r#"{"field":"n","op":"roughly","value":-3}"#,
        r#"{"all":[{"not":{"field":"n","op":"isFalse"}},{"any":[{"field":"n","op":"ne","value":"x"}]}]}"#,
    ] {
        let value: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_value(condition(text)).unwrap(), value, "{text}");
    }
    let facts =
        Facts::from([("n".into(), 3.into()), ("t".into(), "rent".into()), ("yes".into(), true.into())]);
    let json = serde_json::to_string(&facts).unwrap();
    assert_eq!(json, r#"{"n":3,"t":"rent","yes":true}"#);
    assert_eq!(serde_json::from_str::<Facts>(&json).unwrap(), facts);
    for text in ["null", "[]", "{}", "0.1234567", "1e40"] {
        assert!(serde_json::from_str::<FactValue>(text).is_err(), "{text}");
    }
}

#[test]
fn every_comparison_holds_where_it_says() {
    let facts = Facts::from([("n".into(), 3.into()), ("yes".into(), true.into())]);
    for (op, holds) in [
        ("eq", [false, true, false]),
        ("ne", [true, false, true]),
        ("gt", [true, false, false]),
        ("gte", [true, true, false]),
        ("lt", [false, false, true]),
        ("lte", [false, true, true]),
    ] {
        for (than, truth) in [2, 3, 4].into_iter().zip(holds) {
            let asked = condition(&format!(r#"{{"field":"n","op":"{op}","value":{than}}}"#));
            assert_eq!(asked.evaluate(&facts, &Parameters::new()), Truth::known(truth), "3 {op} {than}");
        }
        assert_eq!(Op::from(op).word(), op);
    }
    let no = condition(r#"{"field":"yes","op":"isFalse"}"#);
    assert_eq!(no.evaluate(&facts, &Parameters::new()), Truth::False);
}

#[test]
fn a_decimal_that_would_lose_a_digit_is_refused() {
    let read = |text: &str| text.parse::<Decimal>();
    for text in [
        "0.0000001",
        "1e-7",
        "1e300",
        "9223372036854775808",
        "1e19",
        "",
        ".",
        "1.",
        ".5",
        "--1",
        "1e",
        "1ee2",
    ] {
        assert!(read(text).is_err(), "{text}");
    }
    for (text, shown) in
        [("-0.50", "-0.5"), ("1e3", "1000"), ("12.3e-1", "1.23"), ("0e300", "0"), ("-0", "0")]
    {
        assert_eq!(read(text).unwrap().to_string(), shown, "{text}");
    }
    assert_eq!((Decimal::from(-7).whole(), read("7.5").unwrap().whole()), (Some(-7), None));
    assert!(serde_json::from_str::<Decimal>(r#""0.4""#).is_err(), "a decimal is a number");
    assert_eq!(serde_json::to_string(&read("0.40").unwrap()).unwrap(), "0.4");
}

#[test]
fn malformed_conditions_are_refused() {
    for text in [
        "{}",
        "[]",
        r#"{"all":{}}"#,
        r#"{"all":[],"any":[]}"#,
        r#"{"field":"x"}"#,
        r#"{"field":"x","op":"eq","value":{"parameter":"y"}}"#,
        r#"{"field":"x","op":"eq","value":0.1234567}"#,
    ] {
        assert!(serde_json::from_str::<Condition>(text).is_err(), "{text}");
    }
}

proptest! {
    #[test]
    fn decimals_survive_their_text(millionths in any::<i64>()) {
        let text = format!("{millionths}e-6");
        let decimal: Decimal = text.parse().unwrap();
        prop_assert_eq!(decimal.to_string().parse::<Decimal>(), Ok(decimal));
    }

    #[test]
    fn no_text_makes_a_decimal_panic(text in "[-0-9.eE+]{0,40}") {
        let _ = text.parse::<Decimal>();
    }

    #[test]
    fn conditions_survive_json_and_learning_never_contradicts(
        condition in conditions(), known in prop::collection::vec(prop::option::of(any::<bool>()), 4),
    ) {
        let again: Condition = serde_json::from_str(&serde_json::to_string(&condition).unwrap()).unwrap();
        prop_assert_eq!(&again, &condition);
        let some: Facts = known.iter().enumerate()
            .filter_map(|(i, fact)| fact.map(|fact| (format!("f{i}"), fact.into()))).collect();
        let mut all = some.clone();
        for field in 0..4 {
            all.entry(format!("f{field}")).or_insert(FactValue::Bool(true));
        }
        let (before, after) =
            (condition.evaluate(&some, &Parameters::new()), condition.evaluate(&all, &Parameters::new()));
        prop_assert_ne!(after, Truth::Unknown);
        prop_assert!(before == Truth::Unknown || before == after);
    }
}

fn conditions() -> impl Strategy<Value = Condition> {
    let leaf = (0..4, any::<bool>()).prop_map(|(field, op)| {
        let op = if op { Op::IsTrue } else { Op::IsFalse };
        Condition::Leaf(Leaf { field: format!("f{field}"), op, value: None })
    });
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Condition::All),
            prop::collection::vec(inner.clone(), 0..4).prop_map(Condition::Any),
            inner.prop_map(|part| Condition::Not(Box::new(part))),
        ]
    })
}

fn condition(text: &str) -> Condition {
    serde_json::from_str(text).unwrap()
}
