//! How an organisation is reached, as who administers it says (ADR-0049). It is content of the organisation: every device of
//! it has it, also without a network, and a package leaves it alone.

use opstap_domain::editing::Unclear;
use opstap_domain::ids::{Compartment, ScopeId};
use opstap_domain::organisation::Organisation;
use opstap_sync::ident::DeviceId;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::administration::Administrator;
use super::editing::unit;
use super::{AdminError, Engine};
use crate::store::{ScopeStore, StoreError, Stored};

/// The kind of its record, which a package does not bring and does not take away.
pub(super) const KIND: &str = "organisation";

/// Its key: there is one.
const KEY: &str = "own";

/// Why nothing was said. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsaid {
    /// Whoever asks is no administrator, or not any more.
    NotAllowed,
    /// What was typed cannot be kept.
    Unclear(Unclear),
}

impl<S: ScopeStore> Engine<S> {
    /// How an organisation is reached, for one of its administrators by their device; from now on as `said`, where they say
    /// it. Within the caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`] of the store: take everything back. Within it, [`Unsaid`]: nothing was written.
    pub fn administer_reach(
        &mut self,
        device: DeviceId,
        said: Option<&Organisation>,
        now_ms: i64,
    ) -> Stored<Result<Organisation, Unsaid>> {
        let Some(by) = self.administrator(device)? else { return Ok(Err(Unsaid::NotAllowed)) };
        let Some(said) = said else { return Ok(Ok(self.reached(by.org)?)) };
        match said.checked() {
            Err(unclear) => Ok(Err(Unsaid::Unclear(unclear))),
            Ok(kept) => {
                self.keep_reached(&by, &kept, now_ms)?;
                Ok(Ok(kept))
            }
        }
    }

    /// The same, for whoever sits at the console.
    ///
    /// # Errors
    ///
    /// [`AdminError`] for an organisation that is not there, and for what cannot be kept.
    pub fn set_reach(&mut self, org: Uuid, said: &Organisation, now_ms: i64) -> Result<(), AdminError> {
        let kept = said.checked().map_err(|unclear| {
            AdminError::Refused(match unclear.field {
                "phone" => {
                    "a telephone number has 3 to 15 digits; there has to be one, or an address for mail"
                }
                "mail" => "this is no address for mail",
                _ => "the hours are one line, and where it is some lines, of at most 160 characters",
            })
        })?;
        self.keep(|engine| {
            engine.store.org_name(org)?.ok_or(AdminError::Unknown("organisation"))?;
            Ok(engine.keep_reached(&Administrator::console(org), &kept, now_ms)?)
        })
    }

    /// How an organisation is reached; all empty where nobody said.
    fn reached(&mut self, org: Uuid) -> Stored<Organisation> {
        Ok(Organisation::of(&self.said_of(org)?))
    }

    /// What the content says of the organisation itself; nothing where nobody said anything.
    pub(super) fn said_of(&mut self, org: Uuid) -> Stored<Value> {
        let (scope, id) = place(org);
        let record = self.store.record(scope, id)?.filter(|record| !record.deleted);
        Ok(record.as_ref().and_then(|record| unit(record, "body")).cloned().unwrap_or_default())
    }

    /// Says these of the organisation, and leaves what else is said. What is null is said no more. Noted as `detail`.
    pub(super) fn say_of(
        &mut self,
        by: &Administrator,
        said: Map<String, Value>,
        detail: &'static str,
        now_ms: i64,
    ) -> Stored<()> {
        let (scope, id) = place(by.org);
        // Two who say different things of it at the same moment are both heard.
        self.store.lock_head(scope)?;
        let mut body = match self.said_of(by.org)? {
            Value::Object(body) => body,
            _ => Map::new(),
        };
        body.extend(said);
        body.retain(|_, value| !value.is_null());
        let units = [("key", Value::from(KEY)), ("version", Value::from(KEY)), ("body", Value::Object(body))];
        self.say(scope, id, KIND, units, now_ms)?;
        self.note_act(by.note(detail, now_ms));
        Ok(())
    }

    fn keep_reached(&mut self, by: &Administrator, said: &Organisation, now_ms: i64) -> Stored<()> {
        let said = serde_json::to_value(said);
        let Ok(Value::Object(said)) = said else {
            return Err(StoreError::broken("how an organisation is reached"));
        };
        self.say_of(by, said, "reach", now_ms)
    }
}

fn place(org: Uuid) -> (ScopeId, Uuid) {
    let scope = ScopeId::new(org, Compartment::Content);
    (scope, scope.derived_id(&format!("content/{KIND}/{KEY}")))
}
