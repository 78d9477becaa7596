//! Asking for help without a code, the desk that answers, and coming back by a code of one's own (ADR-0030).

use opstap_content::{Value as Word, Words, format};
use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_domain::order;
use opstap_domain::sign_up::triage::{Colleague, KINDS, Proposal, propose};
pub use opstap_domain::sign_up::{Answer, QUESTIONS};
use opstap_domain::sign_up::{Promise, SignUp, promise};
use opstap_domain::{Instant, Phrase};
use opstap_store::{Edit, Record};
use serde::Serialize;
use serde_json::json;
use uuid::Uuid;

use crate::debts::linked;
use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::reading::read;
use crate::room::{Room, names};

mod asking;
mod desk;
mod earlier;

pub use asking::SignedUp;
pub use desk::{DeskRow, Pass, PassChoices, WaitsHere};
pub use earlier::{EarlierPart, EarlierStart};

/// What somebody asked, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SignUpFile {
    /// When it came in, in words.
    pub asked_text: String,
    /// Until when an answer was promised, or whether it came, in words.
    pub promise_text: String,
    /// Nobody answered, and the time is over or almost.
    pub presses: bool,
    /// Each question that was answered, and its answers in words.
    pub answers: Vec<(String, String)>,
    /// Which help it became and whose, in words; empty while nobody decided.
    pub decision_text: String,
    /// This person decides.
    pub may_decide: bool,
    /// What fits, and why; for who decides.
    pub proposal: Vec<String>,
    /// What to choose from; for who decides.
    pub choices: Option<MatchChoices>,
    /// At which desk it waits, in words, where the organisation has teams; for who decides.
    pub desk_text: String,
    /// Where it can be passed on to; for who decides, where there is another desk.
    pub passing: Option<PassChoices>,
}

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
    /// What the client of a case asked when they signed up; `None` for a case that began otherwise.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a case; [`OpstapError::NotAllowed`] for a coach.
    pub fn sign_up_file(&self, case: Option<Uuid>) -> Result<Option<SignUpFile>, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            if room.role == Role::Coach {
                return Err(OpstapError::NotAllowed);
            }
            let Some(record) = kept(inner, &room)? else { return Ok(None) };
            file(inner, &room, &record).map(Some)
        })
    }

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

    /// Says how the client wants to be called, as a client who signed up without a name does when they are ready.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Refused`] for a name that is empty or longer than 200 characters; [`OpstapError::NotAllowed`] for anybody
    /// but the client.
    pub fn set_name(&self, case: Option<Uuid>, name: &str) -> Result<(), OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            if room.role != Role::Client {
                return Err(OpstapError::NotAllowed);
            }
            let name = name.trim();
            let key = match name.chars().count() {
                0 => Some("refused-missing"),
                1..=200 => None,
                _ => Some("refused-too-long"),
            };
            if let Some(key) = key {
                return Err(OpstapError::refused("name", Phrase::new(key)));
            }
            let id = room.together.derived_id("case");
            self.act(inner, &[Edit::put(room.together, "case", id, [("name", json!(name))])])?;
            Ok(())
        })
    }
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

fn kept(inner: &mut Inner, room: &Room) -> Result<Option<Record>, OpstapError> {
    Ok(inner.store.record(room.together, "sign_up", room.together.derived_id("sign_up"))?)
}

/// Since when somebody who signed up waits for a first answer: until when it was promised, while there is none.
pub(crate) fn waits_until(inner: &mut Inner, room: &Room) -> Result<Option<Instant>, OpstapError> {
    let Some(record) = kept(inner, room)? else { return Ok(None) };
    let by = record.value("answer_by").as_i64().map(Instant);
    Ok(if answered(inner, room, &record)?.is_some() { None } else { by })
}

/// When somebody first answered: a message that is not the client's, or a helper.
fn answered(inner: &mut Inner, room: &Room, record: &Record) -> Result<Option<Instant>, OpstapError> {
    let client = crate::caseload::client_account(inner, room)?;
    let messages = crate::conversation::messages(inner, room)?;
    let first = messages
        .iter()
        .filter(|message| Some(message.text("author")) != client.as_deref())
        .filter_map(|message| message.value("sent_at").as_i64().map(Instant))
        .min();
    let matched = record.value("decision")["at"].as_i64().map(Instant);
    Ok(first.into_iter().chain(matched).min())
}

/// When somebody asked and how it stands with the answer, in words; whether it presses.
fn promised(inner: &mut Inner, room: &Room, record: &Record) -> Result<(String, String, bool), OpstapError> {
    let words = &room.words;
    let at = |unit: &str| Instant(record.value(unit).as_i64().unwrap_or(room.now.0));
    let moment = |at| format::moment(room.language, room.zone.local(at), room.today);
    let said = |key: &str, at| words.text_with(key, &[("when", Word::from(moment(at)))]);
    let stands = promise(at("answer_by"), answered(inner, room, record)?, room.now);
    let promise_text = match stands {
        Promise::Kept => words.text("sign-up-answered"),
        Promise::KeptLate => words.text("sign-up-answered-late"),
        _ => said("sign-up-answer-by", at("answer_by")),
    };
    let presses = matches!(stands, Promise::Soon(_) | Promise::Broken(_));
    Ok((said("sign-up-asked", at("asked_at")), promise_text, presses))
}

fn file(inner: &mut Inner, room: &Room, record: &Record) -> Result<SignUpFile, OpstapError> {
    let words = &room.words;
    let (asked_text, promise_text, presses) = promised(inner, room, record)?;
    let asked: SignUp = read(record.value("answers")).unwrap_or_default();
    let may_decide = room.role == Role::Triage;
    let team = linked(record, "team");
    let all = if may_decide { colleagues(inner, team)? } else { Vec::new() };
    let teams = if may_decide { desk::teams(inner)? } else { Vec::new() };
    let proposal = propose(&asked, &all, desk::name_of(&teams, team));
    let choices = if may_decide { Some(choices(inner, words, &all, &proposal)?) } else { None };
    Ok(SignUpFile {
        asked_text,
        promise_text,
        presses,
        answers: answers_in(words, &asked),
        decision_text: decided(inner, room, record)?,
        may_decide,
        proposal: if may_decide {
            proposal.reasons.iter().map(|reason| words.say_on(reason, room.today)).collect()
        } else {
            Vec::new()
        },
        choices,
        desk_text: desk::said(words, &teams, team),
        passing: desk::passing(words, &teams, team),
    })
}

/// Each question that was answered, and its answers, in words.
#[must_use]
pub fn answers_in(words: &Words, asked: &SignUp) -> Vec<(String, String)> {
    let mut rows = Vec::new();
    for (question, kind) in QUESTIONS {
        let chosen = |answer: &str| words.text(&format!("sign-up-{question}-{answer}"));
        let text = match kind {
            Answer::Any(_) => {
                let all: Vec<String> = asked.several(question).iter().map(|one| chosen(one)).collect();
                all.join(". ")
            }
            Answer::One(_) if asked.one(question).is_empty() => String::new(),
            Answer::One(_) => chosen(asked.one(question)),
            Answer::Words => asked.one(question).to_owned(),
            Answer::Postcode => asked.postcode.to_string(),
        };
        if !text.is_empty() {
            rows.push((words.text(&format!("sign-up-{question}")), text));
        }
    }
    rows
}

fn decided(inner: &mut Inner, room: &Room, record: &Record) -> Result<String, OpstapError> {
    let decision = record.value("decision");
    let Some(kind) = decision["kind"].as_str() else { return Ok(String::new()) };
    let helper = decision["helper"].as_str().and_then(|id| Uuid::parse_str(id).ok());
    let mut known = names(inner, room)?;
    known.extend(colleagues(inner, None)?.into_iter().map(|one| (one.account, one.name)));
    let name = helper.map(|id| order::take(&mut known, &id)).unwrap_or_default();
    let values =
        [("kind", Word::from(room.words.text(&format!("triage-kind-{kind}")))), ("name", Word::from(name))];
    Ok(room.words.text_with("triage-is", &values))
}

/// Where the organisation says who can help and which teams there are; for who sits at a desk.
fn organisation(inner: &Inner) -> Option<ScopeId> {
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
