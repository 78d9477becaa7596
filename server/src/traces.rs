//! Traces, for whoever looks why something took long: each request that came over the network, and what of it was waiting for
//! the writer, writing, and waiting for the disk. Over OTLP, to a collector of the organisation's own (ADR-0063).
//!
//! A trace says nothing about a person: its names are routes of the table and three of our own, and a status is a number. It
//! has the number that the log and the audit trail have.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{Request as Posted, Response as Taken};
use axum::middleware::Next;
use axum::response::Response;
use opentelemetry::trace::{
    SpanContext, SpanId, SpanKind, Status, TraceContextExt as _, TraceFlags, TraceId, TraceState,
    Tracer as _, TracerProvider as _,
};
use opentelemetry::{Context, KeyValue};
use opentelemetry_http::{Bytes, HttpClient, HttpError};
use opentelemetry_otlp::{SpanExporter, WithExportConfig as _, WithHttpConfig as _};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::{IdGenerator, RandomIdGenerator, SdkTracer, SdkTracerProvider, Span};
use reqwest::{Certificate, Url};
use tokio::runtime::Handle;

use crate::audit::trace::Trace;
use crate::figures::{label, told_method};

/// What an organisation's collector knows us by.
const NAME: &str = "opstap-server";

/// Below the address of a collector, where traces go.
///
/// # Source
///
/// OpenTelemetry, "OTLP Specification 1.10", OTLP/HTTP Request.
const PLACE: &str = "v1/traces";

/// How long a collector may take. What it does not take by then is lost, and nobody waits for it.
const PATIENCE: Duration = Duration::from_secs(10);

tokio::task_local! {
    static WITHIN: Within;
}

/// Why no traces are told.
#[derive(Debug, thiserror::Error)]
pub enum TracesError {
    /// The address of the collector.
    #[error("--traces is no http or https address")]
    Address,
    /// The way there.
    #[error("traces cannot be told: {0}")]
    Way(String),
}

/// Tells traces to one collector.
#[derive(Clone)]
pub struct Traces {
    provider: SdkTracerProvider,
    tracer: SdkTracer,
    behind_proxy: bool,
}

impl std::fmt::Debug for Traces {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Traces")
    }
}

/// The address for traces of a collector: `http://collector:4318`.
///
/// # Errors
///
/// [`TracesError::Address`] for anything but an address of HTTP.
pub fn address(collector: &str) -> Result<Url, TracesError> {
    let mut url: Url = collector.trim().parse().map_err(|_| TracesError::Address)?;
    if !["http", "https"].contains(&url.scheme()) || url.query().is_some() {
        return Err(TracesError::Address);
    }
    let mut path = url.path_segments_mut().map_err(|()| TracesError::Address)?;
    path.pop_if_empty().extend(PLACE.split('/'));
    drop(path);
    Ok(url)
}

impl Traces {
    /// Tells traces to the collector at this address. `behind_proxy`: a proxy of ours says of which trace a request is.
    ///
    /// To be made on a runtime: what is told goes by it.
    ///
    /// # Errors
    ///
    /// [`TracesError`] for an address that is none, and where nothing can be sent from here.
    pub fn to(collector: &str, behind_proxy: bool) -> Result<Self, TracesError> {
        let way = |error: &dyn std::fmt::Display| TracesError::Way(error.to_string());
        // Already installed by the database, or by a test: both are fine.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let roots = webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter();
        let client = reqwest::Client::builder()
            .timeout(PATIENCE)
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .tls_certs_only(roots.filter_map(|root| Certificate::from_der(root).ok()))
            .build();
        let post = Post { client: client.map_err(|error| way(&error))?, runtime: Handle::current() };
        let exporter = SpanExporter::builder()
            .with_http()
            .with_http_client(post)
            .with_endpoint(address(collector)?.as_str())
            .with_timeout(PATIENCE)
            .build();
        let resource = Resource::builder()
            .with_service_name(NAME)
            .with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION")))
            .build();
        let provider = SdkTracerProvider::builder()
            .with_id_generator(Numbers(RandomIdGenerator::default()))
            .with_resource(resource)
            .with_batch_exporter(exporter.map_err(|error| way(&error))?)
            .build();
        Ok(Self { tracer: provider.tracer(NAME), provider, behind_proxy })
    }

    /// Tells what is left, and ends.
    pub(crate) async fn close(self) {
        // It waits for its own thread, which sends by this runtime.
        let closing = tokio::task::spawn_blocking(move || self.provider.shutdown());
        if !matches!(closing.await, Ok(Ok(()))) {
            tracing::warn!("the last traces were not told");
        }
    }
}

/// A trace has the number of the request that the log has.
#[derive(Debug)]
struct Numbers(RandomIdGenerator);

impl IdGenerator for Numbers {
    fn new_trace_id(&self) -> TraceId {
        Trace::current().map_or_else(|| self.0.new_trace_id(), |trace| TraceId::from_bytes(trace.id))
    }

    fn new_span_id(&self) -> SpanId {
        self.0.new_span_id()
    }
}

/// Around all routes: tells of what came over the network.
pub(crate) async fn traced(State(traces): State<Arc<Traces>>, request: Request, next: Next) -> Response {
    let route = label(request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str));
    let method = told_method(request.method());
    let trace = Trace::of(request.headers(), traces.behind_proxy);
    Trace::around(trace, async move {
        let builder = traces.tracer.span_builder(format!("{method} {route}")).with_kind(SpanKind::Server);
        let builder = builder.with_attributes([
            KeyValue::new("http.request.method", method),
            KeyValue::new("http.route", route),
        ]);
        let span = builder.start_with_context(&traces.tracer, &before(trace));
        let within = Within { tracer: traces.tracer.clone(), request: Context::new().with_span(span) };
        let response = WITHIN.scope(within.clone(), next.run(request)).await;
        let (span, status) = (within.request.span(), response.status());
        span.set_attribute(KeyValue::new("http.response.status_code", i64::from(status.as_u16())));
        if status.is_server_error() {
            span.set_status(Status::error(""));
        }
        span.end();
        response
    })
    .await
}

/// What the proxy said that this request is part of.
fn before(trace: Option<Trace>) -> Context {
    let parent =
        trace.and_then(|trace| Some((TraceId::from_bytes(trace.id), SpanId::from_bytes(trace.parent?))));
    let Some((trace, span)) = parent else { return Context::new() };
    let said = SpanContext::new(trace, span, TraceFlags::SAMPLED, true, TraceState::default());
    Context::new().with_remote_span_context(said)
}

/// A request that is told about.
#[derive(Clone)]
pub(crate) struct Within {
    tracer: SdkTracer,
    request: Context,
}

impl Within {
    /// The one that this task answers; `None` where nobody is told.
    pub(crate) fn current() -> Option<Self> {
        WITHIN.try_with(Clone::clone).ok()
    }

    /// Answers within it, on another task.
    pub(crate) async fn around<F: Future>(within: Option<Self>, work: F) -> F::Output {
        match within {
            Some(within) => WITHIN.scope(within, work).await,
            None => work.await,
        }
    }

    /// A piece of its work, which begins now.
    pub(crate) fn piece(&self, name: &'static str) -> Piece {
        let span = self.tracer.span_builder(name).start_with_context(&self.tracer, &self.request);
        Piece { _span: span }
    }
}

/// A piece of work: it ends when this is dropped.
pub(crate) struct Piece {
    _span: Span,
}

/// Sends by the server's own runtime: the thread that hands traces over has none.
#[derive(Debug)]
struct Post {
    client: reqwest::Client,
    runtime: Handle,
}

impl HttpClient for Post {
    // As `async_trait` would write it.
    fn send_bytes<'s, 'f>(
        &'s self,
        request: Posted<Bytes>,
    ) -> Pin<Box<dyn Future<Output = Result<Taken<Bytes>, HttpError>> + Send + 'f>>
    where
        's: 'f,
        Self: 'f,
    {
        Box::pin(async move {
            let client = self.client.clone();
            let sent = self.runtime.spawn(async move {
                let answer = client.execute(request.try_into()?).await?;
                let status = answer.status();
                Ok::<_, reqwest::Error>((status, answer.bytes().await?))
            });
            let (status, body) = sent.await??;
            let mut response = Taken::new(body);
            *response.status_mut() = status;
            Ok(response)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn a_collector_is_told_at_its_place_for_traces() {
        let told = |text| address(text).map(|url| url.to_string()).ok();
        assert_eq!(told("http://collector:4318").as_deref(), Some("http://collector:4318/v1/traces"));
        assert_eq!(told(" https://c.example/otlp/ ").as_deref(), Some("https://c.example/otlp/v1/traces"));
        for odd in ["", "collector:4318", "ftp://c", "file:///tmp", "http://", "http://c/?q=1"] {
            assert_eq!(told(odd), None, "{odd}");
        }
    }
}
