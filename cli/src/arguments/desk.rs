//! Asking for help without a code, and the desk, on the command line.

use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(crate) enum DeskCommands {
    /// Ask for help without a code and without a name; this device is the first of the new case.
    SignUp(SignUpArguments),
    /// Make another code with which the client comes back on any device; the one before it works no more.
    RecoveryCode,
    /// For the client: what you began earlier without a name, by its code; with --bring it comes into this case.
    Earlier(EarlierArguments),
    /// What the client asked when they signed up, and what fits.
    Asked,
    /// Who waits at the desks where you sit.
    Waiting,
    /// For the desk: give the case to a helper.
    Match(MatchArguments),
    /// For the desk: pass the case on to the desk of another team, or to the organisation's own.
    Pass(PassArguments),
    /// For the client: say how you want to be called.
    Name { name: String },
}

#[derive(Debug, Args)]
pub(crate) struct SignUpArguments {
    /// The server's address.
    #[arg(long)]
    pub(crate) server: String,
    /// The digits of the postcode.
    #[arg(long)]
    pub(crate) postcode: String,
    /// many, rent, energy, health, income, allowances or look; may be given more than once.
    #[arg(long = "topic")]
    pub(crate) topics: Vec<String>,
    /// eviction, disconnection, insurance or seizure; may be given more than once.
    #[arg(long = "threat")]
    pub(crate) threats: Vec<String>,
    /// first, months or years.
    #[arg(long, default_value = "")]
    pub(crate) since: String,
    /// young (18 to 26) or older.
    #[arg(long, default_value = "")]
    pub(crate) age: String,
    /// messages, call or visit.
    #[arg(long, default_value = "")]
    pub(crate) way: String,
    /// In your own words.
    #[arg(long, default_value = "")]
    pub(crate) words: String,
    /// What to call this device.
    #[arg(long, default_value = "terminal")]
    pub(crate) label: String,
}

#[derive(Debug, Args)]
pub(crate) struct MatchArguments {
    /// Who helps: the account, or the beginning of it; what is proposed otherwise.
    #[arg(long)]
    pub(crate) helper: Option<String>,
    /// Who helps when they are away.
    #[arg(long)]
    pub(crate) stand_in: Option<String>,
    /// short, long or look; what is proposed otherwise.
    #[arg(long)]
    pub(crate) kind: Option<String>,
    /// The programme; what is proposed otherwise.
    #[arg(long)]
    pub(crate) programme: Option<String>,
    /// A first message.
    #[arg(long, default_value = "")]
    pub(crate) message: String,
}

#[derive(Debug, Args)]
pub(crate) struct PassArguments {
    /// The team, or the beginning of its id; organisation for the organisation's own desk.
    #[arg(long)]
    pub(crate) to: String,
    /// `lives_there`, `known_there`, `knows_more` or `no_room`.
    #[arg(long)]
    pub(crate) why: String,
}

#[derive(Debug, Args)]
pub(crate) struct EarlierArguments {
    /// The code to come back with.
    pub(crate) code: String,
    /// all, or asked, messages, programme, agenda, goals, budget, debts; may be given more than once. The rest goes for good.
    #[arg(long = "bring")]
    pub(crate) bring: Vec<String>,
    /// What cannot come along may end.
    #[arg(long)]
    pub(crate) let_end: bool,
}
