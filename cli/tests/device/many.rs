//! A counsellor writes to several clients at once.

use crate::street::Street;

#[test]
fn one_message_is_filled_in_for_each_and_goes_to_all_of_them_or_to_nobody() {
    let street = Street::new();
    let (case, other) = street.opens("Sem Visser");
    let tablet = street.device("tablet", street.counsellor);
    let (noor, sem) = (street.device("noor", street.client), street.device("sem", other));
    let known = tablet.value(&["caseload"]);
    let first = known["rows"].as_array().unwrap().iter().find(|row| row["name"] == "Noor").unwrap();
    let (first, case) = (first["case"].as_str().unwrap().to_owned(), case.to_string());
    let to = ["--to", first.as_str(), "--to", case.as_str()];
    let with = |text: &'static str, more: &[&'static str]| -> Vec<&str> {
        ["many", text].iter().chain(&to).chain(more).copied().collect()
    };
    let seen = tablet.ok(&with("Dag {voornaam}, morgen zijn we dicht.", &[]));
    assert!(seen.contains("Dag Noor, morgen") && seen.contains("Dag Sem, morgen"), "{seen}");
    let missing = tablet.refuses(&with("Tot {dag}, {voornaam}.", &["--send"]), 1, "refused");
    assert!(missing.contains("dag") && missing.contains("Noor"), "{missing}");
    tablet.refuses(&with("  ", &["--send"]), 1, "refused");
    noor.refuses(&["many", "Dag", "--to", &first], 1, "not_allowed");
    tablet.refuses(&["many", "Dag", "--to", "zzz"], 1, "unknown");
    let send = with("Dag {voornaam}, morgen zijn we dicht.", &["--send"]);
    assert_eq!(tablet.value(&send)["sent"], 2);
    assert_eq!(tablet.value(&send)["sent"], 0, "pressed twice");
    tablet.ok(&["sync"]);
    for (phone, name) in [(&noor, "Noor"), (&sem, "Sem")] {
        phone.ok(&["sync"]);
        let page = phone.value(&["message"]).to_string();
        assert_eq!(page.matches("morgen zijn we dicht").count(), 1, "{page}");
        assert!(page.contains(&format!("Dag {name},")), "{page}");
    }
}
