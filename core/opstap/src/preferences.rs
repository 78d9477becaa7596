//! How the client wants to be reminded, and in which language.

use opstap_content::Language;
use opstap_domain::{CivilTime, Date};
use opstap_store::Edit;
use serde::Serialize;
use serde_json::json;
use uuid::Uuid;

use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::room::Room;

/// What is set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PreferenceSummary {
    /// No notifications from this time on the wall …
    pub quiet_from: CivilTime,
    /// … up to this time.
    pub quiet_to: CivilTime,
    /// A second reminder so many hours before an appointment.
    pub hours_before: Option<u32>,
    /// The same in words; `None`: no second reminder.
    pub hours_before_text: Option<String>,
    /// No nudges before this day.
    pub paused_until: Option<Date>,
    /// Whether a daily nudge is welcome.
    pub nudges: bool,
    /// Whether news of the organisation is welcome. Nobody gets any who did not say so.
    pub news: bool,
    /// `nl` or `en`.
    pub language: &'static str,
}

/// One thing that somebody sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PreferenceEdit {
    /// The quiet hours.
    Quiet(CivilTime, CivilTime),
    /// Hours before an appointment; 0: no second reminder.
    HoursBefore(u32),
    /// A pause until that day, or none.
    PauseUntil(Option<Date>),
    /// Whether a daily nudge is welcome.
    Nudges(bool),
    /// Whether news of the organisation is welcome.
    News(bool),
    /// The language of the words.
    Language(Language),
}

impl Opstap {
    /// How the client wants it.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a case.
    pub fn preferences(&self, case: Option<Uuid>) -> Result<PreferenceSummary, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            summary(inner, &room)
        })
    }

    /// Sets one thing.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Refused`] for hours out of range; [`OpstapError::NotAllowed`] for anybody but the client.
    pub fn set_preference(
        &self,
        case: Option<Uuid>,
        edit: PreferenceEdit,
    ) -> Result<PreferenceSummary, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let unit = match edit {
                PreferenceEdit::Quiet(from, to) => {
                    ("quiet", json!({ "from": from.minute_of_day(), "to": to.minute_of_day() }))
                }
                PreferenceEdit::HoursBefore(hours) => ("hours_before", json!(hours)),
                PreferenceEdit::PauseUntil(day) => ("pause_until", json!(day)),
                PreferenceEdit::Nudges(welcome) => ("nudges", json!(welcome)),
                PreferenceEdit::News(welcome) => ("news", json!(welcome)),
                PreferenceEdit::Language(language) => ("language", json!(language.code())),
            };
            let id = room.together.derived_id("preference");
            self.act(inner, &[Edit::put(room.together, "preference", id, [unit])])?;
            let room = self.room(inner, Some(room.case))?;
            summary(inner, &room)
        })
    }
}

fn summary(inner: &mut Inner, room: &Room) -> Result<PreferenceSummary, OpstapError> {
    let wanted = crate::reminders::preferences(inner, room)?;
    Ok(PreferenceSummary {
        quiet_from: wanted.quiet.from,
        quiet_to: wanted.quiet.to,
        hours_before: wanted.hours_before,
        hours_before_text: wanted
            .hours_before
            .filter(|hours| *hours > 0)
            .map(|hours| room.words.text_with("count-hours", &[("count", i64::from(hours).into())])),
        paused_until: wanted.paused_until,
        nudges: wanted.nudges,
        news: news_welcome(inner, room)?,
        language: room.language.code(),
    })
}

fn news_welcome(inner: &mut Inner, room: &Room) -> Result<bool, OpstapError> {
    let said = inner.store.record(room.together, "preference", room.together.derived_id("preference"))?;
    Ok(said.is_some_and(|record| record.value("news") == true))
}
