//! The conversation of a case: ask from any text, read, answer.

use std::collections::BTreeMap;

use opstap_content::format;
use opstap_domain::ids::Role;
use opstap_domain::order;
use opstap_domain::{Instant, Phrase};
use opstap_store::{Edit, Record};
use serde::Serialize;
use serde_json::json;
use uuid::Uuid;

use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::files::FileRow;
use crate::room::{Room, names};

type FilesByMessage = BTreeMap<Option<Uuid>, Vec<FileRow>>;

/// A page of a conversation, newest last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConversationPage {
    /// The messages, oldest first.
    pub messages: Vec<MessageRow>,
    /// Hand this in to read what came before; `None`: this is the beginning.
    pub older: Option<String>,
    /// How many messages of others were not read yet, over the whole conversation.
    pub unread: usize,
}

/// One message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
    pub about: Option<About>,
    /// When it was sent, by the author's clock.
    pub sent_at: Instant,
    /// When, in words; of this person's own also that it was read: by a helper, or by the client.
    pub when_text: String,
    /// On this device only, until the next round.
    pub waiting: bool,
    /// Photos, scans and voice notes that go with it.
    pub files: Vec<FileRow>,
}

/// The text that a question is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct About {
    /// `task`, `step`, `tip` or `budget`.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// The text itself, as the asker saw it.
    pub text: String,
}

impl Opstap {
    /// A page of at most `limit` messages (200 at most), those before `before`, else the newest.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a case.
    pub fn conversation(
        &self,
        case: Option<Uuid>,
        before: Option<&str>,
        limit: usize,
    ) -> Result<ConversationPage, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            page(inner, &room, before, limit.clamp(1, 200))
        })
    }

    /// Sends a message; it waits here until there is a network.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Refused`] for an empty or too long text.
    pub fn send_message(&self, case: Option<Uuid>, text: &str) -> Result<MessageRow, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            self.write(inner, &room, text, None)
        })
    }

    /// Asks a question about a text: a task, a step, a tip or a budget category, by its id. The text goes along.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] for a text that is not there; [`OpstapError::Refused`] as for a message.
    pub fn ask(&self, case: Option<Uuid>, about: &str, text: &str) -> Result<MessageRow, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let about = find(inner, &room, about)?.ok_or(OpstapError::Unknown { what: "text" })?;
            self.write(inner, &room, text, Some(&about))
        })
    }

    /// The text that [`Opstap::ask`] would take along, to show it before asking.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] for a text that is not there.
    pub fn about(&self, case: Option<Uuid>, about: &str) -> Result<About, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            find(inner, &room, about)?.ok_or(OpstapError::Unknown { what: "text" })
        })
    }

    /// One message, by its id.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a message.
    pub fn message(&self, case: Option<Uuid>, message: Uuid) -> Result<MessageRow, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let record = inner.store.record(room.together, "message", message)?;
            let record = record.ok_or(OpstapError::Unknown { what: "record" })?;
            let files = order::take(&mut files_by_message(inner, &room)?, &Some(message));
            row(inner, &room, &record, files)
        })
    }

    /// Notes that everything up to now was read: up to the newest of others. One's own do not count, or what somebody wrote
    /// without a network before them would be read before it came.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a case.
    pub fn mark_read(&self, case: Option<Uuid>) -> Result<(), OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let account = inner.account()?;
            let own = account.to_string();
            let all = messages(inner, &room)?;
            let newest = all.iter().rev().find(|message| message.text("author") != own).map(sent_at);
            let Some(newest) = newest else { return Ok(()) };
            let id = room.together.derived_id(&format!("read/{account}"));
            let units = [("account", json!(account)), ("up_to", json!(newest))];
            self.act(inner, &[Edit::put(room.together, "read_mark", id, units)])?;
            Ok(())
        })
    }

    /// Erases a message of this person for good: here now, and at the server and on everybody's device with
    /// their next round. Cannot be undone.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a message; [`OpstapError::NotAllowed`] for somebody else's.
    pub fn erase_message(&self, case: Option<Uuid>, message: Uuid) -> Result<(), OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let files = order::take(&mut files_by_message(inner, &room)?, &Some(message));
            let files = files.into_iter().filter(|file| file.mine);
            let mut erase: Vec<Edit> =
                files.map(|file| Edit::Erase { scope: room.together, kind: "file", id: file.id }).collect();
            erase.push(Edit::Erase { scope: room.together, kind: "message", id: message });
            self.act(inner, &erase).map(|_| ())
        })
    }

    fn write(
        &self,
        inner: &mut Inner,
        room: &Room,
        text: &str,
        about: Option<&About>,
    ) -> Result<MessageRow, OpstapError> {
        let (id, edit) = written(inner, room, text, about)?;
        self.act(inner, &[edit])?;
        let record = inner.store.record(room.together, "message", id)?;
        let record = record.ok_or(OpstapError::Unexpected { reference: "message" })?;
        row(inner, room, &record, Vec::new())
    }
}

/// A message of this person that is about to be kept, and its id.
pub(crate) fn written(
    inner: &mut Inner,
    room: &Room,
    text: &str,
    about: Option<&About>,
) -> Result<(Uuid, Edit), OpstapError> {
    let id = inner.fresh_id(room.now);
    Ok((id, written_as(inner, room, id, text, about)?))
}

/// The same by an id that is known: who writes by it on two devices writes one message.
pub(crate) fn written_as(
    inner: &mut Inner,
    room: &Room,
    id: Uuid,
    text: &str,
    about: Option<&About>,
) -> Result<Edit, OpstapError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(OpstapError::refused("text", Phrase::new("refused-missing")));
    }
    let author = inner.account()?;
    let mut units = vec![("body", json!(text)), ("sent_at", json!(room.now.0)), ("author", json!(author))];
    units.extend(about.map(|about| ("about", json!(about))));
    Ok(Edit::put(room.together, "message", id, units))
}

fn sent_at(record: &Record) -> i64 {
    record.value("sent_at").as_i64().unwrap_or(0)
}

/// The files of a case by the message that they go with.
#[cfg(feature = "files")]
fn files_by_message(inner: &mut Inner, room: &Room) -> Result<FilesByMessage, OpstapError> {
    let mut files = FilesByMessage::new();
    for file in crate::files::rows(inner, room, room.together)? {
        files.entry(file.message).or_default().push(file);
    }
    Ok(files)
}

/// A build without files shows none.
#[cfg(not(feature = "files"))]
#[expect(clippy::unnecessary_wraps, reason = "as with files")]
fn files_by_message(_inner: &mut Inner, _room: &Room) -> Result<FilesByMessage, OpstapError> {
    Ok(FilesByMessage::new())
}

/// All messages, oldest first.
pub(crate) fn messages(inner: &mut Inner, room: &Room) -> Result<Vec<Record>, OpstapError> {
    let mut all = inner.store.records(room.together, "message")?;
    order::sort_by_key(&mut all, |record| (sent_at(record), record.id));
    Ok(all)
}

/// How many messages of others came after what this person read.
pub(crate) fn unread(inner: &mut Inner, room: &Room, all: &[Record]) -> Result<usize, OpstapError> {
    let account = inner.account()?;
    let mark = room.together.derived_id(&format!("read/{account}"));
    let mark = inner.store.record(room.together, "read_mark", mark)?;
    let up_to = mark.and_then(|mark| mark.value("up_to").as_i64()).unwrap_or(i64::MIN);
    let mine = account.to_string();
    Ok(all.iter().filter(|record| record.text("author") != mine && sent_at(record) > up_to).count())
}

/// Up to when those read for whom this person writes: a helper for the client, the client for anybody else.
fn read_up_to(inner: &mut Inner, room: &Room) -> Result<i64, OpstapError> {
    let own = inner.account()?.to_string();
    let client = crate::caseload::client_account(inner, room)?;
    let is_client = room.role == Role::Client;
    let marks = inner.store.records(room.together, "read_mark")?;
    let reads = marks.iter().filter(|mark| {
        let whose = mark.text("account");
        whose != own && (is_client || client.as_deref() == Some(whose))
    });
    Ok(reads.filter_map(|mark| mark.value("up_to").as_i64()).max().unwrap_or(i64::MIN))
}

/// Whether the organisation itself is the author of a message, as of news: no person is, and the server alone writes in its name.
pub(crate) fn is_of_organisation(inner: &Inner, author: &str) -> bool {
    inner.content_scope().is_some_and(|scope| scope.owner.to_string() == author)
}

fn organisation(inner: &mut Inner, room: &Room) -> Result<String, OpstapError> {
    let case = inner.store.record(room.together, "case", room.together.derived_id("case"))?;
    Ok(case.map(|case| case.text("organisation").to_owned()).unwrap_or_default())
}

fn page(
    inner: &mut Inner,
    room: &Room,
    before: Option<&str>,
    limit: usize,
) -> Result<ConversationPage, OpstapError> {
    let all = messages(inner, room)?;
    let unread = unread(inner, room, &all)?;
    let key = |record: &Record| format!("{:020}-{}", sent_at(record).max(0), record.id.simple());
    let end = before.map_or(all.len(), |before| all.partition_point(|record| key(record).as_str() < before));
    let start = end.saturating_sub(limit);
    let older = (start > 0).then(|| key(&all[start]));
    let mut files = files_by_message(inner, room)?;
    let mut messages = Vec::with_capacity(end.saturating_sub(start));
    let read = read_up_to(inner, room)?;
    for record in &all[start..end] {
        let files = order::take(&mut files, &Some(record.id));
        let mut row = row(inner, room, record, files)?;
        if row.mine && row.sent_at.0 <= read {
            row.when_text = room.words.text_with("message-read", &[("when", row.when_text.into())]);
        }
        messages.push(row);
    }
    Ok(ConversationPage { messages, older, unread })
}

fn row(
    inner: &mut Inner,
    room: &Room,
    record: &Record,
    files: Vec<FileRow>,
) -> Result<MessageRow, OpstapError> {
    let account = inner.account()?.to_string();
    let author = record.text("author");
    let mine = author == account;
    let known = Uuid::parse_str(author).ok().and_then(|id| names(inner, room).ok()?.get(&id).cloned());
    let sender = match known {
        _ if mine => room.words.text("word-you"),
        Some(name) => name,
        None if is_of_organisation(inner, author) => organisation(inner, room)?,
        None => room.words.text("word-somebody"),
    };
    let about = record.value("about");
    let text = |name: &str| about[name].as_str().unwrap_or_default().to_owned();
    let at = Instant(sent_at(record));
    Ok(MessageRow {
        id: record.id,
        mine,
        sender,
        text: record.text("body").to_owned(),
        about: about.is_object().then(|| About { kind: text("kind"), id: text("id"), text: text("text") }),
        sent_at: at,
        when_text: format::moment(room.language, room.zone.local(at), room.today),
        waiting: record.waiting,
        files,
    })
}

/// Finds the text that goes by this id.
fn find(inner: &mut Inner, room: &Room, id: &str) -> Result<Option<About>, OpstapError> {
    let about = |kind: &str, text: String| {
        Some(About { kind: kind.to_owned(), id: id.to_owned(), text: text.chars().take(2000).collect() })
    };
    if let Some(followed) = crate::programme::follow(inner, room)? {
        if let Some(task) = followed.state.task(id) {
            return Ok(about("task", format!("{}. {}", task.title, task.text)));
        }
        if let Some(step) = followed.state.steps().find(|step| step.id == id) {
            return Ok(about("step", format!("{}. {}", step.title, step.why)));
        }
    }
    let content = inner.content()?;
    if let Some(rule) = content.tips.rules.iter().find(|rule| rule.id == id) {
        return Ok(about("tip", format!("{}. {}", rule.title, rule.text)));
    }
    let label = content.label(id);
    Ok(if label == id { None } else { about("budget", label.to_owned()) })
}
