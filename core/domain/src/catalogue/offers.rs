//! Offers to creditors, and what became of them. They live with the household's money: a counsellor makes them, the client
//! reads them.

use super::kinds::{COUNSELLOR, NOBODY, said, unit};
use super::{Kind, OnDelete, Part, Policy, Shape};
use crate::ids::Compartment;

use Policy::Once;
use Shape::{Cents, Choice, Date, Group, Id, Int, Json, Text};

/// The ways of an offer: paid month by month, by a loan at once, or nothing because there is nothing.
pub const OFFER_WAYS: &[&str] = &["mediation", "credit", "zero"];

/// What a creditor answers.
pub const ANSWERS: &[&str] = &["agreed", "agreed_before", "rejected", "uncooperative", "silent"];

/// How an arrangement ends.
pub const OUTCOMES: &[&str] = &["completed", "stopped", "failed"];

pub(super) const OFFER: Kind = Kind {
    name: "offer",
    compartment: Some(Compartment::Money),
    part: Part::Budget,
    create: COUNSELLOR,
    delete: NOBODY,
    erase: NOBODY,
    on_delete: OnDelete::EditWins,
    units: &[
        unit("number", Int(1, 10_000), Once, NOBODY, "One more than the offers that its maker saw."),
        unit("made_on", Date, Once, NOBODY, "The day on which it was made."),
        unit("way", Choice(OFFER_WAYS), Once, NOBODY, "How it would be paid."),
        unit(
            "basis",
            Group(&[
                ("income", Cents, true),
                ("vtlb", Cents, true),
                ("source", Text(300), true),
                ("on", Date, true),
                ("months", Int(1, 36), true),
                ("assets", Cents, true),
                ("costs", Cents, true),
            ]),
            Once,
            NOBODY,
            "Income and vtlb a month as they were entered, from where and of which day; the term, what is added and what is kept back.",
        ),
        unit(
            "claims",
            Json(16 * 1024),
            Once,
            NOBODY,
            "The claims that it was made of: debt, creditor, cents, preferent.",
        ),
        unit("left_out", Json(8 * 1024), Once, NOBODY, "Debts that are not in it: debt, creditor, why."),
    ],
    searchable: &[],
    doc: said(
        "An offer to all creditors. Never changed: other claims or another capacity are another offer.",
    ),
};

pub(super) const OFFER_STEP: Kind = Kind {
    name: "offer_step",
    compartment: Some(Compartment::Money),
    part: Part::Budget,
    create: COUNSELLOR,
    delete: NOBODY,
    erase: NOBODY,
    on_delete: OnDelete::EditWins,
    units: &[
        unit("offer", Id, Once, NOBODY, "Which offer."),
        unit(
            "what",
            Group(&[
                ("is", Choice(&["sent", "answer", "forced", "denied", "paid", "ended"]), true),
                ("on", Date, true),
                ("debt", Id, false),
                ("answer", Choice(ANSWERS), false),
                ("reason", Text(500), false),
                ("cents", Cents, false),
                ("outcome", Choice(OUTCOMES), false),
            ]),
            Once,
            NOBODY,
            "What happened to it, and when.",
        ),
    ],
    searchable: &[],
    doc: said("What became of an offer: sent, answered, ordered by a court, paid, ended. Only added."),
};
