//! The content that came by sync, typed and kept; the package that came with the app where nothing came yet.

use std::collections::BTreeMap;
use std::sync::Arc;

use opstap_domain::budget::{BudgetContent, BudgetRules, Category, IncomeSource};
use opstap_domain::debts::{Directory, Listed};
use opstap_domain::figures::Figures;
use opstap_domain::forms::WorkForm;
use opstap_domain::ids::{Compartment, ScopeId};
use opstap_domain::order;
use opstap_domain::programme::Template;
use opstap_domain::tips::TipBook;
use serde_json::{Value, json};

use crate::device::Inner;
use crate::error::OpstapError;
use crate::library::{ExampleRow, TermRow};
use crate::reading::read;

/// What screens need of the content, by id.
#[derive(Debug)]
pub(crate) struct ContentCache {
    pub(crate) templates: BTreeMap<(String, String), Template>,
    pub(crate) tips: TipBook,
    pub(crate) budget: BudgetContent,
    pub(crate) rules: BudgetRules,
    pub(crate) terms: Vec<TermRow>,
    pub(crate) examples: Vec<ExampleRow>,
    /// The place of each of them, by the id of its record.
    #[cfg(feature = "helpers")]
    pub(crate) example_places: BTreeMap<uuid::Uuid, usize>,
    #[cfg(feature = "helpers")]
    pub(crate) automations: Vec<opstap_domain::prompts::Automation>,
    pub(crate) figures: Vec<Figures>,
    pub(crate) forms: Vec<WorkForm>,
    /// The JSON of each of them, in the same order: what a draft keeps of the form that was begun.
    pub(crate) form_bodies: Vec<String>,
    pub(crate) creditors: Directory,
}

impl ContentCache {
    /// The template in this version, else the newest of its id.
    pub(crate) fn template(&self, id: &str, version: &str) -> Option<&Template> {
        let exact = self.templates.get(&(id.to_owned(), version.to_owned()));
        exact.or_else(|| self.templates.values().rev().find(|template| template.id == id))
    }

    /// The JSON of the form with this id.
    pub(crate) fn form_body(&self, id: &str) -> Option<&String> {
        self.form_bodies.get(self.forms.iter().position(|form| form.id == id)?)
    }

    /// The label of a category or a source of income; the id where it has none.
    pub(crate) fn label<'a>(&'a self, id: &'a str) -> &'a str {
        let category = self.budget.categories.iter().find(|category| category.id == id);
        let source = self.budget.income_sources.iter().find(|source| source.id == id);
        category
            .map(|category| category.label.as_str())
            .or(source.map(|source| source.label.as_str()))
            .unwrap_or(id)
    }
}

const KINDS: &[&str] = &[
    "programme",
    "tip",
    "tip_parameters",
    "message_template",
    "work_form",
    "budget_category",
    "income_source",
    "term",
    "legal_figures",
    "known_creditor",
    #[cfg(feature = "helpers")]
    "automation",
];

impl Inner {
    /// Where an organisation's content lies; its owner is the organisation. `None` before pairing.
    pub(crate) fn content_scope(&self) -> Option<ScopeId> {
        let scopes = self.store.scopes();
        scopes.iter().map(|row| row.scope).find(|scope| scope.compartment == Compartment::Content)
    }

    /// The content, read once and again when it changed.
    pub(crate) fn content(&mut self) -> Result<Arc<ContentCache>, OpstapError> {
        if let Some(content) = &self.content {
            return Ok(content.clone());
        }
        let mut items = Vec::new();
        if let Some(scope) = self.content_scope() {
            for kind in KINDS.iter().copied() {
                for record in self.store.records(scope, kind)? {
                    items.push((kind, record.value("version").clone(), record.value("body").clone()));
                }
            }
        }
        if items.is_empty() {
            items = opstap_content::built_in_records()
                .into_iter()
                .map(|record| (record.kind, Value::from(record.version), record.body))
                .collect();
        }
        // Records have no order of their own; what people read has the package's.
        order::sort_by_key(&mut items, |(_, _, body)| body["order"].as_u64());
        let content = typed(items);
        #[cfg(feature = "helpers")]
        let content = {
            let example_places = crate::examples::places(self, &content.examples);
            ContentCache { example_places, ..content }
        };
        let content = Arc::new(content);
        self.content = Some(content.clone());
        Ok(content)
    }
}

/// What this version cannot read is left out; nothing else suffers.
fn typed(items: Vec<(&'static str, Value, Value)>) -> ContentCache {
    let mut templates = BTreeMap::new();
    let (mut rules, mut categories, mut sources) = (Vec::new(), Vec::new(), Vec::new());
    let (mut terms, mut examples, mut forms) = (Vec::new(), Vec::new(), Vec::new());
    let mut form_bodies = Vec::new();
    let (mut book, mut figures, mut creditors) = (json!({}), Vec::new(), Vec::new());
    #[cfg(feature = "helpers")]
    let mut automations = Vec::new();
    for (kind, version, mut body) in items {
        let version = version.as_str().unwrap_or_default().to_owned();
        match kind {
            "programme" => {
                if let Some(members) = body.as_object_mut() {
                    members.entry("version").or_insert_with(|| Value::from(version.as_str()));
                }
                if let Some(template) = read::<Template>(&body) {
                    templates.insert((template.id.clone(), version), template);
                }
            }
            "tip" => rules.push(body),
            "tip_parameters" => book = body,
            "budget_category" => categories.extend(read::<Category>(&body)),
            "work_form" => {
                if let Some(form) = work_form(&body) {
                    forms.push(form);
                    form_bodies.push(serde_json::to_string(&body).unwrap_or_default());
                }
            }
            "income_source" => sources.extend(read::<IncomeSource>(&body)),
            "term" => terms.push(TermRow {
                id: text(&body, "id"),
                term: text(&body, "term"),
                plain: text(&body, "plain"),
            }),
            "message_template" => examples.push(ExampleRow {
                id: text(&body, "id"),
                moment: text(&body, "moment"),
                technique: text(&body, "technique"),
                text: text(&body, "app"),
            }),
            #[cfg(feature = "helpers")]
            "automation" => automations.extend(read(&body)),
            "legal_figures" => figures.extend(opstap_content::figures_of(&body)),
            "known_creditor" => creditors.extend(listed(&body)),
            _ => {}
        }
    }
    let tips = TipBook {
        version: String::new(),
        parameters: read(&book["parameters"]).unwrap_or_default(),
        fields: read(&book["fields"]).unwrap_or_default(),
        rules: rules.iter().filter_map(read).collect(),
    };
    ContentCache {
        templates,
        tips,
        budget: BudgetContent { version: String::new(), categories, income_sources: sources },
        rules: BudgetRules::default(),
        terms,
        examples,
        #[cfg(feature = "helpers")]
        example_places: BTreeMap::new(),
        #[cfg(feature = "helpers")]
        automations,
        figures,
        forms,
        form_bodies,
        creditors: Directory::new(creditors),
    }
}

/// A work form. It is read here alone: its reader is large, and a phone carries it once.
pub(crate) fn work_form(body: &Value) -> Option<WorkForm> {
    read(body)
}

/// A creditor of the directory; `None` for one without a name. What is said in a word of a newer version is open.
fn listed(body: &Value) -> Option<Listed> {
    let listed = Listed {
        id: text(body, "id"),
        name: text(body, "name"),
        aliases: read(&body["aliases"]).unwrap_or_default(),
        subject: read(&body["subject"]).unwrap_or_default(),
        role: read(&body["role"]).unwrap_or_default(),
        rank: text(body, "rank"),
    };
    Some(listed).filter(|listed| !listed.id.is_empty() && !listed.name.is_empty())
}

fn text(body: &Value, name: &str) -> String {
    body[name].as_str().unwrap_or_default().to_owned()
}
