//! Kinds of what the client chose.

use super::kinds::{BOTH, CLIENT, NOBODY, said, unit};
use super::{Kind, OnDelete, Part, Policy, Shape};
use crate::ids::Compartment;

use Policy::{Latest, Once, Set};
use Shape::{Bool, Choice, Date, Group, Int, Key, Keys};

pub(super) const PREFERENCE: Kind = Kind {
    name: "preference",
    compartment: Some(Compartment::Together),
    part: Part::Private,
    create: CLIENT,
    delete: CLIENT,
    erase: NOBODY,
    on_delete: OnDelete::EditWins,
    units: &[
        unit(
            "quiet",
            Group(&[("from", Int(0, 1439), true), ("to", Int(0, 1439), true)]),
            Latest,
            CLIENT,
            "No notifications between these minutes of the day.",
        ),
        unit("pause_until", Date, Latest, CLIENT, "No nudges before this day."),
        unit(
            "hours_before",
            Int(0, 48),
            Latest,
            CLIENT,
            "A second reminder so many hours before an appointment; 0: none.",
        ),
        unit("nudges", Bool, Latest, CLIENT, "Whether a daily nudge is welcome."),
        unit("language", Choice(&["nl", "en"]), Latest, CLIENT, "The language of the words."),
        unit("news", Bool, Latest, CLIENT, "Whether news of the organisation is welcome; unsaid: no."),
    ],
    searchable: &[],
    doc: said("How the client wants to be reminded. One in each case."),
};

pub(super) const TIP_MARK: Kind = Kind {
    name: "tip_mark",
    compartment: Some(Compartment::Together),
    part: Part::Private,
    create: CLIENT,
    delete: CLIENT,
    erase: NOBODY,
    on_delete: OnDelete::DeleteWins,
    units: &[
        unit("tip", Key(80), Once, NOBODY, "Which tip."),
        unit("hidden_on", Date, Latest, CLIENT, "The day on which the client put it away."),
    ],
    searchable: &[],
    doc: said("A tip that the client has put to rest for its cooldown."),
};

pub(super) const LABEL: Kind = Kind {
    name: "label",
    compartment: Some(Compartment::Together),
    part: Part::Private,
    create: BOTH,
    delete: BOTH,
    erase: NOBODY,
    on_delete: OnDelete::DeleteWins,
    units: &[unit("keys", Keys(50), Set, BOTH, "Interests and wishes, as keys.")],
    searchable: &[],
    doc: said("What the client is interested in. One in each case."),
};
