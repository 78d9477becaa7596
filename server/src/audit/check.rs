//! Whether a trail is whole.

use super::{AuditRow, Head, hash};

/// What is wrong with a trail, and at which row first. Names nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// A row does not stand where its number says: one is missing before it, is there twice, or was put in.
    #[error("row {wanted} is not there; row {found} stands in its place")]
    Number {
        /// Which should come.
        wanted: u64,
        /// Which came.
        found: u64,
    },
    /// A row says something else than it did when it was written.
    #[error("row {0} was changed after it was written")]
    Changed(u64),
    /// What stands in a row cannot be one of ours.
    #[error("row {0} cannot be read: it was changed after it was written")]
    Unreadable(u64),
    /// A row does not follow from the one before it.
    #[error("row {0} does not follow from the row before it: one of them was replaced")]
    Apart(u64),
    /// Rows are missing at the end, by what the database itself last wrote down.
    #[error("the trail ends at row {found}, and its own head says {wanted}")]
    Short {
        /// The last row that is there.
        found: u64,
        /// The last row that was written.
        wanted: u64,
    },
    /// A row stands behind the end.
    #[error("row {0} stands behind the end of the trail: it was put in")]
    Beyond(u64),
    /// The last row is another than the head that the database keeps says.
    #[error("the last row, {0}, is another than the head of the database says")]
    HeadDiffers(u64),
    /// Rows are missing at the end, by a head that was kept elsewhere: they were cut off, or the database was restored from a
    /// backup of before them.
    #[error(
        "the trail ends at row {found}, and the head that was kept elsewhere is of row {wanted}: it was cut off, or restored from before"
    )]
    Cut {
        /// The last row that is there.
        found: u64,
        /// The row of the head.
        wanted: u64,
    },
    /// At the row of a head that was kept elsewhere stands another row.
    #[error("row {0} is another than the head that was kept elsewhere says: the trail was written anew")]
    Rewritten(u64),
}

/// Follows a trail row by row, from its first.
#[derive(Clone, Debug)]
pub struct Check {
    last: u64,
    hash: [u8; 32],
    kept: Option<Head>,
    broken: Option<Broken>,
}

impl Check {
    /// A check of one organisation's trail, with a head of it that was kept elsewhere.
    #[must_use]
    pub const fn new(kept: Option<Head>) -> Self {
        Self { last: 0, hash: [0; 32], kept, broken: None }
    }

    /// Takes the next row. What is found first stays.
    pub fn take(&mut self, row: &AuditRow) {
        if self.broken.is_some() {
            return;
        }
        let wanted = self.last + 1;
        self.broken = if row.n != wanted {
            Some(Broken::Number { wanted, found: row.n })
        } else if hash(row) != row.hash {
            Some(Broken::Changed(row.n))
        } else if row.before != self.hash {
            Some(Broken::Apart(row.n))
        } else {
            self.kept
                .filter(|kept| kept.n == row.n && kept.hash != row.hash)
                .map(|_| Broken::Rewritten(row.n))
        };
        (self.last, self.hash) = (row.n, row.hash);
    }

    /// The next row is there and cannot be read.
    pub fn take_unreadable(&mut self) {
        self.broken = self.broken.or(Some(Broken::Unreadable(self.last + 1)));
    }

    /// The number of the row that was taken last.
    #[must_use]
    pub const fn last(&self) -> u64 {
        self.last
    }

    /// Whether anything was found already: the rest need not be read.
    #[must_use]
    pub const fn is_broken(&self) -> bool {
        self.broken.is_some()
    }

    /// After the last row, with the head that the database itself keeps. Gives how many rows there are.
    ///
    /// # Errors
    ///
    /// [`Broken`]: the first thing that is wrong.
    pub fn finish(self, own: Head) -> Result<u64, Broken> {
        if let Some(broken) = self.broken {
            return Err(broken);
        }
        if own.n < self.last {
            return Err(Broken::Beyond(own.n + 1));
        }
        if own.n != self.last {
            return Err(Broken::Short { found: self.last, wanted: own.n });
        }
        if own.hash != self.hash {
            return Err(Broken::HeadDiffers(self.last));
        }
        match self.kept {
            Some(kept) if kept.n > self.last => Err(Broken::Cut { found: self.last, wanted: kept.n }),
            _ => Ok(self.last),
        }
    }
}
