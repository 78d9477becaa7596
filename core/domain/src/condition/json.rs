//! Conditions and facts as JSON, the way content writes them.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value, json};

use super::{Condition, FactValue, Leaf, Op, Operand};

impl<'de> Deserialize<'de> for FactValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        fact(&Value::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

impl Serialize for FactValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Bool(value) => value.serialize(serializer),
            Self::Number(value) => value.serialize(serializer),
            Self::Text(value) => value.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Condition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        condition(&Value::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

impl Serialize for Condition {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::All(parts) => json!({ "all": parts }).serialize(serializer),
            Self::Any(parts) => json!({ "any": parts }).serialize(serializer),
            Self::Not(part) => json!({ "not": part }).serialize(serializer),
            Self::Leaf(Leaf { field, op, value: None }) => {
                json!({ "field": field, "op": op.word() }).serialize(serializer)
            }
            Self::Leaf(Leaf { field, op, value: Some(value) }) => {
                json!({ "field": field, "op": op.word(), "value": value }).serialize(serializer)
            }
        }
    }
}

impl Serialize for Operand {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Value(value) => value.serialize(serializer),
            Self::List(values) => values.serialize(serializer),
            Self::Param(name) => json!({ "param": name }).serialize(serializer),
        }
    }
}

fn fact(value: &Value) -> Result<FactValue, &'static str> {
    match value {
        Value::Bool(value) => Ok(FactValue::Bool(*value)),
        Value::Number(number) => number
            .to_string()
            .parse()
            .map(FactValue::Number)
            .map_err(|_| "a number has at most six digits behind the point"),
        Value::String(text) => Ok(FactValue::Text(text.clone())),
        _ => Err("a fact is a yes or no, a number or a text"),
    }
}

fn condition(value: &Value) -> Result<Condition, &'static str> {
    let object = value.as_object().ok_or("a condition is an object")?;
    let parts = |value: &Value| {
        let parts = value.as_array().ok_or("all and any hold a list")?;
        parts.iter().map(condition).collect::<Result<Vec<_>, _>>()
    };
    match (object.get("all"), object.get("any"), object.get("not"), object.get("field")) {
        (Some(all), None, None, None) => parts(all).map(Condition::All),
        (None, Some(any), None, None) => parts(any).map(Condition::Any),
        (None, None, Some(not), None) => condition(not).map(|part| Condition::Not(Box::new(part))),
        (None, None, None, Some(field)) => {
            let field = field.as_str().ok_or("field is a text")?.to_owned();
            let op = object.get("op").and_then(Value::as_str).ok_or("a comparison has an op")?;
            let value = object.get("value").map(operand).transpose()?;
            Ok(Condition::Leaf(Leaf { field, op: Op::from(op), value }))
        }
        _ => Err("a condition has exactly one of all, any, not and field"),
    }
}

fn operand(value: &Value) -> Result<Operand, &'static str> {
    match value {
        Value::Array(values) => values.iter().map(fact).collect::<Result<Vec<_>, _>>().map(Operand::List),
        Value::Object(object) => match object.get("param").and_then(Value::as_str) {
            Some(name) => Ok(Operand::Param(name.to_owned())),
            None => Err("a value that is an object names a param"),
        },
        value => fact(value).map(Operand::Value),
    }
}
