#![allow(clippy::unwrap_used)]

use std::sync::LazyLock;

use opstap_domain::Date;
use opstap_domain::figures::{amount_on, on, terms_on};
use proptest::prelude::*;
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use serde_json::json;

use super::*;

/// A key that only tests have.
struct Signer {
    id: &'static str,
    pair: Ed25519KeyPair,
}

impl Signer {
    fn new(id: &'static str, seed: u8) -> Self {
        Self { id, pair: Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap() }
    }

    fn key(&self) -> Key {
        Key {
            id: self.id.to_owned(),
            public_key: URL_SAFE_NO_PAD.encode(self.pair.public_key()),
            valid_from: day("2026-01-01"),
            valid_to: None,
        }
    }

    /// The package with its hash and signature, whatever it had.
    fn sign(&self, mut body: Value) -> Value {
        let mut figures: Figures = serde_json::from_value(body.clone()).unwrap();
        figures.hash = hash_of(&figures);
        body["hash"] = json!(figures.hash);
        body["signer"] = json!(self.id);
        body["signature"] = json!(URL_SAFE_NO_PAD.encode(self.pair.sign(figures.signed().as_bytes())));
        body
    }
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// A package that says something in each of its fields.
fn package(id: &str, from: &str, to: &str, cents: i64, days: u16) -> Value {
    let term = json!({
        "id": "first-talk", "span": { "unit": "days", "count": days }, "moves": true, "validFrom": from,
        "decidedBy": "testdorp", "source": "verzonnen, artikel 4", "verified": true,
    });
    json!({
        "id": id, "validFrom": from, "validTo": to, "source": "verzonnen",
        "hash": "", "terms": [term], "periods": [term], "amounts": { "norm": cents },
    })
}

fn why(body: &Value, trusted: &[Key]) -> String {
    let read = alone("legal_figures", "", body, |reader| figures(reader, trusted));
    read.err().unwrap_or_default().iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// The change of January: a package is added, the old one stays word for word, and each holds on its own days.
#[test]
fn on_the_first_of_january_the_package_that_was_added_holds() {
    let signer = Signer::new("proef", 7);
    let trusted = [signer.key()];
    let old = signer.sign(package("2026-2", "2026-07-01", "2026-12-31", 130_000, 28));
    let new = signer.sign(package("2027-1", "2027-01-01", "2027-06-30", 132_500, 14));
    let before = old.to_string();
    let known = |bodies: &[&Value]| -> Vec<Figures> {
        bodies.iter().filter_map(|body| figures_signed_by(body, &trusted)).collect()
    };
    let amount =
        |packages: &[Figures], on: &str| amount_on(packages, "norm", day(on)).map(|(amount, _)| amount.0);

    let december = known(&[&old]);
    assert_eq!((amount(&december, "2026-12-31"), amount(&december, "2027-01-01")), (Some(130_000), None));
    // It may come weeks before its day: until then the old figures hold.
    let both = known(&[&new, &old]);
    assert_eq!((amount(&both, "2026-12-31"), amount(&both, "2027-01-01")), (Some(130_000), Some(132_500)));
    assert_eq!(on(&both, day("2027-01-01")).unwrap().id, "2027-1");
    assert_eq!(old.to_string(), before);
    // One whose amount somebody raised is not known, and the other does not suffer.
    let mut raised = new.clone();
    raised["amounts"]["norm"] = json!(232_500);
    let rest = known(&[&raised, &old]);
    assert_eq!((amount(&rest, "2026-12-31"), amount(&rest, "2027-01-01")), (Some(130_000), None));
    assert!(terms_on(&rest, day("2027-01-01")).is_empty());
}

#[test]
fn what_nobody_who_is_trusted_signed_is_not_known_and_says_why() {
    let (signer, stranger) = (Signer::new("proef", 7), Signer::new("vreemd", 9));
    let trusted = [signer.key()];
    let plain = package("2027-1", "2027-01-01", "2027-06-30", 132_500, 14);
    let whole = signer.sign(plain.clone());
    let other = signer.sign(package("2027-1", "2027-01-01", "2027-06-30", 132_500, 15));
    assert_eq!(why(&whole, &trusted), "");
    assert!(figures_signed_by(&whole, &trusted).is_some());
    let changed = |member: &str, value: Value| {
        let mut body = whole.clone();
        body[member] = value;
        body
    };
    let taken = |member: &str| changed(member, Value::Null);
    // Who changes an amount can make its hash anew, and cannot sign.
    let mut raised = whole.clone();
    raised["amounts"]["norm"] = json!(1);
    raised["hash"] = json!(hash_of(&serde_json::from_value(raised.clone()).unwrap()));
    let mut pretends = stranger.sign(plain.clone());
    pretends["signer"] = json!("proef");
    let mut unsigned = plain;
    unsigned["hash"] = whole["hash"].clone();
    let early = signer.sign(package("2025-2", "2025-07-01", "2025-12-31", 1, 1));
    let cases = [
        (raised, "field signature is not that of proef under what is there"),
        (changed("signature", other["signature"].clone()), "field signature is not that of proef"),
        (changed("signature", json!("")), "field signature is not that of proef"),
        (changed("hash", other["hash"].clone()), "field hash is not that of what is there"),
        (stranger.sign(whole.clone()), "field signer is vreemd, whom nobody trusts here"),
        (pretends, "field signature is not that of proef"),
        (unsigned, "field signer is missing: nobody signed this"),
        (taken("signature"), "cannot be read"),
        (early, "field signer is proef, who does not sign what begins on that day"),
    ];
    for (body, wanted) in cases {
        let said = why(&body, &trusted);
        assert!(said.contains(wanted), "{said}\nsays nothing of: {wanted}");
        assert_eq!(figures_signed_by(&body, &trusted), None);
    }
    // The figures of a device that trusts another key, or nobody.
    assert_eq!(figures_signed_by(&whole, &[stranger.key()]), None);
    assert_eq!(figures_signed_by(&whole, &[]), None);
    let late = Key { valid_to: Some(day("2026-12-31")), ..signer.key() };
    assert_eq!(figures_signed_by(&whole, &[late]), None);
}

#[test]
fn what_is_built_in_is_signed_and_a_file_is_checked_as_a_whole() {
    let text = include_str!("../../../package/legal-figures.json");
    assert_eq!(check_figures(text, &trusted_keys()).unwrap().len(), 2);
    let strangers = check_figures(text, &[]).unwrap_err().to_string();
    assert_eq!(strangers.lines().count(), 2, "{strangers}");
    let edited = text.replacen("\"count\": 28", "\"count\": 29", 1);
    let edited = check_figures(&edited, &trusted_keys()).unwrap_err().to_string();
    assert!(edited.contains("figures 2026-2: field hash"), "{edited}");
    assert!(edited.contains("figures 2026-2: field signature"), "{edited}");
    assert!(check_figures("{", &[]).is_err());
}

proptest! {
    /// Whatever byte of a package becomes another one, what it says is not known any more.
    #[test]
    fn a_change_of_one_byte_makes_a_package_not_known(at in any::<prop::sample::Index>(), byte in any::<u8>(), letter in "[ -~]") {
        let signer = Signer::new("proef", 7);
        let trusted = [signer.key()];
        let text = signer.sign(package("2027-1", "2027-01-01", "2027-06-30", 132_500, 14)).to_string();
        for byte in [byte, letter.as_bytes()[0]] {
            let mut bytes = text.clone().into_bytes();
            let at = at.index(bytes.len());
            prop_assume!(bytes[at] != byte);
            bytes[at] = byte;
            let known = serde_json::from_slice::<Value>(&bytes).ok().and_then(|body| figures_signed_by(&body, &trusted));
            prop_assert_eq!(known, None, "byte {} became {}", at, byte);
        }
    }

    /// The same of what is built in: what is known is what was signed, to the letter.
    #[test]
    fn what_is_known_is_what_was_signed(at in any::<prop::sample::Index>(), letter in "[ -~]") {
        static BUILT_IN: LazyLock<Package> = LazyLock::new(|| Package::embedded().unwrap());
        for figures in &BUILT_IN.figures {
            let mut bytes = serde_json::to_vec(figures).unwrap();
            let at = at.index(bytes.len());
            bytes[at] = letter.as_bytes()[0];
            let known = serde_json::from_slice::<Value>(&bytes).ok().and_then(|body| figures_of(&body));
            prop_assert!(known.is_none_or(|known| known == *figures));
        }
    }
}
