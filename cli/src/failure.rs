//! Why a command was not done, in plain words and with a stable code.

use std::process::ExitCode;

use opstap::{BankImport, OpstapError, Phrase, Recovery, Words};
use serde_json::json;

use crate::commands::bank;
use crate::page::Page;

/// Why a command was not done.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The library says no.
    Opstap(OpstapError),
    /// This shell says no.
    Own { code: &'static str, why: Phrase, recovery: Recovery },
    /// A file of a bank cannot be read; this says where and why.
    BankFile(Box<BankImport>),
    /// The command line was not understood; the text is clap's.
    Usage(String),
}

impl From<OpstapError> for Failure {
    fn from(error: OpstapError) -> Self {
        Self::Opstap(error)
    }
}

impl Failure {
    /// What was typed cannot be read.
    pub(crate) fn refused(why: Phrase) -> Self {
        Self::Own { code: "refused", why, recovery: Recovery::AskAgain }
    }

    /// Something goes by no such name, or by more than one.
    pub(crate) fn unknown(why: Phrase) -> Self {
        Self::Own { code: "unknown", why, recovery: Recovery::AskAgain }
    }

    /// The key or its folder cannot be used.
    pub(crate) fn home(code: &'static str, why: &str, file: &std::path::Path) -> Self {
        let why = Phrase::new(why).with("file", file.display().to_string());
        Self::Own { code, why, recovery: Recovery::Unlock }
    }

    /// Tells it on standard error and gives the exit code.
    pub(crate) fn tell(&self, json: bool, words: &Words) -> ExitCode {
        if let Self::BankFile(import) = self {
            let (value, page) = bank::refused(import, words);
            warn(&if json { format!("{}\n", json!({ "error": value })) } else { page.text() });
            return ExitCode::from(1);
        }
        let (code, message, recovery) = match self {
            Self::Opstap(error) => (error.code(), words.say(&error.phrase()), error.recovery()),
            Self::Own { code, why, recovery } => (*code, words.say(why), *recovery),
            Self::Usage(text) => ("usage", text.trim_end().to_owned(), Recovery::AskAgain),
            Self::BankFile(_) => ("refused", words.text("bank-refused"), Recovery::AskAgain),
        };
        let text = if json {
            let error = json!({ "code": code, "message": message, "recovery": recovery });
            format!("{}\n", json!({ "error": error }))
        } else if matches!(self, Self::Usage(_)) {
            format!("{message}\n")
        } else {
            Page::of(&message).text()
        };
        warn(&text);
        match self {
            Self::Usage(_) => ExitCode::from(2),
            Self::Opstap(OpstapError::Offline) => ExitCode::from(3),
            _ => ExitCode::from(1),
        }
    }
}

/// Writes to standard error, where nobody may be listening.
pub(crate) fn warn(text: &str) {
    use std::io::Write as _;
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}
