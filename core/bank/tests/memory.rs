//! A file of a hundred megabytes goes through in little memory. Alone in its process, which is what is measured.
#![cfg(target_os = "linux")]
#![allow(missing_docs, clippy::expect_used, clippy::unwrap_used)]

use std::io::{self, Read};

use opstap_bank::{Outcome, read};

const FILE_BYTES: u64 = 100 * 1024 * 1024;
const MEMORY_KB: u64 = 64 * 1024;

#[test]
fn a_hundred_megabytes_take_less_than_sixty_four() {
    let (mut handed, input) = (0_u64, Rows { left: Vec::new(), at: 0, row: 0, given: 0 });
    let outcome = read(input, &mut |_| handed += 1);
    let Outcome::Whole(summary) = outcome else { unreachable!("the file is good: {outcome:?}") };
    assert_eq!(summary.transactions, handed);
    assert_eq!(summary.accounts[0].closing.unwrap().0, i64::try_from(handed).unwrap());
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let peak: u64 = peak.trim().trim_end_matches(" kB").parse().unwrap();
    assert!(peak < MEMORY_KB, "{peak} kB");
}

/// One cent a row, written while it is read.
struct Rows {
    left: Vec<u8>,
    at: usize,
    row: u64,
    given: u64,
}

impl Read for Rows {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at == self.left.len() {
            if self.given > FILE_BYTES {
                return Ok(0);
            }
            self.left = if self.row == 0 {
                b"Datum;Naam / Omschrijving;Rekening;Tegenrekening;Code;Af Bij;Bedrag;Mededelingen;Saldo na mutatie\n".to_vec()
            } else {
                let (euros, cents, text) = (self.row / 100, self.row % 100, "x".repeat(400));
                format!("20260928;A;NL20INGB0001234567;;OV;Bij;0,01;{text};{euros},{cents:02}\n").into_bytes()
            };
            (self.at, self.row) = (0, self.row + 1);
        }
        let count = into.len().min(self.left.len() - self.at);
        into[..count].copy_from_slice(&self.left[self.at..self.at + count]);
        self.at += count;
        self.given += count as u64;
        Ok(count)
    }
}
