//! The conversation of a case: ask from any text, read, answer.

use opstap::Opstap;

use crate::error::CoreError;
use crate::files::FileRow;
use crate::service::service;
use crate::value::{CaseId, Instant, Uuid, all, asked};

/// A page of a conversation.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ConversationPage {
    /// The messages, oldest first.
    pub messages: Vec<MessageRow>,
    /// Hand this in to read what came before; nothing: this is the beginning.
    pub older: Option<String>,
    /// How many messages of others were not read yet, over the whole conversation.
    pub unread: u32,
}

/// One message.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct MessageRow {
    /// Its id.
    pub id: Uuid,
    /// This person wrote it.
    pub mine: bool,
    /// Who wrote it.
    pub sender: String,
    /// The words.
    pub text: String,
    /// What it is about, when it was asked from a text.
    pub about: Option<AboutRow>,
    /// When it was sent, by the author's clock.
    pub sent_at: Instant,
    /// When, in words.
    pub when_text: String,
    /// On this device only, until the next sync.
    pub waiting: bool,
    /// Photos, scans and voice notes that go with it.
    pub files: Vec<FileRow>,
}

/// The text that a question is about.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct AboutRow {
    /// `task`, `step`, `tip` or `budget`.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// The text itself, as the asker saw it.
    pub text: String,
}

service!(
    /// The conversation.
    Messages
);

#[uniffi::export]
impl Messages {
    /// A page of at most `limit` messages (200 at most): those before `before`, else the newest.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a case.
    #[uniffi::method(default(before = None, limit = 40, case = None))]
    pub async fn page(
        &self,
        before: Option<String>,
        limit: u32,
        case: Option<CaseId>,
    ) -> Result<ConversationPage, CoreError> {
        let case = asked(case);
        let read =
            move |device: &Opstap| Ok(device.conversation(case, before.as_deref(), limit as usize)?.into());
        self.engine.read_in(case, read).await
    }

    /// One message.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a message.
    #[uniffi::method(default(case = None))]
    pub async fn message(&self, id: Uuid, case: Option<CaseId>) -> Result<MessageRow, CoreError> {
        let case = asked(case);
        self.engine.read_in(case, move |device| Ok(device.message(case, id)?.into())).await
    }

    /// Erases a message of this person for good: here now, and at the server and on everybody's device with their
    /// next sync. Cannot be undone.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a message; [`CoreError::NotAllowed`] for somebody else's.
    #[uniffi::method(default(case = None))]
    pub async fn erase(&self, id: Uuid, case: Option<CaseId>) -> Result<(), CoreError> {
        let case = asked(case);
        self.engine.write(move |device| device.erase_message(case, id)).await
    }

    /// Writes a message. Kept at once, sent when there is a network.
    ///
    /// # Errors
    ///
    /// [`CoreError::Refused`] for a text that is empty or too long.
    #[uniffi::method(default(case = None))]
    pub async fn send(&self, text: String, case: Option<CaseId>) -> Result<MessageRow, CoreError> {
        let case = asked(case);
        self.engine.write(move |device| Ok(device.send_message(case, &text)?.into())).await
    }

    /// Asks about a task, a step, a tip or a category, by its id.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] for an id that nothing has; [`CoreError::Refused`] as [`Messages::send`].
    #[uniffi::method(default(case = None))]
    pub async fn ask(
        &self,
        about: String,
        text: String,
        case: Option<CaseId>,
    ) -> Result<MessageRow, CoreError> {
        let case = asked(case);
        self.engine.write(move |device| Ok(device.ask(case, &about, &text)?.into())).await
    }

    /// The text that [`Messages::ask`] would take along, to show it before asking.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] for an id that nothing has.
    #[uniffi::method(default(case = None))]
    pub async fn about(&self, id: String, case: Option<CaseId>) -> Result<AboutRow, CoreError> {
        let case = asked(case);
        self.engine.read_in(case, move |device| Ok(device.about(case, &id)?.into())).await
    }

    /// Notes that everything was read.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a case.
    #[uniffi::method(default(case = None))]
    pub async fn mark_read(&self, case: Option<CaseId>) -> Result<(), CoreError> {
        let case = asked(case);
        self.engine.write(move |device| device.mark_read(case)).await
    }
}

impl From<opstap::ConversationPage> for ConversationPage {
    fn from(from: opstap::ConversationPage) -> Self {
        Self { messages: all(from.messages), older: from.older, unread: from.unread as u32 }
    }
}

impl From<opstap::About> for AboutRow {
    fn from(from: opstap::About) -> Self {
        Self { kind: from.kind, id: from.id, text: from.text }
    }
}

impl From<opstap::MessageRow> for MessageRow {
    fn from(from: opstap::MessageRow) -> Self {
        Self {
            id: from.id,
            mine: from.mine,
            sender: from.sender,
            text: from.text,
            about: from.about.map(Into::into),
            sent_at: from.sent_at,
            when_text: from.when_text,
            waiting: from.waiting,
            files: all(from.files),
        }
    }
}
