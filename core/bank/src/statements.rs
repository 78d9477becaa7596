//! Formats that tell a balance before and one after: do they add up, and does one statement follow on another?

use opstap_domain::{Cents, Date};

use crate::{AccountSummary, Fault, Faults, Format, Order, ROWS_MAX, Reason, Summary, Transaction};

/// The most accounts in one file.
const ACCOUNTS_MAX: usize = 64;

/// A file of statements on its way in.
pub(crate) struct Statements<'a> {
    sink: &'a mut dyn FnMut(Transaction),
    faults: Faults,
    accounts: Vec<Joined>,
    open: Open,
    count: u64,
    dates: Option<(Date, Date)>,
    full: bool,
}

/// The statement that is being read.
#[derive(Default)]
struct Open {
    own: Option<String>,
    opening: Option<Cents>,
    closing: Option<Cents>,
    sum: Cents,
}

/// The statements of one account so far.
struct Joined {
    own: String,
    first: (Cents, Cents),
    last: (Cents, Cents),
    oldest_broke: Option<u64>,
    newest_broke: Option<u64>,
}

impl<'a> Statements<'a> {
    pub(crate) fn new(sink: &'a mut dyn FnMut(Transaction)) -> Self {
        let (faults, accounts, open) = (Faults::default(), Vec::new(), Open::default());
        Self { sink, faults, accounts, open, count: 0, dates: None, full: false }
    }

    pub(crate) fn fault(&mut self, line: u64, reason: Reason) {
        self.faults.add(Fault { line, reason });
    }

    /// Begins a statement; what was known of the one before is gone.
    pub(crate) fn begin(&mut self) {
        self.open = Open::default();
    }

    pub(crate) fn set_own(&mut self, own: Option<String>, line: u64) {
        match own {
            Some(own) if self.open.own.is_none() => self.open.own = Some(own),
            _ => self.fault(line, Reason::OwnAccount),
        }
    }

    pub(crate) fn own(&self) -> Option<&str> {
        self.open.own.as_deref()
    }

    pub(crate) fn set_opening(&mut self, opening: Cents, line: u64) {
        if self.open.opening.replace(opening).is_some() {
            self.fault(line, Reason::Balance);
        }
    }

    pub(crate) fn set_closing(&mut self, closing: Cents, line: u64) {
        if self.open.closing.replace(closing).is_some() {
            self.fault(line, Reason::Balance);
        }
    }

    /// Takes the next transaction of the statement.
    pub(crate) fn take(&mut self, one: Transaction, line: u64) {
        self.count += 1;
        match self.open.sum.checked_add(one.amount) {
            Some(sum) => self.open.sum = sum,
            None => self.fault(line, Reason::Amount),
        }
        if self.count > ROWS_MAX {
            self.overflow(line);
        }
        let first = self.dates.map_or(one.date, |(first, _)| first);
        self.dates = Some((first, one.date));
        if self.faults.list.is_empty() {
            (self.sink)(one);
        }
    }

    /// Whether the file is larger than anybody's; the rest of it need not be read.
    pub(crate) fn is_full(&self) -> bool {
        self.full
    }

    fn overflow(&mut self, line: u64) {
        if !self.full {
            self.fault(line, Reason::FileTooLarge);
        }
        self.full = true;
    }

    /// Ends a statement: what it began with and what came and went is what it ends with.
    pub(crate) fn close(&mut self, line: u64) {
        let open = std::mem::take(&mut self.open);
        let Some(own) = open.own else { return self.fault(line, Reason::OwnAccount) };
        let Some(both) = open.opening.zip(open.closing) else { return self.fault(line, Reason::Balance) };
        if !self.faults.list.is_empty() {
            return; // What was left out breaks the balances by itself.
        }
        if both.0.checked_add(open.sum) != Some(both.1) {
            return self.fault(line, Reason::BalanceBroken);
        }
        if let Some(account) = self.accounts.iter_mut().find(|account| account.own == own) {
            account.join(both, line);
        } else {
            let joined = Joined { own, first: both, last: both, oldest_broke: None, newest_broke: None };
            self.accounts.push(joined);
        }
        if self.accounts.len() > ACCOUNTS_MAX {
            self.overflow(line);
        }
    }

    /// What is known of the whole file, or all that is wrong with it.
    pub(crate) fn end(mut self, format: Format) -> Result<Summary, Faults> {
        let mut accounts = Vec::new();
        for account in self.accounts {
            match account.end() {
                Ok(summary) => accounts.push(summary),
                Err(fault) => self.faults.add(fault),
            }
        }
        if accounts.is_empty() && self.faults.list.is_empty() {
            self.faults.add(Fault { line: 0, reason: Reason::UnknownFormat });
        }
        if !self.faults.list.is_empty() {
            return Err(self.faults);
        }
        let back = self.dates.is_some_and(|(first, last)| first > last);
        let order = if back { Order::NewestFirst } else { Order::OldestFirst };
        Ok(Summary { format, accounts, order, transactions: self.count })
    }
}

impl Joined {
    /// Statements of one account follow on each other, the oldest first or the newest first.
    fn join(&mut self, next: (Cents, Cents), line: u64) {
        if self.last.1 != next.0 {
            self.oldest_broke.get_or_insert(line);
        }
        if next.1 != self.last.0 {
            self.newest_broke.get_or_insert(line);
        }
        self.last = next;
    }

    fn end(self) -> Result<AccountSummary, Fault> {
        let (opening, closing) = match (self.oldest_broke, self.newest_broke) {
            (Some(one), Some(other)) => {
                return Err(Fault { line: one.max(other), reason: Reason::BalanceBroken });
            }
            (None, _) => (self.first.0, self.last.1),
            (Some(_), None) => (self.last.0, self.first.1),
        };
        Ok(AccountSummary { own_iban: self.own, opening: Some(opening), closing: Some(closing) })
    }
}
