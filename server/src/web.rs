//! Pages in a browser, at `/web`.
//!
//! A browser that signed in is a device like a phone: its files lie in `web/` of the server's folder, encrypted with a key
//! that only the browser has, and it goes through the same rounds (`inside`). So every rule, permission and merge is the
//! one that phones have, and nothing here decides anything (ADR-0029).
//!
//! | module | what is in it |
//! |---|---|
//! | `inside` | how such a device reaches the routes of this very server |
//! | `sessions` | who is signed in: their cookie, their folder, and when it ends |
//! | `rooms` | sessions whose files are open, and how many may be |
//! | `desk` | what pages ask of the server beside its routes |
//! | `staff` | staff and clients, by the word of their organisation's provider |
//! | `assets` | what is everybody's, and is asked for once |
//! | `aside` | what waits for the disk or the server, beside the threads that answer |
//! | `again` | asking a client once more who they are, before what is heavy |
//! | `own` | people who work here, by a passphrase and a code of an app |
//! | `devices` | where somebody is signed in, and ending that |
//! | `door` | before there is a person: coming in by a code, and going out |
//! | `once` | a form that is pressed twice is done once |
//! | `cookies`, `forms` | what a browser brings: who it is, what was typed |
//! | `features` | what an organisation offers, and leaving it out |
//! | `guard` | around every page: where a form came from, what a browser may do with a page |
//! | `places` | from an address to a page |
//! | `acts` | from a form to what it does |
//! | `start` | asking for help without a code, and the code to come back with |
//! | `earlier` | what somebody began before, without a name |
//! | `post` | a helper's message as a letter on paper |
//! | `take` | files of a case that its reader takes along |
//! | `trail` | what is noted of a page that is shown, and that shown to a client |
//! | `calendar` | the secret address of a person's appointments |
//! | `appointments` | appointments |
//! | `debts` | debts and letters |
//! | `administration` | the people who work here, for an administrator |
//! | `teams` | teams, for an administrator, and the way to a desk for who sits at one |
//! | `glass` | a case that is not one's own, when it cannot wait |
//! | `keeping` | how long cases are kept, for an administrator |
//! | `library` | tips, difficult words, and finding something again |
//! | `look` | how an organisation's pages look, before there is a person too |
//! | `me` | how a client wants it, what they tell, who sees what |
//! | `past` | how something came to be, and values that two people wrote |
//! | `editing` | example messages, and the texts of a content manager |
//! | `bank` | a file of a bank, read while it arrives |

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::from_fn;
use axum::response::Response;
use opstap::{Feature, OpstapError};
use opstap_domain::ids::Role;
use opstap_web::{Place, Refusal};

use crate::oidc::Heavy;
use crate::routes::{Route, Row, router, table};

mod acts;
mod administration;
mod again;
mod appointments;
mod aside;
mod assets;
mod automatic;
mod bank;
mod begun;
mod calendar;
mod connections;
mod cookies;
mod debts;
mod desk;
mod devices;
mod door;
mod earlier;
mod editing;
mod features;
mod files;
mod forms;
mod glass;
mod guard;
mod inside;
mod keeping;
mod library;
mod look;
mod many;
mod me;
mod news;
mod once;
mod own;
mod past;
mod places;
mod post;
mod reach;
mod rooms;
mod sessions;
mod staff;
mod start;
mod take;
mod teams;
mod trail;

pub use calendar::{Calendar, Deed};
pub use desk::{Desk, Later, Visitor};
pub use own::{OwnChosen, OwnDesk, OwnProof, OwnRefused};
pub use sessions::Host;

use aside::{aside, blocking, on_the_disk};
use assets::kept;
use cookies::{cookie_header, cookie_named, cookie_of, is_here, set_cookie};
use door::{at_the_door, before, entered, over, signed_out, words_of};
use features::leaves_out;
use forms::{Fields, day, field, fields, id_of, sends_a_file, typed};
use places::Where;
use rooms::Room;

/// Every route of pages. Which places are below the last ones is said by `places`.
#[must_use]
pub fn routes() -> Vec<Route> {
    table().into_iter().map(|(route, _)| route).collect()
}

fn table() -> Vec<Row<Arc<Host>>> {
    table! {
        get "/web" Anybody => root;
        get "/web/style.css" Anybody => assets::style;
        get "/web/icon.svg" Anybody => assets::icon;
        get "/web/htmx.js" Anybody => assets::script;
        get "/web/colour/{sheet}" Anybody => look::sheet;
        get "/web/logo/{org}/{print}" Anybody => look::logo;
        get "/web/in" Anybody => door::door;
        post "/web/in" Code => door::enter;
        get "/web/in/staff" Anybody => staff::choose;
        get "/web/in/staff/{org}" Anybody => staff::begin;
        get "/web/in/client" Anybody => staff::choose_client;
        get "/web/in/client/{org}" Anybody => staff::begin_client;
        get "/web/in/back" Code => staff::back;
        post "/web/in/known" Code => staff::known;
        get "/web/in/own" Anybody => own::door;
        post "/web/in/own" Code => own::enter;
        get "/web/register" Anybody => trail::register;
        get "/web/start" Anybody => start::first;
        post "/web/start" Code => start::next;
        get "/web/kept" Session => start::kept;
        post "/web/kept" Session => start::keep;
        get "/web/confirm/{what}" Session => again::begin;
        get "/web/own" Session => own::show;
        post "/web/own" Session => own::act;
        post "/web/out" Anybody => door::leave;
        get "/web/{*place}" Session => show;
        post "/web/{*place}" Session => act;
    }
}

/// The pages of this host, as they are served.
pub fn pages(host: Arc<Host>) -> Router {
    router(table())
        .layer(DefaultBodyLimit::max(bank::BODY_MAX))
        .layer(from_fn(guard::around))
        .with_state(host)
}

async fn root() -> Response {
    go("/web/today")
}

async fn show(State(host): State<Arc<Host>>, Path(place): Path<String>, headers: HeaderMap) -> Response {
    let Some(room) = host.enter(cookie_of(&headers)).await else { return signed_out(&host, &headers).await };
    if room.refreshed(false).await.is_err() {
        return over(&host, &headers).await;
    }
    let there = Where::read(&place);
    if desks(&room).is_some() && there.place != "devices" {
        let told = room.take_told();
        if look::belongs(&there) {
            return look::show(&host, &room, &there, &told).await;
        }
        if editing::edits(&room) {
            return editing::show(&host, &room, &there, &told).await;
        }
        return administration::show(&host, &room, &there, &told).await;
    }
    if let Err(error) = trail::seen(&host, &room, &there).await {
        return wrong(&room, &there, &error);
    }
    if let ("take", name) = there.parts()
        && !name.is_empty()
    {
        if let Some(page) = again::asked(&host, &room, &there, Heavy::Take).await {
            return page;
        }
        let (taking, place) = (room.clone(), there.clone());
        let taken = blocking(move || {
            let (_, name) = place.parts();
            taking.device.look_at(place.case)?;
            take::file(&taking, place.case, name)
        });
        return match taken.await {
            Ok(file) => file.answer(),
            Err(error) => wrong(&room, &there, &error),
        };
    }
    if let ("file", id) = there.parts() {
        return match files::show(&host, &room, &there, id).await {
            Ok(response) => response,
            Err(error) => wrong(&room, &there, &error),
        };
    }
    if there.parts().0 == "agenda" {
        calendar::look(&host, &room).await;
    }
    if let Some(page) = again::held(&room, &there).await {
        return page;
    }
    let told = room.take_told();
    if there.parts() == ("devices", "") {
        return match devices::draw(&host, &room, &told, None).await {
            Ok(html) => page(StatusCode::OK, html),
            Err(error) => wrong(&room, &there, &error),
        };
    }
    if let Some(before) = trail::place(&room, &there) {
        return match trail::draw(&host, &room, &there, &told, before).await {
            Ok(html) => page(StatusCode::OK, html),
            Err(error) => wrong(&room, &there, &error),
        };
    }
    if let Some(thing) = past::thing(&room, &there) {
        return match past::draw(&room, &there, thing, &told).await {
            Ok(html) => page(StatusCode::OK, html),
            Err(error) => wrong(&room, &there, &error),
        };
    }
    drawn(room, there, told, None).await
}

async fn act(
    State(host): State<Arc<Host>>,
    Path(place): Path<String>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let Some(room) = host.enter(cookie_of(&headers)).await else { return signed_out(&host, &headers).await };
    let place = Where::read(&place);
    if let Err(error) = trail::seen(&host, &room, &place).await {
        return wrong(&room, &place, &error);
    }
    if place.parts().0 == "bank" && sends_a_file(&headers) {
        let done = bank::import(room.clone(), place.clone(), request).await;
        return answered(&host, &headers, room, place, (Fields::new(), done)).await;
    }
    if files::belongs(&place) && sends_a_file(&headers) {
        return files::act(host, headers, room, place, request).await;
    }
    if desks(&room).is_some() && look::belongs(&place) {
        return look::act(&host, &room, &place, &headers, request).await;
    }
    let Some(mut fields) = fields(request).await else { return page(StatusCode::BAD_REQUEST, String::new()) };
    let sent = once::Sent::take(&place, &mut fields);
    if let Some(heavy) = again::heavy_of(&place, &fields)
        && let Some(page) = again::asked(&host, &room, &place, heavy).await
    {
        room.hold(place, fields);
        return page;
    }
    let doing = done(host, room.clone(), place, headers, fields);
    once::once(&room, sent, doing).await
}

/// Does what a form of words says.
async fn done(
    host: Arc<Host>,
    room: Arc<Room>,
    place: Where,
    headers: HeaderMap,
    fields: Fields,
) -> Response {
    if desks(&room).is_some() && place.place != "devices" {
        if editing::edits(&room) {
            return editing::act(&host, &room, &place, fields).await;
        }
        return administration::act(&host, &room, &place, fields).await;
    }
    if place.parts().0 == "propose" {
        let done = editing::propose(&room, &place, &fields).await;
        return answered(&host, &headers, room, place, (fields, done)).await;
    }
    if let Some(deed) = calendar::asked(&place, &fields) {
        return calendar::act(&host, &headers, &room, &place, deed).await;
    }
    if place.parts().0 == "post" && field(&fields, "act") == "make" {
        let (doing, there, typed) = (room.clone(), place.clone(), fields.clone());
        return match blocking(move || post::make(&doing, &there, &typed)).await {
            Ok(file) => file.answer(),
            Err(error) => answered(&host, &headers, room, place, (fields, Err(error))).await,
        };
    }
    if place.parts() == ("glass", "") {
        let done = glass::open(&host, &room, &fields).await;
        return answered(&host, &headers, room, place, (fields, done)).await;
    }
    if place.parts() == ("earlier", "") {
        let done = earlier::act(&room, &place, &fields).await;
        return answered(&host, &headers, room, place, (fields, done)).await;
    }
    if place.parts() == ("devices", "") {
        let done = devices::end(&host, &room, &fields).await;
        return answered(&host, &headers, room, place, (fields, done)).await;
    }
    if let Some(thing) = past::thing(&room, &place) {
        let done = past::undo(&room, &place, thing, &fields).await;
        return answered(&host, &headers, room, place, (fields, done)).await;
    }
    let (doing, there, typed) = (room.clone(), place.clone(), fields.clone());
    let done = blocking(move || acts::act(&doing, &there, &typed)).await;
    answered(&host, &headers, room, place, (fields, done)).await
}

/// What came of a form; refused, the same page with what was typed.
async fn answered(
    host: &Host,
    headers: &HeaderMap,
    room: Arc<Room>,
    place: Where,
    (typed, done): (Fields, Result<acts::Done, OpstapError>),
) -> Response {
    match done {
        Ok(acts::Done::Go { to, told }) => {
            room.tell(told);
            if room.refreshed(true).await.is_err() {
                return over(host, headers).await;
            }
            // The desk gave it away: it is nobody's here any more.
            let gone = place.case.is_some_and(|case| !room.device.cases().contains(&case));
            let desk = place.place == "page/sign-up" && room.role() == Some(Role::Counsellor);
            go(match (gone, desk) {
                (false, _) => &to,
                (true, true) => "/web/desk",
                (true, false) => "/web/clients",
            })
        }
        Ok(acts::Done::Show(html)) => page(StatusCode::OK, html),
        Ok(acts::Done::Refused(html)) => page(StatusCode::UNPROCESSABLE_ENTITY, html),
        Err(OpstapError::Refused { field, why }) => {
            let text = room.device.words().say(&why);
            let refusal = Refusal { field, text, typed };
            drawn(room, place, String::new(), Some(refusal)).await
        }
        Err(error) => wrong(&room, &place, &error),
    }
}

/// Draws a place; with a refusal, as it was when the form was sent.
async fn drawn(room: Arc<Room>, place: Where, told: String, refusal: Option<Refusal>) -> Response {
    let status = if refusal.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let (drawing, there) = (room.clone(), place.clone());
    match blocking(move || places::draw(&drawing, &there, &told, refusal.as_ref())).await {
        Ok(html) => page(status, html),
        Err(error) => wrong(&room, &place, &error),
    }
}

/// The places of somebody who has no cases, the first one first; `None` for who has.
fn desks(room: &Room) -> Option<&'static [Place]> {
    match room.role() {
        Some(Role::ContentManager) if leaves_out(room, Feature::News) => Some(&[Place::Texts]),
        Some(Role::ContentManager) => Some(&[Place::Texts, Place::News]),
        Some(Role::Administrator) => Some(&[
            Place::People,
            Place::Teams,
            Place::Reach,
            Place::Look,
            Place::Features,
            Place::Keeping,
            Place::Connections,
        ]),
        _ => None,
    }
}

fn wrong(room: &Room, place: &Where, error: &OpstapError) -> Response {
    let status = match error {
        OpstapError::Unknown { .. } => StatusCode::NOT_FOUND,
        OpstapError::NotAllowed => StatusCode::FORBIDDEN,
        OpstapError::Refused { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    };
    let words = room.device.words();
    let frame = place.frame(room, &words, None, "", None);
    page(status, opstap_web::trouble(&frame, &words.say(&error.phrase())))
}

fn page(status: StatusCode, html: String) -> Response {
    let live = opstap_web::is_live(&html);
    let mut response = Response::new(Body::from(html));
    if live {
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(guard::LIVE_POLICY));
    }
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    response
}

/// After a form comes a page that can be loaded again without sending it twice.
fn go(to: &str) -> Response {
    let mut response = Response::default();
    *response.status_mut() = StatusCode::SEE_OTHER;
    let to = HeaderValue::from_str(to).unwrap_or(HeaderValue::from_static("/web/today"));
    response.headers_mut().insert(LOCATION, to);
    response
}
