//! One server's turn at what waits to be delivered. Several servers may take turns over one database: each message is
//! leased by one of them.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;
use tokio::sync::watch;

use super::{Carriers, parcel};
use crate::engine::{Engine, Errand, Handed, TRIES};
use crate::random::{Randomness as _, SystemRandom};
use crate::store::{ScopeStore, Stored};
use crate::writer::Writer;

/// How often is looked for what has to go out.
pub const EVERY: Duration = Duration::from_secs(5);

/// So long after its appointment a message is listed: 90 days, in milliseconds.
const KEPT_MS: i64 = 90 * 24 * 3_600_000;

/// How often it is looked for what is listed too long: once a day, in milliseconds.
const FORGET_MS: i64 = 24 * 3_600_000;

/// Cases in one transaction.
const CASES: usize = 100;

/// Messages at a time.
const AT_ONCE: usize = 8;

/// Decides what has to go out by now, and hands over all that waits, one organisation after the other. Gives how many messages were taken.
///
/// # Errors
///
/// [`StoreError`](crate::store::StoreError): the rest is left for the next turn.
pub async fn deliver_now<S: ScopeStore + 'static>(
    writer: &Writer<S>,
    carriers: &Carriers,
    clock: fn() -> i64,
) -> Stored<usize> {
    take_turn(writer, carriers, clock, &|| false).await
}

/// The same, and after a message at a time asks whether to leave the rest.
async fn take_turn<S: ScopeStore + 'static>(
    writer: &Writer<S>,
    carriers: &Carriers,
    clock: fn() -> i64,
    stops: &(dyn Fn() -> bool + Sync),
) -> Stored<usize> {
    let mut taken = 0;
    for org in writer.run(Engine::orgs).await? {
        while !stops() {
            let now = clock();
            if writer.run(move |engine| engine.decide_deliveries(org, now, CASES)).await? < CASES {
                break;
            }
        }
        while !stops() {
            let now = clock();
            let errands = writer.run(move |engine| engine.lease_deliveries(org, now, AT_ONCE)).await?;
            if errands.is_empty() {
                break;
            }
            let hands = errands.into_iter().map(|errand| hand(writer, carriers, clock, errand));
            for done in join_all(hands).await {
                taken += usize::from(done?);
            }
        }
    }
    Ok(taken)
}

async fn hand<S: ScopeStore + 'static>(
    writer: &Writer<S>,
    carriers: &Carriers,
    clock: fn() -> i64,
    errand: Errand,
) -> Stored<bool> {
    let channel = errand.row.channel;
    let parcel = parcel(&errand, carriers.hears(channel));
    let handed = match carriers.by(channel) {
        None => Handed::Refused("this server has no such way"),
        Some(carrier) if errand.asks => carrier.ask(&parcel.reference, clock()).await,
        Some(carrier) => carrier.hand(&parcel, clock()).await,
    };
    let can_say = carriers.by(channel).is_some_and(super::Carrier::can_say);
    let (reference, tries) = (parcel.reference, errand.row.tries);
    match handed {
        Handed::Taken => tracing::info!(reference, ?channel, tries, "delivered"),
        Handed::Later(why) => tracing::info!(reference, ?channel, tries, why, "not delivered yet"),
        Handed::Refused(why) => tracing::warn!(reference, ?channel, tries, why, "not delivered"),
        Handed::Unsure(why) => tracing::warn!(reference, ?channel, tries, why, "perhaps delivered"),
    }
    if matches!(handed, Handed::Unsure(_)) && can_say && tries < TRIES {
        // Asked again when our lease of it ends.
        return Ok(false);
    }
    let mut chance = [0; 2];
    // Without randomness all try at the earliest moment: worse, and not wrong.
    let _ = SystemRandom.fill(&mut chance);
    let (row, chance, now) = (errand.row, u16::from_le_bytes(chance), clock());
    writer.run(move |engine| engine.settle_delivery(&row, handed, chance, now)).await?;
    Ok(handed == Handed::Taken)
}

/// Takes turns until the server ends, and ends what it hands over just then: what is broken off may have been taken, and
/// is not sent again.
pub(crate) async fn keep_delivering<S: ScopeStore + 'static>(
    writer: Writer<S>,
    carriers: Arc<Carriers>,
    clock: fn() -> i64,
    mut stopping: watch::Receiver<bool>,
) {
    let seen = stopping.clone();
    let stops = move || *seen.borrow();
    let mut forgot: Option<i64> = None;
    while !stops() {
        let now = clock();
        if forgot.is_none_or(|last| now - last > FORGET_MS) {
            let before = now.saturating_sub(KEPT_MS);
            if writer.run(move |engine| engine.store().forget_deliveries(before)).await.is_ok() {
                forgot = Some(now);
            }
        }
        if let Err(error) = take_turn(&writer, &carriers, clock, &stops).await {
            tracing::warn!(%error, "a turn of deliveries broke off");
        }
        tokio::select! {
            _ = stopping.wait_for(|stopped| *stopped) => return,
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}
