//! One message to several clients of a helper: filled in for each, looked at, and sent to all of them or to nobody.

use opstap_domain::Phrase;
use opstap_domain::ids::Role;
use opstap_store::Edit;
use serde::Serialize;
use uuid::Uuid;

use crate::conversation::written_as;
use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::examples::Values;
use crate::library::ExampleRow;
use crate::room::Room;

/// So many clients at once: more is news for a group, which a content manager sends (ADR-0046).
pub const MANY_MAX: usize = 50;

/// What one of them would read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ManyRow {
    /// Whose case.
    pub case: Uuid,
    /// What they are called.
    pub name: String,
    /// The message, with the names filled in that are known of them.
    pub text: String,
    /// Names that are not.
    pub missing: Vec<String>,
}

impl Opstap {
    /// What each of several clients would read of a text with names between braces, such as `{voornaam}`. Nothing is sent.
    ///
    /// # Errors
    ///
    /// [`OpstapError::NotAllowed`] for who is not a counsellor; [`OpstapError::Unknown`] without such a case;
    /// [`OpstapError::Refused`] beside `clients` for none or too many.
    pub fn to_many(&self, cases: &[Uuid], text: &str) -> Result<Vec<ManyRow>, OpstapError> {
        self.with(|inner| {
            Ok(self.rows_of_many(inner, cases, text)?.into_iter().map(|(_, row)| row).collect())
        })
    }

    /// Sends a text to several clients as a message to each: to all of them or, where something is missing for one, to nobody. `once`
    /// tells one sending from another: what was sent by it is not sent again. How many messages that were.
    ///
    /// # Errors
    ///
    /// As [`Opstap::to_many`]; [`OpstapError::Unknown`] without `once`; [`OpstapError::Refused`] beside `text` for one without words or in which a name is missing.
    pub fn send_to_many(&self, cases: &[Uuid], text: &str, once: &str) -> Result<usize, OpstapError> {
        if once.is_empty() {
            return Err(OpstapError::Unknown { what: "record" });
        }
        self.with(|inner| {
            let mut edits: Vec<Edit> = Vec::new();
            for (room, row) in self.rows_of_many(inner, cases, text)? {
                if !row.missing.is_empty() {
                    let why = Phrase::new("many-missing").with("name", row.name);
                    return Err(OpstapError::refused("text", why.with("names", row.missing.join(", "))));
                }
                let id = room.together.derived_id(&format!("many/{once}"));
                if inner.store.record(room.together, "message", id)?.is_none() {
                    edits.push(written_as(inner, &room, id, &row.text, None)?);
                }
            }
            if !edits.is_empty() {
                self.act(inner, &edits)?;
            }
            Ok(edits.len())
        })
    }

    fn rows_of_many(
        &self,
        inner: &mut Inner,
        cases: &[Uuid],
        text: &str,
    ) -> Result<Vec<(Room, ManyRow)>, OpstapError> {
        if inner.role()? != Role::Counsellor {
            return Err(OpstapError::NotAllowed);
        }
        if !(1..=MANY_MAX).contains(&cases.len()) {
            let why = Phrase::new("many-count").with("most", MANY_MAX as i64);
            return Err(OpstapError::refused("clients", why));
        }
        let mut rows = Vec::new();
        for case in cases {
            let room = self.room(inner, Some(*case))?;
            // Who waits at a desk is nobody's client yet.
            if room.role != Role::Counsellor {
                return Err(OpstapError::NotAllowed);
            }
            let asked = ExampleRow { text: text.trim().to_owned(), ..ExampleRow::default() };
            let filled = Values::of(inner, &room)?.filled(inner, &asked)?;
            let name = crate::examples::client_name(inner, &room)?;
            let name = if name.is_empty() { room.words.text("caseload-nameless") } else { name };
            let row = ManyRow { case: *case, name, text: filled.text, missing: filled.missing };
            if !rows.iter().any(|(_, known): &(Room, ManyRow)| known.case == *case) {
                rows.push((room, row));
            }
        }
        Ok(rows)
    }
}
