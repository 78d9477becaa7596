//! What every engine has to do, asked of each: SQLite in memory and in a file, and PostgreSQL.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cluster;
mod statements;
#[macro_use]
mod suite;
mod town;

use opstap_domain::ids::{Compartment, Role};
use opstap_server::engine::{Engine, NewCase};
use opstap_server::store::ScopeStore;
use opstap_sync::op::{Change, Write};
use opstap_sync::record::UnitState;
use opstap_sync::wire::{ProblemCode, Verdict};
use serde_json::json;
use std::collections::BTreeMap;
use town::{DAY, NOW, Phone, Town, programme};
use uuid::Uuid;

fn two_devices_agree<S: ScopeStore>(mut town: Town<S>) {
    let (mut phone, mut tablet) = (town.client(), town.pair(town.counsellor));
    let money = town.money();
    town.sync(&mut phone);
    phone.line(money, 1, 60_000);
    town.sync(&mut phone);
    town.sync(&mut tablet);
    assert_eq!(tablet.cents(money, 1), Some(60_000));
    tablet.set_line(money, 1, 61_000);
    town.sync(&mut tablet);
    town.sync(&mut phone);
    assert_eq!(phone.cents(money, 1), Some(61_000));
    assert_eq!(phone.kinds("conflict"), 0);
    assert_eq!(phone.kinds("run"), 1);
    assert_eq!(phone.kinds("helper"), 3);
}

fn an_edit_that_was_applied_as_sent_is_not_echoed<S: ScopeStore>(mut town: Town<S>) {
    let mut phone = town.client();
    town.sync(&mut phone);
    phone.line(town.money(), 1, 60_000);
    let answer = town.round(&mut phone).unwrap();
    assert_eq!(answer.res[0].r, Verdict::Ok);
    assert!(answer.chg.iter().all(|page| page.recs.is_empty()));
    assert_eq!(phone.cents(town.money(), 1), Some(60_000));
    assert!(town.round(&mut phone).unwrap().chg.is_empty());
}

fn a_lost_answer_is_asked_again_and_applied_once<S: ScopeStore>(mut town: Town<S>) {
    let mut phone = town.client();
    town.sync(&mut phone);
    phone.line(town.money(), 1, 60_000);
    let request = phone.request();
    for verdict in [Verdict::Ok, Verdict::Dup, Verdict::Dup] {
        let answer = town.engine.round(phone.memory.device.unwrap(), &request, town.now).unwrap();
        assert_eq!(answer.res[0].r, verdict);
    }
    // An older request comes late: it is answered, and changes nothing.
    town.sync(&mut phone);
    phone.set_line(town.money(), 1, 65_000);
    town.sync(&mut phone);
    let _ = town.engine.round(phone.memory.device.unwrap(), &request, town.now);
    town.sync(&mut phone);
    assert_eq!(phone.cents(town.money(), 1), Some(65_000));
    assert_eq!(phone.kinds("conflict"), 0);
}

fn money_that_two_wrote_is_kept_twice_and_both_see_the_same<S: ScopeStore>(mut town: Town<S>) {
    let (mut phone, mut tablet) = (town.client(), town.pair(town.counsellor));
    let money = town.money();
    town.sync(&mut phone);
    phone.line(money, 1, 60_000);
    town.sync(&mut phone);
    town.sync(&mut tablet);
    phone.set_line(money, 1, 70_000);
    tablet.set_line(money, 1, 80_000);
    town.sync(&mut phone);
    town.sync(&mut tablet);
    town.sync(&mut phone);
    assert_eq!(phone.cents(money, 1), Some(70_000));
    assert_eq!(tablet.cents(money, 1), Some(70_000));
    assert_eq!((phone.kinds("conflict"), tablet.kinds("conflict")), (1, 1));
    // The author of the other reading refines it: the conflict is fed, not doubled.
    let about = tablet.records.values().find(|record| record.kind == "conflict").unwrap();
    assert_eq!(about.units["other"].v["v"]["cents"], 80_000);
}

fn what_a_newer_app_wrote_stays_word_for_word<S: ScopeStore>(mut town: Town<S>) {
    let (mut phone, mut tablet) = (town.client(), town.pair(town.counsellor));
    let (money, id) = (town.money(), Uuid::from_u128(1));
    town.sync(&mut phone);
    phone.line(money, 1, 60_000);
    town.sync(&mut phone);
    // As a later version of the server would have taken it.
    let later = json!({ "per": "moon", "n": 1.25, "ü": [null, { "b": 1, "a": 2 }] });
    let mut record = town.engine.store().record(money, id).unwrap().unwrap();
    record.s = town.engine.store().head(money).unwrap() + 1;
    let unit = UnitState { v: later.clone(), s: record.s, ..record.units["amount"].clone() };
    record.units.insert("rhythm".to_owned(), unit);
    town.engine.keep(|engine| engine.store().put_record(money, id, &record)).unwrap();
    town.sync(&mut phone);
    phone.set_line(money, 1, 61_000);
    town.sync(&mut phone);
    town.sync(&mut tablet);
    assert_eq!(tablet.cents(money, 1), Some(61_000));
    for seen in [&phone, &tablet] {
        assert_eq!(seen.records[&(money, id)].units["rhythm"].v, later);
    }
}

fn what_a_role_may_not_do_is_held<S: ScopeStore>(mut town: Town<S>) {
    let mut phone = town.client();
    let (money, together) = (town.money(), town.together());
    town.sync(&mut phone);
    let content =
        phone.grants.iter().find(|grant| grant.scope.compartment == Compartment::Content).unwrap().scope;
    let make = |name: &str, v| Change::New(BTreeMap::from([(name.to_owned(), v)]));
    phone.act(together, Uuid::from_u128(5), "helper", make("name", json!("me")));
    phone.act(content, Uuid::from_u128(6), "tip", make("key", json!("x")));
    phone.act(money, Uuid::from_u128(7), "budget_line", make("amount", json!({ "cents": "many" })));
    let body =
        BTreeMap::from([("body".to_owned(), json!("hi")), ("author".to_owned(), json!(town.counsellor))]);
    phone.act(together, Uuid::from_u128(8), "message", Change::New(body));
    town.sync(&mut phone);
    let why: Vec<&str> = phone.held.iter().map(|(_, why)| why.as_str()).collect();
    assert_eq!(why[..2], ["not_allowed", "read_only"]);
    assert!(why[2].starts_with("invalid/amount"), "{why:?}");
    assert_eq!(why[3], "wrong_author");
    assert_eq!(town.engine.store().held(Some(town.org)).unwrap().len(), 4);
}

fn another_tenants_handles_mean_nothing<S: ScopeStore>(mut town: Town<S>) {
    let other = town.engine.add_org("Elders", [programme("1")], NOW).unwrap();
    let counsellor = town.engine.add_staff(other, Role::Counsellor, "Els", NOW).unwrap();
    let new = NewCase { org: other, client: "Bo", counsellor, coaches: &[], programme: None };
    let case = town.engine.open_case(new, NOW).unwrap();
    assert!(town.engine.open_case(NewCase { org: town.org, ..new }, NOW).is_err());
    let (mut phone, mut stranger) = (town.client(), town.pair(case.client));
    town.sync(&mut phone);
    town.sync(&mut stranger);
    // The same small numbers, other scopes.
    assert_eq!(phone.grants[0].h, stranger.grants[0].h);
    assert_ne!(phone.grants[0].scope, stranger.grants[0].scope);
    phone.line(opstap_domain::ids::ScopeId::new(case.case, Compartment::Money), 9, 100);
    town.sync(&mut phone);
    town.sync(&mut stranger);
    assert_eq!(phone.held.len(), 1);
    assert_eq!(stranger.cents(opstap_domain::ids::ScopeId::new(case.case, Compartment::Money), 9), None);
}

fn pages_resume_and_a_small_budget_reaches_the_same_end<S: ScopeStore>(mut town: Town<S>) {
    let (mut phone, mut tablet) = (town.client(), town.pair(town.counsellor));
    town.sync(&mut phone);
    for id in 0..150 {
        phone.line(town.money(), 1_000 + id, 100 + id as i64);
    }
    town.sync(&mut phone);
    tablet.wish.want = Some(2_000);
    let mut rounds = 0;
    loop {
        rounds += 1;
        let answer = town.round(&mut tablet).unwrap();
        assert!(serde_json::to_vec(&answer.chg).unwrap().len() < 4_000);
        if rounds == 3 {
            // Something changes while it reads.
            phone.set_line(town.money(), 1_000, 7);
            town.sync(&mut phone);
        }
        if !answer.chg.iter().any(|page| page.more) {
            break;
        }
    }
    assert!(rounds > 5);
    assert_eq!(tablet.kinds("budget_line"), 150);
    assert_eq!(tablet.cents(town.money(), 1_000), Some(7));
}

fn first_come_the_scopes_that_were_asked_for<S: ScopeStore>(mut town: Town<S>) {
    let mut tablet = town.pair(town.counsellor);
    let grants = town.engine.store().grants(town.counsellor).unwrap();
    let together = grants.iter().find(|row| row.grant.scope == town.together()).unwrap().grant.h;
    tablet.wish.prio = vec![together];
    let answer = town.round(&mut tablet).unwrap();
    assert_eq!(answer.chg[0].h, together);
}

fn the_feed_sends_only_records_that_changed<S: ScopeStore>(mut town: Town<S>) {
    let (mut phone, mut tablet) = (town.client(), town.pair(town.counsellor));
    town.sync(&mut phone);
    phone.line(town.money(), 1, 60_000);
    town.sync(&mut phone);
    town.sync(&mut tablet);
    phone.set_line(town.money(), 1, 61_000);
    town.sync(&mut phone);
    let answer = town.round(&mut tablet).unwrap();
    assert_eq!(answer.chg.len(), 1);
    assert_eq!(answer.chg[0].recs.len(), 1);
    assert_eq!(answer.chg[0].recs[0].units()["amount"].0["cents"], 61_000);
}

fn a_share_lets_a_coach_in_and_its_end_leaves_nothing<S: ScopeStore>(mut town: Town<S>) {
    let (mut phone, mut coach) = (town.client(), town.pair(town.coach));
    let (money, together) = (town.money(), town.together());
    town.sync(&mut phone);
    phone.line(money, 1, 60_000);
    town.sync(&mut phone);
    town.sync(&mut coach);
    assert_eq!(coach.grants.len(), 1);
    phone.share(together, town.coach, &["agenda"], None);
    town.sync(&mut phone);
    town.sync(&mut coach);
    assert_eq!((coach.kinds("case"), coach.kinds("run"), coach.kinds("share")), (1, 0, 0));
    // More is shared: a new handle, read from the beginning.
    phone.share(together, town.coach, &["programme", "budget"], None);
    town.sync(&mut phone);
    let answer = town.round(&mut coach).unwrap();
    assert_eq!(answer.revoked[0].why, "changed");
    town.sync(&mut coach);
    assert_eq!((coach.kinds("run"), coach.cents(money, 1)), (1, Some(60_000)));
    // It ends while the coach writes: the edit is held, the records go, and that is confirmed.
    let ended: Vec<u32> =
        coach.grants.iter().filter(|grant| grant.role == Role::Coach && grant.write).map(|g| g.h).collect();
    coach.act(
        together,
        Uuid::from_u128(77),
        "task",
        Change::New(BTreeMap::from([("key".into(), json!("t"))])),
    );
    phone.share(together, town.coach, &[], None);
    town.sync(&mut phone);
    let answer = town.round(&mut coach).unwrap();
    assert_eq!(answer.res[0].why.as_deref(), Some("scope_revoked"));
    assert!(answer.revoked.iter().all(|revoked| revoked.why == "share_ended"));
    assert_eq!(answer.revoked.iter().map(|revoked| revoked.h).collect::<Vec<_>>(), ended);
    assert_eq!((coach.kinds("run"), coach.kinds("budget_line")), (0, 0));
    assert!(town.round(&mut coach).unwrap().revoked.is_empty());
    let held = town.engine.store().held(Some(town.org)).unwrap();
    assert_eq!(held[0].scope.as_deref(), Some(together.to_string().as_str()));
    // A phone that the coach pairs now has nothing to remove.
    let mut second = town.pair(town.coach);
    assert!(town.round(&mut second).unwrap().revoked.is_empty());
}

fn a_share_in_doubt_shows_only_what_both_readings_allow<S: ScopeStore>(mut town: Town<S>) {
    let (mut phone, mut tablet, mut coach) = (town.client(), town.client(), town.pair(town.coach));
    let together = town.together();
    town.sync(&mut phone);
    phone.share(together, town.coach, &["programme"], None);
    town.sync(&mut phone);
    town.sync(&mut tablet);
    // One device shares more while the other ends it, and neither has seen the other.
    phone.share(together, town.coach, &["programme", "agenda"], None);
    tablet.share(together, town.coach, &[], None);
    town.sync(&mut phone);
    town.sync(&mut coach);
    assert_eq!(coach.kinds("run"), 1);
    town.sync(&mut tablet);
    town.sync(&mut coach);
    assert_eq!(coach.kinds("run"), 0);
    // The client chooses what is shown: the share is back.
    town.sync(&mut phone);
    let (key, found) = phone.records.iter().find(|(_, record)| record.kind == "conflict").unwrap();
    let write = Write {
        v: json!({ "state": "resolved", "chosen": "shown" }),
        saw: Some(found.units["status"].d),
        was: None,
    };
    let (scope, id) = *key;
    phone.act(scope, id, "conflict", Change::Set(BTreeMap::from([("status".to_owned(), write)])));
    town.sync(&mut phone);
    town.sync(&mut coach);
    assert_eq!(coach.kinds("run"), 1);
}

fn a_share_ends_on_its_day_without_anybody_doing_anything<S: ScopeStore>(mut town: Town<S>) {
    let (mut phone, mut coach) = (town.client(), town.pair(town.coach));
    town.sync(&mut phone);
    phone.share(town.together(), town.coach, &["programme"], Some("2026-03-04"));
    town.sync(&mut phone);
    town.sync(&mut coach);
    assert_eq!(coach.kinds("run"), 1);
    town.now = NOW + DAY;
    assert!(town.round(&mut coach).unwrap().revoked.is_empty());
    // Midnight in Amsterdam is 23:00 UTC in winter.
    town.now = NOW + DAY + 11 * 3_600_000;
    assert_eq!(town.round(&mut coach).unwrap().revoked[0].why, "share_ended");
    assert_eq!(coach.kinds("run"), 0);
}

fn a_case_that_moves_leaves_its_counsellor<S: ScopeStore>(mut town: Town<S>) {
    let mut tablet = town.pair(town.counsellor);
    town.sync(&mut tablet);
    let next = town.engine.add_staff(town.org, Role::Counsellor, "Fay", NOW).unwrap();
    town.engine.assign_case(town.case.case, next, NOW + 5).unwrap();
    town.now += 10;
    assert_eq!(town.round(&mut tablet).unwrap().revoked.len(), 3);
    assert_eq!(tablet.kinds("case"), 0);
    let mut other = town.pair(next);
    town.sync(&mut other);
    assert_eq!((other.kinds("case"), other.kinds("helper")), (1, 4));
}

fn a_cloned_phone_gets_an_identity_and_nothing_is_lost<S: ScopeStore>(mut town: Town<S>) {
    let mut phone = town.client();
    let money = town.money();
    town.sync(&mut phone);
    phone.line(money, 1, 100);
    town.sync(&mut phone);
    let mut twin: Phone = phone.clone();
    twin.salt = 1;
    phone.line(money, 2, 200);
    twin.line(money, 3, 300);
    let was = phone.memory.device;
    town.sync(&mut phone);
    town.sync(&mut twin);
    town.sync(&mut phone);
    assert_eq!(phone.memory.device, was);
    assert_ne!(twin.memory.device, was);
    assert_eq!(phone.values(), twin.values());
    assert_eq!(phone.kinds("budget_line"), 3);
}

fn an_unknown_checkpoint_asks_for_all_cursors<S: ScopeStore>(mut town: Town<S>) {
    let mut phone = town.client();
    town.sync(&mut phone);
    assert!(phone.request().cur.is_empty());
    phone.wish.checkpoint.as_mut().unwrap().0 = "gone".into();
    let problem = town.round(&mut phone).unwrap_err();
    assert_eq!(problem.code, Some(ProblemCode::NeedCursors));
    let pages = town.round(&mut phone).unwrap().chg;
    assert!(pages.iter().all(|page| page.recs.is_empty()), "{pages:?}");
}

fn an_old_app_reads_nothing_and_its_edits_are_kept<S: ScopeStore>(mut town: Town<S>) {
    let mut phone = town.client();
    town.sync(&mut phone);
    phone.line(town.money(), 1, 100);
    let mut request = phone.request();
    request.schema = 0;
    for _ in 0..2 {
        let problem = town.engine.round(phone.memory.device.unwrap(), &request, NOW).unwrap_err();
        assert_eq!((problem.status, problem.code), (426, Some(ProblemCode::UpdateNeeded)));
    }
    assert_eq!(town.engine.store().held(None).unwrap().len(), 1);
    town.sync(&mut phone);
    assert_eq!(phone.held.len(), 1);
}

fn a_blocked_device_is_told_to_remove_everything<S: ScopeStore>(mut town: Town<S>) {
    let mut phone = town.client();
    town.sync(&mut phone);
    town.engine.revoke_device(phone.memory.device.unwrap(), NOW).unwrap();
    assert_eq!(town.round(&mut phone).unwrap_err().code, Some(ProblemCode::DeviceRevoked));
}

fn a_code_pairs_once_and_not_for_ever<S: ScopeStore>(mut town: Town<S>) {
    use opstap_sync::wire::PairRequest;
    let ask =
        |code: &str| PairRequest { code: code.to_lowercase(), label: String::new(), once: String::new() };
    let code = town.engine.pairing_code(town.coach, NOW).unwrap().code;
    assert!(town.engine.pair(&ask(&code), NOW).is_ok());
    assert_eq!(town.engine.pair(&ask(&code), NOW).err().unwrap().status, 410);
    let code = town.engine.pairing_code(town.coach, NOW).unwrap().code;
    assert_eq!(town.engine.pair(&ask(&code), NOW + 2 * DAY).err().unwrap().status, 410);
    assert_eq!(town.engine.pair(&ask("00000-00000"), NOW).err().unwrap().status, 404);
}

fn a_new_package_changes_what_differs_and_keeps_old_programmes<S: ScopeStore>(mut town: Town<S>) {
    let mut phone = town.client();
    town.sync(&mut phone);
    let loading = town.engine.load_content(town.org, [programme("1")], NOW).unwrap();
    assert_eq!((loading.same, loading.added), (1, 0));
    let loading = town.engine.load_content(town.org, [programme("2")], NOW).unwrap();
    assert_eq!((loading.added, loading.removed), (1, 0));
    town.sync(&mut phone);
    assert_eq!(phone.kinds("programme"), 2);
}

fn a_newer_app_is_understood_as_far_as_it_can_be_and_the_rest_is_held<S: ScopeStore>(mut town: Town<S>) {
    let mut phone = town.client();
    let money = town.money();
    town.sync(&mut phone);
    phone.line(money, 1, 100);
    phone.act(money, Uuid::from_u128(1), "budget_line", Change::Newer(json!({ "fold": { "into": "x" } })));
    phone.line(money, 2, 200);
    let mut request = phone.request();
    request.schema = 99;
    let answer = town.engine.round(phone.memory.device.unwrap(), &request, town.now).unwrap();
    let verdicts: Vec<_> = answer.res.iter().map(|result| (result.r, result.why.as_deref())).collect();
    let held = (Verdict::Held, Some("unknown_change"));
    assert_eq!(verdicts, [(Verdict::Ok, None), held, (Verdict::Ok, None)]);
    assert_eq!(town.engine.store().held(None).unwrap().len(), 1);
    // Another way of speaking altogether: nothing is taken, and the phone keeps it all.
    request.proto += 1;
    let problem = town.engine.round(phone.memory.device.unwrap(), &request, town.now).unwrap_err();
    assert_eq!((problem.status, problem.code), (426, Some(ProblemCode::ServerTooOld)));
    phone.react(&problem);
    assert_eq!(phone.pending.len(), 3);
}

fn impossible_numbers_are_refused<S: ScopeStore>(mut town: Town<S>) {
    let mut phone = town.client();
    town.sync(&mut phone);
    let mut request = phone.request();
    request.n = u64::MAX;
    let problem = town.engine.round(phone.memory.device.unwrap(), &request, NOW).unwrap_err();
    assert_eq!(problem.status, 400);
    let mut request = phone.request();
    request.dev = opstap_sync::ident::DeviceId::new(1);
    let problem = town.engine.round(phone.memory.device.unwrap(), &request, NOW).unwrap_err();
    assert_eq!(problem.status, 401);
}

fn an_organisation_has_nothing_of_another<S: ScopeStore>(mut town: Town<S>) {
    let mut phone = town.client();
    town.sync(&mut phone);
    phone.act(town.scope(Compartment::Office), Uuid::from_u128(5), "note", Change::New([].into()));
    phone.line(town.money(), 1, 100);
    town.sync(&mut phone);
    let other = town.engine.add_org("Anderdorp", [programme("1")], NOW).unwrap();
    let jo = town.engine.add_staff(other, Role::Counsellor, "Jo", NOW).unwrap();
    let mut desk = town.pair(jo);
    town.sync(&mut desk);
    assert!(desk.records.keys().all(|(scope, _)| scope.owner == other));

    let store = town.engine.store();
    assert_eq!(store.orgs().unwrap().len(), 2);
    assert_eq!(store.accounts(other).unwrap().iter().map(|row| row.id).collect::<Vec<_>>(), [jo]);
    assert_eq!((store.accounts(town.org).unwrap().len(), store.cases(other).unwrap().len()), (3, 0));
    assert_eq!((store.held(Some(other)).unwrap().len(), store.held(Some(town.org)).unwrap().len()), (0, 1));
    assert_eq!((store.held(None).unwrap().len(), store.devices(None).unwrap().len()), (1, 2));
    let mine = phone.memory.device.unwrap();
    town.engine.keep(|engine| engine.store().set_backed(&[(mine, 2)])).unwrap();
    town.round(&mut phone).unwrap();
    town.round(&mut desk).unwrap();
    assert_eq!((phone.backed, desk.backed), (2, 0));

    town.engine.close_case(town.case.case, None, NOW).unwrap();
    let loading = town.engine.load_content(other, [programme("2")], NOW).unwrap();
    assert_eq!(loading.added, 1);
    town.sync(&mut desk);
    town.sync(&mut phone);
    assert_eq!((desk.kinds("programme"), phone.kinds("programme")), (2, 1));
    let token = desk.token;
    let ask =
        |engine: &mut Engine<S>| engine.store().device_by_token(blake3::hash(token.as_bytes()).as_bytes());
    assert_eq!(ask(&mut town.engine).unwrap().unwrap().revoked_at, None);
    let signed_out = town.engine.keep(|engine| engine.sign_out(&token, NOW)).unwrap();
    assert!(signed_out && ask(&mut town.engine).unwrap().unwrap().revoked_at.is_some());
}

fn after_a_restore_every_device_offers_again<S: ScopeStore>(mut town: Town<S>) {
    let other = town.engine.add_org("Anderdorp", [programme("1")], NOW).unwrap();
    let jo = town.engine.add_staff(other, Role::Counsellor, "Jo", NOW).unwrap();
    let (mut phone, mut desk) = (town.client(), town.pair(jo));
    town.sync(&mut phone);
    phone.line(town.money(), 1, 100);
    town.sync(&mut phone);
    town.sync(&mut desk);
    let before = (phone.memory.epoch.clone(), phone.grants.clone());
    // The number beside the database is far ahead of the one in it.
    town.engine.notice_restore(1_000).unwrap();
    assert_eq!(town.round(&mut phone).unwrap_err().code, Some(ProblemCode::Reconcile));
    town.sync(&mut phone);
    town.sync(&mut desk);
    assert_ne!(phone.memory.epoch, before.0);
    assert_eq!(phone.grants, before.1);
    assert_eq!(phone.cents(town.money(), 1), Some(100));
    // What is given out now was never given out before.
    let next = town.engine.add_staff(town.org, Role::Coach, "Bo", NOW).unwrap();
    assert!(town.engine.store().grants(next).unwrap().iter().all(|row| row.grant.h > 100_000));
}

suite!(
    2_000;
    two_devices_agree,
    an_edit_that_was_applied_as_sent_is_not_echoed,
    a_lost_answer_is_asked_again_and_applied_once,
    money_that_two_wrote_is_kept_twice_and_both_see_the_same,
    what_a_newer_app_wrote_stays_word_for_word,
    what_a_role_may_not_do_is_held,
    another_tenants_handles_mean_nothing,
    pages_resume_and_a_small_budget_reaches_the_same_end,
    first_come_the_scopes_that_were_asked_for,
    the_feed_sends_only_records_that_changed,
    a_share_lets_a_coach_in_and_its_end_leaves_nothing,
    a_share_in_doubt_shows_only_what_both_readings_allow,
    a_share_ends_on_its_day_without_anybody_doing_anything,
    a_case_that_moves_leaves_its_counsellor,
    a_cloned_phone_gets_an_identity_and_nothing_is_lost,
    an_unknown_checkpoint_asks_for_all_cursors,
    an_old_app_reads_nothing_and_its_edits_are_kept,
    a_blocked_device_is_told_to_remove_everything,
    a_code_pairs_once_and_not_for_ever,
    a_new_package_changes_what_differs_and_keeps_old_programmes,
    a_newer_app_is_understood_as_far_as_it_can_be_and_the_rest_is_held,
    impossible_numbers_are_refused,
    an_organisation_has_nothing_of_another,
    after_a_restore_every_device_offers_again,
);
