//! A document of a hundred megabytes goes through in little memory. Alone in its process, which is what is measured.
#![cfg(target_os = "linux")]
#![allow(missing_docs, clippy::expect_used, clippy::unwrap_used)]

use std::io::{self, Read};

use opstap_bank::{Outcome, read};

const FILE_BYTES: u64 = 100 * 1024 * 1024;
const ENTRIES: u64 = 230_000;
const MEMORY_KB: u64 = 64 * 1024;

#[test]
fn a_hundred_megabytes_take_less_than_sixty_four() {
    let (mut handed, mut input) = (0_u64, Document { left: Vec::new(), at: 0, piece: 0, given: 0 });
    let outcome = read(&mut input, &mut |_| handed += 1);
    let Outcome::Whole(summary) = outcome else { unreachable!("the file is good: {outcome:?}") };
    assert_eq!((summary.transactions, handed), (ENTRIES, ENTRIES));
    assert!(input.given > FILE_BYTES, "{}", input.given);
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let peak: u64 = peak.trim().trim_end_matches(" kB").parse().unwrap();
    assert!(peak < MEMORY_KB, "{peak} kB");
}

/// One cent an entry, all on one line, written while it is read.
struct Document {
    left: Vec<u8>,
    at: usize,
    piece: u64,
    given: u64,
}

impl Read for Document {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at == self.left.len() {
            let balance = |code: &str, cents: u64| {
                format!(
                    "<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{}.{:02}</Amt><CdtDbtInd>CRDT\
                     </CdtDbtInd></Bal>",
                    cents / 100,
                    cents % 100
                )
            };
            let text = match self.piece {
                0 => format!(
                    "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><Stmt><Acct><Id>\
                     <IBAN>NL20INGB0001234567</IBAN></Id></Acct>{}{}",
                    balance("OPBD", 0),
                    balance("CLBD", ENTRIES)
                ),
                1..=ENTRIES => format!(
                    "<Ntry><Amt Ccy=\"EUR\">0.01</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>\
                     2026-09-28</Dt></BookgDt><NtryDtls><TxDtls><RmtInf><Ustrd>{0}</Ustrd><Ustrd>{0}</Ustrd></RmtInf>\
                     </TxDtls></NtryDtls></Ntry>",
                    "x".repeat(140)
                ),
                other if other == ENTRIES + 1 => "</Stmt></BkToCstmrStmt></Document>".to_owned(),
                _ => return Ok(0),
            };
            (self.left, self.at, self.piece) = (text.into_bytes(), 0, self.piece + 1);
        }
        let count = into.len().min(self.left.len() - self.at);
        into[..count].copy_from_slice(&self.left[self.at..self.at + count]);
        self.at += count;
        self.given += count as u64;
        Ok(count)
    }
}
