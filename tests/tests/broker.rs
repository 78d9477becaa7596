//! Clients who sign in by their organisation's identity broker, and who are asked once more before what is heavy. The broker is
//! a played one: nothing here says that it works with DigiD itself.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../../server/tests/cluster/mod.rs"]
mod cluster;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use cluster::Place;
use opstap_server::serve::now_ms;
use opstap_server::store::{ForWhom, Proof, ProviderRow};
use opstap_tests::liar::{Liar, SECRET};
use opstap_tests::opened::{opened, says};
use opstap_tests::town::Town;
use reqwest::header::{COOKIE, LOCATION, ORIGIN, SET_COOKIE};
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};

/// Numbers that pass the test of citizen service numbers, and are nobody's.
const NOOR: &str = "999990019";
const OTHER: &str = "999993653";

/// Changes what a token says.
type Lie = fn(&mut Value);

fn noor(claims: &mut Value) {
    claims["sub"] = json!(NOOR);
}

fn noor_now(claims: &mut Value) {
    noor(claims);
    (claims["acr"], claims["auth_time"]) = (json!("high"), json!(now_ms() / 1000));
}

fn other(claims: &mut Value) {
    claims["sub"] = json!(OTHER);
}

fn other_now(claims: &mut Value) {
    noor_now(claims);
    other(claims);
}

fn broker(town: &Town, liar: &Liar, step_up: &[&str]) -> ProviderRow {
    let (client_id, called, home) = ("opstap".to_owned(), "DigiD".to_owned(), town.url());
    let (acr, step_up) =
        (vec!["substantial".to_owned()], step_up.iter().map(|&level| level.into()).collect());
    let (org, issuer, for_whom) = (town.org, liar.issuer(), ForWhom::Clients);
    ProviderRow { org, issuer, client_id, proof: Proof::Secret, acr, home, for_whom, step_up, called }
}

/// Somebody with a browser that keeps each cookie.
struct Person<'t> {
    town: &'t Town,
    liar: &'t Liar,
    http: Client,
    cookies: BTreeMap<String, String>,
}

/// What came of a request.
struct Came {
    status: StatusCode,
    to: String,
    html: String,
}

impl<'t> Person<'t> {
    fn new(town: &'t Town, liar: &'t Liar) -> Self {
        let http = Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        Self { town, liar, http, cookies: BTreeMap::new() }
    }

    async fn come(&mut self, request: reqwest::RequestBuilder) -> Came {
        let jar: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let response = request.header(COOKIE, jar.join("; ")).send().await.unwrap();
        for set in response.headers().get_all(SET_COOKIE) {
            let pair = set.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.insert(pair.0.to_owned(), pair.1.to_owned());
        }
        self.cookies.retain(|_, value| !value.is_empty());
        let to = response.headers().get(LOCATION).map(|to| to.to_str().unwrap().to_owned());
        let (status, html) = (response.status(), response.text().await.unwrap());
        let came = Came { status, to: to.unwrap_or_default(), html };
        // Wherever it leads and whatever it shows: never a number.
        for bsn in [NOOR, OTHER] {
            assert!(!came.to.contains(bsn) && !came.html.contains(bsn), "{}", came.html);
        }
        came
    }

    async fn get(&mut self, path: &str) -> Came {
        let request = self.http.get(format!("{}{path}", self.town.url()));
        self.come(request).await
    }

    async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Came {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = self.http.post(format!("{}{path}", self.town.url())).header(ORIGIN, self.town.url());
        let request = request.header("content-type", "application/x-www-form-urlencoded").body(body);
        self.come(request).await
    }

    /// From a link to the broker, which answers at once; what was asked, and where that leads.
    async fn ask(&mut self, link: &str, lie: Lie) -> (BTreeMap<String, String>, Came) {
        let sent = self.get(link).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.html);
        let asked = self.liar.asked(&sent.to, false, lie);
        let back = format!("/web/in/back?code=c&state={}", asked["state"]);
        (asked, self.get(&back).await)
    }

    async fn sign_in(&mut self, lie: Lie) -> Came {
        let link = format!("/web/in/client/{}", self.town.org);
        self.ask(&link, lie).await.1
    }

    fn is_in(&self) -> bool {
        self.cookies.contains_key("opstap")
    }
}

/// Where everything goes that this process logs.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// All that is logged from now on, down to the last detail.
fn log() -> &'static Log {
    static LOG: OnceLock<Log> = OnceLock::new();
    LOG.get_or_init(|| {
        let log = Log::default();
        let to = log.clone();
        tracing_subscriber::fmt().with_env_filter("trace").with_writer(move || to.clone()).init();
        log
    })
}

/// The first sign-in with a code, and the next one without.
async fn comes_in(town: &Town, liar: &Liar) {
    town.set_provider(&broker(town, liar, &[]), SECRET);
    let mut noors = Person::new(town, liar);
    let door = noors.get("/web/in").await;
    assert!(door.html.contains("Log in met DigiD") && !door.html.contains("/web/in/staff"), "{}", door.html);
    assert_eq!(noors.get("/web/in/client").await.to, format!("/web/in/client/{}", town.org));
    let (asked, strange) = noors.ask(&format!("/web/in/client/{}", town.org), noor).await;
    assert_eq!((asked["acr_values"].as_str(), asked["prompt"].as_str()), ("substantial", "login"));
    assert!(!asked.contains_key("max_age"));
    assert_eq!((strange.status, noors.is_in()), (StatusCode::FORBIDDEN, false));
    assert!(strange.html.contains("Je bent hier nog niet bekend"), "{}", strange.html);
    // A code of a helper, and one that is none: what was typed stays.
    for code in [town.code(town.counsellor), "AAAAA-BBBBB".to_owned()] {
        let refused = noors.post("/web/in/known", &[("code", &code)]).await;
        assert_eq!((refused.status, noors.is_in()), (StatusCode::UNPROCESSABLE_ENTITY, false));
        assert!(refused.html.contains("Deze code klopt niet") && refused.html.contains(&code));
    }
    let come = noors.post("/web/in/known", &[("code", &town.code(town.client))]).await;
    assert_eq!((come.status, come.to.as_str()), (StatusCode::SEE_OTHER, "/web/today"), "{}", come.html);
    assert!(noors.is_in());
    assert_eq!(noors.get("/web/today").await.status, StatusCode::OK);
    noors.post("/web/out", &[]).await;
    let again = noors.sign_in(noor).await;
    assert_eq!((again.status, again.to.as_str()), (StatusCode::SEE_OTHER, "/web/today"), "{}", again.html);
    assert!(noors.get("/web/messages").await.status.is_success());
    // Somebody else who found a code of hers does not take her place.
    let mut thief = Person::new(town, liar);
    thief.sign_in(other).await;
    let refused = thief.post("/web/in/known", &[("code", &town.code(town.client))]).await;
    assert!(refused.html.contains("hoort al iemand anders met DigiD") && !thief.is_in(), "{}", refused.html);
    // Too low, and what nobody was asked.
    let mut low = Person::new(town, liar);
    let refused = low.sign_in(|claims| claims["acr"] = json!("low")).await;
    assert!(refused.html.contains("een veiliger manier") && !low.is_in(), "{}", refused.html);
    let stray = low.get("/web/in/back?code=c&state=s").await;
    assert!(stray.status == StatusCode::BAD_REQUEST && stray.html.contains("<h1>Inloggen</h1>"));
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() { all.extend(files(&entry.path())) } else { all.push(entry.path()) }
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_comes_in_and_nothing_of_what_the_broker_said_of_them_is_kept() {
    let (log, town, liar) = (log(), Town::new(), Liar::answering().await);
    {
        let _serving = town.serve();
        comes_in(&town, &liar).await;
    }
    let all = files(town.folder());
    assert!(all.len() > 6, "{all:?}");
    for file in &all {
        let bytes = fs::read(file).unwrap();
        assert!([NOOR, OTHER].iter().all(|bsn| !says(&bytes, bsn)), "{file:?}");
    }
    let key = fs::read(town.folder().join("secret/db.key")).unwrap();
    let plain = opened(&town.folder().join("opstap.db"), &key);
    assert!(says(&plain, &liar.issuer()) && says(&plain, "client_linked"), "the search itself works");
    assert!([NOOR, OTHER].iter().all(|bsn| !says(&plain, bsn)));
    let said = log.0.lock().unwrap();
    for there in ["vouched for somebody who is not known here", "a sign-in by a provider was refused"] {
        assert!(says(&said, there), "{there}");
    }
    for secret in [NOOR, OTHER, "id_token", "eyJ"] {
        assert!(!says(&said, secret), "the log has {secret}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_over_postgresql() {
    let (place, liar) = (Place::fresh(), Liar::answering().await);
    let town = Town::on(&place.url);
    {
        let _serving = town.serve();
        comes_in(&town, &liar).await;
    }
    let found = tokio::task::spawn_blocking(move || {
        let tables = place.sql("SELECT tablename FROM pg_tables WHERE schemaname = current_schema");
        let rows = tables.into_iter().flatten().flatten();
        let rows = rows.flat_map(|table| place.sql(&format!("SELECT it::text FROM {table} it")));
        rows.flatten().flatten().collect::<Vec<String>>().join("\n")
    });
    let found = found.await.unwrap();
    assert!(found.contains(&liar.issuer()) && found.contains("client_linked"), "the search itself works");
    assert!(!found.contains(NOOR) && !found.contains(OTHER));
}

/// A form that shares two parts with the coach until a day.
fn shares(coach: &str) -> [(&str, &str); 5] {
    [("act", "share"), ("helper", coach), ("parts", "budget"), ("parts", "agenda"), ("until", "2099-04-01")]
}

/// Known from now on, and in at a level that is enough to be there.
async fn linked<'t>(town: &'t Town, liar: &'t Liar) -> Person<'t> {
    let mut person = Person::new(town, liar);
    person.sign_in(noor).await;
    person.post("/web/in/known", &[("code", &town.code(town.client))]).await;
    assert!(person.is_in());
    person
}

async fn is_asked(person: &mut Person<'_>) -> bool {
    let came = person.get("/web/take/opstap.json").await;
    let asked = came.html.contains("Log nog een keer in met DigiD");
    assert_eq!(asked, came.status == StatusCode::FORBIDDEN, "{}", came.html);
    assert!(asked || came.status == StatusCode::OK);
    asked
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_heavy_is_asked_once_more_and_what_was_typed_stays() {
    let (town, liar) = (Town::new(), Liar::answering().await);
    let _serving = town.serve();
    town.set_provider(&broker(&town, &liar, &["high"]), SECRET);
    let mut noors = linked(&town, &liar).await;
    let coach = town.coach.to_string();
    assert_eq!(noors.get("/web/take").await.status, StatusCode::OK, "what there is to take is no secret");
    assert!(is_asked(&mut noors).await);
    let code = noors.post("/web/kept", &[("act", "new")]).await;
    assert!(code.html.contains("een code maken") && code.status == StatusCode::FORBIDDEN, "{}", code.html);
    let own = format!("/web/of/{}/sharing", town.case);
    for place in ["/web/sharing", &own] {
        let shared = noors.post(place, &shares(&coach)).await;
        assert!(shared.html.contains("laten meekijken") && shared.status == StatusCode::FORBIDDEN, "{place}");
    }
    // Who goes back finds the page as it was, and what is taken away needs nobody's leave.
    let page = noors.get("/web/sharing").await;
    assert!(page.html.contains("Ziet nu niets van je") && !page.html.contains("2099-04-01"), "{}", page.html);
    assert_eq!(noors.post("/web/sharing", &[("act", "stop"), ("helper", &coach)]).await.status, 303);
    noors.post("/web/sharing", &shares(&coach)).await;
    let (asked, back) = noors.ask("/web/confirm/sharing", noor_now).await;
    assert_eq!((asked["acr_values"].as_str(), asked["max_age"].as_str()), ("high", "0"));
    assert_eq!((asked["prompt"].as_str(), back.to.as_str()), ("login", "/web/sharing"), "{}", back.html);
    let page = noors.get("/web/sharing").await;
    assert!(page.html.contains("druk op de knop") && page.html.contains("2099-04-01"), "{}", page.html);
    assert_eq!(page.html.matches(" checked").count(), 2, "{}", page.html);
    assert!(!noors.get("/web/sharing").await.html.contains("druk op de knop"), "once");
    assert_eq!(noors.post("/web/sharing", &shares(&coach)).await.status, StatusCode::SEE_OTHER);
    assert!(noors.get("/web/sharing").await.html.contains("Ziet: "));
    assert!(!is_asked(&mut noors).await);
    assert_eq!(noors.post("/web/kept", &[("act", "new")]).await.to, "/web/kept");
    let trail = noors.get("/web/page/looks").await.html;
    for line in ["Jij zorgde dat je voortaan zonder code kunt inloggen", "Jij logde nog een keer in"] {
        assert!(trail.contains(line), "{trail}");
    }
    assert_eq!(noors.get("/web/confirm/take").await.to, "/web/take", "nobody is asked for nothing");
    for nowhere in ["/web/confirm/today", "/web/confirm/%2Fevil.example"] {
        assert_eq!(noors.get(nowhere).await.status, StatusCode::NOT_FOUND, "{nowhere}");
    }
}

/// What is less than a confirmation, and what is said of it.
const LESS: [(&str, Lie, &str); 5] = [
    (
        "a lower level",
        |claims| {
            noor_now(claims);
            claims["acr"] = json!("substantial");
        },
        "een veiliger manier",
    ),
    (
        "no moment",
        |claims| {
            noor_now(claims);
            drop(claims.as_object_mut().unwrap().remove("auth_time"));
        },
        "klopt niet",
    ),
    (
        "a moment of before",
        |claims| {
            noor_now(claims);
            claims["auth_time"] = json!(now_ms() / 1000 - 600);
        },
        "klopt niet",
    ),
    (
        "a moment to come",
        |claims| {
            noor_now(claims);
            claims["auth_time"] = json!(now_ms() / 1000 + 600);
        },
        "klopt niet",
    ),
    (
        "another question",
        |claims| {
            noor_now(claims);
            claims["nonce"] = json!("another");
        },
        "klopt niet",
    ),
];

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_and_nothing_less_confirms_it() {
    let (town, liar) = (Town::new(), Liar::answering().await);
    let _serving = town.serve();
    town.set_provider(&broker(&town, &liar, &["high"]), SECRET);
    let mut noors = linked(&town, &liar).await;
    // A stranger, and then somebody who is known here as somebody else.
    let (_, back) = noors.ask("/web/confirm/take", other_now).await;
    assert!(back.html.contains("Je logde in als iemand anders"), "{}", back.html);
    let mut brams = Person::new(&town, &liar);
    brams.sign_in(other).await;
    let (_, bram) = town.open_case("Bram");
    brams.post("/web/in/known", &[("code", &town.code(bram))]).await;
    assert!(brams.is_in());
    let (_, back) = noors.ask("/web/confirm/take", other_now).await;
    assert!(back.html.contains("Je logde in als iemand anders"), "{}", back.html);
    for (what, lie, sentence) in LESS {
        let (_, back) = noors.ask("/web/confirm/take", lie).await;
        assert!(
            back.html.contains(sentence) && back.html.contains("Ga verder met DigiD"),
            "{what}: {}",
            back.html
        );
        assert!(is_asked(&mut noors).await, "{what}");
    }
    let trail = noors.get("/web/page/looks").await.html;
    assert!(trail.contains("Iemand anders wilde bevestigen dat jij het bent"), "{trail}");
    // Her answer, in the browser of somebody else.
    let sent = noors.get("/web/confirm/take").await;
    let asked = liar.asked(&sent.to, false, noor_now);
    brams.cookies.insert("opstap-in".to_owned(), noors.cookies["opstap-in"].clone());
    let back = brams.get(&format!("/web/in/back?code=c&state={}", asked["state"])).await;
    assert_eq!(back.status, StatusCode::BAD_REQUEST, "{}", back.html);
    assert!(is_asked(&mut brams).await && is_asked(&mut noors).await);
    // And of nobody.
    let mut nobody = Person::new(&town, &liar);
    let sent = noors.get("/web/confirm/take").await;
    let asked = liar.asked(&sent.to, false, noor_now);
    nobody.cookies.insert("opstap-in".to_owned(), noors.cookies["opstap-in"].clone());
    let back = nobody.get(&format!("/web/in/back?code=c&state={}", asked["state"])).await;
    assert!(back.to == "/web/in" && !nobody.is_in());
    assert_eq!(nobody.get("/web/confirm/take").await.to, "/web/in");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_signed_in_high_a_moment_ago_goes_on_and_who_has_no_broker_is_not_asked() {
    let (town, liar) = (Town::new(), Liar::answering().await);
    let _serving = town.serve();
    let mut helper = Person::new(&town, &liar);
    helper.post("/web/in", &[("code", &town.code(town.counsellor))]).await;
    let helpers = format!("/web/of/{}/take/opstap.json", town.case);
    let mut by_code = Person::new(&town, &liar);
    by_code.post("/web/in", &[("code", &town.code(town.client))]).await;
    assert!(!is_asked(&mut by_code).await, "no broker");
    town.set_provider(&broker(&town, &liar, &[]), SECRET);
    assert!(!is_asked(&mut by_code).await, "one that asks nothing again");
    town.set_provider(&broker(&town, &liar, &["high"]), SECRET);
    assert_eq!(helper.get(&helpers).await.status, StatusCode::OK, "a helper is asked nothing");
    // Whoever came in by a code and is not known yet becomes so here, and is where they were.
    assert!(is_asked(&mut by_code).await);
    let (_, strange) = by_code.ask("/web/confirm/take", noor_now).await;
    assert!(strange.html.contains("nog niet bekend"), "{}", strange.html);
    assert!(is_asked(&mut by_code).await, "a session is no code");
    let come = by_code.post("/web/in/known", &[("code", &town.code(town.client))]).await;
    assert_eq!(come.to, "/web/take", "{}", come.html);
    assert!(!is_asked(&mut by_code).await);
    let mut high = Person::new(&town, &liar);
    assert_eq!(high.sign_in(noor_now).await.to, "/web/today");
    assert!(!is_asked(&mut high).await);
    let stale: [Lie; 2] = [
        |claims| {
            noor_now(claims);
            claims["auth_time"] = json!(now_ms() / 1000 - 16 * 60);
        },
        |claims| {
            noor_now(claims);
            drop(claims.as_object_mut().unwrap().remove("auth_time"));
        },
    ];
    for lie in stale {
        let mut person = Person::new(&town, &liar);
        assert_eq!(person.sign_in(lie).await.to, "/web/today");
        assert!(is_asked(&mut person).await);
    }
}

static LATER: AtomicI64 = AtomicI64::new(0);

fn clock() -> i64 {
    now_ms() + LATER.load(Ordering::SeqCst)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quarter_of_an_hour_later_it_is_asked_again() {
    let (town, liar) = (Town::with_clock(clock), Liar::answering().await);
    let _serving = town.serve();
    town.set_provider(&broker(&town, &liar, &["high"]), SECRET);
    let mut noors = linked(&town, &liar).await;
    let (_, back) = noors.ask("/web/confirm/take", noor_now).await;
    assert_eq!(back.to, "/web/take", "{}", back.html);
    assert!(noors.get("/web/take").await.html.contains("Gelukt, je bent het zelf"));
    assert!(!is_asked(&mut noors).await);
    LATER.store(14 * 60_000, Ordering::SeqCst);
    assert!(!is_asked(&mut noors).await);
    LATER.store(15 * 60_000 + 30_000, Ordering::SeqCst);
    assert!(is_asked(&mut noors).await);
}
