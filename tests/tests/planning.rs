//! What comes when: the forecast and deadlines, with two people, real files and a real server.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::Path;

use opstap::{Date, Frequency, Instant, LineEntry, Opstap, OpstapError, PayDayEntry, PayDayShift};
use opstap_tests::town::{Town, device_at};
use tempfile::TempDir;

/// Monday 2027-03-22, 10:00 in Amsterdam: six days before the clocks go forward.
const MONDAY: Instant = Instant(1_805_706_000_000);
const DAY: i64 = 24 * 3600 * 1000;

fn home() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

async fn paired(town: &Town, folder: &Path, account: opstap::Uuid) -> Opstap {
    let device = device_at(folder, MONDAY);
    town.pair(&device, account).await;
    device
}

fn line(device: &Opstap, category: &str, typed: &str, frequency: Frequency) {
    let entry = LineEntry {
        category: category.into(),
        typed: typed.into(),
        frequency: Some(frequency),
        ..LineEntry::default()
    };
    device.set_budget_line(None, &entry).unwrap();
}

fn household(device: &Opstap) {
    line(device, "loon-4w", "1450", Frequency::FourWeekly);
    line(device, "huurtoeslag", "250", Frequency::Monthly);
    line(device, "huur", "612,50", Frequency::Monthly);
    line(device, "gem-heffingen", "520", Frequency::Yearly);
    line(device, "fiets", "104", Frequency::Yearly);
    line(device, "eten", "80", Frequency::Weekly);
    let first = PayDayEntry::Monthly { day: 1, shift: PayDayShift::Stays };
    device.set_pay_day(None, "huur", &first).unwrap();
    device.set_pay_day(None, "gem-heffingen", &PayDayEntry::Months(vec![5])).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_coming_weeks_are_foreseen_and_the_counsellor_sees_the_same() {
    let town = Town::new();
    let _serving = town.serve();
    let (phone_home, desk_home) = (home(), home());
    let phone = paired(&town, phone_home.path(), town.client).await;
    household(&phone);

    // Nobody told a balance, nor when the wages come.
    let unknown = phone.forecast(None).unwrap();
    assert_eq!((unknown.told.clone(), unknown.lowest.clone(), unknown.spendable.clone()), (None, None, None));
    assert_eq!(unknown.days.len(), 92);
    assert_eq!(unknown.left_out, ["Loon (per vier weken)"]);
    assert_eq!(unknown.spread, ["Fiets"]);
    assert!(unknown.sentences[0].contains("Vul in wat er nu op je rekening staat"));

    // Thursday 25 March, and every four weeks after it.
    phone.set_pay_day(None, "loon-4w", &PayDayEntry::From(date("2027-03-25"))).unwrap();
    let seen = phone.tell_balance(None, "230,40", None).unwrap();
    let told = seen.told.as_ref().unwrap();
    assert_eq!((told.on, told.amount.cents, told.old), (date("2027-03-22"), 23_040, false));
    // The allowance of the 20th came today, for the 20th was a Saturday: it is in what was seen.
    assert_eq!(seen.days[0].balance.as_ref().unwrap().cents, 23_040);
    let spendable = seen.spendable.as_ref().unwrap();
    // Nobody knows when the bicycle is paid: two days keep their part of it.
    assert_eq!((spendable.until, spendable.amount.cents), (date("2027-03-24"), 22_983));
    let paid: Vec<(Date, String)> = seen
        .days
        .iter()
        .flat_map(|day| day.payments.iter().map(|paid| (day.date, paid.label.clone())))
        .take(4)
        .collect();
    let named = [
        (date("2027-03-25"), "Loon (per vier weken)".to_owned()),
        (date("2027-04-01"), "Huur".to_owned()),
        (date("2027-04-20"), "Huurtoeslag".to_owned()),
        (date("2027-04-22"), "Loon (per vier weken)".to_owned()),
    ];
    assert_eq!(paid, named);
    // 520 euro by the first of May: six weeks have begun by then.
    assert_eq!(seen.put_aside_per_week.as_ref().unwrap().cents, 8_667);
    assert!(seen.certain && seen.left_out.is_empty());

    phone.sync().await.unwrap();
    let desk = paired(&town, desk_home.path(), town.counsellor).await;
    desk.sync().await.unwrap();
    assert_eq!(desk.forecast(None).unwrap(), seen);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_balance_of_some_days_ago_is_brought_forward_over_the_change_of_clocks() {
    let town = Town::new();
    let _serving = town.serve();
    let folder = home();
    let phone = paired(&town, folder.path(), town.client).await;
    household(&phone);
    phone.set_pay_day(None, "loon-4w", &PayDayEntry::From(date("2027-03-25"))).unwrap();
    let before = phone.tell_balance(None, "230,40", None).unwrap();
    drop(phone);
    for after in [1, 6, 7, 30, 40] {
        let later = device_at(folder.path(), Instant(MONDAY.0 + after * DAY)).forecast(None).unwrap();
        let today = date("2027-03-22").plus_days(after);
        assert_eq!(later.days[0].date, today);
        let foreseen = before.days.iter().find(|day| day.date == today).unwrap();
        let apart = later.days[0].balance.as_ref().unwrap().cents - foreseen.balance.as_ref().unwrap().cents;
        assert!(apart.abs() <= 6, "{apart} cents apart after {after} days");
        assert_eq!(later.told.unwrap().old, after > 31);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_is_refused_and_changes_nothing() {
    let town = Town::new();
    let _serving = town.serve();
    let folder = home();
    let phone = paired(&town, folder.path(), town.client).await;
    household(&phone);
    let before = phone.forecast(None).unwrap();
    let refused = |found: Result<_, OpstapError>| matches!(found, Err(OpstapError::Refused { .. }));
    assert!(refused(phone.tell_balance(None, "veel", None).map(drop)));
    assert!(refused(phone.tell_balance(None, "10", Some(date("2027-03-23"))).map(drop)));
    // Rent is paid each month: every four weeks, or twice a year, is not that.
    let weeks = PayDayEntry::From(date("2027-03-25"));
    for entry in [weeks, PayDayEntry::Months(vec![1, 7]), PayDayEntry::AfterQuarter] {
        assert!(refused(phone.set_pay_day(None, "huur", &entry).map(drop)));
    }
    let none = PayDayEntry::Monthly { day: 0, shift: PayDayShift::After };
    assert!(refused(phone.set_pay_day(None, "huur", &none).map(drop)));
    assert!(matches!(
        phone.set_pay_day(None, "hypotheek", &PayDayEntry::Usual),
        Err(OpstapError::Unknown { what: "line" })
    ));
    assert_eq!(phone.forecast(None).unwrap(), before);
    // Overdrawn is an answer.
    assert!(
        phone.tell_balance(None, "-120", None).unwrap().sentences.iter().any(|said| said.contains("rood"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn two_balances_of_one_day_wait_for_a_choice() {
    let town = Town::new();
    let _serving = town.serve();
    let (one_home, two_home) = (home(), home());
    let one = paired(&town, one_home.path(), town.client).await;
    let two = paired(&town, two_home.path(), town.client).await;
    household(&one);
    one.tell_balance(None, "100", None).unwrap();
    two.tell_balance(None, "90", None).unwrap();
    for device in [&one, &two, &one] {
        device.sync().await.unwrap();
    }
    let forecast = one.forecast(None).unwrap();
    assert!(!forecast.certain);
    assert!(forecast.sentences.iter().any(|said| said.contains("twee versies")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deadline_begins_is_extended_and_missed_and_everybody_sees_why() {
    let town = Town::new();
    let _serving = town.serve();
    let (phone_home, desk_home) = (home(), home());
    let phone = paired(&town, phone_home.path(), town.client).await;
    let desk = paired(&town, desk_home.path(), town.counsellor).await;

    // The request was made today: four weeks are Monday 19 April.
    let talk = desk.start_deadline(None, "first-talk", date("2027-03-22")).unwrap();
    assert_eq!((talk.due_on, talk.state, talk.late), (date("2027-04-19"), "running", false));
    // Four weeks that end on Easter Monday move to the working day after.
    let easter = desk.start_deadline(None, "first-talk", date("2027-03-01")).unwrap();
    assert_eq!(easter.due_on, date("2027-03-30"));
    // Three working days over the weekend of Easter.
    let threat = desk.start_deadline(None, "first-talk-threat", date("2027-03-25")).unwrap();
    assert_eq!(threat.due_on, date("2027-03-31"));
    // Begun twice is one.
    assert_eq!(desk.start_deadline(None, "first-talk", date("2027-03-22")).unwrap().id, talk.id);

    for device in [&desk, &phone] {
        device.sync().await.unwrap();
    }
    let seen = phone.deadlines(None).unwrap();
    assert_eq!(seen.open.iter().map(|row| row.id).collect::<Vec<_>>(), [easter.id, threat.id, talk.id]);
    // A client sees what runs, and begins nothing.
    assert!(seen.terms.is_empty());
    assert!(matches!(
        phone.start_deadline(None, "decision", date("2027-03-22")),
        Err(OpstapError::NotAllowed)
    ));
    assert!(matches!(phone.work_list(), Err(OpstapError::NotAllowed)));
    drop((phone, desk));

    // Ten days later one is missed. It is done after all; the other is made longer.
    let desk = device_at(desk_home.path(), Instant(MONDAY.0 + 10 * DAY));
    let list = desk.work_list().unwrap();
    assert_eq!((list[0].id, list[0].late, list[0].name.as_str()), (easter.id, true, "Noor"));
    assert_eq!(list[0].standing, "2 dagen te laat. De laatste dag was dinsdag 30 maart.");
    let refused = |found: Result<_, OpstapError>| matches!(found, Err(OpstapError::Refused { .. }));
    assert!(refused(desk.extend_deadline(None, talk.id, date("2027-04-19"), "ziek").map(drop)));
    assert!(refused(desk.extend_deadline(None, talk.id, date("2027-05-03"), "  ").map(drop)));
    assert!(refused(desk.finish_deadline(None, talk.id, Some(date("2027-04-02"))).map(drop)));
    let longer = desk.extend_deadline(None, talk.id, date("2027-05-03"), "Noor was ziek").unwrap();
    assert_eq!((longer.due_on, longer.last_day), (date("2027-04-19"), date("2027-05-03")));
    assert_eq!(longer.steps, ["Verlengd tot en met maandag 3 mei: Noor was ziek"]);
    assert_eq!(desk.finish_deadline(None, easter.id, None).unwrap().standing, "Klaar, 2 dagen te laat.");
    assert_eq!(desk.finish_deadline(None, threat.id, Some(date("2027-03-30"))).unwrap().state, "met");
    assert!(refused(desk.stop_deadline(None, easter.id, "hoeft niet meer").map(drop)));
    desk.sync().await.unwrap();

    let phone = device_at(phone_home.path(), Instant(MONDAY.0 + 10 * DAY));
    phone.sync().await.unwrap();
    let (phones, desks) = (phone.deadlines(None).unwrap(), desk.deadlines(None).unwrap());
    assert_eq!((&phones.open, &phones.ended), (&desks.open, &desks.ended));
    assert_eq!(phones.open.len(), 1);
    assert!(desks.terms.iter().any(|term| term.id == "objection" && !term.verified));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_counsellors_decide_offline_and_every_device_tells_one_story() {
    let town = Town::new();
    let _serving = town.serve();
    let (one_home, two_home) = (home(), home());
    let one = paired(&town, one_home.path(), town.counsellor).await;
    let two = paired(&town, two_home.path(), town.counsellor).await;
    let begun = one.start_deadline(None, "decision", date("2027-03-01")).unwrap();
    for device in [&one, &two] {
        device.sync().await.unwrap();
    }
    one.finish_deadline(None, begun.id, None).unwrap();
    two.extend_deadline(None, begun.id, date("2027-06-01"), "nog een papier").unwrap();
    for device in [&one, &two, &one] {
        device.sync().await.unwrap();
    }
    assert_eq!(one.deadlines(None).unwrap(), two.deadlines(None).unwrap());
    assert_eq!(one.deadlines(None).unwrap().ended.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn steps_of_one_moment_count_in_the_order_in_which_they_were_taken() {
    let town = Town::new();
    let _serving = town.serve();
    let folder = home();
    let desk = paired(&town, folder.path(), town.counsellor).await;
    for at in 0..20 {
        let begun = desk.start_deadline(None, "decision", date("2027-01-01").plus_days(at)).unwrap();
        let last = begun.last_day.max(date("2027-03-22"));
        for later in 1..4 {
            desk.extend_deadline(None, begun.id, last.plus_days(later), "nog een papier").unwrap();
        }
        assert_eq!(desk.finish_deadline(None, begun.id, None).unwrap().state, "met");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_figures_for_a_day_a_term_is_not_known() {
    let town = Town::new();
    let _serving = town.serve();
    let folder = home();
    let desk = paired(&town, folder.path(), town.counsellor).await;
    for (term, on) in [("first-talk", "2026-06-30"), ("invented", "2027-03-22")] {
        let found = desk.start_deadline(None, term, date(on));
        assert!(matches!(found, Err(OpstapError::Refused { .. })), "{term} on {on}");
    }
    assert!(desk.deadlines(None).unwrap().open.is_empty());
}

/// Who may change the content of a server may not change the law: the device holds figures against a signature.
#[tokio::test(flavor = "multi_thread")]
async fn figures_that_somebody_changed_on_the_server_are_not_known() {
    let town = Town::new();
    let package = opstap_content::Package::embedded().unwrap();
    let figures = package.figures.iter().find(|figures| figures.id == "2027-1").unwrap();
    let mut longer = figures.clone();
    longer.terms[0].moves = !longer.terms[0].moves;
    longer.hash = opstap_content::hash_of(&longer);
    let _serving = town.serve();
    let folder = home();
    let desk = paired(&town, folder.path(), town.counsellor).await;
    let term = figures.terms[0].id.as_str();
    assert!(desk.start_deadline(None, term, date("2027-03-22")).is_ok());
    town.add_content("legal_figures", "2027-1", &serde_json::to_value(&longer).unwrap());
    desk.sync().await.unwrap();
    let found = desk.start_deadline(None, term, date("2027-03-22"));
    assert!(matches!(found, Err(OpstapError::Refused { .. })));
    // What began goes on, figures of another half year hold, and the rest of the content is there.
    assert_eq!(desk.deadlines(None).unwrap().open.len(), 1);
    assert!(desk.start_deadline(None, term, date("2026-12-31")).is_ok());
    assert!(!desk.glossary(None).unwrap().is_empty());
}
