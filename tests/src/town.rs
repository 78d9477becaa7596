//! An organisation with one case and a real server over its folder, at a fixed port of this machine.
#![allow(clippy::missing_panics_doc, clippy::unwrap_used, reason = "scaffolding of tests")]

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc;
use std::thread::JoinHandle;

use opstap::{Config, FixedClock, Instant, Opstap, StoreKey, Uuid};
use opstap_content::Package;
use opstap_domain::ids::Role;
use opstap_domain::organisation::Organisation;
use opstap_server::data::DataDir;
use opstap_server::engine::{ContentItem, Handed, NewCase, PROGRAMME};
use opstap_server::serve::{Server, now_ms};
use opstap_server::store::{Address, ProviderRow, ScopeStore as _};
use tempfile::TempDir;
use tokio::sync::oneshot;

/// The key of every device here.
#[must_use]
pub fn key() -> StoreKey {
    StoreKey::new([7; 32])
}

/// A device over the files in `folder`.
#[must_use]
pub fn device(folder: &Path) -> Opstap {
    Opstap::open(Config::new(folder, key())).unwrap().0
}

/// The same, at a moment that stands still.
#[must_use]
pub fn device_at(folder: &Path, now: Instant) -> Opstap {
    let config = Config { clock: Arc::new(FixedClock(now)), ..Config::new(folder, key()) };
    Opstap::open(config).unwrap().0
}

/// Connections of a server on PostgreSQL.
pub const CONNECTIONS: usize = 2;

fn database_at(url: &str) -> Address {
    url.parse().unwrap()
}

/// Does the same on whichever engine a town is on. On a thread of its own: PostgreSQL's waits, which a
/// thread of a runtime may not.
macro_rules! on_engine {
    ($folder:expr, $database:expr, $engine:ident => $work:expr) => {{
        let (data, database) = (DataDir::at($folder).unwrap(), $database.as_deref().map(database_at));
        std::thread::scope(|scope| {
            let asked = scope.spawn(|| match database {
                None => {
                    let mut $engine = data.beside().unwrap();
                    $work
                }
                Some(database) => {
                    let mut $engine = data.beside_on(&database).unwrap();
                    $work
                }
            });
            asked.join().unwrap()
        })
    }};
}

/// A case with its people.
#[derive(Debug)]
pub struct Town {
    folder: TempDir,
    /// The address of the database, when that is not in the folder.
    database: Option<String>,
    /// The organisation.
    pub org: Uuid,
    /// The counsellor's account.
    pub counsellor: Uuid,
    /// The coach's account.
    pub coach: Uuid,
    /// The client's account.
    pub client: Uuid,
    /// The case.
    pub case: Uuid,
    port: u16,
    clock: fn() -> i64,
}

impl Town {
    /// A fresh one, with the content that is built in. Nothing serves yet.
    #[must_use]
    pub fn new() -> Self {
        Self::with_clock(now_ms)
    }

    /// The same by another clock, which the server goes by too.
    #[must_use]
    pub fn with_clock(clock: fn() -> i64) -> Self {
        Self::founded(None, clock)
    }

    /// The same on a PostgreSQL database.
    #[must_use]
    pub fn on(database: &str) -> Self {
        Self::founded(Some(database.to_owned()), now_ms)
    }

    fn founded(database: Option<String>, clock: fn() -> i64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let now = clock();
        let package = Package::embedded().unwrap();
        let content = package.records().into_iter().map(|record| ContentItem {
            kind: record.kind.to_string(),
            key: record.key,
            version: record.version,
            body: record.body,
        });
        let content: Vec<ContentItem> = content.collect();
        let (org, counsellor, coach, opened) = on_engine!(folder.path(), database, engine => {
            let org = engine.add_org("Testdorp", content.clone(), now).unwrap();
            let counsellor = engine.add_staff(org, Role::Counsellor, "Sam", now).unwrap();
            let coach = engine.add_staff(org, Role::Coach, "Ko", now).unwrap();
            let case = NewCase { org, client: "Noor", counsellor, coaches: &[coach], programme: Some(PROGRAMME) };
            (org, counsellor, coach, engine.open_case(case, now).unwrap())
        });
        let port = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
        let (client, case) = (opened.client, opened.case);
        Self { folder, database, org, counsellor, coach, client, case, port, clock }
    }

    /// Moves everything to this database, and goes on there. Nothing may serve.
    pub fn move_to(&mut self, database: &str) {
        let data = DataDir::at(self.folder()).unwrap();
        std::thread::scope(|scope| {
            scope.spawn(|| data.move_to(&database_at(database)).unwrap()).join().unwrap()
        });
        self.database = Some(database.to_owned());
    }

    /// Loads the built-in content again as version `version`, with another title for the first programme.
    pub fn load_content(&self, version: &str, title: &str) {
        self.load_content_with(version, |programme| programme["title"] = title.into());
    }

    /// Loads the built-in content again as version `version`, with a change to the first programme.
    pub fn load_content_with(&self, version: &str, change: impl Fn(&mut serde_json::Value)) {
        self.load_changed(version, |item| {
            if item.kind == "programme" && item.key == PROGRAMME {
                change(&mut item.body);
            }
            true
        });
    }

    /// Loads the built-in content again as version `version`, each item changed or left out.
    pub fn load_changed(&self, version: &str, stays: impl Fn(&mut ContentItem) -> bool) {
        let content = Package::embedded().unwrap().records().into_iter().map(|record| {
            let mut item = ContentItem::from(record);
            version.clone_into(&mut item.version);
            item.body["version"] = version.into();
            item
        });
        let mut content: Vec<ContentItem> = content.collect();
        content.retain_mut(stays);
        on_engine!(self.folder(), self.database, engine => {
            engine.load_content(self.org, content.clone(), (self.clock)()).unwrap();
        });
    }

    /// Loads the built-in content with one item more, as an organisation that has its own.
    pub fn add_content(&self, kind: &str, key: &str, body: &serde_json::Value) {
        let own =
            ContentItem { kind: kind.into(), key: key.into(), version: "own".into(), body: body.clone() };
        let built_in = Package::embedded().unwrap().records().into_iter().map(ContentItem::from);
        let content: Vec<ContentItem> = built_in.chain([own]).collect();
        on_engine!(self.folder(), self.database, engine => {
            engine.load_content(self.org, content.clone(), (self.clock)()).unwrap();
        });
    }

    /// The server's folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Where it will be.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// A fresh pairing code.
    #[must_use]
    pub fn code(&self, account: Uuid) -> String {
        on_engine!(self.folder(), self.database, engine => {
            engine.pairing_code(account, (self.clock)()).unwrap().code
        })
    }

    /// Sets a provider of sign-in, with the secret that it gave out.
    pub fn set_provider(&self, row: &ProviderRow, secret: &str) {
        let data = DataDir::at(self.folder()).unwrap();
        data.keep_provider_secret((row.org, row.for_whom), Some(secret)).unwrap();
        on_engine!(self.folder(), self.database, engine => {
            engine.set_provider(row, (self.clock)()).unwrap();
        });
    }

    /// Opens another case with the same helpers; answers with the case and its client.
    #[must_use]
    pub fn open_case(&self, client: &str) -> (Uuid, Uuid) {
        let (org, counsellor) = (self.org, self.counsellor);
        let opened = on_engine!(self.folder(), self.database, engine => {
            let new = NewCase { org, client, counsellor, coaches: &[self.coach], programme: Some(PROGRAMME) };
            engine.open_case(new, (self.clock)()).unwrap()
        });
        (opened.case, opened.client)
    }

    /// Ends a case at a moment, with a result.
    pub fn close_case(&self, case: Uuid, result: Option<&str>, at: i64) {
        on_engine!(self.folder(), self.database, engine => {
            engine.close_case(case, result, at).unwrap();
        });
    }

    /// Somebody at a desk who takes in sign-ups of postcodes from 3800 to 3829.
    #[must_use]
    pub fn open_desk(&self, name: &str) -> Uuid {
        on_engine!(self.folder(), self.database, engine => {
            engine.add_area(self.org, 3800, 3829, (self.clock)()).unwrap();
            engine.add_staff(self.org, Role::Triage, name, (self.clock)()).unwrap()
        })
    }

    /// Somebody who works for the organisation.
    #[must_use]
    pub fn hire(&self, role: Role, name: &str) -> Uuid {
        on_engine!(self.folder(), self.database, engine => {
            engine.add_staff(self.org, role, name, (self.clock)()).unwrap()
        })
    }

    /// Takes a file of example messages in.
    pub fn import_examples(&self, file: &str) {
        let all = opstap_content::examples::read_examples(file.as_bytes()).unwrap();
        on_engine!(self.folder(), self.database, engine => {
            engine.import_examples(self.org, &all, (self.clock)()).unwrap();
        });
    }

    /// Tries the reminders that are due, as if whoever carries them refused every one; answers with how many.
    #[must_use]
    pub fn refuse_reminders(&self) -> usize {
        on_engine!(self.folder(), self.database, engine => {
            let now = (self.clock)();
            let org = engine.keep(opstap_server::engine::Engine::orgs).unwrap()[0];
            while engine.keep(|engine| engine.decide_deliveries(org, now, 10)).unwrap() == 10 {}
            let due = engine.keep(|engine| engine.lease_deliveries(org, now, 100)).unwrap();
            for one in &due {
                let refused = Handed::Refused("no such number");
                assert!(engine.keep(|engine| engine.settle_delivery(&one.row, refused, 0, now)).unwrap());
            }
            due.len()
        })
    }

    /// Passes news on, as the server does beside its answers, but as if it were that moment.
    pub fn pass_news_on(&self, at: i64) {
        on_engine!(self.folder(), self.database, engine => {
            while engine.keep(|engine| engine.pass_news_on(self.org, at)).unwrap() {}
        });
    }

    /// Gives places at events, as the server does beside its answers, but as if it were that moment.
    pub fn give_places(&self, at: i64) {
        on_engine!(self.folder(), self.database, engine => {
            for event in engine.events_due(self.org).unwrap() {
                engine.keep(|engine| engine.give_places(self.org, &event, at)).unwrap();
            }
            for helper in engine.moments_due(self.org).unwrap() {
                engine.keep(|engine| engine.give_moments(self.org, helper, at)).unwrap();
            }
        });
    }

    /// Says by which number the organisation is reached.
    pub fn say_reach(&self, phone: &str) {
        let said = Organisation { phone: phone.to_owned(), ..Organisation::default() };
        on_engine!(self.folder(), self.database, engine => {
            engine.set_reach(self.org, &said, (self.clock)()).unwrap();
        });
    }

    /// Revokes every device of an account; answers with how many those were.
    #[must_use]
    pub fn revoke(&self, account: Uuid) -> usize {
        on_engine!(self.folder(), self.database, engine => {
            let devices = engine.store().devices(Some(account)).unwrap();
            for device in &devices {
                engine.revoke_device(device.id, (self.clock)()).unwrap();
            }
            devices.len()
        })
    }

    /// Pairs a device, and reads everything once.
    pub async fn pair(&self, device: &Opstap, account: Uuid) {
        device.pair(&self.url(), &self.code(account), "test").await.unwrap();
        device.sync().await.unwrap();
    }

    /// Serves on a thread of this process until it is dropped.
    #[must_use]
    pub fn serve(&self) -> Serving {
        let address = SocketAddr::from(([127, 0, 0, 1], self.port));
        let folder: PathBuf = self.folder().to_owned();
        let (clock, database) = (self.clock, self.database.as_deref().map(database_at));
        let (ready, listening) = mpsc::channel();
        let (stop, stopped) = oneshot::channel::<()>();
        let thread = std::thread::spawn(move || {
            let runtime =
                tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
            runtime.block_on(async move {
                let stop = async {
                    let _ = stopped.await;
                };
                match database {
                    None => {
                        let server = Server::bind(&folder, address).await.unwrap().with_clock(clock);
                        let server = server.with_pages(folder.join("web"));
                        ready.send(()).unwrap();
                        server.run(stop).await.unwrap();
                    }
                    Some(database) => {
                        let server = Server::bind_database(&folder, &database, CONNECTIONS, address);
                        let server = server.await.unwrap().with_clock(clock).with_pages(folder.join("web"));
                        ready.send(()).unwrap();
                        server.run(stop).await.unwrap();
                    }
                }
            });
        });
        listening.recv().unwrap();
        Serving { stop: Some(stop), thread: Some(thread) }
    }

    /// Serves in a child process, by `binary`'s `serve` mode: it can be killed.
    #[must_use]
    pub fn serve_in_child(&self, binary: &str) -> KillOnDrop {
        let mut child = Command::new(binary)
            .arg("serve")
            .arg(self.folder())
            .arg(self.port.to_string())
            .args(self.database.as_deref())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert_eq!(line.trim(), "listening");
        KillOnDrop(child)
    }
}

impl Default for Town {
    fn default() -> Self {
        Self::new()
    }
}

/// A server that runs on a thread.
#[derive(Debug)]
pub struct Serving {
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Serving {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// A server in a child process; killed, without a word of warning, when it is dropped.
#[derive(Debug)]
pub struct KillOnDrop(Child);

impl Drop for KillOnDrop {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
