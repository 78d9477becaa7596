//! Providers of sign-in and who they know: asked of every engine.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cluster;
mod statements;
#[macro_use]
mod suite;
mod town;

use opstap_domain::ids::Role;
use opstap_server::engine::{AdminError, Unpaired};
use opstap_server::store::{Proof, ProviderRow, ScopeStore};
use opstap_sync::wire::PairRequest;
use town::{NOW, Town, programme};
use uuid::Uuid;

const ISSUER: &str = "https://id.example";

fn provider(org: Uuid) -> ProviderRow {
    let acr = vec!["substantial".to_owned(), "high".to_owned()];
    let (client_id, home) = ("opstap".to_owned(), "https://opstap.example".to_owned());
    ProviderRow { org, issuer: ISSUER.to_owned(), client_id, proof: Proof::Key, acr, home }
}

fn a_provider_is_kept_replaced_and_taken_away<S: ScopeStore>(mut town: Town<S>) {
    let org = town.org;
    assert_eq!(town.engine.with_providers().unwrap(), []);
    town.engine.set_provider(&provider(org), NOW).unwrap();
    assert_eq!(town.engine.store().provider(org).unwrap(), Some(provider(org)));
    let other = ProviderRow { proof: Proof::Secret, acr: Vec::new(), ..provider(org) };
    town.engine.set_provider(&other, NOW).unwrap();
    assert_eq!(town.engine.store().provider(org).unwrap(), Some(other));
    assert_eq!(town.engine.with_providers().unwrap(), [(org, "Testdorp".to_owned())]);
    town.engine.drop_provider(org, NOW).unwrap();
    assert_eq!(town.engine.store().provider(org).unwrap(), None);
    assert_eq!(town.engine.drop_provider(org, NOW), Err(AdminError::Unknown("provider")));
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
        town.engine.keep(|engine| engine.vouched(org, issuer, subject, now)).unwrap()
    };
    assert_eq!(vouched(ISSUER, "Samira"), None);
    assert_eq!(vouched("https://evil.example", "samira"), None);
    let made = vouched(ISSUER, "samira").unwrap();
    assert_eq!((made.account, made.expires_at), (town.counsellor, now + 60_000));
    let pair = PairRequest { code: made.code, label: "browser".into() };
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
        town.engine.keep(|engine| engine.vouch(org, (ISSUER, subject), code, now)).unwrap()
    };
    // A code of somebody of another organisation, of a client, and none; each still works where it belongs.
    for account in [other, town.case.client] {
        let code = town.engine.pairing_code(account, now).unwrap().code;
        assert_eq!(vouch(&mut town, "ko", &code), Err(Unpaired::Invalid));
        let label = "phone".to_owned();
        assert_eq!(town.engine.pair(&PairRequest { code, label }, now).unwrap().account, account);
    }
    assert_eq!(vouch(&mut town, "ko", "AAAAA-AAAAA"), Err(Unpaired::Invalid));
    let code = town.engine.pairing_code(town.coach, now).unwrap().code;
    let made = vouch(&mut town, "ko", &code).unwrap();
    assert_eq!(made.account, town.coach);
    assert_eq!(vouch(&mut town, "ko2", &code), Err(Unpaired::Expired), "a code works once");
    assert_eq!(town.engine.store().known_as(org, ISSUER, "ko").unwrap(), Some(town.coach));
    // Who is known is not made somebody else by a code that they found.
    let code = town.engine.pairing_code(town.counsellor, now).unwrap().code;
    assert_eq!(vouch(&mut town, "ko", &code), Err(Unpaired::Invalid));
}

suite!(
    50;
    a_provider_is_kept_replaced_and_taken_away,
    who_a_provider_knows_comes_in_and_nobody_else,
    a_stranger_with_a_code_is_known_from_then_on,
);
