//! A case as a document: a value in, text or paper out. No file, no device.
//!
//! - `said`: what it says, in order; the one place for the words of the next two.
//! - `html`: one page that needs nothing else, for reading on a screen.
//! - `charts`: its pictures.
//! - `tables`: figures as tables for a spreadsheet.
//!
//! Paper is drawn by `opstap_paper`, from what `said` says.

mod charts;
pub(crate) mod html;
pub(crate) mod said;
pub(crate) mod tables;

/// The words of the reader's language, by key.
pub(crate) type Said<'w> = &'w dyn Fn(&str) -> String;
