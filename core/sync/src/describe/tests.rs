#![allow(clippy::unwrap_used)]

use opstap_domain::ids::{Compartment, ScopeId};
use proptest::prelude::*;
use schemars::SchemaGenerator;
use serde_json::Value;
use uuid::Uuid;

use super::*;
use crate::op::Change;
use crate::wire::SyncRequest;

/// The members that a schema names as needed.
fn needed<T: JsonSchema>() -> Vec<String> {
    let schema = SchemaGenerator::default().into_root_schema_for::<T>();
    let needed = schema.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
    let mut names: Vec<String> = needed.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect();
    names.sort();
    names
}

#[test]
fn what_a_request_needs_is_what_reading_it_needs() {
    let whole = serde_json::json!({ "proto": 1, "dev": "1", "n": 0 });
    assert_eq!(needed::<SyncRequest>(), ["dev", "n", "proto"].map(str::to_owned));
    assert!(serde_json::from_value::<SyncRequest>(whole.clone()).is_ok());
    for name in needed::<SyncRequest>() {
        let mut less = whole.clone();
        less.as_object_mut().unwrap().remove(&name);
        assert!(serde_json::from_value::<SyncRequest>(less).is_err(), "{name}");
    }
}

#[test]
fn nobody_is_told_to_send_what_only_a_newer_version_knows() {
    let schema = SchemaGenerator::default().into_root_schema_for::<Change>();
    let text = serde_json::to_string(&schema).unwrap();
    assert!(text.contains("\"rescue\"") && !text.contains("newer"), "{text}");
}

/// Whoever sends an operation of another version is told that it is taken in and held, since it is.
#[test]
fn an_operation_is_described_as_leniently_as_it_is_read() {
    let schema = SchemaGenerator::default().into_root_schema_for::<SyncRequest>();
    let schema = serde_json::to_value(&schema).unwrap();
    let taken = schema["$defs"]["Taken"]["anyOf"].as_array().unwrap();
    let names: Vec<&str> = taken.iter().map(|one| one["$ref"].as_str().unwrap()).collect();
    assert_eq!(names, ["#/$defs/WireOp", "#/$defs/HeldOp"], "{schema:#}");
    let head =
        serde_json::json!({ "n": 1, "uid": "AQEBAQEBAQEBAQEB", "h": 2, "id": Uuid::nil(), "k": "", "t": 0 });
    let read = |op: &Value| {
        let asked = serde_json::json!({ "proto": 1, "dev": "1", "n": 1, "ops": [op] });
        serde_json::from_value::<SyncRequest>(asked)
    };
    for (member, odd) in
        [("new", Value::Null), ("set", 3.into()), ("tx", "a".into()), ("sooner", true.into())]
    {
        let mut op = head.clone();
        op[member] = odd;
        assert_eq!(read(&op).unwrap().ops[0].change, Change::Newer(op));
    }
    let mut needed: Vec<String> = head.as_object().unwrap().keys().cloned().collect();
    needed.sort();
    assert_eq!(schema["$defs"]["HeldOp"]["required"], serde_json::json!(["n", "uid", "h", "id", "k", "t"]));
    for name in needed {
        let mut less = head.clone();
        less.as_object_mut().unwrap().remove(&name);
        assert!(read(&less).is_err(), "{name}");
    }
}

#[test]
fn every_role_and_scope_is_written_as_described() {
    let names = RoleName::json_schema(&mut SchemaGenerator::default());
    for role in Role::ACCOUNTS.into_iter().chain([Role::Server]) {
        let written = serde_json::to_value(role).unwrap();
        assert!(names.get("enum").unwrap().as_array().unwrap().contains(&written), "{written}");
    }
    let written = ScopeId::new(Uuid::max(), Compartment::Money).to_string();
    let (owner, compartment) = written.split_once('.').unwrap();
    assert!(owner.len() == 32 && owner.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f')));
    assert!(compartment.bytes().all(|letter| letter.is_ascii_lowercase()));
}

proptest! {
    /// 8 and 32 bytes end in the letters that the patterns allow.
    #[test]
    fn keys_and_chains_end_as_described(bytes in any::<[u8; 32]>()) {
        let key = serde_json::to_value(ScopeKey::new(bytes)).unwrap();
        let chain = Chain([bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7]]);
        let chain = serde_json::to_value(chain).unwrap();
        for (text, length) in [(key, 43), (chain, 11)] {
            let text = text.as_str().unwrap();
            prop_assert_eq!(text.len(), length);
            prop_assert!("AEIMQUYcgkosw048".contains(text.chars().last().unwrap()));
        }
    }
}
