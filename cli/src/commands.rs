//! Which function answers which command.

mod agenda;
pub(crate) mod bank;
mod budget;
mod caseload;
mod contact;
mod conversation;
mod deadlines;
mod debts;
mod desk;
mod device;
mod diary;
mod editing;
mod events;
mod export;
mod files;
mod forecast;
mod forms;
mod goals;
mod history;
mod household;
mod letters;
mod many;
mod moments;
mod offer;
mod programme;
mod prompts;
mod reading;
mod talks;
mod together;

use crate::answer::Answer;
use crate::arguments::desk::DeskCommands;
use crate::arguments::editing::EditingCommands;
use crate::arguments::planning::DeadlinesCommand;
use crate::arguments::{Arguments, BankCommand, Command};
use crate::failure::Failure;
use crate::home::Home;
use crate::session::Session;

/// Runs one command.
pub(crate) fn run(arguments: &Arguments) -> Result<Answer, Failure> {
    let Arguments { home, json, now, case, language, command } = arguments;
    let home = Home { folder: home, now: *now, language: *language, json: *json };
    match command {
        Command::Pair { code, server, label } => return device::pair(&home, code, server, label),
        Command::Desk(DeskCommands::SignUp(asked)) => return desk::sign_up(&home, asked),
        Command::Wipe { .. } => return device::wipe(&home),
        Command::Bank(BankCommand::Import { file, dry_run }) => {
            return bank::import(&home, case.as_deref(), file, *dry_run);
        }
        _ => {}
    }
    let session = Session::open(&home, case.as_deref())?;
    match command {
        Command::Sync => device::sync(&home, session),
        Command::Safety => device::safety(&session),
        Command::Search { words, limit } => device::search(&session, &words.join(" "), *limit),
        Command::Caseload(wanted) => caseload::caseload(&session, wanted),
        Command::Visits { on } => caseload::visits(&session, on.as_deref()),
        Command::Deadlines { command: Some(DeadlinesCommand::List) } => deadlines::list(&session),
        Command::Words { words } => reading::words(&session, &words.join(" ")),
        Command::Reach => reading::reach(&session),
        Command::Desk(DeskCommands::Waiting) => desk::waits(&session),
        Command::Editing(EditingCommands::Content { command }) => editing::content(&session, command),
        Command::Editing(EditingCommands::Many { text, to, send }) => many::many(&session, text, to, *send),
        other => in_case(&session, other),
    }
}

/// What is about one case.
fn in_case(session: &Session, command: &Command) -> Result<Answer, Failure> {
    let case = session.case()?;
    // What a helper opens here, the client reads in the log of who looked.
    session.device.look_at(case)?;
    match command {
        Command::Today => programme::today(session, case),
        Command::Programme { command } => programme::programme(session, case, command.as_ref()),
        Command::Task(command) => programme::task(session, case, command),
        Command::Budget { command } => budget::budget(session, case, command.as_ref()),
        Command::Forecast { command } => forecast::forecast(session, case, command.as_ref()),
        Command::Deadlines { command } => deadlines::deadlines(session, case, command.as_ref()),
        Command::Debts { command } => debts::debts(session, case, command.as_ref()),
        Command::Offer { command } => offer::offer(session, case, command.as_ref()),
        Command::Forms { command } => forms::forms(session, case, command.as_ref()),
        Command::Export(asked) => export::export(session, case, asked),
        Command::Diary { command } => diary::diary(session, command.as_ref()),
        Command::Letters { command } => letters::letters(session, case, command.as_ref()),
        Command::Bank(command) => bank::bank(session, case, command),
        Command::Events(command) => events::events(session, case, command),
        Command::Moments(command) => moments::moments(session, case, command),
        Command::Agenda { command } => agenda::agenda(session, case, command.as_ref()),
        Command::Reminders { max, planned } => agenda::reminders(session, case, *max, *planned),
        Command::Message { command } => conversation::message(session, case, command.as_ref()),
        Command::File { command } => files::file(session, case, command.as_ref()),
        Command::Ask { about, text } => conversation::ask(session, case, about, text),
        Command::Tips { command } => household::tips(session, case, command.as_ref()),
        Command::Profile { command } => household::profile(session, case, command.as_ref()),
        Command::Preferences { command } => household::preferences(session, case, command.as_ref()),
        Command::Contact { command } => contact::contact(session, case, command.as_ref()),
        Command::Editing(command) => editing::editing(session, case, command),
        Command::Conflicts { command } => together::conflicts(session, case, command.as_ref()),
        Command::History { thing } => history::history(session, case, thing),
        Command::Undo { thing, change } => history::undo(session, case, thing, change.as_deref()),
        Command::Desk(command) => desk::desk(session, case, command),
        Command::Talks(command) => talks::any(session, case, command),
        Command::Consents { take_back } => together::consents(session, case, *take_back),
        Command::Share { command } => together::share(session, case, command.as_ref()),
        Command::Pair { .. }
        | Command::Wipe { .. }
        | Command::Sync
        | Command::Safety
        | Command::Search { .. }
        | Command::Caseload(_)
        | Command::Visits { .. }
        | Command::Reach
        | Command::Words { .. } => Err(Failure::Usage("not about a case".to_owned())),
    }
}
