//! Asking for help without a name, the desk, and becoming somebody: over a real server, by devices, browsers and the terminal.
#![allow(clippy::unwrap_used, clippy::panic)]

use opstap::{CaseFilter, Instant, Match, Opstap, OpstapError, SignUp, Uuid};
use opstap_tests::browser::{Browser, Seen};
use opstap_tests::circle::MONDAY;
use opstap_tests::town::{Town, device_at};
use reqwest::StatusCode;
use tempfile::TempDir;

const HOUR_MS: i64 = 3600 * 1000;

fn device() -> (TempDir, Opstap) {
    let home = tempfile::tempdir().unwrap();
    let device = device_at(home.path(), MONDAY);
    (home, device)
}

fn asks() -> SignUp {
    SignUp {
        postcode: 3811,
        topics: vec!["rent".into(), "energy".into()],
        threats: vec!["disconnection".into()],
        way: "call".into(),
        words: "Er ligt een brief van de energie.".into(),
        ..SignUp::default()
    }
}

async fn reasons(desk: &Opstap) -> Vec<Vec<String>> {
    desk.sync().await.unwrap();
    let rows = desk.caseload(&CaseFilter::default(), None, 50).unwrap().rows;
    rows.into_iter().map(|row| row.reasons).collect()
}

/// Each wrong choice is refused beside the input that it is about, and changes nothing.
fn refuses_what_does_not_fit(town: &Town, desk: &Opstap, proposed: &Match) {
    let refused = |wanted: &Match| match desk.match_sign_up(None, wanted).unwrap_err() {
        OpstapError::Refused { field, .. } => field,
        other => panic!("{other}"),
    };
    assert_eq!(refused(&Match { helper: None, ..proposed.clone() }), "helper");
    assert_eq!(refused(&Match { helper: Some(town.coach), ..proposed.clone() }), "helper");
    assert_eq!(refused(&Match { stand_in: Some(town.counsellor), ..proposed.clone() }), "stand_in");
    assert_eq!(refused(&Match { kind: "magic".into(), ..proposed.clone() }), "kind");
    assert_eq!(refused(&Match { programme: "magic".into(), ..proposed.clone() }), "programme");
    assert_eq!(refused(&Match { message: "x".repeat(4001), ..proposed.clone() }), "message");
}

#[tokio::test(flavor = "multi_thread")]
async fn from_a_question_without_a_name_to_a_helper_and_a_name() {
    let town = Town::with_clock(|| MONDAY.0);
    let account = town.open_desk("Balie");
    let _serving = town.serve();
    let ((_a, phone), (_b, desk), (_c, helper)) = (device(), device(), device());
    let signed = phone.sign_up(&town.url(), &asks(), "phone").await.unwrap();
    assert_eq!(
        (signed.organisation.as_str(), signed.answer_by),
        ("Testdorp", Instant(MONDAY.0 + 48 * HOUR_MS))
    );
    assert!(!format!("{signed:?}").contains(&signed.recovery), "a code is not for logs");
    phone.sync().await.unwrap();
    assert_eq!(phone.programme(None).unwrap().title, "Eerst even kijken");
    let own = phone.sign_up_file(None).unwrap().unwrap();
    assert!(!own.may_decide && own.choices.is_none() && own.proposal.is_empty());
    assert!(own.answers.iter().any(|(_, answer)| answer == "Er ligt een brief van de energie."));
    phone.send_message(None, "Ik weet niet waar ik moet beginnen.").unwrap();
    phone.sync().await.unwrap();

    town.pair(&desk, account).await;
    assert_eq!(
        reasons(&desk).await,
        [["vraag van vandaag", "nieuwe vraag om hulp, nog 48 uur", "nieuw op je lijst"]]
    );
    let file = desk.sign_up_file(None).unwrap().unwrap();
    assert_eq!(file.proposal[0], "Er is haast bij: een gesprek binnen 3 werkdagen.");
    let choices = file.choices.unwrap();
    assert_eq!(choices.proposed.helper, Some(town.counsellor));
    refuses_what_does_not_fit(&town, &desk, &choices.proposed);
    assert!(matches!(phone.match_sign_up(None, &choices.proposed), Err(OpstapError::NotAllowed)));
    let message = "Welkom. Sam belt je morgen om tien uur.";
    desk.match_sign_up(None, &Match { message: message.into(), ..choices.proposed.clone() }).unwrap();
    assert_eq!(reasons(&desk).await, Vec::<Vec<String>>::new(), "the desk is done with it");

    town.pair(&helper, town.counsellor).await;
    let mine = helper.caseload(&CaseFilter::default(), None, 50).unwrap().rows;
    let case = mine.iter().find(|row| row.case != town.case).unwrap().case;
    let seen = helper.sign_up_file(Some(case)).unwrap().unwrap();
    assert_eq!(
        (seen.promise_text.as_str(), seen.decision_text.as_str()),
        ("Er is op tijd geantwoord.", "Langere hulp door Sam")
    );
    assert!(!seen.may_decide);
    phone.sync().await.unwrap();
    let messages = phone.conversation(None, None, 10).unwrap().messages;
    assert!(messages.iter().any(|row| row.text == message && row.sender == "Balie"), "{messages:?}");

    // Becoming somebody is the client's own act, and loses not a word.
    assert!(matches!(helper.set_name(Some(case), "Noor"), Err(OpstapError::NotAllowed)));
    assert!(matches!(phone.set_name(None, "  "), Err(OpstapError::Refused { .. })));
    phone.set_name(None, " Noor de Vries ").unwrap();
    phone.sync().await.unwrap();
    helper.sync().await.unwrap();
    let named = helper.caseload(&CaseFilter::default(), None, 50).unwrap().rows;
    assert_eq!(named.iter().find(|row| row.case == case).unwrap().name, "Noor de Vries");
    assert_eq!(helper.conversation(Some(case), None, 10).unwrap().messages.len(), 2);

    // Another phone, years later, with the code that was written down.
    let (_d, other) = device();
    other.pair(&town.url(), &signed.recovery.to_lowercase(), "other").await.unwrap();
    other.sync().await.unwrap();
    assert_eq!(other.conversation(None, None, 10).unwrap().messages.len(), 2);
    let fresh = other.new_recovery_code().await.unwrap();
    let (_e, third) = device();
    let old = third.pair(&town.url(), &signed.recovery, "third").await;
    assert!(matches!(old, Err(OpstapError::CodeExpired)), "{old:?}");
    third.pair(&town.url(), &fresh, "third").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_taken_is_said_and_leaves_the_device_nobodys() {
    let town = Town::with_clock(|| MONDAY.0);
    let _desk = town.open_desk("Balie");
    let _serving = town.serve();
    let (_home, phone) = device();
    let elsewhere = phone.sign_up(&town.url(), &SignUp { postcode: 9999, ..asks() }, "phone").await;
    assert!(
        matches!(&elsewhere, Err(OpstapError::Refused { field, .. }) if field == "postcode"),
        "{elsewhere:?}"
    );
    let odd = phone.sign_up(&town.url(), &SignUp { since: "ever".into(), ..asks() }, "phone").await;
    assert!(matches!(&odd, Err(OpstapError::Refused { field, .. }) if field == "since"), "{odd:?}");
    assert!(phone.person().is_none());
    assert!(matches!(phone.new_recovery_code().await, Err(OpstapError::NotPaired)));
    // Ten from one address are enough for ten minutes.
    let mut devices = Vec::new();
    for _ in 0..10 {
        let (home, other) = device();
        other.sign_up(&town.url(), &asks(), "phone").await.unwrap();
        assert!(matches!(
            other.sign_up(&town.url(), &asks(), "phone").await,
            Err(OpstapError::AlreadyPaired)
        ));
        devices.push((home, other));
    }
    assert!(matches!(phone.sign_up(&town.url(), &asks(), "phone").await, Err(OpstapError::TooManyTries)));
    assert!(phone.person().is_none());
}

/// Presses a button of a question, with what was answered before.
async fn step(person: &mut Browser, at: &str, act: &str, more: &[(&str, &str)]) -> Seen {
    person.post("/web/start", &[&[("step", at), ("act", act)], more].concat()).await
}

/// What a code looks like on a page.
fn code_in(html: &str) -> String {
    let start = html.find("class=\"large code\">").unwrap() + "class=\"large code\">".len();
    html[start..].split('<').next().unwrap().to_owned()
}

/// A key of a form, as it stands on its page.
fn once_in(html: &str) -> String {
    let start = html.find("name=\"once\" value=\"").unwrap() + "name=\"once\" value=\"".len();
    html[start..].split('"').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn pressed_twice_or_sent_into_a_dead_network_it_is_one_case() {
    let town = Town::new();
    let account = town.open_desk("Balie");
    let _serving = town.serve();
    let mut person = Browser::new(&town);
    let once = once_in(&person.get("/web/start").await.html);
    assert_ne!(once, once_in(&person.get("/web/start").await.html));
    let carried = step(&mut person, "0", "next", &[("postcode", "3811"), ("once", &once)]).await;
    assert_eq!(once_in(&carried.html), once);
    let form = [("postcode", "3811"), ("once", &once), ("step", "7"), ("act", "send")];
    person.post_and_lose("/web/start", &form).await;
    person.post_and_lose("/web/start", &form).await;
    let kept = person.post("/web/start", &form).await;
    assert_eq!(code_in(&kept.html).len(), 23, "{}", kept.html);
    person.post("/web/kept", &[("act", "done")]).await;
    let mut desk = Browser::signed_in(&town, account).await;
    let clients = desk.get("/web/clients").await;
    assert_eq!(clients.html.matches("cliënt zonder naam").count(), 1, "{}", clients.html);
    // Somebody goes back on the browser of the library: they get no way into the case, and no second one is made.
    let mut other = Browser::new(&town);
    let refused = other.post("/web/start", &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("Je vraag is al verstuurd.") && refused.says("Klopt dit?"), "{}", refused.html);
    assert!(other.get("/web/kept").await.says("/web/start"), "nobody is signed in");
    let clients = desk.get("/web/clients").await;
    assert_eq!(clients.html.matches("cliënt zonder naam").count(), 1, "{}", clients.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_asks_in_a_browser_step_by_step_and_nothing_typed_is_lost() {
    let town = Town::new();
    let account = town.open_desk("Balie");
    let _serving = town.serve();
    let mut person = Browser::new(&town);
    assert!(person.get("/web/in").await.says("/web/start"));
    let first = person.get("/web/start").await;
    assert!(first.says("Wat zijn de cijfers van je postcode?") && first.says("Je naam is niet nodig"));
    let wrong = step(&mut person, "0", "next", &[("postcode", "38")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.says("Vul vier cijfers in") && wrong.says("value=\"38\""), "{}", wrong.html);
    // Said before the rest is answered for nothing.
    let nobody = step(&mut person, "0", "next", &[("postcode", "9999")]).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nobody.says("Bel je gemeente") && nobody.says("value=\"9999\""), "{}", nobody.html);
    let second = step(&mut person, "0", "next", &[("postcode", "3811")]).await;
    assert!(second.says("Waar gaat het over?") && second.says("value=\"3811\""), "{}", second.html);
    let both = [("postcode", "3811"), ("topics", "rent"), ("topics", "energy")];
    let third = step(&mut person, "1", "next", &both).await;
    assert!(third.says("Is er haast bij?") && third.says("value=\"rent; energy\""), "{}", third.html);
    let back = step(&mut person, "2", "back", &[("topics", "rent; energy")]).await;
    assert_eq!(back.html.matches(" checked").count(), 2, "{}", back.html);
    let all =
        [("topics", "rent; energy"), ("threats", ""), ("words", "Een \"brief\" <b>"), ("since", "first")];
    let forged = step(&mut person, "7", "send", &[&all[..], &[("postcode", "9999")]].concat()).await;
    assert!(forged.says("Bel je gemeente") && forged.says("Vraag 1 van 7"), "{}", forged.html);
    let check = step(&mut person, "6", "next", &[&all[..], &[("postcode", "3811")]].concat()).await;
    assert!(check.says("Klopt dit?") && check.says("Een &quot;brief&quot; &lt;b&gt;"), "{}", check.html);
    let kept = person
        .post("/web/start", &[&all[..], &[("step", "7"), ("act", "send"), ("postcode", "3811")]].concat())
        .await;
    assert_eq!(kept.status, StatusCode::OK);
    assert!(kept.says("Testdorp antwoordt binnen 48 uur."), "{}", kept.html);
    let code = code_in(&kept.html);
    assert_eq!(code.len(), 23);
    assert!(person.get("/web/kept").await.says(&code), "it is there until its reader kept it");
    let today = person.post("/web/kept", &[("act", "done")]).await;
    assert!(today.says("Hoi, fijn dat je er bent."), "{}", today.html);
    assert!(!person.get("/web/kept").await.says(&code));
    assert!(person.get("/web/page/sign-up").await.says("Een &quot;brief&quot; &lt;b&gt;"));

    let mut desk = Browser::signed_in(&town, account).await;
    let clients = desk.get("/web/clients").await;
    assert!(
        clients.says("nieuwe vraag om hulp, nog 4") && clients.says("cliënt zonder naam"),
        "{}",
        clients.html
    );
    let at = clients.html.find("/web/of/").unwrap();
    let case = &clients.html[at + 8..at + 8 + 36];
    let asked = desk.get(&format!("/web/of/{case}/page/sign-up")).await;
    assert!(asked.says("Wat past hierbij") && asked.says("Sam helpt nu 1 cliënt"), "{}", asked.html);
    let form = [("kind", "long"), ("programme", "goed-begonnen"), ("message", "Welkom."), ("act", "decide")];
    let refused = desk.post(&format!("/web/of/{case}/page/sign-up"), &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("Kies wie er helpt.") && refused.says("Welkom."), "{}", refused.html);
    let helper = town.counsellor.to_string();
    let form = [&form[..], &[("helper", helper.as_str())]].concat();
    let done = desk.post(&format!("/web/of/{case}/page/sign-up"), &form).await;
    assert!(done.says("Gekoppeld.") && !done.says("nieuwe vraag"), "{} {}", done.status, done.html);
    let mut helper = Browser::signed_in(&town, town.counsellor).await;
    assert!(helper.get("/web/clients").await.says(case));
    // The person comes back elsewhere.
    let mut elsewhere = Browser::new(&town);
    assert!(elsewhere.post("/web/in", &[("code", &code)]).await.says("Hoi, fijn dat je er bent."));
    assert!(elsewhere.get("/web/messages").await.says("Welkom."));
    // Only a client has a code to come back with.
    assert!(!helper.post("/web/kept", &[("act", "new")]).await.says("class=\"large code\""));
    let _: Uuid = case.parse().unwrap();
}
