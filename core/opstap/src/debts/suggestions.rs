//! Creditors that are suggested while somebody types: those of the case, then those that many people have.

use opstap_domain::debts::{Directory, Listed, same_creditor};
use serde::Serialize;
use uuid::Uuid;

use super::creditors;
use super::rows::stable;
use crate::device::Opstap;
use crate::error::OpstapError;
use crate::text::keyed;

/// The most that are suggested at once: what a small screen holds.
const SUGGESTIONS: usize = 8;

/// A creditor that may be meant. What is known of it is proposed: a debt gets of it only what somebody says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CreditorSuggestion {
    /// Its id: that of the case's creditor, or of the directory.
    pub id: String,
    /// What to call it; `add_debt` takes it.
    pub name: String,
    /// What is mostly owed to it, as a stable word; `unsure` where that is open.
    pub subject: String,
    /// `preferent` or `concurrent` where a law says so, else `unsure`.
    pub rank: String,
    /// `bailiff` or `agency` for who collects for others, `creditor`, or `unsure`.
    pub holder: String,
    /// All of it that is not open, in words.
    pub text: String,
    /// It is a creditor of this case already.
    pub known: bool,
}

impl Opstap {
    /// Creditors whose name, or another name of them, holds what was typed: those of the case, then those of the
    /// directory, each the nearest first; at most eight. Nothing for less than two letters or digits.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a case.
    pub fn creditor_suggestions(
        &self,
        case: Option<Uuid>,
        typed: &str,
    ) -> Result<Vec<CreditorSuggestion>, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let content = inner.content()?;
            let all = creditors::all(inner, &room)?;
            let directory = &content.creditors;
            // Of those that somebody said are one, the one that it is.
            let own = all.iter().filter(|creditor| same_creditor(&all, creditor.id) == creditor.id);
            let own = own.map(|creditor| {
                let entry = directory.find(&creditor.name).cloned().unwrap_or_default();
                let mut aliases = entry.aliases;
                aliases.push(entry.name);
                Listed { id: creditor.id.to_string(), name: creditor.name.clone(), aliases, ..entry }
            });
            let own = Directory::new(own.collect());
            let listed: Vec<_> = all.iter().filter_map(|creditor| directory.find(&creditor.name)).collect();
            let known = own.suggest(typed, SUGGESTIONS).into_iter().map(|entry| (entry, true));
            let others = directory.suggest(typed, usize::MAX).into_iter();
            let others = others.filter(|entry| !listed.contains(entry)).map(|entry| (entry, false));
            let found = known.chain(others).take(SUGGESTIONS);
            let row = |(entry, known): (&Listed, bool)| {
                let rank = if entry.rank.is_empty() { "unsure" } else { &entry.rank };
                let (subject, holder) = (stable(&entry.subject), stable(&entry.role));
                let said = [("status", subject.as_str()), ("status", rank), ("debts-role", holder.as_str())];
                let said = said.into_iter().filter(|(_, word)| !["unsure", "creditor"].contains(word));
                let said = said.map(|(of, word)| room.words.say(&keyed(of, word)));
                CreditorSuggestion {
                    id: entry.id.clone(),
                    name: entry.name.clone(),
                    text: said.collect::<Vec<_>>().join(" · "),
                    rank: rank.to_owned(),
                    subject,
                    holder,
                    known,
                }
            };
            Ok(found.map(row).collect())
        })
    }
}
