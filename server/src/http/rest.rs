//! The rest of a request that was answered before it was read.
//!
//! A connection that is closed while somebody still sends tells them that it broke, and not why. So what was refused is
//! read to its end as well, within reason, and thrown away.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use http_body::{Frame, SizeHint};
use opstap_sync::wire::LIMITS;

/// So long somebody may go on sending what nobody reads.
const PATIENCE: Duration = Duration::from_secs(2);

/// So many bytes are read and thrown away: four times what is ever taken.
const REST_MAX: usize = LIMITS.body_bytes * 4;

/// A body that its handler reads as far as it likes.
#[derive(Clone)]
pub(super) struct Shared(Arc<Mutex<Body>>);

impl Shared {
    pub(super) fn new(body: Body) -> Self {
        Self(Arc::new(Mutex::new(body)))
    }

    /// Reads what is left, as far as that is reasonable.
    pub(super) async fn read_to_the_end(mut self) {
        let mut left = REST_MAX;
        let rest = async {
            while let Some(Ok(frame)) = poll_fn(|cx| Pin::new(&mut self).poll_frame(cx)).await {
                let bytes = frame.data_ref().map_or(0, Bytes::len);
                if bytes > left {
                    break;
                }
                left -= bytes;
            }
        };
        // Whoever is slower finds a closed connection.
        let _ = tokio::time::timeout(PATIENCE, rest).await;
    }
}

impl HttpBody for Shared {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let mut body = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if body.is_end_stream() {
            return Poll::Ready(None);
        }
        Pin::new(&mut *body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).size_hint()
    }
}
