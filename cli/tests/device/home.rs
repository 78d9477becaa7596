//! The key, the folder, pairing and the end.

use std::fs;
use std::io::Read as _;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Stdio;

use crate::street::Street;

#[test]
fn an_unpaired_home_says_so_and_is_not_made() {
    let street = Street::new();
    let phone = street.bare("phone");
    for command in [&["today"][..], &["sync"], &["budget", "set", "huur", "1"], &["caseload"], &["safety"]] {
        phone.refuses(command, 1, "not_paired");
    }
    assert!(!phone.home.exists());
}

#[test]
fn a_pairing_that_fails_leaves_nothing() {
    let mut street = Street::new();
    let phone = street.bare("phone");
    let code = street.code(street.client);
    phone.refuses(&["pair", "AAAAA-AAAAA", "--server", &street.url], 1, "code_unknown");
    phone.refuses(&["pair", &code, "--server", "http://opstap.example.org"], 1, "bad_address");
    assert!(!phone.home.exists());
    let person = phone.value(&["pair", &code, "--server", &street.url, "--label", "test"]);
    assert_eq!((person["name"].as_str(), person["role"].as_str()), (Some("Noor"), Some("client")));
    let other = street.bare("other");
    other.refuses(&["pair", &code, "--server", &street.url], 1, "code_expired");
    let ended = phone.run(&["pair", &street.code(street.coach), "--server", &street.url, "--json"]);
    assert!(ended.code == 1 && ended.err.contains("already_paired"), "{}", ended.err);
    street.close();
    other.refuses(&["pair", &code, "--server", &street.url], 3, "offline");
    assert!(!other.home.exists());
}

#[test]
fn a_key_is_private_from_the_start_and_must_stay_so() {
    let street = Street::new();
    let phone = street.device("phone", street.client);
    let key = phone.home.join("device.key");
    assert_eq!(fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::metadata(&phone.home).unwrap().permissions().mode() & 0o777, 0o700);
    assert_eq!(fs::read_to_string(&key).unwrap().len(), 64);
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    let said = phone.refuses(&["today"], 1, "key_open");
    assert!(said.contains("chmod 600"), "{said}");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).unwrap();
    phone.ok(&["today"]);
}

#[test]
fn a_wrong_or_lost_key_opens_nothing_and_breaks_nothing() {
    let street = Street::new();
    let phone = street.device("phone", street.client);
    let key = phone.home.join("device.key");
    let right = fs::read(&key).unwrap();
    fs::write(&key, "ab".repeat(32)).unwrap();
    phone.refuses(&["today"], 1, "wrong_key");
    fs::write(&key, "no key at all").unwrap();
    phone.refuses(&["today"], 1, "wrong_key");
    fs::remove_file(&key).unwrap();
    phone.refuses(&["today"], 1, "key_missing");
    phone.refuses(&["pair", "AAAAA-AAAAA", "--server", &street.url], 1, "key_missing");
    fs::write(&key, right).unwrap();
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).unwrap();
    phone.ok(&["today"]);
}

#[test]
fn wiping_leaves_no_file_also_when_the_key_is_lost() {
    let street = Street::new();
    let phone = street.device("phone", street.client);
    phone.refuses(&["wipe"], 2, "usage");
    assert_eq!(phone.value(&["wipe", "--yes"])["wiped"], true);
    assert!(phone.files().is_empty() && !phone.home.exists());
    phone.refuses(&["wipe", "--yes"], 1, "not_paired");
    let again = street.device("again", street.client);
    fs::remove_file(again.home.join("device.key")).unwrap();
    again.ok(&["wipe", "--yes"]);
    assert!(again.files().is_empty());
}

#[test]
fn a_reader_that_leaves_is_no_mistake() {
    let street = Street::new();
    let phone = street.device("phone", street.client);
    let mut child =
        phone.command(&["profile"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(said, "");
}

#[test]
fn help_and_version_are_no_mistakes() {
    let street = Street::new();
    for asked in ["--help", "--version"] {
        let ended = street.bare("nobody").run(&[asked]);
        assert!(ended.code == 0 && ended.out.contains("opstap") && ended.err.is_empty(), "{}", ended.err);
    }
}
