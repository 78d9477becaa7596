//! Creditors that many people have: as they are called in letters, what else they are called, and what is owed to them.
//!
//! No numbers of telephone, account or the Chamber of Commerce: one that is wrong sends money to somebody else.

use std::collections::BTreeMap;

use opstap_domain::catalogue::debts::SUBJECTS;
use opstap_domain::debts::{Listed, folded};
use serde::de::DeserializeOwned;
use serde::de::value::{Error, StrDeserializer};

use super::reader::{Reader, TEXT, TITLE};
use super::{Package, read_id, read_items};

const ROLES: [&str; 3] = ["creditor", "bailiff", "agency"];
const RANKS: [&str; 2] = ["preferent", "concurrent"];

pub(super) fn read(package: &mut Package, reader: &mut Reader<'_>) {
    reader.text("note", TEXT);
    let mut called: BTreeMap<String, (String, String)> = BTreeMap::new();
    for (creditor, body) in read_items(reader, "creditors", "creditor", creditor) {
        for name in std::iter::once(&creditor.name).chain(&creditor.aliases) {
            if let Some((other, of)) = called.insert(folded(name), (name.clone(), creditor.id.clone())) {
                let what = format!("has the name {other} of {of} and the name {name} of {}", creditor.id);
                reader.refuse("creditors", &format!("{what}, which are one"));
            }
        }
        package.keep("known_creditor", &creditor.id, body);
        package.creditors.push(creditor);
    }
}

pub(super) fn creditor(reader: &mut Reader<'_>) -> Listed {
    let creditor = Listed {
        id: read_id(reader),
        name: reader.text("name", TITLE),
        aliases: if reader.has("aliases") { reader.texts("aliases", TITLE) } else { Vec::new() },
        subject: word(reader, "subject", SUBJECTS),
        role: word(reader, "role", &ROLES),
        rank: if reader.has("rank") { reader.one_of("rank", &RANKS) } else { String::new() },
    };
    let short = |name: &str| folded(name).chars().count() < 2;
    if short(&creditor.name) {
        reader.refuse("name", "has less than two letters or digits");
    }
    for (at, _) in creditor.aliases.iter().enumerate().filter(|(_, alias)| short(alias)) {
        reader.refuse(&format!("aliases[{at}]"), "has less than two letters or digits");
    }
    creditor
}

/// A choice of the domain; what is left out is open.
fn word<'a, T: DeserializeOwned + Default>(reader: &mut Reader<'a>, field: &'a str, choices: &[&str]) -> T {
    if !reader.has(field) {
        return T::default();
    }
    let word = reader.one_of(field, choices);
    T::deserialize(StrDeserializer::<Error>::new(&word)).unwrap_or_default()
}
