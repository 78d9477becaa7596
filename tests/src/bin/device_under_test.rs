//! A device, or a server, in a process of its own, so that a test can kill it.
//!
//! ```text
//! device_under_test act FOLDER TAG      edits and syncs until it is killed
//! device_under_test fill FOLDER TAG     edits until an error, and says which
//! device_under_test serve FOLDER PORT [DATABASE]   serves until it is killed
//! ```
//!
//! Each `confirmed TOKEN` on the standard output was said after the action had returned.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a tool of tests")]

use std::io::Write as _;
use std::path::Path;

use opstap_server::serve::Server;
use opstap_tests::tokens::act;
use opstap_tests::town::{CONNECTIONS, device, key};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [mode, folder, last, database @ ..] = &arguments[..] else { panic!("MODE FOLDER TAG") };
    let folder = Path::new(folder);
    match mode.as_str() {
        "act" => act_until_killed(folder, last).await,
        "fill" => fill(folder, last),
        "serve" => serve(folder, last.parse().unwrap(), database.first()).await,
        other => panic!("no mode {other}"),
    }
}

async fn act_until_killed(folder: &Path, tag: &str) {
    let device = device(folder);
    for round in 0.. {
        say(&format!("confirmed {}", act(&device, tag, round).unwrap()));
        if round % 3 == 2 {
            // A kill may come here as well; being offline is no reason to stop.
            let _ = device.sync().await;
        }
    }
}

fn fill(folder: &Path, tag: &str) {
    let opened = opstap::Opstap::open(opstap::Config::new(folder, key()));
    let device = match opened {
        Ok((device, _)) => device,
        Err(error) => return say(&format!("failed {}", error.code())),
    };
    for round in 0.. {
        match act(&device, tag, round * 2) {
            Ok(token) => say(&format!("confirmed {token}")),
            Err(error) => return say(&format!("failed {}", error.code())),
        }
    }
}

async fn serve(folder: &Path, port: u16, database: Option<&String>) {
    let address = std::net::SocketAddr::from(([127, 0, 0, 1], port));
    match database {
        None => {
            let server = Server::bind(folder, address).await.unwrap();
            say("listening");
            server.run(std::future::pending()).await.unwrap();
        }
        Some(database) => {
            let database = database.parse().unwrap();
            let server = Server::bind_database(folder, &database, CONNECTIONS, address).await.unwrap();
            say("listening");
            server.run(std::future::pending()).await.unwrap();
        }
    }
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").unwrap();
    out.flush().unwrap();
}
