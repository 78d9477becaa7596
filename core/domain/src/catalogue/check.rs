//! Does a value fit its unit? Asked before an edit is stored, on the device and on the server.

use serde_json::Value;

use super::{Kind, Shape};

/// Amounts are bounded so that sums of thousands of lines cannot overflow: 10,000,000.00 euro in cents.
const CENTS_MAX: i64 = 1_000_000_000;
/// 1900-01-01 and 2200-01-01 in milliseconds since 1970 UTC.
const INSTANTS: (i64, i64) = (-2_208_988_800_000, 7_258_118_400_000);

/// Values nest no deeper than this. Readers of JSON stop at 128, and a value travels inside others.
const DEPTH_MAX: usize = 16;

/// Why a value was refused. The code is stable and names no personal data.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind}.{unit}: {code}")]
pub struct Refusal {
    /// The kind of record.
    pub kind: String,
    /// The unit, or `unit.member` of a group.
    pub unit: String,
    /// What is wrong with it.
    pub code: RefusalCode,
}

/// What can be wrong with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RefusalCode {
    /// Longer than the catalogue allows.
    #[error("too_long")]
    TooLong,
    /// Another type of value was expected.
    #[error("wrong_type")]
    WrongType,
    /// Outside the allowed range.
    #[error("out_of_range")]
    OutOfRange,
    /// Not one of the allowed words.
    #[error("not_a_choice")]
    NotAChoice,
    /// No calendar date.
    #[error("bad_date")]
    BadDate,
    /// A member of the group is missing.
    #[error("missing")]
    Missing,
    /// Nested too deep.
    #[error("too_deep")]
    TooDeep,
    /// A control character, which no keyboard types.
    #[error("bad_character")]
    BadCharacter,
}

/// Checks `value` against the unit's shape. `null` clears a unit and always fits; unknown units of a
/// newer version fit while they are small (16 KiB).
///
/// # Errors
///
/// [`Refusal`] naming the unit (and the group's member) and what is wrong.
pub fn check_unit(kind: &Kind, unit: &str, value: &Value) -> Result<(), Refusal> {
    let shape = kind.unit(unit).map_or(Shape::Json(16 * 1024), |known| known.shape);
    if value.is_null() {
        return Ok(());
    }
    if !is_shallow(value, DEPTH_MAX) {
        let code = RefusalCode::TooDeep;
        return Err(Refusal { kind: kind.name.to_owned(), unit: unit.to_owned(), code });
    }
    check(shape, value).map_err(|(member, code)| Refusal {
        kind: kind.name.to_owned(),
        unit: member.map_or_else(|| unit.to_owned(), |member| format!("{unit}.{member}")),
        code,
    })
}

type Found = Result<(), (Option<&'static str>, RefusalCode)>;

fn check(shape: Shape, value: &Value) -> Found {
    let fault = |code| Err((None, code));
    match shape {
        Shape::Text(max) => text(value, max),
        Shape::Key(max) => match value.as_str() {
            None => fault(RefusalCode::WrongType),
            Some(key) if is_key(key, max) => Ok(()),
            Some(_) => fault(RefusalCode::BadCharacter),
        },
        Shape::Int(low, high) => in_range(value, low, high),
        Shape::Cents => in_range(value, -CENTS_MAX, CENTS_MAX),
        Shape::Instant => in_range(value, INSTANTS.0, INSTANTS.1),
        Shape::Date => match value.as_str() {
            None => fault(RefusalCode::WrongType),
            Some(date) if is_date(date) => Ok(()),
            Some(_) => fault(RefusalCode::BadDate),
        },
        Shape::Bool => value.as_bool().map(|_| ()).ok_or((None, RefusalCode::WrongType)),
        Shape::Choice(words) => match value.as_str() {
            None => fault(RefusalCode::WrongType),
            Some(word) if words.contains(&word) => Ok(()),
            Some(_) => fault(RefusalCode::NotAChoice),
        },
        Shape::Id => match value.as_str().map(uuid::Uuid::parse_str) {
            Some(Ok(_)) => Ok(()),
            _ => fault(RefusalCode::WrongType),
        },
        Shape::Keys(max) => keys(value, max),
        Shape::Json(max) => {
            if value.to_string().len() <= max {
                Ok(())
            } else {
                fault(RefusalCode::TooLong)
            }
        }
        Shape::Group(members) => group(members, value),
    }
}

fn group(members: &'static [(&'static str, Shape, bool)], value: &Value) -> Found {
    let Some(object) = value.as_object() else { return Err((None, RefusalCode::WrongType)) };
    for (name, shape, required) in members {
        match object.get(*name) {
            None | Some(Value::Null) if *required => return Err((Some(name), RefusalCode::Missing)),
            None | Some(Value::Null) => {}
            Some(member) => check(*shape, member).map_err(|(_, code)| (Some(*name), code))?,
        }
    }
    // Members of a newer version travel along, but not without bound.
    let newer = object.keys().any(|name| !members.iter().any(|(known, _, _)| known == name));
    if newer && value.to_string().len() > 16 * 1024 { Err((None, RefusalCode::TooLong)) } else { Ok(()) }
}

fn text(value: &Value, max: usize) -> Found {
    let Some(text) = value.as_str() else { return Err((None, RefusalCode::WrongType)) };
    if text.chars().count() > max {
        return Err((None, RefusalCode::TooLong));
    }
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')) {
        return Err((None, RefusalCode::BadCharacter));
    }
    Ok(())
}

fn in_range(value: &Value, low: i64, high: i64) -> Found {
    match value.as_i64() {
        None => Err((None, RefusalCode::WrongType)),
        Some(number) if (low..=high).contains(&number) => Ok(()),
        Some(_) => Err((None, RefusalCode::OutOfRange)),
    }
}

fn keys(value: &Value, max: usize) -> Found {
    let Some(list) = value.as_array() else { return Err((None, RefusalCode::WrongType)) };
    if list.len() > max {
        return Err((None, RefusalCode::TooLong));
    }
    if list.iter().all(|key| key.as_str().is_some_and(|key| is_key(key, 80))) {
        Ok(())
    } else {
        Err((None, RefusalCode::BadCharacter))
    }
}

fn is_shallow(value: &Value, left: usize) -> bool {
    match value {
        Value::Array(items) => left > 0 && items.iter().all(|item| is_shallow(item, left - 1)),
        Value::Object(members) => left > 0 && members.values().all(|member| is_shallow(member, left - 1)),
        _ => true,
    }
}

fn is_key(key: &str, max: usize) -> bool {
    !key.is_empty()
        && key.len() <= max
        && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'/' | b':'))
}

fn is_date(text: &str) -> bool {
    text.parse::<crate::time::Date>().is_ok()
}
