//! Deletions of long ago are forgotten, and nothing comes back by it: asked of every engine.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cluster;
mod statements;
#[macro_use]
mod suite;
mod town;

use opstap_server::engine::TOLD_MS;
use opstap_server::store::ScopeStore;
use opstap_sync::op::Change;
use town::{DAY, Phone, Town};
use uuid::Uuid;

/// Everybody is at rest, and all that was deleted so far is older than it has to be told.
fn time_passes<S: ScopeStore>(town: &mut Town<S>) {
    for _ in 0..2 {
        town.now += TOLD_MS + DAY;
        let now = town.now;
        while town.engine.keep(|engine| engine.forget_deletions(now, 2)).unwrap() == 2 {}
    }
}

fn delete<S: ScopeStore>(town: &Town<S>, phone: &mut Phone, id: u128) {
    let at = (town.money(), Uuid::from_u128(id));
    let sight = phone.records[&at].sight();
    phone.act(at.0, at.1, "budget_line", Change::Del(sight));
}

fn floor<S: ScopeStore>(town: &mut Town<S>) -> u64 {
    let money = town.money();
    town.engine.keep(|engine| engine.store().reaches(&[money])).unwrap()[&money].floor
}

/// A phone and a tablet that both have three lines.
fn three_lines<S: ScopeStore>(town: &mut Town<S>) -> (Phone, Phone) {
    let (mut phone, mut tablet) = (town.client(), town.pair(town.counsellor));
    town.sync(&mut phone);
    for id in 1..=3 {
        phone.line(town.money(), id, 100 * id as i64);
    }
    town.sync(&mut phone);
    town.sync(&mut tablet);
    (phone, tablet)
}

fn who_was_away_for_long_loses_what_was_deleted_meanwhile<S: ScopeStore>(mut town: Town<S>) {
    let (mut phone, mut tablet) = three_lines(&mut town);
    delete(&town, &mut phone, 2);
    town.sync(&mut phone);
    time_passes(&mut town);
    assert!(floor(&mut town) > 0);
    assert!(
        town.engine.keep(|e| e.store().record(phone.grants[1].scope, Uuid::from_u128(2))).unwrap().is_none()
    );
    town.sync(&mut tablet);
    assert_eq!(tablet.cents(town.money(), 2), None);
    assert_eq!(tablet.cents(town.money(), 3), Some(300));
    let rounds = town.round(&mut tablet).unwrap();
    assert!(rounds.chg.is_empty(), "it is not told to begin anew for ever");
    // Who had read of it, and who reads for the first time, are told nothing special.
    assert!(town.round(&mut phone).unwrap().chg.iter().all(|page| !page.reset));
    let mut fresh = town.pair(town.counsellor);
    town.sync(&mut fresh);
    assert_eq!(fresh.values(), tablet.values());
}

fn small_pages_come_to_an_end<S: ScopeStore>(mut town: Town<S>) {
    let (mut phone, mut tablet) = three_lines(&mut town);
    for id in 10..30 {
        phone.line(town.money(), id, 5);
    }
    town.sync(&mut phone);
    for id in 10..20 {
        delete(&town, &mut phone, id);
    }
    town.sync(&mut phone);
    time_passes(&mut town);
    tablet.wish.want = Some(300);
    let mut resets = 0;
    for _ in 0..60 {
        let answer = town.round(&mut tablet).unwrap();
        resets += answer.chg.iter().filter(|page| page.reset).count();
        if answer.chg.is_empty() {
            break;
        }
    }
    assert_eq!(resets, 1);
    tablet.wish.want = None;
    town.sync(&mut tablet);
    assert_eq!(tablet.values().len(), {
        let mut fresh = town.pair(town.counsellor);
        town.sync(&mut fresh);
        fresh.values().len()
    });
    assert_eq!(tablet.cents(town.money(), 15), None);
    assert_eq!(tablet.cents(town.money(), 25), Some(5));
}

fn what_is_written_in_the_round_that_begins_anew_is_kept<S: ScopeStore>(mut town: Town<S>) {
    let (mut phone, mut tablet) = three_lines(&mut town);
    delete(&town, &mut phone, 2);
    town.sync(&mut phone);
    time_passes(&mut town);
    tablet.line(town.money(), 7, 700);
    tablet.set_line(town.money(), 3, 333);
    town.sync(&mut tablet);
    let cents = |id| tablet.cents(town.money(), id);
    assert_eq!([cents(1), cents(2), cents(3), cents(7)], [Some(100), None, Some(333), Some(700)]);
}

fn a_late_edit_brings_no_part_back_and_is_held<S: ScopeStore>(mut town: Town<S>) {
    let (mut phone, mut tablet) = three_lines(&mut town);
    tablet.set_line(town.money(), 2, 250);
    delete(&town, &mut phone, 2);
    town.sync(&mut phone);
    time_passes(&mut town);
    town.sync(&mut tablet);
    assert_eq!(tablet.held.iter().map(|(_, why)| why.as_str()).collect::<Vec<_>>(), ["forgotten"]);
    assert_eq!(town.engine.store().held(Some(town.org)).unwrap().len(), 1);
    town.sync(&mut phone);
    assert_eq!((phone.cents(town.money(), 2), tablet.cents(town.money(), 2)), (None, None));
    // To delete it once more is nothing new, and a whole line may be made under the same name.
    phone.line(town.money(), 2, 900);
    town.sync(&mut phone);
    phone.set_line(town.money(), 2, 950);
    town.sync(&mut phone);
    town.sync(&mut tablet);
    assert_eq!(tablet.cents(town.money(), 2), Some(950));
    assert!(phone.held.is_empty());
}

fn what_was_erased_stays_named_and_what_was_forgotten_can_be_erased<S: ScopeStore>(mut town: Town<S>) {
    let (mut phone, mut tablet) = three_lines(&mut town);
    let (case, now) = (town.case.case, town.now);
    town.engine.erase(case, Some(Uuid::from_u128(1)), now).unwrap();
    delete(&town, &mut phone, 2);
    town.sync(&mut phone);
    time_passes(&mut town);
    town.sync(&mut tablet);
    assert!(
        tablet.gone.contains_key(&(town.money(), Uuid::from_u128(1))),
        "who comes late hears of an erasure"
    );
    // The history still has its words.
    let (money, now) = (town.money(), town.now);
    let known = |town: &mut Town<S>, id| {
        let known = town.engine.keep(|engine| engine.store().in_history(money, &[Uuid::from_u128(id)]));
        !known.unwrap().is_empty()
    };
    assert!(known(&mut town, 2));
    town.engine.erase(case, Some(Uuid::from_u128(2)), now).unwrap();
    assert!(!known(&mut town, 2));
    assert!(town.engine.erase(case, Some(Uuid::from_u128(77)), now).is_err());
    town.sync(&mut tablet);
    assert!(tablet.gone.contains_key(&(money, Uuid::from_u128(2))));
}

fn what_a_conflict_is_about_is_not_forgotten<S: ScopeStore>(mut town: Town<S>) {
    let (mut phone, mut tablet) = three_lines(&mut town);
    tablet.set_line(town.money(), 2, 250);
    phone.set_line(town.money(), 2, 260);
    town.sync(&mut phone);
    town.sync(&mut tablet);
    town.sync(&mut phone);
    assert_eq!(phone.kinds("conflict"), 1);
    delete(&town, &mut phone, 2);
    town.sync(&mut phone);
    time_passes(&mut town);
    let money = town.money();
    let kept = town.engine.keep(|engine| engine.store().record(money, Uuid::from_u128(2))).unwrap();
    assert!(kept.is_some_and(|record| record.deleted));
}

suite!(40;
    who_was_away_for_long_loses_what_was_deleted_meanwhile,
    small_pages_come_to_an_end,
    what_is_written_in_the_round_that_begins_anew_is_kept,
    a_late_edit_brings_no_part_back_and_is_held,
    what_was_erased_stays_named_and_what_was_forgotten_can_be_erased,
    what_a_conflict_is_about_is_not_forgotten,
);
