//! Telling somebody of an appointment by text message or mail, when no phone of theirs has it planned.
//!
//! What goes out is decided in `opstap_domain::reminders::guarantee` and kept in the table `delivery`; here it is handed
//! over. A message says that there is an appointment and when, and nothing else: who reads over a shoulder learns nothing.
//!
//! - [`Carrier`]: by what a message goes: [`Mail`], [`Notify`], [`Gateway`].
//! - [`Carriers`]: those that were configured.
//! - `postman`: one server's turn at what waits.
//! - [`parcel`]: the words.
//! - [`Answer`]: a mail that comes back.

mod answer;
mod carrier;
mod config;
mod gateway;
mod mail;
mod notify;
mod postman;
mod said;

pub use answer::{Answer, Attached, FILES_MAX, MAIL_BYTES, Said};
pub use carrier::{Carrier, Handing, Parcel};
pub use config::{BadDelivery, Carriers};
pub use gateway::Gateway;
pub use mail::{Mail, MailServer};
pub use notify::{Notify, NotifyKey};
pub(crate) use postman::keep_delivering;
pub use postman::{EVERY, deliver_now};
pub use said::parcel;
