//! What an organisation offers, and what of it an administrator can leave out (ADR-0057).
//!
//! Left out means: nobody begins with it any more, and nothing that is there goes. What was written is read, an appointment stays,
//! and who wants to stop something can.
//!
//! Never left out: help that cannot wait and whom to call, reminders, taking everything along, who looked, and what a person says
//! about themselves and may take back. These are a client's by law or by promise, and none of an organisation's to choose
//! (General Data Protection Regulation, articles 15 to 20; ADR-0023, ADR-0032, ADR-0049).
//!
//! # Source
//!
//! Design (domain.md 18, 68: feature flags per municipality, with a matrix that tests them).

use std::collections::BTreeSet;

use serde_json::Value;

/// Something that an organisation may leave out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Feature {
    /// Asking for help without a code.
    SignUp,
    /// Events that people come to.
    Events,
    /// Free moments of a helper, to choose one.
    Moments,
    /// Coaches who look along.
    Coaches,
    /// Work forms.
    Forms,
    /// News for a group.
    News,
    /// A secret address with one's appointments, for another agenda.
    Calendar,
    /// Examples for others, proposed by helpers.
    Proposals,
}

impl Feature {
    /// All of them, as they are listed.
    pub const ALL: [Self; 8] = [
        Self::SignUp,
        Self::Events,
        Self::Moments,
        Self::Coaches,
        Self::Forms,
        Self::News,
        Self::Calendar,
        Self::Proposals,
    ];

    /// What content, forms and the console call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::SignUp => "sign-up",
            Self::Events => "events",
            Self::Moments => "moments",
            Self::Coaches => "coaches",
            Self::Forms => "forms",
            Self::News => "news",
            Self::Calendar => "calendar",
            Self::Proposals => "proposals",
        }
    }

    /// The one of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|feature| feature.name() == name)
    }

    /// Those that an organisation leaves out, as its content says.
    #[must_use]
    pub fn left_out(body: &Value) -> BTreeSet<Self> {
        Self::ALL.into_iter().filter(|feature| is_off(body, feature.name())).collect()
    }
}

/// Whether a body of content says that this is left out.
#[must_use]
pub fn is_off(body: &Value, name: &str) -> bool {
    body["off"][name] == true
}

/// By what records of this kind come to be; nothing where no choice of an organisation is about them.
#[must_use]
pub fn made_by(kind: &str) -> &'static str {
    match kind {
        "attendance" => Feature::Events.name(),
        "moment" => Feature::Moments.name(),
        "share" => Feature::Coaches.name(),
        "form_task" | "form_answers" => Feature::Forms.name(),
        _ => "",
    }
}

/// Whether a value asks for more than the one before it: to come after all, to let somebody see more, or for longer. Less is always
/// for its author to say.
#[must_use]
pub fn asks_more(kind: &str, unit: &str, value: &Value, before: &Value) -> bool {
    match (kind, unit) {
        ("attendance", "wants") => *value == true && *before != true,
        ("share", "parts") => wider(value, before),
        _ => false,
    }
}

fn wider(value: &Value, before: &Value) -> bool {
    let parts = |value: &Value| value["parts"].as_array().cloned().unwrap_or_default();
    let (now, known) = (parts(value), parts(before));
    let longer = match (value["until"].as_str(), before["until"].as_str()) {
        (_, None) => false,
        (None, Some(_)) => true,
        // Days are written so that they sort.
        (Some(until), Some(before)) => until > before,
    };
    !now.is_empty() && (longer || now.iter().any(|part| !known.contains(part)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::catalogue;

    #[test]
    fn each_has_one_name_and_is_there_unless_it_is_left_out() {
        assert_eq!(Feature::left_out(&Value::Null), BTreeSet::new());
        for feature in Feature::ALL {
            assert_eq!(Feature::from_name(feature.name()), Some(feature));
            let body = json!({ "phone": "14 0413", "off": { feature.name(): true, "unknown": true } });
            assert_eq!(Feature::left_out(&body), BTreeSet::from([feature]));
            for no in [json!(false), json!(1), json!("true"), Value::Null] {
                assert_eq!(Feature::left_out(&json!({ "off": { feature.name(): no } })), BTreeSet::new());
            }
        }
        assert_eq!(Feature::left_out(&json!({ "off": true })), BTreeSet::new());
    }

    #[test]
    fn what_is_made_by_them_is_known_and_what_cannot_wait_is_made_by_none() {
        for kind in ["attendance", "moment", "share", "form_task", "form_answers"] {
            assert!(catalogue::kind(kind).is_some() && Feature::from_name(made_by(kind)).is_some(), "{kind}");
        }
        let never =
            ["message", "appointment", "letter", "debt", "budget_line", "deadline", "talk_note", "look"];
        for kind in
            never.into_iter().chain(["preference", "contact", "sign_up", "file", "goal", "diary_entry"])
        {
            assert!(catalogue::kind(kind).is_some() && made_by(kind).is_empty(), "{kind}");
        }
    }

    #[test]
    fn less_is_always_to_be_said_and_more_is_not() {
        let more = |value: Value, before: Value| asks_more("share", "parts", &value, &before);
        let two = json!({ "parts": ["budget", "agenda"], "until": "2027-04-01" });
        assert!(more(two.clone(), Value::Null));
        for less in [
            json!({ "parts": [] }),
            json!({ "parts": ["agenda"], "until": "2027-04-01" }),
            json!({ "parts": ["budget", "agenda"], "until": "2027-03-01" }),
        ] {
            assert!(!more(less.clone(), two.clone()), "{less}");
        }
        for wide in [
            json!({ "parts": ["budget", "agenda", "goals"], "until": "2027-04-01" }),
            json!({ "parts": ["budget"], "until": "2027-05-01" }),
            json!({ "parts": ["budget"] }),
        ] {
            assert!(more(wide.clone(), two.clone()), "{wide}");
        }
        let wants = |value: bool, before: Value| asks_more("attendance", "wants", &json!(value), &before);
        assert!(wants(true, Value::Null) && wants(true, json!(false)));
        assert!(!wants(false, json!(true)) && !wants(true, json!(true)));
        assert!(!asks_more("moment", "wants", &json!(true), &json!(false)), "what was offered can be chosen");
    }

    proptest! {
        /// Whatever is said of a share, the same again is no more, and nothing at all never is.
        #[test]
        fn the_same_is_no_more(parts in prop::collection::vec("[a-z]{1,4}", 0..4), until in prop::option::of("20[0-9]{2}-0[1-9]-1[0-9]")) {
            let value = json!({ "parts": parts, "until": until });
            prop_assert!(!asks_more("share", "parts", &value, &value));
            let none = json!({ "parts": [] });
            prop_assert!(!asks_more("share", "parts", &none, &value));
            prop_assert_eq!(asks_more("share", "parts", &value, &Value::Null), !parts.is_empty());
        }
    }
}
