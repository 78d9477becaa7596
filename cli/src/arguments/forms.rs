//! Work forms on the command line.

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(crate) enum FormsCommand {
    /// List them, those that are begun or asked first.
    List,
    /// One form with its questions as they are asked now.
    Show { id: String },
    /// For clients: answer one question. It stays on this device.
    Answer {
        id: String,
        question: String,
        /// As typed; an empty text takes the answer back.
        #[arg(allow_hyphen_values = true)]
        text: String,
    },
    /// For clients: throw away what was typed.
    Clear { id: String },
    /// For clients: share the answers with the helpers.
    Share { id: String },
    /// What was shared, and what helpers said of it.
    Shared,
    /// For helpers: say something of shared answers, by the beginning of their id.
    Feedback { answers: String, text: String },
    /// Ask a client to do a form, or choose one for oneself.
    Ask {
        id: String,
        /// Why it may help.
        #[arg(long)]
        why: Option<String>,
    },
    /// Take back that it was asked.
    Withdraw { id: String },
    /// Erase answers or feedback that you wrote, by the id, here and everywhere. Cannot be undone.
    Erase {
        id: String,
        /// Really.
        #[arg(long, required = true)]
        yes: bool,
    },
}
