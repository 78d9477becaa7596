//! Who hears of changes. One thread calls all listeners, in order, and holds no lock while it does.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant as Moment};

use tokio::sync::watch;

use crate::host::{ChangeListener, LogLine, LogSink};
use crate::incident::{THREADS, catch};
use crate::live::Alive;
use crate::topics::{Topic, Topics};

/// Changes that come within this time are told together.
const TOGETHER: Duration = Duration::from_millis(100);
/// Log lines that wait; more are dropped, and the number of them is told.
const LINES_MAX: usize = 256;

/// What to read again.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ChangeBatch {
    /// Rises with each batch of this core.
    pub seq: u64,
    /// What changed. The first batch of a subscription names all that it asked for.
    pub topics: Vec<Topic>,
}

/// A subscription: ends when it is cancelled or dropped.
#[derive(uniffi::Object)]
pub struct Subscription {
    id: u64,
    listening: Weak<Listening>,
    _alive: Alive,
}

#[uniffi::export]
impl Subscription {
    /// Ends it. A call that is under way may still come; none begins after this returned.
    pub fn cancel(&self) {
        if let Some(listening) = self.listening.upgrade() {
            listening.leave(self.id);
        }
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.cancel();
    }
}

/// Ends something long from another thread. Swift does not cancel by itself.
#[derive(uniffi::Object)]
pub struct CancelToken {
    cancelled: watch::Sender<bool>,
    _alive: Alive,
}

#[uniffi::export]
impl CancelToken {
    /// One that was not used.
    #[uniffi::constructor]
    #[must_use]
    pub fn new() -> Arc<Self> {
        Arc::new(Self { cancelled: watch::Sender::new(false), _alive: Alive::new() })
    }

    /// Ends what the token was handed to. What was written stays.
    pub fn cancel(&self) {
        self.cancelled.send_replace(true);
    }
}

impl CancelToken {
    /// Waits until it is cancelled; for ever without a token.
    pub(crate) async fn ended(token: Option<Arc<Self>>) {
        let Some(token) = token else { return std::future::pending().await };
        // The sender lives as long as the token that is held here.
        let _ = token.cancelled.subscribe().wait_for(|cancelled| *cancelled).await;
    }
}

#[derive(Clone)]
struct Member {
    id: u64,
    topics: Topics,
    listener: Arc<dyn ChangeListener>,
    left: Arc<AtomicBool>,
}

#[derive(Default)]
pub(crate) struct Listening {
    members: Mutex<Vec<Member>>,
    next: AtomicU64,
}

impl Listening {
    fn leave(&self, id: u64) {
        let mut members = self.members.lock().unwrap_or_else(PoisonError::into_inner);
        let gone = members.iter().position(|member| member.id == id).map(|at| members.swap_remove(at));
        drop(members);
        // The listener is let go without the lock: its own end may call in.
        if let Some(gone) = gone {
            gone.left.store(true, Ordering::SeqCst);
        }
    }

    fn those(&self, wanted: impl Fn(&Member) -> bool) -> Vec<Member> {
        let members = self.members.lock().unwrap_or_else(PoisonError::into_inner);
        members.iter().filter(|member| wanted(member)).cloned().collect()
    }
}

enum Event {
    Changed(Topics),
    Greet(u64),
    Log(LogLine),
    End,
}

/// The way to the listeners of one core.
pub(crate) struct Feed {
    events: Sender<Event>,
    listening: Arc<Listening>,
    /// Closed when the thread is gone.
    gone: Mutex<Receiver<()>>,
}

/// How long an end waits for a listener that is being called.
const FAREWELL: Duration = Duration::from_secs(1);

impl Feed {
    /// Starts the thread.
    pub(crate) fn start(log: Option<Arc<dyn LogSink>>) -> std::io::Result<Self> {
        let (events, queue) = channel();
        let listening = Arc::new(Listening::default());
        let speaker =
            Speaker { queue, listening: listening.clone(), log, seq: 0, lines: Vec::new(), dropped: 0 };
        let (alive, gone) = channel();
        std::thread::Builder::new().name(format!("{THREADS}listen")).spawn(move || {
            speaker.run();
            drop(alive);
        })?;
        Ok(Self { events, listening, gone: Mutex::new(gone) })
    }

    /// Tells that something changed.
    pub(crate) fn changed(&self, topics: impl IntoIterator<Item = Topic>) {
        // After the end nobody listens, which is fine.
        let _ = self.events.send(Event::Changed(Topics::of(topics)));
    }

    /// Waits until nobody is called any more; not for ever, because a listener may be what waits for this.
    pub(crate) fn wait(&self) {
        let gone = self.gone.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = gone.recv_timeout(FAREWELL);
    }

    /// Takes a line for the log.
    pub(crate) fn log(&self, line: LogLine) {
        let _ = self.events.send(Event::Log(line));
    }

    /// Takes a listener, and greets it with all of its topics.
    pub(crate) fn join(&self, topics: Vec<Topic>, listener: Arc<dyn ChangeListener>) -> Arc<Subscription> {
        let id = self.listening.next.fetch_add(1, Ordering::Relaxed);
        let member = Member { id, topics: Topics::of(topics), listener, left: Arc::default() };
        self.listening.members.lock().unwrap_or_else(PoisonError::into_inner).push(member);
        let _ = self.events.send(Event::Greet(id));
        Arc::new(Subscription { id, listening: Arc::downgrade(&self.listening), _alive: Alive::new() })
    }

    /// Ends the thread and lets all listeners go.
    pub(crate) fn end(&self) {
        let _ = self.events.send(Event::End);
        let members =
            std::mem::take(&mut *self.listening.members.lock().unwrap_or_else(PoisonError::into_inner));
        for member in members {
            member.left.store(true, Ordering::SeqCst);
        }
    }
}

impl Drop for Feed {
    fn drop(&mut self) {
        self.end();
    }
}

struct Speaker {
    queue: Receiver<Event>,
    listening: Arc<Listening>,
    log: Option<Arc<dyn LogSink>>,
    seq: u64,
    lines: Vec<LogLine>,
    dropped: usize,
}

impl Speaker {
    fn run(mut self) {
        let mut last: Option<Moment> = None;
        while let Ok(event) = self.queue.recv() {
            let mut changed = Topics::default();
            if !self.take(event, &mut changed) {
                return self.flush();
            }
            // The first change is told at once; those right after it wait and go together.
            let until = last.map_or_else(Moment::now, |last| last + TOGETHER);
            loop {
                let wait = until.saturating_duration_since(Moment::now());
                if changed.is_empty() || wait.is_zero() {
                    break;
                }
                match self.queue.recv_timeout(wait) {
                    Ok(event) => {
                        if !self.take(event, &mut changed) {
                            return self.flush();
                        }
                    }
                    Err(RecvTimeoutError::Timeout) => break,
                    Err(RecvTimeoutError::Disconnected) => return self.flush(),
                }
            }
            self.flush();
            if !changed.is_empty() {
                self.tell(changed);
                last = Some(Moment::now());
            }
        }
    }

    /// Whether to go on.
    fn take(&mut self, event: Event, changed: &mut Topics) -> bool {
        match event {
            Event::Changed(topics) => *changed = changed.or(topics),
            Event::Greet(id) => {
                self.seq += 1;
                for member in self.listening.those(|member| member.id == id) {
                    self.call(&member, member.topics);
                }
            }
            Event::Log(line) if self.lines.len() < LINES_MAX => self.lines.push(line),
            Event::Log(_) => self.dropped += 1,
            Event::End => return false,
        }
        true
    }

    fn tell(&mut self, changed: Topics) {
        self.seq += 1;
        for member in self.listening.those(|member| !member.topics.and(changed).is_empty()) {
            self.call(&member, member.topics.and(changed));
        }
    }

    /// What a listener throws is its own affair; the next one is called all the same.
    fn call(&self, member: &Member, topics: Topics) {
        if !member.left.load(Ordering::SeqCst) {
            let batch = ChangeBatch { seq: self.seq, topics: topics.list() };
            let _ = catch(|| member.listener.on_changes(batch));
        }
    }

    fn flush(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        let dropped = std::mem::take(&mut self.dropped);
        let Some(log) = self.log.clone().filter(|_| !lines.is_empty()) else { return };
        let mut lines = lines;
        if let (Some(last), true) = (lines.last().cloned(), dropped > 0) {
            lines.push(LogLine { text: format!("{dropped} lines dropped"), ..last });
        }
        let _ = catch(|| log.write(lines));
    }
}
