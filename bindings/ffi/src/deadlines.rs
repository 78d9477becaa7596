//! What has to happen by when, and what became of it.

use opstap::{Calendar, Opstap};

use crate::error::CoreError;
use crate::service::service;
use crate::value::{CaseId, DateText, LocalDate, Uuid, asked};

/// The deadlines of a case.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct DeadlinePage {
    /// What is open: what is missed first, then by last day.
    pub open: Vec<DeadlineRow>,
    /// What is done or was stopped, the latest first.
    pub ended: Vec<DeadlineRow>,
    /// For professionals: what may be begun today.
    pub terms: Vec<TermChoice>,
}

/// One deadline.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct DeadlineRow {
    /// Which.
    pub id: Uuid,
    /// Its case.
    pub case: CaseId,
    /// How the client wants to be called.
    pub name: String,
    /// What has to happen.
    pub title: String,
    /// The day on which its clock began.
    pub started_on: DateText,
    /// Its last day now.
    pub last_day: DateText,
    /// How it stands, in a sentence.
    pub standing: String,
    /// How it stands.
    pub state: DeadlineState,
    /// Nobody did it in time, and it is still to be done.
    pub late: bool,
    /// Where the term stands.
    pub source: String,
    /// What was decided on the way, in sentences.
    pub steps: Vec<String>,
    /// Changed on this device and not yet at the server.
    pub waiting: bool,
}

/// How a deadline stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum DeadlineState {
    /// Its last day has not passed.
    Running,
    /// Done in time.
    Met,
    /// Its last day has passed; done since, or not.
    Missed,
    /// It does not matter any more.
    Stopped,
}

/// A term that may be begun.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct TermChoice {
    /// What `start` takes.
    pub id: String,
    /// What has to happen.
    pub title: String,
    /// Its last day when it begins today.
    pub last_day: DateText,
    /// Where it stands.
    pub source: String,
    /// False: from memory, to be looked up before it is relied on.
    pub verified: bool,
}

service!(
    /// The deadlines.
    Deadlines
);

#[uniffi::export]
impl Deadlines {
    /// The deadlines of a case. The client sees them too.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a case.
    #[uniffi::method(default(case = None))]
    pub async fn list(&self, case: Option<CaseId>) -> Result<DeadlinePage, CoreError> {
        let case = asked(case);
        let read = move |device: &Opstap| {
            let page = device.deadlines(case)?;
            let calendar = device.calendar(case)?;
            let rows =
                |rows: Vec<opstap::DeadlineRow>| rows.into_iter().map(|found| row(calendar, found)).collect();
            let terms = page.terms.into_iter().map(|term| TermChoice {
                id: term.id,
                title: term.title,
                last_day: DateText::new(calendar, term.last_day),
                source: term.source,
                verified: term.verified,
            });
            Ok(DeadlinePage { open: rows(page.open), ended: rows(page.ended), terms: terms.collect() })
        };
        self.engine.read_in(case, read).await
    }

    /// For professionals: the open deadlines of all cases, what is missed first, then by last day.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotAllowed`] for a client.
    pub async fn work_list(&self) -> Result<Vec<DeadlineRow>, CoreError> {
        let read = |device: &Opstap| {
            let calendar = device.calendar(None)?;
            Ok(device.work_list()?.into_iter().map(|found| row(calendar, found)).collect())
        };
        self.engine.read(read).await
    }

    /// Begins a deadline, today or on another day.
    ///
    /// # Errors
    ///
    /// [`CoreError::Refused`] when the term is not known for that day; [`CoreError::NotAllowed`] for who is no professional.
    #[uniffi::method(default(on = None, case = None))]
    pub async fn start(
        &self,
        term: String,
        on: Option<LocalDate>,
        case: Option<CaseId>,
    ) -> Result<DeadlineRow, CoreError> {
        let case = asked(case);
        let write = move |device: &Opstap| {
            let on = on.map_or_else(|| Ok(device.calendar(case)?.today), Ok::<_, opstap::OpstapError>)?;
            said(device, case, device.start_deadline(case, &term, on)?)
        };
        self.engine.write(write).await
    }

    /// Makes a deadline longer, with the reason.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a deadline; [`CoreError::Refused`] when it ended, when the day is not later or
    /// without a reason.
    #[uniffi::method(default(case = None))]
    pub async fn extend(
        &self,
        id: Uuid,
        to: LocalDate,
        reason: String,
        case: Option<CaseId>,
    ) -> Result<DeadlineRow, CoreError> {
        let case = asked(case);
        let write = move |device: &Opstap| said(device, case, device.extend_deadline(case, id, to, &reason)?);
        self.engine.write(write).await
    }

    /// What had to happen has happened, today or on an earlier day.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a deadline; [`CoreError::Refused`] when it ended.
    #[uniffi::method(default(on = None, case = None))]
    pub async fn finish(
        &self,
        id: Uuid,
        on: Option<LocalDate>,
        case: Option<CaseId>,
    ) -> Result<DeadlineRow, CoreError> {
        let case = asked(case);
        let write = move |device: &Opstap| said(device, case, device.finish_deadline(case, id, on)?);
        self.engine.write(write).await
    }

    /// It does not matter any more, with the reason.
    ///
    /// # Errors
    ///
    /// As `finish`, and without a reason.
    #[uniffi::method(default(case = None))]
    pub async fn stop(
        &self,
        id: Uuid,
        reason: String,
        case: Option<CaseId>,
    ) -> Result<DeadlineRow, CoreError> {
        let case = asked(case);
        let write = move |device: &Opstap| said(device, case, device.stop_deadline(case, id, &reason)?);
        self.engine.write(write).await
    }
}

fn said(
    device: &Opstap,
    case: Option<Uuid>,
    found: opstap::DeadlineRow,
) -> Result<DeadlineRow, opstap::OpstapError> {
    Ok(row(device.calendar(case)?, found))
}

fn row(calendar: Calendar, from: opstap::DeadlineRow) -> DeadlineRow {
    DeadlineRow {
        id: from.id,
        case: CaseId { value: from.case },
        name: from.name,
        title: from.title,
        started_on: DateText::new(calendar, from.started_on),
        last_day: DateText::new(calendar, from.last_day),
        standing: from.standing,
        state: match from.state {
            "met" => DeadlineState::Met,
            "missed" => DeadlineState::Missed,
            "stopped" => DeadlineState::Stopped,
            _ => DeadlineState::Running,
        },
        late: from.late,
        source: from.source,
        steps: from.steps,
        waiting: from.waiting,
    }
}
