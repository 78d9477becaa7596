//! Erasure on request: what goes, who hears of it, and that it never comes back. Asked of every engine.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cluster;
mod statements;
#[macro_use]
mod suite;
mod town;

use std::collections::BTreeMap;

use opstap_domain::ids::ScopeId;
use opstap_server::engine::{AdminError, Engine, Noticed};
use opstap_server::store::{ScopeStore, Sqlite};
use opstap_sync::op::Change;
use opstap_sync::wire::{ProblemCode, Verdict};
use serde_json::json;
use town::{Phone, Town};
use uuid::Uuid;

const LETTER: u128 = 77;
const SECRET: &str = "XYZZYSECRETWORD";

fn letter(phone: &mut Phone, scope: ScopeId, id: u128) -> u64 {
    let units = BTreeMap::from([
        ("body".to_owned(), json!(SECRET)),
        ("author".to_owned(), json!(phone.account)),
        ("sent_at".to_owned(), json!(town::NOW)),
    ]);
    phone.act(scope, Uuid::from_u128(id), "message", Change::New(units))
}

fn erase(phone: &mut Phone, scope: ScopeId, id: u128) {
    phone.act(scope, Uuid::from_u128(id), "message", Change::Erase {});
}

fn letters(phone: &Phone) -> usize {
    phone.values().values().filter(|values| values.to_string().contains(SECRET)).count()
}

fn an_author_erases_a_message_everywhere<S: ScopeStore>(mut town: Town<S>) {
    let (mut phone, mut tablet) = (town.client(), town.pair(town.counsellor));
    let together = town.together();
    town.sync(&mut phone);
    letter(&mut phone, together, LETTER);
    town.sync(&mut phone);
    town.sync(&mut tablet);
    assert_eq!(letters(&tablet), 1);
    erase(&mut phone, together, LETTER);
    let answer = town.round(&mut phone).unwrap();
    assert_eq!(answer.res[0].r, Verdict::Ok);
    let told = |answer: &opstap_sync::wire::SyncResponse| {
        answer
            .chg
            .iter()
            .flat_map(|page| &page.recs)
            .any(|record| record.er.is_some() && record.del && record.u.is_none())
    };
    assert!(told(&answer), "its own device hears of it as well");
    let answer = town.round(&mut tablet).unwrap();
    assert!(told(&answer));
    assert_eq!((letters(&phone), letters(&tablet)), (0, 0));
    // Somebody who pairs later hears nothing of it.
    let mut later = town.client();
    town.sync(&mut later);
    assert_eq!(letters(&later), 0);
}

fn nobody_erases_what_somebody_else_wrote<S: ScopeStore>(mut town: Town<S>) {
    let (mut phone, mut tablet) = (town.client(), town.pair(town.counsellor));
    let (together, money) = (town.together(), town.money());
    town.sync(&mut phone);
    letter(&mut phone, together, LETTER);
    phone.line(money, 1, 100);
    town.sync(&mut phone);
    town.sync(&mut tablet);
    erase(&mut tablet, together, LETTER);
    phone.act(money, Uuid::from_u128(1), "budget_line", Change::Erase {});
    town.sync(&mut tablet);
    town.sync(&mut phone);
    assert_eq!(tablet.held[0].1, "not_allowed");
    assert_eq!(phone.held[0].1, "not_allowed", "an amount is erased by the organisation only");
    assert_eq!((letters(&phone), phone.cents(money, 1)), (1, Some(100)));
    assert!(town.engine.store().erasures().unwrap().is_empty());
}

fn a_late_edit_of_something_erased_is_held_without_its_words<S: ScopeStore>(mut town: Town<S>) {
    let (mut phone, mut tablet) = (town.client(), town.pair(town.counsellor));
    let money = town.money();
    town.sync(&mut phone);
    phone.line(money, 1, 100);
    town.sync(&mut phone);
    town.sync(&mut tablet);
    phone.set_line(money, 1, 200);
    tablet.set_line(money, 1, 300);
    town.sync(&mut phone);
    town.sync(&mut tablet);
    assert_eq!(tablet.kinds("conflict"), 1);
    // Offline meanwhile.
    let mut away = phone.clone();
    away.set_line(money, 1, 424_242);
    let line = Uuid::from_u128(1);
    town.engine.erase(town.case.case, Some(line), town.now).unwrap();
    town.sync(&mut tablet);
    assert_eq!((tablet.cents(money, 1), tablet.kinds("conflict")), (None, 0));
    town.sync(&mut away);
    assert_eq!(away.held[0].1, "erased");
    assert_eq!(away.cents(money, 1), None);
    town.sync(&mut tablet);
    assert_eq!(tablet.cents(money, 1), None);
    assert!(town.engine.store().record(money, line).unwrap().unwrap().units.is_empty());
    let held = town.engine.store().held(None).unwrap();
    assert_eq!((held.len(), held[0].why.as_str()), (1, "erased"));
    // Not by making it anew without knowing either.
    phone.gone.clear();
    phone.line(money, 1, 500);
    town.sync(&mut phone);
    assert_eq!((phone.cents(money, 1), phone.held.len()), (None, 1));
    let erased = town.engine.store().erasures().unwrap();
    assert_eq!(erased.iter().filter(|row| row.rec == Some(line)).count(), 1, "{erased:?}");
}

fn a_message_erased_before_it_was_sent_never_comes_from_a_twin<S: ScopeStore>(mut town: Town<S>) {
    let mut phone = town.client();
    let together = town.together();
    town.sync(&mut phone);
    letter(&mut phone, together, LETTER);
    let mut twin = phone.clone();
    for op in phone.pending.iter_mut().chain(&mut phone.journal) {
        op.change = Change::blank();
    }
    erase(&mut phone, together, LETTER);
    let answer = town.round(&mut phone).unwrap();
    assert!(answer.res.iter().all(|result| result.r == Verdict::Ok), "{:?}", answer.res);
    town.sync(&mut phone);
    town.sync(&mut twin);
    assert_eq!(letters(&twin), 0);
    assert!(town.engine.store().record(together, Uuid::from_u128(LETTER)).unwrap().is_none());
    assert!(phone.held.is_empty());
}

fn what_was_erased_is_entered_anew_by_who_knew_and_erased_again<S: ScopeStore>(mut town: Town<S>) {
    let (mut phone, mut tablet) = (town.client(), town.pair(town.counsellor));
    let (money, line) = (town.money(), Uuid::from_u128(1));
    town.sync(&mut phone);
    phone.line(money, 1, 100);
    town.sync(&mut phone);
    town.sync(&mut tablet);
    let mut away = tablet.clone();
    away.salt = 1;
    away.set_line(money, 1, 900);
    for cents in [500, 600] {
        town.engine.erase(town.case.case, Some(line), town.now).unwrap();
        town.sync(&mut phone);
        assert_eq!(phone.cents(money, 1), None);
        phone.line(money, 1, cents);
        town.sync(&mut phone);
        town.sync(&mut tablet);
        assert_eq!((phone.cents(money, 1), tablet.cents(money, 1)), (Some(cents), Some(cents)));
    }
    tablet.set_line(money, 1, 700);
    town.sync(&mut tablet);
    town.sync(&mut phone);
    town.sync(&mut away);
    assert_eq!((phone.cents(money, 1), away.cents(money, 1)), (Some(700), Some(700)));
    assert_eq!((phone.kinds("conflict"), away.held[0].1.as_str()), (0, "erased"));
    assert_eq!(town.engine.store().erasures().unwrap().len(), 1);
}

fn an_erased_case_leaves_every_device<S: ScopeStore>(mut town: Town<S>) {
    let (mut phone, mut tablet) = (town.client(), town.pair(town.counsellor));
    let (together, money) = (town.together(), town.money());
    town.sync(&mut phone);
    letter(&mut phone, together, LETTER);
    phone.line(money, 1, 100);
    town.sync(&mut phone);
    town.sync(&mut tablet);
    tablet.set_line(money, 1, 300);
    town.engine.erase(town.case.case, None, town.now).unwrap();
    assert_eq!(town.engine.erase(Uuid::from_u128(1), None, town.now), Err(AdminError::Unknown("case")));
    assert_eq!(town.round(&mut phone).unwrap_err().code, Some(ProblemCode::DeviceRevoked));
    let answer = town.round(&mut tablet).unwrap();
    assert!(answer.revoked.iter().all(|revoked| revoked.why == "erased") && !answer.revoked.is_empty());
    assert_eq!(tablet.held[0].1, "erased");
    assert_eq!((letters(&tablet), tablet.cents(money, 1)), (0, None));
    let client = town.engine.store().account(town.case.client).unwrap().unwrap();
    assert!(client.name.is_empty() && client.closed_at.is_some());
    for scope in [together, money] {
        let mut left = 0;
        town.engine
            .store()
            .records_after(scope, 0, &mut |_, _| {
                left += 1;
                Ok(true)
            })
            .unwrap();
        assert_eq!(left, 0);
    }
}

suite!(
    500;
    an_author_erases_a_message_everywhere,
    nobody_erases_what_somebody_else_wrote,
    a_late_edit_of_something_erased_is_held_without_its_words,
    a_message_erased_before_it_was_sent_never_comes_from_a_twin,
    what_was_erased_is_entered_anew_by_who_knew_and_erased_again,
    an_erased_case_leaves_every_device,
);

/// The words are in no page of the file: not in records, history, held operations or free space.
#[test]
fn nothing_readable_is_left_in_the_store() {
    let mut town = Town::new(Engine::open_in_memory(4).unwrap());
    let mut phone = town.client();
    let together = town.together();
    town.sync(&mut phone);
    letter(&mut phone, together, LETTER);
    town.sync(&mut phone);
    letter(&mut phone, together, LETTER + 1);
    let mut stale = phone.request();
    stale.schema = 0;
    let problem = town.engine.round(phone.memory.device.unwrap(), &stale, town.now).unwrap_err();
    assert_eq!(problem.code, Some(ProblemCode::UpdateNeeded));
    let holds = |town: &mut Town<Sqlite>| {
        let bytes = town.engine.store().bytes().unwrap();
        bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes())
    };
    assert!(holds(&mut town));
    town.engine.erase(town.case.case, Some(Uuid::from_u128(LETTER)), town.now).unwrap();
    assert!(holds(&mut town), "the held one is about another record");
    town.engine.erase(town.case.case, None, town.now).unwrap();
    assert!(!holds(&mut town));
}

#[test]
fn a_backup_put_back_does_not_bring_it_back() {
    for noticed in [Noticed::AtStart, Noticed::ByDevices] {
        let mut town = Town::new(Engine::open_in_memory(5).unwrap());
        let (mut phone, mut tablet) = (town.client(), town.pair(town.counsellor));
        let (together, money) = (town.together(), town.money());
        town.sync(&mut phone);
        letter(&mut phone, together, LETTER);
        phone.line(money, 1, 100);
        town.sync(&mut phone);
        town.sync(&mut tablet);
        let mut away = phone.clone();
        away.set_line(money, 1, 900);
        let backup = town.engine.backup_bytes().unwrap();
        erase(&mut phone, together, LETTER);
        town.sync(&mut phone);
        town.engine.erase(town.case.case, Some(Uuid::from_u128(1)), town.now).unwrap();
        let before = town.engine.epoch().unwrap();
        town.engine.restore_bytes(&backup, noticed).unwrap();
        assert_ne!(town.engine.epoch().unwrap(), before, "no device goes on as if nothing had happened");
        for device in [&mut tablet, &mut away] {
            town.sync(device);
            assert_eq!((letters(device), device.cents(money, 1)), (0, None));
        }
    }
}
