//! What is built in, as records, without the reader that refuses: a test held every item against it, and a phone need
//! not carry it (ADR-0004).

use serde_json::{Value, json};

use super::records::ContentRecord;
use super::tips::PARAMETERS_KEY;
use crate::packed::{packed, unpack};

/// The records of the package that is built into this binary: what
/// [`Package::records`](super::Package::records) gives for it, by kind and not by key.
#[must_use]
pub fn built_in_records() -> Vec<ContentRecord> {
    let mut records = Vec::new();
    let mut take = |packed: &[u8], lists: &[(&'static str, &str, bool)]| {
        // The bytes are a constant of this binary, and a test reads them: there is no file that is not JSON.
        let file: Value = serde_json::from_str(&unpack(packed)).unwrap_or_default();
        let version = &file["version"];
        for (kind, list, ordered) in lists {
            for (place, item) in file[*list].as_array().into_iter().flatten().enumerate() {
                let key = item["id"].as_str().unwrap_or_default();
                records.push(record(kind, key, version, item, ordered.then_some(place)));
            }
        }
        if file["rules"].is_array() {
            let shared = json!({ "fields": file["fields"], "parameters": file["parameters"] });
            records.push(record("tip_parameters", PARAMETERS_KEY, version, &shared, None));
        }
    };
    take(packed!("programmes.json"), &[("programme", "programmes", true)]);
    take(packed!("tips.json"), &[("tip", "rules", false)]);
    let written = [("message_template", "messages", true), ("automation", "automations", true)];
    take(packed!("messages.json"), &written);
    take(packed!("workforms.json"), &[("work_form", "workforms", true)]);
    let money = [("budget_category", "categories", true), ("income_source", "incomeSources", true)];
    take(packed!("budget-categories.json"), &money);
    take(packed!("glossary.json"), &[("term", "terms", false)]);
    take(packed!("legal-figures.json"), &[("legal_figures", "figures", false)]);
    take(packed!("creditors.json"), &[("known_creditor", "creditors", false)]);
    records
}

fn record(
    kind: &'static str,
    key: &str,
    version: &Value,
    item: &Value,
    place: Option<usize>,
) -> ContentRecord {
    let mut body = item.clone();
    if let Some(members) = body.as_object_mut() {
        members.entry("version").or_insert_with(|| version.clone());
        members.extend(place.map(|place| ("order".to_owned(), Value::from(place))));
    }
    ContentRecord {
        kind,
        key: key.to_owned(),
        version: version.as_str().unwrap_or_default().to_owned(),
        body,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::Package;

    #[test]
    fn it_is_what_the_reader_lets_in() {
        let mut light = built_in_records();
        light.sort_by(|one, other| (one.kind, &one.key).cmp(&(other.kind, &other.key)));
        assert_eq!(light, Package::embedded().unwrap().records());
    }
}
