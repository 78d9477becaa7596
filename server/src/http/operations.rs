//! Every route, once: the router, the description and the log read this table.

use axum::routing::{MethodRouter, delete, get, head, patch, post};

use super::{App, about, blobs, calendar, devices, earlier, editing, nudges, push, replies, sign_ups, trail};
use crate::routes::{Route, Who};
use crate::store::ScopeStore;

/// Something that can be asked of the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operation {
    /// A round: push and pull.
    Sync,
    /// That there is news.
    Nudges,
    /// What can be sent to devices that sleep.
    PushOffer,
    /// Where a device can be woken.
    Push,
    /// What was written of one record.
    History,
    /// What was done with a client's data.
    Trail,
    /// For what personal data is processed.
    Register,
    /// Where the bytes of a file are.
    PlaceBlob,
    /// The bytes of a file.
    FetchBlob,
    /// How far the bytes of a file came.
    ReachBlob,
    /// The next part of a file.
    BringBlob,
    /// A person's appointments, at a secret address.
    Calendar,
    /// Trade a code for an identity.
    Pair,
    /// An answer to a text message.
    Reply,
    /// An answer to a mail.
    MailReply,
    /// Ask for help without a code.
    SignUp,
    /// Make another code to come back with.
    Recovery,
    /// Put an earlier start into one's case.
    Earlier,
    /// A helper's example for others.
    Propose,
    /// The texts of an organisation, for who writes them.
    SearchContent,
    /// Something is done with a text.
    ChangeContent,
    /// End this device.
    SignOut,
    /// Versions and limits.
    Info,
    /// The description of all of this.
    Openapi,
    /// The same for people.
    Docs,
    /// Whether the server lives, for whoever watches it.
    Health,
    /// Whether the server takes requests, for whoever sends it some.
    Ready,
}

impl Operation {
    /// All of them.
    pub const ALL: [Self; 27] = [
        Self::Sync,
        Self::Nudges,
        Self::PushOffer,
        Self::Push,
        Self::History,
        Self::Trail,
        Self::Register,
        Self::PlaceBlob,
        Self::FetchBlob,
        Self::ReachBlob,
        Self::BringBlob,
        Self::Calendar,
        Self::Pair,
        Self::Reply,
        Self::MailReply,
        Self::SignUp,
        Self::Recovery,
        Self::Earlier,
        Self::Propose,
        Self::SearchContent,
        Self::ChangeContent,
        Self::SignOut,
        Self::Info,
        Self::Openapi,
        Self::Docs,
        Self::Health,
        Self::Ready,
    ];

    /// The method, in small letters.
    #[must_use]
    pub const fn method(self) -> &'static str {
        match self {
            Self::Sync
            | Self::Push
            | Self::History
            | Self::PlaceBlob
            | Self::Pair
            | Self::Reply
            | Self::MailReply
            | Self::SignUp
            | Self::Recovery
            | Self::Earlier
            | Self::Propose
            | Self::SearchContent
            | Self::ChangeContent => "post",
            Self::ReachBlob => "head",
            Self::BringBlob => "patch",
            Self::SignOut => "delete",
            Self::Nudges
            | Self::PushOffer
            | Self::Trail
            | Self::Register
            | Self::FetchBlob
            | Self::Calendar
            | Self::Info
            | Self::Openapi
            | Self::Docs
            | Self::Health
            | Self::Ready => "get",
        }
    }

    /// The address, as the router and the description write it.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Sync => "/v1/sync",
            Self::Nudges => "/v1/nudges",
            Self::PushOffer | Self::Push => "/v1/push",
            Self::History => "/v1/history",
            Self::Trail => "/v1/cases/mine/audit",
            Self::Register => "/v1/register",
            Self::PlaceBlob => "/v1/blobs",
            Self::FetchBlob | Self::ReachBlob | Self::BringBlob => "/v1/blobs/{at}",
            Self::Calendar => "/v1/feeds/{feed}",
            Self::Pair => "/v1/pairings",
            Self::Reply => "/v1/replies/sms",
            Self::MailReply => "/v1/replies/mail",
            Self::SignUp => "/v1/sign-ups",
            Self::Recovery => "/v1/recovery-codes",
            Self::Earlier => "/v1/earlier-starts",
            Self::Propose => "/v1/example-proposals",
            Self::SearchContent => "/v1/content-searches",
            Self::ChangeContent => "/v1/content-changes",
            Self::SignOut => "/v1/devices/me",
            Self::Info => "/v1/info",
            Self::Openapi => "/v1/openapi.json",
            Self::Docs => "/v1/docs",
            Self::Health => "/health",
            Self::Ready => "/ready",
        }
    }

    /// Who may ask.
    #[must_use]
    pub const fn who(self) -> Who {
        match self {
            Self::Sync
            | Self::Nudges
            | Self::PushOffer
            | Self::Push
            | Self::History
            | Self::Trail
            | Self::PlaceBlob
            | Self::FetchBlob
            | Self::ReachBlob
            | Self::BringBlob
            | Self::Recovery
            | Self::Earlier
            | Self::Propose
            | Self::SearchContent
            | Self::ChangeContent
            | Self::SignOut => Who::Device,
            // The secret of a calendar is in its address; a sign-up brings nothing but its own answers.
            Self::Calendar | Self::Pair | Self::Reply | Self::MailReply | Self::SignUp => Who::Code,
            Self::Register | Self::Info | Self::Openapi | Self::Docs | Self::Health | Self::Ready => {
                Who::Anybody
            }
        }
    }

    /// Whether it takes an `Idempotency-Key` (ADR-0064). What else is posted can be sent again as it is: it is known by what is
    /// in it, or one takes the place of the other.
    #[must_use]
    pub const fn takes_key(self) -> bool {
        matches!(self, Self::Pair | Self::SignUp | Self::Propose | Self::ChangeContent)
    }

    /// As a row of the table of routes.
    #[must_use]
    pub const fn told(self) -> Route {
        Route { method: self.method(), path: self.path(), who: self.who() }
    }

    /// The address below the version; `None` for what watches the machine and has no version.
    #[must_use]
    pub fn below_version(self) -> Option<&'static str> {
        self.path().strip_prefix("/v1")
    }

    /// Its handler.
    pub(super) fn route<S: ScopeStore + 'static>(self) -> MethodRouter<App<S>> {
        match self {
            Self::Sync => post(super::sync::<S>),
            Self::Nudges => get(nudges::nudges::<S>),
            Self::PushOffer => get(push::offer::<S>),
            Self::Push => post(push::register::<S>),
            Self::History => post(super::history::<S>),
            Self::Trail => get(trail::trail::<S>),
            Self::Register => get(trail::register),
            Self::PlaceBlob => post(blobs::place::<S>),
            Self::FetchBlob => get(blobs::fetch::<S>),
            Self::ReachBlob => head(blobs::reach::<S>),
            Self::BringBlob => patch(blobs::bring::<S>),
            Self::Calendar => get(calendar::fetch::<S>),
            Self::Pair => post(devices::pair::<S>),
            Self::Reply => post(replies::sms::<S>),
            Self::MailReply => post(replies::mail::<S>),
            Self::SignUp => post(sign_ups::sign_up::<S>),
            Self::Recovery => post(sign_ups::recovery::<S>),
            Self::Earlier => post(earlier::earlier::<S>),
            Self::Propose => post(editing::propose::<S>),
            Self::SearchContent => post(editing::search::<S>),
            Self::ChangeContent => post(editing::change::<S>),
            Self::SignOut => delete(devices::sign_out::<S>),
            Self::Info => get(about::info),
            Self::Openapi => get(about::openapi::<S>),
            Self::Docs => get(about::docs::<S>),
            Self::Health => get(about::health::<S>),
            Self::Ready => get(about::ready::<S>),
        }
    }
}
