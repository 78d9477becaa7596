//! Work forms over real devices and a real server: a helper asks, a client fills in at their own pace and shares.
#![allow(clippy::unwrap_used, clippy::panic)]

use opstap::{CaseFilter, FormRow, Instant, Opstap, OpstapError, SharedFormRow, TalkEntry, TaskDeed};
use opstap_tests::circle::{Circle, MONDAY};
use opstap_tests::opened::opened;
use opstap_tests::town::{Town, device_at};
use tempfile::TempDir;

/// A task of the second step, that a form is given to.
const TASK: &str = "goed-begonnen.f1.s2.t1";

/// A word that stands nowhere else.
const MARK: &str = "KWARTSLAMP";

/// The phone's process ends in the middle, and another one begins.
fn killed(circle: Circle) -> Circle {
    let Circle { phone, desk, coach, homes } = circle;
    drop(phone);
    Circle { phone: device_at(homes[0].path(), MONDAY), desk, coach, homes }
}

fn of(device: &Opstap, form: &str) -> FormRow {
    device.forms(None).unwrap().into_iter().find(|row| row.id == form).unwrap()
}

fn told(shared: &SharedFormRow) -> Vec<(&str, &str)> {
    shared.answers.iter().map(|row| (row.question.as_str(), row.text.as_str())).collect()
}

/// Whether the files of a device say the mark: every value of every table of both, deciphered.
fn files_say(home: &TempDir) -> bool {
    ["journal.db", "mirror.db"].into_iter().any(|name| {
        let all = opened(&home.path().join(name), &[7; 32]);
        String::from_utf8_lossy(&all).to_lowercase().contains(&MARK.to_lowercase())
    })
}

/// Everything that a helper's device shows of the case, in one text.
fn all_of(device: &Opstap) -> String {
    let pages = device.forms(None).unwrap().into_iter().map(|row| device.form(None, &row.id).unwrap());
    let pages: Vec<_> = pages.collect();
    format!("{:?}{pages:?}{:?}", device.export(None).unwrap(), device.search(MARK, 20).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_is_asked_begun_killed_shared_and_answered() {
    let town = Town::new();
    let _serving = town.serve();
    let circle = Circle::new(&town).await;
    let asked = circle.desk.ask_form(None, "weekgeld", Some("Zo zie je sneller wat er nog is.")).unwrap();
    assert_eq!((asked.state, asked.asked_text.as_str()), ("asked", "Jij hebt dit gevraagd."));
    circle.meet().await;
    let first = circle.phone.forms(None).unwrap().remove(0);
    assert_eq!((first.id.as_str(), first.state, first.task), ("weekgeld", "asked", asked.task));
    assert_eq!(first.asked_text, "Sam vraagt je om dit te doen.");
    assert_eq!(first.why, "Zo zie je sneller wat er nog is.");

    circle.phone.answer_form(None, "weekgeld", "over", "Ja").unwrap();
    let page = circle.phone.answer_form(None, "weekgeld", "hoeveel", "12,").unwrap();
    assert_eq!(page.form.state, "begun");
    circle.phone.answer_form(None, "weekgeld", "leer", MARK).unwrap();
    let circle = killed(circle);
    let page = circle.phone.form(None, "weekgeld").unwrap();
    let typed: Vec<(&str, &str)> =
        page.questions.iter().map(|row| (row.id.as_str(), row.typed.as_str())).collect();
    assert_eq!(typed, [("bedrag", ""), ("over", "Ja"), ("hoeveel", "12,"), ("leer", MARK)]);
    circle.meet().await;
    assert_eq!(of(&circle.desk, "weekgeld").state, "asked", "a helper does not see how far it is");
    assert!(!all_of(&circle.desk).contains(MARK), "a draft is nowhere on a helper's screens");
    assert_eq!([0, 1, 2].map(|at| files_say(&circle.homes[at])), [true, false, false], "nor in their files");

    // Another answer takes a question away; what was typed there is kept and not shared.
    let page = circle.phone.answer_form(None, "weekgeld", "over", "Nee").unwrap();
    assert_eq!((page.removed, page.added), (vec!["hoeveel".to_owned()], vec!["waaraan".to_owned()]));
    let shared = circle.phone.share_form(None, "weekgeld").unwrap();
    assert_eq!(told(&shared), [("over", "Nee"), ("leer", MARK)]);
    let after = circle.phone.form(None, "weekgeld").unwrap();
    assert_eq!((after.form.state, after.form.task), ("shared", None));
    assert!(after.questions.iter().all(|row| row.typed.is_empty()), "the draft is gone");
    circle.meet().await;

    let seen = circle.desk.shared_forms(None).unwrap().remove(0);
    assert_eq!((told(&seen), seen.mine, seen.may_feedback), (told(&shared), false, true));
    assert_eq!(of(&circle.desk, "weekgeld").state, "shared");
    assert_eq!([0, 1, 2].map(|at| files_say(&circle.homes[at])), [true, true, false]);
    let blank = circle.desk.give_form_feedback(None, seen.id, "  ");
    assert_eq!(blank.unwrap_err().code(), "refused");
    circle.desk.give_form_feedback(None, seen.id, "Goed dat je keek.").unwrap();
    circle.meet().await;
    let answered = circle.phone.shared_forms(None).unwrap().remove(0);
    let feedback = &answered.feedback[0];
    assert_eq!((feedback.sender.as_str(), feedback.text.as_str()), ("Sam", "Goed dat je keek."));
    let own = circle.phone.give_form_feedback(None, seen.id, "Dank je.");
    assert!(matches!(own, Err(OpstapError::NotAllowed)), "{own:?}");
    let others = circle.phone.erase_form_words(None, feedback.id);
    assert!(matches!(others, Err(OpstapError::NotAllowed)), "{others:?}");

    circle.phone.answer_form(None, "weekgeld", "over", "Precies genoeg").unwrap();
    let second = circle.phone.share_form(None, "weekgeld").unwrap();
    circle.meet().await;
    let all = circle.desk.shared_forms(None).unwrap();
    assert_eq!(all.len(), 2, "sharing again is another one");
    assert!(all.iter().any(|row| row.id == second.id && told(row) == [("over", "Precies genoeg")]));
    assert!(all.iter().any(|row| told(row) == told(&shared)), "and the first one stays as it was");

    circle.phone.erase_form_words(None, shared.id).unwrap();
    circle.meet().await;
    assert_eq!(circle.desk.shared_forms(None).unwrap().len(), 1);
    assert!(!all_of(&circle.desk).contains(MARK));
    assert_eq!([0, 1, 2].map(|at| files_say(&circle.homes[at])), [false; 3], "erased, and no draft is left");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_coach_sees_what_is_shared_only_with_goals_among_the_parts() {
    let town = Town::new();
    let _serving = town.serve();
    let circle = Circle::new(&town).await;
    circle.phone.answer_form(None, "mijn-doel", "doel", MARK).unwrap();
    circle.phone.share_form(None, "mijn-doel").unwrap();
    circle.phone.share(None, town.coach, &["programme", "conversation"], None).unwrap();
    circle.meet().await;
    for refused in [circle.coach.forms(None).map(drop), circle.coach.shared_forms(None).map(drop)] {
        assert!(matches!(refused, Err(OpstapError::NotAllowed)), "{refused:?}");
    }
    let asked = circle.coach.ask_form(None, "schaal", None);
    assert!(matches!(asked, Err(OpstapError::NotAllowed)), "{asked:?}");
    assert!(circle.coach.search(MARK, 20).unwrap().is_empty());
    assert!(files_say(&circle.homes[1]) && !files_say(&circle.homes[2]));
    assert!(!format!("{:?}", circle.coach.export(None).unwrap()).contains(MARK));

    circle.phone.share(None, town.coach, &["goals"], None).unwrap();
    circle.meet().await;
    let seen = circle.coach.shared_forms(None).unwrap().remove(0);
    assert_eq!(told(&seen), [("doel", MARK)]);
    circle.coach.give_form_feedback(None, seen.id, "Mooi doel.").unwrap();
    circle.coach.ask_form(None, "schaal", None).unwrap();
    circle.meet().await;
    assert_eq!(of(&circle.phone, "schaal").asked_text, "Ko vraagt je om dit te doen.");
    assert_eq!(circle.desk.shared_forms(None).unwrap()[0].feedback[0].sender, "Ko");
    let taken_back = circle.coach.withdraw_form(None, "schaal");
    assert!(matches!(taken_back, Err(OpstapError::NotAllowed)), "{taken_back:?}");
    circle.desk.withdraw_form(None, "schaal").unwrap();
    circle.meet().await;
    assert_eq!(of(&circle.phone, "schaal").state, "new");

    circle.phone.share(None, town.coach, &[], None).unwrap();
    circle.meet().await;
    assert!(circle.coach.shared_forms(None).is_err());
    assert!(!files_say(&circle.homes[2]), "what was shared with the coach is gone from there");
}

#[tokio::test(flavor = "multi_thread")]
async fn sharing_waits_for_what_has_to_be_answered_and_for_what_can_be_read() {
    let town = Town::new();
    let _serving = town.serve();
    let circle = Circle::new(&town).await;
    let phone = &circle.phone;
    let refused = |form: &str| match phone.share_form(None, form) {
        Err(OpstapError::Refused { field, why }) => (field, why.key),
        other => panic!("{other:?}"),
    };
    assert_eq!(refused("schaal"), ("nu".into(), "form-required".into()));
    assert_eq!(refused("post-map"), ("form".into(), "form-nothing-to-share".into()));
    let page = phone.answer_form(None, "weekgeld", "bedrag", "1,234.50").unwrap();
    let amount = &page.questions[0];
    assert!(amount.trouble.is_some() && !amount.answered && !page.may_share);
    assert_eq!(refused("weekgeld"), ("bedrag".into(), "money-ambiguous-separators".into()));
    let page = phone.answer_form(None, "weekgeld", "bedrag", "1.234,50").unwrap();
    assert_eq!((page.may_share, page.form.done, page.next.as_deref()), (true, 1, Some("over")));
    let shared = phone.share_form(None, "weekgeld").unwrap();
    assert_eq!(told(&shared), [("bedrag", "€\u{a0}1.234,50")]);
    // A helper fills in nothing.
    for refused in [
        circle.desk.answer_form(None, "schaal", "nu", "7").map(drop),
        circle.desk.share_form(None, "schaal").map(drop),
    ] {
        assert!(matches!(refused, Err(OpstapError::NotAllowed)), "{refused:?}");
    }
    phone.answer_form(None, "schaal", "nu", "7").unwrap();
    assert_eq!(phone.clear_form(None, "schaal").unwrap().form.state, "new");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_belongs_to_a_task_does_it_and_waits_for_a_helper() {
    let town = Town::new();
    let _serving = town.serve();
    let circle = Circle::new(&town).await;
    let phone = &circle.phone;
    let task = |device: &Opstap| {
        let programme = device.programme(None).unwrap();
        let steps = programme.phases.into_iter().flat_map(|phase| phase.steps);
        steps.flat_map(|step| step.tasks).find(|task| task.id == TASK).unwrap()
    };
    let waits = |device: &Opstap| {
        let row = device.caseload(&CaseFilter::default(), None, 9).unwrap().rows.remove(0);
        row.reasons.iter().any(|reason| reason == "gedeelde antwoorden wachten op je")
    };
    let share = |goal: &str| {
        phone.answer_form(None, "mijn-doel", "doel", goal).unwrap();
        phone.share_form(None, "mijn-doel").unwrap()
    };
    town.load_content_with("2099.1.0", |programme| {
        let task = &mut programme["phases"][0]["steps"][1]["tasks"][0];
        assert_eq!(task["id"], TASK);
        task["form"] = "mijn-doel".into();
    });
    circle.meet().await;
    phone.renew_programme(None).unwrap();
    assert_eq!((task(phone).form.as_deref(), task(phone).state), (Some("mijn-doel"), "locked"));
    share("Rust.");
    assert_eq!(task(phone).state, "locked", "what cannot be ticked is not done");
    circle.meet().await;
    let first = circle.desk.shared_forms(None).unwrap().remove(0);
    circle.desk.give_form_feedback(None, first.id, "Ik lees het.").unwrap();
    for first in ["goed-begonnen.f1.s1.t1", "goed-begonnen.f1.s1.t2"] {
        phone.perform(None, first, TaskDeed::Done).unwrap();
    }
    assert_eq!(task(phone).state, "open");
    assert!(!waits(&circle.desk));
    share("Rust, en elke week genoeg.");
    assert_eq!(task(phone).state, "done");
    circle.meet().await;
    assert_eq!(task(&circle.desk).state, "done");
    assert!(waits(&circle.desk));

    // By hand it can be undone; sharing another form leaves it, sharing this one does it again.
    phone.perform(None, TASK, TaskDeed::Undo).unwrap();
    phone.answer_form(None, "schaal", "nu", "7").unwrap();
    phone.share_form(None, "schaal").unwrap();
    assert_eq!(task(phone).state, "open");
    share("Rust.");
    assert_eq!(task(phone).state, "done");
    let before = phone.safety().unwrap().here;
    share("Slapen.");
    assert_eq!(phone.safety().unwrap().here, before + 1, "a task that is done is not done twice");
    circle.meet().await;

    // Words about an older sharing do not answer the newest; words of any helper do.
    let of_goal = |row: &SharedFormRow| row.form == "mijn-doel";
    let all = circle.desk.shared_forms(None).unwrap();
    let newest = all.iter().find(|row| of_goal(row)).unwrap().id;
    for other in all.iter().filter(|row| row.id != newest) {
        circle.desk.give_form_feedback(None, other.id, "Mooi.").unwrap();
    }
    assert!(waits(&circle.desk));
    phone.share(None, town.coach, &["goals"], None).unwrap();
    circle.meet().await;
    assert!(waits(&circle.coach));
    circle.coach.give_form_feedback(None, newest, "Goed bezig.").unwrap();
    circle.meet().await;
    assert!(!waits(&circle.desk) && !waits(&circle.coach));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_screen_mentions_one_thing_that_waits_and_takes_no_step_away() {
    let town = Town::new();
    let _serving = town.serve();
    let mut circle = Circle::new(&town).await;
    let says = |device: &Opstap| {
        let today = device.today(None).unwrap();
        let line = today.quiet.clone();
        assert_eq!(today.next.unwrap().id, "goed-begonnen.f1.s1.t1", "the step stays");
        assert!(line.iter().all(|line| today.text.contains(&line.text)));
        line.map(|line| (line.kind, line.id, line.text))
    };
    let line = |kind, id: &str, text: &str| Some((kind, id.to_owned(), text.to_owned()));
    assert_eq!(says(&circle.phone), None);
    circle.phone.answer_form(None, "schaal", "nu", "7").unwrap();
    circle.phone.ask_form(None, "post-map", None).unwrap();
    circle.desk.ask_form(None, "weekgeld", None).unwrap();
    let note = TalkEntry { body: "We spraken over de huur.".into(), ..TalkEntry::default() };
    let note = circle.desk.write_talk(None, &note).unwrap();
    circle.meet().await;
    let talk = line("talk", &note.id.to_string(), "Klopt het verslag van vandaag?");
    assert_eq!(says(&circle.phone), talk);
    assert_eq!(says(&circle.desk), None, "a helper is not asked");
    circle.phone.react_to_talk(None, note.id, "right", None).unwrap();
    let asked = "Je helper heeft een opdracht voor je: Rondkomen van weekgeld";
    assert_eq!(says(&circle.phone), line("form_asked", "weekgeld", asked));
    circle.phone.answer_form(None, "weekgeld", "bedrag", "40").unwrap();
    assert_eq!(says(&circle.phone), None, "begun a moment ago, and what one chose oneself is not asked");
    for (days, wanted) in
        [(2, None), (3, line("form_begun", "schaal", "Hier was je aan begonnen: Hoe ver ben ik?"))]
    {
        drop(circle.phone);
        circle.phone = device_at(circle.homes[0].path(), Instant(MONDAY.0 + days * 24 * 3600 * 1000));
        assert_eq!(says(&circle.phone), wanted);
    }
    circle.phone.clear_form(None, "schaal").unwrap();
    circle.phone.answer_form(None, "weekgeld", "bedrag", "45").unwrap();
    let begun = line("form_begun", "weekgeld", "Hier was je aan begonnen: Rondkomen van weekgeld");
    assert_eq!(says(&circle.phone), begun, "a keystroke is not a new beginning");
}
