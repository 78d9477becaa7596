//! Who and where: the identities that records carry.
//!
//! Random ids are made by the caller (the domain has no randomness) as version 7 UUIDs; natural
//! singletons ("the rent line of this case") use version 5, so that two offline devices make the
//! *same* record and their fields merge.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The name space under which every derived id of Opstap is made (RFC 9562, version 5).
pub const NAMESPACE: Uuid = Uuid::from_u128(0x6f70_7374_6170_5f31_8a5d_0c3e_5d1f_2b77);

/// Makes the id of a natural singleton from the scope that it lives in and a key, such as `"budget/huur"`.
#[must_use]
pub fn derived_id(owner: Uuid, compartment: &str, key: &str) -> Uuid {
    let base = Uuid::new_v5(&NAMESPACE, owner.as_bytes());
    Uuid::new_v5(&base, format!("{compartment}/{key}").as_bytes())
}

/// Makes a version 7 UUID (RFC 9562) from a moment in milliseconds since 1970 UTC and ten random bytes.
#[must_use]
pub fn fresh_id(now_ms: i64, random: [u8; 10]) -> Uuid {
    uuid::Builder::from_unix_timestamp_millis(u64::try_from(now_ms).unwrap_or(0), &random).into_uuid()
}

/// What an account may be. One account has one role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The person helped (cliënt).
    Client,
    /// The professional (schuldhulpverlener).
    Counsellor,
    /// The volunteer (coach, maatje): sees what the client shares, no more.
    Coach,
    /// The desk that takes in sign-ups (centrale aanmelding).
    Triage,
    /// Writes programmes, tips and messages (contentbeheerder). Sees no client data.
    ContentManager,
    /// Runs the organisation's side (beheerder). Sees no client data.
    Administrator,
    /// The server itself, for records that no person may write.
    Server,
}

impl Role {
    /// Every role that an account can have.
    pub const ACCOUNTS: [Self; 6] = [
        Self::Client,
        Self::Counsellor,
        Self::Coach,
        Self::Triage,
        Self::ContentManager,
        Self::Administrator,
    ];

    /// The stable name in records, tokens and command lines.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Counsellor => "counsellor",
            Self::Coach => "coach",
            Self::Triage => "triage",
            Self::ContentManager => "content_manager",
            Self::Administrator => "administrator",
            Self::Server => "server",
        }
    }

    /// The role with this stable name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ACCOUNTS.into_iter().chain([Self::Server]).find(|role| role.name() == name)
    }
}

/// A part of a case with one circle of readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Compartment {
    /// The client's own devices only, sealed with a key that the server never has.
    Own,
    /// Client and counsellor; a coach as the client allows.
    Together,
    /// Money: client and counsellor; a coach only on an explicit, time-boxed share.
    Money,
    /// Professionals of the organisation.
    Office,
    /// Staff, teams and settings of an organisation.
    Org,
    /// Programmes, tips and words of an organisation.
    Content,
    /// The library that organisations subscribe to.
    Library,
}

impl Compartment {
    /// All compartments, in the order of the architecture.
    pub const ALL: [Self; 7] =
        [Self::Own, Self::Together, Self::Money, Self::Office, Self::Org, Self::Content, Self::Library];

    /// The stable name in scope ids.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Together => "together",
            Self::Money => "money",
            Self::Office => "office",
            Self::Org => "org",
            Self::Content => "content",
            Self::Library => "library",
        }
    }

    /// The compartment with this stable name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.name() == name)
    }
}

/// Where a record lives and who may see it: a case (or organisation) and one of its compartments.
///
/// Written as `<owner uuid>.<compartment>`. A record never changes scope by a person's edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScopeId {
    /// The case, or the organisation for `org`, `content` and `library`.
    pub owner: Uuid,
    /// Which compartment of it.
    pub compartment: Compartment,
}

impl ScopeId {
    /// The scope of `owner` and `compartment`.
    #[must_use]
    pub const fn new(owner: Uuid, compartment: Compartment) -> Self {
        Self { owner, compartment }
    }

    /// The id of the natural singleton `key` of this scope.
    #[must_use]
    pub fn derived_id(self, key: &str) -> Uuid {
        derived_id(self.owner, self.compartment.name(), key)
    }
}

impl std::fmt::Display for ScopeId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.owner.simple(), self.compartment.name())
    }
}

/// A text that is no scope id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a scope id: expected <uuid>.<compartment>")]
pub struct NotAScope;

impl std::str::FromStr for ScopeId {
    type Err = NotAScope;
    fn from_str(text: &str) -> Result<Self, NotAScope> {
        let (owner, compartment) = text.split_once('.').ok_or(NotAScope)?;
        Ok(Self {
            owner: Uuid::parse_str(owner).map_err(|_| NotAScope)?,
            compartment: Compartment::from_name(compartment).ok_or(NotAScope)?,
        })
    }
}

impl Serialize for ScopeId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ScopeId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
