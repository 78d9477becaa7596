//! Messages that leave by themselves: over a real server, and bounded as they should be (ADR-0066).
#![allow(clippy::unwrap_used, clippy::panic)]

use std::time::Duration;

use opstap::{Instant, Opstap, OpstapError, PreferenceEdit};
use opstap_tests::browser::Browser;
use opstap_tests::circle::{Circle, MONDAY};
use opstap_tests::town::{Town, device_at};
use serde_json::{Value, json};

const HOUR: i64 = 3_600_000;
const SIGNED: &str = "Dit bericht is automatisch verstuurd. Antwoord je? Dan leest je helper het.";

/// A welcome by itself; its id comes after the one of the content, which a helper would read first.
fn welcome(mode: &str, a_day: u16) -> Value {
    json!({ "id": "zelf", "title": "Welkom", "on": "opened", "days": 0, "message": "welkom", "mode": mode, "aDay": a_day })
}

fn texts(device: &Opstap) -> Vec<String> {
    device.conversation(None, None, 50).unwrap().messages.into_iter().map(|row| row.text).collect()
}

/// What came within ten seconds.
async fn arrived(device: &Opstap) -> Vec<String> {
    for _ in 0..100 {
        device.sync().await.unwrap();
        let texts = texts(device);
        if !texts.is_empty() {
            return texts;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Vec::new()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_sends_what_leaves_by_itself_once_and_the_client_can_see_that_nobody_wrote_it() {
    let town = Town::with_clock(|| MONDAY.0);
    let serving = town.serve();
    let circle = Circle::new(&town).await;
    assert!(texts(&circle.phone).is_empty());
    drop(serving);
    town.add_content("automation", "zelf", &welcome("auto", 5));
    // A server looks as soon as it starts; the second one finds the turn taken.
    for _ in 0..2 {
        let serving = town.serve();
        let came = arrived(&circle.phone).await;
        assert_eq!(came.len(), 1, "{came:?}");
        assert!(came[0].starts_with("Welkom Noor.") && came[0].contains("Ik ben Sam"), "{came:?}");
        assert!(came[0].ends_with(SIGNED), "{came:?}");
        drop(serving);
    }
    let _serving = town.serve();
    circle.meet().await;
    let row = circle.phone.conversation(None, None, 50).unwrap().messages.remove(0);
    assert_eq!(row.sender, "Sam");
    // The helper finds it in the conversation, and nothing more to send today.
    assert!(circle.desk.prompts(None).unwrap().is_empty());
    assert_eq!(texts(&circle.desk).len(), 1);
    // The trail says who did it, and not that Sam looked.
    let mut client = Browser::signed_in(&town, town.client).await;
    let trail = client.get("/web/page/looks").await;
    assert!(trail.says("De computer van de gemeente schreef iets in je dossier."), "{}", trail.html);
    // A server that was stopped in the middle leaves files that nobody has a key of; the next one removes them.
    let folder = town.folder().join("web/automatic");
    for _ in 0..50 {
        if !folder.exists() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(!folder.exists(), "nothing of it stays on the disk");
}

fn sent(desk: &Opstap) -> usize {
    desk.send_what_leaves_by_itself().unwrap()
}

/// The server has looked when it started, and looks again after the test.
async fn with_content(town: &Town, automation: &Value) -> Circle {
    let circle = Circle::new(town).await;
    town.add_content("automation", "zelf", automation);
    circle.meet().await;
    circle
}

async fn at(circle: &Circle, town: &Town, now: Instant) -> (tempfile::TempDir, Opstap) {
    circle.meet().await;
    let home = tempfile::tempdir().unwrap();
    let desk = device_at(home.path(), now);
    town.pair(&desk, town.counsellor).await;
    (home, desk)
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_leaves_in_the_evening_on_a_day_off_or_where_the_client_asked_for_rest() {
    let town = Town::with_clock(|| MONDAY.0);
    let _serving = town.serve();
    let circle = with_content(&town, &welcome("auto", 5)).await;
    for hours in [8, 24 * 6] {
        let (_home, desk) = at(&circle, &town, Instant(MONDAY.0 + hours * HOUR)).await;
        assert!(desk.prompts(None).unwrap()[0].by_itself, "a helper sees what will leave");
        assert_eq!(sent(&desk), 0, "after {hours} hours");
    }
    let until = circle.phone.calendar(None).unwrap().today.plus_days(3);
    circle.phone.set_preference(None, PreferenceEdit::PauseUntil(Some(until))).unwrap();
    let (_home, desk) = at(&circle, &town, MONDAY).await;
    assert_eq!(sent(&desk), 0, "the client asked for rest");
    circle.phone.set_preference(None, PreferenceEdit::PauseUntil(None)).unwrap();
    circle.phone.send_message(None, "Ik heb een vraag.").unwrap();
    let (_home, desk) = at(&circle, &town, MONDAY).await;
    assert_eq!(sent(&desk), 0, "a question waits");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_helper_can_leave_it_before_and_only_a_helper_has_any() {
    let town = Town::with_clock(|| MONDAY.0);
    let _serving = town.serve();
    let circle = with_content(&town, &welcome("auto", 5)).await;
    assert!(matches!(circle.phone.send_what_leaves_by_itself(), Err(OpstapError::NotAllowed)));
    let row = circle.desk.prompts(None).unwrap().remove(0);
    assert!(row.by_itself && row.missing.is_empty());
    let page = circle.desk.page(Some(town.case), "prompts").unwrap();
    assert!(page.parts.iter().any(|part| part.text.contains("gaat het bericht vanzelf weg")), "{page:?}");
    circle.desk.leave_prompt(town.case, &row.id).unwrap();
    assert_eq!(sent(&circle.desk), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn so_many_a_day_go_and_the_rest_waits_for_the_next() {
    let town = Town::with_clock(|| MONDAY.0);
    for name in ["Bram", "Cor", "Dien"] {
        let _ = town.open_case(name);
    }
    let _serving = town.serve();
    let circle = with_content(&town, &welcome("auto", 2)).await;
    assert_eq!(sent(&circle.desk), 2);
    assert_eq!(sent(&circle.desk), 0, "asked again on the same day");
    circle.desk.sync().await.unwrap();
    let (_home, tomorrow) = at(&circle, &town, Instant(MONDAY.0 + 24 * HOUR)).await;
    assert_eq!(sent(&tomorrow), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_helper_reads_first_never_leaves() {
    let town = Town::with_clock(|| MONDAY.0);
    let _serving = town.serve();
    let circle = with_content(&town, &welcome("approve", 5)).await;
    let row = circle.desk.prompts(None).unwrap().remove(0);
    assert!(row.id.starts_with("zelf/") && !row.by_itself);
    assert_eq!(sent(&circle.desk), 0);
}
