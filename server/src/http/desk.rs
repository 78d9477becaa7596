//! What pages ask beside the routes, answered by the engine.

use axum::http::HeaderMap;
use opstap_domain::features::Feature;
use opstap_domain::ids::Compartment;
use opstap_domain::organisation::Organisation;
use opstap_sync::audit::AuditPage;
use opstap_sync::ident::DeviceId;
use opstap_sync::wire::{PairResponse, Problem};
use std::collections::BTreeSet;
use std::net::{IpAddr, SocketAddr};
use uuid::Uuid;

use super::App;
use crate::audit::Act;
use crate::engine::{
    Arranged, Asked, Confirmed, Connect, Connections, Engine, Filled, Keep, Keeping, News, Offered, Pressing,
    Style, Styled, TeamAsked, Teams, Tell, TrailAsked, Unbroken, Undone, Unkept, Unlinked, Unpaired, Unsaid,
    Unstyled, Unteamed, Untold, Unvouched, excuse, refusal,
};
use crate::problem;
use crate::store::{DeviceRow, ForWhom, KnownAs, ProviderRow, ScopeStore, Stored};
use crate::web::{Calendar, Deed, Desk, Later, Visitor};

impl<S> App<S> {
    /// The seconds that this address has to wait before it may guess again.
    pub(super) fn must_wait(&self, address: IpAddr) -> Option<u64> {
        self.guesses.lock().ok().and_then(|mut guesses| guesses.wait(address, (self.clock)()))
    }

    /// Counts a wrong code.
    pub(super) fn guessed_wrong(&self, address: IpAddr) {
        if let Ok(mut guesses) = self.guesses.lock() {
            guesses.count(address, (self.clock)());
        }
    }

    /// Whose guess it is. Only the last entry is the proxy's own word; those before it anybody can write.
    pub(super) fn guesser(&self, peer: SocketAddr, headers: &HeaderMap) -> IpAddr {
        let said = headers.get_all("x-forwarded-for").iter().next_back();
        let last = said.and_then(|value| value.to_str().ok()).and_then(|list| list.rsplit(',').next());
        let seen = last.and_then(|address| address.trim().parse().ok());
        if self.behind_proxy { seen.unwrap_or_else(|| peer.ip()) } else { peer.ip() }
    }
}

impl<S: ScopeStore + 'static> Desk for App<S> {
    fn dismiss(&self, device: DeviceId) -> Later<'_, ()> {
        Box::pin(async move {
            let now = (self.clock)();
            let done = self.writer.run(move |engine| engine.dismiss(device, now)).await;
            if done != Ok(true) {
                tracing::warn!(%device, "a browser's device stays until somebody revokes it");
            }
            self.hub.look_soon();
        })
    }

    fn calendar(&self, device: DeviceId, deed: Deed) -> Later<'_, Option<Calendar>> {
        let now = (self.clock)();
        Box::pin(async move {
            let secret = match deed {
                Deed::Look => None,
                Deed::Make | Deed::End => {
                    let make = deed == Deed::Make;
                    let done = self.writer.run(move |engine| engine.calendar_of_device(device, make, now));
                    done.await.ok()?
                }
            };
            let since = self.writer.run(move |engine| engine.calendar_since_of(device)).await.ok()?;
            Some(Calendar { there: since.is_some(), secret })
        })
    }

    fn helpers_due(&self) -> Later<'_, Stored<Vec<Uuid>>> {
        let now = (self.clock)();
        Box::pin(async move {
            let mut due = Vec::new();
            for (org, _) in self.writer.run(|engine| engine.store.orgs()).await? {
                due.extend(self.writer.run(move |engine| engine.helpers_due(org, now)).await?);
            }
            Ok(due)
        })
    }

    fn automat(&self, helper: Uuid) -> Later<'_, Stored<Option<PairResponse>>> {
        let now = (self.clock)();
        Box::pin(async move { self.writer.run(move |engine| engine.automat(helper, now)).await })
    }

    fn takes_in(&self, postcode: u16) -> Later<'_, Stored<bool>> {
        Box::pin(async move { Ok(!self.helping_in(postcode).await?.is_empty()) })
    }

    fn devices_beside(&self, device: DeviceId) -> Later<'_, Stored<Vec<DeviceRow>>> {
        Box::pin(async move { self.writer.run(move |engine| engine.devices_beside(device)).await })
    }

    fn end_beside(&self, device: DeviceId, which: DeviceId) -> Later<'_, Stored<bool>> {
        let now = (self.clock)();
        Box::pin(async move {
            let done = self.writer.run(move |engine| engine.end_beside(device, which, now)).await;
            self.hub.look_soon();
            done
        })
    }

    fn seen(&self, device: DeviceId, what: (Option<Uuid>, Compartment), act: Act) -> Later<'_, Stored<bool>> {
        let now = (self.clock)();
        Box::pin(async move { self.writer.run(move |engine| engine.note_seen(device, what, act, now)).await })
    }

    fn trail(&self, device: DeviceId, asked: TrailAsked) -> Later<'_, Stored<Option<AuditPage>>> {
        let now = (self.clock)();
        Box::pin(
            async move { self.writer.run(move |engine| engine.trail_of_device(device, asked, now)).await },
        )
    }

    fn administer(&self, device: DeviceId, asked: Asked) -> Later<'_, Stored<Result<Arranged, Undone>>> {
        let now = (self.clock)();
        Box::pin(async move {
            let done = self.writer.run(move |engine| engine.administer(device, asked.clone(), now)).await;
            self.hub.look_soon();
            done
        })
    }

    fn administer_keeping(
        &self,
        device: DeviceId,
        asked: Keep,
    ) -> Later<'_, Stored<Result<Keeping, Unkept>>> {
        let now = (self.clock)();
        Box::pin(async move {
            self.writer.run(move |engine| engine.administer_keeping(device, &asked, now)).await
        })
    }

    fn administer_teams(
        &self,
        device: DeviceId,
        asked: TeamAsked,
    ) -> Later<'_, Stored<Result<Teams, Unteamed>>> {
        let now = (self.clock)();
        Box::pin(async move {
            let done = self.writer.run(move |engine| engine.administer_teams(device, &asked, now)).await;
            self.hub.look_soon();
            done
        })
    }

    fn administer_connections(
        &self,
        device: DeviceId,
        asked: Connect,
    ) -> Later<'_, Stored<Result<Connections, Unlinked>>> {
        let now = (self.clock)();
        Box::pin(async move {
            self.writer.run(move |engine| engine.administer_connections(device, &asked, now)).await
        })
    }

    fn administer_reach(
        &self,
        device: DeviceId,
        said: Option<Organisation>,
    ) -> Later<'_, Stored<Result<Organisation, Unsaid>>> {
        let now = (self.clock)();
        Box::pin(async move {
            self.writer.run(move |engine| engine.administer_reach(device, said.as_ref(), now)).await
        })
    }

    fn administer_look(&self, device: DeviceId, asked: Style) -> Later<'_, Stored<Result<Styled, Unstyled>>> {
        let now = (self.clock)();
        Box::pin(
            async move { self.writer.run(move |engine| engine.administer_look(device, &asked, now)).await },
        )
    }

    fn administer_features(
        &self,
        device: DeviceId,
        said: Option<(Feature, bool)>,
    ) -> Later<'_, Stored<Option<BTreeSet<Feature>>>> {
        let now = (self.clock)();
        Box::pin(
            async move { self.writer.run(move |engine| engine.administer_features(device, said, now)).await },
        )
    }

    fn look_before(&self, org: Option<Uuid>) -> Later<'_, Stored<Option<Styled>>> {
        Box::pin(async move { self.writer.run(move |engine| engine.look_before(org)).await })
    }

    fn logo(&self, org: Uuid, print: String) -> Later<'_, Stored<Option<Vec<u8>>>> {
        Box::pin(async move { self.writer.run(move |engine| engine.logo(org, &print)).await })
    }

    fn tell_news(&self, device: DeviceId, asked: Tell) -> Later<'_, Stored<Result<News, Untold>>> {
        let now = (self.clock)();
        Box::pin(async move { self.writer.run(move |engine| engine.tell_news(device, &asked, now)).await })
    }

    fn filled(&self, device: DeviceId, event: String) -> Later<'_, Stored<Option<Filled>>> {
        Box::pin(async move { self.writer.run(move |engine| engine.filled(device, &event)).await })
    }

    fn break_glass(
        &self,
        device: DeviceId,
        sought: String,
        why: Pressing,
    ) -> Later<'_, Stored<Result<Uuid, Unbroken>>> {
        let now = (self.clock)();
        Box::pin(async move {
            let done = self.writer.run(move |engine| engine.break_glass(device, &sought, why, now)).await;
            self.hub.look_soon();
            done
        })
    }

    fn with_providers(&self) -> Later<'_, Stored<Vec<Offered>>> {
        Box::pin(async move { self.writer.run(Engine::with_providers).await })
    }

    fn provider(&self, org: Uuid, whom: ForWhom) -> Later<'_, Stored<Option<ProviderRow>>> {
        Box::pin(async move { self.writer.run(move |engine| engine.store().provider(org, whom)).await })
    }

    fn vouched(&self, who: KnownAs) -> Later<'_, Stored<Option<String>>> {
        let now = (self.clock)();
        Box::pin(async move {
            let done = self.writer.run(move |engine| engine.vouched(&who, now));
            Ok(done.await?.map(|made| made.code))
        })
    }

    fn vouch<'a>(
        &'a self,
        who: KnownAs,
        code: String,
        visitor: Visitor<'a>,
    ) -> Later<'a, Result<String, Problem>> {
        let (now, address) = ((self.clock)(), self.guesser(visitor.peer, visitor.headers));
        Box::pin(async move {
            if self.must_wait(address).is_some() {
                return Err(Problem { status: 429, ..problem::busy() });
            }
            match self.writer.run(move |engine| engine.vouch(&who, &code, now)).await {
                Ok(Ok(made)) => Ok(made.code),
                Ok(Err(Unvouched::Otherwise)) => Err(Problem { status: 409, ..problem::busy() }),
                Ok(Err(Unvouched::Code(why))) => {
                    if why == Unpaired::Invalid {
                        self.guessed_wrong(address);
                    }
                    Err(refusal(why))
                }
                Err(error) => Err(excuse(&error)),
            }
        })
    }

    fn asks_again(&self, device: DeviceId) -> Later<'_, Stored<Option<ProviderRow>>> {
        Box::pin(async move { self.writer.run(move |engine| engine.asks_again(device)).await })
    }

    fn confirmed(&self, device: DeviceId, who: KnownAs) -> Later<'_, Stored<Confirmed>> {
        let now = (self.clock)();
        Box::pin(async move { self.writer.run(move |engine| engine.confirmed(device, &who, now)).await })
    }
}
