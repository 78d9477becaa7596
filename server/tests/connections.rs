//! What is connected and what got stuck, as an administrator sees and changes it: asked of every engine.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cluster;
mod reminders;
mod statements;
#[macro_use]
mod suite;
mod town;

use opstap_domain::ids::Role;
use opstap_server::audit::AuditRow;
use opstap_server::engine::{AdminError, Connect, Connections, Engine, Handed, Told, Unlinked};
use opstap_server::store::{DeliveryState, ScopeStore, StoreError};
use opstap_server::webhooks::Happening;
use opstap_sync::ident::DeviceId;
use reminders::{EVENING, awaited};
use town::{NOW, Town};
use uuid::Uuid;

const URL: &str = "https://zaken.testdorp.nl/opstap";

fn administrator<S: ScopeStore>(town: &mut Town<S>, org: Uuid) -> DeviceId {
    let bas = town.engine.add_staff(org, Role::Administrator, "Bas", NOW).unwrap();
    town.pair(bas).memory.device.unwrap()
}

fn ask<S: ScopeStore>(
    town: &mut Town<S>,
    device: DeviceId,
    asked: Connect,
    now: i64,
) -> Result<Connections, Unlinked> {
    town.engine.keep(|engine| engine.administer_connections(device, &asked, now)).unwrap()
}

fn details<S: ScopeStore>(town: &mut Town<S>) -> Vec<String> {
    let mut all = Vec::new();
    let keep = &mut |row: &AuditRow| {
        if row.detail.starts_with("webhook") || row.detail.starts_with("reminder") {
            assert!(row.actor != opstap_server::audit::Actor::CONSOLE, "{row:?}");
            all.push(row.detail.clone());
        }
        Ok::<(), StoreError>(())
    };
    town.engine.audit_rows(town.org, 0, keep).unwrap();
    all
}

fn a_receiver_is_added_tried_and_removed_and_its_secret_is_told_once<S: ScopeStore>(mut town: Town<S>) {
    let org = town.org;
    let admin = administrator(&mut town, org);
    let none = ask(&mut town, admin, Connect::Look, NOW).unwrap();
    assert!(none.receivers.is_empty() && none.stuck.is_empty() && none.secret.is_none());
    let asked = Connect::Add(URL.to_owned(), vec![Happening::CaseClosed]);
    let added = ask(&mut town, admin, asked, NOW).unwrap();
    let (id, secret) = added.secret.unwrap();
    assert!(secret.starts_with("whsec_"));
    assert_eq!((added.receivers[0].id, added.receivers[0].url.as_str()), (id, URL));
    assert_eq!(added.receivers[0].kinds, ["case.closed"]);
    assert_eq!(ask(&mut town, admin, Connect::Look, NOW).unwrap().secret, None, "told once");
    let tried = ask(&mut town, admin, Connect::Test(id), NOW + 1).unwrap();
    assert_eq!((tried.receivers[0].waits, tried.receivers[0].took_at), (1, None));
    let org = town.org;
    let call = town.engine.keep(|engine| engine.lease_calls(org, NOW + 1, 9)).unwrap().remove(0);
    town.engine.keep(|engine| engine.settle_call(&call.row, Told::Gone, 0, NOW + 2)).unwrap();
    let gone = ask(&mut town, admin, Connect::Look, NOW + 3).unwrap().receivers.remove(0);
    assert!(!gone.stopped.is_empty() && (gone.waits, gone.dead) == (0, 1));
    let again = ask(&mut town, admin, Connect::Test(id), NOW + 4).unwrap().receivers.remove(0);
    assert_eq!((again.stopped.as_str(), again.waits), ("", 1), "it is told again");
    let again = ask(&mut town, admin, Connect::Again(id), NOW + 5).unwrap().receivers.remove(0);
    assert_eq!((again.waits, again.dead), (2, 0));
    let (other, new) = ask(&mut town, admin, Connect::Rotate(id), NOW + 6).unwrap().secret.unwrap();
    assert!(other == id && *new != *secret);
    assert!(ask(&mut town, admin, Connect::Remove(id), NOW + 7).unwrap().receivers.is_empty());
    let told = ["webhook_added", "webhook_rotated", "webhook_removed"];
    assert_eq!(details(&mut town), told);
}

fn what_is_refused_changes_nothing<S: ScopeStore>(mut town: Town<S>) {
    let org = town.org;
    let admin = administrator(&mut town, org);
    for (url, why) in [
        ("", Unlinked::Address),
        ("zaken.testdorp.nl", Unlinked::Address),
        ("http://zaken.testdorp.nl", Unlinked::Address),
        ("https://bas:geheim@zaken.testdorp.nl", Unlinked::Address),
        ("https://127.0.0.1/", Unlinked::Inside),
        ("https://[::1]/", Unlinked::Inside),
        ("https://localhost/", Unlinked::Inside),
        ("https://169.254.169.254/latest/meta-data", Unlinked::Inside),
        ("https://10.0.0.7/", Unlinked::Inside),
    ] {
        let refused = ask(&mut town, admin, Connect::Add(url.to_owned(), vec![]), NOW);
        assert_eq!(refused.unwrap_err(), why, "{url}");
    }
    for asked in [Connect::Remove, Connect::Rotate, Connect::Test, Connect::Again] {
        let refused = ask(&mut town, admin, asked(Uuid::from_u128(7)), NOW);
        assert_eq!(refused.unwrap_err(), Unlinked::Receiver);
    }
    for asked in [Connect::Retry("x".to_owned()), Connect::Leave("x".to_owned())] {
        assert_eq!(ask(&mut town, admin, asked, NOW).unwrap_err(), Unlinked::NotStuck);
    }
    for _ in 0..20 {
        ask(&mut town, admin, Connect::Add(URL.to_owned(), vec![]), NOW).unwrap();
    }
    let more = ask(&mut town, admin, Connect::Add(URL.to_owned(), vec![]), NOW);
    assert_eq!(more.unwrap_err(), Unlinked::TooMany);
    assert_eq!(ask(&mut town, admin, Connect::Look, NOW).unwrap().receivers.len(), 20);
    // Nobody else, and nobody of elsewhere.
    let counsellor = town.counsellor;
    let tablet = town.pair(counsellor).memory.device.unwrap();
    assert_eq!(ask(&mut town, tablet, Connect::Look, NOW).unwrap_err(), Unlinked::NotAllowed);
    let elsewhere = town.engine.add_org("Anderdorp", Vec::new(), NOW).unwrap();
    let stranger = administrator(&mut town, elsewhere);
    let theirs = ask(&mut town, stranger, Connect::Look, NOW).unwrap();
    assert!(theirs.receivers.is_empty());
    let ours = ask(&mut town, admin, Connect::Look, NOW).unwrap().receivers[0].id;
    assert_eq!(ask(&mut town, stranger, Connect::Remove(ours), NOW).unwrap_err(), Unlinked::Receiver);
    town.engine.revoke_device(admin, NOW).unwrap();
    assert_eq!(ask(&mut town, admin, Connect::Look, NOW).unwrap_err(), Unlinked::NotAllowed);
}

/// Lets the one reminder that is due come to this.
fn try_once<S: ScopeStore>(engine: &mut Engine<S>, handed: Handed, now: i64) {
    let org = engine.keep(Engine::orgs).unwrap()[0];
    while engine.keep(|engine| engine.decide_deliveries(org, now, 10)).unwrap() == 10 {}
    let errands = engine.keep(|engine| engine.lease_deliveries(org, now, 10)).unwrap();
    assert_eq!(errands.len(), 1);
    engine.keep(|engine| engine.settle_delivery(&errands[0].row, handed, 0, now)).unwrap();
}

fn a_reminder_that_got_stuck_is_tried_again_or_left<S: ScopeStore>(mut town: Town<S>) {
    let _phone = awaited(&mut town, "sms");
    let org = town.org;
    let admin = administrator(&mut town, org);
    assert!(ask(&mut town, admin, Connect::Look, EVENING).unwrap().stuck.is_empty());
    try_once(&mut town.engine, Handed::Refused("no such number"), EVENING);
    let stuck = ask(&mut town, admin, Connect::Look, EVENING).unwrap().stuck;
    assert_eq!((stuck.len(), stuck[0].state), (1, DeliveryState::Dead));
    let reference = stuck[0].reference();
    let retried = ask(&mut town, admin, Connect::Retry(reference.clone()), EVENING).unwrap();
    assert!(retried.stuck.is_empty());
    let twice = ask(&mut town, admin, Connect::Retry(reference.clone()), EVENING);
    assert_eq!(twice.unwrap_err(), Unlinked::NotStuck);
    try_once(&mut town.engine, Handed::Unsure("no answer"), EVENING + 1);
    let unsure = ask(&mut town, admin, Connect::Look, EVENING + 2).unwrap().stuck;
    assert_eq!(unsure[0].state, DeliveryState::Unsure);
    // Another organisation has none of it, and can do nothing about it.
    let elsewhere = town.engine.add_org("Anderdorp", Vec::new(), NOW).unwrap();
    let stranger = administrator(&mut town, elsewhere);
    assert!(ask(&mut town, stranger, Connect::Look, EVENING).unwrap().stuck.is_empty());
    for asked in [Connect::Retry(reference.clone()), Connect::Leave(reference.clone())] {
        assert_eq!(ask(&mut town, stranger, asked, EVENING).unwrap_err(), Unlinked::NotStuck);
    }
    assert!(ask(&mut town, admin, Connect::Leave(reference), EVENING + 3).unwrap().stuck.is_empty());
    assert_eq!(details(&mut town), ["reminder_retried", "reminder_left"]);
}

fn the_console_is_told_why<S: ScopeStore>(mut town: Town<S>) {
    let (org, inside) = (town.org, "https://10.0.0.7/");
    assert!(matches!(town.engine.add_webhook(org, inside, false, &[], NOW), Err(AdminError::Refused(_))));
    let id = town.engine.add_webhook(org, inside, true, &[], NOW).unwrap().0;
    let admin = administrator(&mut town, org);
    // What the console named is there, and can be taken out.
    assert_eq!(ask(&mut town, admin, Connect::Look, NOW).unwrap().receivers[0].id, id);
    ask(&mut town, admin, Connect::Remove(id), NOW).unwrap();
    assert_eq!(town.engine.remove_webhook(org, id, NOW), Err(AdminError::Unknown("webhook")));
}

suite!(300;
    a_receiver_is_added_tried_and_removed_and_its_secret_is_told_once,
    what_is_refused_changes_nothing,
    a_reminder_that_got_stuck_is_tried_again_or_left,
    the_console_is_told_why,
);
