//! Pairing: a one-time code becomes an identity of this device.

use opstap_store::Identity;
use opstap_sync::wire::{PairRequest, PairResponse};

use crate::device::{Opstap, Person};
use crate::error::OpstapError;
use crate::reading::said;
use crate::transport::{Errand, HttpQuestion};

/// What the QR code of a pairing says.
#[derive(Clone, PartialEq, Eq)]
pub struct PairingLink {
    /// The server's address.
    pub server: String,
    /// The one-time code.
    pub code: String,
}

impl PairingLink {
    /// Reads `opstap:pair?server=…&code=…`; `None` for any other text.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let link = reqwest::Url::parse(text.trim()).ok()?;
        let place = link.host_str().unwrap_or_else(|| link.path());
        if link.scheme() != "opstap" || place != "pair" {
            return None;
        }
        let part =
            |name: &str| link.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
        let (server, code) = (part("server")?, part("code")?);
        // A reader of URLs passes over control characters; a person who is shown the address cannot see them.
        let plain = server.bytes().all(|byte| byte.is_ascii_graphic());
        (plain && crate::transport::may_use(&server) && !code.is_empty()).then_some(Self { server, code })
    }
}

/// The code is a secret until it is used.
impl std::fmt::Debug for PairingLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PairingLink({})", self.server)
    }
}

impl Opstap {
    /// Pairs this device by a one-time code. On a device that was signed out, for the same person, everything
    /// that waits is kept and sent. Asked again after [`OpstapError::Offline`], also by an app that was ended in between, it is
    /// the same device: a code is not used up by an answer that the network lost.
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
        let request =
            PairRequest { code: code.to_owned(), label: label.to_owned(), once: self.inner().store.once() };
        let body =
            serde_json::to_vec(&request).map_err(|_| OpstapError::Unexpected { reference: "pairing" })?;
        let question =
            HttpQuestion { url: format!("{server}/v1/pairings"), token: None, body, errand: Errand::Json };
        let answer = self.transport.post(question).await?;
        match answer.status {
            200 | 201 => {}
            404 | 400 => return Err(OpstapError::CodeUnknown),
            410 => return Err(OpstapError::CodeExpired),
            429 => return Err(OpstapError::TooManyTries),
            status => return Err(OpstapError::Server { status }),
        }
        let paired: PairResponse = said(&answer.body).ok_or(OpstapError::Server { status: answer.status })?;
        let mut inner = self.inner();
        if inner.store.identity().is_some_and(|known| known.account != paired.account) {
            return Err(OpstapError::AlreadyPaired);
        }
        // Signed out and in again: what this person's keys sealed has to open.
        let keys = inner.store.identity().map(|known| known.keys.clone()).unwrap_or_default();
        inner.store.take_identity(Identity {
            device: paired.device.id,
            token: paired.device.token,
            account: paired.account,
            name: paired.name,
            role: paired.role,
            organisation: paired.organisation,
            server,
            keys,
        })?;
        inner.store.adopt_orphans()?;
        // What has no room to go now goes with the next pairing; paired is paired.
        let _ = inner.store.forget_asking();
        drop(inner);
        self.person().ok_or(OpstapError::NotPaired)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_of_a_qr_code_is_read_and_nothing_else() {
        let read = |text| PairingLink::read(text).map(|link| (link.server, link.code));
        let good = Some(("https://town.example".to_owned(), "AB-12".to_owned()));
        assert_eq!(read("opstap:pair?server=https://town.example&code=AB-12"), good);
        assert_eq!(read(" opstap://pair?code=AB-12&server=https%3A%2F%2Ftown.example\n"), good);
        for other in [
            "AB-12",
            "https://town.example/pair?server=https://town.example&code=AB-12",
            "opstap:wipe?server=https://town.example&code=AB-12",
            "opstap:pair?server=http://town.example&code=AB-12",
            "opstap:pair?server=https://town.example&code=",
            "opstap:pair?code=AB-12",
            "opstap:pair?server=%00%00https://town.example&code=AB-12",
            "opstap:pair?server=https://town%0a.example&code=AB-12",
        ] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
