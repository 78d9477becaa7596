//! The texts that are built in, as the build packed them.

use std::io::Read as _;

use flate2::read::DeflateDecoder;

/// A file of `words/` or `package/`, packed.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_what_was_written() {
        for (packed, written) in [
            (packed!("nl.ftl"), include_str!("../words/nl.ftl")),
            (packed!("en.ftl"), include_str!("../words/en.ftl")),
            #[cfg(feature = "editors")]
            (packed!("nl-editors.ftl"), include_str!("../words/nl-editors.ftl")),
            #[cfg(feature = "editors")]
            (packed!("en-editors.ftl"), include_str!("../words/en-editors.ftl")),
            #[cfg(feature = "pages")]
            (packed!("nl-pages.ftl"), include_str!("../words/nl-pages.ftl")),
            #[cfg(feature = "pages")]
            (packed!("en-pages.ftl"), include_str!("../words/en-pages.ftl")),
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
            assert_eq!(unpack(packed), written);
            assert!(packed.len() * 2 < written.len());
        }
    }
}
