//! Asking for help without a code, the desk that answers, and coming back by a code of one's own (ADR-0030).

use opstap_content::{Value as Word, Words, format};
use opstap_domain::ids::Role;
pub use opstap_domain::sign_up::{Answer, QUESTIONS};
use opstap_domain::sign_up::{Promise, SignUp, promise};
use opstap_domain::{Instant, Phrase, order};
use opstap_store::{Edit, Record};
use serde::Serialize;
use serde_json::json;
use uuid::Uuid;

use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::reading::read;
use crate::room::{Room, names};

mod asking;
#[cfg(feature = "desk")]
mod desk;
#[cfg(feature = "desk")]
mod earlier;
#[cfg(feature = "desk")]
mod triage;

pub use asking::SignedUp;
#[cfg(feature = "desk")]
pub use desk::{DeskRow, Pass, PassChoices, WaitsHere};
#[cfg(feature = "desk")]
pub use earlier::{EarlierPart, EarlierStart};
#[cfg(feature = "desk")]
pub use triage::{Match, MatchChoices};

/// What somebody asked, and what became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
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
    #[cfg(feature = "desk")]
    pub may_decide: bool,
    /// What fits, and why; for who decides.
    #[cfg(feature = "desk")]
    pub proposal: Vec<String>,
    /// What to choose from; for who decides.
    #[cfg(feature = "desk")]
    pub choices: Option<MatchChoices>,
    /// At which desk it waits, in words, where the organisation has teams; for who decides.
    #[cfg(feature = "desk")]
    pub desk_text: String,
    /// Where it can be passed on to; for who decides, where there is another desk.
    #[cfg(feature = "desk")]
    pub passing: Option<PassChoices>,
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
    let (asked_text, promise_text, presses) = promised(inner, room, record)?;
    let asked: SignUp = read(record.value("answers")).unwrap_or_default();
    #[cfg_attr(not(feature = "desk"), expect(unused_mut, reason = "nobody decides on a phone"))]
    let mut file = SignUpFile {
        asked_text,
        promise_text,
        presses,
        answers: answers_in(&room.words, &asked),
        decision_text: decided(inner, room, record)?,
        ..SignUpFile::default()
    };
    #[cfg(feature = "desk")]
    if room.role == Role::Triage {
        triage::fill(inner, room, record, &asked, &mut file)?;
    }
    Ok(file)
}

/// Each question that was answered, and its answers, in words.
#[must_use]
pub fn answers_in(words: &Words, asked: &SignUp) -> Vec<(String, String)> {
    each_answer(words, asked).into_iter().map(|(_, question, answer)| (question, answer)).collect()
}

/// The same, with the place of each question.
pub(crate) fn each_answer(words: &Words, asked: &SignUp) -> Vec<(usize, String, String)> {
    let mut rows = Vec::new();
    for (at, (question, kind)) in QUESTIONS.into_iter().enumerate() {
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
            rows.push((at, words.text(&format!("sign-up-{question}")), text));
        }
    }
    rows
}

fn decided(inner: &mut Inner, room: &Room, record: &Record) -> Result<String, OpstapError> {
    let decision = record.value("decision");
    let Some(kind) = decision["kind"].as_str() else { return Ok(String::new()) };
    let helper = decision["helper"].as_str().and_then(|id| Uuid::parse_str(id).ok());
    let mut known = names(inner, room)?;
    let name = helper.map(|id| order::take(&mut known, &id)).unwrap_or_default();
    #[cfg(feature = "desk")]
    let name = match helper {
        // Who sits at the desk knows colleagues who are not in the case.
        Some(helper) if name.is_empty() => triage::colleague(inner, helper)?.unwrap_or_default(),
        _ => name,
    };
    let values =
        [("kind", Word::from(room.words.text(&format!("triage-kind-{kind}")))), ("name", Word::from(name))];
    Ok(room.words.text_with("triage-is", &values))
}
