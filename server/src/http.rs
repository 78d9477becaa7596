//! REST over the engine: one table of routes, problem documents for everything else.
//!
//! - [`operations`]: every route, once.
//! - [`openapi`]: what they take and answer, as OpenAPI 3.1 and as a page.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT_ENCODING, AUTHORIZATION, CONTENT_ENCODING, HeaderValue, RETRY_AFTER};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use opstap_sync::history::HistoryRequest;
use opstap_sync::ident::DeviceId;
use opstap_sync::op::Change;
use opstap_sync::pressure::Class;
use opstap_sync::push::PushOffer;
use opstap_sync::wire::{Problem, SyncRequest, SyncResponse};
use tokio::sync::watch;

use crate::agendas::keep_pushing;
use crate::blobs::Vault;
use crate::delivery::{Carriers, keep_delivering};
use crate::engine::{Stirred, excuse};
use crate::figures::Figures;
use crate::nudges::{Hub, watch as watch_heads};
use crate::push::{Inbox, Outbox, Pace, Reach, Senders, deliver};
use crate::routes::{Route, Row, router};
use crate::store::{ScopeStore, Sqlite};
use crate::sweep::keep_swept;
use crate::turns::keep_taking;
use crate::webhooks::keep_calling;
use crate::writer::Writer;
use crate::{events, news, problem};

mod about;
mod around;
pub mod blob_headers;
mod blobs;
mod body;
mod calendar;
mod desk;
mod devices;
mod earlier;
mod editing;
mod keys;
mod limiter;
mod nudges;
pub mod openapi;
pub mod operations;
mod own;
mod push;
mod replies;
mod rest;
mod sign_ups;
mod trail;

use body::{BadBody, document, fault, object, read, too_deep};
use limiter::Limiter;
use openapi::{Contact, Description};
use operations::Operation;

/// The version of the API, which every answer names (Semantic Versioning; the first number stands in every address).
pub const API_VERSION: &str = "1.3.0";

/// How long a request may take, its body included.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// What the routes share.
pub struct App<S = Sqlite> {
    writer: Writer<S>,
    guesses: Arc<Mutex<Limiter>>,
    sign_ups: Arc<Mutex<Limiter>>,
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
    description: Arc<Description>,
    figures: Arc<Figures>,
}

impl<S> Clone for App<S> {
    fn clone(&self) -> Self {
        Self {
            writer: self.writer.clone(),
            guesses: Arc::clone(&self.guesses),
            sign_ups: Arc::clone(&self.sign_ups),
            hub: Arc::clone(&self.hub),
            outbox: self.outbox.clone(),
            offer: Arc::clone(&self.offer),
            vault: self.vault.clone(),
            erased: self.erased.clone(),
            description: Arc::clone(&self.description),
            figures: Arc::clone(&self.figures),
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
        let (guesses, sign_ups, hub, offer) =
            (Arc::default(), Arc::default(), Arc::default(), Arc::default());
        let (outbox, patience, behind_proxy) = (None, PATIENCE, false);
        let (vault, replies, erased) = (None, None, watch::Sender::new(()));
        let (description, figures) = (Arc::default(), Arc::default());
        Self {
            writer,
            guesses,
            sign_ups,
            hub,
            outbox,
            offer,
            clock,
            patience,
            behind_proxy,
            vault,
            replies,
            erased,
            description,
            figures,
        }
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

    /// What is counted. Who waits and who listens is among it from now on.
    pub(crate) fn figures(&self) -> Arc<Figures>
    where
        S: ScopeStore + 'static,
    {
        let hub = self.hub();
        let waiting = Box::new(self.writer.waiting());
        self.figures.gauge("writer_queue", "Jobs that wait for the writer.", waiting);
        let listeners = Box::new(move || hub.listeners());
        self.figures.gauge("listeners", "Devices that listen for news.", listeners);
        Arc::clone(&self.figures)
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

    /// With who answers questions about this API.
    #[must_use]
    pub fn with_contact(self, contact: Contact) -> Self {
        Self { description: Arc::new(Description::with_contact(contact)), ..self }
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

    /// Passes news on to who it is for. Never done.
    pub(crate) fn news(&self) -> impl Future<Output = ()> + Send + use<S>
    where
        S: ScopeStore + 'static,
    {
        let (writer, beside) = (self.writer.clone(), (Arc::clone(&self.hub), self.clock));
        async move {
            keep_taking("news", news::EVERY, beside, |now| news::pass_on(&writer, now)).await;
        }
    }

    /// Gives places at events. Never done.
    pub(crate) fn events(&self) -> impl Future<Output = ()> + Send + use<S>
    where
        S: ScopeStore + 'static,
    {
        let (writer, beside) = (self.writer.clone(), (Arc::clone(&self.hub), self.clock));
        async move {
            keep_taking("events", events::EVERY, beside, |now| events::give_all(&writer, now)).await;
        }
    }

    /// Tells others by HTTPS what happened, and keeps agendas elsewhere, within this reach. Never done.
    pub(crate) fn elsewhere(&self, reach: Reach) -> impl Future<Output = ()> + Send + use<S>
    where
        S: ScopeStore + 'static,
    {
        let calling = keep_calling(self.writer.clone(), reach.clone(), self.clock);
        let pushing = keep_pushing(self.writer.clone(), reach, self.clock);
        async move {
            tokio::join!(calling, pushing);
        }
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
}

/// The device that asked, for the log.
#[derive(Clone, Copy)]
struct Asked(DeviceId);

/// Every route.
#[must_use]
pub fn routes() -> Vec<Route> {
    table::<Sqlite>().into_iter().map(|(route, _)| route).collect()
}

fn table<S: ScopeStore + 'static>() -> Vec<Row<App<S>>> {
    Operation::ALL.into_iter().map(|operation| (operation.told(), operation.route::<S>())).collect()
}

/// The routes, as they are served. Serve them with connection info: wrong codes are counted by address.
pub fn app<S: ScopeStore + 'static>(state: App<S>) -> Router {
    router(table::<S>())
        .method_not_allowed_fallback(async || fault(&problem::named("method", 405, "Not this method.")))
        .fallback(async || fault(&problem::named("not-found", 404, "Nothing is here.")))
        .layer(from_fn_with_state(state.clone(), around::around::<S>))
        .with_state(state)
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
    let Some(asked) = object::<SyncRequest>(&bytes) else {
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
                    app.figures.round(answer.res.len());
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
    let Some(asked) = object::<HistoryRequest>(&bytes) else {
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

/// Turned away for so many seconds: this address did too much of it.
fn too_many(title: &str, seconds: u64) -> Response {
    let mut response = fault(&Problem { status: 429, title: title.to_owned(), ..problem::busy() });
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    response
}

/// What a device without a token is told.
pub(crate) fn unknown_device() -> Response {
    fault(&problem::not_signed_in())
}

pub(crate) fn bearer(headers: &HeaderMap) -> Option<String> {
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
