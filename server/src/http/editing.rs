//! Texts that people write for an organisation: a helper's proposal, and a content manager's work.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use opstap_sync::pressure::Class;
use opstap_sync::wire::{ContentChange, ContentSearch, Problem, ProposalRequest};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::body::{document, fault, question};
use super::keys::{Keyed, with_key};
use super::{App, come_back, takes_gzip};
use crate::engine::{Engine, excuse};
use crate::store::{ScopeStore, Stored};

/// A helper's example for others.
pub(super) async fn propose<S: ScopeStore + 'static>(
    State(app): State<App<S>>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let now = (app.clock)();
    let work = move |engine: &mut Engine<S>, token: &str, proposal: &ProposalRequest| {
        engine.propose_by_token(token, proposal, now)
    };
    match asked_once(&app, &headers, request, work).await {
        Ok(()) => {
            let mut response = Response::default();
            *response.status_mut() = StatusCode::CREATED;
            response
        }
        Err(response) => *response,
    }
}

/// The texts of an organisation. What is looked for stands in the body: addresses hold no words.
pub(super) async fn search<S: ScopeStore + 'static>(
    State(app): State<App<S>>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let done = asked(&app, &headers, request, |engine, token, search: &ContentSearch| {
        engine.content_by_token(token, search)
    });
    shown(&headers, done.await)
}

/// Something is done with a text.
pub(super) async fn change<S: ScopeStore + 'static>(
    State(app): State<App<S>>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let now = (app.clock)();
    let work = move |engine: &mut Engine<S>, token: &str, change: &ContentChange| {
        engine.change_by_token(token, change, now)
    };
    shown(&headers, asked_once(&app, &headers, request, work).await)
}

fn shown<T: Serialize>(headers: &HeaderMap, done: Result<T, Box<Response>>) -> Response {
    match done {
        Ok(answer) => document(StatusCode::OK, &answer, takes_gzip(headers)),
        Err(response) => *response,
    }
}

/// Reads what is asked and has the engine do it; or what is answered instead.
async fn asked<S, Q, T, W>(
    app: &App<S>,
    headers: &HeaderMap,
    request: Request,
    work: W,
) -> Result<T, Box<Response>>
where
    S: ScopeStore + 'static,
    Q: DeserializeOwned + Send + 'static,
    T: Send + 'static,
    W: Fn(&mut Engine<S>, &str, &Q) -> Stored<Result<T, Problem>> + Send + 'static,
{
    let (token, question) = question(headers, request).await?;
    worked(app, token, question, work).await
}

/// The same for what creates something: with the key of its header.
async fn asked_once<S, Q, T, W>(
    app: &App<S>,
    headers: &HeaderMap,
    request: Request,
    work: W,
) -> Result<T, Box<Response>>
where
    S: ScopeStore + 'static,
    Q: DeserializeOwned + Keyed + Send + 'static,
    T: Send + 'static,
    W: Fn(&mut Engine<S>, &str, &Q) -> Stored<Result<T, Problem>> + Send + 'static,
{
    let (token, question) = question(headers, request).await?;
    let question = with_key(headers, question).map_err(|problem| Box::new(fault(&problem)))?;
    worked(app, token, question, work).await
}

async fn worked<S, Q, T, W>(app: &App<S>, token: String, question: Q, work: W) -> Result<T, Box<Response>>
where
    S: ScopeStore + 'static,
    Q: Send + 'static,
    T: Send + 'static,
    W: Fn(&mut Engine<S>, &str, &Q) -> Stored<Result<T, Problem>> + Send + 'static,
{
    let refuse = |problem: &Problem| Box::new(fault(problem));
    if let Err(seconds) = app.writer.admit(Class::Pull) {
        return Err(Box::new(come_back(seconds)));
    }
    match app.writer.run(move |engine| work(engine, &token, &question)).await {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(problem)) => Err(refuse(&problem)),
        Err(error) => Err(refuse(&excuse(&error))),
    }
}
