//! Opening, the services, syncing, pausing, the end.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use crate::agenda::Agenda;
use crate::budget::Budget;
use crate::caseload::Caseload;
use crate::circle::Circle;
use crate::deadlines::Deadlines;
use crate::debts::Debts;
use crate::disputes::Disputes;
use crate::engine::{Ending, Engine, runtime};
use crate::error::{CoreError, Trouble};
use crate::feed::{CancelToken, Subscription};
use crate::files::Files;
use crate::forecast::Forecast;
use crate::history::History;
use crate::host::{ChangeListener, Host, LogLevel};
use crate::letters::Letters;
use crate::library::Shelf;
use crate::live::Alive;
use crate::messages::Messages;
use crate::pages::Pages;
use crate::profile::Profile;
use crate::programme::Programme;
use crate::session::Session;
use crate::topics::Topic;
use crate::value::Instant;
use crate::{ears, incident, keeper};

/// Rises with each change of the surface that a shell must know of. `bindings/api` is the surface of this number.
pub const SURFACE: u32 = 12;

/// How to open a device.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct CoreConfig {
    /// A folder that is private to the app and that no backup copies. The store is a folder in it.
    pub data_dir: String,
    /// `nl` or `en`; without it the client's preference decides, else Dutch.
    #[uniffi(default)]
    pub language: Option<String>,
    /// Whether the core syncs by itself after edits, when the server has news, when a network comes and on resume.
    #[uniffi(default = true)]
    pub auto_sync: bool,
}

/// What was built.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct BuildInfo {
    /// The version of the core.
    pub core_version: String,
    /// The number of the surface.
    pub surface: u32,
}

/// What was built. Touches nothing.
#[uniffi::export]
#[must_use]
pub fn build_info() -> BuildInfo {
    BuildInfo { core_version: env!("CARGO_PKG_VERSION").to_owned(), surface: SURFACE }
}

/// What opening found.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum OpenOutcome {
    /// A new store.
    Fresh,
    /// The store that was there.
    Ready,
    /// The mirror of the server was damaged and is fetched again; nothing is lost.
    MirrorSetAside,
    /// The journal was damaged. Tell the person: later changes may be missing.
    JournalSalvaged {
        /// Changes that could be read from it.
        changes: u64,
    },
    /// The key was gone: the old store was removed with all that it held, and a new one made.
    RecreatedAfterKeyLoss,
}

/// How it is with syncing.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum SyncStatus {
    /// Nothing is going on.
    Idle {
        /// When it last went well.
        last: Option<Instant>,
    },
    /// It is going on.
    Running,
    /// There is no network; it begins by itself when there is.
    WaitingForNetwork,
    /// Between pause and resume.
    Paused,
    /// It did not go well.
    Failed {
        /// For the screen.
        trouble: Trouble,
    },
}

/// What the platform knows of the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum NetworkState {
    /// None.
    Offline,
    /// One that costs money.
    Metered,
    /// One that does not.
    Unmetered,
}

/// What a sync did.
#[derive(Clone, Debug, Default, PartialEq, Eq, uniffi::Record)]
pub struct SyncReport {
    /// Records that came or changed.
    pub pulled: u64,
    /// Changes that the server answered.
    pub pushed: u64,
    /// Conflicts that our changes opened.
    pub conflicts: u64,
    /// Changes that the server keeps without applying them.
    pub held: u64,
    /// Cases and parts that were taken away, and removed here.
    pub revoked: u64,
    /// Changes that still wait here.
    pub left: u64,
    /// Files that the server has now, all of them.
    pub files_sent: u64,
    /// Files that came.
    pub files_fetched: u64,
    /// Files that are still under way, here or there.
    pub files_left: u64,
    /// There was no time for more of their bytes: syncing again at once brings them further.
    pub files_more: bool,
}

impl From<opstap::SyncReport> for SyncReport {
    fn from(from: opstap::SyncReport) -> Self {
        Self {
            pulled: from.pulled as u64,
            pushed: from.pushed as u64,
            conflicts: from.conflicts as u64,
            held: from.held as u64,
            revoked: from.revoked as u64,
            left: from.left,
            files_sent: from.files_sent as u64,
            files_fetched: from.files_fetched as u64,
            files_left: from.files_left as u64,
            files_more: from.files_more,
        }
    }
}

/// What background work did.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct BackgroundReport {
    /// What the sync did; nothing where it did not come to an end.
    pub sync: Option<SyncReport>,
    /// When to come back, in seconds from now.
    pub again_after_seconds: u32,
}

/// One device. Make one, keep it as long as the app runs.
#[derive(uniffi::Object)]
pub struct Core {
    pub(crate) engine: Arc<Engine>,
    outcome: OpenOutcome,
    _alive: Alive,
}

/// How long until background work is worth while again.
const LATER_SECONDS: u32 = 6 * 60 * 60;
/// The same after a failure.
const SOON_SECONDS: u32 = 15 * 60;

#[uniffi::export]
impl Core {
    /// Opens the encrypted store, or makes one. Waits for no network.
    ///
    /// # Errors
    ///
    /// [`CoreError::KeyUnavailable`] while the platform does not give the key: nothing is removed.
    /// [`CoreError::Storage`], [`CoreError::UpdateNeeded`].
    #[uniffi::constructor]
    pub async fn open(config: CoreConfig, host: Host) -> Result<Arc<Self>, CoreError> {
        incident::watch();
        let job = runtime()?.spawn_blocking(move || {
            let (engine, opened, recreated) = Engine::open(config, host)?;
            engine.follow()?;
            keeper::start(&engine)?;
            ears::start(&engine)?;
            let outcome = match opened {
                _ if recreated => OpenOutcome::RecreatedAfterKeyLoss,
                opened if opened.journal_salvaged.is_some() => {
                    OpenOutcome::JournalSalvaged { changes: opened.journal_salvaged.unwrap_or(0) }
                }
                opened if opened.mirror_set_aside => OpenOutcome::MirrorSetAside,
                opened if opened.fresh => OpenOutcome::Fresh,
                _ => OpenOutcome::Ready,
            };
            engine.note(LogLevel::Info, "core", &format!("open {outcome:?}"));
            engine.work.notify_one();
            Ok(Arc::new(Self { engine, outcome, _alive: Alive::new() }))
        });
        job.await.unwrap_or_else(|_| Err(CoreError::Host { what: "threads".to_owned() }))
    }

    /// What opening found.
    pub fn open_outcome(&self) -> OpenOutcome {
        self.outcome.clone()
    }

    /// Pairing, who uses this device, settings, safety.
    pub fn session(&self) -> Arc<Session> {
        Session::over(&self.engine)
    }

    /// Today and the programme.
    pub fn programme(&self) -> Arc<Programme> {
        Programme::over(&self.engine)
    }

    /// The budget.
    pub fn budget(&self) -> Arc<Budget> {
        Budget::over(&self.engine)
    }

    /// The coming weeks.
    pub fn forecast(&self) -> Arc<Forecast> {
        Forecast::over(&self.engine)
    }

    /// What has to happen by when.
    pub fn deadlines(&self) -> Arc<Deadlines> {
        Deadlines::over(&self.engine)
    }

    /// Debts and creditors.
    pub fn debts(&self) -> Arc<Debts> {
        Debts::over(&self.engine)
    }

    /// Letters.
    pub fn letters(&self) -> Arc<Letters> {
        Letters::over(&self.engine)
    }

    /// Screens that are said: forms, goals, notes of talks, the diary, the offer.
    pub fn pages(&self) -> Arc<Pages> {
        Pages::over(&self.engine)
    }

    /// Appointments and reminders.
    pub fn agenda(&self) -> Arc<Agenda> {
        Agenda::over(&self.engine)
    }

    /// The conversation.
    pub fn messages(&self) -> Arc<Messages> {
        Messages::over(&self.engine)
    }

    /// Files with messages.
    pub fn files(&self) -> Arc<Files> {
        Files::over(&self.engine)
    }

    /// Tips, words explained, searching.
    pub fn library(&self) -> Arc<Shelf> {
        Shelf::over(&self.engine)
    }

    /// What is known of the household.
    pub fn profile(&self) -> Arc<Profile> {
        Profile::over(&self.engine)
    }

    /// Who looks along.
    pub fn circle(&self) -> Arc<Circle> {
        Circle::over(&self.engine)
    }

    /// Values with two readings.
    pub fn disputes(&self) -> Arc<Disputes> {
        Disputes::over(&self.engine)
    }

    /// Who changed what, and undoing it.
    pub fn history(&self) -> Arc<History> {
        History::over(&self.engine)
    }

    /// For helpers: cases, visits, example messages.
    pub fn caseload(&self) -> Arc<Caseload> {
        Caseload::over(&self.engine)
    }

    /// Every word of the screens whose key begins with `prefix`, in the person's language. Read them again when
    /// [`Topic::Preferences`] changes.
    ///
    /// # Errors
    ///
    /// [`CoreError::Closed`].
    pub async fn words(&self, prefix: String) -> Result<HashMap<String, String>, CoreError> {
        self.engine.read(move |device| Ok(device.words().texts(&prefix).collect())).await
    }

    /// Hears of changes. The first batch comes at once and names all of `topics`; later ones what to read again.
    pub fn subscribe(&self, topics: Vec<Topic>, listener: Arc<dyn ChangeListener>) -> Arc<Subscription> {
        self.engine.feed.join(topics, listener)
    }

    /// Sends what waits and fetches what changed, now.
    ///
    /// # Errors
    ///
    /// [`CoreError::Offline`]: everything is kept. [`CoreError::Cancelled`], [`CoreError::NotPaired`],
    /// [`CoreError::Server`].
    #[uniffi::method(default(cancel = None))]
    pub async fn sync_now(&self, cancel: Option<Arc<CancelToken>>) -> Result<SyncReport, CoreError> {
        self.engine.sync(cancel).await
    }

    /// How it is with syncing. Answers at once.
    pub fn sync_status(&self) -> SyncStatus {
        self.engine.status()
    }

    /// Tells the core what the platform knows of the network. Answers at once.
    pub fn network_changed(&self, state: NetworkState) {
        self.engine.set_network(state);
    }

    /// One bounded piece of background work, for WorkManager, JobScheduler and BGAppRefreshTask. Make the
    /// platform equal to [`Agenda::reminder_plan`] after it, and say so with [`Agenda::confirm_reminders`]. A
    /// failure of the network, the end of the time and a cancel are no errors: the answer says when to come back.
    ///
    /// # Errors
    ///
    /// [`CoreError::Closed`], [`CoreError::Paused`].
    #[uniffi::method(default(cancel = None))]
    pub async fn run_background(
        &self,
        budget_seconds: u32,
        cancel: Option<Arc<CancelToken>>,
    ) -> Result<BackgroundReport, CoreError> {
        let ended = CancelToken::new();
        let watch = {
            let ended = ended.clone();
            runtime()?.spawn(async move {
                tokio::select! {
                    () = tokio::time::sleep(Duration::from_secs(budget_seconds.into())) => {}
                    () = CancelToken::ended(cancel) => {}
                }
                ended.cancel();
            })
        };
        let synced = self.engine.sync(Some(ended)).await;
        watch.abort();
        match synced {
            Ok(report) => {
                let done = report.left == 0 && report.files_left == 0;
                let again_after_seconds = if done { LATER_SECONDS } else { SOON_SECONDS };
                Ok(BackgroundReport { sync: Some(report), again_after_seconds })
            }
            Err(error @ (CoreError::Closed { .. } | CoreError::Paused { .. })) => Err(error),
            Err(_) => Ok(BackgroundReport { sync: None, again_after_seconds: SOON_SECONDS }),
        }
    }

    /// Ends what runs, waits for writing, closes the files. Call it before the app is suspended.
    ///
    /// # Errors
    ///
    /// None that matter: what is closed already stays so.
    pub async fn pause(&self) -> Result<(), CoreError> {
        self.engine.pause().await
    }

    /// Opens the files again.
    ///
    /// # Errors
    ///
    /// [`CoreError::KeyUnavailable`], [`CoreError::Closed`], [`CoreError::Storage`].
    pub async fn resume(&self) -> Result<(), CoreError> {
        self.engine.resume().await
    }

    /// The end, with everything kept. Later calls fail with [`CoreError::Closed`].
    ///
    /// # Errors
    ///
    /// None that matter.
    pub async fn shutdown(&self) -> Result<(), CoreError> {
        self.engine.end(Ending::Close).await
    }

    /// The end, with nothing kept: the store, what was set aside, and the key. What was not sent is lost: ask
    /// [`Session::safety`] first.
    ///
    /// # Errors
    ///
    /// [`CoreError::Storage`], [`CoreError::KeyUnavailable`] when the vault would not forget the key.
    pub async fn wipe(&self) -> Result<(), CoreError> {
        self.engine.end(Ending::Wipe).await
    }
}

impl Drop for Core {
    /// Closing files may take a moment, and this may run on any thread: the core's own do it. After a shutdown
    /// nothing is left to close, and the platform's objects are let go here: an interpreter that is ending must not be
    /// called by another thread.
    fn drop(&mut self) {
        if self.engine.is_over() {
            return;
        }
        let engine = self.engine.clone();
        if let Ok(runtime) = runtime() {
            runtime.spawn_blocking(move || drop(engine));
        }
    }
}
