//! Being woken while the app is closed: the device's address at a push service, handed to the server.

use opstap_sync::push::{PATH, PushOffer, PushRequest};

use crate::PushAddress;
use crate::device::Opstap;
use crate::error::OpstapError;
use crate::reading::said;
use crate::transport::HttpQuestion;

/// What a server says about pushes is short.
const OFFER_MAX: usize = 4_096;

impl Opstap {
    /// Hands in where this device can be woken, in place of what was there; `None` withdraws it. Say it again after
    /// pairing, and whenever the platform gives another address. The server forgets it when the device is signed
    /// out, and when the push service does not know it any more.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Offline`], [`OpstapError::SignedOut`], [`OpstapError::DeviceRevoked`]; [`OpstapError::Server`]
    /// with status 400 for an address that no push service has.
    pub async fn register_push(&self, to: Option<PushAddress>) -> Result<(), OpstapError> {
        let (url, token) = self.push_route()?;
        let body = serde_json::to_vec(&PushRequest { to })
            .map_err(|_| OpstapError::Unexpected { reference: "push" })?;
        let answer = self
            .transport
            .post(HttpQuestion { url, token: Some(token), body, ..HttpQuestion::default() })
            .await?;
        accepted(answer.status)
    }

    /// What the server can send, and for which key a subscription of Web Push is made.
    ///
    /// # Errors
    ///
    /// As for [`Opstap::register_push`].
    pub async fn push_offer(&self) -> Result<PushOffer, OpstapError> {
        let (url, token) = self.push_route()?;
        let mut opened =
            self.transport.open(HttpQuestion { url, token: Some(token), ..HttpQuestion::default() }).await?;
        accepted(opened.status)?;
        let mut all = Vec::new();
        while let Some(bytes) = opened.arriving.next().await? {
            all.extend_from_slice(&bytes);
            if all.len() > OFFER_MAX {
                return Err(OpstapError::Server { status: opened.status });
            }
        }
        said(&all).ok_or(OpstapError::Server { status: opened.status })
    }

    fn push_route(&self) -> Result<(String, String), OpstapError> {
        let inner = self.inner();
        let identity = inner.store.identity().ok_or(OpstapError::NotPaired)?;
        Ok((format!("{}{PATH}", identity.server), identity.token.clone()))
    }
}

const fn accepted(status: u16) -> Result<(), OpstapError> {
    match status {
        200..300 => Ok(()),
        401 => Err(OpstapError::SignedOut),
        403 => Err(OpstapError::DeviceRevoked),
        status => Err(OpstapError::Server { status }),
    }
}
