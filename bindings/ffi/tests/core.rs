//! The surface as a shell meets it, over the store of the first release: a paired phone that has no network.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "tests")]

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use opstap_ffi::{
    AppointmentDraft, CancelToken, CaseFilter, ChangeBatch, ChangeListener, Core, CoreConfig, CoreError,
    Host, KeyVault as _, LineDraft, LogLine, LogSink, MemoryVault, NetworkState, OpenOutcome, PreferenceEdit,
    Reading, Recovery, SharedPart, SyncStatus, TaskDeed, TaskEdit, Topic, WallMoment, describe,
};
use proptest::prelude::*;
use tempfile::TempDir;

#[derive(Default)]
struct Log(Mutex<Vec<LogLine>>);

impl LogSink for Log {
    fn write(&self, lines: Vec<LogLine>) -> Result<(), CoreError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend(lines);
        Ok(())
    }
}

#[derive(Default)]
struct Heard(Mutex<Vec<ChangeBatch>>);

impl ChangeListener for Heard {
    fn on_changes(&self, batch: ChangeBatch) -> Result<(), CoreError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(batch);
        Ok(())
    }
}

impl Heard {
    /// Waits until somebody was told of this topic after `seq`.
    fn until(&self, topic: Topic, seq: u64) -> u64 {
        let end = Instant::now() + Duration::from_secs(10);
        loop {
            let batches = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(found) = batches.iter().find(|one| one.seq > seq && one.topics.contains(&topic)) {
                return found.seq;
            }
            drop(batches);
            assert!(Instant::now() < end, "nobody was told of {topic:?}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// A phone with the store of the first release: one line at the server, one held, one waiting.
async fn phone(folder: &Path, log: &Arc<Log>) -> Arc<Core> {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../core/store/tests/fixtures/schema-1");
    std::fs::create_dir_all(folder.join("store")).unwrap();
    for file in std::fs::read_dir(kept).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), folder.join("store").join(file.file_name())).unwrap();
    }
    let vault = MemoryVault::new();
    vault.store("opstap-store-key".to_owned(), vec![7; 32]).unwrap();
    let config = CoreConfig { data_dir: folder.display().to_string(), language: None, auto_sync: false };
    Core::open(config, Host { vault, clock: None, log: Some(log.clone()) }).await.unwrap()
}

fn line(category: &str, typed: &str) -> LineDraft {
    let (category, typed) = (category.to_owned(), typed.to_owned());
    LineDraft { category, typed, frequency: None, label: None, income: None }
}

fn open_files(folder: &Path) -> Vec<String> {
    let open = std::fs::read_dir("/proc/self/fd").unwrap();
    let targets = open.filter_map(|fd| std::fs::read_link(fd.unwrap().path()).ok());
    targets.filter(|target| target.starts_with(folder)).map(|target| target.display().to_string()).collect()
}

#[tokio::test(flavor = "multi_thread")]
#[cfg(target_os = "linux")]
async fn a_pause_under_load_closes_every_file_and_a_resume_goes_on() {
    let folder = TempDir::new().unwrap();
    let core = phone(folder.path(), &Arc::default()).await;
    assert!(!open_files(folder.path()).is_empty(), "the test would see nothing");
    let mut load = tokio::task::JoinSet::new();
    for number in 0..200 {
        let core = core.clone();
        load.spawn(async move {
            if number % 2 == 0 {
                core.budget().set_line(line("kleding", &number.to_string()), None).await.map(drop)
            } else {
                core.programme().today(None).await.map(drop)
            }
        });
    }
    let began = Instant::now();
    core.pause().await.unwrap();
    assert!(began.elapsed() < Duration::from_secs(3));
    assert_eq!(open_files(folder.path()), Vec::<String>::new());
    assert_eq!(core.sync_status(), SyncStatus::Paused);
    while let Some(done) = load.join_next().await {
        assert!(matches!(done.unwrap(), Ok(()) | Err(CoreError::Paused { .. })));
    }
    let refused = core.budget().summary(None).await.unwrap_err();
    assert_eq!((refused.code(), refused.recovery()), ("paused", Recovery::RetryNow));
    core.resume().await.unwrap();
    core.resume().await.unwrap();
    // What was kept before is there; whether one of the 200 came first is chance.
    assert!(core.budget().summary(None).await.unwrap().expenses.len() >= 2);
    core.shutdown().await.unwrap();
    assert_eq!(open_files(folder.path()), Vec::<String>::new());
    assert!(matches!(core.resume().await, Err(CoreError::Closed { .. })));
}

#[tokio::test]
async fn who_listens_is_greeted_and_told_what_to_read_again() {
    let folder = TempDir::new().unwrap();
    let core = phone(folder.path(), &Arc::default()).await;
    let heard = Arc::new(Heard::default());
    let subscription = core.subscribe(vec![Topic::Budget, Topic::Reminders], heard.clone());
    let greeting = heard.until(Topic::Budget, 0);
    assert_eq!(heard.0.lock().unwrap()[0].topics, [Topic::Budget, Topic::Reminders]);
    core.budget().set_line(line("huur", "610"), None).await.unwrap();
    heard.until(Topic::Budget, greeting);
    subscription.cancel();
    let told = heard.0.lock().unwrap().len();
    core.budget().set_line(line("huur", "620"), None).await.unwrap();
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(heard.0.lock().unwrap().len(), told, "told after the end");
    // Closed before the process ends: OpenSSL takes its tables down then, whoever still closes a file.
    core.shutdown().await.unwrap();
}

#[tokio::test]
async fn what_waits_for_the_network_can_be_cancelled() {
    let folder = TempDir::new().unwrap();
    let core = phone(folder.path(), &Arc::default()).await;
    let token = CancelToken::new();
    token.cancel();
    assert!(matches!(core.sync_now(Some(token)).await, Err(CoreError::Cancelled { .. })));
    core.network_changed(NetworkState::Offline);
    assert_eq!(core.sync_status(), SyncStatus::WaitingForNetwork);
    core.shutdown().await.unwrap();
}

#[tokio::test]
async fn a_locked_vault_removes_nothing() {
    struct Locked;
    impl opstap_ffi::KeyVault for Locked {
        fn load(&self, _: String) -> Result<Option<Vec<u8>>, CoreError> {
            Err(CoreError::Host { what: "vault".to_owned() })
        }
        fn store(&self, _: String, _: Vec<u8>) -> Result<(), CoreError> {
            Err(CoreError::Host { what: "vault".to_owned() })
        }
        fn remove(&self, _: String) -> Result<(), CoreError> {
            Err(CoreError::Host { what: "vault".to_owned() })
        }
    }
    let folder = TempDir::new().unwrap();
    phone(folder.path(), &Arc::default()).await.shutdown().await.unwrap();
    let before = std::fs::read(folder.path().join("store/journal.db")).unwrap();
    let config =
        CoreConfig { data_dir: folder.path().display().to_string(), language: None, auto_sync: false };
    let opened = Core::open(config, Host { vault: Arc::new(Locked), clock: None, log: None }).await;
    let Err(refused) = opened else { panic!("opened without a key") };
    assert_eq!((refused.code(), refused.recovery()), ("key_unavailable", Recovery::Unlock));
    assert_eq!(std::fs::read(folder.path().join("store/journal.db")).unwrap(), before);
}

#[tokio::test]
async fn a_lost_key_takes_every_file_of_the_old_store_along() {
    let folder = TempDir::new().unwrap();
    phone(folder.path(), &Arc::default()).await.shutdown().await.unwrap();
    for leftover in ["journal.db-wal", "mirror.db-shm", "journal.db.set-aside"] {
        std::fs::write(folder.path().join("store").join(leftover), "old").unwrap();
    }
    let old = std::fs::read(folder.path().join("store/journal.db")).unwrap();
    let config =
        CoreConfig { data_dir: folder.path().display().to_string(), language: None, auto_sync: false };
    let host = Host { vault: MemoryVault::new(), clock: None, log: None };
    let core = Core::open(config, host).await.unwrap();
    assert_eq!(core.open_outcome(), OpenOutcome::RecreatedAfterKeyLoss);
    assert!(!folder.path().join("store/journal.db.set-aside").exists());
    assert_ne!(std::fs::read(folder.path().join("store/journal.db")).unwrap()[..16], old[..16]);
    core.shutdown().await.unwrap();
}

/// Everything that takes a text, with this text. What fails is collected.
async fn say_everywhere(core: &Core, text: &str) -> Vec<CoreError> {
    let t = || text.to_owned();
    let now = WallMoment { date: "2020-01-01".parse().unwrap(), hour: 24, minute: 60 };
    let draft =
        AppointmentDraft { title: t(), starts: now, minutes: Some(9), place: Some(t()), bring: Some(t()) };
    let edit = TaskEdit { title: Some(t()), text: Some(t()), ..TaskEdit::default() };
    let labelled = LineDraft { label: Some(t()), ..line("huur", text) };
    let id = opstap_ffi::Uuid::nil();
    let mut errors = Vec::new();
    let mut note = |error: Option<CoreError>| errors.extend(error);
    note(core.session().pair_with_code(t(), t(), t()).await.err());
    note(core.session().pair_with_link(t(), t()).await.err());
    note(core.session().ask_for_help(t(), t()).await.err());
    note(core.session().report(None).await.err());
    note(core.session().set_language(t()).await.err());
    note(core.session().set_preference(PreferenceEdit::Language { code: t() }, None).await.err());
    note(core.programme().perform(t(), TaskDeed::Done, None).await.err());
    note(core.programme().add_task(t(), t(), t(), None, None).await.err());
    note(core.programme().change_task(t(), edit, None).await.err());
    note(core.programme().start(t(), None).await.err());
    note(core.budget().set_line(line(text, text), None).await.err());
    note(core.budget().set_line(labelled, None).await.err());
    note(core.budget().not_for_me(t(), None, None).await.err());
    note(core.agenda().plan(draft, None).await.err());
    note(core.messages().page(Some(t()), 5, None).await.err());
    note(core.messages().ask(t(), t(), None).await.err());
    note(core.messages().about(t(), None).await.err());
    note(core.library().hide_tip(t(), None).await.err());
    note(core.library().search(t(), 5).await.err());
    note(core.profile().tell(t(), t(), None).await.err());
    note(core.profile().tell("household.childrenUnder18".to_owned(), t(), None).await.err());
    note(core.circle().share(id, vec![SharedPart::Budget], None, None).await.err());
    note(core.disputes().choose(id, Reading::Other, None).await.err());
    let filter = CaseFilter { search: Some(t()), only_attention: false };
    note(core.caseload().page(filter, Some(t()), 5).await.err());
    note(core.caseload().examples(Some(t()), None).await.err());
    errors
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    /// Crash reporters print errors and logs travel: nothing of what a person typed is in them.
    #[test]
    fn no_error_and_no_log_line_repeats_what_a_person_typed(before in "[a-z €,.]{0,30}", after in "\\PC{0,400}") {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let folder = TempDir::new().unwrap();
            let log = Arc::new(Log::default());
            let core = phone(folder.path(), &log).await;
            let errors = say_everywhere(&core, &format!("{before}Zebravink4711{after}")).await;
            core.shutdown().await.unwrap();
            assert!(errors.len() > 10, "too few refusals: {errors:?}");
            for error in errors {
                let said = format!("{error} {error:?} {:?}", describe(error.clone()));
                assert!(!said.contains("Zebravink4711"), "{said}");
                assert!(!describe(error).words.is_empty());
            }
            let lines = log.0.lock().unwrap_or_else(PoisonError::into_inner);
            assert!(!lines.iter().any(|line| line.text.contains("Zebravink4711")), "{lines:?}");
        });
    }
}
