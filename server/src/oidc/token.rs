//! Whether an ID token may be believed (OpenID Connect Core 1.0, section 3.1.3.7; RFC 7515, 7517, 7518, 7519).
//!
//! Signatures with the three algorithms that the NL GOV profile names: RS256, PS256 and ES256. No `none`, and nothing that
//! is made with a shared secret.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256, RsaPublicKeyComponents,
    UnparsedPublicKey,
};
use serde::Deserialize;
use serde_json::Value;
use zeroize::Zeroizing;

use super::Refused;

/// A token is a few hundred bytes; groups can make it longer.
const TOKEN_MAX: usize = 32 * 1024;

/// How far two clocks may be apart, in seconds.
const APART_S: i64 = 60;

/// A token is made when it is asked for: one that is older than this is somebody's old one. In seconds.
const OLD_S: i64 = 10 * 60;

/// Characters of a name (Core, section 2).
const NAME_MAX: usize = 255;

/// There is no key that it could be signed with: perhaps there is a newer one.
pub(super) const NO_KEY: &str = "no such key";

/// What a provider signs with.
pub(super) type Keys = Vec<Jwk>;

/// A public key (RFC 7517). Other kinds than these two are left out.
#[derive(Debug, Deserialize)]
pub(super) struct Jwk {
    kty: String,
    kid: Option<String>,
    #[serde(rename = "use")]
    purpose: Option<String>,
    alg: Option<String>,
    n: Option<String>,
    e: Option<String>,
    crv: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

/// What a token has to say.
pub(super) struct Expected<'e> {
    pub(super) issuer: &'e str,
    pub(super) client_id: &'e str,
    pub(super) nonce: &'e str,
    /// Levels that are enough; none: any.
    pub(super) acr: &'e [&'e str],
    /// Somebody was asked to sign in anew, at this moment: what happened before it is not enough. Seconds since 1970 UTC.
    pub(super) since_s: Option<i64>,
    /// Milliseconds since 1970 UTC.
    pub(super) now_ms: i64,
}

/// What a token says of whom it is about.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// The provider's name of them. It may be a citizen service number: it goes no further than it must.
    pub(super) sub: Zeroizing<String>,
    /// The level at which they signed in.
    pub(super) acr: Option<String>,
    /// When, in seconds since 1970 UTC; never after now.
    pub(super) auth_time_s: Option<i64>,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    crit: Option<Value>,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: Audience,
    azp: Option<String>,
    /// Seconds since 1970 UTC, perhaps with a fraction.
    exp: f64,
    iat: f64,
    nbf: Option<f64>,
    nonce: Option<String>,
    acr: Option<String>,
    auth_time: Option<f64>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

impl Audience {
    fn has(&self, name: &str) -> bool {
        match self {
            Self::One(one) => one == name,
            Self::Many(many) => many.iter().any(|one| one == name),
        }
    }

    fn is_one(&self) -> bool {
        match self {
            Self::One(_) => true,
            Self::Many(many) => many.len() == 1,
        }
    }
}

/// Whom a token that may be believed is about.
///
/// # Errors
///
/// [`Refused::Token`], [`Refused::Level`].
pub(super) fn name(token: &str, keys: &[Jwk], expected: &Expected<'_>) -> Result<Named, Refused> {
    let bad = Refused::Token;
    if token.len() > TOKEN_MAX {
        return Err(bad("too long"));
    }
    let (signed, signature) = token.rsplit_once('.').ok_or(bad("form"))?;
    let (header, claims) = signed.split_once('.').ok_or(bad("form"))?;
    let header: Header = part(header)?;
    if header.crit.is_some() {
        return Err(bad("it asks for something that we do not know"));
    }
    let signature = decoded(signature).ok_or(bad("form"))?;
    verified(&header, keys, signed.as_bytes(), &signature)?;
    let claims: Claims = part(claims)?;
    says(&claims, expected)?;
    let now = expected.now_ms.div_euclid(1000);
    let auth_time_s = claims.auth_time.map(|at| (at as i64).min(now));
    Ok(Named { sub: Zeroizing::new(claims.sub), acr: claims.acr, auth_time_s })
}

fn decoded(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

fn part<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Refused> {
    let bytes = decoded(text).ok_or(Refused::Token("form"))?;
    serde_json::from_slice(&bytes).map_err(|_| Refused::Token("form"))
}

/// By a key of the kind that the algorithm wants: what a token says of itself chooses nothing else.
fn verified(header: &Header, keys: &[Jwk], signed: &[u8], signature: &[u8]) -> Result<(), Refused> {
    let kind = match header.alg.as_str() {
        "RS256" | "PS256" => "RSA",
        "ES256" => "EC",
        _ => return Err(Refused::Token("algorithm")),
    };
    let mut fitting = keys.iter().filter(|key| {
        key.kty == kind
            && key.purpose.as_deref().is_none_or(|purpose| purpose == "sig")
            && key.alg.as_ref().is_none_or(|alg| *alg == header.alg)
            && header.kid.as_ref().is_none_or(|kid| key.kid.as_ref() == Some(kid))
    });
    let mut some = false;
    let good = fitting.any(|key| {
        some = true;
        key.verifies(&header.alg, signed, signature)
    });
    match (good, some) {
        (true, _) => Ok(()),
        (false, true) => Err(Refused::Token("signature")),
        (false, false) => Err(Refused::Token(NO_KEY)),
    }
}

impl Jwk {
    fn verifies(&self, alg: &str, signed: &[u8], signature: &[u8]) -> bool {
        let bytes = |part: &Option<String>| part.as_deref().and_then(decoded);
        if alg == "ES256" {
            let (Some(x), Some(y)) = (bytes(&self.x), bytes(&self.y)) else { return false };
            if self.crv.as_deref() != Some("P-256") || x.len() != 32 || y.len() != 32 {
                return false;
            }
            let point = [&[4], x.as_slice(), &y].concat();
            return UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(signed, signature).is_ok();
        }
        let (Some(n), Some(e)) = (bytes(&self.n), bytes(&self.e)) else { return false };
        // A leading zero says nothing, and `ring` takes none.
        let n = n.iter().position(|byte| *byte != 0).map_or(&[][..], |at| &n[at..]);
        let how = if alg == "PS256" { &RSA_PSS_2048_8192_SHA256 } else { &RSA_PKCS1_2048_8192_SHA256 };
        RsaPublicKeyComponents { n, e: &e }.verify(how, signed, signature).is_ok()
    }
}

fn says(claims: &Claims, expected: &Expected<'_>) -> Result<(), Refused> {
    let bad = |what| Err(Refused::Token(what));
    let now = expected.now_ms.div_euclid(1000);
    let (late, early) = (now - APART_S, now + APART_S);
    // Whole seconds; what is no moment at all becomes the first or the last one.
    let [exp, iat] = [claims.exp, claims.iat].map(|at| at as i64);
    if claims.iss.trim_end_matches('/') != expected.issuer {
        return bad("issuer");
    }
    if !claims.aud.has(expected.client_id) {
        return bad("audience");
    }
    // Made for several: then for us by name.
    let azp = claims.azp.as_deref();
    if azp.map_or(!claims.aud.is_one(), |azp| azp != expected.client_id) {
        return bad("made for another");
    }
    if exp <= late {
        return bad("expired");
    }
    if iat > early || claims.nbf.is_some_and(|nbf| nbf as i64 > early) {
        return bad("not yet");
    }
    if iat < late - OLD_S {
        return bad("old");
    }
    let nonce = claims.nonce.as_deref().unwrap_or_default();
    if blake3::hash(nonce.as_bytes()) != blake3::hash(expected.nonce.as_bytes()) {
        return bad("nonce");
    }
    let named = !claims.sub.is_empty() && claims.sub.len() <= NAME_MAX;
    if !named || !claims.sub.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return bad("name");
    }
    // Core, section 3.1.3.7, 12 and 13: who was asked with `max_age` says when.
    if let Some(since) = expected.since_s {
        match claims.auth_time.map(|at| at as i64) {
            None => return bad("no moment of signing in"),
            Some(at) if at < since - APART_S => return bad("a sign-in of before"),
            Some(at) if at > early => return bad("not yet"),
            Some(_) => {}
        }
    }
    let level = claims.acr.as_deref().is_some_and(|acr| expected.acr.contains(&acr));
    if expected.acr.is_empty() || level { Ok(()) } else { Err(Refused::Level) }
}

#[cfg(test)]
mod tests;
