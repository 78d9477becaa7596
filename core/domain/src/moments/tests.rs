#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;
use Standing::{Closed, Given, Open, Taken};

const HOUR: i64 = 3_600_000;
const NOW: Instant = Instant(0);

/// A moment of an hour at an hour from now, for a case, in its only choice.
fn offer(case: u128, hour: i64) -> Offered {
    Offered {
        case: Uuid::from_u128(case),
        choice: Uuid::from_u128(7),
        moment: Uuid::from_u128(case * 100 + u128::from(hour.unsigned_abs())),
        span: Span::of(Instant(hour * HOUR), None),
        stands: true,
        since: Instant(0),
        wants: false,
        has: false,
    }
}

fn asked(case: u128, hour: i64, since: i64) -> Offered {
    Offered { wants: true, since: Instant(since), ..offer(case, hour) }
}

fn has(case: u128, hour: i64) -> Offered {
    Offered { wants: true, has: true, ..offer(case, hour) }
}

#[test]
fn names_are_those_of_records() {
    assert_eq!(Standing::ALL.map(Standing::name).to_vec(), STANDINGS);
    assert_eq!(Standing::from_name("taken"), Some(Standing::Taken));
    assert_eq!(Standing::from_name("maybe"), None);
}

#[test]
fn what_ends_as_the_other_begins_does_not_lie_over_it() {
    let hour = Span::of(Instant(HOUR), None);
    assert!(!hour.meets(Span::of(Instant(2 * HOUR), Some(30))));
    assert!(hour.meets(Span::of(Instant(2 * HOUR - 1), Some(30))));
    assert_eq!(Span::of(Instant(0), Some(0)), Span::of(Instant(0), None), "nobody said how long");
}

#[test]
fn who_chose_first_has_it_and_it_is_gone_for_others() {
    let all = [asked(1, 1, 20), asked(2, 1, 10), offer(3, 1), offer(1, 2), offer(2, 2)];
    assert_eq!(give(&all, &[], NOW), [Taken, Given, Taken, Open, Open]);
}

#[test]
fn nothing_is_given_over_another_appointment_of_the_helper() {
    let busy = [Span::of(Instant(HOUR + 1), Some(15))];
    let told = give(&[asked(1, 1, 10), offer(2, 1), offer(2, 2)], &busy, NOW);
    assert_eq!(told, [Taken, Taken, Open]);
}

#[test]
fn who_wants_another_has_the_old_one_until_the_other_is_theirs() {
    let old = Offered { wants: false, ..has(1, 1) };
    assert_eq!(give(&[old, asked(1, 2, 10), offer(2, 1)], &[], NOW), [Open, Given, Open]);
    assert_eq!(give(&[old, asked(1, 2, 10), has(2, 2)], &[], NOW), [Given, Taken, Given]);
    // Half an hour later: over what they have themselves.
    let later = Offered {
        span: Span::of(Instant(HOUR + HOUR / 2), None),
        moment: Uuid::from_u128(9),
        ..asked(1, 2, 10)
    };
    assert_eq!(give(&[old, later], &[], NOW), [Open, Given]);
    assert_eq!(give(&[old, offer(2, 1)], &[], NOW), [Open, Open], "given back, and for nothing else");
    assert_eq!(give(&[has(1, 1), asked(1, 2, 10)], &[], NOW), [Given, Open], "two devices chose two");
    assert_eq!(give(&[old, asked(1, 2, 10), asked(2, 2, 5)], &[], NOW), [Given, Taken, Given]);
}

#[test]
fn what_has_begun_or_is_offered_no_more_is_closed_and_what_somebody_has_stays() {
    let gone = Offered { stands: false, ..asked(1, 1, 10) };
    assert_eq!(give(&[gone, offer(2, 1)], &[], NOW), [Closed, Open]);
    assert_eq!(give(&[Offered { stands: false, ..has(1, 1) }], &[], NOW), [Given]);
    let later = Instant(HOUR);
    assert_eq!(give(&[asked(1, 1, 10), has(2, 1)], &[], later), [Closed, Given]);
}

#[test]
fn one_choice_is_one_appointment() {
    let scope = ScopeId::new(Uuid::from_u128(1), crate::ids::Compartment::Together);
    let ids = [1, 2].map(|choice| appointment_id(scope, Uuid::from_u128(choice)));
    assert_ne!(ids[0], ids[1]);
    assert_eq!(ids[0], appointment_id(scope, Uuid::from_u128(1)));
}

fn offers() -> impl Strategy<Value = Vec<Offered>> {
    let one = (0_u128..4, 0_u128..2, 0_i64..8, 15_i64..120, 0_i64..5, any::<[bool; 2]>());
    let one = one.prop_map(|(case, choice, half_hour, minutes, since, [stands, wants])| Offered {
        case: Uuid::from_u128(case),
        choice: Uuid::from_u128(choice),
        moment: Uuid::nil(),
        span: Span::of(Instant((half_hour - 1) * HOUR / 2), Some(minutes)),
        stands,
        since: Instant(since),
        wants,
        has: false,
    });
    proptest::collection::vec(one, 0..14).prop_map(|mut all| {
        for (at, one) in all.iter_mut().enumerate() {
            one.moment = Uuid::from_u128(at as u128);
        }
        all
    })
}

/// What the server keeps of a turn: who got one has it, and what was refused is not wanted any more.
fn after(offered: &[Offered], told: &[Standing]) -> Vec<Offered> {
    let next = |(one, told): (&Offered, &Standing)| {
        let has = *told == Standing::Given;
        Offered { has, wants: has, ..*one }
    };
    offered.iter().zip(told).map(next).collect()
}

proptest! {
    #[test]
    fn no_time_is_given_twice_nobody_loses_theirs_and_every_free_one_that_is_asked_for_is_given(
        all in offers(),
        flips in proptest::collection::vec(any::<bool>(), 14),
        busy in proptest::collection::vec((0_i64..6, 15_i64..90), 0..3),
    ) {
        let busy: Vec<Span> =
            busy.iter().map(|(at, minutes)| Span::of(Instant(at * HOUR / 2), Some(*minutes))).collect();
        let first = give(&all, &busy, NOW);
        let mut held = after(&all, &first);
        prop_assert_eq!(give(&held, &busy, NOW), first, "again gives the same");
        // Some change their mind, and the clock goes on.
        for (one, flip) in held.iter_mut().zip(&flips) {
            if *flip {
                one.wants = !one.wants;
                one.since = Instant(9);
            }
        }
        let later = Instant(HOUR / 4);
        let told = give(&held, &busy, later);
        let given: Vec<&Offered> =
            held.iter().zip(&told).filter(|(_, told)| **told == Standing::Given).map(|(one, _)| one).collect();
        for (at, one) in given.iter().enumerate() {
            for other in &given[at + 1..] {
                prop_assert!(!one.span.meets(other.span), "given twice");
                prop_assert!(!one.same_choice(other), "two of one choice");
            }
            if !one.has {
                prop_assert!(one.wants && one.stands && one.span.from > later);
                prop_assert!(!busy.iter().any(|span| span.meets(one.span)));
            }
        }
        for (one, told) in held.iter().zip(&told) {
            let free = !given.iter().any(|had| had.span.meets(one.span) && !had.same_choice(one))
                && !busy.iter().any(|span| span.meets(one.span));
            if one.has && one.wants {
                prop_assert_eq!(*told, Standing::Given, "lost what they have");
            }
            if one.asks() && one.stands && one.span.from > later && *told != Standing::Given {
                // Refused for another of the same choice, or for what was held until another one was given for it.
                let then = held.iter().any(|had| had.has && had.span.meets(one.span));
                let another = given.iter().any(|had| had.same_choice(one));
                prop_assert!(!free || then || another, "free, asked for, and not given");
            }
            if *told == Standing::Open {
                prop_assert!(free && one.stands && one.span.from > later);
            }
        }
        // Whoever had one and asked for another still has one of the two.
        for had in held.iter().filter(|had| had.has && held.iter().any(|one| one.asks() && one.same_choice(had))) {
            prop_assert!(given.iter().any(|one| one.same_choice(had)));
        }
    }
}
