//! A programme as content writes it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::condition::Condition;

/// A programme: the way of a case in phases, steps and tasks. It never changes for a running case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Template {
    /// Stable id.
    pub id: String,
    /// What people read.
    pub title: String,
    /// The version of the content file, unless the programme has one of its own.
    #[serde(default)]
    pub version: String,
    /// For whom it is, in words.
    #[serde(default)]
    pub audience: String,
    /// Where in the process of help it belongs.
    #[serde(default)]
    pub process_phase: String,
    /// Weeks that it takes most people; none when nobody can say.
    #[serde(default)]
    pub typical_weeks: Option<u32>,
    /// What people read before they start.
    #[serde(default)]
    pub intro: String,
    /// In order.
    pub phases: Vec<Phase>,
    /// What people read at the end.
    #[serde(default)]
    pub closing: String,
}

/// A part of the way with an aim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Phase {
    /// Stable id.
    pub id: String,
    /// What people read.
    pub title: String,
    /// What is so at its end.
    #[serde(default)]
    pub aim: String,
    /// In order.
    pub steps: Vec<Step>,
}

/// A piece with a clear begin and end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// Stable id.
    pub id: String,
    /// What people read.
    pub title: String,
    /// Why it helps.
    #[serde(default)]
    pub why: String,
    /// What to say when it is done.
    #[serde(default)]
    pub praise: String,
    /// In order.
    pub tasks: Vec<Task>,
}

/// One small thing to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Task {
    /// Stable id.
    pub id: String,
    /// What people read.
    pub title: String,
    /// How to do it.
    #[serde(default)]
    pub text: String,
    /// Minutes that it takes.
    #[serde(default)]
    pub minutes: u32,
    /// Whose it is.
    pub who: Who,
    /// How it shows that it is done: `check`, `form`, `photo`, `budget` …; a word of the content.
    #[serde(default)]
    pub proof: String,
    /// The work form that does it when the client shares it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// For whom it is. Certainly not so: it is left out. Unknown: it stays, and can be declined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// Days after the start of the run on which it is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_in_days: Option<u32>,
    /// Its step ends without it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
}

/// Whose task it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// The person helped does it alone.
    Client,
    /// The helper does it.
    Helper,
    /// Both, and either may say that it is done.
    Together,
}

/// Why a file of programmes cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// Not the shape of `content/programmes.json`.
    #[error("not a file of programmes: {0}")]
    Malformed(#[from] serde_json::Error),
    /// A programme that nobody could follow.
    #[error("a programme is not usable: {0:?}")]
    Unusable(Vec<TemplateProblem>),
}

/// Something wrong in a programme, by the id of where it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TemplateProblem {
    /// A phase, step or task has the id of another, or an empty one.
    #[error("the id {0:?} is empty or there twice")]
    Id(String),
    /// A programme without phases, a phase without steps or a step without tasks.
    #[error("{0} is empty")]
    Empty(String),
    /// Something that people read has no title.
    #[error("{0} has no title")]
    NoTitle(String),
}

/// The parts of the file that matter here.
#[derive(Deserialize)]
struct File {
    version: String,
    programmes: Vec<Template>,
}

/// Reads `content/programmes.json` and checks every programme in it.
///
/// # Errors
///
/// [`TemplateError`] says where the text is malformed, or everything that is wrong in its programmes.
pub fn parse_programmes(json: &str) -> Result<Vec<Template>, TemplateError> {
    let mut file: File = serde_json::from_str(json)?;
    for template in &mut file.programmes {
        if template.version.is_empty() {
            template.version.clone_from(&file.version);
        }
    }
    let mut problems: Vec<TemplateProblem> = file.programmes.iter().flat_map(check_template).collect();
    let mut ids = BTreeSet::new();
    let twice = file.programmes.iter().filter(|template| !ids.insert(&template.id));
    problems.extend(twice.map(|template| TemplateProblem::Id(template.id.clone())));
    if problems.is_empty() { Ok(file.programmes) } else { Err(TemplateError::Unusable(problems)) }
}

/// Everything that would keep somebody from following the programme.
pub fn check_template(template: &Template) -> Vec<TemplateProblem> {
    let mut check = Check::default();
    check.item(&template.id, &template.title, template.phases.is_empty());
    for phase in &template.phases {
        check.item(&phase.id, &phase.title, phase.steps.is_empty());
        for step in &phase.steps {
            check.item(&step.id, &step.title, step.tasks.is_empty());
            for task in &step.tasks {
                check.item(&task.id, &task.title, false);
            }
        }
    }
    check.problems
}

#[derive(Default)]
struct Check<'a> {
    ids: BTreeSet<&'a str>,
    problems: Vec<TemplateProblem>,
}

impl<'a> Check<'a> {
    fn item(&mut self, id: &'a str, title: &str, empty: bool) {
        if id.is_empty() || !self.ids.insert(id) {
            self.problems.push(TemplateProblem::Id(id.to_owned()));
        }
        if title.trim().is_empty() {
            self.problems.push(TemplateProblem::NoTitle(id.to_owned()));
        }
        if empty {
            self.problems.push(TemplateProblem::Empty(id.to_owned()));
        }
    }
}
