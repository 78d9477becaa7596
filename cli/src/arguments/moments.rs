//! The command line of free moments.

use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(crate) enum MomentsCommands {
    /// Free moments of a helper to choose from.
    Moments {
        #[command(subcommand)]
        command: Option<MomentsCommand>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum MomentsCommand {
    /// Show them.
    Show,
    /// Choose one.
    Choose {
        /// Which one, as `moments` names it, or its beginning.
        id: String,
    },
    /// For counsellors: offer some, and tell the client.
    Offer(OfferArguments),
    /// For counsellors: take one back that nobody has.
    Withdraw {
        /// Which one, as `moments` names it, or its beginning.
        id: String,
    },
    /// For counsellors: what one offered somebody and is still free.
    Free,
}

#[derive(Debug, Args)]
pub(crate) struct OfferArguments {
    /// What it is for.
    pub(crate) title: String,
    /// `YYYY-MM-DD HH:MM`, by the clock on the wall; once for each moment.
    #[arg(long, required = true)]
    pub(crate) at: Vec<String>,
    /// How long.
    #[arg(long)]
    pub(crate) minutes: Option<u32>,
    #[arg(long)]
    pub(crate) place: Option<String>,
    /// What to take along.
    #[arg(long)]
    pub(crate) bring: Option<String>,
    /// The message to the client, instead of the usual one.
    #[arg(long)]
    pub(crate) text: Option<String>,
}
