//! The desk that takes in sign-ups: what somebody asked, what was decided, who can help, and where.

use super::kinds::{NOBODY, said, unit};
use super::{Kind, OnDelete, Part, Policy, Shape};
use crate::ids::{Compartment, Role};
#[cfg(feature = "desk")]
use crate::sign_up::desks::WHYS;
use crate::sign_up::triage::KINDS;

use Policy::{Latest, Once};
#[cfg(feature = "desk")]
use Shape::{Bool, Keys};
use Shape::{Choice, Group, Id, Instant, Int, Json, Key, Text};

const DESK: &[Role] = &[Role::Triage];

pub(super) const SIGN_UP: Kind = Kind {
    name: "sign_up",
    compartment: Some(Compartment::Together),
    part: Part::Private,
    create: NOBODY,
    delete: NOBODY,
    erase: NOBODY,
    on_delete: OnDelete::EditWins,
    units: &[
        unit("answers", Json(20 * 1024), Once, NOBODY, "What was answered, by question (`domain::sign_up`)."),
        unit("asked_at", Instant, Once, NOBODY, "When it came in, by the server's clock."),
        unit("answer_by", Instant, Once, NOBODY, "Until when an answer was promised."),
        unit(
            "decision",
            Group(&[
                ("kind", Choice(KINDS), true),
                ("programme", Key(80), true),
                ("helper", Id, true),
                ("stand_in", Id, false),
                ("at", Instant, true),
            ]),
            Latest,
            DESK,
            "Which help it becomes and whose. The server gives the case to that helper by it, and takes it from the desk.",
        ),
        #[cfg(feature = "desk")]
        unit("team", Id, Latest, NOBODY, "The team to which it came, or was passed on."),
        #[cfg(feature = "desk")]
        unit(
            "passed",
            Group(&[
                ("from", Id, false),
                ("to", Id, false),
                ("why", Choice(WHYS), true),
                ("at", Instant, true),
            ]),
            Latest,
            DESK,
            "From which team to which it is passed on, and why; without a team: the organisation's own desk. The server moves it.",
        ),
    ],
    searchable: &[],
    doc: said("What somebody who asked for help answered, perhaps without a name. Never with a coach."),
};

pub(super) const COLLEAGUE: Kind = Kind {
    name: "colleague",
    compartment: Some(Compartment::Org),
    part: Part::Private,
    create: NOBODY,
    delete: NOBODY,
    erase: NOBODY,
    on_delete: OnDelete::DeleteWins,
    units: &[
        unit("account", Id, Once, NOBODY, "The helper's account."),
        unit("name", Text(200), Latest, NOBODY, "The helper's name."),
        unit(
            "cases",
            Int(0, 100_000),
            Latest,
            NOBODY,
            "How many open cases they had when somebody last signed up or was matched.",
        ),
        #[cfg(feature = "desk")]
        unit("teams", Keys(50), Latest, NOBODY, "The teams in which they help, by their ids."),
    ],
    searchable: &[],
    doc: said("A counsellor to whom the desk can give a case."),
};

pub(super) const AREA: Kind = Kind {
    name: "area",
    compartment: Some(Compartment::Org),
    part: Part::Private,
    create: NOBODY,
    delete: NOBODY,
    erase: NOBODY,
    on_delete: OnDelete::DeleteWins,
    units: &[
        unit("first", Int(1000, 9999), Once, NOBODY, "The first postcode, its digits."),
        unit("last", Int(1000, 9999), Once, NOBODY, "The last postcode, its digits."),
    ],
    searchable: &[],
    doc: said("Postcodes of which sign-ups come to this organisation."),
};

pub(super) const TEAM: Kind = Kind {
    name: "team",
    compartment: Some(Compartment::Org),
    part: Part::Private,
    create: NOBODY,
    delete: NOBODY,
    erase: NOBODY,
    on_delete: OnDelete::DeleteWins,
    units: &[
        #[cfg(feature = "desk")]
        unit("name", Text(80), Latest, NOBODY, "Its name."),
        #[cfg(feature = "desk")]
        unit("desk", Bool, Latest, NOBODY, "Somebody sits at a desk of its own."),
    ],
    searchable: &[],
    doc: said("A team of the organisation, for who sits at a desk."),
};
