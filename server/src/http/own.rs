//! What pages ask about factors of our own, answered by the engine. What takes long and memory is done beside the threads
//! that answer, and only so many at a time.

use opstap_sync::ident::DeviceId;
use tokio::sync::Semaphore;
use uuid::Uuid;

use super::App;
use crate::engine::{Check, Engine, NewOwn, OwnShown, Right, Tried, Whose, Wrong};
use crate::store::{ScopeStore, StoreError, Stored};
use crate::web::{Later, OwnChosen, OwnDesk, OwnProof, OwnRefused, Visitor};

/// Passphrases that are hashed at the same time: each takes 19 MiB. Others wait, and are asked again then whether they may.
static HASHING: Semaphore = Semaphore::const_new(2);

impl From<StoreError> for OwnRefused {
    fn from(error: StoreError) -> Self {
        if let StoreError::Broken(why) = &error {
            tracing::error!(why, "store");
        }
        Self::Store
    }
}

impl<S: ScopeStore + 'static> App<S> {
    /// Counts a try, and holds what was typed against what it is about. `None`: there is nothing to hold it against.
    async fn held_against(
        &self,
        whose: Whose,
        proof: OwnProof,
    ) -> Result<Option<(Check, Right)>, OwnRefused> {
        let now = (self.clock)();
        let check = match self.writer.run(move |engine| engine.try_own(&whose, now)).await? {
            Tried::Check(check) => check,
            Tried::Closed(ms) => return Err(OwnRefused::Closed(ms)),
            Tried::NotSet => return Ok(None),
        };
        let held = tokio::task::spawn_blocking(move || {
            let right = check.right(&proof.passphrase, proof.code, now);
            (check, right)
        });
        held.await.map(Some).map_err(|_| OwnRefused::Store)
    }
}

impl<S: ScopeStore + 'static> OwnDesk for App<S> {
    fn with_own(&self) -> Later<'_, Stored<Vec<(Uuid, String)>>> {
        Box::pin(async move { self.writer.run(Engine::with_own).await })
    }

    fn own_sign_in<'a>(
        &'a self,
        org: Uuid,
        name: String,
        proof: OwnProof,
        visitor: Visitor<'a>,
    ) -> Later<'a, Result<String, OwnRefused>> {
        let address = self.guesser(visitor.peer, visitor.headers);
        Box::pin(async move {
            let _turn = HASHING.acquire().await.map_err(|_| OwnRefused::Store)?;
            if self.must_wait(address).is_some() {
                return Err(OwnRefused::Often);
            }
            let held = self.held_against(Whose::Named(org, name), proof).await?;
            let (check, right) = held.ok_or(OwnRefused::Wrong(Wrong::Typed))?;
            let now = (self.clock)();
            match self.writer.run(move |engine| engine.own_sign_in(&check, right, now)).await? {
                Ok(made) => Ok(made.code),
                Err(why) => {
                    self.guessed_wrong(address);
                    Err(OwnRefused::Wrong(why))
                }
            }
        })
    }

    fn own_of(&self, device: DeviceId) -> Later<'_, Stored<OwnShown>> {
        Box::pin(async move { self.writer.run(move |engine| engine.own_of(device)).await })
    }

    fn change_own(
        &self,
        device: DeviceId,
        chosen: Option<OwnChosen>,
        proof: OwnProof,
    ) -> Later<'_, Result<(), OwnRefused>> {
        Box::pin(async move {
            let _turn = HASHING.acquire().await.map_err(|_| OwnRefused::Store)?;
            let shown = self.held_against(Whose::Of(device), proof).await?;
            let now = (self.clock)();
            let Some(OwnChosen { name, passphrase, secret, step }) = chosen else {
                let left = self.writer.run(move |engine| engine.leave_own(device, shown.as_ref(), now));
                return left.await?.map_err(OwnRefused::Wrong);
            };
            let hashed = tokio::task::spawn_blocking(move || passphrase.hashed());
            let passphrase = hashed.await.ok().and_then(Result::ok).ok_or(OwnRefused::Store)?;
            let new = NewOwn { name, passphrase, secret, step };
            let set = self.writer.run(move |engine| engine.set_own(device, &new, shown.as_ref(), now));
            set.await?.map_err(OwnRefused::Wrong)
        })
    }
}
