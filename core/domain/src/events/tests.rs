use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

fn ask(case: u128, since: i64, wants: bool, has: bool) -> Ask {
    Ask { case: Uuid::from_u128(case), since: Instant(since), wants, has }
}

#[test]
fn names_are_those_of_records() {
    assert_eq!(Standing::ALL.map(Standing::name).to_vec(), STANDINGS);
    assert_eq!(Standing::from_name("waiting"), Some(Standing::Waiting));
    assert_eq!(Standing::from_name("maybe"), None);
}

#[test]
fn who_asked_first_comes_and_the_next_one_waits() {
    let asks = [ask(3, 20, true, false), ask(1, 30, true, false), ask(2, 10, true, false)];
    let told = allot(Course::Open(2), &asks);
    assert_eq!(told, [Standing::Placed, Standing::Waiting, Standing::Placed]);
}

#[test]
fn a_place_that_somebody_gives_back_goes_to_who_waited_longest() {
    let asks = [ask(1, 10, false, true), ask(2, 30, true, false), ask(3, 20, true, false)];
    assert_eq!(allot(Course::Open(1), &asks), [Standing::Left, Standing::Waiting, Standing::Placed]);
}

#[test]
fn nobody_loses_a_place_because_the_room_is_smaller() {
    let asks = [ask(1, 10, true, true), ask(2, 20, true, true), ask(3, 5, true, false)];
    assert_eq!(allot(Course::Open(1), &asks), [Standing::Placed, Standing::Placed, Standing::Waiting]);
}

#[test]
fn nobody_is_called_once_it_has_begun_or_is_cancelled() {
    let asks = [ask(1, 10, true, true), ask(2, 20, true, false), ask(3, 5, false, false)];
    assert_eq!(allot(Course::Begun, &asks), [Standing::Placed, Standing::Closed, Standing::Left]);
    assert_eq!(allot(Course::Cancelled, &asks), [Standing::Cancelled, Standing::Cancelled, Standing::Left]);
}

fn event() -> Event {
    Event {
        id: "inloop".into(),
        title: "Inloop".into(),
        text: "Koffie".into(),
        place: "Buurthuis".into(),
        starts_at: Instant(1_000),
        minutes: 60,
        seats: 4,
    }
}

#[test]
fn what_cannot_be_kept_is_said_of_its_field() {
    assert_eq!(event().check(), Ok(()));
    let wrong = [
        (Event { title: " ".into(), ..event() }, "title"),
        (Event { title: "a\nb".into(), ..event() }, "title"),
        (Event { text: "a".repeat(TEXT_MAX + 1), ..event() }, "text"),
        (Event { place: String::new(), ..event() }, "place"),
        (Event { minutes: 14, ..event() }, "minutes"),
        (Event { minutes: 721, ..event() }, "minutes"),
        (Event { seats: 0, ..event() }, "seats"),
        (Event { seats: 1_001, ..event() }, "seats"),
    ];
    for (event, field) in wrong {
        assert_eq!(event.check().map_err(|unclear| unclear.field), Err(field));
    }
}

#[test]
fn an_event_is_open_until_it_begins() {
    let event = event();
    assert_eq!(Course::of(&event, true, Instant(999)), Course::Open(4));
    assert_eq!(Course::of(&event, false, Instant(999)), Course::Cancelled);
    assert_eq!(Course::of(&event, true, Instant(1_000)), Course::Begun);
    assert_eq!(Course::of(&event, false, Instant(1_000)), Course::Begun, "it took place");
    let body = serde_json::to_value(&event);
    let body = body.unwrap_or_default();
    assert_eq!(Event::of(&body), Some(event.clone()));
    let mut new = body.clone();
    new["id"] = serde_json::Value::Null;
    assert_eq!(Event::of(&new), Some(Event { id: String::new(), ..event }));
    for name in ["id", "title", "text", "place", "startsAt", "minutes", "seats"] {
        let mut wrong = body.clone();
        wrong[name] = serde_json::json!([-1]);
        assert_eq!(Event::of(&wrong), None, "{name}");
    }
}

#[test]
fn an_attendance_and_its_appointment_are_two_records_of_one_case() {
    let scope = |owner| ScopeId::new(Uuid::from_u128(owner), crate::ids::Compartment::Together);
    assert_eq!(attendance_id(scope(1), "a"), attendance_id(scope(1), "a"));
    assert_ne!(attendance_id(scope(1), "a"), attendance_id(scope(2), "a"));
    assert_ne!(attendance_id(scope(1), "a"), appointment_id(scope(1), "a"));
}

fn asks() -> impl Strategy<Value = Vec<Ask>> {
    let one = (0_i64..6, any::<bool>(), any::<bool>());
    prop::collection::vec(one, 0..12).prop_map(|all| {
        let number =
            |(at, (since, wants, has)): (usize, (i64, bool, bool))| ask(at as u128, since, wants, has);
        all.into_iter().enumerate().map(number).collect()
    })
}

proptest! {
    #[test]
    fn seats_are_never_given_twice_nobody_loses_one_and_none_stays_empty(seats in 1_u32..8, asks in asks()) {
        let told = allot(Course::Open(seats), &asks);
        let count = |standing| told.iter().filter(|one| **one == standing).count();
        let held = asks.iter().filter(|ask| ask.wants && ask.has).count();
        let wanted = asks.iter().filter(|ask| ask.wants).count();
        prop_assert_eq!(count(Standing::Placed), held.max(wanted.min(seats as usize)));
        for (ask, told) in asks.iter().zip(&told) {
            prop_assert_eq!(*told == Standing::Left, !ask.wants);
            prop_assert!(!(ask.wants && ask.has) || *told == Standing::Placed);
        }
    }

    #[test]
    fn who_waits_asked_later_than_everybody_who_was_called(seats in 1_u32..8, asks in asks()) {
        let told = allot(Course::Open(seats), &asks);
        let of = |wanted| {
            let fits = asks.iter().zip(&told).filter(move |(ask, told)| !ask.has && **told == wanted);
            fits.map(|(ask, _)| (ask.since, ask.case)).collect::<Vec<_>>()
        };
        let last = of(Standing::Placed).into_iter().max();
        let first = of(Standing::Waiting).into_iter().min();
        prop_assert!(last.zip(first).is_none_or(|(last, first)| last < first));
    }

    #[test]
    fn the_same_asks_with_what_came_of_them_give_the_same_in_any_order(seats in 1_u32..8, asks in asks()) {
        let told = allot(Course::Open(seats), &asks);
        let next: Vec<Ask> = asks
            .iter()
            .zip(&told)
            .map(|(ask, told)| Ask { has: *told == Standing::Placed, ..*ask })
            .collect();
        prop_assert_eq!(&allot(Course::Open(seats), &next), &told);
        let mut turned = asks.clone();
        turned.reverse();
        let by_case = |asks: &[Ask], told: &[Standing]| {
            asks.iter().map(|ask| ask.case).zip(told.iter().copied()).collect::<BTreeMap<_, _>>()
        };
        prop_assert_eq!(by_case(&turned, &allot(Course::Open(seats), &turned)), by_case(&asks, &told));
    }
}
