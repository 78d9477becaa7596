//! Two organisations on one server, with everybody who could ask, and the questions that they could ask of each other.
#![allow(dead_code, missing_docs, unreachable_pub, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;

use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_server::data::DataDir;
use opstap_server::engine::{Engine, OpenedCase};
use opstap_server::routes::Route;
use opstap_server::serve::{Server, now_ms};
use opstap_server::store::{ScopeStore, Sqlite};
use opstap_sync::ident::{DeviceId, Dot};
use opstap_sync::op::Change;
use opstap_sync::record::{RecordState, UnitState};
use opstap_sync::wire::{Grant, PairResponse, SyncResponse};
use reqwest::header::{COOKIE, ORIGIN, SET_COOKIE};
use reqwest::{Client, Method};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::oneshot;
use uuid::Uuid;

use crate::town::Phone;

mod found;

use found::{found, place_file};

/// Cookies of nobody.
pub const TOKENLESS: [&str; 3] = [
    "",
    "opstap=none",
    "opstap=00000000000000000000000000000000.0000000000000000000000000000000000000000000000000000000000000000",
];

/// The key of a proposal.
pub const PROPOSED: &str = "voorstel";

/// Handles that somebody could guess. Accounts here have fewer.
const HANDLES: std::ops::Range<opstap_sync::wire::Handle> = 0..12;

/// Clients, by organisation.
const NAMES: [[&str; 2]; 2] = [["Noor Eerstedorp", "Bram Eerstedorp"], ["Aya Tweededorp", "Piet Tweededorp"]];

const OF_CASES: [Compartment; 4] =
    [Compartment::Together, Compartment::Money, Compartment::Office, Compartment::Own];

/// Somebody with a device and a browser.
pub struct Asker {
    pub org: usize,
    pub role: Role,
    /// As whom they are in it: somebody who sits at a desk is the desk there, whatever their account is.
    pub within: Role,
    /// The case that they are in, where they are in one.
    pub case: Option<Uuid>,
    pub phone: Phone,
    pub cookie: String,
}

/// An organisation, and its cases with their clients' names.
struct Org {
    id: Uuid,
    /// Two with helpers, and two that wait at the desks of two teams.
    cases: Vec<(OpenedCase, String)>,
    teams: Vec<(Uuid, String)>,
}

/// Somebody of an organisation: its number, what they are, in which case as whom, and their account.
type Person = (usize, Role, (Option<Uuid>, Role), Uuid);

/// A request that somebody could make.
pub struct Probe {
    method: Method,
    path: String,
    body: String,
}

/// A file of the first organisation's case.
pub struct File {
    pub scope: ScopeId,
    pub at: String,
}

pub struct Country {
    folder: TempDir,
    url: String,
    http: Client,
    orgs: Vec<Org>,
    pub askers: Vec<Asker>,
    pub file: File,
    signed_out: String,
    blocked: String,
    _stop: oneshot::Sender<()>,
}

/// The mark in a record.
pub fn mark(values: &Value) -> Option<String> {
    values.to_string().split('"').find(|part| part.starts_with("mark of ")).map(str::to_owned)
}

/// What is in a record is for the eyes of who has its scope.
fn put_mark(engine: &mut Engine<Sqlite>, scope: ScopeId, kind: &str) {
    let id = Uuid::from_u128(0x7000 + u128::from(scope.compartment as u8));
    let mark = format!("mark of {scope}");
    put(engine, scope, id, kind, [("text", json!(mark)), ("label", json!(mark))]);
}

/// An example that waits for its organisation's content manager, what they work on themselves, and for nobody else.
fn propose(engine: &mut Engine<Sqlite>, scope: ScopeId) {
    let mark = format!("mark of {scope}");
    let step = json!({ "id": format!("{PROPOSED}.f1.s1"), "title": mark, "tasks": [] });
    let phase = json!({ "id": format!("{PROPOSED}.f1"), "title": mark, "steps": [step] });
    let example = json!({ "id": PROPOSED, "moment": "m", "technique": "t", "app": mark });
    let automation = json!({ "id": PROPOSED, "title": mark, "on": "talk", "mode": "human", "message": "" });
    let form = json!({ "id": PROPOSED, "title": mark, "questions": [] });
    for (kind, state, body) in [
        ("work_form", "draft", form),
        ("message_template", "proposed", example),
        ("programme", "draft", json!({ "id": PROPOSED, "title": mark, "phases": [phase] })),
        ("automation", "draft", automation),
    ] {
        let units = [("key", json!(PROPOSED)), ("state", json!(state)), ("body", body)];
        put(engine, scope, scope.derived_id(&format!("work/{kind}/{PROPOSED}")), kind, units);
    }
}

fn put<const N: usize>(
    engine: &mut Engine<Sqlite>,
    scope: ScopeId,
    id: Uuid,
    kind: &str,
    units: [(&str, Value); N],
) {
    let s = engine.store().head(scope).unwrap() + 1;
    let d = Dot::new(DeviceId::SERVER, s + 1_000_000);
    let mut record = RecordState { s, ..RecordState::empty(kind) };
    for (name, v) in units {
        let t = opstap_sync::hlc::Hlc::at(now_ms());
        record.units.insert(name.to_owned(), UnitState { v, d, t, by: None, s });
    }
    engine.keep(|engine| engine.store().put_record(scope, id, &record)).unwrap();
}

/// Answers to a reminder, of nobody who was sent one.
const SMS: &str = r#"{ "id": "1", "source_number": "0612345678", "message": "stop" }"#;
const MAIL: &str = "From: noor@example.nl\r\n\r\nstop";

impl Country {
    pub async fn new() -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::at(folder.path()).unwrap();
        let mut engine = data.start().unwrap();
        let (mut orgs, mut people) = (Vec::new(), Vec::new());
        for (n, names) in NAMES.into_iter().enumerate() {
            people.extend(found(&mut engine, n, names, &mut orgs));
        }
        let file = place_file(&data, &mut engine, (orgs[0].cases[0].0.case, orgs[0].cases[0].0.client));
        let codes = |engine: &mut Engine<Sqlite>, account| {
            [(); 2].map(|()| engine.pairing_code(account, now_ms()).unwrap().code)
        };
        let people: Vec<_> = people
            .into_iter()
            .map(|(org, role, case, account)| (org, role, case, codes(&mut engine, account)))
            .collect();
        let gone = codes(&mut engine, orgs[0].cases[0].0.client);
        drop(engine);
        let server = Server::bind(folder.path(), "127.0.0.1:0".parse().unwrap()).await.unwrap();
        let server = server.with_pages(folder.path().join("web"));
        let url = format!("http://{}", server.address().unwrap());
        let (stop, stopped) = oneshot::channel::<()>();
        tokio::spawn(async move { server.run(async { drop(stopped.await) }).await.unwrap() });
        let http = Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        let mut askers = Vec::new();
        for (org, role, (case, within), [first, second]) in people {
            let phone = pair(&http, &url, &first).await;
            let cookie = sign_in(&http, &url, &second).await;
            askers.push(Asker { org, role, within, case, phone, cookie });
        }
        let [signed_out, blocked] = [pair(&http, &url, &gone[0]).await, pair(&http, &url, &gone[1]).await];
        let out = http.delete(format!("{url}/v1/devices/me")).bearer_auth(&signed_out.token);
        assert_eq!(out.send().await.unwrap().status(), 204);
        data.beside().unwrap().revoke_device(blocked.memory.device.unwrap(), now_ms()).unwrap();
        let (signed_out, blocked) = (signed_out.token, blocked.token);
        let mut country = Self { folder, url, http, orgs, askers, file, signed_out, blocked, _stop: stop };
        let mut askers = std::mem::take(&mut country.askers);
        for asker in &mut askers {
            country.sync(&mut asker.phone).await;
        }
        country.askers = askers;
        country
    }

    /// Reads everything that is given.
    async fn sync(&self, phone: &mut Phone) {
        for _ in 0..20 {
            let request = phone.request();
            let sent = self.http.post(format!("{}/v1/sync", self.url)).bearer_auth(&phone.token);
            let response = sent.body(serde_json::to_vec(&request).unwrap()).send().await.unwrap();
            assert_eq!(response.status(), 200);
            let answer: SyncResponse = serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
            let more = answer.chg.iter().any(|page| page.more);
            phone.take(&request, answer);
            if !more && !phone.grants.is_empty() && phone.cursors.values().all(|cursor| *cursor > 0) {
                return;
            }
        }
    }

    /// Every scope, with the number of its organisation.
    pub fn scopes(&self) -> Vec<(usize, ScopeId)> {
        let mut all = Vec::new();
        for (n, org) in self.orgs.iter().enumerate() {
            for (opened, _) in &org.cases {
                all.extend(OF_CASES.map(|compartment| (n, ScopeId::new(opened.case, compartment))));
            }
            let own = [Compartment::Org, Compartment::Content, Compartment::Library];
            all.extend(own.map(|compartment| (n, ScopeId::new(org.id, compartment))));
        }
        all
    }

    /// The mark of what waits for an organisation's content manager.
    pub fn proposed(&self, org: usize) -> String {
        format!("mark of {}", ScopeId::new(self.orgs[org].id, Compartment::Library))
    }

    pub fn marks(&self) -> Vec<String> {
        self.scopes().into_iter().map(|(_, scope)| format!("mark of {scope}")).collect()
    }

    /// Cases, with their clients' names.
    pub fn cases(&self) -> Vec<(Uuid, String)> {
        let all = self.orgs.iter().flat_map(|org| &org.cases);
        all.map(|(opened, name)| (opened.case, name.clone())).collect()
    }

    /// Teams, with the number of their organisation.
    pub fn teams(&self) -> Vec<(usize, Uuid, String)> {
        let of = |(n, org): (usize, &Org)| -> Vec<(usize, Uuid, String)> {
            org.teams.iter().map(|(id, name)| (n, *id, name.clone())).collect()
        };
        self.orgs.iter().enumerate().flat_map(of).collect()
    }

    /// Tokens that are none, or not any more.
    pub fn without_rights(&self) -> Vec<(&'static str, Option<String>)> {
        vec![
            ("nobody", None),
            ("somebody with a token that is none", Some("A".repeat(24))),
            ("somebody with half a token", Some("A".repeat(12))),
            ("somebody who signed out", Some(self.signed_out.clone())),
            ("somebody who was blocked", Some(self.blocked.clone())),
        ]
    }

    /// What can be asked by a route of what is not one's own.
    ///
    /// # Panics
    ///
    /// A route that nobody thought of: say here what could go wrong with it.
    pub fn probes(&self, route: &Route, asker: &Asker) -> Vec<Probe> {
        let dev = asker.phone.memory.device;
        let method = Method::from_bytes(route.method.to_uppercase().as_bytes()).unwrap();
        let probe = |path: &str, body: String| Probe { method: method.clone(), path: path.to_owned(), body };
        let ids = || OF_CASES.map(|compartment| Uuid::from_u128(0x7000 + u128::from(compartment as u8)));
        let by_handle = |path: &str| {
            let all =
                HANDLES.flat_map(|h| ids().map(|id| json!({ "dev": dev, "h": h, "id": id }).to_string()));
            all.map(|body| probe(path, body)).collect()
        };
        match (route.method, route.path) {
            ("post", "/v1/sync") => {
                self.writes(asker).into_iter().map(|body| probe(route.path, body)).collect()
            }
            ("post", "/v1/history" | "/v1/blobs") => by_handle(route.path),
            ("get" | "head" | "patch", "/v1/blobs/{at}") => {
                vec![probe(&route.path.replace("{at}", &self.file.at), String::new())]
            }
            // A token's own case: there is nothing of another's to name. `server/tests/trail.rs` asks who sees what.
            ("get", "/v1/cases/mine/audit") => ["", "?before=1000000", "?most=200"]
                .map(|query| probe(&format!("{}{query}", route.path), String::new()))
                .into(),
            ("get", "/v1/nudges") => vec![probe("/v1/nudges?wait=0", String::new())],
            (
                "get",
                "/v1/push" | "/v1/register" | "/v1/info" | "/v1/openapi.json" | "/v1/docs" | "/health"
                | "/ready",
            )
            // Without a client's token there is none, and it makes the asker's own code alone.
            | ("post", "/v1/recovery-codes") => vec![probe(route.path, String::new())],
            ("post", "/v1/push") => vec![probe(route.path, json!({ "to": null }).to_string())],
            ("post", "/v1/pairings") => {
                vec![probe(route.path, json!({ "code": "AAAAA-AAAAA", "label": "x" }).to_string())]
            }
            // Nobody takes people of this postcode in here; where somebody does, `server/tests/desk.rs` asks.
            ("post", "/v1/sign-ups") => {
                vec![probe(route.path, json!({ "answers": { "postcode": 3811 } }).to_string())]
            }
            // A code of nobody: whoever has a case of their own is told so, and nothing is written.
            ("post", "/v1/earlier-starts") => {
                vec![probe(route.path, json!({ "code": "AAAAA-AAAAA", "bring": ["messages"] }).to_string())]
            }
            // One that cannot be kept: whoever may propose is told so, and nothing is written.
            ("post", "/v1/example-proposals") => {
                let asked = json!({ "moment": "m", "technique": "t", "text": "Dag {{voornaam}}." });
                vec![probe(route.path, asked.to_string())]
            }
            ("post", "/v1/content-searches" | "/v1/content-changes") => {
                of_texts(route.path).into_iter().map(|body| probe(route.path, body)).collect()
            }
            ("post", "/v1/replies/sms") => vec![probe(route.path, SMS.to_owned())],
            ("post", "/v1/replies/mail") => vec![probe(route.path, MAIL.to_owned())],
            ("get", "/v1/feeds/{feed}") => {
                vec![probe(&route.path.replace("{feed}", &format!("{}.ics", "A".repeat(32))), String::new())]
            }
            // Ends the device of its token alone: there is nothing of another's to name.
            ("delete", "/v1/devices/me") => vec![probe("/v1/devices/me", String::new())],
            (method, path) => panic!("{method} {path} is in no test of access: say who may use it"),
        }
    }

    /// Writes under handles that were never given, one for each compartment of each case.
    fn writes(&self, asker: &Asker) -> Vec<String> {
        let mut all = Vec::new();
        for (_, scope) in self.scopes() {
            for h in HANDLES.filter(|h| asker.phone.grants.iter().all(|grant| grant.h != *h)) {
                let mut phone = asker.phone.clone();
                phone.grants.retain(|grant| grant.scope != scope);
                let grant = Grant { h, scope, write: true, role: asker.role, parts: Vec::new() };
                phone.grants.push(grant);
                let units = BTreeMap::from([("text".to_owned(), json!("written"))]);
                phone.act(scope, Uuid::from_u128(0x9000), "budget_line", Change::New(units));
                all.push(serde_json::to_string(&phone.request()).unwrap());
            }
        }
        all.truncate(24);
        all
    }

    pub async fn send(&self, probe: &Probe, token: Option<&str>) -> (u16, String) {
        let mut request = self.http.request(probe.method.clone(), format!("{}{}", self.url, probe.path));
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        let response = request.body(probe.body.clone()).send().await.unwrap();
        (response.status().as_u16(), response.text().await.unwrap())
    }

    pub async fn get(&self, path: &str, token: &str) -> (u16, String) {
        self.send(&Probe { method: Method::GET, path: path.to_owned(), body: String::new() }, Some(token))
            .await
    }

    /// An engine beside the server that runs.
    pub fn beside(&self) -> Engine<Sqlite> {
        DataDir::at(self.folder.path()).unwrap().beside().unwrap()
    }

    pub fn org(&self, n: usize) -> Uuid {
        self.orgs[n].id
    }

    /// Places of a client's own, and of each case.
    pub fn places(&self) -> Vec<String> {
        let places = [
            "today",
            "programme",
            "money",
            "messages",
            "more",
            "take",
            "debts",
            "letters",
            "clients",
            "desk",
        ];
        let own = places.map(str::to_owned).into_iter();
        let cases = self.cases();
        let of = cases.iter().flat_map(|(case, _)| {
            ["today", "money", "messages", "take/json", "page/sign-up"]
                .map(|place| format!("of/{case}/{place}"))
        });
        let texts = ["", "/tip", "/new/tip", "/new/programme", "/new/automation", "/new/work_form"]
            .map(|way| format!("content{way}"));
        let kinds = ["message_template", "programme", "automation", "work_form"];
        let one = kinds.map(|kind| format!("content/{kind}/{PROPOSED}"));
        let step = format!("content/programme/{PROPOSED}/{PROPOSED}.f1.s1");
        let parts = [step, format!("content/work_form/{PROPOSED}/try")];
        let teams = self.teams().into_iter().map(|(_, id, _)| format!("teams/{id}"));
        let teams = teams.chain(["teams".to_owned()]);
        own.chain(of).chain(teams).chain(texts).chain(one).chain(parts).collect()
    }

    pub async fn page(&self, method: &Method, path: &str, cookie: &str) -> (u16, String) {
        let request = self.http.request(method.clone(), format!("{}{path}", self.url)).header(COOKIE, cookie);
        let request = request.header(ORIGIN, &self.url).body("act=send&text=hallo");
        let response = request.send().await.unwrap();
        (response.status().as_u16(), response.text().await.unwrap_or_default())
    }

    /// Every record in every scope, as the store has it.
    pub fn everything(&self) -> Vec<String> {
        let mut engine = DataDir::at(self.folder.path()).unwrap().beside().unwrap();
        let mut all = Vec::new();
        for (_, scope) in self.scopes() {
            let mut keep = |id, record: RecordState| {
                all.push(format!("{scope} {id} {:?}", record.values()));
                Ok(true)
            };
            engine.store().records_after(scope, 0, &mut keep).unwrap();
        }
        all
    }
}

/// What can be asked about texts that somebody works on. Changes are made on nothing that ever was: they are refused also to
/// whoever may make them.
fn of_texts(path: &str) -> Vec<String> {
    let kinds = ["message_template", "programme", "automation", "work_form"];
    if path.ends_with("searches") {
        let asked = kinds.map(|kind| [json!({ "kind": kind }), json!({ "kind": kind, "key": PROPOSED })]);
        return asked.into_iter().flatten().map(|asked| asked.to_string()).collect();
    }
    let body = json!({ "id": PROPOSED, "title": "x", "phases": [] });
    let with = |kind: &str, deed: &str| {
        json!({ "kind": kind, "key": PROPOSED, "deed": deed, "body": body, "seen": "0.0" }).to_string()
    };
    let bare = json!({ "kind": kinds[0], "key": PROPOSED, "deed": "publish", "seen": "0.0" });
    let form = with("work_form", "withdraw");
    vec![bare.to_string(), with("programme", "save"), with("automation", "publish"), form]
}

async fn pair(http: &Client, url: &str, code: &str) -> Phone {
    let body = json!({ "code": code, "label": "phone" }).to_string();
    let response = http.post(format!("{url}/v1/pairings")).body(body).send().await.unwrap();
    assert_eq!(response.status(), 201);
    let paired: PairResponse = serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
    Phone::new(paired.account, paired.device)
}

async fn sign_in(http: &Client, url: &str, code: &str) -> String {
    let request = http.post(format!("{url}/web/in")).header(ORIGIN, url);
    let response = request.body(format!("code={code}")).send().await.unwrap();
    assert_eq!(response.status(), 303);
    let set = response.headers()[SET_COOKIE].to_str().unwrap();
    set.split(';').next().unwrap().to_owned()
}
