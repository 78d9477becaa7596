//! Kinds of how somebody is reached outside of the app, and of what their devices have planned.

use super::kinds::{BOTH, CLIENT, NOBODY, said, unit};
use super::{Kind, OnDelete, Part, Policy, Shape};
use crate::contact::{MAIL_MAX, STOPS, WISHES};
use crate::ids::Compartment;

use Policy::{Latest, Ranked};
use Shape::{Choice, Keys, Text};

pub(super) const CONTACT: Kind = Kind {
    name: "contact",
    compartment: Some(Compartment::Together),
    part: Part::Private,
    create: BOTH,
    delete: BOTH,
    erase: NOBODY,
    on_delete: OnDelete::EditWins,
    units: &[
        unit("mail", Text(MAIL_MAX), Latest, BOTH, "The client's e-mail address."),
        unit("mobile", Text(16), Latest, BOTH, "The client's mobile number, as E.164: `+31612345678`."),
        unit("remind", Choice(WISHES), Latest, BOTH, "By which of them the client wants to be reminded."),
        unit(
            "stop",
            Choice(STOPS),
            Ranked(STOPS),
            CLIENT,
            "Whether the client said stop, here or in a text message.",
        ),
    ],
    searchable: &[],
    doc: said("How the client is reached outside of the app. One in each case. Never for a coach."),
};

pub(super) const REMINDER_PLAN: Kind = Kind {
    name: "reminder_plan",
    compartment: Some(Compartment::Together),
    part: Part::Private,
    create: CLIENT,
    delete: CLIENT,
    erase: NOBODY,
    on_delete: OnDelete::EditWins,
    units: &[unit(
        "planned",
        Keys(60),
        Latest,
        CLIENT,
        "The appointments that it announces the day before: id, `/`, begin in milliseconds since 1970 UTC.",
    )],
    searchable: &[],
    doc: said("What the platform of one device has taken as planned. One for each device of the client."),
};
