//! What people type: dates, moments, and the beginning of an id.

use opstap::{Date, LocalMoment, Phrase};

use crate::failure::Failure;

/// The shortest beginning of an id that is shown.
const SHORTEST: usize = 8;

/// Reads a day: `2026-11-24`, `24-11-2026`, `morgen`.
pub(crate) fn date(typed: &str, today: Date) -> Result<Date, Failure> {
    let typed = typed.trim().to_lowercase();
    let known = match typed.as_str() {
        "vandaag" | "today" => Some(today),
        "morgen" | "tomorrow" => Some(today.plus_days(1)),
        "overmorgen" => Some(today.plus_days(2)),
        other => other.parse().ok().or_else(|| day_first(other)),
    };
    known.ok_or_else(|| Failure::refused(Phrase::new("error-bad-date")))
}

/// Reads a day and a time with a space or a `T` between: `2026-11-24 10:30`, `morgen 9:00`.
pub(crate) fn moment(typed: &str, today: Date) -> Result<LocalMoment, Failure> {
    let bad = || Failure::refused(Phrase::new("cli-bad-moment"));
    let (day, time) = typed.trim().split_once([' ', 'T']).ok_or_else(bad)?;
    let time = clock_time(time.trim()).ok_or_else(bad)?;
    Ok(LocalMoment::new(date(day, today)?, time))
}

/// Reads a time: `10:30`, `9:00`.
pub(crate) fn clock_time(typed: &str) -> Option<opstap::CivilTime> {
    let whole = if typed.len() == 4 { format!("0{typed}") } else { typed.to_owned() };
    whole.parse().ok()
}

fn day_first(typed: &str) -> Option<Date> {
    let mut parts = typed.split('-');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if parts.next().is_some() || year.len() != 4 || ![day, month, year].into_iter().all(digits) {
        return None;
    }
    Date::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// The one thing whose id is `typed`, or begins with it. `missing` is what to say when there is none.
pub(crate) fn pick<T>(
    typed: &str,
    missing: &str,
    all: impl IntoIterator<Item = (String, T)>,
) -> Result<T, Failure> {
    let wanted = typed.trim().to_lowercase();
    let mut found = Vec::new();
    for (id, thing) in all {
        if id.to_lowercase() == wanted {
            return Ok(thing);
        }
        if !wanted.is_empty() && id.to_lowercase().starts_with(&wanted) {
            found.push(thing);
        }
    }
    if found.len() > 1 {
        return Err(Failure::unknown(Phrase::new("cli-ambiguous").with("id", wanted)));
    }
    found.pop().ok_or_else(|| Failure::unknown(Phrase::new(missing)))
}

/// The beginning of an id that tells it from all others.
pub(crate) fn short(id: &impl ToString, all: &[String]) -> String {
    let id = id.to_string();
    let others: Vec<&String> = all.iter().filter(|other| **other != id).collect();
    let alone = |length: &usize| {
        let start = &id[..*length];
        !start.ends_with('-') && !others.iter().any(|other| other.starts_with(start))
    };
    let length = (SHORTEST.min(id.len())..id.len()).find(alone).unwrap_or(id.len());
    id[..length].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        let today: Date = "2026-11-23".parse().unwrap_or(Date::MAX);
        for typed in ["2026-11-24", "24-11-2026", "Morgen", " 24-11-2026 "] {
            assert_eq!(date(typed, today).ok(), Some(today.plus_days(1)), "{typed}");
        }
        for typed in ["", "24-11", "31-02-2026", "2026-02-30", "24-11-26", "24-11-2026-1", "-1", "é-1-2026"]
        {
            assert!(date(typed, today).is_err(), "{typed}");
        }
        assert!(moment("morgen 9:00", today).is_ok() && moment("24-11-2026T10:30", today).is_ok());
        assert!(moment("morgen", today).is_err() && moment("morgen 25:00", today).is_err());
    }

    #[test]
    fn the_beginning_of_an_id_is_enough_while_it_is_one_thing() {
        let all = || ["abc-1", "abd-2"].map(|id| (id.to_owned(), id));
        assert_eq!(pick("abc", "x", all()).ok(), Some("abc-1"));
        assert_eq!(pick("ABD-2", "x", all()).ok(), Some("abd-2"));
        for typed in ["ab", "", "z"] {
            assert!(pick(typed, "x", all()).is_err(), "{typed}");
        }
    }

    #[test]
    fn a_short_id_is_still_one_thing() {
        let all = ["01234567-89ab-1", "01234567-89ac-1"].map(str::to_owned);
        assert_eq!(short(&all[0], &all), "01234567-89ab");
        assert_eq!(short(&"abc", &all), "abc");
    }
}
