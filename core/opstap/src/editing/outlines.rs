//! Programmes and automations that somebody writes: read by the reader of packages, with what is wrong beside its field.

use opstap_content::{Around, Fault, Problem, check_automation, check_programme};
use opstap_domain::editing::outline::{self, Outline, at_path};

use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::reading::read;

impl Opstap {
    /// Whether a programme can be kept; `finished`: whether it can be taken into use. A draft may have gaps.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Refused`] beside the first field that cannot be: the id of its part and its name, with a colon between.
    pub fn check_programme(&self, outline: &Outline, finished: bool) -> Result<(), OpstapError> {
        let around = self.with(around)?;
        let wrong = |problem: &Problem| {
            let (id, field) = at_path(outline, &problem.field);
            OpstapError::Refused { field: format!("{id}:{field}"), why: problem.fault.phrase() }
        };
        answer(check_programme(outline, &around, finished), wrong)
    }

    /// The same for an automation; the field is its name.
    ///
    /// # Errors
    ///
    /// As [`Opstap::check_programme`].
    pub fn check_automation(&self, body: &Outline, finished: bool) -> Result<(), OpstapError> {
        let around = self.with(around)?;
        let wrong = |problem: &Problem| OpstapError::refused(&problem.field, problem.fault.phrase());
        answer(check_automation(body, &around, finished), wrong)
    }

    /// What could be plainer in a programme, or in one part of it.
    ///
    /// # Errors
    ///
    /// When the content cannot be read.
    pub fn plainer_part(&self, part: &Outline) -> Result<Vec<String>, OpstapError> {
        self.plainer_all(&outline::words(part))
    }

    /// What could be plainer in some texts, each thing once.
    pub(super) fn plainer_all(&self, texts: &[&str]) -> Result<Vec<String>, OpstapError> {
        let mut said = Vec::new();
        for text in texts {
            for one in self.plainer(text)? {
                if !said.contains(&one) {
                    said.push(one);
                }
            }
        }
        Ok(said)
    }

    /// The id of a new part of a programme: one that no version of it ever had, as far as this device knows.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without a part of this id that can have parts.
    pub fn fresh_part(&self, outline: &Outline, to: &str) -> Result<String, OpstapError> {
        self.with(|inner| {
            let content = inner.content()?;
            let own = outline::id_of(outline);
            let versions = content.templates.values().filter(|template| template.id == own);
            let phases: Vec<_> = versions.flat_map(|template| &template.phases).collect();
            let known = |id: &str| {
                phases.iter().any(|phase| {
                    let of = |step: &opstap_domain::programme::Step| {
                        step.id == id || step.tasks.iter().any(|task| task.id == id)
                    };
                    phase.id == id || phase.steps.iter().any(of)
                })
            };
            let mut random = [0; 8];
            inner.random.fill(&mut random);
            let fresh = outline::fresh(outline, to, u64::from_le_bytes(random), known);
            fresh.ok_or(OpstapError::Unknown { what: "text" })
        })
    }

    /// Work forms that a task may have: id and title.
    ///
    /// # Errors
    ///
    /// When the content cannot be read.
    pub fn known_forms(&self) -> Result<Vec<(String, String)>, OpstapError> {
        self.with(|inner| {
            let forms = &inner.content()?.forms;
            Ok(forms.iter().map(|form| (form.id.clone(), form.title.clone())).collect())
        })
    }
}

/// What is wrong and not only missing comes first: it would be wrong in a draft as well.
pub(super) fn answer(
    judged: Result<(), Vec<Problem>>,
    wrong: impl Fn(&Problem) -> OpstapError,
) -> Result<(), OpstapError> {
    let Err(problems) = judged else { return Ok(()) };
    let gap = |problem: &&Problem| !Fault::is_gap(problem.fault);
    problems.iter().find(gap).or(problems.first()).map_or(Ok(()), |problem| Err(wrong(problem)))
}

fn around(inner: &mut Inner) -> Result<Around, OpstapError> {
    let content = inner.content()?;
    let mut messages = Vec::new();
    if let Some(scope) = inner.content_scope() {
        for record in inner.store.records(scope, "message_template")? {
            let body = record.value("body");
            let text = |name: &str| read::<String>(&body[name]).unwrap_or_default();
            messages.push((record.text("key").to_owned(), text("sendMode")));
        }
    }
    Ok(Around {
        forms: content.forms.iter().map(|form| form.id.clone()).collect(),
        messages,
        facts: content.tips.fields.keys().cloned().collect(),
    })
}
