//! Whatever somebody picks as a file of their bank: all of it, adding up to the cent, or nothing.
#![no_main]
#![allow(missing_docs)]

use std::io::Read;

use libfuzzer_sys::fuzz_target;
use opstap_bank::{Notation, Outcome, Transaction, Verdict, compare, parse_amount, read};

/// So few that comparing each with each takes no time.
const COMPARED_MAX: usize = 200;

fuzz_target!(|input: (u8, &[u8])| {
    let (piece, bytes) = input;
    let (outcome, all) = taken(bytes);
    let pieces = Pieces { left: bytes, size: usize::from(piece).max(1) };
    assert_eq!(taken(pieces), (outcome.clone(), all.clone()), "the same, however it comes");
    match outcome {
        Outcome::Refused(faults) => {
            assert!(!faults.list.is_empty());
            let lines = bytes.iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
            assert!(faults.list.iter().all(|fault| fault.line <= lines), "a line of the file");
        }
        Outcome::Whole(summary) => {
            assert_eq!(summary.transactions, all.len() as u64);
            for account in &summary.accounts {
                let own = all.iter().filter(|one| one.own_iban == account.own_iban);
                let sum: i128 = own.map(|one| i128::from(one.amount.0)).sum();
                if let Some((opening, closing)) = account.opening.zip(account.closing) {
                    assert_eq!(i128::from(opening.0) + sum, i128::from(closing.0));
                }
            }
            if all.len() <= COMPARED_MAX {
                let known = compare(&all, &all);
                assert!(
                    known.iter().all(|verdict| matches!(verdict, Verdict::Same(_))),
                    "what is known is known"
                );
            }
        }
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = parse_amount(text, Notation::Either);
    }
});

fn taken(input: impl Read) -> (Outcome, Vec<Transaction>) {
    let mut all = Vec::new();
    let outcome = read(input, &mut |one| all.push(one));
    (outcome, all)
}

/// A file that comes a few bytes at a time.
struct Pieces<'a> {
    left: &'a [u8],
    size: usize,
}

impl Read for Pieces<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = self.size.min(into.len()).min(self.left.len());
        into[..count].copy_from_slice(&self.left[..count]);
        self.left = &self.left[count..];
        Ok(count)
    }
}
