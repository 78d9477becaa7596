//! How rounds travel: a trait, and HTTPS.

use std::future::Future;
use std::pin::Pin;
use std::sync::OnceLock;
use std::time::Duration;

mod gzip;

/// An answer is never larger than this after decompression; a page is 256 KiB.
const ANSWER_MAX: u64 = 16 * 1024 * 1024;
/// A stream ends by itself after some minutes; this is far beyond that.
const STREAM_MAX: Duration = Duration::from_hours(1);
/// Smaller bodies do not shrink by gzip.
const GZIP_FROM: usize = 700;

/// One request.
#[derive(Clone, Default)]
pub struct HttpQuestion {
    /// The address, as `https://host/path`.
    pub url: String,
    /// The device's token, when it has one. A secret.
    pub token: Option<String>,
    /// JSON, or the bytes of a part.
    pub body: Vec<u8>,
    /// What is asked.
    pub errand: Errand,
}

/// What a question asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Errand {
    /// `POST` of JSON.
    #[default]
    Json,
    /// `PATCH`: a part of a file.
    Part {
        /// Where it begins.
        offset: u64,
    },
    /// `GET` of these bytes of a file, if it is still the one with this hash.
    Range {
        /// Which bytes.
        range: std::ops::Range<u64>,
        /// The hash, without quotes.
        tag: String,
    },
}

impl std::fmt::Debug for HttpQuestion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "HttpQuestion({}, {} bytes)", self.url, self.body.len())
    }
}

/// One answer.
#[derive(Clone, Debug)]
pub struct HttpAnswer {
    /// The HTTP status.
    pub status: u16,
    /// How long the server asks to wait.
    pub retry_after: Option<Duration>,
    /// JSON, decompressed.
    pub body: Vec<u8>,
}

/// Why there was no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// No network, no such host, refused, timed out, or cut off.
    #[error("unreachable")]
    Unreachable,
    /// Not an address that may be used.
    #[error("bad address")]
    BadAddress,
    /// The answer is larger than anything the protocol sends.
    #[error("answer too large")]
    TooLarge,
}

/// A future that a transport gives back.
pub type Travelling<'a> = Pin<Box<dyn Future<Output = Result<HttpAnswer, TransportError>> + Send + 'a>>;

/// The next bytes of an answer, or its end.
pub type NextBytes<'a> = Pin<Box<dyn Future<Output = Result<Option<Vec<u8>>, TransportError>> + Send + 'a>>;

/// An answer that arrives piece by piece.
pub trait Arriving: Send {
    /// Waits for the next piece; `None`: that was all.
    fn next(&mut self) -> NextBytes<'_>;
}

/// The beginning of an answer that arrives piece by piece.
pub struct Stretch {
    /// The HTTP status.
    pub status: u16,
    /// How long the server asks to wait.
    pub retry_after: Option<Duration>,
    /// It says that it is a stream of events.
    pub events: bool,
    /// The rest.
    pub arriving: Box<dyn Arriving>,
}

/// A future with the beginning of an answer.
pub type Opening<'a> = Pin<Box<dyn Future<Output = Result<Stretch, TransportError>> + Send + 'a>>;

/// Carries a question to the server and brings the answer.
pub trait Transport: Send + Sync {
    /// Asks, by the method and with the headers that the errand says.
    fn post(&self, question: HttpQuestion) -> Travelling<'_>;

    /// Gets an answer that arrives piece by piece and may take minutes; the question's body is not sent. A transport
    /// that cannot do this keeps what is here: the device then looks for news now and then.
    fn open(&self, question: HttpQuestion) -> Opening<'_> {
        drop(question);
        Box::pin(std::future::ready(Err(TransportError::Unreachable)))
    }
}

/// HTTPS, by reqwest and rustls. Plain HTTP only to this machine.
#[derive(Clone, Debug, Default)]
pub struct HttpTransport {
    /// Made at the first round: opening a device must not depend on trust roots.
    client: OnceLock<reqwest::Client>,
}

impl HttpTransport {
    /// A client with one warm connection per server.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn client(&self) -> Result<&reqwest::Client, TransportError> {
        if let Some(client) = self.client.get() {
            return Ok(client);
        }
        let made = Self::make()?;
        Ok(self.client.get_or_init(|| made))
    }

    fn make() -> Result<reqwest::Client, TransportError> {
        // Already installed by the embedder, or by an earlier device: both are fine.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(10))
            .timeout(Duration::from_secs(25))
            .pool_idle_timeout(Duration::from_secs(90))
            .redirect(reqwest::redirect::Policy::none());
        trusting(builder).build().map_err(|_| TransportError::Unreachable)
    }
}

/// Android's own roots can only be asked through the JVM, which must be handed over first; without it the first
/// round would panic. There we trust the roots that browsers trust, carried along (ADR-0004).
#[cfg(target_os = "android")]
fn trusting(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    let roots = webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter();
    builder.tls_certs_only(roots.filter_map(|root| reqwest::Certificate::from_der(root).ok()))
}

/// The platform's own roots.
#[cfg(not(target_os = "android"))]
fn trusting(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    builder
}

/// Whether a device may speak to this address: HTTPS, or this very machine.
pub(crate) fn may_use(url: &str) -> bool {
    let Ok(url) = reqwest::Url::parse(url) else { return false };
    let here = matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
    url.scheme() == "https" || (url.scheme() == "http" && here)
}

impl Transport for HttpTransport {
    fn post(&self, question: HttpQuestion) -> Travelling<'_> {
        Box::pin(async move {
            if !may_use(&question.url) {
                return Err(TransportError::BadAddress);
            }
            let client = self.client()?;
            let mut request = match &question.errand {
                Errand::Json => client
                    .post(&question.url)
                    .header("content-type", "application/json")
                    .header("accept-encoding", "gzip"),
                Errand::Part { offset } => client
                    .patch(&question.url)
                    .header("content-type", "application/offset+octet-stream")
                    .header("upload-offset", *offset),
                Errand::Range { range, tag } => client
                    .get(&question.url)
                    .header("range", format!("bytes={}-{}", range.start, range.end.saturating_sub(1)))
                    .header("if-range", format!("\"{tag}\"")),
            };
            if let Some(token) = &question.token {
                request = request.bearer_auth(token);
            }
            // Photos are compressed as they are.
            let body = if question.body.len() >= GZIP_FROM && question.errand == Errand::Json {
                request = request.header("content-encoding", "gzip");
                gzip::pack(&question.body)
            } else {
                question.body
            };
            let mut answer = request.body(body).send().await.map_err(|_| TransportError::Unreachable)?;
            let zipped = header(&answer, "content-encoding") == Some("gzip");
            let (status, retry_after) = (answer.status().as_u16(), retry_after(&answer));
            let mut body = Vec::new();
            while let Some(part) = answer.chunk().await.map_err(|_| TransportError::Unreachable)? {
                if (body.len() + part.len()) as u64 > ANSWER_MAX {
                    return Err(TransportError::TooLarge);
                }
                body.extend_from_slice(&part);
            }
            let body = if zipped { gzip::unpack(&body, ANSWER_MAX)? } else { body };
            Ok(HttpAnswer { status, retry_after, body })
        })
    }

    fn open(&self, question: HttpQuestion) -> Opening<'_> {
        Box::pin(async move {
            if !may_use(&question.url) {
                return Err(TransportError::BadAddress);
            }
            let mut request = self.client()?.get(&question.url).timeout(STREAM_MAX);
            if let Some(token) = &question.token {
                request = request.bearer_auth(token);
            }
            let answer = request.send().await.map_err(|_| TransportError::Unreachable)?;
            let kind = header(&answer, "content-type").unwrap_or_default();
            Ok(Stretch {
                status: answer.status().as_u16(),
                retry_after: retry_after(&answer),
                events: kind.starts_with("text/event-stream"),
                arriving: Box::new(answer),
            })
        })
    }
}

impl Arriving for reqwest::Response {
    fn next(&mut self) -> NextBytes<'_> {
        Box::pin(async move {
            let part = self.chunk().await.map_err(|_| TransportError::Unreachable)?;
            Ok(part.map(|part| part.to_vec()))
        })
    }
}

fn header<'a>(answer: &'a reqwest::Response, name: &str) -> Option<&'a str> {
    answer.headers().get(name).and_then(|value| value.to_str().ok())
}

fn retry_after(answer: &reqwest::Response) -> Option<Duration> {
    header(answer, "retry-after").and_then(|text| text.parse().ok()).map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_travels_only_over_https_or_to_this_machine() {
        assert!(may_use("https://opstap.example.org"));
        assert!(may_use("http://127.0.0.1:8080"));
        assert!(may_use("http://localhost:1/"));
        assert!(!may_use("http://opstap.example.org"));
        assert!(!may_use("http://127.0.0.1.example.org"));
        assert!(!may_use("ftp://127.0.0.1") && !may_use("opstap"));
    }
}
