//! One run of a command: the device, the case it is about, and the words.

use std::sync::Arc;

use opstap::{Date, Opstap, Phrase, Role, SystemClock, Uuid, WordValue, Words, Zone, format};

use crate::failure::Failure;
use crate::home::Home;
use crate::typed;

/// What every command needs.
pub(crate) struct Session {
    pub(crate) device: Opstap,
    pub(crate) words: Arc<Words>,
    pub(crate) today: Date,
    typed_case: Option<String>,
}

impl Session {
    /// Opens the device in a home; it must belong to somebody.
    pub(crate) fn open(home: &Home<'_>, case: Option<&str>) -> Result<Self, Failure> {
        let device = home.open()?;
        if device.person().is_none() {
            return Err(opstap::OpstapError::NotPaired.into());
        }
        let now = home.now.unwrap_or_else(|| opstap::Clock::now(&SystemClock));
        let words = device.words();
        Ok(Self { device, words, today: Zone::AMSTERDAM.date(now), typed_case: case.map(str::to_owned) })
    }

    /// The case that was asked for; `None`: the only one there is.
    pub(crate) fn case(&self) -> Result<Option<Uuid>, Failure> {
        let cases = self.device.cases();
        let Some(typed) = &self.typed_case else {
            let helper = self.device.person().is_some_and(|person| person.role != Role::Client);
            if helper && cases.len() > 1 {
                let why = Phrase::new("cli-which-client").with("command", "opstap caseload");
                return Err(Failure::unknown(why));
            }
            return Ok(None);
        };
        let all = cases.into_iter().map(|case| (case.to_string(), case));
        typed::pick(typed, "error-unknown-case", all).map(Some)
    }

    pub(crate) fn text(&self, key: &str) -> String {
        self.words.text(key)
    }

    pub(crate) fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        let values: Vec<(&str, WordValue)> =
            values.iter().map(|(name, text)| (*name, WordValue::from((*text).to_owned()))).collect();
        self.words.text_with(key, &values)
    }

    pub(crate) fn count(&self, key: &str, count: usize) -> String {
        self.words.text_with(key, &[("count", WordValue::from(count))])
    }

    pub(crate) fn date(&self, date: Date) -> String {
        format::date(self.words.language(), date, self.today)
    }

    pub(crate) fn typed_date(&self, typed: &str) -> Result<Date, Failure> {
        typed::date(typed, self.today)
    }
}
