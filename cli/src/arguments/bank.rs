//! The commands about files of banks.

use std::path::PathBuf;

use clap::Subcommand;

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
    /// A transaction that looks like another one is one by itself, by its number.
    Apart { number: i64 },
    /// Remove all transactions from this device. Lines of the budget stay.
    Forget {
        /// Really.
        #[arg(long, required = true)]
        yes: bool,
    },
}
