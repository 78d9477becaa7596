//! Work forms in a case: who was asked to do which, what a client shared, and what a helper said of it.
//!
//! What a client is still filling in is no record: it stays on the device (ADR-0022).

use super::kinds::{CIRCLE, CLIENT, NOBODY, said, unit};
use super::{Kind, OnDelete, Part, Policy, Shape};
use crate::ids::{Compartment, Role};

use Policy::{Latest, Once};
use Shape::{Date, Id, Instant, Json, Key, Text};

const HELPERS: &[Role] = &[Role::Counsellor, Role::Coach];

/// The most that one sharing of answers may hold, in bytes of JSON.
pub const FORM_ANSWERS_MAX: usize = 16 * 1024;

pub(super) const FORM_TASK: Kind = Kind {
    name: "form_task",
    compartment: Some(Compartment::Together),
    part: Part::Goals,
    create: CIRCLE,
    delete: super::kinds::BOTH,
    erase: NOBODY,
    on_delete: OnDelete::DeleteWins,
    units: &[
        unit("form", Key(80), Once, NOBODY, "Which work form, by its id in the content."),
        unit("why", Text(500), Latest, CIRCLE, "Why it may help, in the words of who asked."),
        unit("asked_on", Date, Once, NOBODY, "The day on which it was asked."),
        unit("author", Id, Once, NOBODY, "The account of who asked; the server checks it."),
    ],
    searchable: &[],
    doc: said("Somebody asked the client to do a work form, or the client chose one."),
};

pub(super) const FORM_ANSWERS: Kind = Kind {
    name: "form_answers",
    compartment: Some(Compartment::Together),
    part: Part::Goals,
    create: CLIENT,
    delete: NOBODY,
    erase: CLIENT,
    on_delete: OnDelete::EditWins,
    units: &[
        unit("form", Key(80), Once, NOBODY, "Which work form, by its id in the content."),
        unit("version", Key(40), Once, NOBODY, "The version of the content that asked."),
        unit("task", Id, Once, NOBODY, "The `form_task` that it answers, if any."),
        unit("shared_at", Instant, Once, NOBODY, "When it was shared, by the author's clock."),
        unit(
            "answers",
            Json(FORM_ANSWERS_MAX),
            Once,
            NOBODY,
            "The title, and for each question that was asked and answered its id, its words, its kind and the answer.",
        ),
        unit("author", Id, Once, NOBODY, "The account of who shared it; the server checks it."),
    ],
    searchable: &[],
    doc: said("What a client filled in and shared. Never changed: sharing again is another record."),
};

pub(super) const FORM_FEEDBACK: Kind = Kind {
    name: "form_feedback",
    compartment: Some(Compartment::Together),
    part: Part::Goals,
    create: HELPERS,
    delete: NOBODY,
    erase: HELPERS,
    on_delete: OnDelete::EditWins,
    units: &[
        unit("answers", Id, Once, NOBODY, "The `form_answers` that it is about."),
        unit("body", Text(4000), Once, NOBODY, "The words."),
        unit("at", Instant, Once, NOBODY, "When it was written, by the author's clock."),
        unit("author", Id, Once, NOBODY, "The author's account; the server checks it."),
    ],
    searchable: &["body"],
    doc: said("What a helper said of shared answers. Never changed."),
};
