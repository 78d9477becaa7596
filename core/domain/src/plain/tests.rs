use std::collections::BTreeMap;

use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::read;
use crate::Date;
use crate::condition::Condition;
use crate::forms::WorkForm;
use crate::time::PayRule;

/// Every shape that our types have. No list of what stands in lists below says it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Whole {
    map: BTreeMap<String, i64>,
    #[serde(default)]
    list: Vec<u8>,
    option: Option<i32>,
    pair: (String, bool),
    #[serde(default)]
    own: Own,
    #[serde(default)]
    shape: Shape,
    #[serde(default)]
    tagged: Option<Tagged>,
    #[serde(default)]
    any: Value,
    #[serde(flatten)]
    more: More,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct More {
    #[serde(default)]
    more: Option<u64>,
    #[serde(default)]
    rate: Option<f64>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
struct Own(i64);

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Shape {
    #[default]
    Nothing,
    One(u16),
    Two(i64, String),
    Three {
        named: BTreeMap<String, bool>,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
enum Tagged {
    Day { on: Date },
    Never,
}

/// A value, or what somebody may have made of it: other kinds of things, names that nobody knows, numbers too large.
fn leaves() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (0u8..9).prop_map(Value::from),
        prop_oneof![Just(json!(0.5)), Just(json!(-4.0)), Just(json!(1e30))],
        "[a-c]{0,2}".prop_map(Value::from),
        prop_oneof![Just("nothing"), Just("one"), Just("three"), Just("2026-11-29"), Just("never")]
            .prop_map(Value::from),
    ]
}

fn values() -> impl Strategy<Value = Value> {
    let names = prop_oneof![
        Just("map"),
        Just("list"),
        Just("option"),
        Just("pair"),
        Just("own"),
        Just("shape"),
        Just("tagged"),
        Just("any"),
        Just("more"),
        Just("rate"),
        Just("one"),
        Just("two"),
        Just("three"),
        Just("named"),
        Just("nothing"),
        Just("kind"),
        Just("on"),
        Just("a"),
    ];
    let lists = prop::collection::vec(leaves(), 0..4).prop_map(Value::Array);
    prop_oneof![leaves(), lists].prop_recursive(4, 40, 6, move |inner| {
        prop::collection::vec((names.clone(), inner), 0..7).prop_map(|members| {
            Value::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
        })
    })
}

/// A whole one, in which single members may be anything.
fn wholes() -> impl Strategy<Value = Value> {
    let shapes = prop_oneof![
        Just(json!("nothing")),
        Just(json!({ "one": 3 })),
        Just(json!({ "two": [-3, "b"] })),
        Just(json!({ "three": { "named": { "a": true } } })),
        Just(json!({ "nothing": null })),
        leaves(),
    ];
    let tagged = prop_oneof![
        Just(json!({ "kind": "day", "on": "2026-03-29" })),
        Just(json!({ "kind": "never" })),
        Just(json!({ "on": "2026-03-29", "kind": "day", "odd": [1] })),
        Just(Value::Null),
        values(),
    ];
    let own = prop::collection::btree_map("[a-c]", any::<i64>(), 0..3);
    (own, any::<Option<i32>>(), shapes, tagged, any::<i64>(), prop::option::of(("[a-z]{2,6}", values())))
        .prop_map(|(map, option, shape, tagged, own, odd)| {
            let mut whole = json!({
                "map": map, "list": [1, 255], "option": option, "pair": ["a", true], "own": own,
                "shape": shape, "tagged": tagged, "any": [1, { "a": null }], "more": 7, "rate": -0.5,
            });
            if let Some((name, value)) = odd {
                whole[name] = value;
            }
            whole
        })
}

fn alike<T: serde::de::DeserializeOwned + PartialEq + std::fmt::Debug>(
    value: &Value,
) -> Result<(), TestCaseError> {
    prop_assert_eq!(read::<T>(value), serde_json::from_value::<T>(value.clone()).ok(), "{}", value);
    Ok(())
}

proptest! {
    /// It takes what the other reader takes, refuses what that refuses, and reads the same.
    #[test]
    fn it_reads_as_the_other_reader_does(value in prop_oneof![values(), wholes()]) {
        alike::<Whole>(&value)?;
        alike::<Shape>(&value)?;
        alike::<Option<Tagged>>(&value)?;
        alike::<BTreeMap<String, Value>>(&value)?;
        alike::<Vec<Option<Own>>>(&value)?;
        alike::<(i64, String)>(&value)?;
        alike::<Value>(&value)?;
        alike::<PayRule>(&value)?;
        alike::<Condition>(&value)?;
    }

    #[test]
    fn what_was_written_is_read(day in 1u32..=31, months in prop::collection::vec(1u32..=12, 0..5)) {
        for rule in [PayRule::Months { months }, PayRule::DayOfMonth { day, shift: crate::time::Shift::NextWorkingDay }] {
            let written = serde_json::to_value(&rule).map_err(|why| TestCaseError::fail(why.to_string()))?;
            prop_assert_eq!(read::<PayRule>(&written), Some(rule));
        }
    }
}

#[test]
fn a_structure_is_no_list_and_a_list_ends_where_it_ends() {
    assert_eq!(read::<More>(&json!([7, 0.5])), None, "a list is no structure");
    assert_eq!(read::<(u8, u8)>(&json!([1, 2, 3])), None);
    assert_eq!(read::<(u8, u8)>(&json!([1])), None);
    assert_eq!(read::<u8>(&json!(256)), None);
    assert_eq!(read::<Own>(&json!("1")), None);
    assert_eq!(read::<WorkForm>(&json!({ "id": "a" })), None, "a form has a title");
}
