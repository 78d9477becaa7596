//! Who looks along: the client decides, part by part, and until when.

use opstap_content::format;
use opstap_domain::catalogue::Part;
use opstap_domain::ids::Role;
use opstap_domain::order;
use opstap_domain::{Date, Phrase};
use opstap_store::Edit;
use serde::Serialize;
use serde_json::json;
use uuid::Uuid;

use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::room::Room;

/// Everybody with a place in the case, and what coaches see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SharingSummary {
    /// Everybody, by name.
    pub helpers: Vec<HelperRow>,
}

/// Somebody in the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HelperRow {
    /// The account: what `share` takes.
    pub account: Uuid,
    /// The name.
    pub name: String,
    /// `client`, `counsellor` or `coach`.
    pub role: String,
    /// The same in words.
    pub role_text: String,
    /// This person may share parts with them.
    pub may_share: bool,
    /// For a coach: the parts that are shared now, as stable words.
    pub parts: Vec<String>,
    /// The parts in words.
    pub parts_text: String,
    /// The first day on which it is over.
    pub until: Option<Date>,
    /// Changed on this device and not yet at the server.
    pub waiting: bool,
}

/// What somebody sees of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sight {
    /// As whom.
    pub role: Role,
    /// The parts that a client shares with a coach, as stable words; of no meaning for others.
    pub parts: Vec<String>,
}

impl Sight {
    /// Whether they see a part that can be shared (`programme`, `agenda`, `conversation`, `budget`, `goals`). Any other is never shared
    /// with a coach.
    #[must_use]
    pub fn sees(&self, part: &str) -> bool {
        self.role != Role::Coach || self.parts.iter().any(|shared| shared == part)
    }
}

impl Opstap {
    /// What this person sees of a case.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a case.
    pub fn sight(&self, case: Option<Uuid>) -> Result<Sight, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let scopes = inner.store.scopes().into_iter();
            let of_case = scopes.filter(|row| row.scope.owner == room.case);
            Ok(Sight { role: room.role, parts: of_case.flat_map(|row| row.parts).collect() })
        })
    }

    /// Who looks along.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a case.
    pub fn sharing(&self, case: Option<Uuid>) -> Result<SharingSummary, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            summary(inner, &room)
        })
    }

    /// Shares parts with a coach, until a day (exclusive) or until it is stopped. No parts: stops.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] for somebody without a place in the case or a part that is not there;
    /// [`OpstapError::NotAllowed`] for anybody but the client; [`OpstapError::Refused`] for a day that has passed.
    pub fn share(
        &self,
        case: Option<Uuid>,
        helper: Uuid,
        parts: &[&str],
        until: Option<Date>,
    ) -> Result<SharingSummary, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let known = summary(inner, &room)?;
            if !known.helpers.iter().any(|row| row.account == helper && row.role == "coach") {
                return Err(OpstapError::Unknown { what: "helper" });
            }
            if parts.iter().any(|part| Part::from_name(part).is_none()) {
                return Err(OpstapError::Unknown { what: "part" });
            }
            if until.is_some_and(|until| until <= room.today) {
                return Err(OpstapError::refused("until", Phrase::new("error-date-past")));
            }
            let mut value = json!({ "parts": parts });
            if let Some(until) = until {
                value["until"] = json!(until);
            }
            let id = room.together.derived_id(&format!("share/{helper}"));
            let units = [("account", json!(helper)), ("parts", value)];
            self.act(inner, &[Edit::put(room.together, "share", id, units)])?;
            summary(inner, &room)
        })
    }
}

fn summary(inner: &mut Inner, room: &Room) -> Result<SharingSummary, OpstapError> {
    let shares = inner.store.records(room.together, "share")?;
    let left_out = inner.is_left_out("coaches");
    let mut helpers = Vec::new();
    for record in inner.store.records(room.together, "helper")? {
        let Ok(account) = Uuid::parse_str(record.text("account")) else { continue };
        // Who looks along no more stands in the case by name only, beside what they wrote.
        if record.text("role") == "former" {
            continue;
        }
        let share = shares.iter().find(|share| share.text("account") == record.text("account"));
        let value = share.map(|share| share.value("parts"));
        let until: Option<Date> =
            value.and_then(|value| value["until"].as_str()).and_then(|day| day.parse().ok());
        let over = until.is_some_and(|until| until <= room.today);
        let parts: Vec<String> = value
            .and_then(|value| value["parts"].as_array())
            .filter(|_| !over)
            .map(|parts| parts.iter().filter_map(|part| part.as_str().map(str::to_owned)).collect())
            .unwrap_or_default();
        let texts: Vec<String> = parts.iter().map(|part| room.words.text(&format!("part-{part}"))).collect();
        helpers.push(HelperRow {
            account,
            name: record.text("name").to_owned(),
            role: record.text("role").to_owned(),
            role_text: room.words.text(&format!("role-{}", record.text("role"))),
            // What is shared can be less, or stop.
            may_share: room.role == Role::Client
                && record.text("role") == "coach"
                && !(left_out && parts.is_empty()),
            parts_text: format::list(room.language, &texts),
            parts,
            until: until.filter(|_| !over),
            waiting: share.is_some_and(|share| share.waiting),
        });
    }
    order::sort_by(&mut helpers, |one, other| one.name.cmp(&other.name));
    Ok(SharingSummary { helpers })
}
