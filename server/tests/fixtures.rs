//! A fixture of every released schema of the server's database: it is opened and goes on where it was.
//!
//! To write the fixture of a new schema once, before its release: `OPSTAP_WRITE_FIXTURES=1 cargo test -p
//! opstap-server --test fixtures`. A fixture that was released is never written again.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod town;

use std::fs;
use std::path::{Path, PathBuf};

use opstap_server::data::DataDir;
use opstap_server::store::ScopeStore as _;
use opstap_sync::wire::PairRequest;
use serde_json::json;
use town::{NOW, Phone, Town};

const FILES: [&str; 4] = ["opstap.db", "secret/db.key", "secret/receipt.key", "secret/incarnation"];

fn fixture(schema: u32) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/schema-{schema}"))
}

/// A town with a budget line and a message, and a pairing code that was not used.
fn write(folder: &Path) {
    let mut town = Town::new(DataDir::at(folder).unwrap().start().unwrap());
    let mut phone = town.client();
    town.sync(&mut phone);
    phone.line(town.money(), 1, 60_000);
    town.sync(&mut phone);
    town.engine.store().checkpoint().unwrap();
    let known = json!({ "client": town.case.client, "case": town.case.case });
    drop(town);
    fs::write(folder.join("known.json"), known.to_string()).unwrap();
}

#[test]
fn every_released_schema_is_opened_and_answers_a_round() {
    let kept = fixture(1);
    if std::env::var_os("OPSTAP_WRITE_FIXTURES").is_some() && !kept.join("opstap.db").exists() {
        fs::create_dir_all(&kept).unwrap();
        write(&kept);
    }
    let copy = tempfile::tempdir().unwrap();
    fs::create_dir(copy.path().join("secret")).unwrap();
    for name in FILES {
        fs::copy(kept.join(name), copy.path().join(name)).unwrap();
    }
    let known: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(kept.join("known.json")).unwrap()).unwrap();
    let id = |name: &str| known[name].as_str().unwrap().parse::<uuid::Uuid>().unwrap();
    let mut engine = DataDir::at(copy.path()).unwrap().start().unwrap();
    let code = engine.pairing_code(id("client"), NOW).unwrap().code;
    let paired = engine.pair(&PairRequest { code, label: "phone".into(), once: String::new() }, NOW).unwrap();
    let mut phone = Phone::new(id("client"), paired.device);
    let money = opstap_domain::ids::ScopeId::new(id("case"), opstap_domain::ids::Compartment::Money);
    for n in 0..5 {
        let request = phone.request();
        let answer = engine.round(phone.memory.device.unwrap(), &request, NOW + n).unwrap();
        phone.take(&request, answer);
        if n == 2 {
            assert_eq!(phone.cents(money, 1), Some(60_000));
            phone.set_line(money, 1, 61_000);
        }
    }
    assert!(phone.pending.is_empty() && phone.held.is_empty());
    assert_eq!(phone.cents(money, 1), Some(61_000));
    assert_eq!(phone.kinds("case"), 1);
    // A compartment that came later: the client gets it, once.
    drop(engine);
    let mut engine = DataDir::at(copy.path()).unwrap().start().unwrap();
    let own = opstap_domain::ids::ScopeId::new(id("case"), opstap_domain::ids::Compartment::Own);
    let grants = engine.store().grants_of_scope(own).unwrap();
    assert_eq!(grants.iter().map(|row| row.account).collect::<Vec<_>>(), [id("client")]);
}
