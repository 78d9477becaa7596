//! The rules of debt help as values.
//!
//! What a household lives on, what its next small step is, when a phone should speak up: decided here, the same on a
//! phone, a tablet and the server. No clock, no IO, no threads, no randomness, no floats: time and ids are
//! arguments, and the same question always has the same answer. What a person reads leaves as a [`Phrase`],
//! which `content/` turns into words.
//!
//! Find your room:
//!
//! - [`ids`]: who and where: roles, compartments, scopes, record ids.
//! - [`catalogue`]: every kind of record that syncs, its units, merge and permissions.
//! - [`money`]: whole cents, and amounts as people type them.
//! - [`time`]: instants, dates and wall times; zones, holidays, working days and pay days.
//! - [`budget`]: what comes in, what goes out, and what a week may cost.
//! - [`programme`]: phases, steps and tasks, and the one thing to do now.
//! - [`condition`]: questions about facts in three values.
//! - [`tips`]: which advice fits today, and why.
//! - [`reminders`]: which notifications a phone must have planned.
//! - [`phrase`]: all that this crate can say.

#![deny(clippy::float_arithmetic)]

pub mod budget;
pub mod catalogue;
pub mod condition;
pub mod ids;
pub mod money;
pub mod phrase;
pub mod programme;
pub mod reminders;
pub mod time;
pub mod tips;

pub use money::Cents;
pub use phrase::{Arg, Phrase};
pub use time::{CivilTime, Date, Instant, LocalMoment, Zone};
/// UUIDs, re-exported so that every crate of ours uses one version.
pub use uuid::Uuid;
