//! Who changed what, and undoing one change as a new edit. Without a network: as far as this device knows.

use std::collections::{BTreeMap, BTreeSet};

use opstap_content::format;
use opstap_domain::catalogue::{self, KINDS, Policy};
use opstap_domain::ids::{Compartment, ScopeId};
use opstap_domain::order;
use opstap_domain::{Instant, Phrase};
use opstap_store::{Edit, Record};
use opstap_sync::history::{Change, Entry, HistoryRequest, HistoryResponse, changes, undo};
use serde::Serialize;
use uuid::Uuid;

use crate::conflicts::{thing_name, value_text};
use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::reading::said;
use crate::room::{Room, names};
use crate::transport::{Errand, HttpQuestion, TransportError};

/// Something that has a history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ThingRow {
    /// Its id: what [`Opstap::history`] takes.
    pub id: Uuid,
    /// Its kind, such as `budget_line`.
    pub kind: String,
    /// What it is called.
    pub name: String,
    /// The stable word in it by which people know it, such as `huur`; empty where there is none.
    pub key: String,
}

/// How one thing came to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HistoryPage {
    /// The thing.
    pub id: Uuid,
    /// What it is called.
    pub name: String,
    /// The changes, newest first.
    pub changes: Vec<ChangeRow>,
    /// The server was asked. Otherwise this is what the device itself knows.
    pub complete: bool,
}

/// One change of one value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChangeRow {
    /// Its id: what [`Opstap::undo_change`] takes.
    pub id: String,
    /// Which value, in words; for a deletion, that it was removed.
    pub field: String,
    /// The value before it; `None`: nothing, or not known.
    pub before: Option<String>,
    /// The value.
    pub after: String,
    /// Who wrote it.
    pub who: String,
    /// This person wrote it.
    pub mine: bool,
    /// When, by the author's clock; `None`: not known here.
    pub at: Option<Instant>,
    /// When, in words; empty where it is not known.
    pub when_text: String,
    /// The thing was removed.
    pub removed: bool,
    /// On this device only.
    pub waiting: bool,
    /// Undoing it would change something, and this person may.
    pub can_undo: bool,
}

/// A thing with everything that is known of its past.
struct Past {
    scope: ScopeId,
    kind: &'static str,
    id: Uuid,
    entries: Vec<Entry>,
    complete: bool,
}

/// What the server said when it was asked for a history.
pub(crate) enum Told {
    /// A page of it.
    Page(HistoryResponse),
    /// It has nothing for us.
    Nothing,
    /// It could not be asked, or not now.
    Silence,
}

impl Opstap {
    /// What has a history in a case, as this device knows it: to find the id of something.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a case.
    pub fn things(&self, case: Option<Uuid>) -> Result<Vec<ThingRow>, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let mut rows = Vec::new();
            for scope in scopes(&room) {
                for kind in KINDS.iter().filter(|kind| kind.units.iter().any(|unit| !unit.change.is_empty()))
                {
                    if kind.name == "conflict" {
                        continue;
                    }
                    for record in inner.store.records(scope, kind.name)? {
                        let name = thing_name(inner, &room, kind.name, Some(&record))?;
                        let key = ["key", "category", "field"].iter().map(|unit| record.text(unit));
                        let key =
                            key.into_iter().find(|text| !text.is_empty()).unwrap_or_default().to_owned();
                        rows.push(ThingRow { id: record.id, kind: kind.name.to_owned(), name, key });
                    }
                }
            }
            Ok(rows)
        })
    }

    /// How one thing came to be, newest first. Asks the server; without a network the device's own part.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a thing; [`OpstapError::SignedOut`], [`OpstapError::DeviceRevoked`].
    pub async fn history(&self, case: Option<Uuid>, thing: Uuid) -> Result<HistoryPage, OpstapError> {
        let past = self.past(case, thing).await?;
        self.with(|inner| {
            let room = self.room(inner, case)?;
            page(inner, &room, &past)
        })
    }

    /// Undoes one change: the value from before it is written again, as an edit of now. Can be undone itself.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a thing or change; [`OpstapError::Refused`] when it cannot be undone or
    /// nothing would change; [`OpstapError::NotAllowed`] where this person may not write the value.
    pub async fn undo_change(
        &self,
        case: Option<Uuid>,
        thing: Uuid,
        change: &str,
    ) -> Result<HistoryPage, OpstapError> {
        let mut past = self.past(case, thing).await?;
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let all = changes(&past.entries, &BTreeMap::new());
            let found = all.iter().find(|known| name_of(&known.entry) == change);
            let found = found.ok_or(OpstapError::Unknown { what: "record" })?;
            let now = inner.store.record(past.scope, past.kind, past.id)?;
            let units = undo(past.kind, found, now.as_ref().map(|record| &record.state));
            let units =
                units.ok_or_else(|| OpstapError::refused("change", Phrase::new("refused-no-undo")))?;
            self.act(inner, &[Edit::Put { scope: past.scope, kind: past.kind, id: past.id, units }])?;
            let own = inner.store.entries(past.scope, past.kind, past.id)?;
            add_own(&mut past, own);
            page(inner, &room, &past)
        })
    }

    async fn past(&self, case: Option<Uuid>, id: Uuid) -> Result<Past, OpstapError> {
        let places = self.with(|inner| {
            let room = self.room(inner, case)?;
            places(inner, &room, id)
        })?;
        for (scope, kind) in places {
            let told = match self.ask_history(scope, id, 0).await? {
                Told::Page(page) => Some(page),
                Told::Nothing | Told::Silence => None,
            };
            let complete = told.is_some();
            let kind = told.as_ref().map(|told| told.k.clone()).or(kind);
            let Some(kind) = kind.as_deref().and_then(catalogue::kind) else { continue };
            let entries = told.map(|told| told.rows).unwrap_or_default();
            let mut past = Past { scope, kind: kind.name, id, entries, complete };
            let own = self.with(|inner| Ok(inner.store.entries(scope, kind.name, id)?))?;
            add_own(&mut past, own);
            return Ok(past);
        }
        Err(OpstapError::Unknown { what: "record" })
    }

    /// The server's page of what is older than number `below`; 0: the newest.
    pub(crate) async fn ask_history(
        &self,
        scope: ScopeId,
        id: Uuid,
        below: u64,
    ) -> Result<Told, OpstapError> {
        let asked = self.with(|inner| {
            let identity = inner.store.identity().cloned().ok_or(OpstapError::NotPaired)?;
            let Some(h) = inner.store.handle(scope) else { return Ok(None) };
            let request = HistoryRequest { dev: identity.device, h, id, below };
            Ok(Some((identity, serde_json::to_vec(&request).unwrap_or_default())))
        })?;
        let Some((identity, body)) = asked else { return Ok(Told::Silence) };
        let url = format!("{}/v1/history", identity.server);
        let answer = match self
            .transport
            .post(HttpQuestion { url, token: Some(identity.token), body, errand: Errand::Json })
            .await
        {
            Ok(answer) => answer,
            Err(TransportError::Unreachable) => return Ok(Told::Silence),
            Err(error) => return Err(error.into()),
        };
        match answer.status {
            200 => said(&answer.body).map(Told::Page).ok_or(OpstapError::Server { status: 200 }),
            401 => Err(OpstapError::SignedOut),
            403 => Err(OpstapError::DeviceRevoked),
            404 => Ok(Told::Nothing),
            // Not now: what the device knows is still an answer.
            _ => Ok(Told::Silence),
        }
    }
}

fn scopes(room: &Room) -> [ScopeId; 3] {
    [room.together, room.money, ScopeId::new(room.case, Compartment::Office)]
}

/// Where the thing may be, likeliest first, and its kind if it is known.
fn places(inner: &mut Inner, room: &Room, id: Uuid) -> Result<Vec<(ScopeId, Option<String>)>, OpstapError> {
    for scope in scopes(room) {
        for kind in KINDS {
            if inner.store.record(scope, kind.name, id)?.is_some() {
                return Ok(vec![(scope, Some(kind.name.to_owned()))]);
            }
        }
    }
    if let Some((scope, kind)) = inner.store.worked_on(id)?.filter(|(scope, _)| scope.owner == room.case) {
        return Ok(vec![(scope, Some(kind))]);
    }
    Ok(scopes(room).into_iter().map(|scope| (scope, None)).collect())
}

/// What the server told, and after it what it does not know yet.
fn add_own(past: &mut Past, own: Vec<Entry>) {
    let known: BTreeSet<String> = order::gather(past.entries.iter().map(name_of));
    past.entries.extend(own.into_iter().filter(|entry| !known.contains(&name_of(entry))));
}

fn name_of(entry: &Entry) -> String {
    format!("{}@{}", entry.unit, entry.d)
}

fn page(inner: &mut Inner, room: &Room, past: &Past) -> Result<HistoryPage, OpstapError> {
    let names = names(inner, room)?;
    let now = inner.store.record(past.scope, past.kind, past.id)?;
    let name = thing_name(inner, room, past.kind, now.as_ref())?;
    let mut rows = Vec::new();
    for change in changes(&past.entries, &BTreeMap::new()) {
        let unit = &change.entry.unit;
        if unit.is_empty() || catalogue::policy(past.kind, unit) != Policy::Once {
            rows.push(row(inner, room, past, &names, now.as_ref(), &change)?);
        }
    }
    rows.reverse();
    Ok(HistoryPage { id: past.id, name, changes: rows, complete: past.complete })
}

fn row(
    inner: &mut Inner,
    room: &Room,
    past: &Past,
    names: &BTreeMap<Uuid, String>,
    now: Option<&Record>,
    change: &Change,
) -> Result<ChangeRow, OpstapError> {
    let entry = &change.entry;
    let removed = entry.unit.is_empty();
    let key =
        if removed { "field-removed".to_owned() } else { format!("field-{}", entry.unit.replace('_', "-")) };
    let key = if room.words.has(&key) { key.as_str() } else { "field-other" };
    let account = inner.account()?;
    let who = match entry.by {
        Some(by) if by == account => room.words.text("word-you"),
        Some(by) => names.get(&by).cloned().unwrap_or_else(|| room.words.text("word-somebody")),
        None => room.words.text("word-somebody"),
    };
    let may = match undo(past.kind, change, now.map(|record| &record.state)) {
        None => false,
        Some(_) if removed => catalogue::may_do(room.role, past.kind, catalogue::Act::Create),
        Some(_) => catalogue::may_do(room.role, past.kind, catalogue::Act::Change(&entry.unit)),
    };
    let at = (entry.at > 0).then_some(Instant(entry.at));
    let local = at.map(|at| format::moment(room.language, room.zone.local(at), room.today));
    let before = change.before.as_ref().filter(|_| !removed);
    Ok(ChangeRow {
        id: name_of(entry),
        field: room.words.text(key),
        before: before.map(|before| value_text(room, before)),
        after: if removed { String::new() } else { value_text(room, &entry.v) },
        who,
        mine: entry.by == Some(account),
        at,
        when_text: local.unwrap_or_default(),
        removed,
        waiting: entry.s == 0 && now.is_some_and(|record| record.waiting),
        can_undo: may,
    })
}
