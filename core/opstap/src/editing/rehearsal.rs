//! What an automation would do, in sentences, for people who are invented: who writes for an organisation sees no case.

use opstap_domain::condition::{Facts, Parameters};
use opstap_domain::editing::outline::Outline;
use opstap_domain::prompts::{Automation, Mode, Trigger, for_and_against, rehearse};
use serde_json::Value;

use crate::content::ContentCache;
use crate::device::Opstap;
use crate::error::OpstapError;
use crate::reading::read;

/// In place of the id that a new automation will have: of two on one day the one whose id comes last goes first, and a new one
/// comes after those that were written before.
const NEW: &str = "own-~";
/// Characters of a message in a sentence about it.
const BEGINNING: usize = 60;

impl Opstap {
    /// What this automation would do beside those that are in use, in sentences.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Refused`] beside the first field that is not right yet.
    pub fn rehearsal(&self, body: &Outline) -> Result<Vec<String>, OpstapError> {
        self.check_automation(body, true)?;
        let lost = OpstapError::Unexpected { reference: "rehearsal" };
        let mut own: Automation = read(&Value::Object(body.clone())).ok_or(lost)?;
        if own.id == "new" {
            NEW.clone_into(&mut own.id);
        }
        self.with(|inner| {
            let content = inner.content()?;
            let language = self.language_of(inner);
            let words = inner.words(language);
            let on = own.on.name().replace('_', "-");
            let when =
                words.text_with(&format!("rehearse-when-{on}"), &[("days", i64::from(own.days).into())]);
            let message = beginning(&content, &own.message);
            let mode = match own.mode {
                Mode::Auto => "editor-mode-auto",
                Mode::Approve => "editor-mode-approve",
                Mode::Human => "editor-mode-human",
            };
            let mut said = vec![
                words.text_with("rehearse-rule", &[("when", when.into()), ("message", message.into())]),
                words.text(mode),
            ];
            let Some((fits, not)) = whom(&own) else {
                said.push(words.text("rehearse-some"));
                return Ok(said);
            };
            said.push(words.text(&format!("rehearse-person-{on}")));
            let others = content.automations.iter().filter(|one| one.id != own.id);
            let all: Vec<Automation> = others.cloned().chain([own.clone()]).collect();
            let parameters = content.tips.parameters_with(&Parameters::new());
            let turns = rehearse(&all, &parameters, &fits, own.on);
            for turn in &turns {
                let mine = turn.automation.id == own.id;
                let key = if mine { "rehearse-turn" } else { "rehearse-other" };
                let title = if mine { &own.title } else { &turn.automation.title };
                said.push(
                    words.text_with(key, &[("days", turn.days.into()), ("title", title.clone().into())]),
                );
            }
            if turns.iter().all(|turn| turn.automation.id != own.id) {
                said.push(words.text("rehearse-never"));
            }
            if let Some(not) = not
                && rehearse(&all, &parameters, &not, own.on).iter().all(|turn| turn.automation.id != own.id)
            {
                said.push(words.text("rehearse-not"));
            }
            said.push(words.text(if own.on == Trigger::AppointmentMissed {
                "rehearse-new"
            } else {
                "rehearse-rest"
            }));
            Ok(said)
        })
    }
}

/// Facts of somebody for whom it is, and of somebody for whom it is not, if there is such a person. `None`: it asks more than
/// invented people can answer.
fn whom(own: &Automation) -> Option<(Facts, Option<Facts>)> {
    match &own.when {
        None => Some((Facts::new(), None)),
        Some(when) => for_and_against(when).map(|(fits, not)| (fits, Some(not))),
    }
}

/// How a message begins: whole words of its first line.
fn beginning(content: &ContentCache, message: &str) -> String {
    let text = content.examples.iter().find(|row| row.id == message).map_or(message, |row| row.text.as_str());
    let line = text.lines().next().unwrap_or_default();
    let Some((end, _)) = line.char_indices().nth(BEGINNING) else { return line.to_owned() };
    let cut = line.get(..end).unwrap_or_default();
    format!("{} …", cut.rsplit_once(' ').map_or(cut, |(whole, _)| whole))
}
