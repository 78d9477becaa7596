//! What is there to read: difficult words explained, and for helpers the example messages.

use serde::Serialize;
use uuid::Uuid;

use crate::device::Opstap;
use crate::error::OpstapError;
use opstap_domain::order;

/// A difficult word, explained.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TermRow {
    /// Its id.
    pub id: String,
    /// The word.
    pub term: String,
    /// What it means, in plain words.
    pub plain: String,
}

/// A message that a helper may take as a beginning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExampleRow {
    /// Its id.
    pub id: String,
    /// When it fits.
    pub moment: String,
    /// What it does, such as a compliment or an open question.
    pub technique: String,
    /// The text, with the names filled in. What stands between braces is still to be filled in.
    pub text: String,
}

impl Opstap {
    /// Difficult words that hold `search`, in the order of the alphabet; all of them without.
    ///
    /// # Errors
    ///
    /// When the content cannot be read.
    pub fn glossary(&self, search: Option<&str>) -> Result<Vec<TermRow>, OpstapError> {
        self.with(|inner| {
            let content = inner.content()?;
            let wanted = search.unwrap_or_default().trim().to_lowercase();
            let mut found: Vec<TermRow> = content
                .terms
                .iter()
                .filter(|row| {
                    row.term.to_lowercase().contains(&wanted) || row.plain.to_lowercase().contains(&wanted)
                })
                .cloned()
                .collect();
            order::sort_by_cached_key(&mut found, |row| (row.term.to_lowercase(), row.id.clone()));
            Ok(found)
        })
    }

    /// Example messages for a case that hold `search`; all of them without.
    ///
    /// # Errors
    ///
    /// [`OpstapError::NotAllowed`] for a client; [`OpstapError::Unknown`] without such a case.
    pub fn example_messages(
        &self,
        case: Option<Uuid>,
        search: Option<&str>,
    ) -> Result<Vec<ExampleRow>, OpstapError> {
        self.with(|inner| {
            if inner.role()? == opstap_domain::ids::Role::Client {
                return Err(OpstapError::NotAllowed);
            }
            let room = self.room(inner, case)?;
            let content = inner.content()?;
            let record = inner.store.record(room.together, "case", room.together.derived_id("case"))?;
            let client = record.map(|record| record.text("name").to_owned()).unwrap_or_default();
            let helper = inner.store.identity().map(|identity| identity.name.clone()).unwrap_or_default();
            let wanted = search.unwrap_or_default().trim().to_lowercase();
            let filled = content.examples.iter().map(|row| ExampleRow {
                text: fill(&row.text, &[("voornaam", &client), ("hulpverlener", &helper)]),
                ..row.clone()
            });
            Ok(filled
                .filter(|row| {
                    [&row.moment, &row.technique, &row.text]
                        .iter()
                        .any(|text| text.to_lowercase().contains(&wanted))
                })
                .collect())
        })
    }
}

/// Fills in what is known; a name that nobody knows stays between its braces.
fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let known = values.iter().filter(|(_, value)| !value.is_empty());
    known.fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_name_stays_between_its_braces() {
        assert_eq!(fill("Dag {voornaam}, om {tijd}.", &[("voornaam", "Noor")]), "Dag Noor, om {tijd}.");
        assert_eq!(fill("Dag {voornaam}.", &[("voornaam", "")]), "Dag {voornaam}.");
    }
}
