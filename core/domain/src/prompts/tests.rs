#![allow(clippy::panic)]

use proptest::prelude::*;

use super::*;
use crate::time::{CivilTime, LocalMoment};

fn date(text: &str) -> Date {
    text.parse().unwrap_or(Date::MIN)
}

fn at(day: &str, hour: u16) -> Instant {
    Zone::AMSTERDAM.instant(LocalMoment::new(date(day), CivilTime::hour_of_day(hour)))
}

fn automation(id: &str, on: Trigger, days: u16) -> Automation {
    Automation {
        id: id.to_owned(),
        title: String::new(),
        on,
        days,
        message: id.to_owned(),
        mode: Mode::Approve,
        when: None,
    }
}

fn happened(on: Trigger, which: &str, at: Instant) -> Happening {
    Happening { on, which: which.to_owned(), at, title: "Post".to_owned() }
}

/// The day of silence that content begins with.
fn book() -> Vec<Automation> {
    vec![
        automation("silent-14", Trigger::Silent, 14),
        automation("silent-30", Trigger::Silent, 30),
        automation("praise", Trigger::StepDone, 0),
        automation("missed", Trigger::AppointmentMissed, 0),
        automation("week", Trigger::Talk, 7),
    ]
}

/// Which automation asks, and its reason.
fn asked(happenings: &[Happening], decided: &[Decided], today: &str) -> Option<(String, String)> {
    asked_of(happenings, decided, today, |_| {})
}

fn asked_of(
    happenings: &[Happening],
    decided: &[Decided],
    today: &str,
    change: impl Fn(&mut Case<'_>),
) -> Option<(String, String)> {
    let facts = Facts::new();
    let mut case = Case {
        happenings,
        decided,
        question_waits: false,
        paused: false,
        expected: false,
        facts: &facts,
        zone: Zone::AMSTERDAM,
    };
    change(&mut case);
    let (book, none) = (book(), Parameters::new());
    let found = prompt(&book, &none, &case, date(today));
    found.map(|found| (found.automation.id.clone(), found.why.key))
}

fn id(found: Option<(String, String)>) -> Option<String> {
    found.map(|(id, _)| id)
}

fn decided(automation: &str, which: &str, on: &str, sent: bool) -> Decided {
    Decided { automation: automation.to_owned(), which: which.to_owned(), on: date(on), sent }
}

#[test]
fn silence_is_asked_about_after_two_weeks_and_otherwise_after_thirty_days() {
    let quiet = [happened(Trigger::Silent, "a", at("2026-11-01", 23))];
    assert_eq!(asked(&quiet, &[], "2026-11-14"), None);
    let found = asked(&quiet, &[], "2026-11-15");
    assert_eq!(found, Some(("silent-14".to_owned(), "prompt-why-silent".to_owned())));
    assert_eq!(id(asked(&quiet, &[], "2026-11-30")), Some("silent-14".to_owned()));
    assert_eq!(id(asked(&quiet, &[], "2026-12-01")), Some("silent-30".to_owned()));
    assert_eq!(
        id(asked(&quiet, &[], "2027-12-01")),
        Some("silent-30".to_owned()),
        "silence is never old news"
    );
}

#[test]
fn what_was_sent_or_left_is_not_proposed_again_and_nor_is_what_comes_before_it() {
    let quiet = [happened(Trigger::Silent, "a", at("2026-11-01", 12))];
    for sent in [true, false] {
        let before = [decided("silent-14", "a", "2026-11-15", sent)];
        assert_eq!(asked(&quiet, &before, "2026-11-20"), None);
        assert_eq!(id(asked(&quiet, &before, "2026-12-01")), Some("silent-30".to_owned()));
        let after = [decided("silent-30", "a", "2026-12-01", sent)];
        assert_eq!(asked(&quiet, &after, "2026-12-20"), None);
    }
    let again = [happened(Trigger::Silent, "b", at("2026-12-01", 12))];
    let before = [decided("silent-14", "a", "2026-11-15", true)];
    assert_eq!(id(asked(&again, &before, "2026-12-15")), Some("silent-14".to_owned()), "another silence");
}

#[test]
fn one_a_day_and_of_each_trigger_the_newest() {
    let all = [
        happened(Trigger::StepDone, "old", at("2026-11-18", 9)),
        happened(Trigger::StepDone, "new", at("2026-11-19", 9)),
        happened(Trigger::AppointmentMissed, "x", at("2026-11-19", 14)),
    ];
    assert_eq!(id(asked(&all, &[], "2026-11-20")), Some("missed".to_owned()));
    let sent = [decided("missed", "x", "2026-11-20", true)];
    assert_eq!(asked(&all, &sent, "2026-11-20"), None, "one a day");
    assert_eq!(id(asked(&all, &sent, "2026-11-21")), Some("praise".to_owned()));
    let left = [decided("missed", "x", "2026-11-20", false)];
    assert_eq!(id(asked(&all, &left, "2026-11-20")), Some("praise".to_owned()));
    let praised = [decided("praise", "new", "2026-11-20", true)];
    assert_eq!(asked(&all[..2], &praised, "2026-11-21"), None, "the older one is not made up for");
}

#[test]
fn a_client_who_waits_or_rests_is_left_in_peace() {
    let missed = [happened(Trigger::AppointmentMissed, "x", at("2026-11-19", 14))];
    let today = "2026-11-20";
    assert!(asked(&missed, &[], today).is_some());
    assert_eq!(asked_of(&missed, &[], today, |case| case.question_waits = true), None);
    assert_eq!(asked_of(&missed, &[], today, |case| case.paused = true), None);
    assert_eq!(asked_of(&missed, &[], today, |case| case.expected = true), None, "made up for");
    let both = [missed[0].clone(), happened(Trigger::Silent, "a", at("2026-11-01", 12))];
    let silent = asked_of(&both, &[], today, |case| case.expected = true);
    assert_eq!(id(silent), Some("silent-14".to_owned()));
}

#[test]
fn old_news_is_no_news() {
    let missed = [happened(Trigger::AppointmentMissed, "x", at("2026-11-01", 14))];
    assert!(asked(&missed, &[], "2026-11-15").is_some());
    assert_eq!(asked(&missed, &[], "2026-11-16"), None);
    let talk = [happened(Trigger::Talk, "t", at("2026-11-01", 14))];
    assert_eq!(asked(&talk, &[], "2026-11-07"), None);
    assert!(asked(&talk, &[], "2026-11-08").is_some());
    assert!(asked(&talk, &[], "2026-11-22").is_some());
    assert_eq!(asked(&talk, &[], "2026-11-23"), None);
}

#[test]
fn days_are_those_of_the_wall_over_both_changes_of_the_clock_and_over_ends_of_months() {
    for (seen, before, on) in [
        ("2026-10-18", "2026-10-31", "2026-11-01"), // the clock goes back on the 25th
        ("2027-03-21", "2027-04-03", "2027-04-04"), // and forward on the 28th
        ("2028-02-15", "2028-02-28", "2028-02-29"),
        ("2027-02-15", "2027-02-28", "2027-03-01"),
    ] {
        for hour in [0, 2, 23] {
            let quiet = [happened(Trigger::Silent, "a", at(seen, hour))];
            assert_eq!(asked(&quiet, &[], before), None, "{seen} {hour}");
            assert!(asked(&quiet, &[], on).is_some(), "{seen} {hour}");
        }
    }
}

#[test]
fn what_is_not_known_of_a_client_is_not_so() {
    let talk = [happened(Trigger::Talk, "t", at("2026-11-19", 14))];
    let when = r#"{ "field": "household.hasChildren", "op": "isTrue" }"#;
    let mut parents = automation("parents", Trigger::Talk, 0);
    parents.when = serde_json::from_str(when).ok();
    assert!(parents.when.is_some());
    let of = |facts: &Facts| {
        let case = Case {
            happenings: &talk,
            decided: &[],
            question_waits: false,
            paused: false,
            expected: false,
            facts,
            zone: Zone::AMSTERDAM,
        };
        prompt(&[parents.clone()], &Parameters::new(), &case, date("2026-11-19")).is_some()
    };
    let known = |has: bool| Facts::from([("household.hasChildren".to_owned(), has.into())]);
    assert_eq!([of(&Facts::new()), of(&known(false)), of(&known(true))], [false, false, true]);
}

#[test]
fn a_trigger_goes_by_one_name_everywhere() {
    for trigger in Trigger::ALL {
        assert_eq!(Trigger::from_name(trigger.name()), Some(trigger));
        assert_eq!(serde_json::to_value(trigger).ok(), Some(trigger.name().into()));
    }
    assert_eq!(Trigger::from_name("rain"), None);
}

fn any_happening() -> impl Strategy<Value = Happening> {
    (0..6_usize, 0..4_u8, 0..60_i64).prop_map(|(trigger, which, day)| Happening {
        on: Trigger::ALL[trigger],
        which: which.to_string(),
        at: Instant(at("2026-10-01", 12).0 + day * 24 * 3600 * 1000),
        title: String::new(),
    })
}

proptest! {
    /// Whatever happened: doing what is proposed, day after day, sends nothing twice and never two on one day.
    #[test]
    fn nothing_goes_twice(happenings in prop::collection::vec(any_happening(), 0..12)) {
        let (book, none, facts) = (book(), Parameters::new(), Facts::new());
        let mut done: Vec<Decided> = Vec::new();
        for day in 0..120 {
            let today = date("2026-10-01").plus_days(day);
            for _ in 0..3 {
                let case = Case {
                    happenings: &happenings, decided: &done, question_waits: false, paused: false, expected: false, facts: &facts,
                    zone: Zone::AMSTERDAM,
                };
                let Some(found) = prompt(&book, &none, &case, today) else { break };
                prop_assert!(!done.iter().any(|one| one.sent && one.on == today));
                let next = Decided {
                    automation: found.automation.id.clone(),
                    which: found.happening.which.clone(),
                    on: today,
                    sent: true,
                };
                let same = |one: &Decided| one.automation == next.automation && one.which == next.which;
                prop_assert!(!done.iter().any(same));
                done.push(next);
            }
        }
    }
}

fn turns(automations: &[Automation], on: Trigger) -> Vec<(i64, &str)> {
    let all = rehearse(automations, &Parameters::new(), &Facts::new(), on);
    all.into_iter().map(|turn| (turn.days, turn.automation.id.as_str())).collect()
}

#[test]
fn a_rehearsal_says_on_which_day_which_message_comes() {
    let book = book();
    assert_eq!(turns(&book, Trigger::Silent), [(14, "silent-14"), (30, "silent-30")]);
    assert_eq!(turns(&book, Trigger::Talk), [(7, "week")]);
    assert_eq!(turns(&book, Trigger::PhaseDone), []);
    // Of two on one day the one whose id comes last is asked, and the other never.
    let two = [automation("a", Trigger::Talk, 2), automation("b", Trigger::Talk, 2)];
    assert_eq!(turns(&two, Trigger::Talk), [(2, "b")]);
}

#[test]
fn a_rehearsal_has_somebody_for_whom_it_is_and_somebody_for_whom_it_is_not() {
    let read = |json: &str| serde_json::from_str::<Condition>(json).unwrap_or(Condition::Any(vec![]));
    let when = read(r#"{"field":"income.isLow","op":"isFalse"}"#);
    let Some((fits, not)) = for_and_against(&when) else { panic!("it is a question of yes or no") };
    let some = [Automation { when: Some(when), ..automation("low", Trigger::Talk, 3) }];
    let days = |facts| rehearse(&some, &Parameters::new(), facts, Trigger::Talk).len();
    assert_eq!((days(&fits), days(&not), days(&Facts::new())), (1, 0, 0));
    assert_eq!(for_and_against(&read(r#"{"field":"person.age","op":"gte","value":18}"#)), None);
}

proptest! {
    /// A rehearsal proposes each automation once at most, each not before its day, and two never on one day.
    #[test]
    fn a_rehearsal_keeps_to_the_rule(days in prop::collection::vec(0_u16..=DAYS_MAX, 0..6)) {
        let name = |at: usize| format!("a{at}");
        let all: Vec<Automation> =
            days.iter().enumerate().map(|(at, days)| automation(&name(at), Trigger::Opened, *days)).collect();
        let turns = rehearse(&all, &Parameters::new(), &Facts::new(), Trigger::Opened);
        for pair in turns.windows(2) {
            prop_assert!(pair[0].days < pair[1].days && pair[0].automation.days < pair[1].automation.days);
        }
        prop_assert!(turns.iter().all(|turn| turn.days >= i64::from(turn.automation.days)));
        prop_assert_eq!(turns.is_empty(), all.is_empty());
    }
}
