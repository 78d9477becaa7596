//! A form that is pressed twice, as on a slow network: over loopback, by browsers without a script.
#![allow(clippy::unwrap_used, clippy::panic)]

use opstap_domain::ids::Role;
use opstap_tests::browser::Browser;
use opstap_tests::circle::Circle;
use opstap_tests::town::Town;
use reqwest::StatusCode;

const ALREADY: &str = "Dit was al gedaan.";

fn message<'f>(key: &'f str, text: &'f str) -> [(&'f str, &'f str); 3] {
    [("page", key), ("act", "send"), ("text", text)]
}

async fn messages(town: &Town) -> Vec<String> {
    let circle = Circle::new(town).await;
    let page = circle.phone.conversation(None, None, 99).unwrap();
    page.messages.into_iter().map(|message| message.text).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_whose_answer_was_lost_is_sent_once_however_often_one_presses() {
    let town = Town::new();
    let _serving = town.serve();
    let mut client = Browser::signed_in(&town, town.client).await;
    let page = client.get("/web/messages").await.key().to_owned();
    // Two at the same time, and one later.
    let first = message(&page, "Kan ik uitstel krijgen?");
    tokio::join!(
        client.post_and_lose("/web/messages", &first),
        client.post_and_lose("/web/messages", &first)
    );
    let again = client.post("/web/messages", &first).await;
    assert_eq!(again.html.matches("Kan ik uitstel krijgen?").count(), 1, "{}", again.html);
    assert!(again.says(ALREADY), "{}", again.html);
    assert!(!client.get("/web/messages").await.says(ALREADY), "said once");
    // Another page, or other words: somebody wants to say more.
    let fresh = client.get("/web/messages").await.key().to_owned();
    assert_ne!(fresh, page);
    for (key, text) in [(&fresh, "Kan ik uitstel krijgen?"), (&fresh, "Dag!"), (&page, "Dag!")] {
        assert!(!client.post("/web/messages", &message(key, text)).await.says(ALREADY), "{text}");
    }
    let mut all = messages(&town).await;
    all.sort();
    assert_eq!(all, ["Dag!", "Dag!", "Kan ik uitstel krijgen?", "Kan ik uitstel krijgen?"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_that_is_sent_twice_is_one_message() {
    let town = Town::new();
    let _serving = town.serve();
    let mut client = Browser::signed_in(&town, town.client).await;
    let page = client.get("/web/messages").await.key().to_owned();
    let photo: &[u8] = b"\x89PNG\r\n\x1a\n and what comes then";
    let fields = [("page", page.as_str()), ("with", "Deze brief kwam.")];
    let sent = client.send_file_with("/web/messages", &fields, photo).await;
    assert!(sent.status == StatusCode::OK && !sent.says(ALREADY), "{}", sent.html);
    assert!(client.send_file_with("/web/messages", &fields, photo).await.says(ALREADY));
    // Another photo with the same words is another message.
    let other: &[u8] = b"\x89PNG\r\n\x1a\n and something else";
    assert!(!client.send_file_with("/web/messages", &fields, other).await.says(ALREADY));
    assert_eq!(messages(&town).await, ["Deze brief kwam."; 2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_taken_back_can_be_done_again_from_the_page_before() {
    let town = Town::new();
    let _serving = town.serve();
    let mut client = Browser::signed_in(&town, town.client).await;
    let today = client.get("/web/today").await;
    let at = today.html.find("/web/task/").unwrap();
    let task = today.html[at..].split('"').next().unwrap().to_owned();
    let page = client.get(&task).await;
    let complete = [("page", page.key()), ("act", "complete")];
    assert!(client.post(&task, &complete).await.says("class=\"told\""));
    assert!(client.post(&task, &complete).await.says(ALREADY));
    let done = client.get(&task).await;
    assert!(done.says("value=\"undo\""), "{}", done.html);
    client.post(&task, &[("page", done.key()), ("act", "undo")]).await;
    assert!(!client.get(&task).await.says("value=\"undo\""));
    assert!(!client.post(&task, &complete).await.says(ALREADY));
    assert!(client.get(&task).await.says("value=\"undo\""), "done again");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_refused_can_be_pressed_again_and_is_refused_again() {
    let town = Town::new();
    let _serving = town.serve();
    let mut client = Browser::signed_in(&town, town.client).await;
    let page = client.get("/web/line/huur").await.key().to_owned();
    let line = |amount| [("page", page.as_str()), ("act", "save"), ("amount", amount)];
    for _ in 0..2 {
        let refused = client.post("/web/line/huur", &line("twaalf")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.says("value=\"twaalf\"") && refused.says("amount-refused"), "{}", refused.html);
        assert_ne!(refused.key(), page, "the page that says why is another one");
    }
    assert!(client.post("/web/line/huur", &line("612,50")).await.says("612,50"));
}

#[tokio::test(flavor = "multi_thread")]
async fn desks_make_nothing_twice_and_nobody_answers_for_another_session() {
    let town = Town::new();
    let (roos, chief) = (town.hire(Role::ContentManager, "Roos"), town.hire(Role::Administrator, "Fatma"));
    let _serving = town.serve();
    let mut editor = Browser::signed_in(&town, roos).await;
    let page = editor.get("/web/content/new/message_template").await.key().to_owned();
    let text = [
        ("page", page.as_str()),
        ("moment", "na gesprek"),
        ("technique", "samenvatten"),
        ("text", "Dag {voornaam}, dit was een goed gesprek."),
        ("act", "save"),
    ];
    for said in ["Bewaard als concept.", ALREADY] {
        let page = editor.post("/web/content/new/message_template", &text).await;
        assert!(page.status == StatusCode::OK && page.says(said), "{}", page.html);
    }
    let find = [("words", "dit was een goed gesprek"), ("state", "draft"), ("act", "find")];
    let found = editor.post("/web/content/message_template", &find).await;
    assert_eq!(found.html.matches("/web/content/message_template/own-").count(), 1, "{}", found.html);

    let (mut here, mut there) =
        (Browser::signed_in(&town, chief).await, Browser::signed_in(&town, chief).await);
    let page = here.get("/web/people").await.key().to_owned();
    let person = [("page", page.as_str()), ("act", "add"), ("name", "Jo"), ("role", "coach")];
    for _ in 0..2 {
        assert_eq!(here.post("/web/people", &person).await.status, StatusCode::OK);
    }
    assert_eq!(here.get("/web/people").await.html.matches(">Jo<").count(), 1);
    assert_eq!(there.post("/web/people", &person).await.status, StatusCode::OK);
    assert_eq!(here.get("/web/people").await.html.matches(">Jo<").count(), 2, "another session is another");
}
