//! What a client does, in words and as values, with and without a server.

use crate::street::{Device, Street};

/// Every command of a client that reads.
const SCREENS: [&[&str]; 25] = [
    &["today"],
    &["programme"],
    &["budget"],
    &["budget", "show"],
    &["debts"],
    &["letters"],
    &["offer"],
    &["forms"],
    &["forms", "shared"],
    &["forecast"],
    &["deadlines"],
    &["agenda"],
    &["reminders", "--max", "3"],
    &["message"],
    &["message", "list", "--limit", "2"],
    &["tips"],
    &["profile"],
    &["preferences"],
    &["conflicts"],
    &["share", "list"],
    &["safety"],
    &["talks"],
    &["goals"],
    &["marks"],
    &["looks"],
];

#[test]
fn every_screen_shows_in_words_and_as_one_value_in_both_languages() {
    let street = Street::new();
    let phone = street.device("phone", street.client);
    for screen in SCREENS {
        assert!(phone.ok(screen).len() > 5, "{screen:?}");
        let value = phone.value(screen);
        assert!(value.is_object() || value.is_array(), "{screen:?}");
        let english: Vec<&str> = screen.iter().copied().chain(["--lang", "en"]).collect();
        phone.ok(&english);
    }
    assert!(phone.ok(&["today"]).contains("Hoi Noor"));
    assert!(phone.ok(&["search", "huur"]).contains("gevonden"));
    assert!(phone.value(&["search", "huur", "--limit", "1"]).is_array());
    assert!(phone.ok(&["search", "xyzzy"]).contains("Niets gevonden"));
}

#[test]
fn without_a_server_everything_works_and_only_sync_is_offline() {
    let mut street = Street::new();
    let phone = street.device("phone", street.client);
    street.close();
    for screen in SCREENS {
        phone.ok(screen);
    }
    acts(&phone);
    let said = phone.refuses(&["sync"], 3, "offline");
    assert!(said.contains("bewaard"), "{said}");
    assert!(phone.value(&["safety"])["here"].as_u64().unwrap() > 5);
}

#[test]
fn what_was_done_offline_arrives() {
    let street = Street::new();
    let phone = street.device("phone", street.client);
    acts(&phone);
    let report = phone.value(&["sync"]);
    assert_eq!(report["left"], 0);
    assert!(report["pushed"].as_u64().unwrap() > 5);
    let tablet = street.device("tablet", street.counsellor);
    assert_eq!(tablet.value(&["budget"])["expenses"][0]["entered"]["cents"], 68_450);
    let messages = tablet.value(&["message", "list"]);
    assert_eq!(messages["messages"].as_array().unwrap().len(), 2);
    assert_eq!(messages["messages"][1]["about"]["id"], "huur");
}

/// Every command of a client that changes something.
fn acts(phone: &Device) {
    let next = phone.value(&["today"])["next"]["id"].as_str().unwrap().to_owned();
    phone.ok(&["task", "postpone", &next, "--until", "morgen"]);
    phone.ok(&["task", "undo", &next]);
    phone.ok(&["task", "decline", &next]);
    phone.ok(&["task", "undo", &next]);
    assert!(phone.value(&["task", "done", &next])["programme"].is_object());
    phone.ok(&["budget", "set", "huur", "684,50", "--every", "monthly", "--out"]);
    phone.ok(&["budget", "set", "eten", "125", "--every", "weekly", "--label", "Markt"]);
    phone.ok(&["budget", "none", "auto"]);
    phone.ok(&["budget", "remove", "eten"]);
    let budget = phone.value(&["budget"]);
    let rents = budget["expenses"].as_array().unwrap().iter().filter(|row| row["category"] == "huur");
    assert_eq!(rents.count(), 1);
    phone.ok(&["agenda", "add", "Bellen", "--at", "2031-05-06 10:30", "--minutes", "20", "--bring", "Brief"]);
    let id = phone.value(&["agenda"])["upcoming"][0]["id"].as_str().unwrap()[..13].to_owned();
    phone.ok(&["agenda", "move", &id, "--at", "07-05-2031 9:00"]);
    for deed in ["confirm", "kept", "missed", "cancel"] {
        phone.ok(&["agenda", deed, &id]);
    }
    phone.ok(&["message", "send", "Dag Teun"]);
    assert_eq!(phone.value(&["ask", "huur", "Met servicekosten?"])["mine"], true);
    assert_eq!(phone.value(&["message", "read"])["read"], true);
    phone.ok(&["profile", "set", "household.childrenUnder18", "2"]);
    phone.ok(&[
        "preferences",
        "set",
        "--quiet",
        "21:00-8:30",
        "--hours-before",
        "2",
        "--nudges",
        "no",
        "--news",
        "yes",
    ]);
    let wishes = phone.value(&["preferences", "set", "--pause-until", "2031-01-01", "--language", "nl"]);
    assert_eq!((wishes["hours_before"].as_u64(), wishes["nudges"].as_bool()), (Some(2), Some(false)));
    assert_eq!(wishes["news"], true);
    phone.ok(&["preferences", "set", "--pause-until", "none"]);
    if let Some(tip) = phone.value(&["tips"])[0]["id"].as_str() {
        phone.ok(&["tips", "hide", tip]);
    }
}
