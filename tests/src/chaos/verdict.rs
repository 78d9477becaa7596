//! What must be true when everything is at rest. Read from the phones' own files and the server's list of held
//! edits, and from nothing that the server keeps inside.

use std::collections::{BTreeMap, BTreeSet};

use opstap_domain::catalogue::{self, KINDS, Part};
use opstap_domain::ids::{Role, ScopeId};
use opstap_store::Store;
use opstap_sync::conflict::Conflict;
use opstap_sync::ident::Dot;
use serde_json::Value;
use uuid::Uuid;

use super::Report;
use super::ledger::{Entry, Fate, Ledger, What};
use super::phone::Phone;
use super::plan::owner;
use super::process::told;
use super::server::Server;
use crate::sim::Run;
use crate::sim::ghost::{Token, tokens, tokens_in};
use crate::town::key;

type Units = BTreeMap<String, (Value, Dot)>;

/// What a phone holds.
struct Held {
    role: Role,
    records: BTreeMap<(ScopeId, &'static str, Uuid), Units>,
    open: BTreeMap<ScopeId, Vec<String>>,
    uids: BTreeSet<String>,
}

fn read(phone: &Phone) -> Run<Held> {
    let (mut store, found) = Store::open(&phone.folder, &key()).map_err(told)?;
    if !found.damage.is_empty() {
        return Err(format!("phone {} was damaged: {:?}", phone.at, found.damage));
    }
    let left = store.waiting().map_err(told)?.here;
    if left > 0 {
        return Err(format!("invariant 24: {left} operations wait on phone {}", phone.at));
    }
    let role = store.identity().map_or(Role::Client, |identity| identity.role);
    let mut held = Held { role, records: BTreeMap::new(), open: BTreeMap::new(), uids: BTreeSet::new() };
    for row in store.scopes() {
        if !row.ready {
            return Err(format!("invariant 24: phone {} has not read {} to its end", phone.at, row.scope));
        }
        for kind in KINDS {
            for record in store.records(row.scope, kind.name).map_err(told)? {
                let units = record.state.units.into_iter().map(|(name, unit)| (name, (unit.v, unit.d)));
                held.records.insert((row.scope, kind.name, record.id), units.collect());
            }
        }
        held.open.insert(row.scope, row.parts);
    }
    held.uids = store.journalled().map_err(told)?.into_iter().map(|op| op.uid.to_string()).collect();
    Ok(held)
}

/// Asks everything of an episode at rest.
pub fn judge(ledger: &Ledger, phones: &[Phone], server: &Server, report: &mut Report) -> Run<()> {
    let held: Vec<Held> = phones.iter().map(read).collect::<Run<_>>()?;
    for (at, pair) in held.chunks(2).enumerate() {
        same_account(at * 2, pair)?;
    }
    for at in 1..held.len() {
        same_view(&held[0], &held[at], at)?;
    }
    let refused = server.run(&["held", "list"])?;
    let refused = refused.as_array().into_iter().flatten().filter_map(|row| row["uid"].as_str());
    let refused: BTreeSet<String> = refused.map(str::to_owned).collect();
    let shown = shown(&held[0], report)?;
    fates(ledger, &held, &refused, &shown, report)
}

/// Invariants 1 and 14: phones of one account hold the same.
fn same_account(at: usize, pair: &[Held]) -> Run<()> {
    let [one, two] = pair else { return Ok(()) };
    if one.open != two.open {
        return Err(format!(
            "invariant 1: phones {at} and {} may enter {:?} and {:?}",
            at + 1,
            one.open,
            two.open
        ));
    }
    difference(&one.records, &two.records)
        .map_or(Ok(()), |what| Err(format!("invariant 1: phones {at} and {} differ: {what}", at + 1)))
}

/// Invariants 1 and 14: whatever somebody else may see is what the client sees, and nothing else is there.
fn same_view(client: &Held, other: &Held, at: usize) -> Run<()> {
    let mine: BTreeMap<_, _> = client
        .records
        .iter()
        .filter(|((scope, kind, _), units)| {
            let parts = other.open.get(scope);
            parts.is_some_and(|parts| sees(other.role, *scope, kind, parts, units))
        })
        .filter(|((_, kind, _), _)| sees_as_client(kind))
        .map(|(key, units)| (*key, units.clone()))
        .collect();
    let theirs: BTreeMap<_, _> = other
        .records
        .iter()
        .filter(|((scope, kind, _), _)| client.open.contains_key(scope) && sees_as_client(kind))
        .map(|(key, units)| (*key, units.clone()))
        .collect();
    difference(&mine, &theirs).map_or(Ok(()), |what| {
        Err(format!("invariant 1: phone {at} ({}) and the client differ: {what}", owner(at)))
    })
}

/// Kinds that the client and the others both hold; what is private to either is left out.
fn sees_as_client(kind: &str) -> bool {
    matches!(
        kind,
        "budget_line" | "message" | "task" | "appointment" | "run" | "case" | "helper" | "conflict"
    )
}

fn sees(role: Role, scope: ScopeId, kind: &str, parts: &[String], units: &Units) -> bool {
    let parts: Vec<Part> = parts.iter().filter_map(|name| Part::from_name(name)).collect();
    let may = |kind: &str| catalogue::may_see(role, scope.compartment, kind, &parts);
    if kind != "conflict" || role != Role::Coach {
        return may(kind);
    }
    units.get("about").and_then(|(about, _)| about["kind"].as_str()).is_some_and(may)
}

fn difference<K: Ord + std::fmt::Debug>(
    one: &BTreeMap<K, Units>,
    two: &BTreeMap<K, Units>,
) -> Option<String> {
    for (key, units) in one {
        match two.get(key) {
            None => return Some(format!("{key:?} is only on the first: {units:?}")),
            Some(other) if other != units => return Some(format!("{key:?} is {units:?} and {other:?}")),
            Some(_) => {}
        }
    }
    two.iter()
        .find(|(key, _)| !one.contains_key(key))
        .map(|(key, units)| format!("{key:?} is only on the second: {units:?}"))
}

/// Every token that is current or stands in a conflict. Invariants 3 and 4 on the way: nothing is there twice, and
/// no amount is half of two.
fn shown(client: &Held, report: &mut Report) -> Run<BTreeSet<Token>> {
    let mut current = BTreeMap::new();
    let mut all = BTreeSet::new();
    for ((_, kind, id), units) in &client.records {
        if *kind == "conflict" {
            let values =
                Value::Object(units.iter().map(|(name, (v, _))| (name.clone(), v.clone())).collect());
            let Some(found) = Conflict::from_values(&values) else {
                // A choice that was offered again to a restored server, where its conflict did not arise again.
                if units.keys().any(|unit| unit != "status") {
                    return Err(format!("a conflict that does not read: {values}"));
                }
                continue;
            };
            report.conflicts += 1;
            for reading in [&found.shown, &found.other] {
                let unit = &found.about.unit;
                all.extend(if unit.is_empty() { tokens_in(&reading.v) } else { tokens(unit, &reading.v) });
            }
            continue;
        }
        for (unit, (v, _)) in units {
            for token in tokens(unit, v) {
                if let Some(other) = current.insert(token, id) {
                    return Err(format!("invariant 3: {token} is in {other} and in {id}"));
                }
            }
        }
        if let Some((v, _)) = units.get("amount") {
            let token = v["cents"].as_u64().unwrap_or(0);
            let frequency = if token % 2 == 0 { "monthly" } else { "weekly" };
            if v["frequency"] != frequency || v["direction"] != "out" {
                return Err(format!("invariant 4: half an amount, {v}"));
            }
        }
    }
    all.extend(current.into_keys());
    Ok(all)
}

/// Invariant 2: every confirmed edit is current, replaced by somebody who saw it, in a conflict or held. What was
/// refused is nowhere.
fn fates(
    ledger: &Ledger,
    held: &[Held],
    refused: &BTreeSet<String>,
    shown: &BTreeSet<Token>,
    report: &mut Report,
) -> Run<()> {
    let somewhere = |entry: &Entry| {
        let journalled = entry.uids.iter().any(|uid| held.iter().any(|held| held.uids.contains(uid)));
        let seen = ledger.entries.iter().any(|other| other.saw.contains(&entry.token));
        journalled || seen || (entry.what.writes() && shown.contains(&entry.token))
    };
    let is_held = |entry: &Entry| entry.uids.iter().any(|uid| refused.contains(uid));
    let mut replaced = BTreeSet::new();
    for entry in &ledger.entries {
        if !is_held(entry) && (entry.fate == Fate::Confirmed || somewhere(entry)) {
            replaced.extend(entry.saw.iter().copied());
        }
    }
    for entry in &ledger.entries {
        let name =
            format!("{:?} {} of phone {} in round {}", entry.what, entry.token, entry.phone, entry.round);
        if entry.fate == Fate::Refused && (somewhere(entry) || is_held(entry)) {
            return Err(format!("{name} was refused and is there"));
        }
        if !entry.what.writes() || entry.fate != Fate::Confirmed {
            continue;
        }
        report.held += u64::from(is_held(entry));
        if !(shown.contains(&entry.token) || replaced.contains(&entry.token) || is_held(entry)) {
            if !ledger.may_be_gone(entry, owner(entry.phone) == "coach") {
                return Err(format!("invariant 2: {name} is lost"));
            }
            report.gone += 1;
        }
        if entry.uids.is_empty() && entry.what != What::Choice {
            return Err(format!("{name} was confirmed without an operation"));
        }
    }
    Ok(())
}
