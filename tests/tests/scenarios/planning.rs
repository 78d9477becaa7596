//! The forecast and deadlines, as a scenario names them.

use opstap_ffi::{Core, PayDayDraft, PayDayShift};

use crate::debts::debts;
use crate::device::{Answer, With};
use crate::tree::tree;

pub(crate) async fn planning(core: &Core, service: &str, method: &str, with: &With<'_>) -> Answer {
    let (forecast, deadlines) = (core.forecast(), core.deadlines());
    Ok(match (service, method) {
        ("forecast", "summary") => tree(&forecast.summary(with.case()).await?),
        ("forecast", "tellBalance") => {
            tree(&forecast.tell_balance(with.text("typed"), with.date("on"), with.case()).await?)
        }
        ("forecast", "payDay") => tree(&forecast.pay_day(with.id("line"), with.case()).await?),
        ("forecast", "setPayDay") => {
            tree(&forecast.set_pay_day(with.id("line"), pay_day(with), with.case()).await?)
        }
        ("deadlines", "list") => tree(&deadlines.list(with.case()).await?),
        ("deadlines", "workList") => tree(&deadlines.work_list().await?),
        ("deadlines", "start") => {
            tree(&deadlines.start(with.text("term"), with.date("on"), with.case()).await?)
        }
        ("deadlines", "extend") => {
            let (to, reason) = (with.date("to").unwrap(), with.text("reason"));
            tree(&deadlines.extend(with.id("id"), to, reason, with.case()).await?)
        }
        ("deadlines", "finish") => {
            tree(&deadlines.finish(with.id("id"), with.date("on"), with.case()).await?)
        }
        ("deadlines", "stop") => {
            tree(&deadlines.stop(with.id("id"), with.text("reason"), with.case()).await?)
        }
        (service, method) => return debts(core, service, method, with).await,
    })
}

/// `{"paid": "monthly", "day": 1, "shift": "stays"}`, `{"paid": "counted", "anchor": "2027-03-25"}`, `{"paid": "months", "months": [5]}`.
fn pay_day(with: &With<'_>) -> PayDayDraft {
    if with.text("paid") == "monthly" {
        let day = with.0["day"].as_u64().unwrap() as u32;
        let shift = match with.text("shift").as_str() {
            "before" => PayDayShift::Before,
            "after" => PayDayShift::After,
            _ => PayDayShift::Stays,
        };
        return PayDayDraft::Monthly { day, shift };
    }
    if let Some(anchor) = with.date("anchor") {
        return PayDayDraft::Counted { anchor };
    }
    let months = with.0["months"].as_array().unwrap().iter();
    PayDayDraft::Months { months: months.map(|month| month.as_u64().unwrap() as u32).collect() }
}
