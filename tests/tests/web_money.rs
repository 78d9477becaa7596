//! Money and time on pages in a browser, without a script: what a bank says, debts, letters, what comes.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::fmt::Write as _;

use opstap::{AppointmentEntry, CivilTime, Date, LineEntry, LocalMoment, PayDayEntry, PayDayShift};
use opstap_tests::browser::{Browser, Seen};
use opstap_tests::circle::Circle;
use opstap_tests::town::Town;
use reqwest::StatusCode;

const ING: &[u8] = include_bytes!("../../core/bank/fixtures/ing_nl_semicolon.csv");
const RABO: &[u8] = include_bytes!("../../core/bank/fixtures/camt053_001_08.xml");

/// Nine months of rent and wage, as a bank writes it.
fn months() -> String {
    let mut file =
        "\"Date\";\"Interest Date\";\"Amount\";\"Account\";\"Counterparty\";\"Name\";\"Description\"\n"
            .to_owned();
    let rows = [
        ("-612,50", "NL39RABO0300065264", "Woonstichting Dorp", "Huur"),
        ("1845,33", "NL84ABNA0500000001", "Bakkerij", "Salaris"),
    ];
    for month in (1..=9).rev() {
        for (amount, other, name, text) in rows {
            let day = format!("2026-0{month}-25");
            let row = [&day, &day, amount, "NL97BUNQ2025000001", other, name, text]
                .map(|cell| format!("\"{cell}\""));
            writeln!(file, "{}", row.join(";")).unwrap();
        }
    }
    file
}

fn refused(seen: &Seen, why: &str) {
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", seen.html);
    assert!(seen.says(why) && seen.says("file-refused"), "{}", seen.html);
    assert!(seen.says("Er staat hier nog niets."), "nothing of it is kept: {}", seen.html);
}

/// The value of the first hidden input of this name.
fn hidden<'s>(seen: &'s Seen, name: &str) -> &'s str {
    let start = format!("name=\"{name}\" value=\"");
    let at = seen.html.find(&start).unwrap() + start.len();
    seen.html[at..].split('"').next().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_reads_a_bank_file_in_and_takes_over_what_recurs() {
    let town = Town::new();
    let _serving = town.serve();
    let mut client = Browser::signed_in(&town, town.client).await;
    assert!(client.get("/web/money").await.says("href=\"/web/bank\""));
    let page = client.get("/web/bank").await;
    assert!(page.says("multipart/form-data") && page.says("Log je uit, dan zijn ze weg."), "{}", page.html);
    let read = client.send_file("/web/bank", ING).await;
    assert!(
        read.says("Er zijn 8 nieuwe betalingen.") && read.says("Er staan hier 8 betalingen."),
        "{}",
        read.html
    );
    let again = client.send_file("/web/bank", ING).await;
    assert!(again.says("Er is niets nieuws.") && again.says("8 betalingen kenden we al"), "{}", again.html);
    assert!(client.send_file("/web/bank", RABO).await.says("Er staan hier 16 betalingen."));

    assert!(client.post("/web/bank", &[("act", "forget")]).await.says("Er staat hier nog niets."));
    let read = client.send_file("/web/bank", months().as_bytes()).await;
    assert!(
        read.says("Woonstichting Dorp") && read.says("612,50") && read.says("9 keer gezien"),
        "{}",
        read.html
    );
    let wage = hidden(&read, "proposal").to_owned();
    let taken = client.post("/web/bank", &[("act", "take"), ("proposal", &wage)]).await;
    assert!(taken.says("Dit staat nu in je begroting.") && !taken.says(&wage), "{}", taken.html);
    let rent = hidden(&taken, "proposal").to_owned();
    let declined = client.post("/web/bank", &[("act", "no"), ("proposal", &rent)]).await;
    assert!(
        declined.says("We zien niets nieuws") && !declined.says("name=\"proposal\""),
        "{}",
        declined.html
    );
    assert!(client.get("/web/money").await.says("1.845,33"));
    let unknown = client.post("/web/bank", &[("act", "take"), ("proposal", &rent)]).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);

    let gone = client.post("/web/bank", &[("act", "forget")]).await;
    assert!(gone.says("Er staat hier nog niets.") && gone.says("Je begroting blijft."), "{}", gone.html);
    assert!(client.get("/web/money").await.says("1.845,33"), "what was taken over stays");
    let circle = Circle::new(&town).await;
    assert_eq!(circle.phone.bank_transactions(None).unwrap(), [], "no payment leaves the session");
    assert_eq!(circle.phone.budget(None).unwrap().income[0].entered.cents, 184_533);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_no_statement_keeps_nothing_and_says_why() {
    let town = Town::new();
    let _serving = town.serve();
    let mut client = Browser::signed_in(&town, town.client).await;
    let text = String::from_utf8(ING.to_vec()).unwrap();
    let broken = client.send_file("/web/bank", text.replacen("118,00", "elf", 1).as_bytes()).await;
    refused(&broken, "We kunnen dit bestand niet inlezen.");
    assert!(broken.says("Regel 2: "), "{}", broken.html);
    refused(&client.send_file("/web/bank", b"%PDF-1.7 x").await, "Dit is een pdf");
    refused(&client.send_file("/web/bank", b"").await, "Kies eerst een bestand.");

    let mut large = ING.to_vec();
    let row = ING.split_inclusive(|byte| *byte == b'\n').nth(4).unwrap();
    while large.len() < 20 * 1024 * 1024 {
        large.extend_from_slice(row);
    }
    large.truncate(20 * 1024 * 1024 + 1);
    refused(&client.send_file("/web/bank", &large).await, "Het bestand is te groot.");

    let part = "--line\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";
    let cut = [part.as_bytes(), ING].concat();
    let not_whole = "Het bestand kwam niet heel aan.";
    let kind = "multipart/form-data; boundary=line";
    refused(&client.send("/web/bank", kind, cut.clone()).await, not_whole);
    let whole = [cut.as_slice(), b"\r\n--line--\r\n"].concat();
    for wrong in ["multipart/form-data; boundary=other", "multipart/form-data"] {
        let seen = client.send("/web/bank", wrong, whole.clone()).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(seen.says("file-refused") && seen.says("Er staat hier nog niets."), "{}", seen.html);
    }
    let other = part.replace("name=\"file\"", "name=\"other\"");
    let other = [other.as_bytes(), ING, b"\r\n--line--\r\n"].concat();
    refused(&client.send("/web/bank", kind, other).await, "Kies eerst een bestand.");
    assert!(client.send("/web/bank", kind, whole).await.says("Er staan hier 8 betalingen."));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_bank_says_is_the_clients_alone() {
    let town = Town::new();
    let _serving = town.serve();
    let mut desk = Browser::signed_in(&town, town.counsellor).await;
    let bank = format!("/web/of/{}/bank", town.case);
    let page = desk.get(&bank).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.says("Dit is van iemand anders om te doen"), "{}", page.html);
    assert_eq!(desk.send_file(&bank, ING).await.status, StatusCode::FORBIDDEN);
    assert_eq!(desk.post(&bank, &[("act", "forget")]).await.status, StatusCode::FORBIDDEN);
    assert!(!desk.get(&format!("/web/of/{}/money", town.case)).await.says("/bank\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_puts_a_debt_and_its_letter_on_the_list() {
    let town = Town::new();
    let _serving = town.serve();
    let mut client = Browser::signed_in(&town, town.client).await;
    assert!(client.get("/web/debts").await.says("Er staan nog geen schulden."));
    let nobody = client.post("/web/newdebt", &[("act", "save"), ("creditor", " "), ("amount", "80")]).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nobody.says("creditor-refused") && nobody.says("value=\"80\""), "{}", nobody.html);
    let fields = [("act", "save"), ("creditor", "vite"), ("subject", "energy"), ("about", "yes")];
    let unclear = client.post("/web/newdebt", &[&fields[..], &[("amount", "tachtig")]].concat()).await;
    assert_eq!(unclear.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unclear.says("amount-refused") && unclear.says("value=\"tachtig\""), "{}", unclear.html);
    assert!(unclear.says("value=\"energy\" selected") && unclear.says("value=\"yes\" checked"));
    assert!(unclear.says("<option value=\"Vitens\">"), "what is meant is proposed: {}", unclear.html);

    let added = client.post("/web/newdebt", &[&fields[..], &[("amount", "1.234,50")]].concat()).await;
    assert!(
        added.says("Op de lijst gezet: vite.") && added.says("ongeveer €\u{a0}1.234,50"),
        "{}",
        added.html
    );
    let list = client.get("/web/debts").await;
    assert!(list.says("Dit gaat voor") && list.says("stroom en warmte"), "{}", list.html);
    let at = list.html.find("/web/debt/").unwrap();
    let debt = list.html[at..].split('"').next().unwrap().to_owned();
    let paid = client.post(&debt, &[("act", "amount"), ("kind", "payment"), ("amount", "34,50")]).await;
    assert!(paid.says("34,50 betaald.") && paid.says("1.200,00"), "{}", paid.html);
    let below = client.post(&debt, &[("act", "amount"), ("kind", "cost"), ("amount", "-1")]).await;
    assert_eq!(below.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(below.says("Een bedrag is nul of hoger.") && below.says("value=\"cost\" selected"));
    let corrected = client.post(&debt, &[("act", "correct"), ("entry", hidden(&paid, "entry"))]).await;
    assert!(corrected.says("Telt niet mee"), "{}", corrected.html);
    let disputed = client.post(&debt, &[("act", "dispute")]).await;
    assert!(disputed.says("Je bent het er niet mee eens.") && disputed.says("value=\"accept\""));

    let id = debt.rsplit('/').next().unwrap();
    let letter = [("act", "save"), ("sender", "Vitens"), ("amount", "40"), ("debt", id), ("note", "Bellen")];
    let no_day = client.post("/web/newletter", &[&letter[..], &[("due_on", "morgen")]].concat()).await;
    assert_eq!(no_day.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(no_day.says("due_on-refused") && no_day.says("Bellen</textarea>"), "{}", no_day.html);
    let filed = client.post("/web/newletter", &[&letter[..], &[("due_on", "2099-02-03")]].concat()).await;
    assert!(filed.says("Bewaard: de brief van Vitens.") && filed.says("3 februari 2099"), "{}", filed.html);
    let letters = client.get("/web/letters").await;
    let at = letters.html.find("/web/letter/").unwrap();
    let letter = letters.html[at..].split('"').next().unwrap().to_owned();
    assert!(client.post(&letter, &[("act", "done")]).await.says("Bewaard."));
    assert!(client.get(&letter).await.says("Toch nog niet klaar"));

    let mut desk = Browser::signed_in(&town, town.counsellor).await;
    let case = format!("/web/of/{}", town.case);
    let seen = desk.get(&format!("{case}/debts")).await;
    assert!(seen.says(&format!("{case}/debt/{id}")) && seen.says("Meekijken: Noor"), "{}", seen.html);
    let gone = desk.post(&format!("{case}/debt/{id}"), &[("act", "remove")]).await;
    assert!(gone.says("Er staan nog geen schulden."), "{}", gone.html);
    assert_eq!(desk.get(&format!("{case}/debt/{id}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(client.get("/web/letter/nothing").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_is_seen_and_answered() {
    let town = Town::new();
    let _serving = town.serve();
    let circle = Circle::new(&town).await;
    let rent = LineEntry {
        category: "huur".to_owned(),
        label: None,
        typed: "612,50".to_owned(),
        frequency: None,
        income: None,
    };
    circle.phone.set_budget_line(None, &rent).unwrap();
    let first = PayDayEntry::Monthly { day: 1, shift: PayDayShift::Stays };
    circle.phone.set_pay_day(None, "huur", &first).unwrap();
    let day: Date = "2027-03-22".parse().unwrap();
    circle.desk.start_deadline(None, "first-talk", day).unwrap();
    for title in ["Gesprek over energie", "Kennismaken"] {
        let time = CivilTime::new(10, 30).unwrap();
        let starts = LocalMoment { date: day.plus_days(8), time };
        let entry = AppointmentEntry {
            title: title.to_owned(),
            starts,
            minutes: Some(30),
            place: Some("Stadhuis".to_owned()),
            bring: None,
        };
        circle.desk.plan_appointment(None, &entry).unwrap();
    }
    circle.meet().await;

    let mut client = Browser::signed_in(&town, town.client).await;
    let more = client.get("/web/more").await;
    for way in ["debts", "letters", "forecast", "bank", "agenda", "deadlines", "page/forms", "page/looks"] {
        assert!(more.says(&format!("href=\"/web/{way}\"")), "{way}: {}", more.html);
    }
    assert!(more.says("href=\"/web/more\" aria-current"), "{}", more.html);
    let ahead = client.get("/web/forecast").await;
    assert!(ahead.says("Vul in wat er nu op je rekening staat.") && ahead.says("Huur"), "{}", ahead.html);
    let unclear = client.post("/web/forecast", &[("act", "tell"), ("amount", "weinig")]).await;
    assert_eq!(unclear.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unclear.says("amount-refused") && unclear.says("value=\"weinig\""), "{}", unclear.html);
    let told = client.post("/web/forecast", &[("act", "tell"), ("amount", "700")]).await;
    assert!(told.says("Je kunt") || told.says("rood"), "{}", told.html);
    assert!(told.says("Daarna op je rekening") && told.says("€\u{a0}87,50"), "{}", told.html);

    let agenda = client.get("/web/agenda").await;
    assert!(agenda.says("Gesprek over energie") && agenda.says("Stadhuis"), "{}", agenda.html);
    let appointment = hidden(&agenda, "appointment").to_owned();
    let yes = client.post("/web/agenda", &[("act", "confirm"), ("appointment", &appointment)]).await;
    assert!(yes.says("bevestigd") && yes.html.matches("value=\"confirm\"").count() == 1, "{}", yes.html);
    let no = client.post("/web/agenda", &[("act", "cancel"), ("appointment", &appointment)]).await;
    assert!(no.says("Dit was eerder") && no.says("afgezegd"), "{}", no.html);
    let nothing = client.post("/web/agenda", &[("act", "confirm"), ("appointment", "x")]).await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
    let deadlines = client.get("/web/deadlines").await;
    assert!(deadlines.says("Dit loopt nu") && deadlines.says("Laatste dag"), "{}", deadlines.html);

    let mut desk = Browser::signed_in(&town, town.counsellor).await;
    let case = format!("/web/of/{}", town.case);
    assert!(!desk.get(&format!("{case}/more")).await.says("/bank\""));
    assert!(desk.get(&format!("{case}/forecast")).await.says("€\u{a0}87,50"));
    assert!(desk.get(&format!("{case}/agenda")).await.says("afgezegd"));
    // What a coach does not see is the library's to say: the client shares nothing yet.
    let mut coach = Browser::signed_in(&town, town.coach).await;
    let agenda = coach.get(&format!("{case}/agenda")).await;
    assert!(!agenda.says("Kennismaken"), "{}", agenda.html);
    assert!(!coach.get(&format!("{case}/forecast")).await.says("87,50"));
}
