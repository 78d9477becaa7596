//! The coming weeks.

use opstap::{ForecastDayRow, ForecastSummary, PayDayEntry, PayDayShift, Uuid};

use super::budget;
use crate::answer::Answer;
use crate::arguments::planning::{ForecastCommand, OnDayOff};
use crate::failure::Failure;
use crate::page::Page;
use crate::session::Session;

pub(crate) fn forecast(
    session: &Session,
    case: Option<Uuid>,
    command: Option<&ForecastCommand>,
) -> Result<Answer, Failure> {
    let device = &session.device;
    match command {
        None => shown(session, &device.forecast(case)?, false),
        Some(ForecastCommand::Show { all }) => shown(session, &device.forecast(case)?, *all),
        Some(ForecastCommand::Balance { amount, on }) => {
            let on = on.as_deref().map(|on| session.typed_date(on)).transpose()?;
            shown(session, &device.tell_balance(case, amount, on)?, false)
        }
        Some(ForecastCommand::Day { line, day, off, from, months, quarter, .. }) => {
            let entry = if let Some(day) = day {
                PayDayEntry::Monthly { day: *day, shift: shift(*off) }
            } else if let Some(from) = from {
                PayDayEntry::From(session.typed_date(from)?)
            } else if let Some(months) = months {
                PayDayEntry::Months(months.clone())
            } else if *quarter {
                PayDayEntry::AfterQuarter
            } else {
                PayDayEntry::Usual
            };
            let line = budget::line(session, case, line)?;
            device.set_pay_day(case, &line, &entry)?;
            shown(session, &device.forecast(case)?, false)
        }
    }
}

fn shift(off: OnDayOff) -> PayDayShift {
    match off {
        OnDayOff::Stays => PayDayShift::Stays,
        OnDayOff::Before => PayDayShift::Before,
        OnDayOff::After => PayDayShift::After,
    }
}

fn shown(session: &Session, forecast: &ForecastSummary, all: bool) -> Result<Answer, Failure> {
    let mut page = Page::titled(&session.text("forecast-title"));
    if let Some(told) = &forecast.told {
        let values = [("date", told.on_text.as_str()), ("amount", &told.amount.text)];
        page.say(&session.say("forecast-told", &values));
    }
    for sentence in &forecast.sentences {
        page.say(sentence);
    }
    for day in forecast.days.iter().filter(|day| all || !day.payments.is_empty()) {
        page.item(&day_text(session, day));
    }
    Answer::new(forecast, page)
}

fn day_text(session: &Session, day: &ForecastDayRow) -> String {
    let payments: Vec<String> = day
        .payments
        .iter()
        .map(|paid| format!("{} {}{}", paid.label, if paid.income { "+ " } else { "- " }, paid.amount.text))
        .collect();
    let mut text = day.date_text.clone();
    if let Some(balance) = &day.balance {
        text =
            session.say("forecast-day-line", &[("date", day.date_text.as_str()), ("amount", &balance.text)]);
    }
    if payments.is_empty() { text } else { format!("{text} ({})", payments.join(", ")) }
}
