//! A week with Opstap: a real server, real devices, invented people.
//!
//! - [`Town`]: the server and its organisation.
//! - [`Terminal`]: one device, a process of the command line for every command.
//! - `story`: what happens, day by day.
//! - `money`: an evening with the bank, letters, the coming weeks and an offer.
//! - `desk`: somebody without a name asks for help.
//! - `writers`: a helper's message becomes an example, and is used.
//! - `guests`: people are invited to an event, and one comes.
//! - `caseload`: forty more cases, so that a counsellor has a list.
//! - [`Tally`]: whether everything that was written is where it should be.

mod caseload;
mod desk;
mod guests;
mod money;
mod story;
mod tally;
mod terminal;
mod town;
mod writers;

pub use caseload::fill;
pub use desk::{recall, stranger};
pub use guests::{choose, gather};
pub use story::{Week, tell};
pub use tally::Tally;
pub use terminal::Terminal;
pub use town::Town;
pub use writers::example;

/// What a step of the demonstration comes to: it goes on, or stops with a reason.
pub type Told<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Stops with a reason.
///
/// # Errors
///
/// Always: that is what it is for.
pub fn stop<T>(reason: impl Into<String>) -> Told<T> {
    Err(reason.into().into())
}
