//! What of an organisation is connected to other systems, and what got stuck on its way, for who administers it
//! (ADR-0045): its sign-in, its receivers of webhooks, and reminders by text message and mail that nobody got.

use uuid::Uuid;
use zeroize::Zeroizing;

use super::administration::Administrator;
use super::webhooks::Address;
use super::{AdminError, Engine};
use crate::store::{
    CallRow, DeliveryRow, DeliveryState, ForWhom, ProviderRow, ScopeStore, StoreError, Stored,
};
use crate::webhooks::Happening;
use opstap_sync::ident::DeviceId;

/// Of the last so many hours a receiver is told again: three days, as long as it was tried. In milliseconds.
const AGAIN_MS: i64 = 3 * 24 * 3_600_000;

/// A receiver of webhooks, without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receiver {
    /// Its id.
    pub id: Uuid,
    /// Where it listens.
    pub url: String,
    /// Which happenings it is told of, by name.
    pub kinds: Vec<String>,
    /// Why nothing is told any more; empty: it is told.
    pub stopped: String,
    /// So many calls wait for it or are under way.
    pub waits: usize,
    /// So many were given up, in the last thirty days.
    pub dead: usize,
    /// When it last took one, milliseconds since 1970 UTC.
    pub took_at: Option<i64>,
}

/// All of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connections {
    /// By whom people who work there are known; `None`: by nobody but us.
    pub provider: Option<ProviderRow>,
    /// The same for clients.
    pub broker: Option<ProviderRow>,
    /// Who is told that something happened, oldest first.
    pub receivers: Vec<Receiver>,
    /// Reminders that may have been sent or were refused, oldest first. Nothing in them says who gets them.
    pub stuck: Vec<DeliveryRow>,
    /// What calls to a receiver are signed with, said once: of one that was added, or that got another.
    pub secret: Option<(Uuid, Zeroizing<String>)>,
}

/// What an administrator asks about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Connect {
    /// How it is.
    Look,
    /// Tell a system at this address of these happenings; of all, where there are none.
    Add(String, Vec<Happening>),
    /// Tell a receiver nothing any more.
    Remove(Uuid),
    /// Give a receiver another secret.
    Rotate(Uuid),
    /// Tell a receiver that nothing happened, to see whether it hears us.
    Test(Uuid),
    /// Tell a receiver again of the last three days.
    Again(Uuid),
    /// Try a reminder that got stuck again, by its reference.
    Retry(String),
    /// Leave a reminder that got stuck.
    Leave(String),
}

/// Why nothing was arranged about it. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unlinked {
    /// Whoever asks is no administrator, or not any more.
    NotAllowed,
    /// The organisation has no such receiver.
    Receiver,
    /// The organisation has no such reminder, or it does not wait for anybody.
    NotStuck,
    /// An address that is none.
    Address,
    /// An address that is not on the public internet: only the console may name one.
    Inside,
    /// Twenty receivers are enough.
    TooMany,
    /// The database failed.
    Store(StoreError),
}

impl From<StoreError> for Unlinked {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Unlinked> for AdminError {
    fn from(why: Unlinked) -> Self {
        Self::Refused(match why {
            Unlinked::Store(error) => return Self::Store(error),
            Unlinked::Receiver => return Self::Unknown("webhook"),
            Unlinked::NotAllowed => "only an administrator may do this",
            Unlinked::NotStuck => "this message does not wait for you; nothing was changed",
            Unlinked::Address => {
                "the address has to begin with https:// and have no name or password in it; nothing was added"
            }
            Unlinked::Inside => {
                "this address is not on the public internet; name `--inside` if it is a system of your own; nothing \
                 was added"
            }
            Unlinked::TooMany => "twenty receivers are enough; remove one first",
        })
    }
}

impl<S: ScopeStore> Engine<S> {
    /// What the person of a device asks as an administrator, within the caller's transaction; how it is then.
    ///
    /// # Errors
    ///
    /// [`StoreError`] of the store: take everything back. Within it, [`Unlinked`]: nothing was written.
    pub fn administer_connections(
        &mut self,
        device: DeviceId,
        asked: &Connect,
        now_ms: i64,
    ) -> Stored<Result<Connections, Unlinked>> {
        let Some(by) = self.administrator(device)? else { return Ok(Err(Unlinked::NotAllowed)) };
        let secret = match self.connect(&by, asked, now_ms) {
            Err(Unlinked::Store(error)) => return Err(error),
            Err(why) => return Ok(Err(why)),
            Ok(secret) => secret,
        };
        let mut receivers = Vec::new();
        for row in self.store.webhooks(by.org)? {
            let calls = self.store.calls(by.org, row.id)?;
            receivers.push(receiver(row.id, (row.url, row.kinds, row.stopped), &calls));
        }
        let provider = self.store.provider(by.org, ForWhom::Staff)?;
        let broker = self.store.provider(by.org, ForWhom::Clients)?;
        let stuck = self.store.stuck_deliveries(by.org)?;
        Ok(Ok(Connections { provider, broker, receivers, stuck, secret }))
    }

    fn connect(
        &mut self,
        by: &Administrator,
        asked: &Connect,
        now_ms: i64,
    ) -> Result<Option<(Uuid, Zeroizing<String>)>, Unlinked> {
        match asked {
            Connect::Look => {}
            Connect::Add(url, kinds) => {
                return self.receiver_added(by, &Address::public(url)?, kinds, now_ms).map(Some);
            }
            Connect::Rotate(id) => {
                return Ok(Some((*id, self.receiver_rotated(by, *id, now_ms)?)));
            }
            Connect::Remove(id) => self.receiver_removed(by, *id, now_ms)?,
            Connect::Test(id) => self.receiver_tested(by, *id, now_ms).map(drop)?,
            Connect::Again(id) => self.told_again(by.org, *id, now_ms - AGAIN_MS, None, now_ms).map(drop)?,
            Connect::Retry(reference) => self.steer_by(by, reference, false, now_ms)?,
            Connect::Leave(reference) => self.steer_by(by, reference, true, now_ms)?,
        }
        Ok(None)
    }

    /// Of this organisation only: another's is as if it were not there.
    fn steer_by(
        &mut self,
        by: &Administrator,
        reference: &str,
        drop: bool,
        now_ms: i64,
    ) -> Result<(), Unlinked> {
        let row = self.store.stuck_deliveries(by.org)?.into_iter().find(|row| row.reference() == reference);
        self.steer(&row.ok_or(Unlinked::NotStuck)?, drop, now_ms)?;
        self.note_act(by.note(if drop { "reminder_left" } else { "reminder_retried" }, now_ms));
        Ok(())
    }
}

fn receiver(id: Uuid, (url, kinds, stopped): (String, Vec<String>, String), calls: &[CallRow]) -> Receiver {
    let count = |wanted: &[DeliveryState]| calls.iter().filter(|call| wanted.contains(&call.state)).count();
    let took = calls.iter().filter(|call| call.state == DeliveryState::Sent).map(|call| call.due_at).max();
    Receiver {
        waits: count(&[DeliveryState::Waits, DeliveryState::UnderWay]),
        dead: count(&[DeliveryState::Dead]),
        took_at: took,
        id,
        url,
        kinds,
        stopped,
    }
}
