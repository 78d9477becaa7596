//! What leaves the object store, and when. Time is an argument.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod town;

use std::collections::BTreeMap;

use opstap_server::blobs::{BlobKeys, Place, Vault};
use opstap_server::engine::Engine;
use opstap_server::sweep::{HALF_MS, UNKNOWN_MS, sweep, sweep_unknown};
use opstap_server::writer::Writer;
use opstap_sync::blob::BlobRequest;
use opstap_sync::op::Change;
use serde_json::json;
use town::{DAY, Town};
use uuid::Uuid;

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_knows_goes_after_a_month_and_what_stands_still_after_a_week() {
    let folder = tempfile::tempdir().unwrap();
    let keys = BlobKeys::new([4; 32]);
    let vault = Vault::folder(folder.path(), keys.clone()).unwrap();
    let mut town = Town::new(Engine::open_in_memory(1).unwrap().with_blob_keys(keys.clone()));
    let mut phone = town.client();
    let (together, id) = (town.together(), Uuid::from_u128(71));
    town.sync(&mut phone);
    let content = json!({ "size": 5, "media": "image/png", "hash": "0a".repeat(32) });
    let units = BTreeMap::from([("content".into(), content), ("author".into(), json!(phone.account))]);
    phone.act(together, id, "file", Change::New(units));
    town.sync(&mut phone);
    // The object store's clock is the real one.
    let now = opstap_server::serve::now_ms();
    let h = phone.grants.iter().find(|grant| grant.scope == together).unwrap().h;
    let request = BlobRequest { dev: phone.memory.device.unwrap(), h, id };
    let asked = town.engine.keep(|engine| engine.blob_by_token(&phone.token, &request, now));
    let known = asked.unwrap().unwrap().place;
    let unknown = Place { at: keys.place(together, Uuid::from_u128(72)), ..known.clone() };
    for place in [&known, &unknown] {
        vault.put(place, 0, b"bytes").await.unwrap();
    }
    let (writer, thread) = Writer::together(town.engine).unwrap();
    assert_eq!(sweep_unknown(&writer, &vault, now).await, Ok(0));
    assert_eq!(sweep_unknown(&writer, &vault, now + UNKNOWN_MS - DAY).await, Ok(0));
    assert_eq!(sweep_unknown(&writer, &vault, now + UNKNOWN_MS + DAY).await, Ok(1));
    assert_eq!(vault.get(&unknown, 0).await, Ok(None));
    assert_eq!(vault.get(&known, 0).await, Ok(Some(b"bytes".to_vec())));
    assert_eq!(sweep(&writer, &vault, now + HALF_MS - DAY).await, Ok(0));
    assert_eq!(sweep(&writer, &vault, now + HALF_MS + DAY).await, Ok(1));
    assert_eq!(vault.get(&known, 0).await, Ok(None));
    assert_eq!(sweep(&writer, &vault, now + HALF_MS + DAY).await, Ok(0), "and its row");
    drop(writer);
    thread.join().unwrap();
}
