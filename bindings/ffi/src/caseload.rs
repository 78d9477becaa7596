//! For helpers: who needs attention, the day's visits, and example messages.

use opstap::Opstap;

use crate::agenda::AppointmentRow;
use crate::error::CoreError;
use crate::service::service;
use crate::value::{CaseId, DateText, LocalDate, all, asked};

/// Which cases are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq, uniffi::Record)]
pub struct CaseFilter {
    /// Part of a name.
    #[uniffi(default)]
    pub search: Option<String>,
    /// Only those in which something waits.
    #[uniffi(default = false)]
    pub only_attention: bool,
}

/// A page of the caseload.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct CaseloadPage {
    /// The cases, most urgent first.
    pub rows: Vec<CaseRow>,
    /// How many there are in all.
    pub total: u32,
    /// Hand this in to read on; nothing: this is the end.
    pub next: Option<String>,
}

/// One case.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct CaseRow {
    /// The case: what every method of a helper takes.
    pub case: CaseId,
    /// The client's name.
    pub name: String,
    /// Why it stands where it stands; empty when nothing waits.
    pub reasons: Vec<String>,
    /// The programme's phase.
    pub phase: String,
    /// The programme, in whole per cent.
    pub percent: u8,
    /// Messages that this person did not read.
    pub unread: u32,
    /// The next appointment in words.
    pub next_appointment: Option<String>,
    /// The client's last act in words.
    pub last_activity: Option<String>,
}

/// The appointments of one day, over all cases. Everything of these cases is on the device.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct VisitPage {
    /// The day.
    pub date: DateText,
    /// The appointments, earliest first.
    pub visits: Vec<VisitRow>,
}

/// One appointment with whose it is.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct VisitRow {
    /// The case.
    pub case: CaseId,
    /// The client's name.
    pub name: String,
    /// The appointment.
    pub appointment: AppointmentRow,
}

/// A message that a helper may take as a beginning.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ExampleRow {
    /// Its id.
    pub id: String,
    /// When it fits.
    pub moment: String,
    /// What it does.
    pub technique: String,
    /// The text, with the names filled in. What stands between braces is still to be filled in.
    pub text: String,
}

service!(
    /// A helper's cases.
    Caseload
);

#[uniffi::export]
impl Caseload {
    /// A page of at most `limit` cases (200 at most), most urgent first.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotAllowed`] for a client.
    #[uniffi::method(default(after = None, limit = 50))]
    pub async fn page(
        &self,
        filter: CaseFilter,
        after: Option<String>,
        limit: u32,
    ) -> Result<CaseloadPage, CoreError> {
        let read = move |device: &Opstap| {
            let filter = opstap::CaseFilter { search: filter.search, only_attention: filter.only_attention };
            Ok(device.caseload(&filter, after.as_deref(), limit as usize)?.into())
        };
        self.engine.read(read).await
    }

    /// The appointments of a day; today without one.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotAllowed`] for a client.
    #[uniffi::method(default(date = None))]
    pub async fn visits(&self, date: Option<LocalDate>) -> Result<VisitPage, CoreError> {
        self.engine.read(move |device| Ok(device.visits(date)?.into())).await
    }

    /// Example messages for a case that hold `search`; all of them without.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotAllowed`] for a client; [`CoreError::NotFound`] without such a case.
    #[uniffi::method(default(search = None, case = None))]
    pub async fn examples(
        &self,
        search: Option<String>,
        case: Option<CaseId>,
    ) -> Result<Vec<ExampleRow>, CoreError> {
        let case = asked(case);
        let read = move |device: &Opstap| Ok(all(device.example_messages(case, search.as_deref())?));
        self.engine.read_in(case, read).await
    }
}

impl From<opstap::CaseloadPage> for CaseloadPage {
    fn from(from: opstap::CaseloadPage) -> Self {
        Self { rows: all(from.rows), total: from.total as u32, next: from.next }
    }
}

impl From<opstap::CaseRow> for CaseRow {
    fn from(from: opstap::CaseRow) -> Self {
        Self {
            case: CaseId { value: from.case },
            name: from.name,
            reasons: from.reasons,
            phase: from.phase,
            percent: from.percent,
            unread: from.unread as u32,
            next_appointment: from.next_appointment,
            last_activity: from.last_activity,
        }
    }
}

impl From<opstap::VisitPage> for VisitPage {
    fn from(from: opstap::VisitPage) -> Self {
        Self { date: DateText { date: from.date, text: from.date_text }, visits: all(from.visits) }
    }
}

impl From<opstap::VisitRow> for VisitRow {
    fn from(from: opstap::VisitRow) -> Self {
        Self { case: CaseId { value: from.case }, name: from.name, appointment: from.appointment.into() }
    }
}

impl From<opstap::ExampleRow> for ExampleRow {
    fn from(from: opstap::ExampleRow) -> Self {
        Self { id: from.id, moment: from.moment, technique: from.technique, text: from.text }
    }
}
