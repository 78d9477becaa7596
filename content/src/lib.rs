//! Everything a person reads, as data with versions: programmes, tips, example messages,
//! work forms, budget categories, the glossary, and the words of every screen.
//!
//! [`Package`] reads a directory of content (or the one built in) and refuses it with the
//! whole list of what is wrong. [`Words`] turns a key or a
//! [`Phrase`](opstap_domain::phrase::Phrase) into a sentence of the reader's language.
//!
//! This crate refuses to know: devices, servers, who may see what, and what time it is.

#[cfg(feature = "editors")]
pub mod examples;
pub mod format;
mod keys;
pub mod lint;
mod package;
mod packed;
mod words;

pub use keys::{Key, keys_in, trusted_keys};
pub use package::built_in::built_in_records;
pub use package::figures::{check_figures, figures_of, figures_signed_by, hash_of, is_signed};
pub use package::items::{
    Animation, BudgetCategory, BudgetLine, Form, Household, IncomeSource, Message, Names, Phase, Programme,
    Question, Step, Task, Term, TipParameter, TipRule,
};
pub use package::problem::{ContentError, Fault, Problem};
pub use package::programmes::{PROCESS_PHASES, PROOF, WHO};
pub use package::records::{ContentRecord, Rebuilt};
#[cfg(feature = "editors")]
pub use package::written::{Around, check_automation, check_programme, check_work_form};
pub use package::{FORMAT_FILES, Package};
pub use words::{Language, Value, Words};
