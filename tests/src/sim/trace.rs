//! What happened, as lines for a reader and as one number that two equal runs share.

use std::fmt::{Arguments, Write as _};

/// The story of a run.
#[derive(Debug)]
pub struct Trace {
    hash: u64,
    line: String,
    lines: Option<Vec<String>>,
}

impl Trace {
    /// An empty story; its lines are kept only if asked for.
    #[must_use]
    pub fn new(keep: bool) -> Self {
        // FNV-1a's offset basis.
        Self { hash: 0xcbf2_9ce4_8422_2325, line: String::new(), lines: keep.then(Vec::new) }
    }

    /// Adds a line.
    pub fn say(&mut self, now_ms: i64, what: Arguments<'_>) {
        self.line.clear();
        let seconds = now_ms / 1000;
        let (days, clock) = (seconds / 86_400, seconds % 86_400);
        let (hour, minute, second) = (clock / 3600, clock / 60 % 60, clock % 60);
        // Writing to a String cannot fail.
        let _ = write!(self.line, "day {days:>2} {hour:02}:{minute:02}:{second:02}  {what}");
        for byte in self.line.bytes() {
            self.hash = (self.hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        if let Some(lines) = &mut self.lines {
            lines.push(self.line.clone());
        }
    }

    /// The number.
    #[must_use]
    pub const fn hash(&self) -> u64 {
        self.hash
    }

    /// The lines.
    #[must_use]
    pub fn into_lines(self) -> Vec<String> {
        self.lines.unwrap_or_default()
    }
}
