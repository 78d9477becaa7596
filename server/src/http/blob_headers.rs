//! What the headers of requests about files say: offsets, ranges, tags. Whatever they say, an answer follows.

use std::ops::Range;

/// Which bytes a reader wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// All of them: no range, several, or none that can be read.
    Whole,
    /// These; never empty, and within the file.
    Part(Range<u64>),
    /// A range of which nothing is there (416).
    Beyond,
}

/// A number of at most 19 digits and nothing else.
fn number(text: &str) -> Option<u64> {
    let plain = (1..=19).contains(&text.len()) && text.bytes().all(|digit| digit.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

/// The offset that a part is for (`Upload-Offset`); `None` for what is no number.
#[must_use]
pub fn offset(header: Option<&str>) -> Option<u64> {
    number(header?.trim())
}

/// The strong tag of a file whose hash this is.
#[must_use]
pub fn tag(hash: &str) -> String {
    format!("\"{hash}\"")
}

/// Which bytes of a file of `size` are wanted, by `Range` and `If-Range`. A tag that is not ours means that the reader
/// has a part of something else: he gets all.
///
/// # Source
///
/// RFC 9110, sections 13.1.5 and 14.2.
#[must_use]
pub fn wanted(range: Option<&str>, if_range: Option<&str>, tag: &str, size: u64) -> Wanted {
    if if_range.is_some_and(|given| given.trim() != tag) {
        return Wanted::Whole;
    }
    let Some((unit, set)) = range.and_then(|range| range.trim().split_once('=')) else {
        return Wanted::Whole;
    };
    let Some((first, last)) = set.trim().split_once('-').filter(|_| unit.eq_ignore_ascii_case("bytes"))
    else {
        return Wanted::Whole;
    };
    let part = match (first.is_empty(), last.is_empty()) {
        (true, true) => return Wanted::Whole,
        (true, false) => number(last).map(|length| size.saturating_sub(length)..size),
        (false, true) => number(first).map(|first| first..size),
        (false, false) => match (number(first), number(last)) {
            (Some(first), Some(last)) if first <= last => Some(first..last.saturating_add(1).min(size)),
            _ => None,
        },
    };
    match part {
        None => Wanted::Whole,
        Some(part) if part.start < part.end => Wanted::Part(part),
        Some(_) => Wanted::Beyond,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TAG: &str = "\"a\"";

    #[test]
    fn ranges_are_read_as_the_standard_says() {
        for (range, part) in [
            ("bytes=0-0", Wanted::Part(0..1)),
            ("bytes=0-", Wanted::Part(0..10)),
            ("Bytes=5-7", Wanted::Part(5..8)),
            ("bytes=5-700", Wanted::Part(5..10)),
            ("bytes=-3", Wanted::Part(7..10)),
            ("bytes=-300", Wanted::Part(0..10)),
            ("bytes=9-9999999999999999999", Wanted::Part(9..10)),
            ("bytes=10-", Wanted::Beyond),
            ("bytes=-0", Wanted::Beyond),
            ("bytes=7-5", Wanted::Whole),
            ("bytes=0-1,5-7", Wanted::Whole),
            ("bytes=-", Wanted::Whole),
            ("bytes=", Wanted::Whole),
            ("lines=0-1", Wanted::Whole),
            ("bytes=+1-2", Wanted::Whole),
            ("bytes=0x1-2", Wanted::Whole),
            ("bytes=99999999999999999999-", Wanted::Whole),
        ] {
            assert_eq!(wanted(Some(range), None, TAG, 10), part, "{range}");
        }
        assert_eq!(wanted(None, None, TAG, 10), Wanted::Whole);
    }

    #[test]
    fn a_range_of_something_else_is_all_of_this() {
        assert_eq!(wanted(Some("bytes=5-"), Some(TAG), TAG, 10), Wanted::Part(5..10));
        for other in ["\"b\"", "W/\"a\"", "a", "", "Wed, 21 Oct 2026 07:28:00 GMT"] {
            assert_eq!(wanted(Some("bytes=5-"), Some(other), TAG, 10), Wanted::Whole, "{other}");
        }
    }

    proptest! {
        #[test]
        fn no_header_breaks_an_answer(
            range in "(bytes=)?[0-9a-z=, -]{0,40}", other in ".{0,20}", size in 1..u64::MAX
        ) {
            if let Wanted::Part(part) = wanted(Some(&range), None, TAG, size) {
                prop_assert!(part.start < part.end && part.end <= size);
            }
            prop_assert!(wanted(Some(&range), Some(&other), TAG, size) == Wanted::Whole || other.trim() == TAG);
            if let Some(offset) = offset(Some(&other)) {
                prop_assert_eq!(offset.to_string().len(), other.trim().trim_start_matches('0').len().max(1));
            }
        }
    }
}
