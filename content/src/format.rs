//! How a language writes amounts, dates and times; the one place that knows.
//!
//! Amounts are whole euro cents and dates are calendar dates; nothing here asks the clock,
//! so "today" is an argument.

use crate::Language;

/// Keeps `€` and its amount on one line.
const NO_BREAK_SPACE: char = '\u{a0}';
/// The sign of a negative amount: as wide as a digit, and read aloud as "minus".
const MINUS: char = '\u{2212}';

/// A calendar date, as far as writing it down needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub struct Day {
    pub year: i32,
    /// 1 to 12.
    pub month: u32,
    /// 1 to 31.
    pub day: u32,
}

impl Day {
    /// Days since 1 January 1970; negative before.
    fn number(self) -> i64 {
        // Counts years from March, so that the leap day comes last.
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let month = (i64::from(self.month) + 9) % 12;
        let day_of_year = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
    }

    /// 0 for Monday to 6 for Sunday.
    fn weekday(self) -> usize {
        (self.number() + 3).rem_euclid(7) as usize
    }
}

const DAYS_NL: [&str; 7] = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"];
const DAYS_EN: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS_NL: [&str; 12] = [
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
pub fn money(language: Language, cents: i64) -> String {
    let (group, point) = match language {
        Language::Dutch => ('.', ','),
        Language::English => (',', '.'),
    };
    let size = cents.unsigned_abs();
    let sign = if cents < 0 { MINUS.to_string() } else { String::new() };
    format!("{sign}€{NO_BREAK_SPACE}{}{point}{:02}", grouped(size / 100, group), size % 100)
}

/// An amount as a voice says it: `1.234 euro en 50 cent`.
pub fn spoken_money(language: Language, cents: i64) -> String {
    let size = cents.unsigned_abs();
    let (euros, rest) = (size / 100, size % 100);
    let (minus, group, euro, and) = match language {
        Language::Dutch => ("min ", '.', "euro", "en"),
        Language::English => ("minus ", ',', if euros == 1 { "euro" } else { "euros" }, "and"),
    };
    let cent = if language == Language::English && rest != 1 { "cents" } else { "cent" };
    let minus = if cents < 0 { minus } else { "" };
    let euros_said = format!("{} {euro}", grouped(euros, group));
    match (euros, rest) {
        (_, 0) => format!("{minus}{euros_said}"),
        (0, _) => format!("{minus}{rest} {cent}"),
        _ => format!("{minus}{euros_said} {and} {rest} {cent}"),
    }
}

/// A date in words, with the year only when it is not that of `today`.
pub fn date(language: Language, day: Day, today: Day) -> String {
    let words = date_without_year(language, day);
    if day.year == today.year { words } else { format!("{words} {}", day.year) }
}

fn date_without_year(language: Language, day: Day) -> String {
    let (days, months) = match language {
        Language::Dutch => (DAYS_NL, MONTHS_NL),
        Language::English => (DAYS_EN, MONTHS_EN),
    };
    let month = months.get((day.month as usize).wrapping_sub(1)).copied().unwrap_or_default();
    format!("{} {} {month}", days[day.weekday()], day.day)
}

/// A date as seen from `today`: `vandaag`, `morgen`, `overmorgen`, `gisteren`, or in words.
pub fn relative_date(language: Language, day: Day, today: Day) -> String {
    let near = match (language, day.number() - today.number()) {
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
pub fn time(language: Language, hour: u32, minute: u32) -> String {
    match language {
        Language::Dutch => format!("{hour:02}.{minute:02} uur"),
        Language::English => format!("{hour:02}:{minute:02}"),
    }
}

/// A date with a time: `dinsdag 24 november om 10.00 uur`.
pub fn moment(language: Language, day: Day, hour: u32, minute: u32, today: Day) -> String {
    let at = match language {
        Language::Dutch => "om",
        Language::English => "at",
    };
    format!("{} {at} {}", relative_date(language, day, today), time(language, hour, minute))
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

    const TODAY: Day = Day { year: 2026, month: 11, day: 23 };

    #[test]
    fn amounts_look_as_each_language_writes_them() {
        assert_eq!(money(Language::Dutch, 123_450), "€\u{a0}1.234,50");
        assert_eq!(money(Language::English, 123_450), "€\u{a0}1,234.50");
        assert_eq!(money(Language::Dutch, -300), "\u{2212}€\u{a0}3,00");
        assert_eq!(money(Language::Dutch, 5), "€\u{a0}0,05");
        assert_eq!(money(Language::Dutch, i64::MIN), "\u{2212}€\u{a0}92.233.720.368.547.758,08");
    }

    #[test]
    fn amounts_can_be_said() {
        assert_eq!(spoken_money(Language::Dutch, 123_450), "1.234 euro en 50 cent");
        assert_eq!(spoken_money(Language::Dutch, 700), "7 euro");
        assert_eq!(spoken_money(Language::Dutch, -45), "min 45 cent");
        assert_eq!(spoken_money(Language::English, 101), "1 euro and 1 cent");
        assert_eq!(spoken_money(Language::English, 250), "2 euros and 50 cents");
    }

    #[test]
    fn a_date_names_its_weekday_and_only_another_year() {
        let tuesday = Day { day: 24, ..TODAY };
        assert_eq!(date(Language::Dutch, tuesday, TODAY), "dinsdag 24 november");
        assert_eq!(date(Language::English, tuesday, TODAY), "Tuesday 24 November");
        let leap_day = Day { year: 2028, month: 2, day: 29 };
        assert_eq!(date(Language::Dutch, leap_day, TODAY), "dinsdag 29 februari 2028");
    }

    #[test]
    fn near_days_have_a_name() {
        let after = |days| Day { day: TODAY.day + days, ..TODAY };
        assert_eq!(relative_date(Language::Dutch, TODAY, TODAY), "vandaag");
        assert_eq!(relative_date(Language::Dutch, after(1), TODAY), "morgen");
        assert_eq!(relative_date(Language::Dutch, after(2), TODAY), "overmorgen");
        assert_eq!(relative_date(Language::Dutch, after(3), TODAY), "donderdag 26 november");
        assert_eq!(relative_date(Language::English, after(2), TODAY), "Wednesday 25 November");
        let new_year = Day { year: 2027, month: 1, day: 1 };
        let eve = Day { year: 2026, month: 12, day: 31 };
        assert_eq!(relative_date(Language::Dutch, new_year, eve), "morgen");
    }

    #[test]
    fn times_and_moments_read_as_people_say_them() {
        assert_eq!(time(Language::Dutch, 9, 5), "09.05 uur");
        assert_eq!(time(Language::English, 10, 0), "10:00");
        assert_eq!(moment(Language::Dutch, TODAY, 10, 0, TODAY), "vandaag om 10.00 uur");
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
            let written: String = money(Language::Dutch, cents).chars().filter(char::is_ascii_digit).collect();
            prop_assert_eq!(written.parse::<u64>().unwrap_or_default(), cents.unsigned_abs());
        }
    }
}
