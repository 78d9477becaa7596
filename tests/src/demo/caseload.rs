//! Forty more cases, made by forty devices of their own, so that the counsellor has a list with reasons.

use std::path::Path;
use std::sync::Arc;

use opstap::{
    AppointmentEntry, CivilTime, Config, FixedClock, Instant, LineEntry, LocalMoment, Opstap, PreferenceEdit,
    StoreKey, TaskDeed, Zone,
};
use opstap_content::Package;
use uuid::Uuid;

use super::{Tally, Told, Town};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

const QUESTIONS: [&str; 5] = [
    "Er kwam een brief van de energie. Wat doe ik ermee?",
    "Mag ik een dag later bellen?",
    "Moet ik alle brieven bewaren?",
    "Ik kan donderdag niet. Kan het ook vrijdag?",
    "Is het goed als mijn zus meekomt?",
];

/// Opens `count` cases and lets every client do a little.
///
/// # Errors
///
/// When a device cannot do what a person would.
pub fn fill(
    town: &Town,
    folder: &Path,
    counsellor: Uuid,
    count: usize,
    today: Instant,
    tally: &mut Tally,
) -> Told<()> {
    let names = Package::embedded()?.names;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    for number in 0..count {
        let first = &names.first[(number * 7 + 3) % names.first.len()];
        let last = &names.last[(number * 11 + 5) % names.last.len()];
        let case = town.open_case(&format!("{first} {last}"), counsellor, &[])?;
        // Each was last here on a day of its own.
        let ago = (number as i64 * 5) % 23;
        let mut config =
            Config::new(folder.join(format!("case-{number}")), StoreKey::new([number as u8; 32]));
        config.clock = Arc::new(FixedClock(Instant(today.0 - ago * DAY_MS)));
        let (device, _) = Opstap::open(config)?;
        let code = town.code(case.client)?;
        runtime.block_on(device.pair(&town.url(), &code, "demo"))?;
        runtime.block_on(device.sync())?;
        live(&device, number, ago)?;
        runtime.block_on(device.sync())?;
        tally.note(&format!("case {number}"), &serde_json::to_value(device.safety()?)?);
    }
    Ok(())
}

fn live(device: &Opstap, number: usize, ago: i64) -> Told<()> {
    for _ in 0..number % 4 {
        let Some(next) = device.today(None)?.next.filter(|next| next.actions.contains(&"complete")) else {
            break;
        };
        device.perform(None, &next.id, TaskDeed::Done)?;
    }
    let line = |category: &str, typed: String| LineEntry {
        category: category.to_owned(),
        typed,
        ..LineEntry::default()
    };
    device.set_budget_line(None, &line("huur", format!("{},50", 480 + number * 9)))?;
    device.set_budget_line(None, &line("zorgverzekering", format!("{}", 140 + number % 20)))?;
    if number.is_multiple_of(2) {
        device.set_preference(None, PreferenceEdit::News(true))?;
        device.set_fact(None, "household.childrenAge4to12", &(number % 3).to_string())?;
    }
    if number.is_multiple_of(3) {
        device.send_message(None, QUESTIONS[number / 3 % QUESTIONS.len()])?;
    }
    if number.is_multiple_of(5) {
        let now = Zone::AMSTERDAM.date(opstap::Clock::now(&opstap::SystemClock));
        let starts = LocalMoment::new(now.plus_days(1 + number as i64 % 4), CivilTime::hour_of_day(10));
        let entry = AppointmentEntry {
            title: "Gesprek".to_owned(),
            starts,
            minutes: Some(45),
            place: Some("Stadhuis".to_owned()),
            bring: None,
        };
        // A client who was here long ago planned it then.
        let row = device.plan_appointment(None, &entry)?;
        if ago % 2 == 0 {
            device.confirm_appointment(None, row.id)?;
        }
    }
    Ok(())
}
