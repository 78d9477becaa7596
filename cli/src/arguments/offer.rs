//! Offers to creditors on the command line.

use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(crate) enum OfferCommand {
    /// Show the newest, what changed since, and what has to be settled first.
    Show,
    /// Make one of the debts as they are known now. For counsellors.
    Make(MakeArguments),
    /// It went to all creditors.
    Send {
        #[arg(long)]
        on: Option<String>,
    },
    /// What a creditor answered: agreed, agreed_before, rejected, uncooperative, silent.
    Answer {
        /// The debt, by the beginning of its id.
        debt: String,
        answer: String,
        #[arg(long)]
        reason: Option<String>,
        #[arg(long)]
        on: Option<String>,
    },
    /// The court ordered those who refused to take part, or did not.
    Force {
        #[arg(value_parser = ["granted", "denied"])]
        decision: String,
        #[arg(long)]
        on: Option<String>,
    },
    /// What was put aside or paid.
    Pay {
        amount: String,
        #[arg(long)]
        on: Option<String>,
    },
    /// It ended: completed, stopped, failed.
    End {
        outcome: String,
        #[arg(long)]
        on: Option<String>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct MakeArguments {
    /// Income a month with holiday pay, as typed.
    #[arg(long)]
    pub(crate) income: String,
    /// What stays with the household a month (vtlb), as the national calculator gave it.
    #[arg(long)]
    pub(crate) vtlb: String,
    /// From where that figure is.
    #[arg(long)]
    pub(crate) source: String,
    /// The day of that figure; otherwise today.
    #[arg(long)]
    pub(crate) on: Option<String>,
    /// What is added at once, such as savings.
    #[arg(long)]
    pub(crate) assets: Option<String>,
    /// Costs that are kept back.
    #[arg(long)]
    pub(crate) costs: Option<String>,
    /// The term in months; otherwise 18.
    #[arg(long)]
    pub(crate) months: Option<u32>,
    /// Paid at once by a loan.
    #[arg(long)]
    pub(crate) credit: bool,
    /// A debt that is not in it, with the reason: `ID=reason`. May come more than once.
    #[arg(long = "leave-out")]
    pub(crate) leave_out: Vec<String>,
}
