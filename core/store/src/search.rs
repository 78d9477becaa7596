//! Full text over messages and content. Diacritics are folded, so that "energie" finds "énergie".

use opstap_domain::catalogue;
use opstap_domain::ids::ScopeId;
use opstap_sync::record::RecordState;
use opstap_sync::wire::Handle;
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value;
use uuid::Uuid;

use crate::error::StoreError;
use crate::mirror::fault;
use crate::open::Store;
use crate::view::uuid_of;

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
    /// Finds records that hold all of `words`; the last may be a beginning. At most `limit`.
    ///
    /// Whatever is typed is taken as words, never as a query language.
    ///
    /// # Errors
    ///
    /// [`StoreError::DamagedMirror`] and other failures of the file.
    pub fn search(&mut self, words: &str, limit: usize) -> Result<Vec<Hit>, StoreError> {
        self.bring_up()?;
        let query = as_query(words);
        if query.is_empty() {
            return Ok(Vec::new());
        }
        let mut sql = self
            .mirror
            .prepare_cached(
                "SELECT doc.h, doc.kind, doc.id FROM words JOIN doc ON doc.doc = words.rowid
                 WHERE words MATCH ?1 ORDER BY bm25(words), doc.doc DESC LIMIT ?2",
            )
            .map_err(fault)?;
        let rows = sql.query(params![query, limit as i64]).map_err(fault)?;
        self.hits(rows)
    }

    /// The same for records of one kind, however many there are.
    ///
    /// # Errors
    ///
    /// As [`Store::search`].
    pub fn search_of_kind(&mut self, kind: &str, words: &str) -> Result<Vec<Hit>, StoreError> {
        self.bring_up()?;
        let (query, Some(number)) = (as_query(words), self.kinds.find(kind)) else { return Ok(Vec::new()) };
        if query.is_empty() {
            return Ok(Vec::new());
        }
        let mut sql = self
            .mirror
            .prepare_cached(
                "SELECT doc.h, doc.kind, doc.id FROM words JOIN doc ON doc.doc = words.rowid
                 WHERE words MATCH ?1 AND doc.kind = ?2 ORDER BY bm25(words), doc.doc DESC",
            )
            .map_err(fault)?;
        let rows = sql.query(params![query, number]).map_err(fault)?;
        self.hits(rows)
    }

    /// Those that are in a scope that is open now.
    fn hits(&self, mut rows: rusqlite::Rows<'_>) -> Result<Vec<Hit>, StoreError> {
        let mut hits = Vec::new();
        while let Some(row) = rows.next().map_err(fault)? {
            let h: Handle = row.get(0).map_err(fault)?;
            let kind = self.kinds.name(row.get(1).map_err(fault)?).to_owned();
            let open = self.access.iter().find(|access| access.h == h && access.revoked.is_none());
            if let Some(access) = open.filter(|access| !self.is_locked(access)) {
                hits.push(Hit { scope: access.scope, kind, id: uuid_of(row, 2)? });
            }
        }
        Ok(hits)
    }
}

/// Each word quoted, the last as a prefix.
fn as_query(words: &str) -> String {
    let words: Vec<String> = words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(16)
        .map(|word| format!("\"{word}\""))
        .collect();
    if words.is_empty() { String::new() } else { format!("{}*", words.join(" ")) }
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
    let id = id.as_bytes().as_slice();
    let doc: Option<i64> = mirror
        .prepare_cached("SELECT doc FROM doc WHERE h = ?1 AND kind = ?2 AND id = ?3")
        .and_then(|mut sql| sql.query_row(params![h, number, id], |row| row.get(0)).optional())
        .map_err(fault)?;
    if let Some(doc) = doc {
        mirror
            .prepare_cached("DELETE FROM words WHERE rowid = ?1")
            .and_then(|mut sql| sql.execute([doc]))
            .map_err(fault)?;
    }
    let mut text = String::new();
    if let Some(view) = view {
        for unit in units {
            if let Some(unit) = view.units.get(*unit) {
                gather(&unit.v, &mut text);
            }
        }
    }
    if text.is_empty() {
        return Ok(());
    }
    let doc = if let Some(doc) = doc {
        doc
    } else {
        mirror
            .prepare_cached("INSERT INTO doc (h, kind, id) VALUES (?1, ?2, ?3)")
            .and_then(|mut sql| sql.execute(params![h, number, id]))
            .map_err(fault)?;
        mirror.last_insert_rowid()
    };
    mirror
        .prepare_cached("INSERT INTO words (rowid, text) VALUES (?1, ?2)")
        .and_then(|mut sql| sql.execute(params![doc, text]))
        .map_err(fault)?;
    Ok(())
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
    use super::as_query;

    #[test]
    fn what_is_typed_is_words_and_never_a_query() {
        assert_eq!(
            as_query("rent OR \"x\" NEAR(a b) -c"),
            "\"rent\" \"OR\" \"x\" \"NEAR\" \"a\" \"b\" \"c\"*"
        );
        assert_eq!(as_query("  * : ^ "), "");
    }
}
