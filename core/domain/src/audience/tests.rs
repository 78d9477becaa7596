#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;

fn part(chosen: &str, number: &str) -> Part {
    Part::read(chosen, number).unwrap().unwrap()
}

fn facts(known: &[(&str, FactValue)]) -> Facts {
    known.iter().map(|(field, value)| ((*field).to_owned(), value.clone())).collect()
}

fn number(value: i64) -> FactValue {
    FactValue::Number(Decimal::from(value))
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn news_for_parents_of_children_at_primary_school_reaches_them_and_nobody_else() {
    let parents = audience(&[part("least:household.childrenAge4to12", "1")]).unwrap();
    let today = day("2026-11-28");
    let reaches = |welcome: bool, paused: Option<&str>, known: &[(&str, FactValue)]| {
        let facts = facts(known);
        let reader = Reader { welcome, paused_until: paused.map(day), facts: &facts };
        super::reaches(&parents, &reader, today)
    };
    let two = ("household.childrenAge4to12", number(2));
    let none = ("household.childrenAge4to12", number(0));
    assert!(reaches(true, None, std::slice::from_ref(&two)));
    assert!(!reaches(true, None, &[none]), "no children");
    assert!(!reaches(true, None, &[]), "what was not told is not so");
    assert!(!reaches(false, None, std::slice::from_ref(&two)), "no news is wanted");
    assert!(!reaches(true, Some("2026-11-29"), std::slice::from_ref(&two)), "until tomorrow it is quiet");
    assert!(reaches(true, Some("2026-11-28"), &[two]), "the rest is over today");
}

#[test]
fn everybody_is_who_wants_news() {
    let everybody = audience(&[]).unwrap();
    let facts = Facts::new();
    let reader = |welcome| Reader { welcome, paused_until: None, facts: &facts };
    assert!(reaches(&everybody, &reader(true), day("2026-11-28")));
    assert!(!reaches(&everybody, &reader(false), day("2026-11-28")));
}

#[test]
fn nothing_is_asked_of_debts_and_nothing_that_nobody_allowed() {
    for chosen in [
        "yes:debts.hasBailiff",
        "yes:debts.hasRentArrears",
        "least:admin.unopenedLetters",
        "yes:person.age",
        "least:income.hasHuurtoeslag",
        "yes",
        "maybe:income.hasHuurtoeslag",
    ] {
        assert_eq!(Part::read(chosen, "1"), Err(AudienceError::Field), "{chosen}");
    }
    assert!(ASKED.iter().all(|(field, _)| !field.starts_with("debts.") && !field.starts_with("budget.")));
    for number in ["", "veel", "-1", "151", "1.5"] {
        assert_eq!(Part::read("least:person.age", number), Err(AudienceError::Number), "{number}");
    }
    assert_eq!(part("most:person.age", " 27 "), Part { field: "person.age", how: How::Most(27) });
    assert_eq!(Part::read("", "12"), Ok(None));
    assert_eq!(audience(&[part("yes:events.moved", ""); 4]), Err(AudienceError::TooMany));
    assert_eq!((words(" \n "), words(" Dag. ")), (Err(AudienceError::Words), Ok("Dag.")));
    assert_eq!(words(&"a".repeat(2_001)), Err(AudienceError::Words));
}

#[test]
fn few_people_are_not_counted_and_many_in_fives() {
    let said: Vec<Option<usize>> = [0, 1, 4, 5, 9, 10, 101].map(told).to_vec();
    assert_eq!(said, [None, None, None, Some(5), Some(5), Some(10), Some(100)]);
}

proptest! {
    /// Whatever a form sends is read or refused; and whoever wants no news gets none.
    #[test]
    fn whoever_wants_no_news_gets_none(
        chosen in prop_oneof!["\\PC{0,30}", "(yes|no|least|most):(person.age|events.moved)"],
        typed in "\\PC{0,5}",
        age in 0_i64..120,
    ) {
        let Ok(part) = Part::read(&chosen, &typed) else { return Ok(()) };
        let asked = audience(&part.into_iter().collect::<Vec<_>>()).unwrap();
        let facts = facts(&[("person.age", number(age)), ("events.moved", FactValue::Bool(true))]);
        let reader = Reader { welcome: false, paused_until: None, facts: &facts };
        prop_assert!(!reaches(&asked, &reader, day("2026-11-28")));
    }

    /// One thing more that is asked never makes a group larger, and what is told never is more than there are.
    #[test]
    fn what_is_told_is_never_more_than_there_are(ages in proptest::collection::vec(0_i64..100, 0..60), from in 0_u16..100) {
        let count = |parts: &[Part]| {
            let asked = audience(parts).unwrap();
            let fits = |age: &&i64| {
                let facts = facts(&[("person.age", number(**age))]);
                reaches(&asked, &Reader { welcome: true, paused_until: None, facts: &facts }, day("2026-11-28"))
            };
            ages.iter().filter(fits).count()
        };
        let some = count(&[Part { field: "person.age", how: How::Least(from) }]);
        let all = count(&[]);
        prop_assert_eq!(all, ages.len());
        prop_assert_eq!(some, ages.iter().filter(|age| **age >= i64::from(from)).count());
        prop_assert!(told(some) <= told(all));
        prop_assert!(told(some).is_none_or(|told| told <= some && told % FEWEST == 0 && some - told < FEWEST));
    }
}

#[test]
fn a_few_clients_are_not_counted_out_and_nobody_is_nobody() {
    let counted = [0, 1, 4, 5, 17].map(shown);
    assert_eq!(counted, [Some(0), None, None, Some(5), Some(17)]);
}
