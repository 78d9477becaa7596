//! A case in which a reminder is to go out: a contact, an appointment, and a phone that says what it has planned.
#![allow(dead_code, unreachable_pub, missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;

use opstap_domain::Instant;
use opstap_domain::ids::ScopeId;
use opstap_domain::reminders::guarantee::{mark, plan_of};
use opstap_server::store::ScopeStore;
use opstap_sync::op::{Change, Write};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::town::{DAY, NOW, Phone, Town};

pub const HOUR: i64 = 3_600_000;

/// Wednesday at ten in Amsterdam; `NOW` is the Monday before, at one.
pub const BEGINS: i64 = NOW + 2 * DAY - 3 * HOUR;

/// Tuesday at six in the evening there.
pub const EVENING: i64 = NOW + DAY + 5 * HOUR;

/// Writes these units of a record, made anew or changed.
pub fn put(phone: &mut Phone, scope: ScopeId, id: Uuid, kind: &str, units: &[(&str, Value)]) {
    let known = phone.records.get(&(scope, id)).map(|record| record.units.clone());
    let change = match known {
        None => Change::New(units.iter().map(|(name, v)| ((*name).to_owned(), v.clone())).collect()),
        Some(known) => {
            let write = |(name, v): &(&str, Value)| {
                let saw = known.get(*name).map(|unit| unit.d);
                ((*name).to_owned(), Write { v: v.clone(), saw, was: None })
            };
            Change::Set(units.iter().map(write).collect::<BTreeMap<_, _>>())
        }
    };
    phone.act(scope, id, kind, change);
}

pub fn contact(phone: &mut Phone, scope: ScopeId, units: &[(&str, Value)]) {
    put(phone, scope, scope.derived_id("contact"), "contact", units);
}

pub fn meet(phone: &mut Phone, scope: ScopeId, id: u128, begins: i64) {
    let when = json!({ "starts_at": begins, "minutes": 45, "zone": "Europe/Amsterdam" });
    let units = [("title", json!("Gesprek over schulden")), ("when", when), ("status", json!("confirmed"))];
    put(phone, scope, Uuid::from_u128(id), "appointment", &units);
}

/// The phone says that it has this one planned.
pub fn planned(phone: &mut Phone, scope: ScopeId, id: u128, begins: i64) {
    let at = scope.derived_id(&plan_of(phone.memory.device.unwrap().bits()));
    let marks = json!([mark(&Uuid::from_u128(id).to_string(), Instant(begins))]);
    put(phone, scope, at, "reminder_plan", &[("planned", marks)]);
}

/// A client with this wish and one appointment, at the server.
pub fn awaited<S: ScopeStore>(town: &mut Town<S>, remind: &str) -> Phone {
    let mut phone = town.client();
    let scope = town.together();
    town.sync(&mut phone);
    let units =
        [("mail", json!("noor@example.nl")), ("mobile", json!("+31612345678")), ("remind", json!(remind))];
    contact(&mut phone, scope, &units);
    meet(&mut phone, scope, 7, BEGINS);
    town.sync(&mut phone);
    phone
}
