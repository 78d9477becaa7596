//! Somebody invites people, and a client comes along.

use std::time::{Duration, Instant};

use opstap::Role;

use crate::street::Street;

const EVENT: [&str; 10] = [
    "content",
    "event",
    "--title",
    "Post op orde",
    "--text",
    "Neem je post mee. We maken samen stapels.",
    "--place",
    "Buurthuis De Brug",
    "--seats",
    "3",
];

fn with<'w>(more: &[&'w str]) -> Vec<&'w str> {
    [&EVENT[..], more].concat()
}

#[test]
fn people_are_invited_and_a_client_gets_a_place_and_gives_it_back() {
    let street = Street::new();
    let desk = street.device("desk", street.hire(Role::ContentManager, "Roos"));
    let phone = street.device("phone", street.client);
    assert!(phone.ok(&["events"]).contains("geen bijeenkomsten"));
    desk.refuses(&with(&["--when", "gisteren", "--publish"]), 1, "refused");
    desk.refuses(&with(&["--when", "2020-01-01 14:00", "--publish"]), 1, "refused");
    desk.refuses(&with(&["--when", "morgen 14:00", "--minutes", "5", "--publish"]), 1, "refused");
    phone.refuses(&with(&["--when", "morgen 14:00"]), 1, "not_allowed");
    // A draft invites nobody.
    let draft = desk.value(&with(&["--when", "morgen 14:00", "--minutes", "90"]));
    let key = draft["key"].as_str().unwrap();
    phone.ok(&["sync"]);
    assert_eq!(phone.value(&["events"]).as_array().unwrap().len(), 0);
    desk.ok(&with(&["--when", "overmorgen 9:30", "--key", key, "--publish"]));
    assert!(desk.ok(&["content", "show", "event", key]).contains("Buurthuis De Brug"));
    phone.ok(&["sync"]);
    let page = phone.ok(&["events"]);
    assert!(
        page.contains("Post op orde") && page.contains("09.30 uur") && page.contains("3 mensen"),
        "{page}"
    );
    phone.refuses(&["events", "attend", "nothing"], 1, "unknown");
    assert_eq!(phone.value(&["events", "attend", &key[..6]])["status"], "asked");
    let patience = Instant::now();
    loop {
        phone.ok(&["sync"]);
        if phone.value(&["events"])[0]["status"] == "placed" {
            break;
        }
        assert!(patience.elapsed() < Duration::from_mins(1), "no place was given");
        std::thread::sleep(Duration::from_millis(300));
    }
    assert!(phone.ok(&["agenda"]).contains("Post op orde"));
    assert_eq!(phone.value(&["events", "leave", key])["status"], "open");
}
