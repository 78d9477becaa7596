//! Files in a browser: with a message, with a letter, seen by who sees these, and refused with what was written kept.
#![allow(clippy::unwrap_used, clippy::panic)]

use opstap::{FilePlace, LetterEntry};
use opstap_tests::browser::{Browser, Seen};
use opstap_tests::circle::{Circle, MONDAY};
use opstap_tests::town::Town;
use reqwest::StatusCode;
use reqwest::header::COOKIE;

const KIND: &str = "multipart/form-data; boundary=line";

fn photo(byte: u8) -> Vec<u8> {
    [&[0xff, 0xd8, 0xff][..], &vec![byte; 300_000]].concat()
}

/// A form with words and files, as a browser sends it.
fn form(words: &str, files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut body =
        format!("--line\r\nContent-Disposition: form-data; name=\"with\"\r\n\r\n{words}\r\n").into_bytes();
    for (name, bytes) in files {
        let head = format!(
            "--line\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend([head.as_bytes(), bytes, b"\r\n"].concat());
    }
    [&body[..], b"--line--\r\n"].concat()
}

fn refused(seen: &Seen, why: &str, words: &str) {
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", seen.html);
    assert!(seen.says(why) && seen.says("file-refused") && seen.says(words), "{}", seen.html);
}

/// Where the first file of a page leads.
fn link(seen: &Seen) -> String {
    let from = seen.html.find("/file/").unwrap_or_else(|| panic!("{}", seen.html));
    let begin = seen.html[..from].rfind('"').unwrap() + 1;
    seen.html[begin..].split('"').next().unwrap().to_owned()
}

/// A file as a browser gets it: its kind, how it is to be shown, and its bytes.
async fn fetched(browser: &Browser, path: &str) -> (String, String, Vec<u8>) {
    let request = browser.client.get(format!("{}{path}", browser.url)).header(COOKIE, &browser.cookie);
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    let headers = response.headers();
    assert_eq!(headers["cache-control"], "no-store");
    assert_eq!(headers["x-content-type-options"], "nosniff");
    let said = |name: &str| headers[name].to_str().unwrap().to_owned();
    (said("content-type"), said("content-disposition"), response.bytes().await.unwrap().to_vec())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_sent_from_a_browser_is_on_the_counsellors_tablet_and_the_other_way_around() {
    let town = Town::with_clock(|| MONDAY.0);
    let _serving = town.serve();
    let circle = Circle::new(&town).await;
    let mut noor = Browser::signed_in(&town, town.client).await;
    let files = [("blauwe brief.jpg", photo(7)), ("scan.pdf", b"%PDF-1.7 een scan".to_vec())];
    let sent = noor.send("/web/messages", KIND, form("Deze kwam vandaag.", &files)).await;
    assert!(sent.says("Deze kwam vandaag.") && sent.says("Bewaard en verstuurd."), "{}", sent.html);
    let (kind, way, bytes) = fetched(&noor, &link(&sent)).await;
    assert_eq!((kind.as_str(), bytes), ("image/jpeg", photo(7)));
    assert_eq!(way, "inline; filename*=UTF-8''blauwe%20brief.jpg");

    circle.meet().await;
    let rows = circle.desk.files(Some(town.case), None).unwrap();
    assert_eq!(
        rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(),
        ["blauwe brief.jpg", "scan.pdf"]
    );
    for (row, (_, bytes)) in rows.iter().zip(&files) {
        let row = circle.desk.fetch_file(Some(town.case), row.id).await.unwrap();
        assert_eq!(row.place, FilePlace::Here);
        assert_eq!(&circle.desk.file_bytes(Some(town.case), row.id).unwrap(), bytes);
    }
    // Of a counsellor in a browser: fetched from the server when it is asked for.
    let mut sam = Browser::signed_in(&town, town.counsellor).await;
    let page = sam.get(&format!("/web/of/{}/messages", town.case)).await;
    assert_eq!(fetched(&sam, &link(&page)).await.2, photo(7));
    let pdf = format!("/web/of/{}/file/{}", town.case, rows[1].id);
    let (kind, way, _) = fetched(&sam, &pdf).await;
    assert!(
        kind == "application/pdf" && way.starts_with("attachment;"),
        "what is no picture is kept, not shown"
    );
    // The coach does not see the conversation, so there is no such file for them.
    let mut pien = Browser::signed_in(&town, town.coach).await;
    assert_ne!(pien.get(&pdf).await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_gets_its_photos_all_of_them_or_none() {
    let town = Town::with_clock(|| MONDAY.0);
    let _serving = town.serve();
    let circle = Circle::new(&town).await;
    let entry = LetterEntry { sender: Some("Waternet".into()), ..LetterEntry::default() };
    let letter = circle.phone.file_letter(None, &entry).unwrap().id;
    circle.meet().await;
    let mut noor = Browser::signed_in(&town, town.client).await;
    let place = format!("/web/letter/{letter}");
    let wrong = [("a.jpg", photo(1)), ("b.exe", b"MZ".to_vec())];
    refused(&noor.send(&place, KIND, form("", &wrong)).await, "geen foto, scan of spraakbericht", "Waternet");
    assert!(!noor.get(&place).await.says("/file/"), "all or nothing");
    let sent = noor.send(&place, KIND, form("", &[("a.jpg", photo(1)), ("b.jpg", photo(2))])).await;
    assert_eq!(sent.html.matches("<img").count(), 2, "{}", sent.html);
    circle.meet().await;
    assert_eq!(circle.desk.letters(Some(town.case)).unwrap().open[0].files.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_much_or_broken_is_refused_and_what_was_written_stays() {
    let town = Town::with_clock(|| MONDAY.0);
    let _serving = town.serve();
    let mut noor = Browser::signed_in(&town, town.client).await;
    let words = "Kijk hier eens naar.";
    let send = |files: &[(&str, Vec<u8>)]| form(words, files);
    let none = noor.send("/web/messages", KIND, send(&[])).await;
    refused(&none, "Kies eerst een bestand.", words);
    let six: Vec<(&str, Vec<u8>)> = (0..6).map(|at| ("a.jpg", photo(at))).collect();
    refused(&noor.send("/web/messages", KIND, send(&six)).await, "Dit is te veel.", words);
    let large = vec![("a.jpg", [photo(0), vec![0; 31 * 1024 * 1024]].concat())];
    refused(&noor.send("/web/messages", KIND, send(&large)).await, "Dit is te veel.", words);
    let odd = [("a.html", b"<script>alert(1)</script>".to_vec())];
    refused(&noor.send("/web/messages", KIND, send(&odd)).await, "geen foto, scan of spraakbericht", words);
    let empty = [("a.jpg", Vec::new())];
    refused(&noor.send("/web/messages", KIND, send(&empty)).await, "Dit bestand past niet.", words);
    let mut cut = send(&[("a.jpg", photo(3))]);
    cut.truncate(cut.len() - 40);
    refused(&noor.send("/web/messages", KIND, cut).await, "kwam niet heel aan", words);
    // Nothing of all that was kept.
    let page = noor.get("/web/messages").await;
    assert!(!page.says("/file/") && !page.says(words), "{}", page.html);
    // A name that would end a header is one word of it.
    let name = "a%0d%0aSet-Cookie: x=1.jpg";
    let sent = noor.send("/web/messages", KIND, form(words, &[(name, photo(4))])).await;
    let (_, way, _) = fetched(&noor, &link(&sent)).await;
    assert_eq!(way, "inline; filename*=UTF-8''a%250d%250aSet-Cookie%3A%20x%3D1.jpg");
}
