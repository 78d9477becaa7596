//! How large an answer gets: what a weak network has to bring over in one piece.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use opstap_content::Package;
use opstap_domain::ids::Role;
use opstap_server::engine::{ContentItem, Engine, NewCase};
use opstap_sync::wire::{LIMITS, PairRequest, SyncRequest};
use serde_json::json;

const NOW: i64 = 1_795_000_000_000;
const CASES: usize = 700;
/// Around the records and the grants: numbers, a checkpoint, a receipt.
const AROUND: usize = 4096;

/// A helper with many cases is told of all of them in the first answer; that counts as well.
#[test]
fn no_answer_of_a_first_reading_is_larger_than_a_page() {
    let mut engine = Engine::open_in_memory(5).unwrap();
    let content = Package::embedded().unwrap().records().into_iter().map(ContentItem::from);
    let org = engine.add_org("Testdorp", content, NOW).unwrap();
    let counsellor = engine.add_staff(org, Role::Counsellor, "Sam", NOW).unwrap();
    for _ in 0..CASES {
        let new = NewCase { org, client: "Noor", counsellor, coaches: &[], programme: None };
        engine.open_case(new, NOW).unwrap();
    }
    let code = engine.pairing_code(counsellor, NOW).unwrap().code;
    let device =
        engine.pair(&PairRequest { code, label: "tablet".into(), once: String::new() }, NOW).unwrap().device;
    let request = json!({ "proto": 1, "schema": 1, "dev": device.id, "n": 0, "ack": 0 });
    let mut request: SyncRequest = serde_json::from_value(request).unwrap();
    let (mut records, mut grants) = (0, 0);
    loop {
        let answer = engine.round(device.id, &request, NOW).unwrap();
        let bytes = serde_json::to_vec(&answer).unwrap().len();
        assert!(bytes <= LIMITS.page_bytes + AROUND, "{bytes} bytes");
        grants += answer.grants.as_ref().map_or(0, Vec::len);
        records += answer.chg.iter().map(|page| page.recs.len()).sum::<usize>();
        request.ge = answer.ge;
        request.ck.clone_from(&answer.ck);
        request.epoch = if answer.epoch.is_empty() { request.epoch } else { answer.epoch };
        if !answer.chg.iter().any(|page| page.more) {
            break;
        }
    }
    assert!(grants > 2 * CASES && records > CASES, "{grants} grants, {records} records");
}
