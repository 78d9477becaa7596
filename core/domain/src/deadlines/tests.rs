#![allow(clippy::unwrap_used)]
use proptest::prelude::*;

use super::*;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn term(id: &str, span: Span) -> Term {
    Term {
        id: id.into(),
        span,
        moves: true,
        valid_from: day("2020-01-01"),
        decided_by: None,
        source: "test".into(),
        verified: false,
    }
}

fn none() -> HolidayRules {
    HolidayRules::default()
}

/// The terms of domain sheet 1.1, each with a day on which it was worked out by hand.
#[test]
fn terms_of_the_sheet_end_on_these_days() {
    let cases = [
        // Four weeks after a Monday.
        ("first-talk", Span::Days(28), "2026-11-02", "2026-11-30"),
        // Over Christmas: Friday, then Monday the 28th.
        ("first-talk", Span::Days(28), "2026-11-28", "2026-12-28"),
        // Three working days after a Thursday: Friday, Monday, Tuesday.
        ("threatened", Span::WorkingDays(3), "2026-11-26", "2026-12-01"),
        // Over Easter: Thursday, then Friday, Tuesday and Wednesday (Good Friday is a working day here).
        ("threatened", Span::WorkingDays(3), "2026-04-02", "2026-04-08"),
        ("decision", Span::Days(56), "2026-11-02", "2026-12-28"),
        // Four months after 31 October: the last of February is a Sunday.
        ("stabilisation", Span::Months(4), "2026-10-31", "2027-03-01"),
        ("agreement", Span::Days(120), "2026-11-02", "2027-03-02"),
        ("arrangement", Span::Months(18), "2026-11-30", "2028-05-30"),
        // A leap year.
        ("moratorium", Span::Months(6), "2027-08-31", "2028-02-29"),
        ("pause", Span::Days(30), "2026-11-26", "2026-12-28"),
    ];
    for (id, span, from, to) in cases {
        assert_eq!(term(id, span).last_day(day(from), &none()), day(to), "{id} from {from}");
    }
    let still = Term { moves: false, ..term("pause", Span::Days(30)) };
    assert_eq!(still.last_day(day("2026-11-26"), &none()), day("2026-12-26"));
}

#[test]
fn a_council_decides_for_itself_and_a_new_law_holds_for_what_begins_after_it() {
    let mut terms = vec![term("decision", Span::Days(56))];
    terms.push(Term { valid_from: day("2027-01-01"), ..term("decision", Span::Days(42)) });
    terms.push(Term {
        decided_by: Some("emmen".into()),
        valid_from: day("2026-06-01"),
        ..term("decision", Span::Days(30))
    });
    let span = |organisation, on| term_on(&terms, "decision", organisation, day(on)).map(|term| term.span);
    assert_eq!(span("elders", "2026-12-31"), Some(Span::Days(56)));
    assert_eq!(span("elders", "2027-01-01"), Some(Span::Days(42)));
    assert_eq!(span("emmen", "2026-05-31"), Some(Span::Days(56)));
    assert_eq!(span("emmen", "2027-02-01"), Some(Span::Days(30)));
    assert_eq!(span("elders", "2019-12-31"), None);
    assert_eq!(term_on(&terms, "unknown", "emmen", day("2027-01-01")), None);
}

#[test]
fn it_runs_until_the_end_of_its_last_day() {
    let mut deadline = term("first-talk", Span::Days(28)).begin(day("2026-11-02"), &none());
    assert_eq!(deadline.standing(day("2026-11-26"), &none()), Standing::Running { days: 4, working_days: 2 });
    assert_eq!(deadline.standing(day("2026-11-30"), &none()), Standing::Running { days: 0, working_days: 0 });
    assert_eq!(deadline.standing(day("2026-12-01"), &none()), Standing::Missed { days: 1, done: false });
    deadline.end(End::Done, day("2026-12-03")).unwrap();
    assert_eq!(deadline.standing(day("2027-01-01"), &none()), Standing::Missed { days: 3, done: true });
    assert_eq!(deadline.end(End::Stopped, day("2026-12-04")), Err(DeadlineError::Ended));
}

#[test]
fn an_extension_says_why_and_overwrites_nothing() {
    let mut deadline = term("decision", Span::Days(56)).begin(day("2026-11-02"), &none());
    let before = deadline.clone();
    let (to, on) = (day("2027-01-29"), day("2026-12-20"));
    assert_eq!(deadline.extend(to, on, " "), Err(DeadlineError::NoReason));
    assert_eq!(deadline.extend(deadline.due_on, on, "letters"), Err(DeadlineError::NotLater));
    assert_eq!(deadline.extend(to, day("2026-11-01"), "letters"), Err(DeadlineError::BeforeStart));
    assert_eq!(deadline.end(End::Done, day("2026-11-01")), Err(DeadlineError::BeforeStart));
    assert_eq!(deadline, before);
    deadline.extend(to, on, "letters").unwrap();
    assert_eq!((deadline.due_on, deadline.last_day()), (before.due_on, to));
    assert_eq!(deadline.extend(day("2027-01-28"), on, "letters"), Err(DeadlineError::NotLater));
    deadline.end(End::Done, to).unwrap();
    assert_eq!(deadline.standing(day("2027-05-01"), &none()), Standing::Met);
    assert_eq!(deadline.extend(day("2027-03-01"), on, "letters"), Err(DeadlineError::Ended));
    let text = serde_json::to_string(&deadline).unwrap();
    assert_eq!(serde_json::from_str::<Deadline>(&text).unwrap(), deadline);
}

#[test]
fn what_is_missed_longest_comes_first() {
    let begin = |days, from| term("t", Span::Days(days)).begin(day(from), &none());
    let mut done = begin(1, "2026-11-02");
    done.end(End::Done, day("2026-11-20")).unwrap();
    let mut stopped = begin(1, "2026-11-02");
    stopped.end(End::Stopped, day("2026-11-03")).unwrap();
    let all = [
        ("runs long", begin(40, "2026-11-20")),
        ("missed", begin(7, "2026-11-09")),
        ("done", done),
        ("missed long ago", begin(1, "2026-11-02")),
        ("stopped", stopped),
        ("runs", begin(4, "2026-11-26")),
    ];
    let list: Vec<&str> =
        work_list(&all, day("2026-11-26"), &none()).into_iter().map(|(name, _)| *name).collect();
    assert_eq!(list, ["missed long ago", "missed", "runs", "runs long"]);
}

fn span() -> impl Strategy<Value = Span> {
    prop_oneof![
        (1_u16..400).prop_map(Span::Days),
        (1_u16..60).prop_map(Span::WorkingDays),
        (1_u16..40).prop_map(Span::Months),
    ]
}

proptest! {
    /// Over ten years of leap days, holidays, month ends and both changes of the clock.
    #[test]
    fn a_term_ends_on_a_working_day_and_never_early(after in 0_i64..3_653, span in span(), good_friday: bool) {
        let rules = HolidayRules { good_friday, liberation_day: false };
        let from = day("2026-01-01").plus_days(after);
        let moved = term("t", span).last_day(from, &rules);
        let strict = Term { moves: false, ..term("t", span) }.last_day(from, &rules);
        prop_assert!(moved.is_working_day(&rules) && moved >= strict && strict > from);
        prop_assert!(strict.days_until(moved) <= 5, "at most a long weekend");
        // A day later never ends earlier.
        prop_assert!(term("t", span).last_day(from.plus_days(1), &rules) >= moved);
    }

    #[test]
    fn days_run_out_one_by_one(span in span(), after in 0_i64..500, at in 0_i64..=1_000) {
        let from = day("2026-01-01").plus_days(after);
        let deadline = term("t", span).begin(from, &none());
        let whole = from.days_until(deadline.last_day());
        let today = from.plus_days(whole * at / 1_000);
        let left = |day| match deadline.standing(day, &none()) {
            Standing::Running { days, working_days } => Some((i64::from(days), i64::from(working_days))),
            _ => None,
        };
        let (days, working) = left(today).unwrap();
        prop_assert_eq!(days, today.days_until(deadline.last_day()));
        prop_assert_eq!(left(deadline.last_day()), Some((0, 0)));
        prop_assert_eq!(left(deadline.last_day().plus_days(1)), None);
        let next = left(today.plus_days(1));
        prop_assert!(days == 0 || next == Some((days - 1, working - i64::from(today.plus_days(1).is_working_day(&none())))));
    }
}
