//! One server's turn at what waits to be told. Several servers may take turns over one database: each call is leased by one
//! of them. What may have arrived is told again: the receiver knows it by its id.

use std::time::Duration;

use futures_util::future::join_all;
use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use reqwest::{Response, StatusCode, Url};

use super::happening::body;
use crate::engine::{Engine, Summons, Told};
use crate::push::{Knocker, Reach, Speaks};
use crate::random::{Randomness as _, SystemRandom};
use crate::store::{ScopeStore, Stored};
use crate::writer::Writer;

/// How often is looked for what has to be told.
pub const EVERY: Duration = Duration::from_secs(5);

/// So long a call is listed, and can be told again: 30 days, in milliseconds.
const KEPT_MS: i64 = 30 * 24 * 3_600_000;

/// How often it is looked for what is listed too long: once a day, in milliseconds.
const FORGET_MS: i64 = 24 * 3_600_000;

/// Calls at a time.
const AT_ONCE: usize = 8;

/// A receiver may ask for this patience at most.
const LATER_MAX_MS: i64 = 24 * 3_600_000;

/// Tells all that waits, one organisation after the other. Gives how many calls were taken.
///
/// # Errors
///
/// [`StoreError`](crate::store::StoreError): the rest is left for the next turn.
pub async fn call_now<S: ScopeStore + 'static>(
    writer: &Writer<S>,
    knocker: &Knocker,
    clock: fn() -> i64,
) -> Stored<usize> {
    let mut taken = 0;
    for org in writer.run(Engine::orgs).await? {
        loop {
            let now = clock();
            let summons = writer.run(move |engine| engine.lease_calls(org, now, AT_ONCE)).await?;
            if summons.is_empty() {
                break;
            }
            for done in join_all(summons.into_iter().map(|one| tell(writer, knocker, clock, one))).await {
                taken += usize::from(done?);
            }
        }
    }
    Ok(taken)
}

/// Looks who waits for an answer that was promised, each organisation in a transaction of its own. Gives how many calls it
/// made.
///
/// # Errors
///
/// [`StoreError`](crate::store::StoreError): it is looked again at the next turn.
pub async fn warn_now<S: ScopeStore + 'static>(writer: &Writer<S>, now_ms: i64) -> Stored<usize> {
    let mut added = 0;
    for org in writer.run(Engine::orgs).await? {
        added += writer.run(move |engine| engine.warn_of_promises(org, now_ms)).await?;
    }
    Ok(added)
}

async fn tell<S: ScopeStore + 'static>(
    writer: &Writer<S>,
    knocker: &Knocker,
    clock: fn() -> i64,
    summons: Summons,
) -> Stored<bool> {
    let told = call(knocker, &summons, clock()).await;
    let (hook, id, tries) = (summons.row.hook, summons.row.id, summons.row.tries);
    match told {
        Told::Taken => tracing::info!(%hook, %id, tries, "told"),
        Told::Later { why, .. } => tracing::info!(%hook, %id, tries, why, "not told yet"),
        Told::Gone => tracing::warn!(%hook, %id, tries, "the receiver is gone; it is told nothing more"),
    }
    let mut chance = [0; 2];
    // Without randomness all try at the earliest moment: worse, and not wrong.
    let _ = SystemRandom.fill(&mut chance);
    let (chance, now) = (u16::from_le_bytes(chance), clock());
    writer.run(move |engine| engine.settle_call(&summons.row, told, chance, now)).await?;
    Ok(told == Told::Taken)
}

/// Nothing of an answer is read but its status: whoever answers for ever holds nobody up.
async fn call(knocker: &Knocker, summons: &Summons, now_ms: i64) -> Told {
    let later = |why| Told::Later { why, after_ms: None };
    let Ok(url) = Url::parse(&summons.url) else { return later("its address is none") };
    let Some(request) = knocker.post(url) else { return later("its address is not a public place") };
    let (id, body, seconds) = (summons.row.id.to_string(), body(&summons.row), now_ms.div_euclid(1_000));
    let signed: Vec<String> =
        summons.secrets.iter().map(|secret| secret.sign(&id, seconds, body.as_bytes())).collect();
    let request = request
        .header(CONTENT_TYPE, "application/json")
        .header("webhook-id", id)
        .header("webhook-timestamp", seconds.to_string())
        .header("webhook-signature", signed.join(" "))
        .body(body);
    match request.send().await {
        Ok(answer) => judged(&answer),
        Err(error) if error.is_connect() => later("it cannot be reached"),
        Err(_) => later("it did not answer in time"),
    }
}

/// What a status means (Standard Webhooks, "Operational considerations").
fn judged(answer: &Response) -> Told {
    let after =
        answer.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.trim().parse::<i64>().ok());
    let after_ms = after.map(|seconds| seconds.saturating_mul(1_000).clamp(0, LATER_MAX_MS));
    match answer.status() {
        status if status.is_success() => Told::Taken,
        StatusCode::GONE => Told::Gone,
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
            Told::Later { why: "it is busy", after_ms }
        }
        status if status.is_redirection() => {
            Told::Later { why: "it points elsewhere; nobody is followed", after_ms: None }
        }
        _ => Told::Later { why: "it refused", after_ms: None },
    }
}

/// Takes turns until it is ended. A call that is broken off is made again.
pub(crate) async fn keep_calling<S: ScopeStore + 'static>(
    writer: Writer<S>,
    reach: Reach,
    clock: fn() -> i64,
) {
    let Ok(knocker) = Knocker::new(&reach, Speaks::Any) else {
        tracing::error!("webhooks are told nothing: TLS cannot be set up");
        return;
    };
    let mut forgot: Option<i64> = None;
    loop {
        let now = clock();
        if forgot.is_none_or(|last| now - last > FORGET_MS) {
            let before = now.saturating_sub(KEPT_MS);
            if writer.run(move |engine| engine.store().forget_calls(before)).await.is_ok() {
                forgot = Some(now);
            }
        }
        if let Err(error) = warn_now(&writer, now).await {
            tracing::warn!(%error, "who waits for an answer could not be looked up");
        }
        if let Err(error) = call_now(&writer, &knocker, clock).await {
            tracing::warn!(%error, "a turn of webhooks broke off");
        }
        tokio::time::sleep(EVERY).await;
    }
}
