//! How a client is reached outside of the app, and what a device says that it has planned, over real devices and a real
//! server.
#![allow(clippy::unwrap_used)]

use opstap::{AppointmentEntry, ContactEntry, Instant, Opstap, OpstapError, Zone};
use opstap_domain::ids::{Compartment, ScopeId};
use opstap_domain::reminders::guarantee::{mark, plan_of};
use opstap_server::data::DataDir;
use opstap_server::engine::{Handed, Replied};
use opstap_server::store::ScopeStore as _;
use opstap_tests::browser::Browser;
use opstap_tests::circle::{Circle, MONDAY};
use opstap_tests::town::Town;
use reqwest::StatusCode;

fn typed<'t>(mail: &'t str, mobile: &'t str, remind: &'t str) -> ContactEntry<'t> {
    ContactEntry { mail: Some(mail), mobile: Some(mobile), remind: Some(remind), stop: None }
}

fn refused(device: &Opstap, entry: &ContactEntry<'_>) -> String {
    match device.set_contact(None, entry) {
        Err(OpstapError::Refused { field, .. }) => field,
        other => format!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_counsellor_writes_it_down_the_client_says_stop_and_a_coach_sees_nothing() {
    let town = Town::new();
    let _serving = town.serve();
    let all = Circle::new(&town).await;
    all.desk.set_contact(None, &typed("Noor @ Example.nl", "06-12 34 56 78", "sms")).unwrap();
    all.meet().await;
    let seen = all.phone.contact(None).unwrap();
    assert_eq!((seen.mail.as_str(), seen.mobile.as_str()), ("Noor@example.nl", "+31612345678"));
    assert_eq!((seen.remind, seen.stopped), ("sms", false));

    let stop = ContactEntry { stop: Some(true), ..ContactEntry::default() };
    assert!(matches!(all.desk.set_contact(None, &stop), Err(OpstapError::NotAllowed)));
    all.phone.set_contact(None, &stop).unwrap();
    // At the same time the counsellor changes the number; the stop stays.
    all.desk.set_contact(None, &typed("", "0031 6 8765 4321", "sms")).unwrap();
    all.meet().await;
    let seen = all.desk.contact(None).unwrap();
    assert_eq!((seen.mail.as_str(), seen.mobile.as_str(), seen.stopped), ("", "+31687654321", true));

    all.phone.share(None, town.coach, &["programme", "agenda", "conversation", "goals"], None).unwrap();
    all.meet().await;
    assert_eq!(all.coach.contact(None).unwrap().mobile, "");
    assert!(matches!(all.coach.page(None, "contact"), Err(OpstapError::NotAllowed)));
    assert!(matches!(
        all.coach.set_contact(None, &typed("a@b.nl", "", "mail")),
        Err(OpstapError::NotAllowed)
    ));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_is_refused_at_its_own_field_and_changes_nothing() {
    let town = Town::new();
    let _serving = town.serve();
    let all = Circle::new(&town).await;
    for (mail, mobile, remind, field) in [
        ("geen adres", "", "none", "mail"),
        ("a@b.nl\r\nBcc: c@d.nl", "", "mail", "mail"),
        ("", "112", "none", "mobile"),
        ("", "0612345678", "pigeon", "remind"),
        ("", "0612345678", "mail", "remind"),
        ("a@b.nl", "", "sms", "remind"),
    ] {
        assert_eq!(refused(&all.phone, &typed(mail, mobile, remind)), field, "{mail} {mobile} {remind}");
    }
    let before = all.phone.contact(None).unwrap();
    assert_eq!((before.mail.as_str(), before.mobile.as_str(), before.remind), ("", "", "none"));
    // The page says the same beside the same field.
    let typed =
        [("mail", "a@b"), ("mobile", ""), ("remind", "mail")].map(|(key, text)| (key.into(), text.into()));
    let why = all.phone.press(None, "contact", "save", &typed).unwrap_err();
    assert!(matches!(why, OpstapError::Refused { field, .. } if field == "mail"));
    let typed =
        [("mail", "a@b.nl"), ("mobile", ""), ("remind", "mail")].map(|(key, text)| (key.into(), text.into()));
    all.phone.press(None, "contact", "save", &typed).unwrap();
    assert_eq!(all.phone.contact(None).unwrap().remind, "mail");
    all.phone.press(None, "contact", "stop", &[]).unwrap();
    let page = all.phone.page(None, "contact").unwrap();
    assert!(page.parts.iter().any(|part| part.act.as_deref() == Some("go")));
    assert!(page.parts.iter().any(|part| part.text == "Je zei stop. We sturen je niets meer."));
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_page_in_a_browser_what_was_typed_stays_when_it_is_refused() {
    let town = Town::new();
    let _serving = town.serve();
    let mut browser = Browser::signed_in(&town, town.client).await;
    assert!(browser.get("/web/more").await.says("/web/page/contact"));
    assert!(browser.get("/web/page/contact").await.says("Hoe bereiken we jou?"));
    let (mail, mobile) = ("a@b.nl\r\nBcc: c@d.nl", "<b>06</b>");
    for (field, typed) in [("mail", mail), ("mobile", mobile)] {
        let fields = [("act", "save"), (field, typed), ("remind", "none")];
        let refused = browser.post("/web/page/contact", &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.html);
        assert!(refused.says("Dit lezen we niet als") && !refused.says("<b>"), "{}", refused.html);
    }
    let typed = [("act", "save"), ("mail", ""), ("mobile", "06 12 34 56 78"), ("remind", "sms")];
    let saved = browser.post("/web/page/contact", &typed).await;
    assert!(saved.says("+31612345678"), "{}", saved.html);

    let mut coach = Browser::signed_in(&town, town.coach).await;
    let page = coach.get(&format!("/web/of/{}/page/contact", town.case)).await;
    assert!(!page.status.is_success() && !page.says("612345678"), "{}", page.html);
}

/// What the server has of what this device planned.
fn at_server(town: &Town, device: u64) -> Vec<String> {
    let mut engine = DataDir::at(town.folder()).unwrap().beside().unwrap();
    let scope = ScopeId::new(town.case, Compartment::Together);
    let record = engine.store().record(scope, scope.derived_id(&plan_of(device))).unwrap();
    let units = record.map(|record| record.values()).unwrap_or_default();
    units["planned"].as_array().into_iter().flatten().map(|mark| mark.as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_by_text_message_stands_in_the_conversation_as_the_clients() {
    let town = Town::new();
    let _serving = town.serve();
    let all = Circle::new(&town).await;
    all.phone.set_contact(None, &typed("", "06 12345678", "sms")).unwrap();
    let starts = Instant(MONDAY.0 + 4 * 24 * 3_600_000);
    meeting(&all.desk, starts);
    all.meet().await;
    // The evening before, at eight.
    let evening = starts.0 - 14 * 3_600_000;
    let mut engine = DataDir::at(town.folder()).unwrap().beside().unwrap();
    let sent = engine.keep(|engine| {
        let org = engine.orgs()?[0];
        engine.decide_deliveries(org, evening, 100)?;
        let errands = engine.lease_deliveries(org, evening, 10)?;
        assert_eq!(errands.len(), 1);
        engine.settle_delivery(&errands[0].row, Handed::Taken, 0, evening)?;
        engine.take_reply("a", "31612345678", "Ik kom iets later.", evening)
    });
    assert_eq!(sent.unwrap(), Replied::Kept);
    drop(engine);
    all.meet().await;
    let page = all.desk.conversation(None, None, 9).unwrap();
    let said: Vec<_> = page.messages.iter().map(|row| (row.sender.as_str(), row.text.as_str())).collect();
    assert_eq!(said, [("Noor", "Ik kom iets later.")]);
}

fn meeting(desk: &Opstap, starts: Instant) -> opstap::Uuid {
    let (title, minutes) = ("Gesprek".into(), Some(45));
    let entry =
        AppointmentEntry { title, starts: Zone::AMSTERDAM.local(starts), minutes, place: None, bring: None };
    desk.plan_appointment(None, &entry).unwrap().id
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_says_what_it_has_planned_and_nothing_that_did_not_change() {
    let town = Town::new();
    let _serving = town.serve();
    let all = Circle::new(&town).await;
    let starts = Instant(MONDAY.0 + 4 * 24 * 3_600_000);
    let id = meeting(&all.desk, starts);
    all.meet().await;
    let plan = all.phone.reminder_plan(None, 60).unwrap();
    let planned: Vec<_> = plan.entries.iter().map(|entry| (entry.key.as_str(), entry.at)).collect();
    assert!(matches!(all.desk.confirm_reminders(None, &planned), Err(OpstapError::NotAllowed)));
    all.phone.confirm_reminders(None, &planned).unwrap();
    assert_eq!(all.phone.safety().unwrap().here, 1);
    all.phone.sync().await.unwrap();
    let device = all.phone.number().unwrap().bits();
    assert_eq!(at_server(&town, device), [mark(&id.to_string(), starts)]);
    all.phone.confirm_reminders(None, &planned).unwrap();
    assert_eq!(all.phone.safety().unwrap().here, 0, "nothing changed, and nothing is sent");
    all.phone.confirm_reminders(None, &[]).unwrap();
    all.phone.sync().await.unwrap();
    assert_eq!(at_server(&town, device), Vec::<String>::new());
}
