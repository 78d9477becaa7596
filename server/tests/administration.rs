//! The people who work for an organisation: asked of every engine.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cluster;
mod statements;
#[macro_use]
mod suite;
mod town;

use opstap_domain::ids::Role;
use opstap_domain::sign_up::SignUp;
use opstap_server::engine::{Administrator, Arranged, Asked, Undone};
use opstap_server::store::{ForWhom, KnownAs, Proof, ProviderRow, ScopeStore};
use opstap_sync::ident::DeviceId;
use opstap_sync::wire::{PairRequest, SignUpRequest};
use town::{NOW, Town, programme};
use uuid::Uuid;

/// Somebody who administers, with a device.
fn administrator<S: ScopeStore>(town: &mut Town<S>) -> (Uuid, DeviceId) {
    let org = town.org;
    administrator_of(town, org)
}

fn administrator_of<S: ScopeStore>(town: &mut Town<S>, org: Uuid) -> (Uuid, DeviceId) {
    let account = town.engine.add_staff(org, Role::Administrator, "Bas", NOW).unwrap();
    let device = town.pair(account).memory.device.unwrap();
    (account, device)
}

fn ask<S: ScopeStore>(town: &mut Town<S>, device: DeviceId, asked: Asked) -> Result<Arranged, Undone> {
    let now = town.now;
    town.engine.keep(|engine| engine.administer(device, asked, now)).unwrap()
}

fn everybody<S: ScopeStore>(town: &mut Town<S>, device: DeviceId) -> Vec<(String, usize, usize, bool)> {
    let Ok(Arranged::Everybody(all)) = ask(town, device, Asked::Everybody) else { panic!("no list") };
    let line = |one: opstap_server::engine::Colleague| {
        (one.account.name.clone(), one.cases, one.devices, one.account.closed_at.is_some())
    };
    all.into_iter().map(line).collect()
}

fn who_works_there_is_seen_by_an_administrator_alone<S: ScopeStore>(mut town: Town<S>) {
    let (_, device) = administrator(&mut town);
    let phone = town.pair(town.counsellor).memory.device.unwrap();
    let client = town.client().memory.device.unwrap();
    let seen = everybody(&mut town, device);
    let line = |name: &str, cases, devices| (name.to_owned(), cases, devices, false);
    assert_eq!(seen, [line("Bas", 0, 1), line("Ko", 0, 0), line("Sam", 1, 1)], "no client");
    for other in [phone, client, DeviceId::new(999_999)] {
        for asked in [Asked::Everybody, Asked::LetWork(Role::Administrator, "Ik".into())] {
            assert_eq!(ask(&mut town, other, asked), Err(Undone::NotAllowed));
        }
    }
    // Another organisation is as if it were not there.
    let elsewhere = town.engine.add_org("Elders", [programme("1")], NOW).unwrap();
    let (stranger, theirs) = administrator_of(&mut town, elsewhere);
    assert_eq!(everybody(&mut town, theirs), [line("Bas", 0, 1)]);
    let deeds = |who| [Asked::AnotherCode(who), Asked::EndDevices(who), Asked::LetGo(who, None)];
    for asked in deeds(town.counsellor).into_iter().chain(deeds(town.case.client)) {
        assert_eq!(ask(&mut town, theirs, asked), Err(Undone::Unknown));
    }
    for asked in deeds(stranger).into_iter().chain(deeds(town.case.client)) {
        assert_eq!(ask(&mut town, device, asked), Err(Undone::Unknown));
    }
    // Nor may a device that ended.
    town.engine.revoke_device(device, NOW).unwrap();
    assert_eq!(ask(&mut town, device, Asked::Everybody), Err(Undone::NotAllowed));
}

fn somebody_begins_with_a_code_and_another_one_ends_the_first<S: ScopeStore>(mut town: Town<S>) {
    let (_, device) = administrator(&mut town);
    for bad in ["", "  ", "a\nb", &"x".repeat(81)] {
        assert_eq!(
            ask(&mut town, device, Asked::LetWork(Role::Coach, bad.into())),
            Err(Undone::Name),
            "{bad:?}"
        );
    }
    for role in [Role::Client, Role::Server] {
        assert_eq!(ask(&mut town, device, Asked::LetWork(role, "Ali".into())), Err(Undone::NotAllowed));
    }
    let code = |told: Result<Arranged, Undone>| match told {
        Ok(Arranged::Code(code)) => code,
        other => panic!("{other:?}"),
    };
    let first = code(ask(&mut town, device, Asked::LetWork(Role::Counsellor, " Ali ".into())));
    let second = code(ask(&mut town, device, Asked::AnotherCode(first.account)));
    let pair = |town: &mut Town<S>, code: &str| {
        let asked = PairRequest { code: code.to_owned(), label: "telefoon".into(), once: String::new() };
        town.engine.pair(&asked, NOW).map_err(|problem| problem.status)
    };
    assert!(pair(&mut town, &first.code).is_err(), "who found the first code has nothing");
    assert_eq!(pair(&mut town, &second.code).unwrap().account, first.account);
    assert!(everybody(&mut town, device).contains(&("Ali".to_owned(), 0, 1, false)));
    assert_eq!(ask(&mut town, device, Asked::EndDevices(first.account)), Ok(Arranged::Ended(1)));
    assert_eq!(ask(&mut town, device, Asked::EndDevices(first.account)), Ok(Arranged::Ended(0)));
    assert!(everybody(&mut town, device).contains(&("Ali".to_owned(), 0, 0, false)));
}

fn who_leaves_loses_everything_and_no_client_is_left_alone<S: ScopeStore>(mut town: Town<S>) {
    let (_, device) = administrator(&mut town);
    let (org, sam, now) = (town.org, town.counsellor, town.now);
    let mut tablet = town.pair(sam);
    town.sync(&mut tablet);
    assert!(!tablet.grants.is_empty());
    let issuer = "https://id.example".to_owned();
    let (client_id, home) = ("opstap".to_owned(), "https://opstap.example".to_owned());
    let (for_whom, acr, step_up, called) = (ForWhom::Staff, Vec::new(), Vec::new(), String::new());
    let (proof, by) = (Proof::Key, issuer.clone());
    let row = ProviderRow { org, issuer: by, client_id, proof, acr, home, for_whom, step_up, called };
    town.engine.set_provider(&row, now).unwrap();
    town.engine.link(sam, Some("sam"), now).unwrap();
    let spare = town.engine.pairing_code(sam, now).unwrap().code;
    assert_eq!(ask(&mut town, device, Asked::LetGo(sam, None)), Err(Undone::NeedsSuccessor));
    // Not a coach, not themselves, not who left, nobody.
    for bad in [town.coach, sam, town.case.client, Uuid::from_u128(7)] {
        assert_eq!(ask(&mut town, device, Asked::LetGo(sam, Some(bad))), Err(Undone::NeedsSuccessor));
    }
    town.round(&mut tablet).unwrap();
    let next = town.engine.add_staff(org, Role::Counsellor, "Ria", now).unwrap();
    assert_eq!(ask(&mut town, device, Asked::LetGo(sam, Some(next))), Ok(Arranged::Gone));
    assert_eq!(town.round(&mut tablet).unwrap_err().status, 403);
    assert_eq!(town.engine.store().case(town.case.case).unwrap().unwrap().counsellor, next);
    assert!(town.engine.store().grants(sam).unwrap().iter().all(|row| row.until.is_some()));
    let pair = PairRequest { code: spare, label: "nog een".into(), once: String::new() };
    assert!(town.engine.pair(&pair, now).is_err());
    let who = KnownAs { org, for_whom: ForWhom::Staff, issuer, subject: "sam".to_owned() };
    assert_eq!(town.engine.keep(|engine| engine.vouched(&who, now)).unwrap(), None);
    assert!(town.engine.pairing_code(sam, now).is_err());
    assert_eq!(ask(&mut town, device, Asked::LetGo(sam, Some(next))), Err(Undone::Unknown), "once");
    let seen = everybody(&mut town, device);
    assert_eq!(seen.last(), Some(&("Sam".to_owned(), 0, 0, true)));
    assert!(seen.contains(&("Ria".to_owned(), 1, 0, false)));
    // The next one has the case, and the client learns who it is.
    let mut theirs = town.pair(next);
    town.sync(&mut theirs);
    assert!(!theirs.grants.is_empty() && !theirs.records.is_empty());
}

fn a_coach_leaves_too<S: ScopeStore>(mut town: Town<S>) {
    let (_, device) = administrator(&mut town);
    let mut phone = town.pair(town.coach);
    town.sync(&mut phone);
    let (ko, together) = (town.coach, town.together());
    let role = |town: &mut Town<S>| {
        let id = together.derived_id(&format!("helper/{ko}"));
        let record = town.engine.store().record(together, id).unwrap().unwrap();
        record.units["role"].v.as_str().unwrap().to_owned()
    };
    assert_eq!(role(&mut town), "coach");
    assert_eq!(ask(&mut town, device, Asked::LetGo(ko, None)), Ok(Arranged::Gone));
    assert_eq!(town.round(&mut phone).unwrap_err().status, 403);
    assert!(town.engine.store().grants(town.coach).unwrap().iter().all(|row| row.until.is_some()));
    assert_eq!(role(&mut town), "former", "a client shares with nobody who is not there");
}

fn there_is_always_an_administrator_and_somebody_at_the_desk<S: ScopeStore>(mut town: Town<S>) {
    let (bas, device) = administrator(&mut town);
    assert_eq!(ask(&mut town, device, Asked::LetGo(bas, None)), Err(Undone::Oneself));
    let console = Administrator::console(town.org);
    let now = town.now;
    let last = town.engine.keep(|engine| engine.let_go(&console, bas, None, now));
    assert_eq!(last, Err(Undone::LastAdministrator));
    let (second, _) = administrator(&mut town);
    assert_eq!(ask(&mut town, device, Asked::LetGo(second, None)), Ok(Arranged::Gone));
    // A case that waits at the desk goes to whoever else sits there.
    let org = town.org;
    let toos = town.engine.add_staff(org, Role::Triage, "Toos", now).unwrap();
    town.engine.add_area(org, 3800, 3829, now).unwrap();
    let answers = SignUp { postcode: 3811, topics: vec!["rent".into()], ..SignUp::default() };
    town.engine.sign_up(&SignUpRequest { answers, once: String::new() }, now).unwrap();
    let waits = |town: &mut Town<S>| {
        let all = town.engine.store().cases(org).unwrap();
        all.into_iter().find(|case| case.id != town.case.case).unwrap().counsellor
    };
    assert_eq!(waits(&mut town), toos);
    assert_eq!(ask(&mut town, device, Asked::LetGo(toos, None)), Err(Undone::LastAtDesk));
    let jan = town.engine.add_staff(org, Role::Triage, "Jan", now).unwrap();
    assert_eq!(ask(&mut town, device, Asked::LetGo(toos, None)), Ok(Arranged::Gone));
    assert_eq!(waits(&mut town), jan);
}

suite!(100;
    who_works_there_is_seen_by_an_administrator_alone,
    somebody_begins_with_a_code_and_another_one_ends_the_first,
    who_leaves_loses_everything_and_no_client_is_left_alone,
    a_coach_leaves_too,
    there_is_always_an_administrator_and_somebody_at_the_desk,
);
