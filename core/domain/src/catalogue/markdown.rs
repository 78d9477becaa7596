//! `docs/records.md`, generated from the table so that it cannot lie.

use std::fmt::Write as _;

use super::{KINDS, OnDelete, Policy, Shape};
use crate::ids::Role;

/// The text of `docs/records.md`: every kind with its units, merge and permissions.
#[must_use]
pub fn records_markdown() -> String {
    let mut page = String::from(
        "# Records\n\nGenerated from the catalogue in `core/domain/src/catalogue/kinds.rs` by \
         `cargo xtask check --write`. Do not edit.\n\n\
         A value is merged by its *unit*. `keep both`: both values stay until a person chooses. `latest`: the later is \
         shown, the other is kept and can be put back. Deleting against editing is said per kind.\n",
    );
    for kind in KINDS {
        let home = kind.compartment.map_or("any", super::Compartment::name);
        let _ = write!(
            page,
            "\n## {}\n\n{}\n\nIn `{home}` · made by {} · deleted by {} · {}{}\n\n| unit | holds | merge | changed by | what it is |\n|---|---|---|---|---|\n",
            kind.name,
            kind.doc,
            roles(kind.create),
            roles(kind.delete),
            match kind.on_delete {
                OnDelete::EditWins => "an edit wins over a deletion",
                OnDelete::DeleteWins => "a deletion wins over an edit",
            },
            if kind.erase.is_empty() {
                String::new()
            } else {
                format!(" · own ones erased by {}", roles(kind.erase))
            },
        );
        for unit in kind.units {
            let _ = writeln!(
                page,
                "| `{}` | {} | {} | {} | {} |",
                unit.name,
                shape(unit.shape),
                policy(unit.policy),
                roles(unit.change),
                unit.doc
            );
        }
    }
    page
}

fn roles(roles: &[Role]) -> String {
    if roles.is_empty() {
        return "the server".to_owned();
    }
    roles.iter().map(|role| role.name()).collect::<Vec<_>>().join(", ")
}

fn policy(policy: Policy) -> &'static str {
    match policy {
        Policy::KeepBoth => "keep both",
        Policy::Latest => "latest",
        Policy::Ranked(_) => "furthest",
        Policy::Greatest => "greatest",
        Policy::Set => "union",
        Policy::Once => "written once",
    }
}

fn shape(shape: Shape) -> String {
    match shape {
        Shape::Text(max) => format!("text, at most {max} characters"),
        Shape::Key(max) => format!("key, at most {max}"),
        Shape::Int(low, high) => format!("whole number {low} to {high}"),
        Shape::Cents => "euro cents".to_owned(),
        Shape::Date => "date".to_owned(),
        Shape::Instant => "milliseconds UTC".to_owned(),
        Shape::Bool => "yes or no".to_owned(),
        Shape::Choice(words) => words.join(" / "),
        Shape::Id => "UUID".to_owned(),
        Shape::Keys(max) => format!("at most {max} keys"),
        Shape::Json(max) => format!("JSON, at most {max} bytes"),
        Shape::Group(members) => members
            .iter()
            .map(|(name, member, required)| {
                format!("{name}{} ({})", if *required { "" } else { "?" }, self::shape(*member))
            })
            .collect::<Vec<_>>()
            .join(" + "),
    }
}
