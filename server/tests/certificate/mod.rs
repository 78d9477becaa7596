//! A certificate for this machine, under an authority of the test's own.
#![allow(dead_code, unreachable_pub, missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};

/// Leaves `authority.pem`, `shown.pem` and `shown.key` in this folder.
pub fn write(folder: &Path) {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().unwrap();
    let authority = params.self_signed(&key).unwrap().pem();
    let issuer = Issuer::new(params, key);
    let key = KeyPair::generate().unwrap();
    let shown = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    let shown = shown.signed_by(&key, &issuer).unwrap();
    for (name, text) in
        [("authority.pem", authority), ("shown.pem", shown.pem()), ("shown.key", key.serialize_pem())]
    {
        std::fs::write(folder.join(name), text).unwrap();
    }
}

/// A port that nobody has.
pub fn port() -> u16 {
    std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port()
}

/// The Python of the environment that `cargo xtask mail` makes, below the target folder, in which this test lies too.
pub fn python() -> PathBuf {
    let this = std::env::current_exe().unwrap();
    let target = this.ancestors().find(|place| place.join("mail/bin/python").exists());
    target.map_or_else(|| PathBuf::from("target/mail/bin/python"), |target| target.join("mail/bin/python"))
}
