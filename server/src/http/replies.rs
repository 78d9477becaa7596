//! `/v1/replies/sms`: a service for text messages hands in what a client answered (`POST`). `/v1/replies/mail`: whatever reads
//! the organisation's mailbox hands in a mail as it came.
//!
//! It shows a secret of ours as its token, as `NotifyNL` does, and names the members as that does. Whether anybody has this
//! number is not told. Of a mail it is told what became of it: who hands it in has the mail already.

use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_ENCODING};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use opstap_sync::blob::About;
use opstap_sync::pressure::Class;
use serde::{Deserialize, Serialize};

use super::body::{collect, document, fault, object, read};
use super::{App, come_back};
use crate::blobs::Place;
use crate::delivery::{Answer, MAIL_BYTES, Said};
use crate::engine::{Addressed, Arrived, Engine, Replied, excuse, file_of};
use crate::problem;
use crate::store::{ScopeStore, Stored};

/// Characters of what a service calls an answer.
const NAME_MAX: usize = 100;

/// An answer. What else stands in it is not read.
#[derive(Deserialize, schemars::JsonSchema)]
pub(super) struct Reply {
    /// What the service calls it.
    id: String,
    /// From which number.
    source_number: String,
    /// What was answered.
    message: String,
}

/// The token, of any length: the organisation chose it.
fn shown(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token)
}

/// What became of a mail.
#[derive(Serialize, schemars::JsonSchema)]
pub(super) struct Became {
    /// `kept`: it stands in the conversation. `stopped`: nothing is sent there any more. `returned`: it says that a mail of
    /// ours was not delivered. `left`: nothing was done with it, and a person should look at it.
    became: &'static str,
}

/// Hashes are compared, in constant time.
fn may<S>(app: &App<S>, headers: &HeaderMap) -> bool {
    let shown = shown(headers).map(|token| blake3::hash(token.as_bytes()));
    app.replies.is_some() && shown == app.replies
}

pub(super) async fn sms<S: ScopeStore + 'static>(
    State(app): State<App<S>>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    if !may(&app, &headers) {
        return fault(&problem::not_signed_in());
    }
    let bytes = match read(request.into_body(), headers.get(CONTENT_ENCODING)).await {
        Ok(bytes) => bytes,
        Err(bad) => return fault(&bad.problem()),
    };
    let reply = object::<Reply>(&bytes).filter(|reply| reply.id.len() <= NAME_MAX);
    let Some(reply) = reply else {
        return fault(&problem::bad_request("Not an answer to a text message: id, source_number, message."));
    };
    let now = (app.clock)();
    let taken = take(&app, "text message", move |engine| {
        engine.take_reply(&reply.id, &reply.source_number, &reply.message, now)
    });
    match taken.await {
        Ok(_) => {
            let mut response = Response::default();
            *response.status_mut() = StatusCode::NO_CONTENT;
            response
        }
        Err(refusal) => refusal,
    }
}

pub(super) async fn mail<S: ScopeStore + 'static>(
    State(app): State<App<S>>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    if !may(&app, &headers) {
        return fault(&problem::not_signed_in());
    }
    let bytes = match collect(request.into_body(), MAIL_BYTES).await {
        Ok(bytes) => bytes,
        Err(bad) => return fault(&bad.problem()),
    };
    let Some(answer) = Answer::read(&bytes) else {
        return fault(&problem::bad_request("Not a mail: a head with a sender, an empty line, and a text."));
    };
    let now = (app.clock)();
    let arrived = match arrived(&app, &answer).await {
        Ok(arrived) => arrived,
        Err(refusal) => return *refusal,
    };
    match take(&app, "mail", move |engine| engine.take_mail(&answer, &arrived, now)).await {
        Ok(replied) => {
            let became = match replied {
                Replied::Kept => "kept",
                Replied::Stopped => "stopped",
                Replied::Returned => "returned",
                Replied::Nobody => "left",
            };
            document(StatusCode::OK, &Became { became }, false)
        }
        Err(refusal) => refusal,
    }
}

/// Puts the files of a mail where they belong, before a record says that they are there. Whose a mail is not has none put.
async fn arrived<S: ScopeStore + 'static>(
    app: &App<S>,
    answer: &Answer,
) -> Result<Vec<Arrived>, Box<Response>> {
    let (Said::Words { files, .. }, Some(vault)) = (&answer.said, &app.vault) else { return Ok(Vec::new()) };
    if files.is_empty() {
        return Ok(Vec::new());
    }
    app.writer.admit(Class::Pull).map_err(|wait| Box::new(come_back(wait)))?;
    let asked = answer.clone();
    let belongs = app.writer.run(move |engine| engine.mail_belongs(&asked)).await;
    let Some(Addressed { org, scope }) = belongs.map_err(|error| Box::new(fault(&excuse(&error))))? else {
        return Ok(Vec::new());
    };
    let mut arrived = Vec::new();
    for (n, file) in files.iter().enumerate() {
        let rec = file_of(scope, &answer.name, n);
        let place = Place { org, scope, at: vault.keys().place(scope, rec) };
        let hash = vault.put_all(&place, &file.bytes).await;
        let hash = hash.map_err(|error| Box::new(fault(&super::blobs::busy(error))))?;
        let (size, media) = (file.bytes.len() as u64, file.media.to_owned());
        arrived.push(Arrived {
            rec,
            name: file.name.clone(),
            about: About { size, media, hash, author: None },
        });
    }
    Ok(arrived)
}

/// Takes an answer in a transaction, and says in the log what became of it, and nothing of whose it is.
async fn take<S: ScopeStore + 'static>(
    app: &App<S>,
    by: &'static str,
    taking: impl Fn(&mut Engine<S>) -> Stored<Replied> + Send + 'static,
) -> Result<Replied, Response> {
    app.writer.admit(Class::Pull).map_err(come_back)?;
    let replied = app.writer.run(taking).await.map_err(|error| fault(&excuse(&error)))?;
    let became = match replied {
        Replied::Stopped => "a client said stop",
        Replied::Kept => "a client answered",
        Replied::Returned => "a message came back",
        Replied::Nobody => "an answer from nobody we know, or from a program",
    };
    tracing::info!(by, became, "an answer");
    Ok(replied)
}
