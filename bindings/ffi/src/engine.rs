//! The open device and the threads it runs on. A caller's thread never runs any of this: it waits for an answer.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use opstap::{Clock, Config, Language, Opened, Opstap, OpstapError, Phrase, SystemClock, Words, zone_named};
use tokio::runtime::{Builder, Handle};
use tokio::sync::{Notify, RwLock, watch};

use crate::core::{CoreConfig, NetworkState, SyncReport, SyncStatus};
use crate::error::CoreError;
use crate::feed::{CancelToken, Feed};
use crate::host::{Host, LogLevel, LogLine};
use crate::incident::{Incident, THREADS, catch, catch_async};
use crate::topics::Topic;
use crate::vault;

mod asked;
mod life;
mod online;

use asked::{Answer, Opens, Question};
pub(crate) use life::Ending;
use online::{Sends, Until};

/// The core's own threads: one that talks to the server, and up to eight that read and write. They live as long as the
/// process. More than one that talks would need a scheduler that weighs as much as a screen (ADR-0004).
pub(crate) fn runtime() -> Result<&'static Handle, CoreError> {
    static RUNTIME: OnceLock<Option<Handle>> = OnceLock::new();
    let made = RUNTIME.get_or_init(|| {
        let name = format!("{THREADS}core");
        let runtime = Builder::new_current_thread()
            .max_blocking_threads(8)
            .thread_name(&name)
            .enable_all()
            .build()
            .ok()?;
        let handle = runtime.handle().clone();
        let talks = move || runtime.block_on(std::future::pending());
        std::thread::Builder::new().name(name).spawn::<_, ()>(talks).ok()?;
        Some(handle)
    });
    made.as_ref().ok_or_else(|| CoreError::Host { what: "threads".to_owned() })
}

/// The device, or why there is none.
pub(crate) enum Slot {
    Open(Box<Opstap>),
    Paused,
    Closed,
}

/// The time that the platform last said; asked before each action, so that no lock is held while it answers.
struct Sampled(AtomicI64);

impl Clock for Sampled {
    fn now(&self) -> opstap::Instant {
        opstap::Instant(self.0.load(Ordering::Relaxed))
    }
}

/// Everything that the services of one core share.
pub(crate) struct Engine {
    slot: Arc<RwLock<Slot>>,
    pub(crate) config: CoreConfig,
    pub(crate) host: Host,
    pub(crate) feed: Feed,
    status: Mutex<SyncStatus>,
    network: Mutex<NetworkState>,
    /// Rises when whatever runs must end, as before a pause.
    halt: watch::Sender<u64>,
    /// Something waits to be sent.
    pub(crate) work: Arc<Notify>,
    /// The server has news.
    pub(crate) news: Arc<Notify>,
    /// How long the server asked us not to look for news again, in milliseconds.
    pub(crate) rest_ms: AtomicU64,
    /// Whether to listen for news may have changed.
    pub(crate) ears: Arc<Notify>,
    sampled: Option<Arc<Sampled>>,
    words: Mutex<Arc<Words>>,
    paused: AtomicBool,
    #[cfg(feature = "drill")]
    pub(crate) drill: crate::drill::Drill,
}

impl Engine {
    /// Opens the device. Runs on a thread that may block.
    pub(crate) fn open(config: CoreConfig, host: Host) -> Result<(Arc<Self>, Opened, bool), CoreError> {
        let feed =
            Feed::start(host.log.clone()).map_err(|_| CoreError::Host { what: "threads".to_owned() })?;
        let language = chosen(&config).unwrap_or(Language::Dutch);
        let sampled = host.clock.as_ref().map(|_| Arc::new(Sampled(AtomicI64::new(SystemClock.now().0))));
        let engine = Self {
            slot: Arc::new(RwLock::new(Slot::Closed)),
            config,
            host,
            feed,
            status: Mutex::new(SyncStatus::Idle { last: None }),
            network: Mutex::new(NetworkState::Unmetered),
            halt: watch::Sender::new(0),
            work: Arc::new(Notify::new()),
            news: Arc::new(Notify::new()),
            rest_ms: AtomicU64::new(0),
            ears: Arc::new(Notify::new()),
            sampled,
            words: Mutex::new(Arc::new(Words::new(language))),
            paused: AtomicBool::new(false),
            #[cfg(feature = "drill")]
            drill: crate::drill::Drill::default(),
        };
        engine.sample();
        let found = vault::key(&engine.host, &engine.folder(), &engine.locked())?;
        let mut recreated = found.recreated;
        let (device, opened) = match engine.device(found.key) {
            // The vault has another key than the store was made with: nobody can read it any more.
            Err(OpstapError::WrongKey) => {
                vault::remove_store(&engine.folder())?;
                recreated = true;
                let key = vault::renew(&engine.host, &engine.locked())?;
                engine.device(key).map_err(|error| engine.said(&error))?
            }
            other => other.map_err(|error| engine.said(&error))?,
        };
        engine.learn(&device);
        *engine.slot.blocking_write() = Slot::Open(Box::new(device));
        Ok((Arc::new(engine), opened, recreated))
    }

    /// The folder of the two files.
    pub(crate) fn folder(&self) -> PathBuf {
        PathBuf::from(&self.config.data_dir).join("store")
    }

    fn device(&self, key: opstap::StoreKey) -> Result<(Opstap, Opened), OpstapError> {
        let mut config = Config::new(self.folder(), key);
        config.language = chosen(&self.config);
        if let Some(sampled) = &self.sampled {
            config.clock = sampled.clone();
        }
        if let Some(zone) = self.host.clock.as_ref().and_then(|clock| clock.zone_id().ok()) {
            config.zone = zone_named(&zone);
        }
        Opstap::open(config)
    }

    /// Keeps the language of this device for the next opening. It is no secret, and needed before pairing.
    pub(crate) fn keep_language(&self, language: Language) {
        // Not kept: then it is asked again, which is all.
        let _ = std::fs::write(language_file(&self.config), language.code());
    }

    /// Asks the platform for the time. It may call in while it answers, so no lock is held.
    fn sample(&self) {
        if let (Some(clock), Some(sampled)) = (&self.host.clock, &self.sampled) {
            let now = clock.now().unwrap_or_else(|_| SystemClock.now());
            sampled.0.store(now.0, Ordering::Relaxed);
        }
    }

    pub(crate) fn now(&self) -> opstap::Instant {
        self.sampled.as_ref().map_or_else(|| SystemClock.now(), |sampled| sampled.now())
    }

    /// The feed of the device becomes the feed of the core, and the words those of its person.
    fn learn(&self, device: &Opstap) {
        *self.words.lock().unwrap_or_else(PoisonError::into_inner) = device.words();
    }

    /// Passes on what the device tells, as long as it is this device.
    pub(crate) fn follow(self: &Arc<Self>) -> Result<(), CoreError> {
        let slot = self.slot.blocking_read();
        let Slot::Open(device) = &*slot else { return Ok(()) };
        let mut changes = device.changes();
        let engine = Arc::downgrade(self);
        runtime()?.spawn(async move {
            loop {
                let topics: Vec<Topic> = match changes.recv().await {
                    Ok(batch) => batch.topics.iter().flat_map(|topic| Topic::of(topic)).copied().collect(),
                    Err(tokio::sync::broadcast::error::RecvError::Lagged(_)) => Topic::ALL.to_vec(),
                    Err(tokio::sync::broadcast::error::RecvError::Closed) => return,
                };
                let Some(engine) = engine.upgrade() else { return };
                engine.feed.changed(topics);
            }
        });
        Ok(())
    }

    /// Asks the device, on a thread that may block.
    fn ask(&self, opens: Opens, question: Question) -> Result<Answer, CoreError> {
        // A platform's clock is foreign code: what it breaks is an incident too.
        catch(|| {
            self.sample();
            self.drill();
        })
        .map_err(|incident| self.happened(&incident))?;
        let slot = self.slot.blocking_read();
        match &*slot {
            Slot::Open(device) => match catch(|| {
                // What cannot be noted now keeps nobody from reading.
                if let Opens::Case(case) = opens {
                    let _ = device.look_at(case);
                }
                question(device)
            }) {
                Ok(answer) => answer.map_err(|error| {
                    self.learn(device);
                    self.said(&error)
                }),
                Err(incident) => Err(self.happened(&incident)),
            },
            Slot::Paused | Slot::Closed => Err(self.shut(&slot)),
        }
    }

    /// Sends what waits and fetches what changed, until it is done, cancelled or halted.
    pub(crate) async fn sync(
        self: &Arc<Self>,
        cancel: Option<Arc<CancelToken>>,
    ) -> Result<SyncReport, CoreError> {
        let engine = self.clone();
        let work = Box::pin(async move {
            let done = engine.sync_here(cancel).await;
            if done.as_ref().is_err_and(|error| error.code() == "device_revoked") {
                engine.end(Ending::BeginAnew).await?;
            }
            let report: Answer = Box::new(done?);
            Ok(report)
        });
        let report = self.talk(work).await?;
        // It is a report: three lines above.
        report.downcast().map(|report| *report).map_err(|_| self.closed())
    }

    async fn sync_here(&self, cancel: Option<Arc<CancelToken>>) -> Result<SyncReport, CoreError> {
        // Before the device: who pauses after this is heard.
        let mut halt = self.halt.subscribe();
        self.sample();
        let slot = self.slot.read().await;
        let Slot::Open(device) = &*slot else { return Err(self.shut(&slot)) };
        self.set_status(SyncStatus::Running);
        let done = tokio::select! {
            biased;
            _ = halt.changed() => None,
            () = CancelToken::ended(cancel) => None,
            done = catch_async(async {
                self.drill();
                device.sync().await
            }) => Some(done),
        };
        self.learn(device);
        let answer = match done {
            None => Err(CoreError::Cancelled { words: self.text("error-cancelled") }),
            Some(Err(incident)) => Err(self.happened(&incident)),
            Some(Ok(Err(error))) => Err(self.said(&error)),
            Some(Ok(Ok(report))) => {
                self.rest_ms.store(report.rest_ms, Ordering::Relaxed);
                Ok(SyncReport::from(report))
            }
        };
        self.set_status(match &answer {
            Ok(_) => SyncStatus::Idle { last: Some(self.now()) },
            Err(CoreError::Cancelled { .. }) => SyncStatus::Idle { last: None },
            Err(CoreError::Offline { .. }) => SyncStatus::WaitingForNetwork,
            Err(error) => SyncStatus::Failed { trouble: crate::error::describe(error.clone()) },
        });
        match &answer {
            Ok(report) => self.note(LogLevel::Info, "sync", &format!("done {report:?}")),
            Err(error) => self.note(LogLevel::Warn, "sync", error.code()),
        }
        answer
    }

    /// Pairs the device by a code, or without one asks for help; begun, it is carried out.
    pub(crate) async fn begin(
        self: &Arc<Self>,
        server: String,
        code: Option<String>,
        label: String,
    ) -> Result<(), CoreError> {
        let sends: Sends = Box::new(move |device| {
            Box::pin(async move {
                let nothing: Answer = Box::new(());
                match code {
                    Some(code) => device.pair(&server, &code, &label).await.map(drop)?,
                    None => device.ask_for_help(&server, &label).await.map(drop)?,
                }
                Ok(nothing)
            })
        });
        let engine = self.clone();
        let work = Box::pin(async move {
            let begun = engine.clone().sent(sends, Until::Done).await?;
            engine.feed.changed(Topic::ALL);
            engine.work.notify_one();
            engine.ears.notify_one();
            Ok(begun)
        });
        self.talk(work).await.map(drop)
    }

    /// Where a drill breaks what runs; in what is shipped there is none.
    #[cfg_attr(
        not(feature = "drill"),
        allow(clippy::unused_self, reason = "nothing breaks in what is shipped")
    )]
    fn drill(&self) {
        #[cfg(feature = "drill")]
        self.drill.spring();
    }

    /// After shutdown or wipe.
    pub(crate) fn is_over(&self) -> bool {
        self.slot.try_read().is_ok_and(|slot| matches!(*slot, Slot::Closed))
    }

    pub(crate) fn is_paused(&self) -> bool {
        self.paused.load(Ordering::SeqCst)
    }

    pub(crate) fn status(&self) -> SyncStatus {
        self.status.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set_status(&self, status: SyncStatus) {
        let mut known = self.status.lock().unwrap_or_else(PoisonError::into_inner);
        let status = match (status, &*known) {
            // An end without news does not forget when it last went well.
            (SyncStatus::Idle { last: None }, SyncStatus::Idle { last }) => SyncStatus::Idle { last: *last },
            (status, _) => status,
        };
        if *known != status {
            *known = status;
            drop(known);
            self.feed.changed([Topic::Sync]);
        }
    }

    pub(crate) fn network(&self) -> NetworkState {
        *self.network.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn set_network(&self, network: NetworkState) {
        *self.network.lock().unwrap_or_else(PoisonError::into_inner) = network;
        if network == NetworkState::Offline {
            self.set_status(SyncStatus::WaitingForNetwork);
        } else {
            self.work.notify_one();
        }
        self.ears.notify_one();
    }

    /// What waits for news of the device; `None` before pairing, and while there is no device.
    pub(crate) async fn nudges(&self) -> Option<opstap::Nudges> {
        let slot = self.slot.read().await;
        let Slot::Open(device) = &*slot else { return None };
        device.nudges().ok()
    }

    /// Gives them back while they are of the device, which a round may have given another identity.
    pub(crate) async fn owned(&self, nudges: opstap::Nudges) -> Option<opstap::Nudges> {
        let slot = self.slot.read().await;
        let owned = matches!(&*slot, Slot::Open(device) if device.owns(&nudges));
        owned.then_some(nudges)
    }

    /// A word of the screen, in the person's language.
    pub(crate) fn text(&self, key: &str) -> String {
        self.spoken().text(key)
    }

    /// The words of the person's language, as far as known without the device.
    pub(crate) fn spoken(&self) -> Arc<Words> {
        self.words.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn closed(&self) -> CoreError {
        CoreError::Closed { words: self.text("error-closed") }
    }

    fn locked(&self) -> CoreError {
        CoreError::KeyUnavailable { words: self.text("error-key-unavailable") }
    }

    fn shut(&self, slot: &Slot) -> CoreError {
        match slot {
            Slot::Paused => CoreError::Paused { words: self.text("error-paused") },
            _ => self.closed(),
        }
    }

    /// The library's error with its sentence.
    fn said(&self, error: &OpstapError) -> CoreError {
        let words = self.spoken();
        CoreError::of(error, |phrase| words.say(phrase))
    }

    fn happened(&self, incident: &Incident) -> CoreError {
        let Incident { number, place } = incident;
        self.note(LogLevel::Error, "core", &format!("incident {number} at {place}"));
        let phrase = Phrase::new("error-unexpected").with("reference", number.clone());
        CoreError::Internal { incident: number.clone(), words: self.spoken().say(&phrase) }
    }

    /// A line for the log; never with personal data.
    pub(crate) fn note(&self, level: LogLevel, target: &str, text: &str) {
        let line = LogLine { at: self.now(), level, target: target.to_owned(), text: text.to_owned() };
        self.feed.log(line);
    }
}

/// The language that was chosen on this device, else the one that the app asks for.
fn chosen(config: &CoreConfig) -> Option<Language> {
    let kept = std::fs::read_to_string(language_file(config)).ok();
    let kept = kept.and_then(|code| Language::from_code(code.trim()));
    kept.or_else(|| config.language.as_deref().and_then(Language::from_code))
}

fn language_file(config: &CoreConfig) -> PathBuf {
    PathBuf::from(&config.data_dir).join("language")
}

impl Drop for Engine {
    /// Wakes the keeper and the ears, so that they see that it is over.
    fn drop(&mut self) {
        self.work.notify_one();
        self.ears.notify_one();
    }
}
