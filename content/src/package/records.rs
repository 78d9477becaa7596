//! A package as records, one for each item, and back again on a device that received them.

use opstap_domain::debts::Listed;
use opstap_domain::figures::Figures;
use opstap_domain::order;
use opstap_domain::prompts::Automation;
use serde_json::Value;

use super::items::{BudgetCategory, Form, IncomeSource, Message, Programme, Term, TipRule};
use super::problem::Problem;
use super::{Package, alone, creditors, figures, forms, money, people, programmes, tips};
use crate::keys::trusted_keys;

/// One item, ready to become a sync record of its kind.
#[derive(Clone, Debug, PartialEq)]
pub struct ContentRecord {
    /// `programme`, `tip`, `tip_parameters`, `message_template`, `work_form`, `budget_category`,
    /// `income_source`, `legal_figures`, `known_creditor`, `automation` or `term`.
    pub kind: &'static str,
    /// The item's id; unique within its kind.
    pub key: String,
    /// The version of the package that it came from.
    pub version: String,
    /// The item as it stands in the file, and its `version`.
    pub body: Value,
}

/// What a device could rebuild, and what it had to leave out.
#[derive(Clone, Debug, Default)]
pub struct Rebuilt {
    /// Everything that was whole, in the order of its key.
    pub package: Package,
    /// Why an item is not in it. Such an item is shown nowhere, and nothing else suffers.
    pub skipped: Vec<Problem>,
}

impl Package {
    /// One record for each item, in the order of kind and key.
    pub fn records(&self) -> Vec<ContentRecord> {
        let record = |((kind, key), body): (&(&'static str, String), &Value)| {
            let mut body = body.clone();
            // Records travel without an order of their own; what people read has one.
            if let (Some(members), Some(order)) = (body.as_object_mut(), self.place(kind, key)) {
                members.insert("order".to_owned(), Value::from(order));
            }
            ContentRecord { kind, key: key.clone(), version: self.version.clone(), body }
        };
        self.bodies.iter().map(record).collect()
    }

    /// Where an item stands among its kind in the package.
    fn place(&self, kind: &str, key: &str) -> Option<usize> {
        match kind {
            "programme" => self.programmes.iter().position(|item| item.id == key),
            "message_template" => self.messages.iter().position(|item| item.id == key),
            "automation" => self.automations.iter().position(|item| item.id == key),
            "work_form" => self.forms.iter().position(|item| item.id == key),
            "budget_category" => self.categories.iter().position(|item| item.id == key),
            "income_source" => self.income_sources.iter().position(|item| item.id == key),
            _ => None,
        }
    }

    /// Rebuilds typed content from records that arrived by sync.
    ///
    /// Lenient, because a newer package may hold kinds and fields that this version does not
    /// know: an unknown kind or field is left alone, a broken item is skipped and reported.
    /// References between items are not checked; a reader shows what it has.
    pub fn from_records<K: AsRef<str>>(records: impl IntoIterator<Item = (K, Value)>) -> Rebuilt {
        let mut rebuilt = Rebuilt::default();
        let mut records: Vec<(K, Value)> = records.into_iter().collect();
        order::sort_by_key(&mut records, |(_, body)| body.get("order").and_then(Value::as_u64));
        for (kind, mut body) in records {
            if let Some(members) = body.as_object_mut() {
                members.remove("order");
            }
            let version = body.get("version").and_then(Value::as_str).unwrap_or_default();
            if version > rebuilt.package.version.as_str() {
                version.clone_into(&mut rebuilt.package.version);
            }
            let key = body.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
            if let Err(problems) = rebuilt.package.take(kind.as_ref(), &key, &body) {
                rebuilt.skipped.extend(problems);
            }
        }
        rebuilt
    }

    fn take(&mut self, kind: &str, key: &str, body: &Value) -> Result<(), Vec<Problem>> {
        let kind = match kind {
            "programme" => {
                put(&mut self.programmes, alone(kind, key, body, programmes::programme)?, "programme")
            }
            "tip" => put(&mut self.tips, alone(kind, key, body, tips::rule)?, "tip"),
            "tip_parameters" => {
                let (fields, parameters) = alone(kind, key, body, tips::parameters)?;
                self.tip_fields = fields;
                self.tip_parameters = parameters;
                self.keep("tip_parameters", tips::PARAMETERS_KEY, body);
                return Ok(());
            }
            "message_template" => {
                put(&mut self.messages, alone(kind, key, body, people::message)?, "message_template")
            }
            "automation" => {
                put(&mut self.automations, alone(kind, key, body, people::automation)?, "automation")
            }
            "work_form" => put(&mut self.forms, alone(kind, key, body, forms::form)?, "work_form"),
            "budget_category" => {
                put(&mut self.categories, alone(kind, key, body, money::category)?, "budget_category")
            }
            "income_source" => {
                put(&mut self.income_sources, alone(kind, key, body, money::income_source)?, "income_source")
            }
            "legal_figures" => {
                match alone(kind, key, body, |item| figures::figures(item, &trusted_keys()))? {
                    Some(item) => put(&mut self.figures, item, "legal_figures"),
                    None => return Ok(()),
                }
            }
            "known_creditor" => {
                put(&mut self.creditors, alone(kind, key, body, creditors::creditor)?, "known_creditor")
            }
            "term" => put(&mut self.terms, alone(kind, key, body, people::term)?, "term"),
            _ => return Ok(()),
        };
        self.keep(kind, key, body);
        Ok(())
    }
}

/// An item with an id. A later one replaces an earlier one: an organisation may override.
trait Keyed {
    fn id(&self) -> &str;
}

macro_rules! keyed {
    ($($item:ty),+) => {
        $(impl Keyed for $item {
            fn id(&self) -> &str {
                &self.id
            }
        })+
    };
}

keyed!(Programme, TipRule, Message, Automation, Form, BudgetCategory, IncomeSource, Term, Figures, Listed);

/// Records arrive in any order; the same records give the same package.
fn put<T: Keyed>(items: &mut Vec<T>, item: T, kind: &'static str) -> &'static str {
    match items.iter_mut().find(|known| known.id() == item.id()) {
        Some(known) => *known = item,
        None => items.push(item),
    }
    kind
}
