//! Files of banks, and what was read from them.

use std::fs::File;
use std::path::Path;

use opstap::{
    BankImport, BankTransaction, Language, OpstapError, Phrase, ProposalChange, ProposalRow, Uuid, Words,
    read_bank_file,
};
use serde_json::json;

use super::files::unusable;
use crate::answer::Answer;
use crate::arguments::{AcceptArguments, BankCommand};
use crate::failure::Failure;
use crate::home::Home;
use crate::page::Page;
use crate::session::Session;
use crate::typed;

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
        BankCommand::Proposals => proposals(session, &device.bank_proposals(case)?),
        BankCommand::Accept(accept) => {
            let change = change(accept)?;
            for id in named(session, case, &accept.proposals)? {
                device.accept_proposal(case, id, &change)?;
            }
            proposals(session, &device.bank_proposals(case)?)
        }
        BankCommand::Decline { proposals: typed } => {
            for id in named(session, case, typed)? {
                device.decline_proposal(case, id)?;
            }
            proposals(session, &device.bank_proposals(case)?)
        }
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

/// All that were meant, before any of them is answered: the numbers change with the first answer.
fn named(session: &Session, case: Option<Uuid>, typed: &[String]) -> Result<Vec<Uuid>, Failure> {
    let open = session.device.bank_proposals(case)?;
    let one = |typed: &String| {
        // A number is never the beginning of an id: who mistypes one must not answer another proposal.
        let number = typed.parse::<usize>().ok().filter(|_| typed.len() < 4);
        if let Some(number) = number {
            let row = number.checked_sub(1).and_then(|place| open.get(place));
            let missing = || Failure::unknown(Phrase::new("error-unknown-proposal"));
            return row.map(|row| row.id).ok_or_else(missing);
        }
        let ids = open.iter().map(|row| (row.id.to_string(), row.id));
        typed::pick(typed, "error-unknown-proposal", ids)
    };
    typed.iter().map(one).collect()
}

fn change(accept: &AcceptArguments) -> Result<ProposalChange, Failure> {
    let change = ProposalChange {
        category: accept.category.clone(),
        typed: accept.amount.clone(),
        frequency: accept.every,
        label: accept.label.clone(),
    };
    if accept.proposals.len() > 1 && change != ProposalChange::default() {
        return Err(Failure::refused(Phrase::new("bank-change-one")));
    }
    Ok(change)
}

fn proposals(session: &Session, open: &[ProposalRow]) -> Result<Answer, Failure> {
    let mut page = Page::titled(&session.text("bank-proposals"));
    if open.is_empty() {
        page.say(&session.text("bank-proposals-none"));
    }
    for (at, row) in open.iter().enumerate() {
        let way = session.text(if row.income { "budget-income" } else { "budget-expenses" });
        let values = [
            ("number", (at + 1).to_string()),
            ("way", way),
            ("category", row.category_label.clone()),
            ("name", row.name.clone()),
            ("amount", row.amount.text.clone()),
            ("frequency", row.frequency_text.clone()),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
        page.item(&session.say("bank-proposal", &values));
        let last = session.date(row.last);
        let seen = row.seen.to_string();
        page.under(&session.say("bank-proposal-seen", &[("seen", &seen), ("date", &last)]));
        if row.least != row.most {
            let spread = [("least", row.least.text.as_str()), ("most", &row.most.text)];
            page.under(&session.say("bank-proposal-spread", &spread));
        }
        if let Some(from) = &row.changes_from {
            page.under(&session.say("bank-proposal-changes", &[("amount", &from.text)]));
        }
    }
    Answer::new(&json!({ "proposals": open }), page)
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
