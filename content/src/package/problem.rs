//! What is wrong with a package, precisely enough to mend it.

use std::fmt;

/// One thing wrong: in which file, at which item, in which field.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// File name without folder, such as `tips.json`.
    pub file: String,
    /// Kind and id of the item, such as `rule huurtoeslag-check`; empty for the file itself.
    pub item: String,
    /// What is wrong, naming the field: `field income.isLoww is unknown`.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.item.is_empty() {
            write!(f, "{}: {}", self.file, self.what)
        } else {
            write!(f, "{}: {}: {}", self.file, self.item, self.what)
        }
    }
}

/// A package that cannot be used, with everything that is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct ContentError {
    /// Never empty; in the order of files and items.
    pub problems: Vec<Problem>,
}

impl fmt::Display for ContentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

/// Collects problems while reading goes on, so that an editor sees all of them at once.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    found: Vec<Problem>,
}

impl Problems {
    pub(crate) fn add(&mut self, file: &str, item: &str, what: impl Into<String>) {
        self.found.push(Problem { file: file.to_owned(), item: item.to_owned(), what: what.into() });
    }

    pub(crate) fn len(&self) -> usize {
        self.found.len()
    }

    pub(crate) fn into_vec(self) -> Vec<Problem> {
        self.found
    }
}
