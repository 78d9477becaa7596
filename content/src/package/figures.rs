//! Figures of law: read, and held against their seal and the signature of who vouches for them.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use opstap_domain::figures::Figures;
use ring::signature::{ED25519, UnparsedPublicKey};
use serde_json::Value;

use super::problem::{ContentError, Problems};
use super::reader::Reader;
use super::{Package, alone, read_id, read_items};
use crate::keys::{Key, trusted_keys};

/// What a package says is hashed to, in hexadecimal: its `hash`.
#[must_use]
pub fn hash_of(figures: &Figures) -> String {
    blake3::hash(figures.sealed().as_bytes()).to_hex().to_string()
}

/// A record's figures as they arrived on a device; `None` when they cannot be read, their seal is broken, or nobody who is
/// trusted signed them: not known.
#[must_use]
pub fn figures_of(body: &Value) -> Option<Figures> {
    figures_signed_by(body, &trusted_keys())
}

/// The same, where others are trusted.
#[must_use]
pub fn figures_signed_by(body: &Value, trusted: &[Key]) -> Option<Figures> {
    let key = body.get("id").and_then(Value::as_str).unwrap_or_default();
    alone("legal_figures", key, body, |reader| figures(reader, trusted)).ok().flatten()
}

/// The packages of a file such as `legal-figures.json`, all of them whole and signed.
///
/// # Errors
///
/// [`ContentError`] lists everything that is wrong.
pub fn check_figures(text: &str, trusted: &[Key]) -> Result<Vec<Figures>, ContentError> {
    const FILE: &str = "legal-figures.json";
    let mut problems = Problems::default();
    let mut package = Package::default();
    match serde_json::from_str::<Value>(text) {
        Ok(value) => {
            let mut reader = Reader::new(FILE, "", &value, &mut problems);
            package.read_head(FILE, &mut reader);
            read(&mut package, &mut reader, trusted);
            reader.finish();
        }
        Err(why) => problems.add(FILE, "", format!("is not JSON: {why}")),
    }
    let problems = problems.into_vec();
    if problems.is_empty() { Ok(package.figures) } else { Err(ContentError { problems }) }
}

pub(super) fn read(package: &mut Package, reader: &mut Reader<'_>, trusted: &[Key]) {
    for (figures, body) in read_items(reader, "figures", "figures", |item| figures(item, trusted)) {
        let Some(figures) = figures else { continue };
        package.keep("legal_figures", &figures.id, body);
        package.figures.push(figures);
    }
    let mut spans: Vec<_> =
        package.figures.iter().map(|figures| (figures.valid_from, figures.valid_to)).collect();
    opstap_domain::order::sort(&mut spans);
    if spans.windows(2).any(|two| two[0].1.is_none_or(|last| last >= two[1].0)) {
        reader.refuse("figures", "has two packages for one day");
    }
}

/// A package whose seal is broken, or that nobody who is trusted signed, is no package: its figures are not known.
pub(super) fn figures(reader: &mut Reader<'_>, trusted: &[Key]) -> Option<Figures> {
    read_id(reader);
    let figures = reader.whole::<Figures>()?;
    let hash = hash_of(&figures);
    if figures.hash != hash {
        reader.refuse("hash", &format!("is not that of what is there, which is {hash}"));
    }
    signed(reader, &figures, trusted);
    if figures.valid_to.is_some_and(|last| last < figures.valid_from) {
        reader.refuse("validTo", "is before validFrom");
    }
    for term in figures.terms.iter().chain(&figures.periods) {
        if term.source.trim().is_empty() || term.valid_from > figures.valid_to.unwrap_or(term.valid_from) {
            reader.refuse("terms", &format!("{} has no source, or does not hold yet", term.id));
        }
    }
    Some(figures)
}

/// Whether somebody who is trusted on the day that it begins signed exactly this.
fn signed(reader: &mut Reader<'_>, figures: &Figures, trusted: &[Key]) {
    let signer = &figures.signer;
    if signer.is_empty() {
        return reader.refuse("signer", "is missing: nobody signed this");
    }
    let Some(key) = trusted.iter().find(|key| key.id == *signer) else {
        return reader.refuse("signer", &format!("is {signer}, whom nobody trusts here"));
    };
    if !key.may_sign(figures.valid_from) {
        return reader.refuse("signer", &format!("is {signer}, who does not sign what begins on that day"));
    }
    if !is_signed(figures, key) {
        reader.refuse("signature", &format!("is not that of {signer} under what is there"));
    }
}

/// Whether the signature of a package is that of this key under exactly what it says.
#[must_use]
pub fn is_signed(figures: &Figures, key: &Key) -> bool {
    let bytes = |text: &str| URL_SAFE_NO_PAD.decode(text).unwrap_or_default();
    UnparsedPublicKey::new(&ED25519, bytes(&key.public_key))
        .verify(figures.signed().as_bytes(), &bytes(&figures.signature))
        .is_ok()
}

#[cfg(test)]
mod tests;
