//! What is open to this device, as the mirror has it.

use opstap_domain::ids::{Role, ScopeId};
use opstap_sync::wire::Handle;
use rusqlite::Connection;

use crate::error::{File, StoreError};

/// One grant of this device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Access {
    pub(crate) h: Handle,
    pub(crate) scope: ScopeId,
    pub(crate) write: bool,
    pub(crate) role: Role,
    pub(crate) parts: Vec<String>,
    pub(crate) seq: u64,
    /// The server's floor when reading from 0 began.
    pub(crate) floor: u64,
    pub(crate) ready: bool,
    pub(crate) revoked: Option<String>,
}

pub(crate) fn read_access(mirror: &Connection) -> Result<Vec<Access>, StoreError> {
    let fault = StoreError::of(File::Mirror);
    let mut sql = mirror
        .prepare_cached(
            "SELECT h, scope, write, role, parts, seq, ready, revoked, floor FROM access ORDER BY h",
        )
        .map_err(&fault)?;
    let mut rows = sql.query([]).map_err(&fault)?;
    let mut all = Vec::new();
    while let Some(row) = rows.next().map_err(&fault)? {
        let text = |at: usize| row.get::<_, String>(at);
        let scope = text(1).map_err(&fault)?.parse().map_err(|_| StoreError::Unreadable("scope"))?;
        let role = Role::from_name(&text(3).map_err(&fault)?).ok_or(StoreError::Unreadable("role"))?;
        let parts = serde_json::from_str(&text(4).map_err(&fault)?)?;
        let read = || -> rusqlite::Result<Access> {
            Ok(Access {
                h: row.get(0)?,
                scope,
                write: row.get(2)?,
                role,
                parts: Vec::clone(&parts),
                seq: row.get::<_, i64>(5)? as u64,
                ready: row.get(6)?,
                revoked: row.get(7)?,
                floor: row.get::<_, i64>(8)? as u64,
            })
        };
        all.push(read().map_err(&fault)?);
    }
    Ok(all)
}
