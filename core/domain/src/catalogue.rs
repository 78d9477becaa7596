//! The record catalogue: every kind of record that syncs, said once.
//!
//! A *record* is of a *kind*, lives in a *scope* (a case's compartment) and is made of *units*, the
//! smallest things that merge: one field, or a group of fields that only make sense together. The
//! table in [`KINDS`] says for each unit what it may hold, how concurrent edits merge and who may
//! write it. Merge, permission checks, the store, `docs/records.md` and the command line are driven
//! by it: a new field is one line in `catalogue/kinds.rs` and nothing elsewhere can forget it.

use crate::ids::{Compartment, Role};

mod check;
pub mod debts;
mod desk;
mod events;
mod files;
mod forms;
mod kinds;
mod markdown;
mod offers;
mod own;
mod planning;
mod prompts;
mod reach;
mod talks;
mod wishes;

pub use check::{Refusal, RefusalCode, check_unit};
pub use debts::{DEBT_KINDS, HOLDERS, LETTER_STATES, OWNERS, SUBJECTS, THREATS};
pub use files::{FILE_BYTES_MAX, MEDIA, THUMBNAIL_CHARS_MAX};
pub use forms::FORM_ANSWERS_MAX;
pub use kinds::{FREQUENCIES, KINDS, TASK_STATES};
pub use markdown::records_markdown;
pub use offers::{ANSWERS, OFFER_WAYS, OUTCOMES};
pub use own::SEALED_CHARS_MAX;
pub use prompts::PROMPT_OUTCOMES;
pub use talks::{GOAL_STATES, REACTIONS};

/// What a coach's share is cut into: the client shares parts, not fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Needed to understand anything else: the case's name, who helps, conflicts. Every share has it.
    Base,
    /// The programme and its tasks.
    Programme,
    /// Appointments.
    Agenda,
    /// Messages.
    Conversation,
    /// Budget, income, facts about the household.
    Budget,
    /// Exercises that were filled in and shared, goals, and marks on a scale.
    Goals,
    /// Never shared with a coach.
    Private,
}

impl Part {
    /// The parts that a client can share, with the names used in `share` records and command lines.
    pub const SHAREABLE: [(&'static str, Self); 5] = [
        ("programme", Self::Programme),
        ("agenda", Self::Agenda),
        ("conversation", Self::Conversation),
        ("budget", Self::Budget),
        ("goals", Self::Goals),
    ];

    /// The part with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::SHAREABLE.iter().find(|(known, _)| *known == name).map(|(_, part)| *part)
    }
}

/// How two edits of a unit merge when neither author saw the other's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// Money, consent, appointments: the first at the server stays shown, both are kept, a person chooses.
    KeepBoth,
    /// The later one is shown; the other is kept in a conflict that was settled by itself and can be undone.
    Latest,
    /// The value whose member `state` (or which itself) stands later in the list is shown; the other is kept.
    Ranked(&'static [&'static str]),
    /// The greater number is shown. For marks that only move forward; the lower one says nothing new.
    Greatest,
    /// A set of keys: what either added stays, only what the author saw is removed.
    Set,
    /// Written when the record is made, never changed.
    Once,
}

/// What happens when one deletes what another edits at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnDelete {
    /// The edit wins and the record comes back, with a conflict to look at.
    EditWins,
    /// The deletion wins; the edited content is kept in the conflict.
    DeleteWins,
}

/// What a unit may hold. Lengths are in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Text of at most so many characters; may be empty.
    Text(usize),
    /// A machine word: 1 to so many of `a-z A-Z 0-9 . _ - / :`.
    Key(usize),
    /// A whole number between the two, inclusive.
    Int(i64, i64),
    /// An amount in whole euro cents, at most 10,000,000.00 either way.
    Cents,
    /// A calendar date, `YYYY-MM-DD`.
    Date,
    /// Milliseconds since 1970 UTC, from 1900 to 2200.
    Instant,
    /// True or false.
    Bool,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A UUID.
    Id,
    /// Named members, checked one by one. The flag says whether the member must be there.
    Group(&'static [(&'static str, Shape, bool)]),
    /// At most so many keys, each of at most 80 characters.
    Keys(usize),
    /// Any JSON of at most so many bytes.
    Json(usize),
}

/// The smallest thing that merges.
#[derive(Clone, Copy, Debug)]
pub struct Unit {
    /// The name in the record and on the wire.
    pub name: &'static str,
    /// What it may hold. `null` clears it.
    pub shape: Shape,
    /// How concurrent edits merge.
    pub policy: Policy,
    /// Who may write it once the record is there. Empty: only the server.
    pub change: &'static [Role],
    /// What it is, for `docs/records.md`.
    pub doc: &'static str,
}

/// A kind of record.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// The name on the wire.
    pub name: &'static str,
    /// Where records of this kind live. `None`: in whichever scope they are about (conflicts).
    pub compartment: Option<Compartment>,
    /// Which part of a case a coach's share must name to see it.
    pub part: Part,
    /// Who may make one.
    pub create: &'static [Role],
    /// Who may delete one.
    pub delete: &'static [Role],
    /// Who may erase one that they wrote, for good. Its unit `author` says who did.
    pub erase: &'static [Role],
    /// Edit against delete.
    pub on_delete: OnDelete,
    /// Its units.
    pub units: &'static [Unit],
    /// The unit whose words a search finds, if any.
    pub searchable: &'static [&'static str],
    /// What it is, for `docs/records.md`.
    pub doc: &'static str,
}

impl Kind {
    /// The unit with this name.
    #[must_use]
    pub fn unit(&self, name: &str) -> Option<&'static Unit> {
        self.units.iter().find(|unit| unit.name == name)
    }

    /// Whether this kind may live in `compartment`.
    #[must_use]
    pub fn lives_in(&self, compartment: Compartment) -> bool {
        self.compartment.is_none_or(|home| home == compartment)
    }

    /// A small number for the kind, stable for the lifetime of a store: its place in [`KINDS`] plus one.
    #[must_use]
    pub fn number(&self) -> u16 {
        KINDS.iter().position(|kind| kind.name == self.name).map_or(0, |at| at as u16 + 1)
    }
}

/// The kind with this name, or `None` for one that a newer version made.
#[must_use]
pub fn kind(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name)
}

/// The policy of a unit; a unit that this version does not know keeps both values, so that nothing is lost.
#[must_use]
pub fn policy(kind_name: &str, unit: &str) -> Policy {
    kind(kind_name).and_then(|kind| kind.unit(unit)).map_or(Policy::KeepBoth, |unit| unit.policy)
}

/// Whether `role` reads records of `kind` in `compartment`, when the grant covers the scope.
///
/// `parts` is what a coach's share names; other roles read the whole compartment. Default is no.
#[must_use]
pub fn may_see(role: Role, compartment: Compartment, kind_name: &str, parts: &[Part]) -> bool {
    let Some(kind) = kind(kind_name) else {
        // A kind of a newer version: whole-compartment readers keep it verbatim, a coach does not get it.
        return matches!(role, Role::Client | Role::Counsellor) && may_enter(role, compartment);
    };
    if !may_enter(role, compartment) || !kind.lives_in(compartment) {
        return false;
    }
    match role {
        Role::Coach if !matches!(compartment, Compartment::Content | Compartment::Library) => {
            kind.part == Part::Base || parts.contains(&kind.part)
        }
        _ => true,
    }
}

/// Whether records of `kind` are sent to `role` at all. An example message is a helper's tool, and so is what asks for
/// one: a client has no use for thousands of them, and would find them in a search.
#[must_use]
pub fn is_sent(role: Role, kind_name: &str) -> bool {
    role != Role::Client || !matches!(kind_name, "message_template" | "automation")
}

/// Whether a role can be granted a compartment at all.
#[must_use]
pub const fn may_enter(role: Role, compartment: Compartment) -> bool {
    match compartment {
        Compartment::Own => matches!(role, Role::Client),
        // The desk, until somebody is matched to a helper.
        Compartment::Together => {
            matches!(role, Role::Client | Role::Counsellor | Role::Coach | Role::Triage)
        }
        Compartment::Money => matches!(role, Role::Client | Role::Counsellor | Role::Coach),
        Compartment::Office => matches!(role, Role::Counsellor | Role::Triage),
        Compartment::Org => matches!(role, Role::Counsellor | Role::Triage | Role::Administrator),
        Compartment::Content | Compartment::Library => true,
    }
}

/// What an edit does to a record, for the permission check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act<'a> {
    /// Make the record.
    Create,
    /// Write this unit of a record that is there.
    Change(&'a str),
    /// Delete it.
    Delete,
}

/// Whether `role` may do `act` on a record of `kind`. Unknown kinds: no; unknown units: who may create.
#[must_use]
pub fn may_do(role: Role, kind_name: &str, act: Act<'_>) -> bool {
    if role == Role::Server {
        return true;
    }
    let Some(kind) = kind(kind_name) else { return false };
    match act {
        Act::Create => kind.create.contains(&role),
        Act::Delete => kind.delete.contains(&role),
        Act::Change(name) => kind.unit(name).map_or(kind.create, |unit| unit.change).contains(&role),
    }
}

/// Whether `role` may erase a record of `kind` for good, from a device: only what this person wrote.
///
/// `values` are the record's units by name, `None` where the record is not known; `own` is the account, as text.
/// Everything else is erased by the organisation, on the server.
///
/// # Source
///
/// General Data Protection Regulation, article 17: the right to erasure. Whether a request about somebody
/// else's words, or about what a law obliges to keep, is granted is for the organisation to decide.
#[must_use]
pub fn may_erase(
    role: Role,
    kind_name: &str,
    values: Option<&serde_json::Value>,
    own: &serde_json::Value,
) -> bool {
    let Some(kind) = kind(kind_name) else { return false };
    kind.erase.contains(&role) && values.is_none_or(|values| values.get("author") == Some(own))
}

/// Whether this unit names its author, so that the server holds an edit in which somebody else's account stands.
#[must_use]
pub fn names_author(kind_name: &str, unit: &str) -> bool {
    match unit {
        "author" => kind(kind_name).is_some_and(|kind| kind.unit(unit).is_some()),
        "account" => matches!(kind_name, "read_mark" | "look"),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
