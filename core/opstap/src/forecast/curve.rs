//! The balances of the coming days as a picture, so that no screen has to reckon.

use serde::Serialize;

use super::ForecastDayRow;

/// The balance of each day as a bar above or below a line of zero, in thousandths of the picture's height.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CurveRow {
    /// One for each day from today; below zero it hangs from the line.
    pub bars: Vec<i32>,
    /// How far the line of zero is below the top.
    pub zero: u32,
    /// Which of the bars is the day with least.
    pub lowest: u32,
}

impl CurveRow {
    pub(super) fn of(days: &[ForecastDayRow]) -> Option<Self> {
        let balances: Vec<i64> = days.iter().map_while(|day| Some(day.balance.as_ref()?.cents)).collect();
        let (least, most) = (*balances.iter().min()?, *balances.iter().max()?);
        let (top, foot) = (most.max(0), least.min(0));
        let span = i128::from(top) - i128::from(foot);
        // At most a thousand either way: no balance is above the top or below the foot.
        let part = |cents: i64| (i128::from(cents) * 1000 / span.max(1)) as i32;
        let lowest = balances.iter().position(|cents| *cents == least)?;
        Some(Self {
            bars: balances.iter().map(|cents| part(*cents)).collect(),
            zero: part(top).unsigned_abs(),
            lowest: u32::try_from(lowest).ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use opstap_content::Language;
    use opstap_domain::{Cents, Date};

    use super::*;
    use crate::text::MoneyText;

    fn curve(cents: &[i64]) -> Option<CurveRow> {
        let day = |cents: &i64| ForecastDayRow {
            date: Date::MIN,
            date_text: String::new(),
            payments: Vec::new(),
            balance: Some(MoneyText::new(Language::Dutch, Cents(*cents))),
        };
        CurveRow::of(&cents.iter().map(day).collect::<Vec<_>>())
    }

    #[test]
    fn bars_stand_on_the_line_of_zero_and_hang_from_it() {
        let found = curve(&[30_000, 0, -10_000, 10_000]).unwrap();
        assert_eq!((found.bars, found.zero, found.lowest), (vec![750, 0, -250, 250], 750, 2));
        let above = curve(&[200, 100]).unwrap();
        assert_eq!((above.bars, above.zero, above.lowest), (vec![1000, 500], 1000, 1));
        let below = curve(&[-100, -200]).unwrap();
        assert_eq!((below.bars, below.zero, below.lowest), (vec![-500, -1000], 0, 1));
    }

    #[test]
    fn nothing_told_is_no_picture_and_nothing_there_is_a_flat_one() {
        assert_eq!(curve(&[]), None);
        assert_eq!(curve(&[0, 0]).unwrap().bars, [0, 0]);
        let largest = curve(&[i64::MAX, i64::MIN]).unwrap();
        assert!(largest.bars.iter().all(|bar| (-1000..=1000).contains(bar)));
    }
}
