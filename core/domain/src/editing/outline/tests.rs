#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::json;

use super::*;

fn outline() -> Outline {
    let task = |id: &str| json!({ "id": id, "title": id, "text": "Doe dit.", "minutes": 5, "who": "client", "proof": "check" });
    let step = |id: &str, tasks: Value| json!({ "id": id, "title": id, "why": "Omdat.", "praise": "Mooi.", "tasks": tasks });
    let body = json!({
        "id": "p", "title": "Proef", "audience": "iedereen", "processPhase": "intake", "typicalWeeks": 2,
        "intro": "Begin.", "closing": "Einde.", "version": "2026.11.0", "order": 3,
        "phases": [{ "id": "p.f1", "title": "Een", "aim": "Doel.", "steps": [
            step("p.f1.s1", json!([task("p.f1.s1.t1"), task("p.f1.s1.t2"), task("p.f1.s1.t3")])),
            { "id": "p.f1.s2", "title": "Twee", "why": "Zo.", "praise": "Fijn.", "tasks": [task("p.f1.s2.t1")],
              "animation": { "id": "film", "alt": "Een trap.", "still": "film.svg" } },
        ] }],
    });
    body.as_object().unwrap().clone()
}

fn tasks(outline: &Outline) -> Vec<&str> {
    ids(outline).into_iter().filter(|id| id.contains(".t")).collect()
}

#[test]
fn parts_are_added_moved_and_taken_out_and_the_others_keep_their_ids() {
    let mut all = outline();
    assert!(change(&mut all, &Change::Up("p.f1.s1.t2".into())));
    assert_eq!(tasks(&all), ["p.f1.s1.t2", "p.f1.s1.t1", "p.f1.s1.t3", "p.f1.s2.t1"]);
    assert!(!change(&mut all, &Change::Up("p.f1.s1.t2".into())), "it is the first");
    assert!(!change(&mut all, &Change::Down("p.f1.s2".into())), "it is the last");
    assert!(change(&mut all, &Change::Down("p.f1.s1".into())));
    assert_eq!(tasks(&all), ["p.f1.s2.t1", "p.f1.s1.t2", "p.f1.s1.t1", "p.f1.s1.t3"]);
    assert!(change(&mut all, &Change::Remove("p.f1.s1.t1".into())));
    assert!(!change(&mut all, &Change::Remove("p.f1.s1.t1".into())));
    let id = fresh(&all, "p.f1.s1", 7, |_| false).unwrap();
    assert!(change(&mut all, &Change::Add { to: "p.f1.s1".into(), id: id.clone() }));
    assert_eq!(tasks(&all)[3], id);
    assert!(!change(&mut all, &Change::Add { to: "p.f1.s1".into(), id }), "an id is there once");
    assert!(!change(&mut all, &Change::Remove("p".into())), "the programme itself is not a part of it");
    // A new phase comes with a step and a task to fill in.
    let id = fresh(&all, "p", 7, |_| false).unwrap();
    assert!(change(&mut all, &Change::Add { to: "p".into(), id: id.clone() }));
    assert_eq!(parts_in(part(&all, &format!("{id}.s1")).unwrap()).len(), 1);
}

#[test]
fn a_new_id_was_never_there() {
    let all = outline();
    let first = fresh(&all, "p.f1.s1", 0, |_| false).unwrap();
    assert_eq!(first, "p.f1.s1.taaaaaa");
    assert_eq!(fresh(&all, "p.f1.s1", 0, |id| id == first).unwrap(), "p.f1.s1.tbaaaaa");
    assert_eq!(fresh(&all, "p.f1.s1", u64::MAX, |_| false).unwrap().len(), first.len());
    assert_eq!(fresh(&all, "p.f1.s1.t1", 0, |_| false), None, "a task has no parts");
    assert_eq!(fresh(&all, "elsewhere", 0, |_| false), None);
    let longest = format!("own-{}", "0".repeat(32));
    let id = |all: &Outline, to: &str| fresh(all, to, 1, |_| false).unwrap();
    let mut own = blank(&longest);
    let mut to = longest;
    for _ in LISTS {
        let fresh = id(&own, &to);
        assert!(change(&mut own, &Change::Add { to, id: fresh.clone() }));
        to = fresh;
    }
    assert!(ids(&own).iter().all(|id| id.chars().count() <= 60));
}

#[test]
fn a_programme_takes_another_id_with_all_that_is_in_it() {
    let mut all = outline();
    rename(&mut all, "own-1");
    assert_eq!(ids(&all)[..3], ["own-1", "own-1.f1", "own-1.f1.s1"]);
    assert!(tasks(&all).iter().all(|id| id.starts_with("own-1.f1.s")));
    let mut other = blank("p");
    set(&mut other, "p.f1", "id", Some(json!("px.f1")));
    rename(&mut other, "q");
    assert_eq!(ids(&other)[1], "px.f1", "what did not begin with it is left to the reader");
}

#[test]
fn a_path_names_a_part_and_a_field() {
    let all = outline();
    let at = |path| at_path(&all, path);
    assert_eq!(at("title"), ("p".to_owned(), "title"));
    assert_eq!(at("phases[0].aim"), ("p.f1".to_owned(), "aim"));
    assert_eq!(at("phases[0].steps[1].tasks[0].text"), ("p.f1.s2.t1".to_owned(), "text"));
    assert_eq!(at("phases[0].steps[1].animation.alt"), ("p.f1.s2".to_owned(), "animation.alt"));
    assert_eq!(at("phases[7].aim"), ("p".to_owned(), "phases[7].aim"));
    assert_eq!(at("phases[0]"), ("p.f1".to_owned(), ""));
    assert_eq!(at("phases[x"), ("p".to_owned(), "phases[x"));
}

#[test]
fn the_words_of_a_programme_are_all_that_people_read() {
    let all = outline();
    let said = words(&all);
    for text in ["Proef", "Begin.", "Einde.", "Doel.", "Omdat.", "Mooi.", "Doe dit.", "Een trap."] {
        assert!(said.contains(&text), "{text}");
    }
    for text in ["client", "check", "intake", "film.svg", "2026.11.0", "p.f1"] {
        assert!(!said.contains(&text), "{text}");
    }
    assert!(!bare(&all).contains_key("order") && bare(&all).contains_key("phases"));
}

#[test]
fn a_field_is_set_where_it_is() {
    let mut all = outline();
    assert!(set(&mut all, "p.f1.s1.t2", "title", Some(json!("Anders"))));
    assert_eq!(part(&all, "p.f1.s1.t2").unwrap()["title"], "Anders");
    assert!(set(&mut all, "p", "typicalWeeks", None) && !all.contains_key("typicalWeeks"));
    assert!(!set(&mut all, "p.f9", "title", None));
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<i64>().prop_map(Value::from),
        "[a-z.]{0,4}".prop_map(Value::from)
    ];
    leaf.prop_recursive(4, 40, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map("(id|title|phases|steps|tasks)", inner, 0..5)
                .prop_map(|all| Value::Object(all.into_iter().collect())),
        ]
    })
}

proptest! {
    /// Whatever is pressed, in whatever order: no id is there twice, and a part that stays is the part that it was.
    #[test]
    fn no_press_loses_or_doubles_a_part(presses in prop::collection::vec((0_u8..4, any::<u16>(), any::<u64>()), 0..40)) {
        let mut all = outline();
        let mut gone: BTreeSet<String> = BTreeSet::new();
        for (what, which, random) in presses {
            let known: Vec<String> = ids(&all).into_iter().map(str::to_owned).collect();
            let id = known[usize::from(which) % known.len()].clone();
            let before = all.clone();
            let done = match what {
                0 => match fresh(&all, &id, random, |id| gone.contains(id)) {
                    Some(fresh) => change(&mut all, &Change::Add { to: id, id: fresh }),
                    None => false,
                },
                1 => change(&mut all, &Change::Remove(id)),
                2 => change(&mut all, &Change::Up(id)),
                _ => change(&mut all, &Change::Down(id)),
            };
            prop_assert!(done || all == before);
            let now: Vec<&str> = ids(&all);
            prop_assert_eq!(now.iter().collect::<BTreeSet<_>>().len(), now.len());
            if what > 1 {
                let same: BTreeSet<&str> = ids(&before).into_iter().collect();
                prop_assert_eq!(now.iter().copied().collect::<BTreeSet<_>>(), same);
            }
            for id in now.iter().filter(|id| !known.iter().any(|known| known == **id)) {
                prop_assert!(!gone.contains(*id), "{} was there before", id);
            }
            for id in known.iter().filter(|id| now.contains(&id.as_str())) {
                prop_assert_eq!(&part(&before, id).unwrap()["title"], &part(&all, id).unwrap()["title"]);
            }
            gone.extend(known.iter().filter(|id| !now.contains(&id.as_str())).cloned());
        }
    }

    /// Whatever somebody hands in as a programme, nothing here falls over it.
    #[test]
    fn anything_is_looked_at(value in any_json(), id in "[a-z.]{0,4}", path in "[a-z.\\[\\]0-9]{0,20}", random in any::<u64>()) {
        let Value::Object(mut all) = value else { return Ok(()) };
        let _ = (words(&all).len(), ids(&all).len(), bare(&all), at_path(&all, &path));
        for change in [Change::Remove(id.clone()), Change::Up(id.clone()), Change::Down(id.clone())] {
            super::change(&mut all, &change);
        }
        if let Some(fresh) = fresh(&all, &id, random, |_| false) {
            super::change(&mut all, &Change::Add { to: id.clone(), id: fresh });
        }
        rename(&mut all, "q");
        set(&mut all, &id, "title", Some(Value::Null));
    }
}
