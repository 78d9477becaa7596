//! Do the balances add up? Rows may run either way in time, so both ways are followed until one is left.

use opstap_domain::{Cents, Date};

use crate::{AccountSummary, Fault, Order, Reason, Transaction};

/// One account while its rows go by.
pub(crate) struct Running {
    own: String,
    first: Step,
    last: Step,
    oldest_broke: Option<u64>,
    newest_broke: Option<u64>,
}

#[derive(Clone, Copy)]
struct Step {
    date: Date,
    amount: Cents,
    balance: Option<Cents>,
}

impl Running {
    pub(crate) fn begin(one: &Transaction) -> Self {
        let step = Step::of(one);
        Self { own: one.own_iban.clone(), first: step, last: step, oldest_broke: None, newest_broke: None }
    }

    pub(crate) fn own(&self) -> &str {
        &self.own
    }

    /// Takes the next row of the account, in the order of the file.
    pub(crate) fn take(&mut self, one: &Transaction, line: u64) {
        let next = Step::of(one);
        let both = self.last.balance.zip(next.balance);
        if let Some((before, after)) = both {
            if before.checked_add(next.amount) != Some(after) {
                self.oldest_broke.get_or_insert(line);
            }
            if after.checked_add(self.last.amount) != Some(before) {
                self.newest_broke.get_or_insert(line);
            }
        }
        self.last = next;
    }

    /// The account's balances and order, or the line where the better of both readings breaks.
    pub(crate) fn end(self, usual: Order) -> Result<(AccountSummary, Order), Fault> {
        let order = match (self.oldest_broke, self.newest_broke) {
            (Some(one), Some(other)) => {
                return Err(Fault { line: one.max(other), reason: Reason::BalanceBroken });
            }
            (None, Some(_)) => Order::OldestFirst,
            (Some(_), None) => Order::NewestFirst,
            (None, None) if self.first.date < self.last.date => Order::OldestFirst,
            (None, None) if self.first.date > self.last.date => Order::NewestFirst,
            (None, None) => usual,
        };
        let (oldest, newest) = match order {
            Order::OldestFirst => (self.first, self.last),
            Order::NewestFirst => (self.last, self.first),
        };
        let opening = oldest.balance.and_then(|after| after.checked_sub(oldest.amount));
        Ok((AccountSummary { own_iban: self.own, opening, closing: newest.balance }, order))
    }
}

impl Step {
    fn of(one: &Transaction) -> Self {
        Self { date: one.date, amount: one.amount, balance: one.balance_after }
    }
}
