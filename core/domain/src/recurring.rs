//! What comes and goes again and again: fixed income and fixed costs, recognised from what went over an account.
//!
//! A proposal is a guess with its grounds. It becomes a line of the budget when a person says so, and never by itself.
//! Payments are dates and cents here; which day it is now is an argument, and the order in which payments come is of no
//! matter.

use crate::budget::{Direction, Frequency};
use crate::money::Cents;
use crate::order;
use crate::time::{Date, HolidayRules, PayRule};

mod series;
#[cfg(test)]
mod tests;
mod words;

pub use words::{SUBJECTS, subject_of};

/// One movement of money, as far as recognising needs it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Payment {
    /// The day on which the bank booked it.
    pub date: Date,
    /// Euro cents; negative is money out.
    pub amount: Cents,
    /// The account on the other side; empty when nobody says.
    pub account: String,
    /// Who is on the other side, as the bank writes it; empty when nobody says.
    pub name: String,
    /// What the payer wrote.
    pub text: String,
    /// What sort of movement it is.
    pub means: Means,
}

/// What sort of movement it is, as far as it matters for what recurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Means {
    /// A transfer or a direct debit, or what the file does not name.
    Ordinary,
    /// In a shop or from a machine: daily life, however regular.
    Daily,
    /// Between two accounts of one's own: neither income nor cost.
    Own,
    /// A payment that was turned back (*storno*). It takes the payment with it.
    Reversal,
}

/// Something that comes or goes again and again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recurring {
    /// The same for the same income or cost, whatever else becomes known: the other side, in or out, about what, how often.
    pub key: String,
    /// In or out.
    pub direction: Direction,
    /// Who is on the other side, as the bank wrote it last.
    pub name: String,
    /// The category or source of income that its words speak of; `None` when they speak of none.
    pub category: Option<&'static str>,
    /// What it is now, at least zero: the middle one of the last hundred days, or of the last three. Of two middle ones
    /// the mean; half a cent goes to the careful side: income down, cost up.
    pub amount: Cents,
    /// The smallest that was seen, at least zero.
    pub least: Cents,
    /// The largest that was seen.
    pub most: Cents,
    /// How often.
    pub frequency: Frequency,
    /// On which days.
    pub pay_day: PayRule,
    /// The last time.
    pub last: Date,
    /// How many times it was seen.
    pub seen: usize,
}

/// A payment that was turned back is looked for so many days before.
const REVERSAL_DAYS: i64 = 70;
/// What an amount is now is told by so many days before the last payment.
const RECENT_DAYS: i64 = 100;
/// And by so many payments, where there are fewer in those days.
const RECENT_COUNT: usize = 3;
/// Payments of one series differ at most by so many per cent from the middle one; one in three may differ more.
const ALIKE_PERCENT: i64 = 30;
/// Two amounts of one account belong to one series when the next larger one is at most so many per cent larger.
const STEP_PERCENT: i64 = 10;

/// Finds what recurs and did not end before `until`, the last day that the files tell of. Incomes first, then costs, each
/// by the other side.
///
/// Payments on one account that were told twice have to be sorted out before.
///
/// # Source
///
/// Domain sheet 2.2 and 2.3 for intervals and pay days. How much may differ, and how few are enough, is ours: a heuristic.
#[must_use]
pub fn recognise(payments: &[Payment], until: Date, holidays: &HolidayRules) -> Vec<Recurring> {
    let mut days = series::Days::new(*holidays);
    let mut all = Vec::new();
    for found in groups(payments).chunk_by(|one, next| one.0 == next.0) {
        let Some((group, _)) = found.first() else { continue };
        let members: Vec<&Payment> = found.iter().map(|(_, one)| *one).collect();
        let whole = alike(&members).then(|| series::best(&dates(&members), false, &mut days)).flatten();
        if let Some(found) = whole {
            all.push(recurring(group, &members, &found, false));
            continue;
        }
        // One payer may pay several things, each of its own size.
        let parts = by_amount(&members);
        for part in parts.iter().filter(|_| parts.len() > 1) {
            if let Some(found) = series::best(&dates(part), true, &mut days) {
                all.push(recurring(group, part, &found, true));
            }
        }
    }
    all.retain(|one| !has_ended(one, until));
    order::sort_by_cached_key(&mut all, |one| (one.direction == Direction::Out, one.key.clone()));
    all
}

/// What belongs together: in or out, the other side, about what.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Group {
    out: bool,
    side: String,
    category: Option<&'static str>,
}

/// Ordinary payments by group, the oldest first, without those that were turned back.
fn groups(payments: &[Payment]) -> Vec<(Group, &Payment)> {
    let mut sorted: Vec<&Payment> = payments.iter().collect();
    order::sort(&mut sorted);
    let told = sorted.iter().filter(|one| !one.account.is_empty());
    let mut accounts: Vec<(String, &str)> = told.map(|one| (folded(&one.name), &*one.account)).collect();
    order::sort_by(&mut accounts, |one, other| one.0.cmp(&other.0));
    let side = |one: &Payment| {
        if !one.account.is_empty() {
            return one.account.clone();
        }
        // Some formats tell no account; another file may have told it. The last one counts.
        let name = folded(&one.name);
        let after = accounts.partition_point(|(known, _)| *known <= name);
        let last = after.checked_sub(1).and_then(|at| accounts.get(at)).filter(|(known, _)| *known == name);
        last.map_or(name, |(_, account)| (*account).to_owned())
    };
    let sides: Vec<String> = sorted.iter().map(|one| side(one)).collect();
    let gone = turned_back(&sorted, &sides);
    let mut groups = Vec::new();
    for (at, (one, side)) in sorted.iter().zip(sides).enumerate() {
        if one.means != Means::Ordinary || one.amount.0 == 0 || side.is_empty() || gone.contains(&at) {
            continue;
        }
        let out = one.amount.is_negative();
        let direction = if out { Direction::Out } else { Direction::In };
        let category = subject_of(direction, &one.name, &one.text);
        groups.push((Group { out, side, category }, *one));
    }
    order::sort_by(&mut groups, |one, other| one.0.cmp(&other.0));
    groups
}

/// The places of payments that were turned back: each by one reversal, the nearest before it.
fn turned_back(sorted: &[&Payment], sides: &[String]) -> Vec<usize> {
    let mut gone = Vec::new();
    for (at, back) in sorted.iter().enumerate().filter(|(_, one)| one.means == Means::Reversal) {
        let paid = |place: &usize| {
            let one = sorted[*place];
            let days = one.date.days_until(back.date);
            one.means == Means::Ordinary
                && (0..=REVERSAL_DAYS).contains(&days)
                && one.amount.checked_add(back.amount) == Some(Cents::ZERO)
                && sides[*place] == sides[at]
                && !gone.contains(place)
        };
        // On one day the order says nothing, so those after it in the list count too.
        let found = (0..sides.len()).rev().find(paid);
        gone.extend(found);
    }
    gone
}

fn dates(members: &[&Payment]) -> Vec<Date> {
    members.iter().map(|one| one.date).collect()
}

/// Whether two in three are near the middle one.
fn alike(members: &[&Payment]) -> bool {
    let sizes = sizes(members);
    let Some(middle) = sizes.get(sizes.len() / 2).copied() else { return false };
    let near = |size: &&i64| {
        (**size - middle).saturating_abs().saturating_mul(100) <= middle.saturating_mul(ALIKE_PERCENT)
    };
    sizes.iter().filter(near).count() * 3 >= sizes.len() * 2
}

/// Sizes in cents, the smallest first.
fn sizes(members: &[&Payment]) -> Vec<i64> {
    let mut sizes: Vec<i64> = members.iter().map(|one| one.amount.0.saturating_abs()).collect();
    order::sort(&mut sizes);
    sizes
}

/// Payments of about the same size, each part the oldest first.
fn by_amount<'a>(members: &[&'a Payment]) -> Vec<Vec<&'a Payment>> {
    let mut sorted = members.to_vec();
    order::sort_by_key(&mut sorted, |one| one.amount.0.saturating_abs());
    let mut parts: Vec<Vec<&Payment>> = Vec::new();
    let mut before = None;
    for one in sorted {
        let size = one.amount.0.saturating_abs();
        let near = |before: i64| size.saturating_mul(100) <= before.saturating_mul(100 + STEP_PERCENT);
        match parts.last_mut() {
            Some(part) if before.is_some_and(near) => part.push(one),
            _ => parts.push(vec![one]),
        }
        before = Some(size);
    }
    for part in &mut parts {
        order::sort(part);
    }
    parts
}

fn recurring(group: &Group, members: &[&Payment], found: &series::Found, part: bool) -> Recurring {
    let members: Vec<&Payment> = found.members.iter().filter_map(|at| members.get(*at).copied()).collect();
    let sizes = sizes(&members);
    let last = members.last().map_or(Date::MIN, |one| one.date);
    let recent = members.iter().filter(|one| one.date.days_until(last) <= RECENT_DAYS).count();
    let recent = &members[members.len() - recent.max(RECENT_COUNT).min(members.len())..];
    let amount = middle(recent, group.out);
    let direction = if group.out { Direction::Out } else { Direction::In };
    let mut key = format!(
        "{}/{}/{}/{}",
        if group.out { "out" } else { "in" },
        group.side,
        group.category.unwrap_or_default(),
        found.frequency.times_a_year()
    );
    if part {
        // What is told apart by its size is called by its first one, which does not change any more.
        key = format!("{key}/{}", members.first().map_or(0, |one| one.amount.0.saturating_abs()));
    }
    Recurring {
        key,
        direction,
        name: members.last().map(|one| one.name.clone()).unwrap_or_default(),
        category: group.category.map(|category| words::by_frequency(category, found.frequency)),
        amount,
        least: Cents(sizes.first().copied().unwrap_or_default()),
        most: Cents(sizes.last().copied().unwrap_or_default()),
        frequency: found.frequency,
        pay_day: found.rule.clone(),
        last,
        seen: members.len(),
    }
}

/// The middle one; of two the mean, half a cent to the careful side.
fn middle(members: &[&Payment], out: bool) -> Cents {
    let sizes = sizes(members);
    let at = |place: usize| i128::from(sizes.get(place).copied().unwrap_or_default());
    let half = sizes.len() / 2;
    let twice = if sizes.len() % 2 == 1 { at(half) * 2 } else { at(half) + at(half.saturating_sub(1)) };
    let cents = if out { (twice + 1).div_euclid(2) } else { twice.div_euclid(2) };
    Cents(i64::try_from(cents).unwrap_or(i64::MAX))
}

/// Whether the next one is long overdue: one may be missing where they come often.
fn has_ended(one: &Recurring, until: Date) -> bool {
    let days = 365 / one.frequency.times_a_year();
    until > one.last.plus_days(days + days.clamp(10, 45))
}

/// Letters in lower case, which stay the same from month to month; numbers in a name do not.
fn folded(name: &str) -> String {
    name.chars().filter(|sign| sign.is_alphabetic()).flat_map(char::to_lowercase).collect()
}
