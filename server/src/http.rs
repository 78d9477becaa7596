//! REST over the engine: ten routes, problem documents for everything else.

use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{
    ACCEPT_ENCODING, AUTHORIZATION, CONTENT_ENCODING, EXPECT, HeaderValue, RETRY_AFTER,
};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::{delete, get, post};
use opstap_sync::history::HistoryRequest;
use opstap_sync::ident::DeviceId;
use opstap_sync::op::Change;
use opstap_sync::pressure::Class;
use opstap_sync::push::PushOffer;
use opstap_sync::wire::{LIMITS, PairRequest, Problem, SyncRequest, SyncResponse};
use opstap_sync::{PROTO, SCHEMA, SCHEMA_MIN};
use serde_json::json;
use tokio::sync::watch;

use crate::blobs::Vault;
use crate::delivery::{Carriers, keep_delivering};
use crate::engine::{Stirred, Unpaired, excuse};
use crate::nudges::{Hub, watch as watch_heads};
use crate::problem;
use crate::push::{Inbox, Outbox, Pace, Senders, deliver};
use crate::store::{ScopeStore, Sqlite};
use crate::sweep::keep_swept;
use crate::web::Dismiss;
use crate::writer::Writer;

pub mod blob_headers;
mod blobs;
mod body;
mod limiter;
mod nudges;
mod push;
mod replies;
mod rest;

use body::{BadBody, document, fault, read, too_deep};
use limiter::Limiter;
use rest::Shared;

/// The version that every answer names.
pub const API_VERSION: &str = "1";

/// How long a request may take, its body included.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// What the routes share.
pub struct App<S = Sqlite> {
    writer: Writer<S>,
    guesses: Arc<Mutex<Limiter>>,
    hub: Arc<Hub>,
    outbox: Option<Outbox>,
    offer: Arc<PushOffer>,
    clock: fn() -> i64,
    patience: Duration,
    behind_proxy: bool,
    /// `None`: this server has no files.
    vault: Option<Vault>,
    /// The hash of the token with which answers to text messages come; `None`: none come.
    replies: Option<blake3::Hash>,
    /// Tells that something was erased, and has to leave the object store.
    erased: watch::Sender<()>,
}

impl<S> Clone for App<S> {
    fn clone(&self) -> Self {
        Self {
            writer: self.writer.clone(),
            guesses: Arc::clone(&self.guesses),
            hub: Arc::clone(&self.hub),
            outbox: self.outbox.clone(),
            offer: Arc::clone(&self.offer),
            vault: self.vault.clone(),
            erased: self.erased.clone(),
            ..*self
        }
    }
}

impl<S> std::fmt::Debug for App<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").field("behind_proxy", &self.behind_proxy).finish_non_exhaustive()
    }
}

impl<S> App<S> {
    /// Routes over this writer, with this clock (milliseconds since 1970 UTC).
    #[must_use]
    pub fn new(writer: Writer<S>, clock: fn() -> i64) -> Self {
        let (guesses, hub, offer) = (Arc::default(), Arc::default(), Arc::default());
        let (outbox, patience, behind_proxy) = (None, PATIENCE, false);
        let (vault, replies, erased) = (None, None, watch::Sender::new(()));
        Self { writer, guesses, hub, outbox, offer, clock, patience, behind_proxy, vault, replies, erased }
    }

    /// Telling this outbox what rounds stir, and devices what can be sent.
    #[must_use]
    pub fn with_outbox(self, outbox: Outbox, offer: PushOffer) -> Self {
        Self { outbox: Some(outbox), offer: Arc::new(offer), ..self }
    }

    /// With room for so many devices that listen.
    #[must_use]
    pub fn with_hub(self, hub: Hub) -> Self {
        Self { hub: Arc::new(hub), ..self }
    }

    /// Who listens.
    #[must_use]
    pub fn hub(&self) -> Arc<Hub> {
        Arc::clone(&self.hub)
    }

    /// By another clock.
    #[must_use]
    pub fn with_clock(self, clock: fn() -> i64) -> Self {
        Self { clock, ..self }
    }

    /// With another time limit of a request.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Taking answers to text messages from who shows the token with this hash.
    #[must_use]
    pub fn with_replies(self, replies: Option<blake3::Hash>) -> Self {
        Self { replies, ..self }
    }

    /// With files.
    #[must_use]
    pub fn with_vault(self, vault: Vault) -> Self {
        Self { vault: Some(vault), ..self }
    }

    /// What has to run beside the routes, and ends with them: it keeps what was erased out of the object store, and
    /// forgets deletions of long ago.
    pub(crate) fn sweeper(&self) -> impl Future<Output = ()> + use<S>
    where
        S: ScopeStore + 'static,
    {
        let (writer, vault) = (self.writer.clone(), self.vault.clone());
        let (clock, erased) = (self.clock, self.erased.subscribe());
        keep_swept(writer, vault, clock, erased)
    }

    /// Sends reminders that no phone has planned, by these, until it is told to stop.
    pub(crate) fn carrying(
        &self,
        carriers: Arc<Carriers>,
        stopping: watch::Receiver<bool>,
    ) -> impl Future<Output = ()> + Send + use<S>
    where
        S: ScopeStore + 'static,
    {
        keep_delivering(self.writer.clone(), carriers, self.clock, stopping)
    }
}

impl<S> App<S> {
    /// Tells whoever may want to hear of it.
    fn tell(&self, stirred: Option<&Stirred>) {
        self.hub.tell(stirred);
        if let Some(outbox) = &self.outbox {
            outbox.tell(stirred);
        }
    }

    /// Wakes devices through these. Never done.
    pub(crate) fn delivering(
        &self,
        inbox: Inbox,
        senders: Arc<Senders>,
        pace: Pace,
    ) -> impl Future<Output = ()> + Send + use<S>
    where
        S: ScopeStore + 'static,
    {
        deliver(inbox, senders, Arc::clone(&self.hub), self.writer.clone(), pace, self.clock)
    }

    /// Ends a device at the server: a browser that signed out, or that nobody used for long.
    pub(crate) fn dismiss(&self) -> Dismiss
    where
        S: ScopeStore + 'static,
    {
        let app = self.clone();
        Arc::new(move |device| {
            let app = app.clone();
            Box::pin(async move {
                let now = (app.clock)();
                let done = app.writer.run(move |engine| Ok(engine.revoke_device(device, now).is_ok())).await;
                if done.is_err() {
                    tracing::warn!(%device, "a browser's device stays until somebody revokes it");
                }
                app.hub.look_soon();
            })
        })
    }

    /// The clock.
    pub(crate) fn clock(&self) -> fn() -> i64 {
        self.clock
    }

    /// Asks again and again how it stands with those who listen. Never done.
    pub(crate) fn watching(&self, every: Duration) -> impl Future<Output = ()> + Send + use<S>
    where
        S: ScopeStore + 'static,
    {
        watch_heads(Arc::clone(&self.hub), self.writer.clone(), every, self.clock)
    }

    /// Behind a proxy of ours: wrong codes are counted by the address that it saw.
    #[must_use]
    pub fn behind_proxy(self, behind_proxy: bool) -> Self {
        Self { behind_proxy, ..self }
    }

    /// Whose guess it is. Only the last entry is the proxy's own word; those before it anybody can write.
    fn guesser(&self, peer: SocketAddr, headers: &HeaderMap) -> IpAddr {
        let said = headers.get_all("x-forwarded-for").iter().next_back();
        let last = said.and_then(|value| value.to_str().ok()).and_then(|list| list.rsplit(',').next());
        let seen = last.and_then(|address| address.trim().parse().ok());
        if self.behind_proxy { seen.unwrap_or_else(|| peer.ip()) } else { peer.ip() }
    }
}

/// The device that asked, for the log.
#[derive(Clone, Copy)]
struct Asked(DeviceId);

/// The routes. Serve them with connection info: wrong codes are counted by address.
pub fn app<S: ScopeStore + 'static>(state: App<S>) -> Router {
    Router::new()
        .route("/v1/sync", post(sync::<S>))
        .route("/v1/nudges", get(nudges::nudges::<S>))
        .route("/v1/push", get(push::offer::<S>).post(push::register::<S>))
        .route("/v1/history", post(history::<S>))
        .route("/v1/blobs", post(blobs::place::<S>))
        .route("/v1/blobs/{at}", get(blobs::fetch::<S>).head(blobs::reach::<S>).patch(blobs::bring::<S>))
        .route("/v1/replies/sms", post(replies::sms::<S>))
        .route("/v1/pairings", post(pair::<S>))
        .route("/v1/devices/me", delete(sign_out::<S>))
        .route("/v1/info", get(info))
        .route("/health", get(health::<S>))
        .method_not_allowed_fallback(async || fault(&problem::named("method", 405, "Not this method.")))
        .fallback(async || fault(&problem::named("not-found", 404, "Nothing is here.")))
        .layer(from_fn_with_state(state.clone(), around::<S>))
        .with_state(state)
}

/// Around every request: a time limit, the version, one line in the log without anything personal.
async fn around<S: ScopeStore + 'static>(
    State(app): State<App<S>>,
    request: Request,
    next: Next,
) -> Response {
    let began = Instant::now();
    let method = request.method().clone();
    // Paths hold no ids; an unknown one is somebody's typing and is not kept.
    let route = match request.uri().path() {
        known @ ("/v1/sync" | "/v1/nudges" | "/v1/push" | "/v1/history" | "/v1/blobs" | "/v1/replies/sms"
        | "/v1/pairings" | "/v1/devices/me" | "/v1/info" | "/health") => known.to_owned(),
        file if file.starts_with("/v1/blobs/") => "/v1/blobs/…".to_owned(),
        _ => "other".to_owned(),
    };
    // Who asks whether to send at all is told by the answer.
    let asks_first = request.headers().contains_key(EXPECT);
    let (head, body) = request.into_parts();
    let body = Shared::new(body);
    let request = Request::from_parts(head, Body::new(body.clone()));
    let mut response = match tokio::time::timeout(app.patience, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            fault(&problem::problem(opstap_sync::wire::ProblemCode::Busy, 408, "The request took too long."))
        }
    };
    if response.status().is_client_error() && !asks_first {
        body.read_to_the_end().await;
    }
    response.headers_mut().insert("api-version", HeaderValue::from_static(API_VERSION));
    let device = response.extensions().get::<Asked>().map(|asked| asked.0.to_string());
    let (status, ms) = (response.status().as_u16(), began.elapsed().as_millis() as u64);
    tracing::info!(%method, route, status, ms, device, "answered");
    response
}

async fn sync<S: ScopeStore + 'static>(
    State(app): State<App<S>>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let Some(token) = bearer(&headers) else { return fault(&problem::not_signed_in()) };
    let bytes = match read(request.into_body(), headers.get(CONTENT_ENCODING)).await {
        Ok(bytes) => bytes,
        Err(bad) => return fault(&bad.problem()),
    };
    if too_deep(&bytes) {
        return fault(&problem::bad_request("Nested too deeply."));
    }
    // What is wrong with it is not quoted: it could quote a letter.
    let Ok(asked) = serde_json::from_slice::<SyncRequest>(&bytes) else {
        return fault(&problem::bad_request("Not a sync request."));
    };
    if let Err(seconds) = app.writer.admit(Class::of(&asked)) {
        return come_back(seconds);
    }
    let (device, now) = (asked.dev, (app.clock)());
    let erases = asked.ops.iter().any(|op| op.change == Change::Erase {});
    let done = app.writer.run(move |engine| {
        let answer = engine.round_by_token(&token, &asked, now)?;
        Ok((answer, engine.take_stirred()))
    });
    let done = done.await;
    if erases {
        app.erased.send_replace(());
    }
    let mut response = match done {
        Ok((answer, stirred)) => {
            // Now that it is durable: whoever hears of it finds it.
            app.tell(stirred.as_ref());
            match answer {
                Ok(answer) => {
                    let answer = SyncResponse { next_ms: app.writer.breath_ms(), ..answer };
                    document(StatusCode::OK, &answer, takes_gzip(&headers))
                }
                Err(problem) => fault(&problem),
            }
        }
        Err(error) => fault(&excuse(&error)),
    };
    response.extensions_mut().insert(Asked(device));
    response
}

/// A record's history. The record stands in the body: addresses hold no ids.
async fn history<S: ScopeStore + 'static>(
    State(app): State<App<S>>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let Some(token) = bearer(&headers) else { return fault(&problem::not_signed_in()) };
    let bytes = match read(request.into_body(), headers.get(CONTENT_ENCODING)).await {
        Ok(bytes) => bytes,
        Err(bad) => return fault(&bad.problem()),
    };
    let Ok(asked) = serde_json::from_slice::<HistoryRequest>(&bytes) else {
        return fault(&problem::bad_request("Not a question for a history."));
    };
    if let Err(seconds) = app.writer.admit(Class::Pull) {
        return come_back(seconds);
    }
    let (device, now) = (asked.dev, (app.clock)());
    let done = app.writer.run(move |engine| engine.history_by_token(&token, &asked, now)).await;
    let mut response = match done {
        Ok(Ok(answer)) => document(StatusCode::OK, &answer, takes_gzip(&headers)),
        Ok(Err(problem)) => fault(&problem),
        Err(error) => fault(&excuse(&error)),
    };
    response.extensions_mut().insert(Asked(device));
    response
}

/// Turned away before anything was read.
fn come_back(seconds: u64) -> Response {
    let mut response = fault(&problem::busy());
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    response
}

async fn pair<S: ScopeStore + 'static>(
    State(app): State<App<S>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let now = (app.clock)();
    let address = app.guesser(peer, &headers);
    if let Some(wait) = app.guesses.lock().ok().and_then(|mut guesses| guesses.wait(address, now)) {
        let mut response =
            fault(&Problem { status: 429, title: "Too many wrong codes.".to_owned(), ..problem::busy() });
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(wait));
        return response;
    }
    let bytes = match read(request.into_body(), headers.get(CONTENT_ENCODING)).await {
        Ok(bytes) => bytes,
        Err(bad) => return fault(&bad.problem()),
    };
    let Ok(asked) = serde_json::from_slice::<PairRequest>(&bytes) else {
        return fault(&problem::bad_request("Not a pairing request."));
    };
    let done = app.writer.run(move |engine| engine.pair_within(&asked, now)).await;
    match done {
        Ok(Ok(paired)) => document(StatusCode::CREATED, &paired, false),
        Ok(Err(why)) => {
            if why == Unpaired::Invalid
                && let Ok(mut guesses) = app.guesses.lock()
            {
                guesses.wrong(address, now);
            }
            fault(&crate::engine::refusal(why))
        }
        Err(error) => fault(&excuse(&error)),
    }
}

async fn sign_out<S: ScopeStore + 'static>(State(app): State<App<S>>, headers: HeaderMap) -> Response {
    let Some(token) = bearer(&headers) else { return fault(&problem::not_signed_in()) };
    let now = (app.clock)();
    match app.writer.run(move |engine| engine.sign_out(&token, now)).await {
        Ok(true) => {
            app.hub.look_soon();
            let mut response = Response::default();
            *response.status_mut() = StatusCode::NO_CONTENT;
            response
        }
        Ok(false) => fault(&problem::not_signed_in()),
        Err(error) => fault(&excuse(&error)),
    }
}

async fn info(headers: HeaderMap) -> Response {
    let info = json!({
        "api": API_VERSION,
        "version": env!("CARGO_PKG_VERSION"),
        "proto": PROTO,
        "schema": { "min": SCHEMA_MIN, "max": SCHEMA },
        "limits": LIMITS,
    });
    document(StatusCode::OK, &info, takes_gzip(&headers))
}

/// Healthy is a server whose writer answers.
async fn health<S: ScopeStore + 'static>(State(app): State<App<S>>) -> Response {
    match app.writer.run(|engine| engine.epoch().map(|_| ())).await {
        Ok(()) => document(StatusCode::OK, &json!({ "status": "ok" }), false),
        Err(error) => fault(&excuse(&error)),
    }
}

fn bearer(headers: &HeaderMap) -> Option<String> {
    let given = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = given.split_once(' ')?;
    let fits = scheme.eq_ignore_ascii_case("bearer") && token.len() == 24;
    fits.then(|| token.to_owned())
}

fn takes_gzip(headers: &HeaderMap) -> bool {
    let given = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    given.split(',').any(|coding| {
        let mut words = coding.split(';').map(str::trim);
        words.next().is_some_and(|name| name.eq_ignore_ascii_case("gzip")) && !words.any(|q| q == "q=0")
    })
}

impl BadBody {
    fn problem(self) -> Problem {
        match self {
            Self::TooLarge => problem::split(),
            Self::Cut => problem::bad_request("The body was cut short."),
            Self::Damaged => problem::bad_request("The body is no gzip."),
            Self::Coding => problem::named("coding", 415, "Only gzip, or no coding."),
        }
    }
}

#[cfg(test)]
mod tests;
