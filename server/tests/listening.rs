//! Who hears of what, and where a push may go, asked of every engine.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cluster;
mod statements;
#[macro_use]
mod suite;
mod town;

use opstap_domain::ids::{Compartment, ScopeId};
use opstap_server::store::ScopeStore;
use opstap_sync::push::PushAddress;
use opstap_sync::wire::ProblemCode;
use town::{DAY, Town};

fn who_listens_stands_where_they_may_read<S: ScopeStore>(mut town: Town<S>) {
    let (mut phone, mut tablet, coach) = (town.client(), town.pair(town.counsellor), town.pair(town.coach));
    let ids = [&phone, &tablet, &coach].map(|phone| phone.memory.device.unwrap());
    town.sync(&mut phone);
    town.sync(&mut tablet);
    let before = town.engine.standings(&ids, town.now).unwrap();
    assert_eq!(before[&ids[0]].heads.keys().copied().collect::<Vec<_>>(), {
        let mut all = [town.together(), town.money(), town.scope(Compartment::Own)];
        all.sort();
        all
    });
    assert!(before[&ids[1]].heads.contains_key(&town.scope(Compartment::Office)));
    assert!(before[&ids[2]].heads.is_empty(), "nothing is shared, and content is no news");
    phone.line(town.money(), 1, 60_000);
    phone.share(town.together(), town.coach, &["budget"], Some("2026-03-03"));
    town.round(&mut phone).unwrap();
    let stirred = town.engine.take_stirred().unwrap();
    assert_eq!((stirred.by, stirred.grants), (ids[0], true));
    assert_eq!(town.engine.take_stirred(), None);
    town.round(&mut tablet).unwrap();
    assert_eq!(town.engine.take_stirred(), None, "who only reads stirs nothing");
    let now = town.engine.standings(&ids, town.now).unwrap();
    assert_eq!(now[&ids[1]].heads[&town.money()], stirred.heads[&town.money()]);
    assert!(now[&ids[2]].ge > before[&ids[2]].ge && now[&ids[2]].heads.contains_key(&town.money()));
    let tomorrow = town.engine.standings(&ids, town.now + DAY).unwrap();
    assert!(tomorrow[&ids[2]].heads.is_empty(), "the share ended in the night");
    let ear = town.engine.ear_by_token(&phone.token, town.now).unwrap().unwrap();
    assert_eq!((ear.device, ear.org, &ear.standing), (ids[0], town.org, &now[&ids[0]]));
    town.engine.revoke_device(ids[0], town.now).unwrap();
    assert!(!town.engine.standings(&ids, town.now).unwrap().contains_key(&ids[0]));
    let refused = town.engine.ear_by_token(&phone.token, town.now).unwrap().unwrap_err();
    assert_eq!(refused.code, Some(ProblemCode::DeviceRevoked));
    assert_eq!(town.engine.ear_by_token("nobody's", town.now).unwrap().unwrap_err().status, 401);
}

fn fcm(token: &str) -> PushAddress {
    PushAddress::Fcm { token: token.to_owned() }
}

fn a_device_is_woken_where_it_said_last<S: ScopeStore>(mut town: Town<S>) {
    let (mut phone, tablet) = (town.client(), town.pair(town.counsellor));
    let [client, counsellor] = [&phone, &tablet].map(|phone| phone.memory.device.unwrap());
    town.sync(&mut phone);
    let (money, now) = (town.money(), town.now);
    let set = |town: &mut Town<S>, token: &str, to: Option<&str>| {
        let to = to.map(fcm);
        town.engine.keep(|engine| engine.register_push(token, to.as_ref(), now)).map(|said| said.is_ok())
    };
    assert_eq!(set(&mut town, &phone.token, Some("one")), Ok(true));
    assert_eq!(set(&mut town, &tablet.token, Some("two")), Ok(true));
    assert_eq!(set(&mut town, "nobody's", Some("three")), Ok(false));
    let wake = |town: &mut Town<S>, scope| {
        let mut found = town.engine.to_wake(&[scope], now).unwrap();
        found.sort_by_key(|(_, to)| format!("{:?}", serde_json::to_string(to).unwrap()));
        found
    };
    assert_eq!(wake(&mut town, money), [(client, fcm("one")), (counsellor, fcm("two"))]);
    let office = town.scope(Compartment::Office);
    assert_eq!(wake(&mut town, office), [(counsellor, fcm("two"))]);
    let content = ScopeId::new(town.org, Compartment::Content);
    assert_eq!(wake(&mut town, content), [], "new content calls nobody");
    // Another address, and an old answer about the one before.
    assert_eq!(set(&mut town, &phone.token, Some("new")), Ok(true));
    town.engine.keep(|engine| engine.store().drop_push_address(client, &fcm("one"))).unwrap();
    assert_eq!(wake(&mut town, money)[0], (client, fcm("new")));
    // The same phone, paired anew.
    let again = town.client();
    assert_eq!(set(&mut town, &again.token, Some("new")), Ok(true));
    assert_eq!(wake(&mut town, money)[0], (again.memory.device.unwrap(), fcm("new")));
    assert_eq!(wake(&mut town, money).len(), 2);
    town.engine
        .keep(|engine| engine.store().drop_push_address(again.memory.device.unwrap(), &fcm("new")))
        .unwrap();
    assert_eq!(set(&mut town, &tablet.token, None), Ok(true));
    assert_eq!(wake(&mut town, money), []);
}

fn whoever_is_gone_is_woken_no_more_and_leaves_no_address<S: ScopeStore>(mut town: Town<S>) {
    let devices = [town.client(), town.client(), town.client(), town.pair(town.counsellor)];
    let now = town.now;
    for (number, device) in devices.iter().enumerate() {
        let to = fcm(&number.to_string());
        let said = town.engine.keep(|engine| engine.register_push(&device.token, Some(&to), now));
        assert!(said.unwrap().is_ok());
    }
    let wake = |town: &mut Town<S>| -> Vec<String> {
        let found = town.engine.to_wake(&[ScopeId::new(town.case.case, Compartment::Money)], now).unwrap();
        let mut tokens: Vec<String> = found
            .into_iter()
            .map(|(_, to)| match to {
                PushAddress::Fcm { token } => token,
                other => panic!("{other:?}"),
            })
            .collect();
        tokens.sort();
        tokens
    };
    assert_eq!(wake(&mut town), ["0", "1", "2", "3"]);
    assert_eq!(town.engine.keep(|engine| engine.sign_out(&devices[0].token, now)), Ok(true));
    assert_eq!(wake(&mut town), ["1", "2", "3"]);
    town.engine.revoke_device(devices[1].memory.device.unwrap(), now).unwrap();
    assert_eq!(wake(&mut town), ["2", "3"]);
    let said = town.engine.keep(|engine| engine.register_push(&devices[1].token, Some(&fcm("1")), now));
    assert_eq!(said.unwrap().unwrap_err().code, Some(ProblemCode::DeviceRevoked));
    // An erased case takes its grants, and its client's devices their addresses.
    town.engine.erase(town.case.case, None, now).unwrap();
    assert_eq!(wake(&mut town), [] as [&str; 0]);
    let said = town.engine.keep(|engine| engine.register_push(&devices[2].token, None, now));
    assert_eq!(said.unwrap().unwrap_err().code, Some(ProblemCode::DeviceRevoked));
}

suite!(
    150;
    who_listens_stands_where_they_may_read,
    a_device_is_woken_where_it_said_last,
    whoever_is_gone_is_woken_no_more_and_leaves_no_address,
);
