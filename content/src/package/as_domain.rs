//! The same items as the values that the rules of the domain work with.

use opstap_domain::budget::BudgetContent;
use opstap_domain::programme::Template;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Package;

impl Package {
    /// The programmes as the domain follows them.
    pub fn templates(&self) -> Vec<Template> {
        self.of_kind("programme", self.programmes.iter().map(|programme| programme.id.as_str()))
    }

    /// One programme as the domain follows it.
    pub fn template(&self, id: &str) -> Option<Template> {
        self.of_kind("programme", std::iter::once(id)).pop()
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

    /// The JSON of an item, as its record carries it.
    pub fn body(&self, kind: &str, key: &str) -> Option<&Value> {
        self.bodies.iter().find(|((known, id), _)| *known == kind && id == key).map(|(_, body)| body)
    }

    /// What the domain cannot read is left out, as anything from a newer version is.
    fn of_kind<'i, T: DeserializeOwned>(&self, kind: &str, ids: impl Iterator<Item = &'i str>) -> Vec<T> {
        let bodies = ids.filter_map(|id| self.body(kind, id));
        bodies.filter_map(|body| T::deserialize(body).ok()).collect()
    }
}
