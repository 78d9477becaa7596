//! Work forms: questions to think with, filled in bit by bit, and shared or not.

use opstap::{FormPage, FormRow, SharedFormRow, Uuid};

use crate::answer::Answer;
use crate::arguments::forms::FormsCommand;
use crate::failure::Failure;
use crate::page::{Page, also};
use crate::session::Session;
use crate::typed;

pub(crate) fn forms(
    session: &Session,
    case: Option<Uuid>,
    command: Option<&FormsCommand>,
) -> Result<Answer, Failure> {
    let device = &session.device;
    let id = |typed: &str| find(session, case, typed);
    match command {
        None | Some(FormsCommand::List) => list(session, &device.forms(case)?),
        Some(FormsCommand::Show { id: form }) => {
            show(session, &device.form(case, &id(form)?)?, Page::default())
        }
        Some(FormsCommand::Answer { id: form, question, text }) => {
            let form = device.answer_form(case, &id(form)?, question, text)?;
            show(session, &form, Page::of(&session.text("form-saved")))
        }
        Some(FormsCommand::Clear { id: form }) => {
            show(session, &device.clear_form(case, &id(form)?)?, Page::of(&session.text("form-erased")))
        }
        Some(FormsCommand::Share { id: form }) => {
            let row = device.share_form(case, &id(form)?)?;
            let mut page = Page::of(&session.text("form-shared"));
            draw(session, &mut page, &row, &row.id.to_string());
            Answer::new(&row, page)
        }
        Some(FormsCommand::Shared) => shared(session, &device.shared_forms(case)?),
        Some(FormsCommand::Feedback { answers, text }) => {
            let all = device.shared_forms(case)?.into_iter().map(|row| (row.id.to_string(), row.id));
            let answers = typed::pick(answers, "error-unknown-answers", all)?;
            let row = device.give_form_feedback(case, answers, text)?;
            let mut page = Page::of(&session.text("cli-saved"));
            draw(session, &mut page, &row, &row.id.to_string());
            Answer::new(&row, page)
        }
        Some(FormsCommand::Ask { id: form, why }) => {
            let row = device.ask_form(case, &id(form)?, why.as_deref())?;
            changed(session, &row)
        }
        Some(FormsCommand::Withdraw { id: form }) => {
            changed(session, &device.withdraw_form(case, &id(form)?)?)
        }
        Some(FormsCommand::Erase { id: own, .. }) => {
            let all = device.shared_forms(case)?.into_iter();
            let ids = all.flat_map(|row| {
                std::iter::once(row.id)
                    .chain(row.feedback.into_iter().map(|said| said.id))
                    .collect::<Vec<_>>()
            });
            let own = typed::pick(own, "error-unknown-answers", ids.map(|id| (id.to_string(), id)))?;
            let left = device.erase_form_words(case, own)?;
            Answer::new(&left, Page::of(&session.text("form-erased")))
        }
    }
}

/// The form whose id begins so.
fn find(session: &Session, case: Option<Uuid>, typed: &str) -> Result<String, Failure> {
    let all = session.device.forms(case)?.into_iter().map(|row| (row.id.clone(), row.id));
    typed::pick(typed, "error-unknown-form", all)
}

fn changed(session: &Session, row: &FormRow) -> Result<Answer, Failure> {
    let mut page = Page::of(&session.text("cli-saved"));
    line(&mut page, row);
    Answer::new(row, page)
}

fn list(session: &Session, rows: &[FormRow]) -> Result<Answer, Failure> {
    let mut page = Page::titled(&session.text("form-title"));
    if rows.is_empty() {
        page.say(&session.text("form-none"));
    }
    for row in rows {
        line(&mut page, row);
    }
    Answer::new(&rows, page)
}

fn line(page: &mut Page, row: &FormRow) {
    let mut text = row.title.clone();
    for more in [&row.minutes_text, &row.method, &row.state_text, &row.id] {
        also(&mut text, more);
    }
    if row.waiting {
        text.push_str(" *");
    }
    page.item(&text);
    for more in [&row.asked_text, &row.why, &row.progress_text].into_iter().filter(|text| !text.is_empty()) {
        page.under(more);
    }
}

fn show(session: &Session, form: &FormPage, mut page: Page) -> Result<Answer, Failure> {
    page.blank();
    let (title, minutes) = (form.form.title.as_str(), form.form.minutes.to_string());
    page.say(&session.say("form-intro", &[("title", title), ("minutes", &minutes)]));
    for text in [&form.form.asked_text, &form.form.why, &form.intro] {
        if !text.is_empty() {
            page.say(text);
        }
    }
    for step in &form.steps {
        page.item(step);
    }
    page.blank();
    for question in &form.questions {
        let mut text = question.label.clone();
        also(&mut text, &question.id);
        if question.optional {
            also(&mut text, &session.text("word-optional"));
        }
        page.item(&text);
        if !question.options.is_empty() {
            let options = question
                .options
                .iter()
                .map(|option| if option.chosen { format!("[{}]", option.text) } else { option.text.clone() });
            page.under(&options.collect::<Vec<_>>().join(" / "));
        } else if !question.typed.is_empty() {
            page.under(&question.typed);
        }
        if let Some(trouble) = &question.trouble {
            page.under(trouble);
        }
    }
    if !form.form.progress_text.is_empty() {
        page.part(&form.form.progress_text);
        page.say(&session.text("form-private"));
    }
    let next = form.questions.iter().find(|question| form.next.as_ref() == Some(&question.id));
    if let Some(next) = next {
        page.say(&session.say("form-next", &[("label", &next.label)]));
    } else if form.may_share {
        page.say(&form.closing);
    }
    Answer::new(form, page)
}

fn shared(session: &Session, rows: &[SharedFormRow]) -> Result<Answer, Failure> {
    let mut page = Page::titled(&session.text("form-shared-title"));
    if rows.is_empty() {
        page.say(&session.text("form-shared-none"));
    }
    let ids: Vec<String> = rows.iter().map(|row| row.id.to_string()).collect();
    for row in rows {
        draw(session, &mut page, row, &typed::short(&row.id, &ids));
    }
    Answer::new(&rows, page)
}

fn draw(session: &Session, page: &mut Page, row: &SharedFormRow, id: &str) {
    let mut text = session.say("form-shared-when", &[("title", &row.title), ("when", &row.when_text)]);
    also(&mut text, id);
    if row.waiting {
        text.push_str(" *");
    }
    page.item(&text);
    for answer in &row.answers {
        page.under(&format!("{} {}", answer.label, answer.text));
    }
    for said in &row.feedback {
        let values = [("name", said.sender.as_str()), ("when", &said.when_text), ("text", &said.text)];
        page.under(&session.say("form-feedback-of", &values));
    }
}
