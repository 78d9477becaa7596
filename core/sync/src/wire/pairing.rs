//! How a device becomes somebody's: by a code, or by signing up.

use opstap_domain::ids::Role;
use opstap_domain::sign_up::SignUp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::NewDevice;

/// `POST /v1/pairings`: trade a one-time code for an identity.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
pub struct PairRequest {
    /// The code, as typed; case, spaces and hyphens do not matter.
    pub code: String,
    /// What the person calls this device.
    #[serde(default)]
    pub label: String,
    /// A key of the asker's own making, 16 to 64 characters that nobody guesses. A code works once: asked again with this key
    /// because the answer was lost, the same device gets another token for it, as long as it has brought nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub once: String,
}

/// The answer to a pairing.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
pub struct PairResponse {
    /// The identity.
    pub device: NewDevice,
    /// Whose.
    pub account: Uuid,
    /// The account's name, as the organisation knows it.
    pub name: String,
    /// What they are.
    #[cfg_attr(feature = "describe", schemars(with = "crate::describe::RoleName"))]
    pub role: Role,
    /// The organisation's name.
    pub organisation: String,
    /// The server's epoch.
    pub epoch: String,
    /// The server's clock.
    pub now: i64,
}

/// `POST /v1/sign-ups`: somebody without a code asks for help.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
pub struct SignUpRequest {
    /// What was answered.
    #[cfg_attr(feature = "describe", schemars(with = "crate::describe::Answers"))]
    pub answers: SignUp,
    /// A key of the asker's own making, 16 to 64 characters that nobody guesses. Asked again with it because the answer
    /// was lost, it is the same sign-up, as long as no device came of it. A secret for that long.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub once: String,
}

/// The answer to a sign-up.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
pub struct SignUpResponse {
    /// A one-time code with which this device pairs now.
    pub code: String,
    /// The code with which the person comes back on any device. It is nowhere else.
    pub recovery: String,
    /// Who answers.
    pub organisation: String,
    /// Until when an answer is promised, milliseconds since 1970 UTC.
    pub answer_by: i64,
}

/// `POST /v1/recovery-codes`: another code to come back with; the one before it works no more.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
pub struct RecoveryResponse {
    /// The code.
    pub recovery: String,
}
