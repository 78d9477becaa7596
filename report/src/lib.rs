//! A case to take along: a value in; a page, paper, a file for programs or tables out. No file, no device, no network.
//!
//! - `said`: what it says, in order; the one place for the words of the next two.
//! - `html`: one page that needs nothing else, for reading on a screen.
//! - `charts`: its pictures.
//! - `post`: a message as a letter.
//! - `tables`: figures as tables for a spreadsheet.
//!
//! Paper is drawn by `opstap_paper`, from what `said` says.

mod charts;
mod html;
#[cfg(feature = "files")]
mod post;
mod said;
#[cfg(feature = "files")]
mod tables;

use opstap::{Export, Words};
#[cfg(feature = "files")]
use opstap::{OpstapError, PostalLetter};
use opstap_paper::Document;

/// The words of the reader's language, by key.
type Said<'w> = &'w dyn Fn(&str) -> String;

/// One page with charts, that runs nothing and fetches nothing.
#[must_use]
pub fn html(found: &Export, words: &Words) -> String {
    html::page(&document(found, words))
}

/// The same on paper: a tagged PDF.
///
/// # Errors
///
/// [`OpstapError::Unexpected`] for a case that is larger than any paper.
#[cfg(feature = "files")]
pub fn pdf(found: &Export, words: &Words) -> Result<Vec<u8>, OpstapError> {
    opstap_paper::pdf(&document(found, words)).map_err(|_| OpstapError::Unexpected { reference: "paper" })
}

/// A message as a letter on paper: a tagged PDF.
///
/// # Errors
///
/// [`OpstapError::Unexpected`], which no message is known to lead to.
#[cfg(feature = "files")]
pub fn letter(letter: &PostalLetter) -> Result<Vec<u8>, OpstapError> {
    opstap_paper::pdf(&post::document(letter)).map_err(|_| OpstapError::Unexpected { reference: "paper" })
}

/// Everything, for programs, as JSON.
///
/// # Errors
///
/// [`OpstapError::Unexpected`], which no case is known to lead to.
#[cfg(feature = "files")]
pub fn json(found: &Export) -> Result<String, OpstapError> {
    let text = serde_json::to_string_pretty(found);
    text.map(|text| text + "\n").map_err(|_| OpstapError::Unexpected { reference: "export" })
}

/// Tables for a spreadsheet: what each file is called without its ending, and its bytes (UTF-8, RFC 4180).
#[must_use]
#[cfg(feature = "files")]
pub fn tables(found: &Export, words: &Words) -> Vec<(&'static str, Vec<u8>)> {
    tables::of(found, &|key| words.text(key))
}

fn document(found: &Export, words: &Words) -> Document {
    said::document(found, words.language().code(), &|key| words.text(key))
}
