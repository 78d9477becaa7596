//! Pairing: a one-time code becomes an identity of this device.

use opstap_store::Identity;
use opstap_sync::wire::{PairRequest, PairResponse};

use crate::device::{Opstap, Person};
use crate::error::OpstapError;
use crate::transport::HttpQuestion;

impl Opstap {
    /// Pairs this device by a one-time code. On a device that was signed out, for the same person, everything
    /// that waits is kept and sent.
    ///
    /// # Errors
    ///
    /// [`OpstapError::CodeUnknown`], [`OpstapError::CodeExpired`], [`OpstapError::TooManyTries`],
    /// [`OpstapError::Offline`]; [`OpstapError::AlreadyPaired`] for another person's code: wipe first.
    pub async fn pair(&self, server: &str, code: &str, label: &str) -> Result<Person, OpstapError> {
        let server = server.trim_end_matches('/').to_owned();
        if !crate::transport::may_use(&server) {
            return Err(OpstapError::BadAddress);
        }
        let request = PairRequest { code: code.to_owned(), label: label.to_owned() };
        let body =
            serde_json::to_vec(&request).map_err(|_| OpstapError::Unexpected { reference: "pairing" })?;
        let question = HttpQuestion { url: format!("{server}/v1/pairings"), token: None, body };
        let answer = self.transport.post(question).await?;
        match answer.status {
            200 | 201 => {}
            404 | 400 => return Err(OpstapError::CodeUnknown),
            410 => return Err(OpstapError::CodeExpired),
            429 => return Err(OpstapError::TooManyTries),
            status => return Err(OpstapError::Server { status }),
        }
        let paired: PairResponse = serde_json::from_slice(&answer.body)
            .map_err(|_| OpstapError::Server { status: answer.status })?;
        let mut inner = self.inner();
        if inner.store.identity().is_some_and(|known| known.account != paired.account) {
            return Err(OpstapError::AlreadyPaired);
        }
        inner.store.take_identity(Identity {
            device: paired.device.id,
            token: paired.device.token,
            account: paired.account,
            name: paired.name,
            role: paired.role,
            organisation: paired.organisation,
            server,
        })?;
        drop(inner);
        self.person().ok_or(OpstapError::NotPaired)
    }
}
