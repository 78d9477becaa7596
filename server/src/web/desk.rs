//! What pages ask of this server beside the routes: ending a device, and who may come in by a provider.

use std::collections::BTreeSet;
use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;

use axum::http::HeaderMap;
use opstap_domain::features::Feature;
use opstap_domain::ids::Compartment;
use opstap_domain::organisation::Organisation;
use opstap_sync::audit::AuditPage;
use opstap_sync::ident::DeviceId;
use opstap_sync::wire::{PairResponse, Problem};
use uuid::Uuid;

use super::calendar::{Calendar, Deed};
use crate::audit::Act;
use crate::engine::{
    Arranged, Asked, Confirmed, Connect, Connections, Filled, Keep, Keeping, News, Offered, Pressing, Style,
    Styled, TeamAsked, Teams, Tell, TrailAsked, Unbroken, Undone, Unkept, Unlinked, Unsaid, Unstyled,
    Unteamed, Untold,
};
use crate::store::{DeviceRow, ForWhom, KnownAs, ProviderRow, Stored};

/// An answer for later.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Who asks, so that wrong codes can be counted.
#[derive(Clone, Copy, Debug)]
pub struct Visitor<'v> {
    /// The address that the connection came from.
    pub peer: SocketAddr,
    /// What the browser said, and a proxy of ours.
    pub headers: &'v HeaderMap,
}

/// The server's side of it.
pub trait Desk: super::own::OwnDesk {
    /// Ends a device: a browser that signed out, or that nobody used for long.
    fn dismiss(&self, device: DeviceId) -> Later<'_, ()>;
    /// The helpers for whom something may leave by itself now.
    fn helpers_due(&self) -> Later<'_, Stored<Vec<Uuid>>>;
    /// A device of the server's own for a helper's cases; `None`: it was opened in this turn already.
    fn automat(&self, helper: Uuid) -> Later<'_, Stored<Option<PairResponse>>>;
    /// Makes, ends or looks at the calendar address of the person of a device; `None`: it could not be done.
    fn calendar(&self, device: DeviceId, deed: Deed) -> Later<'_, Option<Calendar>>;
    /// Whether somebody takes people of a postcode in.
    fn takes_in(&self, postcode: u16) -> Later<'_, Stored<bool>>;
    /// The devices of whose device this is, the one that was used last first.
    fn devices_beside(&self, device: DeviceId) -> Later<'_, Stored<Vec<DeviceRow>>>;
    /// Ends another device of the same person. `false`: there is no such device of theirs.
    fn end_beside(&self, device: DeviceId, which: DeviceId) -> Later<'_, Stored<bool>>;
    /// Notes that a part of a case is about to be shown to the person of a device, or given out. `false`: not theirs to see.
    fn seen(&self, device: DeviceId, what: (Option<Uuid>, Compartment), act: Act) -> Later<'_, Stored<bool>>;
    /// What was done with the data of the client of a device; `None`: the person is no client.
    fn trail(&self, device: DeviceId, asked: TrailAsked) -> Later<'_, Stored<Option<AuditPage>>>;
    /// What the person of a device asks as an administrator; within it, why nothing was done.
    fn administer(&self, device: DeviceId, asked: Asked) -> Later<'_, Stored<Result<Arranged, Undone>>>;
    /// What they ask about how long cases are kept; how it is then, or why nothing was done.
    fn administer_keeping(&self, device: DeviceId, asked: Keep)
    -> Later<'_, Stored<Result<Keeping, Unkept>>>;
    /// What they ask about teams; how it is then, or why nothing was done.
    fn administer_teams(
        &self,
        device: DeviceId,
        asked: TeamAsked,
    ) -> Later<'_, Stored<Result<Teams, Unteamed>>>;
    /// What they ask about what is connected; how it is then, or why nothing was done.
    fn administer_connections(
        &self,
        device: DeviceId,
        asked: Connect,
    ) -> Later<'_, Stored<Result<Connections, Unlinked>>>;
    /// How the organisation is reached, for an administrator; from now on as they say, where they do; within it, why not.
    fn administer_reach(
        &self,
        device: DeviceId,
        said: Option<Organisation>,
    ) -> Later<'_, Stored<Result<Organisation, Unsaid>>>;
    /// How the organisation's pages look, for an administrator; from now on as they say, where they do; within it, why not.
    fn administer_look(&self, device: DeviceId, asked: Style) -> Later<'_, Stored<Result<Styled, Unstyled>>>;
    /// What the organisation leaves out, for an administrator; from now on with this offered or left out, where they say so;
    /// `None`: they may not ask.
    fn administer_features(
        &self,
        device: DeviceId,
        said: Option<(Feature, bool)>,
    ) -> Later<'_, Stored<Option<BTreeSet<Feature>>>>;
    /// How pages look before there is a person, of this organisation or of the one there is; `None`: as everywhere.
    fn look_before(&self, org: Option<Uuid>) -> Later<'_, Stored<Option<Styled>>>;
    /// The bytes of an organisation's logo, by its fingerprint.
    fn logo(&self, org: Uuid, print: String) -> Later<'_, Stored<Option<Vec<u8>>>>;
    /// What they ask about news as a content manager; what there is then, or why nothing was done.
    fn tell_news(&self, device: DeviceId, asked: Tell) -> Later<'_, Stored<Result<News, Untold>>>;
    /// How full an event is, for a content manager.
    fn filled(&self, device: DeviceId, event: String) -> Later<'_, Stored<Option<Filled>>>;
    /// Opens a case that is not their own for the person of a device, by its client's name or its number; within it, why not.
    fn break_glass(
        &self,
        device: DeviceId,
        sought: String,
        why: Pressing,
    ) -> Later<'_, Stored<Result<Uuid, Unbroken>>>;
    /// Whose people can come in by a provider, by the name of the organisation.
    fn with_providers(&self) -> Later<'_, Stored<Vec<Offered>>>;
    /// An organisation's provider for these people.
    fn provider(&self, org: Uuid, whom: ForWhom) -> Later<'_, Stored<Option<ProviderRow>>>;
    /// A one-time code for whom the provider vouched for; `None`: nobody here.
    fn vouched(&self, who: KnownAs) -> Later<'_, Stored<Option<String>>>;
    /// The same, for a stranger with a code of their own; it is counted when it is wrong.
    ///
    /// # Errors
    ///
    /// The problem that a device would be told; 409: the client comes in under another name of the provider's already.
    fn vouch<'a>(
        &'a self,
        who: KnownAs,
        code: String,
        visitor: Visitor<'a>,
    ) -> Later<'a, Result<String, Problem>>;
    /// The provider that the client of a device has to be vouched for by again, before a heavy act; `None`: by none.
    fn asks_again(&self, device: DeviceId) -> Later<'_, Stored<Option<ProviderRow>>>;
    /// Whether whom the provider vouched for is the client of this device.
    fn confirmed(&self, device: DeviceId, who: KnownAs) -> Later<'_, Stored<Confirmed>>;
}
