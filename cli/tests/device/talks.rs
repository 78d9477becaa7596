//! Notes of talks, goals, marks, and who looked.

use crate::street::Street;

#[test]
fn a_note_is_written_answered_and_corrected() {
    let street = Street::new();
    let phone = street.device("phone", street.client);
    let tablet = street.device("tablet", street.counsellor);
    assert!(tablet.ok(&["talks"]).contains("nog geen verslag"));
    phone.refuses(&["talks", "add", "Van mij"], 1, "not_allowed");
    tablet.refuses(&["talks", "add", " "], 1, "refused");
    tablet.refuses(&["talks", "add", "x", "--appointment", "zzzz"], 1, "unknown");
    tablet.ok(&["agenda", "add", "Gesprek", "--at", "2031-05-06 10:30"]);
    let meeting = tablet.value(&["agenda"])["upcoming"][0]["id"].as_str().unwrap().to_owned();
    let add = ["talks", "add", "Drie schulden.", "--agreed", "Noor belt.", "--appointment", &meeting];
    let note = tablet.value(&add);
    assert_eq!(note["appointment"], meeting.as_str());
    tablet.ok(&["sync"]);
    phone.ok(&["sync"]);
    let page = phone.ok(&["talks", "list"]);
    assert!(page.contains("Klopt dit verslag?") && page.contains("Afgesproken: Noor belt."), "{page}");
    let id = note["id"].as_str().unwrap();
    phone.refuses(&["talks", "react", "zzzz", "right"], 1, "unknown");
    assert!(phone.ok(&["talks", "react", id, "not-right", "Het zijn er vier."]).contains("vier"));
    phone.ok(&["sync"]);
    tablet.ok(&["sync"]);
    assert!(tablet.ok(&["caseload"]).contains("verslag klopt niet"));
    assert!(tablet.ok(&["talks"]).contains("Schrijf samen een nieuw verslag"));
    let better = tablet.value(&["talks", "correct", id, "Vier schulden."]);
    assert_eq!(better["corrects"], id);
    assert!(!tablet.ok(&["caseload"]).contains("verslag klopt niet"));
    tablet.ok(&["sync"]);
    phone.ok(&["sync"]);
    let value = phone.value(&["talks"]);
    assert_eq!((value["notes"].as_array().unwrap().len(), value["unread"].as_u64()), (2, Some(1)));
    phone.ok(&["talks", "react", better["id"].as_str().unwrap(), "right"]);
    assert!(phone.ok(&["talks", "--lang", "en"]).contains("Your answer: this is right"));
    phone.ok(&["goals", "add", "Post openen"]);
    let file = phone.home.join("page.html");
    phone.ok(&["export", file.to_str().unwrap()]);
    let page = std::fs::read_to_string(file).unwrap();
    for said in ["Vier schulden.", "Post openen", "van de gemeente keek op"] {
        assert!(page.contains(said), "{said}");
    }
    phone.refuses(&["talks", "erase", id, "--yes"], 1, "not_allowed");
    tablet.ok(&["talks", "erase", id, "--yes"]);
    assert!(!tablet.ok(&["talks"]).contains("Drie schulden"));
}

#[test]
fn a_goal_is_set_marked_and_reached() {
    let street = Street::new();
    let phone = street.device("phone", street.client);
    let goal = phone.value(&["goals", "add", "Rust in huis", "--why", "Voor mij", "--step", "Een lijst"]);
    let id = goal["id"].as_str().unwrap();
    let page = phone.ok(&["goals", "change", id, "--text", "Rust in mijn hoofd"]);
    assert!(page.contains("Rust in mijn hoofd") && page.contains("Eerste stap: Een lijst"), "{page}");
    phone.refuses(&["goals", "change", "zzzz", "--text", "x"], 1, "unknown");
    phone.refuses(&["goals", "add", ""], 1, "refused");
    let now = |day: &str| format!("{day}T12:00:00+01:00");
    phone.ok(&["marks", "add", "money", "4", "--now", &now("2026-11-03")]);
    phone.ok(&["marks", "add", "goal", "2", "--goal", id, "--note", "Net begonnen"]);
    let page = phone.ok(&["marks", "add", "money", "6", "--now", &now("2026-11-17")]);
    assert!(page.contains("Je gaf een 4 op dinsdag 3 november en nu een 6."), "{page}");
    phone.refuses(&["marks", "add", "money", "11"], 2, "usage");
    phone.refuses(&["marks", "add", "weather", "1"], 1, "refused");
    let value = phone.value(&["marks"]);
    assert_eq!((value["series"].as_array().unwrap().len(), value["marks"].as_array().unwrap().len()), (4, 3));
    assert_eq!(value["series"][0]["trend"], "up");
    let page = phone.ok(&["marks", "list"]);
    assert!(page.contains("een 2 voor Rust in mijn hoofd") && page.contains("Net begonnen"), "{page}");
    phone.refuses(&["marks", "erase", "zzzz", "--yes"], 1, "unknown");
    phone.ok(&["marks", "erase", value["marks"][0]["id"].as_str().unwrap(), "--yes"]);
    assert_eq!(phone.value(&["marks"])["marks"].as_array().unwrap().len(), 2);
    for (deed, status) in [("reached", "gehaald"), ("let-go", "losgelaten"), ("reopen", "mee bezig")] {
        assert!(phone.ok(&["goals", deed, id]).contains(status), "{deed}");
    }
    phone.ok(&["goals", "remove", id]);
    assert!(phone.ok(&["goals"]).contains("nog geen doel"));
}

#[test]
fn who_opens_a_case_is_seen_once_a_day() {
    let street = Street::new();
    let phone = street.device("phone", street.client);
    let tablet = street.device("tablet", street.counsellor);
    assert!(phone.ok(&["looks"]).contains("nog niemand"));
    // The list of cases opens none.
    tablet.ok(&["caseload"]);
    assert_eq!(tablet.value(&["safety"])["here"], 0);
    let at = |moment: &str| format!("{moment}:00+01:00");
    for moment in ["2026-11-05T09:00", "2026-11-05T23:30", "2026-11-06T00:30"] {
        tablet.ok(&["budget", "--now", &at(moment)]);
    }
    assert_eq!(tablet.value(&["safety"])["here"], 2);
    tablet.ok(&["sync"]);
    phone.ok(&["sync"]);
    let page = phone.ok(&["looks", "--now", &at("2026-11-06T09:00")]);
    assert!(page.contains("Teun van de gemeente keek op donderdag 5 november."), "{page}");
    assert_eq!(phone.value(&["looks"]).as_array().unwrap().len(), 2);
}

#[test]
fn a_client_reads_what_was_done_with_their_data_and_a_helper_does_not() {
    let street = Street::new();
    let phone = street.device("phone", street.client);
    let tablet = street.device("tablet", street.counsellor);
    tablet.ok(&["budget"]);
    tablet.ok(&["sync"]);
    phone.ok(&["budget", "set", "huur", "692,25"]);
    phone.ok(&["sync"]);
    let page = phone.ok(&["audit"]);
    for says in
        ["Jij logde in.", "Jij schreef iets in je geldzaken.", "Teun van de gemeente keek in je dossier."]
    {
        assert!(page.contains(says), "{says} is not in {page}");
    }
    assert!(!page.contains("audit-"), "a sentence without words: {page}");
    let value = phone.value(&["audit"]);
    assert_eq!(value["days"][0]["lines"][0]["trace"].as_str().map(str::len), Some(32), "{value}");
    assert!(phone.ok(&["audit", "--before", "1"]).contains("nog niets gedaan"));
    tablet.refuses(&["audit"], 1, "not_allowed");
}
