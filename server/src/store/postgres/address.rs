//! Where a PostgreSQL database is, and how its connection is kept private.

use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use tokio_postgres::config::{Config, Host, SslMode};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::store::StoreError;

/// Why an address of a database is not used. Quotes nothing of it: it may hold a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadAddress {
    /// It is no address of PostgreSQL.
    #[error("not an address of PostgreSQL: expected postgres://user@host/database")]
    Unreadable,
    /// It asks for a mode that is none.
    #[error("sslmode is disable, prefer, require, verify-ca or verify-full")]
    Mode,
    /// Another machine, and no encryption.
    #[error("a database on another machine is only spoken with by TLS: leave sslmode=disable out")]
    Open,
}

/// The address of a database. Its `Debug` and its errors never show a password.
#[derive(Clone)]
pub struct Address {
    config: Config,
    /// A file of certificates (PEM) to trust instead of the public ones.
    roots: Option<PathBuf>,
}

impl std::fmt::Debug for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Address({})", self.config.get_dbname().unwrap_or_default())
    }
}

impl FromStr for Address {
    type Err = BadAddress;

    /// `postgres://user@host/database?sslmode=…&sslrootcert=…`. Certificates are always verified, so
    /// `require`, `verify-ca` and `verify-full` are one. `prefer` (the default) means that for every
    /// database that is not on this machine, and no TLS for one that is: what an installation of
    /// PostgreSQL makes for itself nobody can verify.
    fn from_str(text: &str) -> Result<Self, BadAddress> {
        if !["postgres://", "postgresql://"].iter().any(|scheme| text.starts_with(scheme)) {
            return Err(BadAddress::Unreadable);
        }
        let (mode, rest) = taken(text, "sslmode");
        let (roots, rest) = taken(&rest, "sslrootcert");
        let mut config: Config = rest.parse().map_err(|_| BadAddress::Unreadable)?;
        let near = config.get_hosts().iter().all(is_near)
            && config.get_hostaddrs().iter().all(std::net::IpAddr::is_loopback);
        let mode = match mode.as_deref() {
            None | Some("prefer" | "allow" | "disable") if near => SslMode::Disable,
            None | Some("prefer" | "allow" | "require" | "verify-ca" | "verify-full") => SslMode::Require,
            Some("disable") => return Err(BadAddress::Open),
            Some(_) => return Err(BadAddress::Mode),
        };
        config.ssl_mode(mode).connect_timeout(super::pool::WAIT).tcp_user_timeout(super::PATIENCE);
        if config.get_application_name().is_none() {
            config.application_name("opstap-server");
        }
        Ok(Self { config, roots: roots.map(PathBuf::from) })
    }
}

impl Address {
    pub(super) const fn config(&self) -> &Config {
        &self.config
    }

    pub(super) fn roots(&self) -> Option<&std::path::Path> {
        self.roots.as_deref()
    }

    /// TLS by rustls with ring (ADR-0003).
    pub(super) fn tls(&self) -> Result<MakeRustlsConnect, StoreError> {
        let mut roots = rustls::RootCertStore::empty();
        match &self.roots {
            None => {
                roots.add_parsable_certificates(webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter().cloned());
            }
            Some(file) => {
                let unreadable = || StoreError::broken("the file of sslrootcert cannot be read");
                for certificate in CertificateDer::pem_file_iter(file).map_err(|_| unreadable())? {
                    let certificate = certificate.map_err(|_| unreadable())?;
                    roots.add(certificate).map_err(|_| unreadable())?;
                }
            }
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|_| StoreError::broken("no TLS"))?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(MakeRustlsConnect::new(config))
    }
}

fn is_near(host: &Host) -> bool {
    match host {
        Host::Tcp(name) => {
            name == "localhost" || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    }
}

/// Takes a parameter out of an address: the driver knows fewer of them than we do.
fn taken(text: &str, name: &str) -> (Option<String>, String) {
    let Some((before, query)) = text.split_once('?') else { return (None, text.to_owned()) };
    let mut value = None;
    let mut rest = Vec::new();
    for pair in query.split('&') {
        match pair.split_once('=') {
            Some((key, found)) if key == name => value = Some(found.replace("%2F", "/")),
            _ => rest.push(pair),
        }
    }
    (value, if rest.is_empty() { before.to_owned() } else { format!("{before}?{}", rest.join("&")) })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn mode(text: &str) -> Result<SslMode, BadAddress> {
        text.parse::<Address>().map(|address| address.config.get_ssl_mode())
    }

    #[test]
    fn another_machine_is_never_spoken_with_in_the_open() {
        assert_eq!(mode("postgres://opstap@db.example/opstap"), Ok(SslMode::Require));
        assert_eq!(mode("postgres://opstap@db.example/opstap?sslmode=prefer"), Ok(SslMode::Require));
        assert_eq!(mode("postgres://opstap@db.example/opstap?sslmode=disable"), Err(BadAddress::Open));
        assert_eq!(mode("postgres://opstap@db.example/opstap?sslmode=verify-full"), Ok(SslMode::Require));
        assert_eq!(
            mode("postgres://opstap@localhost,db.example/opstap?sslmode=disable"),
            Err(BadAddress::Open)
        );
        assert_eq!(mode("postgres://opstap@10.0.0.1/opstap?sslmode=disable"), Err(BadAddress::Open));
    }

    #[test]
    fn this_machine_may_be() {
        assert_eq!(mode("postgres://opstap@127.0.0.1:5433/opstap?sslmode=disable"), Ok(SslMode::Disable));
        assert_eq!(mode("postgresql:///opstap?host=/run/postgresql&sslmode=disable"), Ok(SslMode::Disable));
        assert_eq!(mode("postgres://opstap@localhost/opstap"), Ok(SslMode::Disable));
        assert_eq!(mode("postgres://opstap@localhost/opstap?sslmode=require"), Ok(SslMode::Require));
        assert_eq!(mode("postgres://opstap@localhost/opstap?sslmode=maybe"), Err(BadAddress::Mode));
    }

    proptest! {
        /// Whatever was typed, no error and no debug text repeats it.
        #[test]
        fn a_password_is_never_shown(password in "[a-zA-Z0-9]{6,20}", tail in ".{0,20}") {
            let text = format!("postgres://noor:{password}@db.example:5432/x{tail}");
            let shown = match text.parse::<Address>() {
                Ok(address) => format!("{address:?}"),
                Err(error) => format!("{error} {error:?}"),
            };
            prop_assert!(!shown.contains(&password) || tail.contains(&password));
        }
    }
}
