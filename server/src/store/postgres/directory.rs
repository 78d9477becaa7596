//! Which organisation something belongs to that is asked for without naming it.
//!
//! The table is small, written once per thing and on every node; an engine remembers what it has read.

use opstap_domain::ids::ScopeId;
use opstap_sync::ident::DeviceId;
use uuid::Uuid;

use super::{Postgres, get};
use crate::store::{StoreError, Stored};

/// What an engine remembers at most.
const REMEMBERED: usize = 100_000;

/// Something that lives in an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    /// An organisation, an account or a case.
    Id(Uuid),
    /// A device.
    Device(DeviceId),
    /// BLAKE3 of a device's token.
    Token([u8; 32]),
    /// BLAKE3 of a pairing code.
    Code([u8; 32]),
    /// BLAKE3 of the secret of a calendar address.
    Calendar([u8; 32]),
}

impl Key {
    fn parts(self) -> (&'static str, Vec<u8>) {
        match self {
            Self::Id(id) => ("id", id.as_bytes().to_vec()),
            Self::Device(id) => ("device", id.bits().to_be_bytes().to_vec()),
            Self::Token(hash) => ("token", hash.to_vec()),
            Self::Code(hash) => ("code", hash.to_vec()),
            Self::Calendar(hash) => ("calendar", hash.to_vec()),
        }
    }
}

impl Postgres {
    /// The organisation of `key`, or `None` when there is no such thing.
    pub(super) fn home(&mut self, key: Key) -> Stored<Option<Uuid>> {
        if let Some(org) = self.homes.get(&key) {
            return Ok(Some(*org));
        }
        let (what, bytes) = key.parts();
        let row = self.one("SELECT org FROM directory WHERE what = $1 AND key = $2", &[&what, &bytes])?;
        let Some(row) = row else { return Ok(None) };
        let org = get(&row, 0)?;
        self.remember_home(key, org);
        Ok(Some(org))
    }

    /// The organisation of a thing that must be there.
    pub(super) fn known_home(&mut self, key: Key) -> Stored<Uuid> {
        self.home(key)?.ok_or_else(|| StoreError::broken("something without an organisation"))
    }

    /// The organisation of a scope: of its case, or the organisation itself.
    pub(super) fn home_of(&mut self, scope: ScopeId) -> Stored<Option<Uuid>> {
        self.home(Key::Id(scope.owner))
    }

    /// Writes where something new lives. It must not live anywhere yet.
    pub(super) fn settle(&mut self, key: Key, org: Uuid) -> Stored<()> {
        let (what, bytes) = key.parts();
        self.run("INSERT INTO directory (what, key, org) VALUES ($1, $2, $3)", &[&what, &bytes, &org])?;
        self.remember_home(key, org);
        Ok(())
    }

    /// Forgets where something lived that is no more.
    pub(super) fn unsettle(&mut self, key: Key) -> Stored<()> {
        let (what, bytes) = key.parts();
        self.homes.remove(&key);
        self.run("DELETE FROM directory WHERE what = $1 AND key = $2", &[&what, &bytes]).map(drop)
    }

    fn remember_home(&mut self, key: Key, org: Uuid) {
        if self.homes.len() >= REMEMBERED {
            self.homes.clear();
        }
        self.homes.insert(key, org);
    }

    /// All organisations, in order: what is asked of everybody is asked of each.
    pub(super) fn everybody(&mut self) -> Stored<Vec<Uuid>> {
        Ok(self.orgs_()?.into_iter().map(|(org, _)| org).collect())
    }
}
