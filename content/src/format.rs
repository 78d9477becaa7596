//! How a language writes amounts, dates and times; the one place that knows.
//!
//! Amounts are whole euro cents and dates are calendar dates; nothing here asks the clock,
//! so "today" is an argument.

use opstap_domain::letters::MONTHS;
use opstap_domain::money::Cents;
use opstap_domain::time::{CivilTime, Date, LocalMoment};

use crate::Language;

/// Keeps `€` and its amount on one line.
const NO_BREAK_SPACE: char = '\u{a0}';
/// The sign of a negative amount: as wide as a digit, and read aloud as "minus".
const MINUS: char = '\u{2212}';

const DAYS_NL: [&str; 7] = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"];
const DAYS_EN: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `€ 1.234,50` in Dutch, `€ 1,234.50` in English; `−€ 3,00` below zero.
pub fn money(language: Language, amount: Cents) -> String {
    let (group, point) = match language {
        Language::Dutch => ('.', ','),
        Language::English => (',', '.'),
    };
    let size = amount.0.unsigned_abs();
    let sign = if amount.is_negative() { MINUS.to_string() } else { String::new() };
    format!("{sign}€{NO_BREAK_SPACE}{}{point}{:02}", grouped(size / 100, group), size % 100)
}

/// An amount as a voice says it: `1.234 euro en 50 cent`.
pub fn spoken_money(language: Language, amount: Cents) -> String {
    let size = amount.0.unsigned_abs();
    let (euros, rest) = (size / 100, size % 100);
    let (minus, group, euro, and) = match language {
        Language::Dutch => ("min ", '.', "euro", "en"),
        Language::English => ("minus ", ',', if euros == 1 { "euro" } else { "euros" }, "and"),
    };
    let cent = if language == Language::English && rest != 1 { "cents" } else { "cent" };
    let minus = if amount.is_negative() { minus } else { "" };
    let euros_said = format!("{} {euro}", grouped(euros, group));
    match (euros, rest) {
        (_, 0) => format!("{minus}{euros_said}"),
        (0, _) => format!("{minus}{rest} {cent}"),
        _ => format!("{minus}{euros_said} {and} {rest} {cent}"),
    }
}

/// A date in words, with its year: `dinsdag 24 november 2026`.
pub fn full_date(language: Language, date: Date) -> String {
    format!("{} {}", date_without_year(language, date), date.year())
}

/// A date in words, with the year only when it is not that of `today`.
pub fn date(language: Language, date: Date, today: Date) -> String {
    if date.year() == today.year() { date_without_year(language, date) } else { full_date(language, date) }
}

fn date_without_year(language: Language, date: Date) -> String {
    let days = if language == Language::Dutch { DAYS_NL } else { DAYS_EN };
    let month = month_name(language, date);
    // The index is in range: a `Date` is a day that exists.
    format!("{} {} {month}", days[date.weekday() as usize], date.day())
}

fn month_name(language: Language, date: Date) -> &'static str {
    let months = if language == Language::Dutch { MONTHS } else { MONTHS_EN };
    // In range too.
    months.get(date.month() as usize - 1).copied().unwrap_or_default()
}

/// A month of every year, 1 to 12: `november`. Empty for any other number.
pub fn month_of_year(language: Language, month: u32) -> String {
    let months = if language == Language::Dutch { MONTHS } else { MONTHS_EN };
    let at = (month as usize).checked_sub(1);
    at.and_then(|at| months.get(at)).copied().unwrap_or_default().to_owned()
}

/// The month of a date, with its year: `november 2026`.
pub fn month(language: Language, date: Date) -> String {
    format!("{} {}", month_name(language, date), date.year())
}

/// A date as seen from `today`: `vandaag`, `morgen`, `overmorgen`, `gisteren`, or in words.
pub fn relative_date(language: Language, day: Date, today: Date) -> String {
    let near = match (language, today.days_until(day)) {
        (Language::Dutch, 0) => "vandaag",
        (Language::Dutch, 1) => "morgen",
        (Language::Dutch, 2) => "overmorgen",
        (Language::Dutch, -1) => "gisteren",
        (Language::English, 0) => "today",
        (Language::English, 1) => "tomorrow",
        (Language::English, -1) => "yesterday",
        _ => return date(language, day, today),
    };
    near.to_owned()
}

/// A time of the day: `10.00 uur` in Dutch, `10:00` in English.
pub fn time(language: Language, time: CivilTime) -> String {
    match language {
        Language::Dutch => format!("{:02}.{:02} uur", time.hour(), time.minute()),
        Language::English => format!("{:02}:{:02}", time.hour(), time.minute()),
    }
}

/// A date with a time, with its year: `dinsdag 24 november 2026 om 10.00 uur`.
pub fn full_moment(language: Language, moment: LocalMoment) -> String {
    at(language, &full_date(language, moment.date), moment.time)
}

/// A date with a time as seen from `today`: `morgen om 10.00 uur`.
pub fn moment(language: Language, moment: LocalMoment, today: Date) -> String {
    at(language, &relative_date(language, moment.date, today), moment.time)
}

fn at(language: Language, date: &str, clock: CivilTime) -> String {
    let at = match language {
        Language::Dutch => "om",
        Language::English => "at",
    };
    format!("{date} {at} {}", time(language, clock))
}

/// A whole number with a sign between thousands.
pub fn number(language: Language, number: i64) -> String {
    let group = if language == Language::Dutch { '.' } else { ',' };
    let sign = if number < 0 { MINUS.to_string() } else { String::new() };
    format!("{sign}{}", grouped(number.unsigned_abs(), group))
}

/// Several things in one sentence: `a, b en c`.
pub fn list(language: Language, things: &[String]) -> String {
    let and = if language == Language::Dutch { "en" } else { "and" };
    match things {
        [] => String::new(),
        [one] => one.clone(),
        [before @ .., last] => format!("{} {and} {last}", before.join(", ")),
    }
}

fn grouped(number: u64, group: char) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(group);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn amounts_look_as_each_language_writes_them() {
        assert_eq!(money(Language::Dutch, Cents(123_450)), "€\u{a0}1.234,50");
        assert_eq!(money(Language::English, Cents(123_450)), "€\u{a0}1,234.50");
        assert_eq!(money(Language::Dutch, Cents(-300)), "\u{2212}€\u{a0}3,00");
        assert_eq!(money(Language::Dutch, Cents(5)), "€\u{a0}0,05");
        assert_eq!(money(Language::Dutch, Cents(i64::MIN)), "\u{2212}€\u{a0}92.233.720.368.547.758,08");
    }

    #[test]
    fn amounts_can_be_said() {
        assert_eq!(spoken_money(Language::Dutch, Cents(123_450)), "1.234 euro en 50 cent");
        assert_eq!(spoken_money(Language::Dutch, Cents(700)), "7 euro");
        assert_eq!(spoken_money(Language::Dutch, Cents(-45)), "min 45 cent");
        assert_eq!(spoken_money(Language::English, Cents(101)), "1 euro and 1 cent");
        assert_eq!(spoken_money(Language::English, Cents(250)), "2 euros and 50 cents");
    }

    #[test]
    fn a_date_names_its_weekday_and_only_another_year() {
        assert_eq!(date(Language::Dutch, day(2026, 11, 24), today()), "dinsdag 24 november");
        assert_eq!(date(Language::English, day(2026, 11, 24), today()), "Tuesday 24 November");
        assert_eq!(date(Language::Dutch, day(2028, 2, 29), today()), "dinsdag 29 februari 2028");
        assert_eq!(full_date(Language::Dutch, today()), "maandag 23 november 2026");
    }

    #[test]
    fn near_days_have_a_name() {
        let after = |days| today().plus_days(days);
        assert_eq!(relative_date(Language::Dutch, today(), today()), "vandaag");
        assert_eq!(relative_date(Language::Dutch, after(1), today()), "morgen");
        assert_eq!(relative_date(Language::Dutch, after(2), today()), "overmorgen");
        assert_eq!(relative_date(Language::Dutch, after(3), today()), "donderdag 26 november");
        assert_eq!(relative_date(Language::English, after(2), today()), "Wednesday 25 November");
        assert_eq!(relative_date(Language::Dutch, day(2027, 1, 1), day(2026, 12, 31)), "morgen");
    }

    #[test]
    fn times_and_moments_read_as_people_say_them() {
        let ten = CivilTime::hour_of_day(10);
        assert_eq!(time(Language::Dutch, CivilTime::hour_of_day(9)), "09.00 uur");
        assert_eq!(time(Language::English, ten), "10:00");
        let now = LocalMoment { date: today(), time: ten };
        assert_eq!(moment(Language::Dutch, now, today()), "vandaag om 10.00 uur");
        assert_eq!(full_moment(Language::English, now), "Monday 23 November 2026 at 10:00");
    }

    #[test]
    fn a_list_ends_with_and() {
        let things = ["huur", "stroom", "water"].map(str::to_owned);
        assert_eq!(list(Language::Dutch, &things), "huur, stroom en water");
        assert_eq!(list(Language::English, &things[..1]), "huur");
    }

    proptest! {
        #[test]
        fn an_amount_keeps_its_digits(cents in any::<i64>()) {
            let written: String = money(Language::Dutch, Cents(cents)).chars().filter(char::is_ascii_digit).collect();
            prop_assert_eq!(written.parse::<u64>().unwrap_or_default(), cents.unsigned_abs());
        }
    }

    fn today() -> Date {
        day(2026, 11, 23)
    }

    fn day(year: i32, month: u32, day: u32) -> Date {
        Date::from_ymd(year, month, day).unwrap_or(Date::MIN)
    }
}
