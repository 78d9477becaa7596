//! A real mail server on this machine: aiosmtpd, in the environment that `cargo xtask mail` makes. It ends with its test.
#![allow(dead_code, unreachable_pub, missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use serde_json::Value;

pub struct MailServer {
    child: Child,
    took: Receiver<Value>,
    pub port: u16,
}

impl MailServer {
    /// Starts one, and leaves its authority as `authority.pem` and the password as `smtp.password` in this folder.
    pub fn start(folder: &Path) -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let authority = params.self_signed(&key).unwrap().pem();
        let issuer = Issuer::new(params, key);
        let key = KeyPair::generate().unwrap();
        let shown = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        let shown = shown.signed_by(&key, &issuer).unwrap();
        for (name, text) in [
            ("authority.pem", authority),
            ("shown.pem", shown.pem()),
            ("shown.key", key.serialize_pem()),
            ("smtp.password", "geheim\n".to_owned()),
        ] {
            std::fs::write(folder.join(name), text).unwrap();
        }
        let port = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mailing/server.py");
        let mut child = Command::new(python())
            .arg(script)
            .args([folder.join("shown.pem"), folder.join("shown.key")])
            .arg(port.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("no environment for mail: run `cargo xtask mail` once");
        let (say, took) = channel();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let _ = say.send(serde_json::from_str(&line).unwrap());
            }
        });
        let server = Self { child, took, port };
        assert_eq!(server.next()["ready"], true);
        server
    }

    /// The next mail that it took.
    pub fn next(&self) -> Value {
        self.took.recv_timeout(Duration::from_secs(30)).expect("no mail came")
    }

    /// That it took nothing more by now.
    pub fn is_still(&self) -> bool {
        self.took.try_recv().is_err()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Below the target folder, in which this test lies too.
fn python() -> PathBuf {
    let this = std::env::current_exe().unwrap();
    let target = this.ancestors().find(|place| place.join("mail/bin/python").exists());
    target.map_or_else(|| PathBuf::from("target/mail/bin/python"), |target| target.join("mail/bin/python"))
}
