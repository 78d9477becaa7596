//! Dutch public holidays and working days.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Date, Weekday};

/// The days off that differ per organisation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct HolidayRules {
    /// Good Friday is a day off.
    pub good_friday: bool,
    /// Liberation Day, 5 May, is a day off.
    pub liberation_day: bool,
}

/// Easter Sunday of a year by the Gregorian computus; `None` outside the years 1 to 9999.
///
/// # Source
///
/// The anonymous Gregorian algorithm (Meeus, *Astronomical Algorithms*, chapter 8).
pub fn easter(year: i32) -> Option<Date> {
    let golden = year.rem_euclid(19);
    let (century, of_century) = (year.div_euclid(100), year.rem_euclid(100));
    let (leap_centuries, d) = (century / 4, century % 4);
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - leap_centuries - correction + 15).rem_euclid(30);
    let to_sunday = (32 + 2 * d + 2 * (of_century / 4) - epact - of_century % 4).rem_euclid(7);
    let shift = (golden + 11 * epact + 22 * to_sunday) / 451;
    let days = epact + to_sunday - 7 * shift + 114;
    Date::from_ymd(year, u32::try_from(days / 31).ok()?, u32::try_from(days % 31 + 1).ok()?)
}

/// The public holidays of a year, in order.
///
/// New Year's Day, Easter Sunday and Monday, King's Day (27 April, or the 26th when that is a Sunday), Ascension
/// Day, Whit Sunday and Monday, Christmas and Boxing Day, and by `rules` Good Friday and 5 May.
///
/// # Source
///
/// Domain sheet 1.1; the Algemene termijnenwet names the general holidays (from memory, to be verified).
pub fn holidays(year: i32, rules: &HolidayRules) -> BTreeSet<Date> {
    let fixed = [(1, 1), (12, 25), (12, 26)];
    let mut days = BTreeSet::new();
    days.extend(fixed.iter().filter_map(|(month, day)| Date::from_ymd(year, *month, *day)));
    days.extend(kings_day(year));
    if let Some(easter) = easter(year) {
        days.extend([0, 1, 39, 49, 50].map(|after| easter.plus_days(after)));
        days.extend(rules.good_friday.then(|| easter.plus_days(-2)));
    }
    days.extend(Date::from_ymd(year, 5, 5).filter(|_| rules.liberation_day));
    days
}

fn kings_day(year: i32) -> Option<Date> {
    let birthday = Date::from_ymd(year, 4, 27)?;
    Some(if birthday.weekday() == Weekday::Sunday { birthday.plus_days(-1) } else { birthday })
}

/// Whether a day is one of [`holidays`], without making the list of its year: a forecast asks hundreds of times.
fn is_holiday(day: Date, rules: HolidayRules) -> bool {
    let fixed = match (day.month(), day.day()) {
        (1, 1) | (12, 25 | 26) => true,
        (4, 26 | 27) if kings_day(day.year()) == Some(day) => true,
        (5, 5) => rules.liberation_day,
        _ => false,
    };
    fixed
        || easter(day.year()).is_some_and(|easter| match easter.days_until(day) {
            0 | 1 | 39 | 49 | 50 => true,
            -2 => rules.good_friday,
            _ => false,
        })
}

impl Date {
    /// Whether this is Monday to Friday and no holiday.
    pub fn is_working_day(self, rules: &HolidayRules) -> bool {
        !matches!(self.weekday(), Weekday::Saturday | Weekday::Sunday) && !is_holiday(self, *rules)
    }

    /// This day when it is a working day, else the first one after it.
    #[must_use]
    pub fn working_day_or_next(self, rules: &HolidayRules) -> Self {
        self.seek_working_day(*rules, 1)
    }

    /// This day when it is a working day, else the last one before it.
    #[must_use]
    pub fn working_day_or_previous(self, rules: &HolidayRules) -> Self {
        self.seek_working_day(*rules, -1)
    }

    /// The first working day after this day.
    #[must_use]
    pub fn next_working_day(self, rules: &HolidayRules) -> Self {
        self.plus_days(1).working_day_or_next(rules)
    }

    /// The last working day before this day.
    #[must_use]
    pub fn previous_working_day(self, rules: &HolidayRules) -> Self {
        self.plus_days(-1).working_day_or_previous(rules)
    }

    /// So many working days later, or earlier when negative; zero is this day itself.
    #[must_use]
    pub fn add_working_days(self, days: i32, rules: &HolidayRules) -> Self {
        (0..days.unsigned_abs()).fold(self, |day, _| {
            if days > 0 { day.next_working_day(rules) } else { day.previous_working_day(rules) }
        })
    }

    /// The first working day of the quarter after the one this date lies in.
    #[must_use]
    pub fn first_working_day_after_quarter(self, rules: &HolidayRules) -> Self {
        let next = (self.month() - 1) / 3 * 3 + 4;
        let (year, month) = if next > 12 { (self.year() + 1, next - 12) } else { (self.year(), next) };
        Self::in_month(year, month, 1).working_day_or_next(rules)
    }

    /// The last working days of this date's month, in order; fewer when the month has fewer.
    pub fn last_working_days_of_month(self, count: u32, rules: &HolidayRules) -> Vec<Self> {
        let (first, last) = (self.first_of_month(), self.last_of_month());
        let month = (0..=first.days_until(last)).rev().map(|days| first.plus_days(days));
        let mut days: Vec<Self> =
            month.filter(|day| day.is_working_day(rules)).take(count as usize).collect();
        days.reverse();
        days
    }

    /// Walks day by day until a working day; a week of days off in a row does not exist, the ends of the calendar do.
    fn seek_working_day(self, rules: HolidayRules, step: i64) -> Self {
        let days = (0..14).map(|days| self.plus_days(days * step));
        days.into_iter().find(|day| day.is_working_day(&rules)).unwrap_or(self)
    }
}
