//! What an automation would do, asked of a person who is invented, before anybody gets to do with it.

use std::collections::BTreeMap;

use super::{Automation, Case, DAYS_MAX, Decided, Happening, Trigger, prompt};
use crate::condition::{Condition, FactValue, Facts, Op, Parameters, Truth};
use crate::time::{CivilTime, Date, LocalMoment, Zone};

/// A message that would be proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn<'a> {
    /// So many days after what happened.
    pub days: i64,
    /// By which automation.
    pub automation: &'a Automation,
}

/// What would be proposed after one happening of this sort, day after day, to who helps somebody of whom `facts` is known, and
/// sends each message on the day on which it comes. What is answered by the rule of [`prompt`] itself.
#[must_use]
pub fn rehearse<'a>(
    automations: &'a [Automation],
    parameters: &Parameters,
    facts: &Facts,
    on: Trigger,
) -> Vec<Turn<'a>> {
    // Any day will do: a Monday in a spring without a holiday.
    let first = Date::from_ymd(2027, 3, 1).unwrap_or(Date::MIN);
    let noon = LocalMoment { date: first, time: CivilTime::hour_of_day(12) };
    let which = "rehearsed".to_owned();
    let happenings = [Happening { on, which, at: Zone::AMSTERDAM.instant(noon), title: String::new() }];
    let (mut decided, mut turns): (Vec<Decided>, Vec<Turn<'a>>) = (Vec::new(), Vec::new());
    for days in 0..=i64::from(DAYS_MAX) {
        let today = first.plus_days(days);
        let case = Case {
            happenings: &happenings,
            decided: &decided,
            question_waits: false,
            paused: false,
            expected: false,
            facts,
            zone: Zone::AMSTERDAM,
        };
        let Some(found) = prompt(automations, parameters, &case, today).map(|found| found.automation) else {
            continue;
        };
        turns.push(Turn { days, automation: found });
        decided.push(Decided {
            automation: found.id.clone(),
            which: happenings[0].which.clone(),
            on: today,
            sent: true,
        });
    }
    turns
}

/// Facts of somebody for whom a condition is so, and of somebody for whom it is not. `None`: it asks more than what is yes or
/// no.
#[must_use]
pub fn for_and_against(when: &Condition) -> Option<(Facts, Facts)> {
    let [mut fits, mut not] = [BTreeMap::new(), BTreeMap::new()];
    for leaf in when.leaves() {
        let yes = match leaf.op {
            Op::IsTrue => true,
            Op::IsFalse => false,
            _ => return None,
        };
        fits.insert(leaf.field.clone(), FactValue::Bool(yes));
        not.insert(leaf.field.clone(), FactValue::Bool(!yes));
    }
    let is = |facts: &Facts| when.evaluate(facts, &Parameters::new());
    (is(&fits) == Truth::True && is(&not) != Truth::True).then_some((fits, not))
}
