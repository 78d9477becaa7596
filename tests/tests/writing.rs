//! Programmes and what fits when, written on pages and followed on devices, over a real server.
#![allow(clippy::unwrap_used, clippy::panic)]

use opstap::{Opstap, ProgrammeSummary, Role, TaskDeed, TaskRow};
use opstap_tests::browser::{Browser, Seen};
use opstap_tests::circle::{Circle, MONDAY};
use opstap_tests::town::Town;
use reqwest::StatusCode;

const PLACE: &str = "/web/content/programme/goed-begonnen";
const STEP: &str = "goed-begonnen.f1.s1";

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

fn tasks(programme: &ProgrammeSummary) -> Vec<&TaskRow> {
    programme.phases.iter().flat_map(|phase| &phase.steps).flat_map(|step| &step.tasks).collect()
}

fn state(programme: &ProgrammeSummary, task: &str) -> Option<&'static str> {
    tasks(programme).into_iter().find(|known| known.id == task).map(|known| known.state)
}

fn programme(device: &Opstap) -> ProgrammeSummary {
    device.programme(None).unwrap()
}

/// The counsellor's own device hears of it.
async fn await_moved(circle: &Circle) -> ProgrammeSummary {
    for _ in 0..50 {
        circle.meet().await;
        let now = programme(&circle.desk);
        if !now.newer {
            return now;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("it was not moved")
}

/// The id of the button that adds, moves or takes out, for what was added last in a step.
fn added(page: &Seen) -> String {
    let mark = format!("id=\"{STEP}.t");
    let at = page.html.rfind(&format!("<section class=\"card\" {mark}")).unwrap()
        + "<section class=\"card\" id=\"".len();
    page.html[at..].split('"').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_follows_a_programme_loses_no_step_and_no_tick_when_it_is_written_anew() {
    let town = Town::with_clock(|| MONDAY.0);
    let roos = town.hire(Role::ContentManager, "Roos");
    let _serving = town.serve();
    let circle = Circle::new(&town).await;
    let (first, second) = (format!("{STEP}.t1"), format!("{STEP}.t2"));
    circle.phone.perform(None, &first, TaskDeed::Done).unwrap();
    circle.phone.perform(None, &second, TaskDeed::Done).unwrap();
    circle.meet().await;
    let before = programme(&circle.phone);

    let mut editor = Browser::signed_in(&town, roos).await;
    let step = format!("{PLACE}/{STEP}");
    let typed =
        [(format!("{first}:title"), "Anders gezegd"), (format!("{STEP}:why"), "Zo wordt het lichter.")];
    let typed: Vec<(&str, &str)> = typed.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    let page = press(&mut editor, &step, &format!("down:{first}"), &typed).await;
    assert!(page.says("Bewaard als concept.") && page.says("value=\"Anders gezegd\""), "{}", page.html);
    press(&mut editor, &step, &format!("remove:{second}"), &[]).await;
    let page = press(&mut editor, &step, &format!("add:{STEP}"), &[]).await;
    let new = added(&page);
    assert!(new != first && new != second, "{new}");
    let refused = press(&mut editor, PLACE, "publish", &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("zonder naam: Vul dit nog in."), "{}", refused.html);
    let checked = press(&mut editor, &step, "check", &[]).await;
    assert!(checked.says(&format!("{new}:title-refused")), "{}", checked.html);
    let (title, text) = (format!("{new}:title"), format!("{new}:text"));
    press(&mut editor, &step, "save", &[(&title, "Iets nieuws"), (&text, "Doe dit ook even.")]).await;
    circle.meet().await;
    assert_eq!(programme(&circle.phone), before, "nobody sees a draft");
    let done = press(&mut editor, PLACE, "publish", &[]).await;
    assert!(done.says("Dit is nu in gebruik.") && done.says("Iets nieuws"), "{}", done.html);

    circle.meet().await;
    for device in [&circle.phone, &circle.desk] {
        let now = programme(device);
        assert_eq!(
            (&now.phases[0].steps[0].tasks.len(), now.version == before.version),
            (&tasks(&before)[..].iter().filter(|task| task.id.starts_with(STEP)).count(), true)
        );
        assert!(now.newer, "there is another one to go on to");
        assert_eq!(now.percent, before.percent);
    }
    assert_eq!(programme(&circle.phone).phases, before.phases);
    // Together with their helper they go on to it: what was done is done, by the key of each task.
    let mut client = Browser::signed_in(&town, town.client).await;
    assert!(!client.get("/web/programme").await.says("value=\"renew\""), "it is agreed on together");
    assert_eq!(client.post("/web/programme", &[("act", "renew")]).await.status, StatusCode::NOT_FOUND);
    let mut helper = Browser::signed_in(&town, town.counsellor).await;
    let place = format!("/web/of/{}/programme", town.case);
    let page = helper.get(&place).await;
    assert!(page.says("value=\"renew\"") && !page.says("Iets nieuws"), "{}", page.html);
    let page = helper.post(&place, &[("act", "renew")]).await;
    assert!(page.says("Iets nieuws") && !page.says("value=\"renew\""), "{}", page.html);
    let moved = await_moved(&circle).await;
    assert!(!moved.newer && moved.version > before.version);
    assert_eq!((state(&moved, &first), state(&moved, &second)), (Some("done"), None));
    assert_eq!(state(&moved, &new), Some("open"));
    circle.meet().await;
    assert_eq!(state(&programme(&circle.phone), &first), Some("done"));
    circle.phone.perform(None, &new, TaskDeed::Done).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_programme_is_begun_on_a_page_and_nothing_that_was_typed_is_lost() {
    let town = Town::new();
    let roos = town.hire(Role::ContentManager, "Roos");
    let _serving = town.serve();
    let mut editor = Browser::signed_in(&town, roos).await;
    let list = editor.get("/web/content/programme").await;
    assert!(list.says("Begin een programma"), "{}", list.html);
    let typed = [("new:title", "Post <op> orde"), ("new:typicalWeeks", "twee"), ("act", "save")];
    let refused = editor.post("/web/content/new/programme", &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("Post &lt;op&gt; orde") && refused.says("value=\"twee\""), "{}", refused.html);
    assert!(
        refused.says("new:typicalWeeks-refused") && refused.says("Kies een getal van 1 tot 260."),
        "{}",
        refused.html
    );
    // The press that opens a step keeps what was typed on the way, and the step has an id of its own.
    let typed = [("new:title", "Post op orde"), ("new:typicalWeeks", "2"), ("act", "open:new.f1.s1")];
    let step = editor.post("/web/content/new/programme", &typed).await;
    assert!(step.says("Hoe heet deze stap?") && step.says(".f1.s1:title"), "{}", step.html);
    let found = editor.post("/web/content/programme", &[("words", "op orde"), ("act", "find")]).await;
    let at = found.html.find("/web/content/programme/own-").unwrap();
    let place = found.html[at..].split('"').next().unwrap().to_owned();
    let page = editor.get(&place).await;
    assert!(page.says("value=\"Post op orde\"") && page.says("value=\"2\""), "{}", page.html);
    let key = place.rsplit('/').next().unwrap().to_owned();
    // Two people: the second is told so, and what they typed is still there.
    let seen = hidden(&page, "seen");
    press(&mut editor, &place, &format!("add:{key}"), &[]).await;
    let intro = format!("{key}:intro");
    let late = editor.post(&place, &[("seen", &seen), ("act", "save"), (&intro, "Begin rustig.")]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.says("Iemand anders paste dit net aan") && late.says("Begin rustig."), "{}", late.html);
    assert!(late.says("Fase 2"), "{}", late.html);
    for way in [format!("{place}/nowhere"), format!("{place}/{key}.f1"), format!("{place}/{key}.f1.s1/x")] {
        assert_eq!(editor.get(&way).await.status, StatusCode::NOT_FOUND, "{way}");
    }
    for act in ["add:nowhere", "explode:x", "explode"] {
        let odd = press(&mut editor, &place, act, &[]).await;
        assert!(odd.status.is_client_error(), "{act}: {}", odd.status);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_fits_when_is_tried_with_people_who_are_invented() {
    let town = Town::new();
    let roos = town.hire(Role::ContentManager, "Roos");
    let _serving = town.serve();
    let mut editor = Browser::signed_in(&town, roos).await;
    let place = "/web/content/new/automation";
    let typed = |message: &'static str, days: &'static str, act: &'static str| {
        [
            ("title", "Na <drie> dagen"),
            ("on", "appointment_missed"),
            ("days", days),
            ("mode", "approve"),
            ("when", "yes:income.isLow"),
            ("message", message),
            ("find", "afspraak"),
            ("act", act),
        ]
    };
    let none = editor.post(place, &typed("", "3", "publish")).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.says("message-refused") && none.says("Na &lt;drie&gt; dagen"), "{}", none.html);
    let found = editor.post(place, &typed("", "3", "find")).await;
    assert!(found.says("value=\"take-afspraak-gemist\"") && found.says("value=\"3\""), "{}", found.html);
    let taken = editor.post(place, &typed("", "3", "take-afspraak-gemist")).await;
    assert!(
        taken.says("Dit bericht is gekozen") && taken.says("name=\"message\" value=\"afspraak-gemist\""),
        "{}",
        taken.html
    );
    let tried = editor.post(place, &typed("afspraak-gemist", "3", "try")).await;
    for said in [
        "3 dagen na een gemiste afspraak: ‘",
        "Stel: Noor kwam niet naar een afspraak.",
        "Na 3 dagen ziet haar helper dit bericht.",
        "Voor Bram is dit niet.",
        "Niet op de afspraak",
    ] {
        assert!(tried.says(said), "{said}: {}", tried.html);
    }
    let early = editor.post(place, &typed("afspraak-gemist", "zeven", "try")).await;
    assert!(early.says("days-refused") && early.says("value=\"zeven\""), "{}", early.html);
    let done = editor.post(place, &typed("afspraak-gemist", "3", "publish")).await;
    assert!(done.says("Dit is nu in gebruik.") && done.says("Niet voor iedereen."), "{}", done.html);
    let found = editor.post("/web/content/automation", &[("words", "drie"), ("act", "find")]).await;
    let at = found.html.find("/web/content/automation/own-").unwrap();
    let place = found.html[at..].split('"').next().unwrap().to_owned();
    let page = editor.get(&place).await;
    assert!(page.says("Zo gaat het dan"), "{}", page.html);
    let away = press(&mut editor, &place, "withdraw", &[]).await;
    assert!(away.says("Dit is uit gebruik."), "{}", away.html);
}
