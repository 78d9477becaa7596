//! Figures for whoever watches the server: requests by route and status, how long they took, rounds, what waits, who is there.
//! In the text format of Prometheus, at an address of its own.
//!
//! No label says anything about a person: a route is one of the table, a method one of a few, a status a number.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;
use axum::routing::get;

use crate::http::operations::Operation;

/// Bounds of a duration's bins, in milliseconds.
const BOUNDS_MS: [u64; 11] = [5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000];

/// Methods that are told apart; anybody can invent others.
const METHODS: [&str; 6] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

/// The type of what is written.
const KIND: &str = "text/plain; version=0.0.4; charset=utf-8";

/// What stands for a route or method that is in no table.
const OTHER: &str = "other";

/// Something that is so many now, and is asked when somebody looks.
type Gauge = Box<dyn Fn() -> usize + Send + Sync>;

/// All figures of one process.
#[derive(Default)]
pub struct Figures {
    requests: Mutex<BTreeMap<(&'static str, &'static str, u16), u64>>,
    took: Mutex<BTreeMap<&'static str, Took>>,
    rounds: AtomicU64,
    operations: AtomicU64,
    gauges: Mutex<Vec<(&'static str, &'static str, Gauge)>>,
}

impl std::fmt::Debug for Figures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Figures")
    }
}

/// How long requests of one route took.
#[derive(Clone, Copy, Default)]
struct Took {
    bins: [u64; BOUNDS_MS.len()],
    count: u64,
    micros: u64,
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Figures {
    /// Counts a round that was answered, with so many operations. Browsers' rounds count as well.
    pub(crate) fn round(&self, operations: usize) {
        self.rounds.fetch_add(1, Ordering::Relaxed);
        self.operations.fetch_add(operations as u64, Ordering::Relaxed);
    }

    /// Something that is asked for its number when somebody looks. Its name is `opstap_<name>`.
    pub(crate) fn gauge(&self, name: &'static str, help: &'static str, gauge: Gauge) {
        held(&self.gauges).push((name, help, gauge));
    }

    /// Counts a request that was answered.
    fn count(&self, route: &'static str, method: &'static str, status: u16, took: Duration) {
        *held(&self.requests).entry((route, method, status)).or_default() += 1;
        let mut all = held(&self.took);
        let one = all.entry(route).or_default();
        for (bin, bound) in one.bins.iter_mut().zip(BOUNDS_MS) {
            *bin += u64::from(took <= Duration::from_millis(bound));
        }
        one.count += 1;
        one.micros = one.micros.saturating_add(u64::try_from(took.as_micros()).unwrap_or(u64::MAX));
    }

    /// All of them, as Prometheus reads them.
    ///
    /// # Source
    ///
    /// Prometheus, "Exposition formats", text format 0.0.4.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        let head = |text: &mut String, name: &str, kind: &str, help: &str| {
            let _ = writeln!(text, "# HELP opstap_{name} {help}\n# TYPE opstap_{name} {kind}");
        };
        head(&mut text, "requests_total", "counter", "Requests that were answered.");
        for ((route, method, status), count) in &*held(&self.requests) {
            let labels = format!("route=\"{route}\",method=\"{method}\",status=\"{status}\"");
            let _ = writeln!(text, "opstap_requests_total{{{labels}}} {count}");
        }
        head(&mut text, "request_seconds", "histogram", "How long until an answer began.");
        for (route, took) in &*held(&self.took) {
            for (bin, bound) in took.bins.iter().zip(BOUNDS_MS) {
                let le = Duration::from_millis(bound).as_secs_f64();
                let _ =
                    writeln!(text, "opstap_request_seconds_bucket{{route=\"{route}\",le=\"{le}\"}} {bin}");
            }
            let (count, sum) = (took.count, Duration::from_micros(took.micros).as_secs_f64());
            let _ = writeln!(text, "opstap_request_seconds_bucket{{route=\"{route}\",le=\"+Inf\"}} {count}");
            let _ = writeln!(text, "opstap_request_seconds_sum{{route=\"{route}\"}} {sum}");
            let _ = writeln!(text, "opstap_request_seconds_count{{route=\"{route}\"}} {count}");
        }
        for (name, help, count) in [
            ("rounds_total", "Rounds that were answered, of browsers as well.", &self.rounds),
            ("operations_total", "Operations that came with them.", &self.operations),
        ] {
            head(&mut text, name, "counter", help);
            let _ = writeln!(text, "opstap_{name} {}", count.load(Ordering::Relaxed));
        }
        for (name, help, gauge) in &*held(&self.gauges) {
            head(&mut text, name, "gauge", help);
            let _ = writeln!(text, "opstap_{name} {}", gauge());
        }
        text
    }
}

/// Around the routes of a server: counts what came over the network.
pub(crate) async fn measured(State(figures): State<Arc<Figures>>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let route = label(request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str));
    let method = told_method(request.method());
    let response = next.run(request).await;
    figures.count(route, method, response.status().as_u16(), began.elapsed());
    response
}

/// A method, of those that are told apart.
pub(crate) fn told_method(method: &Method) -> &'static str {
    METHODS.into_iter().find(|name| *name == method.as_str()).unwrap_or(OTHER)
}

/// A route as its label: from the table, or all pages together.
pub(crate) fn label(matched: &str) -> &'static str {
    if matched == "/web" || matched.starts_with("/web/") {
        return "/web";
    }
    Operation::ALL.into_iter().map(Operation::path).find(|path| *path == matched).unwrap_or(OTHER)
}

/// What answers at the address for figures, and nothing else.
pub(crate) fn routes(figures: Arc<Figures>) -> Router {
    Router::new().route("/metrics", get(told)).with_state(figures)
}

async fn told(State(figures): State<Arc<Figures>>) -> Response {
    let mut response = Response::new(Body::from(figures.text()));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(KIND));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bin_has_all_that_took_no_longer() {
        let figures = Figures::default();
        for ms in [1, 5, 6, 300, 99_000] {
            figures.count("/v1/sync", "POST", 200, Duration::from_millis(ms));
        }
        let text = figures.text();
        let says = |line: &str| assert!(text.lines().any(|one| one == line), "{line} in {text}");
        says("opstap_requests_total{route=\"/v1/sync\",method=\"POST\",status=\"200\"} 5");
        says("opstap_request_seconds_bucket{route=\"/v1/sync\",le=\"0.005\"} 2");
        says("opstap_request_seconds_bucket{route=\"/v1/sync\",le=\"0.01\"} 3");
        says("opstap_request_seconds_bucket{route=\"/v1/sync\",le=\"10\"} 4");
        says("opstap_request_seconds_bucket{route=\"/v1/sync\",le=\"+Inf\"} 5");
        says("opstap_request_seconds_sum{route=\"/v1/sync\"} 99.312");
    }

    #[test]
    fn what_somebody_typed_is_no_label() {
        assert_eq!(label("/v1/blobs/{at}"), "/v1/blobs/{at}");
        assert_eq!(label("/web/{*place}"), "/web");
        for typed in ["", "/noor", "/v1/blobs/AAAA", "/webshop"] {
            assert_eq!(label(typed), OTHER, "{typed}");
        }
    }
}
