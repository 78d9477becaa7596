//! What creditors are offered, and what became of it.

use opstap::{OfferEntry, OfferPage, OfferRow, OpstapError, Uuid};

use super::debts;
use crate::answer::Answer;
use crate::arguments::offer::{MakeArguments, OfferCommand};
use crate::failure::Failure;
use crate::page::Page;
use crate::session::Session;

pub(crate) fn offer(
    session: &Session,
    case: Option<Uuid>,
    command: Option<&OfferCommand>,
) -> Result<Answer, Failure> {
    let device = &session.device;
    let day = |on: &Option<String>| on.as_deref().map(|on| session.typed_date(on)).transpose();
    let newest = || -> Result<Uuid, Failure> {
        let found = device.offers(case)?.newest;
        Ok(found.ok_or(OpstapError::Unknown { what: "offer" })?.id)
    };
    let row = match command {
        None | Some(OfferCommand::Show) => {
            let page = device.offers(case)?;
            return Answer::new(&page, shown(session, &page));
        }
        Some(OfferCommand::Make(said)) => device.make_offer(case, &entry(session, case, said)?)?,
        Some(OfferCommand::Send { on }) => device.send_offer(case, newest()?, day(on)?)?,
        Some(OfferCommand::Answer { debt, answer, reason, on }) => {
            let debt = debts::find(session, case, debt)?;
            device.answer_offer(case, newest()?, (debt, answer, reason.as_deref()), day(on)?)?
        }
        Some(OfferCommand::Force { decision, on }) => {
            device.force_offer(case, newest()?, decision == "granted", day(on)?)?
        }
        Some(OfferCommand::Pay { amount, on }) => device.pay_offer(case, newest()?, amount, day(on)?)?,
        Some(OfferCommand::End { outcome, on }) => device.end_offer(case, newest()?, outcome, day(on)?)?,
    };
    let mut page = Page::of(&session.text("cli-saved"));
    draw(&mut page, &row);
    Answer::new(&row, page)
}

fn entry(session: &Session, case: Option<Uuid>, said: &MakeArguments) -> Result<OfferEntry, Failure> {
    let mut left_out = Vec::new();
    for left in &said.leave_out {
        let (debt, why) = left.split_once('=').unwrap_or((left, ""));
        left_out.push((debts::find(session, case, debt)?, why.to_owned()));
    }
    Ok(OfferEntry {
        income: said.income.clone(),
        vtlb: said.vtlb.clone(),
        source: said.source.clone(),
        on: said.on.as_deref().map(|on| session.typed_date(on)).transpose()?,
        assets: said.assets.clone(),
        costs: said.costs.clone(),
        months: said.months,
        credit: said.credit,
        left_out,
    })
}

fn shown(session: &Session, offers: &OfferPage) -> Page {
    let mut page = Page::titled(&session.text("offer-title"));
    match &offers.newest {
        Some(newest) => draw(&mut page, newest),
        None => {
            page.say(&session.text("offer-none"));
        }
    }
    for sentence in &offers.changed {
        page.item(sentence);
    }
    if !offers.unsettled.is_empty() {
        page.part(&session.text("offer-settle-first"));
        for row in &offers.unsettled {
            page.item(&row.text);
        }
    }
    page
}

fn draw(page: &mut Page, offer: &OfferRow) {
    page.say(&format!("{}. {}", offer.way_text, offer.standing_text));
    for sentence in &offer.meaning {
        page.say(sentence);
    }
    for share in &offer.shares {
        page.item(&format!("{} {}", share.text, share.answer_text));
        if !share.reason.is_empty() {
            page.under(&share.reason);
        }
    }
    for sentence in &offer.left_out {
        page.item(sentence);
    }
    page.say(&offer.source_text);
    for sentence in offer.progress.iter().flat_map(|progress| &progress.sentences) {
        page.say(sentence);
    }
    if !offer.next_text.is_empty() {
        page.say(&offer.next_text);
    }
}
