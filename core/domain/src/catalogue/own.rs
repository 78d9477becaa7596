//! What only the client's own devices can read: sealed before it is written down, with a key that the server never has.

use super::kinds::{CLIENT, NOBODY, said, unit};
use super::{Kind, OnDelete, Part, Policy};
use crate::ids::Compartment;

use Policy::{Latest, Once};

/// The most characters of one sealed value: some 24 kB before sealing.
pub const SEALED_CHARS_MAX: usize = 32 * 1024;

const fn sealed(max: usize) -> super::Shape {
    super::Shape::Key(max)
}

pub(super) const DIARY_ENTRY: Kind = Kind {
    name: "diary_entry",
    compartment: Some(Compartment::Own),
    part: Part::Private,
    create: CLIENT,
    delete: CLIENT,
    erase: NOBODY,
    on_delete: OnDelete::DeleteWins,
    units: &[unit(
        "sealed",
        sealed(SEALED_CHARS_MAX),
        Latest,
        CLIENT,
        "The day and the words, sealed: base64url. Nobody but the client's devices has the key.",
    )],
    searchable: &[],
    doc: said("An entry of the client's diary. The server sees that there is one, and not a word of it."),
};

pub(super) const OWN_KEY: Kind = Kind {
    name: "own_key",
    compartment: Some(Compartment::Own),
    part: Part::Private,
    create: CLIENT,
    delete: NOBODY,
    erase: NOBODY,
    on_delete: OnDelete::EditWins,
    units: &[unit("sealed", sealed(512), Once, NOBODY, "One key of the client, sealed under another one.")],
    searchable: &[],
    doc: said(
        "Two phones that each began a diary have a key each. Who brings one over gets the other by this.",
    ),
};
