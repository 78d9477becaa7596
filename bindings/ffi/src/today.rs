//! The first screen.

use opstap::Calendar;

use crate::agenda::AppointmentRow;
use crate::library::TipRow;
use crate::programme::TaskRow;
use crate::value::{CaseId, DateText, MoneyText};

/// The first screen of a client, or of a helper who looks along.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct TodaySummary {
    /// The case.
    pub case: CaseId,
    /// The day.
    pub date: DateText,
    /// A kind word.
    pub greeting: String,
    /// The one next small step.
    pub next: Option<TaskRow>,
    /// Why one does it.
    pub why: Option<String>,
    /// Without a next step: why there is none.
    pub no_next: Option<String>,
    /// The programme, in whole per cent.
    pub percent: u8,
    /// What there is for daily life this week; nothing while the budget is not complete or not certain.
    pub spend_this_week: Option<MoneyText>,
    /// The next appointment.
    pub appointment: Option<AppointmentRow>,
    /// Messages that were not read.
    pub unread: u32,
    /// Values of which two readings wait for a choice.
    pub disputes: u32,
    /// The most important tip.
    pub tip: Option<TipRow>,
    /// Changes that are only on this device.
    pub waiting: u64,
    /// The screen as sentences, in the order in which to read them out.
    pub spoken: Vec<String>,
}

impl TodaySummary {
    pub(crate) fn draw(from: opstap::TodaySummary, calendar: Calendar) -> Self {
        Self {
            case: CaseId { value: from.case },
            date: DateText::new(calendar, from.date),
            greeting: from.greeting,
            next: from.next.map(|task| TaskRow::draw(task, calendar)),
            why: from.why,
            no_next: from.no_next,
            percent: from.percent,
            spend_this_week: from.spend_this_week.map(Into::into),
            appointment: from.appointment.map(Into::into),
            unread: from.unread as u32,
            disputes: from.conflicts as u32,
            tip: from.tip.map(Into::into),
            waiting: from.waiting,
            spoken: from.text,
        }
    }
}
