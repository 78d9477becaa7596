//! Work forms that are written anew while somebody fills one in: over real devices and a real server.
#![allow(clippy::unwrap_used, clippy::panic)]

use opstap::{FormPage, Opstap, SharedFormRow};
use opstap_tests::browser::Browser;
use opstap_tests::circle::{Circle, MONDAY};
use opstap_tests::town::{Town, device_at};
use serde_json::json;

const FORM: &str = "schaal";
const ASKED: &str = "Hoe gaat het nu met je geld? (0 tot 10)";
const ANEW: &str = "Hoe bang ben je voor de post? (0 tot 10)";

/// Another version of the form: the question that stays asks something else, and one is gone.
fn written_anew(town: &Town) {
    town.load_changed("2026.11.7", |item| {
        if item.kind == "work_form" && item.key == FORM {
            item.body["title"] = json!("De post");
            item.body["questions"] =
                json!([{ "id": "nu", "label": ANEW, "type": "scale10", "optional": false }]);
        }
        true
    });
}

fn taken_out(town: &Town) {
    town.load_changed("2026.11.8", |item| item.kind != "work_form" || item.key != FORM);
}

fn page(device: &Opstap) -> FormPage {
    device.form(None, FORM).unwrap()
}

fn labels(page: &FormPage) -> Vec<(&str, &str)> {
    page.questions.iter().map(|row| (row.label.as_str(), row.typed.as_str())).collect()
}

fn told(shared: &SharedFormRow) -> Vec<(&str, &str)> {
    shared.answers.iter().map(|row| (row.label.as_str(), row.text.as_str())).collect()
}

/// The phone's process ends, and another one begins.
fn killed(circle: Circle) -> Circle {
    let Circle { phone, desk, coach, homes } = circle;
    drop(phone);
    Circle { phone: device_at(homes[0].path(), MONDAY), desk, coach, homes }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_began_a_form_finishes_it_as_it_was_whatever_is_written_meanwhile() {
    let town = Town::with_clock(|| MONDAY.0);
    let _serving = town.serve();
    let circle = Circle::new(&town).await;
    circle.phone.answer_form(None, FORM, "nu", "4").unwrap();
    circle.phone.answer_form(None, FORM, "hoger", "Samen kijken").unwrap();
    written_anew(&town);
    circle.meet().await;
    let circle = killed(circle);
    let asked = page(&circle.phone);
    assert_eq!(asked.form.title, "Hoe ver ben ik?");
    let all = [(ASKED, "4"), ("Wat lukt er al?", ""), ("Wat maakt het één punt hoger?", "Samen kijken")];
    assert_eq!(labels(&asked), all, "no answer stands below another question");
    assert_eq!(page(&circle.desk).form.title, "De post", "who asks it now asks the new one");

    taken_out(&town);
    circle.meet().await;
    assert_eq!(circle.phone.forms(None).unwrap()[0].id, FORM, "what was begun is there until it is done");
    assert!(circle.desk.form(None, FORM).is_err());
    let asked = circle.phone.answer_form(None, FORM, "lukt", "De post openen").unwrap();
    assert_eq!(labels(&asked)[1], ("Wat lukt er al?", "De post openen"));
    let shared = circle.phone.share_form(None, FORM).unwrap();
    assert_eq!(shared.title, "Hoe ver ben ik?");
    assert!(circle.phone.form(None, FORM).is_err(), "there is nothing to begin with");
    circle.meet().await;
    let seen = circle.desk.shared_forms(None).unwrap().remove(0);
    assert_eq!(told(&seen), told(&shared));
    assert_eq!(told(&seen)[0], (ASKED, "4"));
    circle.desk.give_form_feedback(None, seen.id, "Mooi.").unwrap();
    circle.meet().await;
    assert_eq!(circle.phone.shared_forms(None).unwrap()[0].feedback[0].text, "Mooi.");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_did_not_begin_or_begins_again_gets_the_form_of_today() {
    let town = Town::with_clock(|| MONDAY.0);
    let _serving = town.serve();
    let circle = Circle::new(&town).await;
    // Typed and taken out again: nothing was begun.
    circle.phone.answer_form(None, FORM, "nu", "4").unwrap();
    circle.phone.answer_form(None, FORM, "nu", " ").unwrap();
    written_anew(&town);
    circle.meet().await;
    assert_eq!((page(&circle.phone).form.state, labels(&page(&circle.phone))), ("new", vec![(ANEW, " ")]));
    circle.phone.answer_form(None, FORM, "nu", "6").unwrap();
    taken_out(&town);
    circle.meet().await;
    assert_eq!(labels(&page(&circle.phone)), [(ANEW, "6")], "begun with the new one");
    circle.phone.clear_form(None, FORM).unwrap_err();
    assert!(circle.phone.forms(None).unwrap().iter().all(|row| row.id != FORM));
    written_anew(&town);
    circle.meet().await;
    assert_eq!(labels(&page(&circle.phone)), [(ANEW, "")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_was_open_before_a_form_was_written_anew_keeps_no_answer_below_other_words() {
    let town = Town::new();
    let _serving = town.serve();
    let mut client = Browser::signed_in(&town, town.client).await;
    let way = "/web/page/form/schaal";
    let asked = |page: &str| {
        let at = page.find("name=\"Asked\" value=\"").unwrap();
        page[at + 20..].split('"').next().unwrap().to_owned()
    };
    let before = client.get(way).await;
    assert!(before.says(ASKED), "{}", before.html);
    let of_before = asked(&before.html);
    written_anew(&town);
    let mut page = client.get(way).await;
    for _ in 0..50 {
        if page.says(ANEW) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        page = client.get(way).await;
    }
    assert!(page.says(ANEW), "{}", page.html);
    let typed =
        |asked: &str| [("Asked", asked.to_owned()), ("nu", "4".to_owned()), ("act", "keep".to_owned())];
    let fields = typed(&of_before);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let refused = client.post(way, &fields).await;
    assert!(
        refused.says("Deze vragen zijn net veranderd.") && refused.says("value=\"4\""),
        "{}",
        refused.html
    );
    assert!(!client.get(way).await.says("value=\"4\""), "nothing was kept");
    let fields = typed(&asked(&page.html));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let kept = client.post(way, &fields).await;
    assert!(kept.says("value=\"4\"") && kept.says(ANEW), "{}", kept.html);
}
