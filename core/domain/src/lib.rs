//! The rules of debt help as values.
//!
//! No clock, no IO, no threads, no randomness, no floats: time and ids are arguments, and the same
//! question always has the same answer, on a phone, a tablet and the server.
//!
//! Find your room:
//!
//! - [`ids`]: who and where: roles, compartments, scopes, record ids.
//! - [`catalogue`]: every kind of record that syncs, its units, merge and permissions.

pub mod catalogue;
pub mod ids;

/// UUIDs, re-exported so that every crate of ours uses one version.
pub use uuid::Uuid;
