//! The command line of events.

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(crate) enum EventsCommands {
    /// What the organisation invites to.
    Events {
        #[command(subcommand)]
        command: Option<EventsCommand>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum EventsCommand {
    /// Show them.
    Show,
    /// Say that the client wants to come.
    Attend {
        /// Which one, as `events` names it, or its beginning.
        id: String,
    },
    /// Say that the client does not come.
    Leave {
        /// Which one, as `events` names it, or its beginning.
        id: String,
    },
}
