//! The diary in the terminal.

use crate::street::Street;

#[test]
fn a_diary_is_written_read_shared_and_brought_to_another_device() {
    let street = Street::new();
    let phone = street.device("phone", street.client);
    assert!(phone.ok(&["diary"]).contains("Eén zin is genoeg"));
    phone.ok(&["diary", "write", "Vandaag was zwaar.", "--on", "2026-11-02"]);
    let row = phone.value(&["diary", "write", "Vandaag ging het."]);
    let id = row["id"].as_str().unwrap();
    phone.ok(&["diary", "change", id, "Vandaag ging het goed."]);
    let page = phone.ok(&["diary"]);
    assert!(page.contains("Alleen jij kunt dit lezen") && page.contains("ging het goed"), "{page}");
    assert!(page.find("ging het goed") < page.find("was zwaar"), "the latest day comes first: {page}");
    assert!(phone.ok(&["diary", "share", id]).contains("bij je berichten"));
    phone.ok(&["sync"]);
    let key = phone.value(&["diary", "key"])["key"].as_str().unwrap().to_owned();

    let tablet = street.device("tablet", street.client);
    assert!(tablet.ok(&["diary"]).contains("op een ander toestel"));
    tablet.refuses(&["diary", "key", "AAAA-BBBB"], 1, "refused");
    assert!(tablet.ok(&["diary", "key", &key]).contains("De sleutel past"));
    assert_eq!(tablet.value(&["diary"])["entries"].as_array().unwrap().len(), 2);
    tablet.ok(&["diary", "remove", id]);
    assert!(!tablet.ok(&["diary"]).contains("ging het goed"));

    let desk = street.device("desk", street.counsellor);
    desk.refuses(&["diary"], 1, "not_allowed");
    assert!(desk.ok(&["message"]).contains("ging het goed"));
}
