//! Codes of an app (RFC 6238): HMAC-SHA-1, 6 digits, 30 seconds, as every such app makes them.

use ring::hmac;
use zeroize::Zeroizing;

use crate::random::{self, Dry, SystemRandom};

/// How long a code is one, in milliseconds.
const STEP_MS: i64 = 30_000;

/// Bytes of a secret: as many as the hash has (RFC 4226, section 4, R6).
const LENGTH: usize = 20;

/// One more than the largest code.
const CODES: u32 = 1_000_000;

/// Base32 (RFC 4648).
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// What an app and the server both know. Never logged.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<[u8; LENGTH]>);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Secret {
    /// A new one.
    ///
    /// # Errors
    ///
    /// [`Dry`].
    pub fn fresh() -> Result<Self, Dry> {
        Ok(Self(Zeroizing::new(random::bytes(&mut SystemRandom)?)))
    }

    /// The one of these bytes; `None` when they are too few or too many.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        Some(Self(Zeroizing::new(bytes.try_into().ok()?)))
    }

    /// Its bytes, to be sealed.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.0.as_slice()
    }

    /// As an app reads it when somebody types it: Base32.
    #[must_use]
    pub fn base32(&self) -> Zeroizing<String> {
        // 20 bytes are 32 letters, with nothing left.
        let mut text = Zeroizing::new(String::with_capacity(32));
        for five in self.0.chunks(5) {
            let bits = five.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
            for place in (0..8).rev() {
                text.push(char::from(ALPHABET[(bits >> (5 * place) & 31) as usize]));
            }
        }
        text
    }

    /// The link in a picture that an app's camera reads. `whose`: what the app shows.
    #[must_use]
    pub fn link(&self, whose: &str) -> Zeroizing<String> {
        let whose: String = form_urlencoded::byte_serialize(whose.as_bytes()).collect();
        // A plus is a space in forms only.
        let whose = whose.replace('+', "%20");
        Zeroizing::new(format!("otpauth://totp/Opstap:{whose}?secret={}&issuer=Opstap", &*self.base32()))
    }

    /// The code at a moment.
    #[must_use]
    pub fn code_at(&self, at_ms: i64) -> u32 {
        code(self.bytes(), step(at_ms)) % CODES
    }

    /// Which step a code is of: the present one, the one before or the one after, for clocks that differ. All are computed,
    /// whatever is typed.
    #[must_use]
    pub fn step_of(&self, typed: u32, now_ms: i64) -> Option<i64> {
        let now = step(now_ms);
        [now - 1, now, now + 1].into_iter().fold(None, |found, one| {
            let same = code(self.bytes(), one) % CODES == typed;
            if same { Some(one) } else { found }
        })
    }
}

const fn step(at_ms: i64) -> i64 {
    at_ms.div_euclid(STEP_MS)
}

/// The whole number that a code is the end of (RFC 4226, section 5.3).
fn code(secret: &[u8], step: i64) -> u32 {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret);
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let tag = tag.as_ref();
    let at = tag.last().map_or(0, |last| usize::from(last & 15));
    let four = tag.iter().skip(at).take(4).fold(0_u32, |all, byte| all << 8 | u32::from(*byte));
    four & 0x7fff_ffff
}

/// A code as people type it: six digits, perhaps in groups. `None` for what is none.
#[must_use]
pub fn typed_code(text: &str) -> Option<u32> {
    if text.len() > 32 {
        return None;
    }
    let digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let six = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if six { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    fn known() -> Secret {
        Secret::of(b"12345678901234567890").unwrap()
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, SHA-1: eight digits.
        for (seconds, expected) in [
            (59, 94_287_082),
            (1_111_111_109, 7_081_804),
            (1_111_111_111, 14_050_471),
            (1_234_567_890, 89_005_924),
            (2_000_000_000, 69_279_037),
            (20_000_000_000, 65_353_130),
        ] {
            assert_eq!(code(known().bytes(), step(seconds * 1000)) % 100_000_000, expected, "{seconds}");
            assert_eq!(known().code_at(seconds * 1000), expected % CODES);
        }
        // RFC 4226, appendix D: counters 0 to 9.
        let hotp = [755_224, 287_082, 359_152, 969_429, 338_314, 254_676, 287_922, 162_583, 399_871, 520_489];
        for (counter, expected) in (0..).zip(hotp) {
            assert_eq!(code(known().bytes(), counter) % CODES, expected, "{counter}");
        }
    }

    #[test]
    fn a_clock_may_be_one_step_off_and_no_more() {
        let now = 1_234_567_890_000;
        let right = step(now);
        for off in -3..=3 {
            let typed = known().code_at(now + off * STEP_MS);
            let expected = (-1..=1).contains(&off).then_some(right + off);
            assert_eq!(known().step_of(typed, now), expected, "{off}");
        }
    }

    #[test]
    fn a_secret_is_written_as_apps_read_it() {
        // RFC 4648, section 6, by another program: base32 of the bytes.
        assert_eq!(*known().base32(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        let link = known().link("Sam de Wit & Co");
        assert_eq!(
            *link,
            "otpauth://totp/Opstap:Sam%20de%20Wit%20%26%20Co?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Opstap"
        );
        assert_ne!(Secret::fresh().unwrap(), Secret::fresh().unwrap());
        assert!(!format!("{:?}", known()).contains("123"));
    }

    #[test]
    fn a_code_may_be_typed_as_people_type() {
        assert_eq!(typed_code(" 001 234 "), Some(1_234));
        for none in ["", "12345", "1234567", "12345a", "-12345", "+12345", "１２３４５６"] {
            assert_eq!(typed_code(none), None, "{none}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_a_code_or_none(text in ".{0,40}") {
            if let Some(code) = typed_code(&text) {
                prop_assert!(code < CODES);
            }
        }

        #[test]
        fn a_right_code_is_of_its_step(bytes in proptest::array::uniform20(0_u8..), now in 0_i64..4_000_000_000_000) {
            let secret = Secret::of(&bytes).unwrap();
            prop_assert!(secret.step_of(secret.code_at(now), now).is_some());
        }
    }
}
