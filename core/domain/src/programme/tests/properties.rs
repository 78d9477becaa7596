//! What holds for whatever anybody stored.

use super::*;

proptest! {
    #[test]
    fn any_records_leave_a_state_that_hangs_together(records in records()) {
        let state = at(&records);
        let ids: Vec<&str> = state.tasks().map(|task| task.id.as_str()).collect();
        prop_assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "no task twice");
        prop_assert!(state.offered.len() <= MAX_OFFERED);
        prop_assert_eq!(state.next.as_ref(), state.offered.first());
        prop_assert_eq!(state.next.is_none(), state.no_next.is_some());
        for id in &state.offered {
            let task = state.task(id).unwrap();
            prop_assert!(task.state == TaskState::Open && task.who != Who::Helper);
            prop_assert!(task.actions.contains(&Allowed::Complete));
        }
        let mut unsettled_before = false;
        for step in state.steps() {
            match &step.state {
                StepState::Locked(_) => {
                    prop_assert!(unsettled_before, "something comes first");
                    prop_assert!(step.tasks.iter().all(|task| task.state != TaskState::Open));
                }
                StepState::Busy { done, of } => prop_assert!(0 < *done && done < of),
                StepState::Open | StepState::Done | StepState::Skipped => {}
            }
            let waits = step.tasks.iter().any(|task| !task.optional && !task.state.is_settled());
            prop_assert_eq!(step.state.is_settled(), !waits, "a step ends when nothing in it waits");
            prop_assert_eq!(step.ended_at.is_some() && !step.state.is_settled(), false);
            unsettled_before |= waits;
        }
        for (percent, done) in state.phases.iter().map(|phase| (phase.percent, &phase.state))
            .chain([(state.percent, &state.state)])
        {
            prop_assert_eq!(percent == 100, *done == StepState::Done);
        }
        if matches!(state.no_next, Some(NoNext::AllDone(_))) {
            prop_assert!(state.state.is_settled());
        }
    }

    #[test]
    fn the_order_of_records_does_not_matter(mut records in records(), turn in any::<prop::sample::Index>()) {
        let state = at(&records);
        records.reverse();
        if !records.is_empty() {
            let middle = turn.index(records.len());
            records.rotate_left(middle);
        }
        prop_assert_eq!(at(&records), state);
    }

    #[test]
    fn every_action_that_is_shown_is_accepted(records in records()) {
        let state = at(&records);
        for task in state.tasks() {
            for allowed in &task.actions {
                let actions = match allowed {
                    Allowed::Complete => vec![Action::Complete],
                    Allowed::Undo => vec![Action::Undo],
                    Allowed::Decline => vec![Action::Decline],
                    Allowed::Postpone { until } => until.iter().map(|day| Action::Postpone(*day)).collect(),
                };
                for action in actions {
                    prop_assert!(act(&state, &task.id, action, day(TODAY), Instant(2)).is_ok());
                }
            }
        }
    }

    /// Who always does the next step, and has a helper who does theirs, arrives.
    #[test]
    fn taking_the_next_step_always_leads_to_the_end(records in records()) {
        let mut records = records;
        let mut praised = 0;
        let started = at(&records);
        for turn in 0..100 {
            let state = at(&records);
            let waiting = state.tasks().find(|task| {
                matches!(task.state, TaskState::Open | TaskState::Postponed(_))
                    && !state.steps().any(|step| step.state.is_settled() && step.tasks.contains(task))
            });
            let Some(id) = state.next.clone().or_else(|| waiting.map(|task| task.id.clone())) else { break };
            let who = state.task(&id).unwrap().who;
            let progress = act_as(who, &state, &id, Action::Complete, day(TODAY), Instant(10 + turn)).unwrap();
            let mut changed =
                records.iter().filter(|record| record.key == id).max().cloned().unwrap_or(TaskRecord::new(&id));
            records.retain(|record| record.key != id);
            changed.progress = progress;
            records.push(changed);
            praised += praise_after(&state, &at(&records)).len();
        }
        let ended = at(&records);
        prop_assert!(ended.state.is_settled());
        let done = |state: &ProgrammeState| state.steps().filter(|step| step.state == StepState::Done).count();
        prop_assert_eq!(praised, done(&ended) - done(&started), "one compliment for each step");
    }
}

fn records() -> impl Strategy<Value = Vec<TaskRecord>> {
    let keys =
        ["p.f1.s1.t1", "p.f1.s1.t2", "p.f1.s2.t1", "p.f2.s1.t1", "p.f2.s1.t2", "x", "y", "z", "p.f1.s1"];
    let steps = [None, Some("p.f1.s1"), Some("p.f2.s1"), Some("nowhere")];
    let states = [
        ProgressState::Open,
        ProgressState::Postponed,
        ProgressState::Declined,
        ProgressState::Skipped,
        ProgressState::Done,
    ];
    let one = (
        prop::sample::select(keys.to_vec()),
        prop::sample::select(steps.to_vec()),
        prop::sample::select(states.to_vec()),
        prop::option::of(-3_i64..3),
        prop::option::of(0_i64..3),
        prop::option::of(prop::sample::select(vec![Who::Client, Who::Helper, Who::Together])),
        any::<(bool, bool)>(),
    );
    let record = one.prop_map(|(key, step, state, until, at, who, (titled, hidden))| TaskRecord {
        key: key.into(),
        progress: Progress {
            state,
            until: until.map(|days| day(TODAY).plus_days(days)),
            at: at.map(Instant),
        },
        step: step.map(Into::into),
        title: titled.then(|| "Titel".into()),
        text: None,
        who,
        due_on: None,
        hidden: hidden && !titled,
    });
    prop::collection::vec(record, 0..12)
}
