//! A desk of a team from the terminal: who waits, passing on, taking in.

use opstap::Role;

use crate::street::Street;

#[test]
fn a_counsellor_at_a_desk_passes_one_on_and_takes_the_other_in() {
    let street = Street::new();
    let balie = street.device("balie", street.hire(Role::Triage, "Balie"));
    street.takes_in(3800, 3829);
    let teun = street.device("teun", street.counsellor);
    teun.refuses(&["waiting"], 1, "not_allowed");
    let noord = street.team("Noord", (3811, 3811), street.counsellor);
    street.bare("one").ok(&["sign-up", "--server", &street.url, "--postcode", "3811"]);
    street.bare("two").ok(&["sign-up", "--server", &street.url, "--postcode", "3811"]);
    teun.ok(&["sync"]);
    let waits = teun.value(&["waiting"]);
    let rows = waits["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 2, "{waits}");
    assert!(rows.iter().all(|row| row["desk_text"] == "Balie van team Noord"), "{waits}");
    let [first, second] = [0, 1].map(|at: usize| rows[at]["case"].as_str().unwrap().to_owned());
    let asked = teun.ok(&["--case", &first, "asked"]);
    assert!(
        asked.contains("Balie van team Noord") && asked.contains("Balie van de hele organisatie"),
        "{asked}"
    );
    assert!(asked.contains("werkt in team Noord"), "their own people first: {asked}");
    teun.refuses(&["--case", &first, "pass", "--to", "organisation", "--why", "gold"], 1, "refused");
    teun.refuses(&["--case", &first, "pass", "--to", &noord.to_string(), "--why", "no_room"], 1, "unknown");
    teun.ok(&["--case", &first, "pass", "--to", "organisation", "--why", "no_room"]);
    teun.ok(&["sync"]);
    assert_eq!(teun.value(&["waiting"])["rows"].as_array().unwrap().len(), 1);
    balie.ok(&["sync"]);
    let waits = balie.value(&["waiting"]);
    assert_eq!(waits["rows"][0]["case"].as_str(), Some(first.as_str()), "{waits}");
    teun.ok(&["--case", &second, "match", "--helper", &street.counsellor.to_string()]);
    teun.ok(&["sync"]);
    assert_eq!(teun.value(&["waiting"])["rows"].as_array().unwrap().len(), 0);
    // It is theirs now, money and all.
    teun.ok(&["--case", &second, "budget"]);
    teun.refuses(&["--case", &second, "match"], 1, "not_allowed");
}
