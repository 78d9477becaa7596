//! The journal's one row about itself.

use opstap_domain::ids::Role;
use opstap_sync::client::Memory;
use opstap_sync::hlc::Hlc;
use opstap_sync::ident::DeviceId;
use opstap_sync::lease::Lease;
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::{File, StoreError};

/// Whom this device belongs to, and how it speaks with the server. The token is a secret.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The device's id at the server.
    pub device: DeviceId,
    /// Its token.
    pub token: String,
    /// The account.
    pub account: Uuid,
    /// The account's name.
    pub name: String,
    /// The account's role.
    pub role: Role,
    /// The organisation's name.
    pub organisation: String,
    /// Where the server is.
    pub server: String,
    /// The person's own keys, in letters, the one that seals first: what they open never reaches the server in clear
    /// (ADR-0024). Secrets.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<String>,
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Identity({}, {})", self.device, self.role.name())
    }
}

/// The journal's state in memory; written through.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    pub(crate) memory: Memory,
    pub(crate) hlc: Hlc,
    pub(crate) identity: Option<Identity>,
    pub(crate) last_sync: Option<i64>,
    pub(crate) skew_ms: i64,
    pub(crate) backed_n: u64,
    pub(crate) lease: Lease,
}

impl State {
    pub(crate) fn read(journal: &Connection) -> Result<Self, StoreError> {
        let fault = StoreError::of(File::Journal);
        let sql = "SELECT n, hlc, ack, chain, epoch, ge, receipt, identity, last_sync, skew_ms, backed_n, contact, latest FROM state";
        let mut state = Self::default();
        let (receipt, identity, chain): (Option<String>, Option<String>, String) = journal
            .query_row(sql, [], |row| {
                state.memory.n = row.get::<_, i64>(0)? as u64;
                state.hlc = Hlc(row.get::<_, i64>(1)? as u64);
                state.memory.ack = row.get::<_, i64>(2)? as u64;
                state.memory.epoch = row.get(4)?;
                state.memory.ge = row.get::<_, i64>(5)? as u64;
                state.last_sync = row.get(8)?;
                state.skew_ms = row.get(9)?;
                state.backed_n = row.get::<_, i64>(10)? as u64;
                state.lease = Lease { contact: row.get(11)?, latest: row.get(12)? };
                Ok((row.get(6)?, row.get(7)?, row.get(3)?))
            })
            .map_err(fault)?;
        state.memory.chain = chain.parse().unwrap_or_default();
        state.memory.receipt = receipt.and_then(|text| serde_json::from_str(&text).ok());
        state.identity = identity.and_then(|text| serde_json::from_str(&text).ok());
        state.memory.device = state.identity.as_ref().map(|identity| identity.device);
        Ok(state)
    }

    pub(crate) fn write(&self, journal: &Connection) -> Result<(), StoreError> {
        let json = |value: Option<String>| value;
        let receipt = self.memory.receipt.as_ref().and_then(|receipt| serde_json::to_string(receipt).ok());
        let identity = self.identity.as_ref().and_then(|identity| serde_json::to_string(identity).ok());
        journal
            .prepare_cached(
                "UPDATE state SET n = ?1, hlc = ?2, ack = ?3, chain = ?4, epoch = ?5, ge = ?6, receipt = ?7,
                 identity = ?8, last_sync = ?9, skew_ms = ?10, backed_n = ?11, contact = ?12, latest = ?13",
            )
            .and_then(|mut sql| {
                sql.execute(params![
                    self.memory.n as i64,
                    self.hlc.0 as i64,
                    self.memory.ack as i64,
                    self.memory.chain.to_string(),
                    self.memory.epoch,
                    self.memory.ge as i64,
                    json(receipt),
                    json(identity),
                    self.last_sync,
                    self.skew_ms,
                    self.backed_n as i64,
                    self.lease.contact,
                    self.lease.latest,
                ])
            })
            .map_err(StoreError::of(File::Journal))?;
        Ok(())
    }

    /// The little that changes with every edit.
    pub(crate) fn write_counters(&self, journal: &Connection) -> Result<(), StoreError> {
        journal
            .prepare_cached("UPDATE state SET n = ?1, hlc = ?2")
            .and_then(|mut sql| sql.execute(params![self.memory.n as i64, self.hlc.0 as i64]))
            .map_err(StoreError::of(File::Journal))?;
        Ok(())
    }
}
