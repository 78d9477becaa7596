//! Whatever comes into a mailbox: read to an end, with nothing of it in a log, and no name that is none of ours.
#![no_main]
#![allow(missing_docs)]

use libfuzzer_sys::fuzz_target;
use opstap_server::delivery::{Answer, Said};

fuzz_target!(|raw: &[u8]| {
    let Some(answer) = Answer::read(raw) else { return };
    assert!(!answer.name.is_empty());
    for reference in &answer.to {
        let plain = reference.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
        assert!(plain && reference.len() == 32, "a reference of ours");
    }
    if let Said::Words { words, files, .. } = &answer.said {
        assert!(files.len() <= 5 && files.iter().all(|file| file.bytes.len() <= raw.len()), "more than came");
        assert!(words.lines().all(|line| !line.starts_with('>')), "what is repeated is left out");
    }
    assert!(!format!("{answer:?}").contains('@'), "an address in a log");
});
