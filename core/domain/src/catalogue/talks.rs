//! What a client and a helper have between them beside tasks and messages: notes of talks, goals, marks on a scale, and who
//! looked at the case.

use super::kinds::{BOTH, CLIENT, COUNSELLOR, NOBODY, said, unit};
use super::{Kind, OnDelete, Part, Policy, Shape};
use crate::ids::{Compartment, Role};

use Policy::{KeepBoth, Latest, Once, Ranked};
use Shape::{Choice, Date, Group, Id, Instant, Int, Key, Text};

/// Whoever is let into a case beside the client.
const LOOKERS: &[Role] = &[Role::Counsellor, Role::Coach, Role::Triage];

/// What a client says of a note.
pub const REACTIONS: &[&str] = &["right", "not_right", "unsure"];

/// How a goal stands. A later word wins when two phones said something at once: what was reached is not taken away.
pub const GOAL_STATES: &[&str] = &["open", "let_go", "reached"];

pub(super) const TALK_NOTE: Kind = Kind {
    name: "talk_note",
    compartment: Some(Compartment::Together),
    part: Part::Private,
    create: COUNSELLOR,
    delete: NOBODY,
    erase: COUNSELLOR,
    on_delete: OnDelete::EditWins,
    units: &[
        unit("held_on", Date, Once, NOBODY, "The day of the talk."),
        unit("body", Text(8000), Once, NOBODY, "What was said."),
        unit("agreed", Text(2000), Once, NOBODY, "What was agreed."),
        unit("appointment", Id, Once, NOBODY, "The appointment that it was."),
        unit("corrects", Id, Once, NOBODY, "The note that this one takes the place of."),
        unit("author", Id, Once, NOBODY, "The author's account; the server checks it."),
        unit("written_at", Instant, Once, NOBODY, "When, by the author's clock."),
        unit(
            "reaction",
            Group(&[("says", Choice(REACTIONS), true), ("text", Text(1000), false), ("at", Instant, true)]),
            KeepBoth,
            CLIENT,
            "Whether it is right, in the client's eyes.",
        ),
    ],
    searchable: &["body", "agreed"],
    doc: said(
        "A note of a talk. Never changed: what is not right is put right by another note. Never with a coach.",
    ),
};

pub(super) const GOAL: Kind = Kind {
    name: "goal",
    compartment: Some(Compartment::Together),
    part: Part::Goals,
    create: BOTH,
    delete: CLIENT,
    erase: NOBODY,
    on_delete: OnDelete::DeleteWins,
    units: &[
        unit("text", Text(300), Latest, BOTH, "What somebody wants, in their own words."),
        unit("why", Text(1000), Latest, BOTH, "Why."),
        unit("first_step", Text(300), Latest, BOTH, "The first small step."),
        unit(
            "status",
            Choice(GOAL_STATES),
            Ranked(GOAL_STATES),
            CLIENT,
            "How it stands; only the client says so.",
        ),
        unit("set_on", Date, Once, NOBODY, "The day on which it was set."),
    ],
    searchable: &["text", "why", "first_step"],
    doc: said("A goal of the client. A counsellor may propose one; whether it stays is for the client."),
};

pub(super) const MARK: Kind = Kind {
    name: "mark",
    compartment: Some(Compartment::Together),
    part: Part::Goals,
    create: CLIENT,
    delete: NOBODY,
    erase: CLIENT,
    on_delete: OnDelete::EditWins,
    units: &[
        unit(
            "scale",
            Key(40),
            Once,
            NOBODY,
            "Which scale: `money`, `calm`, `trust`, or `goal` with its goal.",
        ),
        unit("goal", Id, Once, NOBODY, "The goal, where the scale is `goal`."),
        unit("value", Int(0, 10), Once, NOBODY, "From 0 to 10; more is better."),
        unit("on", Date, Once, NOBODY, "The day."),
        unit("at", Instant, Once, NOBODY, "When, by the author's clock: the latest of a day counts."),
        unit("note", Text(500), Once, NOBODY, "Words with it."),
        unit("author", Id, Once, NOBODY, "The author's account; the server checks it."),
    ],
    searchable: &[],
    doc: said("A mark that the client gives on a scale from 0 to 10. Only added."),
};

pub(super) const LOOK: Kind = Kind {
    name: "look",
    compartment: Some(Compartment::Together),
    part: Part::Base,
    create: LOOKERS,
    delete: NOBODY,
    erase: NOBODY,
    on_delete: OnDelete::EditWins,
    units: &[
        unit("account", Id, Once, NOBODY, "Who looked; the server checks it."),
        unit(
            "role",
            Choice(&["counsellor", "coach", "triage"]),
            Once,
            NOBODY,
            "What they were in this case.",
        ),
        unit("on", Date, Once, NOBODY, "On which day, where the client lives."),
    ],
    searchable: &[],
    doc: said(
        "A helper opened the case on a day: one record for each helper and day, the same from all their devices.",
    ),
};
