//! A helper's day: the appointments of all cases on one date, to take along on house visits.

use opstap_content::format;
use opstap_domain::Date;
use opstap_domain::ids::Role;
use opstap_domain::order;
use serde::Serialize;
use uuid::Uuid;

use crate::agenda::{AppointmentRow, rows};
use crate::device::Opstap;
use crate::error::OpstapError;

/// The appointments of one day, over all cases. Everything of these cases is on the device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VisitPage {
    /// The day.
    pub date: Date,
    /// The day in words.
    pub date_text: String,
    /// The appointments, earliest first.
    pub visits: Vec<VisitRow>,
}

/// One appointment with whose it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VisitRow {
    /// The case.
    pub case: Uuid,
    /// The client's name.
    pub name: String,
    /// The appointment.
    pub appointment: AppointmentRow,
}

impl Opstap {
    /// A helper's appointments on `date`; today without one.
    ///
    /// # Errors
    ///
    /// [`OpstapError::NotAllowed`] for a client; [`OpstapError::Locked`] after too long without the server.
    pub fn visits(&self, date: Option<Date>) -> Result<VisitPage, OpstapError> {
        self.with(|inner| {
            if inner.role()? == Role::Client {
                return Err(OpstapError::NotAllowed);
            }
            let today = self.zone.date(self.now());
            let date = date.unwrap_or(today);
            let mut visits = Vec::new();
            for case in crate::room::open_cases(inner)? {
                let room = self.room(inner, Some(case))?;
                let record = inner.store.record(room.together, "case", room.together.derived_id("case"))?;
                let name = record.map(|record| record.text("name").to_owned()).unwrap_or_default();
                for appointment in rows(inner, &room)? {
                    if room.zone.date(appointment.starts_at) == date && appointment.status != "cancelled" {
                        visits.push(VisitRow { case, name: name.clone(), appointment });
                    }
                }
            }
            order::sort_by_key(&mut visits, |visit| (visit.appointment.starts_at, visit.case));
            let language = self.language_of(inner);
            Ok(VisitPage { date, date_text: format::date(language, date, today), visits })
        })
    }
}
