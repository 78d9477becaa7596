//! Schemas of what travels as text. All other types of the wire have theirs derived; here stands what their own reading
//! and writing decides.

use std::borrow::Cow;

use opstap_domain::ids::Role;
use opstap_domain::sign_up::{AGES, SINCE, THREATS, TOPICS, WAYS, WORDS_MAX};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::blob::ScopeKey;
use crate::ident::{Chain, DeviceId, Dot, OpUid};

/// A text with a pattern, under a name of its own.
macro_rules! text {
    ($name:ty, $called:literal, $says:literal, $pattern:literal) => {
        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                $called.into()
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "description": $says, "pattern": $pattern })
            }
        }
    };
}

/// How a [`opstap_domain::ids::ScopeId`] is written.
pub(crate) struct ScopeText;

text!(DeviceId, "DeviceId", "A device: 48 bits in hexadecimal.", "^0*[0-9a-fA-F]{1,12}$");
text!(Dot, "Dot", "The identity of a write: a device and its number.", "^0*[0-9a-fA-F]{1,12}\\.[0-9]{1,19}$");
text!(OpUid, "OpUid", "The identity of an operation: 96 random bits, base64url.", "^[A-Za-z0-9_-]{16}$");
text!(
    Chain,
    "Chain",
    "A hash over all operations of a device so far: 8 bytes, base64url.",
    "^[A-Za-z0-9_-]{10}[AEIMQUYcgkosw048]$"
);
text!(
    ScopeKey,
    "ScopeKey",
    "The key under which files of a scope are hashed: 32 bytes, base64url. A secret.",
    "^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$"
);
text!(ScopeText, "ScopeId", "A scope: an owner and a compartment of theirs.", "^[0-9a-f]{32}\\.[a-z]+$");

/// How a [`Role`] is written.
pub(crate) struct RoleName;

impl JsonSchema for RoleName {
    fn schema_name() -> Cow<'static, str> {
        "Role".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let names: Vec<&str> = Role::ACCOUNTS.iter().chain([&Role::Server]).map(|role| role.name()).collect();
        json_schema!({ "type": "string", "description": "What an account is.", "enum": names })
    }
}

/// What somebody who signs up answers, as [`opstap_domain::sign_up::SignUp`] is written.
pub(crate) struct Answers;

impl JsonSchema for Answers {
    fn schema_name() -> Cow<'static, str> {
        "SignUpAnswers".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let any = |known: &[&str]| json_schema!({ "type": "array", "maxItems": known.len(), "items": { "enum": known } });
        let one = |known: &[&str]| {
            let all: Vec<&str> = known.iter().copied().chain([""]).collect();
            json_schema!({ "type": "string", "enum": all })
        };
        json_schema!({
            "type": "object",
            "description": "What was answered. Only the postcode is asked for.",
            "required": ["postcode"],
            "properties": {
                "postcode": { "type": "integer", "minimum": 1000, "maximum": 9999 },
                "topics": any(TOPICS),
                "threats": any(THREATS),
                "since": one(SINCE),
                "age": one(AGES),
                "way": one(WAYS),
                "words": { "type": "string", "maxLength": WORDS_MAX }
            }
        })
    }
}

#[cfg(test)]
mod tests;
