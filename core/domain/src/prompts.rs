//! What a helper could write now, because something happened.
//!
//! Which happening asks for which example message is content: an *automation* names a trigger, a delay in days, a message, and
//! perhaps for whom. What fits a case today is a *prompt*. It is proposed to a helper, who sends it, changes it or leaves it
//! (ADR-0044). Only what an organisation says may leave by itself does so, in [`leaving`]'s hours and numbers (ADR-0066).
//!
//! # Source
//!
//! Design (domain.md 0, rule 6): "person-to-person first, automation second"; demand 64: "nothing of mode human leaves by
//! itself". Each message says in its content how it may go: `auto`, `approve`, `human`. Product page: friendly messages to who falls silent, compliments.

use serde::{Deserialize, Serialize};

use crate::condition::{Condition, Facts, Parameters, Truth};
use crate::phrase::Phrase;
use crate::time::{Date, Instant, Zone};

pub mod leaving;
mod rehearsal;

pub use rehearsal::{Turn, for_and_against, rehearse};

/// Longest delay, in days.
pub const DAYS_MAX: u16 = 366;
/// A happening of more than so many days past its delay is old news; silence never is. A choice, to be tuned in the pilot.
const STALE_DAYS: i64 = 14;

/// What can ask for a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trigger {
    /// The client did not come to an appointment.
    AppointmentMissed,
    /// The client did nothing for some time.
    Silent,
    /// There was a talk.
    Talk,
    /// A phase of the programme is done.
    PhaseDone,
    /// A step of the programme is done.
    StepDone,
    /// The case began.
    Opened,
}

impl Trigger {
    /// Every trigger, the one that is answered first coming first.
    pub const ALL: [Self; 6] =
        [Self::AppointmentMissed, Self::Silent, Self::Talk, Self::PhaseDone, Self::StepDone, Self::Opened];

    /// As content names it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AppointmentMissed => "appointment_missed",
            Self::Silent => "silent",
            Self::Talk => "talk",
            Self::PhaseDone => "phase_done",
            Self::StepDone => "step_done",
            Self::Opened => "opened",
        }
    }

    /// The trigger with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|trigger| trigger.name() == name)
    }
}

/// Who makes the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// It leaves by itself, within [`leaving`]; before that a helper may send it, change it or leave it, as any other.
    Auto,
    /// It is ready; a helper reads it and sends it.
    Approve,
    /// A helper speaks with the client themselves; the text is a thought for that, and cannot be sent as it is.
    Human,
}

impl Mode {
    /// Every way, the freest first.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Approve, Self::Human];

    /// As content names it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Approve => "approve",
            Self::Human => "human",
        }
    }

    /// The way with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.name() == name)
    }
}

/// Which happening asks for which message, as an organisation's content holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Automation {
    /// Stable id.
    pub id: String,
    /// What who writes for an organisation calls it.
    #[serde(default)]
    pub title: String,
    /// What asks for it.
    pub on: Trigger,
    /// So many days after it, counted on the client's calendar; at most [`DAYS_MAX`].
    #[serde(default)]
    pub days: u16,
    /// The id of the example message.
    pub message: String,
    /// Who makes the message.
    pub mode: Mode,
    /// For whom; `None` is for everybody. What is not known of a client is not so.
    #[serde(default)]
    pub when: Option<Condition>,
}

/// Something that happened in a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happening {
    /// What.
    pub on: Trigger,
    /// Which one, among all of its trigger in the case: the same on every device.
    pub which: String,
    /// When. Of silence: the client's last act.
    pub at: Instant,
    /// What it is called, where it has a name: a step or a phase.
    pub title: String,
}

/// What a helper did with a prompt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// The automation.
    pub automation: String,
    /// The happening's `which`.
    pub which: String,
    /// The day, on the client's calendar.
    pub on: Date,
    /// A message went. Else it was left.
    pub sent: bool,
}

/// A case, as far as prompts ask for it.
#[derive(Clone, Copy, Debug)]
pub struct Case<'c> {
    /// What happened, in any order.
    pub happenings: &'c [Happening],
    /// What helpers did with prompts before.
    pub decided: &'c [Decided],
    /// A question of the client waits: that is answered first.
    pub question_waits: bool,
    /// The client asked for rest.
    pub paused: bool,
    /// An appointment is to come: one that was missed is made up for.
    pub expected: bool,
    /// What is known of the household.
    pub facts: &'c Facts,
    /// The client's zone.
    pub zone: Zone,
}

/// A message that fits now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prompt<'a, 'c> {
    /// Which automation asks for it.
    pub automation: &'a Automation,
    /// What happened.
    pub happening: &'c Happening,
    /// Why it is proposed.
    pub why: Phrase,
}

/// The one message that fits a case today, if any.
///
/// Nothing is proposed while the client asked for rest or waits for an answer, and nothing on a day on which one was sent
/// already. Nobody is asked for a new appointment who has one. Of each trigger only the newest happening counts, and of its
/// automations the one with the longest delay that has passed: who was silent for thirty days is not asked what fits after
/// fourteen. What was sent or left is not proposed again, nor what comes before it.
#[must_use]
pub fn prompt<'a, 'c>(
    automations: &'a [Automation],
    parameters: &Parameters,
    case: &Case<'c>,
    today: Date,
) -> Option<Prompt<'a, 'c>> {
    let sent_today = case.decided.iter().any(|decided| decided.sent && decided.on >= today);
    if case.paused || case.question_waits || sent_today {
        return None;
    }
    let asks = |trigger: &Trigger| *trigger != Trigger::AppointmentMissed || !case.expected;
    Trigger::ALL.into_iter().filter(asks).find_map(|trigger| {
        let of_it = case.happenings.iter().filter(|happening| happening.on == trigger);
        let happening = of_it.max_by_key(|happening| (happening.at, &happening.which))?;
        let passed = case.zone.date(happening.at).days_until(today);
        let own = || automations.iter().filter(|automation| automation.on == trigger);
        let decided = |automation: &&Automation| {
            case.decided.iter().any(|one| one.automation == automation.id && one.which == happening.which)
        };
        let after = own().filter(decided).map(|automation| i64::from(automation.days)).max();
        let fits = |automation: &&Automation| {
            let days = i64::from(automation.days);
            let fresh = trigger == Trigger::Silent || passed <= days + STALE_DAYS;
            let for_them = |when: &Condition| when.evaluate(case.facts, parameters) == Truth::True;
            passed >= days
                && fresh
                && after.is_none_or(|after| days > after)
                && automation.when.as_ref().is_none_or(for_them)
        };
        let automation = own().filter(fits).max_by_key(|automation| (automation.days, &automation.id))?;
        Some(Prompt { automation, happening, why: why(happening, passed) })
    })
}

fn why(happening: &Happening, passed: i64) -> Phrase {
    match happening.on {
        Trigger::AppointmentMissed => Phrase::new("prompt-why-missed").with("days", passed),
        Trigger::Silent => Phrase::new("prompt-why-silent").with("days", passed),
        Trigger::Talk => Phrase::new("prompt-why-talk").with("days", passed),
        Trigger::PhaseDone => Phrase::new("prompt-why-phase").with("title", happening.title.as_str()),
        Trigger::StepDone => Phrase::new("prompt-why-step").with("title", happening.title.as_str()),
        Trigger::Opened => Phrase::new("prompt-why-opened").with("days", passed),
    }
}

#[cfg(test)]
mod tests;
