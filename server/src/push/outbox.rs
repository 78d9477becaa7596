//! Who is woken because of what a round stirred. Nobody who commits waits for it, and what does not fit is dropped: the
//! device looks for itself.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use opstap_domain::ids::ScopeId;
use opstap_sync::ident::DeviceId;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};
use uuid::Uuid;

use super::config::Senders;
use super::pusher::Outcome;
use super::schedule::{Due, Pace, Schedule};
use crate::engine::Stirred;
use crate::nudges::Hub;
use crate::random::{Randomness as _, SystemRandom};
use crate::store::ScopeStore;
use crate::writer::Writer;

/// Rounds that wait to be looked at.
const ROOM: usize = 1_024;

/// Pushes on their way at a time.
const AT_ONCE: usize = 32;

/// How often it is forgotten what is long past.
const FORGET: Duration = Duration::from_mins(10);

/// Where it is put what a round stirred.
#[derive(Clone, Debug)]
pub struct Outbox(mpsc::Sender<Stirred>);

/// Where it is taken from.
#[derive(Debug)]
pub struct Inbox(mpsc::Receiver<Stirred>);

impl Outbox {
    /// A box with its other end.
    #[must_use]
    pub fn new() -> (Self, Inbox) {
        let (put, take) = mpsc::channel(ROOM);
        (Self(put), Inbox(take))
    }

    /// Puts it in, if there is room.
    pub fn tell(&self, stirred: Option<&Stirred>) {
        if let Some(stirred) = stirred {
            let _ = self.0.try_send(stirred.clone());
        }
    }
}

/// What changed in one case since it was last looked up.
#[derive(Debug, Default)]
struct Gathered {
    scopes: BTreeSet<ScopeId>,
    authors: BTreeSet<DeviceId>,
}

struct Postman<S> {
    senders: Arc<Senders>,
    hub: Arc<Hub>,
    writer: Writer<S>,
    clock: fn() -> i64,
    schedule: Schedule,
    gathered: BTreeMap<Uuid, Gathered>,
    began: Instant,
}

/// Wakes devices, at this pace. Never ends.
pub async fn deliver<S: ScopeStore + 'static>(
    mut inbox: Inbox,
    senders: Arc<Senders>,
    hub: Arc<Hub>,
    writer: Writer<S>,
    pace: Pace,
    clock: fn() -> i64,
) {
    let (schedule, gathered, began) = (Schedule::at(pace), BTreeMap::new(), Instant::now());
    let mut postman = Postman { senders, hub, writer, clock, schedule, gathered, began };
    let mut under_way = FuturesUnordered::new();
    let (mut look, mut forget) = (None, began + FORGET);
    let far = Duration::from_hours(24);
    loop {
        let next = postman.next_due().filter(|_| under_way.len() < AT_ONCE);
        tokio::select! {
            Some(stirred) = inbox.0.recv() => {
                postman.gather(&stirred);
                look.get_or_insert(Instant::now() + pace.gather);
            }
            () = sleep_until(look.unwrap_or(began + far)), if look.is_some() => {
                look = None;
                postman.look_up().await;
            }
            () = sleep_until(next.unwrap_or(began + far)), if next.is_some() => {
                if let Some(due) = postman.take() {
                    under_way.push(postman.push(due));
                }
            }
            Some((due, outcome)) = under_way.next() => postman.settle(due, outcome).await,
            () = sleep_until(forget) => {
                forget = Instant::now() + FORGET;
                let now = postman.now();
                postman.schedule.forget_before(now);
            }
        }
    }
}

impl<S: ScopeStore + 'static> Postman<S> {
    fn now(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn next_due(&self) -> Option<Instant> {
        self.schedule.next().map(|at| self.began + Duration::from_millis(at))
    }

    /// By the case: its scopes are of one organisation.
    fn gather(&mut self, stirred: &Stirred) {
        for scope in stirred.heads.keys() {
            let gathered = self.gathered.entry(scope.owner).or_default();
            gathered.scopes.insert(*scope);
            gathered.authors.insert(stirred.by);
        }
    }

    async fn look_up(&mut self) {
        for (_, gathered) in std::mem::take(&mut self.gathered) {
            let scopes: Vec<ScopeId> = gathered.scopes.into_iter().collect();
            let now = (self.clock)();
            let found = self.writer.run(move |engine| engine.to_wake(&scopes, now)).await;
            // A store that is busy now has other worries; the next news finds them.
            let Ok(found) = found else { continue };
            let at = self.now();
            for (device, to) in found {
                let own = gathered.authors.len() == 1 && gathered.authors.contains(&device);
                if !own && !self.hub.listens(device) && self.senders.can(&to) {
                    self.schedule.want(device, to, at);
                }
            }
        }
    }

    /// The next one, unless the device came and listens by now.
    fn take(&mut self) -> Option<Due> {
        let due = self.schedule.take(self.now())?;
        (!self.hub.listens(due.device)).then_some(due)
    }

    fn push(&self, due: Due) -> impl Future<Output = (Due, Outcome)> + Send + use<S> {
        let (senders, now_ms) = (Arc::clone(&self.senders), (self.clock)());
        async move {
            let outcome = senders.push(&due.to, now_ms).await;
            (due, outcome)
        }
    }

    async fn settle(&mut self, due: Due, outcome: Outcome) {
        let (device, kind) = (due.device, due.to.kind());
        match outcome {
            Outcome::Delivered => tracing::debug!(%device, kind, "woken"),
            Outcome::Gone => {
                tracing::info!(%device, kind, "the push service does not know it any more");
                let to = due.to.clone();
                let forgotten =
                    self.writer.run(move |engine| engine.store().drop_push_address(device, &to)).await;
                if forgotten.is_err() {
                    tracing::info!(%device, kind, "to be forgotten after the next push");
                }
            }
            Outcome::Refused(why) => tracing::warn!(%device, kind, why, "a push was refused"),
            Outcome::Later(_) => {
                let mut chance = [0; 2];
                // Without randomness all try at the earliest moment: worse, and not wrong.
                let _ = SystemRandom.fill(&mut chance);
                let now = self.now();
                if !self.schedule.settle(due, outcome, u16::from_le_bytes(chance), now) {
                    tracing::info!(%device, kind, "the push service takes nothing: left");
                }
            }
        }
    }
}
