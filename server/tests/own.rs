//! Staff who sign in with a passphrase and a code of an app: asked of every engine.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cluster;
mod statements;
#[macro_use]
mod suite;
mod town;

use opstap_domain::ids::Role;
use opstap_server::blobs::BlobKeys;
use opstap_server::engine::{AdminError, Check, NewOwn, OwnShown, PairingCode, Right, Tried, Whose, Wrong};
use opstap_server::own::{Passphrase, Secret};
use opstap_server::store::{ForWhom, Proof, ProviderRow, ScopeStore};
use opstap_sync::ident::DeviceId;
use opstap_sync::wire::PairRequest;
use town::{NOW, Town, programme};
use uuid::Uuid;

const PHRASE: &str = "paarse fiets op zolder";
const MINUTE: i64 = 60_000;

fn secret(n: u8) -> Secret {
    Secret::of(&[n; 20]).unwrap()
}

fn keyed<S: ScopeStore>(town: Town<S>) -> Town<S> {
    let Town { engine, org, counsellor, coach, case, now } = town;
    let engine = engine.with_blob_keys(BlobKeys::new([9; 32]));
    Town { engine, org, counsellor, coach, case, now }
}

fn device<S: ScopeStore>(town: &mut Town<S>, account: Uuid) -> DeviceId {
    town.pair(account).memory.device.unwrap()
}

/// As the page does: the app shows its code, and it is of the present step.
fn new_own(name: &str, n: u8, now: i64) -> NewOwn {
    let passphrase = Passphrase::typed(PHRASE).hashed().unwrap();
    let step = secret(n).step_of(secret(n).code_at(now), now).unwrap();
    NewOwn { name: name.to_owned(), passphrase, secret: secret(n), step }
}

fn set<S: ScopeStore>(town: &mut Town<S>, device: DeviceId, name: &str, n: u8) -> Result<(), Wrong> {
    let (new, now) = (new_own(name, n, town.now), town.now);
    town.engine.keep(|engine| engine.set_own(device, &new, None, now)).unwrap()
}

fn tried<S: ScopeStore>(town: &mut Town<S>, whose: &Whose) -> Tried {
    let now = town.now;
    town.engine.keep(|engine| engine.try_own(whose, now)).unwrap()
}

fn check<S: ScopeStore>(town: &mut Town<S>, whose: &Whose) -> Check {
    match tried(town, whose) {
        Tried::Check(check) => check,
        other => panic!("{other:?}"),
    }
}

fn come_in<S: ScopeStore>(
    town: &mut Town<S>,
    (org, name): (Uuid, &str),
    phrase: &str,
    code: u32,
) -> Result<PairingCode, Wrong> {
    let check = check(town, &Whose::Named(org, name.to_owned()));
    let (right, now) = (check.right(&Passphrase::typed(phrase), Some(code), town.now), town.now);
    town.engine.keep(|engine| engine.own_sign_in(&check, right, now)).unwrap()
}

fn details<S: ScopeStore>(town: &mut Town<S>) -> Vec<String> {
    let org = town.org;
    let rows = town.engine.store().audit_after(org, 0, 1000).unwrap();
    rows.into_iter()
        .map(|row| row.detail)
        .filter(|detail| detail.contains("second") || detail.contains("sign_in"))
        .collect()
}

fn both_factors_let_in_and_a_code_only_once<S: ScopeStore>(town: Town<S>) {
    let mut town = keyed(town);
    let (org, sam) = (town.org, town.counsellor);
    let own = device(&mut town, sam);
    assert_eq!(town.engine.own_of(own).unwrap(), OwnShown::NotSet);
    assert_eq!(town.engine.with_own().unwrap(), []);
    assert_eq!(set(&mut town, own, "sam", 1), Ok(()));
    let since = town.now;
    assert_eq!(town.engine.own_of(own).unwrap(), OwnShown::Set { name: "sam".into(), since, opens: true });
    assert_eq!(town.engine.with_own().unwrap(), [(org, "Testdorp".to_owned())]);
    // The code that showed the app is used up, the one after it is not; an hour later it is that hour's.
    let code = |at: i64| secret(1).code_at(at);
    let now = town.now;
    assert_eq!(come_in(&mut town, (org, "sam"), PHRASE, code(now)), Err(Wrong::Typed));
    let made = come_in(&mut town, (org, " Sam "), PHRASE, code(now + 30_000)).unwrap();
    assert_eq!((made.account, made.expires_at), (sam, now + MINUTE));
    let pair = PairRequest { code: made.code, label: "browser".into(), once: String::new() };
    assert_eq!(town.engine.pair(&pair, town.now).unwrap().account, sam);
    assert_eq!(come_in(&mut town, (org, "sam"), PHRASE, code(now + 30_000)), Err(Wrong::Typed), "twice");
    town.now += 60 * MINUTE;
    let now = town.now;
    assert_eq!(come_in(&mut town, (org, "sam"), PHRASE, code(now - 60_000)), Err(Wrong::Typed), "too old");
    assert!(come_in(&mut town, (org, "sam"), PHRASE, code(now)).is_ok());
    assert_eq!(
        come_in(&mut town, (org, "sam"), PHRASE, code(now - 30_000)),
        Err(Wrong::Typed),
        "before one that was used"
    );
    for (name, phrase, code) in [
        ("sam", "groene fiets op zolder", code(now + 30_000)),
        ("ko", PHRASE, code(now + 30_000)),
        ("", PHRASE, code(now + 30_000)),
    ] {
        assert_eq!(come_in(&mut town, (org, name), phrase, code), Err(Wrong::Typed), "{name}");
    }
    let nowhere = Uuid::from_u128(9);
    assert_eq!(come_in(&mut town, (nowhere, "sam"), PHRASE, code(now + 30_000)), Err(Wrong::Typed));
    let mut expected = vec!["second_factor_set"];
    expected.extend(["sign_in_refused"; 7]);
    assert_eq!(details(&mut town), expected);
}

fn who_guesses_waits_whether_anybody_has_the_name_or_not<S: ScopeStore>(town: Town<S>) {
    let mut town = keyed(town);
    let (org, sam) = (town.org, town.counsellor);
    let own = device(&mut town, sam);
    set(&mut town, own, "sam", 1).unwrap();
    let first = town.now;
    for name in ["sam", "nobody"] {
        town.now = first;
        let whose = Whose::Named(org, name.to_owned());
        for _ in 0..5 {
            assert_eq!(come_in(&mut town, (org, name), "fout en nog eens fout", 1), Err(Wrong::Typed));
        }
        assert!(matches!(tried(&mut town, &whose), Tried::Closed(MINUTE)), "{name}");
        town.now += MINUTE;
        assert_eq!(come_in(&mut town, (org, name), "fout en nog eens fout", 1), Err(Wrong::Typed));
        assert!(matches!(tried(&mut town, &whose), Tried::Closed(ms) if ms == 2 * MINUTE), "{name}");
    }
    // Right while it is closed is not looked at; after it, it is, and then all is forgotten.
    town.now += 2 * MINUTE;
    let code = secret(1).code_at(town.now);
    assert!(come_in(&mut town, (org, "sam"), PHRASE, code).is_ok());
    for _ in 0..4 {
        let _ = come_in(&mut town, (org, "sam"), "fout en nog eens fout", 1);
    }
    town.now += MINUTE;
    let code = secret(1).code_at(town.now);
    assert!(come_in(&mut town, (org, "sam"), PHRASE, code).is_ok(), "four are free");
    let closed = details(&mut town).iter().filter(|detail| *detail == "sign_in_closed").count();
    assert_eq!(closed, 4);
    // The way by an administrator stays open.
    for _ in 0..5 {
        let _ = come_in(&mut town, (org, "sam"), "fout en nog eens fout", 1);
    }
    town.pair(sam);
}

fn the_same_name_in_another_organisation_is_somebody_else<S: ScopeStore>(town: Town<S>) {
    let mut town = keyed(town);
    let (org, sam, ko) = (town.org, town.counsellor, town.coach);
    let elsewhere = town.engine.add_org("Elders", [programme("1")], NOW).unwrap();
    let bo = town.engine.add_staff(elsewhere, Role::Administrator, "Bo", NOW).unwrap();
    let (sams, kos, bos) = (device(&mut town, sam), device(&mut town, ko), device(&mut town, bo));
    assert_eq!(set(&mut town, sams, "sam", 1), Ok(()));
    assert_eq!(set(&mut town, bos, "sam", 2), Ok(()));
    assert_eq!(set(&mut town, kos, "sam", 3), Err(Wrong::NameTaken));
    let next = town.now + 30_000;
    assert_eq!(come_in(&mut town, (elsewhere, "sam"), PHRASE, secret(1).code_at(next)), Err(Wrong::Typed));
    assert_eq!(come_in(&mut town, (elsewhere, "sam"), PHRASE, secret(2).code_at(next)).unwrap().account, bo);
    for _ in 0..5 {
        let _ = come_in(&mut town, (elsewhere, "sam"), "fout en nog eens fout", 1);
    }
    assert_eq!(come_in(&mut town, (org, "sam"), PHRASE, secret(1).code_at(next)).unwrap().account, sam);
}

fn changing_and_ending_ask_for_one_of_the_two<S: ScopeStore>(town: Town<S>) {
    let mut town = keyed(town);
    let (org, sam) = (town.org, town.counsellor);
    let own = device(&mut town, sam);
    assert!(matches!(tried(&mut town, &Whose::Of(own)), Tried::NotSet));
    set(&mut town, own, "sam", 1).unwrap();
    assert_eq!(set(&mut town, own, "sam", 2), Err(Wrong::Typed), "without any");
    let shown = |town: &mut Town<S>, phrase: &str, code: Option<u32>| -> (Check, Right) {
        let check = check(town, &Whose::Of(own));
        let right = check.right(&Passphrase::typed(phrase), code, town.now);
        (check, right)
    };
    let now = town.now;
    let wrong = shown(&mut town, "iets heel anders dan dat", Some(secret(1).code_at(now)));
    let leave = |town: &mut Town<S>, shown: &(Check, Right)| {
        let now = town.now;
        town.engine.keep(|engine| engine.leave_own(own, Some(shown), now)).unwrap()
    };
    assert_eq!(leave(&mut town, &wrong), Err(Wrong::Typed), "a code that was used");
    // Another app, by the passphrase; then away with it, by a code of the new app.
    let by_phrase = shown(&mut town, PHRASE, None);
    let new = new_own("samira", 2, now);
    assert_eq!(town.engine.keep(|engine| engine.set_own(own, &new, Some(&by_phrase), now)).unwrap(), Ok(()));
    assert_eq!(come_in(&mut town, (org, "sam"), PHRASE, secret(1).code_at(now + 30_000)), Err(Wrong::Typed));
    assert_eq!(leave(&mut town, &by_phrase), Err(Wrong::Typed), "what was shown before the change");
    let by_code = shown(&mut town, "", Some(secret(2).code_at(now + 30_000)));
    assert_eq!(leave(&mut town, &by_code), Ok(()));
    assert_eq!(town.engine.own_of(own).unwrap(), OwnShown::NotSet);
    assert_eq!(
        town.engine.end_own(sam, now),
        Err(AdminError::Unknown("sign-in of its own with this account"))
    );
    set(&mut town, own, "sam", 3).unwrap();
    town.engine.end_own(sam, now).unwrap();
    assert_eq!(come_in(&mut town, (org, "sam"), PHRASE, secret(3).code_at(now + 30_000)), Err(Wrong::Typed));
    let ended = details(&mut town).iter().filter(|detail| *detail == "second_factor_ended").count();
    assert_eq!(ended, 2);
}

fn it_is_for_staff_without_a_provider_and_with_the_secret_beside_the_database<S: ScopeStore>(town: Town<S>) {
    let mut town = keyed(town);
    let (org, sam, client) = (town.org, town.counsellor, town.case.client);
    let (own, clients) = (device(&mut town, sam), device(&mut town, client));
    assert_eq!(town.engine.own_of(clients).unwrap(), OwnShown::NotTheirs);
    assert_eq!(set(&mut town, clients, "noor", 1), Err(Wrong::NotTheirs));
    set(&mut town, own, "sam", 1).unwrap();
    let code = secret(1).code_at(town.now + 30_000);
    // A provider comes: its word is the way from then on.
    let (issuer, client_id, home) =
        ("https://id.example".into(), "opstap".into(), "https://o.example".into());
    let (proof, for_whom, acr) = (Proof::Key, ForWhom::Staff, vec!["any".to_owned()]);
    let (step_up, called) = (Vec::new(), String::new());
    let row = ProviderRow { org, issuer, client_id, proof, acr, home, for_whom, step_up, called };
    // One of clients is nothing to them.
    let broker = ProviderRow { for_whom: ForWhom::Clients, called: "DigiD".into(), ..row.clone() };
    town.engine.set_provider(&broker, town.now).unwrap();
    assert!(matches!(town.engine.own_of(own).unwrap(), OwnShown::Set { .. }));
    town.engine.set_provider(&row, town.now).unwrap();
    assert_eq!(town.engine.own_of(own).unwrap(), OwnShown::NotTheirs);
    assert_eq!(town.engine.with_own().unwrap(), []);
    assert_eq!(come_in(&mut town, (org, "sam"), PHRASE, code), Err(Wrong::Typed));
    town.engine.drop_provider(org, ForWhom::Staff, town.now).unwrap();
    // The database came back beside another secret: said to who has the passphrase, and to nobody else.
    let Town { engine, org, counsellor, coach, case, now } = town;
    let engine = engine.with_blob_keys(BlobKeys::new([8; 32]));
    let mut town = Town { engine, org, counsellor, coach, case, now };
    assert_eq!(come_in(&mut town, (org, "sam"), PHRASE, code), Err(Wrong::Unopened));
    assert_eq!(come_in(&mut town, (org, "sam"), "groene fiets op zolder", code), Err(Wrong::Typed));
    assert!(matches!(town.engine.own_of(own).unwrap(), OwnShown::Set { opens: false, .. }));
    // Somebody whose device was ended sets nothing up.
    town.engine.revoke_device(own, town.now).unwrap();
    assert_eq!(set(&mut town, own, "sam", 2), Err(Wrong::NotTheirs));
}

suite!(
    100;
    both_factors_let_in_and_a_code_only_once,
    who_guesses_waits_whether_anybody_has_the_name_or_not,
    the_same_name_in_another_organisation_is_somebody_else,
    changing_and_ending_ask_for_one_of_the_two,
    it_is_for_staff_without_a_provider_and_with_the_secret_beside_the_database,
);
