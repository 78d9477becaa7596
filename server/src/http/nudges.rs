//! `GET /v1/nudges`: a stream that says when there is news, or with `?wait=SECONDS` one answer that waits for it.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, HeaderName, HeaderValue};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream::unfold;
use opstap_sync::nudge::{HEARTBEAT_S, WAIT_MAX_S, Waited};
use opstap_sync::pressure::Class;
use tokio::time::Instant;

use super::body::{document, fault};
use super::{App, Asked, bearer, come_back};
use crate::engine::excuse;
use crate::nudges::{Closed, Listener, Said, jitter};
use crate::problem;
use crate::store::ScopeStore;

/// How long a stream lasts at least. Then it is opened again, wherever there is room by then.
const LIFE: Duration = Duration::from_mins(10);

/// And how much longer at most.
const LIFE_MORE: Duration = Duration::from_mins(5);

/// The least that a device waits before it opens a stream again, and how much longer at most.
const AGAIN: Duration = Duration::from_secs(1);
const AGAIN_MORE: Duration = Duration::from_secs(3);

/// The same when there is no room to listen.
const FULL: Duration = Duration::from_mins(1);
const FULL_MORE: Duration = Duration::from_mins(1);

/// Some proxies collect what they pass on, unless they are told.
const UNBUFFERED: HeaderName = HeaderName::from_static("x-accel-buffering");

pub(super) async fn nudges<S: ScopeStore + 'static>(
    State(app): State<App<S>>,
    headers: HeaderMap,
    uri: Uri,
) -> Response {
    let Some(token) = bearer(&headers) else { return fault(&problem::not_signed_in()) };
    let Ok(wait) = wait(uri.query().unwrap_or_default()) else {
        return fault(&problem::bad_request("`wait` is a number of seconds."));
    };
    if let Err(seconds) = app.writer.admit(Class::Pull) {
        return come_back(seconds);
    }
    let now = (app.clock)();
    let ear = match app.writer.run(move |engine| engine.ear_by_token(&token, now)).await {
        Ok(Ok(ear)) => ear,
        Ok(Err(problem)) => return fault(&problem),
        Err(error) => return fault(&excuse(&error)),
    };
    let device = ear.device;
    let mut response = match app.hub.join(ear) {
        Ok(listener) => match wait {
            None => stream(listener),
            Some(wait) => answer(listener, wait.min(app.patience / 2)).await,
        },
        Err(Closed::Full) => come_back((FULL + jitter(FULL_MORE)).as_secs()),
        Err(Closed::Stopping) => come_back(AGAIN_MORE.as_secs()),
    };
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.extensions_mut().insert(Asked(device));
    response
}

/// Seconds of `wait=…`, no more than we wait; `None` without it.
fn wait(query: &str) -> Result<Option<Duration>, std::num::ParseIntError> {
    let said = query.split('&').find_map(|part| part.strip_prefix("wait="));
    let seconds = said.map(str::parse::<u64>).transpose()?;
    Ok(seconds.map(|seconds| Duration::from_secs(seconds.min(WAIT_MAX_S))))
}

/// Events without content. It ends when nobody may listen any more, and at the latest at the end of its life.
fn stream(listener: Listener) -> Response {
    let again = AGAIN + jitter(AGAIN_MORE);
    let end = Instant::now() + LIFE + jitter(LIFE_MORE);
    // At once: whoever waits behind a proxy learns that events come through.
    let here = Event::default().comment("here").retry(again);
    let events = unfold((listener, Some(here)), move |(mut listener, first)| async move {
        if let Some(first) = first {
            return Some((Ok::<_, Infallible>(first), (listener, None)));
        }
        match tokio::time::timeout_at(end, listener.next()).await {
            Ok(Said::News) => Some((Ok(Event::default().data("news")), (listener, None))),
            Ok(Said::Over) | Err(_) => None,
        }
    });
    let heartbeat = KeepAlive::new().interval(Duration::from_secs(HEARTBEAT_S));
    let mut response = Sse::new(events).keep_alive(heartbeat).into_response();
    response.headers_mut().insert(UNBUFFERED, HeaderValue::from_static("no"));
    response
}

/// One answer, as soon as there is news or the time is up.
async fn answer(mut listener: Listener, wait: Duration) -> Response {
    match tokio::time::timeout(wait, listener.next()).await {
        Ok(Said::News) => document(StatusCode::OK, &Waited { news: true }, false),
        // Asked again, a device that may not listen any more is told why.
        Ok(Said::Over) => come_back(AGAIN.as_secs()),
        Err(_) => document(StatusCode::OK, &Waited { news: false }, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_a_number_and_has_a_bound() {
        assert_eq!(wait(""), Ok(None));
        assert_eq!(wait("wait=3"), Ok(Some(Duration::from_secs(3))));
        assert_eq!(wait("a=b&wait=999999"), Ok(Some(Duration::from_secs(WAIT_MAX_S))));
        for bad in ["wait=", "wait=-1", "wait=soon", "wait=99999999999999999999999"] {
            assert!(wait(bad).is_err(), "{bad}");
        }
    }
}
