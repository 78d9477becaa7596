//! The command line, as clap reads it. Help is for developers, in short English.

pub(crate) mod planning;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use opstap::{Instant, Language};

mod bank;
mod budget;
pub(crate) mod contact;
pub(crate) mod debts;
pub(crate) mod desk;
pub(crate) mod diary;
pub(crate) mod editing;
pub(crate) mod events;
pub(crate) mod export;
pub(crate) mod forms;
pub(crate) mod moments;
pub(crate) mod offer;
pub(crate) mod talks;
pub(crate) use bank::{AcceptArguments, BankCommand};
pub(crate) use budget::{BudgetCommand, LineArguments};

/// A device of Opstap in the terminal.
#[derive(Debug, Parser)]
#[command(name = "opstap", version, about = "A device of Opstap in the terminal.")]
pub(crate) struct Arguments {
    /// The folder of this device.
    #[arg(long, global = true, env = "OPSTAP_HOME", default_value = "opstap-home")]
    pub(crate) home: PathBuf,
    /// Answer with one JSON value.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Another clock than the system's, RFC 3339.
    #[arg(long, global = true, value_parser = instant)]
    pub(crate) now: Option<Instant>,
    /// For helpers: the case, or the beginning of its id.
    #[arg(long, global = true)]
    pub(crate) case: Option<String>,
    /// The language of the words: nl or en.
    #[arg(long = "lang", global = true, value_parser = language)]
    pub(crate) language: Option<Language>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Pair this device by a one-time code.
    Pair {
        code: String,
        /// The server's address.
        #[arg(long)]
        server: String,
        /// What to call this device.
        #[arg(long, default_value = "terminal")]
        label: String,
    },
    /// What now?
    Today,
    /// The whole way, or a new beginning.
    Programme {
        #[command(subcommand)]
        command: Option<ProgrammeCommand>,
    },
    /// Do something with a task.
    #[command(subcommand)]
    Task(TaskCommand),
    /// The household's month.
    Budget {
        #[command(subcommand)]
        command: Option<BudgetCommand>,
    },
    /// The coming weeks: the balance of each day, and what can be spent.
    Forecast {
        #[command(subcommand)]
        command: Option<planning::ForecastCommand>,
    },
    /// What has to happen by when.
    Deadlines {
        #[command(subcommand)]
        command: Option<planning::DeadlinesCommand>,
    },
    /// What is owed, and to whom.
    Debts {
        #[command(subcommand)]
        command: Option<debts::DebtsCommand>,
    },
    /// What creditors are offered, and what became of it.
    Offer {
        #[command(subcommand)]
        command: Option<offer::OfferCommand>,
    },
    /// Work forms: questions to think with, shared or not.
    Forms {
        #[command(subcommand)]
        command: Option<forms::FormsCommand>,
    },
    /// Take everything of a case along: a page with charts, a PDF, a file for programs, or tables.
    Export(export::ExportArguments),
    /// Letters that wait for an answer.
    Letters {
        #[command(subcommand)]
        command: Option<debts::LettersCommand>,
    },
    /// What only the client reads.
    Diary {
        #[command(subcommand)]
        command: Option<diary::DiaryCommand>,
    },
    /// Files that were downloaded at a bank. What they say stays on this device.
    #[command(subcommand)]
    Bank(BankCommand),
    /// Appointments.
    Agenda {
        #[command(subcommand)]
        command: Option<AgendaCommand>,
    },
    /// The reminders that a phone would have planned.
    Reminders {
        /// At most so many.
        #[arg(long, default_value_t = 60)]
        max: usize,
        /// This machine has planned them, and will show them: nobody sends them another way.
        #[arg(long)]
        planned: bool,
    },
    /// The conversation.
    Message {
        #[command(subcommand)]
        command: Option<MessageCommand>,
    },
    /// Photos, scans and voice notes with messages.
    File {
        #[command(subcommand)]
        command: Option<FileCommand>,
    },
    /// Ask about a task, a step, a tip or a category, by its id.
    Ask { about: String, text: String },
    /// Tips that fit.
    Tips {
        #[command(subcommand)]
        command: Option<TipsCommand>,
    },
    /// What is known about the household.
    Profile {
        #[command(subcommand)]
        command: Option<ProfileCommand>,
    },
    /// How one wants to be reminded.
    Preferences {
        #[command(subcommand)]
        command: Option<PreferencesCommand>,
    },
    /// How the client is reached outside of the app.
    Contact {
        #[command(subcommand)]
        command: Option<contact::ContactCommand>,
    },
    /// For counsellors: who needs attention.
    Caseload(CaseloadArguments),
    /// For helpers: the appointments of one day, over all cases.
    Visits {
        /// `YYYY-MM-DD`; otherwise today.
        #[arg(long)]
        on: Option<String>,
    },
    /// Difficult words, explained.
    Words { words: Vec<String> },
    /// How the organisation is reached.
    Reach,
    /// Values with two readings.
    Conflicts {
        #[command(subcommand)]
        command: Option<ConflictsCommand>,
    },
    /// Who changed what of one thing, by its id or its key (`huur`).
    History { thing: String },
    /// Undo one change of a thing, as a new edit.
    Undo {
        thing: String,
        /// The change, as `history` shows it; otherwise the newest that can be undone.
        change: Option<String>,
    },
    #[command(flatten)]
    Talks(talks::TalksCommands),
    #[command(flatten)]
    Desk(desk::DeskCommands),
    #[command(flatten)]
    Events(events::EventsCommands),
    #[command(flatten)]
    Moments(moments::MomentsCommands),
    #[command(flatten)]
    Editing(editing::EditingCommands),
    /// What the client said yes to, and taking it back.
    Consents {
        /// Take back the one with this number.
        #[arg(long, value_name = "NUMBER")]
        take_back: Option<usize>,
    },
    /// Who looks along.
    Share {
        #[command(subcommand)]
        command: Option<ShareCommand>,
    },
    /// Send what waits and fetch what changed.
    Sync,
    /// Is my data safe?
    Safety,
    /// Find messages, appointments, tasks and content.
    Search {
        #[arg(required = true)]
        words: Vec<String>,
        /// At most so many.
        #[arg(long, default_value_t = 20)]
        limit: usize,
    },
    /// Remove everything from this device.
    Wipe {
        /// Really.
        #[arg(long, required = true)]
        yes: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum ProgrammeCommand {
    /// Show it.
    Show,
    /// Start one, by its id in the content.
    Start { id: String },
    /// Move to the newest version of it.
    Renew,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TaskCommand {
    /// It is done.
    Done { id: String },
    /// Later.
    Postpone {
        id: String,
        #[arg(long)]
        until: String,
    },
    /// No, thank you.
    Decline { id: String },
    /// Take back what was said.
    Undo { id: String },
    /// For helpers: not needed here.
    Skip { id: String },
    /// For helpers: change a task in this case only.
    Change {
        id: String,
        #[arg(long)]
        title: Option<String>,
        /// How one does it.
        #[arg(long)]
        text: Option<String>,
        /// The day by which it is to be done.
        #[arg(long)]
        until: Option<String>,
        /// Leave it out.
        #[arg(long, conflicts_with = "show")]
        hide: bool,
        /// Take it in again.
        #[arg(long)]
        show: bool,
    },
    /// For helpers: one more task in a step of this case.
    Add {
        /// The step.
        step: String,
        title: String,
        /// How one does it.
        #[arg(long, default_value = "")]
        text: String,
        /// The day by which it is to be done.
        #[arg(long)]
        until: Option<String>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum AgendaCommand {
    /// Show it.
    Show,
    /// Plan an appointment.
    Add {
        title: String,
        /// `YYYY-MM-DD HH:MM`, by the clock on the wall.
        #[arg(long)]
        at: String,
        /// How long.
        #[arg(long, value_parser = clap::value_parser!(u32).range(1..=1440))]
        minutes: Option<u32>,
        #[arg(long)]
        place: Option<String>,
        /// What to take along.
        #[arg(long)]
        bring: Option<String>,
    },
    /// Another moment.
    Move {
        id: String,
        #[arg(long)]
        at: String,
    },
    /// Cancel it.
    Cancel { id: String },
    /// Say yes to it.
    Confirm { id: String },
    /// It took place.
    Kept { id: String },
    /// It did not.
    Missed { id: String },
}

#[derive(Debug, Subcommand)]
pub(crate) enum FileCommand {
    /// List them, and say where they are.
    List,
    /// Add one to a message of one's own, by the beginning of its id.
    Add {
        message: String,
        path: PathBuf,
        /// What to call it; otherwise as the file is called.
        #[arg(long)]
        name: Option<String>,
        /// A small picture of it.
        #[arg(long)]
        thumbnail: Option<PathBuf>,
    },
    /// Fetch one into a new file.
    Fetch { id: String, to: PathBuf },
    /// Remove one from this device that the server has.
    Evict { id: String },
}

#[derive(Debug, Subcommand)]
pub(crate) enum MessageCommand {
    /// Read, newest last.
    List {
        /// What came before, as an earlier answer said.
        #[arg(long)]
        before: Option<String>,
        #[arg(long, default_value_t = 20)]
        limit: usize,
    },
    /// Write one.
    Send { text: String },
    /// Note that everything was read.
    Read,
    /// For helpers: make a letter on paper of one that you wrote, by its id, as a PDF. The address is kept nowhere.
    Paper {
        id: String,
        /// A line of the name and address; once for each line.
        #[arg(long, required = true)]
        address: Vec<String>,
        /// Where to write it.
        #[arg(long)]
        to: std::path::PathBuf,
    },
    /// Erase one that you wrote, by its id, here and everywhere. Cannot be undone.
    Erase {
        id: String,
        /// Really.
        #[arg(long, required = true)]
        yes: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum TipsCommand {
    /// Show them.
    Show,
    /// Put one to rest for its cooldown.
    Hide { id: String },
}

#[derive(Debug, Subcommand)]
pub(crate) enum ProfileCommand {
    /// Show it.
    Show,
    /// Tell a fact.
    Set {
        field: String,
        #[arg(allow_hyphen_values = true)]
        value: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum PreferencesCommand {
    /// Show them.
    Show,
    /// Set one or more.
    Set(PreferenceArguments),
}

#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
pub(crate) struct PreferenceArguments {
    /// Silent from and to: `22:00-08:00`.
    #[arg(long)]
    pub(crate) quiet: Option<String>,
    /// A second reminder so many hours before an appointment; 0: none.
    #[arg(long)]
    pub(crate) hours_before: Option<u32>,
    /// No nudges before this day; `none` ends the pause.
    #[arg(long)]
    pub(crate) pause_until: Option<String>,
    /// A daily nudge.
    #[arg(long)]
    pub(crate) nudges: Option<YesNo>,
    /// News of the organisation, to a group that fits.
    #[arg(long)]
    pub(crate) news: Option<YesNo>,
    /// The language of the words: nl or en.
    #[arg(long, value_parser = language)]
    pub(crate) language: Option<Language>,
}

#[derive(Clone, Copy, Debug, ValueEnum, PartialEq, Eq)]
pub(crate) enum YesNo {
    #[value(alias = "ja")]
    Yes,
    #[value(alias = "nee")]
    No,
}

#[derive(Debug, Args)]
pub(crate) struct CaseloadArguments {
    /// Part of a name.
    #[arg(long)]
    pub(crate) search: Option<String>,
    /// Only those in which something waits.
    #[arg(long)]
    pub(crate) attention: bool,
    /// The cursor of an earlier answer.
    #[arg(long)]
    pub(crate) after: Option<String>,
    #[arg(long, default_value_t = 20)]
    pub(crate) limit: usize,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ConflictsCommand {
    /// Show them.
    Show,
    /// Choose a reading.
    Choose { id: String, side: Reading },
    /// Take the choice back.
    Undo { id: String },
}

#[derive(Clone, Copy, Debug, ValueEnum, PartialEq, Eq)]
pub(crate) enum Reading {
    Shown,
    Other,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ShareCommand {
    /// Show it.
    List,
    /// Share parts with a coach: an account, its beginning, or a name.
    With {
        helper: String,
        /// programme, agenda, conversation, budget, goals.
        #[arg(long, value_delimiter = ',', required = true)]
        parts: Vec<String>,
        /// The first day on which it is over.
        #[arg(long)]
        until: Option<String>,
    },
    /// Stop sharing.
    Stop { helper: String },
}

fn instant(typed: &str) -> Result<Instant, String> {
    Instant::parse_rfc3339(typed).map_err(|error| error.to_string())
}

fn language(typed: &str) -> Result<Language, String> {
    Language::from_code(typed).ok_or_else(|| "nl or en".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_well_formed() {
        super::Arguments::command().debug_assert();
    }
}
