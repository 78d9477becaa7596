//! A real mail server on this machine: aiosmtpd, in the environment that `cargo xtask mail` makes. It ends with its test.
#![allow(dead_code, unreachable_pub, missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::Value;

use crate::certificate;

pub struct MailServer {
    child: Child,
    took: Receiver<Value>,
    pub port: u16,
}

impl MailServer {
    /// Starts one, and leaves its authority as `authority.pem` and the password as `smtp.password` in this folder.
    pub fn start(folder: &Path) -> Self {
        certificate::write(folder);
        std::fs::write(folder.join("smtp.password"), "geheim\n").unwrap();
        let port = certificate::port();
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mailing/server.py");
        let mut child = Command::new(certificate::python())
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
