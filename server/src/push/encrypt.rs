//! Encryption of what Web Push carries (RFC 8291, over the coding `aes128gcm` of RFC 8188).

use ring::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral};
use ring::hkdf::{HKDF_SHA256, KeyType, Prk, Salt};
use ring::rand::{SecureRandom as _, SystemRandom};

/// Length of a record: larger than anything we send, so there is one.
const RECORD: u32 = 4_096;

/// Ends the last record (RFC 8188, section 2).
const LAST: u8 = 2;

/// There was no randomness, or a key is no point of the curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this cannot be encrypted for that key")]
pub struct Unsealed;

impl From<ring::error::Unspecified> for Unsealed {
    fn from(_: ring::error::Unspecified) -> Self {
        Self
    }
}

/// Whether these 65 bytes are a point of P-256 that a secret can be agreed on with.
#[must_use]
pub fn is_on_curve(point: &[u8; 65]) -> bool {
    let agreed = EphemeralPrivateKey::generate(&ECDH_P256, &SystemRandom::new())
        .and_then(|key| agree_ephemeral(key, &UnparsedPublicKey::new(&ECDH_P256, point), |_| ()));
    agreed.is_ok()
}

/// The body of a push for a subscriber, with a fresh key and salt.
///
/// # Errors
///
/// [`Unsealed`].
pub fn seal(plain: &[u8], subscriber: &[u8], auth: &[u8]) -> Result<Vec<u8>, Unsealed> {
    let random = SystemRandom::new();
    let mut salt = [0; 16];
    random.fill(&mut salt)?;
    let ours = EphemeralPrivateKey::generate(&ECDH_P256, &random)?;
    let public = ours.compute_public_key()?;
    let theirs = UnparsedPublicKey::new(&ECDH_P256, subscriber);
    agree_ephemeral(ours, &theirs, |shared| {
        seal_with(plain, &Agreed { shared, subscriber, sender: public.as_ref(), auth, salt })
    })?
}

/// What both ends agree on.
struct Agreed<'a> {
    shared: &'a [u8],
    subscriber: &'a [u8],
    sender: &'a [u8],
    auth: &'a [u8],
    salt: [u8; 16],
}

impl Agreed<'_> {
    /// The key and nonce of the one record (RFC 8291, section 3.4).
    fn keys(&self) -> Result<([u8; 16], [u8; 12]), Unsealed> {
        let combined = Salt::new(HKDF_SHA256, self.auth).extract(self.shared);
        let ikm: [u8; 32] = expand(&combined, &[b"WebPush: info\0", self.subscriber, self.sender])?;
        let prk = Salt::new(HKDF_SHA256, &self.salt).extract(&ikm);
        let key = expand(&prk, &[b"Content-Encoding: aes128gcm\0"])?;
        Ok((key, expand(&prk, &[b"Content-Encoding: nonce\0"])?))
    }
}

/// So many bytes of output.
struct Length(usize);

impl KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

fn expand<const N: usize>(prk: &Prk, info: &[&[u8]]) -> Result<[u8; N], Unsealed> {
    let mut out = [0; N];
    prk.expand(info, Length(N))?.fill(&mut out)?;
    Ok(out)
}

/// The header with salt, record length and our key, then the one record.
fn seal_with(plain: &[u8], agreed: &Agreed<'_>) -> Result<Vec<u8>, Unsealed> {
    let (key, nonce) = agreed.keys()?;
    let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key)?);
    let mut record = plain.to_vec();
    record.push(LAST);
    key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut record)?;
    let mut body = agreed.salt.to_vec();
    body.extend_from_slice(&RECORD.to_be_bytes());
    body.push(u8::try_from(agreed.sender.len()).map_err(|_| Unsealed)?);
    body.extend_from_slice(agreed.sender);
    body.append(&mut record);
    Ok(body)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    use super::*;

    fn decoded(text: &str) -> Vec<u8> {
        URL_SAFE_NO_PAD.decode(text).unwrap()
    }

    /// RFC 8291, section 5 and appendix A: the same secret, keys and salt give the same bytes.
    #[test]
    fn the_example_of_the_standard_comes_out_to_the_byte() {
        let sender = decoded(
            "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8",
        );
        let subscriber = decoded(
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        );
        let agreed = Agreed {
            shared: &decoded("kyrL1jIIOHEzg3sM2ZWRHDRB62YACZhhSlknJ672kSs"),
            subscriber: &subscriber,
            sender: &sender,
            auth: &decoded("BTBZMqHH6r4Tts7J_aSIgg"),
            salt: decoded("DGv6ra1nlYgDCS1FRnbzlw").try_into().unwrap(),
        };
        let (key, nonce) = agreed.keys().unwrap();
        assert_eq!(URL_SAFE_NO_PAD.encode(key), "oIhVW04MRdy2XN9CiKLxTg");
        assert_eq!(URL_SAFE_NO_PAD.encode(nonce), "4h_95klXJ5E_qnoN");
        let body = seal_with(b"When I grow up, I want to be a watermelon", &agreed).unwrap();
        let expected = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml\
                        mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT\
                        pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
        assert_eq!(URL_SAFE_NO_PAD.encode(body), expected);
    }

    #[test]
    fn no_two_bodies_are_the_same_and_no_key_is_made_up() {
        let subscriber = EphemeralPrivateKey::generate(&ECDH_P256, &SystemRandom::new()).unwrap();
        let public = subscriber.compute_public_key().unwrap();
        let (one, two) = (seal(b"", public.as_ref(), &[1; 16]), seal(b"", public.as_ref(), &[1; 16]));
        assert_ne!(one.unwrap(), two.unwrap());
        assert_eq!(seal(b"", &[4; 65], &[1; 16]), Err(Unsealed));
        assert_eq!(seal(b"", b"", &[1; 16]), Err(Unsealed));
    }
}
