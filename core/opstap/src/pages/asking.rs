//! Asking for help without a code, one question at a time, and the code to come back with (ADR-0061).
//!
//! `ask/0` to `ask/6` are the questions, `ask/7` a last look. What is typed is kept at each letter. Sending is [`Opstap::ask_for_help`],
//! which has to know a server: a shell does that where `send` is pressed.

use opstap_content::Value as Word;
use opstap_domain::Phrase;
use opstap_domain::ids::Role;
use opstap_domain::sign_up::{Answer, QUESTIONS, SignUp, WORDS_MAX, postcode};
use uuid::Uuid;

use super::{InputKind, PageOption, PartKind, Pressed, Sheet, TypedInputs, typed_in};
use crate::device::Opstap;
use crate::error::OpstapError;
use crate::sign_up::each_answer;

/// The page with the code.
const KEPT: &str = "kept";
/// What asks the server for another one.
const NEW_CODE: &str = "new";

pub(super) fn page(device: &Opstap, step: &str, sheet: &mut Sheet) -> Result<String, OpstapError> {
    let kept = device.asking()?.ok_or(OpstapError::Unknown { what: "page" })?;
    let said =
        |key: &str| kept.iter().find(|(known, _)| known == key).map_or("", |(_, typed)| typed.as_str());
    let step = step_of(step)?;
    let Some((key, kind)) = QUESTIONS.get(step) else { return Ok(check(sheet, said)) };
    if step == 0 {
        sheet.says(PartKind::Text, "sign-up-intro");
    }
    let at = [("step", Word::from(step + 1)), ("count", Word::from(QUESTIONS.len()))];
    let at = sheet.words.text_with("sign-up-step", &at);
    sheet.text(PartKind::Quiet, &at);
    question(sheet, key, *kind, said(key));
    sheet.button(PartKind::Main, "ui-all-next", "next");
    if step > 0 {
        sheet.button(PartKind::Button, "ui-all-back", "back");
    }
    Ok(sheet.words.text("sign-up-title"))
}

fn question(sheet: &mut Sheet, key: &str, kind: Answer, said: &str) {
    let word = |suffix: &str| sheet.words.text(&["sign-up-", key, suffix].concat());
    let title = word("");
    let chosen = |one: &str| said.split("; ").any(|chosen| chosen == one);
    let (kind, options): (InputKind, &[&str]) = match kind {
        Answer::Postcode => (InputKind::Number, &[]),
        Answer::Words => (InputKind::Long, &[]),
        Answer::One(all) => (InputKind::Choice, all),
        Answer::Any(all) => (InputKind::Choices, all),
    };
    let hint = if options.is_empty() { word("-hint") } else { String::new() };
    let options = options.iter().map(|one| PageOption {
        key: (*one).to_owned(),
        text: word(&["-", one].concat()),
        chosen: chosen(one),
    });
    let options = options.collect();
    let input = sheet.input(&title, kind, key, said);
    (input.kept, input.options) = (true, options);
    sheet.text(PartKind::Quiet, &hint);
}

/// All answers, each with the way back to its question.
fn check<'k>(sheet: &mut Sheet, said: impl Fn(&str) -> &'k str) -> String {
    if let Ok(asked) = SignUp::read(|key| said(key).to_owned()) {
        for (at, question, answer) in each_answer(&sheet.words, &asked) {
            sheet.row(&question, &answer, ["ask/", &at.to_string()].concat());
        }
    }
    sheet.button(PartKind::Main, "sign-up-send", "send");
    sheet.button(PartKind::Button, "sign-up-change", "back");
    sheet.words.text("sign-up-check")
}

pub(super) fn press(
    device: &Opstap,
    step: &str,
    act: &str,
    typed: &TypedInputs,
) -> Result<(&'static str, Option<String>), OpstapError> {
    let step = step_of(step)?;
    let to = match (act, QUESTIONS.get(step)) {
        ("back", _) => step.saturating_sub(1),
        ("next", Some((key, kind))) => {
            let answer = typed_in(typed, key).unwrap_or_default();
            // Said beside the question, before anybody answers the rest for nothing.
            match kind {
                Answer::Postcode if postcode(answer).is_none() => {
                    return Err(OpstapError::refused(key, Phrase::new("sign-up-postcode-unclear")));
                }
                Answer::Words if answer.chars().count() > WORDS_MAX => {
                    return Err(OpstapError::refused(key, Phrase::new("sign-up-words-long")));
                }
                _ => device.keep_answer(key, answer)?,
            }
            step + 1
        }
        _ => return Err(OpstapError::Unknown { what: "page" }),
    };
    Ok(("", Some(["ask/", &to.to_string()].concat())))
}

/// A number of a question; none is the first.
fn step_of(text: &str) -> Result<usize, OpstapError> {
    let step = if text.is_empty() { Some(0) } else { text.parse().ok() };
    step.filter(|step| *step <= QUESTIONS.len()).ok_or(OpstapError::Unknown { what: "page" })
}

/// The code to come back with: shown while it is new, and otherwise made anew.
pub(super) fn kept(device: &Opstap, sheet: &mut Sheet) -> Result<String, OpstapError> {
    let person = device.person().filter(|person| person.role == Role::Client);
    let organisation = person.ok_or(OpstapError::NotAllowed)?.organisation;
    let code = device.recovery_code();
    let title = if code.is_some() { "sign-up-kept" } else { "sign-up-code-way" };
    if let Some(code) = code {
        if waits_for_an_answer(device) {
            let promise = [("organisation", Word::from(organisation))];
            let promise = sheet.words.text_with("sign-up-promise", &promise);
            sheet.text(PartKind::Text, &promise);
        }
        sheet.heading(code);
        sheet.says(PartKind::Text, "sign-up-kept-why");
        sheet.button(PartKind::Main, "sign-up-go-on", "done");
    } else {
        sheet.says(PartKind::Text, "sign-up-kept-why");
        sheet.says(PartKind::Quiet, "sign-up-code-why");
        sheet.button(PartKind::Main, "sign-up-code-new", NEW_CODE);
    }
    Ok(sheet.words.text(title))
}

/// Who asked for help reads what they were promised; who came by a code was promised nothing here.
fn waits_for_an_answer(device: &Opstap) -> bool {
    matches!(device.sign_up_file(None), Ok(Some(file)) if file.decision_text.is_empty())
}

pub(super) fn press_kept(
    device: &Opstap,
    case: Option<Uuid>,
    act: &str,
) -> Result<(&'static str, Option<String>), OpstapError> {
    if act != "done" {
        return Err(OpstapError::Unknown { what: "page" });
    }
    device.recovery_is_kept();
    let asked = matches!(device.sign_up_file(case), Ok(Some(_)));
    Ok(("", asked.then(|| "sign-up".to_owned())))
}

impl Opstap {
    /// Whether pressing this asks the server something: then it is [`Self::press_online`] and not [`Self::press`].
    #[must_use]
    pub fn presses_online(route: &str, act: &str) -> bool {
        (route, act) == (KEPT, NEW_CODE)
    }

    /// Presses what asks the server something: another code to come back with. The page as it is then shows it.
    ///
    /// # Errors
    ///
    /// As [`Self::new_recovery_code`]; [`OpstapError::Unknown`] for anything else.
    pub async fn press_online(&self, route: &str, act: &str) -> Result<Pressed, OpstapError> {
        if !Self::presses_online(route, act) {
            return Err(OpstapError::Unknown { what: "page" });
        }
        let code = self.new_recovery_code().await?;
        self.inner().recovery = Some(code);
        Ok(Pressed::default())
    }
}
