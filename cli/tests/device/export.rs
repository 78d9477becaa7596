//! Taking everything along: a page, a file for programs, tables.

use std::fs;

use serde_json::Value;

use crate::street::{Device, Street};

/// What a person types must not become markup, and must not become a formula.
const NASTY: &str = "<script>alert(1)</script>";

fn lived(street: &Street) -> Device {
    let phone = street.device("phone", street.client);
    phone.ok(&["budget", "set", "huur", "612,50"]);
    phone.ok(&["budget", "set", "huur", "10", "--label", "=1+1"]);
    phone.ok(&["forecast", "balance", "214,60"]);
    let debt =
        phone.value(&["debts", "add", "Kleedwerk", "300", "--on", "2026-01-10", "--rank", "concurrent"]);
    phone.ok(&["debts", "pay", debt["id"].as_str().unwrap(), "100", "--on", "2026-02-10"]);
    phone.ok(&["letters", "add", "Kleedwerk", "--amount", "75", "--until", "morgen"]);
    phone.ok(&["message", "send", NASTY]);
    phone
}

#[test]
fn a_page_has_everything_and_runs_nothing() {
    let street = Street::new();
    let phone = lived(&street);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("dossier.html");
    let to = file.to_str().unwrap();
    assert!(phone.ok(&["export", to]).contains("niet op slot"));
    let page = fs::read_to_string(&file).unwrap();
    for said in
        ["Noor", "612,50", "Kleedwerk", "Mijn schulden door de tijd", "<svg", "&lt;script&gt;alert(1)"]
    {
        assert!(page.contains(said), "{said} is not in the page");
    }
    for never in ["<script", "http://", "https://", "ui-", "export-"] {
        assert!(!page.contains(never), "{never} is in the page");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    // What is there stays.
    phone.refuses(&["export", to], 1, "file");
    assert_eq!(fs::read_to_string(&file).unwrap(), page);
}

#[test]
fn programs_and_spreadsheets_get_the_same() {
    let street = Street::new();
    let phone = lived(&street);
    let folder = tempfile::tempdir().unwrap();
    let json = folder.path().join("dossier.json");
    phone.ok(&["export", json.to_str().unwrap(), "--as", "json"]);
    let whole: Value = serde_json::from_str(&fs::read_to_string(json).unwrap()).unwrap();
    assert_eq!(whole["budget"], phone.value(&["budget"]));
    assert_eq!(whole["debts"], phone.value(&["debts"]));
    let owed: Vec<i64> = whole["debts_over_time"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["owed"]["cents"].as_i64().unwrap())
        .collect();
    assert_eq!(owed, [30_000, 20_000]);
    assert_eq!(whole["messages"].as_array().unwrap().len(), 1);
    let tables = folder.path().join("tabellen");
    let done = phone.value(&["export", tables.to_str().unwrap(), "--as", "csv"]);
    assert_eq!(done["files"].as_array().unwrap().len(), 12);
    let read = |name: &str| fs::read_to_string(tables.join(name)).unwrap();
    assert!(read("budget.csv").contains("612.50"));
    assert!(read("budget.csv").contains("'=1+1") && !read("budget.csv").contains(",=1+1"));
    assert!(read("debt-amounts.csv").contains("2026-02-10"));
    assert_eq!(read("messages.csv").lines().count(), 2);
}

#[test]
fn what_somebody_told_and_shared_is_in_tables_too() {
    let street = Street::new();
    let phone = lived(&street);
    phone.ok(&["profile", "set", "household.childrenUnder18", "2"]);
    phone.ok(&["goals", "add", "=2+2", "--why", "Rust in huis", "--step", "Een lijst"]);
    phone.ok(&["marks", "add", "calm", "7", "--note", "Beter geslapen"]);
    for answer in [["nu", "8"], ["helpt", "praten, slapen"], ["na", "6"]] {
        phone.ok(&["forms", "answer", "stress", answer[0], answer[1]]);
    }
    let shared = phone.value(&["forms", "share", "stress"])["id"].as_str().map(str::to_owned);
    phone.ok(&["sync"]);
    let desk = street.device("desk", street.counsellor);
    desk.ok(&["sync"]);
    let first = desk.value(&["forms", "shared"])[0]["id"].as_str().unwrap().to_owned();
    assert!(shared.is_none_or(|id| id == first));
    desk.ok(&["forms", "feedback", &first, "Knap dat je pauze nam."]);
    desk.ok(&["talks", "add", "Drie schulden, \"en meer\".", "--agreed", "Noor belt."]);
    desk.ok(&["sync"]);
    phone.ok(&["sync"]);
    let folder = tempfile::tempdir().unwrap();
    let tables = folder.path().join("tabellen");
    phone.ok(&["export", tables.to_str().unwrap(), "--as", "csv"]);
    let read = |name: &str| fs::read_to_string(tables.join(name)).unwrap();
    for (name, words) in [
        ("profile.csv", &["2"][..]),
        ("forms.csv", &["8", "Knap dat je pauze nam.", "Teun", "Z,"]),
        ("talks.csv", &["\"Drie schulden, \"\"en meer\"\".\"", "Noor belt."]),
        ("goals.csv", &["'=2+2", "Rust in huis", "Een lijst"]),
        ("marks.csv", &[",7,", "Beter geslapen"]),
    ] {
        let table = read(name);
        assert!(table.lines().count() > 1, "{name}: {table}");
        for word in words {
            assert!(table.contains(word), "{word} is not in {name}: {table}");
        }
        assert!(
            !table.contains("export-column") && !table.contains(",=") && !table.contains("\n="),
            "{table}"
        );
    }
}

#[test]
fn an_offer_is_made_of_settled_debts_and_read_by_the_client() {
    let street = Street::new();
    let phone = lived(&street);
    phone.ok(&["sync"]);
    let desk = street.device("desk", street.counsellor);
    desk.ok(&["sync"]);
    assert!(desk.ok(&["offer"]).contains("nog geen aanbod"));
    let made = ["offer", "make", "--income", "1900", "--vtlb", "1895", "--source", "calculator 2027-1"];
    assert!(desk.ok(&made).contains("5,00 per maand opzij"));
    let debt = desk.value(&["offer"])["newest"]["shares"][0]["debt"].as_str().unwrap().to_owned();
    desk.refuses(&["offer", "answer", &debt, "agreed"], 1, "refused");
    desk.ok(&["offer", "send"]);
    desk.ok(&["offer", "answer", &debt, "agreed"]);
    assert!(desk.ok(&["offer", "pay", "5"]).contains("5,00"));
    desk.ok(&["sync"]);
    phone.ok(&["sync"]);
    let page = phone.ok(&["offer"]);
    assert!(page.contains("De regeling loopt") && page.contains("45,00 %"), "{page}");
    phone.refuses(&made, 1, "not_allowed");
}
