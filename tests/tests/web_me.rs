//! What a client decides about themselves, on pages in a browser, without a script; beside a phone and two helpers.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use opstap::LineEntry;
use opstap_tests::browser::{Browser, Seen};
use opstap_tests::circle::Circle;
use opstap_tests::town::Town;
use reqwest::StatusCode;

const WANTED: [(&str, &str); 8] = [
    ("act", "save"),
    ("language", "nl"),
    ("nudges", "no"),
    ("news", "yes"),
    ("hours_before", "2"),
    ("quiet_from", "20:30"),
    ("quiet_to", "8:00"),
    ("pause_until", "2099-04-01"),
];

/// The same form, with one answer that is another.
fn with(name: &str, value: &'static str) -> Vec<(&'static str, &'static str)> {
    WANTED.map(|(known, was)| (known, if known == name { value } else { was })).to_vec()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_says_how_they_want_it_and_their_phone_does_so() {
    let town = Town::new();
    let _serving = town.serve();
    let circle = Circle::new(&town).await;
    let mut client = Browser::signed_in(&town, town.client).await;
    let page = client.get("/web/preferences").await;
    assert!(page.says("Stille uren") && page.says("type=\"time\""), "{}", page.html);
    for (name, typed) in
        [("quiet_from", "laat"), ("pause_until", "ooit"), ("hours_before", "99"), ("language", "fy")]
    {
        let refused = client.post("/web/preferences", &with(name, typed)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(
            refused.says("class=\"refused\"")
                && (name == "pause_until" || refused.says("value=\"2099-04-01\""))
        );
    }
    circle.meet().await;
    let before = circle.phone.preferences(None).unwrap();
    assert!(before.nudges && before.hours_before.is_none(), "refused, nothing was changed: {before:?}");

    let saved = client.post("/web/preferences", &WANTED).await;
    assert!(
        saved.says("Bewaard.") && saved.says("value=\"20:30\"") && saved.says("value=\"08:00\""),
        "{}",
        saved.html
    );
    circle.meet().await;
    let known = circle.phone.preferences(None).unwrap();
    assert!(
        !known.nudges && known.hours_before == Some(2) && known.quiet_from.to_string() == "20:30",
        "{known:?}"
    );
    assert_eq!(known.paused_until, Some("2099-04-01".parse().unwrap()));
    let english = client.post("/web/preferences", &with("language", "en")).await;
    assert!(english.says("<html lang=\"en\"") && english.says("Quiet hours"), "{}", english.html);
    let none = client.post("/web/preferences", &with("pause_until", "")).await;
    assert!(none.says("<html lang=\"nl\""), "{}", none.html);
    circle.meet().await;
    assert_eq!(circle.phone.preferences(None).unwrap().paused_until, None);

    let case = format!("/web/of/{}", town.case);
    // Who sees nothing of a case does not see that there is one.
    for (helper, status) in [(town.counsellor, StatusCode::FORBIDDEN), (town.coach, StatusCode::NOT_FOUND)] {
        let mut desk = Browser::signed_in(&town, helper).await;
        assert!(!desk.get(&format!("{case}/more")).await.says("/preferences\""));
        assert_eq!(desk.get(&format!("{case}/preferences")).await.status, status);
        assert_eq!(desk.post(&format!("{case}/preferences"), &WANTED).await.status, status);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_told_of_a_household_chooses_tips_and_a_coach_does_not_see_it() {
    let town = Town::new();
    let _serving = town.serve();
    let mut client = Browser::signed_in(&town, town.client).await;
    let children = "/web/fact/household.childrenUnder18";
    assert!(client.get("/web/profile").await.says(&format!("href=\"{children}\"")));
    let refused = client.post(children, &[("act", "save"), ("value", "veel")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("value-refused") && refused.says("value=\"veel\""), "{}", refused.html);
    let told = client.post(children, &[("act", "save"), ("value", "3")]).await;
    assert!(told.says("Dit heb je verteld") && told.says("<strong>3</strong>"), "{}", told.html);
    assert!(client.get(children).await.says("value=\"3\""));
    assert_eq!(client.get("/web/fact/nothing").await.status, StatusCode::NOT_FOUND);

    let case = format!("/web/of/{}", town.case);
    let mut desk = Browser::signed_in(&town, town.counsellor).await;
    assert!(desk.get(&format!("{case}/profile")).await.says("<strong>3</strong>"));
    let changed = desk
        .post(&format!("{case}/fact/household.childrenUnder18"), &[("act", "save"), ("value", "2")])
        .await;
    assert!(changed.says("<strong>2</strong>"), "{}", changed.html);
    let mut coach = Browser::signed_in(&town, town.coach).await;
    assert_eq!(coach.get(&format!("{case}/profile")).await.status, StatusCode::NOT_FOUND);
    let circle = Circle::new(&town).await;
    assert_eq!(circle.phone.profile(None).unwrap().facts[0].text, "2");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_chooses_what_a_coach_sees_until_when_and_stops() {
    let town = Town::new();
    let _serving = town.serve();
    let mut client = Browser::signed_in(&town, town.client).await;
    client.post("/web/line/huur", &[("act", "save"), ("amount", "612,50")]).await;
    let helper = town.coach.to_string();
    let page = client.get("/web/sharing").await;
    assert!(page.says("Ziet nu niets van je") && page.says(&helper), "{}", page.html);
    let share = |day| {
        [
            ("act", "share"),
            ("helper", helper.as_str()),
            ("parts", "budget"),
            ("parts", "agenda"),
            ("until", day),
        ]
    };
    let past = client.post("/web/sharing", &share("2020-01-01")).await;
    assert_eq!(past.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(past.says("until-refused") && past.says("value=\"2020-01-01\""), "{}", past.html);
    assert_eq!(past.html.matches(" checked").count(), 2, "what was ticked stays: {}", past.html);
    let money = format!("/web/of/{}/money", town.case);
    let mut coach = Browser::signed_in(&town, town.coach).await;
    assert!(!coach.get(&money).await.says("612,50"), "refused, nothing is shared");

    let shared = client.post("/web/sharing", &share("2099-01-01")).await;
    assert!(shared.says("Ziet: ") && shared.says("value=\"2099-01-01\""), "{}", shared.html);
    let mut coach = Browser::signed_in(&town, town.coach).await;
    assert!(coach.get(&money).await.says("612,50"));
    let stopped = client.post("/web/sharing", &[("act", "stop"), ("helper", &helper)]).await;
    assert!(stopped.says("Ziet nu niets van je"), "{}", stopped.html);
    let mut coach = Browser::signed_in(&town, town.coach).await;
    assert!(!coach.get(&money).await.says("612,50"));

    let place = format!("/web/of/{}/sharing", town.case);
    let mut desk = Browser::signed_in(&town, town.counsellor).await;
    let seen = desk.get(&place).await;
    assert!(seen.says("coach") && !seen.says("value=\"share\""), "{}", seen.html);
    assert_eq!(desk.post(&place, &share("")).await.status, StatusCode::FORBIDDEN);
    let nobody = [("act", "share"), ("helper", "00000000-0000-0000-0000-000000000001"), ("parts", "budget")];
    assert_eq!(client.post("/web/sharing", &nobody).await.status, StatusCode::NOT_FOUND);
    let part = [("act", "share"), ("helper", helper.as_str()), ("parts", "private")];
    assert_eq!(client.post("/web/sharing", &part).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_appointment_is_asked_for_moved_and_closed_on_both_sides() {
    let town = Town::new();
    let _serving = town.serve();
    let mut client = Browser::signed_in(&town, town.client).await;
    let case = format!("/web/of/{}", town.case);
    assert!(client.get("/web/agenda").await.says("href=\"/web/newappointment\""));
    let asked = |title, day, time| {
        [
            ("act", "plan"),
            ("title", title),
            ("day", day),
            ("time", time),
            ("place", "Stadhuis"),
            ("bring", ""),
        ]
    };
    for (form, field) in [
        (asked("", "2099-04-01", "10:30"), "title"),
        (asked("Huur", "", "10:30"), "day"),
        (asked("Huur", "2020-04-01", "10:30"), "day"),
        (asked("Huur", "2099-04-01", "half elf"), "time"),
    ] {
        let refused = client.post("/web/newappointment", &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{form:?}");
        assert!(
            refused.says(&format!("id=\"{field}-refused\"")) && refused.says("value=\"Stadhuis\""),
            "{}",
            refused.html
        );
    }
    assert!(client.get("/web/agenda").await.says("Er staan geen afspraken."), "refused, nothing was planned");
    let planned = client.post("/web/newappointment", &asked("Huur", "2099-04-01", "10:30")).await;
    assert!(planned.says("Huur") && planned.says("Stadhuis") && planned.says("Bewaard."), "{}", planned.html);

    let mut desk = Browser::signed_in(&town, town.counsellor).await;
    let seen = desk.get(&format!("{case}/agenda")).await;
    let at = seen.html.find("/appointment/").unwrap();
    let place = seen.html[at..].split('"').next().unwrap().to_owned();
    let page = desk.get(&format!("{case}{place}")).await;
    assert!(page.says("value=\"kept\"") && page.says("value=\"move\""), "{}", page.html);
    let unread =
        desk.post(&format!("{case}{place}"), &[("act", "move"), ("day", "2099-04-02"), ("time", "x")]).await;
    assert_eq!(unread.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unread.says("time-refused") && unread.says("value=\"2099-04-02\""), "{}", unread.html);
    let moved = desk
        .post(&format!("{case}{place}"), &[("act", "move"), ("day", "2099-04-02"), ("time", "9:15")])
        .await;
    assert!(moved.says("09.15"), "{}", moved.html);
    let mut client = Browser::signed_in(&town, town.client).await;
    let own = client.get(&format!("/web{place}")).await;
    assert!(
        own.says("09.15") && own.says("value=\"confirm\"") && !own.says("value=\"kept\""),
        "{}",
        own.html
    );
    assert!(client.post(&format!("/web{place}"), &[("act", "confirm")]).await.says("bevestigd"));
    let mut desk = Browser::signed_in(&town, town.counsellor).await;
    let kept = desk.post(&format!("{case}{place}"), &[("act", "kept")]).await;
    assert!(kept.says("Dit was eerder") && !desk.get(&format!("{case}{place}")).await.says("value=\"move\""));
    let proposed =
        desk.post(&format!("{case}/newappointment"), &asked("Energie", "2099-05-01", "14:00")).await;
    assert!(proposed.says("Energie"), "{}", proposed.html);
    let mut client = Browser::signed_in(&town, town.client).await;
    assert!(client.get("/web/agenda").await.says("Energie"));
    assert_eq!(client.get("/web/appointment/nothing").await.status, StatusCode::NOT_FOUND);
    let circle = Circle::new(&town).await;
    let agenda = circle.phone.agenda(None).unwrap();
    assert!(agenda.past.iter().any(|row| row.title == "Huur" && row.status == "kept"));
}

#[tokio::test(flavor = "multi_thread")]
async fn tips_and_words_are_found_and_a_tip_is_put_to_rest() {
    let town = Town::new();
    let (other, _) = town.open_case("Bram");
    let _serving = town.serve();
    let mut client = Browser::signed_in(&town, town.client).await;
    client
        .post("/web/messages", &[("act", "send"), ("text", "Afloscapaciteit, dat hoorde ik van de buren.")])
        .await;
    for (fact, told) in [("household.childrenUnder18", "3"), ("income.hasKindgebondenBudget", "nee")] {
        client.post(&format!("/web/fact/{fact}"), &[("act", "save"), ("value", told)]).await;
    }
    assert!(place(&client.get("/web/today").await, "/web/tip/").is_some());
    let page = client.get("/web/library").await;
    let tip = place(&page, "/web/tip/").expect("a tip that fits");
    let word = place(&page, "/web/word/").expect("a difficult word");
    assert!(client.get(&word).await.says("href=\"/web/library\""));
    let seen = client.get(&tip).await;
    assert!(seen.says("Waarom je dit ziet") && seen.says("value=\"hide\""), "{}", seen.html);
    let found = client.post("/web/library", &[("act", "search"), ("search", "afloscapaciteit")]).await;
    assert!(found.says("value=\"afloscapaciteit\"") && found.says("van de buren"), "{}", found.html);
    assert!(found.says("href=\"/web/messages\"") && place(&found, "/web/word/").is_some(), "{}", found.html);
    let none = client.post("/web/library", &[("act", "search"), ("search", "<b>xyzzy")]).await;
    assert!(none.says("Niets gevonden") && none.says("value=\"&lt;b&gt;xyzzy\""), "{}", none.html);
    assert_eq!(client.get("/web/tip/nothing").await.status, StatusCode::NOT_FOUND);

    // Found in one case of a helper's, and on no page of another.
    let mut desk = Browser::signed_in(&town, town.counsellor).await;
    let search = [("act", "search"), ("search", "afloscapaciteit")];
    let case = format!("/web/of/{}", town.case);
    let here = desk.post(&format!("{case}/library"), &search).await;
    assert!(here.says("van de buren") && here.says("Meekijken: Noor"), "{}", here.html);
    assert!(!desk.post(&format!("/web/of/{other}/library"), &search).await.says("van de buren"));
    let along = tip.replace("/web", &case);
    assert!(!desk.get(&along).await.says("value=\"hide\""));
    assert_eq!(desk.post(&along, &[("act", "hide")]).await.status, StatusCode::FORBIDDEN);

    let hidden = client.post(&tip, &[("act", "hide")]).await;
    assert!(hidden.says("een tijd weg") && !hidden.says(&format!("\"{tip}\"")), "{}", hidden.html);
    assert_eq!(client.get(&tip).await.status, StatusCode::NOT_FOUND);
}

/// The first address on a page that begins like this.
fn place(seen: &Seen, begins: &str) -> Option<String> {
    let at = seen.html.find(&format!("href=\"{begins}"))? + "href=\"".len();
    Some(seen.html[at..].split('"').next()?.to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_amount_was_is_seen_and_undone_and_two_readings_are_chosen_from() {
    let town = Town::new();
    let _serving = town.serve();
    let mut client = Browser::signed_in(&town, town.client).await;
    for amount in ["600", "700"] {
        client.post("/web/line/huur", &[("act", "save"), ("amount", amount)]).await;
    }
    let line = place(&client.get("/web/money").await, "/web/line/huur/").unwrap();
    let past = place(&client.get(&line).await, "/web/history/").unwrap();
    let page = client.get(&past).await;
    assert!(page.says("Dit was het eerst: €\u{a0}600,00") && page.says("jij"), "{}", page.html);
    let latest = hidden(&page, "change");
    let undone = client.post(&past, &[("act", "undo"), ("change", &latest)]).await;
    assert!(undone.says("Bewaard.") && undone.says("Dit was het eerst: €\u{a0}700,00"), "{}", undone.html);
    assert!(client.get("/web/money").await.says("600,00"));
    let twice = client.post(&past, &[("act", "undo"), ("change", &latest)]).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twice.says("role=\"alert\"") && twice.says("Wat er veranderde"), "{}", twice.html);
    assert_eq!(client.get("/web/history/nothing").await.status, StatusCode::NOT_FOUND);
    let none = [("act", "undo"), ("change", "nothing")];
    assert_eq!(client.post(&past, &none).await.status, StatusCode::NOT_FOUND);

    // Two write one amount while neither hears of the other.
    let circle = Circle::new(&town).await;
    let rent =
        |typed: &str| LineEntry { category: "huur".into(), typed: typed.into(), ..LineEntry::default() };
    circle.phone.set_budget_line(None, &rent("710")).unwrap();
    circle.desk.set_budget_line(None, &rent("720")).unwrap();
    circle.meet().await;
    let mut client = Browser::signed_in(&town, town.client).await;
    assert!(client.get("/web/today").await.says("href=\"/web/conflicts\""));
    assert!(client.get("/web/money").await.says("href=\"/web/conflicts\">Twee versies"));
    let open = client.get("/web/conflicts").await;
    assert!(open.says("710,00") && open.says("720,00") && open.says("value=\"shown\""), "{}", open.html);
    let safe = client.get("/web/safety").await;
    assert!(safe.says("staat ook bij de gemeente") && safe.says("href=\"/web/conflicts\""), "{}", safe.html);
    assert!(client.post("/web/safety", &[("act", "sync")]).await.says("Laatst bijgewerkt"));
    let conflict = hidden(&open, "conflict");
    let unknown = client.post("/web/conflicts", &[("act", "other"), ("conflict", "x")]).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    let chosen = client.post("/web/conflicts", &[("act", "other"), ("conflict", &conflict)]).await;
    assert!(chosen.says("class=\"told\"") && chosen.says("Al gekozen"), "{}", chosen.html);
    assert!(!chosen.says("value=\"other\"") && chosen.says("value=\"undo\""), "{}", chosen.html);
    circle.meet().await;
    assert!(circle.phone.budget(None).unwrap().certain);

    let case = format!("/web/of/{}", town.case);
    let mut desk = Browser::signed_in(&town, town.counsellor).await;
    assert!(desk.get(&past.replace("/web", &case)).await.says("Meekijken: Noor"));
    assert!(desk.get(&format!("{case}/conflicts")).await.says("Al gekozen"));
    // Either part may be in it: both are noted.
    let looks = client.get("/web/page/looks").await;
    assert!(looks.says("keek in je geldzaken") && looks.says("keek in je dossier"), "{}", looks.html);
    // A coach who sees the agenda alone sees no past of the money.
    let helper = town.coach.to_string();
    client.post("/web/sharing", &[("act", "share"), ("helper", &helper), ("parts", "agenda")]).await;
    let mut coach = Browser::signed_in(&town, town.coach).await;
    assert_eq!(coach.get(&format!("{case}/agenda")).await.status, StatusCode::OK);
    assert_eq!(coach.get(&past.replace("/web", &case)).await.status, StatusCode::NOT_FOUND);
    assert!(!coach.get(&format!("{case}/conflicts")).await.says("720,00"));
}

/// The value of the first hidden input of this name.
fn hidden(seen: &Seen, name: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    let at = seen.html.find(&start).unwrap() + start.len();
    seen.html[at..].split('"').next().unwrap().to_owned()
}
