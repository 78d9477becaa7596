//! Figures of law: read, and held against their seal.

use opstap_domain::figures::Figures;

use serde_json::Value;

use super::reader::Reader;
use super::{Package, alone, read_id, read_items};

/// A record's figures as they arrived on a device; `None` when they cannot be read or their seal is broken: not known.
#[must_use]
pub fn figures_of(body: &Value) -> Option<Figures> {
    let key = body.get("id").and_then(Value::as_str).unwrap_or_default();
    alone("legal_figures", key, body, figures).ok().flatten()
}

pub(super) fn read(package: &mut Package, reader: &mut Reader<'_>) {
    for (figures, body) in read_items(reader, "figures", "figures", figures) {
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

/// A package whose seal is broken is no package: its figures are not known.
pub(super) fn figures(reader: &mut Reader<'_>) -> Option<Figures> {
    read_id(reader);
    let figures = reader.whole::<Figures>()?;
    let hash = blake3::hash(figures.sealed().as_bytes()).to_hex();
    if figures.hash != hash.as_str() {
        reader.refuse("hash", &format!("is not that of what is there, which is {hash}"));
    }
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
