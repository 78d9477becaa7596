//! Kinds of an organisation's events and of who comes.

use super::kinds::{BOTH, NOBODY, said, unit};
use super::{Kind, OnDelete, Part, Policy, Shape};
use crate::events::STANDINGS;
use crate::ids::Compartment;

use Policy::{Latest, Once};
use Shape::{Bool, Choice, Key};

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
        unit("place", Choice(STANDINGS), Latest, NOBODY, "What the server made of it (`domain::events`)."),
    ],
    searchable: &[],
    doc: said("That the client wants to come to an event of the organisation, and whether there is a place."),
};
