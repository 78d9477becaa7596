//! What recurs on the accounts of a person, as lines that the budget could have. None becomes one by itself.

use std::collections::BTreeSet;

use opstap_bank::Kind;
use opstap_domain::budget::{BudgetLine, Direction, Frequency};
use opstap_domain::recurring::{Means, Payment, Recurring, recognise};
use opstap_domain::time::HolidayRules;
use opstap_domain::{Date, order};
use opstap_store::{BankAnswer, BankRow, Record};
use serde::Serialize;
use uuid::Uuid;

use super::kept;
use crate::budget::{LineEntry, frequency_key, lines};
use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::room::Room;
use crate::text::MoneyText;

/// Where income and costs go whose words speak of nothing that we know.
const OTHER: &str = "overig";

/// A line that the budget could have, with its grounds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProposalRow {
    /// Its id: the same as long as it is about the same.
    pub id: Uuid,
    /// It comes in.
    pub income: bool,
    /// The category or source of income that its words speak of.
    pub category: String,
    /// What that is called.
    pub category_label: String,
    /// Who is on the other side, as the bank writes it.
    pub name: String,
    /// What it is now.
    pub amount: MoneyText,
    /// The smallest that was seen.
    pub least: MoneyText,
    /// The largest that was seen.
    pub most: MoneyText,
    /// How often.
    pub frequency: Frequency,
    /// How often, in words.
    pub frequency_text: String,
    /// The last time.
    pub last: Date,
    /// How many times it was seen.
    pub seen: usize,
    /// The line that it changes; `None`: it makes a new one.
    pub changes: Option<Uuid>,
    /// The amount of that line as it is now.
    pub changes_from: Option<MoneyText>,
    /// The name that its line has, where the category alone does not tell it from another.
    pub label: Option<String>,
}

/// What a person says otherwise than it was proposed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProposalChange {
    /// Another category or source of income.
    pub category: Option<String>,
    /// Another amount, as typed.
    pub typed: Option<String>,
    /// Another frequency.
    pub frequency: Option<Frequency>,
    /// A name of its own.
    pub label: Option<String>,
}

/// A proposal with what it was worked out from.
struct Proposal {
    row: ProposalRow,
    found: Recurring,
}

impl Opstap {
    /// What recurs on a person's accounts and is not in the budget as it is: incomes first, then costs.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Refused`] for anybody but the client.
    pub fn bank_proposals(&self, case: Option<Uuid>) -> Result<Vec<ProposalRow>, OpstapError> {
        self.with(|inner| {
            let room = self.bank_room(inner, case)?;
            Ok(proposals(inner, &room)?.into_iter().map(|one| one.row).collect())
        })
    }

    /// Makes a proposal a line of the budget, or changes the line that it is like. It is not proposed again until its amount
    /// is another one.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a proposal; as [`Opstap::set_budget_line`] for what is changed about it.
    pub fn accept_proposal(
        &self,
        case: Option<Uuid>,
        proposal: Uuid,
        change: &ProposalChange,
    ) -> Result<(), OpstapError> {
        self.with(|inner| {
            let room = self.bank_room(inner, case)?;
            let one = find(inner, &room, proposal)?;
            let entry = LineEntry {
                category: change.category.clone().unwrap_or(one.row.category),
                label: change.label.clone().or(one.row.label),
                typed: change.typed.clone().unwrap_or_else(|| one.found.amount.to_dutch()),
                frequency: Some(change.frequency.unwrap_or(one.found.frequency)),
                income: Some(one.row.income),
            };
            let pay_day = Some(&one.found.pay_day).filter(|_| one.row.income && change.frequency.is_none());
            let line = self.put_line(inner, &room, &entry, pay_day)?;
            // Who dies here is asked again, and the line that is there already is the same one.
            let answer = BankAnswer {
                proposal: one.found.key,
                amount: one.found.amount,
                line: Some(line.to_string()),
            };
            Ok(inner.store.answer_bank(room.money, &answer)?)
        })
    }

    /// No, thank you: it is not proposed again.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a proposal.
    pub fn decline_proposal(&self, case: Option<Uuid>, proposal: Uuid) -> Result<(), OpstapError> {
        self.with(|inner| {
            let room = self.bank_room(inner, case)?;
            let found = find(inner, &room, proposal)?.found;
            let answer = BankAnswer { proposal: found.key, amount: found.amount, line: None };
            inner.store.answer_bank(room.money, &answer)?;
            self.announce(inner, ["budget"].into_iter());
            Ok(())
        })
    }
}

fn find(inner: &mut Inner, room: &Room, id: Uuid) -> Result<Proposal, OpstapError> {
    let found = proposals(inner, room)?.into_iter().find(|one| one.row.id == id);
    found.ok_or(OpstapError::Unknown { what: "proposal" })
}

fn proposals(inner: &mut Inner, room: &Room) -> Result<Vec<Proposal>, OpstapError> {
    let rows = kept(inner, room)?;
    let Some(until) = rows.last().map(|row| row.entry.day) else { return Ok(Vec::new()) };
    let all = recognise(&payments(&rows), until, &HolidayRules::default());
    let answers = inner.store.bank_answers(room.money)?;
    let content = inner.content()?;
    let known = lines(inner, room)?;
    let mut open = Vec::new();
    for found in &all {
        let answer = answers.iter().find(|answer| answer.proposal == found.key);
        if answer.is_some_and(|answer| answer.line.is_none() || answer.amount == found.amount) {
            continue;
        }
        let income = found.direction == Direction::In;
        let category = found.category.unwrap_or(OTHER);
        let twins = all.iter().filter(|one| one.direction == found.direction && category_of(one) == category);
        let alone = category != OTHER && twins.count() == 1;
        let accepted = answer.and_then(|answer| answer.line.as_deref());
        let like = like(&known, found, accepted, alone);
        if like.is_some_and(|line| line.amount == found.amount && line.frequency == found.frequency) {
            continue; // The budget has it already.
        }
        let money = |cents| MoneyText::new(room.language, cents);
        let label = match like {
            Some(line) => line.label.clone(),
            None => Some(found.name.clone()).filter(|name| !alone && !name.is_empty()),
        };
        let row = ProposalRow {
            id: room.money.derived_id(&format!("proposal/{}", found.key)),
            income,
            category: like.map_or(category, |line| &line.category).to_owned(),
            category_label: content.label(category).to_owned(),
            name: found.name.clone(),
            amount: money(found.amount),
            least: money(found.least),
            most: money(found.most),
            frequency: found.frequency,
            frequency_text: room.words.text(&frequency_key(found.frequency)),
            last: found.last,
            seen: found.seen,
            changes: like.and_then(|line| Uuid::parse_str(&line.id).ok()),
            changes_from: like.map(|line| money(line.amount)),
            label,
        };
        open.push(Proposal { row, found: found.clone() });
    }
    Ok(open)
}

fn category_of(found: &Recurring) -> &str {
    found.category.unwrap_or(OTHER)
}

/// The line that a proposal is like: the one that it became before, one of its name, one of about its size, or the only one
/// that its category has.
fn like<'a>(
    known: &'a [(BudgetLine, Record)],
    found: &Recurring,
    accepted: Option<&str>,
    alone: bool,
) -> Option<&'a BudgetLine> {
    let lines = || known.iter().map(|(line, _)| line).filter(|line| line.direction == found.direction);
    let own = || lines().filter(|line| line.category == category_of(found));
    let a_year = |cents: i64, frequency: Frequency| i128::from(cents) * i128::from(frequency.times_a_year());
    let wanted = a_year(found.amount.0, found.frequency);
    let near = |line: &&BudgetLine| {
        let off = (a_year(line.amount.0, line.frequency) - wanted).abs();
        !line.not_applicable && off * 10 <= wanted
    };
    let named = |line: &&BudgetLine| line.label.as_deref().is_some_and(|label| label == found.name);
    let only = || own().next().filter(|line| alone && line.label.is_none() && own().count() == 1);
    accepted
        .and_then(|id| lines().find(|line| line.id == id))
        .or_else(|| own().find(named))
        .or_else(|| own().find(near))
        .or_else(only)
}

/// What counts by itself, as recognising needs it.
fn payments(rows: &[BankRow]) -> Vec<Payment> {
    let own: BTreeSet<&str> = order::gather(rows.iter().map(|row| row.entry.own.as_str()));
    let counted = rows.iter().filter(|row| row.twin.is_none());
    let payment = |row: &BankRow| {
        let entry = &row.entry;
        let means = match entry.kind.as_deref().and_then(Kind::of_code) {
            _ if entry.counter.as_deref().is_some_and(|counter| own.contains(counter)) => Means::Own,
            Some(Kind::Reversal) => Means::Reversal,
            Some(Kind::Card | Kind::Cash) => Means::Daily,
            _ => Means::Ordinary,
        };
        Payment {
            date: entry.day,
            amount: entry.amount,
            account: entry.counter.clone().unwrap_or_default(),
            name: entry.name.clone().unwrap_or_default(),
            text: entry.text.clone().unwrap_or_default(),
            means,
        }
    };
    counted.map(payment).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use opstap_content::Package;
    use opstap_domain::recurring::SUBJECTS;

    use super::*;

    #[test]
    fn every_subject_is_one_of_the_content() {
        let package = Package::embedded().unwrap();
        let known = |id: &str| {
            ["budget_category", "income_source"].iter().any(|kind| package.body(kind, id).is_some())
        };
        for id in SUBJECTS.iter().map(|(_, _, id)| *id).chain(["loon-4w", "loon-week", OTHER]) {
            assert!(known(id), "{id} is no category and no source of income");
        }
    }
}
