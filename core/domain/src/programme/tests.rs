#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::condition::Facts;
use crate::time::{Date, Instant};

mod properties;

#[test]
fn a_fresh_run_offers_the_first_step_and_locks_the_rest() {
    let state = at(&[]);
    assert_eq!(state.next.as_deref(), Some("p.f1.s1.t1"));
    assert_eq!(state.offered, ["p.f1.s1.t1", "p.f1.s1.t2"]);
    assert_eq!((state.percent, &state.state), (0, &StepState::Open));
    let [first, second, third] = &state.steps().collect::<Vec<_>>()[..] else { panic!("three steps") };
    assert_eq!(first.state, StepState::Open);
    let StepState::Locked(reason) = &second.state else { panic!("locked") };
    assert_eq!(reason.key, "step-locked-after");
    assert!(third.tasks.iter().all(|task| task.state == TaskState::Locked && task.actions.is_empty()));
    assert!(state.phases[1].state.is_locked());
    assert_eq!(state.who_does_what.helper, ["p.f1.s2.t1"]);
    assert_eq!(state.who_does_what.together, ["p.f2.s1.t2"]);
    assert_eq!(state.expected_end, Some(day("2026-11-29")));
}

#[test]
fn a_step_ends_when_its_last_task_is_settled_and_is_praised_once() {
    let one = [done("p.f1.s1.t1")];
    let before = at(&one);
    assert_eq!(before.phases[0].steps[0].state, StepState::Busy { done: 1, of: 2 });
    let both = [done("p.f1.s1.t1"), with("p.f1.s1.t2", ProgressState::Declined)];
    let after = at(&both);
    assert_eq!(after.phases[0].steps[0].state, StepState::Done);
    assert_eq!(after.phases[0].steps[0].ended_at, Some(Instant(1)));
    assert_eq!(praise_after(&before, &after), [Praise { step: "p.f1.s1".into(), text: "Mooi".into() }]);
    assert!(praise_after(&after, &after).is_empty());
}

#[test]
fn a_step_in_which_all_is_declined_is_skipped_and_gets_no_praise() {
    let declined = [with("p.f1.s1.t1", ProgressState::Declined), with("p.f1.s1.t2", ProgressState::Skipped)];
    let state = at(&declined);
    assert_eq!(state.phases[0].steps[0].state, StepState::Skipped);
    assert!(praise_after(&at(&[]), &state).is_empty());
    assert_eq!(state.percent, 0);
}

#[test]
fn without_a_next_step_there_is_a_reason() {
    let first = [done("p.f1.s1.t1"), done("p.f1.s1.t2")];
    let state = at(&first);
    assert!(matches!(state.no_next, Some(NoNext::WaitingForHelper(_))), "the second step is the helper's");

    let later = |key: &str, until: &str| TaskRecord {
        progress: Progress { state: ProgressState::Postponed, until: Some(day(until)), at: None },
        ..TaskRecord::new(key)
    };
    let postponed = at(&[later("p.f1.s1.t1", "2026-11-25"), later("p.f1.s1.t2", "2026-11-20")]);
    let Some(NoNext::AllPostponed { until, .. }) = postponed.no_next else { panic!("all postponed") };
    assert_eq!(until, day("2026-11-20"));
    let back = at(&[later("p.f1.s1.t1", "2026-11-25"), later("p.f1.s1.t2", TODAY)]);
    assert_eq!(back.next.as_deref(), Some("p.f1.s1.t2"), "the day has come");

    let all: Vec<_> = at(&[]).tasks().map(|task| done(&task.id)).collect();
    let finished = at(&all);
    assert!(matches!(finished.no_next, Some(NoNext::AllDone(_))));
    assert_eq!((finished.percent, &finished.state), (100, &StepState::Done));
    assert_eq!(milestone_after(&state, &finished).unwrap().key, "programme-finished");
}

#[test]
fn half_way_is_celebrated_when_it_is_passed() {
    let two = at(&[done("p.f1.s1.t1"), done("p.f1.s1.t2")]);
    let three = at(&[done("p.f1.s1.t1"), done("p.f1.s1.t2"), done("p.f1.s2.t1")]);
    assert_eq!((two.percent, three.percent), (40, 60));
    assert_eq!(milestone_after(&two, &three).unwrap().key, "programme-half-way");
    assert_eq!(milestone_after(&three, &three), None);
}

#[test]
fn reopening_an_early_step_takes_nothing_away_from_a_later_one() {
    let state = at(&[
        done("p.f1.s1.t1"),
        with("p.f1.s1.t2", ProgressState::Open),
        done("p.f1.s2.t1"),
        done("p.f2.s1.t1"),
    ]);
    assert_eq!(state.next.as_deref(), Some("p.f1.s1.t2"));
    assert_eq!(state.phases[1].steps[0].state, StepState::Busy { done: 1, of: 2 });
}

#[test]
fn at_most_three_tasks_are_offered_and_the_rest_is_for_later() {
    let added: Vec<_> = (0..4).map(|n| added(&format!("x{n}"), "p.f1.s1")).collect();
    let state = at(&added);
    assert_eq!(state.offered, ["p.f1.s1.t1", "p.f1.s1.t2", "x0"]);
    assert_eq!(state.later, ["x1", "x2", "x3"]);
    assert!(state.task("x0").unwrap().added);
}

#[test]
fn a_form_that_is_shared_does_the_task_that_names_it_once_and_as_if_it_was_ticked() {
    let mut template = template();
    let [first, helper] = &mut template.phases[0].steps[..] else { panic!("two steps") };
    helper.tasks[0].form = Some("doel".into());
    first.tasks[1].form = Some("doel".into());
    template.phases[1].steps[0].tasks[0].form = Some("doel".into());
    let by = |records: &[TaskRecord], form: &str| {
        let state = follow(&template, &run(), records, &Facts::new(), day(TODAY));
        act_by_form(&state, form, day(TODAY), Instant(9)).map(|(task, progress)| (task.to_owned(), progress))
    };
    let ticked = Progress { state: ProgressState::Done, until: None, at: Some(Instant(9)) };
    assert_eq!(by(&[], "doel"), Some(("p.f1.s1.t2".into(), ticked)));
    assert_eq!(by(&[], "elders"), None);
    // Done, the helper's, locked.
    assert_eq!(by(&[done("p.f1.s1.t2")], "doel"), None);
    let declined = with("p.f1.s1.t2", ProgressState::Declined);
    assert_eq!(by(std::slice::from_ref(&declined), "doel").unwrap().0, "p.f1.s1.t2");
    let skipped = with("p.f1.s1.t2", ProgressState::Skipped);
    assert_eq!(by(&[skipped], "doel"), None, "a helper said that it is not needed");
    let open = [declined, done("p.f1.s1.t1"), done("p.f1.s2.t1")];
    assert_eq!(by(&open, "doel").unwrap().0, "p.f2.s1.t1", "what waits goes before what was declined");
}

#[test]
fn what_a_helper_changes_leaves_the_template_alone() {
    let changed = TaskRecord {
        title: Some("Bel samen".into()),
        who: Some(Who::Together),
        due_on: Some(day("2026-11-10")),
        ..TaskRecord::new("p.f1.s1.t1")
    };
    let hidden = TaskRecord { hidden: true, ..TaskRecord::new("p.f1.s1.t2") };
    let state = at(&[changed, hidden, TaskRecord::new("elsewhere"), added("y", "no-such-step")]);
    let task = state.task("p.f1.s1.t1").unwrap();
    assert_eq!((task.title.as_str(), task.who, task.overdue), ("Bel samen", Who::Together, true));
    assert_eq!(state.task("p.f1.s1.t2"), None);
    assert_eq!(state.unplaced, ["elsewhere", "y"]);
    assert_eq!(template().phases[0].steps[0].tasks[0].title, "Een");
}

#[test]
fn a_condition_leaves_out_only_what_is_certainly_not_for_somebody() {
    let mut template = template();
    template.phases[0].steps[0].tasks[0].when =
        Some(serde_json::from_str(r#"{"field":"has.car","op":"isTrue"}"#).unwrap());
    let shown = |facts: &Facts, records: &[TaskRecord]| {
        follow(&template, &run(), records, facts, day(TODAY)).task("p.f1.s1.t1").is_some()
    };
    let no_car = Facts::from([("has.car".into(), false.into())]);
    assert!(shown(&Facts::new(), &[]), "nobody told");
    assert!(!shown(&no_car, &[]));
    assert!(shown(&no_car, &[done("p.f1.s1.t1")]), "what was done stays");
}

#[test]
fn an_optional_task_does_not_hold_up_its_step() {
    let mut template = template();
    template.phases[0].steps[0].tasks[0].optional = true;
    let fresh = follow(&template, &run(), &[], &Facts::new(), day(TODAY));
    assert_eq!(fresh.next.as_deref(), Some("p.f1.s1.t2"));
    let state = follow(&template, &run(), &[done("p.f1.s1.t2")], &Facts::new(), day(TODAY));
    assert_eq!(state.phases[0].steps[0].state, StepState::Done);
}

#[test]
fn what_may_not_be_done_is_refused_with_a_reason() {
    let state = at(&[done("p.f1.s1.t1"), with("p.f1.s1.t2", ProgressState::Skipped)]);
    let refused = |task: &str, action| act(&state, task, action, day(TODAY), Instant(9)).unwrap_err();
    assert_eq!(refused("nothing", Action::Complete), ActError::UnknownTask);
    assert_eq!(refused("p.f2.s1.t1", Action::Complete), ActError::Locked);
    assert_eq!(refused("p.f1.s1.t1", Action::Complete), ActError::AlreadyDone);
    assert_eq!(refused("p.f1.s2.t1", Action::Complete), ActError::NotYours);
    assert_eq!(refused("p.f1.s1.t2", Action::Undo), ActError::NotYours);
    let fresh = at(&[]);
    let postpone =
        |until: &str| act(&fresh, "p.f1.s1.t1", Action::Postpone(day(until)), day(TODAY), Instant(9));
    assert_eq!(postpone(TODAY), Err(ActError::InThePast));
    assert_eq!(postpone("2027-01-15"), Err(ActError::TooFar));
    let until = Some(day("2027-01-14"));
    assert_eq!(
        postpone("2027-01-14"),
        Ok(Progress { state: ProgressState::Postponed, until, at: Some(Instant(9)) })
    );
    assert!(act_as(Who::Helper, &fresh, "p.f1.s1.t1", Action::Skip, day(TODAY), Instant(9)).is_ok());
    let decline = act_as(Who::Helper, &fresh, "p.f1.s1.t1", Action::Decline, day(TODAY), Instant(9));
    assert_eq!(decline, Err(ActError::NotYours));
}

#[test]
fn a_move_to_another_version_keeps_equal_tasks_and_lists_the_rest() {
    let mut next = template();
    next.version = "2".into();
    next.phases[0].steps[0].tasks[0].id = "p.f1.s1.t9".into();
    let records = [done("p.f1.s1.t1"), done("p.f1.s1.t2"), added("x", "p.f1.s1"), added("y", "gone")];
    let moved = move_to(&template(), &next, &run(), &records);
    assert_eq!(moved.lost, ["p.f1.s1.t1", "y"]);
    assert_eq!(moved.new, ["p.f1.s1.t9"]);
    assert_eq!(moved.kept.iter().map(|record| record.key.as_str()).collect::<Vec<_>>(), ["p.f1.s1.t2", "x"]);
    assert_eq!(moved.run.version, "2");
    assert!(follow(&next, &run(), &[], &Facts::new(), day(TODAY)).other_version);
}

#[test]
fn a_file_takes_its_version_to_its_programmes_and_is_refused_when_unusable() {
    let file = |id: &str| {
        let programme = serde_json::to_string(&Template { version: String::new(), ..template() }).unwrap();
        format!(r#"{{"version":"7","programmes":[{}]}}"#, programme.replace("p.f1.s1.t2", id))
    };
    assert_eq!(parse_programmes(&file("other")).unwrap()[0].version, "7");
    let Err(TemplateError::Unusable(problems)) = parse_programmes(&file("p.f1.s1.t1")) else {
        panic!("an id is there twice")
    };
    assert_eq!(problems, [TemplateProblem::Id("p.f1.s1.t1".into())]);
    assert!(matches!(parse_programmes("{}"), Err(TemplateError::Malformed(_))));
}

#[test]
fn a_template_with_holes_names_each_of_them() {
    let mut holes = template();
    holes.phases[0].steps[0].title = "  ".into();
    holes.phases[0].steps[0].tasks.clear();
    let written = serde_json::to_string(&holes).unwrap();
    let file = format!(r#"{{"version":"7","programmes":[{written}]}}"#);
    let Err(TemplateError::Unusable(problems)) = parse_programmes(&file) else { panic!("it has holes") };
    let of_step = [TemplateProblem::NoTitle("p.f1.s1".into()), TemplateProblem::Empty("p.f1.s1".into())];
    assert_eq!(problems, of_step);
}

const TODAY: &str = "2026-11-15";

/// Two phases: a step of the client, one of the helper, and one with a shared task.
#[test]
fn the_next_task_is_found_by_its_id() {
    let state = at(&[]);
    let next = state.next_task().unwrap();
    assert_eq!((next.id.as_str(), next.state), ("p.f1.s1.t1", TaskState::Open));
    assert_eq!(state.task("p.f1.s1.t1"), Some(next));
    assert_eq!(state.task("p.f9.s9.t9"), None);
    assert_eq!(state.tasks().count(), state.steps().map(|step| step.tasks.len()).sum::<usize>());
    let waiting = at(&[done("p.f1.s1.t1"), done("p.f1.s1.t2")]);
    assert_eq!(waiting.next_task(), None);
    assert_eq!(waiting.no_next.unwrap().phrase().key, "programme-waiting-for-helper");
    assert!(
        [TaskState::Done, TaskState::Declined, TaskState::Skipped].iter().all(|state| state.is_settled())
    );
    assert!(![TaskState::Open, TaskState::Locked].iter().any(|state| state.is_settled()));
}

fn template() -> Template {
    let task = |id: &str, title: &str, who| Task {
        id: id.into(),
        title: title.into(),
        text: String::new(),
        minutes: 2,
        who,
        proof: "check".into(),
        form: None,
        when: None,
        due_in_days: None,
        optional: false,
    };
    let step = |id: &str, tasks| Step {
        id: id.into(),
        title: id.into(),
        why: String::new(),
        praise: "Mooi".into(),
        tasks,
    };
    let phase = |id: &str, steps| Phase { id: id.into(), title: id.into(), aim: String::new(), steps };
    Template {
        id: "p".into(),
        title: "Proef".into(),
        version: "1".into(),
        audience: String::new(),
        process_phase: String::new(),
        typical_weeks: Some(4),
        intro: String::new(),
        closing: String::new(),
        phases: vec![
            phase(
                "p.f1",
                vec![
                    step(
                        "p.f1.s1",
                        vec![task("p.f1.s1.t1", "Een", Who::Client), task("p.f1.s1.t2", "Twee", Who::Client)],
                    ),
                    step("p.f1.s2", vec![task("p.f1.s2.t1", "Drie", Who::Helper)]),
                ],
            ),
            phase(
                "p.f2",
                vec![step(
                    "p.f2.s1",
                    vec![task("p.f2.s1.t1", "Vier", Who::Client), task("p.f2.s1.t2", "Vijf", Who::Together)],
                )],
            ),
        ],
    }
}

fn at(records: &[TaskRecord]) -> ProgrammeState {
    follow(&template(), &run(), records, &Facts::new(), day(TODAY))
}

fn run() -> Run {
    Run { template: "p".into(), version: "1".into(), started_on: day("2026-11-01") }
}

fn done(key: &str) -> TaskRecord {
    with(key, ProgressState::Done)
}

fn with(key: &str, state: ProgressState) -> TaskRecord {
    TaskRecord { progress: Progress { state, until: None, at: Some(Instant(1)) }, ..TaskRecord::new(key) }
}

fn added(key: &str, step: &str) -> TaskRecord {
    TaskRecord { step: Some(step.into()), title: Some(key.into()), ..TaskRecord::new(key) }
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}
