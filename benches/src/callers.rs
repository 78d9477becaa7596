//! Many devices in one process that ask a server as fast as it answers, and count.

use std::time::{Duration, Instant};

use opstap_domain::ids::{Compartment, fresh_id};
use opstap_sync::hlc::Hlc;
use opstap_sync::ident::OpUid;
use opstap_sync::op::Change;
use opstap_sync::wire::{Handle, PairResponse, SyncRequest, SyncResponse, WireOp};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{machine, seed};

/// How long is counted.
const SPAN: Duration = Duration::from_secs(8);

/// What they came to.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Count {
    pub(crate) requests: u64,
    pub(crate) seconds: f64,
    pub(crate) p50_us: u64,
    pub(crate) p99_us: u64,
}

/// A device that speaks, and keeps nothing.
pub(crate) struct Caller {
    http: reqwest::Client,
    url: String,
    token: String,
    request: SyncRequest,
    money: Handle,
}

impl Caller {
    pub(crate) async fn pair(http: reqwest::Client, server: &str, code: &str) -> Self {
        Self::try_pair(http, server, code).await.expect("it pairs")
    }

    /// Pairs, and reads all there is.
    ///
    /// # Errors
    ///
    /// What went wrong.
    pub(crate) async fn try_pair(http: reqwest::Client, server: &str, code: &str) -> Result<Self, String> {
        let body = json!({ "code": code, "label": "bench" }).to_string();
        let paired = http.post(format!("{server}/v1/pairings")).body(body).send().await.map_err(told)?;
        let (status, paired) = (paired.status(), paired.bytes().await.map_err(told)?);
        let paired: PairResponse =
            serde_json::from_slice(&paired).map_err(|_| format!("pairing is answered with {status}"))?;
        let request = json!({ "proto": 1, "schema": 1, "dev": paired.device.id, "n": 0, "ack": 0 });
        let request = serde_json::from_value(request).map_err(|why| why.to_string())?;
        let (url, token) = (format!("{server}/v1/sync"), paired.device.token);
        let mut this = Self { http, url, token, request, money: 0 };
        while this.try_round().await?.chg.iter().any(|page| page.more) {}
        Ok(this)
    }

    pub(crate) async fn round(&mut self) -> SyncResponse {
        self.try_round().await.expect("a round that is answered")
    }

    /// One round.
    ///
    /// # Errors
    ///
    /// What went wrong.
    pub(crate) async fn try_round(&mut self) -> Result<SyncResponse, String> {
        let body = serde_json::to_vec(&self.request).map_err(|why| why.to_string())?;
        let asked = self.http.post(&self.url).bearer_auth(&self.token).body(body).send().await;
        let asked = asked.map_err(told)?;
        if asked.status() != 200 {
            return Err(format!("a round is answered with {}", asked.status()));
        }
        let bytes = asked.bytes().await.map_err(told)?;
        let answer: SyncResponse = serde_json::from_slice(&bytes)
            .map_err(|_| "a round is answered with no answer of ours".to_owned())?;
        self.request.ops.clear();
        self.request.ge = answer.ge;
        self.request.ck.clone_from(&answer.ck);
        if !answer.epoch.is_empty() {
            self.request.epoch.clone_from(&answer.epoch);
        }
        for grant in answer.grants.iter().flatten() {
            if grant.scope.compartment == Compartment::Money {
                self.money = grant.h;
            }
        }
        Ok(answer)
    }

    /// One more line in the budget.
    pub(crate) fn edit(&mut self) {
        self.request.n += 1;
        let n = self.request.n;
        let mixed = n ^ (self.request.dev.bits() << 16);
        let id = fresh_id(opstap_server::serve::now_ms(), seed::spread(mixed));
        let mut uid = [0; 12];
        uid[..8].copy_from_slice(&mixed.to_le_bytes());
        let change = Change::New(seed::budget_line(0, n as usize, id).units);
        let (h, k, t) = (self.money, "budget_line".to_owned(), Hlc::at(1_800_000_000_000));
        self.request.ops = vec![WireOp { n, uid: OpUid(uid), tx: None, h, id, k, t, knew: None, change }];
    }
}

/// What went wrong on the way, with what it came from.
pub(crate) fn told(why: reqwest::Error) -> String {
    let cause = std::error::Error::source(&why).map(ToString::to_string).unwrap_or_default();
    format!("{why} {cause}")
}

/// Runs as a child: a code a line on the standard input, one device each. `what` is `read` or `write`. Says
/// `ready` when all are paired and up to date, and then what they came to.
pub(crate) fn run(server: &str, what: &str) {
    // Nothing here speaks TLS, and reqwest asks for a provider all the same.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let codes: Vec<String> = std::io::stdin().lines().map(|line| line.expect("a line")).collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let tasks = tokio::task::LocalSet::new();
    let samples = runtime.block_on(tasks.run_until(async {
        let http = reqwest::Client::builder().no_proxy().build().expect("a client");
        let mut callers = Vec::new();
        for code in &codes {
            callers.push(Caller::pair(http.clone(), server, code).await);
        }
        println!("ready");
        let end = Instant::now() + SPAN;
        let writes = what == "write";
        let each = callers.into_iter().map(|mut caller| {
            tokio::task::spawn_local(async move {
                let mut samples = Vec::new();
                while Instant::now() < end {
                    if writes {
                        caller.edit();
                    }
                    let began = Instant::now();
                    let answer = caller.round().await;
                    samples.push(began.elapsed().as_micros() as u64);
                    assert!(
                        !writes || answer.res.iter().all(|result| result.why.is_none()),
                        "{:?}",
                        answer.res
                    );
                }
                samples
            })
        });
        let mut samples = Vec::new();
        for one in each.collect::<Vec<_>>() {
            samples.extend(one.await.expect("a caller that counts"));
        }
        samples
    }));
    let requests = samples.len() as u64;
    let (p50_us, p99_us) = machine::p50_p99(samples);
    let count = Count { requests, seconds: SPAN.as_secs_f64(), p50_us, p99_us };
    println!("{}", serde_json::to_string(&count).expect("a count is JSON"));
}
