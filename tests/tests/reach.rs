//! How an organisation is reached: said on a page by who administers it, read without a network by who is helped.
#![allow(clippy::unwrap_used, clippy::panic)]

use opstap::{OpstapError, Role};
use opstap_tests::browser::Browser;
use opstap_tests::circle::{Circle, MONDAY};
use opstap_tests::town::{Town, device};
use reqwest::StatusCode;

const PLACE: &str = "/web/reach";

const SAID: [(&str, &str); 5] = [
    ("phone", "+31 (0)413 - 28 19 11"),
    ("hours", "maandag tot en met vrijdag van 9 tot 17 uur"),
    ("mail", "Hulp@Testdorp.example"),
    ("visit", "Stadhuisplein 1\r\nop dinsdag van 10 tot 12 uur"),
    ("act", "keep"),
];

#[tokio::test(flavor = "multi_thread")]
async fn a_client_knows_whom_to_call_without_a_network() {
    let town = Town::with_clock(|| MONDAY.0);
    let bas = town.hire(Role::Administrator, "Bas");
    let serving = town.serve();
    let circle = Circle::new(&town).await;
    let mut noor = Browser::signed_in(&town, town.client).await;
    assert!(!noor.get("/web/today").await.says("<footer>"), "nobody said yet");
    let page = circle.phone.page(None, "reach").unwrap();
    assert!(page.parts.iter().any(|part| part.text.contains("nog niet ingevuld")), "{page:?}");

    let mut admin = Browser::signed_in(&town, bas).await;
    let shown = admin.get(PLACE).await;
    assert!(shown.says("Zo bereiken mensen ons") && shown.says("Contact"), "{}", shown.html);
    for (key, value) in
        [("phone", "bel ons"), ("phone", ""), ("mail", "geen adres"), ("hours", "van 9\r\ntot 5")]
    {
        let only = if value.is_empty() { "mail" } else { key };
        let typed: Vec<_> = SAID
            .into_iter()
            .map(|(name, said)| if name == key || name == only { (name, value) } else { (name, said) })
            .collect();
        let refused = admin.post(PLACE, &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{key} {value}");
        assert!(
            refused.says(&format!("{key}-refused")) && refused.says("Stadhuisplein 1"),
            "{}",
            refused.html
        );
    }
    assert!(!noor.get("/web/today").await.says("<footer>"), "nothing was kept");
    let kept = admin.post(PLACE, &SAID).await;
    assert!(kept.says("Bewaard.") && kept.says("Hulp@testdorp.example"), "{}", kept.html);
    assert!(!kept.says("<footer>"), "who works there needs no number");

    circle.phone.sync().await.unwrap();
    drop(serving);
    let reach = circle.phone.reach().unwrap();
    assert_eq!((reach.phone.as_str(), reach.dials.as_str()), (SAID[0].1, "+310413281911"));
    assert_eq!(reach.visit, "Stadhuisplein 1\nop dinsdag van 10 tot 12 uur");
    let page = circle.phone.page(None, "reach").unwrap();
    let texts: Vec<&str> = page.parts.iter().map(|part| part.text.as_str()).collect();
    assert_eq!(
        texts[1..],
        [
            "Bel +31 (0)413 - 28 19 11",
            "maandag tot en met vrijdag van 9 tot 17 uur",
            "Mail naar Hulp@testdorp.example",
            "Stadhuisplein 1\nop dinsdag van 10 tot 12 uur"
        ]
    );
    let more = circle.phone.page(None, "more").unwrap();
    assert_eq!(
        (more.parts[0].title.as_str(), more.parts[0].to.as_deref()),
        ("Bel of mail ons", Some("reach"))
    );

    let _serving = town.serve();
    let today = noor.get("/web/today").await;
    assert!(today.says("href=\"tel:+310413281911\"") && today.says("tot en met vrijdag"), "{}", today.html);
    assert!(noor.get("/web/page/reach").await.says("Stadhuisplein 1"));
    // A package of content leaves it alone.
    town.load_content("2", "Anders");
    circle.phone.sync().await.unwrap();
    assert_eq!(circle.phone.reach().unwrap(), reach);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_says_it_and_no_other_organisation_reads_it() {
    let town = Town::new();
    let roos = town.hire(Role::ContentManager, "Roos");
    let _serving = town.serve();
    for account in [town.client, town.counsellor, town.coach, roos] {
        let mut browser = Browser::signed_in(&town, account).await;
        assert!(!browser.get(PLACE).await.says("Zo bereiken mensen ons"));
        assert!(browser.post(PLACE, &SAID).await.status != StatusCode::OK);
    }
    let home = tempfile::tempdir().unwrap();
    let phone = device(home.path());
    assert!(matches!(phone.reach(), Err(OpstapError::NotPaired)));
    town.pair(&phone, town.client).await;
    phone.sync().await.unwrap();
    assert_eq!(phone.reach().unwrap().phone, "");
}
