//! The binary as a process, on a file or on PostgreSQL, and its subcommands.
#![allow(dead_code, unreachable_pub, missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use opstap_sync::wire::{PairResponse, SyncResponse};
use reqwest::Client;
use serde_json::Value;

use crate::town::Phone;

const BINARY: &str = env!("CARGO_BIN_EXE_opstap-server");

/// A folder, and the database where it is not in the folder.
#[derive(Clone, Debug)]
pub struct Seat {
    pub data: PathBuf,
    pub database: Option<String>,
}

impl Seat {
    pub fn file(data: &Path) -> Self {
        Self { data: data.to_owned(), database: None }
    }

    pub fn database(data: &Path, url: &str) -> Self {
        Self { data: data.to_owned(), database: Some(url.to_owned()) }
    }

    fn command(&self) -> Command {
        let mut command = Command::new(BINARY);
        command.env_remove("OPSTAP_DATABASE").env("OPSTAP_DATA", &self.data);
        if let Some(url) = &self.database {
            command.env("OPSTAP_DATABASE", url);
        }
        command
    }

    pub fn start(&self) -> Running {
        let mut command = self.command();
        if let Some(url) = &self.database {
            command.env_remove("OPSTAP_DATABASE").args(["serve", "--database", url]);
        }
        let mut child = command
            .args(["--listen", "127.0.0.1:0"])
            .env("OPSTAP_LOG", "off")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url = line.trim().strip_prefix("listening on ").unwrap().to_owned();
        Running { child, url }
    }

    pub fn admin(&self, arguments: &[&str]) -> Output {
        self.command().args(arguments).arg("--json").output().unwrap()
    }

    pub fn done(&self, arguments: &[&str]) -> Value {
        let output = self.admin(arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// An organisation with one case; gives the organisation, the case and the client's account.
    pub fn town(&self) -> (String, String, String) {
        let org = text(&self.done(&["org", "add", "Testdorp"]), "org");
        let staff = self.done(&["staff", "add", "--org", &org, "--role", "counsellor", "Sam"]);
        let counsellor = text(&staff, "account");
        let case =
            self.done(&["case", "open", "--org", &org, "--client", "Noor", "--counsellor", &counsellor]);
        (org, text(&case, "case"), text(&case, "client"))
    }

    pub fn code(&self, account: &str) -> String {
        text(&self.done(&["pair", account]), "code")
    }
}

pub struct Running {
    pub child: Child,
    pub url: String,
}

impl Running {
    pub async fn pair(&self, http: &Client, code: &str) -> Phone {
        let body = serde_json::json!({ "code": code, "label": "phone" }).to_string();
        let response = http.post(format!("{}/v1/pairings", self.url)).body(body).send().await.unwrap();
        assert_eq!(response.status(), 201);
        let paired: PairResponse = serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
        Phone::new(paired.account, paired.device)
    }

    /// A round, asked again as often as the phone knows what to do about the answer.
    pub async fn round(&self, http: &Client, phone: &mut Phone) -> Option<SyncResponse> {
        for _ in 0..4 {
            let request = phone.request();
            let body = serde_json::to_vec(&request).unwrap();
            let url = format!("{}/v1/sync", self.url);
            let response = http.post(url).bearer_auth(&phone.token).body(body).send().await.ok()?;
            let status = response.status();
            let bytes = response.bytes().await.ok()?;
            if status == 409 {
                phone.react(&serde_json::from_slice(&bytes).unwrap());
                continue;
            }
            let answer: SyncResponse = serde_json::from_slice(&bytes).ok()?;
            phone.take(&request, answer.clone());
            return Some(answer);
        }
        None
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap().to_owned()
}

pub fn http() -> Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder().no_proxy().timeout(Duration::from_secs(20)).build().unwrap()
}

pub fn money(phone: &Phone) -> opstap_domain::ids::ScopeId {
    phone.grants.iter().find(|grant| grant.scope.to_string().ends_with("money")).unwrap().scope
}

#[cfg(unix)]
pub fn terminate(child: &Child) {
    assert!(Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap().success());
}
