//! A form as a client would get it, for who writes it: filled in, and kept nowhere.

use std::collections::BTreeMap;

use opstap_domain::forms::{Typed, WorkForm};
use opstap_domain::ids::{Compartment, Role, ScopeId};
use uuid::Uuid;

use super::seen::Seen;
use super::{FormPage, drawn};
use crate::device::Opstap;
use crate::error::OpstapError;
use crate::room::Room;

impl Opstap {
    /// The form with these answers, as it is for a client of no case.
    pub(crate) fn form_with(&self, form: &WorkForm, typed: &Typed) -> Result<FormPage, OpstapError> {
        self.with(|inner| {
            let nobody = Uuid::nil();
            let now = self.now();
            let language = self.language_of(inner);
            let room = Room {
                case: nobody,
                together: ScopeId::new(nobody, Compartment::Together),
                money: ScopeId::new(nobody, Compartment::Money),
                role: Role::Client,
                now,
                zone: self.zone,
                today: self.zone.date(now),
                language,
                words: inner.words(language),
            };
            let id = form.id.clone();
            let seen = Seen {
                tasks: Vec::new(),
                answers: Vec::new(),
                drafts: vec![(id.clone(), typed.clone())],
                begun: vec![form.clone()],
                content: inner.content()?,
                names: BTreeMap::new(),
                account: String::new(),
            };
            drawn(&room, &seen, &id)
        })
    }
}
