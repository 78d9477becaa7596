//! Sending what leaves by itself (ADR-0066): for each helper whose turn it is, a device is opened here that nobody holds. It
//! knows what the helper's own devices know, decides by the library's rules as they do, and is gone after it.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use opstap::{HttpAnswer, HttpQuestion, OpstapError, Transport, Travelling};
use opstap_sync::wire::PairResponse;

use super::inside::{HERE, Inside};
use super::sessions::{Host, remove};
use super::{aside, on_the_disk};
use crate::store::Stored;

/// How often is looked whether it is somebody's turn.
const EVERY: Duration = Duration::from_mins(5);
/// Where its files are, one helper after the other. No session is called so.
const FOLDER: &str = "automatic";

/// What a device asks, with the answer to its pairing at hand: nobody typed a code.
struct Opened {
    inside: Inside,
    paired: Vec<u8>,
}

impl Transport for Opened {
    fn post(&self, question: HttpQuestion) -> Travelling<'_> {
        if question.url.ends_with("/v1/pairings") {
            let body = self.paired.clone();
            return Box::pin(async move { Ok(HttpAnswer { status: 201, retry_after: None, body }) });
        }
        self.inside.post(question)
    }
}

impl Host {
    /// Sends what is to leave, when it is time. Never done.
    pub async fn keep_automatic(self: Arc<Self>) {
        // What a server that was stopped in the middle left behind. Nobody has the key of it.
        self.clear().await;
        let mut every = tokio::time::interval(EVERY);
        loop {
            every.tick().await;
            if let Err(error) = self.send_what_leaves().await {
                tracing::warn!(%error, "what leaves by itself waits for the next turn");
            }
        }
    }

    /// One turn of that, for all helpers. Gives how many messages went.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError) of the store: the rest is left for the next look.
    pub async fn send_what_leaves(&self) -> Stored<usize> {
        let mut sent = 0;
        for helper in self.desk.helpers_due().await? {
            // Another server may have been faster.
            let Some(paired) = self.desk.automat(helper).await? else { continue };
            let device = paired.device.id;
            let done = self.send_for(&paired).await;
            self.desk.dismiss(device).await;
            self.clear().await;
            match done {
                Ok(count) => sent += count,
                // Whose cases they are is in no log.
                Err(error) => {
                    tracing::warn!(code = error.code(), "what leaves by itself waits for the next turn");
                }
            }
        }
        Ok(sent)
    }

    async fn clear(&self) {
        let folder = self.folder().join(FOLDER);
        on_the_disk(move || remove(&folder)).await;
    }

    async fn send_for(&self, paired: &PairResponse) -> Result<usize, OpstapError> {
        let lost = || OpstapError::Unexpected { reference: "automatic" };
        let body = serde_json::to_vec(paired).map_err(|_| lost())?;
        let folder = self.folder().join(FOLDER);
        let peer = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let inside = Inside { routes: self.routes(), peer, forwarded: None };
        let key = Self::fresh_form().ok_or_else(lost)?;
        let device = self.open(&folder, &key, Opened { inside, paired: body }).await?;
        aside(async move || {
            device.pair(HERE, "", "").await?;
            device.sync().await?;
            let sent = device.send_what_leaves_by_itself()?;
            if sent > 0 {
                device.sync().await?;
            }
            Ok(sent)
        })
        .await?
    }
}
