//! Tables of what people ask for and the server gives: places at events, free moments.

use super::{Flag, Id, Number, Table, Text, plain};

pub(super) const ATTENDANCE: Table = plain(
    "attendance",
    &[
        ("org", Id),
        ("event", Text),
        ("case_id", Id),
        ("since", Number),
        ("wants", Flag),
        ("told", Text),
        ("version", Text),
        ("due", Flag),
    ],
    "SELECT org, event, case_id, since, wants, told, version, due FROM attendance",
);

pub(super) const MOMENT: Table = plain(
    "moment",
    &[
        ("org", Id),
        ("helper", Id),
        ("case_id", Id),
        ("id", Id),
        ("choice", Id),
        ("starts", Number),
        ("minutes", Number),
        ("since", Number),
        ("wants", Flag),
        ("told", Text),
        ("due", Flag),
    ],
    "SELECT org, helper, case_id, id, choice, starts, minutes, since, wants, told, due FROM moment",
);
