//! Tips: the rules, the facts they may ask for and the thresholds they share.

use std::collections::BTreeMap;

use serde_json::Value;

use super::items::{TipParameter, TipRule};
use super::reader::{Reader, TEXT, TITLE};
use super::{Package, read_id, read_items};

/// The one record that holds thresholds and facts.
pub(super) const PARAMETERS_KEY: &str = "default";
const OPERATORS: [&str; 9] = ["eq", "ne", "gt", "gte", "lt", "lte", "in", "isTrue", "isFalse"];
const FIELD_TYPES: [&str; 6] = ["bool", "int", "cents", "ratio", "enum", "string"];
const ACTIONS: [&str; 4] = ["open:", "message:helper", "call:helper", "none"];
/// Deeper than this nobody can read a condition any more.
const DEPTH_MOST: usize = 4;

pub(super) fn read(package: &mut Package, reader: &mut Reader<'_>) {
    let operators = reader.texts("operators", TITLE);
    for operator in operators.iter().filter(|operator| !OPERATORS.contains(&operator.as_str())) {
        reader.refuse("operators", &format!("has {operator}, which is unknown"));
    }
    let (fields, parameters) = parameters(reader);
    let shared = serde_json::json!({
        "fields": reader.any("fields"),
        "parameters": reader.any("parameters"),
    });
    package.keep("tip_parameters", PARAMETERS_KEY, &shared);
    for (rule, body) in read_items(reader, "rules", "rule", |item| {
        let rule = rule(item);
        let names = Names { fields: &fields, parameters: &parameters };
        condition(item, &rule.when, names, DEPTH_MOST);
        rule
    }) {
        package.keep("tip", &rule.id, body);
        package.tips.push(rule);
    }
    package.tip_fields = fields;
    package.tip_parameters = parameters;
}

/// Reads `fields` and `parameters`.
pub(super) fn parameters(reader: &mut Reader<'_>) -> (BTreeMap<String, String>, Vec<TipParameter>) {
    let mut fields = BTreeMap::new();
    for (name, kind) in reader.any("fields").and_then(Value::as_object).into_iter().flatten() {
        let kind = kind.as_str().unwrap_or_default();
        if !FIELD_TYPES.contains(&kind) {
            reader.refuse(&format!("fields.{name}"), &format!("is {kind}, which is no type"));
        }
        fields.insert(name.clone(), kind.to_owned());
    }
    let mut parameters = Vec::new();
    for (id, value) in reader.any("parameters").and_then(Value::as_object).into_iter().flatten() {
        let mut inner = reader.inner(&format!("parameters.{id}"), value);
        let default = inner.any("default").cloned().unwrap_or_default();
        if !default.is_number() {
            inner.refuse("default", "is not a number");
        }
        parameters.push(TipParameter {
            id: id.clone(),
            default,
            unit: inner.text("unit", TITLE),
            basis: inner.text("basis", TEXT),
        });
        inner.finish();
    }
    (fields, parameters)
}

pub(super) fn rule(reader: &mut Reader<'_>) -> TipRule {
    let rule = TipRule {
        id: read_id(reader),
        category: reader.text("category", TITLE),
        priority: reader.number("priority", 0, 100),
        when: reader.any("when").cloned().unwrap_or_default(),
        title: reader.text("title", TITLE),
        text: reader.text("text", TEXT),
        action: reader.text("action", TITLE),
        cooldown_days: reader.number("cooldownDays", 1, 365),
        editor_note: reader.text_if_there("editorNote", TEXT),
    };
    let known = ACTIONS
        .iter()
        .any(|action| rule.action == *action || (action.ends_with(':') && rule.action.starts_with(action)));
    if !known {
        reader.refuse("action", &format!("is {}, which nothing can do", rule.action));
    }
    rule
}

#[derive(Clone, Copy)]
struct Names<'n> {
    fields: &'n BTreeMap<String, String>,
    parameters: &'n [TipParameter],
}

/// Checks a condition: `all`, `any` or `not` of conditions, or one comparison.
fn condition(reader: &mut Reader<'_>, when: &Value, names: Names<'_>, depth: usize) {
    let Some(object) = when.as_object() else {
        return reader.refuse("when", "is not an object");
    };
    if depth == 0 {
        return reader.refuse("when", "is nested too deep");
    }
    for list in ["all", "any"] {
        if let Some(inner) = object.get(list) {
            let inner = inner.as_array().map(Vec::as_slice).unwrap_or_default();
            if inner.is_empty() || object.len() != 1 {
                reader.refuse("when", &format!("has an empty {list}, or something beside it"));
            }
            for one in inner {
                condition(reader, one, names, depth - 1);
            }
            return;
        }
    }
    if let Some(inner) = object.get("not") {
        return condition(reader, inner, names, depth - 1);
    }
    comparison(reader, when, names);
}

fn comparison(reader: &mut Reader<'_>, when: &Value, names: Names<'_>) {
    let word = |key: &str| when.get(key).and_then(Value::as_str).unwrap_or_default();
    let (field, op) = (word("field"), word("op"));
    let Some(kind) = names.fields.get(field) else {
        return reader.refuse(field, "is unknown");
    };
    if !OPERATORS.contains(&op) {
        return reader.refuse(field, &format!("is compared by {op}, which is unknown"));
    }
    let value = when.get("value");
    if let Some(parameter) = value.and_then(|value| value.get("param")).and_then(Value::as_str)
        && !names.parameters.iter().any(|known| known.id == parameter)
    {
        reader.refuse(field, &format!("is compared with parameter {parameter}, which is unknown"));
    }
    if !fits(kind, op, value) {
        reader.refuse(field, &format!("is of type {kind} and cannot be compared like this by {op}"));
    }
}

fn fits(kind: &str, op: &str, value: Option<&Value>) -> bool {
    let number = matches!(kind, "int" | "cents" | "ratio");
    match (op, value) {
        ("isTrue" | "isFalse", None) => kind == "bool",
        ("gt" | "gte" | "lt" | "lte", Some(value)) => {
            number && (value.is_number() || value.get("param").is_some())
        }
        ("eq" | "ne", Some(value)) => {
            if number {
                value.is_number()
            } else {
                value.is_string()
            }
        }
        ("in", Some(Value::Array(list))) => {
            !list.is_empty()
                && list.iter().all(|value| if number { value.is_number() } else { value.is_string() })
        }
        _ => false,
    }
}
