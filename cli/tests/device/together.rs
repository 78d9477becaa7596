//! A client, a counsellor and a coach.

use crate::street::Street;

#[test]
fn two_amounts_are_kept_until_somebody_chooses_and_the_other_sees_it() {
    let street = Street::new();
    let phone = street.device("phone", street.client);
    let tablet = street.device("tablet", street.counsellor);
    phone.ok(&["budget", "set", "huur", "692,25"]);
    tablet.ok(&["budget", "set", "huur", "701,50"]);
    phone.ok(&["sync"]);
    tablet.ok(&["sync"]);
    phone.ok(&["sync"]);
    let open = phone.value(&["conflicts"]);
    assert_eq!((open.as_array().unwrap().len(), open[0]["state"].as_str()), (1, Some("open")));
    let page = tablet.ok(&["conflicts"]);
    assert!(page.contains("692,25") && page.contains("701,50"), "{page}");
    let id = &open[0]["id"].as_str().unwrap()[..8];
    assert_eq!(phone.value(&["conflicts", "choose", id, "other"])["state"], "resolved");
    phone.ok(&["conflicts", "undo", id]);
    phone.ok(&["conflicts", "choose", id, "other"]);
    phone.ok(&["sync"]);
    tablet.ok(&["sync"]);
    let cents = |budget: serde_json::Value| budget["expenses"][0]["entered"]["cents"].as_i64();
    assert_eq!(cents(phone.value(&["budget"])), cents(tablet.value(&["budget"])));
    assert_eq!(tablet.value(&["safety"])["conflicts"], 0);
}

#[test]
fn a_counsellor_has_a_list_and_adds_and_skips_tasks() {
    let street = Street::new();
    let tablet = street.device("tablet", street.counsellor);
    let list = tablet.value(&["caseload", "--attention", "--limit", "5"]);
    let case = list["rows"][0]["case"].as_str().unwrap();
    assert!(tablet.ok(&["caseload", "--search", "noo"]).contains("Noor"));
    assert_eq!(tablet.value(&["caseload", "--search", "niemand"])["total"], 0);
    tablet.ok(&["caseload", "--after", case]);
    assert_eq!(tablet.value(&["visits", "--on", "2030-01-01"])["visits"], serde_json::json!([]));
    let examples = tablet.value(&["examples", "aanmelding"]);
    assert!(examples[0]["text"].as_str().unwrap().contains("Noor"), "{examples}");
    assert!(tablet.ok(&["words", "aflos"]).contains("afloscapaciteit"));
    assert_eq!(tablet.value(&["budget", "form"])["open"][0]["income"], true);
    let programme = tablet.value(&["programme", "--case", &case[..10]]);
    let step = programme["phases"][0]["steps"][0]["id"].as_str().unwrap().to_owned();
    tablet.ok(&["task", "add", &step, "Brief meenemen", "--text", "De blauwe", "--until", "2031-01-02"]);
    let task = programme["phases"][0]["steps"][0]["tasks"][0]["id"].as_str().unwrap();
    tablet.ok(&["task", "skip", task]);
    let other = programme["phases"][0]["steps"][0]["tasks"][1]["id"].as_str().unwrap();
    tablet.ok(&["task", "change", other, "--title", "Bel even", "--until", "2031-02-03"]);
    tablet.ok(&["programme", "start", "goed-begonnen"]);
    tablet.ok(&["programme", "renew"]);
    tablet.refuses(&["task", "change", "nothing", "--hide"], 1, "unknown");
    tablet.ok(&["sync"]);
    let phone = street.device("phone", street.client);
    let page = phone.ok(&["programme"]);
    assert!(page.contains("Brief meenemen") && page.contains("Bel even"), "{page}");
    phone.refuses(&["task", "change", other, "--hide"], 1, "not_allowed");
    tablet.ok(&["task", "change", other, "--hide"]);
    assert!(!tablet.ok(&["programme"]).contains("Bel even"));
    tablet.ok(&["task", "change", other, "--show"]);
    assert!(tablet.ok(&["programme"]).contains("Bel even"));
}

#[test]
fn a_coach_sees_what_is_shared_and_loses_it() {
    let street = Street::new();
    let phone = street.device("phone", street.client);
    let coach = street.device("coach", street.coach);
    coach.refuses(&["today"], 1, "unknown");
    let shared =
        phone.value(&["share", "with", "pien", "--parts", "programme,agenda", "--until", "2031-01-01"]);
    assert!(shared["helpers"].as_array().unwrap().iter().any(|row| row["parts"][0] == "programme"));
    phone.ok(&["share"]);
    phone.ok(&["sync"]);
    coach.ok(&["sync"]);
    coach.ok(&["today"]);
    // The conversation is not shared: that is said at once.
    coach.refuses(&["message", "send", "hoi"], 1, "not_allowed");
    coach.ok(&["sync"]);
    assert!(phone.value(&["sync"])["left"] == 0 && phone.value(&["message"])["messages"][0].is_null());
    phone.ok(&["share", "stop", &street.coach.to_string()]);
    phone.ok(&["sync"]);
    coach.ok(&["sync"]);
    coach.refuses(&["today"], 1, "unknown");
}

#[test]
fn a_counsellor_sends_what_fits_and_leaves_what_does_not() {
    let street = Street::new();
    let tablet = street.device("tablet", street.counsellor);
    let shown = tablet.ok(&["prompts"]);
    assert!(shown.contains("Vandaag begonnen") && shown.contains("Welkom Noor."), "{shown}");
    let row = tablet.value(&["prompts"])[0].clone();
    let case = row["case"].as_str().unwrap();
    tablet.refuses(&["prompts", "send", "welkom", "Dag {wie}", "--case", case], 1, "refused");
    tablet.refuses(&["prompts", "send", "nothing"], 1, "unknown");
    assert!(tablet.ok(&["prompts", "send", "welkom"]).contains("Je bericht is bewaard."));
    assert_eq!(tablet.value(&["prompts", "--case", case]), serde_json::json!([]));
    tablet.ok(&["sync"]);
    let phone = street.device("phone", street.client);
    assert!(phone.ok(&["message", "list"]).contains("Welkom Noor."));
}

#[test]
fn a_role_does_what_is_its_own() {
    let street = Street::new();
    let phone = street.device("phone", street.client);
    let tablet = street.device("tablet", street.counsellor);
    for command in ["caseload", "visits", "examples", "prompts"] {
        phone.refuses(&[command], 1, "not_allowed");
    }
    phone.refuses(&["task", "add", "goed-begonnen.f1.s1", "x"], 1, "not_allowed");
    tablet.refuses(&["share", "with", "Pien", "--parts", "budget"], 1, "not_allowed");
    tablet.refuses(&["preferences", "set", "--nudges", "no"], 1, "not_allowed");
}

#[test]
fn a_blocked_device_says_so_and_keeps_nothing() {
    let street = Street::new();
    let phone = street.device("phone", street.client);
    street.block(street.client);
    let ended = phone.run(&["sync", "--json"]);
    assert_eq!(ended.code, 1);
    assert!(ended.err.contains("device_revoked"), "{}", ended.err);
    assert!(phone.files().is_empty());
    phone.refuses(&["today"], 1, "not_paired");
}

#[test]
fn a_message_that_its_author_erased_is_gone_on_the_other_device_too() {
    let street = Street::new();
    let phone = street.device("phone", street.client);
    let tablet = street.device("tablet", street.counsellor);
    phone.ok(&["message", "send", "Mijn geheime brief"]);
    phone.ok(&["message", "send", "Tot morgen"]);
    phone.ok(&["sync"]);
    tablet.ok(&["sync"]);
    assert!(tablet.ok(&["message"]).contains("geheime"));
    let id = phone.value(&["message"])["messages"][0]["id"].as_str().unwrap().to_owned();
    tablet.refuses(&["message", "erase", &id, "--yes"], 1, "not_allowed");
    phone.refuses(&["message", "erase", "zzzz", "--yes"], 1, "unknown");
    phone.ok(&["message", "erase", &id, "--yes"]);
    assert!(!phone.ok(&["message"]).contains("geheime"));
    phone.ok(&["sync"]);
    tablet.ok(&["sync"]);
    let page = tablet.ok(&["message"]);
    assert!(!page.contains("geheime") && page.contains("Tot morgen"), "{page}");
    assert!(tablet.ok(&["search", "geheime"]).contains("Niets gevonden"));
}

#[test]
fn a_history_says_who_changed_what_and_a_change_is_undone_as_a_new_one() {
    let street = Street::new();
    let phone = street.device("phone", street.client);
    let tablet = street.device("tablet", street.counsellor);
    phone.ok(&["budget", "set", "huur", "692,25"]);
    phone.ok(&["sync"]);
    tablet.ok(&["sync"]);
    tablet.ok(&["budget", "set", "huur", "750"]);
    tablet.ok(&["sync"]);
    // Without a round: the server knows what this phone has not read yet.
    let page = phone.ok(&["history", "huur"]);
    assert!(page.contains("692,25") && page.contains("750") && page.contains("Teun"), "{page}");
    let value = phone.value(&["history", "huur"]);
    assert_eq!(
        (value["complete"].as_bool(), value["changes"][0]["mine"].as_bool()),
        (Some(true), Some(false))
    );
    assert_eq!(value["changes"][0]["can_undo"], false, "this phone still shows the old amount");
    phone.ok(&["sync"]);
    let change = phone.value(&["history", "huur"])["changes"][0]["id"].as_str().unwrap().to_owned();
    phone.refuses(&["undo", "huur", "amount@nobody.1"], 1, "unknown");
    phone.ok(&["undo", "huur", &change]);
    phone.refuses(&["undo", "huur", &change], 1, "refused");
    let cents = |device: &crate::street::Device| {
        device.value(&["budget"])["expenses"][0]["entered"]["cents"].as_i64()
    };
    assert_eq!(cents(&phone), Some(69_225));
    phone.ok(&["sync"]);
    tablet.ok(&["sync"]);
    assert_eq!((cents(&tablet), tablet.value(&["safety"])["conflicts"].as_u64()), (Some(69_225), Some(0)));
    // The undo is in the history, and is undone like everything else.
    tablet.ok(&["undo", "huur"]);
    assert_eq!(cents(&tablet), Some(75_000));
    assert_eq!(tablet.value(&["history", "huur"])["changes"].as_array().unwrap().len(), 4);

    // Removed, and back with everything it had.
    let id = phone.value(&["history", "huur"])["id"].as_str().unwrap().to_owned();
    phone.ok(&["budget", "remove", "huur"]);
    phone.ok(&["sync"]);
    tablet.ok(&["sync"]);
    phone.ok(&["undo", &id]);
    assert_eq!(cents(&phone), Some(69_225));
}

#[test]
fn without_a_network_a_history_is_what_the_device_itself_knows() {
    let mut street = Street::new();
    let phone = street.device("phone", street.client);
    phone.ok(&["budget", "set", "huur", "600"]);
    phone.ok(&["budget", "set", "huur", "700"]);
    street.close();
    let value = phone.value(&["history", "huur"]);
    assert_eq!(
        (value["complete"].as_bool(), value["changes"][0]["waiting"].as_bool()),
        (Some(false), Some(true))
    );
    phone.ok(&["undo", "huur"]);
    assert_eq!(phone.value(&["budget"])["expenses"][0]["entered"]["cents"], 60_000);
}
