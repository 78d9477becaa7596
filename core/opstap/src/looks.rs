//! Who looked at a case, and on which day (ADR-0023).

use opstap_content::{Value as Word, format};
use opstap_domain::ids::Role;
use opstap_domain::{Date, order};
use opstap_store::Edit;
use serde::Serialize;
use serde_json::json;
use uuid::Uuid;

use crate::debts::linked;
use crate::device::Opstap;
use crate::error::OpstapError;
use crate::room::names;

/// A helper who looked at the case on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LookRow {
    /// The helper's account.
    pub account: Uuid,
    /// The helper's name.
    pub name: String,
    /// `counsellor`, `coach` or `triage`.
    pub role: String,
    /// The day, where the client lives.
    pub on: Date,
    /// Who looked and when, in one sentence.
    pub text: String,
    /// On this device only, until the next round.
    pub waiting: bool,
}

impl Opstap {
    /// Notes that this helper opens the case today. Call it whenever a case is opened: the first call of a day writes,
    /// the others do nothing, and neither does a client's. Works offline.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a case; [`OpstapError::Locked`] after too long without the server.
    pub fn look_at(&self, case: Option<Uuid>) -> Result<(), OpstapError> {
        self.with(|inner| {
            if !matches!(inner.role()?, Role::Counsellor | Role::Coach | Role::Triage) {
                return Ok(());
            }
            let room = self.room(inner, case)?;
            let (account, on) = (inner.account()?, room.today);
            // The same record from all devices of a helper, so that two of them on one day are one look.
            let id = room.together.derived_id(&format!("look/{account}/{on}"));
            if inner.store.record(room.together, "look", id)?.is_some() {
                return Ok(());
            }
            let units = [("account", json!(account)), ("role", json!(room.role.name())), ("on", json!(on))];
            self.act(inner, &[Edit::put(room.together, "look", id, units)]).map(|_| ())
        })
    }

    /// Who looked at a case, the latest day first.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a case.
    pub fn looks(&self, case: Option<Uuid>) -> Result<Vec<LookRow>, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let names = names(inner, &room)?;
            let mut rows = Vec::new();
            for record in inner.store.records(room.together, "look")? {
                let (Some(account), Ok(on)) = (linked(&record, "account"), record.text("on").parse()) else {
                    continue;
                };
                let name = names.get(&account).cloned().unwrap_or_else(|| room.words.text("looks-somebody"));
                let key = if record.text("role") == "coach" { "looks-coach" } else { "looks-counsellor" };
                let values = [
                    ("name", Word::from(name.clone())),
                    ("date", Word::from(format::date(room.language, on, room.today))),
                ];
                let text = room.words.text_with(key, &values);
                let role = record.text("role").to_owned();
                rows.push(LookRow { account, name, role, on, text, waiting: record.waiting });
            }
            order::sort_by(&mut rows, |one: &LookRow, other| {
                other.on.cmp(&one.on).then_with(|| one.name.cmp(&other.name))
            });
            Ok(rows)
        })
    }
}
