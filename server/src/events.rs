//! Giving places at events to who asked first, beside the routes (ADR-0047).

use std::sync::Arc;
use std::time::Duration;

use crate::nudges::Hub;
use crate::store::{ScopeStore, Stored};
use crate::writer::Writer;

/// How often is looked whether somebody asked.
pub const EVERY: Duration = Duration::from_secs(3);

/// Gives all places that were asked for, one event after the other, each in a transaction of its own. `true`: somebody is told.
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
    }
    Ok(told)
}

/// Takes turns until it is ended. What is broken off is done in the next.
pub(crate) async fn keep_giving<S: ScopeStore + 'static>(
    writer: Writer<S>,
    hub: Arc<Hub>,
    clock: fn() -> i64,
) {
    loop {
        match give_all(&writer, clock()).await {
            Ok(true) => hub.look_soon(),
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "a turn of events broke off"),
        }
        tokio::time::sleep(EVERY).await;
    }
}
