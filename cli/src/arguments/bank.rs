//! The commands about files of banks.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use opstap::Frequency;

use super::budget::frequency;

#[derive(Debug, Subcommand)]
pub(crate) enum BankCommand {
    /// Read a file that was downloaded at a bank: CSV, TAB, CAMT.053 or MT940.
    Import {
        file: PathBuf,
        /// Only look at it; needs no pairing.
        #[arg(long)]
        dry_run: bool,
    },
    /// What is kept, on this device only.
    List,
    /// What recurs, as lines that the budget could have.
    Proposals,
    /// Take proposals into the budget, by their numbers or ids.
    Accept(AcceptArguments),
    /// Not these, and not again.
    Decline {
        #[arg(required = true)]
        proposals: Vec<String>,
    },
    /// A transaction that looks like another one is one by itself, by its number.
    Apart { number: i64 },
    /// Remove all transactions from this device. Lines of the budget stay.
    Forget {
        /// Really.
        #[arg(long, required = true)]
        yes: bool,
    },
}

#[derive(Debug, Args)]
pub(crate) struct AcceptArguments {
    #[arg(required = true)]
    pub(crate) proposals: Vec<String>,
    /// Another category or source of income; for one proposal.
    #[arg(long)]
    pub(crate) category: Option<String>,
    /// Another amount; for one proposal.
    #[arg(long)]
    pub(crate) amount: Option<String>,
    /// Another frequency; for one proposal.
    #[arg(long, value_parser = frequency)]
    pub(crate) every: Option<Frequency>,
    /// A name of its own; for one proposal.
    #[arg(long)]
    pub(crate) label: Option<String>,
}
