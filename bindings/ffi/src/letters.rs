//! Letters: what has to be answered or paid, and by when.

use opstap::{Calendar, FileEntry, Opstap, OpstapError};

use crate::error::CoreError;
use crate::files::{FileDraft, FileRow};
use crate::service::service;
use crate::value::{CaseId, DateText, LocalDate, MoneyText, Uuid, all, asked};

/// The letters of a case.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct LettersSummary {
    /// What is still to be dealt with: the first deadline first, those without one last.
    pub open: Vec<LetterRow>,
    /// What was dealt with, latest first.
    pub done: Vec<LetterRow>,
}

/// A letter.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct LetterRow {
    /// Which.
    pub id: Uuid,
    /// From whom, or a word for a letter.
    pub sender: String,
    /// What it asks to pay.
    pub amount: Option<MoneyText>,
    /// The last day.
    pub due_on: Option<DateText>,
    /// The last day with how it stands, in words; empty without one.
    pub due_text: String,
    /// The last day has gone by, and it is open.
    pub late: bool,
    /// The day on which it came, in words; empty where nobody said.
    pub received_text: String,
    /// The number to name in an answer.
    pub reference: String,
    /// The debt that it is about.
    pub debt: Option<Uuid>,
    /// It was dealt with.
    pub done: bool,
    /// The same in words.
    pub state_text: String,
    /// What has to be done, or a remark.
    pub note: String,
    /// Photos and scans of it, oldest first: `Files` shows, fetches and evicts them.
    pub files: Vec<FileRow>,
    /// Two readings wait for a choice.
    pub contested: bool,
    /// Changed on this device and not yet at the server.
    pub waiting: bool,
}

/// What somebody says about a letter. What is not said stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, uniffi::Record)]
pub struct LetterDraft {
    /// From whom.
    #[uniffi(default = None)]
    pub sender: Option<String>,
    /// What it asks to pay, as typed.
    #[uniffi(default = None)]
    pub typed: Option<String>,
    /// The last day on which an answer or a payment is in time.
    #[uniffi(default = None)]
    pub due_on: Option<LocalDate>,
    /// The day that stands on it.
    #[uniffi(default = None)]
    pub dated_on: Option<LocalDate>,
    /// The day on which it came; a new letter without one came today.
    #[uniffi(default = None)]
    pub received_on: Option<LocalDate>,
    /// The number to name in an answer.
    #[uniffi(default = None)]
    pub reference: Option<String>,
    /// The debt that it is about.
    #[uniffi(default = None)]
    pub debt: Option<Uuid>,
    /// What has to be done, or a remark.
    #[uniffi(default = None)]
    pub note: Option<String>,
}

/// One thing that was read in the text of a letter. A proposal: nothing is kept before a person says so.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct LetterReading {
    /// What it is.
    pub what: LetterPart,
    /// The same in words.
    pub label: String,
    /// As a `LetterDraft` takes it: `1234,50`, `2026-12-14`, or a text.
    pub value: String,
    /// The day that it is, for a deadline.
    pub day: Option<LocalDate>,
    /// As a person reads it.
    pub text: String,
    /// The words of the letter that it was read from.
    pub quote: String,
    /// Words around it say so; else it only looks like one.
    pub likely: bool,
}

/// What can be read in a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum LetterPart {
    /// Who wrote it.
    Sender,
    /// What is to be paid.
    Amount,
    /// By when.
    Deadline,
    /// Under which number.
    Reference,
    /// To which account.
    Iban,
    /// Whether it is a bill, a reminder, a summons or a decision.
    Kind,
    /// What it is for.
    Subject,
}

service!(
    /// Letters.
    Letters
);

#[uniffi::export]
impl Letters {
    /// The letters of a case.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a case.
    #[uniffi::method(default(case = None))]
    pub async fn summary(&self, case: Option<CaseId>) -> Result<LettersSummary, CoreError> {
        let case = asked(case);
        let read = move |device: &Opstap| {
            let (found, calendar) = (device.letters(case)?, device.calendar(case)?);
            let rows =
                |rows: Vec<opstap::LetterRow>| rows.into_iter().map(|found| row(calendar, found)).collect();
            Ok(LettersSummary { open: rows(found.open), done: rows(found.done) })
        };
        self.engine.read_in(case, read).await
    }

    /// Files a letter, with photos of it if there are any: all of it or nothing. Its deadline is reminded of until somebody says
    /// that it is done.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] for a debt that is not here; [`CoreError::Refused`] for an amount that cannot be read, and for a
    /// photo as `Files.send` refuses it; [`CoreError::Storage`] without room.
    #[uniffi::method(default(photos = [], case = None))]
    pub async fn file(
        &self,
        letter: LetterDraft,
        photos: Vec<FileDraft>,
        case: Option<CaseId>,
    ) -> Result<LetterRow, CoreError> {
        let (case, letter) = (asked(case), letter.into());
        let mut next = each(photos);
        let write = move |device: &Opstap| {
            one(device, case, device.file_letter_with_photos(case, &letter, &mut next)?)
        };
        self.engine.write(write).await
    }

    /// Adds photos to a letter: all of them, or none.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a letter; for a photo as `file`.
    #[uniffi::method(default(case = None))]
    pub async fn attach(
        &self,
        id: Uuid,
        photos: Vec<FileDraft>,
        case: Option<CaseId>,
    ) -> Result<LetterRow, CoreError> {
        let case = asked(case);
        let mut next = each(photos);
        let write =
            move |device: &Opstap| one(device, case, device.attach_all_to_letter(case, id, &mut next)?);
        self.engine.write(write).await
    }

    /// Changes what is said about a letter: also links it to a debt.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a letter or debt; [`CoreError::Refused`] as `file`.
    #[uniffi::method(default(case = None))]
    pub async fn change(
        &self,
        id: Uuid,
        letter: LetterDraft,
        case: Option<CaseId>,
    ) -> Result<LetterRow, CoreError> {
        let (case, letter) = (asked(case), letter.into());
        self.engine.write(move |device| one(device, case, device.change_letter(case, id, &letter)?)).await
    }

    /// Says that a letter was dealt with, or that it was not after all.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a letter.
    #[uniffi::method(default(case = None))]
    pub async fn finish(&self, id: Uuid, done: bool, case: Option<CaseId>) -> Result<LetterRow, CoreError> {
        let case = asked(case);
        self.engine.write(move |device| one(device, case, device.finish_letter(case, id, done)?)).await
    }

    /// Removes a letter.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a letter.
    #[uniffi::method(default(case = None))]
    pub async fn remove(&self, id: Uuid, case: Option<CaseId>) -> Result<(), CoreError> {
        let case = asked(case);
        self.engine.write(move |device| device.remove_letter(case, id)).await
    }

    /// Reads the recognised text of a letter. Of each sort the surest first. Keeps nothing.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a case.
    #[uniffi::method(default(case = None))]
    pub async fn read(&self, text: String, case: Option<CaseId>) -> Result<Vec<LetterReading>, CoreError> {
        let case = asked(case);
        let read =
            move |device: &Opstap| Ok(device.read_letter(case, &text)?.into_iter().map(Into::into).collect());
        self.engine.read_in(case, read).await
    }
}

/// One photo after another, read where it lies.
fn each(photos: Vec<FileDraft>) -> impl FnMut() -> Option<Result<FileEntry, OpstapError>> {
    let mut photos = photos.into_iter();
    move || photos.next().map(FileDraft::read)
}

fn one(device: &Opstap, case: Option<Uuid>, from: opstap::LetterRow) -> Result<LetterRow, OpstapError> {
    Ok(row(device.calendar(case)?, from))
}

fn row(calendar: Calendar, from: opstap::LetterRow) -> LetterRow {
    LetterRow {
        id: from.id,
        sender: from.sender,
        amount: from.amount.map(Into::into),
        due_on: from.due_on.map(|day| DateText::new(calendar, day)),
        due_text: from.due_text,
        late: from.late,
        received_text: from.received_text,
        reference: from.reference,
        debt: from.debt,
        done: from.state == "done",
        state_text: from.state_text,
        note: from.note,
        files: all(from.files),
        contested: from.contested,
        waiting: from.waiting,
    }
}

impl From<LetterDraft> for opstap::LetterEntry {
    fn from(from: LetterDraft) -> Self {
        Self {
            sender: from.sender,
            typed: from.typed,
            due_on: from.due_on,
            dated_on: from.dated_on,
            received_on: from.received_on,
            reference: from.reference,
            debt: from.debt,
            note: from.note,
        }
    }
}

impl From<opstap::ReadingRow> for LetterReading {
    fn from(from: opstap::ReadingRow) -> Self {
        Self {
            what: match from.what {
                "sender" => LetterPart::Sender,
                "amount" => LetterPart::Amount,
                "deadline" => LetterPart::Deadline,
                "iban" => LetterPart::Iban,
                "kind" => LetterPart::Kind,
                "subject" => LetterPart::Subject,
                _ => LetterPart::Reference,
            },
            label: from.label,
            value: from.value,
            day: from.day,
            text: from.text,
            quote: from.quote,
            likely: from.likely,
        }
    }
}
