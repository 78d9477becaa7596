//! Creditors that many people have, as content: found by a part of what they are called.
//!
//! The directory proposes and decides nothing: which creditor a debt has, what it is for and whether it goes first is what
//! somebody says of the debt (ADR-0027).

use super::{Holder, Subject, folded};
use crate::order;

/// The fewest letters and digits that something is suggested for.
const TYPED_MIN: usize = 2;

/// A creditor of the directory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// Its id within the directory.
    pub id: String,
    /// As it calls itself in letters.
    pub name: String,
    /// What else it is called: abbreviations, written out, and names of before.
    pub aliases: Vec<String>,
    /// What is mostly owed to it; unsure for who collects for others.
    pub subject: Subject,
    /// Itself a creditor, a bailiff or a collection agency; unsure where that is open.
    pub role: Holder,
    /// `preferent` or `concurrent` where a law says so; else empty.
    pub rank: String,
}

/// All of them, with everything that they are called.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    entries: Vec<Listed>,
    /// Folded, each with the place of its entry.
    called: Vec<(String, usize)>,
}

impl Directory {
    /// The directory of these entries. Where two are called the same, the first one is meant.
    #[must_use]
    pub fn new(entries: Vec<Listed>) -> Self {
        let mut called = Vec::new();
        for (at, entry) in entries.iter().enumerate() {
            called.push((folded(&entry.name), at));
            called.extend(entry.aliases.iter().map(|alias| (folded(alias), at)));
        }
        called.retain(|(name, _)| !name.is_empty());
        Self { entries, called }
    }

    /// The entry that is called exactly so, by its name or another one.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Listed> {
        let wanted = folded(name);
        let (_, at) = self.called.iter().find(|(called, _)| *called == wanted)?;
        self.entries.get(*at)
    }

    /// At most `n` entries that are called what was typed, or something that begins with it or holds it, the nearest first:
    /// the whole name, its beginning, the beginning of a word, anywhere. Of equally near ones by name, then by id.
    ///
    /// Nothing for less than two letters or digits.
    #[must_use]
    pub fn suggest(&self, typed: &str, n: usize) -> Vec<&Listed> {
        let wanted = folded(typed);
        if wanted.chars().filter(|letter| letter.is_alphanumeric()).count() < TYPED_MIN {
            return Vec::new();
        }
        let mut nearest: Vec<Option<u8>> = vec![None; self.entries.len()];
        for (called, at) in &self.called {
            if let (Some(near), Some(before)) = (distance(called, &wanted), nearest.get_mut(*at)) {
                *before = Some(before.map_or(near, |before| before.min(near)));
            }
        }
        let found = self.entries.iter().zip(nearest);
        let mut found: Vec<(u8, &Listed)> = found.filter_map(|(entry, near)| Some((near?, entry))).collect();
        order::sort_by_cached_key(&mut found, |(near, entry)| (*near, folded(&entry.name), entry.id.clone()));
        found.into_iter().take(n).map(|(_, entry)| entry).collect()
    }
}

/// How far what was typed is from a name; `None`: it is not in it.
fn distance(called: &str, wanted: &str) -> Option<u8> {
    let at = called.find(wanted)?;
    Some(match at {
        0 if called.len() == wanted.len() => 0,
        0 => 1,
        _ if called.contains(&format!(" {wanted}")) => 2,
        _ => 3,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn entry(id: &str, name: &str, aliases: &[&str]) -> Listed {
        let aliases = aliases.iter().map(|alias| (*alias).to_owned()).collect();
        Listed { id: id.into(), name: name.into(), aliases, ..Listed::default() }
    }

    fn directory() -> Directory {
        Directory::new(vec![
            entry("zw", "Zuidwester Energie B.V.", &["ZWE"]),
            entry("cafe", "Café Énergique", &[]),
            entry("water", "Waterbedrijf Zuid", &["Oud-Energie"]),
            entry("energie", "Energie", &[]),
        ])
    }

    fn found(typed: &str) -> Vec<String> {
        directory().suggest(typed, 10).iter().map(|entry| entry.id.clone()).collect()
    }

    #[test]
    fn the_nearest_name_comes_first() {
        assert_eq!(found("ENERGIE"), ["energie", "water", "zw"]);
        assert_eq!(found("energ"), ["energie", "cafe", "water", "zw"]);
        assert_eq!(found("ester en"), ["zw"]);
        assert_eq!(found("z.w.e."), ["zw"]);
        assert_eq!(found("énergique"), ["cafe"]);
        assert_eq!(directory().suggest("energ", 2).len(), 2);
        for nothing in ["", "e", "  é ", "b", "!?", "onbekend"] {
            assert!(found(nothing).is_empty(), "{nothing}");
        }
    }

    #[test]
    fn a_whole_name_or_another_one_is_the_entry() {
        let id = |name: &str| directory().find(name).map(|entry| entry.id.clone());
        assert_eq!(id("zuidwester energie"), Some("zw".into()));
        assert_eq!(id("Zuidwester Energie BV"), Some("zw".into()));
        assert_eq!(id("zwe"), Some("zw".into()));
        assert_eq!(id("Zuidwester"), None);
        assert_eq!(id(""), None);
    }

    proptest! {
        /// Whatever is typed and listed: an answer that holds what was typed, the same however the directory lies.
        #[test]
        fn what_is_suggested_holds_what_was_typed(names in prop::collection::vec(".{0,12}", 0..12), typed in ".{0,4}", n in 0usize..9) {
            let mut all: Vec<Listed> =
                names.iter().enumerate().map(|(at, name)| entry(&format!("e{at:02}"), name, &[])).collect();
            let ids = |all: &[Listed]| Directory::new(all.to_vec()).suggest(&typed, n).iter().map(|entry| entry.id.clone()).collect::<Vec<_>>();
            let forth = ids(&all);
            prop_assert!(forth.len() <= n);
            for id in &forth {
                let entry = all.iter().find(|entry| &entry.id == id);
                prop_assert!(entry.is_some_and(|entry| folded(&entry.name).contains(&folded(&typed))));
            }
            all.reverse();
            prop_assert_eq!(ids(&all), forth);
        }

        #[test]
        fn who_types_the_whole_name_gets_it_first(names in prop::collection::btree_set("[a-z]{2,6}( [a-z]{2,6})?", 1..12), at in any::<prop::sample::Index>()) {
            let names: Vec<String> = names.into_iter().collect();
            let all = Directory::new(names.iter().map(|name| entry(name, name, &[])).collect());
            let wanted = at.get(&names);
            let first = all.suggest(&wanted.to_uppercase(), 1);
            prop_assert_eq!(first.first().map(|entry| folded(&entry.name)), Some(folded(wanted)));
            prop_assert_eq!(all.find(wanted).map(|entry| folded(&entry.name)), Some(folded(wanted)));
        }
    }
}
