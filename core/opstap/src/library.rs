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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
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
            let values = [("voornaam", client.as_str()), ("hulpverlener", helper.as_str())];
            let filled = content.examples.iter().filter_map(|row| {
                let text = fill(&row.text, &values);
                // Only what is found is copied: there may be thousands.
                let parts = [&row.moment, &row.technique, &text];
                let found =
                    wanted.is_empty() || parts.into_iter().any(|part| part.to_lowercase().contains(&wanted));
                found.then(|| ExampleRow {
                    id: row.id.clone(),
                    moment: row.moment.clone(),
                    technique: row.technique.clone(),
                    text,
                })
            });
            Ok(filled.collect())
        })
    }
}

/// Fills in what is known; a name that nobody knows stays between its braces.
fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let known = values
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .find_map(|(name, value)| Some((*value, after.strip_prefix(name)?.strip_prefix('}')?)));
        let (value, next) = known.unwrap_or(("{", after));
        filled.push_str(value);
        rest = next;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_name_stays_between_its_braces() {
        assert_eq!(fill("Dag {voornaam}, om {tijd}.", &[("voornaam", "Noor")]), "Dag Noor, om {tijd}.");
        assert_eq!(fill("Dag {voornaam}.", &[("voornaam", "")]), "Dag {voornaam}.");
        assert_eq!(fill("{{voornaam}, {voornaam", &[("voornaam", "Noor")]), "{Noor, {voornaam");
        // A name is a name, whatever it looks like.
        let values = [("voornaam", "{hulpverlener}"), ("hulpverlener", "Sam")];
        assert_eq!(fill("{voornaam} {hulpverlener}", &values), "{hulpverlener} Sam");
    }
}
