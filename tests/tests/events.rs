//! Events: written on a page, asked for on a phone without a network, and in the agenda once there is a place.
#![allow(clippy::unwrap_used, clippy::panic)]

use opstap::{Opstap, OpstapError, Role};
use opstap_tests::browser::Browser;
use opstap_tests::circle::{Circle, MONDAY};
use opstap_tests::town::{Town, device_at};
use reqwest::StatusCode;
use tempfile::TempDir;

const NEW: &str = "/web/content/new/event";
const EVENT: [(&str, &str); 7] = [
    ("title", "Post op orde"),
    ("text", "Neem je post mee. We maken samen stapels."),
    ("place", "Buurthuis De Brug"),
    ("day", "2027-03-25"),
    ("time", "14:00"),
    ("minutes", "90"),
    ("seats", "1"),
];

fn form(act: &'static str, other: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    let said = |(key, known): (&'static str, &'static str)| {
        (key, other.iter().find(|(name, _)| *name == key).map_or(known, |(_, value)| *value))
    };
    EVENT.into_iter().map(said).chain([("act", act), ("anyway", "yes")]).collect()
}

async fn guest(town: &Town, name: &str) -> (Opstap, TempDir) {
    let home = tempfile::tempdir().unwrap();
    let phone = device_at(home.path(), MONDAY);
    town.pair(&phone, town.open_case(name).1).await;
    phone.sync().await.unwrap();
    (phone, home)
}

/// How an event stands on a phone, and the appointments that are to come.
fn sees(phone: &Opstap) -> (&'static str, Vec<String>) {
    let events = phone.events(None).unwrap();
    let agenda = phone.agenda(None).unwrap().upcoming;
    (events[0].status, agenda.into_iter().map(|row| row.title).collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_is_asked_for_without_a_network_and_stands_in_the_agenda_once_there_is_one() {
    let town = Town::with_clock(|| MONDAY.0);
    let roos = town.hire(Role::ContentManager, "Roos");
    let _serving = town.serve();
    let circle = Circle::new(&town).await;
    let (later, _home) = guest(&town, "Bo").await;
    let mut editor = Browser::signed_in(&town, roos).await;
    let made = editor.post(NEW, &form("publish", &[])).await;
    assert!(
        made.says("Nog niemand heeft een plek.") && made.says("donderdag 25 maart 2027 om 14.00 uur"),
        "{}",
        made.html
    );
    let listed = editor.get("/web/content/event").await;
    assert!(listed.says("Post op orde") && listed.says("Nodig uit voor een bijeenkomst"), "{}", listed.html);

    circle.meet().await;
    let row = circle.phone.events(None).unwrap().remove(0);
    assert_eq!((row.status, row.title.as_str(), row.minutes), ("open", "Post op orde", 90));
    assert_eq!(row.seats_text, "Er is plaats voor één persoon.");
    let id = row.id.clone();
    // No network: it waits here, and says so.
    let asked = circle.phone.attend_event(None, &id).unwrap();
    assert!(asked.status == "asked" && asked.waiting, "{asked:?}");
    assert_eq!(circle.phone.attend_event(None, &id).unwrap(), asked, "pressed twice, it is one");
    circle.phone.sync().await.unwrap();
    town.give_places(MONDAY.0);
    later.sync().await.unwrap();
    later.attend_event(None, &id).unwrap();
    later.sync().await.unwrap();
    town.give_places(MONDAY.0);
    circle.meet().await;
    later.sync().await.unwrap();
    assert_eq!(sees(&circle.phone), ("placed", vec!["Post op orde".to_owned()]));
    assert_eq!(sees(&later), ("waiting", Vec::new()));
    let full = editor.get(&format!("/web/content/event/{id}")).await;
    assert!(full.says("Eén persoon heeft een plek. Eén persoon wacht op een plek."), "{}", full.html);
    assert!(!full.says("Noor") && !full.says("Bo<"), "{}", full.html);

    a_place_that_is_given_back_is_for_who_waits(&town, &circle, &later).await;

    // It does not take place.
    let page = format!("/web/content/event/{id}");
    let html = editor.get(&page).await.html;
    let (_, seen) = html.split_once("name=\"seen\" value=\"").unwrap();
    let seen = seen.split_once('"').unwrap().0;
    let gone = editor.post(&page, &[("seen", seen), ("act", "withdraw")]).await;
    assert!(gone.says("Dit is uit gebruik."), "{}", gone.html);
    town.give_places(MONDAY.0);
    later.sync().await.unwrap();
    assert!(later.events(None).unwrap().is_empty() && later.agenda(None).unwrap().upcoming.is_empty());
}

async fn a_place_that_is_given_back_is_for_who_waits(town: &Town, circle: &Circle, later: &Opstap) {
    // It is an appointment like others, for the counsellor too; nobody moves it on their own, and who cancels it gives the place back.
    let case = circle.phone.cases()[0];
    let appointment = circle.desk.agenda(Some(case)).unwrap().upcoming.remove(0);
    let starts = "2027-03-26T10:00".to_owned().try_into().unwrap();
    let moved = circle.phone.move_appointment(None, appointment.id, starts);
    assert!(
        matches!(&moved, Err(OpstapError::Refused { field, why }) if field == "when" && why.key == "event-no-move"),
        "{moved:?}"
    );
    let plan = circle.phone.reminder_plan(None, 60).unwrap();
    assert!(
        plan.entries
            .iter()
            .any(|entry| entry.body.contains("Post op orde") || entry.title.contains("Post op orde")),
        "{plan:?}"
    );
    circle.phone.cancel_appointment(None, appointment.id).unwrap();
    assert_eq!(sees(&circle.phone), ("open", Vec::new()));
    circle.phone.sync().await.unwrap();
    town.give_places(MONDAY.0);
    later.sync().await.unwrap();
    assert_eq!(sees(later), ("placed", vec!["Post op orde".to_owned()]));
    let told = later.conversation(None, None, 10).unwrap().messages.remove(0);
    assert!(
        told.sender == "Testdorp" && told.text.contains("plek voor je vrij bij ‘Post op orde’"),
        "{told:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_an_event_is_said_beside_its_input_and_what_was_typed_stays() {
    let town = Town::with_clock(|| MONDAY.0);
    let roos = town.hire(Role::ContentManager, "Roos");
    let _serving = town.serve();
    let mut editor = Browser::signed_in(&town, roos).await;
    for (name, typed, beside, says) in [
        ("title", "", "title", "Vul dit nog in."),
        ("place", " ", "place", "Vul dit nog in."),
        ("day", "", "day", "Hier mist nog iets."),
        ("day", "2027-03-01", "day", "al voorbij"),
        ("time", "25:00", "time", "Deze tijd lezen we niet."),
        ("minutes", "lang", "minutes", "Kies een getal van 15 tot 720."),
        ("seats", "0", "seats", "Kies een getal van 1 tot 1000."),
        ("seats", "-3", "seats", "Kies een getal van 1 tot 1000."),
    ] {
        let refused = editor.post(NEW, &form("publish", &[(name, typed)])).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(
            refused.says(says) && refused.says(&format!("id=\"{beside}-refused\"")),
            "{name}: {}",
            refused.html
        );
        assert!(refused.says("We maken samen stapels"), "{name}: {}", refused.html);
    }
    assert!(!editor.get("/web/content/event").await.says("Post op orde"));
    // A draft is nobody's event.
    let draft = editor.post(NEW, &form("save", &[])).await;
    assert!(draft.says("Post op orde"), "{}", draft.html);
    let (phone, _home) = guest(&town, "Ali").await;
    assert!(phone.events(None).unwrap().is_empty());
    assert!(matches!(phone.attend_event(None, "bestaat-niet"), Err(OpstapError::Unknown { what: "event" })));
}
