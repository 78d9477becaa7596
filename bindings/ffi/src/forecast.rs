//! The coming weeks: what there is on each day, and what can be spent until money comes in again.

use opstap::Opstap;

use crate::error::CoreError;
use crate::service::service;
use crate::value::{CaseId, DateText, LocalDate, MoneyText, Uuid, asked};

/// The coming 92 days, with today.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ForecastSummary {
    /// What somebody saw on the account, the latest; without it no balance is foreseen.
    pub told: Option<ToldRow>,
    /// In a few sentences, the most important first.
    pub sentences: Vec<String>,
    /// The days on which something comes or goes, in order.
    pub days: Vec<ForecastDayRow>,
    /// The balance at the end of each day from today, in cents; empty while no balance was told.
    pub balances: Vec<i64>,
    /// The same as a picture.
    pub curve: Option<CurveRow>,
    /// The day on which there is least.
    pub lowest: Option<ForecastDayRow>,
    /// What can be spent until the next income.
    pub spendable: Option<SpendableRow>,
    /// What to put aside each week for costs that come seldom.
    pub put_aside_per_week: Option<MoneyText>,
    /// Income without a day, which is not counted.
    pub left_out: Vec<String>,
    /// Costs without a day, which are spread evenly.
    pub spread: Vec<String>,
    /// False when an amount in it has two readings.
    pub certain: bool,
}

/// The balance of each day as a bar above or below a line of zero, in thousandths of the picture's height.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct CurveRow {
    /// One for each day from today; below zero it hangs from the line.
    pub bars: Vec<i32>,
    /// How far the line of zero is below the top.
    pub zero: u32,
    /// Which of the bars is the day with least.
    pub lowest: u32,
}

/// A balance that was told.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ToldRow {
    /// The day.
    pub on: DateText,
    /// What there was.
    pub amount: MoneyText,
    /// So long ago that it is worth looking again.
    pub old: bool,
}

/// One day.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ForecastDayRow {
    /// Which.
    pub date: DateText,
    /// What comes and goes on it.
    pub payments: Vec<PaymentRow>,
    /// What there is at its end.
    pub balance: Option<MoneyText>,
}

/// Something that is paid on a day.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct PaymentRow {
    /// What it is called.
    pub label: String,
    /// How much.
    pub amount: MoneyText,
    /// It comes in.
    pub income: bool,
}

/// What can be spent until money comes in.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct SpendableRow {
    /// The last day before it.
    pub until: DateText,
    /// In all; below zero: bills until then take more than there is.
    pub amount: MoneyText,
    /// For a week of it.
    pub per_week: MoneyText,
    /// As a sentence.
    pub text: String,
}

/// On which days a line of the budget is paid.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum PayDayDraft {
    /// Each month.
    Monthly {
        /// 1 to 31; the last day in months that are shorter.
        day: u32,
        /// What happens on a day off.
        shift: PayDayShift,
    },
    /// At the line's own interval of weeks.
    Counted {
        /// A day on which it was or will be paid.
        anchor: LocalDate,
    },
    /// In some months.
    Months {
        /// 1 to 12.
        months: Vec<u32>,
    },
    /// The first working day after each quarter.
    AfterQuarter,
    /// As is usual for this kind of income, or nothing.
    Usual,
}

/// What a pay day does on a day off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum PayDayShift {
    /// It stays.
    Stays,
    /// The working day before.
    Before,
    /// The working day after.
    After,
}

/// What to ask about when a line of the budget is paid.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct PayDayForm {
    /// The line.
    pub line: Uuid,
    /// What it is called.
    pub label: String,
    /// It comes in.
    pub income: bool,
    /// What to ask.
    pub asks: PayDayAsks,
    /// For the next day: which to choose from.
    pub days: Vec<DateText>,
    /// For months: all of them.
    pub months: Vec<MonthRow>,
    /// How many months to choose.
    pub months_count: u32,
}

/// A month of every year.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct MonthRow {
    /// 1 to 12.
    pub number: u32,
    /// In words.
    pub text: String,
}

/// What to ask about pay days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum PayDayAsks {
    /// The day of the month, 1 to 31.
    DayOfMonth,
    /// The next day on which it is paid.
    NextDay,
    /// The months in which it is paid.
    Months,
}

service!(
    /// The forecast.
    Forecast
);

#[uniffi::export]
impl Forecast {
    /// The coming 92 days.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a case.
    #[uniffi::method(default(case = None))]
    pub async fn summary(&self, case: Option<CaseId>) -> Result<ForecastSummary, CoreError> {
        let case = asked(case);
        self.engine.read_in(case, move |device| drawn(device, case, device.forecast(case)?)).await
    }

    /// Tells what is on the account; on a day before today where `on` says so.
    ///
    /// # Errors
    ///
    /// [`CoreError::Refused`] with the field `amount` or `on` and a sentence; nothing changed.
    #[uniffi::method(default(on = None, case = None))]
    pub async fn tell_balance(
        &self,
        typed: String,
        on: Option<LocalDate>,
        case: Option<CaseId>,
    ) -> Result<ForecastSummary, CoreError> {
        let case = asked(case);
        let write = move |device: &Opstap| drawn(device, case, device.tell_balance(case, &typed, on)?);
        self.engine.write(write).await
    }

    /// What to ask about when a line of the budget is paid. `set_pay_day` takes the answer.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a line.
    #[uniffi::method(default(case = None))]
    pub async fn pay_day(&self, line: Uuid, case: Option<CaseId>) -> Result<PayDayForm, CoreError> {
        let case = asked(case);
        let read = move |device: &Opstap| {
            let form = device.pay_day(case, &line.to_string())?;
            let calendar = form.calendar;
            let months = form.months.into_iter().map(|row| MonthRow { number: row.number, text: row.text });
            Ok(PayDayForm {
                line,
                label: form.label,
                income: form.income,
                asks: match form.asks {
                    opstap::PayDayAsks::DayOfMonth => PayDayAsks::DayOfMonth,
                    opstap::PayDayAsks::NextDay => PayDayAsks::NextDay,
                    opstap::PayDayAsks::Months => PayDayAsks::Months,
                },
                days: form.days.into_iter().map(|day| DateText::new(calendar, day)).collect(),
                months: months.collect(),
                months_count: form.months_count,
            })
        };
        self.engine.read_in(case, read).await
    }

    /// Says on which days a line of the budget is paid.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a line; [`CoreError::Refused`] for days that do not fit how often it is paid.
    #[uniffi::method(default(case = None))]
    pub async fn set_pay_day(
        &self,
        line: Uuid,
        paid: PayDayDraft,
        case: Option<CaseId>,
    ) -> Result<ForecastSummary, CoreError> {
        let case = asked(case);
        let write = move |device: &Opstap| {
            device.set_pay_day(case, &line.to_string(), &paid.clone().into())?;
            drawn(device, case, device.forecast(case)?)
        };
        self.engine.write(write).await
    }
}

fn drawn(
    device: &Opstap,
    case: Option<Uuid>,
    from: opstap::ForecastSummary,
) -> Result<ForecastSummary, opstap::OpstapError> {
    let calendar = device.calendar(case)?;
    let balances = from.days.iter().filter_map(|day| Some(day.balance.as_ref()?.cents)).collect();
    let paid = from.days.into_iter().filter(|day| !day.payments.is_empty());
    Ok(ForecastSummary {
        told: from.told.map(|told| ToldRow {
            on: DateText { date: told.on, text: told.on_text },
            amount: told.amount.into(),
            old: told.old,
        }),
        sentences: from.sentences,
        days: paid.map(Into::into).collect(),
        balances,
        curve: from.curve.map(|row| CurveRow { bars: row.bars, zero: row.zero, lowest: row.lowest }),
        lowest: from.lowest.map(Into::into),
        spendable: from.spendable.map(|row| SpendableRow {
            until: DateText::new(calendar, row.until),
            amount: row.amount.into(),
            per_week: row.per_week.into(),
            text: row.text,
        }),
        put_aside_per_week: from.put_aside_per_week.map(Into::into),
        left_out: from.left_out,
        spread: from.spread,
        certain: from.certain,
    })
}

impl From<opstap::ForecastDayRow> for ForecastDayRow {
    fn from(from: opstap::ForecastDayRow) -> Self {
        let payments = from.payments.into_iter().map(|paid| PaymentRow {
            label: paid.label,
            amount: paid.amount.into(),
            income: paid.income,
        });
        Self {
            date: DateText { date: from.date, text: from.date_text },
            payments: payments.collect(),
            balance: from.balance.map(Into::into),
        }
    }
}

impl From<PayDayDraft> for opstap::PayDayEntry {
    fn from(from: PayDayDraft) -> Self {
        match from {
            PayDayDraft::Monthly { day, shift } => Self::Monthly {
                day,
                shift: match shift {
                    PayDayShift::Stays => opstap::PayDayShift::Stays,
                    PayDayShift::Before => opstap::PayDayShift::Before,
                    PayDayShift::After => opstap::PayDayShift::After,
                },
            },
            PayDayDraft::Counted { anchor } => Self::From(anchor),
            PayDayDraft::Months { months } => Self::Months(months),
            PayDayDraft::AfterQuarter => Self::AfterQuarter,
            PayDayDraft::Usual => Self::Usual,
        }
    }
}
