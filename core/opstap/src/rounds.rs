//! Rounds with the server: push and pull until both sides have everything.

use std::collections::BTreeMap;
use std::time::Duration;

use opstap_store::Applied;
use opstap_sync::client::{Brought, Reaction, Turn, Visit, Wish, digest, react};
use opstap_sync::pressure::{BREATH_MAX_MS, pause_ms};
use opstap_sync::wire::{Handle, Problem, SyncRequest, SyncResponse};
use serde::Serialize;

use crate::device::{Opstap, topic};
use crate::error::OpstapError;
use crate::reading::said;
use crate::transport::{Errand, HttpAnswer, HttpQuestion, TransportError};
use opstap_domain::order;

/// After a failure: so many attempts in one call.
const ATTEMPTS: u32 = 3;
/// A server that asks for more patience than this is left alone until the next call.
const PATIENCE: Duration = Duration::from_secs(10);

/// What a call of [`Opstap::sync`] did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SyncReport {
    /// Records that came or changed.
    pub pulled: usize,
    /// Operations that the server answered.
    pub pushed: usize,
    /// Conflicts that our operations opened.
    pub conflicts: usize,
    /// Operations that the server keeps without applying them.
    pub held: usize,
    /// Cases and parts that were taken away, and removed here.
    pub revoked: usize,
    /// Records here that differed from the server's, and were mended.
    pub repaired: usize,
    /// Operations that still wait here.
    pub left: u64,
    /// Files that the server has now, all of them.
    pub files_sent: usize,
    /// Files that came.
    pub files_fetched: usize,
    /// Files that are still under way, here or there.
    pub files_left: usize,
    /// The time for files was over while they moved: it is worth calling again at once.
    pub files_more: bool,
    /// Requests that it took.
    pub requests: usize,
    /// How long the server asks us not to look for news again, in milliseconds; what somebody does is sent all the same.
    pub rest_ms: u64,
}

enum Next {
    Done(Applied, BTreeMap<Handle, u64>),
    Again,
    Smaller,
}

impl Opstap {
    /// Sends what waits and fetches what changed. Safe to call at any time, and to drop half way.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Offline`] without a network: everything is kept. [`OpstapError::SignedOut`],
    /// [`OpstapError::DeviceRevoked`], [`OpstapError::UpdateNeeded`], [`OpstapError::Server`].
    pub async fn sync(&self) -> Result<SyncReport, OpstapError> {
        let _one = self.syncing.lock().await;
        let mut report = SyncReport::default();
        let mut receipt = false;
        let mut visit = Visit::default();
        loop {
            let now_ms = Some(self.now().0);
            let wish = Wish { with_receipt: std::mem::take(&mut receipt), now_ms, ..Wish::default() };
            let (request, url, token) = self.question(wish, visit.most_ops())?;
            let (answer, attempts) = self.travel(&request, url, token).await?;
            report.requests += attempts;
            let (turn, status) =
                match self.understand(&request, &answer, &mut receipt, &mut report.rest_ms)? {
                    Next::Again => (visit.detour(), answer.status),
                    Next::Smaller => (visit.smaller(), 413),
                    Next::Done(applied, reached) => {
                        report.pulled += applied.pulled;
                        report.pushed += applied.pushed;
                        report.conflicts += applied.conflicts;
                        report.held += applied.held;
                        report.revoked += applied.revoked.len();
                        report.repaired += applied.repaired;
                        let brought = Brought {
                            reached,
                            more: applied.more,
                            settled: applied.pushed + applied.revoked.len() > 0,
                            mending: applied.pulled > 0 || applied.repairing,
                            may_push_now: request.ge == 0 && self.may_push_now()?,
                        };
                        (visit.answered(brought), answer.status)
                    }
                };
            match turn {
                Turn::Again => {}
                Turn::Over => break,
                Turn::GiveUp => return Err(OpstapError::Server { status }),
            }
        }
        report.left = self.inner().store.waiting()?.here;
        if self.rescue().await? {
            // It goes with the next call, as any edit that is made now.
            report.left = self.inner().store.waiting()?.here;
        }
        #[cfg(feature = "files")]
        self.move_files(&mut report).await?;
        Ok(report)
    }

    fn question(&self, wish: Wish, most_ops: usize) -> Result<(SyncRequest, String, String), OpstapError> {
        self.with(|inner| {
            let identity = inner.store.identity().cloned().ok_or(OpstapError::NotPaired)?;
            // Until it is known what is open to us, an operation would travel without a handle, and be held.
            let most_ops = if inner.store.memory().ge == 0 { 0 } else { most_ops.max(1) };
            let request = inner.store.ask(wish.clone(), most_ops)?.ok_or(OpstapError::NotPaired)?;
            Ok((request, format!("{}/v1/sync", identity.server), identity.token))
        })
    }

    /// Grants came, and something waited for them.
    fn may_push_now(&self) -> Result<bool, OpstapError> {
        let inner = self.inner();
        Ok(inner.store.memory().ge != 0 && inner.store.waiting()?.here > 0)
    }

    /// Carries a request there and an answer back; a busy or absent server is tried again, with jitter.
    async fn travel(
        &self,
        request: &SyncRequest,
        url: String,
        token: String,
    ) -> Result<(HttpAnswer, usize), OpstapError> {
        let body =
            serde_json::to_vec(request).map_err(|_| OpstapError::Unexpected { reference: "request" })?;
        let question = HttpQuestion { url, token: Some(token), body, errand: Errand::Json };
        let mut attempt = 0;
        loop {
            attempt += 1;
            let answer = self.transport.post(question.clone()).await;
            let wait = match &answer {
                Ok(answer) if !matches!(answer.status, 429 | 502 | 503 | 504) => {
                    return Ok((answer.clone(), attempt as usize));
                }
                Ok(answer) => answer.retry_after,
                Err(TransportError::Unreachable) => None,
                // Asked again it would be the same.
                Err(error) => return Err((*error).into()),
            };
            if attempt >= ATTEMPTS || wait.is_some_and(|wait| wait > PATIENCE) {
                return match answer {
                    Ok(answer) => Err(OpstapError::Server { status: answer.status }),
                    Err(error) => Err(error.into()),
                };
            }
            let asked = wait.map(|wait| u64::try_from(wait.as_millis()).unwrap_or(u64::MAX));
            let chance = self.chance();
            tokio::time::sleep(Duration::from_millis(pause_ms(attempt, asked, chance))).await;
        }
    }

    pub(crate) fn chance(&self) -> u16 {
        let mut bytes = [0; 2];
        self.inner().random.fill(&mut bytes);
        u16::from_le_bytes(bytes)
    }

    fn understand(
        &self,
        request: &SyncRequest,
        answer: &HttpAnswer,
        receipt: &mut bool,
        rest_ms: &mut u64,
    ) -> Result<Next, OpstapError> {
        if answer.status == 200 {
            let response: SyncResponse =
                said(&answer.body).ok_or(OpstapError::Server { status: answer.status })?;
            *rest_ms = response.next_ms.min(BREATH_MAX_MS);
            let reached = order::gather(response.chg.iter().map(|page| (page.h, page.upto)));
            return self.take_in(request, response).map(|applied| Next::Done(applied, reached));
        }
        let blank = Problem {
            kind: String::new(),
            title: String::new(),
            status: answer.status,
            detail: None,
            code: None,
            device: None,
            epoch: None,
        };
        let problem = said(&answer.body).unwrap_or(blank);
        match react(&problem) {
            Reaction::NewIdentity(device) => {
                self.inner().store.take_new_device(device)?;
                Ok(Next::Again)
            }
            Reaction::Reoffer { epoch } => {
                let mut inner = self.inner();
                inner.store.reoffer(&epoch)?;
                inner.content = None;
                Ok(Next::Again)
            }
            Reaction::AllCursors => {
                self.inner().store.forget_checkpoint();
                Ok(Next::Again)
            }
            Reaction::ShowReceipt => {
                *receipt = true;
                Ok(Next::Again)
            }
            Reaction::Smaller => Ok(Next::Smaller),
            Reaction::SignInAgain => Err(OpstapError::SignedOut),
            Reaction::Wipe => Err(OpstapError::DeviceRevoked),
            Reaction::Update => Err(OpstapError::UpdateNeeded),
            Reaction::Wait => Err(OpstapError::Server { status: answer.status }),
        }
    }

    fn take_in(&self, request: &SyncRequest, response: SyncResponse) -> Result<Applied, OpstapError> {
        let now = self.now();
        let mut response = Some(response);
        self.with(|inner| {
            // The mirror was made anew half way: what this answer said is asked for again.
            let Some(response) = response.take() else {
                return Ok(Applied { more: true, ..Applied::default() });
            };
            let skew = response.now - now.0;
            let checkpoint = response.ck.clone();
            let steps = digest(inner.store.memory(), request, response);
            let applied = inner.store.carry_out(request, checkpoint, steps)?;
            if !applied.more {
                inner.store.note_sync(now.0, skew)?;
            }
            let content = applied.touched.iter().any(|(_, kind)| topic(kind) == "content");
            if content || !applied.revoked.is_empty() {
                inner.content = None;
            }
            let topics = applied.touched.iter().map(|(_, kind)| topic(kind)).chain(["sync"]);
            self.announce(inner, topics);
            Ok(applied)
        })
    }
}
