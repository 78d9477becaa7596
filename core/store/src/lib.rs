//! The encrypted SQLite files of a device: two, a third once there are files, and a fourth once there are accounts.
//!
//! `journal.db` holds what the person did and no server backup covers yet; it is written with full
//! durability, once per action, and is never thrown away. `mirror.db` holds what the server last said
//! and can be rebuilt from the server and the journal at any time. What a person sees is the mirror
//! with the waiting operations laid over it.
//!
//! Find your room:
//!
//! - [`Store`] opens, and heals what was damaged ([`Opened`] says what it found).
//! - `edit`: one action of a person becomes operations, durably.
//! - `drafts`: what is still being filled in, on this device only.
//! - `view`: reading records as the person sees them.
//! - `journal`: the journal's rows, identities, offering again.
//! - `round`: carrying out what a sync round means; `overlays` lays what waits over it; `revoke` removes,
//!   and `erase` leaves no byte of what was erased.
//! - `history`: what this device knows of how a record came to be.
//! - `repair`: comparing the mirror with the server, and mending what differs.
//! - `files`: the bytes of photos and letters, in `blobs.db`, which is made with the first of them.
//! - `bank`: what came and went on accounts, in `bank.db`; never synced.
//! - `lease`: what is locked while this device has not heard from the server for too long.
//! - `rescue`: what others wrote and only this device still has, after a server was restored.
//! - `safety`: what is only here, at the server, in the backup.
//! - `search`: finding messages and content by their words, accents folded.
//! - `salvage`: what to do with a damaged file.
//!
//! There is no network and no rule of debt help in here, and no clock: `now` is an argument.

mod access;
mod bank;
mod db;
mod drafts;
mod edit;
mod erase;
mod error;
mod files;
mod history;
mod journal;
mod key;
mod lease;
mod mirror;
mod open;
mod overlays;
mod repair;
mod rescue;
mod revoke;
mod round;
mod safety;
mod salvage;
mod search;
mod state;
mod view;

pub use bank::{BankAnswer, BankEntry, BankRow};
pub use drafts::Drafts;
pub use edit::{Committed, Edit, Randomness};
pub use error::StoreError;
pub use files::{FileRow, FileState};
pub use key::StoreKey;
pub use open::{Damage, Opened, Store};
pub use rescue::{Lost, PATIENCE_MS};
pub use round::Applied;
pub use safety::{Held, Waiting};
pub use search::Hit;
pub use state::Identity;
pub use view::{Record, ScopeRow};
