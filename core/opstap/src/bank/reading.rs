//! A file as its bank wrote it: read whole into memory, or refused with reasons in words.

use std::io::Read;

use opstap_bank::{Fault, Faults, Order, Outcome, Reason, Summary, Transaction};
use opstap_content::{Value as Word, Words};
use opstap_domain::order;

use super::{BankAccount, BankFault, BankImport, told};

/// The most transactions of one file that are kept: some twenty years of a household.
pub const BANK_ROWS_MAX: usize = 50_000;

/// Reads a file of a bank and keeps nothing: it needs no device that is paired. With faults it was refused.
#[must_use]
pub fn read_bank_file(input: &mut dyn Read, words: &Words) -> BankImport {
    let (mut import, all) = read(input, words);
    (import.new, import.dry_run) = (all.len(), true);
    import
}

/// What a file says, and its transactions, the oldest first; none when it was refused.
pub(super) fn read(input: &mut dyn Read, words: &Words) -> (BankImport, Vec<Transaction>) {
    let mut all = Vec::new();
    let mut over = false;
    let outcome = opstap_bank::read(input, &mut |one| {
        over = all.len() >= BANK_ROWS_MAX;
        if !over {
            all.push(one);
        }
    });
    match outcome {
        Outcome::Refused(faults) => (refused(words, &faults), Vec::new()),
        Outcome::Whole(_) if over => {
            let fault = Fault { line: 0, reason: Reason::FileTooLarge };
            (refused(words, &Faults::from(fault)), Vec::new())
        }
        Outcome::Whole(summary) => {
            if summary.order == Order::NewestFirst {
                all.reverse();
            }
            // Statements of two accounts stand behind each other; within a day the order of the file stays.
            order::sort_by_key(&mut all, |one| one.date);
            (whole(words, &summary, &all), all)
        }
    }
}

fn whole(words: &Words, summary: &Summary, all: &[Transaction]) -> BankImport {
    let accounts: Vec<BankAccount> = summary
        .accounts
        .iter()
        .map(|account| BankAccount {
            own: account.own_iban.clone(),
            opening_cents: account.opening.map(|cents| cents.0),
            closing_cents: account.closing.map(|cents| cents.0),
        })
        .collect();
    let single = if let [single] = accounts.as_slice() { Some(single.clone()) } else { None };
    let mut transactions: Vec<_> = all.iter().map(|one| told(words, one)).collect();
    if single.is_none() {
        for (shown, one) in transactions.iter_mut().zip(all) {
            shown.own = Some(one.own_iban.clone());
        }
    }
    BankImport {
        format: Some(summary.format.code()),
        own: single.as_ref().map(|account| account.own.clone()),
        opening_cents: single.as_ref().and_then(|account| account.opening_cents),
        closing_cents: single.as_ref().and_then(|account| account.closing_cents),
        accounts,
        first_date: all.first().map(|one| one.date),
        last_date: all.last().map(|one| one.date),
        transactions,
        ..BankImport::default()
    }
}

fn refused(words: &Words, faults: &Faults) -> BankImport {
    let list = faults.list.iter().map(|fault| {
        let code = fault.reason.code();
        let reason = words.text(&format!("bank-fault-{}", code.replace('_', "-")));
        let text = if fault.line == 0 {
            reason
        } else {
            let line = i64::try_from(fault.line).unwrap_or(i64::MAX);
            words.text_with("bank-fault-line", &[("line", line.into()), ("reason", Word::from(reason))])
        };
        BankFault { line: fault.line, code, text }
    });
    BankImport { faults: list.collect(), more_faults: faults.more, ..BankImport::default() }
}
