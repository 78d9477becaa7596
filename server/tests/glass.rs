//! A case that is not one's own, opened because it cannot wait: asked of every engine.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cluster;
mod statements;
#[macro_use]
mod suite;
mod town;

use std::collections::BTreeSet;

use opstap_domain::ids::{Compartment, Role};
use opstap_domain::time::{CivilTime, LocalMoment, Zone};
use opstap_server::engine::{NewCase, Pressing, Unbroken};
use opstap_server::store::{ScopeStore, StoreError};
use opstap_sync::ident::DeviceId;
use town::{NOW, Phone, Town, programme};
use uuid::Uuid;

/// A moment on the wall where the organisation is, in milliseconds.
fn at(day: &str, hour: u16, minute: u16) -> i64 {
    let (date, time) = (day.parse().unwrap(), CivilTime::new(hour, minute).unwrap());
    Zone::AMSTERDAM.instant(LocalMoment::new(date, time)).0
}

fn second<S: ScopeStore>(town: &mut Town<S>) -> (Uuid, Phone) {
    let ria = town.engine.add_staff(town.org, Role::Counsellor, "Ria", NOW).unwrap();
    (ria, town.pair(ria))
}

fn open<S: ScopeStore>(town: &mut Town<S>, device: DeviceId, sought: &str) -> Result<Uuid, Unbroken> {
    let now = town.now;
    town.engine.keep(|engine| engine.break_glass(device, sought, Pressing::Danger, now)).unwrap()
}

fn sees<S: ScopeStore>(town: &mut Town<S>, tablet: &mut Phone) -> BTreeSet<Uuid> {
    town.sync(tablet);
    let owners = tablet.grants.iter().filter(|grant| grant.scope.compartment == Compartment::Together);
    owners.map(|grant| grant.scope.owner).collect()
}

fn trail<S: ScopeStore>(town: &mut Town<S>) -> Vec<(String, Option<Uuid>, Option<Uuid>)> {
    let mut all = Vec::new();
    let keep = &mut |row: &opstap_server::audit::AuditRow| {
        if row.detail.starts_with("glass") {
            all.push((row.detail.clone(), row.actor.account, row.subject));
        }
        Ok::<(), StoreError>(())
    };
    town.engine.audit_rows(town.org, 0, keep).unwrap();
    assert!(town.engine.audit_check(town.org, None).unwrap().is_ok());
    all
}

/// Opened in the night before the clock changes: the next day is an hour shorter, and counts as a day.
fn it_opens_is_written_down_and_closes_by_itself<S: ScopeStore>(mut town: Town<S>) {
    let (ria, mut tablet) = second(&mut town);
    let (noor, device) = (town.case.case, tablet.memory.device.unwrap());
    town.now = at("2026-03-28", 23, 30);
    assert_eq!(open(&mut town, device, "  noor "), Ok(noor));
    assert_eq!(sees(&mut town, &mut tablet), BTreeSet::from([noor]));
    let number = noor.to_string()[..8].to_uppercase();
    assert_eq!(open(&mut town, device, &number), Ok(noor), "open already");
    assert_eq!(trail(&mut town), [("glass_danger".to_owned(), Some(ria), Some(noor))], "written once");
    town.now = at("2026-03-29", 23, 59);
    assert_eq!(sees(&mut town, &mut tablet), BTreeSet::from([noor]));
    town.now = at("2026-03-30", 0, 0);
    assert_eq!(sees(&mut town, &mut tablet), BTreeSet::new());
    // It can be opened again, and that is written down again.
    assert_eq!(open(&mut town, device, "Noor"), Ok(noor));
    assert_eq!(trail(&mut town).len(), 2);
    // What was given to another meanwhile is closed.
    let now = town.now;
    let jan = town.engine.add_staff(town.org, Role::Counsellor, "Jan", now).unwrap();
    town.engine.assign_case(noor, jan, now).unwrap();
    assert_eq!(sees(&mut town, &mut tablet), BTreeSet::new());
}

fn nobody_else_opens_anything_and_nobody_is_guessed_at<S: ScopeStore>(mut town: Town<S>) {
    let (ria, tablet) = second(&mut town);
    let (noor, org, now) = (town.case.case, town.org, town.now);
    let device = tablet.memory.device.unwrap();
    let elsewhere = town.engine.add_org("Elders", [programme("1")], now).unwrap();
    let stranger = town.engine.add_staff(elsewhere, Role::Counsellor, "Els", now).unwrap();
    let staff = [Role::Administrator, Role::Triage, Role::ContentManager]
        .map(|role| town.engine.add_staff(org, role, "Iemand", now).unwrap());
    let theirs = town.pair(stranger).memory.device.unwrap();
    for sought in ["Noor", &noor.to_string()] {
        assert_eq!(open(&mut town, theirs, sought), Err(Unbroken::NotOne), "another organisation's");
    }
    for other in staff.into_iter().chain([town.coach, town.case.client]) {
        let device = town.pair(other).memory.device.unwrap();
        assert_eq!(open(&mut town, device, "Noor"), Err(Unbroken::NotAllowed));
    }
    assert_eq!(open(&mut town, DeviceId::new(999_999), "Noor"), Err(Unbroken::NotAllowed));
    for sought in ["", " ", "No", "Noo", "Sam", &noor.to_string()[..7]] {
        assert_eq!(open(&mut town, device, sought), Err(Unbroken::NotOne), "{sought:?}");
    }
    // Two of the same name: neither.
    let counsellor = town.counsellor;
    let new = NewCase { org, client: "noor", counsellor, coaches: &[], programme: None };
    let other = town.engine.open_case(new, now).unwrap().case;
    assert_eq!(open(&mut town, device, "Noor"), Err(Unbroken::NotOne));
    assert_eq!(open(&mut town, device, &other.to_string()), Ok(other));
    town.engine.close_case(noor, None, now).unwrap();
    assert_eq!(open(&mut town, device, &noor.to_string()), Err(Unbroken::NotOne), "what is closed stays so");
    let refused = trail(&mut town).into_iter().filter(|(detail, _, _)| detail == "glass_refused");
    assert_eq!(refused.filter(|(_, who, about)| *who == Some(ria) && about.is_none()).count(), 8);
}

suite!(500;
    it_opens_is_written_down_and_closes_by_itself,
    nobody_else_opens_anything_and_nobody_is_guessed_at,
);
