//! What is wrong with a package, precisely enough to mend it.

use std::fmt;

#[cfg(feature = "editors")]
use opstap_domain::Phrase;

/// What sort of thing is wrong with a field, where a writer can be told in their own words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// It has to be there.
    Missing,
    /// It has to say something.
    Empty,
    /// A list that has to hold something.
    NothingInIt,
    /// It begins or ends with a space.
    Spaces,
    /// A character that is none for people.
    Character,
    /// More than so many characters.
    TooLong(usize),
    /// A list of more than so many.
    TooMany(usize),
    /// Not a whole number, or outside of these two.
    Number(i64, i64),
    /// None of the words that it may be, or something that is not there.
    Choice,
    /// A list of fewer than so many.
    TooFew(usize),
    /// Two of a list are the same.
    Same,
    /// An option has a character that parts options when they are typed.
    Parting,
    /// It does not go with the rest of its part.
    NotHere,
    /// It hangs on something that is no earlier question, or no option of one.
    NotEarlier,
    /// It compares in a way that such an answer is never compared.
    Comparison,
    /// With no answers at all does it come.
    NeverAsked,
    /// A question that people answered asks for another kind of answer.
    OtherKind,
    /// No format has it.
    Unknown,
    /// Anything else: see the sentence.
    #[default]
    Other,
}

impl Fault {
    /// Whether it is something that is still to be written, or may come right by what is, and nothing that is wrong.
    #[must_use]
    pub const fn is_gap(self) -> bool {
        matches!(self, Self::Missing | Self::Empty | Self::NothingInIt | Self::TooFew(_) | Self::NeverAsked)
    }
}

#[cfg(feature = "editors")]
impl Fault {
    /// How to say it to who writes, beside the field.
    #[must_use]
    pub fn phrase(self) -> Phrase {
        match self {
            Self::Missing | Self::Empty => Phrase::new("editor-missing"),
            Self::NothingInIt => Phrase::new("editor-part-none"),
            Self::Spaces | Self::Character => Phrase::new("editor-odd-character"),
            Self::TooLong(most) => Phrase::new("editor-too-long").with("most", most as i64),
            Self::TooMany(most) => Phrase::new("editor-part-many").with("most", most as i64),
            Self::Number(least, most) => Phrase::new("event-number").with("least", least).with("most", most),
            Self::Choice => Phrase::new("editor-no-choice"),
            Self::TooFew(least) => Phrase::new("editor-part-few").with("least", least as i64),
            Self::Same => Phrase::new("editor-form-same"),
            Self::Parting => Phrase::new("editor-form-parting"),
            Self::NotHere => Phrase::new("editor-form-no-options"),
            Self::NotEarlier => Phrase::new("editor-form-later"),
            Self::Comparison => Phrase::new("editor-form-comparison"),
            Self::NeverAsked => Phrase::new("editor-form-never"),
            Self::OtherKind => Phrase::new("editor-form-other-kind"),
            Self::Unknown | Self::Other => Phrase::new("editor-part-wrong"),
        }
    }
}

/// One thing wrong: in which file, at which item, in which field.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// File name without folder, such as `tips.json`.
    pub file: String,
    /// Kind and id of the item, such as `rule huurtoeslag-check`; empty for the file itself.
    pub item: String,
    /// What is wrong, naming the field: `field income.isLoww is unknown`.
    pub what: String,
    /// The path of the field, such as `phases[0].title`; empty for the item itself.
    pub field: String,
    /// What sort of thing it is.
    pub fault: Fault,
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
        self.note(file, item, what.into(), String::new(), Fault::Other);
    }

    pub(crate) fn note(&mut self, file: &str, item: &str, what: String, field: String, fault: Fault) {
        self.found.push(Problem { file: file.to_owned(), item: item.to_owned(), what, field, fault });
    }

    /// Whether something is wrong with this field already.
    #[cfg(feature = "editors")]
    pub(crate) fn has(&self, field: &str) -> bool {
        self.found.iter().any(|problem| problem.field == field)
    }

    pub(crate) fn len(&self) -> usize {
        self.found.len()
    }

    pub(crate) fn into_vec(self) -> Vec<Problem> {
        self.found
    }
}
