//! Plain Dutch, as far as a program can check it: short sentences, "je", no blame, no bare abbreviation.
//!
//! A finding is a question to an editor, not a verdict. Level B1 needs a reader.

use std::collections::BTreeSet;
use std::fmt;

#[cfg(feature = "editors")]
use opstap_domain::Phrase;

/// Longest sentence, in words.
pub const SENTENCE_WORDS: usize = 15;

/// Sentences that may be longer, each with its reason.
pub const LONG_ON_PURPOSE: [(&str, &str); 0] = [];

/// Words that put the blame on the reader, or sound like a letter from a bailiff.
const BLAME: [&str; 16] = [
    "eigen schuld",
    "jouw schuld",
    "wanbetaler",
    "wanbetaling",
    "nalatig",
    "slordig",
    "onverantwoord",
    "had moeten",
    "verzuimd",
    "in gebreke",
    "gefaald",
    "mislukt",
    "fraude",
    "niet meegewerkt",
    "sanctie",
    "dient te",
];

/// Short forms with full stops or small letters that hide what they mean.
const SHORT_FORMS: [&str; 10] =
    ["bijv.", "bv.", "m.b.t.", "i.v.m.", "d.m.v.", "o.a.", "evt.", "incl.", "excl.", "vtlb"];

/// Words in capitals that people are asked to type.
const TYPED: [&str; 4] = ["JA", "PRAAT", "VERZET", "WISSEN"];

/// Something that an editor should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// A sentence of more than [`SENTENCE_WORDS`] words, with its number of words.
    LongSentence(String, usize),
    /// A word that blames.
    Blame(String),
    /// An abbreviation that the glossary does not explain.
    Abbreviation(String),
    /// "u" where the content says "je".
    Formal(String),
    /// An amount without `€`, a no-break space and two decimals.
    Amount(String),
}

#[cfg(feature = "editors")]
impl Finding {
    /// How to say it to who wrote it. It shows the words that it is about.
    #[must_use]
    pub fn phrase(&self) -> Phrase {
        match self {
            Self::LongSentence(sentence, words) => Phrase::new("editor-plain-sentence")
                .with("words", *words as i64)
                .with("text", sentence.as_str()),
            Self::Blame(text) => Phrase::new("editor-plain-blame").with("text", text.as_str()),
            Self::Abbreviation(text) => Phrase::new("editor-plain-abbreviation").with("text", text.as_str()),
            Self::Formal(text) => Phrase::new("editor-plain-formal").with("text", text.as_str()),
            Self::Amount(text) => Phrase::new("editor-plain-amount").with("text", text.as_str()),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Finding::LongSentence(sentence, words) => write!(f, "{words} words in one sentence: {sentence}"),
            Finding::Blame(word) => write!(f, "blames: {word}"),
            Finding::Abbreviation(word) => write!(f, "not explained in the glossary: {word}"),
            Finding::Formal(word) => write!(f, "formal: {word}"),
            Finding::Amount(amount) => write!(f, "not an amount with two decimals: {amount}"),
        }
    }
}

/// Everything in a Dutch text that is not plain. `explained` are the terms of the glossary.
pub fn findings(text: &str, explained: &BTreeSet<String>) -> Vec<Finding> {
    let mut found = Vec::new();
    for sentence in sentences(text) {
        let words = words(&sentence).len();
        if words > SENTENCE_WORDS && !LONG_ON_PURPOSE.iter().any(|(allowed, _)| *allowed == sentence) {
            found.push(Finding::LongSentence(sentence, words));
        }
    }
    let lower = text.to_lowercase();
    for word in BLAME.iter().filter(|word| lower.contains(**word)) {
        found.push(Finding::Blame((*word).to_owned()));
    }
    for word in SHORT_FORMS.iter().filter(|word| lower.split_whitespace().any(|one| one == **word)) {
        found.push(Finding::Abbreviation((*word).to_owned()));
    }
    let names_removed = without_placeables(text);
    for word in letters_only(&names_removed) {
        if matches!(word.to_lowercase().as_str(), "u" | "uw" | "uzelf") {
            found.push(Finding::Formal(word.clone()));
        }
        let capitals = word.chars().count() >= 2 && word.chars().all(char::is_uppercase);
        if capitals && !TYPED.contains(&word.as_str()) && !explained.contains(&word) {
            found.push(Finding::Abbreviation(word));
        }
    }
    found.extend(bare_amounts(&names_removed).into_iter().map(Finding::Amount));
    found
}

/// Splits a text into sentences at a full stop, question mark, exclamation mark or colon before a space.
pub fn sentences(text: &str) -> Vec<String> {
    let mut sentences = vec![String::new()];
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if let Some(last) = sentences.last_mut() {
            last.push(character);
        }
        if ".!?:".contains(character) && characters.peek().is_none_or(|next| next.is_whitespace()) {
            sentences.push(String::new());
        }
    }
    let trimmed = sentences.iter().map(|sentence| sentence.trim().to_owned());
    trimmed.filter(|sentence| !sentence.is_empty()).collect()
}

/// The words of a sentence; a name between braces counts as one.
fn words(sentence: &str) -> Vec<String> {
    let named = without_placeables(sentence).replace('\u{1}', "x");
    named
        .split_whitespace()
        .map(str::to_owned)
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .collect()
}

/// The text with each `{...}` as one odd character.
fn without_placeables(text: &str) -> String {
    let mut plain = String::new();
    let mut depth = 0_usize;
    for character in text.chars() {
        match character {
            '{' => depth += 1,
            '}' => {
                depth = depth.saturating_sub(1);
                plain.push('\u{1}');
            }
            _ if depth == 0 => plain.push(character),
            _ => {}
        }
    }
    plain
}

fn letters_only(text: &str) -> Vec<String> {
    let parts = text.split(|character: char| !character.is_alphanumeric());
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn bare_amounts(text: &str) -> Vec<String> {
    let mut bare = Vec::new();
    for (at, _) in text.match_indices('€') {
        let after = &text[at + '€'.len_utf8()..];
        let amount: String =
            after.chars().take_while(|one| !one.is_whitespace() || *one == '\u{a0}').collect();
        let figures = amount.trim_end_matches(['.', '?', '!', ',']);
        let decimals = figures.rsplit_once(',').map_or("", |(_, decimals)| decimals);
        if !figures.starts_with('\u{a0}') || decimals.len() != 2 {
            bare.push(format!("€{amount}"));
        }
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    for pair in words.windows(2) {
        let number = pair[0].chars().all(|one| one.is_ascii_digit() || one == '.' || one == ',');
        if number && pair[1].trim_end_matches(['.', ',', '?', '!']) == "euro" {
            bare.push(pair.join(" "));
        }
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_sentence_is_found_and_a_name_counts_once() {
        let long =
            "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien.";
        assert_eq!(check(long), [Finding::LongSentence(long.to_owned(), 16)]);
        let named =
            "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien { $long_name }.";
        assert_eq!(check(named), []);
    }

    #[test]
    fn blame_formality_and_abbreviations_are_found() {
        assert_eq!(check("Je had moeten bellen."), [Finding::Blame("had moeten".to_owned())]);
        assert_eq!(check("Wilt u bellen?"), [Finding::Formal("u".to_owned())]);
        assert_eq!(check("Bel het UWV."), [Finding::Abbreviation("UWV".to_owned())]);
        assert_eq!(check("Zeg bijv. ja."), [Finding::Abbreviation("bijv.".to_owned())]);
        assert_eq!(findings("Bel het UWV.", &BTreeSet::from(["UWV".to_owned()])), []);
        assert_eq!(check("Antwoord JA."), []);
    }

    #[test]
    fn an_amount_has_a_sign_and_two_decimals() {
        assert_eq!(check("Dat is €\u{a0}12,50."), []);
        assert_eq!(check("Dat is € 12,50."), [Finding::Amount("€".to_owned())]);
        assert_eq!(check("Dat is 12 euro."), [Finding::Amount("12 euro.".to_owned())]);
    }

    fn check(text: &str) -> Vec<Finding> {
        findings(text, &BTreeSet::new())
    }
}
