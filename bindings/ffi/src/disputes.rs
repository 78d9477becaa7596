//! Values of which two readings wait for a choice. Nobody did anything wrong: two people wrote at the same time.

use opstap::{Opstap, Side};

use crate::error::CoreError;
use crate::service::service;
use crate::value::{CaseId, Uuid, all, asked};

/// Which of two readings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Reading {
    /// The one that is shown now.
    Shown,
    /// The one kept beside it.
    Other,
}

/// How it is with a conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum ConflictState {
    /// Someone must choose.
    Open,
    /// It settled itself by a rule.
    Auto,
    /// Somebody chose.
    Resolved,
    /// The choice was taken back.
    Undone,
}

/// One value with two readings.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ConflictRow {
    /// Its id: what `choose` takes.
    pub id: Uuid,
    /// What it is about.
    pub about: String,
    /// The reading that is shown now.
    pub shown: String,
    /// Who wrote it.
    pub shown_by: String,
    /// The reading kept beside it.
    pub other: String,
    /// Who wrote it.
    pub other_by: String,
    /// How it is with it.
    pub state: ConflictState,
    /// The question, in one sentence.
    pub question: String,
    /// When the second reading came, in words.
    pub when_text: String,
}

service!(
    /// Values with two readings.
    Disputes
);

#[uniffi::export]
impl Disputes {
    /// Those that wait for a choice first, then settled ones, latest first.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a case.
    #[uniffi::method(default(case = None))]
    pub async fn list(&self, case: Option<CaseId>) -> Result<Vec<ConflictRow>, CoreError> {
        let case = asked(case);
        self.engine.read_in(case, move |device| Ok(all(device.conflicts(case)?))).await
    }

    /// Chooses a reading. Works offline, and can be undone.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a conflict; [`CoreError::NotAllowed`].
    #[uniffi::method(default(case = None))]
    pub async fn choose(
        &self,
        conflict: Uuid,
        reading: Reading,
        case: Option<CaseId>,
    ) -> Result<ConflictRow, CoreError> {
        let case = asked(case);
        let side = match reading {
            Reading::Shown => Side::Shown,
            Reading::Other => Side::Other,
        };
        let write = move |device: &Opstap| Ok(device.choose(case, conflict, side)?.into());
        self.engine.write(write).await
    }

    /// Takes the last choice back.
    ///
    /// # Errors
    ///
    /// As [`Disputes::choose`].
    #[uniffi::method(default(case = None))]
    pub async fn undo(&self, conflict: Uuid, case: Option<CaseId>) -> Result<ConflictRow, CoreError> {
        let case = asked(case);
        self.engine.write(move |device| Ok(device.undo_choice(case, conflict)?.into())).await
    }
}

impl From<opstap::ConflictRow> for ConflictRow {
    fn from(from: opstap::ConflictRow) -> Self {
        let state = match from.state {
            "auto" => ConflictState::Auto,
            "resolved" => ConflictState::Resolved,
            "undone" => ConflictState::Undone,
            _ => ConflictState::Open,
        };
        Self {
            id: from.id,
            about: from.about,
            shown: from.shown,
            shown_by: from.shown_by,
            other: from.other,
            other_by: from.other_by,
            state,
            question: from.question,
            when_text: from.when_text,
        }
    }
}
