//! Work forms that somebody writes: read by the reader of packages, with what is wrong beside its field, and tried out.

use opstap_content::{Fault, Problem, check_work_form};
use opstap_domain::Phrase;
use opstap_domain::editing::outline::{Outline, id_of};
use opstap_domain::editing::questions::{self, Loose, form_of, loose};

use super::outlines::answer;
use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::pages::{Page, TypedInputs};
use crate::reading::said;

impl Opstap {
    /// Whether a work form can be kept; `finished`: whether it can be taken into use. A draft may have gaps. `key`: the form of
    /// the content that it becomes; none: a new one.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Refused`] beside the first field that cannot be: its name, and of a question its id before it, with a
    /// colon between. An option that is gone and that others hang on is refused beside the options.
    pub fn check_work_form(
        &self,
        key: Option<&str>,
        form: &Outline,
        finished: bool,
    ) -> Result<(), OpstapError> {
        let content = self.with(Inner::content)?;
        let body = key.and_then(|key| content.form_body(key));
        let before: Option<Outline> = body.and_then(|body| said(body.as_bytes()));
        let wrong = |problem: &Problem| refused(form, problem);
        answer(check_work_form(form, before.as_ref(), finished), wrong)
    }

    /// What could be plainer in what a client reads of it.
    ///
    /// # Errors
    ///
    /// When the content cannot be read.
    pub fn plainer_form(&self, form: &Outline) -> Result<Vec<String>, OpstapError> {
        self.plainer_all(&questions::words(form))
    }

    /// The id of a new question: one that the form does not have, neither here nor as it is in use.
    ///
    /// # Errors
    ///
    /// When the content cannot be read.
    pub fn fresh_question(&self, form: &Outline) -> Result<String, OpstapError> {
        self.with(|inner| {
            let content = inner.content()?;
            let known = content.forms.iter().find(|known| known.id == id_of(form));
            let mut asked = known.into_iter().flat_map(|known| &known.questions);
            let taken: Vec<&str> = asked.by_ref().map(|question| question.id.as_str()).collect();
            let mut random = [0; 8];
            inner.random.fill(&mut random);
            let fresh = questions::fresh(form, u64::from_le_bytes(random), |id| taken.contains(&id));
            fresh.ok_or(OpstapError::Unknown { what: "text" })
        })
    }

    /// Programmes that ask for this form in their newest version, by their titles.
    ///
    /// # Errors
    ///
    /// When the content cannot be read.
    pub fn form_used(&self, form: &str) -> Result<Vec<String>, OpstapError> {
        let content = self.with(Inner::content)?;
        let mut seen: Vec<&str> = Vec::new();
        let mut used = Vec::new();
        // By id and version: of each programme the newest comes first from the end.
        for ((id, _), programme) in content.templates.iter().rev() {
            if seen.contains(&id.as_str()) {
                continue;
            }
            seen.push(id);
            let mut tasks =
                programme.phases.iter().flat_map(|phase| &phase.steps).flat_map(|step| &step.tasks);
            if tasks.any(|task| task.form.as_deref() == Some(form)) {
                used.push(programme.title.clone());
            }
        }
        used.reverse();
        Ok(used)
    }

    /// The form as a client gets it, with these answers, which are kept nowhere. What is still to be written is left open.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] for what is no form.
    pub fn try_form(&self, form: &Outline, typed: &TypedInputs) -> Result<Page, OpstapError> {
        let form = form_of(form).ok_or(OpstapError::Unknown { what: "form" })?;
        self.tried_form(&form, typed)
    }
}

/// The field that a path such as `questions[2].label` names: `v7kx2ma:label`. What is in a list is said of the list.
fn place(form: &Outline, path: &str) -> String {
    let of_question = path.strip_prefix("questions[").and_then(|rest| rest.split_once(']'));
    let field = |path: &str| path.split(['[', '.']).next().unwrap_or_default().to_owned();
    match of_question {
        Some((at, rest)) => {
            let at = at.parse::<usize>().ok();
            let question = at.and_then(|at| questions::questions(form).get(at).copied());
            let id = question.map(id_of).unwrap_or_default();
            format!("{id}:{}", field(rest.trim_start_matches('.')))
        }
        None => field(path),
    }
}

fn refused(form: &Outline, problem: &Problem) -> OpstapError {
    let field = place(form, &problem.field);
    let hangs = matches!(problem.fault, Fault::NotEarlier | Fault::Comparison);
    let gone = |loose: &Loose| format!("{}:when", loose.question) == field && loose.option.is_some();
    match loose(form).into_iter().find(gone).filter(|_| hangs) {
        Some(Loose { question, on, option }) => {
            let own = questions::question(form, &question);
            let title = own.and_then(|own| own.get("label")?.as_str()).unwrap_or_default().to_owned();
            let why = Phrase::new("editor-form-option-gone");
            let why = why.with("option", option.unwrap_or_default()).with("title", title);
            OpstapError::Refused { field: format!("{on}:options"), why }
        }
        None => OpstapError::Refused { field, why: problem.fault.phrase() },
    }
}
