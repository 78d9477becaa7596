//! Debts and letters, as a scenario names them.

use opstap_ffi::{Core, DebtAmountDraft, DebtAmountKind, DebtDraft, LetterDraft};

use crate::device::{Answer, With};
use crate::pages::pages;
use crate::tree::tree;

pub(crate) async fn debts(core: &Core, service: &str, method: &str, with: &With<'_>) -> Answer {
    let debts = core.debts();
    Ok(match (service, method) {
        ("debts", "summary") => tree(&debts.summary(with.case()).await?),
        ("debts", "choices") => tree(&debts.choices(with.case()).await?),
        ("debts", "suggest") => tree(&debts.suggest(with.text("typed"), with.case()).await?),
        ("debts", "add") => {
            let given = with.0["amount"].is_object().then(|| amount(with));
            tree(&debts.add(debt(with), given, with.case()).await?)
        }
        ("debts", "change") => tree(&debts.change(with.id("id"), debt(with), with.case()).await?),
        ("debts", "addAmount") => {
            let kind = match with.text("kind").as_str() {
                "statement" => DebtAmountKind::Statement,
                "cost" => DebtAmountKind::Cost,
                _ => DebtAmountKind::Payment,
            };
            tree(&debts.add_amount(with.id("id"), kind, amount(with), with.case()).await?)
        }
        ("debts", "correct") => tree(&debts.correct(with.id("amount"), with.case()).await?),
        ("debts", "dispute") => {
            let (disputed, why) = (with.0["disputed"] == true, with.optional("why"));
            tree(&debts.dispute(with.id("id"), disputed, why, with.case()).await?)
        }
        ("debts", "handOver") => {
            let (name, reference) = (with.optional("name"), with.optional("reference"));
            tree(&debts.hand_over(with.id("id"), with.text("holder"), name, reference, with.case()).await?)
        }
        ("debts", "threaten") => {
            tree(&debts.threaten(with.id("id"), with.text("threat"), with.date("on"), with.case()).await?)
        }
        ("debts", "remove") => tree(&debts.remove(with.id("id"), with.case()).await?),
        ("debts", "sameCreditor") => {
            let (one, other) = (with.id("one"), with.id("other"));
            tree(&debts.same_creditor(one, other, with.0["same"] == true, with.case()).await?)
        }
        ("debts", "describeCreditor") => {
            let (kvk, iban) = (with.optional("kvk"), with.optional("iban"));
            tree(&debts.describe_creditor(with.id("creditor"), kvk, iban, with.case()).await?)
        }
        ("letters", method) => return letters(core, method, with).await,
        ("pages", method) => return pages(core, method, with).await,
        (service, method) => panic!("no {service}.{method}"),
    })
}

async fn letters(core: &Core, method: &str, with: &With<'_>) -> Answer {
    let letters = core.letters();
    Ok(match method {
        "summary" => tree(&letters.summary(with.case()).await?),
        "file" => tree(&letters.file(letter(with), with.files("photos"), with.case()).await?),
        "attach" => tree(&letters.attach(with.id("id"), with.files("photos"), with.case()).await?),
        "change" => tree(&letters.change(with.id("id"), letter(with), with.case()).await?),
        "finish" => tree(&letters.finish(with.id("id"), with.0["done"] == true, with.case()).await?),
        "remove" => tree(&letters.remove(with.id("id"), with.case()).await?),
        "read" => tree(&letters.read(with.text("text"), with.case()).await?),
        method => panic!("no letters.{method}"),
    })
}

fn debt(with: &With<'_>) -> DebtDraft {
    let said = With(&with.0["debt"]);
    let word = |name: &str| said.optional(name);
    DebtDraft {
        creditor: word("creditor"),
        title: word("title"),
        reference: word("reference"),
        kind: word("kind"),
        subject: word("subject"),
        rank: word("rank"),
        owner: word("owner"),
        note: word("note"),
    }
}

fn amount(with: &With<'_>) -> DebtAmountDraft {
    let said = With(&with.0["amount"]);
    let estimated = said.0["estimated"] == true;
    DebtAmountDraft { typed: said.text("typed"), on: said.date("on"), estimated, note: said.optional("note") }
}

fn letter(with: &With<'_>) -> LetterDraft {
    let said = With(&with.0["letter"]);
    LetterDraft {
        sender: said.optional("sender"),
        typed: said.optional("typed"),
        due_on: said.date("dueOn"),
        dated_on: said.date("datedOn"),
        received_on: said.date("receivedOn"),
        reference: said.optional("reference"),
        debt: said.optional("debt").map(|id| id.parse().unwrap()),
        note: said.optional("note"),
    }
}
