//! Waking devices that sleep, through push services.
//!
//! A push says that there may be news, and nothing else: a push service learns when, and never what.
//!
//! - [`Pusher`]: what a push service is to us, and [`WebPush`], [`Fcm`] and [`Apns`].
//! - [`Senders`]: those that were configured.
//! - [`Outbox`]: who is woken, and when.

mod address;
mod apns;
mod config;
mod encrypt;
mod fcm;
mod jws;
mod knock;
mod outbox;
mod pusher;
mod schedule;
mod webpush;

pub use address::{BadAddress, checked, is_public, is_public_url};
pub use apns::{Apns, PRODUCTION, SAID as APNS_SAID, SANDBOX, Team};
pub use config::{BadConfig, Senders};
pub use encrypt::{Unsealed, is_on_curve, seal};
pub use fcm::{Account, Fcm, SERVICE};
pub use jws::{BadKey, Signer, pkcs8};
pub use knock::{Answer, Knocker, NoWay, Reach, Speaks};
pub use outbox::{Inbox, Outbox, deliver};
pub use pusher::{Outcome, Pusher, Pushing};
pub use schedule::{Due, Pace, Schedule};
pub use webpush::{SAID as WEBPUSH_SAID, TTL_S, WebPush};
