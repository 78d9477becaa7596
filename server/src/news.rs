//! Passing news on to the people that it is for, a part at a time, beside the routes (ADR-0046).

use std::time::Duration;

use crate::store::{ScopeStore, Stored};
use crate::writer::Writer;

/// How often is looked whether news is to leave.
pub const EVERY: Duration = Duration::from_secs(5);

/// Passes on all that is to leave now, one organisation after the other. `true`: something left.
///
/// # Errors
///
/// [`StoreError`](crate::store::StoreError): the rest is left for the next turn.
pub async fn pass_on<S: ScopeStore + 'static>(writer: &Writer<S>, now_ms: i64) -> Stored<bool> {
    let mut left = false;
    for (org, _) in writer.run(|engine| engine.store.orgs()).await? {
        while writer.run(move |engine| engine.pass_news_on(org, now_ms)).await? {
            left = true;
        }
    }
    Ok(left)
}
