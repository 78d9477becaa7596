//! Nudges: that there is news, and nothing else. A device that hears one runs a round.
//!
//! They come as server-sent events (the HTML standard, "Server-sent events"). A nudge may be lost, doubled or late:
//! what a device has never depends on it.

use serde::{Deserialize, Serialize};

/// Where nudges come from. With `?wait=SECONDS` the answer is one [`Waited`], at the latest after so long.
pub const PATH: &str = "/v1/nudges";

/// A stream says something at least so often, in seconds.
pub const HEARTBEAT_S: u64 = 25;

/// The longest that a question with `wait` is kept, in seconds.
pub const WAIT_MAX_S: u64 = 25;

/// Bytes of a line that are looked at: ours are shorter.
const LINE_MAX: usize = 64;

/// The answer to a question with `wait`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
pub struct Waited {
    /// Whether there is news.
    #[serde(default)]
    pub news: bool,
}

/// What some bytes of a stream said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Heard {
    /// How many events were complete.
    pub events: u64,
    /// How long to wait before the stream is opened again, in milliseconds, when it was said.
    pub retry_ms: Option<u64>,
}

/// Reads a stream of events, however it is cut into pieces. Keeps a few bytes and no content.
#[derive(Clone, Debug, Default)]
pub struct Events {
    line: Vec<u8>,
    /// The last byte was a carriage return: a line feed after it ends no other line.
    returned: bool,
    /// The event that is being read has data.
    has_data: bool,
}

impl Events {
    /// Takes the next bytes.
    pub fn take(&mut self, bytes: &[u8]) -> Heard {
        let mut heard = Heard::default();
        for byte in bytes {
            let returned = std::mem::replace(&mut self.returned, *byte == b'\r');
            match byte {
                b'\n' if returned => {}
                b'\n' | b'\r' => self.end_line(&mut heard),
                _ if self.line.len() < LINE_MAX => self.line.push(*byte),
                // Nothing that we know is so long: the rest of the line changes nothing.
                _ => {}
            }
        }
        heard
    }

    fn end_line(&mut self, heard: &mut Heard) {
        let line = std::mem::take(&mut self.line);
        let colon = line.iter().position(|byte| *byte == b':');
        let (field, value) = line.split_at(colon.unwrap_or(line.len()));
        match field {
            b"" if colon.is_none() => {
                heard.events += u64::from(std::mem::take(&mut self.has_data));
            }
            b"data" => self.has_data = true,
            b"retry" => {
                let value = std::str::from_utf8(value).unwrap_or_default();
                let digits = value.strip_prefix(": ").or_else(|| value.strip_prefix(':')).unwrap_or_default();
                if digits.bytes().all(|byte| byte.is_ascii_digit()) {
                    heard.retry_ms = digits.parse().ok().or(heard.retry_ms);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(pieces: &[&[u8]]) -> Heard {
        let mut events = Events::default();
        pieces.iter().fold(Heard::default(), |all, piece| {
            let heard = events.take(piece);
            Heard { events: all.events + heard.events, retry_ms: heard.retry_ms.or(all.retry_ms) }
        })
    }

    #[test]
    fn events_are_counted_and_comments_are_not() {
        let heard = |text: &str| read(&[text.as_bytes()]).events;
        assert_eq!(heard(": here\n\n"), 0);
        assert_eq!(heard("data: news\n\n"), 1);
        assert_eq!(heard("event: news\ndata\n\ndata:1\r\n\r\ndata: 2\r\r"), 3);
        assert_eq!(heard("event: news\n\n"), 0, "an event without data is none");
        assert_eq!(heard("data: cut off\n"), 0, "an event ends with an empty line");
        assert_eq!(heard("database: 1\n\n"), 0);
    }

    #[test]
    fn the_pause_is_a_number_or_nothing() {
        let retry = |text: &str| read(&[text.as_bytes()]).retry_ms;
        assert_eq!(retry("retry: 1500\n"), Some(1_500));
        assert_eq!(retry("retry:7\r\n"), Some(7));
        for bad in ["retry: soon\n", "retry: -1\n", "retry\n", "retry: 99999999999999999999\n"] {
            assert_eq!(retry(bad), None, "{bad}");
        }
    }

    proptest! {
        /// A network cuts where it likes.
        #[test]
        fn it_is_the_same_however_it_is_cut(
            lines in prop::collection::vec(
                prop_oneof![
                    Just(b"data: news".to_vec()), Just(Vec::new()), Just(b": here".to_vec()),
                    Just(b"retry: 12".to_vec()), prop::collection::vec(any::<u8>(), 0..200),
                ], 0..20),
            ends in prop::collection::vec(0..3_usize, 20), cuts in prop::collection::vec(1..40_usize, 1..60),
        ) {
            let mut all = Vec::new();
            for (line, end) in lines.iter().zip(&ends) {
                all.extend_from_slice(line);
                all.extend_from_slice([&b"\n"[..], b"\r", b"\r\n"][*end]);
            }
            let (mut pieces, mut rest) = (Vec::new(), all.as_slice());
            for cut in cuts.iter().cycle() {
                if rest.is_empty() { break }
                let (piece, left) = rest.split_at((*cut).min(rest.len()));
                pieces.push(piece);
                rest = left;
            }
            prop_assert_eq!(read(&pieces), read(&[&all]));
        }

        /// Whoever sends without end fills nobody's memory.
        #[test]
        fn a_line_without_end_is_not_kept(bytes in prop::collection::vec(any::<u8>(), 0..4_000)) {
            let mut events = Events::default();
            events.take(&bytes);
            prop_assert!(events.line.len() <= LINE_MAX);
        }
    }
}
