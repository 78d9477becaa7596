//! What has to leave: cases whose day has come; and of the object store what was erased, at once, what was begun and never
//! finished, and what nobody knows.

use std::collections::BTreeMap;
use std::time::Duration;

use opstap_domain::{Date, Instant, Zone};
use opstap_sync::blob;
use tokio::sync::watch;
use uuid::Uuid;

use crate::audit::Actor;
use crate::blobs::{Found, Place, Vault, VaultError};
use crate::engine::Engine;
use crate::store::{BlobRow, ScopeStore, StoreError};
use crate::writer::Writer;

/// What was begun and of which no part came for so long goes: 7 days, in milliseconds. Its device begins anew.
pub const HALF_MS: i64 = 7 * 24 * 3_600_000;

/// What no row of the database knows goes after so long: 30 days, in milliseconds. Until then a database that is
/// restored twice may still know it.
pub const UNKNOWN_MS: i64 = 30 * 24 * 3_600_000;

/// The hour of the night from which on cases are destroyed.
const NIGHT: u16 = 3;

/// Files in one transaction.
const BATCH: usize = 100;

/// How often is looked for what nobody told of.
const EVERY: Duration = Duration::from_mins(10);

/// How often everything in the object store is looked at, in turns of [`EVERY`]: once a day.
const TURNS: u32 = 144;

/// Why a sweep broke off. The next one goes on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SweepError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The object store.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

/// Removes what was erased, and what was begun and never finished. Gives how many files that were.
///
/// # Errors
///
/// [`SweepError`]: some of it is left for the next time.
pub async fn sweep<S: ScopeStore + 'static>(
    writer: &Writer<S>,
    vault: &Vault,
    now_ms: i64,
) -> Result<usize, SweepError> {
    let before = now_ms.saturating_sub(HALF_MS);
    let mut removed = 0;
    loop {
        let found = writer.run(move |engine| engine.blobs_to_remove(before, BATCH)).await?;
        let count = found.len();
        for (org, row) in found {
            empty(vault, org, &row).await?;
            writer.run(move |engine| engine.forget_removed(&row)).await?;
            removed += 1;
        }
        if count < BATCH {
            return Ok(removed);
        }
    }
}

/// The same for a command, which has an engine of its own and no runtime around it.
///
/// # Errors
///
/// [`SweepError`]: a server that runs, or the next one, removes what is left.
pub fn sweep_now<S: ScopeStore>(
    engine: &mut Engine<S>,
    vault: &Vault,
    now_ms: i64,
) -> Result<usize, SweepError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|_| VaultError::Busy)?;
    let before = now_ms.saturating_sub(HALF_MS);
    let mut removed = 0;
    loop {
        let found = engine.keep(|engine| engine.blobs_to_remove(before, BATCH))?;
        for (org, row) in &found {
            runtime.block_on(empty(vault, *org, row))?;
            engine.keep(|engine| engine.forget_removed(row))?;
            removed += 1;
        }
        if found.len() < BATCH {
            return Ok(removed);
        }
    }
}

/// Empties the place of a file, or of a scope.
async fn empty(vault: &Vault, org: Uuid, row: &BlobRow) -> Result<(), VaultError> {
    match row.rec {
        Some(_) => vault.remove(&Place { org, scope: row.scope, at: row.at.clone() }).await,
        None => vault.remove_scope(org, row.scope).await,
    }
}

/// Removes what was erased before the object store was put back, and what no row knows for long. For a server's start
/// and once a day: it looks at everything in the object store. Gives how many parts that were.
///
/// # Errors
///
/// [`SweepError`]: some of it is left for the next time.
pub async fn sweep_unknown<S: ScopeStore + 'static>(
    writer: &Writer<S>,
    vault: &Vault,
    now_ms: i64,
) -> Result<usize, SweepError> {
    let mut by_file: BTreeMap<(Uuid, String), Vec<Found>> = BTreeMap::new();
    for found in vault.all().await? {
        by_file.entry((found.org, found.at.clone())).or_default().push(found);
    }
    if by_file.is_empty() {
        return Ok(0);
    }
    let keys = vault.keys().clone();
    let erased = writer.run(move |engine| {
        let erased = engine.store().erasures()?;
        let files = erased.into_iter().filter(|row| blob::has_bytes(&row.kind));
        Ok(files.filter_map(|row| Some(keys.place(row.scope, row.rec?))).collect::<Vec<_>>())
    });
    let erased = erased.await?;
    let mut removed = 0;
    for ((org, at), found) in by_file {
        let named = at.clone();
        let known = writer.run(move |engine| engine.store().blob_at(org, &named)).await?.is_some();
        let was_erased = erased.contains(&at);
        let newest = found.iter().map(|found| found.put_at).max().unwrap_or(now_ms);
        if known || !(was_erased || newest < now_ms.saturating_sub(UNKNOWN_MS)) {
            continue;
        }
        for found in &found {
            vault.remove_found(found).await?;
            removed += 1;
        }
    }
    Ok(removed)
}

/// Forgets deletions of long ago, a few scopes in a transaction. Gives how many scopes were looked at.
///
/// # Errors
///
/// [`StoreError`]: some of it is left for the next time.
pub async fn forget_deletions<S: ScopeStore + 'static>(
    writer: &Writer<S>,
    now_ms: i64,
) -> Result<usize, StoreError> {
    let mut seen = 0;
    loop {
        let some = writer.run(move |engine| engine.forget_deletions(now_ms, BATCH)).await?;
        seen += some;
        if some < BATCH {
            return Ok(seen);
        }
    }
}

/// Destroys the cases whose day has come, each in a transaction of its own. Gives how many those were.
///
/// # Errors
///
/// [`StoreError`]: some of it is left for the next time.
pub async fn destroy_due<S: ScopeStore + 'static>(
    writer: &Writer<S>,
    now_ms: i64,
) -> Result<usize, StoreError> {
    let mut gone = 0;
    for org in writer.run(Engine::orgs).await? {
        for case in writer.run(move |engine| engine.due_cases(org, now_ms)).await? {
            let done = writer.run(move |engine| engine.destroy_due(case, Actor::SERVER, now_ms)).await?;
            gone += usize::from(done);
        }
    }
    Ok(gone)
}

/// Tells clients whose case goes within thirty days on which day that is. Gives how many were told.
///
/// # Errors
///
/// [`StoreError`]: the rest is told the next time.
pub async fn announce<S: ScopeStore + 'static>(writer: &Writer<S>, now_ms: i64) -> Result<usize, StoreError> {
    let mut told = 0;
    for org in writer.run(Engine::orgs).await? {
        for (case, on) in writer.run(move |engine| engine.announced_cases(org, now_ms)).await? {
            told += usize::from(writer.run(move |engine| engine.announce(case, on, now_ms)).await?);
        }
    }
    Ok(told)
}

/// Ends the work of who stood in for somebody who is back. Gives how many are back.
///
/// # Errors
///
/// [`StoreError`]: some of it is left for the next time.
pub async fn end_away<S: ScopeStore + 'static>(writer: &Writer<S>, now_ms: i64) -> Result<usize, StoreError> {
    let mut back = 0;
    for org in writer.run(Engine::orgs).await? {
        back += writer.run(move |engine| engine.end_away(org, now_ms)).await?;
    }
    Ok(back)
}

/// The day whose night has come where organisations are: a case goes from three in the morning on, when few look.
fn night(now_ms: i64) -> Option<Date> {
    let local = Zone::AMSTERDAM.local(Instant(now_ms));
    (local.time.hour() >= NIGHT).then_some(local.date)
}

/// Sweeps until everybody who could say that something was erased is gone: at once when that is said, and every ten
/// minutes for what other processes erased. Once a day it forgets deletions of long ago, and at night it destroys the cases whose
/// day has come.
pub(crate) async fn keep_swept<S: ScopeStore + 'static>(
    writer: Writer<S>,
    vault: Option<Vault>,
    clock: fn() -> i64,
    mut erased: watch::Receiver<()>,
) {
    let (mut turn, mut looked) = (0_u32, None);
    loop {
        // Once a day, and at a start: which cases are not kept any more.
        if let Some(today) = night(clock()).filter(|today| looked != Some(*today)) {
            match destroy_due(&writer, clock()).await {
                Ok(cases) => {
                    looked = Some(today);
                    if cases > 0 {
                        tracing::info!(cases, "destroyed: their day has come");
                    }
                }
                Err(error) => tracing::warn!(%error, "cases whose day has come are left for later"),
            }
            match announce(&writer, clock()).await {
                Ok(0) => {}
                Ok(clients) => tracing::info!(clients, "were told that their case goes"),
                Err(error) => tracing::warn!(%error, "not everybody was told that their case goes"),
            }
        }
        if let Err(error) = end_away(&writer, clock()).await {
            tracing::warn!(%error, "who is back has a stand-in still");
        }
        let done = async {
            if turn == 0 {
                forget_deletions(&writer, clock()).await?;
            }
            let Some(vault) = &vault else { return Ok(0) };
            if turn == 0 {
                sweep_unknown(&writer, vault, clock()).await?;
            }
            sweep(&writer, vault, clock()).await
        };
        match done.await {
            Ok(0) => {}
            Ok(files) => tracing::info!(files, "left the object store"),
            Err(error) => tracing::warn!(%error, "a sweep broke off"),
        }
        tokio::select! {
            said = erased.changed() => if said.is_err() { return },
            () = tokio::time::sleep(EVERY) => {}
        }
        turn = (turn + 1) % TURNS;
    }
}
