//! The command line of the forecast and of deadlines.

use clap::{Subcommand, ValueEnum};

#[derive(Debug, Subcommand)]
pub(crate) enum ForecastCommand {
    /// Show it.
    Show {
        /// Each day, also when nothing is paid.
        #[arg(long)]
        all: bool,
    },
    /// Tell what is on the account.
    Balance {
        /// As typed: `1.234,50`.
        #[arg(allow_hyphen_values = true)]
        amount: String,
        /// `YYYY-MM-DD`; otherwise today.
        #[arg(long)]
        on: Option<String>,
    },
    /// Say on which days a line of the budget is paid.
    Day {
        /// The line: its category, or the beginning of its id.
        line: String,
        /// Each month on this day, 1 to 31.
        #[arg(long, value_parser = clap::value_parser!(u32).range(1..=31), group = "when")]
        day: Option<u32>,
        /// What happens on a day off.
        #[arg(long, value_enum, requires = "day", default_value_t = OnDayOff::Stays)]
        off: OnDayOff,
        /// `YYYY-MM-DD`: every so many weeks, counted from this day.
        #[arg(long, group = "when")]
        from: Option<String>,
        /// In these months, 1 to 12.
        #[arg(long, value_delimiter = ',', value_parser = clap::value_parser!(u32).range(1..=12), group = "when")]
        months: Option<Vec<u32>>,
        /// The first working day after each quarter.
        #[arg(long, group = "when")]
        quarter: bool,
        /// As is usual for this kind of income.
        #[arg(long, group = "when")]
        usual: bool,
    },
}

/// What a pay day does on a day off.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum OnDayOff {
    /// It stays.
    Stays,
    /// The working day before.
    Before,
    /// The working day after.
    After,
}

#[derive(Debug, Subcommand)]
pub(crate) enum DeadlinesCommand {
    /// Show them.
    Show,
    /// For helpers: the open ones of all cases, the most urgent first.
    List,
    /// Begin one.
    Start {
        /// The term, such as `first-talk`.
        term: String,
        /// `YYYY-MM-DD`: the day on which its clock began; otherwise today.
        #[arg(long)]
        on: Option<String>,
    },
    /// Make one longer.
    Extend {
        /// The beginning of its id.
        id: String,
        /// `YYYY-MM-DD`: its new last day.
        to: String,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// It is done.
    Done {
        id: String,
        /// `YYYY-MM-DD`; otherwise today.
        #[arg(long)]
        on: Option<String>,
    },
    /// It does not matter any more.
    Stop {
        id: String,
        /// Why.
        #[arg(long)]
        reason: String,
    },
}
