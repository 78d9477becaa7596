//! Somebody writes a programme in a file, and says when a message fits.

use opstap::Role;
use serde_json::{Value, json};

use crate::street::Street;

#[test]
fn a_programme_goes_out_as_a_file_and_comes_in_as_another_version() {
    let street = Street::new();
    let desk = street.device("desk", street.hire(Role::ContentManager, "Roos"));
    let phone = street.device("phone", street.client);
    let before = phone.value(&["programme"]);
    phone.refuses(&["content", "programme", "--key", "goed-begonnen"], 1, "not_allowed");
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("programma.json");
    let file = place.to_str().unwrap();
    let page = desk.ok(&["content", "programme", "--key", "goed-begonnen", "--out", file]);
    assert!(page.contains("goed-begonnen.f1.s1.t1"), "{page}");
    let mut programme: Value = serde_json::from_str(&std::fs::read_to_string(&place).unwrap()).unwrap();
    let write = |text: &str| std::fs::write(&place, text).unwrap();
    let keyed = ["content", "programme", "--key", "goed-begonnen", file, "--publish"];

    write("{");
    desk.refuses(&keyed, 2, "usage");
    programme["phases"][0]["steps"][0]["tasks"][0]["minutes"] = json!(600);
    write(&programme.to_string());
    let told = desk.refuses(&keyed, 1, "refused");
    assert!(told.contains("Kies een getal van 1 tot 60"), "{told}");
    programme["phases"][0]["steps"][0]["tasks"][0]["minutes"] = json!(6);
    programme["phases"][0]["steps"][0]["tasks"][0]["text"] = json!("Je had moeten bellen.");
    write(&programme.to_string());
    desk.refuses(&keyed, 1, "refused");
    programme["phases"][0]["steps"][0]["tasks"][0]["text"] = json!("Bel even.");
    write(&programme.to_string());
    let done = desk.value(&keyed);
    assert!(done["live"] == true && done["published"]["phases"] == programme["phases"], "{done}");
    // The same file without a key is another programme, with ids of its own.
    let copy = desk.value(&["content", "programme", file]);
    assert_eq!((&copy["state"], &copy["live"]), (&json!("draft"), &json!(false)));
    let key = copy["key"].as_str().unwrap();
    assert!(copy["draft"]["phases"][0]["id"].as_str().unwrap().starts_with(key), "{copy}");
    let empty = desk.value(&["content", "programme"]);
    assert_eq!(empty["phases"][0]["steps"][0]["tasks"][0]["who"], "client");
    // The client goes on as before, and can go on to it.
    phone.ok(&["sync"]);
    let after = phone.value(&["programme"]);
    assert_eq!((&after["version"], &after["phases"]), (&before["version"], &before["phases"]));
    assert_eq!(after["newer"], true);
}

#[test]
fn when_a_message_fits_is_tried_before_anybody_sees_it() {
    let street = Street::new();
    let desk = street.device("desk", street.hire(Role::ContentManager, "Roos"));
    let asked = |more: &[&'static str]| {
        let fixed = ["content", "automation", "--title", "Na drie dagen", "--on", "appointment_missed"];
        [&fixed[..], more].concat()
    };
    let tried = desk.ok(&asked(&["--days", "3", "--message", "afspraak-gemist", "--try"]));
    assert!(tried.contains("3 dagen na een gemiste afspraak: ‘"), "{tried}");
    assert!(tried.contains("Na 3 dagen ziet haar helper dit bericht."), "{tried}");
    assert!(tried.contains("Dezelfde dag ziet haar helper ook: ‘Niet op de afspraak’."), "{tried}");
    let never = desk.ok(&asked(&["--message", "afspraak-gemist", "--try", "--only", "income.isLow"]));
    assert!(never.contains("Voor Bram is dit niet."), "{never}");
    let told = desk.refuses(&asked(&["--message", "nergens", "--try"]), 1, "refused");
    assert!(told.contains("message"), "{told}");
    desk.refuses(&asked(&["--days", "900", "--message", "welkom"]), 1, "refused");
    let made = desk.value(&asked(&["--days", "3", "--message", "afspraak-gemist"]));
    assert_eq!(made["state"], "draft");
    let key = made["key"].as_str().unwrap();
    let done = desk.value(&["content", "publish", "automation", key]);
    assert!(done["live"] == true && done["published"]["message"] == "afspraak-gemist", "{done}");
    assert_eq!(desk.value(&["content", "withdraw", "automation", key])["live"], false);
}

#[test]
fn a_work_form_is_tried_from_a_file_and_comes_into_use() {
    let street = Street::new();
    let desk = street.device("desk", street.hire(Role::ContentManager, "Roos"));
    let phone = street.device("phone", street.client);
    phone.refuses(&["content", "form", "--key", "schaal"], 1, "not_allowed");
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("formulier.json");
    let file = place.to_str().unwrap();
    let page = desk.ok(&["content", "form", "--key", "schaal", "--out", file]);
    assert!(page.contains("Wat lukt er al? · lukt"), "{page}");
    let mut form: Value = serde_json::from_str(&std::fs::read_to_string(&place).unwrap()).unwrap();
    let write = |text: &str| std::fs::write(&place, text).unwrap();
    let keyed = ["content", "form", "--key", "schaal", file, "--publish"];
    form["questions"][2]["when"] = json!({ "field": "later", "op": "lt", "value": 5 });
    write(&form.to_string());
    let told = desk.refuses(&keyed, 1, "refused");
    assert!(told.contains("hoger:when: Deze vraag hangt aan iets dat er niet boven staat."), "{told}");
    form["questions"][2]["when"] = json!({ "field": "nu", "op": "lt", "value": 5 });
    form["questions"][0]["type"] = json!("number");
    write(&form.to_string());
    let told = desk.refuses(&keyed, 1, "refused");
    assert!(told.contains("Mensen hebben deze vraag al beantwoord."), "{told}");
    form["questions"][0]["type"] = json!("scale10");
    write(&form.to_string());

    let tried = |answer: &'static str| desk.ok(&["content", "form", file, "--try", answer]);
    assert!(tried("nu=7").contains("Wat lukt er al?") && !tried("nu=7").contains("één punt hoger?"));
    assert!(tried("nu=4").contains("één punt hoger?") && tried("nu=elf").contains("van 0 tot en met 10"));
    desk.refuses(&["content", "form", file, "--try", "nu"], 2, "usage");
    let done = desk.value(&keyed);
    assert!(done["live"] == true && done["published"]["questions"] == form["questions"], "{done}");
    let copy = desk.value(&["content", "form", file]);
    assert_eq!((&copy["state"], &copy["live"]), (&json!("draft"), &json!(false)));
    assert_eq!(copy["draft"]["id"], copy["key"]);
    assert_eq!(desk.value(&["content", "form"])["questions"][0]["type"], "text");
    phone.ok(&["sync"]);
    let page = phone.value(&["forms", "show", "schaal"]);
    assert!(page["questions"].as_array().is_some(), "{page}");
    desk.value(&["content", "withdraw", "work_form", "schaal"]);
    phone.ok(&["sync"]);
    phone.refuses(&["forms", "show", "schaal"], 1, "unknown");
}
