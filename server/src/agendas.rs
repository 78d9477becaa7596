//! Putting appointments of staff into their agenda elsewhere, by CalDAV (RFC 4791): each is a resource of its own, named
//! after its record. It tells when, and whether it goes on; no title, no place, nobody's name. What a person changes there
//! stays there until the appointment changes here.

use std::time::Duration;

use futures_util::future::join_all;
use reqwest::header::CONTENT_TYPE;
use reqwest::{Method, StatusCode, Url};
use uuid::Uuid;

use crate::engine::{Engine, Visit, Visited};
use crate::push::{Knocker, Reach, Speaks};
use crate::random::{Randomness as _, SystemRandom};
use crate::store::{ScopeStore, Stored};
use crate::writer::Writer;

/// How often is looked for agendas in which something is to be done.
pub const EVERY: Duration = Duration::from_secs(15);

/// Agendas at a time.
const AT_ONCE: usize = 4;

/// The media type of a resource.
const KIND: &str = "text/calendar; charset=utf-8";

/// Puts and takes out all that is due, one organisation after the other. Gives how many resources changed.
///
/// # Errors
///
/// [`StoreError`](crate::store::StoreError): the rest is left for the next turn.
pub async fn push_now<S: ScopeStore + 'static>(
    writer: &Writer<S>,
    knocker: &Knocker,
    clock: fn() -> i64,
) -> Stored<usize> {
    let mut changed = 0;
    for org in writer.run(Engine::orgs).await? {
        loop {
            let now = clock();
            let visits = writer.run(move |engine| engine.lease_agendas(org, now, AT_ONCE)).await?;
            if visits.is_empty() {
                break;
            }
            for done in join_all(visits.into_iter().map(|visit| go(writer, knocker, clock, visit))).await {
                changed += done?;
            }
        }
    }
    Ok(changed)
}

async fn go<S: ScopeStore + 'static>(
    writer: &Writer<S>,
    knocker: &Knocker,
    clock: fn() -> i64,
    visit: Visit,
) -> Stored<usize> {
    let visited = visited(knocker, &visit).await;
    let (account, changed) = (visit.row.account, visited.put.len() + visited.taken.len());
    match visited.why {
        None => tracing::info!(%account, changed, "an agenda elsewhere is up to date"),
        Some(why) => tracing::warn!(%account, changed, why, "an agenda elsewhere is not up to date"),
    }
    let mut chance = [0; 2];
    // Without randomness all try at the earliest moment: worse, and not wrong.
    let _ = SystemRandom.fill(&mut chance);
    let (chance, now) = (u16::from_le_bytes(chance), clock());
    writer.run(move |engine| engine.settle_agenda(&visit, &visited, chance, now)).await?;
    Ok(changed)
}

/// One thing after the other; the first that fails ends it.
async fn visited(knocker: &Knocker, visit: &Visit) -> Visited {
    let mut done = Visited::default();
    for (item, text) in &visit.puts {
        match send(knocker, visit, *item, Some(text)).await {
            Ok(()) => done.put.push(*item),
            Err(why) => return Visited { why: Some(why), ..done },
        }
    }
    for item in &visit.takes {
        match send(knocker, visit, *item, None).await {
            Ok(()) => done.taken.push(*item),
            Err(why) => return Visited { why: Some(why), ..done },
        }
    }
    done
}

async fn send(knocker: &Knocker, visit: &Visit, item: Uuid, text: Option<&str>) -> Result<(), &'static str> {
    let url = Url::parse(&visit.row.url).and_then(|url| url.join(&format!("{item}.ics")));
    let url = url.map_err(|_| "its address is none")?;
    let method = if text.is_some() { Method::PUT } else { Method::DELETE };
    let request = knocker.request(method, url).ok_or("its address is not a public place")?;
    let request = request.basic_auth(&visit.row.name, Some(visit.password.as_str()));
    let request = match text {
        Some(text) => request.header(CONTENT_TYPE, KIND).body(text.to_owned()),
        None => request,
    };
    let answer = request.send().await.map_err(|error| {
        if error.is_connect() { "it cannot be reached" } else { "it did not answer in time" }
    })?;
    match answer.status() {
        status if status.is_success() => Ok(()),
        // What is gone there is out of it.
        StatusCode::NOT_FOUND | StatusCode::GONE if text.is_none() => Ok(()),
        StatusCode::UNAUTHORIZED => Err("it does not know this name and password"),
        StatusCode::FORBIDDEN => Err("it lets nobody of this name write there"),
        StatusCode::NOT_FOUND | StatusCode::CONFLICT => Err("there is no agenda at its address"),
        status if status.is_redirection() => Err("it points elsewhere; nobody is followed"),
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => Err("it is busy"),
        _ => Err("it refused"),
    }
}

/// Takes turns until it is ended. What is broken off is done again: the same resource, the same words.
pub(crate) async fn keep_pushing<S: ScopeStore + 'static>(
    writer: Writer<S>,
    reach: Reach,
    clock: fn() -> i64,
) {
    let Ok(knocker) = Knocker::new(&reach, Speaks::Any) else {
        tracing::error!("no agenda elsewhere is kept: TLS cannot be set up");
        return;
    };
    loop {
        if let Err(error) = push_now(&writer, &knocker, clock).await {
            tracing::warn!(%error, "a turn of agendas broke off");
        }
        tokio::time::sleep(EVERY).await;
    }
}
