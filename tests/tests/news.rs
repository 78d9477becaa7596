//! News for a group that fits: written on a page by who sees no names, read by clients on their phones.
#![allow(clippy::unwrap_used, clippy::panic)]

use opstap::{CaseFilter, Opstap, OpstapError, PreferenceEdit, Role};
use opstap_server::engine::STILL_MS;
use opstap_tests::browser::Browser;
use opstap_tests::circle::{Circle, MONDAY};
use opstap_tests::town::{Town, device_at};
use reqwest::StatusCode;
use tempfile::TempDir;

const CHILDREN: &str = "household.childrenAge4to12";
const WORDS: &str = "Woensdag is er een ruilwinkel voor kinderkleding.\nVraag ernaar in de bibliotheek.";
/// A form that asks for parents of children at primary school.
const PARENTS: [(&str, &str); 3] =
    [("words", WORDS), ("who1", "least:household.childrenAge4to12"), ("many1", "1")];

fn with(act: &'static str) -> Vec<(&'static str, &'static str)> {
    PARENTS.into_iter().chain([("act", act)]).collect()
}

/// A phone of a new client, who wants news and has children.
async fn parent(town: &Town, name: &str) -> (Opstap, TempDir) {
    let home = tempfile::tempdir().unwrap();
    let phone = device_at(home.path(), MONDAY);
    town.pair(&phone, town.open_case(name).1).await;
    phone.set_preference(None, PreferenceEdit::News(true)).unwrap();
    phone.set_fact(None, CHILDREN, "2").unwrap();
    phone.sync().await.unwrap();
    (phone, home)
}

#[tokio::test(flavor = "multi_thread")]
async fn who_wants_news_reads_it_from_their_municipality_and_nobody_sees_who_that_is() {
    let town = Town::with_clock(|| MONDAY.0);
    let roos = town.hire(Role::ContentManager, "Roos");
    let _serving = town.serve();
    let circle = Circle::new(&town).await;
    assert!(!circle.phone.preferences(None).unwrap().news, "whoever said nothing wants none");
    circle.phone.set_preference(None, PreferenceEdit::News(true)).unwrap();
    circle.phone.set_fact(None, CHILDREN, "1").unwrap();
    circle.phone.send_message(None, "Kan ik langskomen?").unwrap();
    circle.meet().await;
    let wish = circle.desk.set_preference(None, PreferenceEdit::News(false));
    assert!(matches!(wish, Err(OpstapError::NotAllowed)), "only a client says so: {wish:?}");

    let mut editor = Browser::signed_in(&town, roos).await;
    let empty = editor.get("/web/news").await;
    assert!(
        empty.says("Er is nog geen nieuws verstuurd.") && empty.says("href=\"/web/news\""),
        "{}",
        empty.html
    );
    let few = editor.post("/web/news", &with("count")).await;
    assert!(few.status == StatusCode::OK && few.says("Minder dan 5 mensen krijgen dit."), "{}", few.html);
    assert!(!few.says("value=\"send\"") && few.says("ruilwinkel"), "{}", few.html);
    // Whoever makes a button of their own is refused all the same.
    let anyway = editor.post("/web/news", &with("send")).await;
    assert!(anyway.status == StatusCode::UNPROCESSABLE_ENTITY, "{}", anyway.html);
    assert!(anyway.says("Dit zijn minder dan 5 mensen.") && anyway.says("ruilwinkel"), "{}", anyway.html);

    let mut street = Vec::new();
    for name in ["Ali", "Bo", "Cor", "Dia"] {
        street.push(parent(&town, name).await);
    }
    let counted = editor.post("/web/news", &with("count")).await;
    assert!(
        counted.says("Minstens 5 mensen krijgen dit.") && counted.says("value=\"send\""),
        "{}",
        counted.html
    );
    let sent = editor.post("/web/news", &with("send")).await;
    assert!(sent.says("gaat over een minuut weg") && sent.says("Onderweg."), "{}", sent.html);
    assert!(sent.says("Kinderen van 4 tot en met 12: minstens 1"), "{}", sent.html);
    let twice = editor.post("/web/news", &with("send")).await;
    assert!(twice.says("Er is nog nieuws onderweg."), "{}", twice.html);
    town.pass_news_on(MONDAY.0 + STILL_MS);
    let done = editor.get("/web/news").await;
    assert!(done.says("Klaar.") && done.says("Minstens 5 mensen kregen het."), "{}", done.html);
    for name in ["Noor", "Ali", "Bo", "Cor", "Dia"] {
        assert!(!done.says(name), "{name}");
    }

    circle.meet().await;
    let heard = circle.phone.conversation(None, None, 50).unwrap();
    let news = heard.messages.iter().find(|row| row.text.starts_with(WORDS)).unwrap();
    assert_eq!((news.sender.as_str(), news.mine, heard.unread), ("Testdorp", false, 1));
    assert!(news.text.ends_with("Liever niet meer? Zet het uit bij ‘Hoe wil je het?’."), "{}", news.text);
    // It answers no question, and waits for no helper.
    let rows = circle.desk.caseload(&CaseFilter::default(), None, 50).unwrap().rows;
    let noor = rows.iter().find(|row| row.name == "Noor").unwrap();
    assert!(noor.unread == 1 && noor.reasons.iter().any(|why| why.contains("raag")), "{noor:?}");

    for (phone, _home) in &street {
        phone.sync().await.unwrap();
        assert_eq!(phone.conversation(None, None, 50).unwrap().unread, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_asked_is_said_beside_its_input_and_what_goes_can_be_stopped() {
    let town = Town::with_clock(|| MONDAY.0);
    let roos = town.hire(Role::ContentManager, "Roos");
    let _serving = town.serve();
    let mut editor = Browser::signed_in(&town, roos).await;
    for (name, typed, says) in [
        ("words", "", "Schrijf je nieuws"),
        ("many1", "veel", "Vul een heel getal in"),
        ("many1", "-1", "Vul een heel getal in"),
        ("who1", "yes:debts.hasBailiff", "Dit kun je niet vragen"),
    ] {
        let form = with("count");
        let form: Vec<_> =
            form.iter().map(|(key, was)| (*key, if *key == name { typed } else { was })).collect();
        let refused = editor.post("/web/news", &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(refused.says(says) && refused.says(&format!("id=\"{name}-refused\"")), "{}", refused.html);
    }
    let mut street = Vec::new();
    for name in ["Ali", "Bo", "Cor", "Dia", "Eef"] {
        street.push(parent(&town, name).await);
    }
    let sent = editor.post("/web/news", &with("send")).await;
    let stop = sent.html.split("value=\"stop/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let stop = format!("stop/{stop}");
    let stopped = editor.post("/web/news", &[("act", &stop)]).await;
    assert!(stopped.says("Gestopt.") && stopped.says("Niemand kreeg het."), "{}", stopped.html);
    assert!(editor.post("/web/news", &[("act", &stop)]).await.says("Dit is niet meer onderweg."));
    assert_eq!(editor.post("/web/news", &[("act", "stop/x")]).await.status, StatusCode::NOT_FOUND);
    town.pass_news_on(MONDAY.0 + 10 * STILL_MS);
    for (phone, _home) in &street {
        phone.sync().await.unwrap();
        assert!(phone.conversation(None, None, 50).unwrap().messages.is_empty());
    }
    // It is nobody else's page.
    for account in [town.client, town.counsellor, town.hire(Role::Administrator, "Bas")] {
        let mut other = Browser::signed_in(&town, account).await;
        assert!(!other.get("/web/news").await.says("Nieuws sturen"));
        other.post("/web/news", &with("send")).await;
    }
    assert_eq!(editor.get("/web/news").await.html.matches("p class=\"written\"").count(), 1);
}
