//! Bugs put in on purpose, around the real code: an oracle that does not find them finds nothing.

use std::collections::BTreeMap;

use opstap_sync::ident::Dot;
use opstap_sync::op::{Change, Write};
use opstap_sync::wire::SyncRequest;

use super::{Run, World};

/// A planted bug.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plant {
    /// The last writer wins: every edit claims to have seen what the server has.
    Lww,
    /// The journal forgets what the server answered.
    PruneOnAck,
    /// After a restore nothing is offered again.
    NoReoffer,
    /// What waits for a scope that was taken away is dropped.
    DropOnRevoke,
}

impl Plant {
    /// All, with their names on the command line.
    pub const ALL: [(&'static str, Self); 4] = [
        ("lww", Self::Lww),
        ("prune-on-ack", Self::PruneOnAck),
        ("no-reoffer", Self::NoReoffer),
        ("drop-on-revoke", Self::DropOnRevoke),
    ];

    /// The plant with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, plant)| *plant)
    }
}

impl World {
    /// Rewrites what edits saw to what the server has.
    pub(super) fn plant_in_request(&mut self, request: &mut SyncRequest) -> Run<()> {
        if self.options.plant != Some(Plant::Lww) {
            return Ok(());
        }
        let scopes = self.scopes_of(request)?;
        let mut written = BTreeMap::new();
        for op in &mut request.ops {
            let Some(scope) = scopes.get(&op.h).copied() else { continue };
            let stored = self.server_record(scope, op.id)?.filter(|record| !record.deleted);
            if let Change::New(units) = &op.change {
                let write = |v: &serde_json::Value| Write { v: v.clone(), saw: None, was: None };
                op.change = Change::Set(units.iter().map(|(name, v)| (name.clone(), write(v))).collect());
            }
            let Change::Set(writes) = &mut op.change else { continue };
            for (name, write) in writes {
                let known = stored.as_ref().and_then(|record| record.units.get(name)).map(|unit| unit.d);
                write.saw = written.get(&(op.id, name.clone())).copied().or(known);
                written.insert((op.id, name.clone()), Dot::new(request.dev, op.n));
            }
        }
        Ok(())
    }

    /// Meddles with a journal before a round.
    pub(super) fn plant_before_round(&mut self, at: usize) -> Run<()> {
        match self.options.plant {
            Some(Plant::PruneOnAck) => self.devices[at].meddle("DELETE FROM op WHERE state = 'acked'"),
            Some(Plant::DropOnRevoke) => {
                let account = self.devices[at].account;
                let live = self.granted(account)?;
                let live: Vec<String> = live.iter().map(|scope| format!("'{scope}'")).collect();
                self.devices[at].meddle(&format!(
                    "DELETE FROM op WHERE state = 'pending' AND scope NOT IN ({})",
                    live.join(", ")
                ))
            }
            _ => Ok(()),
        }
    }

    /// After a restore, only the cursors begin anew.
    pub(super) fn plant_no_reoffer(&mut self, at: usize, epoch: &str) -> Run<()> {
        self.devices[at].meddle(&format!(
            "UPDATE state SET epoch = '{epoch}', ack = 0, chain = '', receipt = NULL, ge = 0, backed_n = 0"
        ))
    }
}
