//! The secret address of a person's appointments, made and ended on the page of their agenda.
#![allow(clippy::unwrap_used, clippy::panic)]

use opstap_tests::browser::{Browser, Seen};
use opstap_tests::town::Town;
use reqwest::StatusCode;

/// The address that a page shows; `None`: it shows none.
fn address(seen: &Seen) -> Option<String> {
    let rest = seen.html.split("<code>").nth(1)?;
    Some(rest.split('<').next()?.to_owned())
}

async fn status(browser: &Browser, address: &str) -> StatusCode {
    // As an agenda asks: without a cookie.
    browser.client.get(address).send().await.unwrap().status()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_shown_once_replaced_and_ended() {
    let town = Town::new();
    let _serving = town.serve();
    let mut browser = Browser::signed_in(&town, town.client).await;
    let before = browser.get("/web/agenda").await;
    assert!(before.says("Ook in je eigen agenda") && before.says("calendar-make"), "{}", before.html);
    assert!(!before.says("calendar-end") && address(&before).is_none());

    let made = browser.post("/web/agenda", &[("act", "calendar-make")]).await;
    let first = address(&made).unwrap();
    let secret =
        first.strip_prefix(&format!("{}/v1/feeds/", town.url())).and_then(|rest| rest.strip_suffix(".ics"));
    assert_eq!(secret.map(str::len), Some(43), "{first}");
    assert!(made.says("Kopieer het nu"), "{}", made.html);
    assert_eq!(status(&browser, &first).await, StatusCode::OK);
    let later = browser.get("/web/agenda").await;
    assert!(address(&later).is_none() && later.says("Je hebt een adres"), "{}", later.html);

    let second = address(&browser.post("/web/agenda", &[("act", "calendar-make")]).await).unwrap();
    assert_eq!(
        (status(&browser, &first).await, status(&browser, &second).await),
        (StatusCode::NOT_FOUND, StatusCode::OK)
    );

    let ended = browser.post("/web/agenda", &[("act", "calendar-end")]).await;
    assert!(ended.says("Het adres werkt niet meer.") && !ended.says("calendar-end"), "{}", ended.html);
    assert_eq!(status(&browser, &second).await, StatusCode::NOT_FOUND);
}

/// Who signs out keeps the address: it is the agenda's, and not the browser's.
#[tokio::test(flavor = "multi_thread")]
async fn a_helper_has_one_of_their_own_that_outlives_the_session() {
    let town = Town::new();
    let _serving = town.serve();
    let mut client = Browser::signed_in(&town, town.client).await;
    let mut helper = Browser::signed_in(&town, town.counsellor).await;
    let theirs = address(&client.post("/web/agenda", &[("act", "calendar-make")]).await).unwrap();
    let path = format!("/web/of/{}/agenda", town.case);
    let own = address(&helper.post(&path, &[("act", "calendar-make")]).await).unwrap();
    assert_ne!(theirs, own);
    helper.post(&path, &[("act", "calendar-end")]).await;
    assert_eq!(status(&client, &own).await, StatusCode::NOT_FOUND);
    client.post("/web/out", &[]).await;
    assert_eq!(status(&client, &theirs).await, StatusCode::OK);
}
