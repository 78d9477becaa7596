//! People who work here, by their organisation's provider: sent there with a link, and let in when they come back.
//!
//! What a browser needs in between is in a cookie that only this server can open. Nobody gets an account here: who is not
//! known gives a code of their own once, or stays outside.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, Path, RawQuery, Request, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use opstap::{Phrase, Uuid, Words};
use opstap_web::Refusal;

use super::desk::Visitor;
use super::sessions::Host;
use super::{before, cookie_named, entered, field, fields, go, page, set_cookie, words_of};
use crate::data::DataDir;
use crate::oidc::{Answer, Began, Party, Refused, Sealer, Stranger};

/// The cookie between the first page of a sign-in and the last, and what it is sealed for.
const COOKIE: &str = "opstap-in";
const BEGAN: &str = "began";
const STRANGER: &str = "stranger";

/// How long it is remembered which organisations have a provider.
pub(super) const OFFERED_MS: i64 = 5_000;

/// Nobody's address: the pairing that follows a provider's word is no guess of anybody's.
const NOBODY: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED), 0);

/// The way to providers, and what seals what browsers carry.
pub(super) struct Gate {
    party: Party,
    sealer: Sealer,
    /// Organisations with a provider, and when the store was asked.
    offered: tokio::sync::Mutex<(i64, Vec<(Uuid, String)>)>,
}

impl Gate {
    /// With the secrets of this folder.
    pub(super) fn new(data: Option<DataDir>) -> Option<Self> {
        let (party, sealer, offered) =
            (Party::new(data), Sealer::fresh().ok()?, tokio::sync::Mutex::default());
        Some(Self { party, sealer, offered })
    }
}

/// Which organisation; where there is one, at once to its provider.
pub(super) async fn choose(State(host): State<Arc<Host>>, headers: HeaderMap) -> Response {
    let words = words_of(&headers);
    match offered(&host).await.as_slice() {
        [] => said(&words, StatusCode::NOT_FOUND, "web-staff-none"),
        [(org, _)] => go(&format!("/web/in/staff/{org}")),
        all => {
            let all: Vec<(String, &str)> =
                all.iter().map(|(org, name)| (org.to_string(), name.as_str())).collect();
            page(StatusCode::OK, opstap_web::staff(&before(&words, "", None), &all))
        }
    }
}

/// Organisations with a provider. Anybody may ask for this page, so the store is not asked each time.
pub(super) async fn offered(host: &Host) -> Vec<(Uuid, String)> {
    let Some(gate) = &host.gate else { return Vec::new() };
    let mut offered = gate.offered.lock().await;
    let now = host.now();
    if !(offered.0..offered.0 + OFFERED_MS).contains(&now) {
        match host.desk.with_providers().await {
            Ok(all) => *offered = (now, all),
            Err(_) => return Vec::new(),
        }
    }
    offered.1.clone()
}

/// To the provider.
pub(super) async fn begin(
    State(host): State<Arc<Host>>,
    Path(org): Path<String>,
    headers: HeaderMap,
) -> Response {
    let words = words_of(&headers);
    match question(&host, &org).await {
        Ok((to, sealed)) => {
            let mut response = go(&to);
            response.headers_mut().insert(SET_COOKIE, set_cookie(&headers, COOKIE, "/web/in", &sealed));
            response
        }
        Err(Some(why)) => refused(&words, why),
        Err(None) => said(&words, StatusCode::NOT_FOUND, "web-staff-none"),
    }
}

/// The address of the provider, and the cookie. `None`: this organisation has no provider.
async fn question(host: &Host, org: &str) -> Result<(String, String), Option<Refused>> {
    let gate = host.gate.as_ref().ok_or(None)?;
    let org = Uuid::parse_str(org).map_err(|_| None)?;
    let row = host.desk.provider(org).await.map_err(|_| Some(Refused::Provider("our store")))?.ok_or(None)?;
    let dry = Some(Refused::Provider("no randomness"));
    let began = Began::now(org).map_err(|_| dry)?;
    let to = gate.party.question(&row, &began).await.map_err(Some)?;
    let sealed = gate.sealer.seal(BEGAN, &began, host.now()).ok_or(dry)?;
    Ok((to, sealed))
}

/// Back from the provider.
pub(super) async fn back(
    State(host): State<Arc<Host>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let words = words_of(&headers);
    let answer = read(query.as_deref().unwrap_or_default());
    let mut response = match vouched_for(&host, &headers, &answer).await {
        Ok(who) => known_or_stranger(&host, &headers, who).await,
        Err(why) => refused(&words, why),
    };
    // Asked once, answered once, however it ended; a stranger's cookie took its place already.
    if !response.headers().get_all(SET_COOKIE).iter().any(|set| set.as_bytes().starts_with(COOKIE.as_bytes()))
    {
        response.headers_mut().append(SET_COOKIE, set_cookie(&headers, COOKIE, "/web/in", ""));
    }
    response
}

async fn vouched_for(host: &Host, headers: &HeaderMap, answer: &Answer) -> Result<Stranger, Refused> {
    let gate = host.gate.as_ref().ok_or(Refused::Provider("no randomness"))?;
    let sealed = cookie_named(headers, COOKIE).ok_or(Refused::NotAsked)?;
    let began: Began = gate.sealer.open(BEGAN, sealed, host.now()).ok_or(Refused::NotAsked)?;
    let row = host.desk.provider(began.org).await.map_err(|_| Refused::Provider("our store"))?;
    let row = row.ok_or(Refused::NotAsked)?;
    let subject = gate.party.answered(&row, &began, answer, host.now()).await?;
    Ok(Stranger { org: row.org, issuer: row.issuer, subject })
}

async fn known_or_stranger(host: &Host, headers: &HeaderMap, who: Stranger) -> Response {
    let words = words_of(headers);
    match host.desk.vouched(who.clone()).await {
        Ok(Some(code)) => let_in(host, headers, &code).await,
        Ok(None) => {
            tracing::info!(org = %who.org, "a provider vouched for somebody who is not known here");
            let sealed = host.gate.as_ref().and_then(|gate| gate.sealer.seal(STRANGER, &who, host.now()));
            let mut response = page(StatusCode::FORBIDDEN, opstap_web::stranger(&before(&words, "", None)));
            let sealed = set_cookie(headers, COOKIE, "/web/in", &sealed.unwrap_or_default());
            response.headers_mut().append(SET_COOKIE, sealed);
            response
        }
        Err(_) => refused(&words, Refused::Provider("our store")),
    }
}

/// As after a code that was typed: a browser is a device (ADR-0029).
pub(super) async fn let_in(host: &Host, headers: &HeaderMap, code: &str) -> Response {
    let words = words_of(headers);
    let nobody = Visitor { peer: NOBODY, headers: &HeaderMap::new() };
    match host.sign_in(nobody, code, &words.text("web-browser")).await {
        Ok(cookie) => entered(host, headers, &cookie).await,
        Err(error) => {
            let refusal = Refusal { text: words.say(&error.phrase()), ..Refusal::default() };
            page(StatusCode::SERVICE_UNAVAILABLE, opstap_web::staff(&before(&words, "", Some(&refusal)), &[]))
        }
    }
}

/// A stranger with a code of their own: from now on the provider's word is enough.
pub(super) async fn known(
    State(host): State<Arc<Host>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let words = words_of(&headers);
    let Some(fields) = fields(request).await else { return page(StatusCode::BAD_REQUEST, String::new()) };
    let code = field(&fields, "code").trim().to_owned();
    let sealed = cookie_named(&headers, COOKIE).unwrap_or_default();
    let who = host.gate.as_ref().and_then(|gate| gate.sealer.open(STRANGER, sealed, host.now()));
    let Some(who) = who else { return refused(&words, Refused::NotAsked) };
    let visitor = Visitor { peer, headers: &headers };
    match host.desk.vouch(who, code.clone(), visitor).await {
        Ok(made) => {
            let mut response = let_in(&host, &headers, &made).await;
            response.headers_mut().append(SET_COOKIE, set_cookie(&headers, COOKIE, "/web/in", ""));
            response
        }
        Err(problem) => {
            let key = match problem.status {
                404 => "error-code-invalid",
                410 => "error-code-expired",
                429 => "error-too-many-tries-soon",
                _ => "web-staff-unreachable",
            };
            let text = words.say(&Phrase::new(key));
            let refusal = Refusal { field: "code".to_owned(), text, typed: vec![("code".to_owned(), code)] };
            let html = opstap_web::stranger(&before(&words, "", Some(&refusal)));
            page(StatusCode::UNPROCESSABLE_ENTITY, html)
        }
    }
}

/// A page that says why nobody was let in; the log gets the reason and nobody's name.
fn refused(words: &Words, why: Refused) -> Response {
    tracing::warn!(%why, "a sign-in by a provider was refused");
    let (status, key) = match why {
        Refused::Provider(_) => (StatusCode::BAD_GATEWAY, "web-staff-unreachable"),
        Refused::NotAsked => (StatusCode::BAD_REQUEST, "web-staff-not-asked"),
        Refused::Denied => (StatusCode::FORBIDDEN, "web-staff-denied"),
        Refused::Code => (StatusCode::BAD_REQUEST, "web-staff-again"),
        Refused::Token(_) => (StatusCode::FORBIDDEN, "web-staff-token"),
        Refused::Level => (StatusCode::FORBIDDEN, "web-staff-level"),
    };
    said(words, status, key)
}

fn said(words: &Words, status: StatusCode, key: &str) -> Response {
    let refusal = Refusal { text: words.text(key), ..Refusal::default() };
    page(status, opstap_web::staff(&before(words, "", Some(&refusal)), &[]))
}

/// What stands behind the question mark. Of two of one name, neither counts.
fn read(query: &str) -> Answer {
    let one = |name: &str| {
        let mut all = form_urlencoded::parse(query.as_bytes()).filter(|(known, _)| known == name);
        all.next().map(|(_, value)| value.into_owned()).filter(|_| all.next().is_none())
    };
    Answer {
        code: one("code").unwrap_or_default(),
        state: one("state").unwrap_or_default(),
        issuer: one("iss"),
        error: one("error"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_answer_has_each_part_once() {
        let answer = read("code=a%20b&state=s&iss=https%3A%2F%2Fid.example");
        assert_eq!((answer.code.as_str(), answer.state.as_str()), ("a b", "s"));
        assert_eq!(answer.issuer.as_deref(), Some("https://id.example"));
        assert_eq!(read("code=a&code=b&state=s").code, "");
        assert_eq!(read("state=s&error=access_denied").error.as_deref(), Some("access_denied"));
    }

    proptest! {
        #[test]
        fn any_query_is_some_answer(text in ".{0,200}") {
            let answer = read(&text);
            prop_assert!(answer.code.len() <= text.len() * 3);
        }
    }
}
