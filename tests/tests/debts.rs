//! Debts and letters over real devices and a real server: two people, without a network and with one.
#![allow(clippy::unwrap_used, clippy::panic)]

use opstap::{AmountKind, DebtAmount, DebtEntry, DebtRow, Instant, LetterEntry, Opstap, OpstapError, Side};
use opstap_tests::town::{Town, device_at};
use tempfile::TempDir;

/// Monday 2027-03-22, 10:00 in Amsterdam.
const MONDAY: Instant = Instant(1_805_706_000_000);

struct Two {
    phone: Opstap,
    desk: Opstap,
    _homes: (TempDir, TempDir),
}

async fn two(town: &Town) -> Two {
    let homes = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let phone = device_at(homes.0.path(), MONDAY);
    let desk = device_at(homes.1.path(), MONDAY);
    town.pair(&phone, town.client).await;
    town.pair(&desk, town.counsellor).await;
    phone.sync().await.unwrap();
    desk.sync().await.unwrap();
    Two { phone, desk, _homes: homes }
}

impl Two {
    async fn meet(&self) {
        for device in [&self.phone, &self.desk, &self.phone] {
            device.sync().await.unwrap();
        }
        assert_eq!(self.phone.debts(None).unwrap(), self.desk.debts(None).unwrap());
    }
}

fn energy(creditor: &str) -> DebtEntry {
    DebtEntry { creditor: Some(creditor.into()), subject: Some("energy".into()), ..DebtEntry::default() }
}

fn amount(typed: &str, on: &str) -> DebtAmount {
    DebtAmount { typed: typed.into(), on: Some(on.parse().unwrap()), ..DebtAmount::default() }
}

fn pay(device: &Opstap, debt: &DebtRow, typed: &str, on: &str) -> DebtRow {
    device.add_debt_amount(None, debt.id, AmountKind::Payment, &amount(typed, on)).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_devices_add_one_creditor_pay_and_correct_without_a_network() {
    let town = Town::new();
    let _serving = town.serve();
    let two = two(&town).await;
    let mine = two.phone.add_debt(None, &energy("Zuidwester Energie B.V."), None).unwrap();
    assert_eq!((mine.kind.as_str(), mine.owed_text.as_str()), ("Nuts", "nog niet bekend"));
    let theirs = two
        .desk
        .add_debt(None, &energy("zuidwester energie"), Some(&amount("345,50", "2027-03-01")))
        .unwrap();
    two.meet().await;
    let seen = two.phone.debts(None).unwrap();
    assert_eq!((seen.debts.len(), seen.duplicates.len()), (2, 1), "proposed, and not merged");
    assert!(!seen.total.is_certain && seen.total.certain.cents == 34_550);
    let pair = &seen.duplicates[0];
    two.phone.same_creditor(None, pair.one, pair.other, true).unwrap();
    // Both write the same payment down; one of the two is taken back.
    pay(&two.phone, &theirs, "50", "2027-03-15");
    pay(&two.desk, &theirs, "50", "2027-03-15");
    two.meet().await;
    let seen = two.desk.debts(None).unwrap();
    assert!(seen.duplicates.is_empty());
    let debt = seen.debts.iter().find(|row| row.id == theirs.id).unwrap();
    assert_eq!((debt.high.cents, debt.paid.cents), (24_550, 10_000), "nothing is lost in the merge");
    let doubtful: Vec<_> = debt.entries.iter().filter(|entry| entry.twice).collect();
    assert_eq!(doubtful.len(), 2);
    two.desk.correct_debt_amount(None, doubtful[1].id).unwrap();
    two.meet().await;
    let seen = two.phone.debts(None).unwrap();
    let debt = seen.debts.iter().find(|row| row.id == theirs.id).unwrap();
    assert_eq!((debt.high.cents, debt.paid.cents), (29_550, 5_000));
    assert!(debt.entries.iter().all(|entry| !entry.twice));
    assert_eq!(debt.entries.iter().filter(|entry| entry.corrected).count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_contested_is_shown_and_never_summed_as_certain() {
    let town = Town::new();
    let _serving = town.serve();
    let two = two(&town).await;
    let rent =
        DebtEntry { creditor: Some("De Linde".into()), subject: Some("rent".into()), ..DebtEntry::default() };
    let rent = two.phone.add_debt(None, &rent, Some(&amount("1.200", "2027-03-01"))).unwrap();
    let loan =
        DebtEntry { title: Some("Oude lening".into()), owner: Some("unsure".into()), ..DebtEntry::default() };
    let about = DebtAmount { typed: "800".into(), estimated: true, ..DebtAmount::default() };
    two.phone.add_debt(None, &loan, Some(&about)).unwrap();
    two.meet().await;
    // One says that it is agreed, the other that it is not, without seeing each other.
    two.phone.dispute_debt(None, rent.id, true, Some("Ik heb dit betaald")).unwrap();
    two.desk.dispute_debt(None, rent.id, false, None).unwrap();
    two.meet().await;
    let seen = two.desk.debts(None).unwrap();
    assert_eq!(seen.debts[0].id, rent.id, "a home goes first");
    assert!(seen.debts[0].contested && !seen.debts[0].reasons.is_empty());
    assert_eq!((seen.total.certain.cents, seen.total.low.cents, seen.total.high.cents), (0, 80_000, 200_000));
    assert!(seen.total.text.contains("tussen"), "{}", seen.total.text);
    let open = two.desk.conflicts(None).unwrap();
    two.desk.choose(None, open[0].id, Side::Other).unwrap();
    two.meet().await;
    let now = two.phone.debts(None).unwrap();
    assert!(!now.debts[0].contested);
    assert_eq!(now.debts[0].disputed, now.total.low != now.total.high);
    two.phone.dispute_debt(None, rent.id, false, None).unwrap();
    let agreed = two.phone.debts(None).unwrap();
    assert_eq!((agreed.total.certain.cents, agreed.total.is_certain), (120_000, false));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_becomes_something_to_do_and_makes_its_debt_press() {
    let town = Town::new();
    let _serving = town.serve();
    let two = two(&town).await;
    let shop = DebtEntry {
        creditor: Some("Postorder Pluim".into()),
        subject: Some("purchase".into()),
        ..DebtEntry::default()
    };
    let shop = two.phone.add_debt(None, &shop, Some(&amount("89,95", "2027-03-01"))).unwrap();
    assert!(shop.reasons.is_empty());
    let entry = LetterEntry {
        sender: Some("Deurwaarder Kwast".into()),
        typed: Some("129,95".into()),
        due_on: Some("2027-04-05".parse().unwrap()),
        debt: Some(shop.id),
        ..LetterEntry::default()
    };
    let letter = two.phone.file_letter(None, &entry).unwrap();
    two.phone.hand_over_debt(None, shop.id, "bailiff", Some("Kwast"), None).unwrap();
    two.meet().await;
    let seen = &two.desk.debts(None).unwrap().debts[0];
    assert_eq!((seen.reasons.len(), seen.by), (2, letter.due_on));
    assert!(seen.holder_text.contains("Kwast"));
    let key = format!("letter/{}/today", letter.id);
    let planned = || two.phone.reminder_plan(None, 60).unwrap().entries;
    assert!(planned().iter().any(|entry| entry.key == key && entry.title.contains("Kwast")));
    assert!(planned().iter().all(|entry| !entry.discreet.contains("Kwast")));
    assert!(two.phone.today(None).unwrap().text.iter().any(|text| text.contains("Kwast")));
    two.desk.finish_letter(None, letter.id, true).unwrap();
    two.meet().await;
    assert!(planned().iter().all(|entry| entry.key != key));
    let letters = two.phone.letters(None).unwrap();
    assert_eq!((letters.open.len(), letters.done.len()), (0, 1));
}

fn owed_to(creditor: &str) -> DebtEntry {
    DebtEntry { creditor: Some(creditor.into()), ..DebtEntry::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_creditor_of_the_directory_is_suggested_and_nothing_is_set_by_it() {
    let town = Town::new();
    let own = serde_json::json!({ "id": "energie-dorp", "name": "Energie Testdorp", "subject": "energy" });
    town.add_content("known_creditor", "energie-dorp", &own);
    let broken = serde_json::json!({ "id": "leeg", "name": "", "subject": 5 });
    let _serving = town.serve();
    let two = two(&town).await;
    let found = |typed: &str| two.phone.creditor_suggestions(None, typed).unwrap();
    let names = |typed: &str| found(typed).into_iter().map(|row| row.name).collect::<Vec<_>>();
    assert_eq!(names("centraal just"), ["CJIB"]);
    assert_eq!(names("testdorp"), ["Energie Testdorp"], "an organisation has its own");
    assert!(names("e").is_empty() && names(" .").is_empty() && names("niemand").is_empty());
    assert_eq!(names("en").len(), 8, "as many as a small screen holds");
    let tax = found("belastingdienst").remove(0);
    assert_eq!((tax.subject.as_str(), tax.rank.as_str(), tax.known), ("tax", "preferent", false));
    assert_eq!(tax.text, "belasting · gaat voor");
    assert_eq!(
        (found("flanderijn")[0].holder.as_str(), found("flanderijn")[0].rank.as_str()),
        ("bailiff", "unsure")
    );
    // Taken over by its name: what nobody said of the debt stays open.
    let debt = two.phone.add_debt(None, &owed_to(&tax.name), None).unwrap();
    assert_eq!(
        (debt.subject.as_str(), debt.kind.as_str(), debt.holder.as_str()),
        ("unsure", "unsure", "unsure")
    );
    // One of the case comes first, by its other names too, and does not stand in the directory again.
    two.desk.add_debt(None, &owed_to("Centraal Justitieel Incassobureau"), None).unwrap();
    two.meet().await;
    let mine = found("cji");
    assert_eq!(mine.len(), 1);
    assert_eq!((mine[0].name.as_str(), mine[0].known), ("Centraal Justitieel Incassobureau", true));
    assert_eq!((mine[0].subject.as_str(), mine[0].text.as_str()), ("fine", "boete"));
    // What cannot be read is left out, and nothing else suffers.
    town.add_content("known_creditor", "leeg", &broken);
    two.phone.sync().await.unwrap();
    assert_eq!(names("testdorp"), Vec::<String>::new());
    assert_eq!(names("vitens"), ["Vitens"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_names_of_one_creditor_are_a_question_and_stay_two_until_somebody_says_so() {
    let town = Town::new();
    let _serving = town.serve();
    let two = two(&town).await;
    two.phone.add_debt(None, &owed_to("CJIB"), Some(&amount("90", "2027-03-01"))).unwrap();
    two.desk.add_debt(None, &owed_to("Centraal Justitieel Incassobureau"), None).unwrap();
    two.meet().await;
    let seen = two.phone.debts(None).unwrap();
    let creditors: Vec<_> = seen.debts.iter().map(|row| row.creditor_name.as_str()).collect();
    assert_eq!((creditors.len(), seen.duplicates.len()), (2, 1), "proposed, and not merged");
    assert!(creditors.contains(&"CJIB") && creditors.contains(&"Centraal Justitieel Incassobureau"));
    assert!(seen.duplicates[0].question.contains("CJIB"));
    assert_eq!(
        two.phone.creditor_suggestions(None, "cjib").unwrap().len(),
        2,
        "two as long as nobody says otherwise"
    );
    let pair = &seen.duplicates[0];
    two.desk.same_creditor(None, pair.one, pair.other, true).unwrap();
    two.meet().await;
    let seen = two.phone.debts(None).unwrap();
    assert!(seen.duplicates.is_empty());
    assert_eq!(seen.debts[0].creditor, seen.debts[1].creditor);
    let found = two.phone.creditor_suggestions(None, "cjib").unwrap();
    assert_eq!((found.len(), found[0].known), (1, true));
}

/// A letter as tax offices write them: its numbers hold the reader's own.
const TAX_LETTER: &str = "Belastingdienst\nBSN 1234.56.782\nAanslagnummer 1234.56.782.H.66.01\nKenmerk: 123456782\n\
    Zaaknummer 123 456 782\nDossiernummer D-4711\n\nU moet € 312,00 betalen voor 12 april 2027.\n";

#[tokio::test(flavor = "multi_thread")]
async fn a_citizen_number_in_a_letter_reaches_nothing_that_is_written() {
    let town = Town::new();
    let _serving = town.serve();
    let two = two(&town).await;
    // Whatever is proposed is taken over, as somebody in a hurry would.
    let read = two.phone.read_letter(None, TAX_LETTER).unwrap();
    assert!(read.iter().any(|row| row.what == "reference" && row.value == "D-4711"));
    for row in &read {
        let value = || Some(row.value.clone());
        let entry = match row.what {
            "sender" => LetterEntry { sender: value(), ..LetterEntry::default() },
            "reference" => LetterEntry { reference: value(), ..LetterEntry::default() },
            "amount" => LetterEntry { typed: value(), ..LetterEntry::default() },
            _ => LetterEntry { note: Some(row.quote.clone()), ..LetterEntry::default() },
        };
        two.phone.file_letter(None, &entry).unwrap();
    }
    two.meet().await;
    let kept = format!("{:?}{:?}", two.desk.letters(None), two.desk.export(None).unwrap());
    // What was taken over came to the other side by way of the server, so the search would find a number too.
    assert!(kept.contains("D-4711"));
    let shown = format!("{read:?}{:?}", two.phone.reminder_plan(None, 60));
    let written = [kept, shown, two.desk.today(None).unwrap().text.concat()].concat();
    let digits: String = written.chars().filter(|c| !matches!(c, '.' | ' ' | '-' | '/')).collect();
    assert!(!digits.contains("123456782"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_is_refused_and_changes_nothing() {
    let town = Town::new();
    let _serving = town.serve();
    let two = two(&town).await;
    let refused = |found: Result<DebtRow, OpstapError>| assert_eq!(found.unwrap_err().code(), "refused");
    refused(two.phone.add_debt(None, &DebtEntry::default(), None));
    for typed in ["-5", "twaalf", ""] {
        refused(two.phone.add_debt(None, &energy("Zuidwester"), Some(&amount(typed, "2027-03-01"))));
    }
    refused(two.phone.add_debt(None, &DebtEntry { kind: Some("zeep".into()), ..energy("Zuidwester") }, None));
    assert!(two.phone.debts(None).unwrap().debts.is_empty());
    let debt = two.phone.add_debt(None, &energy("Zuidwester"), None).unwrap();
    refused(two.phone.add_debt_amount(None, debt.id, AmountKind::Payment, &amount("5", "2027-03-23")));
    refused(two.phone.hand_over_debt(None, debt.id, "postbode", None, None));
    let creditor = debt.creditor.unwrap();
    for (kvk, iban) in [(Some("1234567"), None), (None, Some("NL91 ABNA 0417 1643 01"))] {
        let wrong = two.phone.describe_creditor(None, creditor, kvk, iban).unwrap_err();
        assert_eq!(wrong.code(), "refused");
    }
    two.phone.describe_creditor(None, creditor, Some("0123 4567"), Some("nl91 abna 0417 1643 00")).unwrap();
    let missing = two.phone.correct_debt_amount(None, debt.id).unwrap_err();
    assert_eq!(missing.code(), "unknown");
    assert!(two.phone.debts(None).unwrap().debts[0].entries.is_empty());
}
