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

/// Makes a version 7 UUID that stands after `last`, also where both are of one millisecond: the random part is then that of
/// `last` and a little more (RFC 9562, 6.2, method 2). A clock that went back is followed.
#[must_use]
pub fn fresh_id_after(last: Uuid, now_ms: i64, random: [u8; 10]) -> Uuid {
    let fresh = fresh_id(now_ms, random);
    if fresh > last || fresh.as_u128() >> MILLISECOND != last.as_u128() >> MILLISECOND {
        return fresh;
    }
    let more = 1 + u128::from(u32::from_le_bytes([random[6], random[7], random[8], random[9]]));
    let (high, low) = (last.as_u128() & RANDOM_HIGH, last.as_u128() & RANDOM_LOW);
    let sum = ((high >> GAP) | low) + more;
    // Without room, in one of 2⁴² cases, the order of this millisecond is left to chance.
    if sum >> (HIGH_BITS + LOW_BITS) > 0 {
        return fresh;
    }
    let fixed = last.as_u128() & !(RANDOM_HIGH | RANDOM_LOW);
    Uuid::from_u128(fixed | ((sum << GAP) & RANDOM_HIGH) | (sum & RANDOM_LOW))
}

/// Where the milliseconds begin in a version 7 UUID; below them are the version, 12 random bits, the variant and 62 more.
const MILLISECOND: u32 = 80;
const HIGH_BITS: u32 = 12;
const LOW_BITS: u32 = 62;
/// The bits of the variant, between the two random parts.
const GAP: u32 = 2;
const RANDOM_LOW: u128 = (1 << LOW_BITS) - 1;
const RANDOM_HIGH: u128 = ((1 << HIGH_BITS) - 1) << (LOW_BITS + GAP);

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
    /// What an organisation's people write before it is published as content. No device is let in.
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    /// Every device that was ever paired made its records under these ids: they may not change.
    #[test]
    fn a_natural_record_has_the_same_id_on_every_device_for_good() {
        let money = ScopeId::new(Uuid::from_u128(1), Compartment::Money);
        let rent = money.derived_id("line/huur/");
        assert_eq!(rent.to_string(), "9f160b1a-ddd5-5084-86c6-10f5a5d10491");
        let others = [
            money.derived_id("line/huur/kamer"),
            ScopeId::new(Uuid::from_u128(2), Compartment::Money).derived_id("line/huur/"),
            ScopeId::new(Uuid::from_u128(1), Compartment::Together).derived_id("line/huur/"),
        ];
        assert_eq!(others.into_iter().chain([rent]).collect::<BTreeSet<_>>().len(), 4);
    }

    #[test]
    fn a_clock_before_1970_still_makes_an_id() {
        assert_eq!(fresh_id(-1, [7; 10]), fresh_id(0, [7; 10]));
        assert_eq!(fresh_id(0, [7; 10]).get_version_num(), 7);
    }

    #[test]
    fn names_are_read_back_and_others_are_nobody() {
        for role in Role::ACCOUNTS.into_iter().chain([Role::Server]) {
            assert_eq!(Role::from_name(role.name()), Some(role));
            assert_eq!(serde_json::to_value(role).unwrap(), role.name());
        }
        for compartment in Compartment::ALL {
            assert_eq!(Compartment::from_name(compartment.name()), Some(compartment));
            assert_eq!(serde_json::to_value(compartment).unwrap(), compartment.name());
        }
        assert_eq!((Role::from_name("mayor"), Compartment::from_name("attic")), (None, None));
    }

    #[test]
    fn what_is_no_scope_is_refused() {
        let owner = Uuid::from_u128(1).simple();
        for text in ["", "money", "x.money", &format!("{owner}"), &format!("{owner}.attic")] {
            assert_eq!(text.parse::<ScopeId>(), Err(NotAScope), "{text}");
            assert!(serde_json::from_value::<ScopeId>(text.into()).is_err(), "{text}");
        }
        assert!(serde_json::from_str::<ScopeId>("1").is_err());
    }

    proptest! {
        #[test]
        fn a_scope_survives_text_and_json(owner in any::<u128>(), at in 0usize..7) {
            let scope = ScopeId::new(Uuid::from_u128(owner), Compartment::ALL[at]);
            prop_assert_eq!(scope.to_string().parse(), Ok(scope));
            let json = serde_json::to_string(&scope).unwrap();
            prop_assert_eq!(serde_json::from_str::<ScopeId>(&json).unwrap(), scope);
        }

        /// Ids that are made later stand later, whatever their random part.
        #[test]
        fn fresh_ids_stand_in_the_order_of_their_making(
            before in 0i64..1 << 47, more in 1i64..1 << 40, one in any::<[u8; 10]>(), other in any::<[u8; 10]>(),
        ) {
            prop_assert!(fresh_id(before, one) < fresh_id(before + more, other));
        }

        /// Of one device, also those of one millisecond; they stay version 7 and of that millisecond.
        #[test]
        fn ids_of_one_millisecond_stand_in_the_order_of_their_making(
            now in 0i64..1 << 47, all in prop::collection::vec(any::<[u8; 10]>(), 2..40),
        ) {
            let mut last = Uuid::nil();
            for random in all {
                // A random part at the very end of its range has no room above it.
                let random = [random[0] & 0x7f, random[1] & 0x7f, random[2] & 0x7f, random[3], random[4], random[5],
                    random[6], random[7], random[8], random[9]];
                let next = fresh_id_after(last, now, random);
                prop_assert!(next > last, "{next} after {last}");
                prop_assert_eq!((next.get_version_num(), next.get_variant()), (7, uuid::Variant::RFC4122));
                prop_assert_eq!(next.as_u128() >> MILLISECOND, fresh_id(now, random).as_u128() >> MILLISECOND);
                last = next;
            }
        }
    }
}
