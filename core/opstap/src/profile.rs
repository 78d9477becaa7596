//! What is known about the household: dated facts, which choose the tips.

use opstap_content::format;
use opstap_domain::money::parse_amount;
use opstap_domain::order;
use opstap_domain::tips::FieldKind;
use opstap_domain::tips::field_key;
use opstap_domain::{Cents, Date, Phrase};
use opstap_store::Edit;
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::room::Room;

/// What is known, and what could be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProfileSummary {
    /// How the client is called.
    pub name: String,
    /// What was told.
    pub facts: Vec<FactRow>,
    /// Fields that could be told: what `profile set` takes.
    pub fields: Vec<FieldRow>,
}

/// A question that could be answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldRow {
    /// The field, such as `household.childrenUnder18`.
    pub field: String,
    /// What it is called.
    pub label: String,
    /// What an answer looks like.
    pub kind: FactKind,
    /// It was told already.
    pub told: bool,
}

/// What an answer looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FactKind {
    /// Yes or no.
    YesNo,
    /// A whole number.
    Number,
    /// An amount.
    Amount,
    /// A few words.
    Words,
}

/// One fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FactRow {
    /// The field, such as `household.childrenUnder18`.
    pub field: String,
    /// What it is called.
    pub label: String,
    /// The value.
    pub value: Value,
    /// The value in words.
    pub text: String,
    /// Since when it is so, as told.
    pub since: Option<Date>,
    /// Changed on this device and not yet at the server.
    pub waiting: bool,
}

impl Opstap {
    /// The profile of a case.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a case.
    pub fn profile(&self, case: Option<Uuid>) -> Result<ProfileSummary, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            summary(inner, &room)
        })
    }

    /// Tells a fact, as typed: `ja`/`nee`, a number, an amount, or a word.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] for a field that the tips do not know; [`OpstapError::Refused`] for a value of
    /// another kind.
    pub fn set_fact(
        &self,
        case: Option<Uuid>,
        field: &str,
        typed: &str,
    ) -> Result<ProfileSummary, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let content = inner.content()?;
            let kind =
                content.tips.fields.get(field).copied().ok_or(OpstapError::Unknown { what: "field" })?;
            let value = read(kind, typed.trim())?;
            let id = room.money.derived_id(&format!("fact/{field}"));
            let units = [("field", json!(field)), ("value", json!({ "is": value, "since": room.today }))];
            self.act(inner, &[Edit::put(room.money, "fact", id, units)])?;
            summary(inner, &room)
        })
    }
}

fn read(kind: FieldKind, typed: &str) -> Result<Value, OpstapError> {
    let refuse = |key: &str| Err(OpstapError::refused("value", Phrase::new(key)));
    match kind {
        FieldKind::Bool => match typed.to_lowercase().as_str() {
            "ja" | "j" | "yes" | "y" | "true" | "waar" => Ok(json!(true)),
            "nee" | "n" | "no" | "false" | "onwaar" => Ok(json!(false)),
            _ => refuse("refused-yes-or-no"),
        },
        FieldKind::Int => match typed.parse::<i64>() {
            Ok(number) if (0..=1_000_000).contains(&number) => Ok(json!(number)),
            Ok(_) => refuse("refused-out-of-range"),
            Err(_) => refuse("refused-not-a-number"),
        },
        FieldKind::Cents => {
            let amount =
                parse_amount(typed).map_err(|error| OpstapError::refused("value", error.phrase()))?;
            Ok(json!(amount.0))
        }
        FieldKind::String | FieldKind::Enum if typed.is_empty() => refuse("refused-missing"),
        FieldKind::String | FieldKind::Enum if typed.chars().count() > 100 => refuse("refused-too-long"),
        FieldKind::String | FieldKind::Enum => Ok(json!(typed)),
        // Shares follow from the budget; nobody types them.
        FieldKind::Ratio | FieldKind::Unknown => refuse("refused-follows-by-itself"),
    }
}

fn summary(inner: &mut Inner, room: &Room) -> Result<ProfileSummary, OpstapError> {
    let content = inner.content()?;
    let case = inner.store.record(room.together, "case", room.together.derived_id("case"))?;
    let mut facts = Vec::new();
    for record in inner.store.records(room.money, "fact")? {
        let field = record.text("field").to_owned();
        let value = record.value("value")["is"].clone();
        let kind = content.tips.fields.get(&field).copied().unwrap_or(FieldKind::Unknown);
        let text = match &value {
            Value::Bool(true) => room.words.text("word-yes"),
            Value::Bool(false) => room.words.text("word-no"),
            Value::Number(number) if kind == FieldKind::Cents => {
                format::money(room.language, Cents(number.as_i64().unwrap_or(0)))
            }
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        facts.push(FactRow {
            label: room.words.text(&field_key(&field)),
            field,
            value,
            text,
            since: record.value("value")["since"].as_str().and_then(|date| date.parse().ok()),
            waiting: record.waiting,
        });
    }
    order::sort_by(&mut facts, |one, other| one.field.cmp(&other.field));
    let fields = content.tips.fields.iter().filter(|(name, kind)| {
        let derived = ["budget.", "date.", "appointment.", "activity."];
        **kind != FieldKind::Ratio && !derived.iter().any(|prefix| name.starts_with(prefix))
    });
    let fields = fields
        .map(|(name, kind)| FieldRow {
            field: name.clone(),
            label: room.words.text(&field_key(name)),
            kind: match kind {
                FieldKind::Bool => FactKind::YesNo,
                FieldKind::Int => FactKind::Number,
                FieldKind::Cents => FactKind::Amount,
                _ => FactKind::Words,
            },
            told: facts.iter().any(|fact| fact.field == *name),
        })
        .collect();
    Ok(ProfileSummary {
        name: case.map(|case| case.text("name").to_owned()).unwrap_or_default(),
        facts,
        fields,
    })
}
