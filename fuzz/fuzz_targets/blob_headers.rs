//! Whatever the headers of a request for a file say: a part of it, all of it, or that there is nothing of the kind.
//! And whatever the device reads of an answer: a place that can stand in an address, or none.
#![no_main]
#![allow(missing_docs)]

use libfuzzer_sys::fuzz_target;
use opstap_server::http::blob_headers::{Wanted, offset, tag, wanted};
use opstap_sync::blob::{BlobPlace, BlobRequest, PART_BYTES, ScopeKey, media_of, part, part_at, parts};

fuzz_target!(|input: (u64, &str, &str, &str, &[u8])| {
    let (size, range, if_range, number, bytes) = input;
    let (size, tag) = (size.max(1), tag("0a0b"));
    match wanted(Some(range), None, &tag, size) {
        Wanted::Part(part) => assert!(part.start < part.end && part.end <= size),
        Wanted::Whole | Wanted::Beyond => {}
    }
    let with_tag = wanted(Some(range), Some(if_range), &tag, size);
    assert!(with_tag == Wanted::Whole || if_range.trim() == tag);
    assert_eq!(wanted(None, Some(if_range), &tag, size), Wanted::Whole);
    if let Some(offset) = offset(Some(number)) {
        assert!(number.trim().bytes().all(|digit| digit.is_ascii_digit()));
        if let Some(n) = part_at(size, offset) {
            let here = part(size, n);
            assert_eq!(here.start, offset);
            assert_eq!(here.is_empty(), offset == size);
            assert!(here.end - here.start <= PART_BYTES && n <= parts(size));
        }
    }
    let _ = media_of(bytes);
    let _ = serde_json::from_slice::<BlobRequest>(bytes);
    let _ = serde_json::from_slice::<BlobPlace>(bytes);
    if let Ok(key) = serde_json::from_slice::<ScopeKey>(bytes) {
        assert_eq!(format!("{key:?}"), "ScopeKey(…)", "the key is a secret");
    }
});
