//! Sealing: what only the client's own devices can read. The key is made on the first of them and is brought to another by
//! the person, never by the server (ADR-0024).
//!
//! A sealed value is `version 1 ‖ key id 8 ‖ salt 16 ‖ ChaCha20-Poly1305`, as base64url. The cipher's key is made anew for each value
//! from the person's key, the salt and the record's id with BLAKE3, so that a nonce is never used twice, and a value that is put
//! into another record does not open. Words are padded to whole quarters of a kilobyte: their length says little.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use opstap_store::Randomness;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use uuid::Uuid;

const VERSION: u8 = 1;
const ID: usize = 8;
const SALT: usize = 16;
const HEAD: usize = 1 + ID + SALT;
/// Words are padded to a multiple of this many bytes.
const BLOCK: usize = 256;
/// Crockford's alphabet: no I, L, O and U, which are misread.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Bytes at the end of a key in letters that tell a slip of the pen.
const CHECK: usize = 3;
/// Letters between two hyphens.
const GROUP: usize = 4;

/// A key of the person: 256 random bits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct OwnKey([u8; 32]);

impl std::fmt::Debug for OwnKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OwnKey")
    }
}

/// Why a sealed value stays closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Closed {
    /// It was sealed with a key that is not here.
    NoKey,
    /// It is no sealed value, or not what was sealed for this record.
    Damaged,
}

impl OwnKey {
    pub(crate) fn fresh(random: &mut dyn Randomness) -> Self {
        let mut key = [0; 32];
        random.fill(&mut key);
        Self(key)
    }

    /// What tells keys apart; says nothing of the key.
    pub(crate) fn id(&self) -> [u8; ID] {
        let mut id = [0; ID];
        id.copy_from_slice(&blake3::derive_key("opstap own key id 1", &self.0)[..ID]);
        id
    }

    /// In letters that a person can read out and type: 56 of them in groups of four, the last ones a check.
    pub(crate) fn letters(&self) -> String {
        let mut bytes = self.0.to_vec();
        bytes.extend_from_slice(&self.check());
        let mut text = String::new();
        for at in 0..bytes.len() * 8 / 5 {
            if at > 0 && at % GROUP == 0 {
                text.push('-');
            }
            text.push(char::from(LETTERS[five(&bytes, at)]));
        }
        text
    }

    /// Reads a key as it was typed: in small letters, without hyphens, with an O for a nought.
    pub(crate) fn read(typed: &str) -> Option<Self> {
        let mut bytes = [0u8; 32 + CHECK];
        let mut at = 0;
        for letter in typed.chars().filter(|letter| !letter.is_whitespace() && *letter != '-') {
            let letter = match letter.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let value = LETTERS.iter().position(|known| char::from(*known) == letter)?;
            for bit in 0..5 {
                let place = at * 5 + bit;
                *bytes.get_mut(place / 8)? |= ((value >> (4 - bit) & 1) as u8) << (7 - place % 8);
            }
            at += 1;
        }
        let (key, check) = bytes.split_at(32);
        let read = Self(key.try_into().ok()?);
        (at == bytes.len() * 8 / 5 && check == read.check()).then_some(read)
    }

    fn check(&self) -> [u8; CHECK] {
        let mut check = [0; CHECK];
        check.copy_from_slice(&blake3::derive_key("opstap own key check 1", &self.0)[..CHECK]);
        check
    }

    /// Seals words for one record.
    pub(crate) fn seal(&self, record: Uuid, words: &[u8], random: &mut dyn Randomness) -> Option<String> {
        let mut sealed = vec![VERSION];
        sealed.extend_from_slice(&self.id());
        let mut salt = [0; SALT];
        random.fill(&mut salt);
        sealed.extend_from_slice(&salt);
        let mut body = words.to_vec();
        // One byte says that the words end here; noughts fill the rest.
        body.push(1);
        body.resize(body.len().next_multiple_of(BLOCK), 0);
        let cipher = self.cipher(&salt, record)?;
        cipher.seal_in_place_append_tag(nonce(), Aad::from(&sealed), &mut body).ok()?;
        sealed.append(&mut body);
        Some(URL_SAFE_NO_PAD.encode(sealed))
    }

    fn cipher(&self, salt: &[u8], record: Uuid) -> Option<LessSafeKey> {
        let mut hash = blake3::Hasher::new_keyed(&self.0);
        hash.update(b"opstap own value 1").update(salt).update(record.as_bytes());
        UnboundKey::new(&CHACHA20_POLY1305, hash.finalize().as_bytes()).ok().map(LessSafeKey::new)
    }
}

/// Opens what was sealed for this record with one of these keys.
pub(crate) fn open(keys: &[OwnKey], record: Uuid, sealed: &str) -> Result<Vec<u8>, Closed> {
    let mut bytes = URL_SAFE_NO_PAD.decode(sealed).map_err(|_| Closed::Damaged)?;
    let Some((head, body)) = bytes.split_at_mut_checked(HEAD) else { return Err(Closed::Damaged) };
    if head[0] != VERSION {
        return Err(Closed::Damaged);
    }
    let key = keys.iter().find(|key| key.id() == head[1..=ID]).ok_or(Closed::NoKey)?;
    let cipher = key.cipher(&head[1 + ID..], record).ok_or(Closed::Damaged)?;
    let words = cipher.open_in_place(nonce(), Aad::from(&*head), body).map_err(|_| Closed::Damaged)?;
    let end = words.iter().rposition(|byte| *byte == 1).ok_or(Closed::Damaged)?;
    Ok(words[..end].to_vec())
}

/// Each cipher's key is used for one value: its nonce can be the first.
fn nonce() -> Nonce {
    Nonce::assume_unique_for_key([0; 12])
}

/// The five bits at this place.
fn five(bytes: &[u8], at: usize) -> usize {
    let mut value = 0;
    for place in at * 5..at * 5 + 5 {
        let bit = bytes.get(place / 8).map_or(0, |byte| byte >> (7 - place % 8) & 1);
        value = value << 1 | usize::from(bit);
    }
    value
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    struct Counting(u64);

    impl Randomness for Counting {
        fn fill(&mut self, bytes: &mut [u8]) {
            self.0 += 1;
            blake3::Hasher::new().update(&self.0.to_le_bytes()).finalize_xof().fill(bytes);
        }
    }

    proptest! {
        #[test]
        fn what_is_sealed_opens_with_its_key_for_its_record_and_in_no_other_way(
            words in prop::collection::vec(any::<u8>(), 0..900),
            (one, other) in (any::<[u8; 32]>(), any::<[u8; 32]>()).prop_filter("two", |(one, other)| one != other),
            record in any::<u128>(),
            spoiled in any::<prop::sample::Index>(),
        ) {
            let (key, record) = (OwnKey(one), Uuid::from_u128(record));
            let sealed = key.seal(record, &words, &mut Counting(3)).unwrap();
            prop_assert_eq!(open(&[OwnKey(other), key], record, &sealed).unwrap(), words.clone());
            prop_assert_eq!(open(&[OwnKey(other)], record, &sealed), Err(Closed::NoKey));
            let elsewhere = Uuid::from_u128(record.as_u128() ^ 1);
            prop_assert_eq!(open(&[key], elsewhere, &sealed), Err(Closed::Damaged));
            let mut bytes = URL_SAFE_NO_PAD.decode(&sealed).unwrap();
            let at = spoiled.index(bytes.len());
            bytes[at] ^= 1;
            prop_assert!(open(&[key], record, &URL_SAFE_NO_PAD.encode(bytes)).is_err());
            // Two texts of about the same length cannot be told apart.
            let other = key.seal(record, &vec![b'x'; words.len() / BLOCK * BLOCK], &mut Counting(5)).unwrap();
            prop_assert_eq!(other.len(), sealed.len());
        }

        #[test]
        fn a_key_is_read_as_it_was_written_down_and_a_slip_is_noticed(key in any::<[u8; 32]>(), slip in any::<prop::sample::Index>(), letter in 0usize..32) {
            let key = OwnKey(key);
            let text = key.letters();
            prop_assert_eq!(OwnKey::read(&text), Some(key));
            let loose = text.to_lowercase().replace('-', "  ").replace('0', "o").replace('1', "l");
            prop_assert_eq!(OwnKey::read(&loose), Some(key));
            let at = slip.index(text.len());
            let wrong: String = text.char_indices().map(|(place, was)| if place == at { char::from(LETTERS[letter]) } else { was }).collect();
            let read = OwnKey::read(&wrong);
            prop_assert!(read.is_none() || wrong == text);
            prop_assert_eq!(OwnKey::read(&text[..text.len() - 1]), None);
        }

        #[test]
        fn any_text_is_answered(text in ".{0,200}") {
            prop_assert!(open(&[OwnKey([7; 32])], Uuid::nil(), &text).is_err());
            prop_assert_eq!(OwnKey::read(&text), None);
        }
    }

    #[test]
    fn two_seals_of_the_same_words_do_not_look_alike_and_show_no_word() {
        let key = OwnKey([9; 32]);
        let mut random = Counting(1);
        let seal = |random: &mut Counting| key.seal(Uuid::nil(), b"vandaag was zwaar", random).unwrap();
        let (one, other) = (seal(&mut random), seal(&mut random));
        assert_ne!(one, other);
        assert_eq!(one.len(), other.len());
        let bytes = URL_SAFE_NO_PAD.decode(&one).unwrap();
        assert!(!bytes.windows(5).any(|part| part == b"zwaar"));
    }
}
