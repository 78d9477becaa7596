//! Messages that fit now: proposed to a counsellor, who sends, changes or leaves them (ADR-0044). What leaves by itself is in
//! `leaving`, which only a server has (ADR-0066).

use opstap_domain::catalogue::PROMPT_OUTCOMES;
use opstap_domain::condition::{Facts, Parameters};
use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_domain::programme::StepState;
use opstap_domain::prompts::{Case, Decided, Happening, Mode, Prompt, Trigger, prompt};
use opstap_domain::{Date, Instant, Phrase};
use opstap_store::Edit;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::content::ContentCache;
use crate::conversation::{MessageRow, written_as};
use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::examples::{Values, all_filled};
use crate::room::{Room, open_cases};

#[cfg(feature = "editors")]
mod leaving;

/// The name under which what happened in a case is kept until something in it changes.
const KEPT: &str = "prompts-1";

/// A message that fits a case now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PromptRow {
    /// The case.
    pub case: Uuid,
    /// The client's name.
    pub name: String,
    /// Hand this in to send or leave it.
    pub id: String,
    /// Why it is proposed, in words.
    pub why: String,
    /// The message, with the names filled in that are known.
    pub text: String,
    /// The names that a helper fills in themselves.
    pub missing: Vec<String>,
    /// A helper says this themselves, and does not send it.
    pub said: bool,
    /// It leaves by itself on the next working day, unless a helper sends it or leaves it before.
    pub by_itself: bool,
}

/// What is kept of a case between two readings: nothing in it depends on the day.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Kept {
    name: String,
    happenings: Vec<Happening>,
    decided: Vec<Decided>,
    question_waits: bool,
    /// Appointments that are still expected; some may have passed by the time of reading.
    expected: Vec<Instant>,
    paused_until: Option<Date>,
    /// Where the client is in the programme now; empty at its end.
    phase: String,
}

impl Opstap {
    /// The messages that fit now: at most one in each case, and none where one went today. Without a case those of all cases
    /// of this counsellor. Works offline, from what this device knows.
    ///
    /// # Errors
    ///
    /// [`OpstapError::NotAllowed`] for anybody but a counsellor; [`OpstapError::Unknown`] without such a case;
    /// [`OpstapError::Locked`] after too long without the server.
    pub fn prompts(&self, case: Option<Uuid>) -> Result<Vec<PromptRow>, OpstapError> {
        self.with(|inner| {
            if inner.role()? != Role::Counsellor {
                return Err(OpstapError::NotAllowed);
            }
            let content = inner.content()?;
            let cases = match case {
                Some(case) => vec![case],
                None => open_cases(inner)?,
            };
            let mut rows = Vec::new();
            for case in cases {
                let room = self.room(inner, Some(case))?;
                // Who waits at a desk is nobody's client yet.
                if room.role != Role::Counsellor {
                    continue;
                }
                let kept = kept(inner, &room)?;
                rows.extend(proposed(inner, &content, &room, &kept)?);
            }
            Ok(rows)
        })
    }

    /// Sends a message that fits, perhaps changed; it waits here until there is a network. It is not proposed again, and two
    /// colleagues who send it at the same time without a network send one message.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] for a message that does not fit any more; [`OpstapError::Refused`] beside `text` for an empty
    /// or too long one, one with a name still between braces, and one that a helper says themselves;
    /// [`OpstapError::NotAllowed`] for anybody but a counsellor.
    pub fn send_prompt(&self, case: Uuid, id: &str, text: &str) -> Result<MessageRow, OpstapError> {
        let sent = self.with(|inner| {
            let (room, found) = self.fitting(inner, case, id)?;
            if found.said {
                return Err(OpstapError::refused("text", Phrase::new("prompt-human-only")));
            }
            all_filled(text)?;
            let message = message_of(&room, id);
            let edits = [written_as(inner, &room, message, text, None)?, choice(&room, id, "sent")];
            self.act(inner, &edits)?;
            Ok(message)
        })?;
        self.message(Some(case), sent)
    }

    /// Leaves a message that fits: it is not proposed again.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] for a message that does not fit any more; [`OpstapError::NotAllowed`] for anybody but a
    /// counsellor.
    pub fn leave_prompt(&self, case: Uuid, id: &str) -> Result<(), OpstapError> {
        self.with(|inner| {
            let (room, _) = self.fitting(inner, case, id)?;
            self.act(inner, &[choice(&room, id, "left")]).map(|_| ())
        })
    }

    /// A message that still fits, by its id.
    fn fitting(&self, inner: &mut Inner, case: Uuid, id: &str) -> Result<(Room, PromptRow), OpstapError> {
        let room = self.room(inner, Some(case))?;
        if room.role != Role::Counsellor {
            return Err(OpstapError::NotAllowed);
        }
        let content = inner.content()?;
        let kept = kept(inner, &room)?;
        let found = proposed(inner, &content, &room, &kept)?.filter(|row| row.id == id);
        Ok((room, found.ok_or(OpstapError::Unknown { what: "prompt" })?))
    }
}

/// The one id that a message has on whichever device it is sent.
fn message_of(room: &Room, id: &str) -> Uuid {
    room.together.derived_id(&format!("prompt/{id}"))
}

fn office(room: &Room) -> ScopeId {
    ScopeId::new(room.case, Compartment::Office)
}

fn choice(room: &Room, id: &str, outcome: &str) -> Edit {
    let scope = office(room);
    let (automation, which) = id.split_once('/').unwrap_or((id, ""));
    let units = [
        ("automation", json!(automation)),
        ("which", json!(which)),
        ("outcome", json!(outcome)),
        ("chosen_on", json!(room.today)),
    ];
    Edit::put(scope, "prompt_choice", scope.derived_id(&format!("prompt/{id}")), units)
}

/// What fits a case now, if anything.
fn proposed(
    inner: &mut Inner,
    content: &ContentCache,
    room: &Room,
    kept: &Kept,
) -> Result<Option<PromptRow>, OpstapError> {
    let asks = content.automations.iter().any(|automation| automation.when.is_some());
    let facts = if asks { crate::tips::see(inner, room)?.facts } else { Facts::new() };
    let parameters = content.tips.parameters_with(&Parameters::new());
    let case = Case {
        happenings: &kept.happenings,
        decided: &kept.decided,
        question_waits: kept.question_waits,
        paused: kept.paused_until.is_some_and(|until| room.today < until),
        expected: kept.expected.iter().any(|at| *at >= room.now),
        facts: &facts,
        zone: room.zone,
    };
    let Some(found) = prompt(&content.automations, &parameters, &case, room.today) else { return Ok(None) };
    let Prompt { automation, happening, why } = found;
    let id = format!("{}/{}", automation.id, happening.which);
    // A colleague's message can be here before what they chose is.
    if inner.store.record(room.together, "message", message_of(room, &id))?.is_some() {
        return Ok(None);
    }
    let example = content.examples.iter().find(|row| row.id == automation.message);
    // An organisation may have taken the message out of use.
    let Some(example) = example else { return Ok(None) };
    let step = if happening.on == Trigger::StepDone { happening.title.as_str() } else { "" };
    let values = Values::of(inner, room)?.with(&[("stap", step), ("fase", &kept.phase)]);
    let filled = values.filled(inner, example)?;
    Ok(Some(PromptRow {
        case: room.case,
        name: if kept.name.is_empty() { room.words.text("caseload-nameless") } else { kept.name.clone() },
        id,
        why: room.words.say_on(&why, room.today),
        by_itself: automation.mode == Mode::Auto && filled.missing.is_empty(),
        text: filled.text,
        missing: filled.missing,
        said: automation.mode == Mode::Human,
    }))
}

/// What happened in a case, read once and again when something in it changed.
fn kept(inner: &mut Inner, room: &Room) -> Result<Kept, OpstapError> {
    let known = inner.store.kept_summary(room.case, KEPT)?;
    if let Some(kept) = known.and_then(|body| serde_json::from_str(&body).ok()) {
        return Ok(kept);
    }
    let kept = look(inner, room)?;
    let body = serde_json::to_string(&kept).map_err(|_| OpstapError::Unexpected { reference: "prompts" })?;
    inner.store.keep_summaries(KEPT, &[(room.case, body)])?;
    Ok(kept)
}

fn look(inner: &mut Inner, room: &Room) -> Result<Kept, OpstapError> {
    let seen = crate::caseload::look(inner, room)?;
    let mut kept = Kept {
        name: seen.name,
        question_waits: seen.signs.question_since.is_some(),
        expected: seen.expected,
        paused_until: seen.paused_until,
        ..Kept::default()
    };
    let mut happened = |on, which: String, at, title: &str| {
        kept.happenings.push(Happening { on, which, at, title: title.to_owned() });
    };
    if let Some(opened) = seen.signs.opened {
        happened(Trigger::Opened, "once".to_owned(), opened, "");
    }
    if let Some(last) = seen.signs.last_activity.or(seen.signs.opened) {
        happened(Trigger::Silent, last.0.to_string(), last, "");
    }
    for appointment in inner.store.records(room.together, "appointment")? {
        let at = appointment.value("when")["starts_at"].as_i64().map(Instant);
        if let Some(at) = at.filter(|_| appointment.text("status") == "missed") {
            happened(Trigger::AppointmentMissed, appointment.id.to_string(), at, "");
        }
    }
    for note in inner.store.records(room.together, "talk_note")? {
        let held = note.text("held_on").parse::<Date>().ok();
        // A correction is no other talk.
        if let Some(held) = held.filter(|_| note.text("corrects").is_empty()) {
            happened(Trigger::Talk, note.id.to_string(), room.zone.start_of_day(held), "");
        }
    }
    if let Some(followed) = crate::programme::follow(inner, room)? {
        for phase in &followed.state.phases {
            if let (StepState::Done, Some(at)) = (&phase.state, phase.ended_at) {
                happened(Trigger::PhaseDone, phase.id.clone(), at, &phase.title);
            }
            for step in &phase.steps {
                if let (StepState::Done, Some(at)) = (&step.state, step.ended_at) {
                    happened(Trigger::StepDone, step.id.clone(), at, &step.title);
                }
            }
        }
        let mut phases = followed.state.phases.iter();
        let now = phases.find(|phase| !phase.state.is_settled() && !phase.state.is_locked());
        kept.phase = now.map(|phase| phase.title.clone()).unwrap_or_default();
    }
    for choice in inner.store.records(office(room), "prompt_choice")? {
        let Ok(on) = choice.text("chosen_on").parse() else { continue };
        kept.decided.push(Decided {
            automation: choice.text("automation").to_owned(),
            which: choice.text("which").to_owned(),
            on,
            sent: choice.text("outcome") == PROMPT_OUTCOMES[1],
        });
    }
    Ok(kept)
}
