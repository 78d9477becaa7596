#![allow(clippy::unwrap_used)]
use proptest::prelude::*;

use super::*;

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn begun(claims: u128) -> Course {
    let claims: Vec<Uuid> = (1..=claims).map(id).collect();
    let mut course = Course::of(&claims);
    course.happen(&Event::Sent, day("2026-03-02")).unwrap();
    course
}

fn answered(course: &mut Course, claim: u128, answer: Answer, on: &str) {
    course.happen(&Event::Answered { claim: id(claim), answer }, day(on)).unwrap();
}

#[test]
fn it_runs_from_the_day_of_the_last_agreement() {
    let mut course = begun(2);
    answered(&mut course, 1, Answer::AgreedBefore, "2026-03-03");
    assert_eq!(course.standing(), Standing::Asked { answered: 1, of: 2 });
    answered(&mut course, 2, Answer::Agreed, "2026-03-20");
    assert_eq!(course.standing(), Standing::Running { since: day("2026-03-20") });
    assert_eq!(course.answer(id(1)), Some((Answer::AgreedBefore, day("2026-03-03"))));
}

/// Two devices, one with a slow clock: what was noted on one day counts, whichever id is the lower.
#[test]
fn what_happens_on_one_day_counts_in_the_order_in_which_it_can_have_happened() {
    let on = day("2026-03-02");
    let agreed = Event::Answered { claim: id(1), answer: Answer::Agreed };
    let all = [agreed, Event::Sent, Event::Ended(Outcome::Stopped), Event::Paid(Cents(100))];
    let events: Vec<Dated> =
        all.into_iter().enumerate().map(|(at, what)| Dated { id: id(at as u128), on, what }).collect();
    let course = Course::of(&[id(1)]).after(&events);
    assert_eq!(course.answer(id(1)), Some((Answer::Agreed, on)));
    assert_eq!(course.paid(), Cents(100));
    assert_eq!(course.standing(), Standing::Ended { outcome: Outcome::Stopped, on });
}

#[test]
fn a_refusal_can_be_reconsidered_or_forced() {
    let mut course = begun(3);
    answered(&mut course, 1, Answer::Agreed, "2026-03-03");
    answered(&mut course, 2, Answer::Silent, "2026-04-01");
    assert_eq!(course.happen(&Event::Forced(true), day("2026-04-02")), Err(CourseError::NothingToForce));
    answered(&mut course, 3, Answer::Rejected, "2026-04-03");
    assert_eq!(course.standing(), Standing::Refused { agreed: 1, of: 3, denied: false });
    answered(&mut course, 2, Answer::Agreed, "2026-04-10");
    let mut denied = course.clone();
    denied.happen(&Event::Forced(false), day("2026-05-01")).unwrap();
    assert_eq!(denied.standing(), Standing::Refused { agreed: 2, of: 3, denied: true });
    course.happen(&Event::Forced(true), day("2026-05-01")).unwrap();
    assert_eq!(course.standing(), Standing::Running { since: day("2026-05-01") });
}

#[test]
fn what_cannot_have_happened_is_refused_and_changes_nothing() {
    let mut fresh = Course::of(&[id(1)]);
    let answer = Event::Answered { claim: id(1), answer: Answer::Agreed };
    let on = day("2026-03-02");
    for (what, why) in [
        (answer.clone(), CourseError::NotSent),
        (Event::Forced(true), CourseError::NotSent),
        (Event::Paid(Cents(100)), CourseError::NotAgreed),
        (Event::Paid(Cents(0)), CourseError::NoAmount),
        (Event::Ended(Outcome::Completed), CourseError::NotAgreed),
    ] {
        assert_eq!(fresh.happen(&what, on), Err(why), "{what:?}");
        assert_eq!(fresh, Course::of(&[id(1)]));
    }
    fresh.happen(&Event::Sent, on).unwrap();
    assert_eq!(fresh.happen(&Event::Sent, on), Err(CourseError::Sent));
    let other = Event::Answered { claim: id(9), answer: Answer::Agreed };
    assert_eq!(fresh.happen(&other, on), Err(CourseError::NoClaim));
    fresh.happen(&Event::Ended(Outcome::Failed), on).unwrap();
    assert_eq!(fresh.happen(&answer, on), Err(CourseError::Ended));
    assert_eq!(fresh.standing(), Standing::Ended { outcome: Outcome::Failed, on });
}

#[test]
fn an_arrangement_is_on_its_way_month_by_month() {
    let of = |today: &str, paid| {
        progress(day("2026-01-31"), day(today), (Cents(10_000), 18, Cents(5_000)), Cents(paid)).unwrap()
    };
    let first = of("2026-02-27", 5_000);
    assert_eq!((first.months, first.due, first.ahead), (0, Cents(5_000), Cents(0)));
    // A month later is the last day of a shorter month.
    assert_eq!(of("2026-02-28", 15_000).months, 1);
    let lags = of("2026-04-30", 20_000);
    assert_eq!((lags.months, lags.due, lags.ahead), (3, Cents(35_000), Cents(-15_000)));
    assert_eq!(lags.expected, Cents(170_000));
    assert_eq!(lags.review_on, Some(day("2027-01-31")));
    let over = of("2029-01-01", 185_000);
    assert_eq!((over.months, over.ahead, over.review_on), (18, Cents(0), None));
    assert_eq!(over.ends_on, day("2027-07-31"));
}

fn event() -> impl Strategy<Value = Dated> {
    let answer = prop_oneof![
        Just(Answer::Agreed),
        Just(Answer::AgreedBefore),
        Just(Answer::Rejected),
        Just(Answer::Uncooperative),
        Just(Answer::Silent)
    ];
    let what = prop_oneof![
        2 => Just(Event::Sent),
        6 => (0_u128..5, answer).prop_map(|(claim, answer)| Event::Answered { claim: id(claim), answer }),
        1 => any::<bool>().prop_map(Event::Forced),
        2 => (-5_i64..500).prop_map(|cents| Event::Paid(Cents(cents))),
        1 => prop_oneof![Just(Outcome::Completed), Just(Outcome::Stopped), Just(Outcome::Failed)].prop_map(Event::Ended),
    ];
    (any::<u64>(), 0_i64..400, what).prop_map(|(number, later, what)| Dated {
        id: id(u128::from(number)),
        on: day("2026-01-01").plus_days(later),
        what,
    })
}

proptest! {
    /// Two devices that learn of the same events in any order say the same.
    #[test]
    fn the_order_in_which_events_arrive_does_not_matter(mut events in prop::collection::vec(event(), 0..25), by in any::<u64>()) {
        let claims = [id(1), id(2), id(3)];
        let one = Course::of(&claims).after(&events);
        let len = events.len().max(1);
        events.rotate_left(by as usize % len);
        events.reverse();
        prop_assert_eq!(&one, &Course::of(&claims).after(&events));
        // Nothing is paid into what nobody agreed to, and what was paid is what was taken in.
        let ran = one.paid() > Cents::ZERO;
        let told = events.iter().filter_map(|event| match event.what { Event::Paid(cents) if cents.0 > 0 => Some(cents.0), _ => None });
        prop_assert!(one.paid().0 <= told.sum::<i64>());
        prop_assert!(!ran || one.sent_on.is_some());
    }

    /// Over ten years of days: months never fall, and never exceed the term.
    #[test]
    fn months_go_by_one_by_one(begin in 0_i64..3_653, monthly in 0_i64..100_000, term in 1_u32..37, paid in 0_i64..1_000_000) {
        let since = day("2026-01-01").plus_days(begin);
        let mut before = 0;
        for days in (0..1_200).step_by(7) {
            let now = progress(since, since.plus_days(days), (Cents(monthly), term, Cents(0)), Cents(paid)).unwrap();
            prop_assert!(now.months >= before && now.months <= term);
            prop_assert_eq!(now.due, Cents(monthly * i64::from(now.months)));
            prop_assert_eq!(now.ahead.0 + now.due.0, paid);
            prop_assert_eq!(now.expected.0, paid + monthly * i64::from(term - now.months));
            before = now.months;
        }
        prop_assert_eq!(before, term.min(39));
    }
}
