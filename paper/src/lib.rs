//! Paper: a document as a value in, a PDF out.
//!
//! A [`Document`] is a title, a language, a day and [`Block`]s: headings, words, lists, tables, charts. [`pdf`] lays it out
//! on A4 by the real widths of the letters and writes a tagged PDF (PDF/UA-1): a screen reader gets headings, tables with
//! their heads, and a sentence for each chart. The same value gives the same bytes.
//!
//! It refuses to know what it says. There is no clock in here, no file, no network, no language and no rule of debt help:
//! the day, the words and the amounts come with the document. A sign that the font lacks is drawn as the replacement sign
//! and kept in the text.
//!
//! ```
//! # #[cfg(feature = "pdf")] {
//! use opstap_paper::{Block, Day, Document, pdf};
//!
//! let letter = Document {
//!     title: "Een brief".to_owned(),
//!     language: "nl".to_owned(),
//!     made: Day { year: 2026, month: 11, day: 27 },
//!     footer: "27 november 2026".to_owned(),
//!     blocks: vec![Block::words("Dag Noor")],
//! };
//! assert!(pdf(&letter)?.starts_with(b"%PDF-"));
//! # }
//! # Ok::<(), opstap_paper::PaperError>(())
//! ```

// Lengths on paper: counts of lines and columns are small, and a chart is not read to seven digits.
#![allow(clippy::cast_precision_loss)]

#[cfg(feature = "pdf")]
mod chart;
mod document;
#[cfg(feature = "pdf")]
mod layout;
#[cfg(feature = "pdf")]
mod letters;
#[cfg(feature = "pdf")]
mod paint;
#[cfg(feature = "pdf")]
mod sheet;
#[cfg(feature = "pdf")]
mod table;

pub use document::{Align, Block, Chart, Column, Day, Document, Point, Shape, Table, Tone};

/// At most so many signs in one document, some thousands of pages: more is a mistake, and would only fill memory.
pub const SIGNS_MAX: usize = 4_000_000;

/// Why there is no PDF. It never holds a word of the document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    /// There are more than [`SIGNS_MAX`] signs.
    #[error("the document is too large for paper")]
    TooLarge,
    /// Our fault: the font that is built in cannot be read.
    #[error("the font cannot be read")]
    Font,
    /// Our fault: the writer of PDF refused what was laid out.
    #[error("the document cannot be written")]
    Write,
}

/// The document as a PDF.
///
/// # Errors
///
/// [`PaperError::TooLarge`] above [`SIGNS_MAX`]; the other two are mistakes of ours.
#[cfg(feature = "pdf")]
pub fn pdf(document: &Document) -> Result<Vec<u8>, PaperError> {
    if document.signs() > SIGNS_MAX {
        return Err(PaperError::TooLarge);
    }
    let mut faces = letters::Faces::new().ok_or(PaperError::Font)?;
    let laid = layout::lay(document, &mut faces);
    paint::paint(document, &laid, &faces)
}
