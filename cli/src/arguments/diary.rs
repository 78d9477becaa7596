//! The diary on the command line.

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(crate) enum DiaryCommand {
    /// Read it.
    Show,
    /// Write an entry.
    Write {
        text: String,
        /// The day that it is about; today without it.
        #[arg(long)]
        on: Option<String>,
    },
    /// Write an entry anew.
    Change { id: String, text: String },
    /// Remove an entry from all devices.
    Remove { id: String },
    /// Send the words of an entry as a message to the helper.
    Share { id: String },
    /// Show the key, to write it down or to bring it to another device; with letters: bring that key here.
    Key { letters: Option<String> },
}
