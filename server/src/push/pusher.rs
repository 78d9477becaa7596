//! What every push service is to us: a place to knock at once, and one of four answers.

use std::pin::Pin;
use std::time::Duration;

use opstap_sync::push::PushAddress;

/// What came of a push.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The service took it.
    Delivered,
    /// The address is nobody's any more.
    Gone,
    /// Try again, and not sooner than the service says.
    Later(Option<Duration>),
    /// It will never be taken like this: a setting of ours is wrong, or the address is not for us. Says why, and
    /// nothing of the address.
    Refused(&'static str),
}

/// A push on its way.
pub type Pushing<'a> = Pin<Box<dyn Future<Output = Outcome> + Send + 'a>>;

/// Wakes devices by one kind of push service.
pub trait Pusher: Send + Sync {
    /// The kind of address, as `PushAddress::kind` names it.
    fn kind(&self) -> &'static str;

    /// Sends one push without content. `now_ms` is milliseconds since 1970 UTC.
    fn push<'a>(&'a self, to: &'a PushAddress, now_ms: i64) -> Pushing<'a>;

    /// The key that a subscription is made for, where the kind has one.
    fn subscription_key(&self) -> Option<&str> {
        None
    }
}
