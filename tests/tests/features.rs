//! The matrix of what an organisation offers, on pages and devices: each of it offered and left out, against where it is shown and what
//! begins with it; and a second municipality that begins by configuration alone. A feature that these functions say nothing of
//! does not compile.
#![allow(clippy::unwrap_used, clippy::panic)]

use opstap::{
    CivilTime, Example, Feature, LocalMoment, MomentsEntry, Opstap, OpstapError, Role, SignUp, Uuid, Words,
};
use opstap_content::Language;
use opstap_domain::organisation::Organisation;
use opstap_server::data::DataDir;
use opstap_server::engine::{ContentItem, NewCase, PROGRAMME, Style};
use opstap_tests::browser::{Browser, Seen};
use opstap_tests::circle::{Circle, MONDAY};
use opstap_tests::town::{Town, device_at};
use reqwest::StatusCode;
use serde_json::json;
use tempfile::TempDir;

const NOT_OFFERED: &str = "biedt dit nu niet aan";

/// Everybody who begins something, each with what they begin it with.
struct Place {
    town: Town,
    circle: Circle,
    /// Devices of the client and the counsellor that hear of nothing while something is left out.
    behind: [(Opstap, TempDir); 2],
    bas: Browser,
    roos: Uuid,
}

impl Place {
    async fn new(town: Town) -> Self {
        let desk = town.open_desk("Balie");
        assert!(!desk.is_nil());
        let (bas, roos) = (town.hire(Role::Administrator, "Bas"), town.hire(Role::ContentManager, "Roos"));
        let circle = Circle::new(&town).await;
        let behind = [town.client, town.counsellor].map(|account| {
            let home = tempfile::tempdir().unwrap();
            (account, device_at(home.path(), MONDAY), home)
        });
        let mut two = Vec::new();
        for (account, device, home) in behind {
            town.pair(&device, account).await;
            two.push((device, home));
        }
        let bas = Browser::signed_in(&town, bas).await;
        Self { behind: two.try_into().unwrap_or_else(|_| panic!()), town, circle, bas, roos }
    }

    async fn offer(&mut self, feature: Feature, on: bool) -> Seen {
        let act = if on { "on" } else { "off" };
        let said = self.bas.post("/web/features", &[("feature", feature.name()), ("act", act)]).await;
        assert_eq!(said.status, StatusCode::OK);
        self.circle.meet().await;
        said
    }

    /// A page on which there is a way to it, of a browser that came in just now, and what shows it.
    async fn shown(&self, feature: Feature) -> bool {
        let case = self.town.case;
        let of = |place: &str| format!("/web/of/{case}/{place}");
        let (account, path, way) = match feature {
            Feature::SignUp => (None, "/web/in".to_owned(), "href=\"/web/start\"".to_owned()),
            Feature::Events => {
                (Some(self.town.client), "/web/page/event/event-9".to_owned(), "value=\"attend\"".to_owned())
            }
            Feature::Moments => (Some(self.town.counsellor), of("agenda"), of("page/new-moments")),
            Feature::Coaches => {
                let other = self.town.open_case("Bo").1;
                (Some(other), "/web/sharing".to_owned(), "name=\"parts\"".to_owned())
            }
            Feature::Forms => {
                (Some(self.town.counsellor), of("page/form/schaal"), "value=\"ask\"".to_owned())
            }
            Feature::News => (Some(self.roos), "/web/content".to_owned(), "href=\"/web/news\"".to_owned()),
            Feature::Calendar => (Some(self.town.coach), of("agenda"), "value=\"calendar-make\"".to_owned()),
            Feature::Proposals => {
                (Some(self.town.counsellor), of("messages"), format!("/web/of/{case}/propose/"))
            }
        };
        let mut browser = match account {
            None => Browser::new(&self.town),
            Some(account) => Browser::signed_in(&self.town, account).await,
        };
        let seen = browser.get(&path).await;
        assert_eq!(seen.status, StatusCode::OK, "{feature:?}: {}", seen.html);
        seen.says(&way)
    }

    /// The `n`th of what it makes, on a page or a device that knows. What was said, where that is no.
    async fn begin(&self, feature: Feature, n: u8) -> Result<(), String> {
        let (noor, sam) = (&self.circle.phone, &self.circle.desk);
        match feature {
            Feature::SignUp => {
                let home = tempfile::tempdir().unwrap();
                let asked = SignUp { postcode: 3811, ..SignUp::default() };
                let signed = device_at(home.path(), MONDAY).sign_up(&self.town.url(), &asked, "pc").await;
                let page = Browser::new(&self.town).get("/web/start").await;
                assert_eq!(page.status == StatusCode::OK, signed.is_ok(), "{}", page.html);
                said(signed)
            }
            Feature::Events => said(noor.attend_event(None, &format!("event-{n}"))),
            Feature::Moments => said(sam.offer_moments(Some(self.town.case), &hours(n))),
            Feature::Coaches => {
                let parts = ["agenda", "goals", "budget"];
                said(noor.share(None, self.town.coach, &parts[..usize::from(n)], None))
            }
            Feature::Forms => said(sam.ask_form(Some(self.town.case), "schaal", None)),
            Feature::News => {
                let mut roos = Browser::signed_in(&self.town, self.roos).await;
                let typed = [("words", "Er is een inloopuur op dinsdag."), ("act", "count")];
                told(roos.post("/web/news", &typed).await)
            }
            Feature::Calendar => {
                let mut coach = Browser::signed_in(&self.town, self.town.coach).await;
                let agenda = format!("/web/of/{}/agenda", self.town.case);
                told(coach.post(&agenda, &[("act", "calendar-make")]).await)
            }
            Feature::Proposals => {
                let page = format!("/web/of/{}/propose/{}", self.town.case, Uuid::nil());
                let seen = Browser::signed_in(&self.town, self.town.counsellor).await.get(&page).await;
                let done = said(sam.propose_example(Some(self.town.case), &example(), true).await);
                assert_eq!(seen.says(NOT_OFFERED), done.is_err(), "{}", seen.html);
                done
            }
        }
    }

    /// The same on a device that did not hear of it: the server decides. `None`: there is no device between them.
    async fn begin_unaware(&self, feature: Feature) -> Option<String> {
        let [(noor, _), (sam, _)] = &self.behind;
        let by = match feature {
            Feature::Events => noor.attend_event(None, "event-4").map(|_| noor).unwrap(),
            Feature::Coaches => {
                noor.share(None, self.town.coach, &["agenda", "conversation"], None).map(|_| noor).unwrap()
            }
            Feature::Moments => sam.offer_moments(Some(self.town.case), &hours(4)).map(|_| sam).unwrap(),
            Feature::Forms => sam.ask_form(Some(self.town.case), "schaal", None).map(|_| sam).unwrap(),
            Feature::Proposals => {
                return said(sam.propose_example(Some(self.town.case), &example(), true).await).err();
            }
            Feature::SignUp | Feature::News | Feature::Calendar => return None,
        };
        by.sync().await.unwrap();
        let held = by.safety().unwrap();
        Some(format!("{held:?}"))
    }

    /// What was begun before it was left out is read as before.
    fn reads(&self, feature: Feature) -> bool {
        let (noor, sam) = (&self.circle.phone, &self.circle.desk);
        let more = |to: &str| {
            let page = noor.page(None, "more").unwrap();
            page.parts.iter().any(|part| part.to.as_deref() == Some(to))
        };
        match feature {
            Feature::Events => {
                more("events") && noor.events(None).unwrap().iter().any(|event| event.status != "open")
            }
            Feature::Moments => more("moments") && noor.moments(None).unwrap().len() >= 2,
            Feature::Coaches => {
                let all = noor.sharing(None).unwrap().helpers;
                all.iter().any(|helper| helper.account == self.town.coach && !helper.parts.is_empty())
            }
            Feature::Forms => {
                noor.forms(None).unwrap().iter().any(|form| form.id == "schaal" && form.task.is_some())
            }
            Feature::Proposals => sam.conversation(Some(self.town.case), None, 9).is_ok(),
            Feature::SignUp | Feature::News | Feature::Calendar => true,
        }
    }
}

fn said<T>(done: Result<T, OpstapError>) -> Result<(), String> {
    let words = Words::new(Language::Dutch);
    done.map(drop).map_err(|error| words.say(&error.phrase()))
}

fn told(seen: Seen) -> Result<(), String> {
    if seen.status == StatusCode::OK { Ok(()) } else { Err(seen.html) }
}

fn hours(n: u8) -> MomentsEntry {
    let at = |hour| LocalMoment::new("2027-03-25".parse().unwrap(), CivilTime::new(hour, 0).unwrap());
    MomentsEntry {
        title: "Gesprek".to_owned(),
        starts: vec![at(8 + u16::from(2 * n)), at(9 + u16::from(2 * n))],
        minutes: Some(30),
        place: None,
        bring: None,
        text: "Kies een moment.".to_owned(),
    }
}

fn example() -> Example {
    Example {
        moment: "na gesprek".to_owned(),
        technique: "compliment".to_owned(),
        text: "Goed dat je belde.".to_owned(),
        english: String::new(),
    }
}

/// Events that people can come to.
fn events(town: &Town) {
    let now = MONDAY.0;
    let mut engine = DataDir::at(town.folder()).unwrap().beside().unwrap();
    let built_in = opstap_content::Package::embedded().unwrap().records().into_iter().map(ContentItem::from);
    let event = |n: u8| {
        let id = format!("event-{n}");
        let body = json!({ "id": id, "title": "Post op orde", "text": "Neem je post mee.", "place": "De Brug",
            "startsAt": now + 5 * 86_400_000, "minutes": 90, "seats": 9 });
        ContentItem { kind: "event".into(), key: id, version: "own".into(), body }
    };
    let all: Vec<ContentItem> = built_in.chain([1, 2, 3, 4, 9].map(event)).collect();
    engine.load_content(town.org, all, now).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_left_out_is_not_shown_does_not_begin_and_what_is_there_is_read() {
    let town = Town::with_clock(|| MONDAY.0);
    events(&town);
    let _serving = town.serve();
    let mut place = Place::new(town).await;
    place.circle.desk.send_message(None, "Goed dat je belde.").unwrap();
    place.circle.meet().await;
    let words = [Language::Dutch, Language::English].map(Words::new);
    for feature in Feature::ALL {
        let told = format!("{feature:?}");
        for (words, text) in words.iter().flat_map(|words| ["", "-text"].map(|text| (words, text))) {
            assert!(words.has(&format!("feature-{}{text}", feature.name())), "{told} has no words");
        }
        assert!(place.shown(feature).await, "{told} is shown");
        assert_eq!(place.begin(feature, 1).await, Ok(()), "{told} is offered");
        place.circle.meet().await;
        for (device, _) in &place.behind {
            device.sync().await.unwrap();
        }
        let off = place.offer(feature, false).await;
        assert!(off.says("staat nu uit") && off.html.matches("staat uit<").count() == 1, "{}", off.html);
        assert!(!place.shown(feature).await, "{told} is shown and left out");
        let refused = place.begin(feature, 2).await.unwrap_err();
        // The door speaks for all organisations.
        assert!(refused.contains(NOT_OFFERED) || feature == Feature::SignUp, "{told}: {refused}");
        if let Some(why) = place.begin_unaware(feature).await {
            assert!(why.contains(NOT_OFFERED), "{told}, the server: {why}");
        }
        assert!(place.reads(feature), "{told}: what was there is there");
        let on = place.offer(feature, true).await;
        assert!(on.says("staat weer aan") && !on.says("staat uit<"), "{}", on.html);
        assert!(place.shown(feature).await, "{told} is shown again");
        assert_eq!(place.begin(feature, 3).await, Ok(()), "{told} is offered again");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_leaves_anything_out() {
    let town = Town::new();
    let roos = town.hire(Role::ContentManager, "Roos");
    let bas = town.hire(Role::Administrator, "Bas");
    let _serving = town.serve();
    for account in [town.client, town.counsellor, town.coach, roos] {
        let mut browser = Browser::signed_in(&town, account).await;
        let done = browser.post("/web/features", &[("feature", "news"), ("act", "off")]).await;
        assert!(done.status.is_client_error(), "{account}: {}", done.status);
        assert!(!browser.get("/web/features").await.says("Zet uit"));
    }
    let mut admin = Browser::signed_in(&town, bas).await;
    for typed in [[("feature", "reminders"), ("act", "off")], [("feature", "news"), ("act", "away")]] {
        assert_eq!(admin.post("/web/features", &typed).await.status, StatusCode::NOT_FOUND);
    }
    let page = admin.get("/web/features").await;
    assert!(!page.says("staat uit<") && page.says("Dit staat altijd aan"), "{}", page.html);
}

/// Somebody's pages in an organisation, as one text.
async fn pages(town: &Town, account: Uuid, places: &[&str]) -> String {
    let mut browser = Browser::signed_in(town, account).await;
    let mut all = String::new();
    for place in places {
        all.push_str(&browser.get(place).await.html);
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_municipality_begins_by_configuration_alone() {
    let town = Town::with_clock(|| MONDAY.0);
    let now = MONDAY.0;
    events(&town);
    let mut engine = DataDir::at(town.folder()).unwrap().beside().unwrap();
    let package = opstap_content::Package::embedded().unwrap();
    let renamed = package.records().into_iter().map(|record| {
        let mut item = ContentItem::from(record);
        if item.kind == "programme" && item.key == PROGRAMME {
            item.body["title"] = "Een plan van de overkant".into();
        }
        item
    });
    let renamed: Vec<ContentItem> = renamed.collect();
    let second = engine.add_org("Gemeente Anderdorp, afdeling Werk", renamed, now).unwrap();
    let look = |name: &str, colour: &str| [Style::Keep(name.to_owned(), colour.to_owned())];
    engine.set_look(town.org, &look("Testdorp helpt", "8a1538"), now).unwrap();
    engine.set_look(second, &look("Anderdorp helpt", "1d3f8f"), now).unwrap();
    let phone = |phone: &str| Organisation { phone: phone.to_owned(), ..Organisation::default() };
    engine.set_reach(town.org, &phone("14 0413"), now).unwrap();
    engine.set_reach(second, &phone("14 0499"), now).unwrap();
    engine.set_feature(second, Some((Feature::Calendar, false)), now).unwrap();
    engine.set_feature(town.org, Some((Feature::Proposals, false)), now).unwrap();
    let counsellor = engine.add_staff(second, Role::Counsellor, "Ria", now).unwrap();
    let new = NewCase { org: second, client: "Aya", counsellor, coaches: &[], programme: Some(PROGRAMME) };
    let aya = engine.open_case(new, now).unwrap();
    drop(engine);
    let _serving = town.serve();

    let places = ["/web/today", "/web/agenda", "/web/page/more", "/web/programme", "/web/page/events"];
    let first = pages(&town, town.client, &places).await;
    let other = pages(&town, aya.client, &places).await;
    let of_first =
        ["Testdorp helpt", "/web/colour/8a1538.css", "tel:140413", "calendar-make", "Post op orde"];
    let of_second = ["Anderdorp helpt", "/web/colour/1d3f8f.css", "tel:140499", "Een plan van de overkant"];
    for word in of_first {
        assert!(first.contains(word) && !other.contains(word), "{word}");
    }
    for word in of_second {
        assert!(other.contains(word) && !first.contains(word), "{word}");
    }
    for foreign in [&*town.org.to_string(), "Testdorp", "Noor"] {
        assert!(!other.contains(foreign), "{foreign}");
    }
    for foreign in [&*second.to_string(), "Anderdorp", "Aya"] {
        assert!(!first.contains(foreign), "{foreign}");
    }
    let door = Browser::new(&town).get("/web/in").await;
    assert!(!door.says("helpt") && !door.says("/web/colour/"), "of two, nobody's: {}", door.html);
}
