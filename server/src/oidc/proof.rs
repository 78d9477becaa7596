//! Proving to a provider that this server is itself, without a shared secret: `private_key_jwt` (OpenID Connect Core 1.0,
//! section 9; RFC 7523), as the NL GOV profile asks of a server.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest::{SHA256, digest};
use serde_json::{Value, json};

use crate::data::DataDir;
use crate::push::Signer;
use crate::random::{self, SystemRandom};

/// What it is called in a form.
pub(super) const KIND: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// How long it holds, in seconds.
const HOLDS_S: i64 = 60;

/// The public key of this server, as it is registered with a provider (RFC 7517). Its name is its thumbprint (RFC 7638).
/// `None`: the key cannot be read or made.
#[must_use]
pub fn public_key(data: &DataDir) -> Option<Value> {
    let signer = signer(data)?;
    let (x, y) = point(&signer)?;
    let kid = thumbprint(&x, &y);
    Some(json!({ "kty": "EC", "crv": "P-256", "x": x, "y": y, "kid": kid, "use": "sig", "alg": "ES256" }))
}

/// Signed for one trade with this provider.
pub(super) fn assertion(data: &DataDir, client_id: &str, audience: &str, now_ms: i64) -> Option<String> {
    let signer = signer(data)?;
    let (x, y) = point(&signer)?;
    let now = now_ms.div_euclid(1000);
    let jti = random::token(&mut SystemRandom).ok()?;
    let claims = json!({
        "iss": client_id, "sub": client_id, "aud": audience, "jti": jti, "iat": now, "exp": now + HOLDS_S,
    });
    signer.sign(json!({ "typ": "JWT", "kid": thumbprint(&x, &y) }), &claims)
}

fn signer(data: &DataDir) -> Option<Signer> {
    Signer::es256(&data.provider_key().ok()?).ok()
}

fn point(signer: &Signer) -> Option<(String, String)> {
    let (x, y) = signer.public().strip_prefix(&[4])?.split_at_checked(32)?;
    Some((URL_SAFE_NO_PAD.encode(x), URL_SAFE_NO_PAD.encode(y)))
}

/// Of the members that a key cannot be without, in order and without spaces.
fn thumbprint(x: &str, y: &str) -> String {
    let members = format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#);
    URL_SAFE_NO_PAD.encode(digest(&SHA256, members.as_bytes()))
}
