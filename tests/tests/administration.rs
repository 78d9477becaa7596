//! An administrator lets people in and lets them go, on pages without a script.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use opstap::{AppointmentEntry, CivilTime, ContactEntry, LocalMoment, OpstapError, Role};
use opstap_tests::browser::{Browser, Seen};
use opstap_tests::circle::{Circle, MONDAY};
use opstap_tests::town::{Town, device};
use reqwest::StatusCode;

/// The code on a page that tells one.
fn code(seen: &Seen) -> String {
    let at = seen.html.find(" is ").unwrap() + 4;
    let code = &seen.html[at..at + 11];
    assert!(code.as_bytes()[5] == b'-', "{}", seen.html);
    code.to_owned()
}

/// The page of whoever is called this.
fn page_of(seen: &Seen, name: &str) -> String {
    let at = seen.html.find(&format!(">{name}</a>")).unwrap_or_else(|| panic!("{}", seen.html));
    let from = seen.html[..at].rfind("/web/people/").unwrap();
    seen.html[from..].split('"').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_begins_with_the_code_that_is_told_once() {
    let town = Town::new();
    let bas = town.hire(Role::Administrator, "Bas");
    let _serving = town.serve();
    let mut admin = Browser::signed_in(&town, bas).await;
    let list = admin.get("/web").await;
    assert!(list.says("Medewerkers") && list.says("Sam") && list.says("1 dossier"), "{}", list.html);
    assert!(!list.says("Noor"), "an administrator sees no client");
    for (role, name, field) in [
        ("", "Ali <b>", "role-refused"),
        ("counsellor", " ", "name-refused"),
        ("client", "Ali", "role-refused"),
    ] {
        let typed = [("role", role), ("name", name), ("act", "add")];
        let refused = admin.post("/web/people", &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.says(field) && !refused.says("<b>"), "{}", refused.html);
    }
    let typed = [("role", "counsellor"), ("name", "Ali <b>"), ("act", "add")];
    let added = admin.post("/web/people", &typed).await;
    assert!(added.says("Ali &lt;b&gt;") && added.says("Nog nooit ingelogd"), "{}", added.html);
    let first = code(&added);
    let again = admin.get("/web/people").await;
    assert!(!again.says(&first), "told once");
    let ali = page_of(&again, "Ali &lt;b&gt;");
    let second = code(&admin.post(&ali, &[("act", "code")]).await);
    let home = tempfile::tempdir().unwrap();
    let tablet = device(home.path());
    assert!(
        tablet.pair(&town.url(), &first, "tablet").await.is_err(),
        "who found the first code has nothing"
    );
    tablet.pair(&town.url(), &second, "tablet").await.unwrap();
    assert!(admin.get(&ali).await.says("Ingelogd op 1 apparaat"));
    let ended = admin.post(&ali, &[("act", "end")]).await;
    assert!(ended.says("is nu overal uitgelogd") && ended.says("Nu nergens ingelogd"), "{}", ended.html);
    assert!(matches!(tablet.sync().await, Err(OpstapError::DeviceRevoked)));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_leaves_gives_the_cases_to_another() {
    let town = Town::new();
    let bas = town.hire(Role::Administrator, "Bas");
    let _serving = town.serve();
    let home = tempfile::tempdir().unwrap();
    let tablet = device(home.path());
    town.pair(&tablet, town.counsellor).await;
    tablet.sync().await.unwrap();
    assert_eq!(tablet.cases(), [town.case]);
    let mut admin = Browser::signed_in(&town, bas).await;
    let sam = page_of(&admin.get("/web/people").await, "Sam");
    let alone = admin.get(&sam).await;
    assert!(alone.says("geen andere hulpverlener"), "{}", alone.html);
    let ria = town.hire(Role::Counsellor, "Ria");
    let refused = admin.post(&sam, &[("to", ""), ("act", "leave")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("to-refused") && refused.says("<details open>"), "{}", refused.html);
    let gone = admin.post(&sam, &[("to", &ria.to_string()), ("act", "leave")]).await;
    assert!(gone.says("Het account van Sam is gesloten.") && gone.says("Weg sinds"), "{}", gone.html);
    assert_eq!(admin.get(&sam).await.status, StatusCode::NOT_FOUND);
    assert!(matches!(tablet.sync().await, Err(OpstapError::DeviceRevoked)));
    let mut next = Browser::signed_in(&town, ria).await;
    let clients = next.get("/web/clients").await;
    assert!(clients.says("Noor"), "{}", clients.html);
    // Oneself.
    let own = page_of(&admin.get("/web/people").await, "Bas");
    assert!(!admin.get(&own).await.says("Sluit het account"));
    let refused = admin.post(&own, &[("act", "leave")]).await;
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_finds_these_pages() {
    let town = Town::new();
    let roos = town.hire(Role::ContentManager, "Roos");
    let _serving = town.serve();
    let people = format!("/web/people/{}", town.counsellor);
    for account in [town.counsellor, town.client, roos] {
        let mut browser = Browser::signed_in(&town, account).await;
        for place in ["/web/people", &people] {
            let seen = browser.get(place).await;
            assert!(!seen.says("Voeg iemand toe") && !seen.says("Maak een inlogcode"), "{}", seen.html);
            for act in ["add", "code", "end", "leave"] {
                let typed = [("role", "administrator"), ("name", "Ik"), ("act", act)];
                let done = browser.post(place, &typed).await;
                assert!(done.status.is_client_error(), "{account} {place} {act}: {}", done.status);
            }
        }
    }
    let mut sam = Browser::signed_in(&town, town.counsellor).await;
    assert!(sam.get("/web/clients").await.says("Noor"), "nothing changed");
}

#[tokio::test(flavor = "multi_thread")]
async fn how_long_cases_are_kept_and_one_that_stays() {
    let town = Town::new();
    let bas = town.hire(Role::Administrator, "Bas");
    let ago = SystemTime::now().checked_sub(Duration::from_hours(400 * 24)).unwrap();
    let ago = ago.duration_since(UNIX_EPOCH).unwrap().as_millis();
    town.close_case(town.case, None, i64::try_from(ago).unwrap());
    let _serving = town.serve();
    let mut admin = Browser::signed_in(&town, bas).await;
    let all = admin.get("/web/keeping").await;
    assert!(all.says("Niemand zei hoe het eindigde") && all.says("Sam, gestopt op"), "{}", all.html);
    assert!(!all.says("Noor"), "an administrator sees no client");
    assert!(all.says("Nog niet bevestigd") && all.says("Vraag wie over het archief gaat"), "{}", all.html);
    let refused = admin.post("/web/keeping", &[("act", "find"), ("number", "0000")]).await;
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.says("number-refused"));
    let number = &town.case.to_string()[..8].to_uppercase();
    let found = admin.post("/web/keeping", &[("act", "find"), ("number", number)]).await;
    assert!(found.says("Houd dit dossier tegen"), "{}", found.html);
    let case = format!("/web/keeping/{}", town.case);
    assert!(admin.post(&case, &[("act", "result"), ("result", "")]).await.says("result-refused"));
    let ended = admin.post(&case, &[("act", "result"), ("result", "completed")]).await;
    assert!(ended.says("Bewaard.") && ended.says("Hoe het eindigde: Afgerond"), "{}", ended.html);
    let rule = |span: &'static str, source: &'static str| {
        [("act", "rule"), ("span", span), ("unit", "years"), ("source", source), ("confirmed", "yes")]
    };
    for (span, source, field) in
        [("een", "lijst", "span-refused"), ("101", "lijst", "span-refused"), ("1", " ", "source-refused")]
    {
        let refused = admin.post("/web/keeping/completed", &rule(span, source)).await;
        assert!(
            refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.says(field),
            "{}",
            refused.html
        );
        assert!(refused.says(&format!("value=\"{span}\"")), "what was typed stays");
    }
    let set = admin.post("/web/keeping/completed", &rule("1", "Onze <lijst>")).await;
    assert!(set.says("Vannacht gaat er 1 dossier weg.") && set.says("Gaat vannacht weg"), "{}", set.html);
    assert!(set.says("1 jaar na het einde") && set.says("Onze &lt;lijst&gt;"), "{}", set.html);
    assert!(admin.post(&case, &[("act", "hold"), ("reason", "")]).await.says("reason-refused"));
    let held = admin.post(&case, &[("act", "hold"), ("reason", "bezwaar")]).await;
    assert!(held.says("Dit dossier blijft staan.") && held.says("Tegengehouden: bezwaar"), "{}", held.html);
    assert!(!admin.get("/web/keeping").await.says("Gaat vannacht weg"));
    let lifted = admin.post(&case, &[("act", "lift")]).await;
    assert!(
        lifted.says("niet meer tegengehouden") && lifted.says("De termijn eindigde op"),
        "{}",
        lifted.html
    );
    for none in ["/web/keeping/gone", "/web/keeping/00000000-0000-0000-0000-000000000000"] {
        assert_eq!(admin.get(none).await.status, StatusCode::NOT_FOUND);
    }
    let mut sam = Browser::signed_in(&town, town.counsellor).await;
    for place in ["/web/keeping", &case] {
        assert!(!sam.get(place).await.says("Houd dit dossier"), "not a helper's");
        let done = sam.post(place, &[("act", "hold"), ("reason", "ik")]).await;
        assert!(done.status.is_client_error(), "{}", done.status);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_colleague_stands_in_until_somebody_is_back() {
    let town = Town::new();
    let bas = town.hire(Role::Administrator, "Bas");
    let _serving = town.serve();
    let mut admin = Browser::signed_in(&town, bas).await;
    let sam = page_of(&admin.get("/web/people").await, "Sam");
    assert!(admin.get(&sam).await.says("geen andere hulpverlener die kan vervangen"));
    let ria = town.hire(Role::Counsellor, "Ria");
    let mut next = Browser::signed_in(&town, ria).await;
    assert!(!next.get("/web/clients").await.says("Noor"));
    let later = SystemTime::now().checked_add(Duration::from_hours(24 * 24)).unwrap();
    let later = later.duration_since(UNIX_EPOCH).unwrap().as_millis();
    let later = opstap_domain::Instant(i64::try_from(later).unwrap());
    let later = opstap_domain::Zone::AMSTERDAM.date(later).to_string();
    let stand_in = ria.to_string();
    for (who, day, field) in [
        ("", later.as_str(), "stand_in-refused"),
        (&stand_in, "", "back_on-refused"),
        (&stand_in, "2020-01-01", "back_on-refused"),
        (&stand_in, "morgen", "back_on-refused"),
    ] {
        let typed = [("act", "away"), ("stand_in", who), ("back_on", day)];
        let refused = admin.post(&sam, &typed).await;
        assert!(
            refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.says(field),
            "{}",
            refused.html
        );
    }
    let typed = [("act", "away"), ("stand_in", stand_in.as_str()), ("back_on", later.as_str())];
    let gone = admin.post(&sam, &typed).await;
    assert!(
        gone.says("Sam is afwezig.") && gone.says("Ria vervangt.") && gone.says("Is weer terug"),
        "{}",
        gone.html
    );
    assert!(admin.get("/web/people").await.says("Vervangt Sam tot"));
    let mut next_day = Browser::signed_in(&town, ria).await;
    assert!(next_day.get("/web/clients").await.says("Noor"));
    let mut client = Browser::signed_in(&town, town.client).await;
    assert!(client.get("/web/sharing").await.says("Ria"));
    let back = admin.post(&sam, &[("act", "back")]).await;
    assert!(back.says("Sam is weer terug.") && back.says("Meld afwezig"), "{}", back.html);
    let mut after = Browser::signed_in(&town, ria).await;
    assert!(!after.get("/web/clients").await.says("Noor"));
    let mut client = Browser::signed_in(&town, town.client).await;
    let sharing = client.get("/web/sharing").await;
    assert!(sharing.says("Sam") && !sharing.says("Ria"), "{}", sharing.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_wait_is_opened_and_the_client_reads_by_whom_and_why() {
    let town = Town::new();
    let ria = town.hire(Role::Counsellor, "Ria");
    let _serving = town.serve();
    let mut helper = Browser::signed_in(&town, ria).await;
    let way = helper.get("/web/clients").await;
    assert!(way.says("Open een dossier dat niet van jou is") && !way.says("Noor"), "{}", way.html);
    for (sought, why, field) in
        [("Noor", "", "why-refused"), ("Noo", "glass_threat", "sought-refused"), ("Noor", "x", "why-refused")]
    {
        let typed = [("act", "open"), ("sought", sought), ("why", why)];
        let refused = helper.post("/web/glass", &typed).await;
        assert!(
            refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.says(field),
            "{}",
            refused.html
        );
        assert!(refused.says(&format!("value=\"{sought}\"")), "what was typed stays");
    }
    let typed = [("act", "open"), ("sought", "noor"), ("why", "glass_threat")];
    let opened = helper.post("/web/glass", &typed).await;
    assert!(opened.says("vandaag en morgen") && opened.says("Noor"), "{}", opened.html);
    let mut client = Browser::signed_in(&town, town.client).await;
    assert!(client.get("/web/sharing").await.says("Ria"), "seen while it is open");
    let looks = client.get("/web/page/looks").await;
    assert!(
        looks.says("Ria van de gemeente opende je dossier.") && looks.says("bijna iets kwijtraken"),
        "{}",
        looks.html
    );
    for account in [town.client, town.hire(Role::Administrator, "Bas"), town.hire(Role::Coach, "Ko")] {
        let mut other = Browser::signed_in(&town, account).await;
        assert!(!other.get("/web/glass").await.says("Wie is het?"), "{account}");
        let done = other.post("/web/glass", &typed).await;
        assert!(done.status.is_client_error(), "{account}: {}", done.status);
    }
}

/// Somebody wants a text message the evening before an appointment, and has one tomorrow.
async fn be_expected(town: &Town) {
    let circle = Circle::new(town).await;
    let contact =
        ContactEntry { mobile: Some("06 12345678"), remind: Some("sms"), ..ContactEntry::default() };
    circle.phone.set_contact(None, &contact).unwrap();
    let day = circle.desk.calendar(None).unwrap().today.plus_days(1);
    let entry = AppointmentEntry {
        title: "Gesprek".into(),
        starts: LocalMoment::new(day, CivilTime::hour_of_day(10)),
        minutes: None,
        place: None,
        bring: None,
    };
    circle.desk.plan_appointment(None, &entry).unwrap();
    circle.meet().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_sees_what_is_connected_and_what_got_stuck() {
    // The evening before an appointment.
    let town = Town::with_clock(|| MONDAY.0 + 9 * 3_600_000);
    let bas = town.hire(Role::Administrator, "Bas");
    let serving = town.serve();
    be_expected(&town).await;
    drop(serving);
    assert_eq!(town.refuse_reminders(), 1);
    let _serving = town.serve();

    let mut admin = Browser::signed_in(&town, bas).await;
    let place = "/web/connections";
    let all = admin.get(place).await;
    assert!(all.says("Een sms over een afspraak: morgen om 10.00 uur"), "{}", all.html);
    assert!(
        all.says("Dit bericht werd geweigerd") && !all.says("Noor") && !all.says("12345678"),
        "{}",
        all.html
    );
    assert!(all.says("met een code, of met een eigen wachtzin"), "{}", all.html);
    for (url, why) in [
        ("zaken.testdorp.nl", "beginnen met https://"),
        ("https://127.0.0.1/meldingen", "niet op het open internet"),
    ] {
        let refused = admin.post(place, &[("act", "add"), ("url", url), ("case.closed", "yes")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.says(why) && refused.says(&format!("value=\"{url}\"")), "{}", refused.html);
        assert!(refused.says("name=\"case.closed\" value=\"yes\" checked"), "what was chosen stays");
    }
    let url = "https://zaken.testdorp.nl/opstap";
    let added = admin.post(place, &[("act", "add"), ("url", url), ("case.closed", "yes")]).await;
    assert!(added.says("whsec_") && added.says("Een dossier is gestopt"), "{}", added.html);
    assert!(!added.says("Een cliënt schreef een bericht"), "{}", added.html);
    let list = admin.get(place).await;
    let one = list.html.split(&format!("href=\"{place}/")).nth(1).unwrap().split('"').next().unwrap();
    let one = format!("{place}/{one}");
    assert!(!admin.get(&one).await.says("whsec_"), "told once");
    assert!(admin.post(&one, &[("act", "test")]).await.says("De proefmelding is onderweg."));
    assert!(admin.post(&one, &[("act", "rotate")]).await.says("whsec_"));
    assert!(admin.post(&one, &[("act", "again")]).await.says("gaan opnieuw"));
    assert!(admin.post(&one, &[("act", "remove")]).await.says("Het systeem krijgt geen meldingen meer."));
    let gone = admin.get(&one).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);

    let reference = all.html.split("name=\"reference\" value=\"").nth(1).unwrap();
    let reference = reference.split('"').next().unwrap();
    let left = admin.post(place, &[("act", "leave"), ("reference", reference)]).await;
    assert!(
        left.says("Dit bericht gaat niet meer weg.") && left.says("Er is niets blijven steken."),
        "{}",
        left.html
    );
    let again = admin.post(place, &[("act", "retry"), ("reference", reference)]).await;
    assert!(again.says("Dit bericht wacht niet meer op jou."), "{}", again.html);
    for account in [town.client, town.counsellor, town.coach] {
        let mut other = Browser::signed_in(&town, account).await;
        assert!(!other.get(place).await.says("zaken.testdorp.nl"), "{account}");
        let done = other.post(place, &[("act", "add"), ("url", url)]).await;
        assert!(done.status.is_client_error(), "{account}: {}", done.status);
    }
}
