//! How the client is reached outside of the app, on the command line.

use clap::{Args, Subcommand};

use super::YesNo;

#[derive(Debug, Subcommand)]
pub(crate) enum ContactCommand {
    /// Show it.
    Show,
    /// Set one or more.
    Set(ContactArguments),
}

#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
pub(crate) struct ContactArguments {
    /// The e-mail address; empty takes it away.
    #[arg(long)]
    pub(crate) mail: Option<String>,
    /// The mobile number; empty takes it away.
    #[arg(long, allow_hyphen_values = true)]
    pub(crate) mobile: Option<String>,
    /// By what to remind when no phone does.
    #[arg(long, value_parser = ["none", "sms", "mail"])]
    pub(crate) remind: Option<String>,
    /// For clients: send nothing any more.
    #[arg(long)]
    pub(crate) stop: Option<YesNo>,
}
