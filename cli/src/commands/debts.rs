//! What is owed, and to whom.

use opstap::{AmountKind, DebtAmount, DebtEntry, DebtRow, DebtsSummary, OpstapError, Uuid};

use crate::answer::Answer;
use crate::arguments::debts::{AmountArguments, DebtArguments, DebtsCommand};
use crate::failure::Failure;
use crate::page::{Page, also};
use crate::session::Session;
use crate::typed;

pub(crate) fn debts(
    session: &Session,
    case: Option<Uuid>,
    command: Option<&DebtsCommand>,
) -> Result<Answer, Failure> {
    let device = &session.device;
    let id = |typed: &str| find(session, case, typed);
    let row = match command {
        Some(DebtsCommand::Show) | None => return show(session, &device.debts(case)?),
        Some(DebtsCommand::Remove { id: debt }) => {
            return show(session, &device.remove_debt(case, id(debt)?)?);
        }
        Some(DebtsCommand::Creditor { id: debt, kvk, iban }) => {
            let debt = id(debt)?;
            let known = device.debts(case)?.debts.into_iter().find(|row| row.id == debt);
            let creditor = known.and_then(|row| row.creditor);
            let creditor =
                creditor.ok_or_else(|| Failure::from(OpstapError::Unknown { what: "creditor" }))?;
            let debts = device.describe_creditor(case, creditor, kvk.as_deref(), iban.as_deref())?;
            return show(session, &debts);
        }
        Some(DebtsCommand::Creditors { typed }) => return creditors(session, case, typed),
        Some(DebtsCommand::Same { one, other }) => return same(session, case, one, other, true),
        Some(DebtsCommand::Different { one, other }) => return same(session, case, one, other, false),
        Some(DebtsCommand::Add { creditor, amount, on, about, said }) => {
            let amount = amount.as_ref().map(|amount| typed_amount(session, amount, on.as_deref(), *about));
            let entry = entry(Some(creditor), said);
            return added(
                session,
                case,
                &entry,
                &device.add_debt(case, &entry, amount.transpose()?.as_ref())?,
            );
        }
        Some(DebtsCommand::Change { id: debt, creditor, said }) => {
            device.change_debt(case, id(debt)?, &entry(creditor.as_ref(), said))?
        }
        Some(DebtsCommand::State(amount)) => add(session, case, AmountKind::Statement, amount)?,
        Some(DebtsCommand::Cost(amount)) => add(session, case, AmountKind::Cost, amount)?,
        Some(DebtsCommand::Pay(amount)) => add(session, case, AmountKind::Payment, amount)?,
        Some(DebtsCommand::Correct { amount }) => {
            let all = device.debts(case)?.debts.into_iter().flat_map(|row| row.entries);
            let all = all.map(|row| (row.id.to_string(), row.id));
            device.correct_debt_amount(case, typed::pick(amount, "error-unknown-amount", all)?)?
        }
        Some(DebtsCommand::Dispute { id: debt, why }) => {
            device.dispute_debt(case, id(debt)?, true, why.as_deref())?
        }
        Some(DebtsCommand::Accept { id: debt }) => device.dispute_debt(case, id(debt)?, false, None)?,
        Some(DebtsCommand::With { id: debt, holder, name, reference }) => {
            device.hand_over_debt(case, id(debt)?, holder, name.as_deref(), reference.as_deref())?
        }
        Some(DebtsCommand::Threat { id: debt, threat, on }) => {
            let on = on.as_deref().map(|on| session.typed_date(on)).transpose()?;
            device.threaten_debt(case, id(debt)?, threat, on)?
        }
    };
    let mut page = Page::of(&session.text("cli-saved"));
    draw(session, &mut page, &row, &[row.id.to_string()]);
    Answer::new(&row, page)
}

/// A debt that was added, and what is known of its creditor that nobody said of it.
fn added(session: &Session, case: Option<Uuid>, entry: &DebtEntry, row: &DebtRow) -> Result<Answer, Failure> {
    let mut page = Page::of(&session.text("cli-saved"));
    draw(session, &mut page, row, &[row.id.to_string()]);
    let creditor = row.creditor.map(|id| id.to_string()).unwrap_or_default();
    let found = session.device.creditor_suggestions(case, &row.creditor_name)?;
    for known in found.iter().filter(|found| found.id == creditor) {
        let options = [
            ("--for", &known.subject, entry.subject.is_none()),
            ("--rank", &known.rank, entry.rank.is_none()),
        ];
        let open = options.into_iter().filter(|(_, word, open)| *open && *word != "unsure");
        let open: Vec<String> = open.map(|(option, word, _)| format!("{option} {word}")).collect();
        if !open.is_empty() {
            let id = typed::short(&row.id, &[row.id.to_string()]);
            let command = format!("opstap debts change {id} {}", open.join(" "));
            let values = [("creditor", known.name.as_str()), ("about", &known.text), ("command", &command)];
            page.under(&session.say("debts-creditor-usual", &values));
        }
        if matches!(known.holder.as_str(), "bailiff" | "agency") {
            page.under(&session.say("debts-creditor-collects", &[("creditor", &known.name)]));
        }
    }
    Answer::new(row, page)
}

fn creditors(session: &Session, case: Option<Uuid>, typed: &str) -> Result<Answer, Failure> {
    let found = session.device.creditor_suggestions(case, typed)?;
    let mut page = Page::titled(&session.text("debts-creditors"));
    if found.is_empty() {
        page.say(&session.text("debts-creditors-none"));
    }
    for row in &found {
        let mut line = row.name.clone();
        if !row.text.is_empty() {
            also(&mut line, &row.text);
        }
        if row.known {
            also(&mut line, &session.text("debts-creditor-known"));
        }
        page.item(&line);
    }
    Answer::new(&found, page)
}

/// The debt whose id begins so.
pub(crate) fn find(session: &Session, case: Option<Uuid>, typed: &str) -> Result<Uuid, Failure> {
    let all = session.device.debts(case)?.debts;
    typed::pick(typed, "error-unknown-debt", all.into_iter().map(|row| (row.id.to_string(), row.id)))
}

fn entry(creditor: Option<&String>, said: &DebtArguments) -> DebtEntry {
    DebtEntry {
        creditor: creditor.cloned(),
        title: said.title.clone(),
        reference: said.reference.clone(),
        kind: said.kind.clone(),
        subject: said.subject.clone(),
        rank: said.rank.clone(),
        owner: said.owner.clone(),
        note: said.note.clone(),
    }
}

fn typed_amount(
    session: &Session,
    amount: &str,
    on: Option<&str>,
    estimated: bool,
) -> Result<DebtAmount, Failure> {
    let on = on.map(|on| session.typed_date(on)).transpose()?;
    Ok(DebtAmount { typed: amount.to_owned(), on, estimated, note: None })
}

fn add(
    session: &Session,
    case: Option<Uuid>,
    kind: AmountKind,
    said: &AmountArguments,
) -> Result<DebtRow, Failure> {
    let debt = find(session, case, &said.id)?;
    let amount = typed_amount(session, &said.amount, said.on.as_deref(), false)?;
    let amount = DebtAmount { note: said.note.clone(), ..amount };
    Ok(session.device.add_debt_amount(case, debt, kind, &amount)?)
}

fn same(
    session: &Session,
    case: Option<Uuid>,
    one: &str,
    other: &str,
    same: bool,
) -> Result<Answer, Failure> {
    let proposed = session.device.debts(case)?.duplicates;
    let ids = || proposed.iter().flat_map(|two| [two.one, two.other]);
    let mut all: Vec<(String, Uuid)> = ids().map(|id| (id.to_string(), id)).collect();
    all.sort_unstable();
    all.dedup();
    let pick = |typed: &str| typed::pick(typed, "error-unknown-creditor", all.clone());
    show(session, &session.device.same_creditor(case, pick(one)?, pick(other)?, same)?)
}

fn show(session: &Session, debts: &DebtsSummary) -> Result<Answer, Failure> {
    let mut page = Page::titled(&session.text("debts-title"));
    if debts.debts.is_empty() {
        page.say(&session.text("debts-none"));
        return Answer::new(debts, page);
    }
    page.say(&debts.total.text);
    page.blank();
    let ids: Vec<String> = debts.debts.iter().map(|row| row.id.to_string()).collect();
    for row in &debts.debts {
        draw(session, &mut page, row, &ids);
    }
    page.part(&session.text("debts-by-kind"));
    for total in &debts.by_kind {
        page.item(&format!("{}: {}", total.label, total.text));
    }
    if !debts.duplicates.is_empty() {
        page.part(&session.text("debts-duplicates"));
        let all = debts.duplicates.iter().flat_map(|two| [two.one.to_string(), two.other.to_string()]);
        let all: Vec<String> = all.collect();
        for two in &debts.duplicates {
            let (one, other) = (typed::short(&two.one, &all), typed::short(&two.other, &all));
            page.item(&format!("{} {one} · {other}", two.question));
        }
    }
    Answer::new(debts, page)
}

fn draw(session: &Session, page: &mut Page, row: &DebtRow, ids: &[String]) {
    let mut line = format!("{}: {}", row.title, row.owed_text);
    // With the creditor is where a debt is by itself; who does not know says nothing here.
    if row.holder != "unsure" && row.holder != "creditor" {
        also(&mut line, &row.holder_text);
    }
    if row.contested {
        also(&mut line, &session.text("status-conflict"));
    }
    also(&mut line, &typed::short(&row.id, ids));
    if row.waiting {
        line.push_str(" *");
    }
    page.item(&line);
    for reason in &row.reasons {
        page.under(reason);
    }
    if row.disputed {
        page.under(&session.text("status-disputed"));
    }
    if !row.reference.is_empty() {
        page.under(&session.say("debts-reference", &[("reference", &row.reference)]));
    }
    let entries: Vec<String> = row.entries.iter().map(|entry| entry.id.to_string()).collect();
    for entry in &row.entries {
        let mut line = format!("{} {}", typed::short(&entry.id, &entries), entry.text);
        if entry.corrected {
            also(&mut line, &session.text("debts-corrected"));
        }
        if entry.twice {
            also(&mut line, &session.text("debts-twice"));
        }
        page.under(&line);
    }
}
