//! What leaves by itself, when, and how much of it: the bounds of [`Mode::Auto`](super::Mode) (ADR-0066).
//!
//! A message that nobody read is kind only by chance. So it goes when a helper could have written it, and not to many at once: a
//! mistake in it is seen before it reached everybody.

use super::{Automation, Decided, Mode};
use crate::time::{Date, HolidayRules, LocalMoment};

/// So many a day of one automation, of one helper, unless the automation says otherwise. A choice, to be tuned in the pilot.
pub const A_DAY: u16 = 20;
/// The most that an automation may say.
pub const A_DAY_MAX: u16 = 200;
/// From this hour on the client's clock.
const FROM: u16 = 9;
/// Until this hour.
const UNTIL: u16 = 18;

/// Whether a message may leave by itself at this moment on the client's clock: on a working day, from nine to six.
#[must_use]
pub fn may_leave(now: LocalMoment, holidays: &HolidayRules) -> bool {
    now.date.is_working_day(holidays) && (FROM..UNTIL).contains(&now.time.hour())
}

/// How many more of this automation may leave by themselves today, where it says `a_day` (0: nothing). `decided`: what was sent in
/// all cases of a helper, by whom ever; none of what is not to leave by itself.
#[must_use]
pub fn room_left<'d>(
    automation: &Automation,
    a_day: u16,
    decided: impl IntoIterator<Item = &'d Decided>,
    today: Date,
) -> usize {
    if automation.mode != Mode::Auto {
        return 0;
    }
    let most = if a_day == 0 { A_DAY } else { a_day.min(A_DAY_MAX) };
    let of_today = |one: &&Decided| one.sent && one.on == today && one.automation == automation.id;
    usize::from(most).saturating_sub(decided.into_iter().filter(of_today).count())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::prompts::Trigger;
    use crate::time::{CivilTime, Instant, Zone};

    fn at(text: &str, hour: u16) -> LocalMoment {
        LocalMoment::new(text.parse().unwrap_or(Date::MIN), CivilTime::hour_of_day(hour))
    }

    #[test]
    fn it_leaves_on_working_days_between_nine_and_six() {
        let may = |day, hour| may_leave(at(day, hour), &HolidayRules::default());
        // A Monday, with both hours on which the clock turned the day before.
        for day in ["2027-03-29", "2026-10-26"] {
            let open: Vec<u16> = (0..24).filter(|hour| may(day, *hour)).collect();
            let expected: Vec<u16> = if day == "2027-03-29" { Vec::new() } else { (9..18).collect() };
            assert_eq!(open, expected, "{day}: Easter Monday, or not");
        }
        assert!(may("2026-11-27", 12), "a Friday");
        for day in ["2026-11-28", "2026-11-29", "2026-12-25", "2027-01-01", "2027-04-27"] {
            assert!(!may(day, 12), "{day}");
        }
    }

    fn automation(mode: Mode) -> Automation {
        Automation {
            id: "praise".to_owned(),
            title: String::new(),
            on: Trigger::StepDone,
            days: 0,
            message: "praise".to_owned(),
            mode,
            when: None,
        }
    }

    fn sent(automation: &str, on: Date, sent: bool) -> Decided {
        Decided { automation: automation.to_owned(), which: "x".to_owned(), on, sent }
    }

    #[test]
    fn what_was_sent_today_counts_whoever_sent_it() {
        let today: Date = "2026-11-30".parse().unwrap_or(Date::MIN);
        let decided = [
            sent("praise", today, true),
            sent("praise", today, true),
            sent("praise", today, false),
            sent("praise", today.plus_days(-1), true),
            sent("other", today, true),
        ];
        assert_eq!(room_left(&automation(Mode::Auto), 3, &decided, today), 1);
        assert_eq!(room_left(&automation(Mode::Auto), 1, &decided, today), 0);
        assert_eq!(room_left(&automation(Mode::Auto), 0, &decided, today), usize::from(A_DAY) - 2);
    }

    proptest! {
        /// Demand 64: nothing of mode human leaves by itself, and nothing that somebody is to read first.
        #[test]
        fn nothing_else_ever_leaves(a_day in 0..500_u16, number in 0..5_usize) {
            let today = Zone::AMSTERDAM.date(Instant(1_796_000_000_000));
            let decided: Vec<Decided> = (0..number).map(|_| sent("praise", today, true)).collect();
            for mode in [Mode::Approve, Mode::Human] {
                prop_assert_eq!(room_left(&automation(mode), a_day, &decided, today), 0);
            }
            prop_assert!(room_left(&automation(Mode::Auto), a_day, &decided, today) <= usize::from(A_DAY_MAX));
        }
    }
}
