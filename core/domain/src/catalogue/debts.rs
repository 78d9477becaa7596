//! The kinds of debts, creditors and letters. All live with the household's money.

use super::kinds::{BOTH, NOBODY, said, unit};
use super::{Kind, OnDelete, Part, Policy, Shape};
use crate::ids::Compartment;

use Policy::{KeepBoth, Latest, Once, Ranked, Set};
use Shape::{Bool, Cents, Choice, Date, Group, Id, Instant, Key, Keys, Text};

/// Kinds of debt: DDAS `schuldsoort`, and "I am not sure".
pub const DEBT_KINDS: &[&str] = &["Zorg", "Publiek", "Nuts", "Overig", "unsure"];

/// What money is owed for.
pub const SUBJECTS: &[&str] = &[
    "rent",
    "mortgage",
    "energy",
    "water",
    "health_insurance",
    "tax",
    "benefit",
    "fine",
    "study",
    "loan",
    "purchase",
    "phone",
    "family",
    "other",
    "unsure",
];

/// Whether a debt goes before others.
pub const RANKS: &[&str] = &["preferent", "concurrent", "unsure"];
/// Whose debt it is.
pub const OWNERS: &[&str] = &["client", "partner", "joint", "unsure"];

/// With whom a claim is.
pub const HOLDERS: &[&str] = &["creditor", "bailiff", "agency", "unsure"];

/// What a creditor threatens to do.
pub const THREATS: &[&str] = &["eviction", "disconnection", "insurance_end", "seizure", "none"];

/// How far a letter is. A later word wins over an earlier one when two people act at the same time.
pub const LETTER_STATES: &[&str] = &["open", "done"];

pub(super) const DEBT: Kind = Kind {
    name: "debt",
    compartment: Some(Compartment::Money),
    part: Part::Budget,
    create: BOTH,
    delete: BOTH,
    erase: NOBODY,
    on_delete: OnDelete::EditWins,
    units: &[
        unit("creditor", Id, Latest, BOTH, "To whom it is owed."),
        unit("title", Text(200), Latest, BOTH, "What the person calls it."),
        unit("reference", Text(120), Latest, BOTH, "The creditor's own number for it."),
        unit("kind", Choice(DEBT_KINDS), Latest, BOTH, "The kind, as DDAS has it; `unsure` is an answer."),
        unit("subject", Choice(SUBJECTS), Latest, BOTH, "What it is owed for; decides how urgent it is."),
        unit("rank", Choice(RANKS), Latest, BOTH, "Whether it goes before others by law."),
        unit("owner", Choice(OWNERS), Latest, BOTH, "Whose it is."),
        unit(
            "holder",
            Group(&[
                ("state", Choice(HOLDERS), true),
                ("name", Text(200), false),
                ("reference", Text(120), false),
                ("since", Date, false),
            ]),
            KeepBoth,
            BOTH,
            "With whom the claim is now, and since when.",
        ),
        unit(
            "dispute",
            Group(&[
                ("state", Choice(&["accepted", "disputed"]), true),
                ("since", Date, false),
                ("why", Text(1000), false),
            ]),
            KeepBoth,
            BOTH,
            "Whether the person agrees that it is owed.",
        ),
        unit(
            "threat",
            Group(&[("state", Choice(THREATS), true), ("on", Date, false), ("told_on", Date, true)]),
            KeepBoth,
            BOTH,
            "What the creditor threatens to do, when, and since when that is known.",
        ),
        unit("note", Text(1000), Latest, BOTH, "A remark."),
    ],
    searchable: &[],
    doc: said("A debt. What is owed follows from its entries and is never kept."),
};

pub(super) const DEBT_ENTRY: Kind = Kind {
    name: "debt_entry",
    compartment: Some(Compartment::Money),
    part: Part::Budget,
    create: BOTH,
    delete: NOBODY,
    erase: NOBODY,
    on_delete: OnDelete::EditWins,
    units: &[
        unit("debt", Id, Once, NOBODY, "The debt that it is about."),
        unit("on", Date, Once, NOBODY, "The day that it is about: of the letter, of the payment."),
        unit(
            "what",
            Group(&[
                ("kind", Choice(&["statement", "cost", "payment", "correction"]), true),
                ("cents", Cents, false),
                ("estimated", Bool, false),
                ("of", Id, false),
            ]),
            Once,
            NOBODY,
            "What was owed in total, what was added, what was paid, or which entry was a mistake.",
        ),
        unit("note", Text(500), Once, NOBODY, "A remark."),
    ],
    searchable: &[],
    doc: said("One entry of a debt. Never changed: a mistake is taken back by a correction."),
};

pub(super) const CREDITOR: Kind = Kind {
    name: "creditor",
    compartment: Some(Compartment::Money),
    part: Part::Budget,
    create: BOTH,
    delete: BOTH,
    erase: NOBODY,
    on_delete: OnDelete::EditWins,
    units: &[
        unit("name", Text(200), Latest, BOTH, "As it stands in a letter."),
        unit("kvk", Key(8), Latest, BOTH, "Number at the Chamber of Commerce."),
        unit("iban", Key(34), KeepBoth, BOTH, "The account to pay to."),
        unit("same_as", Id, Latest, BOTH, "Somebody said that it is that one."),
        unit("distinct", Keys(50), Set, BOTH, "Somebody said that it is none of those, by their ids."),
    ],
    searchable: &[],
    doc: said("Who is owed. Two that may be one are proposed, and never merged by a program."),
};

pub(super) const LETTER: Kind = Kind {
    name: "letter",
    compartment: Some(Compartment::Money),
    part: Part::Budget,
    create: BOTH,
    delete: BOTH,
    erase: NOBODY,
    on_delete: OnDelete::EditWins,
    units: &[
        unit("sender", Text(200), Latest, BOTH, "From whom it is."),
        unit("received_on", Date, Latest, BOTH, "The day on which it came."),
        unit("dated_on", Date, Latest, BOTH, "The day that stands on it."),
        unit("amount", Group(&[("cents", Cents, true)]), KeepBoth, BOTH, "What it asks to pay."),
        unit("due_on", Date, KeepBoth, BOTH, "The last day on which an answer or a payment is in time."),
        unit("reference", Text(120), Latest, BOTH, "The number to name in an answer."),
        unit("debt", Id, Latest, BOTH, "The debt that it is about."),
        unit(
            "progress",
            Group(&[("state", Choice(LETTER_STATES), true), ("at", Instant, false)]),
            Ranked(LETTER_STATES),
            BOTH,
            "Whether somebody has dealt with it.",
        ),
        unit("note", Text(1000), Latest, BOTH, "What has to be done, or a remark."),
    ],
    searchable: &[],
    doc: said("A letter on paper: something to do before a day."),
};
