//! A real agenda server on this machine: Radicale, in the environment that `cargo xtask mail` makes. It ends with its test.
#![allow(dead_code, unreachable_pub, missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use opstap_server::push::Reach;

use crate::certificate;

pub struct AgendaServer {
    child: Child,
    agenda: PathBuf,
    authority: String,
    pub port: u16,
}

impl AgendaServer {
    /// Starts one over this folder, on which `sam` with the password `geheim` has an empty agenda.
    pub fn start(folder: &Path) -> Self {
        certificate::write(folder);
        let agenda = folder.join("all/collection-root/sam/agenda");
        fs::create_dir_all(&agenda).unwrap();
        fs::write(agenda.join(".Radicale.props"), "{\"tag\": \"VCALENDAR\"}").unwrap();
        fs::write(folder.join("users"), "sam:geheim\n").unwrap();
        let port = certificate::port();
        let at = |name: &str| folder.join(name).display().to_string();
        let config = format!(
            "[server]\nhosts = localhost:{port}\nssl = True\ncertificate = {}\nkey = {}\n\
             [auth]\ntype = htpasswd\nhtpasswd_filename = {}\nhtpasswd_encryption = plain\ndelay = 0\n\
             [rights]\ntype = owner_only\n[storage]\nfilesystem_folder = {}\n",
            at("shown.pem"),
            at("shown.key"),
            at("users"),
            at("all"),
        );
        fs::write(folder.join("config"), config).unwrap();
        let child = Command::new(certificate::python())
            .args(["-m", "radicale", "--config", &at("config")])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("no environment for agendas: run `cargo xtask mail` once");
        let authority = fs::read_to_string(folder.join("authority.pem")).unwrap();
        let server = Self { child, agenda, authority, port };
        for _ in 0..600 {
            if std::net::TcpStream::connect(("localhost", port)).is_ok() {
                return server;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("the agenda server does not listen");
    }

    pub fn url(&self) -> String {
        format!("https://localhost:{}/sam/agenda", self.port)
    }

    pub fn reach(&self) -> Reach {
        Reach::Only(self.authority.clone())
    }

    /// Where it keeps one.
    pub fn file(&self, name: &str) -> PathBuf {
        self.agenda.join(format!("{name}.ics"))
    }

    /// What is in the agenda, by name.
    pub fn items(&self) -> BTreeMap<String, String> {
        let named = fs::read_dir(&self.agenda).unwrap().map(|entry| entry.unwrap().path());
        let items = named.filter(|path| path.extension().is_some_and(|ending| ending == "ics"));
        items
            .map(|path| {
                (path.file_stem().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap())
            })
            .collect()
    }
}

impl Drop for AgendaServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
