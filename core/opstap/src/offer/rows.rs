//! Offers, ready to draw: what each creditor gets, what that means, and how it stands.

use std::collections::BTreeMap;

use opstap_content::{Language, Value as Word, format};
use opstap_domain::ids::Role;
use opstap_domain::offer::{
    Claim, Distribution, Outcome, PREFERENCE, Standing, capacity, distribute, progress, to_share,
};
use opstap_domain::{Cents, Date};
use serde::Serialize;
use serde_json::json;
use uuid::Uuid;

use super::{Kept, KeptClaim, kept, refusal, unsettled};
use crate::debts;
use crate::device::Inner;
use crate::error::OpstapError;
use crate::room::Room;
use crate::text::{MoneyText, keyed};

/// The offers of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OfferPage {
    /// The newest; `None`: none was made.
    pub newest: Option<OfferRow>,
    /// What changed in the debts since it was made, in sentences: another offer is due.
    pub changed: Vec<String>,
    /// Those before it, the newest first.
    pub earlier: Vec<OfferRow>,
    /// What has to be settled, or left out with a reason, before an offer can be made.
    pub unsettled: Vec<UnsettledRow>,
    /// This person may make one.
    pub may_make: bool,
}

/// A debt that cannot be in an offer yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnsettledRow {
    /// Which.
    pub debt: Uuid,
    /// To whom.
    pub creditor: String,
    /// Why, in a sentence.
    pub text: String,
}

/// An offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OfferRow {
    /// Its id: what `offer send` takes.
    pub id: Uuid,
    /// The day on which it was made, in words.
    pub made_text: String,
    /// `mediation`, `credit` or `zero`.
    pub way: String,
    /// The same in words.
    pub way_text: String,
    /// What it means, in a few plain sentences.
    pub meaning: Vec<String>,
    /// What is put aside a month.
    pub monthly: MoneyText,
    /// For so many months.
    pub months: u32,
    /// What there is to share over the term.
    pub available: MoneyText,
    /// All that is owed to those in it.
    pub owed: MoneyText,
    /// All that they get.
    pub offered: MoneyText,
    /// The part of an ordinary claim that is paid, in words: `10,37 %`.
    pub percent_text: String,
    /// From where the vtlb is, and of which day, in words.
    pub source_text: String,
    /// What each creditor gets.
    pub shares: Vec<OfferShareRow>,
    /// Who is not in it, and why, in sentences.
    pub left_out: Vec<String>,
    /// `made`, `asked`, `running`, `refused`, `completed`, `stopped` or `failed`.
    pub standing: &'static str,
    /// How it stands, in a sentence.
    pub standing_text: String,
    /// What can be done now, in a sentence; empty where nothing has to be.
    pub next_text: String,
    /// How far it is, once it runs.
    pub progress: Option<OfferProgressRow>,
    /// Not all of it is at the server.
    pub waiting: bool,
}

/// What one creditor gets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OfferShareRow {
    /// The debt.
    pub debt: Uuid,
    /// To whom.
    pub creditor: String,
    /// What is owed.
    pub claim: MoneyText,
    /// What is offered.
    pub offered: MoneyText,
    /// The part of the claim, in words.
    pub percent_text: String,
    /// It goes before others by law.
    pub preferent: bool,
    /// All of it in a sentence.
    pub text: String,
    /// What was answered, as a stable word; empty where nothing was.
    pub answer: String,
    /// The same in words.
    pub answer_text: String,
    /// The reason that was given; empty without one.
    pub reason: String,
}

/// How far an arrangement is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OfferProgressRow {
    /// Whole months that went by.
    pub months: u32,
    /// What was put aside or paid.
    pub paid: MoneyText,
    /// What should be there by now.
    pub due: MoneyText,
    /// What there will be in the end, as it goes now.
    pub expected: MoneyText,
    /// It lags behind what was agreed.
    pub behind: bool,
    /// All of it in sentences.
    pub sentences: Vec<String>,
}

pub(super) fn shared(there: Cents, claims: &[KeptClaim]) -> Result<Distribution, OpstapError> {
    let claims: Vec<Claim> = claims
        .iter()
        .map(|claim| Claim { id: claim.debt, amount: Cents(claim.cents), preferent: claim.preferent })
        .collect();
    distribute(there, &claims, PREFERENCE).map_err(refusal)
}

pub(super) fn one(inner: &mut Inner, room: &Room, offer: Uuid) -> Result<OfferRow, OpstapError> {
    let found = kept(inner, room)?.into_iter().find(|kept| kept.record.id == offer);
    row(room, &found.ok_or(OpstapError::Unknown { what: "offer" })?)
}

pub(super) fn page(inner: &mut Inner, room: &Room) -> Result<OfferPage, OpstapError> {
    let offers = kept(inner, room)?;
    let names = debts::names(inner, room)?;
    let known = debts::all(inner, room)?;
    let name = |debt: Uuid| names.get(&debt).cloned().unwrap_or_default();
    let unsettled = known.iter().filter_map(|known| Some((known.debt.id, unsettled(known)?)));
    let unsettled = unsettled
        .map(|(debt, key)| {
            let creditor = name(debt);
            let text = room.words.text_with(key, &[("creditor", Word::from(creditor.as_str()))]);
            UnsettledRow { debt, creditor, text }
        })
        .collect();
    let changed = offers.first().map(|newest| changes(room, newest, &known, &names)).unwrap_or_default();
    let mut rows = offers.iter().map(|kept| row(room, kept)).collect::<Result<Vec<_>, _>>()?.into_iter();
    Ok(OfferPage {
        newest: rows.next(),
        changed,
        earlier: rows.collect(),
        unsettled,
        may_make: room.role == Role::Counsellor,
    })
}

/// What is owed otherwise than an offer says.
fn changes(room: &Room, offer: &Kept, known: &[debts::Known], names: &BTreeMap<Uuid, String>) -> Vec<String> {
    let mut said = Vec::new();
    let mut say = |key: &str, creditor: &str| {
        said.push(room.words.text_with(key, &[("creditor", Word::from(creditor))]));
    };
    for claim in &offer.claims {
        let now = known.iter().find(|known| known.debt.id == claim.debt);
        match now.map(|known| known.balance) {
            None => say("offer-changed-gone", &claim.creditor),
            Some(balance) if balance.high.0 != claim.cents || balance.low != balance.high => {
                say("offer-changed-amount", &claim.creditor);
            }
            Some(_) => {}
        }
    }
    for debt in known.iter().filter(|known| known.balance.high > Cents::ZERO).map(|known| known.debt.id) {
        let there = offer.claims.iter().any(|claim| claim.debt == debt);
        if !there && offer.left_out.iter().all(|left| left.debt != debt) {
            say("offer-changed-new", names.get(&debt).map_or("", String::as_str));
        }
    }
    said
}

fn row(room: &Room, kept: &Kept) -> Result<OfferRow, OpstapError> {
    let money = |amount| MoneyText::new(room.language, amount);
    let said = |amount| Word::from(format::money(room.language, amount));
    let date = |day: Date| Word::from(format::date(room.language, day, room.today));
    let basis = &kept.basis;
    let monthly = capacity(basis.income, basis.vtlb).map_err(refusal)?;
    let there = to_share(monthly, basis.months, basis.assets, basis.costs).map_err(refusal)?;
    let shares = shared(there, &kept.claims)?;
    let offered = shares.total;
    let owed = Cents::sum(kept.claims.iter().map(|claim| Cents(claim.cents))).unwrap_or(there);
    let standing = kept.course.standing();
    let values = [
        ("monthly", said(monthly)),
        ("months", Word::from(basis.months as usize)),
        ("offered", said(offered)),
        ("owed", said(owed)),
    ];
    let meaning = ["offer-meaning-1", "offer-meaning-2"]
        .map(|key| room.words.text_with(&format!("{key}-{}", kept.way), &values));
    let source = [("source", Word::from(kept.source.as_str())), ("date", date(basis.on))];
    let left_out = kept.left_out.iter().map(|left| {
        let values =
            [("creditor", Word::from(left.creditor.as_str())), ("reason", Word::from(left.why.as_str()))];
        room.words.text_with("offer-left-out", &values)
    });
    let (word, standing_text, next_text) = stands(room, standing);
    Ok(OfferRow {
        id: kept.record.id,
        made_text: format::date(room.language, kept.made_on, room.today),
        way_text: room.words.text(&format!("offer-way-{}", kept.way)),
        way: kept.way.clone(),
        meaning: meaning.to_vec(),
        monthly: money(monthly),
        months: basis.months,
        available: money(there),
        owed: money(owed),
        offered: money(offered),
        percent_text: percent(room.language, shares.concurrent.basis_points()),
        source_text: room.words.text_with("offer-source", &source),
        shares: share_rows(room, kept, &shares),
        left_out: left_out.collect(),
        standing: word,
        standing_text,
        next_text,
        progress: match standing {
            Standing::Running { since } => Some(far(room, kept, monthly, since)?),
            _ => None,
        },
        waiting: kept.waiting,
    })
}

fn share_rows(room: &Room, kept: &Kept, shares: &Distribution) -> Vec<OfferShareRow> {
    let mut rows: Vec<OfferShareRow> = Vec::new();
    for share in &shares.shares {
        let Some(claim) = kept.claims.iter().find(|claim| claim.debt == share.id) else { continue };
        let rate = if claim.preferent { shares.preferent } else { shares.concurrent };
        let percent_text = percent(room.language, rate.basis_points());
        let amount = |amount| Word::from(format::money(room.language, amount));
        let values = [
            ("creditor", Word::from(claim.creditor.as_str())),
            ("claim", amount(Cents(claim.cents))),
            ("offered", amount(share.offered)),
            ("percent", Word::from(percent_text.as_str())),
        ];
        let answer = kept.course.answer(claim.debt).map(|(answer, _)| answer);
        let word = answer.and_then(|answer| json!(answer).as_str().map(str::to_owned)).unwrap_or_default();
        let reason = kept.reasons.iter().rev().find(|(debt, _)| *debt == claim.debt);
        rows.push(OfferShareRow {
            debt: claim.debt,
            creditor: claim.creditor.clone(),
            claim: MoneyText::new(room.language, Cents(claim.cents)),
            offered: MoneyText::new(room.language, share.offered),
            text: room.words.text_with("offer-share", &values),
            percent_text,
            preferent: claim.preferent,
            answer_text: if word.is_empty() {
                room.words.text("offer-answer-none")
            } else {
                room.words.say(&keyed("offer-answer", &word))
            },
            answer: word,
            reason: reason.map(|(_, reason)| reason.clone()).unwrap_or_default(),
        });
    }
    rows
}

fn stands(room: &Room, standing: Standing) -> (&'static str, String, String) {
    let count = |count: usize| Word::from(count);
    let date = |day: Date| Word::from(format::date(room.language, day, room.today));
    let say = |key: &str, values: &[(&'static str, Word)]| room.words.text_with(key, values);
    match standing {
        Standing::Made => ("made", say("offer-stands-made", &[]), say("offer-next-send", &[])),
        Standing::Asked { answered, of } => {
            let values = [("answered", count(answered)), ("of", count(of))];
            ("asked", say("offer-stands-asked", &values), String::new())
        }
        Standing::Running { since } => {
            ("running", say("offer-stands-running", &[("date", date(since))]), String::new())
        }
        Standing::Refused { agreed, of, denied } => {
            let values = [("agreed", count(agreed)), ("of", count(of))];
            let next = if denied { "offer-next-wsnp" } else { "offer-next-force" };
            ("refused", say("offer-stands-refused", &values), say(next, &[]))
        }
        Standing::Ended { outcome, on } => {
            let (word, key) = match outcome {
                Outcome::Completed => ("completed", "offer-stands-completed"),
                Outcome::Stopped => ("stopped", "offer-stands-stopped"),
                Outcome::Failed => ("failed", "offer-stands-failed"),
            };
            let next = if outcome == Outcome::Failed { say("offer-next-wsnp", &[]) } else { String::new() };
            (word, say(key, &[("date", date(on))]), next)
        }
    }
}

fn far(room: &Room, kept: &Kept, monthly: Cents, since: Date) -> Result<OfferProgressRow, OpstapError> {
    let paid = kept.course.paid();
    let terms = (monthly, kept.basis.months, kept.basis.assets);
    let now = progress(since, room.today, terms, paid).map_err(refusal)?;
    let said = |amount| Word::from(format::money(room.language, amount));
    let date = |day: Date| Word::from(format::date(room.language, day, room.today));
    let mut sentences = vec![
        room.words.text_with("offer-paid", &[("paid", said(paid)), ("due", said(now.due))]),
        room.words
            .text_with("offer-expected", &[("expected", said(now.expected)), ("date", date(now.ends_on))]),
    ];
    if now.ahead.is_negative() {
        sentences.push(room.words.text_with("offer-behind", &[("amount", said(Cents(-now.ahead.0)))]));
    }
    sentences.extend(now.review_on.map(|day| room.words.text_with("offer-review", &[("date", date(day))])));
    Ok(OfferProgressRow {
        months: now.months,
        paid: MoneyText::new(room.language, paid),
        due: MoneyText::new(room.language, now.due),
        expected: MoneyText::new(room.language, now.expected),
        behind: now.ahead.is_negative(),
        sentences,
    })
}

/// Hundredths of a per cent as a reader writes them: `10,37 %`.
fn percent(language: Language, basis_points: u32) -> String {
    let (whole, part) = (basis_points / 100, basis_points % 100);
    if language == Language::Dutch { format!("{whole},{part:02} %") } else { format!("{whole}.{part:02}%") }
}
