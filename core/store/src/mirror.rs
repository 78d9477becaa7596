//! Rows of the mirror: records as the server has them, and the overlay of waiting operations.

use std::collections::BTreeMap;

use opstap_domain::catalogue;
use opstap_domain::order;
use opstap_sync::ident::{DeviceId, Dot};
use opstap_sync::record::{RecordState, UnitState};
use opstap_sync::wire::{Handle, Raw, ScopePage, WireRecord};
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value;
use uuid::Uuid;

use crate::error::{File, StoreError};

type Dotted = BTreeMap<String, (Value, Dot)>;

pub(crate) fn fault(error: rusqlite::Error) -> StoreError {
    StoreError::of(File::Mirror)(error)
}

/// Ends a transaction: commits what was done, and takes back what failed. A full disk has taken it back already.
pub(crate) fn end<T>(mirror: &Connection, done: Result<T, StoreError>) -> Result<T, StoreError> {
    let value = done.and_then(|value| mirror.execute_batch("COMMIT").map(|()| value).map_err(fault));
    if value.is_err() && !mirror.is_autocommit() {
        mirror.execute_batch("ROLLBACK").map_err(fault)?;
    }
    value
}

fn unit(v: Value, d: Dot) -> UnitState {
    UnitState { v, d, t: opstap_sync::hlc::Hlc::default(), by: None, s: 0 }
}

/// Kinds by number, as this mirror counts them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kinds {
    /// Some sixty: each is found by looking at all.
    known: Vec<(i64, String)>,
}

impl Kinds {
    pub(crate) fn read(mirror: &Connection) -> Result<Self, StoreError> {
        let mut kinds = Self::default();
        let mut sql = mirror.prepare("SELECT number, name FROM kind").map_err(fault)?;
        let rows = sql.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).map_err(fault)?;
        for row in rows {
            kinds.known.push(row.map_err(fault)?);
        }
        Ok(kinds)
    }

    pub(crate) fn find(&self, name: &str) -> Option<i64> {
        self.known.iter().find(|(_, known)| known == name).map(|(number, _)| *number)
    }

    pub(crate) fn name(&self, number: i64) -> &str {
        self.known.iter().find(|(known, _)| *known == number).map_or("", |(_, name)| name)
    }

    pub(crate) fn number(&mut self, mirror: &Connection, name: &str) -> Result<i64, StoreError> {
        if let Some(number) = self.find(name) {
            return Ok(number);
        }
        mirror.execute("INSERT INTO kind (name) VALUES (?1)", [name]).map_err(fault)?;
        let number = mirror.last_insert_rowid();
        self.known.push((number, name.to_owned()));
        Ok(number)
    }
}

/// The columns of one row, turned into a record.
pub(crate) fn decode(
    kind: &str,
    s: u64,
    d: &str,
    u: &str,
    x: Option<&str>,
) -> Result<RecordState, StoreError> {
    let mut record = RecordState { s, ..RecordState::empty(kind) };
    let dot: Dot = if d.is_empty() {
        Dot::new(DeviceId::SERVER, 0)
    } else {
        d.parse().map_err(|_| StoreError::Unreadable("dot"))?
    };
    let values: BTreeMap<String, Value> = serde_json::from_str(u)?;
    record.units.extend(values.into_iter().map(|(name, v)| (name, unit(v, dot))));
    if let Some(x) = x {
        record.units.extend(decode_dotted(x)?);
    }
    Ok(record)
}

pub(crate) fn decode_dotted(x: &str) -> Result<BTreeMap<String, UnitState>, StoreError> {
    let dotted: Dotted = serde_json::from_str(x)?;
    Ok(order::gather(dotted.into_iter().map(|(name, (v, d))| (name, unit(v, d)))))
}

fn encode_dotted(record: &RecordState) -> Result<String, StoreError> {
    let dotted: BTreeMap<&str, (&Value, Dot)> =
        order::gather(record.units.iter().map(|(name, unit)| (name.as_str(), (&unit.v, unit.d))));
    Ok(serde_json::to_string(&dotted)?)
}

/// The server's state of a record.
pub(crate) fn base(
    mirror: &Connection,
    kinds: &Kinds,
    h: Handle,
    kind: &str,
    id: Uuid,
) -> Result<Option<RecordState>, StoreError> {
    let Some(number) = kinds.find(kind) else { return Ok(None) };
    let mut sql = mirror
        .prepare_cached("SELECT s, d, u, x FROM rec WHERE h = ?1 AND kind = ?2 AND id = ?3")
        .map_err(fault)?;
    let row = sql
        .query_row(params![h, number, id.as_bytes().as_slice()], |row| {
            Ok((
                row.get::<_, i64>(0)? as u64,
                row.get::<_, String>(1)?,
                row.get::<_, String>(2)?,
                row.get::<_, Option<String>>(3)?,
            ))
        })
        .optional()
        .map_err(fault)?;
    row.map(|(s, d, u, x)| decode(kind, s, &d, &u, x.as_deref())).transpose()
}

/// The overlay of a record: `None` no waiting operation, `Some(None)` deleted.
#[expect(clippy::option_option, reason = "no overlay, a deletion, or a view")]
pub(crate) fn overlay(
    mirror: &Connection,
    kinds: &Kinds,
    h: Handle,
    kind: &str,
    id: Uuid,
) -> Result<Option<Option<RecordState>>, StoreError> {
    let Some(number) = kinds.find(kind) else { return Ok(None) };
    let mut sql = mirror
        .prepare_cached("SELECT x FROM overlay WHERE h = ?1 AND kind = ?2 AND id = ?3")
        .map_err(fault)?;
    let row: Option<Option<String>> = sql
        .query_row(params![h, number, id.as_bytes().as_slice()], |row| row.get(0))
        .optional()
        .map_err(fault)?;
    row.map(|x| match x {
        None => Ok(None),
        Some(x) => Ok(Some(RecordState { units: decode_dotted(&x)?, ..RecordState::empty(kind) })),
    })
    .transpose()
}

/// Puts, or with `None` removes, the overlay of a record.
#[expect(clippy::option_option, reason = "remove, a deletion, or a view")]
pub(crate) fn put_overlay(
    mirror: &Connection,
    h: Handle,
    number: i64,
    id: Uuid,
    view: Option<Option<&RecordState>>,
) -> Result<(), StoreError> {
    let id = id.as_bytes().as_slice();
    match view {
        None => mirror
            .prepare_cached("DELETE FROM overlay WHERE h = ?1 AND kind = ?2 AND id = ?3")
            .and_then(|mut sql| sql.execute(params![h, number, id])),
        Some(view) => {
            let x = view.map(encode_dotted).transpose()?;
            mirror
                .prepare_cached("INSERT OR REPLACE INTO overlay (h, kind, id, x) VALUES (?1, ?2, ?3, ?4)")
                .and_then(|mut sql| sql.execute(params![h, number, id, x]))
        }
    }
    .map_err(fault)?;
    Ok(())
}

/// Writes the server's state of a record as a whole.
pub(crate) fn put_base(
    mirror: &Connection,
    h: Handle,
    number: i64,
    id: Uuid,
    gen_: i64,
    record: &RecordState,
) -> Result<(), StoreError> {
    let x = encode_dotted(record)?;
    mirror
        .prepare_cached("INSERT OR REPLACE INTO rec (h, kind, id, s, gen, d, u, x) VALUES (?1, ?2, ?3, ?4, ?5, '', '{}', ?6)")
        .and_then(|mut sql| sql.execute(params![h, number, id.as_bytes().as_slice(), record.s as i64, gen_, x]))
        .map_err(fault)?;
    Ok(())
}

/// Takes in what the server said of the records of a page. It says all of each: a unit that is not there is no more.
///
/// Names those whose words can be searched.
pub(crate) fn take(
    mirror: &Connection,
    kinds: &mut Kinds,
    generation: i64,
    page: &ScopePage,
) -> Result<Vec<(Handle, String, Uuid)>, StoreError> {
    let mut insert = mirror
        .prepare_cached("INSERT OR REPLACE INTO rec (h, kind, id, s, gen, d, u, x) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
        .map_err(fault)?;
    let mut remove =
        mirror.prepare_cached("DELETE FROM rec WHERE h = ?1 AND kind = ?2 AND id = ?3").map_err(fault)?;
    let mut searchable = Vec::new();
    // Records of one kind come in rows: looked up once a row.
    let mut last: Option<(&str, i64, bool)> = None;
    for wire in &page.recs {
        note_erasure(mirror, page.h, wire)?;
        if wire.del || wire.er.is_some() {
            // Nobody misses what was deleted.
            mirror
                .prepare_cached("DELETE FROM lost WHERE id = ?1")
                .and_then(|mut sql| sql.execute([wire.id.as_bytes().as_slice()]))
                .map_err(fault)?;
        }
        if wire.k.is_empty() {
            continue;
        }
        let (number, words) = match last {
            Some((kind, number, words)) if kind == wire.k => (number, words),
            _ => {
                let known = catalogue::kind(&wire.k);
                (kinds.number(mirror, &wire.k)?, known.is_some_and(|kind| !kind.searchable.is_empty()))
            }
        };
        last = Some((&wire.k, number, words));
        if words {
            searchable.push((page.h, wire.k.clone(), wire.id));
        }
        let id = wire.id.as_bytes().as_slice();
        if wire.del {
            remove.execute(params![page.h, number, id]).map_err(fault)?;
            continue;
        }
        let d = wire.d.map(Dot::text).unwrap_or_default();
        // Stored as it came. Anything but an object is of no version of ours and says nothing.
        let object = |raw: &Raw| raw.text().starts_with('{');
        let u = wire.u.as_ref().filter(|raw| object(raw)).map_or("{}", Raw::text);
        let x = wire.x.as_ref().filter(|raw| object(raw)).map(Raw::text);
        insert.execute(params![page.h, number, id, wire.s as i64, generation, d, u, x]).map_err(fault)?;
    }
    Ok(searchable)
}

fn note_erasure(mirror: &Connection, h: Handle, wire: &WireRecord) -> Result<(), StoreError> {
    let Some(at) = wire.er else { return Ok(()) };
    mirror
        .prepare_cached("INSERT OR REPLACE INTO gone (h, id, at) VALUES (?1, ?2, ?3)")
        .and_then(|mut sql| sql.execute(params![h, wire.id.as_bytes().as_slice(), at]))
        .map_err(fault)?;
    Ok(())
}
