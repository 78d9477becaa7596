//! Where a device that sleeps can be woken. A push says nothing but that there may be news.

use serde::{Deserialize, Serialize};

/// Where an address is handed in or withdrawn (`POST` with a [`PushRequest`]), and where a device learns what the
/// server can send (`GET`, a [`PushOffer`]).
pub const PATH: &str = "/v1/push";

/// An address at a push service. Whoever knows it can wake the device, so it is kept as a secret.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum PushAddress {
    /// A subscription of Web Push, as UnifiedPush and browsers give it (RFC 8030 and 8291).
    WebPush {
        /// The push resource: an `https` URL.
        endpoint: String,
        /// The subscriber's public key: an uncompressed point of P-256, base64url.
        p256dh: String,
        /// The subscriber's secret: 16 bytes, base64url.
        auth: String,
    },
    /// A registration of Firebase Cloud Messaging.
    Fcm {
        /// The registration token.
        token: String,
    },
    /// A device of Apple's push service.
    Apns {
        /// The device token, in hexadecimal.
        token: String,
    },
}

impl PushAddress {
    /// The kind, as it travels.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::WebPush { .. } => "webpush",
            Self::Fcm { .. } => "fcm",
            Self::Apns { .. } => "apns",
        }
    }
}

/// Without what makes it a secret.
impl std::fmt::Debug for PushAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PushAddress({})", self.kind())
    }
}

/// A device hands in its address, in place of the one before; without one it withdraws it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
pub struct PushRequest {
    /// The address.
    #[serde(default)]
    pub to: Option<PushAddress>,
}

/// What a server can send.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
pub struct PushOffer {
    /// Kinds of addresses, as [`PushAddress::kind`] names them.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// The key that a subscription of Web Push is made for (RFC 8292): an uncompressed point of P-256, base64url.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vapid: Option<String>,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::json;

    use super::*;

    #[test]
    fn an_address_travels_by_its_kind_and_is_not_shown() {
        let text = json!({ "to": { "kind": "webpush", "endpoint": "https://push.example/secret", "p256dh": "B", "auth": "A" } });
        let read: PushRequest = serde_json::from_value(text.clone()).unwrap();
        assert_eq!(serde_json::to_value(&read).unwrap(), text);
        assert_eq!(format!("{read:?}"), "PushRequest { to: Some(PushAddress(webpush)) }");
        assert_eq!(serde_json::from_str::<PushRequest>("{}").unwrap().to, None);
        assert!(serde_json::from_value::<PushRequest>(json!({ "to": { "kind": "pigeon" } })).is_err());
    }
}
