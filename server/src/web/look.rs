//! How the pages of an organisation look: its sheet, its logo, what stands around pages before there is a person, and where an
//! administrator chooses it. What can be chosen is decided in `opstap_domain::look`, and who may do it by the engine (ADR-0057).

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::Arc;

use axum::extract::multipart::Multipart;
use axum::extract::{FromRequest as _, Path, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use opstap::{Colour, Feature, LookSummary, OpstapError, Phrase, Uuid, Words};
use opstap_domain::look::{self as domain, BadLogo, Unchosen};
use opstap_web::{LogoShown, Look, LookPage, Refusal};

use super::places::Where;
use super::rooms::Room;
use super::sessions::Host;
use super::staff::OFFERED_MS;
use super::{Fields, field, fields, files, go, kept, page, words_of, wrong};
use crate::engine::{Style, Styled, Unstyled};

/// Organisations whose look is remembered at a time.
const REMEMBERED: usize = 64;

/// By organisation, or without one: when the store was asked, and what it said.
type Remembered = HashMap<Option<Uuid>, (i64, Option<Styled>)>;

/// How pages look before there is a person.
#[derive(Default)]
pub(super) struct Looks(tokio::sync::Mutex<Remembered>);

impl Looks {
    /// Asks the store again: something changed.
    pub(super) async fn forget(&self) {
        self.0.lock().await.clear();
    }
}

/// The words and the look of a page before there is a person.
pub(super) struct Door {
    pub(super) words: Words,
    pub(super) look: Option<Look>,
    /// Whoever has no code asks for help here.
    pub(super) starts: bool,
}

impl Deref for Door {
    type Target = Words;

    fn deref(&self) -> &Words {
        &self.words
    }
}

impl Door {
    /// One that is nobody's.
    pub(super) fn plain(headers: &HeaderMap) -> Self {
        Self { words: words_of(headers), look: None, starts: true }
    }

    /// That of the one organisation there is; of several, nobody's.
    pub(super) async fn of(host: &Host, headers: &HeaderMap) -> Self {
        Self::of_org(host, headers, None).await
    }

    /// That of the organisation that an address names.
    pub(super) async fn of_org(host: &Host, headers: &HeaderMap, org: Option<Uuid>) -> Self {
        let words = words_of(headers);
        match remembered(host, org).await {
            None => Self { words, look: None, starts: true },
            Some(one) => Self {
                words,
                look: shown(one.org, &one.name, &one.look),
                starts: !one.left_out.contains(&Feature::SignUp),
            },
        }
    }
}

/// Anybody may ask for these pages, so the store is not asked each time.
async fn remembered(host: &Host, org: Option<Uuid>) -> Option<Styled> {
    let mut looks = host.looks.0.lock().await;
    let now = host.now();
    if let Some((at, found)) = looks.get(&org)
        && (*at..*at + OFFERED_MS).contains(&now)
    {
        return found.clone();
    }
    let found = host.desk.look_before(org).await.ok()?;
    if looks.len() >= REMEMBERED {
        looks.clear();
    }
    looks.insert(org, (now, found.clone()));
    found
}

/// What stands around a page of an organisation; `None` where it chose nothing.
fn shown(org: Uuid, name: &str, look: &domain::Look) -> Option<Look> {
    let chose = *look != domain::Look::default();
    let logo = look.logo.as_ref().map(|logo| LogoShown {
        address: format!("/web/logo/{org}/{}", logo.print),
        width: logo.width,
        height: logo.height,
    });
    let name = if look.called.is_empty() { name } else { &look.called };
    chose.then(|| Look { name: name.to_owned(), colour: look.colour, logo })
}

/// The same of the organisation of a session.
pub(super) fn of(room: &Room) -> Option<Look> {
    let LookSummary { org, organisation, look } = room.device.look().ok()?;
    shown(org, &organisation, &look)
}

/// The style sheet of a colour. All of it stands in its address: nobody's store is asked.
pub(super) async fn sheet(Path(sheet): Path<String>) -> Response {
    match opstap_web::colour_of(&sheet) {
        Some(colour) => kept(opstap_web::colour_sheet(colour), "text/css; charset=utf-8"),
        None => page(StatusCode::NOT_FOUND, String::new()),
    }
}

/// A logo, which is everybody's to see; under another fingerprint there is none.
pub(super) async fn logo(
    State(host): State<Arc<Host>>,
    Path((org, print)): Path<(String, String)>,
) -> Response {
    let found = match Uuid::parse_str(&org) {
        Ok(org) => host.desk.logo(org, print).await.ok().flatten(),
        Err(_) => None,
    };
    match found {
        Some(bytes) => kept(bytes, "image/png"),
        None => page(StatusCode::NOT_FOUND, String::new()),
    }
}

/// Whether this is the place where it is chosen.
pub(super) fn belongs(there: &Where) -> bool {
    there.case.is_none() && there.parts() == ("look", "")
}

/// Why nothing was changed: beside an input, or as any error.
fn excused(why: &Unstyled) -> OpstapError {
    let (field, why) = match why {
        Unstyled::NotAllowed => return OpstapError::NotAllowed,
        Unstyled::Chosen(Unchosen::Called(unclear)) => ("called", unclear.why.clone()),
        Unstyled::Chosen(Unchosen::Colour) => ("colour", Phrase::new("look-refused-colour")),
        Unstyled::Chosen(Unchosen::Unreadable(near)) => {
            ("colour", Phrase::new("look-refused-unreadable").with("colour", near.to_string()))
        }
        Unstyled::Logo(BadLogo::Kind) => ("logo", Phrase::new("look-refused-kind")),
        Unstyled::Logo(BadLogo::Heavy) => ("logo", Phrase::new("look-refused-heavy")),
        Unstyled::Logo(BadLogo::Size) => ("logo", Phrase::new("look-refused-size")),
        Unstyled::Logo(BadLogo::Moves) => ("logo", Phrase::new("look-refused-moves")),
        Unstyled::Logo(BadLogo::Broken) => ("logo", Phrase::new("look-refused-broken")),
    };
    OpstapError::Refused { field: field.to_owned(), why }
}

async fn ask(host: &Host, room: &Room, asked: Style) -> Result<Result<Styled, Unstyled>, OpstapError> {
    let device = room.number().ok_or(OpstapError::SignedOut)?;
    let done = host.desk.administer_look(device, asked).await;
    done.map_err(|_| OpstapError::Unexpected { reference: "look" })
}

/// Draws it.
pub(super) async fn show(host: &Host, room: &Room, there: &Where, told: &str) -> Response {
    match ask(host, room, Style::Look).await.and_then(|found| found.map_err(|why| excused(&why))) {
        Ok(styled) => drawn(room, there, &styled, told, None),
        Err(error) => wrong(room, there, &error),
    }
}

/// How it was typed: not kept, or not yet.
struct Tried {
    refusal: Option<Refusal>,
    nearest: Option<Colour>,
    called: String,
    colour: Option<Colour>,
}

fn drawn(room: &Room, there: &Where, styled: &Styled, told: &str, tried: Option<&Tried>) -> Response {
    let words = room.device.words();
    let mut look = styled.look.clone();
    if let Some(tried) = tried.filter(|tried| tried.refusal.is_none()) {
        (look.called, look.colour) = (tried.called.clone(), tried.colour);
    }
    let refusal = tried.and_then(|tried| tried.refusal.as_ref());
    let mut frame = there.frame(room, &words, None, told, refusal);
    // As it is at this moment, and not as it was when this browser last heard of it.
    frame.look = shown(styled.org, &styled.name, &look);
    let plain = Look { name: styled.name.clone(), colour: None, logo: None };
    let shown = LookPage {
        name: &styled.name,
        called: &look.called,
        colour: look.colour,
        look: &frame.look.clone().unwrap_or(plain),
        tried: tried.is_some() && refusal.is_none(),
        nearest: tried.and_then(|tried| tried.nearest),
    };
    let status = if refusal.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    page(status, opstap_web::look(&frame, &shown))
}

/// What a form asks.
async fn asked(request: Request, headers: &HeaderMap) -> Result<(Style, bool, Fields), OpstapError> {
    if super::sends_a_file(headers) {
        return Ok((Style::Logo(file(request).await?), false, Fields::new()));
    }
    let typed = fields(request).await.ok_or(OpstapError::Unknown { what: "page" })?;
    let (called, colour) = (field(&typed, "called").to_owned(), field(&typed, "colour").to_owned());
    let act = field(&typed, "act").to_owned();
    let style = match (act.as_str(), act.strip_prefix("take-")) {
        ("keep" | "try", _) => Style::Keep(called, colour),
        ("ordinary", _) => Style::Keep(called, String::new()),
        ("no-logo", _) => Style::NoLogo,
        (_, Some(near)) => Style::Keep(called, near.to_owned()),
        _ => return Err(OpstapError::Unknown { what: "page" }),
    };
    Ok((style, act == "try", typed))
}

/// The bytes of the file, up to one more than a logo has.
async fn file(request: Request) -> Result<Vec<u8>, OpstapError> {
    let broken = || excused(&Unstyled::Logo(BadLogo::Broken));
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| broken())?;
    let mut found = None;
    while let Some(field) = form.next_field().await.map_err(|_| broken())? {
        let is_logo = field.name() == Some("logo") && !field.file_name().unwrap_or_default().is_empty();
        let (bytes, whole) = files::read(field, domain::logo::LOGO_BYTES).await?;
        if is_logo && !whole {
            return Err(excused(&Unstyled::Logo(BadLogo::Heavy)));
        }
        if is_logo {
            found = Some(bytes);
        }
    }
    let why = Phrase::new("look-refused-none");
    found.ok_or(OpstapError::Refused { field: "logo".to_owned(), why })
}

/// Does what a form asks, or shows how it would look.
pub(super) async fn act(
    host: &Host,
    room: &Arc<Room>,
    there: &Where,
    headers: &HeaderMap,
    request: Request,
) -> Response {
    match done(host, room, there, headers, request).await {
        Ok(response) => response,
        Err(error) => wrong(room, there, &error),
    }
}

async fn done(
    host: &Host,
    room: &Arc<Room>,
    there: &Where,
    headers: &HeaderMap,
    request: Request,
) -> Result<Response, OpstapError> {
    // Whoever may not do it is told so before anything of theirs is read.
    let now = ask(host, room, Style::Look).await?.map_err(|why| excused(&why))?;
    let refused = |error: OpstapError, nearest: Option<Colour>, typed: Fields| match error {
        OpstapError::Refused { field, why } => {
            let refusal = Refusal { field, text: room.device.words().say(&why), typed };
            let tried = Tried { refusal: Some(refusal), nearest, called: String::new(), colour: None };
            Ok(drawn(room, there, &now, "", Some(&tried)))
        }
        other => Err(other),
    };
    let (style, only_try, typed) = match asked(request, headers).await {
        Ok(asked) => asked,
        Err(error) => return refused(error, None, Fields::new()),
    };
    let done = match (&style, only_try) {
        (Style::Keep(called, colour), true) => {
            domain::chosen(called, colour).map(Some).map_err(Unstyled::Chosen)
        }
        _ => ask(host, room, style).await?.map(|_| None),
    };
    match done {
        Err(why) => {
            let nearest =
                if let Unstyled::Chosen(Unchosen::Unreadable(near)) = why { Some(near) } else { None };
            refused(excused(&why), nearest, typed)
        }
        Ok(Some((called, colour))) => {
            let tried = Tried { refusal: None, nearest: None, called, colour };
            Ok(drawn(room, there, &now, "", Some(&tried)))
        }
        Ok(None) => {
            host.looks.forget().await;
            room.tell(room.device.words().text("look-kept"));
            if room.refreshed(true).await.is_err() {
                return Err(OpstapError::SignedOut);
            }
            Ok(go("/web/look"))
        }
    }
}
