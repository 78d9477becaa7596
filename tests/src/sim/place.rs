//! Where the server of a run keeps its rows: in memory by SQLite, or in a schema of a real PostgreSQL. Nothing else
//! of a run knows which.

use opstap_server::engine::{Engine, Noticed};
use opstap_server::store::ScopeStore;

use super::kept::Kept;
use super::{Options, Run};

mod database;
mod memory;

pub use database::Database;
pub use memory::Memory;

/// Where rows are kept, backed up and restored.
pub trait Place: Sized {
    /// The engine's store.
    type Store: ScopeStore + std::fmt::Debug;
    /// Everything that was there once.
    type Backup: std::fmt::Debug;

    /// A fresh server. The same seed draws the same ids and tokens, wherever rows are kept.
    fn found(seed: u64, options: &Options) -> Run<(Self, Engine<Self::Store>)>;

    /// Keeps everything as it is now. The devices' operations so far count as backed up.
    fn back_up(&mut self, server: &mut Engine<Self::Store>) -> Run<Self::Backup>;

    /// Everything is lost, and a backup put in its place, under a server that starts again.
    fn restore(
        &mut self,
        server: &mut Engine<Self::Store>,
        backup: &Self::Backup,
        noticed: Noticed,
    ) -> Run<()>;

    /// Reads what is kept, past the server.
    fn kept(&mut self, server: &mut Engine<Self::Store>) -> Run<Kept>;
}
