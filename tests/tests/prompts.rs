//! Messages that fit now: proposed to a counsellor, on devices and over a real server.
#![allow(clippy::unwrap_used, clippy::panic)]

use opstap::{
    AppointmentEntry, CivilTime, Instant, LocalMoment, Opstap, OpstapError, PreferenceEdit, PromptRow, Role,
    SystemRandom, TaskDeed,
};
use opstap_domain::ids::{Compartment, ScopeId};
use opstap_store::{Edit, Store};
use opstap_tests::browser::{Browser, Seen};
use opstap_tests::circle::{Circle, MONDAY};
use opstap_tests::town::{Town, device_at, key};
use reqwest::StatusCode;
use serde_json::json;

const DAY: i64 = 24 * 3600 * 1000;

fn only(device: &Opstap) -> PromptRow {
    let mut rows = device.prompts(None).unwrap();
    assert_eq!(rows.len(), 1, "{rows:?}");
    rows.remove(0)
}

fn appointment(desk: &Opstap, days: i64) -> AppointmentEntry {
    let today = desk.calendar(None).unwrap().today;
    AppointmentEntry {
        title: "Gesprek".into(),
        starts: LocalMoment::new(today.plus_days(days), CivilTime::hour_of_day(14)),
        minutes: None,
        place: None,
        bring: None,
    }
}

fn field(error: OpstapError) -> String {
    match error {
        OpstapError::Refused { field, .. } => field,
        other => panic!("{other}"),
    }
}

/// What a form says that it saw.
fn hidden(page: &Seen) -> String {
    let rest = page.html.split("name=\"seen\" value=\"").nth(1).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

fn texts(device: &Opstap) -> Vec<String> {
    device.conversation(None, None, 50).unwrap().messages.into_iter().map(|row| row.text).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_missed_an_appointment_gets_a_kind_message_that_a_counsellor_sent() {
    let town = Town::with_clock(|| MONDAY.0);
    let _serving = town.serve();
    let circle = Circle::new(&town).await;
    // A new case: a welcome fits.
    let welcome = only(&circle.desk);
    assert_eq!(
        (welcome.name.as_str(), welcome.why.as_str(), welcome.said),
        ("Noor", "Vandaag begonnen", false)
    );
    assert!(
        welcome.text.starts_with("Welkom Noor.") && welcome.text.contains("Ik ben Sam"),
        "{}",
        welcome.text
    );
    assert!(matches!(circle.phone.prompts(None), Err(OpstapError::NotAllowed)));
    assert!(matches!(circle.coach.prompts(None), Err(OpstapError::NotAllowed)));
    assert!(matches!(circle.phone.send_prompt(town.case, &welcome.id, "Dag"), Err(OpstapError::NotAllowed)));

    let booked = circle.desk.plan_appointment(None, &appointment(&circle.desk, 0)).unwrap();
    circle.desk.close_appointment(None, booked.id, false).unwrap();
    let missed = only(&circle.desk);
    assert_eq!(missed.why, "Kwam vandaag niet naar de afspraak");
    assert_eq!(circle.desk.prompts(Some(town.case)).unwrap(), std::slice::from_ref(&missed));
    // Whoever has another appointment is not asked for one.
    let next = circle.desk.plan_appointment(None, &appointment(&circle.desk, 2)).unwrap();
    assert_eq!(only(&circle.desk), welcome);
    circle.desk.cancel_appointment(None, next.id).unwrap();
    assert_eq!(only(&circle.desk), missed);

    // Nothing goes half, empty, or for something that is not proposed; and nothing has changed then.
    let send = |id: &str, text: &str| circle.desk.send_prompt(town.case, id, text);
    assert_eq!(field(send(&missed.id, "Dag {voornaam}").unwrap_err()), "text");
    assert_eq!(field(send(&missed.id, "  ").unwrap_err()), "text");
    assert!(matches!(send(&welcome.id, "Dag"), Err(OpstapError::Unknown { what: "prompt" })));
    assert!(matches!(send("nothing", "Dag"), Err(OpstapError::Unknown { what: "prompt" })));
    assert!(texts(&circle.desk).is_empty());
    assert_eq!(only(&circle.desk), missed);

    let sent = send(&missed.id, "Jammer, Noor. Zal ik je bellen?").unwrap();
    assert!(sent.mine && sent.waiting);
    assert!(circle.desk.prompts(None).unwrap().is_empty(), "one a day");
    circle.meet().await;
    assert_eq!(texts(&circle.phone), ["Jammer, Noor. Zal ik je bellen?"]);
    assert!(matches!(send(&missed.id, "Nog eens"), Err(OpstapError::Unknown { what: "prompt" })));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_tablets_without_a_network_send_one_message() {
    let town = Town::with_clock(|| MONDAY.0);
    let _serving = town.serve();
    let circle = Circle::new(&town).await;
    let home = tempfile::tempdir().unwrap();
    let other = device_at(home.path(), MONDAY);
    town.pair(&other, town.counsellor).await;
    let (here, there) = (only(&circle.desk), only(&other));
    assert_eq!(here, there);
    circle.desk.send_prompt(town.case, &here.id, "Welkom Noor. Groet, Sam").unwrap();
    other.send_prompt(town.case, &there.id, "Dag Noor, welkom.").unwrap();
    for _ in 0..2 {
        other.sync().await.unwrap();
        circle.meet().await;
    }
    assert_eq!(texts(&circle.phone).len(), 1);
    assert_eq!(texts(&circle.phone), texts(&circle.desk));
    assert_eq!(texts(&circle.phone), texts(&other));
    // The other text is kept, and nobody is asked about it.
    let kept = circle.desk.conflicts(None).unwrap();
    assert!(kept.len() == 1 && kept[0].state == "auto", "{kept:#?}");

    // One leaves it while the other sends it: it was sent, and is not proposed again.
    let tomorrow = Instant(MONDAY.0 + DAY);
    let homes = [&circle.homes[1], &home].map(|home| home.path().to_owned());
    drop((circle.desk, other));
    let [one, two] = homes.map(|home| device_at(&home, tomorrow));
    let booked = one.plan_appointment(None, &appointment(&one, 0)).unwrap();
    one.close_appointment(None, booked.id, false).unwrap();
    one.sync().await.unwrap();
    two.sync().await.unwrap();
    let missed = only(&one);
    assert_eq!(missed.id, only(&two).id);
    one.send_prompt(town.case, &missed.id, "Kan gebeuren.").unwrap();
    two.leave_prompt(town.case, &missed.id).unwrap();
    for device in [&one, &two, &one, &two] {
        device.sync().await.unwrap();
    }
    assert!(one.prompts(None).unwrap().is_empty() && two.prompts(None).unwrap().is_empty());
    assert_eq!(texts(&two).len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_proposed_that_a_colleague_sent_before_their_choice_is_here() {
    let town = Town::with_clock(|| MONDAY.0);
    let _serving = town.serve();
    let circle = Circle::new(&town).await;
    let welcome = only(&circle.desk);
    let home = circle.homes[1].path().to_owned();
    drop(circle.desk);
    let (mut store, _) = Store::open(&home, &key()).unwrap();
    let scope = ScopeId::new(town.case, Compartment::Together);
    let message = scope.derived_id(&format!("prompt/{}", welcome.id));
    let units = [
        ("body", json!("Welkom, van Imane.")),
        ("sent_at", json!(MONDAY.0)),
        ("author", json!(town.counsellor)),
    ];
    let edit = Edit::put(scope, "message", message, units);
    store.commit(&[edit], MONDAY.0, &mut SystemRandom).unwrap();
    drop(store);
    let desk = device_at(&home, MONDAY);
    assert_eq!(texts(&desk), ["Welkom, van Imane."]);
    assert!(desk.prompts(None).unwrap().is_empty());
    let again = desk.send_prompt(town.case, &welcome.id, "Welkom.");
    assert!(matches!(again, Err(OpstapError::Unknown { what: "prompt" })));
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_is_noticed_and_after_a_month_a_counsellor_speaks_themselves() {
    let town = Town::with_clock(|| MONDAY.0);
    let _serving = town.serve();
    let circle = Circle::new(&town).await;
    circle.desk.leave_prompt(town.case, &only(&circle.desk).id).unwrap();
    assert!(circle.desk.prompts(None).unwrap().is_empty());
    circle.phone.send_message(None, "Hoe gaat het verder?").unwrap();
    circle.meet().await;
    let folder = circle.homes[1].path().to_owned();
    drop(circle.desk);
    let after = |days: i64| device_at(&folder, Instant(MONDAY.0 + days * DAY));
    {
        let desk = after(15);
        assert!(desk.prompts(None).unwrap().is_empty(), "her question waits");
        desk.send_message(None, "Ik zoek het uit.").unwrap();
        let quiet = only(&desk);
        assert_eq!((quiet.why.as_str(), quiet.said), ("15 dagen stil", false));
        assert!(quiet.text.starts_with("Het is even stil. Dat mag."), "{}", quiet.text);
        desk.sync().await.unwrap();
    }
    let desk = after(31);
    let quiet = only(&desk);
    assert_eq!((quiet.why.as_str(), quiet.said), ("31 dagen stil", true));
    assert_eq!(field(desk.send_prompt(town.case, &quiet.id, &quiet.text).unwrap_err()), "text");
    desk.leave_prompt(town.case, &quiet.id).unwrap();
    assert!(desk.prompts(None).unwrap().is_empty());
    assert_eq!(texts(&desk).len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_done_is_praised_by_its_name_and_rest_is_rest() {
    let town = Town::with_clock(|| MONDAY.0);
    let _serving = town.serve();
    let circle = Circle::new(&town).await;
    circle.desk.leave_prompt(town.case, &only(&circle.desk).id).unwrap();
    // Everything of the first step is done.
    let step = circle.phone.programme(None).unwrap().phases[0].steps[0].clone();
    for task in &step.tasks {
        let _ = circle.phone.perform(None, &task.id, TaskDeed::Done);
        let _ = circle.desk.perform(None, &task.id, TaskDeed::Done);
        circle.meet().await;
    }
    let praise = only(&circle.desk);
    assert_eq!(praise.why, format!("Stap af: {}", step.title));
    assert!(praise.text.contains(&step.title) && praise.text.contains("Noor"), "{}", praise.text);
    assert!(praise.missing.is_empty());

    let until = circle.phone.calendar(None).unwrap().today.plus_days(3);
    circle.phone.set_preference(None, PreferenceEdit::PauseUntil(Some(until))).unwrap();
    circle.meet().await;
    assert!(circle.desk.prompts(None).unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organisation_has_its_own_and_a_client_gets_none_of_it() {
    let town = Town::with_clock(|| MONDAY.0);
    let body = json!({
        "id": "ouders", "on": "opened", "days": 1, "message": "lukt-het", "mode": "approve",
        "when": { "field": "household.childrenUnder18", "op": "gte", "value": 1 },
    });
    town.add_content("automation", "ouders", &body);
    let _serving = town.serve();
    let circle = Circle::new(&town).await;
    let folder = circle.homes[1].path().to_owned();
    drop(circle.desk);
    // What is not known is not so.
    let tomorrow = Instant(MONDAY.0 + DAY);
    let desk = device_at(&folder, tomorrow);
    assert!(only(&desk).id.starts_with("welkom/"));
    circle.phone.set_fact(None, "household.childrenUnder18", "2").unwrap();
    circle.phone.sync().await.unwrap();
    desk.sync().await.unwrap();
    let own = only(&desk);
    assert!(own.id.starts_with("ouders/"), "{}", own.id);
    assert_eq!(own.text, "Hoi Noor, lukt het met wat we afspraken? Kom je er niet uit, dan kijken we samen.");
    desk.send_prompt(town.case, &own.id, &own.text).unwrap();
    desk.sync().await.unwrap();
    circle.phone.sync().await.unwrap();
    assert_eq!(texts(&circle.phone), [own.text]);
    // What asks for it, and what a counsellor chose, is not on a client's phone.
    let Circle { phone, homes, .. } = circle;
    drop(phone);
    let (mut store, _) = Store::open(homes[0].path(), &key()).unwrap();
    let scopes: Vec<_> = store.scopes().iter().map(|row| row.scope).collect();
    for scope in scopes {
        for kind in ["automation", "prompt_choice", "message_template"] {
            assert!(store.records(scope, kind).unwrap().is_empty(), "{kind}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_counsellor_sends_what_fits_on_a_page() {
    let town = Town::with_clock(|| MONDAY.0);
    let (other, _) = town.open_case("Bram");
    let _serving = town.serve();
    let mut desk = Browser::signed_in(&town, town.counsellor).await;
    assert!(desk.get("/web/clients").await.says("href=\"/web/prompts\""));
    let all = desk.get("/web/prompts").await;
    assert!(all.says("Noor") && all.says("Bram") && all.says("Vandaag begonnen"), "{}", all.html);
    let place = format!("/web/of/{}/page/prompts", town.case);
    let one = desk.get(&place).await;
    assert!(one.says("Welkom Noor.") && one.says("value=\"send/welkom/once\""), "{}", one.html);
    let act = ("act", "send/welkom/once");
    let half = desk.post(&place, &[act, ("text", "Dag {wie}")]).await;
    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        half.says("Dag {wie}") && half.says("Vul eerst in wat tussen accolades staat: wie"),
        "{}",
        half.html
    );
    let sent = desk.post(&place, &[act, ("text", "Dag Noor, fijn dat je er bent.")]).await;
    assert!(
        sent.says("Je bericht is bewaard.") && sent.says("Er is nu geen bericht dat past."),
        "{}",
        sent.html
    );
    let again = desk.post(&place, &[act, ("text", "Dag Noor, fijn dat je er bent.")]).await;
    assert!(again.says("Dit bericht past nu niet meer."), "{}", again.html);
    let left = desk.get("/web/prompts").await;
    assert!(!left.says("Noor") && left.says("Bram"), "{}", left.html);
    let place = format!("/web/of/{other}/page/prompts");
    let left = desk.post(&place, &[("act", "leave/welkom/once")]).await;
    assert!(left.says("We stellen dit niet weer voor."), "{}", left.html);
    assert!(desk.get("/web/prompts").await.says("Er is nu geen bericht dat past."));

    let mut client = Browser::signed_in(&town, town.client).await;
    let messages = client.get("/web/messages").await;
    assert_eq!(messages.html.matches("Dag Noor, fijn dat je er bent.").count(), 1, "{}", messages.html);
    assert!(!client.get("/web/page/prompts").await.says("prompts"), "not a client's");
    let mut coach = Browser::signed_in(&town, town.coach).await;
    assert!(!coach.get("/web/prompts").await.says("Vandaag begonnen"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_content_manager_takes_one_out_of_use_and_nobody_is_asked_any_more() {
    let town = Town::with_clock(|| MONDAY.0);
    let roos = town.hire(Role::ContentManager, "Roos");
    let _serving = town.serve();
    let circle = Circle::new(&town).await;
    assert!(only(&circle.desk).id.starts_with("welkom/"));
    let mut editor = Browser::signed_in(&town, roos).await;
    let all = editor.get("/web/content/automation").await;
    assert!(all.says("Wat wanneer past") && all.says("Twee weken stil"), "{}", all.html);
    let silent = editor.get("/web/content/automation/stil-30").await;
    for part in [
        "Een maand stil",
        "Na 30 dagen.",
        "De helper zegt dit zelf.",
        "/web/content/message_template/stil-30",
    ] {
        assert!(silent.says(part), "{part}: {}", silent.html);
    }
    let place = "/web/content/automation/welkom";
    let page = editor.get(place).await;
    let seen = hidden(&page);
    let away = editor.post(place, &[("seen", &seen), ("act", "withdraw")]).await;
    assert!(away.says("Dit is uit gebruik."), "{}", away.html);
    circle.desk.sync().await.unwrap();
    assert!(circle.desk.prompts(None).unwrap().is_empty());
    let seen = hidden(&away);
    let fields = [
        ("title", "Welkom"),
        ("on", "opened"),
        ("days", "0"),
        ("mode", "approve"),
        ("message", "welkom"),
        ("seen", &seen),
        ("act", "publish"),
    ];
    let again = editor.post(place, &fields).await;
    assert_eq!(again.status, StatusCode::OK, "{}", again.html);
    circle.desk.sync().await.unwrap();
    assert!(only(&circle.desk).id.starts_with("welkom/"));
}
