//! Whatever comes over a stream of nudges, in whatever pieces: the same is heard, no more than was said.
#![no_main]
#![allow(missing_docs)]

use libfuzzer_sys::fuzz_target;
use opstap_sync::nudge::Events;

fuzz_target!(|input: (u8, &[u8])| {
    let (piece, bytes) = input;
    let whole = Events::default().take(bytes);
    let (mut events, mut heard, mut retry) = (Events::default(), 0, None);
    for part in bytes.chunks(usize::from(piece).max(1)) {
        let part = events.take(part);
        heard += part.events;
        retry = part.retry_ms.or(retry);
    }
    assert_eq!((heard, retry), (whole.events, whole.retry_ms));
    let lines = bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() as u64;
    assert!(heard <= lines / 2, "an event has a line with data and an empty one");
});
