//! `GET /v1/cases/mine/audit`: what was done with a client's data, for that client; and `GET /v1/register`: for what.
//!
//! Which case it is follows from the token: no address holds an id, and there is none of another's to guess.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use opstap::{Language, Words};
use opstap_sync::audit::LINES_MAX;
use opstap_sync::pressure::Class;
use schemars::JsonSchema;
use serde::Serialize;

use super::body::{document, fault};
use super::{App, Asked, bearer, come_back, takes_gzip};
use crate::engine::{TrailAsked, excuse};
use crate::problem;
use crate::register::ACTIVITIES;
use crate::store::ScopeStore;

/// Lines of a page where nothing else was asked for.
const LINES: usize = 50;

pub(super) async fn trail<S: ScopeStore + 'static>(
    State(app): State<App<S>>,
    headers: HeaderMap,
    uri: Uri,
) -> Response {
    let Some(token) = bearer(&headers) else { return fault(&problem::not_signed_in()) };
    let Some(asked) = asked(uri.query().unwrap_or_default()) else {
        return fault(&problem::bad_request("`before` and `most` are numbers."));
    };
    if let Err(seconds) = app.writer.admit(Class::Pull) {
        return come_back(seconds);
    }
    let now = (app.clock)();
    match app.writer.run(move |engine| engine.trail_by_token(&token, asked, now)).await {
        Ok(Ok((device, page))) => {
            let mut response = document(StatusCode::OK, &page, takes_gzip(&headers));
            response.extensions_mut().insert(Asked(device));
            response
        }
        Ok(Err(problem)) => fault(&problem),
        Err(error) => fault(&excuse(&error)),
    }
}

/// What a query asks for; `None`: not a question. A name that is not known here is passed over.
fn asked(query: &str) -> Option<TrailAsked> {
    let mut asked = TrailAsked { before: 0, most: LINES };
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let number =
            || Some(&value).filter(|text| text.bytes().all(|b| b.is_ascii_digit()))?.parse::<u64>().ok();
        match name.as_ref() {
            "before" => asked.before = number().filter(|before| *before < 1 << 53)?,
            "most" => asked.most = number().filter(|most| (1..=LINES_MAX as u64).contains(most))? as usize,
            _ => {}
        }
    }
    Some(asked)
}

/// The register of processing activities.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Register {
    /// Each activity.
    activities: Vec<Registered>,
}

/// For what personal data is processed.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Registered {
    /// By what lines of the audit trail name it.
    id: &'static str,
    /// What it is called.
    name: String,
    /// Why.
    purpose: String,
    /// Which data.
    data: String,
    /// For how long.
    kept: String,
    /// The ground in the AVG.
    ground: &'static str,
    /// Where the task or the duty stands.
    law: &'static str,
    /// Whether somebody who answers for privacy at the organisation confirmed ground and law.
    confirmed: bool,
}

pub(super) async fn register(headers: HeaderMap) -> Response {
    let words = Words::new(Language::Dutch);
    let activities = ACTIVITIES.iter().map(|activity| {
        let text = |part: &str| words.text(&format!("register-{}-{part}", activity.id));
        Registered {
            id: activity.id,
            name: text("name"),
            purpose: text("purpose"),
            data: text("data"),
            kept: text("kept"),
            ground: activity.ground,
            law: activity.law,
            confirmed: activity.confirmed,
        }
    });
    document(StatusCode::OK, &Register { activities: activities.collect() }, takes_gzip(&headers))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_question_is_two_numbers_or_less() {
        assert_eq!(asked(""), Some(TrailAsked { before: 0, most: LINES }));
        assert_eq!(asked("before=7&most=1&x=y"), Some(TrailAsked { before: 7, most: 1 }));
        for odd in [
            "before=",
            "before=-1",
            "before=+1",
            "before=x",
            "most=0",
            "most=201",
            "before=99999999999999999999",
        ] {
            assert_eq!(asked(odd), None, "{odd}");
        }
    }

    #[test]
    fn each_activity_has_words_in_each_language() {
        for language in Language::ALL {
            let words = Words::new(language);
            for activity in ACTIVITIES {
                for part in ["name", "purpose", "data", "kept"] {
                    let key = format!("register-{}-{part}", activity.id);
                    assert!(words.has(&key), "{key}");
                }
            }
        }
    }

    proptest! {
        #[test]
        fn any_query_is_answered(query in "\\PC{0,60}") {
            if let Some(asked) = asked(&query) {
                prop_assert!((1..=LINES_MAX).contains(&asked.most));
            }
        }
    }
}
