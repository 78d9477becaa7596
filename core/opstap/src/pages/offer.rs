//! What creditors are offered: read together, made and carried through by a counsellor.

use opstap_content::Value as Word;
use opstap_domain::catalogue::ANSWERS;
use uuid::Uuid;

use super::{InputKind, NEW, PageOption, PartKind, Sheet, TypedInputs, day_in, id_of, typed_in};
use crate::device::Opstap;
use crate::error::OpstapError;
use crate::offer::{OfferEntry, OfferPage, OfferRow};
use crate::text::keyed;

/// Before the id of a debt that is left out, in the key of the input that says why.
const LEFT_OUT: &str = "left_out/";

pub(super) fn page(
    device: &Opstap,
    case: Option<Uuid>,
    id: &str,
    sheet: &mut Sheet,
) -> Result<String, OpstapError> {
    let page = device.offers(case)?;
    match id {
        "" => newest(&page, sheet),
        NEW if page.may_make => make(&page, sheet),
        NEW => return Err(OpstapError::NotAllowed),
        debt => return answer(&page, id_of(debt)?, sheet),
    }
    Ok(sheet.words.text(if id.is_empty() { "offer-title" } else { "offer-make" }))
}

fn newest(page: &OfferPage, sheet: &mut Sheet) {
    for changed in &page.changed {
        sheet.text(PartKind::Warning, changed);
    }
    match &page.newest {
        None => sheet.says(PartKind::Text, "offer-none"),
        Some(offer) => shown(offer, page.may_make, sheet),
    }
    if page.may_make {
        sheet.leads("offer-make", "offer/new");
    }
}

fn shown(offer: &OfferRow, may_make: bool, sheet: &mut Sheet) {
    sheet.heading(offer.way_text.clone());
    for sentence in &offer.meaning {
        sheet.text(PartKind::Text, sentence);
    }
    sheet.text(PartKind::Text, &offer.standing_text);
    sheet.text(PartKind::Text, &offer.next_text);
    for sentence in offer.progress.iter().flat_map(|progress| &progress.sentences) {
        sheet.text(PartKind::Text, sentence);
    }
    let asks = may_make && matches!(offer.standing, "asked" | "refused");
    for share in &offer.shares {
        let row = sheet.part(PartKind::Row, share.text.clone(), share.answer_text.clone());
        row.to = asks.then(|| format!("offer/{}", share.debt));
    }
    for left in &offer.left_out {
        sheet.text(PartKind::Quiet, left);
    }
    sheet.text(PartKind::Quiet, &offer.source_text);
    sheet.text(PartKind::Quiet, &offer.made_text);
    if may_make {
        steps(offer.standing, sheet);
    }
}

/// What a counsellor notes of an offer that stands so.
fn steps(standing: &str, sheet: &mut Sheet) {
    match standing {
        "made" => sheet.button(PartKind::Main, "offer-send", "send"),
        "asked" => sheet.button(PartKind::Danger, "offer-fail", "end/failed"),
        "refused" => {
            sheet.button(PartKind::Button, "offer-granted", "force/granted");
            sheet.button(PartKind::Button, "offer-denied", "force/denied");
            sheet.button(PartKind::Danger, "offer-fail", "end/failed");
        }
        "running" => {
            sheet.asks("offer-pay-asked", InputKind::Money, "amount", "");
            sheet.button(PartKind::Main, "offer-pay", "pay");
            sheet.button(PartKind::Danger, "offer-complete", "end/completed");
            sheet.button(PartKind::Danger, "offer-stop", "end/stopped");
        }
        _ => {}
    }
}

fn make(page: &OfferPage, sheet: &mut Sheet) {
    if !page.unsettled.is_empty() {
        sheet.heading(sheet.words.text("offer-settle-first"));
        for row in &page.unsettled {
            sheet.text(PartKind::Text, &row.text);
            let creditor = [("creditor", Word::from(row.creditor.as_str()))];
            let question = sheet.words.text_with("offer-leave-out", &creditor);
            sheet.input(&question, InputKind::Text, &format!("{LEFT_OUT}{}", row.debt), "");
        }
    }
    for (question, kind, key) in [
        ("offer-income", InputKind::Money, "income"),
        ("offer-vtlb", InputKind::Money, "vtlb"),
        ("offer-source-asked", InputKind::Text, "source"),
        ("offer-on", InputKind::Day, "on"),
        ("offer-assets", InputKind::Money, "assets"),
        ("offer-costs", InputKind::Money, "costs"),
        ("offer-months-asked", InputKind::Number, "months"),
    ] {
        sheet.asks(question, kind, key, "");
    }
    let ways = ["mediation", "credit"].map(|way| (way, sheet.words.say(&keyed("offer-way", way))));
    let question = sheet.words.text("offer-way-asked");
    let input = sheet.input(&question, InputKind::Choice, "way", "mediation");
    for (way, text) in ways {
        input.options.push(PageOption { key: way.to_owned(), text, chosen: way == "mediation" });
    }
    sheet.button(PartKind::Main, "offer-make", "make");
}

fn answer(page: &OfferPage, debt: Uuid, sheet: &mut Sheet) -> Result<String, OpstapError> {
    let shares = page.newest.iter().flat_map(|offer| &offer.shares);
    let share = shares.filter(|_| page.may_make).find(|share| share.debt == debt);
    let share = share.ok_or(OpstapError::Unknown { what: "offer" })?;
    sheet.text(PartKind::Text, &share.text);
    let words = ANSWERS.iter().map(|word| (*word, sheet.words.say(&keyed("offer-answer", word))));
    let words: Vec<(&str, String)> = words.collect();
    let question = sheet.words.text("offer-answer-asked");
    let input = sheet.input(&question, InputKind::Choice, "answer", &share.answer);
    for (word, text) in words {
        input.options.push(PageOption { key: word.to_owned(), text, chosen: share.answer == word });
    }
    sheet.asks("offer-answer-why", InputKind::Long, "reason", &share.reason);
    sheet.asks("offer-on", InputKind::Day, "on", "");
    sheet.button(PartKind::Main, "ui-all-save", "answer");
    Ok(share.creditor.clone())
}

pub(super) fn press(
    device: &Opstap,
    case: Option<Uuid>,
    id: &str,
    act: &str,
    typed: &TypedInputs,
) -> Result<(&'static str, Option<String>), OpstapError> {
    let to = Some("offer".to_owned()).filter(|_| !id.is_empty());
    if act == "make" {
        device.make_offer(case, &entry(typed)?)?;
        return Ok(("cli-saved", to));
    }
    let newest = device.offers(case)?.newest.ok_or(OpstapError::Unknown { what: "offer" })?.id;
    let on = day_in(typed, "on")?;
    match super::split(act) {
        ("send", _) => device.send_offer(case, newest, on)?,
        ("answer", _) => {
            let word = typed_in(typed, "answer").unwrap_or_default();
            device.answer_offer(case, newest, (id_of(id)?, word, typed_in(typed, "reason")), on)?
        }
        ("force", word) => device.force_offer(case, newest, word == "granted", on)?,
        ("pay", _) => device.pay_offer(case, newest, typed_in(typed, "amount").unwrap_or_default(), on)?,
        ("end", word) => device.end_offer(case, newest, word, on)?,
        _ => return Err(OpstapError::Unknown { what: "page" }),
    };
    Ok(("cli-saved", to))
}

fn entry(typed: &TypedInputs) -> Result<OfferEntry, OpstapError> {
    let text = |key| typed_in(typed, key).unwrap_or_default().to_owned();
    let some = |key| typed_in(typed, key).map(str::to_owned);
    let mut left_out = Vec::new();
    for (key, why) in typed.iter().filter(|(_, why)| !why.trim().is_empty()) {
        if let Some(debt) = key.strip_prefix(LEFT_OUT) {
            left_out.push((id_of(debt)?, why.trim().to_owned()));
        }
    }
    Ok(OfferEntry {
        income: text("income"),
        vtlb: text("vtlb"),
        source: text("source"),
        on: day_in(typed, "on")?,
        assets: some("assets"),
        costs: some("costs"),
        // What is no number is none of the months that an arrangement takes.
        months: typed_in(typed, "months").map(|months| months.parse().unwrap_or(0)),
        credit: typed_in(typed, "way") == Some("credit"),
        left_out,
    })
}
