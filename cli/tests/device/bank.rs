//! Files of banks, from the terminal: what they say, once, and only on the client's own device.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::street::Street;

const EXPECTED: &str = include_str!("../../../core/bank/fixtures/expected.json");

fn fixture(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../core/bank/fixtures");
    folder.join(name).to_str().unwrap().to_owned()
}

/// What every file tells in the same words.
fn told(mut value: Value) -> Value {
    let mut told = json!({});
    for key in ["openingCents", "closingCents", "own", "transactions"] {
        told[key] = value[key].take();
    }
    told
}

fn expected(bank: &str) -> Value {
    let mut whole: Value = serde_json::from_str(EXPECTED).unwrap();
    whole["own"] = whole["own"][bank].take();
    told(whole)
}

#[test]
fn a_file_is_looked_at_without_a_device() {
    let street = Street::new();
    let bare = street.bare("nobody");
    for (name, bank) in [
        ("ing_nl_semicolon.csv", "INGB"),
        ("ing_en_semicolon.csv", "INGB"),
        ("ing_nl_comma_thousands.csv", "INGB"),
        ("camt053_001_02.xml", "RABO"),
        ("camt053_001_08.xml", "RABO"),
    ] {
        let looked = bare.value(&["bank", "import", &fixture(name), "--dry-run"]);
        assert_eq!(told(looked.clone()), expected(bank), "{name}");
        assert_eq!((looked["new"].as_u64(), looked["dryRun"].as_bool()), (Some(8), Some(true)));
    }
    assert!(!bare.home.exists(), "looking makes nothing");
    bare.refuses(&["bank", "import", &fixture("ing_nl_semicolon.csv")], 1, "not_paired");
    bare.refuses(&["bank", "import", "nothing.csv", "--dry-run"], 1, "file");
}

#[test]
fn what_was_imported_does_not_count_twice() {
    let street = Street::new();
    let phone = street.device("phone", street.client);
    let counts = |value: &Value| ["new", "known", "unsure"].map(|key| value[key].as_u64().unwrap());
    assert!(phone.ok(&["bank", "list"]).contains("nog niets"));
    let looked = phone.value(&["bank", "import", &fixture("ing_nl_semicolon.csv"), "--dry-run"]);
    assert_eq!(counts(&looked), [8, 0, 0]);
    let first = phone.value(&["bank", "import", &fixture("ing_nl_semicolon.csv")]);
    assert_eq!((counts(&first), told(first.clone())), ([8, 0, 0], expected("INGB")));
    for again in ["ing_nl_semicolon.csv", "ing_en_semicolon.csv", "ing_nl_comma_thousands.csv"] {
        let again = phone.value(&["bank", "import", &fixture(again)]);
        assert_eq!((counts(&again), told(again.clone())), ([0, 8, 0], expected("INGB")));
    }
    let other = phone.value(&["bank", "import", &fixture("mt940_ing_structured.sta")]);
    assert_eq!(counts(&other), [0, 8, 0]);
    // A file that tells a payment in other words: likely the same, and the person decides.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.csv").to_str().unwrap().to_owned();
    let head = "\"Datum\",\"Naam / Omschrijving\",\"Rekening\",\"Tegenrekening\",\"Code\",\"Af Bij\",\"Bedrag (EUR)\",\
                \"MutatieSoort\",\"Mededelingen\"\n";
    let row = "\"20260929\",\"Supermarkt De Hoek\",\"NL20INGB0001234567\",\"\",\"BA\",\"Af\",\"23,45\",\"x\",\"Pin\"\n";
    std::fs::write(&path, [head, row].concat()).unwrap();
    assert_eq!(counts(&phone.value(&["bank", "import", &path])), [0, 0, 1]);
    assert_eq!(counts(&phone.value(&["bank", "import", &path])), [0, 1, 0]);
    let again = phone.value(&["bank", "import", &fixture("ing_nl_semicolon.csv")]);
    assert_eq!(counts(&again), [0, 8, 0]);
    // The same payment a second time on that day is another one, though two files told the first.
    std::fs::write(&path, [head, row, row].concat()).unwrap();
    assert_eq!(counts(&phone.value(&["bank", "import", &path, "--dry-run"])), [1, 1, 0]);
    let all = phone.value(&["bank", "list"]);
    let all = all["transactions"].as_array().unwrap();
    let unsure: Vec<&Value> = all.iter().filter(|one| one.get("likely").is_some()).collect();
    assert_eq!((all.len(), unsure.len(), unsure[0]["amountCents"].as_i64()), (9, 1, Some(-2345)));
    let number = unsure[0]["id"].to_string();
    assert!(phone.ok(&["bank", "list"]).contains("Lijkt op nummer"));
    phone.ok(&["bank", "apart", &number]);
    phone.refuses(&["bank", "apart", &number], 1, "unknown");
    assert!(!phone.ok(&["bank", "list"]).contains("Lijkt op nummer"));
    // A second device of the same client, and the counsellor's, hear nothing of it.
    phone.ok(&["sync"]);
    let second = street.device("second", street.client);
    assert_eq!(second.value(&["bank", "list"])["transactions"], json!([]));
    let tablet = street.device("tablet", street.counsellor);
    let client = tablet.refuses(&["bank", "list"], 1, "not_allowed");
    assert!(client.contains("iemand anders"), "{client}");
    tablet.refuses(&["bank", "import", &fixture("ing_nl_semicolon.csv"), "--dry-run"], 1, "not_allowed");
    phone.ok(&["bank", "forget", "--yes"]);
    assert_eq!(phone.value(&["bank", "list"])["transactions"], json!([]));
    let anew = phone.value(&["bank", "import", &fixture("ing_nl_semicolon.csv")]);
    assert_eq!(counts(&anew), [8, 0, 0]);
    phone.ok(&["wipe", "--yes"]);
    assert!(!phone.home.join("store/bank.db").exists());
}

#[test]
fn a_refused_file_says_where_and_why_and_changes_nothing() {
    let street = Street::new();
    let phone = street.device("phone", street.client);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secret.csv").to_str().unwrap().to_owned();
    let good = std::fs::read_to_string(fixture("ing_nl_semicolon.csv")).unwrap();
    let broken = good.replacen("\"Af\"", "\"Heen\"", 1).replacen("\"20260921\"", "\"20260931\"", 1);
    std::fs::write(&path, broken).unwrap();
    let said = phone.run(&["bank", "import", &path]);
    assert_eq!((said.code, said.out.as_str()), (1, ""));
    assert!(said.err.contains("Er is niets veranderd") && said.err.contains("Regel "), "{}", said.err);
    let said = phone.run(&["bank", "import", &path, "--json", "--lang", "en"]);
    let error: Value = serde_json::from_str(&said.err).unwrap();
    let faults = error["error"]["faults"].as_array().unwrap();
    let codes: Vec<&str> = faults.iter().map(|fault| fault["code"].as_str().unwrap()).collect();
    assert!(codes.contains(&"direction") && codes.contains(&"date"), "{error}");
    assert!(faults.iter().all(|fault| fault["line"].as_u64() > Some(1)));
    assert_eq!(phone.value(&["bank", "list"])["transactions"], json!([]));
    std::fs::write(&path, b"PK\x03\x04........[Content_Types].xml").unwrap();
    let said = phone.run(&["bank", "import", &path]);
    assert!(said.code == 1 && said.err.contains("Excel"), "{}", said.err);
}

#[test]
fn what_recurs_becomes_a_line_when_the_person_says_so() {
    let street = Street::new();
    let phone = street.device("phone", street.client);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("year.csv").to_str().unwrap().to_owned();
    let mut rows =
        vec!["\"Date\";\"Amount\";\"Account\";\"Counterparty\";\"Name\";\"Description\"".to_owned()];
    for month in 1..=6 {
        let mut row = |day: u32, amount: &str, counter: &str, name: &str, text: &str| {
            rows.push(format!(
                "\"2026-{month:02}-{day:02}\";\"{amount}\";\"NL97BUNQ2025000001\";\"{counter}\";\"{name}\";\"{text}\""
            ));
        };
        row(1, "-612,50", "NL39RABO0300065264", "Woonstichting", "Huur");
        row(3, "-9,99", "NL34BNGH0285000001", "Krant", "nummer");
        row(25, "1.845,33", "NL84ABNA0500000001", "Bakkerij", "Salaris");
    }
    std::fs::write(&path, rows.join("\n")).unwrap();
    phone.ok(&["bank", "import", &path]);
    let open = || phone.value(&["bank", "proposals"])["proposals"].as_array().unwrap().clone();
    let told: Vec<String> = open()
        .iter()
        .map(|row| format!("{} {} {}", row["category"], row["amount"]["cents"], row["frequency"]))
        .collect();
    assert_eq!(
        told,
        ["\"loon-maand\" 184533 \"monthly\"", "\"overig\" 999 \"monthly\"", "\"huur\" 61250 \"monthly\"",]
    );
    assert!(phone.ok(&["bank", "proposals"]).contains("Woonstichting"));
    assert!(phone.ok(&["budget"]).contains("nog"), "none is a line by itself");
    phone.ok(&["budget", "set", "huur", "590"]);
    let rent = &open()[2];
    assert_eq!(rent["changes_from"]["cents"], 59_000, "it is like the line that is there");
    phone.refuses(&["bank", "accept", "1", "2", "--amount", "5"], 1, "refused");
    phone.refuses(&["bank", "accept", "9"], 1, "unknown");
    phone.ok(&["bank", "accept", "1", "3"]);
    phone.ok(&["bank", "decline", "1"]);
    assert_eq!(open(), [] as [Value; 0]);
    let budget = phone.value(&["budget"]);
    let lines = |side: &str| budget[side].as_array().unwrap().clone();
    assert_eq!((lines("income").len(), lines("expenses").len()), (1, 1), "changed and not doubled");
    assert_eq!(lines("income")[0]["entered"]["cents"], 184_533);
    assert_eq!(lines("expenses")[0]["entered"]["cents"], 61_250);
    // The budget travels; what it was made from does not.
    phone.ok(&["sync"]);
    let tablet = street.device("tablet", street.counsellor);
    assert_eq!(tablet.value(&["budget"])["expenses"][0]["entered"]["cents"], 61_250);
    tablet.refuses(&["bank", "proposals"], 1, "not_allowed");
}

#[test]
fn what_did_not_occur_occurs_once_it_has_an_amount() {
    let street = Street::new();
    let phone = street.device("phone", street.client);
    phone.ok(&["budget", "none", "huur"]);
    assert_eq!(phone.value(&["budget"])["expenses"][0]["not_applicable"], true);
    phone.ok(&["budget", "set", "huur", "590"]);
    let line = phone.value(&["budget"])["expenses"][0].clone();
    assert_eq!(
        (line["not_applicable"].as_bool(), line["per_month"]["cents"].as_i64()),
        (Some(false), Some(59_000))
    );
}
