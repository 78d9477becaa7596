//! Asking for help without a code. Nothing is kept while somebody answers: each page carries what was answered before, and
//! with the last one a case begins and this browser is its first device.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use opstap::sign_up::{Answer, QUESTIONS};
use opstap::{OpstapError, Phrase, SignUp, Words};
use opstap_domain::ids::Role;
use opstap_domain::sign_up::postcode;
use opstap_web::Refusal;

use super::Visitor;
use super::begun::Sent;
use super::look::Door;
use super::sessions::Host;
use super::{Fields, before, cookie_header, cookie_of, field, fields, go, page, signed_out};
use crate::oidc::Heavy;

/// The field that says that a form is the same one.
const ONCE: &str = "once";

/// The first question.
pub(super) async fn first(State(host): State<Arc<Host>>, headers: HeaderMap) -> Response {
    let words = Door::of(&host, &headers).await;
    if !words.starts {
        return closed(&words);
    }
    let typed: Fields = Host::fresh_form().map(|key| (ONCE.to_owned(), key)).into_iter().collect();
    page(StatusCode::OK, opstap_web::question(&before(&words, "", None), 0, &typed))
}

/// Nobody is taken in like this. Who was sent here by a link is told so.
fn closed(door: &Door) -> Response {
    page(StatusCode::NOT_FOUND, opstap_web::trouble(&before(door, "", None), &door.text("sign-up-closed")))
}

/// The next one, the one before, or all of it.
pub(super) async fn next(
    State(host): State<Arc<Host>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let words = Door::of(&host, &headers).await;
    let Some(typed) = fields(request).await else { return page(StatusCode::BAD_REQUEST, String::new()) };
    if !words.starts {
        return closed(&words);
    }
    let last = QUESTIONS.len();
    let step = field(&typed, "step").parse::<usize>().unwrap_or(0).min(last);
    let refused = |at: usize, field: &str, text: String| {
        let refusal = Refusal { field: field.to_owned(), text, typed: typed.clone() };
        let html = opstap_web::question(&before(&words, "", Some(&refusal)), at, &typed);
        page(StatusCode::UNPROCESSABLE_ENTITY, html)
    };
    let at_question = |question: &str| QUESTIONS.iter().position(|(key, _)| *key == question).unwrap_or(0);
    match field(&typed, "act") {
        "back" => {
            let html = opstap_web::question(&before(&words, "", None), step.saturating_sub(1), &typed);
            return page(StatusCode::OK, html);
        }
        "next" if QUESTIONS.get(step).is_some_and(|(_, answer)| *answer == Answer::Postcode) => {
            // Said at once, before anybody answers the rest for nothing.
            if let Err(why) = helped(&host, field(&typed, "postcode")).await {
                return refused(step, "postcode", words.say(&why));
            }
            return page(StatusCode::OK, opstap_web::question(&before(&words, "", None), step + 1, &typed));
        }
        "next" if step + 1 < last => {
            return page(StatusCode::OK, opstap_web::question(&before(&words, "", None), step + 1, &typed));
        }
        _ => {}
    }
    let asked = match SignUp::read(|key| field(&typed, key).to_owned()) {
        Ok(asked) => asked,
        Err(unclear) => {
            return refused(at_question(unclear.question), unclear.question, words.say(&unclear.why));
        }
    };
    if field(&typed, "act") != "send" {
        return page(StatusCode::OK, opstap_web::check(&before(&words, "", None), &asked, &typed));
    }
    let not_sent = |text: String| {
        let refusal = Refusal { text, typed: Fields::new(), ..Refusal::default() };
        let html = opstap_web::check(&before(&words, "", Some(&refusal)), &asked, &typed);
        page(StatusCode::UNPROCESSABLE_ENTITY, html)
    };
    let visitor = Visitor { peer, headers: &headers };
    match sent(&host, visitor, &asked, &words, field(&typed, ONCE)).await {
        Ok(cookie) => {
            host.sign_out(cookie_of(&headers)).await;
            let mut response = go("/web/kept");
            response.headers_mut().insert(SET_COOKIE, cookie_header(&headers, &cookie));
            response
        }
        Err(OpstapError::Refused { field, why }) if field == ONCE => not_sent(words.say(&why)),
        Err(OpstapError::Refused { field, why }) => refused(at_question(&field), &field, words.say(&why)),
        Err(error) => not_sent(words.say(&error.phrase())),
    }
}

/// The cookie of a form that is sent, or of one that was sent a moment ago and whose answer nobody saw.
async fn sent(
    host: &Host,
    visitor: Visitor<'_>,
    asked: &SignUp,
    words: &Words,
    once: &str,
) -> Result<String, OpstapError> {
    let lost = || OpstapError::Unexpected { reference: "web" };
    let fresh = if once.is_empty() { Host::fresh_form().ok_or_else(lost)? } else { once.to_owned() };
    let _turn = host.begun.turn().await;
    match host.begun.sent(&fresh, host.now()) {
        Sent::Never => host.sign_up(visitor, asked, &words.text("web-browser"), &fresh).await,
        Sent::Unseen(cookie) => Ok(cookie),
        Sent::Seen => Err(OpstapError::Refused { field: ONCE.to_owned(), why: Phrase::new("sign-up-once") }),
    }
}

/// The code to come back with.
pub(super) async fn kept(State(host): State<Arc<Host>>, headers: HeaderMap) -> Response {
    let Some(room) = host.enter(cookie_of(&headers)).await else { return signed_out(&host, &headers).await };
    if room.role() != Some(Role::Client) {
        return go("/web/today");
    }
    let (words, code) = (room.device.words(), room.code());
    let there = super::Where::read("kept");
    let organisation = room.device.person().map(|person| person.organisation).unwrap_or_default();
    let told = room.take_told();
    let frame = there.frame(&room, &words, None, &told, None);
    let html = opstap_web::kept(&frame, code.as_deref(), &organisation);
    page(StatusCode::OK, html)
}

/// A new one, or no longer shown.
pub(super) async fn keep(State(host): State<Arc<Host>>, headers: HeaderMap, request: Request) -> Response {
    let Some(room) = host.enter(cookie_of(&headers)).await else { return signed_out(&host, &headers).await };
    let Some(typed) = fields(request).await else { return page(StatusCode::BAD_REQUEST, String::new()) };
    if field(&typed, "act") != "new" {
        room.set_code(None);
        return go("/web/today");
    }
    if let Some(page) = super::again::asked(&host, &room, &super::Where::read("kept"), Heavy::Code).await {
        return page;
    }
    match room.device.new_recovery_code().await {
        Ok(code) => {
            room.set_code(Some(code));
            go("/web/kept")
        }
        Err(error) => super::wrong(&room, &super::Where::read("kept"), &error),
    }
}

/// Whether somebody takes people of the postcode in that was typed. Without our own answer it is asked again at the end.
async fn helped(host: &Host, typed: &str) -> Result<(), Phrase> {
    let postcode = postcode(typed).ok_or_else(|| Phrase::new("sign-up-postcode-unclear"))?;
    match host.desk.takes_in(postcode).await {
        Ok(false) => Err(Phrase::new("sign-up-nobody")),
        Ok(true) | Err(_) => Ok(()),
    }
}
