//! Days: written out, in figures, and as a term from the date of the letter.

use super::{Found, Sureness, after, before, digit, places};
use crate::Date;

/// The months as Dutch writes them.
pub const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

/// What is said before the last day.
const LAST: &[&str] =
    &["uiterlijk", "voor ", "vóór", "v00r", "tot en met", "vervaldatum", "betaal vóór", "reageer"];

/// What is said before a day that is something else.
const OTHER: &[&str] =
    &["datum:", "dagtekening", "geboren", "ontvangen op", "periode", "van ", "vanaf", "sinds", "geldig"];

/// Days by which something must be done.
pub(super) fn deadlines(lower: &str, today: Date) -> Vec<Found<Date>> {
    let dates = dates(lower);
    let mut found = Vec::new();
    for date in &dates {
        let line = before(lower, date.from, 40);
        let line = line.rsplit(['\n', '.', ';']).next().unwrap_or(line);
        let last = |words: &[&str]| places(line, words).into_iter().map(|(at, _)| at).max();
        if last(LAST) > last(OTHER) {
            found.push(Found { sure: Sureness::Likely, ..date.clone() });
        }
    }
    let written = dates.iter().find(|date| {
        let line = before(lower, date.from, 24);
        ["datum", "dagtekening", ", "].iter().any(|word| line.contains(word))
    });
    for (at, length) in places(lower, &["binnen "]) {
        if let Some((days, to)) = term(lower, at + length) {
            let (start, sure) = match written {
                Some(date) => (date.value, Sureness::Likely),
                None => (today, Sureness::Maybe),
            };
            found.push(Found { value: start.plus_days(days), from: at, to, sure });
        }
    }
    found
}

/// Reads one day that somebody typed, with its year: `2026-11-24`, `24-11-2026`, `24 november 2026`. `None` for anything else.
#[must_use]
pub fn read_day(typed: &str) -> Option<Date> {
    let typed = typed.trim().to_lowercase();
    let written = || date(&typed, 0).filter(|(_, to)| *to == typed.len()).map(|(date, _)| date);
    typed.parse().ok().or_else(written)
}

/// `14 dagen`, `twee weken`: how many days, and where it ends.
fn term(lower: &str, from: usize) -> Option<(i64, usize)> {
    const WORDS: [(&str, i64); 8] = [
        ("een", 1),
        ("twee", 2),
        ("drie", 3),
        ("vier", 4),
        ("vijf", 5),
        ("zes", 6),
        ("acht", 8),
        ("veertien", 14),
    ];
    let rest = after(lower, from, 30);
    let word = rest.split_whitespace().next()?;
    let count = WORDS.iter().find(|(known, _)| *known == word).map(|(_, count)| *count);
    let count = count.or_else(|| number(word).map(i64::from)).filter(|count| (1..=99).contains(count))?;
    let unit = rest.split_whitespace().nth(1)?;
    let days = if unit.starts_with("dag") {
        count
    } else if unit.starts_with("we") && unit.contains('k') {
        count * 7
    } else {
        return None;
    };
    let end = rest.find(unit)? + unit.len();
    Some((days, from + end))
}

/// Every date, in the order of the text.
fn dates(lower: &str) -> Vec<Found<Date>> {
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(start) = lower.get(at..).and_then(|rest| rest.find(|c: char| digit(c).is_some())) {
        let from = at + start;
        let alone = !before(lower, from, 4).ends_with(|c: char| c.is_alphanumeric() || c == '-');
        if let Some((value, to)) = date(lower, from).filter(|_| alone) {
            all.push(Found { value, from, to, sure: Sureness::Maybe });
            at = to;
        } else {
            let rest = lower.get(from..).unwrap_or_default();
            at = from + rest.find(|c: char| digit(c).is_none()).unwrap_or(rest.len()).max(1);
        }
    }
    all
}

fn date(lower: &str, from: usize) -> Option<(Date, usize)> {
    let (day, to) = figures(lower, from, 2)?;
    let rest = lower.get(to..)?;
    if let Some(separator) = rest.chars().next().filter(|c| matches!(c, '-' | '/' | '.')) {
        let (month, to) = figures(lower, to + 1, 2)?;
        let (year, to) =
            lower.get(to..)?.starts_with(separator).then(|| figures(lower, to + 1, 4)).flatten()?;
        let year = if year < 100 { 2000 + year } else { year };
        return in_reach(year, month, day).map(|date| (date, to));
    }
    let space = rest.len() - rest.trim_start_matches([' ', '\n', '\u{a0}']).len();
    let name = rest.get(space..)?;
    let month = MONTHS.iter().position(|month| name.starts_with(month))?;
    let to = to + space + MONTHS.get(month)?.len();
    let rest = lower.get(to..)?;
    let space = rest.len() - rest.trim_start_matches([' ', '\n', '\u{a0}']).len();
    let (year, to) = figures(lower, to + space, 4)?;
    in_reach(year, month as u32 + 1, day).map(|date| (date, to))
}

/// Letters are of this century.
fn in_reach(year: u32, month: u32, day: u32) -> Option<Date> {
    let year = i32::try_from(year).ok().filter(|year| (2000..2100).contains(year))?;
    Date::from_ymd(year, month, day)
}

/// A number of at most so many figures, not followed by another one, and where it ends.
fn figures(lower: &str, from: usize, most: usize) -> Option<(u32, usize)> {
    let rest = lower.get(from..)?;
    let length = rest.find(|c: char| digit(c).is_none()).unwrap_or(rest.len());
    let value = number(rest.get(..length)?)?;
    (1..=most).contains(&length).then_some((value, from + length))
}

fn number(text: &str) -> Option<u32> {
    if text.is_empty() || text.len() > 6 {
        return None;
    }
    text.chars().try_fold(0, |sum: u32, c| Some(sum * 10 + digit(c)?))
}
