//! How a thing came to be: who changed what, and undoing one change.

use opstap::Opstap;

use crate::error::CoreError;
use crate::service::service;
use crate::value::{CaseId, Instant, Uuid, all, asked};

/// Something that has a history.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ThingRow {
    /// Its id: what `page` takes.
    pub id: Uuid,
    /// Its kind, such as `budget_line`.
    pub kind: String,
    /// What it is called.
    pub name: String,
    /// The stable word in it by which people know it, such as `huur`; empty where there is none.
    pub key: String,
}

/// How one thing came to be.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct HistoryPage {
    /// The thing.
    pub id: Uuid,
    /// What it is called.
    pub name: String,
    /// The changes, newest first.
    pub changes: Vec<ChangeRow>,
    /// The server was asked. Otherwise this is what the device itself knows.
    pub complete: bool,
}

/// One change of one value.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ChangeRow {
    /// Its id: what `undo` takes.
    pub id: String,
    /// Which value, in words.
    pub field: String,
    /// The value before it; nothing: there was none, or it is not known.
    pub before: Option<String>,
    /// The value; empty where the thing was removed.
    pub after: String,
    /// Who wrote it.
    pub who: String,
    /// This person wrote it.
    pub mine: bool,
    /// When, by the author's clock; nothing: not known here.
    pub at: Option<Instant>,
    /// When, in words; empty where it is not known.
    pub when_text: String,
    /// The thing was removed.
    pub removed: bool,
    /// On this device only, until the next sync.
    pub waiting: bool,
    /// Undoing it would change something, and this person may.
    pub can_undo: bool,
}

service!(
    /// Who changed what.
    History
);

#[uniffi::export]
impl History {
    /// What has a history, as this device knows it. Budget lines and appointments have the id of their rows.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a case.
    #[uniffi::method(default(case = None))]
    pub async fn things(&self, case: Option<CaseId>) -> Result<Vec<ThingRow>, CoreError> {
        let case = asked(case);
        self.engine.read_in(case, move |device| Ok(all(device.things(case)?))).await
    }

    /// How a thing came to be. Asks the server; without a network it is what this device knows.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a thing; [`CoreError::NotPaired`]; [`CoreError::Cancelled`] by a pause.
    #[uniffi::method(default(case = None))]
    pub async fn page(&self, thing: Uuid, case: Option<CaseId>) -> Result<HistoryPage, CoreError> {
        let case = asked(case);
        let page = self.engine.online(move |device: &Opstap| Box::pin(device.history(case, thing))).await?;
        Ok(page.into())
    }

    /// Undoes one change: the value from before it is written again, as a change of now. Can be undone itself.
    ///
    /// # Errors
    ///
    /// As [`History::page`], and [`CoreError::Refused`] when it cannot be undone or nothing would change;
    /// [`CoreError::NotAllowed`].
    #[uniffi::method(default(case = None))]
    pub async fn undo(
        &self,
        thing: Uuid,
        change: String,
        case: Option<CaseId>,
    ) -> Result<HistoryPage, CoreError> {
        let case = asked(case);
        let undone = self.engine.online(move |device: &Opstap| {
            Box::pin(async move { device.undo_change(case, thing, &change).await })
        });
        let page = undone.await?;
        self.engine.work.notify_one();
        Ok(page.into())
    }
}

impl From<opstap::ThingRow> for ThingRow {
    fn from(from: opstap::ThingRow) -> Self {
        Self { id: from.id, kind: from.kind, name: from.name, key: from.key }
    }
}

impl From<opstap::HistoryPage> for HistoryPage {
    fn from(from: opstap::HistoryPage) -> Self {
        Self { id: from.id, name: from.name, changes: all(from.changes), complete: from.complete }
    }
}

impl From<opstap::ChangeRow> for ChangeRow {
    fn from(from: opstap::ChangeRow) -> Self {
        Self {
            id: from.id,
            field: from.field,
            before: from.before,
            after: from.after,
            who: from.who,
            mine: from.mine,
            at: from.at,
            when_text: from.when_text,
            removed: from.removed,
            waiting: from.waiting,
            can_undo: from.can_undo,
        }
    }
}
