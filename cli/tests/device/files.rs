//! A photo of a letter, from the terminal of one to the terminal of another.

use crate::street::Street;

#[test]
fn a_photo_goes_with_a_message_and_is_fetched() {
    let street = Street::new();
    let phone = street.device("phone", street.client);
    let tablet = street.device("tablet", street.counsellor);
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let photo = [&[0xff, 0xd8, 0xff, 0xe0][..], &vec![9; 300_000]].concat();
    std::fs::write(path("brief.jpg"), &photo).unwrap();
    std::fs::write(path("brief.sh"), "#!/bin/sh").unwrap();
    assert!(phone.ok(&["file"]).contains("geen bijlagen"));
    let message = phone.value(&["message", "send", "Zie de brief."]);
    let message = message["id"].as_str().unwrap();
    phone.refuses(&["file", "add", message, &path("nothing")], 1, "file");
    phone.refuses(&["file", "add", message, &path("brief.sh")], 1, "refused");
    phone.refuses(&["file", "add", "zzzz", &path("brief.jpg")], 1, "unknown");
    let added = phone.value(&["file", "add", message, &path("brief.jpg")]);
    assert_eq!((added["place"].as_str(), added["name"].as_str()), (Some("waits"), Some("brief.jpg")));
    let id = added["id"].as_str().unwrap();
    phone.refuses(&["file", "evict", id], 1, "refused");
    assert!(phone.ok(&["safety"]).contains("foto"));
    assert_eq!(phone.value(&["sync"])["files_sent"], 1);
    tablet.ok(&["sync"]);
    assert!(tablet.ok(&["message"]).contains("brief.jpg, 301 kB"));
    assert_eq!(tablet.value(&["file", "fetch", id, &path("fetched.jpg")])["place"], "here");
    assert_eq!(std::fs::read(path("fetched.jpg")).unwrap(), photo);
    tablet.refuses(&["file", "fetch", id, &path("fetched.jpg")], 1, "file");
    assert_eq!(tablet.value(&["file", "evict", &id[..13]])["place"], "must_be_fetched");
    phone.ok(&["message", "erase", message, "--yes"]);
    phone.ok(&["sync"]);
    tablet.ok(&["sync"]);
    assert_eq!(tablet.value(&["file", "list"])["files"], serde_json::json!([]));
}

#[test]
fn photos_go_with_a_letter_and_are_fetched() {
    let street = Street::new();
    let phone = street.device("phone", street.client);
    let tablet = street.device("tablet", street.counsellor);
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let photo = [&[0xff, 0xd8, 0xff, 0xe0][..], &vec![9; 300_000]].concat();
    for name in ["een.jpg", "twee.jpg"] {
        std::fs::write(path(name), &photo).unwrap();
    }
    std::fs::write(path("brief.sh"), "#!/bin/sh").unwrap();
    phone.refuses(&["letters", "add", "CJIB", "--photo", &path("brief.sh")], 1, "refused");
    assert!(phone.ok(&["letters"]).contains("Er wacht geen brief."), "all of it, or nothing");
    let letter = phone.value(&["letters", "add", "CJIB", "--photo", &path("een.jpg"), "--until", "morgen"]);
    let letter = letter["id"].as_str().unwrap();
    let both = phone.value(&["letters", "photo", letter, &path("twee.jpg")]);
    let names: Vec<&str> = (0..2).map(|at| both["files"][at]["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["een.jpg", "twee.jpg"]);
    let [first, second] = [0, 1].map(|at| both["files"][at]["id"].as_str().unwrap());
    assert_eq!(phone.value(&["sync"])["files_sent"], 2);
    tablet.ok(&["sync"]);
    assert!(tablet.ok(&["letters"]).contains("twee.jpg, 301 kB"));
    assert_eq!(tablet.value(&["file", "fetch", second, &path("fetched.jpg")])["place"], "here");
    assert_eq!(std::fs::read(path("fetched.jpg")).unwrap(), photo);
    tablet.refuses(&["letters", "erase-photo", second, "--yes"], 1, "not_allowed");
    phone.ok(&["letters", "erase-photo", first, "--yes"]);
    phone.ok(&["letters", "remove", letter]);
    phone.ok(&["sync"]);
    tablet.ok(&["sync"]);
    assert_eq!(tablet.value(&["file", "list"])["files"], serde_json::json!([]));
}
