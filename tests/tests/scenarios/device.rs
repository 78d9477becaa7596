//! A device of a story: a folder, a vault and a clock, and every method of the surface by its name.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use opstap::Instant;
use opstap_ffi::{
    AppointmentDraft, CaseFilter, CaseId, Core, CoreConfig, CoreError, FileDraft, Frequency, Host, HostClock,
    KeyVault, LineDraft, MemoryVault, PreferenceEdit, Reading, TakenReminder, TaskDeed, TaskEdit, WallMoment,
    WallTime,
};
use serde_json::{Map, Value, json};
use tempfile::TempDir;

use crate::photo;
use crate::planning::planning;
use crate::story::Town;
use crate::tree::tree;

/// What a failed step said.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) code: String,
    pub(crate) field: Option<String>,
    pub(crate) words: String,
}

impl From<CoreError> for Failure {
    fn from(error: CoreError) -> Self {
        let field = match &error {
            CoreError::Refused { field, .. } => Some(field.clone()),
            _ => None,
        };
        let said = opstap_ffi::describe(error);
        Self { code: said.code, field, words: said.words }
    }
}

pub(crate) type Answer = Result<Value, Failure>;

/// A clock that stands until a step moves it; without a time, the machine's.
struct Clock(AtomicI64);

impl HostClock for Clock {
    fn now(&self) -> Result<Instant, CoreError> {
        Ok(Instant(self.0.load(Ordering::SeqCst)))
    }

    fn zone_id(&self) -> Result<String, CoreError> {
        Ok("Europe/Amsterdam".to_owned())
    }
}

/// A vault that can be locked, as a phone's is before its first unlock.
struct Vault {
    inner: Arc<MemoryVault>,
    locked: AtomicBool,
}

impl Vault {
    fn check(&self) -> Result<(), CoreError> {
        let locked = self.locked.load(Ordering::SeqCst);
        if locked { Err(CoreError::Host { what: "vault".to_owned() }) } else { Ok(()) }
    }
}

impl KeyVault for Vault {
    fn load(&self, name: String) -> Result<Option<Vec<u8>>, CoreError> {
        self.check().and_then(|()| self.inner.load(name))
    }

    fn store(&self, name: String, secret: Vec<u8>) -> Result<(), CoreError> {
        self.check().and_then(|()| self.inner.store(name, secret))
    }

    fn remove(&self, name: String) -> Result<(), CoreError> {
        self.check().and_then(|()| self.inner.remove(name))
    }
}

pub(crate) struct Device {
    folder: TempDir,
    vault: Arc<Vault>,
    clock: Option<Arc<Clock>>,
    core: Option<Arc<Core>>,
}

const KEY: &str = "opstap-store-key";

impl Device {
    pub(crate) fn new(now: Option<Instant>) -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            vault: Arc::new(Vault { inner: MemoryVault::new(), locked: AtomicBool::new(false) }),
            clock: now.map(|now| Arc::new(Clock(AtomicI64::new(now.0)))),
            core: None,
        }
    }

    pub(crate) fn set_clock(&self, now: Instant) {
        let clock = self.clock.as_ref().expect("a story with a clock");
        clock.0.store(now.0, Ordering::SeqCst);
    }

    pub(crate) async fn act(
        &mut self,
        what: &str,
        with: &Value,
        town: &mut Town,
        known: &Map<String, Value>,
    ) -> Answer {
        match what {
            "open" => return self.open(with).await,
            "loseKey" => self.vault.inner.remove(KEY.to_owned())?,
            "changeKey" => self.vault.inner.store(KEY.to_owned(), vec![1; 32])?,
            "lockVault" => self.vault.locked.store(true, Ordering::SeqCst),
            "unlockVault" => self.vault.locked.store(false, Ordering::SeqCst),
            "oldStore" => self.old_store(with["schema"].as_u64().unwrap()),
            "takePhoto" => return Ok(json!(photo::taken(self.folder.path(), with))),
            "takeFile" => return Ok(json!(photo::written(self.folder.path(), with))),
            "files" => return Ok(json!(files(self.folder.path()))),
            _ => {
                let core = self.core.clone().expect("an open device");
                return match what.split_once('.') {
                    None => whole(&core, what, with, town, known).await,
                    Some((service, method)) => call(&core, service, method, &With(with)).await,
                };
            }
        }
        Ok(Value::Null)
    }

    /// Closes its files, where they are open.
    pub(crate) async fn close(self) {
        if let Some(core) = self.core {
            // Wiped or shut down already: that is as good.
            let _ = core.shutdown().await;
        }
    }

    async fn open(&mut self, with: &Value) -> Answer {
        // As after the end of a process: the old one lets go of the files first.
        if let Some(core) = self.core.take() {
            core.shutdown().await?;
        }
        let config = CoreConfig {
            data_dir: self.folder.path().display().to_string(),
            language: with["language"].as_str().map(str::to_owned),
            auto_sync: false,
        };
        let clock = self.clock.clone().map(|clock| clock as Arc<dyn HostClock>);
        let core = Core::open(config, Host { vault: self.vault.clone(), clock, log: None }).await?;
        let outcome = tree(&core.open_outcome());
        self.core = Some(core);
        Ok(outcome)
    }

    fn old_store(&self, schema: u64) {
        let from = format!("../core/store/tests/fixtures/schema-{schema}");
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join(from);
        let to = self.folder.path().join("store");
        std::fs::create_dir_all(&to).unwrap();
        for file in std::fs::read_dir(from).unwrap() {
            let file = file.unwrap();
            std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
        }
        self.vault.inner.store(KEY.to_owned(), vec![7; 32]).unwrap();
    }
}

fn files(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap().path();
        if entry.is_dir() {
            names.extend(files(&entry));
        } else {
            names.push(entry.file_name().unwrap().to_string_lossy().into_owned());
        }
    }
    names.sort();
    names
}

/// What concerns the whole core.
async fn whole(core: &Core, what: &str, with: &Value, town: &mut Town, known: &Map<String, Value>) -> Answer {
    match what {
        "pair" => {
            let code = town.tell(&format!("code {}", with["who"].as_str().unwrap()));
            let (url, code) = (known["url"].as_str().unwrap(), code["code"].as_str().unwrap());
            let session = core.session();
            let paired = session.pair_with_code(url.to_owned(), code.to_owned(), "test".to_owned());
            return Ok(tree(&paired.await?));
        }
        "shutdown" => core.shutdown().await?,
        "pause" => core.pause().await?,
        "resume" => core.resume().await?,
        "wipe" => core.wipe().await?,
        "sync" => return Ok(tree(&core.sync_now(None).await?)),
        "syncStatus" => return Ok(tree(&core.sync_status())),
        "openOutcome" => return Ok(tree(&core.open_outcome())),
        "runBackground" => {
            let seconds = with["seconds"].as_u64().unwrap() as u32;
            return Ok(tree(&core.run_background(seconds, None).await?));
        }
        "words" => return Ok(json!(core.words(With(with).text("prefix")).await?)),
        other => panic!("no deed {other}"),
    }
    Ok(Value::Null)
}

async fn call(core: &Core, service: &str, method: &str, with: &With<'_>) -> Answer {
    match service {
        "session" => crate::session::session(core, method, with).await,
        "programme" => programme(core, method, with).await,
        "budget" => budget(core, method, with).await,
        "forecast" | "deadlines" | "debts" | "letters" | "pages" => {
            planning(core, service, method, with).await
        }
        "agenda" => agenda(core, method, with).await,
        "messages" => messages(core, method, with).await,
        "files" => attached(core, method, with).await,
        "library" => library(core, method, with).await,
        // Profile, circle, disputes, history, caseload: it knows what else there is not.
        _ => people(core, service, method, with).await,
    }
}

async fn programme(core: &Core, method: &str, with: &With<'_>) -> Answer {
    let programme = core.programme();
    Ok(match method {
        "today" => tree(&programme.today(with.case()).await?),
        "summary" => tree(&programme.summary(with.case()).await?),
        "perform" => tree(&programme.perform(with.text("task"), with.deed(), with.case()).await?),
        "addTask" => {
            let (step, title, text) = (with.text("step"), with.text("title"), with.text_or("text"));
            tree(&programme.add_task(step, title, text, with.date("dueOn"), with.case()).await?)
        }
        "changeTask" => {
            let edit = TaskEdit {
                title: with.optional("title"),
                text: with.optional("text"),
                due_on: with.date("dueOn"),
                hidden: with.0["hidden"].as_bool(),
            };
            tree(&programme.change_task(with.text("task"), edit, with.case()).await?)
        }
        "start" => tree(&programme.start(with.text("programme"), with.case()).await?),
        "renew" => tree(&programme.renew(with.case()).await?),
        other => panic!("no programme.{other}"),
    })
}

async fn budget(core: &Core, method: &str, with: &With<'_>) -> Answer {
    let budget = core.budget();
    Ok(match method {
        "summary" => tree(&budget.summary(with.case()).await?),
        "form" => tree(&budget.form(with.case()).await?),
        "setLine" => {
            let line = LineDraft {
                category: with.text("category"),
                typed: with.text("typed"),
                frequency: with.optional("frequency").map(|word| frequency(&word)),
                label: with.optional("label"),
                income: with.0["income"].as_bool(),
            };
            tree(&budget.set_line(line, with.case()).await?)
        }
        "notForMe" => {
            tree(&budget.not_for_me(with.text("category"), with.0["income"].as_bool(), with.case()).await?)
        }
        "remove" => tree(&budget.remove(with.id("line"), with.case()).await?),
        other => panic!("no budget.{other}"),
    })
}

async fn agenda(core: &Core, method: &str, with: &With<'_>) -> Answer {
    let agenda = core.agenda();
    Ok(match method {
        "summary" => tree(&agenda.summary(with.case()).await?),
        "choices" => tree(&agenda.choices(with.case()).await?),
        "plan" => {
            let draft = AppointmentDraft {
                title: with.text("title"),
                starts: with.moment("starts"),
                minutes: with.0["minutes"].as_u64().map(|minutes| minutes as u32),
                place: with.optional("place"),
                bring: with.optional("bring"),
            };
            tree(&agenda.plan(draft, with.case()).await?)
        }
        "reschedule" => {
            tree(&agenda.reschedule(with.id("appointment"), with.moment("starts"), with.case()).await?)
        }
        "confirm" => tree(&agenda.confirm(with.id("appointment"), with.case()).await?),
        "cancel" => tree(&agenda.cancel(with.id("appointment"), with.case()).await?),
        "noteOutcome" => {
            let kept = with.0["kept"].as_bool().unwrap();
            tree(&agenda.note_outcome(with.id("appointment"), kept, with.case()).await?)
        }
        "reminderPlan" => {
            let max = with.0["max"].as_u64().unwrap_or(60) as u32;
            tree(&agenda.reminder_plan(max, with.case()).await?)
        }
        "confirmReminders" => {
            let taken = with.0["taken"].as_array().unwrap().iter().map(|one| TakenReminder {
                key: With(one).text("key"),
                at: opstap::Instant(one["at"].as_i64().unwrap()),
            });
            agenda.confirm_reminders(taken.collect(), with.case()).await?;
            Value::Null
        }
        other => panic!("no agenda.{other}"),
    })
}

async fn messages(core: &Core, method: &str, with: &With<'_>) -> Answer {
    let messages = core.messages();
    Ok(match method {
        "page" => {
            let limit = with.0["limit"].as_u64().unwrap_or(40) as u32;
            tree(&messages.page(with.optional("before"), limit, with.case()).await?)
        }
        "send" => tree(&messages.send(with.text("text"), with.case()).await?),
        "ask" => tree(&messages.ask(with.text("about"), with.text("text"), with.case()).await?),
        "about" => tree(&messages.about(with.text("id"), with.case()).await?),
        "message" => tree(&messages.message(with.id("id"), with.case()).await?),
        "erase" => tree(&messages.erase(with.id("id"), with.case()).await?),
        "markRead" => tree(&messages.mark_read(with.case()).await?),
        other => panic!("no messages.{other}"),
    })
}

async fn attached(core: &Core, method: &str, with: &With<'_>) -> Answer {
    let files = core.files();
    Ok(match method {
        "send" => tree(&files.send(with.text("text"), with.files("files"), with.case()).await?),
        "file" => tree(&files.file(with.id("id"), with.case()).await?),
        "bytes" => photo::told(&files.bytes(with.id("id"), with.case()).await?),
        "fetch" => tree(&files.fetch(with.id("id"), with.case()).await?),
        "evict" => tree(&files.evict(with.id("id"), with.case()).await?),
        other => panic!("no files.{other}"),
    })
}

async fn library(core: &Core, method: &str, with: &With<'_>) -> Answer {
    let library = core.library();
    Ok(match method {
        "tips" => tree(&library.tips(with.case()).await?),
        "hideTip" => tree(&library.hide_tip(with.text("tip"), with.case()).await?),
        "glossary" => tree(&library.glossary(with.optional("search")).await?),
        "search" => tree(&library.search(with.text("words"), 20).await?),
        other => panic!("no library.{other}"),
    })
}

async fn people(core: &Core, service: &str, method: &str, with: &With<'_>) -> Answer {
    Ok(match (service, method) {
        ("profile", "summary") => tree(&core.profile().summary(with.case()).await?),
        ("profile", "tell") => {
            tree(&core.profile().tell(with.text("field"), with.text("typed"), with.case()).await?)
        }
        ("circle", "summary") => tree(&core.circle().summary(with.case()).await?),
        ("circle", "share") => {
            let circle = core.circle();
            let shared = circle.share(with.id("helper"), with.parts(), with.date("until"), with.case());
            tree(&shared.await?)
        }
        ("disputes", "list") => tree(&core.disputes().list(with.case()).await?),
        ("disputes", "choose") => {
            let reading = if with.text("reading") == "other" { Reading::Other } else { Reading::Shown };
            tree(&core.disputes().choose(with.id("conflict"), reading, with.case()).await?)
        }
        ("disputes", "undo") => tree(&core.disputes().undo(with.id("conflict"), with.case()).await?),
        ("history", "things") => tree(&core.history().things(with.case()).await?),
        ("history", "page") => tree(&core.history().page(with.id("thing"), with.case()).await?),
        ("history", "undo") => {
            tree(&core.history().undo(with.id("thing"), with.text("change"), with.case()).await?)
        }
        ("caseload", "page") => {
            let only_attention = with.0["onlyAttention"].as_bool().unwrap_or(false);
            let filter = CaseFilter { search: with.optional("search"), only_attention };
            tree(&core.caseload().page(filter, with.optional("after"), 50).await?)
        }
        ("caseload", "visits") => tree(&core.caseload().visits(with.date("date")).await?),
        ("caseload", "examples") => {
            tree(&core.caseload().examples(with.optional("search"), with.case()).await?)
        }
        other => panic!("no {other:?}"),
    })
}

fn frequency(word: &str) -> Frequency {
    match word {
        "weekly" => Frequency::Weekly,
        "twoWeekly" => Frequency::TwoWeekly,
        "fourWeekly" => Frequency::FourWeekly,
        "monthly" => Frequency::Monthly,
        "twoMonthly" => Frequency::TwoMonthly,
        "quarterly" => Frequency::Quarterly,
        "halfYearly" => Frequency::HalfYearly,
        "yearly" => Frequency::Yearly,
        other => panic!("no frequency {other}"),
    }
}

/// The arguments of a step.
pub(crate) struct With<'a>(pub(crate) &'a Value);

impl With<'_> {
    pub(crate) fn text(&self, name: &str) -> String {
        self.optional(name).unwrap_or_else(|| panic!("with {name}, in {}", self.0))
    }

    pub(crate) fn text_or(&self, name: &str) -> String {
        self.optional(name).unwrap_or_default()
    }

    pub(crate) fn optional(&self, name: &str) -> Option<String> {
        self.0[name].as_str().map(str::to_owned)
    }

    pub(crate) fn id(&self, name: &str) -> opstap::Uuid {
        self.text(name).parse().unwrap()
    }

    pub(crate) fn case(&self) -> Option<CaseId> {
        self.optional("case").map(|id| CaseId { value: id.parse().unwrap() })
    }

    pub(crate) fn date(&self, name: &str) -> Option<opstap::Date> {
        self.optional(name).map(|day| day.parse().unwrap())
    }

    fn moment(&self, name: &str) -> WallMoment {
        let moment = With(&self.0[name]);
        let number = |name: &str| moment.0[name].as_u64().unwrap() as u8;
        WallMoment { date: moment.date("date").unwrap(), hour: number("hour"), minute: number("minute") }
    }

    fn deed(&self) -> TaskDeed {
        match self.text("deed").as_str() {
            "done" => TaskDeed::Done,
            "postpone" => TaskDeed::Postpone { until: self.date("until").unwrap() },
            "decline" => TaskDeed::Decline,
            "skip" => TaskDeed::Skip,
            "undo" => TaskDeed::Undo,
            other => panic!("no deed {other}"),
        }
    }

    /// One of `hoursBefore`, `nudges`, `news`, `pauseUntil`, `language`, `quiet` (hours from and to).
    pub(crate) fn preference(&self) -> PreferenceEdit {
        if let Some(hours) = self.0["hoursBefore"].as_u64() {
            return PreferenceEdit::HoursBefore { hours: hours as u32 };
        }
        if let Some(welcome) = self.0["nudges"].as_bool() {
            return PreferenceEdit::Nudges { welcome };
        }
        if let Some(welcome) = self.0["news"].as_bool() {
            return PreferenceEdit::News { welcome };
        }
        if let Some(code) = self.optional("language") {
            return PreferenceEdit::Language { code };
        }
        if let Some(hours) = self.0["quiet"].as_array() {
            let time = |at: usize| {
                let hour = hours[at].as_u64().unwrap() as u8;
                WallTime { hour, minute: 0, text: String::new() }
            };
            return PreferenceEdit::Quiet { from: time(0), to: time(1) };
        }
        PreferenceEdit::PauseUntil { day: self.date("pauseUntil") }
    }

    pub(crate) fn files(&self, of: &str) -> Vec<FileDraft> {
        let files = self.0[of].as_array().into_iter().flatten().map(With);
        let drafts =
            files.map(|file| FileDraft { path: file.text("path"), name: file.text("name"), thumbnail: None });
        drafts.collect()
    }
}
