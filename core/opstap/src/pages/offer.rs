//! What creditors are offered, to be read together.

use uuid::Uuid;

use super::{PartKind, Sheet};
use crate::device::Opstap;
use crate::error::OpstapError;

pub(super) fn newest(device: &Opstap, case: Option<Uuid>, sheet: &mut Sheet) -> Result<String, OpstapError> {
    let page = device.offers(case)?;
    for changed in &page.changed {
        sheet.text(PartKind::Warning, changed);
    }
    let title = sheet.words.text("offer-title");
    let Some(offer) = &page.newest else {
        sheet.says(PartKind::Text, "offer-none");
        if page.may_make && !page.unsettled.is_empty() {
            sheet.heading(sheet.words.text("offer-settle-first"));
            for row in &page.unsettled {
                sheet.text(PartKind::Text, &row.text);
            }
        }
        return Ok(title);
    };
    sheet.part(PartKind::Heading, offer.way_text.clone(), String::new());
    for sentence in &offer.meaning {
        sheet.text(PartKind::Text, sentence);
    }
    sheet.text(PartKind::Text, &offer.standing_text);
    sheet.text(PartKind::Text, &offer.next_text);
    for sentence in offer.progress.iter().flat_map(|progress| &progress.sentences) {
        sheet.text(PartKind::Text, sentence);
    }
    for share in &offer.shares {
        sheet.part(PartKind::Row, share.text.clone(), share.answer_text.clone());
    }
    for left in &offer.left_out {
        sheet.text(PartKind::Quiet, left);
    }
    sheet.text(PartKind::Quiet, &offer.source_text);
    sheet.text(PartKind::Quiet, &offer.made_text);
    Ok(title)
}
