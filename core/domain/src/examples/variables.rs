//! The names between braces.

use crate::phrase::Phrase;

/// Longest name, in characters.
pub const VARIABLE_MAX: usize = 40;

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Words, as they stand.
    Words(&'t str),
    /// A name that is filled in, without its braces.
    Variable(&'t str),
}

/// What is wrong with braces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Braces {
    /// One is opened within another.
    Nested,
    /// One is closed that was not opened.
    Unopened,
    /// One is opened and not closed.
    Unclosed,
    /// Nothing is between them.
    Empty,
    /// What is between them is no name: more than small letters, digits, `_` and `-`, or too long.
    NoName,
}

/// Braces that do not pair around a name. It quotes nothing of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("braces at character {at} cannot be read ({why:?})")]
pub struct BadBraces {
    /// What is wrong.
    pub why: Braces,
    /// Where, in characters from 1.
    pub at: usize,
}

impl BadBraces {
    /// How to say it to who wrote it.
    #[must_use]
    pub fn phrase(&self) -> Phrase {
        let at = self.at as i64;
        match self.why {
            Braces::Nested => Phrase::new("editor-braces-nested").with("place", at),
            Braces::Unopened => Phrase::new("editor-braces-unopened").with("place", at),
            Braces::Unclosed => Phrase::new("editor-braces-unclosed").with("place", at),
            Braces::Empty => Phrase::new("editor-braces-empty").with("place", at),
            Braces::NoName => Phrase::new("editor-braces-no-name").with("place", at),
        }
    }
}

/// A text in its pieces, in order: written one after the other, with braces around names, they are the text.
///
/// # Errors
///
/// The first braces that do not pair around a name.
///
/// # Examples
///
/// ```
/// use opstap_domain::examples::{Braces, Piece, pieces};
/// let read = pieces("Dag {voornaam}.");
/// assert_eq!(read, Ok(vec![Piece::Words("Dag "), Piece::Variable("voornaam"), Piece::Words(".")]));
/// assert_eq!(pieces("Dag {{voornaam}}.").map_err(|bad| bad.why), Err(Braces::Nested));
/// ```
pub fn pieces(text: &str) -> Result<Vec<Piece<'_>>, BadBraces> {
    let mut pieces = Vec::new();
    let mut rest = text;
    let bad = |why, rest: &str| {
        let before = &text[..text.len() - rest.len()];
        Err(BadBraces { why, at: before.chars().count() + 1 })
    };
    while let Some(at) = rest.find(['{', '}']) {
        let (words, braced) = rest.split_at(at);
        if !words.is_empty() {
            pieces.push(Piece::Words(words));
        }
        let Some(after) = braced.strip_prefix('{') else { return bad(Braces::Unopened, braced) };
        let Some(end) = after.find(['{', '}']) else { return bad(Braces::Unclosed, braced) };
        if after[end..].starts_with('{') {
            return bad(Braces::Nested, &after[end..]);
        }
        let name = &after[..end];
        if name.is_empty() {
            return bad(Braces::Empty, braced);
        }
        if !is_name(name) {
            return bad(Braces::NoName, braced);
        }
        pieces.push(Piece::Variable(name));
        rest = &after[end + 1..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest));
    }
    Ok(pieces)
}

fn is_name(name: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_' || byte == b'-';
    !name.is_empty() && name.len() <= VARIABLE_MAX && name.bytes().all(fits)
}

/// The names that a text fills in, sorted, each once.
///
/// # Errors
///
/// As for [`pieces`].
pub fn variables(text: &str) -> Result<Vec<String>, BadBraces> {
    let mut names: Vec<String> = pieces(text)?
        .into_iter()
        .filter_map(|piece| match piece {
            Piece::Variable(name) => Some(name.to_owned()),
            Piece::Words(_) => None,
        })
        .collect();
    crate::order::sort(&mut names);
    names.dedup();
    Ok(names)
}

/// A text with what is known filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// The text. A name that nobody knows stays between its braces.
    pub text: String,
    /// Those names, in the order of the text, each once.
    pub missing: Vec<String>,
}

/// Fills in what is known. A value is taken as it is: braces in it fill in nothing.
///
/// # Errors
///
/// As for [`pieces`].
pub fn fill(text: &str, values: &[(&str, &str)]) -> Result<Filled, BadBraces> {
    let mut filled = Filled::default();
    for piece in pieces(text)? {
        match piece {
            Piece::Words(words) => filled.text.push_str(words),
            Piece::Variable(name) => {
                let known = values.iter().find(|(known, value)| *known == name && !value.is_empty());
                if let Some((_, value)) = known {
                    filled.text.push_str(value);
                } else {
                    filled.text.push('{');
                    filled.text.push_str(name);
                    filled.text.push('}');
                    if !filled.missing.iter().any(|missing| missing == name) {
                        filled.missing.push(name.to_owned());
                    }
                }
            }
        }
    }
    Ok(filled)
}

/// The names between braces that still stand in a text that somebody is about to send, in its order, each once. Other
/// braces are the writer's own.
#[must_use]
pub fn unfilled(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for part in text.split('{').skip(1) {
        let name = part.split('}').next().unwrap_or_default();
        if name.len() < part.len() && is_name(name) && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}
