//! Finding messages and content by their words. Accents are folded, so that "energie" finds "énergie".
//!
//! The words of a record stand beside it, and a search reads all of them: without an index, because one weighs more on a phone
//! than it saves there (ADR-0060).

use opstap_domain::folding::spaced;
use opstap_domain::ids::ScopeId;
use opstap_domain::{catalogue, order};
use opstap_sync::record::RecordState;
use opstap_sync::wire::Handle;
use rusqlite::{Connection, params};
use serde_json::Value;
use uuid::Uuid;

use crate::error::StoreError;
use crate::mirror::fault;
use crate::open::Store;
use crate::view::uuid_of;

/// So many words are looked for; what is typed after them is not.
const WORDS_MAX: usize = 16;

/// Where the words were found, best first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Where.
    pub scope: ScopeId,
    /// What kind of record.
    pub kind: String,
    /// Which.
    pub id: Uuid,
}

impl Store {
    /// Finds records that hold all of `words`; the last may be a beginning. At most `limit`: those first in which the first
    /// word stands nearest to the beginning, and of these the newest.
    ///
    /// Whatever is typed is taken as words, never as a query language.
    ///
    /// # Errors
    ///
    /// [`StoreError::DamagedMirror`] and other failures of the file.
    pub fn search(&mut self, words: &str, limit: usize) -> Result<Vec<Hit>, StoreError> {
        self.found(None, words, limit)
    }

    /// The same for records of one kind, however many there are.
    ///
    /// # Errors
    ///
    /// As [`Store::search`].
    pub fn search_of_kind(&mut self, kind: &str, words: &str) -> Result<Vec<Hit>, StoreError> {
        self.found(Some(kind), words, usize::MAX)
    }

    fn found(&mut self, kind: Option<&str>, words: &str, limit: usize) -> Result<Vec<Hit>, StoreError> {
        self.bring_up()?;
        let wanted = wanted(words);
        let number = kind.map(|kind| self.kinds.find(kind));
        if wanted.is_empty() || number == Some(None) {
            return Ok(Vec::new());
        }
        let mut sql = self
            .mirror
            .prepare_cached(
                "SELECT h, kind, id, words FROM doc WHERE ?1 IS NULL OR kind = ?1 ORDER BY doc DESC",
            )
            .map_err(fault)?;
        let mut rows = sql.query([number.flatten()]).map_err(fault)?;
        let mut hits: Vec<(usize, Hit)> = Vec::new();
        while let Some(row) = rows.next().map_err(fault)? {
            let text = row.get_ref(3).and_then(|text| Ok(text.as_str()?)).map_err(fault)?;
            let Some(place) = place_of(&wanted, text) else { continue };
            let h: Handle = row.get(0).map_err(fault)?;
            let kind = self.kinds.name(row.get(1).map_err(fault)?).to_owned();
            let open = self.access.iter().find(|access| access.h == h && access.revoked.is_none());
            if let Some(access) = open.filter(|access| !self.is_locked(access)) {
                hits.push((place, Hit { scope: access.scope, kind, id: uuid_of(row, 2)? }));
            }
        }
        order::sort_by_key(&mut hits, |(place, _)| *place);
        Ok(hits.into_iter().take(limit).map(|(_, hit)| hit).collect())
    }
}

/// Each word as it stands among others, the last as a beginning.
fn wanted(words: &str) -> Vec<String> {
    let mut all: Vec<String> =
        spaced(words).split_whitespace().take(WORDS_MAX).map(|word| [" ", word, " "].concat()).collect();
    if let Some(last) = all.last_mut() {
        last.pop();
    }
    all
}

/// Where the first of the words stands in a text that has all of them.
fn place_of(wanted: &[String], text: &str) -> Option<usize> {
    let mut places = wanted.iter().map(|word| text.find(word.as_str()));
    let first = places.next()??;
    places.all(|place| place.is_some()).then_some(first)
}

/// Puts the words of a record into the index, or takes them out.
pub(crate) fn index(
    mirror: &Connection,
    h: Handle,
    number: i64,
    id: Uuid,
    kind: &str,
    view: Option<&RecordState>,
) -> Result<(), StoreError> {
    let Some(units) = catalogue::kind(kind).map(|kind| kind.searchable).filter(|units| !units.is_empty())
    else {
        return Ok(());
    };
    let mut text = String::new();
    if let Some(view) = view {
        for unit in units {
            if let Some(unit) = view.units.get(*unit) {
                gather(&unit.v, &mut text);
            }
        }
    }
    let words = spaced(&text);
    let sql = if words.is_empty() {
        "DELETE FROM doc WHERE h = ?1 AND kind = ?2 AND id = ?3"
    } else {
        "INSERT INTO doc (h, kind, id, words) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (h, kind, id) DO UPDATE SET words = excluded.words"
    };
    let mut sql = mirror.prepare_cached(sql).map_err(fault)?;
    let id = id.as_bytes().as_slice();
    let done = if words.is_empty() {
        sql.execute(params![h, number, id])
    } else {
        sql.execute(params![h, number, id, words])
    };
    done.map(drop).map_err(fault)
}

/// The words in a value. In content, ids and codes are told from words by having no space or capital.
fn gather(value: &Value, text: &mut String) {
    match value {
        Value::String(words) => {
            text.push_str(words);
            text.push('\n');
        }
        Value::Array(items) => items.iter().for_each(|item| gather(item, text)),
        Value::Object(members) => {
            let codes = ["id", "who", "proof", "version", "when", "action", "group", "type"];
            for (_, member) in members.iter().filter(|(name, _)| !codes.contains(&name.as_str())) {
                gather(member, text);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{place_of, wanted};
    use opstap_domain::folding::spaced;

    #[test]
    fn what_is_typed_is_words_and_never_a_query() {
        assert_eq!(
            wanted("rent OR \"x\" NEAR(a b) -c"),
            [" rent ", " or ", " x ", " near ", " a ", " b ", " c"]
        );
        assert!(wanted("  * : ^ % _ ' ").is_empty());
    }

    #[test]
    fn all_words_have_to_be_there_and_the_last_may_be_a_beginning() {
        let text = spaced("De énergierekening van juni");
        let place = |words| place_of(&wanted(words), &text);
        assert_eq!((place("energie"), place("juni énergie")), (Some(3), Some(23)));
        assert_eq!((place("energie juni"), place("rekening"), place("juni mei")), (None, None, None));
    }
}
