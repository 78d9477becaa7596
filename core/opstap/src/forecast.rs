//! What the coming weeks look like, and the days on which money comes and goes.

use opstap_content::format;
use opstap_domain::budget::{BudgetLine, Direction, IncomeSource};
use opstap_domain::forecast::{self, DAYS, Day, Forecast, Plan, Start};
use opstap_domain::money::parse_amount;
use opstap_domain::time::{HolidayRules, PayRule, Shift};
use opstap_domain::{Cents, Date, Phrase, order};
use opstap_store::{Edit, Record};
use serde::Serialize;
use serde_json::json;
use uuid::Uuid;

use crate::budget::{BudgetSummary, lines, summary as budget_summary, total};
use crate::content::ContentCache;
use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::reading::read;
use crate::room::{Room, open_conflicts};
use crate::text::MoneyText;

mod curve;
pub use curve::CurveRow;

/// A balance that was told longer ago than this is named as old, in days.
const OLD: i64 = 31;

/// The coming 92 days, ready to draw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ForecastSummary {
    /// What somebody saw on the account, the latest; `None`: nobody told it yet, and no balance is foreseen.
    pub told: Option<ToldRow>,
    /// Each day from today, in order.
    pub days: Vec<ForecastDayRow>,
    /// The day on which there is least.
    pub lowest: Option<ForecastDayRow>,
    /// What can be spent until the next income; below zero: bills until then take more than there is.
    pub spendable: Option<SpendableRow>,
    /// What to put aside each week for costs that come seldom; `None`: there are none with a known day.
    pub put_aside_per_week: Option<MoneyText>,
    /// In a few sentences, the most important first.
    pub sentences: Vec<String>,
    /// Income without a day, which is not counted: what to ask.
    pub left_out: Vec<String>,
    /// Costs without a day, which are spread evenly.
    pub spread: Vec<String>,
    /// False when an amount in it has two readings.
    pub certain: bool,
    /// The balances as a picture; `None` while no balance was told.
    pub curve: Option<CurveRow>,
}

/// A balance that was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ToldRow {
    /// The day.
    pub on: Date,
    /// The day in words.
    pub on_text: String,
    /// What there was.
    pub amount: MoneyText,
    /// So long ago that it is worth looking again.
    pub old: bool,
}

/// One day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ForecastDayRow {
    /// Which.
    pub date: Date,
    /// In words.
    pub date_text: String,
    /// What comes and goes on it by name, such as `Huur € 612,50`.
    pub payments: Vec<PaymentRow>,
    /// What there is at its end; `None` while nobody told a balance.
    pub balance: Option<MoneyText>,
}

/// Something that is paid on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PaymentRow {
    /// What it is called.
    pub label: String,
    /// How much.
    pub amount: MoneyText,
    /// It comes in.
    pub income: bool,
}

/// What can be spent until money comes in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SpendableRow {
    /// The last day before it.
    pub until: Date,
    /// The day in words.
    pub until_text: String,
    /// In all.
    pub amount: MoneyText,
    /// For a week of it, rounded down; the whole when it is shorter than a week.
    pub per_week: MoneyText,
    /// As a sentence: "€ 84,00 tot en met vrijdag 4 december".
    pub text: String,
}

/// On which days a line of the budget is paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PayDayEntry {
    /// Each month on this day, 1 to 31; what happens on a day off.
    Monthly {
        /// The day of the month; the last one in months that are shorter.
        day: u32,
        /// Whether a day off moves it.
        shift: PayDayShift,
    },
    /// At the line's own interval of weeks, counted from a day on which it was or will be paid.
    From(Date),
    /// In these months, 1 to 12.
    Months(Vec<u32>),
    /// The first working day after each quarter, as child benefit.
    AfterQuarter,
    /// As the content says of this kind of income, or nothing.
    Usual,
}

/// What a pay day does on a day off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PayDayShift {
    /// It stays.
    #[default]
    Stays,
    /// The working day before.
    Before,
    /// The working day after.
    After,
}

impl Opstap {
    /// What the coming 92 days look like, with today.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a case; [`OpstapError::Refused`] for a budget that cannot be added up.
    pub fn forecast(&self, case: Option<Uuid>) -> Result<ForecastSummary, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            foreseen(inner, &room)
        })
    }

    /// Tells what is on the account, on a day that is not after today; today when none is named. What was told of
    /// that day before is changed.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Refused`] for an amount that cannot be read and for a day to come.
    pub fn tell_balance(
        &self,
        case: Option<Uuid>,
        typed: &str,
        on: Option<Date>,
    ) -> Result<ForecastSummary, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let on = on.unwrap_or(room.today);
            if on > room.today {
                return Err(OpstapError::refused("on", Phrase::new("forecast-balance-to-come")));
            }
            let amount =
                parse_amount(typed).map_err(|error| OpstapError::refused("amount", error.phrase()))?;
            let id = room.money.derived_id(&format!("balance/{on}"));
            let units = [("on", json!(on)), ("balance", json!({ "cents": amount.0 }))];
            self.act(inner, &[Edit::put(room.money, "account_balance", id, units)])?;
            foreseen(inner, &room)
        })
    }

    /// Says on which days a line of the budget is paid. `line` is its id, or its category where there is one line of it.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a line; [`OpstapError::Refused`] for days that do not fit how often it is paid.
    pub fn set_pay_day(
        &self,
        case: Option<Uuid>,
        line: &str,
        entry: &PayDayEntry,
    ) -> Result<BudgetSummary, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let all = lines(inner, &room)?;
            let mut found = all.iter().filter(|(known, _)| known.id == line || known.category == line);
            let (Some((known, record)), None) = (found.next(), found.next()) else {
                return Err(OpstapError::Unknown { what: "line" });
            };
            let rule = match entry {
                PayDayEntry::Usual => None,
                other => Some(rule(other, known)?),
            };
            let units = [("pay_day", json!(rule))];
            self.act(inner, &[Edit::put(room.money, "budget_line", record.id, units)])?;
            budget_summary(inner, &room)
        })
    }
}

fn rule(entry: &PayDayEntry, line: &BudgetLine) -> Result<PayRule, OpstapError> {
    let refused = |key| OpstapError::refused("day", Phrase::new(key));
    let rule = match entry {
        PayDayEntry::Monthly { day, shift } => {
            if !(1..=31).contains(day) {
                return Err(refused("forecast-day-unknown"));
            }
            let shift = match shift {
                PayDayShift::Stays => Shift::None,
                PayDayShift::Before => Shift::PreviousWorkingDay,
                PayDayShift::After => Shift::NextWorkingDay,
            };
            PayRule::DayOfMonth { day: *day, shift }
        }
        // 364 days are 52 weeks.
        PayDayEntry::From(anchor) => {
            let days = u32::try_from(364 / line.frequency.times_a_year()).unwrap_or(0);
            PayRule::Every { days, anchor: Some(*anchor) }
        }
        PayDayEntry::Months(months) => PayRule::Months { months: months.clone() },
        PayDayEntry::AfterQuarter => PayRule::FirstWorkingDayAfterQuarter,
        PayDayEntry::Usual => PayRule::Unknown,
    };
    if forecast::fits(&rule, line.frequency) { Ok(rule) } else { Err(refused("forecast-day-does-not-fit")) }
}

/// When a line is paid: as somebody said of this line, else as the content knows of this kind of income.
pub(crate) fn rule_of(content: &ContentCache, line: &BudgetLine, record: &Record) -> Option<PayRule> {
    let own: Option<PayRule> = read(record.value("pay_day"));
    let source: Option<&IncomeSource> = match line.direction {
        Direction::In => content.budget.income_sources.iter().find(|known| known.id == line.category),
        Direction::Out => None,
    };
    own.or_else(|| source.map(|source| source.payday_rule.clone()))
}

/// The latest balance that was told, not after today, and whether it has two readings.
fn told(inner: &mut Inner, room: &Room) -> Result<Option<(Date, Cents, bool)>, OpstapError> {
    let open = open_conflicts(inner, room.money)?;
    let mut latest: Option<(Date, Cents, bool)> = None;
    for record in inner.store.records(room.money, "account_balance")? {
        let Ok(on) = record.text("on").parse::<Date>() else { continue };
        let Some(cents) = record.value("balance")["cents"].as_i64() else { continue };
        if on <= room.today && latest.is_none_or(|(known, ..)| known < on) {
            latest = Some((on, Cents(cents), open.contains_key(&record.id)));
        }
    }
    Ok(latest)
}

fn foreseen(inner: &mut Inner, room: &Room) -> Result<ForecastSummary, OpstapError> {
    let content = inner.content()?;
    let found = lines(inner, room)?;
    let plain: Vec<BudgetLine> = found.iter().map(|(line, _)| line.clone()).collect();
    // Amounts out of bounds are said here, in the words of the budget.
    total(&content, &plain)?;
    let record = |line: &BudgetLine| found.iter().find(|(known, _)| known.id == line.id);
    let plan = forecast::plan(&plain, &content.budget.categories, |line| {
        record(line).and_then(|(line, record)| rule_of(&content, line, record))
    });
    let told = told(inner, room)?;
    let refused = |_| OpstapError::refused("line", Phrase::new("forecast-too-large"));
    let start = start(room, &plan, told).map_err(refused)?;
    let rules = HolidayRules::default();
    let ahead = forecast::look_ahead(room.today, DAYS, &start, &plan.flows, &rules).map_err(refused)?;
    let aside = forecast::to_put_aside(room.today, 366, &plan.seldom, &rules).map_err(refused)?;
    let label = |id: &str| {
        let line = plain.iter().find(|line| line.id == id);
        let own = line.and_then(|line| line.label.clone());
        own.unwrap_or_else(|| line.map_or_else(String::new, |line| content.label(&line.category).to_owned()))
    };
    let view = View { room, plan: &plan, ahead: &ahead, label: &label };
    Ok(view.summary(told, aside))
}

/// The balance brought forward to the beginning of today.
fn start(
    room: &Room,
    plan: &Plan,
    told: Option<(Date, Cents, bool)>,
) -> Result<Start, forecast::ForecastError> {
    let seen = |balance, settled| Start {
        balance,
        daily_life_per_week: plan.per_week,
        bills_per_week: plan.bills_per_week,
        settled,
    };
    let Some((on, balance, _)) = told else { return Ok(seen(None, false)) };
    let since = u32::try_from(on.days_until(room.today)).unwrap_or(0);
    if since == 0 {
        return Ok(seen(Some(balance), true));
    }
    let rules = HolidayRules::default();
    let past = forecast::look_ahead(on, since, &seen(Some(balance), true), &plan.flows, &rules)?;
    Ok(seen(past.days.last().and_then(|day| day.balance), false))
}

struct View<'v> {
    room: &'v Room,
    plan: &'v Plan,
    ahead: &'v Forecast,
    label: &'v dyn Fn(&str) -> String,
}

impl View<'_> {
    fn summary(&self, told: Option<(Date, Cents, bool)>, aside: Cents) -> ForecastSummary {
        let labels = |ids: &std::collections::BTreeSet<String>| {
            let mut labels: Vec<String> = ids.iter().map(|id| (self.label)(id)).collect();
            order::sort(&mut labels);
            labels
        };
        let told_row = told.map(|(on, amount, _)| ToldRow {
            on,
            on_text: format::date(self.room.language, on, self.room.today),
            amount: self.money(amount),
            old: on.days_until(self.room.today) > OLD,
        });
        let mut summary = ForecastSummary {
            told: told_row,
            days: self.ahead.days.iter().map(|day| self.day(day)).collect(),
            lowest: self.ahead.lowest.filter(|_| told.is_some()).map(|day| self.day(&day)),
            spendable: self.spendable(),
            put_aside_per_week: Some(aside)
                .filter(|aside| *aside > Cents::ZERO)
                .map(|aside| self.money(aside)),
            sentences: Vec::new(),
            left_out: labels(&self.plan.left_out),
            spread: labels(&self.plan.spread),
            certain: self.plan.certain && told.is_none_or(|(.., contested)| !contested),
            curve: None,
        };
        summary.curve = CurveRow::of(&summary.days);
        summary.sentences = self.sentences(&summary);
        summary
    }

    fn money(&self, amount: Cents) -> MoneyText {
        MoneyText::new(self.room.language, amount)
    }

    fn day(&self, day: &Day) -> ForecastDayRow {
        let of_day = (day.date, String::new())..(day.date.plus_days(1), String::new());
        let paid = self.ahead.paid.range(of_day).map(|(_, id)| id);
        let flows = paid.filter_map(|id| self.plan.flows.iter().find(|flow| flow.id == *id));
        ForecastDayRow {
            date: day.date,
            date_text: format::date(self.room.language, day.date, self.room.today),
            payments: flows
                .map(|flow| PaymentRow {
                    label: (self.label)(&flow.id),
                    amount: self.money(flow.amount),
                    income: flow.direction == Direction::In,
                })
                .collect(),
            balance: day.balance.map(|balance| self.money(balance)),
        }
    }

    fn spendable(&self) -> Option<SpendableRow> {
        let found = self.ahead.spendable?;
        let weeks = i64::from(found.days.max(7));
        let per_week = Cents((i128::from(found.amount.0) * 7).div_euclid(i128::from(weeks)) as i64);
        let until_text = format::date(self.room.language, found.until, self.room.today);
        let amount = self.money(found.amount);
        let short = found.amount.is_negative();
        let key = if short { "forecast-short-until" } else { "forecast-spend-until" };
        let shown = if short { self.money(Cents(-found.amount.0)) } else { amount.clone() };
        let values = [("amount", shown.text.into()), ("date", until_text.clone().into())];
        let text = self.room.words.text_with(key, &values);
        Some(SpendableRow { until: found.until, until_text, amount, per_week: self.money(per_week), text })
    }

    fn sentences(&self, summary: &ForecastSummary) -> Vec<String> {
        let words = &self.room.words;
        let Some(told) = &summary.told else { return vec![words.text("forecast-tell-balance")] };
        let mut all: Vec<String> = summary.spendable.iter().map(|row| row.text.clone()).collect();
        if let Some(row) = &summary.spendable
            && row.per_week != row.amount
            && row.per_week.cents > 0
        {
            all.push(words.text_with("forecast-per-week", &[("amount", row.per_week.text.clone().into())]));
        }
        if let Some((day, balance)) =
            summary.lowest.as_ref().and_then(|day| Some((day, day.balance.as_ref()?)))
        {
            let key = if balance.cents < 0 { "forecast-below-zero" } else { "forecast-lowest" };
            let amount = self.money(Cents(balance.cents.saturating_abs())).text;
            let values = [("amount", amount.into()), ("date", day.date_text.clone().into())];
            all.push(words.text_with(key, &values));
        }
        for (month, id) in &self.ahead.double_pay {
            let month = format::month(self.room.language, *month);
            let values = [("label", (self.label)(id).into()), ("month", month.into())];
            all.push(words.text_with("forecast-double-pay", &values));
        }
        if let Some(aside) = &summary.put_aside_per_week {
            all.push(words.text_with("forecast-put-aside", &[("amount", aside.text.clone().into())]));
        }
        if !summary.left_out.is_empty() {
            let labels = format::list(self.room.language, &summary.left_out);
            all.push(words.text_with("forecast-left-out", &[("labels", labels.into())]));
        }
        if told.old {
            all.push(words.text_with("forecast-balance-old", &[("date", told.on_text.clone().into())]));
        }
        if !summary.certain {
            all.push(words.text("forecast-uncertain"));
        }
        all
    }
}
