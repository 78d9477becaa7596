//! Debts and letters in the terminal.

use crate::street::Street;

#[test]
fn a_debt_is_added_paid_disputed_and_linked_to_a_letter() {
    let street = Street::new();
    let phone = street.device("phone", street.client);
    let added = phone.value(&["debts", "add", "Zuidwester", "345,50", "--for", "energy", "--about"]);
    assert_eq!((added["kind"].as_str(), added["certainty"].as_str()), (Some("Nuts"), Some("estimated")));
    let id = added["id"].as_str().unwrap();
    phone.ok(&["debts", "state", id, "360", "--on", "vandaag"]);
    let paid = phone.value(&["debts", "pay", id, "60"]);
    assert_eq!(paid["paid"]["cents"], 6_000);
    let payment = paid["entries"].as_array().unwrap().iter().find(|row| row["amount"]["cents"] == 6_000);
    phone.ok(&["debts", "correct", payment.unwrap()["id"].as_str().unwrap()]);
    assert!(phone.ok(&["debts", "dispute", id, "--why", "betaald"]).contains("niet mee eens"));
    assert_eq!(phone.value(&["debts"])["total"]["certain"]["cents"], 0);
    phone.ok(&["debts", "with", id, "bailiff", "--name", "Kwast"]);
    phone.ok(&["debts", "threat", id, "disconnection"]);
    let page = phone.ok(&["debts"]);
    assert!(page.contains("afgesloten") && page.contains("Kwast") && page.contains("tussen"), "{page}");
    let letter =
        phone.value(&["letters", "add", "Kwast", "--amount", "75", "--until", "morgen", "--debt", id]);
    assert_eq!(letter["debt"].as_str(), Some(id));
    assert!(phone.ok(&["letters"]).contains("75,00"));
    phone.ok(&["letters", "done", letter["id"].as_str().unwrap()]);
    assert!(phone.ok(&["letters"]).contains("Er wacht geen brief."));
    phone.refuses(&["debts", "with", id, "postbode"], 1, "refused");
}

#[test]
fn a_creditor_is_looked_up_and_what_is_usual_is_only_said() {
    let street = Street::new();
    let phone = street.device("phone", street.client);
    assert!(phone.ok(&["debts", "creditors", "just"]).contains("CJIB · boete"));
    assert!(phone.ok(&["debts", "creditors", "x"]).contains("Niemand gevonden"));
    let found = phone.value(&["debts", "creditors", "belastingd"]);
    let first = &found[0];
    assert_eq!((first["name"].as_str(), first["known"].as_bool()), (Some("Belastingdienst"), Some(false)));
    let page = phone.ok(&["debts", "add", "belastingdienst", "100"]);
    assert!(page.contains("--for tax --rank preferent"), "{page}");
    let debts = phone.value(&["debts"]);
    assert_eq!(debts["debts"][0]["subject"], "unsure");
    let page = phone.ok(&["debts", "add", "Belastingdienst", "--for", "other", "--rank", "unsure"]);
    assert!(!page.contains("opstap debts change"), "{page}");
    assert!(phone.ok(&["debts", "add", "Intrum", "20"]).contains("int vaak voor een ander"));
    assert!(phone.ok(&["debts", "creditors", "intrum"]).contains("staat al bij jou"));
}

#[test]
fn the_text_of_a_letter_is_read_and_nothing_is_kept() {
    let street = Street::new();
    let phone = street.device("phone", street.client);
    let letter = "Energie Zuidwester B.V.\nDatum: 2 november 2026\n\nGeachte heer, mevrouw,\nU heeft nog een rekening open. \
        Totaal te betalen: € 345,50.\nBetaal uiterlijk 16 november 2026 op NL20 INGB 0001 2345 67.\n\
        Betalingskenmerk: 1234 5678 9012 3456\n";
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("brief.txt");
    std::fs::write(&file, letter).unwrap();
    let file = file.to_str().unwrap();
    let page = phone.ok(&["letters", "read", file]);
    for said in [
        "Energie Zuidwester B.V.",
        "345,50",
        "maandag 16 november",
        "1234 5678 9012 3456",
        "nog niets bewaard",
    ] {
        assert!(page.contains(said), "{said} in {page}");
    }
    let rows = phone.value(&["letters", "read", file]);
    let value = |what: &str| {
        rows.as_array().unwrap().iter().find(|row| row["what"] == what).unwrap()["value"].clone()
    };
    assert_eq!((value("amount"), value("deadline")), ("345,50".into(), "2026-11-16".into()));
    assert_eq!(value("subject"), "energy");
    assert!(phone.ok(&["letters"]).contains("Er wacht geen brief."));
    std::fs::write(file, [0xff, 0xfe, 0x00]).unwrap();
    assert!(phone.ok(&["letters", "read", file]).contains("Vul het zelf in"));
    phone.refuses(&["letters", "read", "/nergens"], 1, "file");
}
