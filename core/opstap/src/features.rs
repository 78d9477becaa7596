//! What the organisation leaves out of what it could offer (ADR-0057): not begun here, and not led to where there is nothing of it.
//! The server decides; this is so that nobody waits for its answer.

#[cfg(feature = "desk")]
use std::collections::BTreeSet;

#[cfg(feature = "desk")]
use opstap_domain::features::Feature;
use opstap_domain::features::{asks_more, is_off, made_by};
use opstap_domain::phrase::Phrase;
use opstap_store::{Edit, Record};
use uuid::Uuid;

use crate::device::{Inner, Opstap};
use crate::error::OpstapError;

impl Inner {
    /// Whether the organisation leaves this out.
    pub(crate) fn is_left_out(&mut self, name: &str) -> bool {
        let Some(content) = self.content_scope().filter(|_| !name.is_empty()) else { return false };
        let all = self.store.records(content, "organisation").unwrap_or_default();
        all.first().is_some_and(|record| is_off(record.value("body"), name))
    }

    /// Refuses what begins something that the organisation leaves out.
    pub(crate) fn refuse_left_out(&mut self, edit: &Edit) -> Result<(), OpstapError> {
        let Edit::Put { scope, kind, id, units } = edit else { return Ok(()) };
        if !self.is_left_out(made_by(kind)) {
            return Ok(());
        }
        let more = |known: Record| {
            // On a phone the server's answer to more of what is there is soon enough.
            cfg!(feature = "desk")
                && units.iter().any(|(name, value)| asks_more(kind, name, value, known.value(name)))
        };
        if self.store.record(*scope, kind, *id)?.is_none_or(more) { Err(not_offered()) } else { Ok(()) }
    }
}

pub(crate) fn not_offered() -> OpstapError {
    OpstapError::refused("", Phrase::new("held-not-offered"))
}

impl Opstap {
    /// Whether the organisation leaves this out.
    pub(crate) fn leaves_out(&self, name: &str) -> bool {
        self.inner().is_left_out(name)
    }

    /// Whether nothing leads to records of a kind: the organisation leaves out by what they come to be, and there are none.
    pub(crate) fn hides(&self, case: Option<Uuid>, kind: &'static str) -> bool {
        let hides = self.with(|inner| {
            if !inner.is_left_out(made_by(kind)) {
                return Ok(false);
            }
            let room = self.room(inner, case)?;
            Ok(inner.store.records(room.together, kind)?.is_empty())
        });
        hides.unwrap_or(false)
    }

    /// What the organisation leaves out, on this device without a network.
    ///
    /// # Errors
    ///
    /// [`OpstapError::NotPaired`].
    #[cfg(feature = "desk")]
    pub fn left_out(&self) -> Result<BTreeSet<Feature>, OpstapError> {
        self.with(|inner| {
            inner.role()?;
            Ok(Feature::ALL.into_iter().filter(|feature| inner.is_left_out(feature.name())).collect())
        })
    }
}
