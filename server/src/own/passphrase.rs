//! Passphrases: long, and not what everybody chooses. No rules about sorts of characters, and no end date (NIST SP
//! 800-63B, section 3.1.1.2). What is kept is a hash that takes memory to guess (Argon2id, RFC 9106).

use argon2::{Algorithm, Argon2, Params, Version};
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use crate::random::{self, Dry, SystemRandom};

/// Characters that a passphrase has at least.
pub const LEAST: usize = 12;

/// Characters that it has at most: nobody types more, and hashing them costs.
const MOST: usize = 256;

/// Letters that are left of a passphrase at least, without what everybody chooses.
const OF_ONES_OWN: usize = 4;

/// Bytes of what is kept: which way it was made, a salt, and the hash.
pub const KEPT: usize = 1 + SALT + HASH;
const SALT: usize = 16;
const HASH: usize = 32;

/// Argon2id with 19 MiB, two passes and one lane: what OWASP's cheat sheet asks for at least.
const FIRST_WAY: u8 = 1;
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;

/// What everybody chooses, in small letters without digits and signs. A passphrase is held against them after both were
/// brought to that; longer ones stand first.
const EVERYBODYS: [&str; 44] = [
    "wachtwoorden",
    "wachtwoord",
    "qwertyuiop",
    "schuldhulp",
    "september",
    "november",
    "december",
    "password",
    "passwort",
    "opstappen",
    "gemeente",
    "februari",
    "inloggen",
    "iloveyou",
    "ikhouvanjou",
    "donderdag",
    "passphrase",
    "administrator",
    "asdfghjkl",
    "zxcvbnm",
    "azertyuiop",
    "voetbal",
    "welkom",
    "welcome",
    "geheim",
    "januari",
    "augustus",
    "oktober",
    "letmein",
    "qwerty",
    "azerty",
    "beheer",
    "zomer",
    "winter",
    "herfst",
    "lente",
    "summer",
    "spring",
    "opstap",
    "hallo",
    "admin",
    "login",
    "maart",
    "test",
];

/// Why something cannot be a passphrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FitsNot {
    /// It has too few characters.
    Short,
    /// It has too many.
    Long,
    /// It is what everybody chooses, or little more than the name.
    Everybodys,
}

/// What somebody typed, in the one form that it is hashed in. Never logged, never kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Passphrase(Zeroizing<String>);

impl std::fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

impl Passphrase {
    /// What was typed, whatever it is.
    #[must_use]
    pub fn typed(text: &str) -> Self {
        // What is longer than any passphrase is none: the rest of it costs nothing.
        let text = text.trim().chars().take(MOST + 1);
        Self(Zeroizing::new(text.nfc().collect()))
    }

    /// Whether somebody with this name may choose it.
    ///
    /// # Errors
    ///
    /// [`FitsNot`].
    pub fn check(&self, name: &str) -> Result<(), FitsNot> {
        match self.0.chars().count() {
            ..LEAST => Err(FitsNot::Short),
            LEAST..=MOST if self.is_everybodys(name) => Err(FitsNot::Everybodys),
            LEAST..=MOST => Ok(()),
            _ => Err(FitsNot::Long),
        }
    }

    fn is_everybodys(&self, name: &str) -> bool {
        let mut left = letters(&self.0);
        let parts =
            name.split(|c: char| !c.is_alphabetic()).map(letters).filter(|part| part.chars().count() > 2);
        for part in parts {
            left = Zeroizing::new(left.replace(part.as_str(), ""));
        }
        for word in EVERYBODYS {
            left = Zeroizing::new(left.replace(word, ""));
        }
        let mut different: Vec<char> = left.chars().collect();
        different.sort_unstable();
        different.dedup();
        different.len() < OF_ONES_OWN
    }

    /// What is kept of it, with a salt of its own.
    ///
    /// # Errors
    ///
    /// [`Dry`].
    pub fn hashed(&self) -> Result<Vec<u8>, Dry> {
        let salt: [u8; SALT] = random::bytes(&mut SystemRandom)?;
        let hash = self.hash(&salt).ok_or(Dry)?;
        Ok([&[FIRST_WAY], salt.as_slice(), hash.as_slice()].concat())
    }

    /// Whether this is the one of which that was kept. `None`: nothing was kept, and it takes as long to say so.
    #[must_use]
    pub fn fits(&self, kept: Option<&[u8]>) -> bool {
        let known = kept.filter(|kept| kept.len() == KEPT && kept.first() == Some(&FIRST_WAY));
        let (salt, expected) = known.map_or(([0; SALT], [0; HASH]), |kept| {
            let (mut salt, mut hash) = ([0; SALT], [0; HASH]);
            salt.copy_from_slice(&kept[1..=SALT]);
            hash.copy_from_slice(&kept[1 + SALT..]);
            (salt, hash)
        });
        // Hashes of BLAKE3 are compared in constant time; these bytes are none, and are compared so all the same.
        let (made, expected) =
            (self.hash(&salt).map(blake3::Hash::from_bytes), blake3::Hash::from_bytes(expected));
        known.is_some() && made == Some(expected)
    }

    fn hash(&self, salt: &[u8; SALT]) -> Option<[u8; HASH]> {
        let params = Params::new(MEMORY_KIB, PASSES, 1, Some(HASH)).ok()?;
        let mut hash = [0; HASH];
        let way = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        way.hash_password_into(self.0.as_bytes(), salt, &mut hash).ok()?;
        Some(hash)
    }
}

/// Only its letters, small.
fn letters(text: &str) -> Zeroizing<String> {
    Zeroizing::new(text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str) -> Result<(), FitsNot> {
        Passphrase::typed(text).check("samira.jansen")
    }

    #[test]
    fn long_ones_are_taken_whatever_they_are_made_of() {
        for good in
            ["paarse fiets op zolder", "correct horse battery", "de kat zit op het dak", "дом стоит на горе"]
        {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        assert_eq!(check("korte zin"), Err(FitsNot::Short));
        assert_eq!(
            check(&format!("  {}  ", "kort zinnet")),
            Err(FitsNot::Short),
            "spaces around it do not count"
        );
        assert_eq!(check(&"lang zin ".repeat(40)), Err(FitsNot::Long));
    }

    #[test]
    fn what_everybody_chooses_is_not_taken() {
        for bad in [
            "Wachtwoord123!",
            "welkom2026welkom",
            "WELKOM-WELKOM",
            "123456789012",
            "aaaaaaaaaaaaaa",
            "qwertyuiop12",
            "Zomer2026Zomer",
            "Samira2026!!",
            "jansen-jansen-1",
            "password-password",
            "hallohallohallo",
            "Opstap-gemeente-1",
            "abababababab",
        ] {
            assert_eq!(check(bad), Err(FitsNot::Everybodys), "{bad}");
        }
        assert_eq!(check("welkom bij de bakker"), Ok(()), "with more around it, it is nobody else's");
    }

    #[test]
    fn it_fits_what_was_kept_of_it_and_nothing_else() {
        let kept = Passphrase::typed("paarse fiets op zolder").hashed().unwrap();
        assert_eq!(kept.len(), KEPT);
        assert!(Passphrase::typed(" paarse fiets op zolder\n").fits(Some(&kept)));
        assert!(!Passphrase::typed("paarse fiets op zolder.").fits(Some(&kept)));
        assert!(!Passphrase::typed("paarse fiets op zolder").fits(None));
        assert_ne!(Passphrase::typed("paarse fiets op zolder").hashed().unwrap(), kept, "each has its salt");
        for at in [0, 1, SALT, KEPT - 1] {
            let mut other = kept.clone();
            other[at] ^= 1;
            assert!(!Passphrase::typed("paarse fiets op zolder").fits(Some(&other)), "{at}");
        }
        assert!(!Passphrase::typed("paarse fiets op zolder").fits(Some(&kept[1..])));
        // Another keyboard writes an accent by itself.
        let composed = Passphrase::typed("cafe\u{301} om de hoek").hashed().unwrap();
        assert!(Passphrase::typed("café om de hoek").fits(Some(&composed)));
    }

    proptest! {
        #[test]
        fn anything_may_be_typed(text in ".{0,400}", name in ".{0,40}") {
            let typed = Passphrase::typed(&text);
            if typed.check(&name).is_ok() {
                prop_assert!(typed.0.chars().count() >= LEAST && typed.0.chars().count() <= MOST);
            }
            prop_assert_eq!(format!("{:?}", typed), "Passphrase(…)");
        }
    }
}
