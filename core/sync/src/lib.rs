//! How replicas agree, and lose nothing.
//!
//! Both ends use this crate: the server decides what an edit does, the device applies what the server
//! answers. There are no sockets, files, threads or clocks in it; everything comes in as an argument,
//! so a simulator can run years of bad luck in a minute.
//!
//! Find your room:
//!
//! - [`ident`]: devices, dots (the identity of a write), uids, the chain that finds cloned phones.
//! - [`hlc`]: the clock that only chooses what is *shown*, never what is kept.
//! - [`push`]: where a device that sleeps can be woken.
//! - [`record`]: records and their units as both ends hold them.
//! - [`schema`]: versions of the catalogue, and what an older app did.
//! - [`merge`]: one pure function that both ends call when two people wrote the same unit.
//! - [`op`]: what a person did, as it waits in a journal and travels.
//! - [`wire`]: the JSON of `POST /v1/sync`.
//! - [`server`]: one round at the server, as a decision over loaded rows.
//! - [`client`]: one round at the device: what to ask, and what an answer means.
//! - [`nudge`]: that there is news, as it travels.
//! - [`pressure`]: who is let in first, and how long a device waits.
//! - [`digest`]: whether both ends hold the same of a scope, and what differs.
//! - [`history`]: what a value was before, and undoing as a new edit.
//! - [`lease`]: how long a helper's device shows a case without hearing from the server.
//! - [`blob`]: the bytes of a file: parts, hashes under a scope's key, what travels.
//! - `describe`: schemas of what travels, for a server that says what it speaks; never on a device.
//! - [`carry`]: a record that comes from another case, and the one that it meets.
//! - [`conflict`]: two readings of one value as an ordinary record.

#[cfg(any(feature = "audit", feature = "describe"))]
pub mod audit;
pub mod blob;
pub mod carry;
pub mod client;
pub mod conflict;
#[cfg(feature = "describe")]
mod describe;
pub mod digest;
pub mod history;
pub mod hlc;
pub mod ident;
pub mod lease;
pub mod merge;
pub mod nudge;
pub mod op;
pub mod pressure;
pub mod push;
pub mod record;
pub mod schema;
pub mod server;
pub mod wire;

pub use schema::{SCHEMA, SCHEMA_MIN};

/// The version of the messages on the wire. Rises only when old messages can no longer be read.
pub const PROTO: u32 = 1;
