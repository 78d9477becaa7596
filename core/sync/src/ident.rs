//! Identities: devices, dots, operation uids and the chain over them.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// A text that is not the identity it should be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a valid {0}")]
pub struct BadIdentity(pub &'static str);

macro_rules! as_text {
    ($name:ident) => {
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                std::borrow::Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(D::Error::custom)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{self}")
            }
        }
    };
}

/// A device as the server named it: 48 random bits, so that a restored server never names two devices alike.
/// Zero is the server itself.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeviceId(u64);

impl DeviceId {
    /// The server, as the author of records that no device made.
    pub const SERVER: Self = Self(0);

    /// A device id from random bits; the upper 16 are dropped.
    #[must_use]
    pub const fn new(random: u64) -> Self {
        Self(random & 0xffff_ffff_ffff)
    }

    /// The device id that follows from a digest, for one that is known before it is made.
    #[must_use]
    pub fn of_digest(digest: &[u8; 32]) -> Self {
        // A digest has eight bytes and more.
        Self::new(digest.first_chunk().map_or(0, |bytes| u64::from_be_bytes(*bytes)))
    }

    /// The bits, for storage.
    #[must_use]
    pub const fn bits(self) -> u64 {
        self.0
    }
}

impl fmt::Display for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:x}", self.0)
    }
}

impl FromStr for DeviceId {
    type Err = BadIdentity;
    fn from_str(text: &str) -> Result<Self, BadIdentity> {
        match u64::from_str_radix(text, 16) {
            Ok(bits) if bits <= 0xffff_ffff_ffff && !text.starts_with('+') => Ok(Self(bits)),
            _ => Err(BadIdentity("device id")),
        }
    }
}
as_text!(DeviceId);

/// The identity of one write: the `n`-th operation of a device. Written `device.n`.
///
/// An edit names the dot of the value that its author saw; that, and no clock, tells whether two
/// edits were made in ignorance of each other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dot {
    /// Who wrote.
    pub device: DeviceId,
    /// The how-manieth write of that device, from 1.
    pub n: u64,
}

impl Dot {
    /// The `n`-th write of `device`.
    #[must_use]
    pub const fn new(device: DeviceId, n: u64) -> Self {
        Self { device, n }
    }

    /// The text of it, without the detour over a formatter: it is written for every record that comes.
    #[must_use]
    pub fn text(self) -> String {
        let mut text = String::with_capacity(24);
        let (mut shift, bits) = (44, self.device.bits());
        while shift > 0 && (bits >> shift).trailing_zeros() >= 4 {
            shift -= 4;
        }
        loop {
            text.push(char::from(b"0123456789abcdef"[(bits >> shift) as usize & 15]));
            if shift == 0 {
                break;
            }
            shift -= 4;
        }
        text.push('.');
        let (mut digits, mut at, mut n) = ([0_u8; 20], 20, self.n);
        while n > 0 || at == 20 {
            at -= 1;
            digits[at] = b'0' + (n % 10) as u8;
            n /= 10;
        }
        text.extend(digits[at..].iter().map(|digit| char::from(*digit)));
        text
    }
}

impl fmt::Display for Dot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.device, self.n)
    }
}

impl FromStr for Dot {
    type Err = BadIdentity;
    fn from_str(text: &str) -> Result<Self, BadIdentity> {
        let (device, n) = text.split_once('.').ok_or(BadIdentity("dot"))?;
        Ok(Self { device: device.parse()?, n: n.parse().map_err(|_| BadIdentity("dot"))? })
    }
}
as_text!(Dot);

/// The identity of an operation that survives cloning, renumbering and restores: 96 random bits made
/// when the person acts. The server applies each uid once.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OpUid(pub [u8; 12]);

impl fmt::Display for OpUid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&URL_SAFE_NO_PAD.encode(self.0))
    }
}

impl FromStr for OpUid {
    type Err = BadIdentity;
    fn from_str(text: &str) -> Result<Self, BadIdentity> {
        let mut bytes = [0; 12];
        match URL_SAFE_NO_PAD.decode_slice(text, &mut bytes) {
            Ok(12) => Ok(Self(bytes)),
            _ => Err(BadIdentity("operation uid")),
        }
    }
}
as_text!(OpUid);

/// A running hash over a device's operations, which tells a cloned or rolled-back phone from its twin.
///
/// `ch(n) = H(ch(n−1) ‖ uid)`, 8 bytes of BLAKE3.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Chain(pub [u8; 8]);

impl Chain {
    /// The chain after one more operation.
    #[must_use]
    pub fn then(self, uid: OpUid) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.0).update(&uid.0);
        let mut out = [0; 8];
        out.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
        Self(out)
    }
}

impl fmt::Display for Chain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&URL_SAFE_NO_PAD.encode(self.0))
    }
}

impl FromStr for Chain {
    type Err = BadIdentity;
    fn from_str(text: &str) -> Result<Self, BadIdentity> {
        let mut bytes = [0; 8];
        match URL_SAFE_NO_PAD.decode_slice(text, &mut bytes) {
            Ok(8) => Ok(Self(bytes)),
            _ => Err(BadIdentity("chain")),
        }
    }
}
as_text!(Chain);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// The quick text is the same text, and reads back.
        #[test]
        fn a_dot_reads_back_from_its_text(device in any::<u64>(), n in any::<u64>()) {
            let dot = Dot::new(DeviceId::new(device), n);
            prop_assert_eq!(dot.text(), dot.to_string());
            prop_assert_eq!(dot.text().parse::<Dot>(), Ok(dot));
        }
    }
}
