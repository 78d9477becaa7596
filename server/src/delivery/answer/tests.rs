#![allow(clippy::unwrap_used, clippy::panic)]

use proptest::prelude::*;

use super::*;

const OURS: &str = "0123456789abcdef0123456789abcdef";

/// A mail of these lines of its head and this text.
fn mail(head: &[&str], text: &str) -> Vec<u8> {
    let head = head.join("\r\n");
    format!("From: Noor <noor@example.nl>\r\nMessage-ID: <n1@example.nl>\r\n{head}\r\n\r\n{text}")
        .into_bytes()
}

fn answering(text: &str) -> Answer {
    Answer::read(&mail(&[&format!("In-Reply-To: <{OURS}@gemeente.example>")], text)).unwrap()
}

/// What somebody wrote in a mail, and whether there is more.
fn said(raw: &[u8]) -> (String, bool) {
    match Answer::read(raw).unwrap().said {
        Said::Words { words, more, .. } => (words, more),
        Said::Returned | Said::Automatic => panic!("nobody wrote it"),
    }
}

fn words(text: &str) -> String {
    said(&mail(&[&format!("In-Reply-To: <{OURS}@gemeente.example>")], text)).0
}

#[test]
fn an_answer_names_what_it_answers() {
    let answer = answering("Ik kan niet.");
    assert_eq!((answer.name.as_str(), answer.from.as_str()), ("n1@example.nl", "noor@example.nl"));
    assert_eq!(answer.to, [OURS]);
    let others = format!("References: <a@b.nl>\r\n <{}@elsewhere.example> <c@d.nl>", OURS.to_uppercase());
    assert_eq!(Answer::read(&mail(&[&others], "x")).unwrap().to, [OURS]);
    assert!(Answer::read(&mail(&["In-Reply-To: <a@b.nl>"], "x")).unwrap().to.is_empty());
    assert!(!format!("{answer:?}").contains("noor"), "an address in a log");
}

#[test]
fn what_a_mail_program_repeats_is_left_out() {
    for text in [
        "Ik kan niet.\r\n\r\nOp di 3 mrt 2026 om 18:00 schreef Afspraken <afspraken@gemeente.example>:\r\n\r\n> Je hebt een afspraak.\r\n>\r\n> Wil je dit stoppen?\r\n",
        "Ik kan niet.\r\n\r\nOp di 3 mrt 2026 om 18:00 schreef Afspraken\r\n<afspraken@gemeente.example>:\r\n> Je hebt een afspraak.\r\n",
        "On Tue, 3 Mar 2026, 18:00 Afspraken, <afspraken@gemeente.example> wrote:\r\n> Je hebt een afspraak.\r\n\r\nIk kan niet.\r\n",
        "Ik kan niet.\r\n\r\n________________________________\r\nVan: Afspraken <afspraken@gemeente.example>\r\nVerzonden: dinsdag 3 maart 2026 18:00\r\nAan: Noor\r\nOnderwerp: Je hebt een afspraak\r\n\r\nJe hebt een afspraak.\r\n",
        "Ik kan niet.\r\n\r\nFrom: Afspraken <afspraken@gemeente.example>\r\nSent: Tuesday\r\n\r\nJe hebt een afspraak.\r\n",
        " > Je hebt een afspraak.\r\nIk kan niet.",
        "Ik kan niet.\r\n\r\n-----Oorspronkelijk bericht-----\r\nJe hebt een afspraak.\r\n",
    ] {
        assert_eq!(words(text), "Ik kan niet.", "{text}");
    }
}

#[test]
fn what_somebody_wrote_stays() {
    for text in [
        "Op maandag kan ik wel:\nom tien uur.",
        "Van: mijn moeder heb ik gehoord dat het niet kan.",
        "Ik betaal > 50 euro.",
        "--\nNoor",
        "Op maandag:\n- kan ik\n- wil ik",
    ] {
        assert_eq!(words(text), text);
    }
}

#[test]
fn letters_and_tables_of_letters_are_read() {
    let head =
        ["Content-Type: text/plain; charset=iso-8859-1", "Content-Transfer-Encoding: quoted-printable"];
    let read = |head: &[&str], text: &str| said(&mail(head, text));
    assert_eq!(
        read(&head, "Ik kan d=E9 hele week =\r\nniet."),
        ("Ik kan dé hele week niet.".to_owned(), false)
    );
    let html = ["Content-Type: text/html; charset=utf-8"];
    let (said, _) = read(&html, "<p>Ik kan <b>niet</b>.</p><script>alert(1)</script><p>Groet</p>");
    assert!(said.starts_with("Ik kan niet.") && said.ends_with("Groet") && !said.contains('<'), "{said}");
    let parts = ["Content-Type: multipart/mixed; boundary=\"x\""];
    let photo = "--x\r\nContent-Type: text/plain\r\n\r\nDit is de brief.\r\n--x\r\nContent-Type: image/jpeg; name=brief.jpg\r\n\
                 Content-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n/9j/\r\n--x--\r\n";
    assert_eq!(read(&parts, photo), ("Dit is de brief.".to_owned(), false));
    let Said::Words { files, .. } = Answer::read(&mail(&parts, photo)).unwrap().said else { panic!() };
    assert_eq!((files[0].name.as_str(), &files[0].bytes[..]), ("brief.jpg", &[0xff, 0xd8, 0xff][..]));
}

#[test]
fn a_program_that_answers_is_nobody() {
    for head in [
        "Auto-Submitted: auto-replied",
        "Auto-Submitted: auto-generated; owner=x",
        "Precedence: bulk",
        "X-Autoreply: yes",
        "List-Id: <a.b.nl>",
    ] {
        assert!(Answer::read(&mail(&[head], "Ik ben er niet.")).unwrap().said == Said::Automatic, "{head}");
    }
    let by_hand = Answer::read(&mail(&["Auto-Submitted: no"], "Ik ben er wel.")).unwrap();
    assert!(matches!(by_hand.said, Said::Words { .. }));
}

/// A report in the form of RFC 3464, with the message whole or its head alone.
fn report(action: &str, kind: &str) -> Answer {
    let text = format!(
        "--x\r\nContent-Type: text/plain\r\n\r\nHelaas.\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: \
         dns; a.example\r\n\r\nFinal-Recipient: rfc822; noor@example.nl\r\nAction: {action}\r\nStatus: 5.1.1\r\n\r\n--x\r\n\
         Content-Type: {kind}\r\n\r\nFrom: a@b.nl\r\nMessage-ID: <{OURS}@gemeente.example>\r\nSubject: x\r\n\r\n--x--\r\n"
    );
    let head = ["Content-Type: multipart/report; report-type=delivery-status; boundary=x"];
    Answer::read(&mail(&head, &text)).unwrap()
}

#[test]
fn a_report_says_of_which_message_it_is() {
    for kind in ["message/rfc822", "text/rfc822-headers"] {
        let answer = report("failed", kind);
        assert_eq!(
            (answer.to.as_slice(), answer.said == Said::Returned),
            (&[OURS.to_owned()][..], true),
            "{kind}"
        );
    }
    assert!(report("delayed", "message/rfc822").said == Said::Automatic);
}

#[test]
fn nothing_is_made_of_what_is_no_mail() {
    for raw in [&b""[..], b"hello", b"Subject: x\r\n\r\ny", b"From: \r\n\r\ny"] {
        assert!(Answer::read(raw).is_none(), "{raw:?}");
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_to_an_end(raw in prop::collection::vec(any::<u8>(), 0..600), head in "[A-Za-z-]{1,20}: [ -~]{0,60}") {
        let _ = Answer::read(&raw);
        let _ = Answer::read(&[head.as_bytes(), b"\r\nFrom: a@b.nl\r\n\r\n", &raw].concat());
    }

    /// Whatever is written above what is repeated comes through, line by line.
    #[test]
    fn no_line_of_an_answer_is_lost(said in prop::collection::vec("[a-zé][a-zé ]{0,30}[a-zé.?]", 1..6)) {
        let text = said.join("\n");
        let repeated = "Op di 3 mrt 2026 schreef Afspraken <a@b.nl>:\n> Je hebt een afspraak.\n> Tot dan.";
        prop_assert_eq!(own_words(&format!("{text}\n\n{repeated}")), text.trim());
    }
}

/// A mail of these parts, each with its head.
fn mixed(parts: &[(&str, &str)]) -> Vec<(String, &'static str, usize)> {
    let mut text = String::from("--b\r\nContent-Type: text/plain\r\n\r\nKijk.\r\n");
    for (head, body) in parts {
        text.push_str(&["--b\r\n", head, "\r\n\r\n", body, "\r\n"].concat());
    }
    let raw = mail(&["Content-Type: multipart/mixed; boundary=b"], &(text + "--b--\r\n"));
    let Said::Words { files, more, .. } = Answer::read(&raw).unwrap().said else { panic!() };
    let mut all: Vec<_> = files.into_iter().map(|file| (file.name, file.media, file.bytes.len())).collect();
    if more {
        all.push(("more".to_owned(), "", 0));
    }
    all
}

#[test]
fn photos_and_scans_come_along_by_what_they_are_and_nothing_else_does() {
    let pdf = (
        "Content-Type: image/png; name=\"a.png\"\r\nContent-Disposition: attachment; filename=\"brief.pdf\"",
        "%PDF-1.7 x",
    );
    assert_eq!(mixed(&[pdf]), [("brief.pdf".to_owned(), "application/pdf", 10)]);
    let program = (
        "Content-Type: image/jpeg\r\nContent-Disposition: attachment; filename=\"foto.jpg\"",
        "MZ this is none",
    );
    assert_eq!(mixed(&[program]), [("more".to_owned(), "", 0)]);
    let logo =
        ("Content-Type: application/pdf\r\nContent-ID: <logo>\r\nContent-Disposition: inline", "%PDF-1.7 x");
    assert_eq!(mixed(&[logo]), [], "a small picture of a signature is none of what somebody sent");
    let many = [pdf; FILES_MAX + 1];
    let read = mixed(&many);
    assert_eq!((read.len(), read[FILES_MAX].0.as_str()), (FILES_MAX + 1, "more"));
    let odd = (
        "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=\"../../a\u{7}b\"",
        "%PDF-1.7 x",
    );
    assert_eq!(mixed(&[odd])[0].0, "../../ab", "a name for people, never one of a path");
}
