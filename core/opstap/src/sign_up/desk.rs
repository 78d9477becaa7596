//! A desk of a team, or of the organisation: who waits at it, and passing somebody on to another one (ADR-0056).

use opstap_content::{Value as Word, Words};
use opstap_domain::Phrase;
use opstap_domain::ids::Role;
use opstap_domain::order;
use opstap_domain::sign_up::desks::WHYS;
use opstap_store::Edit;
use serde::Serialize;
use serde_json::json;
use uuid::Uuid;

use super::triage::organisation;
use super::{answered, kept, promised};
use crate::debts::linked;
use crate::device::{Inner, Opstap};
use crate::error::OpstapError;

/// A team of the organisation.
#[derive(Clone, Debug)]
pub(super) struct Team {
    id: Uuid,
    name: String,
    /// Somebody sits at a desk of its own.
    desk: bool,
}

/// Where somebody who waits can be passed on to, and why. Each choice is a key and its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PassChoices {
    /// Desks: a team's by its id, the organisation's own by `organisation`.
    pub desks: Vec<(String, String)>,
    /// Reasons.
    pub whys: Vec<(String, String)>,
}

/// To which desk somebody is passed on, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Pass {
    /// The team; `None`: the organisation's own desk.
    pub to: Option<Uuid>,
    /// A key of [`PassChoices::whys`].
    pub why: String,
}

/// Who waits where this person sits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct WaitsHere {
    /// Who waits, the one with the least time left first.
    pub rows: Vec<DeskRow>,
}

/// Somebody who waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DeskRow {
    /// The case.
    pub case: Uuid,
    /// The client's name, or that they said none.
    pub name: String,
    /// At which desk, in words; empty where the organisation has no teams.
    pub desk_text: String,
    /// When they asked, in words.
    pub asked_text: String,
    /// Until when an answer was promised, or that it came.
    pub promise_text: String,
    /// Nobody answered, and the time is over or almost.
    pub presses: bool,
}

impl Opstap {
    /// Who waits at the desks where this person sits; `None`: they sit at none.
    ///
    /// # Errors
    ///
    /// [`OpstapError::NotAllowed`] for a client; [`OpstapError::Locked`] after too long without the server.
    pub fn waits_here(&self) -> Result<Option<WaitsHere>, OpstapError> {
        self.with(|inner| {
            if inner.role()? == Role::Client {
                return Err(OpstapError::NotAllowed);
            }
            let cases = crate::room::open_cases(inner)?;
            if organisation(inner).is_none() {
                return Ok(None);
            }
            let teams = teams(inner)?;
            let mut rows = Vec::new();
            for case in cases {
                let room = self.room(inner, Some(case))?;
                if room.role != Role::Triage {
                    continue;
                }
                let Some(record) = kept(inner, &room)? else { continue };
                let name = inner.store.record(room.together, "case", room.together.derived_id("case"))?;
                let name = name.map(|name| name.text("name").to_owned()).filter(|name| !name.is_empty());
                let by = record.value("answer_by").as_i64();
                let (asked_text, promise_text, presses) = promised(inner, &room, &record)?;
                let waits = answered(inner, &room, &record)?.is_none();
                let row = DeskRow {
                    case,
                    name: name.unwrap_or_else(|| room.words.text("caseload-nameless")),
                    desk_text: said(&room.words, &teams, linked(&record, "team")),
                    asked_text,
                    promise_text,
                    presses,
                };
                rows.push((!waits, by, case, row));
            }
            order::sort_by_cached_key(&mut rows, |(answered, by, case, _)| (*answered, *by, *case));
            Ok(Some(WaitsHere { rows: rows.into_iter().map(|(_, _, _, row)| row).collect() }))
        })
    }

    /// Passes somebody who waits on to another desk: they leave this one with the next round, unless its person sits there too.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Refused`] without another desk, and without a reason; [`OpstapError::Unknown`] for a case that nobody
    /// signed up for; [`OpstapError::NotAllowed`] for anybody but the desk.
    pub fn pass_sign_up(&self, case: Option<Uuid>, wanted: &Pass) -> Result<(), OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            if room.role != Role::Triage {
                return Err(OpstapError::NotAllowed);
            }
            let record = kept(inner, &room)?.ok_or(OpstapError::Unknown { what: "record" })?;
            let from = linked(&record, "team");
            let teams = teams(inner)?;
            let there = |team: Uuid| teams.iter().any(|one| one.id == team);
            if wanted.to == from || !wanted.to.is_none_or(there) {
                return Err(OpstapError::refused("to", Phrase::new("desk-refused-to")));
            }
            if !WHYS.contains(&wanted.why.as_str()) {
                return Err(OpstapError::refused("why", Phrase::new("desk-refused-why")));
            }
            let mut passed = json!({ "why": wanted.why, "at": room.now });
            for (name, team) in [("from", from), ("to", wanted.to)] {
                if let Some(team) = team {
                    passed[name] = json!(team);
                }
            }
            self.act(inner, &[Edit::put(room.together, "sign_up", record.id, [("passed", passed)])])?;
            Ok(())
        })
    }
}

/// The organisation's teams, by name.
pub(super) fn teams(inner: &mut Inner) -> Result<Vec<Team>, OpstapError> {
    let Some(org) = organisation(inner) else { return Ok(Vec::new()) };
    let mut all = Vec::new();
    for record in inner.store.records(org, "team")? {
        let (name, desk) = (record.text("name").to_owned(), *record.value("desk") == json!(true));
        all.push(Team { id: record.id, name, desk });
    }
    order::sort_by_cached_key(&mut all, |team| (team.name.to_lowercase(), team.id));
    Ok(all)
}

/// The name of a team; empty for none.
pub(super) fn name_of(teams: &[Team], team: Option<Uuid>) -> &str {
    let found = teams.iter().find(|one| Some(one.id) == team);
    found.map_or("", |one| one.name.as_str())
}

/// At which desk somebody waits, in words; empty where there are no teams.
pub(super) fn said(words: &Words, teams: &[Team], team: Option<Uuid>) -> String {
    match name_of(teams, team) {
        _ if teams.is_empty() => String::new(),
        "" => words.text("desk-at-organisation"),
        name => words.text_with("desk-at-team", &[("team", Word::from(name.to_owned()))]),
    }
}

/// Where somebody can be passed on to: desks at which somebody sits, and the organisation's own.
pub(super) fn passing(words: &Words, teams: &[Team], team: Option<Uuid>) -> Option<PassChoices> {
    let others = teams.iter().filter(|one| one.desk && Some(one.id) != team);
    let mut desks: Vec<(String, String)> =
        others.map(|one| (one.id.to_string(), said(words, teams, Some(one.id)))).collect();
    if team.is_some() {
        desks.push(("organisation".to_owned(), words.text("desk-at-organisation")));
    }
    let why = |why: &&str| ((*why).to_owned(), words.text(&format!("desk-why-{}", why.replace('_', "-"))));
    (!desks.is_empty()).then(|| PassChoices { desks, whys: WHYS.iter().map(why).collect() })
}
