//! What the desk sees of a sign-up besides, decides, and passes on.

use opstap_domain::Phrase;
use uuid::Uuid;

use super::super::{InputKind, PageOption, PartKind, Sheet, TypedInputs, id_of, typed_in};
use crate::device::Opstap;
use crate::error::OpstapError;
use crate::sign_up::{Match, MatchChoices, Pass, PassChoices, SignUpFile};

pub(super) fn ask(sheet: &mut Sheet, file: &SignUpFile) {
    if let Some(choices) = &file.choices {
        sheet.heading(sheet.words.text("triage-proposal"));
        for reason in &file.proposal {
            sheet.text(PartKind::Text, reason);
        }
        decide(sheet, choices);
    }
    if let Some(passing) = &file.passing {
        pass(sheet, passing);
    }
}

fn decide(sheet: &mut Sheet, choices: &MatchChoices) {
    let proposed = &choices.proposed;
    let id = |account: Option<Uuid>| account.map(|id| id.to_string()).unwrap_or_default();
    choice(sheet, "triage-kind", "kind", &choices.kinds, &proposed.kind);
    choice(sheet, "triage-programme", "programme", &choices.programmes, &proposed.programme);
    choice(sheet, "triage-helper", "helper", &choices.helpers, &id(proposed.helper));
    let mut others = choices.helpers.clone();
    others.push((String::new(), sheet.words.text("triage-nobody")));
    choice(sheet, "triage-stand-in", "stand_in", &others, &id(proposed.stand_in));
    sheet.asks("triage-message", InputKind::Long, "message", "");
    sheet.button(PartKind::Main, "triage-decide", "decide");
}

fn pass(sheet: &mut Sheet, passing: &PassChoices) {
    sheet.heading(sheet.words.text("desk-pass-title"));
    sheet.says(PartKind::Quiet, "desk-pass-text");
    choice(sheet, "desk-pass-to", "to", &passing.desks, "");
    choice(sheet, "desk-pass-why", "why", &passing.whys, "");
    sheet.button(PartKind::Button, "desk-pass", "pass");
}

fn choice(sheet: &mut Sheet, key: &str, input: &str, all: &[(String, String)], chosen: &str) {
    let title = sheet.words.text(key);
    let options = all.iter().map(|(key, text)| PageOption {
        key: key.clone(),
        text: text.clone(),
        chosen: key == chosen,
    });
    sheet.input(&title, InputKind::Choice, input, chosen).options = options.collect();
}

pub(super) fn press(
    device: &Opstap,
    case: Option<Uuid>,
    act: &str,
    typed: &TypedInputs,
) -> Result<(&'static str, Option<String>), OpstapError> {
    match act {
        "decide" => {
            let account = |key| typed_in(typed, key).map(id_of).transpose();
            let text = |key| typed_in(typed, key).unwrap_or_default().to_owned();
            let wanted = Match {
                kind: text("kind"),
                programme: text("programme"),
                helper: account("helper")?,
                stand_in: account("stand_in")?,
                message: text("message"),
            };
            device.match_sign_up(case, &wanted)?;
            Ok(("triage-decided", None))
        }
        "pass" => {
            let to = typed_in(typed, "to").ok_or_else(|| refused("to", "desk-refused-to"))?;
            let to = if to == "organisation" { None } else { Some(id_of(to)?) };
            let why = typed_in(typed, "why").unwrap_or_default().to_owned();
            device.pass_sign_up(case, &Pass { to, why })?;
            Ok(("desk-passed", None))
        }
        _ => Err(OpstapError::Unknown { what: "page" }),
    }
}

fn refused(field: &str, key: &'static str) -> OpstapError {
    OpstapError::refused(field, Phrase::new(key))
}
