//! The rules of debt help as values.
//!
//! What a household lives on, what its next small step is, when a phone should speak up: decided here, the
//! same on a phone, a tablet, a web page and the server. Everything goes in as a value and comes out as a value.
//!
//! This crate refuses to know what time it is, where anything is stored, which language somebody reads
//! and how a screen looks. It has no clock, no IO, no randomness, no threads and no fractions of a float:
//! money is whole cents, shares are whole per mille. What a person reads leaves as a [`Phrase`], which
//! `content/` turns into words.
//!
//! Find your room:
//!
//! - [`money`], [`time`]: amounts, and three kinds of time that are never mixed.
//! - [`budget`], [`programme`], [`reminders`], [`tips`]: the four things that a client opens the app for.
//! - [`deadlines`]: what has to happen by when, and what became of it.
//! - [`figures`]: terms and amounts of law, as they hold from a day on.
//! - [`editing`]: what may be done with a text of an organisation, and what may stand in it.
//! - [`examples`]: example messages, and the names in them that are filled in.
//! - [`prompts`]: what a helper could write now, because something happened.
//! - [`features`]: what an organisation may leave out, and what never.
//! - [`forecast`]: the balance of the coming days, and what can be spent until the next pay day.
//! - [`events`], [`moments`]: who gets a place at an event, and who a free moment of a helper.
//! - [`goals`]: marks on a scale over time, and when to ask again.
//! - [`debts`]: who is owed what, how sure that is, and what cannot wait.
//! - [`forms`]: questions that hang on earlier answers, and what of them is shared.
//! - [`letters`]: what a letter says, proposed from its text.
//! - [`look`]: a colour that can be read and a logo that can be shown.
//! - [`offer`]: what creditors are offered, and how it is shared out.
//! - `retention`: how long a case is kept after its end, for the server.
//! - [`earlier`]: what of a start without a name comes to the case under a name.
//! - [`sign_up`]: what somebody who asks for help is asked, where it goes, and what the desk may propose.
//! - [`quiet`]: the one thing that a client's first screen mentions beside the next step.
//! - [`attention`]: which case a counsellor looks at first, and why.
//! - [`audience`]: for whom news of an organisation is, and how many people that has to be.
//! - [`condition`]: the language in which tips and tasks say for whom they are.
//! - [`contact`]: an e-mail address and a mobile number, as people type them.
//! - [`ids`]: who and where: roles, compartments, scopes, record ids.
//! - [`order`]: sorting that weighs little on a phone.
//! - [`folding`]: words as two people would both type them, for finding.
//! - [`catalogue`]: every kind of record that syncs, its units, merge and permissions.
//! - [`phrase`]: what a person reads, as a key and its values.

#![deny(clippy::float_arithmetic)]

pub mod accounts;
pub mod attention;
pub mod audience;
pub mod budget;
pub mod catalogue;
pub mod condition;
pub mod contact;
pub mod deadlines;
pub mod debts;
pub mod earlier;
pub mod editing;
pub mod events;
pub mod examples;
pub mod features;
pub mod figures;
pub mod folding;
pub mod forecast;
pub mod forms;
pub mod goals;
pub mod ids;
pub mod letters;
pub mod look;
pub mod moments;
pub mod money;
pub mod offer;
pub mod order;
pub mod organisation;
pub mod phrase;
pub mod plain;
pub mod programme;
pub mod prompts;
pub mod quiet;
pub mod recurring;
pub mod reminders;
#[cfg(feature = "retention")]
pub mod retention;
pub mod sign_up;
pub mod time;
pub mod tips;

pub use money::Cents;
pub use phrase::{Arg, Phrase};
pub use time::{CivilTime, Date, Instant, LocalMoment, Zone};
/// UUIDs, re-exported so that every crate of ours uses one version.
pub use uuid::Uuid;
