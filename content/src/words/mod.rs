//! The words of every screen, per language, found by key.
//!
//! To add a sentence: give it a key in `words/nl.ftl` and in `words/en.ftl`, under the screen
//! that shows it. What phones do not need stands apart, and a feature brings it: `editors` what only people who write for an
//! organisation read (`words/nl-editors.ftl`), `pages` what pages and commands say (`words/nl-pages.ftl`). The tests say what
//! was forgotten.

use std::borrow::Cow;
use std::fmt;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::packed::{packed, unpack_words};

mod say;
#[cfg(test)]
mod tests;

/// A language that people can choose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// The language of the content, at level B1.
    #[default]
    Dutch,
    /// For people who read English better.
    English,
}

impl Language {
    /// All languages, the default one first.
    pub const ALL: [Language; 2] = [Language::Dutch, Language::English];

    /// The language of a code such as `nl`, `nl-NL` or `en_GB.UTF-8`.
    pub fn from_code(code: &str) -> Option<Language> {
        let primary = code.split(['-', '_', '.']).next().unwrap_or_default();
        Language::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(primary))
    }

    /// `nl` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Language::Dutch => "nl",
            Language::English => "en",
        }
    }

    fn source(self) -> String {
        let of = |packed: &[u8]| unpack_words(packed, self == Language::Dutch);
        let text = of(packed!("words"));
        #[cfg(feature = "bank")]
        let text = text + &of(packed!("words-bank"));
        // What people who write for an organisation read is on no phone.
        #[cfg(feature = "editors")]
        let text = text + &of(packed!("words-editors"));
        #[cfg(feature = "pages")]
        let text = text + &of(packed!("words-pages"));
        text
    }
}

/// What a sentence is filled with.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Shown as it is.
    Text(String),
    /// A number that may choose between one and many.
    Count(i64),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::Text(text)
    }
}

impl From<i64> for Value {
    fn from(count: i64) -> Self {
        Value::Count(count)
    }
}

impl From<usize> for Value {
    fn from(count: usize) -> Self {
        Value::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

impl<'v> From<&'v Value> for FluentValue<'v> {
    fn from(value: &'v Value) -> Self {
        match value {
            Value::Text(text) => FluentValue::String(Cow::Borrowed(text)),
            Value::Count(count) => FluentValue::from(*count),
        }
    }
}

/// The words of one language. Made once and shared; it may cross threads.
pub struct Words {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Words").field("language", &self.language).finish_non_exhaustive()
    }
}

impl Words {
    /// The built-in words of a language.
    pub fn new(language: Language) -> Words {
        Words::from_source(language, &language.source())
    }

    fn from_source(language: Language, source: &str) -> Words {
        // A broken line costs that line only; the tests refuse a file that has one.
        let resource = match FluentResource::try_new(source.to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        let identifier: LanguageIdentifier = language.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        Words { language, bundle }
    }

    /// The language that these words speak.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Whether a sentence has this key.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// The sentence of a key that needs nothing filled in.
    pub fn text(&self, key: &str) -> String {
        self.text_with(key, &[])
    }

    /// The sentence of a key, filled in. A key that does not exist shows as itself: a screen
    /// with one odd word is better than no screen.
    pub fn text_with(&self, key: &str, values: &[(&str, Value)]) -> String {
        self.filled(key, values).0
    }

    /// Every key that begins with `prefix` and needs nothing filled in, with its sentence.
    pub fn texts(&self, prefix: &str) -> impl Iterator<Item = (String, String)> {
        let source = self.language.source();
        let keys = source.lines().filter_map(|line| line.split_once(" =")).map(|(key, _)| key);
        let keys = keys.filter(|key| key.starts_with(prefix) && !key.contains(' ')).map(str::to_owned);
        keys.collect::<Vec<String>>().into_iter().filter_map(|key| {
            let (text, whole) = self.filled(&key, &[]);
            whole.then_some((key, text))
        })
    }

    /// The sentence, and whether everything in it was found.
    fn filled(&self, key: &str, values: &[(&str, Value)]) -> (String, bool) {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return (key.to_owned(), false);
        };
        let mut arguments = FluentArgs::new();
        for (name, value) in values {
            arguments.set(*name, value);
        }
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&arguments), &mut errors).into_owned();
        (text, errors.is_empty())
    }
}
