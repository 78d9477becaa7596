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
