//! Telling an organisation's other systems by HTTPS that something happened in a case, as Standard Webhooks has it
//! (<https://www.standardwebhooks.com>, version 1.0; ADR-0035).
//!
//! A call says what happened, when, and in which case: ids, and no word that anybody wrote. What it means is asked of us
//! with rights of one's own.
//!
//! - [`Happening`]: what can be told, and its body.
//! - [`Secret`]: what a call is signed with.
//! - `caller`: one server's turn at what waits.

mod caller;
mod happening;
mod secret;

pub(crate) use caller::keep_calling;
pub use caller::{EVERY, call_now, warn_now};
pub use happening::Happening;
pub(crate) use secret::BYTES as SECRET_BYTES;
pub use secret::Secret;
