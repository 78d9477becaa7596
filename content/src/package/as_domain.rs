//! The same items as the values that the rules of the domain work with.

use opstap_domain::budget::{BudgetContent, BudgetLine};
use opstap_domain::forms::WorkForm;
use opstap_domain::plain;
use opstap_domain::programme::Template;
use opstap_domain::tips::TipBook;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::items::Household;
use super::{Package, tips};

impl Package {
    /// The programmes as the domain follows them.
    pub fn templates(&self) -> Vec<Template> {
        self.of_kind("programme", self.programmes.iter().map(|programme| programme.id.as_str()))
    }

    /// One programme as the domain follows it.
    pub fn template(&self, id: &str) -> Option<Template> {
        self.of_kind("programme", std::iter::once(id)).pop()
    }

    /// The work forms as the domain asks them.
    pub fn work_forms(&self) -> Vec<WorkForm> {
        self.of_kind("work_form", self.forms.iter().map(|form| form.id.as_str()))
    }

    /// Categories and sources of income as the domain counts with them.
    pub fn budget_content(&self) -> BudgetContent {
        let categories = self.categories.iter().map(|category| category.id.as_str());
        let income_sources = self.income_sources.iter().map(|source| source.id.as_str());
        BudgetContent {
            version: self.version.clone(),
            categories: self.of_kind("budget_category", categories),
            income_sources: self.of_kind("income_source", income_sources),
        }
    }

    /// The tips as the domain suggests them, with their thresholds and the facts they may ask for.
    pub fn tip_book(&self) -> TipBook {
        TipBook {
            version: self.version.clone(),
            parameters: self.shared_by_tips("parameters"),
            fields: self.shared_by_tips("fields"),
            rules: self.of_kind("tip", self.tips.iter().map(|rule| rule.id.as_str())),
        }
    }

    fn shared_by_tips<T: DeserializeOwned + Default>(&self, part: &str) -> T {
        let body = self.body("tip_parameters", tips::PARAMETERS_KEY).and_then(|body| body.get(part));
        body.and_then(plain::read).unwrap_or_default()
    }

    /// The JSON of an item, as its record carries it.
    pub fn body(&self, kind: &str, key: &str) -> Option<&Value> {
        self.bodies.iter().find(|((known, id), _)| *known == kind && id == key).map(|(_, body)| body)
    }

    /// What the domain cannot read is left out, as anything from a newer version is.
    fn of_kind<'i, T: DeserializeOwned>(&self, kind: &str, ids: impl Iterator<Item = &'i str>) -> Vec<T> {
        let bodies = ids.filter_map(|id| self.body(kind, id));
        bodies.filter_map(plain::read).collect()
    }
}

impl Household {
    /// The lines of this household as the domain counts them.
    pub fn domain_lines(&self) -> Vec<BudgetLine> {
        let line = |line: &super::items::BudgetLine| {
            BudgetLine::deserialize(serde_json::json!({
                "id": line.id,
                "direction": line.direction,
                "category": line.category,
                "label": line.label,
                "amount": line.amount_cents,
                "frequency": line.frequency,
            }))
            .ok()
        };
        self.lines.iter().filter_map(line).collect()
    }
}
