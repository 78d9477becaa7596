//! Staff whose organisation has no provider: in with a passphrase and a code of an app, and where they set that up.
//!
//! What a form carries of an app that was not shown yet is sealed, so the server keeps nothing of pages that nobody sends.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use fast_qr::{ECL, QRBuilder};
use opstap::{Phrase, Uuid, Words};
use opstap_sync::ident::DeviceId;
use opstap_web::{AppShown, OwnDoor, OwnPage, Refusal};

use super::desk::{Later, Visitor};
use super::devices::moment;
use super::look::Door;
use super::rooms::Room;
use super::sessions::Host;
use super::staff::{OFFERED_MS, let_in};
use super::{Where, before, cookie_of, field, fields, go, over, page, signed_out, words_of};
use crate::engine::{OwnShown, Wrong};
use crate::oidc::Sealer;
use crate::own::{FitsNot, Passphrase, Secret, name_of, typed_code};
use crate::store::Stored;

/// What the app that a page shows is sealed for.
const APP: &str = "own app";

/// Why nobody was let in, or nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnRefused {
    /// What was typed, or whom it is for.
    Wrong(Wrong),
    /// Too often wrong with this name: closed for so many milliseconds.
    Closed(i64),
    /// Too often wrong from this address.
    Often,
    /// The store cannot be asked now.
    Store,
}

/// What somebody shows of the two that they have.
#[derive(Clone, Debug)]
pub struct OwnProof {
    /// What was typed, as a passphrase.
    pub passphrase: Passphrase,
    /// The same as a code, where it can be one.
    pub code: Option<u32>,
}

/// What somebody chose for themselves.
#[derive(Clone, Debug)]
pub struct OwnChosen {
    /// The name to sign in with.
    pub name: String,
    /// The passphrase.
    pub passphrase: Passphrase,
    /// What the app knows.
    pub secret: Secret,
    /// The step of the code that it showed.
    pub step: i64,
}

/// What these pages ask of the server.
pub trait OwnDesk: Send + Sync {
    /// Organisations whose staff sign in like this, by name.
    fn with_own(&self) -> Later<'_, Stored<Vec<(Uuid, String)>>>;
    /// A one-time code for who was right in both.
    ///
    /// # Errors
    ///
    /// [`OwnRefused`].
    fn own_sign_in<'a>(
        &'a self,
        org: Uuid,
        name: String,
        proof: OwnProof,
        visitor: Visitor<'a>,
    ) -> Later<'a, Result<String, OwnRefused>>;
    /// What the person of a device has.
    fn own_of(&self, device: DeviceId) -> Later<'_, Stored<OwnShown>>;
    /// Sets it up, or with `None` ends it. Who has it already shows one of the two.
    ///
    /// # Errors
    ///
    /// [`OwnRefused`].
    fn change_own(
        &self,
        device: DeviceId,
        chosen: Option<OwnChosen>,
        proof: OwnProof,
    ) -> Later<'_, Result<(), OwnRefused>>;
}

/// What seals apps that pages show, and which organisations there are.
pub(super) struct OwnGate {
    sealer: Option<Sealer>,
    offered: tokio::sync::Mutex<(i64, Vec<(Uuid, String)>)>,
}

impl OwnGate {
    pub(super) fn new() -> Self {
        Self { sealer: Sealer::fresh().ok(), offered: tokio::sync::Mutex::default() }
    }
}

/// Organisations whose staff sign in like this. Anybody may ask for this page, so the store is not asked each time.
pub(super) async fn offered(host: &Host) -> Vec<(Uuid, String)> {
    let mut offered = host.own.offered.lock().await;
    let now = host.now();
    if !(offered.0..offered.0 + OFFERED_MS).contains(&now) {
        match host.desk.with_own().await {
            Ok(all) => *offered = (now, all),
            Err(_) => return Vec::new(),
        }
    }
    offered.1.clone()
}

/// The form.
pub(super) async fn door(State(host): State<Arc<Host>>, headers: HeaderMap) -> Response {
    at_the_door(&host, &headers, StatusCode::OK, None).await
}

async fn at_the_door(
    host: &Host,
    headers: &HeaderMap,
    status: StatusCode,
    refusal: Option<&Refusal>,
) -> Response {
    let words = Door::of(host, headers).await;
    let all = offered(host).await;
    let all: Vec<(String, &str)> = all.iter().map(|(org, name)| (org.to_string(), name.as_str())).collect();
    page(status, opstap_web::own_door(&before(&words, "", refusal), &OwnDoor { orgs: &all }))
}

/// With both factors right, a session like any other.
pub(super) async fn enter(
    State(host): State<Arc<Host>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let words = words_of(&headers);
    let Some(fields) = fields(request).await else { return page(StatusCode::BAD_REQUEST, String::new()) };
    let proof = OwnProof {
        passphrase: Passphrase::typed(field(&fields, "passphrase")),
        code: typed_code(field(&fields, "code")),
    };
    let typed = kept(&fields, &["org", "name"]);
    let refuse = |about: &str, text: String| Refusal { field: about.to_owned(), text, typed: typed.clone() };
    // What no try can be is said before one is counted.
    let missing = [
        ("name", field(&fields, "name").trim().is_empty(), "web-own-name-missing"),
        ("passphrase", field(&fields, "passphrase").trim().is_empty(), "web-own-passphrase-missing"),
        ("code", proof.code.is_none(), "web-own-code-form"),
    ];
    if let Some((about, _, key)) = missing.into_iter().find(|(_, missing, _)| *missing) {
        let refusal = refuse(about, words.text(key));
        return at_the_door(&host, &headers, StatusCode::UNPROCESSABLE_ENTITY, Some(&refusal)).await;
    }
    let org = Uuid::parse_str(field(&fields, "org")).unwrap_or_default();
    let visitor = Visitor { peer, headers: &headers };
    match host.desk.own_sign_in(org, field(&fields, "name").to_owned(), proof, visitor).await {
        Ok(code) => let_in(&host, &headers, &code).await,
        Err(why) => {
            let (status, text) = told(&words, why);
            at_the_door(&host, &headers, status, Some(&refuse("", text))).await
        }
    }
}

/// One sentence for each, and one for whatever was wrong of what was typed.
fn told(words: &Words, why: OwnRefused) -> (StatusCode, String) {
    match why {
        OwnRefused::Closed(ms) => {
            let minutes = ms.max(1).unsigned_abs().div_ceil(60_000);
            let text = words.say(&Phrase::new("web-own-closed").with("minutes", minutes as i64));
            (StatusCode::TOO_MANY_REQUESTS, text)
        }
        OwnRefused::Often => (StatusCode::TOO_MANY_REQUESTS, words.text("error-too-many-tries-soon")),
        OwnRefused::Store => (StatusCode::SERVICE_UNAVAILABLE, words.text("web-own-later")),
        OwnRefused::Wrong(Wrong::Unopened) => (StatusCode::CONFLICT, words.text("web-own-unopened")),
        OwnRefused::Wrong(_) => (StatusCode::UNPROCESSABLE_ENTITY, words.text("web-own-wrong")),
    }
}

/// What a form that was refused keeps: never a passphrase, a code or what shows one.
fn kept(fields: &super::Fields, names: &[&str]) -> Vec<(String, String)> {
    fields.iter().filter(|(name, _)| names.contains(&name.as_str())).cloned().collect()
}

/// Where a person sets it up, changes or ends it.
pub(super) async fn show(State(host): State<Arc<Host>>, headers: HeaderMap) -> Response {
    let Some(room) = host.enter(cookie_of(&headers)).await else { return signed_out(&host, &headers).await };
    if room.refreshed(false).await.is_err() {
        return over(&host, &headers).await;
    }
    let told = room.take_told();
    drawn(&host, &room, &told, None).await
}

async fn drawn(host: &Host, room: &Room, told: &str, refusal: Option<&Refusal>) -> Response {
    let words = room.device.words();
    let shown = match room.number() {
        Some(number) => host.desk.own_of(number).await.unwrap_or(OwnShown::NotTheirs),
        None => OwnShown::NotTheirs,
    };
    if shown == OwnShown::NotTheirs {
        return go("/web/today");
    }
    let Some((secret, sealed)) = app_of(host, room, refusal) else { return go("/web/devices") };
    let person = room.device.person();
    let link = secret.link(&person.map(|person| person.name).unwrap_or_default());
    let (name, set, opens) = match shown {
        OwnShown::Set { name, since, opens } => {
            let since = moment(words.language(), since, host.now());
            (name, Some(words.say(&Phrase::new("web-own-since").with("moment", since))), opens)
        }
        OwnShown::NotSet | OwnShown::NotTheirs => (String::new(), None, true),
    };
    let app = AppShown { sealed, secret: secret.base32().to_string(), squares: squares(&link) };
    let shown = OwnPage { name: &name, set: set.as_deref(), opens, app: &app };
    let there = Where::read("own");
    let status = if refusal.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    page(status, opstap_web::own(&there.frame(room, &words, None, told, refusal), &shown))
}

/// The app that the form showed, or a new one.
fn app_of(host: &Host, room: &Room, refusal: Option<&Refusal>) -> Option<(Secret, String)> {
    let sent = refusal.and_then(|refusal| refusal.typed.iter().find(|(name, _)| name == "app"));
    if let Some((_, sealed)) = sent
        && let Some(secret) = opened(host, room, sealed)
    {
        return Some((secret, sealed.clone()));
    }
    let secret = Secret::fresh().ok()?;
    let sealer = host.own.sealer.as_ref()?;
    let sealed = sealer.seal(APP, &(room.number()?.to_string(), secret.bytes().to_vec()), host.now())?;
    Some((secret, sealed))
}

/// What was sealed for this very device, a short while ago.
fn opened(host: &Host, room: &Room, sealed: &str) -> Option<Secret> {
    let (whose, bytes): (String, Vec<u8>) = host.own.sealer.as_ref()?.open(APP, sealed, host.now())?;
    Secret::of(&bytes).filter(|_| room.number().is_some_and(|number| number.to_string() == whose))
}

/// A picture for the camera of a phone: its side, and its dark squares as a path.
fn squares(link: &str) -> Option<(usize, String)> {
    use std::fmt::Write as _;
    let code = QRBuilder::new(link).ecl(ECL::M).build().ok()?;
    let mut path = String::new();
    for y in 0..code.size {
        for (x, square) in code[y].iter().enumerate().take(code.size) {
            if square.value() {
                let _ = write!(path, "M{x} {y}h1v1h-1z");
            }
        }
    }
    Some((code.size, path))
}

/// Sets it up or ends it.
pub(super) async fn act(State(host): State<Arc<Host>>, headers: HeaderMap, request: Request) -> Response {
    let Some(room) = host.enter(cookie_of(&headers)).await else { return signed_out(&host, &headers).await };
    let Some(fields) = fields(request).await else { return page(StatusCode::BAD_REQUEST, String::new()) };
    let Some(number) = room.number() else { return signed_out(&host, &headers).await };
    let words = room.device.words();
    let typed = kept(&fields, &["name", "app"]);
    let refuse = |about: &str, text: String| Refusal { field: about.to_owned(), text, typed: typed.clone() };
    let ends = field(&fields, "act") == "end";
    let chosen = if ends {
        Ok(None)
    } else {
        chosen(&host, &room, &fields).map(Some).map_err(|(about, key)| refuse(about, words.text(key)))
    };
    let chosen = match chosen {
        Ok(chosen) => chosen,
        Err(refusal) => return drawn(&host, &room, "", Some(&refusal)).await,
    };
    let now_shown = field(&fields, if ends { "now-end" } else { "now" });
    let proof = OwnProof { passphrase: Passphrase::typed(now_shown), code: typed_code(now_shown) };
    match host.desk.change_own(number, chosen, proof).await {
        Ok(()) => {
            room.tell(words.text(if ends { "web-own-ended" } else { "web-own-set" }));
            go("/web/devices")
        }
        Err(OwnRefused::Wrong(Wrong::NotTheirs)) => go("/web/today"),
        Err(why) => {
            let refusal = match why {
                OwnRefused::Wrong(Wrong::NameTaken) => refuse("name", words.text("web-own-name-taken")),
                OwnRefused::Wrong(_) => {
                    refuse(if ends { "now-end" } else { "now" }, words.text("web-own-now-wrong"))
                }
                other => refuse("", told(&words, other).1),
            };
            drawn(&host, &room, "", Some(&refusal)).await
        }
    }
}

/// What somebody chose; or which input cannot be so, and why.
fn chosen(
    host: &Host,
    room: &Room,
    fields: &super::Fields,
) -> Result<OwnChosen, (&'static str, &'static str)> {
    let name = name_of(field(fields, "name")).ok_or(("name", "web-own-name-form"))?;
    let passphrase = Passphrase::typed(field(fields, "passphrase"));
    passphrase.check(&name).map_err(|why| {
        let key = match why {
            FitsNot::Short => "web-own-short",
            FitsNot::Long => "web-own-long",
            FitsNot::Everybodys => "web-own-everybodys",
        };
        ("passphrase", key)
    })?;
    if Passphrase::typed(field(fields, "again")) != passphrase {
        return Err(("again", "web-own-differs"));
    }
    let secret = opened(host, room, field(fields, "app")).ok_or(("code", "web-own-app-old"))?;
    let code = typed_code(field(fields, "code")).ok_or(("code", "web-own-code-form"))?;
    let step = secret.step_of(code, host.now()).ok_or(("code", "web-own-code-wrong"))?;
    Ok(OwnChosen { name, passphrase, secret, step })
}
