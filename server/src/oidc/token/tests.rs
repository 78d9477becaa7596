#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use serde_json::json;

use super::*;
use crate::push::Signer;

const NOW_S: i64 = 1_795_000_000;
const ISSUER: &str = "https://id.example";

fn signer() -> Signer {
    let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new()).unwrap();
    Signer::es256(made.as_ref()).unwrap()
}

fn key_of(signer: &Signer, kid: &str) -> Jwk {
    let (x, y) = signer.public()[1..].split_at(32);
    let (x, y) = (URL_SAFE_NO_PAD.encode(x), URL_SAFE_NO_PAD.encode(y));
    serde_json::from_value(json!({ "kty": "EC", "crv": "P-256", "kid": kid, "x": x, "y": y })).unwrap()
}

fn claims() -> Value {
    json!({
        "iss": ISSUER, "sub": "samira", "aud": "opstap", "exp": NOW_S + 300, "iat": NOW_S, "nonce": "n",
        "acr": "substantial",
    })
}

fn asked(token: &str, keys: &[Jwk]) -> Result<String, Refused> {
    asked_anew(token, keys, None).map(|named| (*named.sub).clone())
}

fn asked_anew(token: &str, keys: &[Jwk], since_s: Option<i64>) -> Result<Named, Refused> {
    let acr = ["substantial", "high"];
    let (client_id, nonce, now_ms) = ("opstap", "n", NOW_S * 1000);
    name(token, keys, &Expected { issuer: ISSUER, client_id, nonce, acr: &acr, since_s, now_ms })
}

/// OpenID Connect Core 1.0, sections 3.1.2.1 (`max_age`) and 3.1.3.7 (`auth_time`, `acr`).
#[test]
fn who_was_asked_anew_signed_in_after_that_and_says_when() {
    let signer = signer();
    let keys = [key_of(&signer, "one")];
    let with = |auth_time: Value, since: Option<i64>| {
        let mut claims = claims();
        claims["auth_time"] = auth_time;
        asked_anew(&signer.sign(json!({}), &claims).unwrap(), &keys, since)
    };
    let asked = Some(NOW_S - 30);
    let told = |at: i64| with(json!(at), asked).map(|named| (named.acr, named.auth_time_s));
    let level = || Some("substantial".to_owned());
    assert_eq!(told(NOW_S - 10), Ok((level(), Some(NOW_S - 10))));
    assert_eq!(told(NOW_S - 90), Ok((level(), Some(NOW_S - 90))), "clocks may be a minute apart");
    assert_eq!(told(NOW_S + 60), Ok((level(), Some(NOW_S))), "nobody signs in after now");
    assert_eq!(told(NOW_S - 91), Err(Refused::Token("a sign-in of before")));
    assert_eq!(told(NOW_S + 61), Err(Refused::Token("not yet")));
    assert_eq!(with(Value::Null, asked), Err(Refused::Token("no moment of signing in")));
    assert_eq!(with(json!("now"), asked), Err(Refused::Token("form")));
    // Who was not asked anew may have signed in long ago, and need not say when.
    assert_eq!(with(json!(NOW_S - 9_999), None).map(|named| named.auth_time_s), Ok(Some(NOW_S - 9_999)));
    assert_eq!(with(Value::Null, None).map(|named| named.auth_time_s), Ok(None));
}

#[test]
fn a_token_is_believed_as_far_as_it_says_what_it_must() {
    let signer = signer();
    let keys = [key_of(&signer, "one")];
    let signed = |claims: &Value| signer.sign(json!({ "kid": "one" }), claims).unwrap();
    let with = |name: &str, value: Value| {
        let mut claims = claims();
        claims[name] = value;
        asked(&signed(&claims), &keys)
    };
    assert_eq!(asked(&signed(&claims()), &keys).as_deref(), Ok("samira"));
    assert_eq!(with("aud", json!(["opstap"])).as_deref(), Ok("samira"));
    assert_eq!(with("exp", json!(NOW_S - 59)).as_deref(), Ok("samira"), "clocks may be a minute apart");
    for (claim, value, why) in [
        ("iss", json!("https://evil.example"), "issuer"),
        ("aud", json!("another"), "audience"),
        ("aud", json!(["another"]), "audience"),
        ("aud", json!(["opstap", "another"]), "made for another"),
        ("azp", json!("another"), "made for another"),
        ("exp", json!(NOW_S - 60), "expired"),
        ("exp", json!("soon"), "form"),
        ("exp", Value::Null, "form"),
        ("iat", json!(NOW_S + 61), "not yet"),
        ("iat", json!(NOW_S - 3600), "old"),
        ("nbf", json!(NOW_S + 61), "not yet"),
        ("nonce", json!("another"), "nonce"),
        ("nonce", Value::Null, "nonce"),
        ("sub", json!(""), "name"),
        ("sub", json!("a\u{0}b"), "name"),
        ("sub", json!("x".repeat(256)), "name"),
    ] {
        assert_eq!(with(claim, value.clone()), Err(Refused::Token(why)), "{claim} {value}");
    }
    assert_eq!(with("acr", json!("low")), Err(Refused::Level));
    assert_eq!(with("acr", Value::Null), Err(Refused::Level));
}

#[test]
fn a_signature_is_by_a_key_of_the_provider_and_by_an_algorithm_of_ours() {
    let (signer, other) = (signer(), signer());
    let keys = [key_of(&signer, "one")];
    let by = |signer: &Signer, header| signer.sign(header, &claims()).unwrap();
    assert!(asked(&by(&signer, json!({})), &keys).is_ok(), "a provider with one key may leave its name out");
    assert_eq!(asked(&by(&other, json!({ "kid": "one" })), &keys), Err(Refused::Token("signature")));
    assert_eq!(asked(&by(&signer, json!({ "kid": "two" })), &keys), Err(Refused::Token(NO_KEY)));
    assert_eq!(asked(&by(&signer, json!({})), &[]), Err(Refused::Token(NO_KEY)));
    let crit = asked(&by(&signer, json!({ "crit": ["b64"] })), &keys);
    assert_eq!(crit, Err(Refused::Token("it asks for something that we do not know")));
    // Words in the place of a signature, and a secret that everybody knows in the place of a key.
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    for alg in ["none", "HS256", "ES384", "EdDSA"] {
        let token = format!("{}.{}.", part(&json!({ "alg": alg })), part(&claims()));
        assert_eq!(asked(&token, &keys), Err(Refused::Token("algorithm")), "{alg}");
    }
    let mut enc = key_of(&signer, "one");
    enc.purpose = Some("enc".to_owned());
    assert_eq!(asked(&by(&signer, json!({})), &[enc]), Err(Refused::Token(NO_KEY)));
}

/// RFC 7515, appendix A.2: RS256 over other claims than ours, so that it gets as far as those.
#[test]
fn the_example_of_rs256_verifies_and_one_bit_less_does_not() {
    let n = "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-\
             yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-\
             KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_\
             h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ";
    let key: Jwk = serde_json::from_value(json!({ "kty": "RSA", "n": n, "e": "AQAB" })).unwrap();
    let signed = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9\
                  pc19yb290Ijp0cnVlfQ";
    let signature = "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbd\
                     s9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K\
                     0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8n\
                     p6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";
    let mut signature = decoded(signature).unwrap();
    assert!(key.verifies("RS256", signed.as_bytes(), &signature));
    assert!(!key.verifies("PS256", signed.as_bytes(), &signature));
    signature[0] ^= 1;
    assert!(!key.verifies("RS256", signed.as_bytes(), &signature));
}

proptest! {
    #[test]
    fn no_text_is_a_token(text in "[A-Za-z0-9_.-]{0,300}") {
        let signer = signer();
        prop_assert!(asked(&text, &[key_of(&signer, "one")]).is_err());
    }

    #[test]
    fn no_byte_of_a_token_can_be_another(at in any::<prop::sample::Index>(), with in "[A-Za-z0-9_-]") {
        let signer = signer();
        let token = signer.sign(json!({}), &claims()).unwrap();
        let at = at.index(token.len());
        // The last character of a signature has bits that mean nothing.
        prop_assume!(token[at..=at] != with && token[at..=at] != *"." && at + 1 < token.len());
        let other = format!("{}{with}{}", &token[..at], &token[at + 1..]);
        prop_assert!(asked(&other, &[key_of(&signer, "one")]).is_err());
    }
}
