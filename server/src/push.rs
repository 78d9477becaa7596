//! Waking devices that sleep, through push services.
//!
//! A push says that there may be news, and nothing else: a push service learns when, and never what.

mod address;
mod encrypt;

pub use address::{BadAddress, checked, is_public};
pub use encrypt::{Unsealed, is_on_curve, seal};
