//! What goes to the server without a round: asking for help, and the code to come back with.

use opstap_domain::sign_up::SignUp;
use opstap_domain::{Instant, Phrase};
use opstap_sync::wire::{RecoveryResponse, SignUpRequest, SignUpResponse};
use serde::Serialize;
use uuid::Uuid;

use super::QUESTIONS;
use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::reading::said;
use crate::transport::{HttpAnswer, HttpQuestion};

/// What comes of asking for help.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct SignedUp {
    /// The code with which this person comes back on any device. Show it once, and keep it nowhere.
    pub recovery: String,
    /// Who answers.
    pub organisation: String,
    /// Until when an answer is promised.
    pub answer_by: Instant,
}

/// The code is a secret.
impl std::fmt::Debug for SignedUp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SignedUp({})", self.organisation)
    }
}

/// By which the answers of a device are known to be the same ones.
const ONCE: &str = "once";

impl Opstap {
    /// What somebody is answering on this device, by question; `None` on one that is somebody's.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn asking(&self) -> Result<Option<Vec<(String, String)>>, OpstapError> {
        let inner = self.inner();
        if inner.store.identity().is_some() {
            return Ok(None);
        }
        Ok(Some(inner.store.asking()?))
    }

    /// Keeps an answer to one of [`super::QUESTIONS`], as it is typed, on this device only. It is there after the power was cut.
    ///
    /// # Errors
    ///
    /// [`OpstapError::AlreadyPaired`] on a device that is somebody's; [`OpstapError::Unknown`] for another question;
    /// [`OpstapError::DiskFull`].
    pub fn keep_answer(&self, question: &str, typed: &str) -> Result<(), OpstapError> {
        if !QUESTIONS.iter().any(|(known, _)| *known == question) {
            return Err(OpstapError::Unknown { what: "question" });
        }
        let now = self.clock.now();
        let mut inner = self.inner();
        if inner.store.identity().is_some() {
            return Err(OpstapError::AlreadyPaired);
        }
        Ok(inner.store.keep_asking(question, typed, now.0)?)
    }

    /// Asks for help with what [`Self::keep_answer`] kept. Asked again after [`OpstapError::Offline`], also by an app that was
    /// ended in between, it is the same case and no second one. The answers go with it, and the code to come back with is kept
    /// in memory for the page `kept`.
    ///
    /// # Errors
    ///
    /// Those of [`Self::sign_up`]. Nothing of what was answered is lost then.
    pub async fn ask_for_help(&self, server: &str, label: &str) -> Result<SignedUp, OpstapError> {
        let answers = self.asking()?.ok_or(OpstapError::AlreadyPaired)?;
        let said = |key: &str| {
            let found = answers.iter().find(|(known, _)| known == key);
            found.map(|(_, typed)| typed.clone()).unwrap_or_default()
        };
        let asked =
            SignUp::read(said).map_err(|unclear| OpstapError::refused(unclear.question, unclear.why))?;
        let mut once = said(ONCE);
        if once.is_empty() {
            let now = self.clock.now();
            let mut inner = self.inner();
            once = inner.random_key();
            inner.store.keep_asking(ONCE, &once, now.0)?;
        }
        let signed = self.sign_up_once(server, &asked, label, &once).await;
        match &signed {
            Ok(signed) => self.inner().recovery = Some(signed.recovery.clone()),
            // A device came of it, and its answer was lost with the network: who asks once more begins anew.
            Err(OpstapError::Refused { field, .. }) if field == ONCE => {
                self.inner().store.keep_asking(ONCE, "", 0)?;
            }
            Err(_) => {}
        }
        signed
    }

    /// Asks for help without a code and without a name, and makes this device theirs.
    ///
    /// # Errors
    ///
    /// [`OpstapError::AlreadyPaired`] on a device that is somebody's; [`OpstapError::Refused`] for an answer that cannot be
    /// taken and for a postcode that nobody helps in; [`OpstapError::TooManyTries`], [`OpstapError::Offline`].
    pub async fn sign_up(&self, server: &str, asked: &SignUp, label: &str) -> Result<SignedUp, OpstapError> {
        let once = self.inner().random_key();
        self.sign_up_once(server, asked, label, &once).await
    }

    /// The same with a key of the caller's making: 16 to 64 characters that nobody guesses. Asked again with it after
    /// [`OpstapError::Offline`], it is the same case and no second one.
    ///
    /// # Errors
    ///
    /// Those of [`Self::sign_up`]; [`OpstapError::Refused`] at `once` where a device came of it already.
    pub async fn sign_up_once(
        &self,
        server: &str,
        asked: &SignUp,
        label: &str,
        once: &str,
    ) -> Result<SignedUp, OpstapError> {
        asked.check().map_err(|unclear| OpstapError::refused(unclear.question, unclear.why))?;
        if self.person().is_some() {
            return Err(OpstapError::AlreadyPaired);
        }
        let server = server.trim_end_matches('/');
        if !crate::transport::may_use(server) {
            return Err(OpstapError::BadAddress);
        }
        let body = serde_json::to_vec(&SignUpRequest { answers: asked.clone(), once: once.to_owned() })
            .map_err(|_| OpstapError::Unexpected { reference: "sign-up" })?;
        let question = HttpQuestion { url: format!("{server}/v1/sign-ups"), body, ..HttpQuestion::default() };
        let answer = self.transport.post(question).await?;
        let nobody = || OpstapError::refused("postcode", Phrase::new("sign-up-nobody"));
        if answer.status == 409 {
            return Err(OpstapError::refused("once", Phrase::new("sign-up-once")));
        }
        let signed: SignUpResponse = answered(&answer, nobody)?;
        self.pair(server, &signed.code, label).await?;
        Ok(SignedUp {
            recovery: signed.recovery,
            organisation: signed.organisation,
            answer_by: Instant(signed.answer_by),
        })
    }

    /// Another code with which the client comes back on any device. The one before it works no more.
    ///
    /// # Errors
    ///
    /// [`OpstapError::NotPaired`], [`OpstapError::SignedOut`] also for anybody but a client; [`OpstapError::Offline`].
    pub async fn new_recovery_code(&self) -> Result<String, OpstapError> {
        let (url, token) = {
            let inner = self.inner();
            let identity = inner.store.identity().ok_or(OpstapError::NotPaired)?;
            (format!("{}/v1/recovery-codes", identity.server), identity.token.clone())
        };
        let question = HttpQuestion { url, token: Some(token), ..HttpQuestion::default() };
        let answer = self.transport.post(question).await?;
        let made: RecoveryResponse = answered(&answer, || OpstapError::SignedOut)?;
        Ok(made.recovery)
    }

    /// The code to come back with, while nobody said that it is written down: [`Self::recovery_is_kept`].
    #[must_use]
    pub fn recovery_code(&self) -> Option<String> {
        self.inner().recovery.clone()
    }

    /// It is written down, and not shown again.
    pub fn recovery_is_kept(&self) {
        self.inner().recovery = None;
    }
}

impl Inner {
    /// A key that nobody guesses.
    fn random_key(&mut self) -> String {
        let mut key = [0; 16];
        self.random.fill(&mut key);
        Uuid::from_bytes(key).to_string()
    }
}

fn answered<T: serde::de::DeserializeOwned>(
    answer: &HttpAnswer,
    unknown: impl FnOnce() -> OpstapError,
) -> Result<T, OpstapError> {
    let status = answer.status;
    match status {
        200 | 201 => said(&answer.body).ok_or(OpstapError::Server { status }),
        404 => Err(unknown()),
        401 => Err(OpstapError::SignedOut),
        403 => Err(OpstapError::DeviceRevoked),
        429 => Err(OpstapError::TooManyTries),
        status => Err(OpstapError::Server { status }),
    }
}
