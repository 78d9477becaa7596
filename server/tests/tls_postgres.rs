//! TLS to PostgreSQL: verified, or not spoken at all.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cluster;

use std::path::Path;
use std::process::{Command, Stdio};

use cluster::Cluster;
use opstap_server::store::{Address, Postgres, ScopeStore as _, StoreError};

/// A key and a certificate for `localhost`, signed by itself.
fn certificate(dir: &Path) {
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"])
        .args(["-addext", "subjectAltName=DNS:localhost", "-addext", "basicConstraints=critical,CA:FALSE"])
        .arg("-keyout")
        .arg(dir.join("server.key"))
        .arg("-out")
        .arg(dir.join("server.crt"))
        .stderr(Stdio::null())
        .status();
    assert!(made.expect("openssl is on this machine").success());
}

fn opened(url: &str) -> Result<(), StoreError> {
    Postgres::open(&url.parse::<Address>().unwrap(), 1).map(drop)
}

#[test]
fn a_certificate_is_verified_and_nothing_is_sent_without_one() {
    let folder = tempfile::tempdir().unwrap();
    certificate(folder.path());
    let port = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (key, crt) = (file("server.key"), file("server.crt"));
    cluster::give_to_server(&[folder.path(), Path::new(&key), Path::new(&crt)]);
    let settings = [
        format!("port={port}"),
        "listen_addresses=127.0.0.1".to_owned(),
        "ssl=on".to_owned(),
        format!("ssl_key_file={key}"),
        format!("ssl_cert_file={crt}"),
    ];
    let cluster = Cluster::start(&settings.each_ref().map(String::as_str));
    let url = |host: &str, rest: &str| format!("postgres://opstap@{host}:{port}/postgres?{rest}");

    let trusted = format!("sslmode=require&sslrootcert={}", crt.replace('/', "%2F"));
    let mut store = Postgres::open(&url("localhost", &trusted).parse().unwrap(), 1).unwrap();
    assert_eq!(store.orgs().unwrap(), []);
    let encrypted = "SELECT count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) \
                     WHERE ssl AND application_name = 'opstap-server'";
    assert_ne!(cluster::sql(&cluster.url(""), encrypted), [[Some("0".to_owned())]]);
    // Nobody whom we trust has signed it; and it is not for this name.
    assert_eq!(opened(&url("localhost", "sslmode=require")), Err(StoreError::Busy));
    assert_eq!(opened(&url("127.0.0.1", &trusted)), Err(StoreError::Busy));
    let none = format!("sslmode=require&sslrootcert={}", file("none.crt").replace('/', "%2F"));
    assert!(matches!(opened(&url("localhost", &none)), Err(StoreError::Broken(_))));
    // On this machine, and not asked for: nothing to verify.
    opened(&url("localhost", "")).unwrap();
}
