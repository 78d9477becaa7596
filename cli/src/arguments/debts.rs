//! Debts and letters on the command line.

use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(crate) enum DebtsCommand {
    /// Show them, the most urgent first.
    Show,
    /// Put one on the list.
    Add {
        /// To whom.
        creditor: String,
        /// All that is owed, as typed; otherwise it is not known yet.
        amount: Option<String>,
        /// The day of the letter; otherwise today.
        #[arg(long)]
        on: Option<String>,
        /// From memory, and not from a letter.
        #[arg(long)]
        about: bool,
        #[command(flatten)]
        said: DebtArguments,
    },
    /// Change what is said about one.
    Change {
        id: String,
        /// To whom.
        #[arg(long)]
        creditor: Option<String>,
        #[command(flatten)]
        said: DebtArguments,
    },
    /// All that is owed now, by a letter.
    State(AmountArguments),
    /// Costs that were added.
    Cost(AmountArguments),
    /// What was paid.
    Pay(AmountArguments),
    /// Take an amount back that was a mistake.
    Correct { amount: String },
    /// The client does not agree.
    Dispute {
        id: String,
        #[arg(long)]
        why: Option<String>,
    },
    /// The client agrees after all.
    Accept { id: String },
    /// With whom it is now: creditor, bailiff, agency, unsure.
    With {
        id: String,
        holder: String,
        #[arg(long)]
        name: Option<String>,
        #[arg(long)]
        reference: Option<String>,
    },
    /// What threatens: eviction, disconnection, insurance_end, seizure, none.
    Threat {
        id: String,
        threat: String,
        #[arg(long)]
        on: Option<String>,
    },
    /// What is known of the creditor of a debt: its number at the Chamber of Commerce, the account to pay to.
    Creditor {
        id: String,
        /// Eight digits; empty takes it away.
        #[arg(long)]
        kvk: Option<String>,
        /// Empty takes it away.
        #[arg(long)]
        iban: Option<String>,
    },
    /// Creditors that are called something like this: two letters or more.
    Creditors { typed: String },
    /// Two creditors are one.
    Same { one: String, other: String },
    /// Two creditors are not one.
    Different { one: String, other: String },
    /// Take one off the list.
    Remove { id: String },
}

#[derive(Debug, Args)]
pub(crate) struct DebtArguments {
    /// What to call it.
    #[arg(long)]
    pub(crate) title: Option<String>,
    /// The creditor's number for it.
    #[arg(long)]
    pub(crate) reference: Option<String>,
    /// Zorg, Publiek, Nuts, Overig, unsure.
    #[arg(long)]
    pub(crate) kind: Option<String>,
    /// rent, energy, water, health_insurance … unsure.
    #[arg(long = "for")]
    pub(crate) subject: Option<String>,
    /// preferent, concurrent, unsure.
    #[arg(long)]
    pub(crate) rank: Option<String>,
    /// client, partner, joint, unsure.
    #[arg(long)]
    pub(crate) owner: Option<String>,
    #[arg(long)]
    pub(crate) note: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct AmountArguments {
    pub(crate) id: String,
    /// As typed: `1.234,50`.
    #[arg(allow_hyphen_values = true)]
    pub(crate) amount: String,
    /// The day; otherwise today.
    #[arg(long)]
    pub(crate) on: Option<String>,
    #[arg(long)]
    pub(crate) note: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum LettersCommand {
    /// Show what waits, and what was dealt with.
    Show,
    /// File one.
    Add {
        sender: String,
        /// A photo or scan of it; more than one in the order of its pages.
        #[arg(long)]
        photo: Vec<std::path::PathBuf>,
        #[command(flatten)]
        said: LetterArguments,
    },
    /// Add a photo or scan to one. `file fetch` and `file evict` take the photo's id.
    Photo { id: String, file: std::path::PathBuf },
    /// Erase a photo of one's own, by its id, here and everywhere. Cannot be undone.
    ErasePhoto {
        id: String,
        /// Really.
        #[arg(long, required = true)]
        yes: bool,
    },
    /// What the recognised text of one says; keeps nothing.
    Read { file: std::path::PathBuf },
    /// Change what is said about one, or link it to a debt.
    Change {
        id: String,
        #[arg(long)]
        sender: Option<String>,
        #[command(flatten)]
        said: LetterArguments,
    },
    /// It was dealt with.
    Done { id: String },
    /// It was not, after all.
    Reopen { id: String },
    /// Remove one.
    Remove { id: String },
}

#[derive(Debug, Args)]
pub(crate) struct LetterArguments {
    /// What it asks to pay, as typed.
    #[arg(long)]
    pub(crate) amount: Option<String>,
    /// The last day.
    #[arg(long)]
    pub(crate) until: Option<String>,
    /// The day that stands on it.
    #[arg(long)]
    pub(crate) dated: Option<String>,
    #[arg(long)]
    pub(crate) reference: Option<String>,
    /// The debt that it is about, by its id.
    #[arg(long)]
    pub(crate) debt: Option<String>,
    #[arg(long)]
    pub(crate) note: Option<String>,
}
