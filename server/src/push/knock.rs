//! The way to push services: HTTPS to public addresses, with little patience.

use std::error::Error;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::{Certificate, Client, ClientBuilder, Method, RequestBuilder, Response, Url};

use super::address::{host_is_public, is_public};
use super::pusher::Outcome;

/// How long one push may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// How long it may take to connect.
const CONNECTING: Duration = Duration::from_secs(10);

/// What of an answer is read: services explain a refusal in a few hundred bytes.
const ANSWER_MAX: usize = 16 * 1_024;

/// A service may ask for this patience at most; whoever asks for more is asked again then.
const LATER_MAX: Duration = Duration::from_hours(6);

/// Where our server may knock.
#[derive(Clone, Debug, Default)]
pub enum Reach {
    /// At public addresses, with the authorities that browsers trust.
    #[default]
    Public,
    /// Anywhere, with this authority alone (PEM): for tests on one machine.
    Only(String),
}

/// Why there is no way at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("TLS cannot be set up")]
pub struct NoWay;

/// Which versions of HTTP a service speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaks {
    /// The newest that both know.
    Any,
    /// Only HTTP/2, as Apple's.
    Http2,
}

/// A way to push services.
#[derive(Clone, Debug)]
pub struct Knocker {
    client: Client,
    only_public: bool,
}

/// What a service answered.
#[derive(Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// How long it asks to wait.
    pub later: Option<Duration>,
    /// What it explained, cut off where it gets long.
    pub body: Vec<u8>,
}

/// Only the addresses of a name that are public. Asked for each connection, so a name that changes its meaning after it
/// was registered leads nowhere else.
struct PublicNames;

impl Resolve for PublicNames {
    fn resolve(&self, name: Name) -> Resolving {
        let name = name.as_str().to_owned();
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let public: Vec<SocketAddr> = found.filter(|address| is_public(address.ip())).collect();
            if public.is_empty() {
                return Err(Box::<dyn Error + Send + Sync>::from("no public address"));
            }
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}

impl Knocker {
    /// A way for services that speak so.
    ///
    /// # Errors
    ///
    /// [`NoWay`].
    pub fn new(reach: &Reach, speaks: Speaks) -> Result<Self, NoWay> {
        // Already installed by the database, or by a test: both are fine.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = Client::builder()
            .https_only(true)
            .connect_timeout(CONNECTING)
            .timeout(PATIENCE)
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none());
        let builder = if speaks == Speaks::Http2 { builder.http2_prior_knowledge() } else { builder };
        let only_public = matches!(reach, Reach::Public);
        let client = within(builder, reach)?.build().map_err(|_| NoWay)?;
        Ok(Self { client, only_public })
    }

    /// A request to be filled; `None` where we do not knock.
    pub(crate) fn post(&self, url: Url) -> Option<RequestBuilder> {
        self.may(&url).then(|| self.client.post(url))
    }

    /// A question; `None` where we do not knock.
    pub(crate) fn get(&self, url: Url) -> Option<RequestBuilder> {
        self.may(&url).then(|| self.client.get(url))
    }

    /// A request of another kind; `None` where we do not knock.
    pub(crate) fn request(&self, method: Method, url: Url) -> Option<RequestBuilder> {
        self.may(&url).then(|| self.client.request(method, url))
    }

    fn may(&self, url: &Url) -> bool {
        url.scheme() == "https" && (!self.only_public || host_is_public(url))
    }

    /// Sends it. No answer is an answer for later.
    ///
    /// # Errors
    ///
    /// [`Outcome::Later`].
    pub(super) async fn send(request: RequestBuilder) -> Result<Answer, Outcome> {
        let mut response = request.send().await.map_err(|_| Outcome::Later(None))?;
        let (status, later) = (response.status().as_u16(), retry_after(&response));
        let mut body = Vec::new();
        // An explanation that breaks off explains less; the status counts.
        while let Ok(Some(part)) = response.chunk().await {
            body.extend_from_slice(&part);
            if body.len() > ANSWER_MAX {
                break;
            }
        }
        Ok(Answer { status, later, body })
    }
}

fn within(builder: ClientBuilder, reach: &Reach) -> Result<ClientBuilder, NoWay> {
    match reach {
        Reach::Public => {
            let roots = webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter();
            let roots = roots.filter_map(|root| Certificate::from_der(root).ok());
            Ok(builder.tls_certs_only(roots).dns_resolver(Arc::new(PublicNames)))
        }
        Reach::Only(pem) => {
            let authority = Certificate::from_pem(pem.as_bytes()).map_err(|_| NoWay)?;
            Ok(builder.tls_certs_only([authority]))
        }
    }
}

/// Seconds; a service that names a date is asked again when our own pause is over.
fn retry_after(response: &Response) -> Option<Duration> {
    let said = response.headers().get("retry-after")?.to_str().ok()?;
    Some(Duration::from_secs(said.trim().parse().ok()?).min(LATER_MAX))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[tokio::test]
    async fn a_name_that_means_this_machine_leads_nowhere() {
        let found = PublicNames.resolve("localhost".parse().unwrap()).await;
        assert_eq!(found.err().unwrap().to_string(), "no public address");
    }
}
