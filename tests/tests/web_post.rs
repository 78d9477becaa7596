//! A helper's message as a letter on paper, in a browser: over a real server.
#![allow(clippy::unwrap_used, clippy::panic)]

use opstap_tests::browser::Browser;
use opstap_tests::town::Town;
use reqwest::StatusCode;

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_is_made_for_an_address_and_the_address_is_kept_nowhere() {
    let town = Town::new();
    let _serving = town.serve();
    let mut helper = Browser::signed_in(&town, town.counsellor).await;
    let messages = format!("/web/of/{}/messages", town.case);
    let sent = helper.post(&messages, &[("act", "send"), ("text", "Dag Noor, ik bel je morgen.")]).await;
    let way = sent.html.split("href=\"").find(|part| part.contains("/post/")).unwrap();
    let way = way.split('"').next().unwrap().to_owned();
    let page = helper.get(&way).await;
    assert!(page.says("ik bel je morgen") && page.says("Noor"), "{}", page.html);
    let refused = helper.post(&way, &[("act", "make"), ("address", "\n \n")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("id=\"address-refused\""), "{}", refused.html);
    let made = helper.post(&way, &[("act", "make"), ("address", "Noor Bakker\r\nKwetterpad 7")]).await;
    assert_eq!(made.status, StatusCode::OK);
    assert!(made.html.starts_with("%PDF-"));
    // It is in no form that comes after it.
    assert!(!helper.get(&way).await.says("Kwetterpad"));
    let mut noor = Browser::signed_in(&town, town.client).await;
    let own = way.replace(&format!("/of/{}", town.case), "");
    assert_eq!(noor.get(&own).await.status, StatusCode::NOT_FOUND);
    let tried = noor.post(&own, &[("act", "make"), ("address", "Noor")]).await;
    assert_eq!(tried.status, StatusCode::FORBIDDEN, "{}", tried.html);
}
