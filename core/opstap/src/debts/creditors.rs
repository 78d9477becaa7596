//! Creditors: named, and said to be one or not.

use std::collections::BTreeMap;

use opstap_domain::debts::{Creditor, folded};
use opstap_domain::order;
use opstap_store::Edit;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{DebtsSummary, linked, summary};
use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::room::Room;

impl Opstap {
    /// Answers whether two creditors are one. Nothing is moved: the later one names the earlier one, or that it is not.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such creditors.
    pub fn same_creditor(
        &self,
        case: Option<Uuid>,
        one: Uuid,
        other: Uuid,
        same: bool,
    ) -> Result<DebtsSummary, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let (one, other) = (one.min(other), one.max(other));
            known(inner, &room, one)?;
            let later = known(inner, &room, other)?;
            let unit = if same {
                ("same_as", json!(one))
            } else {
                let mut distinct = later.distinct;
                distinct.insert(one);
                ("distinct", json!(distinct))
            };
            self.act(inner, &[Edit::put(room.money, "creditor", other, vec![unit])])?;
            summary(inner, &room)
        })
    }

    /// What is known of a creditor: the number at the Chamber of Commerce and the account to pay to.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a creditor; [`OpstapError::Refused`] for a number that cannot be one.
    pub fn describe_creditor(
        &self,
        case: Option<Uuid>,
        creditor: Uuid,
        kvk: Option<&str>,
        iban: Option<&str>,
    ) -> Result<DebtsSummary, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            known(inner, &room, creditor)?;
            let number = |text: &str| json!(text.split_whitespace().collect::<String>().to_uppercase());
            let units: Vec<(&str, Value)> = [("kvk", kvk), ("iban", iban)]
                .into_iter()
                .filter_map(|(unit, text)| Some((unit, number(text?))))
                .collect();
            self.act(inner, &[Edit::put(room.money, "creditor", creditor, units)])?;
            summary(inner, &room)
        })
    }
}

fn known(inner: &mut Inner, room: &Room, id: Uuid) -> Result<Creditor, OpstapError> {
    let found = all(inner, room)?.into_iter().find(|creditor| creditor.id == id);
    found.ok_or(OpstapError::Unknown { what: "creditor" })
}

/// The creditor of this name, or a new one with the edit that makes it.
pub(super) fn named(inner: &mut Inner, room: &Room, name: &str) -> Result<(Uuid, Option<Edit>), OpstapError> {
    let wanted = folded(name);
    let known = all(inner, room)?;
    if let Some(found) = known.iter().find(|creditor| folded(&creditor.name) == wanted) {
        return Ok((found.id, None));
    }
    let id = inner.fresh_id(room.now);
    Ok((id, Some(Edit::put(room.money, "creditor", id, vec![("name", json!(name))]))))
}

/// All creditors of a case, by id.
pub(super) fn all(inner: &mut Inner, room: &Room) -> Result<Vec<Creditor>, OpstapError> {
    let mut all = BTreeMap::new();
    for record in inner.store.records(room.money, "creditor")? {
        let distinct = record.value("distinct").as_array().cloned().unwrap_or_default();
        let distinct = distinct.iter().filter_map(|id| Uuid::parse_str(id.as_str()?).ok());
        let creditor = Creditor {
            id: record.id,
            name: record.text("name").to_owned(),
            kvk: record.text("kvk").to_owned(),
            iban: record.text("iban").to_owned(),
            same_as: linked(&record, "same_as"),
            distinct: order::gather(distinct),
        };
        all.insert(record.id, creditor);
    }
    Ok(all.into_values().collect())
}
