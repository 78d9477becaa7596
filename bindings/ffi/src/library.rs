//! Tips, words explained, and searching.

use opstap::Opstap;

use crate::error::CoreError;
use crate::service::service;
use crate::value::{CaseId, all, asked};

/// A tip that fits.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct TipRow {
    /// Its id: what `hide_tip` and `ask` take.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// What it says.
    pub text: String,
    /// Why this person sees it.
    pub because: Vec<String>,
    /// What one tap does, such as `open:budget` or `message:helper`.
    pub action: String,
    /// The screen that answers it; nothing: there is nothing to tap.
    pub route: Option<String>,
}

/// A difficult word, explained.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct TermRow {
    /// Its id.
    pub id: String,
    /// The word.
    pub term: String,
    /// What it means, in plain words.
    pub plain: String,
}

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct SearchRow {
    /// What kind of record, as a stable word.
    pub kind: String,
    /// What kind, in words.
    pub kind_text: String,
    /// Its id, or the content's key.
    pub id: String,
    /// The case that it is in; nothing for content.
    pub case: Option<CaseId>,
    /// What it says, cut to two lines.
    pub text: String,
    /// Where a tap leads, within its case; nothing for what has no screen of its own.
    pub route: Option<String>,
}

service!(
    /// What there is to read.
    Shelf
);

#[uniffi::export]
impl Shelf {
    /// Tips that fit, the most important first.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a case.
    #[uniffi::method(default(case = None))]
    pub async fn tips(&self, case: Option<CaseId>) -> Result<Vec<TipRow>, CoreError> {
        let case = asked(case);
        self.engine.read_in(case, move |device| Ok(all(device.tips(case)?))).await
    }

    /// Puts a tip to rest for its cooldown; answers with what is left.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] for a tip that is not there.
    #[uniffi::method(default(case = None))]
    pub async fn hide_tip(&self, tip: String, case: Option<CaseId>) -> Result<Vec<TipRow>, CoreError> {
        let case = asked(case);
        self.engine.write(move |device| Ok(all(device.hide_tip(case, &tip)?))).await
    }

    /// Difficult words that hold `search`; all of them without.
    ///
    /// # Errors
    ///
    /// [`CoreError::Closed`].
    #[uniffi::method(default(search = None))]
    pub async fn glossary(&self, search: Option<String>) -> Result<Vec<TermRow>, CoreError> {
        let read = move |device: &Opstap| Ok(all(device.glossary(search.as_deref())?));
        self.engine.read(read).await
    }

    /// Messages, appointments, tasks and content that hold all of `words`, best first.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotPaired`].
    #[uniffi::method(default(limit = 20))]
    pub async fn search(&self, words: String, limit: u32) -> Result<Vec<SearchRow>, CoreError> {
        self.engine.read(move |device| Ok(all(device.search(&words, limit as usize)?))).await
    }
}

impl From<opstap::TipRow> for TipRow {
    fn from(from: opstap::TipRow) -> Self {
        Self {
            id: from.id,
            title: from.title,
            text: from.text,
            because: from.because,
            action: from.action,
            route: from.route,
        }
    }
}

impl From<opstap::TermRow> for TermRow {
    fn from(from: opstap::TermRow) -> Self {
        Self { id: from.id, term: from.term, plain: from.plain }
    }
}

impl From<opstap::SearchRow> for SearchRow {
    fn from(from: opstap::SearchRow) -> Self {
        Self {
            kind: from.kind,
            kind_text: from.kind_text,
            id: from.id,
            case: from.case.map(|value| CaseId { value }),
            text: from.text,
            route: from.route,
        }
    }
}
