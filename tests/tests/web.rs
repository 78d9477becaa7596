//! Pages in a browser: real requests over loopback to a real server, beside a real phone.
#![allow(clippy::unwrap_used, clippy::panic)]

use opstap_tests::browser::Browser;
use opstap_tests::circle::Circle;
use opstap_tests::town::{Town, key};
use reqwest::StatusCode;
use reqwest::header::{COOKIE, ORIGIN};

#[tokio::test(flavor = "multi_thread")]
async fn a_client_does_a_step_fills_in_an_amount_and_asks_something_on_a_pc() {
    let town = Town::new();
    let _serving = town.serve();
    let mut browser = Browser::new(&town);
    let door = browser.get("/web").await;
    assert!(door.says("Welkom bij Opstap") && door.says("<html lang=\"nl\""), "{}", door.html);
    let wrong = browser.post("/web/in", &[("code", "AAAA-BBBB")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.says("AAAA-BBBB") && wrong.says("class=\"refused\""),
        "what was typed stays: {}",
        wrong.html
    );

    let mut browser = Browser::signed_in(&town, town.client).await;
    let today = browser.get("/web/today").await;
    assert!(today.says("Noor") && today.says("Dit kun je nu doen"), "{}", today.html);
    let at = today.html.find("/web/task/").unwrap() + "/web/task/".len();
    let task = today.html[at..].split('"').next().unwrap().to_owned();
    let page = browser.get(&format!("/web/task/{task}")).await;
    assert!(page.says("name=\"act\" value=\"complete\"") && !page.says("value=\"skip\""), "{}", page.html);
    let done = browser.post(&format!("/web/task/{task}"), &[("act", "complete")]).await;
    assert!(done.says("class=\"told\"") && !done.says(&format!("/web/task/{task}\"")), "{}", done.html);
    assert!(!browser.get("/web/today").await.says("class=\"told\""), "said once");
    // From a page of before: no input is to blame, and the page says why all the same.
    let again = browser.post(&format!("/web/task/{task}"), &[("act", "complete")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(again.html.matches("class=\"refused\"").count(), 1, "{}", again.html);

    let refused =
        browser.post("/web/line/huur", &[("act", "save"), ("amount", "twaalf"), ("frequency", "2")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("value=\"twaalf\"") && refused.says("amount-refused"), "{}", refused.html);
    let saved = browser.post("/web/line/huur", &[("act", "save"), ("amount", "612,50")]).await;
    assert!(saved.says("612,50") && saved.says("Bewaard."), "{}", saved.html);
    let asked = browser
        .post("/web/messages", &[("act", "send"), ("text", "<script>alert(1)</script> & huur?")])
        .await;
    assert!(asked.says("&lt;script&gt;alert(1)&lt;/script&gt; &amp; huur?") && !asked.says("<script"));
    let nothing = browser.post("/web/messages", &[("act", "send"), ("text", "  ")]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);

    let circle = Circle::new(&town).await;
    let budget = circle.phone.budget(None).unwrap();
    assert!(budget.expenses.iter().any(|line| line.category == "huur" && line.entered.cents == 61_250));
    assert_eq!(circle.phone.conversation(None, None, 9).unwrap().messages.len(), 1);
    let programme = circle.phone.programme(None).unwrap();
    let steps = programme.phases.iter().flat_map(|phase| &phase.steps);
    assert!(steps.flat_map(|step| &step.tasks).any(|row| row.id == task && row.state == "done"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_counsellor_looks_along_and_answers_and_the_client_sees_that_they_looked() {
    let town = Town::new();
    let (other, _) = town.open_case("Bram");
    let _serving = town.serve();
    let mut desk = Browser::signed_in(&town, town.counsellor).await;
    let clients = desk.get("/web/today").await;
    assert!(clients.says("Noor") && clients.says("Bram"), "{}", clients.html);
    let found = desk.post("/web/clients", &[("act", "search"), ("search", "noor")]).await;
    assert!(found.says("Noor") && !found.says("Bram"), "{}", found.html);
    let case = format!("/web/of/{}", town.case);
    let along = desk.get(&format!("{case}/today")).await;
    assert!(along.says("Meekijken: Noor") && along.says(&format!("{case}/money")), "{}", along.html);
    let written = desk.post(&format!("{case}/messages"), &[("act", "send"), ("text", "Goed bezig.")]).await;
    assert!(written.says("Goed bezig."));

    let mut client = Browser::signed_in(&town, town.client).await;
    assert!(client.get("/web/messages").await.says("Goed bezig."));
    assert!(client.get("/web/page/looks").await.says("Sam"));
    assert_eq!(client.get(&format!("/web/of/{other}/today")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(client.get("/web/nowhere").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_the_core_are_filled_in_without_a_script() {
    let town = Town::new();
    let _serving = town.serve();
    let mut client = Browser::signed_in(&town, town.client).await;
    let form = client.get("/web/page/form/schaal").await;
    assert!(form.says("type=\"number\"") && form.says("value=\"keep\""), "{}", form.html);
    let kept = client.post("/web/page/form/schaal", &[("nu", "4"), ("act", "keep")]).await;
    assert!(kept.says("value=\"4\"") && kept.says("Bewaard."), "{}", kept.html);
    let shared = client.post("/web/page/form/schaal", &[("nu", "6"), ("act", "share")]).await;
    assert_eq!(shared.status, StatusCode::OK);
    let goal = client.post("/web/page/goal/new", &[("text", ""), ("why", "Rust"), ("act", "save")]).await;
    assert_eq!(goal.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(goal.says("Rust") && goal.says("class=\"refused\""), "{}", goal.html);
    let circle = Circle::new(&town).await;
    assert_eq!(circle.desk.shared_forms(None).unwrap()[0].answers[0].text, "6");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_is_the_browsers_alone_and_ends_whole() {
    let town = Town::new();
    let serving = town.serve();
    let mut client = Browser::signed_in(&town, town.client).await;
    let cookie = client.cookie.clone();
    // A form of another site, or of nobody, does nothing.
    for origin in [None, Some("https://elsewhere.example"), Some("null")] {
        let mut request = client.client.post(format!("{}/web/messages", client.url)).header(COOKIE, &cookie);
        if let Some(origin) = origin {
            request = request.header(ORIGIN, origin);
        }
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let response = request.body("act=send&text=nep").send().await.unwrap();
        assert_eq!(response.status(), StatusCode::FORBIDDEN);
    }
    assert!(!client.get("/web/messages").await.says("nep"));

    // Who knows the name and not the key is not let in, neither while it is open nor after a restart.
    let (name, secret) = cookie.strip_prefix("opstap=").unwrap().split_once('.').unwrap();
    let other = format!("opstap={name}.{}", "0".repeat(64));
    client.cookie.clone_from(&other);
    assert_eq!(client.get("/web/today").await.status, StatusCode::UNAUTHORIZED);
    drop(serving);
    let files = town.folder().join("web").join(name);
    assert!(!std::fs::read(files.join("journal.db")).unwrap().starts_with(b"SQLite format 3"));
    assert!(opstap::Opstap::open(opstap::Config::new(&files, key())).is_err(), "another key opens nothing");
    for entry in std::fs::read_dir(&files).unwrap().map(Result::unwrap) {
        let bytes = std::fs::read(entry.path()).unwrap_or_default();
        for word in [secret, "Noor"] {
            assert!(!bytes.windows(word.len()).any(|run| run == word.as_bytes()), "{:?}", entry.path());
        }
    }
    let _serving = town.serve();
    client.cookie = other;
    assert_eq!(client.get("/web/today").await.status, StatusCode::UNAUTHORIZED);
    client.cookie.clone_from(&cookie);
    assert_eq!(client.get("/web/today").await.status, StatusCode::OK, "the right one comes in again");

    let out = client.post("/web/out", &[]).await;
    assert!(out.says("Je bent uitgelogd"), "{}", out.html);
    assert!(!files.exists());
    client.cookie = cookie;
    assert_eq!(client.get("/web/today").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_can_be_taken_along_by_who_may_see_it() {
    let town = Town::new();
    let _serving = town.serve();
    let mut client = Browser::signed_in(&town, town.client).await;
    client.post("/web/line/huur", &[("act", "save"), ("amount", "612,50")]).await;
    let page = client.get("/web/take").await;
    for (file, begins) in [
        ("opstap.pdf", "%PDF-"),
        ("opstap.html", "<!DOCTYPE html>"),
        ("opstap.json", "{"),
        ("budget.csv", ""),
    ] {
        assert!(page.says(&format!("/web/take/{file}\"")), "{file}");
        let request = client.client.get(format!("{}/web/take/{file}", client.url));
        let response = request.header(COOKIE, &client.cookie).send().await.unwrap();
        assert!(
            response.headers()["content-disposition"].to_str().unwrap().starts_with("attachment"),
            "{file}"
        );
        let bytes = response.bytes().await.unwrap();
        assert!(bytes.starts_with(begins.as_bytes()), "{file}");
        if file != "opstap.pdf" {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            assert!(
                text.contains("612.50") || text.contains("612,50") || text.contains("61250"),
                "{file}: {text}"
            );
        }
    }
    assert_eq!(client.get("/web/take/other.csv").await.status, StatusCode::NOT_FOUND);
}
