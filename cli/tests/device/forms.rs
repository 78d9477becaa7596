//! Work forms in the terminal.

use crate::street::Street;

#[test]
fn a_form_is_asked_filled_in_bit_by_bit_shared_and_answered() {
    let street = Street::new();
    let phone = street.device("phone", street.client);
    let tablet = street.device("tablet", street.counsellor);
    let asked = tablet.value(&["forms", "ask", "stress", "--why", "Dit gaf anderen rust."]);
    assert_eq!((asked["id"].as_str(), asked["state"].as_str()), (Some("stress-thermometer"), Some("asked")));
    tablet.ok(&["sync"]);
    phone.ok(&["sync"]);
    let list = phone.ok(&["forms"]);
    assert!(
        list.contains("Teun vraagt je om dit te doen.") && list.contains("Dit gaf anderen rust."),
        "{list}"
    );
    assert_eq!(phone.value(&["forms"])[0]["id"], "stress-thermometer", "what was asked comes first");
    let page = phone.value(&["forms", "answer", "stress", "nu", "8"]);
    assert_eq!(page["added"], serde_json::json!(["vandaag"]));
    let page = phone.ok(&["forms", "answer", "stress", "helpt", "praten, slapen"]);
    assert!(page.contains("[Praten]") && page.contains("Met wie wil je praten?"), "{page}");
    assert!(page.contains("Alleen jij ziet deze antwoorden."), "{page}");
    assert!(phone.ok(&["forms", "answer", "stress", "na", "elf"]).contains("van 0 tot en met 10"));
    phone.refuses(&["forms", "share", "stress"], 1, "refused");
    phone.ok(&["forms", "answer", "stress", "na", "6"]);
    assert!(phone.ok(&["forms", "show", "stress"]).contains("3 van de 5 vragen beantwoord"));
    let shared = phone.value(&["forms", "share", "stress"]);
    assert_eq!(shared["answers"].as_array().unwrap().len(), 3);
    assert_eq!(phone.value(&["forms", "show", "stress"])["form"]["state"], "shared");
    phone.ok(&["sync"]);
    tablet.ok(&["sync"]);
    let page = tablet.ok(&["forms", "shared"]);
    assert!(page.contains("Hoe hoog is je spanning? (0 tot 10) 8"), "{page}");
    let id = shared["id"].as_str().unwrap();
    tablet.ok(&["forms", "feedback", id, "Knap dat je even pauze nam."]);
    phone.refuses(&["forms", "feedback", id, "Dank je."], 1, "not_allowed");
    tablet.ok(&["sync"]);
    phone.ok(&["sync"]);
    assert!(phone.ok(&["forms", "shared"]).contains("Knap dat je even pauze nam."));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("dossier.html");
    phone.ok(&["export", file.to_str().unwrap()]);
    assert!(std::fs::read_to_string(file).unwrap().contains("Knap dat je even pauze nam."));
    assert_eq!(phone.value(&["forms", "erase", id, "--yes"]), serde_json::json!([]));
}

#[test]
fn what_cannot_be_is_refused_in_words() {
    let street = Street::new();
    let phone = street.device("phone", street.client);
    let tablet = street.device("tablet", street.counsellor);
    tablet.refuses(&["forms", "answer", "schaal", "nu", "7"], 1, "not_allowed");
    tablet.refuses(&["forms", "share", "schaal"], 1, "not_allowed");
    phone.refuses(&["forms", "show", "nergens"], 1, "unknown");
    phone.refuses(&["forms", "answer", "schaal", "nergens", "7"], 1, "unknown");
    phone.refuses(&["forms", "share", "post-map"], 1, "refused");
    phone.refuses(&["forms", "withdraw", "schaal"], 1, "unknown");
    assert_eq!(phone.value(&["forms", "ask", "schaal"])["state"], "asked");
    assert_eq!(phone.value(&["forms", "withdraw", "schaal"])["state"], "new");
    phone.ok(&["forms", "answer", "weekgeld", "bedrag", "12,345"]);
    let page = phone.ok(&["forms", "show", "weekgeld"]);
    assert!(page.contains("12,345") && page.contains("twee cijfers na de komma"), "{page}");
    assert!(!phone.ok(&["forms", "clear", "weekgeld"]).contains("12,345"));
}
