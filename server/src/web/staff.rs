//! People by the word of their organisation's provider: staff, and clients by an identity broker such as DigiD's. Sent there
//! with a link, and let in when they come back.
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
use opstap_web::{By, Refusal};

use super::desk::Visitor;
use super::look::Door;
use super::sessions::Host;
use super::{again, before, cookie_named, entered, field, fields, go, page, set_cookie, words_of};
use crate::data::DataDir;
use crate::engine::Offered;
use crate::oidc::{Again, Answer, Began, Party, Refused, Sealer, Stranger, Vouched};
use crate::store::{ForWhom, ProviderRow};

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
    /// Whose people can come in by a provider, and when the store was asked.
    offered: tokio::sync::Mutex<(i64, Vec<Offered>)>,
}

impl Gate {
    /// With the secrets of this folder.
    pub(super) fn new(data: Option<DataDir>) -> Option<Self> {
        let (party, sealer, offered) =
            (Party::new(data), Sealer::fresh().ok()?, tokio::sync::Mutex::default());
        Some(Self { party, sealer, offered })
    }
}

/// Whose word a page is about, as the page says it.
fn by(row: &ProviderRow) -> By<'_> {
    match row.for_whom {
        ForWhom::Staff => By::Staff,
        ForWhom::Clients => By::Clients(&row.called),
    }
}

/// Staff: which organisation; where there is one, at once to its provider.
pub(super) async fn choose(State(host): State<Arc<Host>>, headers: HeaderMap) -> Response {
    let words = Door::of(&host, &headers).await;
    let all = offered(&host, ForWhom::Staff).await;
    if all.is_empty() {
        return said(&words, By::Staff, StatusCode::NOT_FOUND, &words.text("web-staff-none"));
    }
    chosen(&words, By::Staff, "staff", &all)
}

/// The same for clients.
pub(super) async fn choose_client(State(host): State<Arc<Host>>, headers: HeaderMap) -> Response {
    let words = Door::of(&host, &headers).await;
    let all = offered(&host, ForWhom::Clients).await;
    match called(&words, &all) {
        None => said(&words, By::Nobody, StatusCode::NOT_FOUND, &words.text("web-client-none")),
        Some(name) => chosen(&words, By::Clients(&name), "client", &all),
    }
}

fn chosen(words: &Door, by: By<'_>, way: &str, all: &[Offered]) -> Response {
    if let [one] = all {
        return go(&format!("/web/in/{way}/{}", one.org));
    }
    let all: Vec<(String, &str)> = all.iter().map(|one| (one.org.to_string(), one.name.as_str())).collect();
    page(StatusCode::OK, opstap_web::by_provider(&before(words, "", None), by, &all))
}

/// What clients call the way in: its name, where it has one for all of them. `None`: there is none.
pub(super) fn called(words: &Words, all: &[Offered]) -> Option<String> {
    let first = all.first()?;
    let one = all.iter().all(|other| other.called == first.called);
    Some(if one { first.called.clone() } else { words.text("web-client-several") })
}

/// Whose people can come in by a provider. Anybody may ask for this page, so the store is not asked each time.
pub(super) async fn offered(host: &Host, whom: ForWhom) -> Vec<Offered> {
    let Some(gate) = &host.gate else { return Vec::new() };
    let mut offered = gate.offered.lock().await;
    let now = host.now();
    if !(offered.0..offered.0 + OFFERED_MS).contains(&now) {
        match host.desk.with_providers().await {
            Ok(all) => *offered = (now, all),
            Err(_) => return Vec::new(),
        }
    }
    offered.1.iter().filter(|one| one.for_whom == whom).cloned().collect()
}

/// Staff, to their provider.
pub(super) async fn begin(
    State(host): State<Arc<Host>>,
    Path(org): Path<String>,
    headers: HeaderMap,
) -> Response {
    begun(&host, &headers, &org, ForWhom::Staff, "web-staff-none").await
}

/// Clients, to their broker.
pub(super) async fn begin_client(
    State(host): State<Arc<Host>>,
    Path(org): Path<String>,
    headers: HeaderMap,
) -> Response {
    begun(&host, &headers, &org, ForWhom::Clients, "web-client-none").await
}

async fn begun(host: &Host, headers: &HeaderMap, org: &str, whom: ForWhom, none: &str) -> Response {
    let words = Door::of_org(host, headers, Uuid::parse_str(org).ok()).await;
    let row = match Uuid::parse_str(org) {
        Err(_) => None,
        Ok(org) => match host.desk.provider(org, whom).await {
            Ok(row) => row,
            Err(_) => return refused(&words, By::Nobody, Refused::Provider("our store")),
        },
    };
    let Some(row) = row else { return said(&words, By::Nobody, StatusCode::NOT_FOUND, &words.text(none)) };
    match asked(host, headers, &row, None).await {
        Ok(response) => response,
        Err(why) => refused(&words, by(&row), why),
    }
}

/// Sends the browser to the provider, with a cookie to come back with.
pub(super) async fn asked(
    host: &Host,
    headers: &HeaderMap,
    row: &ProviderRow,
    again: Option<Again>,
) -> Result<Response, Refused> {
    let gate = host.gate.as_ref().ok_or(Refused::Provider("no randomness"))?;
    let dry = Refused::Provider("no randomness");
    let began = Began::now(row.org, row.for_whom, again, host.now()).map_err(|_| dry)?;
    let to = gate.party.question(row, &began).await?;
    let sealed = gate.sealer.seal(BEGAN, &began, host.now()).ok_or(dry)?;
    let mut response = go(&to);
    response.headers_mut().insert(SET_COOKIE, set_cookie(headers, COOKIE, "/web/in", &sealed));
    Ok(response)
}

/// Back from the provider.
pub(super) async fn back(
    State(host): State<Arc<Host>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let answer = read(query.as_deref().unwrap_or_default());
    let mut response = match asker(&host, &headers).await {
        Err(why) => refused(&Door::of(&host, &headers).await, By::Nobody, why),
        Ok((began, row)) => came(&host, &headers, (&began, &row), &answer).await,
    };
    // Asked once, answered once, however it ended; a stranger's cookie took its place already.
    if !response.headers().get_all(SET_COOKIE).iter().any(|set| set.as_bytes().starts_with(COOKIE.as_bytes()))
    {
        response.headers_mut().append(SET_COOKIE, set_cookie(&headers, COOKIE, "/web/in", ""));
    }
    response
}

/// What this browser was asked, and whose provider has to answer it.
async fn asker(host: &Host, headers: &HeaderMap) -> Result<(Began, ProviderRow), Refused> {
    let gate = host.gate.as_ref().ok_or(Refused::Provider("no randomness"))?;
    let sealed = cookie_named(headers, COOKIE).ok_or(Refused::NotAsked)?;
    let began: Began = gate.sealer.open(BEGAN, sealed, host.now()).ok_or(Refused::NotAsked)?;
    let row = host.desk.provider(began.org, began.for_whom).await;
    let row = row.map_err(|_| Refused::Provider("our store"))?.ok_or(Refused::NotAsked)?;
    Ok((began, row))
}

async fn came(
    host: &Host,
    headers: &HeaderMap,
    (began, row): (&Began, &ProviderRow),
    answer: &Answer,
) -> Response {
    let vouched = match &host.gate {
        None => Err(Refused::Provider("no randomness")),
        Some(gate) => gate.party.answered(row, began, answer, host.now()).await,
    };
    match (vouched, began.again) {
        (vouched, Some(asked)) => again::back(host, headers, (asked, row), vouched).await,
        (Ok(vouched), None) => known_or_stranger(host, headers, row, vouched).await,
        (Err(why), None) => refused(&Door::of_org(host, headers, Some(row.org)).await, by(row), why),
    }
}

async fn known_or_stranger(
    host: &Host,
    headers: &HeaderMap,
    row: &ProviderRow,
    vouched: Vouched,
) -> Response {
    match host.desk.vouched(vouched.who.clone()).await {
        Ok(Some(code)) => {
            let come = Come { by: by(row), confirmed: vouched.confirmed, to: "/web/today" };
            come_in(host, headers, &code, come).await
        }
        Ok(None) => {
            let Vouched { who, confirmed } = vouched;
            strange(host, headers, by(row), &Stranger { who, confirmed, heavy: None }).await
        }
        Err(_) => {
            let door = Door::of_org(host, headers, Some(row.org)).await;
            refused(&door, by(row), Refused::Provider("our store"))
        }
    }
}

/// Asks somebody whom nobody knows here for a code of their own.
pub(super) async fn strange(host: &Host, headers: &HeaderMap, by: By<'_>, stranger: &Stranger) -> Response {
    tracing::info!(org = %stranger.who.org, "a provider vouched for somebody who is not known here");
    let words = Door::of_org(host, headers, Some(stranger.who.org)).await;
    let sealed = host.gate.as_ref().and_then(|gate| gate.sealer.seal(STRANGER, stranger, host.now()));
    let mut response = page(StatusCode::FORBIDDEN, opstap_web::stranger(&before(&words, "", None), by));
    let sealed = set_cookie(headers, COOKIE, "/web/in", &sealed.unwrap_or_default());
    response.headers_mut().append(SET_COOKIE, sealed);
    response
}

/// How somebody comes in.
#[derive(Clone, Copy)]
struct Come<'c> {
    by: By<'c>,
    /// When they signed in at a level that heavy acts take.
    confirmed: Option<i64>,
    /// Where they go then.
    to: &'c str,
}

/// As after a code that was typed: a browser is a device (ADR-0029).
pub(super) async fn let_in(host: &Host, headers: &HeaderMap, code: &str) -> Response {
    come_in(host, headers, code, Come { by: By::Staff, confirmed: None, to: "/web/today" }).await
}

async fn come_in(host: &Host, headers: &HeaderMap, code: &str, come: Come<'_>) -> Response {
    let words = words_of(headers);
    let nobody = Visitor { peer: NOBODY, headers: &HeaderMap::new() };
    match host.sign_in(nobody, code, &words.text("web-browser")).await {
        Ok(cookie) => {
            if let (Some(at), Some(room)) = (come.confirmed, host.enter(Some(&cookie)).await) {
                room.confirm(at);
            }
            entered(host, headers, &cookie, come.to).await
        }
        Err(error) => {
            let door = Door::of(host, headers).await;
            said(&door, come.by, StatusCode::SERVICE_UNAVAILABLE, &words.say(&error.phrase()))
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
    let Some(fields) = fields(request).await else { return page(StatusCode::BAD_REQUEST, String::new()) };
    let code = field(&fields, "code").trim().to_owned();
    let sealed = cookie_named(&headers, COOKIE).unwrap_or_default();
    let stranger = host.gate.as_ref().and_then(|gate| gate.sealer.open(STRANGER, sealed, host.now()));
    let Some(Stranger { who, confirmed, heavy }) = stranger else {
        return refused(&Door::of(&host, &headers).await, By::Nobody, Refused::NotAsked);
    };
    let words = Door::of_org(&host, &headers, Some(who.org)).await;
    let row = match host.desk.provider(who.org, who.for_whom).await {
        Ok(Some(row)) if row.issuer == who.issuer => row,
        _ => return refused(&words, By::Nobody, Refused::NotAsked),
    };
    let visitor = Visitor { peer, headers: &headers };
    match host.desk.vouch(who, code.clone(), visitor).await {
        Ok(made) => {
            let to = format!("/web/{}", heavy.map_or("today", |heavy| heavy.place()));
            let mut response =
                come_in(&host, &headers, &made, Come { by: by(&row), confirmed, to: &to }).await;
            response.headers_mut().append(SET_COOKIE, set_cookie(&headers, COOKIE, "/web/in", ""));
            response
        }
        Err(problem) => {
            let text = match problem.status {
                404 => words.text("error-code-invalid"),
                409 => words.say(&Phrase::new("web-client-otherwise").with("name", row.called.clone())),
                410 => words.text("error-code-expired"),
                429 => words.text("error-too-many-tries-soon"),
                _ => why_not(&words, by(&row), Refused::Provider("our store")).1,
            };
            let refusal = Refusal { field: "code".to_owned(), text, typed: vec![("code".to_owned(), code)] };
            let html = opstap_web::stranger(&before(&words, "", Some(&refusal)), by(&row));
            page(StatusCode::UNPROCESSABLE_ENTITY, html)
        }
    }
}

/// Why nobody was let in, in the words of who waits; the log gets the reason and nobody's name.
pub(super) fn why_not(words: &Words, by: By<'_>, why: Refused) -> (StatusCode, String) {
    tracing::warn!(%why, "a sign-in by a provider was refused");
    let (status, staff, client) = match why {
        Refused::Provider(_) => (StatusCode::BAD_GATEWAY, "web-staff-unreachable", "web-client-unreachable"),
        Refused::NotAsked => (StatusCode::BAD_REQUEST, "web-staff-not-asked", "web-client-not-asked"),
        Refused::Denied => (StatusCode::FORBIDDEN, "web-staff-denied", "web-client-denied"),
        Refused::Code => (StatusCode::BAD_REQUEST, "web-staff-again", "web-client-again"),
        Refused::Token(_) => (StatusCode::FORBIDDEN, "web-staff-token", "web-client-token"),
        Refused::Level => (StatusCode::FORBIDDEN, "web-staff-level", "web-client-level"),
    };
    let text = match by {
        By::Staff => words.text(staff),
        By::Clients(name) => words.text_with(client, &[("name", name.to_owned().into())]),
        By::Nobody => words.text_with(client, &[("name", words.text("web-client-several").into())]),
    };
    (status, text)
}

/// A page that says so.
fn refused(words: &Door, by: By<'_>, why: Refused) -> Response {
    let (status, text) = why_not(words, by, why);
    said(words, by, status, &text)
}

fn said(words: &Door, by: By<'_>, status: StatusCode, text: &str) -> Response {
    let refusal = Refusal { text: text.to_owned(), ..Refusal::default() };
    page(status, opstap_web::by_provider(&before(words, "", Some(&refusal)), by, &[]))
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
