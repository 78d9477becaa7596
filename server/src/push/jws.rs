//! Signed claims (RFC 7515 and 7519, compact form), as push services ask for them.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair,
};
use serde_json::Value;
use zeroize::Zeroizing;

/// A key that cannot be used. Says nothing of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadKey {
    /// No PEM of a private key in PKCS #8.
    #[error("not a private key in PKCS #8 (PEM, `BEGIN PRIVATE KEY`)")]
    Form,
    /// Another kind of key.
    #[error("not a key of the kind that this service wants")]
    Kind,
}

/// A private key that signs.
pub enum Signer {
    /// ECDSA on P-256 with SHA-256.
    Es256(EcdsaKeyPair),
    /// RSA PKCS #1 v1.5 with SHA-256.
    Rs256(RsaKeyPair),
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.algorithm())
    }
}

impl Signer {
    /// A key of P-256 in PKCS #8.
    ///
    /// # Errors
    ///
    /// [`BadKey::Kind`].
    pub fn es256(pkcs8: &[u8]) -> Result<Self, BadKey> {
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8, &SystemRandom::new());
        Ok(Self::Es256(key.map_err(|_| BadKey::Kind)?))
    }

    /// A key of RSA in PKCS #8.
    ///
    /// # Errors
    ///
    /// [`BadKey::Kind`].
    pub fn rs256(pkcs8: &[u8]) -> Result<Self, BadKey> {
        Ok(Self::Rs256(RsaKeyPair::from_pkcs8(pkcs8).map_err(|_| BadKey::Kind)?))
    }

    /// The name of the algorithm (RFC 7518).
    #[must_use]
    pub const fn algorithm(&self) -> &'static str {
        match self {
            Self::Es256(_) => "ES256",
            Self::Rs256(_) => "RS256",
        }
    }

    /// The public key: for P-256 an uncompressed point.
    #[must_use]
    pub fn public(&self) -> &[u8] {
        match self {
            Self::Es256(key) => key.public_key().as_ref(),
            Self::Rs256(key) => key.public_key().as_ref(),
        }
    }

    /// The signed claims. `header` gets the algorithm. `None`: there was no randomness.
    #[must_use]
    pub fn sign(&self, mut header: Value, claims: &Value) -> Option<String> {
        header["alg"] = Value::from(self.algorithm());
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(&header), part(claims));
        let random = SystemRandom::new();
        let signature = match self {
            Self::Es256(key) => key.sign(&random, signed.as_bytes()).ok()?.as_ref().to_vec(),
            Self::Rs256(key) => {
                let mut signature = vec![0; key.public().modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &random, signed.as_bytes(), &mut signature).ok()?;
                signature
            }
        };
        Some(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }
}

/// The bytes of a private key in PEM.
///
/// # Errors
///
/// [`BadKey::Form`].
pub fn pkcs8(pem: &str) -> Result<Zeroizing<Vec<u8>>, BadKey> {
    let (_, rest) = pem.split_once("-----BEGIN PRIVATE KEY-----").ok_or(BadKey::Form)?;
    let (body, _) = rest.split_once("-----END PRIVATE KEY-----").ok_or(BadKey::Form)?;
    let body: Zeroizing<String> = Zeroizing::new(body.split_ascii_whitespace().collect());
    Ok(Zeroizing::new(STANDARD.decode(body.as_bytes()).map_err(|_| BadKey::Form)?))
}
