//! Messages as every released version writes them, kept as files: they must be read for ever.
//!
//! A file is never changed after the release of its version; a new version adds a folder. Messages of the newest
//! version are also written again: what this build says is what the files say.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use std::fs;
use std::path::{Path, PathBuf};

use opstap_sync::PROTO;
use opstap_sync::blob::{BlobPlace, BlobRequest};
use opstap_sync::history::{HistoryRequest, HistoryResponse};
use opstap_sync::op::Change;
use opstap_sync::wire::{PairRequest, PairResponse, Problem, SyncRequest, SyncResponse};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

fn read<T: DeserializeOwned>(path: &Path) -> T {
    let text = fs::read_to_string(path).unwrap();
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn passes<T: DeserializeOwned + Serialize>(path: &Path, newest: bool) {
    let message: T = read(path);
    if newest {
        let kept: Value = read(path);
        assert_eq!(serde_json::to_value(&message).unwrap(), kept, "{}", path.display());
    }
}

#[test]
fn every_message_of_every_released_version_is_read() {
    let mut count = 0;
    for version in 1..=PROTO {
        for entry in fs::read_dir(golden().join(version.to_string())).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let newest = version == PROTO;
            match name.as_str() {
                name if name.starts_with("request-") => passes::<SyncRequest>(&path, newest),
                name if name.starts_with("response") => passes::<SyncResponse>(&path, newest),
                name if name.starts_with("problem-") => passes::<Problem>(&path, newest),
                "pair-request" => passes::<PairRequest>(&path, newest),
                "pair-response" => passes::<PairResponse>(&path, newest),
                "history-request" => passes::<HistoryRequest>(&path, newest),
                "history-response" => passes::<HistoryResponse>(&path, newest),
                "blob-request" => passes::<BlobRequest>(&path, newest),
                "blob-place" => passes::<BlobPlace>(&path, newest),
                other => panic!("nobody reads {other}"),
            }
            count += 1;
        }
    }
    assert!(count >= 15, "{count} files");
}

#[test]
fn what_the_messages_mean_stays() {
    let folder = golden().join("1");
    let push: SyncRequest = read(&folder.join("request-push.json"));
    assert_eq!((push.schema, push.ops.len(), push.cur[0]), (1, 4, (3, 1201)));
    assert!(matches!(&push.ops[0].change, Change::New(units) if units.len() == 2));
    let Change::Set(writes) = &push.ops[1].change else { panic!("a set") };
    assert_eq!(writes["amount"].saw.unwrap().to_string(), "5babb131393e.2");
    assert_eq!((push.ops[1].tx, push.ops[2].knew), (Some(2), Some(1_795_000_000_000)));
    let erase: SyncRequest = read(&folder.join("request-erase-and-compare.json"));
    assert!(erase.ops[0].change.is_blank() && erase.ops[1].change == Change::Erase {});
    let rescue: SyncRequest = read(&folder.join("request-rescue.json"));
    let Change::Rescue(units) = &rescue.ops[0].change else { panic!("a rescue") };
    assert_eq!(units["body"].d.n, 3);
    let answer: SyncResponse = read(&folder.join("response.json"));
    let units = answer.chg[0].recs[0].units();
    assert_eq!(units["amount"].1.to_string(), "5babb131393e.3");
    assert_eq!(units["a_unit_of_tomorrow"].0["x"][1], 2);
    assert_eq!(answer.chg[0].recs[2].er, Some(1_795_000_000_000));
}

/// Unknown fields are passed over, an unknown change is kept as it was sent, and those around it are read.
#[test]
fn a_request_of_a_newer_version_loses_nothing() {
    let path = golden().join("newer/request.json");
    let request: SyncRequest = read(&path);
    assert_eq!(request.ops.iter().map(|op| op.n).collect::<Vec<_>>(), [1, 2, 3]);
    assert!(matches!(&request.ops[0].change, Change::New(units) if units.contains_key("a_unit")));
    let raw: Value = read(&path);
    assert_eq!(request.ops[1].change, Change::Newer(raw["ops"][1].clone()));
    // As an engine keeps it.
    let kept = serde_json::to_string(&request.ops[1]).unwrap();
    assert_eq!(serde_json::from_str::<opstap_sync::wire::WireOp>(&kept).unwrap(), request.ops[1]);
    let hostile = "{\"proto\":1,\"dev\":\"1\",\"n\":1,\"ops\":[{\"n\":1,\"fold\":{}}]}";
    assert!(
        serde_json::from_str::<SyncRequest>(hostile).is_err(),
        "without a number, a uid and a place it is none"
    );
}
