//! "Is my data safe?": what is only here, at the server, in the backup.

use opstap_content::{Value as Word, format};
use opstap_domain::Instant;
use serde::Serialize;

use crate::device::Opstap;
use crate::error::OpstapError;

/// A clock further off than this is told, in milliseconds.
const CLOCK_OFF_MS: i64 = 5 * 60 * 1000;

/// How safe this person's work is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SafetySummary {
    /// Changes on this device only.
    pub here: u64,
    /// Changes at the server, not known to be in its backup.
    pub at_server: u64,
    /// Changes confirmed in a backup of the server.
    pub in_backup: u64,
    /// Changes that the server keeps and has not applied, with the reason in words.
    pub held: Vec<String>,
    /// Conflicts that wait for a choice, over all cases.
    pub conflicts: usize,
    /// Photos and other files that are on this device only.
    pub files: usize,
    /// When the device last spoke with the server.
    pub last_sync: Option<Instant>,
    /// This device's clock is off by so many minutes; `None` while it is right.
    pub clock_off_minutes: Option<i64>,
    /// Everything in a few sentences.
    pub text: Vec<String>,
}

impl Opstap {
    /// How safe this person's work is, now and without a network.
    ///
    /// # Errors
    ///
    /// [`OpstapError::NotPaired`].
    pub fn safety(&self) -> Result<SafetySummary, OpstapError> {
        self.with(|inner| {
            inner.role()?;
            let language = self.language_of(inner);
            let words = inner.words(language);
            let waiting = inner.store.waiting()?;
            let (last_sync, skew) = inner.store.last_sync();
            let last_sync = last_sync.map(Instant);
            let mut conflicts = 0;
            for case in crate::room::cases(inner) {
                let room = self.room(inner, Some(case))?;
                conflicts += crate::conflicts::open_count(inner, &room)?;
            }
            let held = inner.store.held()?;
            let held: Vec<String> = held.iter().map(|held| held_text(&words, &held.why)).collect();
            let off = (skew.abs() > CLOCK_OFF_MS).then_some(skew / 60_000);
            let count = |number: u64| [("count", Word::from(number as usize))];
            let mut text = Vec::new();
            if waiting.here > 0 {
                text.push(words.text_with("safety-here", &count(waiting.here)));
            } else {
                text.push(words.text("safety-all-sent"));
            }
            let files = if cfg!(feature = "files") { inner.store.files_only_here()? } else { 0 };
            if files > 0 {
                text.push(words.text_with("safety-files", &count(files as u64)));
            }
            if waiting.at_server > 0 {
                text.push(words.text_with("safety-at-server", &count(waiting.at_server)));
            }
            if waiting.in_backup > 0 {
                text.push(words.text_with("safety-in-backup", &count(waiting.in_backup)));
            }
            if inner.store.is_locked_out() {
                text.push(words.text("safety-lease-over"));
            }
            if let Some(at) = last_sync {
                let local = self.zone.local(at);
                let when = format::moment(language, local, self.zone.date(self.now()));
                text.push(words.text_with("safety-last-sync", &[("when", Word::from(when))]));
            }
            if let Some(minutes) = off {
                text.push(words.text_with("safety-clock-off", &[("count", Word::from(minutes.abs()))]));
            }
            Ok(SafetySummary {
                here: waiting.here,
                at_server: waiting.at_server,
                in_backup: waiting.in_backup,
                held,
                conflicts,
                files,
                last_sync,
                clock_off_minutes: off,
                text,
            })
        })
    }
}

/// The reason of a held change in words; `invalid/<unit>/<code>` names the field and what is wrong with it.
fn held_text(words: &opstap_content::Words, why: &str) -> String {
    let mut parts = why.split('/');
    if let (Some("invalid"), Some(unit), Some(code)) = (parts.next(), parts.next(), parts.next()) {
        let unit = unit.split('.').next().unwrap_or(unit).replace('_', "-");
        let field = words.text(&format!("field-{unit}"));
        return format!("{field}: {}", words.text(&format!("refused-{}", code.replace('_', "-"))));
    }
    let key = format!("held-{}", why.replace('_', "-"));
    if words.has(&key) { words.text(&key) } else { words.text("error-held") }
}
