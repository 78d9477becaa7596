//! Example messages and who writes them: over a real server, by devices and by browsers without a script.
#![allow(clippy::unwrap_used, clippy::panic)]

use opstap::{
    AppointmentEntry, CivilTime, ContentChange, ContentSearch, Example, ExampleSearch, LocalMoment, Opstap,
    OpstapError, PreferenceEdit, Role, Written,
};
use opstap_tests::browser::{Browser, Seen};
use opstap_tests::circle::{Circle, MONDAY};
use opstap_tests::town::{Town, device_at};
use reqwest::StatusCode;

const KIND: &str = "message_template";

fn field(error: OpstapError) -> String {
    match error {
        OpstapError::Refused { field, .. } => field,
        other => panic!("{other}"),
    }
}

fn find(device: &Opstap, words: &str, moment: &str) -> Vec<String> {
    let wanted = ExampleSearch {
        words: words.to_owned(),
        moment: moment.to_owned(),
        technique: String::new(),
        limit: 20,
    };
    device.find_examples(None, &wanted).unwrap().rows.into_iter().map(|row| row.text).collect()
}

fn five_thousand() -> String {
    let subjects = ["huur", "energie", "toeslag", "brieven", "leefgeld"];
    let mut file = "id;moment;technique;text\n".to_owned();
    for at in 0..5_000 {
        let (subject, moment) = (subjects[at % 5], if at % 2 == 0 { "stap gedaan" } else { "lang stil" });
        let text = format!("Hoi {{voornaam}}, we bekijken je {subject}, nummer {at}.");
        file += &[&format!("v-{at}"), moment, "compliment", &text].join(";");
        file += "\n";
    }
    file
}

#[tokio::test(flavor = "multi_thread")]
async fn one_of_five_thousand_is_found_at_every_key_and_filled_in() {
    let town = Town::with_clock(|| MONDAY.0);
    town.import_examples(&five_thousand());
    let _serving = town.serve();
    let home = tempfile::tempdir().unwrap();
    let desk = device_at(home.path(), MONDAY);
    town.pair(&desk, town.counsellor).await;
    // Without a network from here on.
    for typed in ["n", "nu", "num", "numme", "nummer", "nummer 4", "nummer 42", "nummer 423", "nummer 4231"] {
        assert!(!find(&desk, typed, "").is_empty(), "{typed}");
    }
    assert_eq!(find(&desk, "nummer 4231", ""), ["Hoi Noor, we bekijken je energie, nummer 4231."]);
    assert_eq!(find(&desk, "nummer 4231", "stap gedaan"), Vec::<String>::new());
    assert_eq!(find(&desk, "TOESLÁG", "lang stil").len(), 20);
    assert_eq!(find(&desk, "\" OR {voor", ""), Vec::<String>::new(), "what is typed is words");
    let page = desk.find_examples(None, &ExampleSearch { limit: 5, ..ExampleSearch::default() }).unwrap();
    assert!(page.rows.len() == 5 && page.more);
    assert!(page.moments.iter().any(|moment| moment == "lang stil") && page.moments.len() > 20);
    // A client has none of them, and finds none.
    let phone_home = tempfile::tempdir().unwrap();
    let phone = device_at(phone_home.path(), MONDAY);
    town.pair(&phone, town.client).await;
    assert!(phone.search("nummer 4231", 20).unwrap().is_empty());
    assert!(matches!(phone.find_examples(None, &ExampleSearch::default()), Err(OpstapError::NotAllowed)));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_example_is_filled_in_from_the_case_and_not_sent_half() {
    let town = Town::with_clock(|| MONDAY.0);
    town.import_examples(
        "id,moment,technique,text,english\na,afspraak gepland,duidelijk,\"{voornaam}, tot {dag} om {tijd} in {plaats}. {hulpverlener}\",\
         \"{voornaam}, see you {dag} at {tijd} in {plaats}. {hulpverlener}\"\n",
    );
    let _serving = town.serve();
    let circle = Circle::new(&town).await;
    let said = circle.desk.plainer("Je had moeten bellen, bijv. met het UWV.").unwrap();
    assert!(said.len() == 2 && said[0].contains("had moeten") && said[1].contains("bijv."), "{said:?}");
    assert!(circle.desk.plainer("Goed dat je belde.").unwrap().is_empty());
    let before = circle.desk.filled_example(None, "a").unwrap();
    assert_eq!(before.missing, ["dag", "tijd", "plaats"]);
    assert_eq!(field(circle.desk.send_filled(None, &before.text).unwrap_err()), "text");
    assert!(circle.desk.conversation(None, None, 9).unwrap().messages.is_empty());
    let today = circle.desk.calendar(None).unwrap().today;
    let entry = AppointmentEntry {
        title: "Gesprek".into(),
        starts: LocalMoment::new(today.plus_days(1), CivilTime::hour_of_day(10)),
        minutes: None,
        place: Some("het Stadhuis {plaats}".into()),
        bring: None,
    };
    circle.desk.plan_appointment(None, &entry).unwrap();
    let filled = circle.desk.filled_example(None, "a").unwrap();
    assert_eq!(
        filled.text, "Noor, tot morgen om 10.00 uur in het Stadhuis {plaats}. Sam",
        "a value is a value"
    );
    assert!(filled.missing.is_empty());
    circle.desk.sync().await.unwrap();
    circle.phone.sync().await.unwrap();
    circle.phone.set_preference(None, PreferenceEdit::Language(opstap::Language::English)).unwrap();
    circle.phone.sync().await.unwrap();
    circle.desk.sync().await.unwrap();
    let filled = circle.desk.filled_example(None, "a").unwrap();
    assert_eq!(filled.text, "Noor, see you tomorrow at 10:00 in het Stadhuis {plaats}. Sam");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_helper_proposes_and_a_content_manager_decides() {
    let town = Town::with_clock(|| MONDAY.0);
    let roos = town.hire(Role::ContentManager, "Roos");
    let _serving = town.serve();
    let circle = Circle::new(&town).await;
    let home = tempfile::tempdir().unwrap();
    let editor = device_at(home.path(), MONDAY);
    town.pair(&editor, roos).await;
    assert!(editor.cases().is_empty());
    let sent = circle.desk.send_message(None, "Dag Noor, goed dat je Bram belde. Groet, Sam").unwrap();
    let draft = circle.desk.example_of(None, sent.id).unwrap();
    assert_eq!(draft.text, "Dag {voornaam}, goed dat je Bram belde. Groet, {hulpverlener}");
    assert_eq!(draft.left, ["Bram"]);
    let example = |text: &str| Example {
        moment: "na gesprek".into(),
        technique: "compliment".into(),
        text: text.into(),
        english: String::new(),
    };
    let early = circle.desk.propose_example(None, &example(&draft.text), false).await.unwrap_err();
    assert_eq!(field(early), "looked");
    // A name that was put back is seen as well.
    let back = circle.desk.propose_example(None, &example("Dag Noor."), false).await.unwrap_err();
    assert_eq!(field(back), "looked");
    let nested = circle.desk.propose_example(None, &example("Dag {{voornaam}}."), true).await.unwrap_err();
    assert_eq!(field(nested), "text");
    circle.desk.propose_example(None, &example("Dag {voornaam}, goed dat je belde."), false).await.unwrap();
    assert!(matches!(
        circle.phone.propose_example(None, &example("Dag."), true).await,
        Err(OpstapError::NotAllowed)
    ));
    let wanted =
        ContentSearch { kind: KIND.into(), state: Some("proposed".into()), ..ContentSearch::default() };
    assert!(matches!(circle.desk.content_texts(&wanted).await, Err(OpstapError::NotAllowed)));
    let found = editor.content_texts(&wanted).await.unwrap();
    assert_eq!((found.total, found.items[0].by.as_str()), (1, "Sam"));
    let change = |deed: &str, seen: &str| ContentChange {
        kind: KIND.into(),
        key: Some(found.items[0].key.clone()),
        deed: deed.into(),
        body: None,
        reason: String::new(),
        seen: seen.into(),
        once: String::new(),
    };
    let seen = found.items[0].seen.clone();
    assert_eq!(field(editor.change_text(change("refuse", &seen), None, false).await.unwrap_err()), "reason");
    let blame = Written::Example(example("Dag {voornaam}, je had moeten bellen."));
    let why = editor.change_text(change("publish", &seen), Some(&blame), false).await.unwrap_err();
    assert_eq!(field(why), "anyway", "what could be plainer is looked at first");
    editor.change_text(change("publish", &seen), None, false).await.unwrap();
    assert_eq!(
        field(editor.change_text(change("withdraw", &seen), None, false).await.unwrap_err()),
        "",
        "read anew"
    );
    circle.desk.sync().await.unwrap();
    assert_eq!(find(&circle.desk, "goed dat je belde", ""), ["Dag Noor, goed dat je belde."]);
}

fn hidden(page: &Seen, name: &str) -> String {
    let at = page.html.find(&format!("name=\"{name}\" value=\"")).unwrap();
    let rest = &page.html[at + name.len() + 15..];
    rest[..rest.find('"').unwrap()].to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_counsellor_takes_an_example_looks_at_it_and_proposes_another() {
    let town = Town::new();
    let _serving = town.serve();
    let mut desk = Browser::signed_in(&town, town.counsellor).await;
    let messages = format!("/web/of/{}/messages", town.case);
    let page = desk.get(&messages).await;
    assert!(page.says("Voorbeeldberichten") && page.says("value=\"find\""), "{}", page.html);
    let before = [("text", "Hallo daar."), ("find", "reserveer"), ("act", "find")];
    let none = desk.post(&messages, &before).await;
    assert!(none.says("Hallo daar.") && none.says("We vonden geen voorbeeld"), "{}", none.html);
    let found =
        desk.post(&messages, &[("text", "Hallo daar."), ("find", "afspraak staat"), ("act", "find")]).await;
    assert!(
        found.says("take-afspraak-gemaakt") && found.says("Nog invullen: dag, tijd, plaats"),
        "{}",
        found.html
    );
    let taken = desk.post(&messages, &[("text", "Hallo daar."), ("act", "take-afspraak-gemaakt")]).await;
    assert!(taken.says("Hallo daar.\n\nJe afspraak staat: {dag} om {tijd}, {plaats}."), "{}", taken.html);
    let refused = desk.post(&messages, &[("text", "Tot {dag}, <b>Noor</b>."), ("act", "send")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.says("Tot {dag}, &lt;b&gt;Noor&lt;/b&gt;.") && refused.says("tussen accolades staat: dag"),
        "{}",
        refused.html
    );
    let checked = desk.post(&messages, &[("text", "U had moeten bellen."), ("act", "check")]).await;
    assert!(checked.says("U had moeten bellen.") && checked.says("verwijt: had moeten"), "{}", checked.html);
    assert!(!checked.says("<li class=\"mine\">"), "nothing was sent");
    let sent = desk.post(&messages, &[("text", "Dag Noor, goed gedaan. Sam"), ("act", "send")]).await;
    assert!(sent.says("Dag Noor, goed gedaan. Sam") && sent.says("/propose/"), "{}", sent.html);
    let at = sent.html.find("/propose/").unwrap() + "/propose/".len();
    let propose = format!("/web/of/{}/propose/{}", town.case, &sent.html[at..at + 36]);
    let page = desk.get(&propose).await;
    assert!(page.says("Dag {voornaam}, goed gedaan. {hulpverlener}"), "{}", page.html);
    let typed = [
        ("moment", ""),
        ("technique", "compliment"),
        ("text", "Dag {voornaam}, goed gedaan."),
        ("english", ""),
        ("act", "propose"),
    ];
    let refused = desk.post(&propose, &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.says("moment-refused")
            && refused.says("Dag {voornaam}, goed gedaan.")
            && refused.says("value=\"compliment\"")
    );
    let mut typed = typed;
    typed[0].1 = "stap af";
    let done = desk.post(&propose, &typed).await;
    assert!(done.says("Bedankt. Een collega kijkt ernaar."), "{}", done.html);
    // A client writes as before, and has no examples beside it.
    let mut client = Browser::signed_in(&town, town.client).await;
    let page = client.get("/web/messages").await;
    assert!(page.says("goed gedaan") && !page.says("Voorbeeldberichten") && !page.says("/propose/"));
    let own = client.post("/web/messages", &[("text", "Ik zei {dag}."), ("act", "send")]).await;
    assert!(own.says("Ik zei {dag}."), "{}", own.html);
}

/// A form of a tip: its heading, text and readers, what it was made on, and what is pressed.
fn tip([title, text, when, seen, act]: [&str; 5]) -> [(&str, &str); 7] {
    [
        ("title", title),
        ("text", text),
        ("when", when),
        ("action", "none"),
        ("rest", "30"),
        ("seen", seen),
        ("act", act),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_content_manager_writes_looks_and_publishes_on_pages() {
    let town = Town::new();
    let roos = town.hire(Role::ContentManager, "Roos");
    let _serving = town.serve();
    let mut editor = Browser::signed_in(&town, roos).await;
    let list = editor.get("/web").await;
    assert!(
        list.says("Schrijf een voorbeeldbericht") && list.says("in gebruik, zoals het kwam"),
        "{}",
        list.html
    );
    assert!(!list.says("Noor"), "no client");
    // A tip: refused beside its field with what was typed, kept, looked at, published, found by nobody else's work.
    let blame = |when, act| tip(["Begin <klein>", "Je had moeten sparen.", when, "", act]);
    let refused = editor.post("/web/content/new/tip", &blame("", "save")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.says("when-refused")
            && refused.says("Begin &lt;klein&gt;")
            && refused.says("Je had moeten sparen."),
        "{}",
        refused.html
    );
    let plain = editor.post("/web/content/new/tip", &blame("yes:income.isLow", "publish")).await;
    assert_eq!(plain.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(plain.says("verwijt: had moeten") && plain.says("name=\"anyway\""), "{}", plain.html);
    let kept = editor.post("/web/content/new/tip", &blame("yes:income.isLow", "save")).await;
    assert!(
        kept.status == StatusCode::OK && kept.says("Bewaard als concept.") && kept.says("concept"),
        "{}",
        kept.html
    );
    let found = editor
        .post("/web/content/tip", &[("words", "moeten sparen"), ("state", "draft"), ("act", "find")])
        .await;
    let at = found.html.find("/web/content/tip/own-").unwrap();
    let place = found.html[at..].split('"').next().unwrap().to_owned();
    let page = editor.get(&place).await;
    let seen = hidden(&page, "seen");
    let publish = tip(["Begin klein", "Leg deze week iets opzij.", "yes:income.isLow", &seen, "publish"]);
    let done = editor.post(&place, &publish).await;
    assert!(done.says("Dit is nu in gebruik.") && done.says("Zo ziet iemand het"), "{}", done.html);
    // Pressed twice, because the answer was long in coming: it is done once.
    assert!(editor.post(&place, &publish).await.says("Dit is nu in gebruik."));
    // The page of before is told so, and loses nothing.
    let publish = tip(["Begin kleiner", "Leg deze week iets opzij.", "yes:income.isLow", &seen, "publish"]);
    let late = editor.post(&place, &publish).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        late.says("Iemand anders paste dit net aan") && late.says("Leg deze week iets opzij."),
        "{}",
        late.html
    );

    let circle = Circle::new(&town).await;
    let fact = |device: &Opstap| {
        device.set_fact(None, "income.isLow", "ja").unwrap();
        device.tips(None).unwrap()
    };
    assert!(fact(&circle.phone).iter().any(|tip| tip.title == "Begin klein"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_content_manager_takes_a_programme_out_of_use_on_a_page() {
    let town = Town::new();
    let roos = town.hire(Role::ContentManager, "Roos");
    let _serving = town.serve();
    let mut editor = Browser::signed_in(&town, roos).await;
    for kind in ["tip", "work_form", "programme"] {
        assert_eq!(editor.get(&format!("/web/content/{kind}")).await.status, StatusCode::OK);
    }
    let case = format!("/web/of/{}/today", town.case);
    assert_eq!(editor.get(&case).await.status, StatusCode::NOT_FOUND);
    assert_eq!(editor.get("/web/money").await.status, StatusCode::NOT_FOUND);
    let page = editor.get("/web/content/programme/goed-begonnen").await;
    assert!(page.says("Niemand begint er dan nog mee"), "{}", page.html);
    let seen = hidden(&page, "seen");
    let away =
        editor.post("/web/content/programme/goed-begonnen", &[("seen", &seen), ("act", "withdraw")]).await;
    assert!(away.says("Dit is uit gebruik.") && away.says("Neem weer in gebruik"), "{}", away.html);
}
