//! Who needs attention now: an order over cases, with reasons that can be read.

use serde::{Deserialize, Serialize};

use crate::order;
use crate::phrase::Phrase;
use crate::sign_up::{Promise, promise};
use crate::time::Instant;

/// What the order follows from. Counts and moments, no words of the client.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseSigns {
    /// Since when a question of the client waits for an answer.
    pub question_since: Option<Instant>,
    /// Appointments that passed without being closed, or were missed, in the last thirty days.
    pub missed_appointments: u32,
    /// Notes of talks that are not right, in the client's eyes, and that nobody corrected.
    pub disputed_notes: u32,
    /// Work forms that the client shared and of which no helper said anything yet.
    pub unanswered_forms: u32,
    /// Moments were offered, all of them are gone, and nothing else is agreed on.
    pub nothing_to_choose: bool,
    /// By when somebody who signed up was promised an answer, while nobody answered.
    pub answer_by: Option<Instant>,
    /// The next appointment.
    pub next_appointment: Option<Instant>,
    /// Amounts and moments of which two readings wait for a choice.
    pub open_conflicts: u32,
    /// The last thing that the client did.
    pub last_activity: Option<Instant>,
    /// The budget falls short.
    pub falls_short: bool,
    /// When the case began.
    pub opened: Option<Instant>,
    /// Nudges are paused: silence is agreed.
    pub paused: bool,
}

/// Why a case stands where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attention {
    /// More is more urgent; only for sorting.
    pub score: u32,
    /// The reasons, weightiest first; empty when nothing waits.
    pub reasons: Vec<Phrase>,
}

/// A client is called silent after so many days. Heuristic, as in `content/tips.json`.
const SILENT_DAYS: i64 = 14;
/// A new case stands out for so many days.
const NEW_DAYS: i64 = 7;
const DAY_MS: i64 = 24 * 3600 * 1000;

/// Weighs the signs of a case at the moment `now`.
///
/// An answer that was promised to somebody who signed up comes before all else when its time is almost over, and more so when
/// it has passed. Then a waiting question counts most, and more with each day up to thirty; then a missed appointment, a client with no
/// moment left to choose, a note that is not right, answers that were shared, an amount that is not certain, silence, a new case and a budget that falls short.
///
/// # Source
///
/// Product page: "who needs attention now"; weights are a choice, to be tuned in the pilot.
#[must_use]
pub fn attention(signs: &CaseSigns, now: Instant) -> Attention {
    let days = |since: Instant| (now.0 - since.0).max(0) / DAY_MS;
    let mut found: Vec<(u32, Phrase)> = Vec::new();
    if let Some(by) = signs.answer_by {
        let waits = match promise(by, None, now) {
            Promise::Broken(hours) => {
                Some((900, Phrase::new("attention-sign-up-broken").with("count", hours)))
            }
            Promise::Soon(hours) => Some((850, Phrase::new("attention-sign-up-soon").with("count", hours))),
            Promise::Waits(hours) => Some((450, Phrase::new("attention-sign-up-waits").with("count", hours))),
            Promise::Kept | Promise::KeptLate => None,
        };
        found.extend(waits);
    }
    if let Some(since) = signs.question_since {
        let waited = days(since);
        let phrase = match waited {
            0 => Phrase::new("attention-question-today"),
            waited => Phrase::new("attention-question-waiting").with("count", waited),
        };
        found.push((500 + 10 * waited.min(30) as u32, phrase));
    }
    if signs.missed_appointments > 0 {
        found.push((400, Phrase::new("attention-appointment-missed")));
    }
    if signs.nothing_to_choose {
        found.push((375, Phrase::new("attention-no-moment")));
    }
    if signs.disputed_notes > 0 {
        found.push((350, Phrase::new("attention-note-disputed")));
    }
    if signs.unanswered_forms > 0 {
        found.push((325, Phrase::new("attention-form-shared")));
    }
    if signs.open_conflicts > 0 {
        found.push((300, Phrase::new("attention-amount-uncertain")));
    }
    let silent = signs.last_activity.or(signs.opened).map(days).filter(|silent| *silent >= SILENT_DAYS);
    if let Some(silent) = silent.filter(|_| !signs.paused) {
        found.push((200 + silent.min(90) as u32, Phrase::new("attention-silent").with("count", silent)));
    }
    if signs.opened.is_some_and(|opened| days(opened) < NEW_DAYS) {
        found.push((150, Phrase::new("attention-new")));
    }
    if signs.falls_short {
        found.push((100, Phrase::new("attention-budget-short")));
    }
    order::sort_by_key(&mut found, |(weight, _)| std::cmp::Reverse(*weight));
    Attention {
        score: found.iter().map(|(weight, _)| weight).sum(),
        reasons: found.into_iter().map(|(_, phrase)| phrase).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: Instant = Instant(1_795_000_000_000);

    #[expect(clippy::unnecessary_wraps, reason = "every sign is optional")]
    fn ago(days: i64) -> Option<Instant> {
        Some(Instant(NOW.0 - days * DAY_MS))
    }

    fn keys(signs: &CaseSigns) -> Vec<String> {
        attention(signs, NOW).reasons.into_iter().map(|reason| reason.key).collect()
    }

    #[test]
    fn a_case_in_which_nothing_waits_has_no_reason() {
        let calm = CaseSigns { last_activity: ago(1), opened: ago(90), ..CaseSigns::default() };
        assert_eq!(attention(&calm, NOW), Attention { score: 0, reasons: vec![] });
    }

    #[test]
    fn who_has_no_moment_left_to_choose_comes_after_a_missed_appointment() {
        let signs = CaseSigns { nothing_to_choose: true, missed_appointments: 1, ..CaseSigns::default() };
        assert_eq!(keys(&signs), ["attention-appointment-missed", "attention-no-moment"]);
    }

    #[test]
    fn a_waiting_question_comes_before_silence() {
        let signs = CaseSigns { question_since: ago(2), last_activity: ago(20), ..CaseSigns::default() };
        assert_eq!(keys(&signs), ["attention-question-waiting", "attention-silent"]);
    }

    #[test]
    fn an_answer_that_was_promised_comes_first_when_its_time_is_almost_over() {
        let hours = |count: i64| Some(Instant(NOW.0 + count * 3600 * 1000));
        let signs = |by| CaseSigns {
            answer_by: by,
            question_since: ago(2),
            last_activity: ago(2),
            ..CaseSigns::default()
        };
        assert_eq!(keys(&signs(hours(30))), ["attention-question-waiting", "attention-sign-up-waits"]);
        assert_eq!(keys(&signs(hours(3))), ["attention-sign-up-soon", "attention-question-waiting"]);
        assert_eq!(keys(&signs(hours(-3))), ["attention-sign-up-broken", "attention-question-waiting"]);
    }

    #[test]
    fn a_note_that_is_not_right_comes_after_a_waiting_question_and_before_an_amount() {
        let signs = CaseSigns {
            question_since: ago(0),
            disputed_notes: 2,
            open_conflicts: 1,
            last_activity: ago(1),
            ..CaseSigns::default()
        };
        let wanted = ["attention-question-today", "attention-note-disputed", "attention-amount-uncertain"];
        assert_eq!(keys(&signs), wanted);
    }

    #[test]
    fn every_sign_has_its_place() {
        let all = CaseSigns {
            question_since: ago(3),
            missed_appointments: 1,
            disputed_notes: 1,
            open_conflicts: 1,
            opened: ago(2),
            last_activity: ago(30),
            falls_short: true,
            ..CaseSigns::default()
        };
        let wanted = [
            "attention-question-waiting",
            "attention-appointment-missed",
            "attention-note-disputed",
            "attention-amount-uncertain",
            "attention-silent",
            "attention-new",
            "attention-budget-short",
        ];
        assert_eq!(keys(&all), wanted);
        assert_eq!(attention(&all, NOW).score, 530 + 400 + 350 + 300 + 230 + 150 + 100);
    }

    #[test]
    fn shared_answers_come_after_a_waiting_question_and_before_an_amount() {
        let signs = CaseSigns {
            question_since: ago(0),
            unanswered_forms: 1,
            open_conflicts: 1,
            last_activity: ago(1),
            ..CaseSigns::default()
        };
        let wanted = ["attention-question-today", "attention-form-shared", "attention-amount-uncertain"];
        assert_eq!(keys(&signs), wanted);
    }

    #[test]
    fn agreed_silence_is_no_reason() {
        let signs = CaseSigns { last_activity: ago(40), paused: true, ..CaseSigns::default() };
        assert!(keys(&signs).is_empty());
    }

    proptest! {
        /// Waiting longer never makes a question less urgent.
        #[test]
        fn an_older_question_is_never_less_urgent(days in 0..400_i64, more in 0..400_i64) {
            let at = |days| CaseSigns { question_since: ago(days), ..CaseSigns::default() };
            prop_assert!(attention(&at(days + more), NOW).score >= attention(&at(days), NOW).score);
        }
    }
}
