//! Providers of sign-in and who they know: asked of every engine.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cluster;
mod statements;
#[macro_use]
mod suite;
mod town;

use opstap_domain::ids::Role;
use opstap_server::engine::{AdminError, Confirmed, Unpaired, Unvouched};
use opstap_server::store::{ForWhom, KnownAs, Proof, ProviderRow, ScopeStore, StoreError};
use opstap_sync::wire::PairRequest;
use town::{NOW, Town, programme};
use uuid::Uuid;

const ISSUER: &str = "https://id.example";

fn provider(org: Uuid) -> ProviderRow {
    let acr = vec!["substantial".to_owned(), "high".to_owned()];
    let (client_id, home) = ("opstap".to_owned(), "https://opstap.example".to_owned());
    let (for_whom, step_up, called) = (ForWhom::Staff, Vec::new(), String::new());
    let (issuer, proof) = (ISSUER.to_owned(), Proof::Key);
    ProviderRow { org, issuer, client_id, proof, acr, home, for_whom, step_up, called }
}

fn broker(org: Uuid) -> ProviderRow {
    let (step_up, called) = (vec!["high".to_owned()], "DigiD".to_owned());
    ProviderRow { for_whom: ForWhom::Clients, step_up, called, ..provider(org) }
}

fn named(org: Uuid, for_whom: ForWhom, subject: &str) -> KnownAs {
    KnownAs { org, for_whom, issuer: ISSUER.to_owned(), subject: subject.to_owned() }
}

/// What the trail says of clients who sign in, and whether it says about which case.
fn details<S: ScopeStore>(town: &mut Town<S>) -> Vec<String> {
    let mut all = Vec::new();
    let keep = &mut |row: &opstap_server::audit::AuditRow| {
        if row.detail.starts_with("client_") {
            all.push(format!("{} {}", row.detail, row.subject.is_some()));
        }
        Ok::<(), StoreError>(())
    };
    town.engine.audit_rows(town.org, 0, keep).unwrap();
    all
}

fn a_provider_is_kept_replaced_and_taken_away<S: ScopeStore>(mut town: Town<S>) {
    let org = town.org;
    let of = |whom| move |store: &mut S| store.provider(org, whom).unwrap();
    let staff = of(ForWhom::Staff);
    assert_eq!(town.engine.with_providers().unwrap(), []);
    town.engine.set_provider(&provider(org), NOW).unwrap();
    assert_eq!(staff(town.engine.store()), Some(provider(org)));
    let other = ProviderRow { proof: Proof::Secret, acr: Vec::new(), ..provider(org) };
    town.engine.set_provider(&other, NOW).unwrap();
    assert_eq!(staff(town.engine.store()), Some(other));
    let offered = |town: &mut Town<S>| {
        let all = town.engine.with_providers().unwrap().into_iter();
        all.map(|one| (one.org, one.name, one.for_whom, one.called)).collect::<Vec<_>>()
    };
    let of_staff = (org, "Testdorp".to_owned(), ForWhom::Staff, String::new());
    assert_eq!(offered(&mut town), std::slice::from_ref(&of_staff));
    // One for clients stands beside it, and each goes alone.
    town.engine.set_provider(&broker(org), NOW).unwrap();
    let clients = of(ForWhom::Clients);
    assert_eq!(clients(town.engine.store()), Some(broker(org)));
    let of_clients = (org, "Testdorp".to_owned(), ForWhom::Clients, "DigiD".to_owned());
    assert_eq!(offered(&mut town), [of_staff, of_clients]);
    for bad in [
        ProviderRow { acr: Vec::new(), ..broker(org) },
        ProviderRow { called: String::new(), ..broker(org) },
        ProviderRow { for_whom: ForWhom::Staff, ..broker(org) },
    ] {
        assert!(matches!(town.engine.set_provider(&bad, NOW), Err(AdminError::Refused(_))), "{bad:?}");
    }
    town.engine.drop_provider(org, ForWhom::Staff, NOW).unwrap();
    assert_eq!(clients(town.engine.store()), Some(broker(org)));
    assert_eq!(staff(town.engine.store()), None);
    assert_eq!(town.engine.drop_provider(org, ForWhom::Staff, NOW), Err(AdminError::Unknown("provider")));
    let nobody = town.engine.set_provider(&provider(Uuid::from_u128(9)), NOW);
    assert_eq!(nobody, Err(AdminError::Unknown("organisation")));
}

fn who_a_provider_knows_comes_in_and_nobody_else<S: ScopeStore>(mut town: Town<S>) {
    let (org, now) = (town.org, town.now);
    let none = town.engine.link(town.counsellor, Some("samira"), now);
    assert_eq!(none, Err(AdminError::Unknown("provider")));
    town.engine.set_provider(&provider(org), NOW).unwrap();
    town.engine.link(town.counsellor, Some("samira"), now).unwrap();
    assert!(matches!(town.engine.link(town.coach, Some("samira"), now), Err(AdminError::Refused(_))));
    assert!(matches!(town.engine.link(town.case.client, Some("noor"), now), Err(AdminError::Refused(_))));
    for bad in ["", "é", "a\u{0}", &"x".repeat(256)] {
        assert!(town.engine.link(town.coach, Some(bad), now).is_err(), "{bad}");
    }
    let mut vouched = |issuer: &str, subject: &str| {
        let who = KnownAs { issuer: issuer.to_owned(), ..named(org, ForWhom::Staff, subject) };
        town.engine.keep(|engine| engine.vouched(&who, now)).unwrap()
    };
    assert_eq!(vouched(ISSUER, "Samira"), None);
    assert_eq!(vouched("https://evil.example", "samira"), None);
    let made = vouched(ISSUER, "samira").unwrap();
    assert_eq!((made.account, made.expires_at), (town.counsellor, now + 60_000));
    let pair = PairRequest { code: made.code, label: "browser".into(), once: String::new() };
    assert!(town.engine.pair(&pair, now + 60_000).is_err(), "a minute later");
    assert_eq!(town.engine.pair(&pair, now + 1).unwrap().account, town.counsellor);
    // Another name takes the place of the first.
    town.engine.link(town.counsellor, Some("sam"), now).unwrap();
    assert_eq!(town.engine.store().known_as(org, ISSUER, "samira").unwrap(), None);
    town.engine.link(town.counsellor, None, now).unwrap();
    assert_eq!(town.engine.store().known_as(org, ISSUER, "sam").unwrap(), None);
}

fn a_stranger_with_a_code_is_known_from_then_on<S: ScopeStore>(mut town: Town<S>) {
    let (org, now) = (town.org, town.now);
    town.engine.set_provider(&provider(org), NOW).unwrap();
    let elsewhere = town.engine.add_org("Elders", [programme("1")], NOW).unwrap();
    let other = town.engine.add_staff(elsewhere, Role::Counsellor, "Bo", NOW).unwrap();
    let vouch = |town: &mut Town<S>, subject: &str, code: &str| {
        let who = named(org, ForWhom::Staff, subject);
        town.engine.keep(|engine| engine.vouch(&who, code, now)).unwrap()
    };
    // A code of somebody of another organisation, of a client, and none; each still works where it belongs.
    for account in [other, town.case.client] {
        let code = town.engine.pairing_code(account, now).unwrap().code;
        assert_eq!(vouch(&mut town, "ko", &code), Err(Unvouched::Code(Unpaired::Invalid)));
        let label = "phone".to_owned();
        assert_eq!(
            town.engine.pair(&PairRequest { code, label, once: String::new() }, now).unwrap().account,
            account
        );
    }
    assert_eq!(vouch(&mut town, "ko", "AAAAA-AAAAA"), Err(Unvouched::Code(Unpaired::Invalid)));
    let code = town.engine.pairing_code(town.coach, now).unwrap().code;
    let made = vouch(&mut town, "ko", &code).unwrap();
    assert_eq!(made.account, town.coach);
    assert_eq!(vouch(&mut town, "ko2", &code), Err(Unvouched::Code(Unpaired::Expired)), "a code works once");
    assert_eq!(town.engine.store().known_as(org, ISSUER, "ko").unwrap(), Some(town.coach));
    // Who is known is not made somebody else by a code that they found.
    let code = town.engine.pairing_code(town.counsellor, now).unwrap().code;
    assert_eq!(vouch(&mut town, "ko", &code), Err(Unvouched::Code(Unpaired::Invalid)));
}

/// A code that stays, as who asked for help without one has it.
fn recovery<S: ScopeStore>(town: &mut Town<S>, account: Uuid, now: i64) -> String {
    let code = town.engine.pairing_code(account, now).unwrap().code;
    let paired =
        town.engine.pair(&PairRequest { code, label: "phone".into(), once: String::new() }, now).unwrap();
    let token = paired.device.token;
    town.engine.keep(|engine| engine.recovery_by_token(&token, now)).unwrap().unwrap()
}

fn a_client_is_known_by_a_code_of_their_own_and_nobody_takes_their_place<S: ScopeStore>(mut town: Town<S>) {
    let (org, now, client) = (town.org, town.now, town.case.client);
    town.engine.set_provider(&broker(org), NOW).unwrap();
    let elsewhere = town.engine.add_org("Elders", [programme("1")], NOW).unwrap();
    let vouch = |town: &mut Town<S>, who: &KnownAs, code: &str| {
        town.engine.keep(|engine| engine.vouch(who, code, now)).unwrap()
    };
    let noor = named(org, ForWhom::Clients, "hash of noor");
    let wrong = Err(Unvouched::Code(Unpaired::Invalid));
    // Not by a code of staff, and a code of theirs opens nothing of another organisation or as staff.
    let code = town.engine.pairing_code(town.counsellor, now).unwrap().code;
    assert_eq!(vouch(&mut town, &noor, &code), wrong);
    let code = recovery(&mut town, client, now);
    assert_eq!(vouch(&mut town, &KnownAs { org: elsewhere, ..noor.clone() }, &code), wrong);
    assert_eq!(vouch(&mut town, &KnownAs { for_whom: ForWhom::Staff, ..noor.clone() }, &code), wrong);
    assert_eq!(vouch(&mut town, &noor, &code).unwrap().account, client);
    let vouched = |town: &mut Town<S>, who: &KnownAs| {
        town.engine.keep(|engine| engine.vouched(who, now)).unwrap().map(|made| made.account)
    };
    assert_eq!(vouched(&mut town, &noor), Some(client));
    assert_eq!(vouched(&mut town, &KnownAs { for_whom: ForWhom::Staff, ..noor.clone() }), None);
    // The code stays, and yet it makes nobody else this client.
    let thief = named(org, ForWhom::Clients, "hash of a thief");
    assert_eq!(vouch(&mut town, &thief, &code), Err(Unvouched::Otherwise));
    let another = town.engine.pairing_code(client, now).unwrap().code;
    assert_eq!(vouch(&mut town, &thief, &another), Err(Unvouched::Otherwise));
    assert_eq!(vouched(&mut town, &thief), None);
    // With another broker everybody types a code once more, and so does whom an administrator unlinked.
    let moved = KnownAs { issuer: "https://other.example".to_owned(), ..noor.clone() };
    assert!(vouch(&mut town, &moved, &code).is_ok());
    assert_eq!(vouched(&mut town, &noor), None);
    town.engine.link(client, None, now).unwrap();
    assert_eq!(vouched(&mut town, &moved), None);
    assert!(vouch(&mut town, &noor, &code).is_ok());
    let (linked, unlinked) = ("client_linked true", "client_unlinked true");
    assert_eq!(details(&mut town)[1..], [linked, linked, unlinked, linked]);
    // Who is erased is known by no name.
    town.engine.erase(town.case.case, None, now).unwrap();
    assert_eq!(town.engine.store().knows(org, client).unwrap(), None);
    assert_eq!(vouched(&mut town, &noor), None);
}

fn only_the_client_of_a_device_confirms_what_is_done_on_it<S: ScopeStore>(mut town: Town<S>) {
    let (org, now, client) = (town.org, town.now, town.case.client);
    let device = |town: &mut Town<S>, account| town.pair(account).memory.device.unwrap();
    let helper = town.counsellor;
    let (theirs, helpers) = (device(&mut town, client), device(&mut town, helper));
    assert_eq!(town.engine.asks_again(theirs).unwrap(), None, "no provider");
    town.engine.set_provider(&ProviderRow { step_up: Vec::new(), ..broker(org) }, NOW).unwrap();
    assert_eq!(town.engine.asks_again(theirs).unwrap(), None, "none that asks again");
    town.engine.set_provider(&broker(org), NOW).unwrap();
    assert_eq!(town.engine.asks_again(theirs).unwrap(), Some(broker(org)));
    assert_eq!(town.engine.asks_again(helpers).unwrap(), None);
    let confirmed = |town: &mut Town<S>, device, who: &KnownAs| {
        town.engine.keep(|engine| engine.confirmed(device, who, now)).unwrap()
    };
    let [noor, bram] = ["noor", "bram"].map(|name| named(org, ForWhom::Clients, name));
    assert_eq!(confirmed(&mut town, theirs, &noor), Confirmed::Unknown);
    let code = town.engine.pairing_code(client, now).unwrap().code;
    town.engine.keep(|engine| engine.vouch(&noor, &code, now)).unwrap().unwrap();
    assert_eq!(confirmed(&mut town, theirs, &noor), Confirmed::Yes);
    // Nobody else: neither known nor unknown, of another organisation or kind, nor by a helper's device.
    assert_eq!(confirmed(&mut town, theirs, &bram), Confirmed::Another);
    for who in [
        KnownAs { org: Uuid::from_u128(9), ..noor.clone() },
        KnownAs { for_whom: ForWhom::Staff, ..noor.clone() },
        KnownAs { issuer: "https://other.example".to_owned(), ..bram.clone() },
    ] {
        assert_ne!(confirmed(&mut town, theirs, &who), Confirmed::Yes, "{who:?}");
    }
    assert_eq!(confirmed(&mut town, helpers, &noor), Confirmed::Another);
    town.engine.keep(|engine| engine.dismiss(theirs, now)).unwrap();
    assert_eq!(confirmed(&mut town, theirs, &noor), Confirmed::Another, "a device that ended");
    let said = details(&mut town);
    assert!(
        said.ends_with(&[
            "client_linked true".to_owned(),
            "client_confirmed true".to_owned(),
            "client_confirmed_another true".to_owned(),
        ]),
        "{said:?}"
    );
}

suite!(
    50;
    a_provider_is_kept_replaced_and_taken_away,
    who_a_provider_knows_comes_in_and_nobody_else,
    a_stranger_with_a_code_is_known_from_then_on,
    a_client_is_known_by_a_code_of_their_own_and_nobody_takes_their_place,
    only_the_client_of_a_device_confirms_what_is_done_on_it,
);
