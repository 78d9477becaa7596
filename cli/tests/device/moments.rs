//! A counsellor offers moments, and two clients choose.

use std::time::{Duration, Instant};

use serde_json::Value;

use crate::street::{Device, Street};

const OFFER: [&str; 10] = [
    "moments",
    "offer",
    "Samen je post openen",
    "--at",
    "morgen 9:00",
    "--at",
    "morgen 10:30",
    "--place",
    "Stadhuis, kamer 4",
    "--minutes=45",
];

fn status(device: &Device, at: usize) -> Value {
    device.value(&["moments"])[at]["status"].clone()
}

fn run(words: &[String]) -> Vec<&str> {
    words.iter().map(String::as_str).collect()
}

/// Syncs until a moment is as it should be.
fn until(device: &Device, at: usize, wanted: &str) {
    let patience = Instant::now();
    loop {
        device.ok(&["sync"]);
        if status(device, at) == wanted {
            return;
        }
        assert!(patience.elapsed() < Duration::from_mins(1), "it did not become {wanted}");
        std::thread::sleep(Duration::from_millis(300));
    }
}

fn id(device: &Device, at: usize) -> String {
    device.value(&["moments"])[at]["id"].as_str().unwrap().to_owned()
}

fn with(case: &str, more: &[&str]) -> Vec<String> {
    OFFER.iter().chain(more).chain(&["--case", case]).map(|word| (*word).to_owned()).collect()
}

/// One alone, one that has passed, and one at which the helper is elsewhere.
fn refused(tablet: &Device, first: &str, case: &str) {
    let one = ["moments", "offer", "Post", "--at", "morgen 9:00", "--case", first];
    assert!(tablet.refuses(&one, 1, "refused").contains("2 tot 8"));
    tablet.refuses(&run(&with(first, &["--at", "2020-01-01 9:00"])), 1, "refused");
    let visit = ["agenda", "add", "Huisbezoek", "--at", "morgen 11:15", "--minutes", "60", "--case", case];
    tablet.ok(&visit);
    let busy = tablet.refuses(&run(&with(first, &["--at", "morgen 10:45"])), 1, "refused");
    assert!(busy.contains("11.15 uur"), "{busy}");
}

#[test]
fn who_chooses_first_gets_the_moment_and_the_other_chooses_again() {
    let street = Street::new();
    let (case, other) = street.opens("Sem");
    let tablet = street.device("tablet", street.counsellor);
    let (noor, sem) = (street.device("noor", street.client), street.device("sem", other));
    assert!(noor.ok(&["moments"]).contains("geen momenten"));
    noor.refuses(&OFFER, 1, "not_allowed");
    let case = case.to_string();
    let known = tablet.value(&["caseload"]);
    let first = known["rows"].as_array().unwrap().iter().find(|row| row["name"] == "Noor").unwrap();
    let first = first["case"].as_str().unwrap();
    refused(&tablet, first, &case);
    let offered = tablet.value(&run(&with(first, &[])));
    assert_eq!(offered.as_array().unwrap().len(), 2);
    assert_eq!(tablet.value(&["moments", "free", "--case", first]).as_array().unwrap().len(), 2);
    tablet.ok(&run(&with(&case, &["--text", "Kies maar wat je past."])));
    assert_eq!(
        tablet.value(&["moments", "free", "--case", first]).as_array().unwrap().len(),
        2,
        "the same two"
    );
    tablet.ok(&["sync"]);
    for phone in [&noor, &sem] {
        phone.ok(&["sync"]);
    }
    let page = noor.ok(&["moments"]);
    assert!(page.contains("09.00 uur") && page.contains("kamer 4"), "{page}");
    assert!(noor.ok(&["today"]).contains("Je kunt een moment kiezen"));
    assert!(noor.value(&["message"]).to_string().contains("Kies zelf een moment"));
    assert!(sem.value(&["message"]).to_string().contains("Kies maar wat je past."));

    // Both without a network; the first one is heard first.
    assert_eq!(noor.value(&["moments", "choose", &id(&noor, 0)])["status"], "asked");
    assert_eq!(sem.value(&["moments", "choose", &id(&sem, 0)])["status"], "asked");
    until(&noor, 0, "given");
    assert!(noor.ok(&["agenda"]).contains("Samen je post openen"));
    assert!(!noor.ok(&["today"]).contains("Je kunt een moment kiezen"));
    until(&sem, 0, "taken");
    assert!(sem.value(&["message"]).to_string().contains("net weg"));
    sem.refuses(&["moments", "choose", &id(&sem, 0)], 1, "unknown");
    sem.ok(&["moments", "choose", &id(&sem, 1)]);
    until(&sem, 1, "given");

    // What was given is an appointment: the helper cancels that, and cannot take the moment away.
    tablet.ok(&["sync"]);
    assert_eq!(tablet.value(&["moments", "free", "--case", first]), serde_json::json!([]));
    let ids = tablet.value(&["moments", "--case", first]);
    tablet.refuses(
        &["moments", "withdraw", ids[0]["id"].as_str().unwrap(), "--case", first],
        1,
        "not_allowed",
    );
    let appointment = sem.value(&["agenda"])["upcoming"][0]["id"].as_str().unwrap().to_owned();
    sem.ok(&["agenda", "cancel", &appointment]);
    assert_eq!(status(&sem, 1), "open");
    sem.ok(&["sync"]);
    until(&noor, 1, "open");
    // Another moment that suits better: one appointment, moved.
    noor.ok(&["moments", "choose", &id(&noor, 1)]);
    until(&noor, 1, "given");
    let agenda = noor.value(&["agenda"]);
    assert_eq!(agenda["upcoming"].as_array().unwrap().len(), 1, "{agenda}");
    assert!(agenda["upcoming"][0]["when_text"].as_str().unwrap().contains("10.30"), "{agenda}");
}

#[test]
fn who_has_no_moment_left_asks_for_attention() {
    let street = Street::new();
    let (case, account) = street.opens("Sem");
    let tablet = street.device("tablet", street.counsellor);
    let sem = street.device("sem", account);
    let case = case.to_string();
    let rows = |tablet: &Device| tablet.value(&["caseload"])["rows"].as_array().unwrap().clone();
    let noor = rows(&tablet).iter().find(|row| row["name"] == "Noor").unwrap()["case"].clone();
    tablet.ok(&run(&with(&case, &[])));
    let visit = ["agenda", "add", "Rondleiding", "--at", "morgen 9:15", "--minutes", "120", "--case"];
    tablet.ok(&[&visit[..], &[noor.as_str().unwrap()]].concat());
    tablet.ok(&["sync"]);
    until(&sem, 0, "taken");
    assert!(sem.value(&["message"]).to_string().contains("allemaal weg"));
    tablet.ok(&["sync"]);
    let sems = rows(&tablet).into_iter().find(|row| row["name"] == "Sem").unwrap();
    assert!(sems["reasons"].to_string().contains("geen moment meer"), "{sems}");
}
