//! A mail that comes back to a reminder: words, a stop, or the word of a mail server that nobody got it.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod certificate;
mod cluster;
mod mailing;
mod reminders;
mod statements;
#[macro_use]
mod suite;
mod town;

use base64::Engine as _;
use mailing::MailServer;
use opstap_domain::ids::ScopeId;
use opstap_server::blobs::{Place, Vault};
use opstap_server::data::DataDir;
use opstap_server::delivery::{Answer, Attached, Carriers, Said};
use opstap_server::engine::{Arrived, Engine, Handed, Replied, file_of};
use opstap_server::serve::Server;
use opstap_server::store::{DeliveryState, ScopeStore};
use opstap_sync::blob::About;
use opstap_sync::record::RecordState;
use proptest::prelude::*;
use reminders::{BEGINS, EVENING, HOUR, awaited, meet};
use serde_json::json;
use town::{Phone, Town};

fn answer(to: &str, said: Said) -> Answer {
    Answer { name: "n1@example.nl".into(), from: "Noor@Example.nl".into(), to: vec![to.into()], said }
}

fn words(to: &str, words: &str) -> Answer {
    answer(to, Said::Words { words: words.into(), files: Vec::new(), more: false })
}

/// Sends the reminder that waits; its reference.
fn sent<S: ScopeStore>(town: &mut Town<S>) -> String {
    let (org, deliver, now) = (town.org, &mut town.engine, EVENING);
    while deliver.keep(|engine| engine.decide_deliveries(org, now, 10)).unwrap() == 10 {}
    let errands = deliver.keep(|engine| engine.lease_deliveries(org, now, 10)).unwrap();
    assert_eq!(errands.len(), 1);
    deliver.keep(|engine| engine.settle_delivery(&errands[0].row, Handed::Taken, 0, now)).unwrap();
    errands[0].row.reference()
}

fn take<S: ScopeStore>(town: &mut Town<S>, answer: &Answer) -> Replied {
    town.engine.keep(|engine| engine.take_mail(answer, &[], EVENING)).unwrap()
}

fn messages<S: ScopeStore>(town: &mut Town<S>, phone: &mut Phone) -> Vec<RecordState> {
    town.now = EVENING;
    town.sync(phone);
    phone.records.values().filter(|record| record.kind == "message" && !record.deleted).cloned().collect()
}

fn words_stand_in_the_conversation_once<S: ScopeStore>(mut town: Town<S>) {
    let mut phone = awaited(&mut town, "mail");
    let to = sent(&mut town);
    for _ in 0..2 {
        assert_eq!(take(&mut town, &words(&to, "Ik kan niet.\nKan het later?")), Replied::Kept);
    }
    let said = messages(&mut town, &mut phone);
    assert_eq!(said.len(), 1, "one that comes twice is one");
    assert_eq!(said[0].units["body"].v, json!("Ik kan niet.\nKan het later?"));
    assert_eq!(said[0].units["author"].v, json!(phone.account.to_string()));
}

fn only_who_was_written_to_is_heard<S: ScopeStore>(mut town: Town<S>) {
    let mut phone = awaited(&mut town, "mail");
    let to = sent(&mut town);
    let said = |to: &str| words(to, "Ik kan niet.");
    assert_eq!(take(&mut town, &said(&"0".repeat(32))), Replied::Nobody, "no mail of ours");
    assert_eq!(take(&mut town, &Answer { to: Vec::new(), ..said(&to) }), Replied::Nobody, "none is named");
    let another = Answer { from: "bo@example.nl".into(), ..said(&to) };
    assert_eq!(take(&mut town, &another), Replied::Nobody, "somebody else, to whom it was sent on");
    assert_eq!(take(&mut town, &answer(&to, Said::Automatic)), Replied::Nobody);
    // By then they are reached elsewhere.
    reminders::contact(&mut phone, town.together(), &[("mail", json!("new@example.nl"))]);
    assert!(messages(&mut town, &mut phone).is_empty());
    assert_eq!(take(&mut town, &said(&to)), Replied::Nobody, "an old address");
    let (case, now) = (town.case.case, EVENING);
    town.engine.close_case(case, None, now).unwrap();
    let moved = Answer { from: "new@example.nl".into(), ..said(&to) };
    assert_eq!(take(&mut town, &moved), Replied::Nobody, "the case is closed");
    assert!(messages(&mut town, &mut phone).is_empty());
}

fn a_first_line_that_says_stop_is_one_and_the_rest_is_kept<S: ScopeStore>(mut town: Town<S>) {
    let mut phone = awaited(&mut town, "mail");
    let scope = town.together();
    let to = sent(&mut town);
    assert_eq!(take(&mut town, &words(&to, "Stop.\n\nIk bel je liever.")), Replied::Stopped);
    let said = messages(&mut town, &mut phone);
    assert_eq!(
        said.iter().map(|message| &message.units["body"].v).collect::<Vec<_>>(),
        [&json!("Ik bel je liever.")]
    );
    assert_eq!(phone.records[&(scope, scope.derived_id("contact"))].units["stop"].v, json!("yes"));
    // Moved, so there would be news to tell.
    meet(&mut phone, scope, 7, BEGINS + HOUR);
    town.sync(&mut phone);
    let (org, later) = (town.org, EVENING + HOUR);
    assert_eq!(town.engine.keep(|engine| engine.decide_deliveries(org, later, 10)).unwrap(), 1);
    assert!(town.engine.keep(|engine| engine.lease_deliveries(org, later, 10)).unwrap().is_empty());
    // Words that only begin like it are words.
    let later = Answer { name: "n2@example.nl".into(), ..words(&to, "Stop je het in de bus?") };
    assert_eq!(take(&mut town, &later), Replied::Kept);
}

fn what_does_not_fit_is_said_to_be_elsewhere<S: ScopeStore>(mut town: Town<S>) {
    let mut phone = awaited(&mut town, "mail");
    let to = sent(&mut town);
    let photo = answer(&to, Said::Words { words: String::new(), files: Vec::new(), more: true });
    let long = Answer { name: "n2@example.nl".into(), ..words(&to, &"é ".repeat(5_000)) };
    assert_eq!([take(&mut town, &photo), take(&mut town, &long)], [Replied::Kept; 2]);
    let said = messages(&mut town, &mut phone);
    let rest = "Niet alles van dit bericht staat hier. Je organisatie heeft de rest.";
    let mut bodies: Vec<&str> = said.iter().filter_map(|message| message.units["body"].v.as_str()).collect();
    bodies.sort_by_key(|body| body.len());
    assert_eq!(bodies[0], rest);
    assert!(bodies[1].starts_with("é é") && bodies[1].ends_with(rest));
    assert!(bodies[1].chars().count() <= 4_000);
    assert_eq!(take(&mut town, &Answer { name: "n3".into(), ..words(&to, " \n") }), Replied::Nobody);
}

/// Files whose bytes lie there are records with the message, and a server that takes none says that there is more.
fn a_photo_that_arrived_goes_with_the_words<S: ScopeStore>(mut town: Town<S>) {
    let mut phone = awaited(&mut town, "mail");
    let to = sent(&mut town);
    let scope = town.together();
    let photo =
        || Attached { name: "brief.jpg".into(), media: "image/jpeg", bytes: vec![0xff, 0xd8, 0xff, 0xe0] };
    let with = |name: &str, words: &str| {
        let said = Said::Words { words: words.into(), files: vec![photo()], more: false };
        Answer { name: name.into(), ..answer(&to, said) }
    };
    let arrived = |name: &str| {
        let about = About { size: 4, media: "image/jpeg".into(), hash: "ab".repeat(32), author: None };
        vec![Arrived { rec: file_of(scope, name, 0), name: "brief.jpg".into(), about }]
    };
    assert_eq!(
        town.engine.keep(|engine| engine.mail_belongs(&with("n1", ""))).unwrap(),
        None,
        "no object store"
    );
    for _ in 0..2 {
        let both = (with("n1", "Deze brief."), arrived("n1"));
        let taken = town.engine.keep(|engine| engine.take_mail(&both.0, &both.1, EVENING)).unwrap();
        assert_eq!(taken, Replied::Kept);
    }
    let alone = (with("n2", " "), arrived("n2"));
    town.engine.keep(|engine| engine.take_mail(&alone.0, &alone.1, EVENING)).unwrap();
    assert_eq!(take(&mut town, &with("n3", "Zonder.")), Replied::Kept);
    let said = messages(&mut town, &mut phone);
    let mut bodies: Vec<&str> = said.iter().filter_map(|message| message.units["body"].v.as_str()).collect();
    bodies.sort_unstable();
    let rest = "Zonder.\n\nNiet alles van dit bericht staat hier. Je organisatie heeft de rest.";
    assert_eq!(bodies, ["Deze brief.", "Ik stuur je iets mee.", rest]);
    let files: Vec<_> = phone.records.values().filter(|record| record.kind == "file").collect();
    assert_eq!(files.len(), 2);
    assert!(files.iter().all(|file| file.units["author"].v == json!(phone.account.to_string())));
    let of = json!({ "kind": "message", "id": scope.derived_id("mail/n1") });
    assert!(files.iter().any(|file| file.units["of"].v == of));
}

fn a_mail_that_came_back_is_looked_at_by_a_person<S: ScopeStore>(mut town: Town<S>) {
    awaited(&mut town, "mail");
    let to = sent(&mut town);
    let from = "MAILER-DAEMON@mail.example";
    let returned = Answer { from: from.into(), ..answer(&to, Said::Returned) };
    assert_eq!(take(&mut town, &returned), Replied::Returned);
    let scope = town.together();
    let rows = town.engine.keep(|engine| engine.store().deliveries(Some(scope))).unwrap();
    assert_eq!((rows[0].state, rows[0].why.as_str()), (DeliveryState::Dead, "the mail came back"));
    assert_eq!(take(&mut town, &returned), Replied::Nobody, "it is known");
    town.engine.steer_delivery(&to, false, EVENING).unwrap();
}

suite!(
    300;
    words_stand_in_the_conversation_once,
    only_who_was_written_to_is_heard,
    a_first_line_that_says_stop_is_one_and_the_rest_is_kept,
    what_does_not_fit_is_said_to_be_elsewhere,
    a_photo_that_arrived_goes_with_the_words,
    a_mail_that_came_back_is_looked_at_by_a_person,
);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// Whatever comes in below our message's name, nothing breaks, and what is kept is a message that devices take.
    #[test]
    fn any_mail_is_taken_or_left(name in ".{0,80}", text in "(?s).{0,300}", long in 0..30_usize, more in any::<bool>()) {
        let mut town = Town::new(Engine::open_in_memory(1).unwrap());
        awaited(&mut town, "mail");
        let to = sent(&mut town);
        let said = Said::Words { words: text.repeat(long), files: Vec::new(), more };
        let replied = take(&mut town, &Answer { name, ..answer(&to, said) });
        let scope = town.together();
        let kept = town.engine.store().records_of_kind(scope, "message").unwrap();
        prop_assert!(replied != Replied::Nobody || kept.is_empty());
        let message = opstap_domain::catalogue::kind("message").unwrap();
        for (_, record) in kept {
            let checked = opstap_domain::catalogue::check_unit(message, "body", &record.units["body"].v);
            prop_assert!(checked.is_ok(), "{checked:?}");
        }
    }
}

const TOKEN: &str = "a-secret-that-is-long-enough-for-this";

/// From a real mail server to the conversation: what the client got is answered as a mail program does.
#[tokio::test(flavor = "multi_thread")]
async fn a_mail_is_answered_and_the_answer_handed_in() {
    let (folder, config) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let post = MailServer::start(config.path());
    std::fs::write(config.path().join("replies.token"), TOKEN).unwrap();
    let said = json!({
        "mail": { "server": "localhost", "port": post.port, "tls": "starttls", "user": "opstap",
                  "password": "smtp.password", "from": "afspraken@gemeente.example", "authority": "authority.pem" },
        "replies": { "token": "replies.token", "mail": "antwoord@gemeente.example" }
    });
    std::fs::write(config.path().join("delivery.json"), said.to_string()).unwrap();
    let mut town = Town::new(DataDir::at(folder.path()).unwrap().start().unwrap());
    awaited(&mut town, "mail");
    let scope = town.together();
    town.engine.store().close().unwrap();
    drop(town);
    let server = Server::bind(folder.path(), "127.0.0.1:0".parse().unwrap()).await.unwrap();
    let server = server.with_clock(|| EVENING);
    let server = server.with_carriers(Carriers::read(&config.path().join("delivery.json")).unwrap());
    let url = format!("http://{}/v1/replies/mail", server.address().unwrap());
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let running = tokio::spawn(server.run(async move {
        let _ = stopped.await;
    }));
    let got = tokio::task::spawn_blocking(move || post.next()["content"].as_str().unwrap().to_owned());
    let got = got.await.unwrap();
    assert!(got.contains("Reply-To: antwoord@gemeente.example\r\n"), "{got}");
    assert!(got.contains("Je kunt op deze mail antwoorden."), "{got}");
    let name = got.lines().find_map(|line| line.strip_prefix("Message-ID: ")).unwrap();
    let mail = |from: &str| {
        format!(
            "From: Noor <{from}>\r\nTo: antwoord@gemeente.example\r\nMessage-ID: <n1@example.nl>\r\n\
             In-Reply-To: {name}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nKan het één uur later?\r\n\r\n\
             Op di 3 mrt 2026 om 18:00 schreef <afspraken@gemeente.example>:\r\n> Je hebt een afspraak.\r\n"
        )
    };
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let large = mail("noor@example.nl") + &"x".repeat(10 * 1024 * 1024);
    for (token, body, status, became) in [
        ("a-secret-that-is-long-enough-for-thiz", mail("noor@example.nl"), 401, None),
        (TOKEN, "Subject: x\r\n\r\ny".to_owned(), 400, None),
        (TOKEN, large, 413, None),
        (TOKEN, mail("bo@example.nl"), 200, Some("left")),
        (TOKEN, mail("noor@example.nl"), 200, Some("kept")),
    ] {
        let asked = http.post(&url).bearer_auth(token).header("content-type", "message/rfc822").body(body);
        let answer = asked.send().await.unwrap();
        assert_eq!(answer.status().as_u16(), status);
        let said: serde_json::Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
        assert_eq!(said["became"].as_str(), became, "{said}");
        assert!(!said.to_string().contains("noor"), "{said}");
    }
    let photo: Vec<u8> =
        [0xff, 0xd8, 0xff, 0xe0].into_iter().chain((0..300_000_u32).map(|n| n as u8)).collect();
    hand_photo_in(&http, &url, name, (folder.path(), &photo)).await;
    stop.send(()).unwrap();
    running.await.unwrap().unwrap();
    photo_is_whole(folder.path(), scope, &photo).await;
    let mut engine = DataDir::at(folder.path()).unwrap().beside().unwrap();
    let kept = engine.store().records_of_kind(scope, "message").unwrap();
    let bodies: Vec<_> = kept.iter().map(|(_, record)| &record.units["body"].v).collect();
    assert_eq!(bodies.len(), 2);
    for body in ["Kan het één uur later?", "Deze brief kwam."] {
        assert!(bodies.contains(&&json!(body)), "{bodies:?}");
    }
}

/// A photo of a letter, as a phone sends it; a stranger's is put nowhere.
async fn hand_photo_in(
    http: &reqwest::Client,
    url: &str,
    name: &str,
    (folder, photo): (&std::path::Path, &[u8]),
) {
    for (from, became) in
        [("bo@example.nl", "left"), ("noor@example.nl", "kept"), ("noor@example.nl", "kept")]
    {
        let asked = http.post(url).bearer_auth(TOKEN).header("content-type", "message/rfc822");
        let answer = asked.body(with_photo(from, name, photo)).send().await.unwrap();
        let said: serde_json::Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
        assert_eq!(said["became"], became);
        let put = std::fs::read_dir(folder.join("blobs")).unwrap().count();
        assert_eq!(put, usize::from(became == "kept"));
    }
}

/// An answer with a photo, as a mail program writes it.
fn with_photo(from: &str, name: &str, photo: &[u8]) -> String {
    let base64 = base64::engine::general_purpose::STANDARD.encode(photo);
    let lines: Vec<&str> =
        base64.as_bytes().chunks(76).map(|line| std::str::from_utf8(line).unwrap()).collect();
    format!(
        "From: Noor <{from}>\r\nTo: antwoord@gemeente.example\r\nMessage-ID: <n2@example.nl>\r\nIn-Reply-To: {name}\r\n\
         Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nDeze brief kwam.\r\n\
         --b\r\nContent-Type: image/jpeg; name=\"brief.jpg\"\r\nContent-Transfer-Encoding: base64\r\n\
         Content-Disposition: attachment; filename=\"brief.jpg\"\r\n\r\n{}\r\n--b--\r\n",
        lines.join("\r\n")
    )
}

/// Its record says what lies in the object store, once.
async fn photo_is_whole(folder: &std::path::Path, scope: ScopeId, photo: &[u8]) {
    let data = DataDir::at(folder).unwrap();
    let (org, files) = {
        let mut engine = data.beside().unwrap();
        let org = engine.store().orgs().unwrap()[0].0;
        (org, engine.store().records_of_kind(scope, "file").unwrap())
    };
    assert_eq!(files.len(), 1);
    let (rec, record) = &files[0];
    assert_eq!(record.units["name"].v, "brief.jpg");
    let about = About::of(record).unwrap();
    assert_eq!(about.size, photo.len() as u64);
    let vault = Vault::folder(&folder.join("blobs"), data.blob_keys().unwrap()).unwrap();
    let place = Place { org, scope, at: vault.keys().place(scope, *rec) };
    assert!(vault.is_whole(&place, &about).await.unwrap());
}
