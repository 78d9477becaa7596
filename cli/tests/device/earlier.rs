//! What somebody began without a name, brought into their case from the terminal.

use opstap::Role;

use crate::street::Street;

#[test]
fn it_is_looked_at_and_brought_once() {
    let street = Street::new();
    let _desk = street.hire(Role::Triage, "Balie");
    street.takes_in(3800, 3829);
    let earlier = street.bare("earlier");
    let asked = ["sign-up", "--server", &street.url, "--postcode", "3811", "--words", "Er ligt veel post."];
    let code = earlier.value(&asked)["recovery"].as_str().unwrap().to_owned();
    earlier.ok(&["sync"]);
    earlier.ok(&["message", "send", "Waar begin ik?"]);
    earlier.ok(&["sync"]);
    let noor = street.device("noor", street.client);
    noor.refuses(&["earlier", "AAAAA-AAAAA-AAAAA-AAAAA"], 1, "code_unknown");
    let found = noor.ok(&["earlier", &code]);
    assert!(found.contains("Berichten en bestanden: 1 · messages"), "{found}");
    assert!(found.contains("is daarna voorgoed weg"), "{found}");
    noor.refuses(&["earlier", &code, "--bring", "gold"], 1, "refused");
    let brought = noor.value(&["earlier", &code, "--bring", "all"]);
    assert_eq!(brought["brought"], true);
    noor.ok(&["sync"]);
    assert!(noor.ok(&["message"]).contains("Waar begin ik?"));
    noor.refuses(&["earlier", &code], 1, "code_expired");
    let teun = street.device("teun", street.counsellor);
    teun.refuses(&["earlier", &code], 1, "not_allowed");
}
