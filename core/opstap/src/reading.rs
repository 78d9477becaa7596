//! What values of records say, as the domain's types.

use opstap_domain::plain;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// What a value says as `T`; `None` where it says something else, as of a newer version. It is read where it lies:
/// nothing is copied first.
pub(crate) fn read<T: DeserializeOwned>(value: &Value) -> Option<T> {
    plain::read(value)
}

/// What JSON that came from elsewhere says as `T`; `None` where it is no JSON, or says something else. One reader for
/// all that arrives, and for what the store keeps.
pub(crate) fn said<T: DeserializeOwned>(json: &[u8]) -> Option<T> {
    serde_json::from_str(std::str::from_utf8(json).ok()?).ok()
}
