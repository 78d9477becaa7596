//! Work forms: the list, one to fill in, what was shared.

use opstap_domain::Phrase;
use opstap_domain::ids::Role;
use uuid::Uuid;

use super::{InputKind, PageOption, PartKind, Sheet, TypedInputs, id_of, typed_in};
use crate::device::Opstap;
use crate::error::OpstapError;
use crate::forms::{FormPage, QuestionRow};

pub(super) fn list(device: &Opstap, case: Option<Uuid>, sheet: &mut Sheet) -> Result<String, OpstapError> {
    let forms = device.forms(case)?;
    if forms.is_empty() {
        sheet.says(PartKind::Quiet, "form-none");
    }
    for form in &forms {
        let mut text = form.state_text.clone();
        for more in [&form.minutes_text, &form.progress_text, &form.asked_text, &form.why] {
            if !more.is_empty() {
                text.push_str(" · ");
                text.push_str(more);
            }
        }
        sheet.row(&form.title, &text, format!("form/{}", form.id));
    }
    sheet.leads("form-shared-title", "shared");
    Ok(sheet.words.text("form-title"))
}

pub(super) fn one(
    device: &Opstap,
    case: Option<Uuid>,
    id: &str,
    sheet: &mut Sheet,
) -> Result<String, OpstapError> {
    let page = device.form(case, id)?;
    before(sheet, &page);
    sheet.text(PartKind::Quiet, &page.form.asked_text);
    sheet.text(PartKind::Text, &page.form.why);
    let left_out = device.leaves_out("forms");
    if device.role() != Some(Role::Client) {
        if !left_out {
            sheet.heading(sheet.words.text("form-ask"));
            sheet.asks("form-ask-why", InputKind::Long, "why", "");
            sheet.button(PartKind::Main, "form-ask", "ask");
        }
        if page.form.task.is_some() && device.role() == Some(Role::Counsellor) {
            sheet.button(PartKind::Button, "form-withdraw", "withdraw");
        }
        return Ok(page.form.title);
    }
    questions(sheet, &page, !left_out);
    if page.may_share && !left_out {
        sheet.button(PartKind::Main, "form-share", "share");
    }
    if page.form.done > 0 {
        sheet.button(PartKind::Danger, "form-clear", "clear");
    }
    Ok(page.form.title)
}

/// What is said before the questions.
pub(super) fn before(sheet: &mut Sheet, page: &FormPage) {
    sheet.text(PartKind::Text, &page.intro);
    for step in &page.steps {
        sheet.text(PartKind::Text, step);
    }
}

/// The questions that are asked now, and what is said when nothing more has to be answered and it can be shared.
pub(super) fn questions(sheet: &mut Sheet, page: &FormPage, shared: bool) {
    sheet.says(PartKind::Quiet, "form-private");
    for question in &page.questions {
        asked(sheet, question);
    }
    sheet.text(PartKind::Quiet, &page.form.progress_text);
    if page.may_share && shared {
        sheet.text(PartKind::Text, &page.closing);
    }
}

fn asked(sheet: &mut Sheet, question: &QuestionRow) {
    let kind = match question.kind {
        "number" => InputKind::Number,
        "money" => InputKind::Money,
        "date" => InputKind::Day,
        "scale10" => InputKind::Scale,
        "choice" => InputKind::Choice,
        "multichoice" => InputKind::Choices,
        _ => InputKind::Long,
    };
    let input = sheet.input(&question.label, kind, &question.id, &question.typed);
    input.kept = true;
    input.trouble = question.trouble.clone().unwrap_or_default();
    for option in &question.options {
        let (key, text) = (option.text.clone(), option.text.clone());
        input.options.push(PageOption { key, text, chosen: option.chosen });
    }
}

pub(super) fn shared(device: &Opstap, case: Option<Uuid>, sheet: &mut Sheet) -> Result<String, OpstapError> {
    let shared = device.shared_forms(case)?;
    if shared.is_empty() {
        sheet.says(PartKind::Quiet, "form-shared-none");
    }
    for form in &shared {
        sheet.heading(form.title.clone());
        sheet.text(PartKind::Quiet, &form.when_text);
        for answer in &form.answers {
            sheet.part(PartKind::Text, answer.label.clone(), answer.text.clone());
        }
        for said in &form.feedback {
            sheet.part(PartKind::Text, said.sender.clone(), said.text.clone());
            if said.mine {
                sheet.button(PartKind::Danger, "form-erase", &format!("erase/{}", said.id));
            }
        }
        if form.may_feedback {
            sheet.asks("form-feedback", InputKind::Long, &form.id.to_string(), "");
            sheet.button(PartKind::Button, "form-feedback-give", &format!("feedback/{}", form.id));
        }
        if form.mine {
            sheet.button(PartKind::Danger, "form-erase", &format!("erase/{}", form.id));
        }
    }
    Ok(sheet.words.text("form-shared-title"))
}

pub(super) fn press(
    device: &Opstap,
    case: Option<Uuid>,
    form: &str,
    act: &str,
    typed: &TypedInputs,
) -> Result<(&'static str, Option<String>), OpstapError> {
    let list = Some("forms".to_owned());
    match super::split(act) {
        ("share", _) => device.share_form(case, form).map(|_| ("form-shared", list)),
        ("clear", _) => match device.clear_form(case, form) {
            // The content has it no more: there is nothing to begin again with.
            Err(OpstapError::Unknown { .. }) => Ok(("", list)),
            cleared => cleared.map(|_| ("", None)),
        },
        ("ask", _) => device.ask_form(case, form, typed_in(typed, "why")).map(|_| ("form-asked", list)),
        ("withdraw", _) => device.withdraw_form(case, form).map(|_| ("form-withdrawn", list)),
        ("feedback", id) => {
            // Refused beside the input of these answers: there may be several on the page.
            let missing = || OpstapError::refused(id, Phrase::new("form-no-feedback-text"));
            let text = typed_in(typed, id).ok_or_else(missing)?;
            device.give_form_feedback(case, id_of(id)?, text).map(|_| ("form-feedback-given", None))
        }
        ("erase", id) => device.erase_form_words(case, id_of(id)?).map(|_| ("form-erased", None)),
        _ => Err(OpstapError::Unknown { what: "page" }),
    }
}
