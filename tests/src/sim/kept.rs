//! Everything the server keeps, read from its tables.

use std::collections::{BTreeMap, BTreeSet};

use opstap_domain::ids::ScopeId;
use opstap_sync::conflict::Conflict;
use opstap_sync::ident::OpUid;
use opstap_sync::record::RecordState;
use serde_json::Value;
use uuid::Uuid;

use super::Run;
use super::ghost::{Token, tokens, tokens_in};
use super::place::Place;
use super::world::World;

/// One value that was ever written.
#[derive(Debug)]
pub struct Written {
    pub(super) rec: Uuid,
    pub(super) unit: String,
    pub(super) v: Value,
}

/// What the server keeps.
#[derive(Debug, Default)]
pub struct Kept {
    pub(super) records: BTreeMap<(ScopeId, Uuid), RecordState>,
    pub(super) heads: BTreeMap<ScopeId, u64>,
    pub(super) applied: BTreeSet<OpUid>,
    pub(super) held: BTreeSet<OpUid>,
    pub(super) history: Vec<Written>,
}

impl Kept {
    /// Reads a world's server.
    pub(super) fn of<P: Place>(world: &mut World<P>) -> Run<Self> {
        let mut kept = world.place.kept(&mut world.server)?;
        let named = |uid: &OpUid| world.renamed.get(uid).copied().unwrap_or(*uid);
        kept.applied = kept.applied.iter().map(named).collect();
        kept.held = kept.held.iter().map(named).collect();
        Ok(kept)
    }

    /// Records that are not deleted.
    pub(super) fn live(&self) -> impl Iterator<Item = (&(ScopeId, Uuid), &RecordState)> {
        self.records.iter().filter(|(_, record)| !record.deleted)
    }

    /// Conflicts.
    pub(super) fn conflicts(&self) -> impl Iterator<Item = (ScopeId, Conflict)> {
        self.live().filter_map(|((scope, _), record)| Some((*scope, Conflict::from_record(record)?)))
    }

    /// Tokens that are shown, and tokens that a conflict keeps.
    pub(super) fn shown(&self) -> BTreeSet<Token> {
        let mut all = BTreeSet::new();
        for (_, record) in self.live() {
            all.extend(tokens_in(&record.values()));
        }
        for (_, conflict) in self.conflicts() {
            for reading in [&conflict.shown, &conflict.other] {
                if conflict.about.unit.is_empty() {
                    all.extend(tokens_in(&reading.v));
                } else {
                    all.extend(tokens(&conflict.about.unit, &reading.v));
                }
            }
        }
        all
    }
}
