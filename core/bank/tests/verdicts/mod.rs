//! What became of a file that a test wrote.

use opstap_bank::{Outcome, Reason, Transaction, read, read_all};

/// The transactions of a file that has to be read whole.
pub(crate) fn whole(file: &str) -> Vec<Transaction> {
    read_all(file.as_bytes()).unwrap().transactions
}

/// Lines and reasons; none for a file that was read whole.
pub(crate) fn reasons(file: &str) -> Vec<(u64, Reason)> {
    match read(file.as_bytes(), &mut |_| {}) {
        Outcome::Whole(_) => Vec::new(),
        Outcome::Refused(faults) => faults.list.iter().map(|fault| (fault.line, fault.reason)).collect(),
    }
}
