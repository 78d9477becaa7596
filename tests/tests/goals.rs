//! Goals and marks on a scale, over real devices and a real server.
#![allow(clippy::unwrap_used, clippy::panic)]

use opstap::{GoalEntry, Instant, MarkEntry};
use opstap_tests::circle::{Circle, MONDAY};
use opstap_tests::town::{Town, device_at};

const HOUR_MS: i64 = 3600 * 1000;

fn wants(text: &str) -> GoalEntry {
    GoalEntry { text: Some(text.into()), ..GoalEntry::default() }
}

fn mark(scale: &str, value: u8) -> MarkEntry {
    MarkEntry { scale: scale.into(), value, ..MarkEntry::default() }
}

fn code<T: std::fmt::Debug>(found: Result<T, opstap::OpstapError>) -> &'static str {
    found.unwrap_err().code()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_client_and_counsellor_write_at_once_is_all_kept() {
    let town = Town::new();
    let _serving = town.serve();
    let circle = Circle::new(&town).await;
    let goal = circle.desk.add_goal(None, &wants("Elke maand 50 euro sparen")).unwrap();
    assert_eq!((goal.status.as_str(), goal.may_close), ("open", false));
    circle.meet().await;
    // Both at once, without each other: the same words, and others.
    circle.phone.change_goal(None, goal.id, &wants("Elke maand iets sparen")).unwrap();
    let why =
        GoalEntry { why: Some("Voor een nieuwe wasmachine".into()), ..wants("Elke maand 25 euro sparen") };
    circle.desk.change_goal(None, goal.id, &why).unwrap();
    circle.phone.set_goal_status(None, goal.id, "reached").unwrap();
    circle.meet().await;
    let (phone, desk) = (circle.phone.goals(None).unwrap(), circle.desk.goals(None).unwrap());
    let (mine, theirs) = (&phone.goals[0], &desk.goals[0]);
    assert_eq!((&mine.text, &mine.why, &mine.status), (&theirs.text, &theirs.why, &theirs.status));
    assert_eq!((mine.why.as_str(), mine.status.as_str()), ("Voor een nieuwe wasmachine", "reached"));
    let kept = circle.phone.conflicts(None).unwrap();
    assert_eq!((kept.len(), kept[0].state), (1, "auto"));
    let words = [kept[0].shown.as_str(), kept[0].other.as_str()];
    assert!(
        words.contains(&"Elke maand iets sparen") && words.contains(&"Elke maand 25 euro sparen"),
        "{words:?}"
    );
    circle.phone.undo_choice(None, kept[0].id).unwrap();
    circle.meet().await;
    assert_ne!(circle.desk.goals(None).unwrap().goals[0].text, theirs.text, "the other words are put back");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_reached_is_not_taken_away_and_a_deleted_goal_comes_back_whole() {
    let town = Town::new();
    let _serving = town.serve();
    let circle = Circle::new(&town).await;
    let home = tempfile::tempdir().unwrap();
    let other = device_at(home.path(), MONDAY);
    town.pair(&other, town.client).await;
    let goal = circle.desk.add_goal(None, &wants("Een eigen fiets")).unwrap();
    circle.meet().await;
    other.sync().await.unwrap();
    other.set_goal_status(None, goal.id, "reached").unwrap();
    circle.phone.set_goal_status(None, goal.id, "let_go").unwrap();
    other.sync().await.unwrap();
    circle.meet().await;
    assert_eq!(circle.phone.goals(None).unwrap().goals[0].status, "reached");
    circle.phone.set_goal_status(None, goal.id, "open").unwrap();
    assert_eq!(circle.phone.goals(None).unwrap().goals[0].status_text, "mee bezig");
    circle.meet().await;
    for status in ["reached", "let_go"] {
        assert_eq!(code(circle.desk.set_goal_status(None, goal.id, status)), "not_allowed");
    }
    assert_eq!(code(circle.desk.remove_goal(None, goal.id)), "not_allowed");
    assert_eq!(code(circle.phone.set_goal_status(None, goal.id, "failed")), "refused");
    assert_eq!(code(circle.phone.set_goal_status(None, town.org, "reached")), "unknown");
    assert_eq!(code(circle.phone.add_goal(None, &GoalEntry::default())), "refused");
    assert_eq!(code(circle.phone.change_goal(None, goal.id, &wants("  "))), "refused");
    assert_eq!(code(circle.phone.add_goal(None, &wants(&"x".repeat(301)))), "refused");

    circle.phone.add_mark(None, &MarkEntry { goal: Some(goal.id), ..mark("goal", 3) }).unwrap();
    circle.phone.remove_goal(None, goal.id).unwrap();
    circle.meet().await;
    assert!(circle.desk.goals(None).unwrap().goals.is_empty());
    assert_eq!(circle.phone.marks(None).unwrap().marks[0].about, "doel");
    let history = circle.phone.history(None, goal.id).await.unwrap();
    let removal = history.changes.iter().find(|change| change.removed).unwrap();
    circle.phone.undo_change(None, goal.id, &removal.id).await.unwrap();
    circle.meet().await;
    assert!(circle.phone.safety().unwrap().held.is_empty());
    let back = &circle.desk.goals(None).unwrap().goals[0];
    assert_eq!((back.text.as_str(), back.series.points.len()), ("Een eigen fiets", 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn marks_of_two_phones_on_one_day_are_both_kept_and_the_latest_counts() {
    let town = Town::new();
    let _serving = town.serve();
    let mut circle = Circle::new(&town).await;
    let home = tempfile::tempdir().unwrap();
    let other = device_at(home.path(), Instant(MONDAY.0 + HOUR_MS));
    town.pair(&other, town.client).await;
    assert!(circle.phone.marks(None).unwrap().series.iter().all(|row| row.ask && row.text.is_empty()));
    other.add_mark(None, &mark("money", 4)).unwrap();
    let first = MarkEntry { note: Some(" Net betaald ".into()), ..mark("money", 7) };
    circle.phone.add_mark(None, &first).unwrap();
    other.sync().await.unwrap();
    circle.meet().await;
    let found = circle.phone.marks(None).unwrap();
    let money = &found.series[0];
    assert_eq!((money.scale.as_str(), money.points.len(), money.points[0].value), ("money", 1, 4));
    assert_eq!((money.trend, money.ask), (None, false));
    assert_eq!(money.text, "Je gaf een 4 op maandag 22 maart.");
    assert_eq!((found.marks.len(), found.marks[1].note.as_str()), (2, "Net betaald"));
    assert_eq!(circle.phone.conflicts(None).unwrap(), []);

    // Two weeks later, over the change of the clock: asked again, and a sentence without judgement.
    drop(circle.phone);
    let fortnight = Instant(MONDAY.0 + (14 * 24 - 1) * HOUR_MS);
    circle.phone = device_at(circle.homes[0].path(), fortnight);
    assert!(circle.phone.marks(None).unwrap().series[0].ask);
    circle.phone.add_mark(None, &mark("money", 6)).unwrap();
    let money = circle.phone.marks(None).unwrap().series.remove(0);
    assert_eq!(money.text, "Je gaf een 4 op maandag 22 maart en nu een 6.");
    assert_eq!(
        (money.trend, money.change, money.highest, money.lowest),
        (Some("up"), Some(2), Some(6), Some(4))
    );
    assert_eq!(money.points[1].day_text, "maandag 5 april");
    circle.meet().await;
    let seen = circle.desk.marks(None).unwrap();
    assert_eq!(seen.series[0].text, "Noor gaf een 4 op maandag 22 maart en een 6 op maandag 5 april.");

    assert!(!seen.may_mark);
    assert_eq!(code(circle.desk.add_mark(None, &mark("money", 1))), "not_allowed");
    assert_eq!(code(circle.phone.add_mark(None, &mark("money", 11))), "refused");
    assert_eq!(code(circle.phone.add_mark(None, &mark("weather", 1))), "refused");
    assert_eq!(code(circle.phone.add_mark(None, &mark("goal", 1))), "refused");
    let nowhere = MarkEntry { goal: Some(town.org), ..mark("goal", 1) };
    assert_eq!(code(circle.phone.add_mark(None, &nowhere)), "unknown");
    let latest = seen.marks[0].id;
    assert_eq!(code(circle.desk.erase_mark(None, latest)), "not_allowed");
    circle.phone.erase_mark(None, latest).unwrap();
    circle.meet().await;
    assert_eq!(circle.desk.marks(None).unwrap().series[0].points.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_coach_sees_goals_and_marks_with_their_part_and_not_without() {
    let town = Town::new();
    let _serving = town.serve();
    let circle = Circle::new(&town).await;
    let home = tempfile::tempdir().unwrap();
    let coach = device_at(home.path(), MONDAY);
    town.pair(&coach, town.coach).await;
    let goal = circle.phone.add_goal(None, &wants("Zelf mijn post openen")).unwrap();
    circle.phone.add_mark(None, &mark("calm", 5)).unwrap();
    for (parts, seen) in [(&["agenda"][..], 0), (&["goals"], 1), (&["programme", "agenda"], 0)] {
        circle.phone.share(None, town.coach, parts, None).unwrap();
        circle.meet().await;
        coach.sync().await.unwrap();
        coach.sync().await.unwrap();
        let (goals, marks) = (coach.goals(None).unwrap(), coach.marks(None).unwrap());
        assert_eq!((goals.goals.len(), marks.marks.len(), goals.may_add), (seen, seen, false), "{parts:?}");
        let found = coach.search("post openen", 10).unwrap();
        assert_eq!(found.iter().filter(|row| row.kind == "goal").count(), seen);
        if seen > 0 {
            assert_eq!(goals.goals[0].text, "Zelf mijn post openen");
            assert_eq!(code(coach.add_goal(None, &wants("Van mij"))), "not_allowed");
            assert_eq!(code(coach.change_goal(None, goal.id, &wants("Van mij"))), "not_allowed");
            assert_eq!(code(coach.add_mark(None, &mark("calm", 1))), "not_allowed");
        }
    }
}
