//! What was erased, by id alone, beside the database: a backup that is put back must not bring it back.
//!
//! One line for each: `<scope> <record or *> <kind or *> <milliseconds since 1970 UTC>`. The file only grows. Copy it along
//! with every backup, and never put an older one in its place: whatever it does not name may come back.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use opstap_domain::ids::ScopeId;
use uuid::Uuid;

use crate::store::{Erasure, StoreError, Stored};

/// The erasures of one server.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// `None`: in memory, for simulations and tests.
    file: Option<PathBuf>,
    known: BTreeMap<(ScopeId, Option<Uuid>), (i64, String)>,
}

impl Ledger {
    /// Reads the ledger at `path`; a file that is not there is an empty one. A line that was torn by a crash is
    /// passed over: the store has what it said, and says it again.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] for a file that cannot be read.
    pub fn open(path: &Path) -> Stored<Self> {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(_) => return Err(StoreError::broken("the ledger of erasures cannot be read")),
        };
        let mut known = BTreeMap::new();
        for line in text.lines().filter(|line| !line.is_empty()) {
            if let Some(row) = read(line) {
                known.insert((row.scope, row.rec), (row.at, row.kind));
            } else {
                tracing::error!("a line of the ledger of erasures cannot be read");
            }
        }
        Ok(Self { file: Some(path.to_owned()), known })
    }

    /// Reads the file again: other servers and commands on the same folder write into it too.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] for a file that cannot be read.
    pub(crate) fn read_again(&mut self) -> Stored<()> {
        if let Some(path) = &self.file {
            *self = Self::open(path)?;
        }
        Ok(())
    }

    /// What is in here and not, or not as late, in `known`.
    pub(crate) fn lacking(&self, known: &BTreeMap<(ScopeId, Option<Uuid>), i64>) -> Vec<Erasure> {
        let lost = self.known.iter().filter(|(key, (at, _))| known.get(key).is_none_or(|known| known < at));
        lost.map(|((scope, rec), (at, kind))| Erasure {
            scope: *scope,
            rec: *rec,
            kind: kind.clone(),
            at: *at,
        })
        .collect()
    }

    /// Adds, durably, what another ledger has and this one has not. Nothing is ever taken out.
    ///
    /// # Errors
    ///
    /// [`StoreError::Busy`] when the file cannot be written.
    pub fn take_over(&mut self, other: &Self) -> Stored<()> {
        self.add(&other.lacking(&BTreeMap::new()))
    }

    fn is_news(&self, row: &Erasure) -> bool {
        self.known.get(&(row.scope, row.rec)).is_none_or(|(at, _)| *at < row.at)
    }

    /// Adds erasures, durably.
    pub(crate) fn add(&mut self, fresh: &[Erasure]) -> Stored<()> {
        let news: Vec<&Erasure> = fresh.iter().filter(|row| self.is_news(row)).collect();
        if let Some(path) = self.file.as_ref().filter(|_| !news.is_empty()) {
            // A line that was torn before ends here.
            let text: String =
                news.iter().map(|row| format!("\n{}", line(row))).chain(["\n".to_owned()]).collect();
            append(path, text.as_bytes()).map_err(|_| StoreError::Busy)?;
        }
        for row in fresh {
            if self.is_news(row) {
                self.known.insert((row.scope, row.rec), (row.at, row.kind.clone()));
            }
        }
        Ok(())
    }
}

fn line(row: &Erasure) -> String {
    let rec = row.rec.map_or_else(|| "*".to_owned(), |rec| rec.to_string());
    let kind = if row.kind.is_empty() { "*" } else { &row.kind };
    format!("{} {rec} {kind} {}", row.scope, row.at)
}

fn read(line: &str) -> Option<Erasure> {
    let mut words = line.split(' ');
    let scope = words.next()?.parse().ok()?;
    let rec = match words.next()? {
        "*" => None,
        rec => Some(Uuid::parse_str(rec).ok()?),
    };
    let kind = words.next()?.trim_matches('*').to_owned();
    let at = words.next()?.parse().ok()?;
    words.next().is_none().then_some(Erasure { scope, rec, kind, at })
}

fn append(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use opstap_domain::ids::Compartment;

    use super::*;

    fn erasure(rec: Option<u128>) -> Erasure {
        let scope = ScopeId::new(Uuid::from_u128(1), Compartment::Money);
        Erasure {
            scope,
            rec: rec.map(Uuid::from_u128),
            kind: rec.map_or_else(String::new, |_| "message".into()),
            at: 5,
        }
    }

    #[test]
    fn a_ledger_reads_back_and_a_torn_line_is_written_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("erased");
        let mut ledger = Ledger::open(&path).unwrap();
        ledger.add(&[erasure(Some(7)), erasure(None)]).unwrap();
        append(&path, b"0000").unwrap();
        let mut again = Ledger::open(&path).unwrap();
        assert_eq!(again.lacking(&BTreeMap::new()).len(), 2);
        again.add(&[erasure(Some(7)), erasure(None), erasure(Some(8))]).unwrap();
        assert_eq!(Ledger::open(&path).unwrap().lacking(&BTreeMap::new()).len(), 3);
    }

    proptest::proptest! {
        /// Whatever a file beside the database says, it is read as far as it can be, and what is added stays.
        #[test]
        fn no_text_keeps_a_ledger_from_being_read_and_added_to(text in "([0-9a-f.* a-z-]{0,60}\\n?){0,6}") {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("erased");
            std::fs::write(&path, &text).unwrap();
            let mut ledger = Ledger::open(&path).unwrap();
            ledger.add(&[erasure(Some(7))]).unwrap();
            let again = Ledger::open(&path).unwrap();
            proptest::prop_assert!(again.lacking(&BTreeMap::new()).iter().any(|row| row.rec == Some(Uuid::from_u128(7))));
        }
    }
}
