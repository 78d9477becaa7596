//! Whatever content a server sends: what is whole can be used, and the rest is left out with a reason.
#![no_main]
#![allow(clippy::unwrap_used, missing_docs)]

use libfuzzer_sys::{Corpus, fuzz_target};
use opstap_content::Package;
use serde_json::Value;

fuzz_target!(|text: &[u8]| -> Corpus {
    let Ok(records) = serde_json::from_slice::<Vec<(String, Value)>>(text) else { return Corpus::Reject };
    let all = records.len();
    let package = Package::from_records(records).package;
    assert!(package.records().len() <= all);
    let again = Package::from_records(package.records().into_iter().map(|record| (record.kind, record.body)));
    assert!(again.skipped.is_empty(), "what was taken once is taken again: {:?}", again.skipped);
    let _ = (package.templates(), package.budget_content(), package.tip_book(), package.digest());
    Corpus::Keep
});
