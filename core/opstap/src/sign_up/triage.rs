//! Matching: what the desk is proposed, what it chooses from, and giving a case to a helper (ADR-0030).

use opstap_content::{Value as Word, Words};
use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_domain::sign_up::SignUp;
use opstap_domain::sign_up::triage::{Colleague, KINDS, Proposal, propose};
use opstap_domain::{Phrase, order};
use opstap_store::{Edit, Record};
use serde::Serialize;
use serde_json::json;
use uuid::Uuid;

use super::{SignUpFile, desk, kept};
use crate::debts::linked;
use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::room::Room;

/// What the desk chooses from. Each choice is a key and its words, and what is proposed stands in `proposed`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MatchChoices {
    /// Sorts of help.
    pub kinds: Vec<(String, String)>,
    /// Programmes.
    pub programmes: Vec<(String, String)>,
    /// Helpers: of the team to which it came before others, and who has most room first.
    pub helpers: Vec<(String, String)>,
    /// What is proposed.
    pub proposed: Match,
}

/// Which help somebody gets, and whose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Match {
    /// `short`, `long` or `look`.
    pub kind: String,
    /// The programme to begin with.
    pub programme: String,
    /// Who helps.
    pub helper: Option<Uuid>,
    /// Who helps when they are away.
    pub stand_in: Option<Uuid>,
    /// A first message; empty: none.
    pub message: String,
}

impl Opstap {
    /// Gives a case to a helper, with a first message: it leaves the desk with the next round, and the helper sees it with theirs.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Refused`] without a helper, with one person twice, and for a sort of help or a programme that is none;
    /// [`OpstapError::Unknown`] for a case that nobody signed up for; [`OpstapError::NotAllowed`] for anybody but the desk.
    pub fn match_sign_up(&self, case: Option<Uuid>, wanted: &Match) -> Result<(), OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            if room.role != Role::Triage {
                return Err(OpstapError::NotAllowed);
            }
            let record = kept(inner, &room)?.ok_or(OpstapError::Unknown { what: "record" })?;
            fits(inner, wanted)?;
            let mut edits = Vec::new();
            if !wanted.message.trim().is_empty() {
                let written = crate::conversation::written(inner, &room, &wanted.message, None);
                edits.push(written.map_err(|error| error.beside("message"))?.1);
            }
            let mut decision = json!({
                "kind": wanted.kind,
                "programme": wanted.programme,
                "helper": wanted.helper,
                "at": room.now,
            });
            if let Some(account) = wanted.stand_in {
                decision["stand_in"] = json!(account);
            }
            edits.push(Edit::put(room.together, "sign_up", record.id, [("decision", decision)]));
            // All else was looked at: what can still be refused is how long the words are.
            self.act(inner, &edits).map_err(|error| error.beside("message"))?;
            Ok(())
        })
    }
}

/// What the desk sees of a sign-up besides.
pub(super) fn fill(
    inner: &mut Inner,
    room: &Room,
    record: &Record,
    asked: &SignUp,
    file: &mut SignUpFile,
) -> Result<(), OpstapError> {
    let words = &room.words;
    let team = linked(record, "team");
    let all = colleagues(inner, team)?;
    let teams = desk::teams(inner)?;
    let proposal = propose(asked, &all, desk::name_of(&teams, team));
    file.may_decide = true;
    file.proposal = proposal.reasons.iter().map(|reason| words.say_on(reason, room.today)).collect();
    file.choices = Some(choices(inner, words, &all, &proposal)?);
    file.desk_text = desk::said(words, &teams, team);
    file.passing = desk::passing(words, &teams, team);
    Ok(())
}

/// The name of a colleague.
pub(super) fn colleague(inner: &mut Inner, account: Uuid) -> Result<Option<String>, OpstapError> {
    Ok(colleagues(inner, None)?.into_iter().find(|one| one.account == account).map(|one| one.name))
}

/// Whether a choice is one that can be made.
fn fits(inner: &mut Inner, wanted: &Match) -> Result<(), OpstapError> {
    let refused = |field: &str, key: &str| Err(OpstapError::refused(field, Phrase::new(key)));
    let all = colleagues(inner, None)?;
    let known = |account: &Uuid| all.iter().any(|one| one.account == *account);
    if !wanted.helper.as_ref().is_some_and(known) {
        return refused("helper", "triage-no-helper");
    }
    if wanted.stand_in == wanted.helper || wanted.stand_in.is_some_and(|account| !known(&account)) {
        return refused("stand_in", "triage-same-helper");
    }
    if !KINDS.contains(&wanted.kind.as_str()) {
        return refused("kind", "sign-up-answer-unknown");
    }
    if inner.content()?.template(&wanted.programme, "").is_none()
        || taken_back(inner)?.contains(&wanted.programme)
    {
        return refused("programme", "sign-up-answer-unknown");
    }
    Ok(())
}

/// Where the organisation says who can help and which teams there are; for who sits at a desk.
pub(super) fn organisation(inner: &Inner) -> Option<ScopeId> {
    let scopes = inner.store.scopes();
    scopes.iter().map(|row| row.scope).find(|scope| scope.compartment == Compartment::Org)
}

/// Who can help, as the organisation says: those of a team first.
fn colleagues(inner: &mut Inner, team: Option<Uuid>) -> Result<Vec<Colleague>, OpstapError> {
    let Some(org) = organisation(inner) else { return Ok(Vec::new()) };
    let team = team.map(|team| json!(team));
    let mut all = Vec::new();
    for record in inner.store.records(org, "colleague")? {
        if let Some(account) = linked(&record, "account") {
            let cases = record.value("cases").as_u64().unwrap_or(0) as u32;
            let teams = record.value("teams").as_array();
            let of_team = team.as_ref().is_some_and(|team| teams.is_some_and(|teams| teams.contains(team)));
            all.push(Colleague { account, name: record.text("name").to_owned(), cases, of_team });
        }
    }
    order::sort_by_cached_key(&mut all, |one| (!one.of_team, one.cases, one.name.clone(), one.account));
    Ok(all)
}

/// Programmes that nobody begins with any more: whoever follows one keeps it.
fn taken_back(inner: &mut Inner) -> Result<Vec<String>, OpstapError> {
    let Some(content) = inner.content_scope() else { return Ok(Vec::new()) };
    let all = inner.store.records(content, "programme")?;
    let away = all.iter().filter(|record| record.value("body")["withdrawn"] == true);
    Ok(away.map(|record| record.text("key").to_owned()).collect())
}

fn choices(
    inner: &mut Inner,
    words: &Words,
    all: &[Colleague],
    proposal: &Proposal,
) -> Result<MatchChoices, OpstapError> {
    let content = inner.content()?;
    let away = taken_back(inner)?;
    let mut programmes: Vec<(String, String)> = Vec::new();
    for template in content.templates.values().filter(|template| !away.contains(&template.id)) {
        match programmes.last_mut().filter(|(id, _)| *id == template.id) {
            Some((_, title)) => template.title.clone_into(title),
            None => programmes.push((template.id.clone(), template.title.clone())),
        }
    }
    let helper = |one: &Colleague| {
        let values = [("name", Word::from(one.name.clone())), ("count", Word::from(one.cases as usize))];
        (one.account.to_string(), words.text_with("triage-colleague", &values))
    };
    Ok(MatchChoices {
        kinds: KINDS
            .iter()
            .map(|kind| ((*kind).to_owned(), words.text(&format!("triage-kind-{kind}"))))
            .collect(),
        programmes,
        helpers: all.iter().map(helper).collect(),
        proposed: Match {
            kind: proposal.kind.to_owned(),
            programme: proposal.programme.to_owned(),
            helper: proposal.helper,
            stand_in: proposal.stand_in,
            message: String::new(),
        },
    })
}
