//! A case as a document: a value in, text out. No file, no device.
//!
//! - `html`: one page that needs nothing else, for reading and printing.
//! - `charts`: its pictures.
//! - `tables`: the same as tables for a spreadsheet.

mod charts;
pub(crate) mod html;
pub(crate) mod tables;

/// The words of the reader's language, by key.
pub(crate) type Said<'w> = &'w dyn Fn(&str) -> String;
