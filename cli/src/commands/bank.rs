//! Files of banks, and what was read from them.

use std::fs::File;
use std::path::Path;

use opstap::{BankImport, BankTransaction, Language, OpstapError, Phrase, Uuid, Words, read_bank_file};
use serde_json::json;

use super::files::unusable;
use crate::answer::Answer;
use crate::arguments::BankCommand;
use crate::failure::Failure;
use crate::home::Home;
use crate::page::Page;
use crate::session::Session;

/// Reads a file, with a device or, where it is only looked at, without one.
pub(crate) fn import(
    home: &Home<'_>,
    case: Option<&str>,
    path: &Path,
    dry_run: bool,
) -> Result<Answer, Failure> {
    let mut file = File::open(path).map_err(|_| unusable(path))?;
    match Session::open(home, case) {
        Ok(session) => {
            let case = session.case()?;
            outcome(&session.words, session.device.bank_import(case, &mut file, dry_run)?)
        }
        Err(Failure::Opstap(OpstapError::NotPaired)) if dry_run => {
            let words = Words::new(home.language.unwrap_or(Language::Dutch));
            outcome(&words, read_bank_file(&mut file, &words))
        }
        Err(failure) => Err(failure),
    }
}

pub(crate) fn bank(session: &Session, case: Option<Uuid>, command: &BankCommand) -> Result<Answer, Failure> {
    let device = &session.device;
    match command {
        BankCommand::List => list(session, &device.bank_transactions(case)?),
        BankCommand::Apart { number } => {
            device.bank_apart(case, *number)?;
            list(session, &device.bank_transactions(case)?)
        }
        BankCommand::Forget { .. } => {
            device.bank_forget(case)?;
            Answer::new(&json!({ "forgotten": true }), Page::of(&session.text("bank-forgotten")))
        }
        BankCommand::Import { .. } => Err(Failure::Usage("needs no case".to_owned())),
    }
}

fn outcome(words: &Words, import: BankImport) -> Result<Answer, Failure> {
    if !import.faults.is_empty() {
        return Err(Failure::BankFile(Box::new(import)));
    }
    let mut page = Page::titled(&words.text(if import.dry_run { "bank-looked" } else { "bank-read" }));
    for (key, count) in
        [("bank-new", import.new), ("bank-known", import.known), ("bank-unsure", import.unsure)]
    {
        if count > 0 || key == "bank-new" {
            page.say(&words.text_with(key, &[("count", count.into())]));
        }
    }
    if !import.dry_run {
        page.say(&words.text("bank-only-here"));
    }
    Answer::new(&import, page)
}

fn list(session: &Session, all: &[BankTransaction]) -> Result<Answer, Failure> {
    let mut page = Page::titled(&session.text("bank-title"));
    if all.is_empty() {
        page.say(&session.text("bank-empty"));
    }
    let mut own = None;
    for one in all {
        if own != one.own.as_deref() {
            own = one.own.as_deref();
            page.part(own.unwrap_or_default());
        }
        let who = one.name.as_deref().or(one.text.as_deref()).or(one.counterparty.as_deref());
        let who = who.unwrap_or_default();
        let day = session.date(one.date);
        let number = one.id.unwrap_or_default();
        page.item(&format!("{number}. {day}: {who} {}", one.amount.text));
        if let Some(likely) = one.likely {
            page.under(&session.say("bank-likely", &[("number", &likely.to_string())]));
        }
    }
    Answer::new(&json!({ "transactions": all }), page)
}

/// Why a file was refused, for programs and for people.
pub(crate) fn refused(import: &BankImport, words: &Words) -> (serde_json::Value, Page) {
    let why = words.say(&Phrase::new("bank-refused"));
    let mut page = Page::of(&why);
    for fault in &import.faults {
        page.item(&fault.text);
    }
    if import.more_faults > 0 {
        let count = usize::try_from(import.more_faults).unwrap_or(usize::MAX);
        page.say(&words.text_with("bank-more-faults", &[("count", count.into())]));
    }
    let value = json!({
        "code": "refused",
        "message": why,
        "recovery": opstap::Recovery::AskAgain,
        "faults": import.faults,
        "moreFaults": import.more_faults,
    });
    (value, page)
}
