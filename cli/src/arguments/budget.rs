//! The household's month on the command line.

use clap::{Args, Subcommand};
use opstap::Frequency;

#[derive(Debug, Subcommand)]
pub(crate) enum BudgetCommand {
    /// Show it.
    Show,
    /// Every question, answered or not.
    Form,
    /// Set a line.
    Set(LineArguments),
    /// Remove a line, by its id or its category.
    Remove { line: String },
    /// Say that a category does not occur.
    None {
        category: String,
        /// It would come in, where it may also go out.
        #[arg(long = "in")]
        income: bool,
    },
}

#[derive(Debug, Args)]
pub(crate) struct LineArguments {
    /// A category or a source of income.
    pub(crate) category: String,
    /// As typed: `1.234,50`.
    #[arg(allow_hyphen_values = true)]
    pub(crate) amount: String,
    /// How often; otherwise what is usual.
    #[arg(long, value_parser = frequency)]
    pub(crate) every: Option<Frequency>,
    /// A name of its own.
    #[arg(long)]
    pub(crate) label: Option<String>,
    /// It comes in.
    #[arg(long = "in", conflicts_with = "out")]
    pub(crate) income: bool,
    /// It goes out.
    #[arg(long)]
    pub(crate) out: bool,
}

pub(super) fn frequency(typed: &str) -> Result<Frequency, String> {
    serde_json::from_value(typed.into()).map_err(|_| {
        let all = Frequency::ALL.iter().filter_map(|known| serde_json::to_value(known).ok());
        let all: Vec<String> = all.filter_map(|word| word.as_str().map(str::to_owned)).collect();
        all.join(", ")
    })
}
