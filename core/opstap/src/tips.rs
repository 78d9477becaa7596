//! Tips that fit, and why one sees them.

use opstap_domain::budget::{Budget, BudgetLine};
use opstap_domain::condition::{FactValue, Facts, Parameters};
use opstap_domain::tips::{Shown, suggest};
use opstap_store::{Edit, Record};
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::agenda::AppointmentRow;
use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::room::Room;

/// One tip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TipRow {
    /// Its id: what `ask` takes, and hiding.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// What it says.
    pub text: String,
    /// Why this person sees it.
    pub because: Vec<String>,
    /// What one tap does, such as `open:budget` or `message:helper`.
    pub action: String,
    /// The screen that answers it; `None`: there is nothing to tap.
    pub route: Option<String>,
}

impl Opstap {
    /// The tips that certainly fit, most important first. Works offline, on this device only.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a case.
    pub fn tips(&self, case: Option<Uuid>) -> Result<Vec<TipRow>, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            tips(inner, &room)
        })
    }

    /// Puts a tip away for its rest.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a tip.
    pub fn hide_tip(&self, case: Option<Uuid>, tip: &str) -> Result<Vec<TipRow>, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let content = inner.content()?;
            if !content.tips.rules.iter().any(|rule| rule.id == tip) {
                return Err(OpstapError::Unknown { what: "text" });
            }
            let id = room.together.derived_id(&format!("tip/{tip}"));
            let units = [("tip", json!(tip)), ("hidden_on", json!(room.today))];
            self.act(inner, &[Edit::put(room.together, "tip_mark", id, units)])?;
            tips(inner, &room)
        })
    }
}

pub(crate) fn tips(inner: &mut Inner, room: &Room) -> Result<Vec<TipRow>, OpstapError> {
    let seen = see(inner, room)?;
    fitting(inner, room, &seen.facts)
}

/// The tips that fit these facts.
pub(crate) fn fitting(inner: &mut Inner, room: &Room, facts: &Facts) -> Result<Vec<TipRow>, OpstapError> {
    let content = inner.content()?;
    let mut shown = Vec::new();
    for mark in inner.store.records(room.together, "tip_mark")? {
        if let Ok(on) = mark.text("hidden_on").parse() {
            shown.push(Shown { rule: mark.text("tip").to_owned(), on });
        }
    }
    let parameters = content.tips.parameters_with(&Parameters::new());
    let fitting = suggest(&content.tips.rules, &parameters, facts, &shown, room.today);
    Ok(fitting
        .into_iter()
        .map(|tip| TipRow {
            id: tip.rule.id.clone(),
            title: tip.rule.title.clone(),
            text: tip.rule.text.clone(),
            because: tip
                .because
                .iter()
                .map(|because| room.words.say_on(&because.phrase, room.today))
                .collect(),
            action: tip.rule.action.clone(),
            route: crate::routes::of_action(&tip.rule.action),
        })
        .collect())
}

/// A case, looked at once for several answers.
pub(crate) struct Seen {
    pub(crate) lines: Vec<(BudgetLine, Record)>,
    pub(crate) total: Option<Budget>,
    /// Appointments that somebody is expected at, nearest first.
    pub(crate) expected: Vec<AppointmentRow>,
    pub(crate) facts: Facts,
}

/// What is known of a case: what people said, and what follows from the budget and the agenda.
pub(crate) fn see(inner: &mut Inner, room: &Room) -> Result<Seen, OpstapError> {
    let content = inner.content()?;
    let lines = crate::budget::lines(inner, room)?;
    let plain: Vec<BudgetLine> = lines.iter().map(|(line, _)| line.clone()).collect();
    let total = crate::budget::total(&content, &plain).ok();
    let mut facts = match &total {
        Some(total) if !plain.is_empty() => total.facts(&plain, &content.rules),
        _ => Facts::new(),
    };
    facts.insert("date.month".to_owned(), FactValue::from(i64::from(room.today.month())));
    let expected = crate::agenda::expected(inner, room)?;
    if let Some(next) = expected.first() {
        let days = room.today.days_until(room.zone.date(next.starts_at));
        facts.insert("appointment.nextInDays".to_owned(), FactValue::from(days));
        facts.insert("appointment.confirmed".to_owned(), FactValue::Bool(next.status == "confirmed"));
    }
    // What somebody said counts more than what follows.
    for record in inner.store.records(room.money, "fact")? {
        if let Some(value) = as_fact(&record.value("value")["is"]) {
            facts.insert(record.text("field").to_owned(), value);
        }
    }
    Ok(Seen { lines, total, expected, facts })
}

fn as_fact(value: &Value) -> Option<FactValue> {
    match value {
        Value::Bool(known) => Some(FactValue::Bool(*known)),
        Value::Number(number) => number.as_i64().map(FactValue::from),
        Value::String(text) => Some(FactValue::Text(text.clone())),
        _ => None,
    }
}
