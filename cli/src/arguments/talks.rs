//! Notes of talks, goals, marks and who looked, on the command line.

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(crate) enum TalksCommands {
    /// Notes of talks: is this right?
    Talks {
        #[command(subcommand)]
        command: Option<TalksCommand>,
    },
    /// Goals, and how near they are.
    Goals {
        #[command(subcommand)]
        command: Option<GoalsCommand>,
    },
    /// Marks from 0 to 10, and how they went.
    Marks {
        #[command(subcommand)]
        command: Option<MarksCommand>,
    },
    /// Which helper looked at the case, and on which day.
    Looks,
    /// For clients: who did what with your data, as the server wrote it down.
    Audit {
        /// What is older, by the number that the page before gave.
        #[arg(long)]
        before: Option<u64>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum TalksCommand {
    /// Show them.
    List,
    /// For counsellors: write one.
    Add {
        text: String,
        /// The day of the talk; otherwise today.
        #[arg(long)]
        on: Option<String>,
        /// What was agreed.
        #[arg(long)]
        agreed: Option<String>,
        /// The appointment that it was, by the beginning of its id.
        #[arg(long)]
        appointment: Option<String>,
    },
    /// For counsellors: put another in the place of one.
    Correct {
        id: String,
        text: String,
        /// What was agreed.
        #[arg(long)]
        agreed: Option<String>,
    },
    /// For clients: is it right?
    React {
        id: String,
        #[arg(value_parser = ["right", "not-right", "unsure"])]
        says: String,
        /// In your own words.
        text: Option<String>,
    },
    /// Erase one that you wrote, here and everywhere. Cannot be undone.
    Erase {
        id: String,
        /// Really.
        #[arg(long, required = true)]
        yes: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum GoalsCommand {
    /// Show them.
    List,
    /// Set one.
    Add {
        text: String,
        #[arg(long)]
        why: Option<String>,
        /// The first small step.
        #[arg(long)]
        step: Option<String>,
    },
    /// Change what one says.
    Change {
        id: String,
        #[arg(long)]
        text: Option<String>,
        #[arg(long)]
        why: Option<String>,
        /// The first small step.
        #[arg(long)]
        step: Option<String>,
    },
    /// It is reached.
    Reached { id: String },
    /// Let it go.
    LetGo { id: String },
    /// Take it up again.
    Reopen { id: String },
    /// Delete it.
    Remove { id: String },
}

#[derive(Debug, Subcommand)]
pub(crate) enum MarksCommand {
    /// Show them.
    List,
    /// Give one of today: money, calm, trust, or goal.
    Add {
        scale: String,
        #[arg(value_parser = clap::value_parser!(u8).range(0..=10))]
        value: u8,
        /// The goal, by the beginning of its id.
        #[arg(long)]
        goal: Option<String>,
        /// Words with it.
        #[arg(long)]
        note: Option<String>,
    },
    /// Erase one, here and everywhere. Cannot be undone.
    Erase {
        id: String,
        /// Really.
        #[arg(long, required = true)]
        yes: bool,
    },
}
