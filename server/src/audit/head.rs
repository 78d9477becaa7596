//! The head of a trail: its last number and hash, to be kept where whoever has the database cannot reach it.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

/// The end of an organisation's trail at some moment. Written `<organisation>:<number>:<hash>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The organisation.
    pub org: Uuid,
    /// The number of its last row; 0: there is none.
    pub n: u64,
    /// The hash of that row; zeros where there is none.
    pub hash: [u8; 32],
}

/// Not a head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a head: an organisation, a number and 64 hexadecimal digits, as `audit head` prints it")]
pub struct BadHead;

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.org, self.n, super::hex(&self.hash))
    }
}

impl FromStr for Head {
    type Err = BadHead;

    fn from_str(text: &str) -> Result<Self, BadHead> {
        let mut parts = text.trim().split(':');
        let (Some(org), Some(n), Some(hex), None) = (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(BadHead);
        };
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(n) {
            return Err(BadHead);
        }
        Ok(Self {
            org: Uuid::parse_str(org).map_err(|_| BadHead)?,
            n: n.parse().map_err(|_| BadHead)?,
            hash: super::trace::unhex(hex).ok_or(BadHead)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_head_is_read_as_it_was_written(org in any::<u128>(), n in any::<u64>(), hash in any::<[u8; 32]>()) {
            let head = Head { org: Uuid::from_u128(org), n, hash };
            prop_assert_eq!(head.to_string().parse::<Head>(), Ok(head));
        }

        #[test]
        fn any_other_text_is_refused_without_a_panic(text in "\\PC{0,140}") {
            if let Ok(head) = text.parse::<Head>() {
                prop_assert_eq!(head.to_string().parse::<Head>(), Ok(head));
            }
        }
    }
}
