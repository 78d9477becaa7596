//! The disk is lost and a backup put in its place: what was confirmed comes back from the phones.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{Phone, Town};
use opstap_server::engine::{Engine, Noticed};
use opstap_server::store::Sqlite;
use opstap_sync::wire::ProblemCode;

/// A town whose phone did one thing before the backup and one after it.
fn lost_day() -> (Town<Sqlite>, Phone, Vec<u8>) {
    let mut town = Town::new(Engine::open_in_memory(3).unwrap());
    let mut phone = town.client();
    let money = town.money();
    town.sync(&mut phone);
    phone.line(money, 1, 100);
    town.sync(&mut phone);
    let backup = town.engine.backup_bytes().unwrap();
    town.sync(&mut phone);
    assert_eq!(phone.backed, 1);
    phone.line(money, 2, 200);
    phone.set_line(money, 1, 150);
    town.sync(&mut phone);
    (town, phone, backup)
}

fn comes_back(mut town: Town<Sqlite>, mut phone: Phone) {
    let mut tablet = town.pair(town.counsellor);
    town.sync(&mut phone);
    town.sync(&mut tablet);
    assert_eq!(tablet.cents(town.money(), 1), Some(150));
    assert_eq!(tablet.cents(town.money(), 2), Some(200));
    assert_eq!(tablet.kinds("conflict"), 0);
    phone.line(town.money(), 3, 300);
    town.sync(&mut phone);
    assert!(phone.pending.is_empty());
}

#[test]
fn a_restore_that_the_server_notices_is_made_whole_by_the_phone() {
    let (mut town, mut phone, backup) = lost_day();
    town.engine.restore_bytes(&backup, Noticed::AtStart).unwrap();
    let problem = town.round(&mut phone).unwrap_err();
    assert_eq!(problem.code, Some(ProblemCode::Reconcile));
    comes_back(town, phone);
}

#[test]
fn a_restore_that_nobody_noticed_is_proved_by_a_receipt() {
    let (mut town, mut phone, backup) = lost_day();
    town.engine.restore_bytes(&backup, Noticed::ByDevices).unwrap();
    // Checkpoints are gone, so all cursors come first; they are ahead of the server.
    assert_eq!(town.round(&mut phone).unwrap_err().code, Some(ProblemCode::NeedCursors));
    assert_eq!(town.round(&mut phone).unwrap_err().code, Some(ProblemCode::ReceiptWanted));
    assert_eq!(town.round(&mut phone).unwrap_err().code, Some(ProblemCode::Reconcile));
    comes_back(town, phone);
}

#[test]
fn a_claim_without_a_valid_receipt_rotates_nothing() {
    let (mut town, mut phone, _) = lost_day();
    let before = town.engine.epoch().unwrap();
    phone.wish.checkpoint = None;
    for seq in phone.cursors.values_mut() {
        *seq += 1_000;
    }
    assert_eq!(town.round(&mut phone).unwrap_err().code, Some(ProblemCode::ReceiptWanted));
    phone.memory.receipt.as_mut().unwrap().mac = "AAAAAAAAAAAAAAAAAAAAAA".into();
    assert_eq!(town.round(&mut phone).unwrap_err().code, Some(ProblemCode::BadRequest));
    assert_eq!(town.engine.epoch().unwrap(), before);
}

#[test]
fn handles_given_out_on_the_lost_day_are_never_given_again() {
    let (mut town, _, backup) = lost_day();
    let mut phone = town.client();
    town.sync(&mut phone);
    phone.share(town.together(), town.coach, &["programme"], None);
    town.sync(&mut phone);
    let lost = town.engine.store().grants_of(town.coach);
    town.engine.restore_bytes(&backup, Noticed::AtStart).unwrap();
    let mut phone = town.client();
    town.sync(&mut phone);
    phone.share(town.together(), town.coach, &["budget"], None);
    town.sync(&mut phone);
    let now = town.engine.store().grants_of(town.coach);
    assert!(now.iter().filter(|h| **h > 1).all(|h| !lost.contains(h)), "{lost:?} {now:?}");
}

trait Handles {
    fn grants_of(&mut self, account: uuid::Uuid) -> Vec<u32>;
}

impl Handles for Sqlite {
    fn grants_of(&mut self, account: uuid::Uuid) -> Vec<u32> {
        use opstap_server::store::ScopeStore as _;
        self.grants(account).unwrap().iter().map(|row| row.grant.h).collect()
    }
}

#[test]
fn the_same_seed_and_calls_give_the_same_bytes() {
    let run = || {
        let (mut town, ..) = lost_day();
        town.engine.backup_bytes().unwrap()
    };
    assert!(run() == run());
}
