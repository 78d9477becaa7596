//! What to choose from where something is asked about a debt.

use opstap_domain::catalogue::debts::{DEBT_KINDS, HOLDERS, OWNERS, RANKS, SUBJECTS, THREATS};
use serde::Serialize;
use uuid::Uuid;

use super::rows::say_status;
use crate::device::Opstap;
use crate::error::OpstapError;
use crate::room::Room;

/// The words that say something about a debt. "I am not sure" is among them wherever somebody may not know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DebtChoices {
    /// What it is for.
    pub subjects: Vec<WordRow>,
    /// Of which kind it is in national figures.
    pub kinds: Vec<WordRow>,
    /// Whether it goes before others.
    pub ranks: Vec<WordRow>,
    /// Whose it is.
    pub owners: Vec<WordRow>,
    /// With whom the claim is.
    pub holders: Vec<WordRow>,
    /// What the creditor threatens to do.
    pub threats: Vec<WordRow>,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WordRow {
    /// The stable word, as a [`super::DebtEntry`] takes it.
    pub word: String,
    /// How it is said.
    pub text: String,
}

impl Opstap {
    /// What to choose from where something is asked about a debt.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a case.
    pub fn debt_choices(&self, case: Option<Uuid>) -> Result<DebtChoices, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            Ok(DebtChoices {
                subjects: said(&room, SUBJECTS),
                kinds: said(&room, DEBT_KINDS),
                ranks: said(&room, RANKS),
                owners: said(&room, OWNERS),
                holders: said(&room, HOLDERS),
                threats: said(&room, THREATS),
            })
        })
    }
}

fn said(room: &Room, words: &[&str]) -> Vec<WordRow> {
    words.iter().map(|word| WordRow { word: (*word).to_owned(), text: say_status(room, word) }).collect()
}
