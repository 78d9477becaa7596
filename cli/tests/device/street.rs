//! A server in this process, and devices that are processes.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::JoinHandle;

use opstap::{Role, Uuid};
use opstap_content::Package;
use opstap_server::data::DataDir;
use opstap_server::engine::{Administrator, ContentItem, NewCase, PROGRAMME, TeamAsked};
use opstap_server::serve::{Server, now_ms};
use serde_json::Value;
use tempfile::TempDir;
use tokio::sync::oneshot;

/// A municipality with one counsellor, one coach and one client.
pub(crate) struct Street {
    folder: TempDir,
    serving: Option<(oneshot::Sender<()>, JoinHandle<()>)>,
    pub(crate) url: String,
    org: Uuid,
    pub(crate) client: Uuid,
    pub(crate) counsellor: Uuid,
    pub(crate) coach: Uuid,
}

impl Street {
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let data = folder.path().join("server");
        let mut engine = DataDir::at(&data).unwrap().beside().unwrap();
        let items = Package::embedded().unwrap().records().into_iter().map(ContentItem::from);
        let org = engine.add_org("Voorbeeldstad", items, now_ms()).unwrap();
        let counsellor = engine.add_staff(org, Role::Counsellor, "Teun", now_ms()).unwrap();
        let coach = engine.add_staff(org, Role::Coach, "Pien", now_ms()).unwrap();
        let new = NewCase { org, client: "Noor", counsellor, coaches: &[coach], programme: Some(PROGRAMME) };
        let client = engine.open_case(new, now_ms()).unwrap().client;
        drop(engine);
        let mut street = Self { folder, serving: None, url: String::new(), org, client, counsellor, coach };
        street.open();
        street
    }

    fn open(&mut self) {
        let data = self.folder.path().join("server");
        let (stop, stopped) = oneshot::channel();
        let (started, address) = std::sync::mpsc::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let server = Server::bind(&data, "127.0.0.1:0".parse().unwrap()).await.unwrap();
                started.send(server.address().unwrap()).unwrap();
                server.run(async { drop(stopped.await) }).await.unwrap();
            });
        });
        self.url = format!("http://{}", address.recv().unwrap());
        self.serving = Some((stop, thread));
    }

    /// From now on there is no server.
    pub(crate) fn close(&mut self) {
        if let Some((stop, thread)) = self.serving.take() {
            stop.send(()).unwrap();
            thread.join().unwrap();
        }
    }

    pub(crate) fn code(&self, account: Uuid) -> String {
        let mut engine = DataDir::at(&self.folder.path().join("server")).unwrap().beside().unwrap();
        engine.pairing_code(account, now_ms()).unwrap().code
    }

    /// Somebody else who works there.
    pub(crate) fn hire(&self, role: Role, name: &str) -> Uuid {
        let mut engine = DataDir::at(&self.folder.path().join("server")).unwrap().beside().unwrap();
        engine.add_staff(self.org, role, name, now_ms()).unwrap()
    }

    /// People with these postcodes can ask for help here.
    pub(crate) fn takes_in(&self, first: u16, last: u16) {
        let mut engine = DataDir::at(&self.folder.path().join("server")).unwrap().beside().unwrap();
        engine.add_area(self.org, first, last, now_ms()).unwrap();
    }

    /// A team with a counsellor who helps in it and sits at its desk.
    pub(crate) fn team(&self, name: &str, area: (u16, u16), who: Uuid) -> Uuid {
        let mut engine = DataDir::at(&self.folder.path().join("server")).unwrap().beside().unwrap();
        let by = Administrator::console(self.org);
        let mut ask =
            |asked: TeamAsked| engine.keep(|engine| engine.arrange_teams(&by, &asked, now_ms())).unwrap();
        let team = ask(TeamAsked::Make(name.to_owned())).made.unwrap();
        ask(TeamAsked::Area(team, area));
        ask(TeamAsked::LetIn { team, account: who, helps: true, desk: true });
        team
    }

    /// Somebody else who is helped there by the same counsellor: the case and the client's account.
    pub(crate) fn opens(&self, name: &str) -> (Uuid, Uuid) {
        let mut engine = DataDir::at(&self.folder.path().join("server")).unwrap().beside().unwrap();
        let new = NewCase {
            org: self.org,
            client: name,
            counsellor: self.counsellor,
            coaches: &[],
            programme: Some(PROGRAMME),
        };
        let opened = engine.open_case(new, now_ms()).unwrap();
        (opened.case, opened.client)
    }

    /// Blocks every device of an account.
    pub(crate) fn block(&self, account: Uuid) {
        use opstap_server::store::ScopeStore as _;
        let mut engine = DataDir::at(&self.folder.path().join("server")).unwrap().beside().unwrap();
        for device in engine.store().devices(Some(account)).unwrap() {
            engine.revoke_device(device.id, now_ms()).unwrap();
        }
    }

    /// A device that is not paired.
    pub(crate) fn bare(&self, name: &str) -> Device {
        Device { home: self.folder.path().join(name) }
    }

    /// A device that is paired and up to date.
    pub(crate) fn device(&self, name: &str, account: Uuid) -> Device {
        let device = self.bare(name);
        device.ok(&["pair", &self.code(account), "--server", &self.url]);
        device.ok(&["sync"]);
        device
    }
}

impl Drop for Street {
    fn drop(&mut self) {
        self.close();
    }
}

/// One home.
pub(crate) struct Device {
    pub(crate) home: PathBuf,
}

/// What a process left behind.
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Device {
    pub(crate) fn run(&self, arguments: &[&str]) -> Ended {
        let done = self.command(arguments).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let ended =
            Ended { code: done.status.code().unwrap(), out: text(done.stdout), err: text(done.stderr) };
        assert!(!ended.err.contains("panicked"), "{arguments:?}: {}", ended.err);
        ended
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_opstap"));
        command.args(arguments).env("OPSTAP_HOME", &self.home).stdin(Stdio::null());
        command
    }

    /// Runs it twice over: once for people, which must fit the screen. Gives the page.
    pub(crate) fn ok(&self, arguments: &[&str]) -> String {
        let ended = self.run(arguments);
        assert_eq!(ended.code, 0, "{arguments:?}: {}{}", ended.out, ended.err);
        assert!(ended.err.is_empty(), "{arguments:?}: {}", ended.err);
        for line in ended.out.lines() {
            let one_word = !line.trim().contains(' ');
            assert!(line.chars().count() <= 80 || one_word, "{arguments:?}: {line}");
        }
        ended.out
    }

    /// Exactly one JSON value on standard output.
    pub(crate) fn value(&self, arguments: &[&str]) -> Value {
        let all: Vec<&str> = arguments.iter().copied().chain(["--json"]).collect();
        let ended = self.run(&all);
        assert_eq!(ended.code, 0, "{arguments:?}: {}{}", ended.out, ended.err);
        assert_eq!(ended.out.lines().count(), 1, "{arguments:?}");
        serde_json::from_str(&ended.out).unwrap()
    }

    /// It ends with this exit code and error code, says why in words, and prints nothing else.
    pub(crate) fn refuses(&self, arguments: &[&str], exit: i32, code: &str) -> String {
        let said = self.run(arguments);
        assert_eq!((said.code, said.out.as_str()), (exit, ""), "{arguments:?}: {}", said.err);
        let all: Vec<&str> = ["--json"].into_iter().chain(arguments.iter().copied()).collect();
        let ended = self.run(&all);
        assert_eq!((ended.code, ended.out.as_str()), (exit, ""), "{arguments:?}: {}", ended.err);
        let error: Value = serde_json::from_str(&ended.err).expect(&ended.err);
        assert_eq!(error["error"]["code"], code, "{arguments:?}: {}", ended.err);
        assert!(error["error"]["recovery"].is_string(), "{}", ended.err);
        let message = error["error"]["message"].as_str().unwrap();
        assert!(message.contains(' '), "a key without words: {message}");
        said.err
    }

    pub(crate) fn files(&self) -> Vec<PathBuf> {
        fn under(folder: &Path, all: &mut Vec<PathBuf>) {
            for entry in std::fs::read_dir(folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() { under(&path, all) } else { all.push(path) }
            }
        }
        let mut all = Vec::new();
        under(&self.home, &mut all);
        all
    }
}
