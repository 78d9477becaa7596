//! Staff who sign in by their organisation's provider, and what a provider may not say.
#![allow(clippy::unwrap_used, clippy::panic)]

use opstap_server::data::DataDir;
use opstap_server::serve::now_ms;
use opstap_server::store::{ForWhom, Proof, ProviderRow};
use opstap_tests::browser::Browser;
use opstap_tests::liar::{Liar, SECRET};
use opstap_tests::town::Town;
use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};

/// Changes what a token says.
type Lie = fn(&mut Value);

fn provide(town: &Town, issuer: &str, secret: &str) {
    let data = DataDir::at(town.folder()).unwrap();
    data.keep_provider_secret((town.org, ForWhom::Staff), Some(secret)).unwrap();
    let mut engine = data.beside().unwrap();
    let (issuer, client_id, home) = (issuer.to_owned(), "opstap".to_owned(), town.url());
    let acr = vec!["substantial".to_owned()];
    let (org, proof, for_whom) = (town.org, Proof::Secret, ForWhom::Staff);
    let (step_up, called) = (Vec::new(), String::new());
    let row = ProviderRow { org, issuer, client_id, proof, acr, home, for_whom, step_up, called };
    engine.set_provider(&row, now_ms()).unwrap();
    engine.link(town.counsellor, Some("samira"), now_ms()).unwrap();
}

async fn get(browser: &Browser, path: &str, cookie: &str) -> Response {
    browser.client.get(format!("{}{path}", browser.url)).header(COOKIE, cookie).send().await.unwrap()
}

fn cookies(response: &Response) -> Vec<String> {
    let all = response.headers().get_all(SET_COOKIE).iter();
    all.map(|set| set.to_str().unwrap().split(';').next().unwrap().to_owned()).collect()
}

/// Sent to the provider: the question, and the cookie.
async fn sent(browser: &Browser, town: &Town) -> (String, String) {
    let response = get(browser, &format!("/web/in/staff/{}", town.org), "").await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let to = response.headers()[LOCATION].to_str().unwrap().to_owned();
    (to, cookies(&response).remove(0))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_token_may_not_say_lets_nobody_in() {
    let (town, liar) = (Town::new(), Liar::answering().await);
    let _serving = town.serve();
    provide(&town, &liar.issuer(), SECRET);
    let browser = Browser::new(&town);
    let wrong = "Het antwoord op het inloggen klopt niet";
    let lies: [(&str, Lie, &str); 9] = [
        ("expired", |claims| claims["exp"] = json!(now_ms() / 1000 - 120), wrong),
        ("of long ago", |claims| claims["iat"] = json!(now_ms() / 1000 - 3600), wrong),
        ("for another", |claims| claims["aud"] = json!("another"), wrong),
        ("for several", |claims| claims["aud"] = json!(["opstap", "another"]), wrong),
        ("by another", |claims| claims["iss"] = json!("https://evil.example"), wrong),
        ("to another question", |claims| claims["nonce"] = json!("another"), wrong),
        ("of nobody", |claims| claims["sub"] = json!(""), wrong),
        ("at a lower level", |claims| claims["acr"] = json!("low"), "een extra stap bij het inloggen"),
        ("without a level", |claims| drop(claims.as_object_mut().unwrap().remove("acr")), "een extra stap"),
    ];
    for (what, lie, sentence) in lies {
        let (question, cookie) = sent(&browser, &town).await;
        let asked = liar.asked(&question, false, lie);
        let back = format!("/web/in/back?code=c&state={}", asked["state"]);
        let response = get(&browser, &back, &cookie).await;
        assert_eq!(response.status(), StatusCode::FORBIDDEN, "{what}");
        assert_eq!(cookies(&response), ["opstap-in="], "{what}: a session");
        assert!(response.text().await.unwrap().contains(sentence), "{what}");
    }
    let (question, cookie) = sent(&browser, &town).await;
    let asked = liar.asked(&question, true, |_| {});
    let back = format!("/web/in/back?code=c&state={}", asked["state"]);
    let forged = get(&browser, &back, &cookie).await;
    assert_eq!((forged.status(), cookies(&forged)), (StatusCode::FORBIDDEN, vec!["opstap-in=".to_owned()]));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_truth_lets_a_counsellor_in_and_says_no_more_than_it_must() {
    let (town, liar) = (Town::new(), Liar::answering().await);
    let _serving = town.serve();
    provide(&town, &liar.issuer(), SECRET);
    let mut browser = Browser::new(&town);
    assert!(browser.get("/web/in").await.says("/web/in/staff"));
    let (question, cookie) = sent(&browser, &town).await;
    assert!(question.starts_with(&format!("{}/sign?tenant=1&", liar.issuer())), "{question}");
    let asked = liar.asked(&question, false, |_| {});
    assert_eq!((asked["scope"].as_str(), asked["code_challenge_method"].as_str()), ("openid", "S256"));
    assert_eq!(asked["acr_values"], "substantial");
    assert_eq!(asked["redirect_uri"], format!("{}/web/in/back", town.url()));
    let back = format!("/web/in/back?code=c&state={}", asked["state"]);
    // Another browser has this address, and not the cookie; and the state is not half a state.
    assert_eq!(get(&browser, &back, "").await.status(), StatusCode::BAD_REQUEST);
    let half = get(&browser, &back[..back.len() - 1], &cookie).await;
    assert_eq!(half.status(), StatusCode::BAD_REQUEST);
    let response = get(&browser, &back, &cookie).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER, "{:?}", response.text().await);
    let set = cookies(&response);
    browser.cookie = set.iter().find(|set| set.starts_with("opstap=")).unwrap().clone();
    assert!(set.contains(&"opstap-in=".to_owned()));
    assert!(browser.get("/web").await.says("Noor"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_is_not_linked_any_more_stays_outside() {
    let (town, liar) = (Town::new(), Liar::answering().await);
    let _serving = town.serve();
    provide(&town, &liar.issuer(), SECRET);
    DataDir::at(town.folder()).unwrap().beside().unwrap().link(town.counsellor, None, now_ms()).unwrap();
    let browser = Browser::new(&town);
    let (question, cookie) = sent(&browser, &town).await;
    let asked = liar.asked(&question, false, |_| {});
    let response = get(&browser, &format!("/web/in/back?code=c&state={}", asked["state"]), &cookie).await;
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
    assert!(cookies(&response).iter().all(|set| !set.starts_with("opstap=")));
    let stranger = cookies(&response).remove(0);
    let html = response.text().await.unwrap();
    assert!(html.contains("Je bent hier nog niet bekend") && !html.contains("samira"));
    // Guessing a code here is counted as anywhere.
    let mut guessing = Browser { cookie: stranger, ..Browser::new(&town) };
    for _ in 0..10 {
        let seen = guessing.post("/web/in/known", &[("code", "AAAAA-AAAAA")]).await;
        assert!(seen.says("Deze code klopt niet"), "{}", seen.html);
    }
    let code = town.code(town.counsellor);
    let seen = guessing.post("/web/in/known", &[("code", &code)]).await;
    assert!(seen.says("Dat was te vaak"), "{}", seen.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_that_is_not_there_or_does_not_know_us_says_so_on_a_page() {
    let (town, liar) = (Town::new(), Liar::answering().await);
    let _serving = town.serve();
    let browser = Browser::new(&town);
    let none = get(&browser, &format!("/web/in/staff/{}", town.org), "").await;
    assert_eq!(none.status(), StatusCode::NOT_FOUND);
    provide(&town, "http://127.0.0.1:1", SECRET);
    let down = get(&browser, &format!("/web/in/staff/{}", town.org), "").await;
    assert_eq!((down.status(), cookies(&down)), (StatusCode::BAD_GATEWAY, Vec::new()));
    assert!(down.text().await.unwrap().contains("lukt nu niet"));
    provide(&town, &liar.issuer(), "another secret");
    let (question, cookie) = sent(&browser, &town).await;
    let asked = liar.asked(&question, false, |_| {});
    let response = get(&browser, &format!("/web/in/back?code=c&state={}", asked["state"]), &cookie).await;
    assert_eq!(
        (response.status(), cookies(&response)),
        (StatusCode::BAD_GATEWAY, vec!["opstap-in=".to_owned()])
    );
}
