//! The offer to creditors: made of the debts as they are known, answered, paid, and read together by client and counsellor.

use opstap_domain::debts::Certainty;
use opstap_domain::money::parse_amount;
use opstap_domain::offer::{
    Answer, Course, CourseError, Dated, Event, OfferError, Outcome, TERM_MONTHS, capacity, to_share,
};
use opstap_domain::{Cents, Date, Phrase, order};
use opstap_store::{Edit, Record};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::debts::{self, linked};
use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::reading::read;
use crate::room::Room;

mod rows;
pub use rows::{OfferPage, OfferProgressRow, OfferRow, OfferShareRow, UnsettledRow};

/// What a counsellor enters for an offer. Amounts are as typed, by month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfferEntry {
    /// Income with holiday pay.
    pub income: String,
    /// What stays with the household (*vtlb*), with holiday pay, as the national calculator gave it.
    pub vtlb: String,
    /// From where that figure is: which calculator, which version.
    pub source: String,
    /// The day of that figure; today without one.
    pub on: Option<Date>,
    /// What is added at once, such as savings.
    pub assets: Option<String>,
    /// Costs that are kept back.
    pub costs: Option<String>,
    /// The term; 18 months without one.
    pub months: Option<u32>,
    /// Paid at once by a loan (*saneringskrediet*) instead of month by month.
    pub credit: bool,
    /// Debts that are not in it, each with the reason.
    pub left_out: Vec<(Uuid, String)>,
}

/// A claim as an offer keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeptClaim {
    pub(crate) debt: Uuid,
    pub(crate) creditor: String,
    pub(crate) cents: i64,
    pub(crate) preferent: bool,
}

/// A debt that an offer leaves out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LeftOut {
    pub(crate) debt: Uuid,
    pub(crate) creditor: String,
    pub(crate) why: String,
}

/// What an offer was made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Basis {
    pub(crate) income: Cents,
    pub(crate) vtlb: Cents,
    pub(crate) on: Date,
    pub(crate) months: u32,
    pub(crate) assets: Cents,
    pub(crate) costs: Cents,
}

/// An offer with all that happened to it.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    pub(crate) record: Record,
    pub(crate) number: u64,
    pub(crate) made_on: Date,
    pub(crate) way: String,
    pub(crate) source: String,
    pub(crate) basis: Basis,
    pub(crate) claims: Vec<KeptClaim>,
    pub(crate) left_out: Vec<LeftOut>,
    pub(crate) course: Course,
    pub(crate) reasons: Vec<(Uuid, String)>,
    pub(crate) waiting: bool,
}

impl Kept {
    fn claim_ids(&self) -> Vec<Uuid> {
        self.claims.iter().map(|claim| claim.debt).collect()
    }
}

impl Opstap {
    /// The offers of a case: the newest, what changed since, and the earlier ones.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a case.
    pub fn offers(&self, case: Option<Uuid>) -> Result<OfferPage, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            rows::page(inner, &room)
        })
    }

    /// Makes an offer of the debts as they are known now. It is kept as it is: what changes later is another offer.
    ///
    /// # Errors
    ///
    /// [`OpstapError::NotAllowed`] for who is no counsellor; [`OpstapError::Refused`] for an amount that cannot be read, without
    /// a source, and while a debt is not settled that is not left out with a reason. Nothing was made then.
    pub fn make_offer(&self, case: Option<Uuid>, entry: &OfferEntry) -> Result<OfferRow, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let basis = basis(entry, room.today)?;
            if entry.source.trim().is_empty() {
                return Err(OpstapError::refused("source", Phrase::new("offer-no-source")));
            }
            let (claims, left_out) = claims(inner, &room, &entry.left_out)?;
            let monthly = capacity(basis.income, basis.vtlb).map_err(refusal)?;
            let there = to_share(monthly, basis.months, basis.assets, basis.costs).map_err(refusal)?;
            // What cannot be shared out is refused before it is kept.
            rows::shared(there, &claims)?;
            let way = match (there, entry.credit) {
                (Cents::ZERO, _) => "zero",
                (_, true) => "credit",
                (_, false) => "mediation",
            };
            let kept_basis = json!({
                "income": basis.income, "vtlb": basis.vtlb, "source": entry.source.trim(), "on": basis.on,
                "months": basis.months, "assets": basis.assets, "costs": basis.costs,
            });
            let units = [
                ("number", json!(kept(inner, &room)?.len() + 1)),
                ("made_on", json!(room.today)),
                ("way", json!(way)),
                ("basis", kept_basis),
                ("claims", json!(claims)),
                ("left_out", json!(left_out)),
            ];
            let id = inner.fresh_id(room.now);
            self.act(inner, &[Edit::put(room.money, "offer", id, units)])?;
            rows::one(inner, &room, id)
        })
    }

    /// Notes that an offer went to all creditors, today or on an earlier day.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such an offer; [`OpstapError::Refused`] when it cannot have been.
    pub fn send_offer(
        &self,
        case: Option<Uuid>,
        offer: Uuid,
        on: Option<Date>,
    ) -> Result<OfferRow, OpstapError> {
        self.offer_step(case, offer, on, &Event::Sent, json!({ "is": "sent" }))
    }

    /// Notes what a creditor answered: `agreed`, `agreed_before`, `rejected`, `uncooperative` or `silent`. A later answer
    /// takes the place of an earlier one.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such an offer; [`OpstapError::Refused`] for another word, for a debt that is not in
    /// it, and before it was sent.
    pub fn answer_offer(
        &self,
        case: Option<Uuid>,
        offer: Uuid,
        (debt, word, reason): (Uuid, &str, Option<&str>),
        on: Option<Date>,
    ) -> Result<OfferRow, OpstapError> {
        let answer: Answer = read(&json!(word))
            .ok_or_else(|| OpstapError::refused("answer", Phrase::new("offer-no-answer")))?;
        let mut what = json!({ "is": "answer", "debt": debt, "answer": word });
        if let Some(reason) = reason {
            what["reason"] = json!(reason);
        }
        self.offer_step(case, offer, on, &Event::Answered { claim: debt, answer }, what)
    }

    /// Notes what the court decided about those who refused.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such an offer; [`OpstapError::Refused`] while nobody refused.
    pub fn force_offer(
        &self,
        case: Option<Uuid>,
        offer: Uuid,
        granted: bool,
        on: Option<Date>,
    ) -> Result<OfferRow, OpstapError> {
        let word = if granted { "forced" } else { "denied" };
        self.offer_step(case, offer, on, &Event::Forced(granted), json!({ "is": word }))
    }

    /// Notes what was put aside or paid for an arrangement that runs.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such an offer; [`OpstapError::Refused`] for an amount that cannot be read, and before
    /// everybody agreed.
    pub fn pay_offer(
        &self,
        case: Option<Uuid>,
        offer: Uuid,
        typed: &str,
        on: Option<Date>,
    ) -> Result<OfferRow, OpstapError> {
        let amount = debts::amount_typed(typed)?;
        self.offer_step(case, offer, on, &Event::Paid(amount), json!({ "is": "paid", "cents": amount }))
    }

    /// Ends an offer: `completed`, `stopped` or `failed`.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such an offer; [`OpstapError::Refused`] for another word, and when it cannot have ended so.
    pub fn end_offer(
        &self,
        case: Option<Uuid>,
        offer: Uuid,
        word: &str,
        on: Option<Date>,
    ) -> Result<OfferRow, OpstapError> {
        let outcome: Outcome = read(&json!(word))
            .ok_or_else(|| OpstapError::refused("outcome", Phrase::new("offer-no-outcome")))?;
        self.offer_step(case, offer, on, &Event::Ended(outcome), json!({ "is": "ended", "outcome": word }))
    }

    fn offer_step(
        &self,
        case: Option<Uuid>,
        offer: Uuid,
        on: Option<Date>,
        event: &Event,
        mut what: Value,
    ) -> Result<OfferRow, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let mut known = kept(inner, &room)?;
            let known = known.iter_mut().find(|kept| kept.record.id == offer);
            let known = known.ok_or(OpstapError::Unknown { what: "offer" })?;
            let on = on.unwrap_or(room.today);
            if on > room.today {
                return Err(OpstapError::refused("on", Phrase::new("refused-day-to-come")));
            }
            known.course.happen(event, on).map_err(impossible)?;
            what["on"] = json!(on);
            let id = inner.fresh_id(room.now);
            let units = [("offer", json!(offer)), ("what", what.clone())];
            self.act(inner, &[Edit::put(room.money, "offer_step", id, units)])?;
            rows::one(inner, &room, offer)
        })
    }
}

fn basis(entry: &OfferEntry, today: Date) -> Result<Basis, OpstapError> {
    let typed = |field: &str, typed: &str| {
        let amount = parse_amount(typed).map_err(|error| OpstapError::refused(field, error.phrase()))?;
        if amount.is_negative() {
            return Err(OpstapError::refused(field, Phrase::new("debts-amount-negative")));
        }
        Ok(amount)
    };
    let optional = |field: &str, text: &Option<String>| {
        text.as_deref().map_or(Ok(Cents::ZERO), |text| typed(field, text))
    };
    let months = entry.months.unwrap_or(TERM_MONTHS);
    if !(1..=36).contains(&months) {
        return Err(OpstapError::refused("months", Phrase::new("offer-months")));
    }
    Ok(Basis {
        income: typed("income", &entry.income)?,
        vtlb: typed("vtlb", &entry.vtlb)?,
        on: entry.on.unwrap_or(today),
        months,
        assets: optional("assets", &entry.assets)?,
        costs: optional("costs", &entry.costs)?,
    })
}

/// Why a debt cannot be in an offer yet, as a key; `None` when it can.
pub(crate) fn unsettled(known: &debts::Known) -> Option<&'static str> {
    let rank = known.record.text("rank");
    match known.balance.certainty {
        Certainty::Unknown => Some("offer-unsettled-unknown"),
        Certainty::Contested => Some("offer-unsettled-contested"),
        Certainty::Estimated => Some("offer-unsettled-estimated"),
        Certainty::Certain if known.contested => Some("offer-unsettled-contested"),
        Certainty::Certain if known.balance.high <= Cents::ZERO => None,
        Certainty::Certain if rank != "preferent" && rank != "concurrent" => Some("offer-unsettled-rank"),
        Certainty::Certain => None,
    }
}

/// The claims of an offer that is made now, by debt.
pub(crate) fn claims(
    inner: &mut Inner,
    room: &Room,
    reasons: &[(Uuid, String)],
) -> Result<(Vec<KeptClaim>, Vec<LeftOut>), OpstapError> {
    let names = debts::names(inner, room)?;
    let (mut claims, mut left_out) = (Vec::new(), Vec::new());
    for known in debts::all(inner, room)? {
        let debt = known.debt.id;
        let creditor = names.get(&debt).cloned().unwrap_or_default();
        if let Some((_, why)) = reasons.iter().find(|(left, _)| *left == debt) {
            if why.trim().is_empty() {
                return Err(OpstapError::refused("left_out", Phrase::new("offer-no-reason")));
            }
            left_out.push(LeftOut { debt, creditor, why: why.trim().to_owned() });
            continue;
        }
        if unsettled(&known).is_some() {
            return Err(OpstapError::refused("debts", Phrase::new("offer-unsettled")));
        }
        if known.balance.high > Cents::ZERO {
            let preferent = known.record.text("rank") == "preferent";
            claims.push(KeptClaim { debt, creditor, cents: known.balance.high.0, preferent });
        }
    }
    if claims.is_empty() {
        return Err(OpstapError::refused("debts", Phrase::new("offer-no-debts")));
    }
    Ok((claims, left_out))
}

/// All offers of a case, the newest first.
pub(crate) fn kept(inner: &mut Inner, room: &Room) -> Result<Vec<Kept>, OpstapError> {
    let steps = inner.store.records(room.money, "offer_step")?;
    let mut all = Vec::new();
    for record in inner.store.records(room.money, "offer")? {
        let Some(mut found) = kept_offer(record) else { continue };
        let own = steps.iter().filter(|step| linked(step, "offer") == Some(found.record.id));
        let mut events = Vec::new();
        for step in own {
            found.waiting |= step.waiting;
            let what = step.value("what");
            if let (Some(debt), Some(reason)) = (uuid(&what["debt"]), what["reason"].as_str()) {
                found.reasons.push((debt, reason.to_owned()));
            }
            events.extend(event(step.id, what));
        }
        found.course = Course::of(&found.claim_ids()).after(&events);
        all.push(found);
    }
    order::sort_by_key(&mut all, |kept| std::cmp::Reverse((kept.number, kept.made_on, kept.record.id)));
    Ok(all)
}

fn uuid(value: &Value) -> Option<Uuid> {
    Uuid::parse_str(value.as_str()?).ok()
}

/// `None` for an offer of a newer version.
fn kept_offer(record: Record) -> Option<Kept> {
    let basis = record.value("basis");
    let cents = |member: &str| basis[member].as_i64().map(Cents);
    let kept = Basis {
        income: cents("income")?,
        vtlb: cents("vtlb")?,
        on: basis["on"].as_str()?.parse().ok()?,
        months: u32::try_from(basis["months"].as_u64()?).ok()?,
        assets: cents("assets")?,
        costs: cents("costs")?,
    };
    let source = basis["source"].as_str()?.to_owned();
    let claims: Vec<KeptClaim> = read(record.value("claims"))?;
    Some(Kept {
        number: record.value("number").as_u64()?,
        made_on: record.text("made_on").parse().ok()?,
        way: record.text("way").to_owned(),
        source,
        basis: kept,
        course: Course::of(&[]),
        left_out: read(record.value("left_out")).unwrap_or_default(),
        claims,
        reasons: Vec::new(),
        waiting: record.waiting,
        record,
    })
}

/// `None` for what a newer version adds.
fn event(id: Uuid, what: &Value) -> Option<Dated> {
    let amount = what["cents"].as_i64().map(Cents);
    let event = match what["is"].as_str()? {
        "sent" => Event::Sent,
        "answer" => Event::Answered { claim: uuid(&what["debt"])?, answer: read(&what["answer"])? },
        "forced" => Event::Forced(true),
        "denied" => Event::Forced(false),
        "paid" => Event::Paid(amount?),
        "ended" => Event::Ended(read(&what["outcome"])?),
        _ => return None,
    };
    Some(Dated { id, on: what["on"].as_str()?.parse().ok()?, what: event })
}

pub(crate) fn refusal(error: OfferError) -> OpstapError {
    let key = match error {
        OfferError::Negative => "debts-amount-negative",
        OfferError::TooLarge | OfferError::Twice => "offer-too-large",
    };
    OpstapError::refused("amount", Phrase::new(key))
}

fn impossible(error: CourseError) -> OpstapError {
    let (field, key) = match error {
        CourseError::NotSent => ("offer", "offer-not-sent"),
        CourseError::Sent => ("offer", "offer-sent-already"),
        CourseError::NoClaim => ("debt", "offer-no-claim"),
        CourseError::NotAgreed => ("offer", "offer-not-agreed"),
        CourseError::NothingToForce => ("offer", "offer-nobody-to-force"),
        CourseError::Ended => ("offer", "offer-has-ended"),
        CourseError::NoAmount => ("amount", "refused-missing"),
    };
    OpstapError::refused(field, Phrase::new(key))
}
