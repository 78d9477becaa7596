//! Giving places at events and free moments of helpers to who asked first, beside the routes (ADR-0047, ADR-0050).

use std::time::Duration;

use crate::store::{ScopeStore, Stored};
use crate::writer::Writer;

/// How often is looked whether somebody asked.
pub const EVERY: Duration = Duration::from_secs(3);

/// Gives all places and moments that were asked for, one event and one helper after the other, each in a transaction of its own.
/// `true`: somebody is told.
///
/// # Errors
///
/// [`StoreError`](crate::store::StoreError): the rest is left for the next turn.
pub async fn give_all<S: ScopeStore + 'static>(writer: &Writer<S>, now_ms: i64) -> Stored<bool> {
    let mut told = false;
    for (org, _) in writer.run(|engine| engine.store.orgs()).await? {
        for event in writer.run(move |engine| engine.events_due(org)).await? {
            told |= writer.run(move |engine| engine.give_places(org, &event, now_ms)).await?;
        }
        for helper in writer.run(move |engine| engine.moments_due(org)).await? {
            told |= writer.run(move |engine| engine.give_moments(org, helper, now_ms)).await?;
        }
    }
    Ok(told)
}
