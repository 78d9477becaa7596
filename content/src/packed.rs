//! The texts that are built in, as the build packed them.

use std::io::Read as _;

use flate2::read::DeflateDecoder;

/// A file of `package/`, or the words of both languages, packed.
macro_rules! packed {
    ($file:literal) => {
        include_bytes!(concat!(env!("OUT_DIR"), "/", $file, ".packed")).as_slice()
    };
}

pub(crate) use packed;

/// The text of a file that the build packed.
pub(crate) fn unpack(packed: &[u8]) -> String {
    let mut text = String::new();
    // The bytes are a constant of this binary, and the tests unpack every one of them: this does not fail.
    let _ = DeflateDecoder::new(packed).read_to_string(&mut text);
    text
}

/// The words of one language, of those that the build put together: the first, or the other one.
pub(crate) fn unpack_words(packed: &[u8], first: bool) -> String {
    let both = unpack(packed);
    let mut text = String::with_capacity(both.len());
    // A line that goes on belongs to the language of the one before it.
    let (mut key, mut ours) = ("", first);
    for line in both.lines() {
        if let Some(said) = line.strip_prefix('=') {
            ours = !first;
            if ours {
                text.extend([key, " = ", said, "\n"]);
            }
        } else if goes_on(line) {
            if ours {
                text.extend([line, "\n"]);
            }
        } else if let Some((next, said)) = line.split_once('=') {
            (key, ours) = (next, first);
            if ours {
                text.extend([key, " = ", said, "\n"]);
            }
        }
    }
    text
}

/// A message begins with a letter.
fn goes_on(line: &str) -> bool {
    !line.starts_with(|first: char| first.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_what_was_written() {
        for (packed, written) in [
            (packed!("budget-categories.json"), include_str!("../package/budget-categories.json")),
            (packed!("creditors.json"), include_str!("../package/creditors.json")),
            (packed!("glossary.json"), include_str!("../package/glossary.json")),
            (packed!("households.json"), include_str!("../package/households.json")),
            (packed!("legal-figures.json"), include_str!("../package/legal-figures.json")),
            (packed!("messages.json"), include_str!("../package/messages.json")),
            (packed!("names.json"), include_str!("../package/names.json")),
            (packed!("programmes.json"), include_str!("../package/programmes.json")),
            (packed!("tips.json"), include_str!("../package/tips.json")),
            (packed!("workforms.json"), include_str!("../package/workforms.json")),
        ] {
            let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).ok();
            assert!(read(written).is_some());
            assert_eq!(read(&unpack(packed)), read(written));
            assert!(packed.len() * 2 < written.len());
        }
    }

    #[test]
    fn the_words_of_each_language_are_what_was_written() {
        for (packed, dutch, english) in [
            (packed!("words"), include_str!("../words/nl.ftl"), include_str!("../words/en.ftl")),
            #[cfg(feature = "bank")]
            (
                packed!("words-bank"),
                include_str!("../words/nl-bank.ftl"),
                include_str!("../words/en-bank.ftl"),
            ),
            #[cfg(feature = "editors")]
            (
                packed!("words-editors"),
                include_str!("../words/nl-editors.ftl"),
                include_str!("../words/en-editors.ftl"),
            ),
            #[cfg(feature = "pages")]
            (
                packed!("words-pages"),
                include_str!("../words/nl-pages.ftl"),
                include_str!("../words/en-pages.ftl"),
            ),
        ] {
            for (first, written) in [(true, dutch), (false, english)] {
                assert_eq!(said(&unpack_words(packed, first)), said(written));
            }
            assert!(packed.len() * 5 < (dutch.len() + english.len()) * 2);
        }
    }

    /// Each message with its lines, in the order of keys.
    fn said(text: &str) -> Vec<String> {
        let mut said: Vec<String> = Vec::new();
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
            match said.last_mut() {
                Some(last) if goes_on(line) => last.extend(["\n", line.trim_end()]),
                _ => said.push(line.trim_end().to_owned()),
            }
        }
        said.sort();
        said
    }
}
