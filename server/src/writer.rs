//! The threads that write. On SQLite it is one, and whatever waits meanwhile shares its commit, because
//! the disk's promise is what takes time: 64 rounds cost about as much as one. On PostgreSQL there are
//! several, each with an engine and a connection; each round is a transaction, done again when another was
//! in its way.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use opstap_sync::pressure::{Class, breath_ms};
use tokio::sync::oneshot;

use crate::audit::trace::Trace;
use crate::engine::Engine;
use crate::store::{ScopeStore, Sqlite, StoreError, Stored};
use crate::traces::{Piece, Within};

/// Jobs in one commit at most.
const BATCH: usize = 64;

/// Jobs that wait at most; more are told to come back, before they cost anything.
const QUEUE: usize = 512;

/// How often a round is tried that another one is in the way of.
const TRIES: u32 = 5;

/// How long before the second try; each further one waits twice as long.
const PAUSE: Duration = Duration::from_millis(5);

/// Something to do on an engine, and how to tell who asked once it is durable.
trait Job<S>: Send {
    /// Does it. An error takes back what it wrote. May be done again.
    fn work(&mut self, engine: &mut Engine<S>) -> Stored<()>;
    /// Tells what it came to.
    fn tell(self: Box<Self>, durable: Stored<()>);
}

/// What somebody asked, and where they wait.
struct Asked<W, T> {
    work: W,
    /// Until it is begun.
    place: Option<Place>,
    /// Which request it belongs to.
    trace: Option<Trace>,
    /// Where it is told about, and the piece that goes on now.
    within: Option<Within>,
    piece: Option<Piece>,
    result: Stored<T>,
    tell: oneshot::Sender<Stored<T>>,
}

impl<W, T> Asked<W, T> {
    /// What was going on ends, and this begins.
    fn goes_on(&mut self, piece: &'static str) {
        self.piece = None;
        self.piece = self.within.as_ref().map(|within| within.piece(piece));
    }
}

impl<S: ScopeStore, T: Send, W: Fn(&mut Engine<S>) -> Stored<T> + Send> Job<S> for Asked<W, T> {
    fn work(&mut self, engine: &mut Engine<S>) -> Stored<()> {
        self.place = None;
        self.goes_on("write");
        engine.under(self.trace);
        let done = (self.work)(engine);
        self.result = done.and_then(|done| engine.settle_notes().map(|()| done));
        engine.under(None);
        if self.result.is_err() {
            engine.drop_notes();
        }
        self.goes_on("commit");
        self.result.as_ref().map(|_| ()).map_err(Clone::clone)
    }

    fn tell(self: Box<Self>, durable: Stored<()>) {
        drop(self.piece);
        // Whoever asked may have gone: the work stays done, and is answered `dup` next time.
        drop(self.tell.send(durable.and(self.result)));
    }
}

/// The way to the writer threads. Cheap to clone; the threads end when the last one is gone.
pub struct Writer<S = Sqlite> {
    jobs: SyncSender<Box<dyn Job<S>>>,
    /// Jobs that wait and are not begun.
    waiting: Arc<AtomicUsize>,
}

impl<S> Clone for Writer<S> {
    fn clone(&self) -> Self {
        Self { jobs: self.jobs.clone(), waiting: Arc::clone(&self.waiting) }
    }
}

impl<S> std::fmt::Debug for Writer<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Writer")
    }
}

impl<S: ScopeStore + 'static> Writer<S> {
    /// Gives an engine to a thread of its own, which puts many jobs into one commit. The thread hands it
    /// back when it ends.
    ///
    /// # Errors
    ///
    /// The system's, when there is no thread to be had.
    pub fn together(mut engine: Engine<S>) -> std::io::Result<(Self, JoinHandle<Engine<S>>)> {
        let (jobs, waiting) = sync_channel(QUEUE);
        let thread = std::thread::Builder::new().name("writer".into()).spawn(move || {
            while let Some(jobs) = next(&waiting) {
                batch(&mut engine, jobs);
            }
            engine
        })?;
        Ok((Self { jobs, waiting: Arc::default() }, thread))
    }

    /// Whether a request of this class may wait for the engine; asked before anything is read.
    ///
    /// # Errors
    ///
    /// The seconds after which to come back.
    pub fn admit(&self, class: Class) -> Result<(), u64> {
        class.admit(self.waiting.load(Ordering::Relaxed), QUEUE)
    }

    /// Tells how many jobs wait and are not begun. Whoever has it does not keep the threads from ending.
    pub fn waiting(&self) -> impl Fn() -> usize + Send + Sync + use<S> {
        let waiting = Arc::clone(&self.waiting);
        move || waiting.load(Ordering::Relaxed)
    }

    /// How long a device that is answered now is asked to wait before it looks again, in milliseconds.
    #[must_use]
    pub fn breath_ms(&self) -> u64 {
        breath_ms(self.waiting.load(Ordering::Relaxed), QUEUE)
    }

    /// Gives each engine to a thread of its own, which puts each job into a commit of its own.
    ///
    /// # Errors
    ///
    /// The system's, when there is no thread to be had.
    pub fn side_by_side(engines: Vec<Engine<S>>) -> std::io::Result<(Self, Vec<JoinHandle<Engine<S>>>)> {
        let (jobs, waiting) = sync_channel::<Box<dyn Job<S>>>(QUEUE);
        let waiting = Arc::new(Mutex::new(waiting));
        let mut threads = Vec::with_capacity(engines.len());
        for mut engine in engines {
            let waiting = Arc::clone(&waiting);
            threads.push(std::thread::Builder::new().name("writer".into()).spawn(move || {
                // One waits for a job, the others for their turn to wait.
                while let Some(job) = waiting.lock().ok().and_then(|waiting| waiting.recv().ok()) {
                    alone(&mut engine, job);
                }
                engine
            })?);
        }
        Ok((Self { jobs, waiting: Arc::default() }, threads))
    }

    /// Does `work` on an engine and answers once it is durable. An error takes back what it wrote. `work`
    /// may be done more than once, and only the last time counts.
    ///
    /// # Errors
    ///
    /// What `work` answers, or [`StoreError::Busy`] when the queue is full or the commit failed.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl Fn(&mut Engine<S>) -> Stored<T> + Send + 'static,
    ) -> Stored<T> {
        let (tell, told) = oneshot::channel();
        let place = Some(Place::take(&self.waiting));
        let trace = Trace::current();
        let within = Within::current();
        let mut asked =
            Asked { work, place, trace, within, piece: None, result: Err(StoreError::Busy), tell };
        asked.goes_on("wait");
        let job = Box::new(asked);
        match self.jobs.try_send(job) {
            Ok(()) => told.await.unwrap_or(Err(StoreError::Busy)),
            Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => Err(StoreError::Busy),
        }
    }
}

/// A place in the queue, given back when the job begins or is dropped.
struct Place(Arc<AtomicUsize>);

impl Place {
    fn take(waiting: &Arc<AtomicUsize>) -> Self {
        waiting.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(waiting))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

fn next<S>(waiting: &Receiver<Box<dyn Job<S>>>) -> Option<Vec<Box<dyn Job<S>>>> {
    let mut jobs = vec![waiting.recv().ok()?];
    jobs.extend(waiting.try_iter().take(BATCH - 1));
    Some(jobs)
}

fn batch<S: ScopeStore>(engine: &mut Engine<S>, jobs: Vec<Box<dyn Job<S>>>) {
    let mut answers = Vec::with_capacity(jobs.len());
    let durable = attempt(engine, jobs, &mut answers);
    if let Err(error) = &durable {
        tracing::warn!(%error, "a batch was taken back");
        engine.store().rollback();
    }
    engine.settle_erasures();
    for answer in answers {
        answer.tell(durable.clone());
    }
}

/// Jobs that are not reached are dropped, which tells who asked to come back.
fn attempt<S: ScopeStore>(
    engine: &mut Engine<S>,
    jobs: Vec<Box<dyn Job<S>>>,
    answers: &mut Vec<Box<dyn Job<S>>>,
) -> Stored<()> {
    engine.begin()?;
    for mut job in jobs {
        engine.store().savepoint()?;
        let keep = job.work(engine).is_ok();
        answers.push(job);
        if keep {
            engine.store().release()?;
        } else if engine.store().back_to_savepoint().is_err() {
            // A full disk takes the whole transaction with it, savepoints and all: everybody comes back later.
            return Err(StoreError::Busy);
        }
    }
    engine.store().commit()
}

fn alone<S: ScopeStore>(engine: &mut Engine<S>, mut job: Box<dyn Job<S>>) {
    let mut done = once(engine, &mut *job);
    for attempt in 1..TRIES {
        if done.is_ok() || !engine.store().may_pass() {
            break;
        }
        std::thread::sleep(PAUSE * 2_u32.pow(attempt - 1));
        done = once(engine, &mut *job);
    }
    engine.settle_erasures();
    job.tell(done);
}

fn once<S: ScopeStore>(engine: &mut Engine<S>, job: &mut dyn Job<S>) -> Stored<()> {
    engine.begin()?;
    let done = job.work(engine).and_then(|()| engine.store().commit());
    if done.is_err() {
        engine.store().rollback();
    }
    done
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[tokio::test]
    async fn a_failed_job_takes_back_only_itself() {
        let (writer, thread) = Writer::together(Engine::open_in_memory(1).unwrap()).unwrap();
        let put = |name: &'static str, fails: bool| {
            writer.run(move |engine| {
                engine.store().set_meta(name, "1")?;
                if fails { Err(StoreError::broken("planned")) } else { Ok(()) }
            })
        };
        let (first, second, third) = tokio::join!(put("a", false), put("b", true), put("c", false));
        assert!(first.is_ok() && second.is_err() && third.is_ok());
        drop(writer);
        let mut engine = thread.join().unwrap();
        assert!(engine.store().meta("a").unwrap().is_some());
        assert!(engine.store().meta("b").unwrap().is_none());
        assert!(engine.store().meta("c").unwrap().is_some());
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn the_fuller_the_queue_the_dearer_what_is_let_in() {
        let (writer, thread) = Writer::together(Engine::open_in_memory(1).unwrap()).unwrap();
        let (go, wait) = std::sync::mpsc::channel::<()>();
        let held = tokio::spawn({
            let writer = writer.clone();
            async move { writer.run(move |_| wait.recv().map_err(|_| StoreError::Busy)).await }
        });
        let mut jobs = Vec::new();
        let mut let_in = Vec::new();
        while jobs.len() < QUEUE + BATCH {
            let classes = [Class::Push, Class::Pull, Class::Bootstrap];
            let now = classes.map(|class| writer.admit(class).is_ok());
            if let_in.last() != Some(&now) {
                let_in.push(now);
            }
            if !now[0] {
                break;
            }
            let writer = writer.clone();
            jobs.push(tokio::spawn(async move { writer.run(|_| Ok(())).await }));
            tokio::task::yield_now().await;
            tokio::time::sleep(std::time::Duration::from_micros(50)).await;
        }
        assert_eq!(let_in, [[true, true, true], [true, true, false], [true, false, false], [false; 3]]);
        assert!(writer.breath_ms() > 30_000, "a full server asks for a long breath");
        go.send(()).unwrap();
        assert_eq!(held.await.unwrap(), Ok(()));
        for job in jobs {
            assert_eq!(job.await.unwrap(), Ok(()), "who was let in is served");
        }
        assert_eq!((writer.admit(Class::Bootstrap), writer.breath_ms()), (Ok(()), 0));
        drop(writer);
        thread.join().unwrap();
    }

    #[tokio::test]
    async fn a_full_disk_says_later_and_leaves_nothing_by_half() {
        let engine = {
            let mut engine = Engine::open_in_memory(1).unwrap();
            engine.store().end_disk(2);
            engine
        };
        let (writer, thread) = Writer::together(engine).unwrap();
        let put = |name: &'static str, size: usize| {
            writer.run(move |engine| {
                engine.store().set_meta(name, "1")?;
                engine.store().set_meta(&format!("{name}/large"), &"x".repeat(size))
            })
        };
        assert_eq!(put("big", 1_000_000).await, Err(StoreError::Busy));
        assert_eq!(put("small", 10).await, Ok(()));
        drop(writer);
        let mut engine = thread.join().unwrap();
        assert!(engine.store().meta("big").unwrap().is_none());
        assert!(engine.store().meta("small").unwrap().is_some());
        assert!(engine.store().is_sound().unwrap());
    }
}
