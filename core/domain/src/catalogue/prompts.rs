//! What helpers did with the messages that were proposed to them.

use super::kinds::{COUNSELLOR, NOBODY, said, unit};
use super::{Kind, OnDelete, Part, Policy, Shape};
use crate::ids::Compartment;

use Policy::{Once, Ranked};
use Shape::{Choice, Date, Key};

/// What became of a prompt. The later word wins when two helpers decided at once: what was sent, was sent.
pub const PROMPT_OUTCOMES: &[&str] = &["left", "sent"];

pub(super) const PROMPT_CHOICE: Kind = Kind {
    name: "prompt_choice",
    compartment: Some(Compartment::Office),
    part: Part::Private,
    create: COUNSELLOR,
    delete: NOBODY,
    erase: NOBODY,
    on_delete: OnDelete::EditWins,
    units: &[
        unit(
            "automation",
            Key(80),
            Once,
            NOBODY,
            "Which automation asked for a message (`domain::prompts`).",
        ),
        unit("which", Key(80), Once, NOBODY, "What happened: the same for every helper."),
        unit(
            "outcome",
            Choice(PROMPT_OUTCOMES),
            Ranked(PROMPT_OUTCOMES),
            COUNSELLOR,
            "Whether a message went.",
        ),
        unit("chosen_on", Date, Once, NOBODY, "The day, on the client's calendar."),
    ],
    searchable: &[],
    doc: said("What a helper did with a message that was proposed: it is not proposed again."),
};
