//! Who may read how a record came to be, and what they read. Asked of every engine.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::result_large_err, reason = "tests")]

mod cluster;
mod statements;
#[macro_use]
mod suite;
mod town;

use opstap_domain::ids::ScopeId;
use opstap_server::store::ScopeStore;
use opstap_sync::history::{HistoryRequest, HistoryResponse, changes};
use opstap_sync::ident::Dot;
use opstap_sync::op::{Change, Write};
use opstap_sync::wire::Problem;
use std::collections::BTreeMap;
use town::{DAY, Phone, Town, amount};
use uuid::Uuid;

const RENT: u128 = 1;

fn ask<S: ScopeStore>(
    town: &mut Town<S>,
    phone: &Phone,
    scope: ScopeId,
    id: u128,
) -> Result<HistoryResponse, Problem> {
    let h = phone.grants.iter().find(|grant| grant.scope == scope).map_or(999, |grant| grant.h);
    let request = HistoryRequest { dev: phone.memory.device.unwrap(), h, id: Uuid::from_u128(id), below: 0 };
    town.engine.history_by_token(&phone.token, &request, town.now).unwrap()
}

fn every_value_has_its_author_and_what_was_before<S: ScopeStore>(mut town: Town<S>) {
    let (mut phone, mut tablet) = (town.client(), town.pair(town.counsellor));
    let money = town.money();
    town.sync(&mut phone);
    phone.line(money, RENT, 100);
    town.sync(&mut phone);
    town.sync(&mut tablet);
    // Two at the same time: both are in it.
    phone.set_line(money, RENT, 200);
    tablet.set_line(money, RENT, 300);
    town.sync(&mut phone);
    town.sync(&mut tablet);
    let told = ask(&mut town, &phone, money, RENT).unwrap();
    assert_eq!((told.k.as_str(), told.more), ("budget_line", false));
    let all = changes(&told.rows, &BTreeMap::new());
    let amounts: Vec<_> = all.iter().filter(|change| change.entry.unit == "amount").collect();
    let values: Vec<_> = amounts.iter().map(|change| change.entry.v.clone()).collect();
    assert_eq!(values, [amount(100), amount(200), amount(300)]);
    assert_eq!(amounts[1].before, Some(amount(100)));
    assert_eq!(amounts[1].entry.by, Some(phone.account));
    assert_eq!(amounts[2].entry.by, Some(tablet.account));
    assert!(amounts.iter().all(|change| change.entry.at <= town.now + 60_000));
}

fn what_was_deleted_still_has_a_history_and_what_was_erased_has_none<S: ScopeStore>(mut town: Town<S>) {
    let mut phone = town.client();
    let money = town.money();
    town.sync(&mut phone);
    phone.line(money, RENT, 100);
    town.sync(&mut phone);
    let sight = phone.records[&(money, Uuid::from_u128(RENT))].sight();
    phone.act(money, Uuid::from_u128(RENT), "budget_line", Change::Del(sight));
    town.sync(&mut phone);
    let told = ask(&mut town, &phone, money, RENT).unwrap();
    assert_eq!(told.rows.last().unwrap().unit, "");
    town.engine.erase(town.case.case, Some(Uuid::from_u128(RENT)), town.now).unwrap();
    assert!(ask(&mut town, &phone, money, RENT).unwrap().rows.is_empty());
}

fn only_who_sees_the_record_and_is_no_coach<S: ScopeStore>(mut town: Town<S>) {
    let (mut phone, mut coach) = (town.client(), town.pair(town.coach));
    let money = town.money();
    town.sync(&mut phone);
    phone.line(money, RENT, 100);
    phone.share(town.together(), town.coach, &["budget"], None);
    town.sync(&mut phone);
    town.sync(&mut coach);
    assert_eq!(coach.cents(money, RENT), Some(100));
    assert_eq!(ask(&mut town, &coach, money, RENT).unwrap_err().status, 404);
    assert_eq!(ask(&mut town, &phone, money, 12_345).unwrap_err().status, 404);
    // Another's device id, another's token, a handle of nobody, and a counsellor who lost the case.
    let mut liar = phone.clone();
    liar.memory.device = coach.memory.device;
    assert_eq!(ask(&mut town, &liar, money, RENT).unwrap_err().status, 401);
    liar.token = "x".repeat(24);
    assert_eq!(ask(&mut town, &liar, money, RENT).unwrap_err().status, 401);
    let mut tablet = town.pair(town.counsellor);
    town.sync(&mut tablet);
    assert!(ask(&mut town, &tablet, money, RENT).is_ok());
    town.engine.close_case(town.case.case, None, town.now).unwrap();
    assert_eq!(ask(&mut town, &tablet, money, RENT).unwrap_err().status, 404);
    town.engine.revoke_device(phone.memory.device.unwrap(), town.now + DAY).unwrap();
    assert_eq!(ask(&mut town, &phone, money, RENT).unwrap_err().status, 403);
}

fn a_long_history_comes_in_pages_without_a_gap<S: ScopeStore>(mut town: Town<S>) {
    let mut phone = town.client();
    let money = town.money();
    town.sync(&mut phone);
    phone.line(money, RENT, 0);
    town.sync(&mut phone);
    for cents in 1..1_100 {
        // Each has seen the one before it, also while that waits.
        let saw = Some(Dot::new(phone.memory.device.unwrap(), phone.memory.n));
        let write = Write { v: amount(cents), saw, was: None };
        let change = Change::Set(BTreeMap::from([("amount".into(), write)]));
        phone.act(money, Uuid::from_u128(RENT), "budget_line", change);
        if cents % 150 == 0 {
            town.sync(&mut phone);
        }
    }
    town.sync(&mut phone);
    let h = phone.grants.iter().find(|grant| grant.scope == money).unwrap().h;
    let (mut below, mut seen) = (0, Vec::new());
    loop {
        let request =
            HistoryRequest { dev: phone.memory.device.unwrap(), h, id: Uuid::from_u128(RENT), below };
        let told = town.engine.history_by_token(&phone.token, &request, town.now).unwrap().unwrap();
        below = told.rows[0].s;
        seen.extend(told.rows.iter().map(|row| (row.s, row.unit.clone())));
        if !told.more {
            break;
        }
    }
    seen.sort();
    let count = seen.len();
    seen.dedup();
    assert_eq!((seen.len(), count), (1_101, 1_101));
}

suite!(
    500;
    every_value_has_its_author_and_what_was_before,
    what_was_deleted_still_has_a_history_and_what_was_erased_has_none,
    only_who_sees_the_record_and_is_no_coach,
    a_long_history_comes_in_pages_without_a_gap,
);
