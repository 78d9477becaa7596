//! What every way is to us: somebody to hand a message to, and one of four answers.

use std::pin::Pin;

use crate::engine::Handed;

/// A message, ready to go.
#[derive(Clone, PartialEq, Eq)]
pub struct Parcel {
    /// The number or the address. Was checked.
    pub to: String,
    /// A first line, where the way has one.
    pub subject: String,
    /// The words.
    pub text: String,
    /// By what it is called on its way: the same for each try.
    pub reference: String,
}

/// Only what may stand in a log.
impl std::fmt::Debug for Parcel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Parcel({})", self.reference)
    }
}

/// A message on its way.
pub type Handing<'a> = Pin<Box<dyn Future<Output = Handed> + Send + 'a>>;

/// Takes messages further.
pub trait Carrier: Send + Sync {
    /// Hands one over. `now_ms` is milliseconds since 1970 UTC.
    fn hand<'a>(&'a self, parcel: &'a Parcel, now_ms: i64) -> Handing<'a>;

    /// Whether it can say afterwards if it took a message.
    fn can_say(&self) -> bool {
        false
    }

    /// Asks whether it took the message of this name: taken, not taken ([`Handed::Later`]), or unsure still.
    fn ask<'a>(&'a self, _reference: &'a str, _now_ms: i64) -> Handing<'a> {
        Box::pin(async { Handed::Unsure("broken off while it was handed over") })
    }
}
