//! Work forms, written and tried on pages and filled in on devices, over a real server.
#![allow(clippy::unwrap_used, clippy::panic)]

use opstap::{FormPage, Role};
use opstap_tests::browser::{Browser, Seen};
use opstap_tests::circle::{Circle, MONDAY};
use opstap_tests::town::Town;
use reqwest::StatusCode;

const PLACE: &str = "/web/content/work_form/schaal";

fn hidden(page: &Seen, name: &str) -> String {
    let at = page.html.find(&format!("name=\"{name}\" value=\"")).unwrap();
    let rest = &page.html[at + name.len() + 15..];
    rest[..rest.find('"').unwrap()].to_owned()
}

/// Presses a button of the form at a place, with what is typed.
async fn press(editor: &mut Browser, place: &str, act: &str, typed: &[(&str, &str)]) -> Seen {
    let page = editor.get(place).await;
    let seen = hidden(&page, "seen");
    let fixed = [("seen", seen.as_str()), ("act", act)];
    editor.post(place, &[&fixed[..], typed].concat()).await
}

/// Where the buttons of the questions stand, by the ids of these.
fn questions(page: &Seen) -> Vec<String> {
    let cards = page.html.split("<section class=\"card\" id=\"").skip(1);
    cards.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

/// The phone goes on with the form that was begun, and begins the new one after it.
async fn finishes(circle: &Circle, editor: &mut Browser, (before, new): (&FormPage, &str)) {
    circle.meet().await;
    assert_eq!(circle.phone.form(None, "schaal").unwrap(), *before, "as it was begun");
    assert_eq!(
        circle.desk.form(None, "schaal").unwrap().questions[0].label,
        "Hoe zwaar is de post? (0 tot 10)"
    );
    circle.phone.share_form(None, "schaal").unwrap();
    circle.phone.answer_form(None, "schaal", "nu", "4").unwrap();
    let now = circle.phone.form(None, "schaal").unwrap();
    let asked: Vec<&str> = now.questions.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(asked, ["nu", "hoger", "lukt", new]);
    let away = press(editor, PLACE, "withdraw", &[]).await;
    assert!(away.says("Dit is uit gebruik."), "{}", away.html);
    circle.meet().await;
    assert_eq!(circle.phone.form(None, "schaal").unwrap().questions, now.questions);
    assert!(circle.desk.form(None, "schaal").is_err());
    circle.meet().await;
    let shared = circle.desk.shared_forms(None).unwrap().remove(0);
    assert_eq!(shared.answers[0].label, "Hoe gaat het nu met je geld? (0 tot 10)");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_at_a_form_finishes_it_while_it_is_written_anew() {
    let town = Town::with_clock(|| MONDAY.0);
    let roos = town.hire(Role::ContentManager, "Roos");
    let _serving = town.serve();
    let circle = Circle::new(&town).await;
    circle.phone.answer_form(None, "schaal", "nu", "4").unwrap();
    let before = circle.phone.form(None, "schaal").unwrap();
    let mut editor = Browser::signed_in(&town, roos).await;
    let page = editor.get(PLACE).await;
    assert_eq!(questions(&page), ["nu", "lukt", "hoger"]);
    assert!(page.says("Alleen voor wie bij vraag 1 minder antwoordt dan 10."), "{}", page.html);
    assert!(
        page.says("value=\"lt:nu\" selected") && page.says("name=\"hoger:than\" value=\"10\""),
        "{}",
        page.html
    );
    // What another question hangs on stays, with a sentence beside it; what was typed stays too.
    let typed = [("nu:label", "Hoe zwaar is de post? (0 tot 10)")];
    for act in ["remove:nu", "up:hoger"] {
        let refused = press(&mut editor, PLACE, act, &typed).await;
        if act == "remove:nu" {
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(refused.says("nu-refused") && refused.says("Hoe zwaar is de post?"), "{}", refused.html);
        } else {
            assert_eq!(questions(&refused), ["nu", "hoger", "lukt"], "it comes after what it hangs on");
        }
    }
    let page = press(&mut editor, PLACE, "add:schaal", &[]).await;
    let new = questions(&page).pop().unwrap();
    assert!(new.len() == 7 && page.says(&format!("name=\"{new}:when\"")), "{}", page.html);
    let (label, kind, options, when) =
        (format!("{new}:label"), format!("{new}:type"), format!("{new}:options"), format!("{new}:when"));
    let typed = [
        (label.as_str(), "Wat helpt je?"),
        (kind.as_str(), "choice"),
        (options.as_str(), "Rust"),
        (when.as_str(), "lt:nu"),
    ];
    press(&mut editor, PLACE, "save", &typed).await;
    let gap = press(&mut editor, PLACE, "publish", &[]).await;
    assert!(gap.says(&format!("{new}:options-refused")) && gap.says("Zet er minstens 2 in"), "{}", gap.html);
    let than = format!("{new}:than");
    let wrong = press(&mut editor, PLACE, "save", &[(when.as_str(), "lt:nu"), (than.as_str(), "vijf")]).await;
    assert!(wrong.says(&format!("{new}:when-refused")) && wrong.says("value=\"vijf\""), "{}", wrong.html);
    let typed = [
        (when.as_str(), "lt:nu"),
        (than.as_str(), "5"),
        (options.as_str(), "Rust\r\nMuziek"),
        (kind.as_str(), "choice"),
    ];
    let done = press(&mut editor, PLACE, "publish", &typed).await;
    assert!(done.says("Dit is nu in gebruik.") && done.says("Wat helpt je?"), "{}", done.html);

    finishes(&circle, &mut editor, (&before, &new)).await;
}

/// Fills in a form that is tried: a mark, and a question that comes with a high one.
async fn tries(editor: &mut Browser, way: &str, new: &str) {
    let low = editor.post(way, &[("a:v1", "3"), ("act", "next")]).await;
    assert!(!low.says("zwaar") && low.says("De cliënt kan dit nu delen met de helper."), "{}", low.html);
    let answer = format!("a:{new}");
    let high = editor.post(way, &[("a:v1", "8"), (&answer, "De <b>post</b>"), ("act", "next")]).await;
    assert!(
        high.says("Wat maakt het &lt;zwaar&gt;?") && high.says("De &lt;b&gt;post&lt;/b&gt;"),
        "{}",
        high.html
    );
    // What is not asked any more comes back when it is.
    let low = editor.post(way, &[("a:v1", "2"), (&answer, "De post"), ("act", "next")]).await;
    assert!(low.says(&format!("type=\"hidden\" name=\"{answer}\" value=\"De post\"")), "{}", low.html);
    let odd = editor.post(way, &[("a:v1", "veel"), ("act", "next")]).await;
    assert!(odd.says("Kies een cijfer van 0 tot en met 10.") && odd.says("value=\"veel\""), "{}", odd.html);
    let again = editor.post(way, &[("a:v1", "8"), ("act", "again")]).await;
    assert!(!again.says("value=\"8\""), "{}", again.html);
    assert_eq!(editor.get(way).await.without_key(), again.without_key());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_is_begun_and_tried_on_pages_and_nothing_of_that_is_kept() {
    let town = Town::new();
    let roos = town.hire(Role::ContentManager, "Roos");
    let _serving = town.serve();
    let mut editor = Browser::signed_in(&town, roos).await;
    let typed = [
        ("title", "Post <op> orde"),
        ("minutes", "tien"),
        ("v1:label", "Hoe vaak?"),
        ("v1:type", "scale10"),
        ("act", "save"),
    ];
    let refused = editor.post("/web/content/new/work_form", &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("Post &lt;op&gt; orde") && refused.says("value=\"tien\""), "{}", refused.html);
    assert!(
        refused.says("minutes-refused") && refused.says("Kies een getal van 1 tot 60."),
        "{}",
        refused.html
    );
    let typed = [
        ("title", "Post"),
        ("minutes", "10"),
        ("v1:label", "Hoe vaak?"),
        ("v1:type", "scale10"),
        ("act", "add:new"),
    ];
    let page = editor.post("/web/content/new/work_form", &typed).await;
    let key = page
        .html
        .split("/web/content/work_form/")
        .find_map(|rest| rest.split('"').next().filter(|key| key.starts_with("own-")));
    let key = key.map(|key| key.split('#').next().unwrap().to_owned());
    let found = editor
        .post("/web/content/work_form", &[("words", "post"), ("state", "draft"), ("act", "find")])
        .await;
    let at = found.html.find("/web/content/work_form/own-").unwrap();
    let place = found.html[at..].split('"').next().unwrap().to_owned();
    assert!(key.is_none_or(|key| place.ends_with(&key)));
    let page = editor.get(&place).await;
    let new = questions(&page).pop().unwrap();
    let names = ["label", "type", "when", "than", "optional"].map(|name| format!("{new}:{name}"));
    let texts = ["Wat maakt het <zwaar>?", "text", "gte:v1", "6", "yes"];
    let typed: Vec<(&str, &str)> = names.iter().map(String::as_str).zip(texts).collect();
    let tried = press(&mut editor, &place, "try", &typed).await;
    assert!(tried.says("Wat je hier invult, bewaren we niet.") && !tried.says("zwaar"), "{}", tried.html);
    let way = format!("{place}/try");
    tries(&mut editor, &way, &new).await;
    // Trying what stands keeps no draft.
    let seen = hidden(&editor.get(&place).await, "seen");
    press(&mut editor, &place, "try", &[]).await;
    assert_eq!(hidden(&editor.get(&place).await, "seen"), seen);
    for way in [
        format!("{place}/nowhere"),
        format!("{place}/try/try"),
        "/web/content/work_form/nowhere/try".to_owned(),
    ] {
        assert_eq!(editor.get(&way).await.status, StatusCode::NOT_FOUND, "{way}");
        assert_eq!(editor.post(&way, &[("act", "next")]).await.status, StatusCode::NOT_FOUND, "{way}");
    }
    // Two people: the second is told so, and what they typed is still there.
    press(&mut editor, &place, "add:new", &[]).await;
    let late = editor.post(&place, &[("seen", &seen), ("act", "save"), ("closing", "Klaar.")]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.says("Iemand anders paste dit net aan") && late.says("Klaar."), "{}", late.html);
    assert!(late.says("Vraag 3"), "{}", late.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_option_that_others_hang_on_does_not_vanish_unseen() {
    let town = Town::new();
    let roos = town.hire(Role::ContentManager, "Roos");
    let _serving = town.serve();
    let mut editor = Browser::signed_in(&town, roos).await;
    let place = "/web/content/work_form/post-map";
    let page = editor.get(place).await;
    assert!(page.says("Alleen voor wie bij vraag 2 koos: Zwaar"), "{}", page.html);
    let gone =
        press(&mut editor, place, "save", &[("gevoel:options", "Ging wel\r\nViel mee\r\nOpgelucht")]).await;
    assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(gone.says("gevoel:options-refused"), "{}", gone.html);
    assert!(
        gone.says(
            "Een andere vraag hangt aan de keuze ‘Zwaar’. Pas eerst die vraag aan: Wie kan de volgende keer"
        ),
        "{}",
        gone.html
    );
    // Other words for it take along what hangs on it, with the list as it stood on the page.
    let typed = [
        ("gevoel:options", "Heel zwaar\r\nGing wel\r\nViel mee\r\nOpgelucht"),
        ("zwaar:when", "eq:gevoel:Zwaar"),
    ];
    let kept = press(&mut editor, place, "save", &typed).await;
    assert!(kept.says("Alleen voor wie bij vraag 2 koos: Heel zwaar"), "{}", kept.html);
    // Without it nothing hangs on it, and it may go.
    let typed =
        [("gevoel:options", "Ging wel\r\nViel mee\r\nOpgelucht"), ("zwaar:when", "ne:gevoel:Viel mee")];
    let kept = press(&mut editor, place, "save", &typed).await;
    assert!(kept.says("Alleen voor wie bij vraag 2 dit niet koos: Viel mee"), "{}", kept.html);
    let plain = press(&mut editor, place, "publish", &[("closing", "Je had moeten beginnen.")]).await;
    assert!(plain.says("Dit kan duidelijker") && plain.says("name=\"anyway\""), "{}", plain.html);
    let programmes = editor.get("/web/content/work_form/mijn-doel").await;
    assert!(programmes.says("Deze programma’s vragen erom: "), "{}", programmes.html);
}
