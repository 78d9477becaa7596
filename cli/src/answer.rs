//! What a command answers: a value for programs and a page for people.

use serde::Serialize;
use serde_json::Value;

use crate::failure::Failure;
use crate::page::Page;

/// The outcome of a command.
pub(crate) struct Answer {
    value: Value,
    page: Page,
}

impl Answer {
    pub(crate) fn new(value: &impl Serialize, page: Page) -> Result<Self, Failure> {
        let value = serde_json::to_value(value)
            .map_err(|_| opstap::OpstapError::Unexpected { reference: "answer" })?;
        Ok(Self { value, page })
    }

    /// What goes to standard output.
    pub(crate) fn shown(&self, json: bool) -> String {
        if json { format!("{}\n", self.value) } else { self.page.text() }
    }
}
