//! What a client said yes to, in one place, and taking it back: on devices, in a browser, over a real server.
#![allow(clippy::unwrap_used)]

use opstap::{Consent, ContactEntry, Opstap, OpstapError, PreferenceEdit};
use opstap_tests::browser::Browser;
use opstap_tests::circle::Circle;
use opstap_tests::town::Town;

fn all_of(device: &Opstap) -> Vec<(Consent, String, String)> {
    let rows = device.consents(None).unwrap();
    rows.into_iter().map(|row| (row.consent, row.text, row.what)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_yes_stands_in_one_place_and_is_taken_back_by_one_touch() {
    let town = Town::new();
    let _serving = town.serve();
    let all = Circle::new(&town).await;
    assert_eq!(all_of(&all.phone), []);
    let empty = all.phone.page(None, "consents").unwrap();
    assert_eq!((empty.parts.len(), empty.title.as_str()), (1, "Waar ik ja op zei"));

    let until = all.phone.calendar(None).unwrap().today.plus_days(30);
    all.phone.share(None, town.coach, &["budget", "goals"], Some(until)).unwrap();
    let by_mail = ContactEntry { mail: Some("noor@example.nl"), remind: Some("mail"), ..Default::default() };
    all.phone.set_contact(None, &by_mail).unwrap();
    all.phone.set_preference(None, PreferenceEdit::News(true)).unwrap();
    all.meet().await;
    let shared = (Consent::Sharing(town.coach), "Ko kijkt mee".to_owned());
    let seen = all_of(&all.phone);
    assert_eq!((seen[0].0, seen[0].1.clone()), shared);
    assert_eq!(
        (seen[1].clone(), seen[2].0),
        ((Consent::Reminders, "Herinneringen per mail".into(), "noor@example.nl".into()), Consent::News)
    );
    // A counsellor sees what holds, and takes nothing back for somebody else; a coach is told nothing.
    assert_eq!(all_of(&all.desk).len(), 3);
    assert!(matches!(all.desk.take_back(None, Consent::News), Err(OpstapError::NotAllowed)));
    assert!(all.desk.page(None, "consents").unwrap().parts.iter().all(|part| part.act.is_none()));
    assert!(matches!(all.coach.consents(None), Err(OpstapError::NotAllowed)));
    assert!(matches!(all.coach.page(None, "consents"), Err(OpstapError::NotAllowed)));
    assert!(all.coach.budget(None).is_ok());

    let pressed = all.phone.press(None, "consents", &format!("sharing/{}", town.coach), &[]).unwrap();
    assert_eq!(pressed.said, "Ingetrokken.");
    all.phone.take_back(None, Consent::Reminders).unwrap();
    assert_eq!(all.phone.contact(None).unwrap().remind, "none");
    // Pressed twice, or for what never held: nothing happens.
    let waiting = all.phone.safety().unwrap().here;
    all.phone.press(None, "consents", "reminders", &[]).unwrap();
    all.phone.take_back(None, Consent::Sharing(town.counsellor)).unwrap();
    assert_eq!(all.phone.safety().unwrap().here, waiting);
    all.meet().await;
    assert!(all.coach.budget(None).is_err());
    assert_eq!(all_of(&all.phone).len(), 1);
    assert!(all.phone.press(None, "consents", "magic", &[]).is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_browser_it_is_a_page_with_a_button_for_each() {
    let town = Town::new();
    let _serving = town.serve();
    let all = Circle::new(&town).await;
    all.phone.set_preference(None, PreferenceEdit::News(true)).unwrap();
    all.meet().await;
    let mut client = Browser::signed_in(&town, town.client).await;
    assert!(client.get("/web/more").await.says("/web/page/consents"));
    // The code to come back with has one way there, and not another one that goes nowhere.
    assert!(!client.get("/web/more").await.says("/web/page/kept"));
    let seen = client.get("/web/page/consents").await;
    assert!(seen.says("Nieuws van de organisatie") && seen.says("Trek dit in"), "{}", seen.html);
    let done = client.post("/web/page/consents", &[("act", "news")]).await;
    assert!(done.says("Ingetrokken.") && done.says("Er is nu niets waar je ja op zei."), "{}", done.html);
}
