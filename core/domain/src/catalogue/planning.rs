//! Kinds of the forecast and of deadlines.

use super::kinds::{BOTH, COUNSELLOR, NOBODY, said, unit};
use super::{Kind, OnDelete, Part, Policy, Shape};
use crate::ids::Compartment;

use Policy::{KeepBoth, Once};
use Shape::{Cents, Choice, Date, Group, Id, Int, Key, Text};

pub(super) const ACCOUNT_BALANCE: Kind = Kind {
    name: "account_balance",
    compartment: Some(Compartment::Money),
    part: Part::Budget,
    create: BOTH,
    delete: BOTH,
    erase: NOBODY,
    on_delete: OnDelete::EditWins,
    units: &[
        unit("on", Date, Once, NOBODY, "The day; one record for each."),
        unit(
            "balance",
            Group(&[("cents", Cents, true)]),
            KeepBoth,
            BOTH,
            "What there was on all accounts together, payments of that day included; below zero: overdrawn.",
        ),
    ],
    searchable: &[],
    doc: said("What somebody saw on the account on a day. The forecast begins at the latest."),
};

pub(super) const DEADLINE: Kind = Kind {
    name: "deadline",
    compartment: Some(Compartment::Together),
    part: Part::Private,
    create: COUNSELLOR,
    delete: NOBODY,
    erase: NOBODY,
    on_delete: OnDelete::EditWins,
    units: &[
        unit("term", Key(80), Once, NOBODY, "Which term, as the figures of law call it."),
        unit("started_on", Date, Once, NOBODY, "The day on which its clock began."),
        unit("due_on", Date, Once, NOBODY, "Its last day, as it was at the beginning."),
        unit("source", Text(300), Once, NOBODY, "Where the term stands, as it was then."),
        unit("note", Text(500), KeepBoth, COUNSELLOR, "What it is about."),
    ],
    searchable: &[],
    doc: said(
        "Something that has to happen by a day, by law or by agreement. Never overwritten: steps are added.",
    ),
};

pub(super) const DEADLINE_STEP: Kind = Kind {
    name: "deadline_step",
    compartment: Some(Compartment::Together),
    part: Part::Private,
    create: COUNSELLOR,
    delete: NOBODY,
    erase: NOBODY,
    on_delete: OnDelete::EditWins,
    units: &[
        unit("deadline", Id, Once, NOBODY, "Which deadline."),
        unit(
            "what",
            Group(&[
                ("after", Int(0, 10_000), true),
                ("is", Choice(&["extended", "done", "stopped"]), true),
                ("on", Date, true),
                ("to", Date, false),
                ("reason", Text(500), false),
            ]),
            Once,
            NOBODY,
            "What was decided on which day, after how many steps that its author saw; an extension says until when and why.",
        ),
    ],
    searchable: &[],
    doc: said("What became of a deadline: made longer, done or stopped. Only added."),
};
