//! A package of content: read from a directory or from this binary, refused unless it is whole.

mod as_domain;
pub(crate) mod built_in;
mod creditors;
pub(crate) mod figures;
pub(crate) mod forms;
pub(crate) mod items;
mod money;
mod people;
pub(crate) mod problem;
pub(crate) mod programmes;
mod reader;
pub(crate) mod records;
mod references;
#[cfg(test)]
mod tests;
mod tips;
#[cfg(feature = "editors")]
pub(crate) mod written;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use opstap_domain::debts::Listed;
use opstap_domain::figures::Figures;
use opstap_domain::prompts::Automation;
use serde_json::Value;

use items::{
    BudgetCategory, Form, Household, IncomeSource, Message, Names, Programme, Term, TipParameter, TipRule,
};
use problem::{ContentError, Problem, Problems};
use reader::{Reader, TITLE};

use crate::keys::trusted_keys;
use crate::packed::{packed, unpack};

/// The files of a package and the format that each must name in `schema`.
pub const FORMAT_FILES: [(&str, &str); 10] = [
    ("budget-categories.json", "content/budget-categories/1"),
    ("creditors.json", "content/creditors/1"),
    ("glossary.json", "content/glossary/1"),
    ("households.json", "content/households/1"),
    ("legal-figures.json", "content/legal-figures/1"),
    ("messages.json", "content/messages/1"),
    ("names.json", "content/names/1"),
    ("programmes.json", "content/programmes/1"),
    ("tips.json", "content/tips/1"),
    ("workforms.json", "content/workforms/1"),
];

/// Everything of one version of the content.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Package {
    /// Year, month and number within the month: `2026.11.0`.
    pub version: String,
    /// In the order of the file, as are all lists here.
    pub programmes: Vec<Programme>,
    /// When to show which tip.
    pub tips: Vec<TipRule>,
    /// Thresholds that tips refer to.
    pub tip_parameters: Vec<TipParameter>,
    /// Facts that tips may ask for, with their type (`bool`, `int`, `cents`, `ratio`, `enum`, `string`).
    pub tip_fields: BTreeMap<String, String>,
    /// Example messages.
    pub messages: Vec<Message>,
    /// Which happening asks a helper for which of them.
    pub automations: Vec<Automation>,
    /// Work forms.
    pub forms: Vec<Form>,
    /// Kinds of expense.
    pub categories: Vec<BudgetCategory>,
    /// Kinds of income.
    pub income_sources: Vec<IncomeSource>,
    /// Times a year of each frequency.
    pub frequencies: BTreeMap<String, i64>,
    /// Difficult words in plain words.
    pub terms: Vec<Term>,
    /// Figures of law, one package for each half year.
    pub figures: Vec<Figures>,
    /// Creditors that many people have.
    pub creditors: Vec<Listed>,
    /// Invented households, for demonstrations only: they are no records.
    pub households: Vec<Household>,
    /// Invented names, for demonstrations only.
    pub names: Names,
    bodies: BTreeMap<(&'static str, String), Value>,
}

impl Package {
    /// Reads the package in `dir`.
    ///
    /// # Errors
    ///
    /// [`ContentError`] lists everything that is wrong, over all files.
    pub fn load(dir: &Path) -> Result<Package, ContentError> {
        let mut problems = Problems::default();
        let mut texts = Vec::new();
        for (file, _) in FORMAT_FILES {
            match std::fs::read_to_string(dir.join(file)) {
                Ok(text) => texts.push((file, text)),
                Err(why) => problems.add(file, "", format!("cannot be read: {why}")),
            }
        }
        let package = Package::read(texts.iter().map(|(file, text)| (*file, text.as_str())), problems)?;
        // Only where an editor's files come in: what is built in was checked by a test, and a phone need not carry this.
        let mut problems = Problems::default();
        forms::check_forms(&package, &mut problems);
        let problems = problems.into_vec();
        if problems.is_empty() { Ok(package) } else { Err(ContentError { problems }) }
    }

    /// The package that is built into this binary.
    ///
    /// # Errors
    ///
    /// None in a released binary: a test loads it.
    pub fn embedded() -> Result<Package, ContentError> {
        let texts = [
            ("budget-categories.json", packed!("budget-categories.json")),
            ("creditors.json", packed!("creditors.json")),
            ("glossary.json", packed!("glossary.json")),
            ("households.json", packed!("households.json")),
            ("legal-figures.json", packed!("legal-figures.json")),
            ("messages.json", packed!("messages.json")),
            ("names.json", packed!("names.json")),
            ("programmes.json", packed!("programmes.json")),
            ("tips.json", packed!("tips.json")),
            ("workforms.json", packed!("workforms.json")),
        ];
        let texts = texts.map(|(file, packed)| (file, unpack(packed)));
        Package::read(texts.iter().map(|(file, text)| (*file, text.as_str())), Problems::default())
    }

    fn read<'t>(
        texts: impl Iterator<Item = (&'static str, &'t str)>,
        mut problems: Problems,
    ) -> Result<Package, ContentError> {
        let mut package = Package::default();
        for (file, text) in texts {
            match serde_json::from_str::<Value>(text) {
                Ok(value) => package.read_file(file, &value, &mut problems),
                Err(why) => problems.add(file, "", format!("is not JSON: {why}")),
            }
        }
        if problems.len() == 0 {
            references::check(&package, &mut problems);
        }
        let problems = problems.into_vec();
        if problems.is_empty() { Ok(package) } else { Err(ContentError { problems }) }
    }

    fn read_file(&mut self, file: &'static str, value: &Value, problems: &mut Problems) {
        let mut reader = Reader::new(file, "", value, problems);
        self.read_head(file, &mut reader);
        match file {
            "budget-categories.json" => money::read(self, &mut reader),
            "creditors.json" => creditors::read(self, &mut reader),
            "glossary.json" => people::read_terms(self, &mut reader),
            "legal-figures.json" => figures::read(self, &mut reader, &trusted_keys()),
            "households.json" => money::read_households(self, &mut reader),
            "messages.json" => people::read_messages(self, &mut reader),
            "names.json" => people::read_names(self, &mut reader),
            "programmes.json" => programmes::read(self, &mut reader),
            "tips.json" => tips::read(self, &mut reader),
            _ => forms::read_forms(self, &mut reader),
        }
        reader.finish();
    }

    fn read_head(&mut self, file: &str, reader: &mut Reader<'_>) {
        let schema = FORMAT_FILES.iter().find(|(name, _)| *name == file).map_or("", |(_, schema)| schema);
        reader.one_of("schema", &[schema]);
        reader.one_of("language", &["nl-NL"]);
        reader.one_of("register", &["je", "u"]);
        reader.text("level", TITLE);
        reader.text("license", TITLE);
        let version = reader.text("version", TITLE);
        if !is_version(&version) {
            reader.refuse("version", "is not year.month.number, such as 2026.11.0");
        } else if self.version.is_empty() {
            self.version = version;
        } else if self.version != version {
            let other = self.version.clone();
            reader.refuse("version", &format!("is {version}, but the files before say {other}"));
        }
    }

    /// A fingerprint of all records: equal digests mean equal content.
    pub fn digest(&self) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.version.as_bytes());
        for ((kind, key), body) in &self.bodies {
            for part in [kind, key.as_str(), &body.to_string()] {
                hasher.update(&(part.len() as u64).to_le_bytes());
                hasher.update(part.as_bytes());
            }
        }
        hasher.finalize()
    }

    /// Keeps the item as its record will carry it: with the version it came from.
    fn keep(&mut self, kind: &'static str, key: &str, body: &Value) {
        let mut body = body.clone();
        if let Some(object) = body.as_object_mut() {
            object.entry("version").or_insert_with(|| Value::from(self.version.clone()));
        }
        self.bodies.insert((kind, key.to_owned()), body);
    }
}

fn is_version(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    parts.len() == 3
        && parts[0].len() == 4
        && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Reads each item of the list `field`, and notes an id that is used twice.
fn read_items<'a, T>(
    reader: &mut Reader<'a>,
    field: &'a str,
    noun: &str,
    read: impl Fn(&mut Reader<'_>) -> T,
) -> Vec<(T, &'a Value)> {
    let mut ids = BTreeSet::new();
    let mut items = Vec::new();
    for (index, value) in reader.list(field).iter().enumerate() {
        let id = value.get("id").and_then(Value::as_str).unwrap_or_default();
        let name =
            if id.is_empty() { format!("{noun} number {}", index + 1) } else { format!("{noun} {id}") };
        let mut item = reader.item(&name, value);
        if !id.is_empty() && !ids.insert(id) {
            item.refuse("id", "is used twice");
        }
        let read = read(&mut item);
        item.finish();
        items.push((read, value));
    }
    items
}

/// Reads an id: small letters, digits, hyphens and dots, so that it fits in keys and addresses.
fn read_id(reader: &mut Reader<'_>) -> String {
    let id = reader.text("id", TITLE);
    if !id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-._".contains(&byte)) {
        let why = "has more than small letters, digits, hyphens and dots";
        reader.refuse("id", why);
    }
    id
}

/// Problems of one item alone; used where a broken item is skipped and the rest goes on.
fn alone<T>(
    kind: &str,
    key: &str,
    value: &Value,
    read: impl Fn(&mut Reader<'_>) -> T,
) -> Result<T, Vec<Problem>> {
    let mut problems = Problems::default();
    let mut reader = Reader::new(kind, key, value, &mut problems).lenient();
    let item = read(&mut reader);
    if problems.len() == 0 { Ok(item) } else { Err(problems.into_vec()) }
}
