//! What is known of the household, and what could be told.

use opstap::{Calendar, Opstap};

use crate::error::CoreError;
use crate::service::service;
use crate::value::{CaseId, DateText, asked};

/// What is known, and what could be told.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ProfileSummary {
    /// How the client is called.
    pub name: String,
    /// What was told.
    pub facts: Vec<FactRow>,
    /// What could be told.
    pub fields: Vec<FieldRow>,
}

/// One fact.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct FactRow {
    /// The field: what `tell` takes.
    pub field: String,
    /// What it is called.
    pub label: String,
    /// The value in words.
    pub text: String,
    /// Since when it is so, as told.
    pub since: Option<DateText>,
    /// Changed on this device and not yet at the server.
    pub waiting: bool,
}

/// A question that could be answered.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct FieldRow {
    /// The field: what `tell` takes.
    pub field: String,
    /// What it is called.
    pub label: String,
    /// What an answer looks like.
    pub kind: FactKind,
    /// It was told already.
    pub told: bool,
}

/// What an answer looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum FactKind {
    /// `yes` or `no`.
    YesNo,
    /// A whole number.
    Number,
    /// An amount.
    Amount,
    /// A few words.
    Words,
}

service!(
    /// What is known of the household.
    Profile
);

#[uniffi::export]
impl Profile {
    /// What is known, and what could be told.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a case.
    #[uniffi::method(default(case = None))]
    pub async fn summary(&self, case: Option<CaseId>) -> Result<ProfileSummary, CoreError> {
        let case = asked(case);
        let read =
            move |device: &Opstap| Ok(ProfileSummary::draw(device.profile(case)?, device.calendar(case)?));
        self.engine.read_in(case, read).await
    }

    /// Tells a fact, as typed: `yes`, `no`, a number, an amount, or words.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] for an unknown field; [`CoreError::Refused`] for an answer of another kind.
    #[uniffi::method(default(case = None))]
    pub async fn tell(
        &self,
        field: String,
        typed: String,
        case: Option<CaseId>,
    ) -> Result<ProfileSummary, CoreError> {
        let case = asked(case);
        let write = move |device: &Opstap| {
            Ok(ProfileSummary::draw(device.set_fact(case, &field, &typed)?, device.calendar(case)?))
        };
        self.engine.write(write).await
    }
}

impl ProfileSummary {
    fn draw(from: opstap::ProfileSummary, calendar: Calendar) -> Self {
        let fact = |fact: opstap::FactRow| FactRow {
            field: fact.field,
            label: fact.label,
            text: fact.text,
            since: fact.since.map(|day| DateText::new(calendar, day)),
            waiting: fact.waiting,
        };
        let field = |field: opstap::FieldRow| FieldRow {
            field: field.field,
            label: field.label,
            kind: match field.kind {
                opstap::FactKind::YesNo => FactKind::YesNo,
                opstap::FactKind::Number => FactKind::Number,
                opstap::FactKind::Amount => FactKind::Amount,
                opstap::FactKind::Words => FactKind::Words,
            },
            told: field.told,
        };
        Self {
            name: from.name,
            facts: from.facts.into_iter().map(fact).collect(),
            fields: from.fields.into_iter().map(field).collect(),
        }
    }
}
