//! Creditors that are probably one: proposed, and never merged by a program.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Directory;
use crate::folding::base;
use crate::order;

/// The most pairs that are proposed at once; who answers some sees the others.
const PROPOSALS_MAX: usize = 100;

/// Forms of enterprise and small words that say nothing about who it is.
const FORMS: [&str; 8] = ["bv", "nv", "vof", "cv", "ba", "stichting", "vereniging", "de"];

/// Who is owed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Creditor {
    /// Its record.
    pub id: Uuid,
    /// As it stands in a letter.
    pub name: String,
    /// Number at the Chamber of Commerce (*KvK*): eight digits; empty where nobody knows.
    pub kvk: String,
    /// Account number; empty where nobody knows.
    pub iban: String,
    /// Somebody said that it is that one.
    pub same_as: Option<Uuid>,
    /// Somebody said that it is none of those.
    pub distinct: BTreeSet<Uuid>,
}

/// By what two creditors are alike; the first is the strongest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Alike {
    /// One number at the Chamber of Commerce.
    Kvk,
    /// One account number.
    Iban,
    /// One name, apart from capitals, accents and the form of enterprise; or two names of one entry of the directory.
    Name,
}

/// Two creditors that may be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Duplicate {
    /// The earlier id.
    pub one: Uuid,
    /// The later id.
    pub other: Uuid,
    /// Why: the strongest reason.
    pub by: Alike,
}

/// Pairs of creditors that are probably one, by id; at most a hundred. The directory knows who has several names.
///
/// Not proposed: what somebody said is the same or is not, and equal names with different numbers at the Chamber of Commerce.
#[must_use]
pub fn duplicates(creditors: &[Creditor], directory: &Directory) -> Vec<Duplicate> {
    let mut alike: BTreeMap<(Alike, String), Vec<&Creditor>> = BTreeMap::new();
    for creditor in creditors {
        let name = directory.find(&creditor.name).map_or(&creditor.name, |entry| &entry.name);
        let keys = [
            (Alike::Kvk, plain(&creditor.kvk)),
            (Alike::Iban, plain(&creditor.iban)),
            (Alike::Name, folded(name)),
        ];
        for key in keys.into_iter().filter(|(_, text)| !text.is_empty()) {
            alike.entry(key).or_default().push(creditor);
        }
    }
    let mut found: BTreeMap<(Uuid, Uuid), Alike> = BTreeMap::new();
    for ((by, _), group) in &mut alike {
        order::sort_by_key(group, |creditor| creditor.id);
        for (place, one) in group.iter().enumerate() {
            for other in group.iter().skip(place + 1).filter(|other| open(creditors, one, other, *by)) {
                if found.len() == PROPOSALS_MAX {
                    break;
                }
                found.entry((one.id, other.id)).or_insert(*by);
            }
        }
    }
    found.into_iter().map(|((one, other), by)| Duplicate { one, other, by }).collect()
}

/// Whether two are still to be asked about.
fn open(creditors: &[Creditor], one: &Creditor, other: &Creditor, by: Alike) -> bool {
    let (first, second) = (plain(&one.kvk), plain(&other.kvk));
    let apart = by == Alike::Name && !first.is_empty() && !second.is_empty() && first != second;
    let said = one.distinct.contains(&other.id) || other.distinct.contains(&one.id);
    !apart && !said && same_creditor(creditors, one.id) != same_creditor(creditors, other.id)
}

/// The creditor that this one is, by what people said. Of creditors that are said to be each other it is the one with the
/// earliest id.
#[must_use]
pub fn same_creditor(creditors: &[Creditor], id: Uuid) -> Uuid {
    let next = |id| creditors.iter().find(|known| known.id == id).and_then(|known| known.same_as);
    let mut way = vec![id];
    let mut at = id;
    while let Some(onward) = next(at) {
        if let Some(start) = way.iter().position(|seen| *seen == onward) {
            return way.iter().skip(start).min().copied().unwrap_or(id);
        }
        way.push(onward);
        at = onward;
    }
    at
}

/// Letters and digits, in capitals.
fn plain(number: &str) -> String {
    number.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

/// A name as two people would both write it: small letters without accents, without dots and without the form of enterprise. A
/// name that is nothing else keeps its words.
#[must_use]
pub fn folded(name: &str) -> String {
    let lower = name.to_lowercase().replace(['.', '\'', '’'], "");
    let letters: String = lower.chars().map(|c| if c.is_alphanumeric() { base(c) } else { ' ' }).collect();
    let words: Vec<&str> = letters.split_whitespace().collect();
    let telling: Vec<&str> = words.iter().copied().filter(|word| !FORMS.contains(word)).collect();
    if telling.is_empty() { words.join(" ") } else { telling.join(" ") }
}
