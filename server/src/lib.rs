//! The REST server: accounts, scopes, the feed; one binary, on one encrypted SQLite file or on PostgreSQL.
//!
//! It checks who asks, lets `opstap_sync::server` decide what an edit does, writes that in one
//! transaction and answers. It knows no rules of debt help, and reads no words that people wrote; of the facts of profiles
//! it reads those from which a group that gets news is worked out, by a rule of `opstap_domain`.
//!
//! Find your room:
//!
//! - [`engine`]: rounds, pairings, organisations, without sockets, threads or clocks.
//! - [`store`]: the trait that an engine keeps its rows behind, SQLite, PostgreSQL, and the move between.
//! - [`blobs`]: the bytes of files in an object store, sealed; [`sweep`]: what has to leave it.
//! - [`writer`]: the threads that write; on SQLite it is one, and shares its commits.
//! - [`backup`]: a folder of backups of the file, full and of what changed, and putting them together again.
//! - [`nudges`]: who listens, and who is told that there is news.
//! - [`delivery`]: reminders by text message and mail, where no phone has them planned.
//! - [`agendas`]: appointments of staff, put into their agenda elsewhere.
//! - [`events`]: places at events of an organisation, given to who asked first.
//! - [`news`]: news of an organisation, passed on to a group of people that nobody sees.
//! - [`webhooks`]: telling an organisation's other systems that something happened.
//! - [`push`]: waking devices that sleep, through push services.
//! - [`calendar`]: appointments as an iCalendar file, without a word about anybody.
//! - [`figures`]: what is counted, for whoever watches the server.
//! - [`traces`]: how long each request took, and what of it was waiting and writing, for a collector.
//! - [`data`]: the folder of a server and its secrets.
//! - [`web`]: pages in a browser, each of which is a device like a phone.
//! - [`oidc`]: staff who sign in with their organisation's own provider.
//! - [`own`]: two factors of staff that this server keeps, where there is no provider.
//! - [`audit`]: who did what with whose data, in a chain; [`register`]: for what.
//! - [`routes`]: every route in a table that says who may ask.
//! - [`random`]: randomness as a value.
//! - [`problem`]: RFC 9457 problem documents.

pub mod agendas;
pub mod audit;
pub mod backup;
pub mod blobs;
pub mod calendar;
pub mod cli;
pub mod data;
pub mod delivery;
pub mod engine;
pub mod events;
pub mod figures;
pub mod http;
pub mod ledger;
pub mod news;
pub mod nudges;
pub mod oidc;
pub mod own;
pub mod problem;
pub mod push;
pub mod random;
pub mod register;
pub mod routes;
pub mod serve;
pub mod store;
pub mod sweep;
pub mod traces;
mod turns;
pub mod web;
pub mod webhooks;
pub mod writer;
