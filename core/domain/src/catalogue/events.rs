//! Kinds of what is asked for and given by the server: places at events, free moments of a helper.

use super::kinds::{BOTH, COUNSELLOR, NOBODY, said, unit};
use super::{Kind, OnDelete, Part, Policy, Shape};
use crate::ids::Compartment;
use crate::{events, moments};

use Policy::{Latest, Once};
use Shape::{Bool, Choice, Group, Id, Instant, Int, Key, Text};

pub(super) const ATTENDANCE: Kind = Kind {
    name: "attendance",
    compartment: Some(Compartment::Together),
    part: Part::Agenda,
    create: BOTH,
    delete: NOBODY,
    erase: NOBODY,
    on_delete: OnDelete::EditWins,
    units: &[
        unit("event", Key(80), Once, NOBODY, "Which event, by its key in the content; one record for each."),
        unit("wants", Bool, Latest, BOTH, "Whether the client wants to come."),
        unit(
            "place",
            Choice(events::STANDINGS),
            Latest,
            NOBODY,
            "What the server made of it (`domain::events`).",
        ),
    ],
    searchable: &[],
    doc: said("That the client wants to come to an event of the organisation, and whether there is a place."),
};

pub(super) const MOMENT: Kind = Kind {
    name: "moment",
    compartment: Some(Compartment::Together),
    part: Part::Agenda,
    create: COUNSELLOR,
    delete: COUNSELLOR,
    erase: NOBODY,
    on_delete: OnDelete::EditWins,
    units: &[
        unit("choice", Id, Once, NOBODY, "What it was offered together with: one of them is chosen."),
        unit("helper", Id, Once, NOBODY, "Whose moment it is, by their account."),
        unit("title", Text(200), Once, NOBODY, "What it is for."),
        unit(
            "when",
            Group(&[
                ("starts_at", Instant, true),
                ("minutes", Int(1, 24 * 60), false),
                ("zone", Key(60), true),
            ]),
            Once,
            NOBODY,
            "Begin, length in minutes, and the zone of its wall time.",
        ),
        unit("place", Text(300), Once, NOBODY, "Where, or by which medium."),
        unit("bring", Text(1000), Once, NOBODY, "What to take along."),
        unit("wants", Bool, Latest, BOTH, "Whether the client chose it."),
        unit(
            "standing",
            Choice(moments::STANDINGS),
            Latest,
            NOBODY,
            "What the server made of it (`domain::moments`).",
        ),
    ],
    searchable: &[],
    doc: said(
        "A free moment of a helper, offered to a client together with others. One that is chosen becomes an appointment.",
    ),
};
