//! One thread writes. Whatever waits meanwhile shares its commit, because the disk's promise is what
//! takes time: 64 rounds cost about as much as one.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;

use opstap_sync::pressure::Class;
use tokio::sync::oneshot;

use crate::engine::Engine;
use crate::store::{ScopeStore as _, StoreError, Stored};

/// Jobs in one commit at most.
const BATCH: usize = 64;

/// Jobs that wait at most; more are told to come back, before they cost anything.
const QUEUE: usize = 512;

/// What a job came to: whether its writes stay, and how to tell who asked once they are durable.
struct Answer {
    keep: bool,
    tell: Box<dyn FnOnce(Stored<()>) + Send>,
}

type Job = Box<dyn FnOnce(&mut Engine) -> Answer + Send>;

/// The way to the writer thread. Cheap to clone; the thread ends when the last one is gone.
#[derive(Clone, Debug)]
pub struct Writer {
    jobs: SyncSender<Job>,
    /// Jobs that wait and are not begun.
    waiting: Arc<AtomicUsize>,
}

impl Writer {
    /// Gives an engine to a thread of its own. The thread hands it back when it ends.
    ///
    /// # Errors
    ///
    /// The system's, when there is no thread to be had.
    pub fn start(mut engine: Engine) -> std::io::Result<(Self, JoinHandle<Engine>)> {
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

    /// Does `work` on the engine and answers once it is durable. An error takes back what it wrote.
    ///
    /// # Errors
    ///
    /// What `work` answers, or [`StoreError::Busy`] when the queue is full or the commit failed.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Engine) -> Stored<T> + Send + 'static,
    ) -> Stored<T> {
        let (tell, told) = oneshot::channel();
        let place = Place::take(&self.waiting);
        let job: Job = Box::new(move |engine| {
            drop(place);
            let result = work(engine);
            let keep = result.is_ok();
            // Whoever asked may have gone: the work stays done, and is answered `dup` next time.
            Answer { keep, tell: Box::new(move |durable| drop(tell.send(durable.and(result)))) }
        });
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

fn next(waiting: &Receiver<Job>) -> Option<Vec<Job>> {
    let mut jobs = vec![waiting.recv().ok()?];
    jobs.extend(waiting.try_iter().take(BATCH - 1));
    Some(jobs)
}

fn batch(engine: &mut Engine, jobs: Vec<Job>) {
    let mut answers = Vec::with_capacity(jobs.len());
    let durable = attempt(engine, jobs, &mut answers);
    if let Err(error) = &durable {
        tracing::warn!(%error, "a batch was taken back");
        engine.store().rollback();
    }
    engine.settle_erasures();
    for answer in answers {
        (answer.tell)(durable.clone());
    }
}

/// Jobs that are not reached are dropped, which tells who asked to come back.
fn attempt(engine: &mut Engine, jobs: Vec<Job>, answers: &mut Vec<Answer>) -> Stored<()> {
    engine.store().begin()?;
    for job in jobs {
        engine.store().savepoint()?;
        let answer = job(engine);
        let keep = answer.keep;
        answers.push(answer);
        if keep {
            engine.store().release()?;
        } else if engine.store().back_to_savepoint().is_err() {
            // A full disk takes the whole transaction with it, savepoints and all: everybody comes back later.
            return Err(StoreError::Busy);
        }
    }
    engine.store().commit()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[tokio::test]
    async fn a_failed_job_takes_back_only_itself() {
        let (writer, thread) = Writer::start(Engine::open_in_memory(1).unwrap()).unwrap();
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
        let (writer, thread) = Writer::start(Engine::open_in_memory(1).unwrap()).unwrap();
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
        go.send(()).unwrap();
        assert_eq!(held.await.unwrap(), Ok(()));
        for job in jobs {
            assert_eq!(job.await.unwrap(), Ok(()), "who was let in is served");
        }
        assert_eq!(writer.admit(Class::Bootstrap), Ok(()));
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
        let (writer, thread) = Writer::start(engine).unwrap();
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
