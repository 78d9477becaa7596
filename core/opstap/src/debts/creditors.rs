//! Creditors: named, and said to be one or not.

use std::collections::BTreeMap;

use opstap_domain::accounts::{is_iban, is_kvk};
use opstap_domain::debts::{Creditor, folded, same_creditor};
use opstap_domain::{Phrase, order};
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
            let numbers = [("kvk", kvk, is_kvk as fn(&str) -> bool), ("iban", iban, is_iban)];
            let mut units: Vec<(&str, Value)> = Vec::new();
            for (unit, text, is_one) in numbers {
                let Some(text) = text else { continue };
                let number = text.split_whitespace().collect::<String>().to_uppercase();
                // Nothing takes away what was filled in by mistake.
                if !number.is_empty() && !is_one(&number) {
                    return Err(OpstapError::refused(unit, Phrase::new(format!("debts-no-{unit}"))));
                }
                units.push((unit, if number.is_empty() { Value::Null } else { json!(number) }));
            }
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

/// To whom each debt is owed, by debt: the creditor's name, or what the person calls it.
pub(crate) fn names(inner: &mut Inner, room: &Room) -> Result<BTreeMap<Uuid, String>, OpstapError> {
    let creditors = all(inner, room)?;
    let mut names = BTreeMap::new();
    for record in inner.store.records(room.money, "debt")? {
        let known = linked(&record, "creditor").map(|id| same_creditor(&creditors, id));
        let known = known.and_then(|id| creditors.iter().find(|creditor| creditor.id == id));
        let name = known.map_or_else(|| record.text("title").to_owned(), |creditor| creditor.name.clone());
        names.insert(record.id, name);
    }
    Ok(names)
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
