//! A device in the terminal: the smallest shell around `opstap`, and the embedder's example.
//!
//! It asks the library, shows what that answers and decides nothing itself. A home is a folder with a
//! key and a store. Exit codes: 0 done, 1 refused, 2 not understood, 3 offline where a network was needed.

mod answer;
mod arguments;
mod commands;
mod failure;
mod home;
mod key;
mod page;
mod session;
mod typed;

use std::io::Write as _;
use std::process::ExitCode;

use arguments::Arguments;
use clap::Parser as _;
use failure::Failure;
use opstap::{Language, Words};

fn main() -> ExitCode {
    let json = std::env::args_os().any(|argument| argument == "--json");
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        // Help and the version: asked for, so no mistake. A reader that has left does not mind.
        Err(shown) if !shown.use_stderr() => {
            let _ = shown.print();
            return ExitCode::SUCCESS;
        }
        Err(mistake) => return Failure::Usage(mistake.to_string()).tell(json, &Words::new(Language::Dutch)),
    };
    let language = arguments.language.unwrap_or(Language::Dutch);
    match commands::run(&arguments) {
        Ok(answer) => print(&answer.shown(json)),
        Err(failure) => failure.tell(json, &Words::new(language)),
    }
}

/// Prints all at once; a reader that has left, such as `head`, is fine.
fn print(text: &str) -> ExitCode {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => ExitCode::FAILURE,
        _ => ExitCode::SUCCESS,
    }
}
