//! Hearing at once that there is news, while somebody looks at the app.
//!
//! A stream of events where the network lets it through, else questions that wait, else asking now and then. None of
//! it is needed for anything to arrive: it only comes sooner.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use opstap_sync::nudge::{Events, HEARTBEAT_S, PATH, WAIT_MAX_S, Waited};
use opstap_sync::pressure::pause_ms;
use tokio::time::{Instant, sleep, sleep_until, timeout};

use crate::device::Opstap;
use crate::error::OpstapError;
use crate::reading::said;
use crate::transport::{Arriving, HttpQuestion, Stretch, Transport, TransportError};

/// How long a stream may say nothing: two heartbeats and what a phone's network needs.
const SILENCE: Duration = Duration::from_secs(HEARTBEAT_S * 2 + 10);
/// A stream says something as soon as it is open, unless something in between keeps it back.
const FIRST_WORD: Duration = Duration::from_secs(10);
/// How long a question may take.
const QUESTION: Duration = Duration::from_secs(WAIT_MAX_S + 15);
/// A stream that lasted longer worked.
const WORKED: Duration = Duration::from_secs(30);
/// How often one way is tried in a row before the next one.
const TRIES: u32 = 2;
/// After so many questions, or looks where nudges are forbidden, the stream is tried again.
const UNTIL_STREAM: u32 = 20;
/// Without nudges: the least between two rounds.
const POLL: Duration = Duration::from_mins(1);
/// The least between two nudges that are passed on, and the same after so many in so long.
const APART: Duration = Duration::from_secs(1);
const APART_WHEN_MANY: Duration = Duration::from_secs(10);
const MANY: u32 = 20;
const LATELY: Duration = Duration::from_mins(1);
/// No server is left alone for longer than this while somebody looks.
const PATIENCE_MS: u64 = 5 * 60 * 1_000;
/// An answer to a question is a few bytes.
const ANSWER_MAX: usize = 1_024;

/// How nudges come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// As a stream of events.
    Stream,
    /// As answers to questions that wait.
    Questions,
    /// Not at all: the device looks for news by itself, at intervals.
    Clock,
}

/// Why a way did not work.
#[derive(Clone, Copy, Debug)]
enum Trouble {
    /// It may work later; the server may say after how long.
    Later(Option<Duration>),
    /// There is no such way here.
    Closed,
    /// The server does not know this device any more, or something on the way says so.
    Forbidden,
}

impl From<TransportError> for Trouble {
    fn from(_: TransportError) -> Self {
        Self::Later(None)
    }
}

struct Stream {
    arriving: Box<dyn Arriving>,
    events: Events,
    since: Instant,
    spoke: bool,
}

/// Waits for news of one device. Holds nothing of its store, so a device may be closed meanwhile; what waits ends
/// when this is dropped.
pub struct Nudges {
    transport: Arc<dyn Transport>,
    url: String,
    token: String,
    way: Way,
    stream: Option<Stream>,
    /// Failures in a row of this way.
    failed: u32,
    /// How often was asked, or looked, since the stream was last tried.
    tried: u32,
    /// We were told that no nudges are for us.
    forbidden: bool,
    /// Before this nothing is tried again.
    not_before: Option<Instant>,
    /// When the last nudge was passed on, and since when how many were.
    last: Option<Instant>,
    lately: (Instant, u32),
    poll: Duration,
    seed: u16,
}

/// Without the token.
impl std::fmt::Debug for Nudges {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Nudges({:?})", self.way)
    }
}

impl Opstap {
    /// Waits for news, for as long as somebody looks at the app.
    ///
    /// # Errors
    ///
    /// [`OpstapError::NotPaired`].
    pub fn nudges(&self) -> Result<Nudges, OpstapError> {
        let (url, token) = {
            let inner = self.inner();
            let identity = inner.store.identity().ok_or(OpstapError::NotPaired)?;
            (format!("{}{PATH}", identity.server), identity.token.clone())
        };
        Ok(Nudges {
            transport: self.transport.clone(),
            url,
            token,
            way: Way::Stream,
            stream: None,
            failed: 0,
            tried: 0,
            forbidden: false,
            not_before: None,
            last: None,
            lately: (Instant::now(), 0),
            poll: POLL,
            seed: self.chance(),
        })
    }

    /// Whether `nudges` are of this device as it is now. A device that was copied gets another identity in a round, and
    /// the old one is its twin's.
    #[must_use]
    pub fn owns(&self, nudges: &Nudges) -> bool {
        self.inner().store.identity().is_some_and(|identity| identity.token == nudges.token)
    }

    /// Runs a round whenever there is news, until that makes no sense any more. Safe to drop at any time.
    ///
    /// # Errors
    ///
    /// What a round answers that waiting does not mend: [`OpstapError::SignedOut`], [`OpstapError::DeviceRevoked`],
    /// [`OpstapError::UpdateNeeded`], [`OpstapError::NotPaired`].
    pub async fn follow(&self, mut nudges: Nudges) -> Result<Infallible, OpstapError> {
        let mut failed = 0;
        loop {
            match self.sync().await {
                Ok(report) => {
                    failed = 0;
                    sleep(Duration::from_millis(report.rest_ms)).await;
                    if !self.owns(&nudges) {
                        nudges = self.nudges()?.looking_every(nudges.poll);
                    }
                    nudges.next().await;
                }
                Err(OpstapError::Offline | OpstapError::Server { .. }) => {
                    failed += 1;
                    let pause = Duration::from_millis(pause_ms(failed, None, self.chance()));
                    let _ = timeout(pause, nudges.next()).await;
                }
                Err(error) => return Err(error),
            }
        }
    }
}

impl Nudges {
    /// Looks for news so often, and up to half as long again, where no nudges come through; five times as seldom where
    /// they do, because any may be lost. A minute unless told otherwise.
    #[must_use]
    pub const fn looking_every(mut self, poll: Duration) -> Self {
        self.poll = poll;
        self
    }

    /// Waits until a round is due. Many nudges meanwhile are one. May be dropped and called again.
    pub async fn next(&mut self) {
        let most = self.poll * 5;
        let most = most + self.jitter(most / 2);
        let _ = timeout(most, self.news()).await;
        self.apart().await;
    }

    async fn news(&mut self) {
        loop {
            if let Some(until) = self.not_before {
                sleep_until(until).await;
                self.not_before = None;
            }
            let heard = match self.way {
                Way::Stream => self.listen().await,
                Way::Questions => self.ask().await,
                Way::Clock => {
                    let more = self.jitter(self.poll / 2);
                    sleep(self.poll + more).await;
                    self.tried += 1;
                    if !self.forbidden || self.tried >= UNTIL_STREAM {
                        self.try_better_ways();
                    }
                    Ok(true)
                }
            };
            match heard {
                Ok(true) => return,
                Ok(false) => {}
                Err(Trouble::Forbidden) => {
                    (self.stream, self.way, self.tried, self.forbidden) = (None, Way::Clock, 0, true);
                    // Only a round says whether it is so.
                    return;
                }
                Err(Trouble::Closed) => self.stumble(None, true),
                Err(Trouble::Later(wait)) => self.stumble(wait, false),
            }
        }
    }

    /// Hears the stream until there is news.
    async fn listen(&mut self) -> Result<bool, Trouble> {
        if self.stream.is_none() {
            let opened = self.open("", FIRST_WORD).await?;
            if !opened.events {
                return Err(Trouble::Closed);
            }
            let (events, since) = (Events::default(), Instant::now());
            self.stream = Some(Stream { arriving: opened.arriving, events, since, spoke: false });
        }
        while let Some(stream) = self.stream.as_mut() {
            let silence = if stream.spoke { SILENCE } else { FIRST_WORD };
            let said = timeout(silence, stream.arriving.next()).await;
            let worked = stream.since.elapsed() > WORKED;
            match said {
                Ok(Ok(Some(bytes))) => {
                    stream.spoke = true;
                    if worked {
                        self.failed = 0;
                    }
                    if stream.events.take(&bytes).events > 0 {
                        return Ok(true);
                    }
                }
                // A server ends each stream after a while: that is no failure.
                Ok(Ok(None)) if worked => self.stream = None,
                _ => return Err(Trouble::Later(None)),
            }
        }
        Ok(false)
    }

    /// Asks once, and waits for the answer.
    async fn ask(&mut self) -> Result<bool, Trouble> {
        let opening = self.open(&format!("?wait={WAIT_MAX_S}"), QUESTION);
        let asked = async {
            let mut opened = opening.await?;
            let mut all = Vec::new();
            while let Some(bytes) = opened.arriving.next().await? {
                if all.len() + bytes.len() > ANSWER_MAX {
                    return Err(TransportError::TooLarge.into());
                }
                all.extend_from_slice(&bytes);
            }
            said::<Waited>(&all).ok_or(Trouble::Later(None))
        };
        let waited = timeout(QUESTION, asked).await.unwrap_or(Err(Trouble::Later(None)))?;
        self.failed = 0;
        self.tried += 1;
        if self.tried >= UNTIL_STREAM {
            self.try_better_ways();
        }
        Ok(waited.news)
    }

    fn open(
        &self,
        query: &str,
        patience: Duration,
    ) -> impl Future<Output = Result<Stretch, Trouble>> + Send + use<> {
        let (transport, url) = (self.transport.clone(), format!("{}{query}", self.url));
        let question = HttpQuestion { url, token: Some(self.token.clone()), ..HttpQuestion::default() };
        async move {
            let opened = timeout(patience, transport.open(question)).await;
            let opened = opened.unwrap_or(Err(TransportError::Unreachable))?;
            match opened.status {
                200 => Ok(opened),
                401 | 403 => Err(Trouble::Forbidden),
                408 | 429 | 500.. => Err(Trouble::Later(opened.retry_after)),
                _ => Err(Trouble::Closed),
            }
        }
    }

    /// After a failure: when to try again, and by which way.
    fn stumble(&mut self, wait: Option<Duration>, closed: bool) {
        self.stream = None;
        self.failed = if closed { TRIES } else { self.failed + 1 };
        let asked = wait.map(|wait| u64::try_from(wait.as_millis()).unwrap_or(u64::MAX));
        let pause = pause_ms(self.failed, asked, self.chance()).min(PATIENCE_MS);
        self.not_before = Some(Instant::now() + Duration::from_millis(pause));
        if self.failed >= TRIES {
            self.tried = 0;
            // By each lesser way once more, and then by the clock.
            self.failed = 0;
            self.way = if self.way == Way::Stream { Way::Questions } else { Way::Clock };
        }
    }

    /// The stream again, with one try for each way.
    fn try_better_ways(&mut self) {
        self.way = Way::Stream;
        self.failed = TRIES - 1;
        (self.tried, self.forbidden) = (0, false);
    }

    /// Whoever nudges without end gets a round now and then, not one for each.
    async fn apart(&mut self) {
        let now = Instant::now();
        if now.duration_since(self.lately.0) > LATELY {
            self.lately = (now, 0);
        }
        self.lately.1 += 1;
        let apart = if self.lately.1 > MANY { APART_WHEN_MANY } else { APART };
        if let Some(last) = self.last.replace(now) {
            sleep_until(last + apart).await;
            self.last = Some(Instant::now());
        }
    }

    fn jitter(&mut self, most: Duration) -> Duration {
        most * u32::from(self.chance()) / u32::from(u16::MAX)
    }

    /// For spreading only.
    const fn chance(&mut self) -> u16 {
        self.seed = self.seed.wrapping_mul(25_173).wrapping_add(13_849);
        self.seed
    }
}
