//! Two factors that this server keeps itself, for staff whose organisation has no provider of sign-in (ADR-0040): what they
//! may be, and how they are held against what somebody typed. No store, no clock and no address is known here.

use unicode_normalization::UnicodeNormalization as _;

mod passphrase;
mod totp;

pub use passphrase::{FitsNot, KEPT, LEAST, Passphrase};
pub use totp::{Secret, typed_code};

/// The longest name to sign in with.
const NAME_MAX: usize = 64;

/// The shortest one.
const NAME_MIN: usize = 2;

/// The name to sign in with as it is kept: small letters, without what stands around it. `None` for what cannot be one.
#[must_use]
pub fn name_of(typed: &str) -> Option<String> {
    if typed.len() > 8 * NAME_MAX {
        return None;
    }
    let name: String = typed.trim().nfc().collect::<String>().to_lowercase().nfc().collect();
    let fits = (NAME_MIN..=NAME_MAX).contains(&name.chars().count())
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '@' | '+' | '\''));
    fits.then_some(name)
}

/// How long a name is closed after so many wrong tries in a row, in milliseconds: a minute after five, twice as long after
/// each one more, an hour at most.
#[must_use]
pub const fn closed_for_ms(wrong: u32) -> i64 {
    const MINUTE_MS: i64 = 60_000;
    match wrong {
        0..FREE => 0,
        // 64 minutes would be the next.
        more if more - FREE >= 6 => 60 * MINUTE_MS,
        more => MINUTE_MS << (more - FREE),
    }
}

/// Wrong tries that close nothing, and the one that does.
const FREE: u32 = 5;

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_may_be_typed_as_people_type() {
        assert_eq!(name_of("  Jansen "), name_of("jansen"));
        assert_eq!(name_of("R.de-Vries@dorp.example").as_deref(), Some("r.de-vries@dorp.example"));
        assert_eq!(name_of("Zoe\u{308}"), name_of("zoë"));
        for none in ["", "j", "two words", "a\u{0}b", "<b>", &"x".repeat(65)] {
            assert_eq!(name_of(none), None, "{none}");
        }
    }

    #[test]
    fn it_is_closed_for_longer_each_time_and_never_for_more_than_an_hour() {
        let minutes: Vec<i64> = (0..15).map(|wrong| closed_for_ms(wrong) / 60_000).collect();
        assert_eq!(minutes, [0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60]);
        assert_eq!(closed_for_ms(u32::MAX), 3_600_000);
    }

    proptest! {
        #[test]
        fn a_name_that_is_kept_is_its_own_name(typed in ".{0,90}") {
            if let Some(name) = name_of(&typed) {
                prop_assert_eq!(name_of(&name), Some(name.clone()));
                prop_assert!(!name.contains(char::is_whitespace) && name.len() <= 4 * NAME_MAX);
            }
        }
    }
}
