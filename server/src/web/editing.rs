//! What people write for an organisation, on pages: examples beside a message, a helper's proposal, and the texts of a
//! content manager.

use axum::http::StatusCode;
use axum::response::Response;
use opstap::{
    ContentChange, ContentFound, ContentSearch, ContentText, Event, Example, ExampleDraft, ExampleSearch,
    ExamplesPage, Feature, Instant, LocalMoment, OpstapError, Phrase, TipText, Uuid, Written, format,
};
use opstap_domain::ids::Role;
use opstap_domain::time::Zone;
use opstap_web::{Beside, EventFilled, KINDS, Refusal, TextShown, TextsShown, Writing};
use serde_json::{Value, json};

mod automations;
mod forms;
mod outlines;

use super::acts::Done;
use super::features::not_offered;
use super::me::time;
use super::places::Where;
use super::rooms::Room;
use super::sessions::Host;
use super::{Fields, day, field, go, id_of, leaves_out, news, page, wrong};

/// How many examples a search shows.
const FOUND: usize = 20;

/// Whether this is somebody who writes for the organisation: no case, no client.
pub(super) fn edits(room: &Room) -> bool {
    room.role() == Some(Role::ContentManager)
}

/// What a helper has before them while they write; what a form sent, where one was sent.
pub(super) fn writing(
    room: &Room,
    case: Option<Uuid>,
    fields: Option<&Fields>,
) -> Result<Writing, OpstapError> {
    let said = |name: &str| fields.map(|fields| field(fields, name).to_owned()).unwrap_or_default();
    let act = said("act");
    let mut writing = Writing {
        text: said("text"),
        plainer: None,
        find: said("find"),
        moment: said("moment"),
        technique: said("technique"),
        looked: act == "find",
        found: ExamplesPage::default(),
    };
    if let Some(id) = act.strip_prefix("take-") {
        let taken = room.device.filled_example(case, id)?;
        let before = writing.text.trim_end();
        writing.text = if before.is_empty() { taken.text } else { format!("{before}\n\n{}", taken.text) };
    }
    if act == "check" && !writing.text.trim().is_empty() {
        writing.plainer = Some(room.device.plainer(&writing.text)?);
    }
    let wanted = ExampleSearch {
        words: writing.find.clone(),
        moment: writing.moment.clone(),
        technique: writing.technique.clone(),
        limit: if writing.looked { FOUND } else { 1 },
    };
    writing.found = room.device.find_examples(case, &wanted)?;
    Ok(writing)
}

/// The page of a proposal: the message without names, or what was typed.
pub(super) fn proposal(
    room: &Room,
    case: Option<Uuid>,
    message: &str,
    typed: Option<&str>,
) -> Result<(ExampleDraft, ExamplesPage), OpstapError> {
    if leaves_out(room, Feature::Proposals) {
        return Err(not_offered());
    }
    let draft = match typed {
        None => room.device.example_of(case, id_of(message, "record")?)?,
        Some(text) => {
            let left = room.device.example_left(case, text)?;
            ExampleDraft { text: text.to_owned(), left }
        }
    };
    let known = room.device.find_examples(case, &ExampleSearch { limit: 1, ..ExampleSearch::default() })?;
    Ok((draft, known))
}

fn example(fields: &Fields) -> Example {
    let said = |name: &str| field(fields, name).to_owned();
    Example {
        moment: said("moment"),
        technique: said("technique"),
        text: said("text"),
        english: said("english"),
    }
}

/// Sends a proposal to who decides.
pub(super) async fn propose(room: &Room, there: &Where, fields: &Fields) -> Result<Done, OpstapError> {
    room.device.look_at(there.case)?;
    let looked = field(fields, "looked") == "yes";
    room.device.propose_example(there.case, &example(fields), looked).await?;
    let told = room.device.words().text("editor-proposed");
    Ok(Done::Go { to: format!("{}/messages", there.base()), told })
}

/// A place of a content manager: the list of a kind, a text, or a new one.
enum Spot<'p> {
    List(&'p str),
    Text(&'p str, &'p str),
    New(&'p str),
    /// A work form, to try it out.
    Try(&'p str),
}

fn spot(there: &Where) -> Option<Spot<'_>> {
    let ("content", rest) = there.parts() else { return None };
    let known = |kind: &str| KINDS.contains(&kind);
    if let Some(key) = rest.strip_prefix("work_form/").and_then(|rest| rest.strip_suffix("/try")) {
        return Some(Spot::Try(key));
    }
    match rest.split_once('/') {
        None if rest.is_empty() => Some(Spot::List(KINDS[0])),
        None if known(rest) => Some(Spot::List(rest)),
        Some(("new", kind)) if known(kind) => Some(Spot::New(kind)),
        Some((kind, key)) if known(kind) && !key.is_empty() => Some(Spot::Text(kind, key)),
        _ => None,
    }
}

/// Whether this is the place of news, which has its own pages.
fn is_news(there: &Where) -> bool {
    there.case.is_none() && there.parts() == ("news", "")
}

/// What a content manager sees. They have no case: an address of one is as if there were none.
pub(super) async fn show(host: &Host, room: &Room, there: &Where, told: &str) -> Response {
    if is_news(there) {
        return news::show(host, room, there, told).await;
    }
    if there.case.is_none() && matches!(there.parts().0, "today" | "clients" | "more") {
        return go("/web/content");
    }
    answered(room, there, drawn(host, room, there, told, None).await)
}

fn answered(room: &Room, there: &Where, html: Result<String, OpstapError>) -> Response {
    match html {
        Ok(html) => page(StatusCode::OK, html),
        Err(error) => wrong(room, there, &error),
    }
}

/// How full an event is.
async fn filled(host: &Host, room: &Room, key: &str) -> Option<EventFilled> {
    let filled = host.desk.filled(room.number()?, key.to_owned()).await.ok()??;
    Some(EventFilled { placed: filled.placed, waiting: filled.waiting })
}

/// Draws a place; with a refusal, as it was when the form was sent.
async fn drawn(
    host: &Host,
    room: &Room,
    there: &Where,
    told: &str,
    refusal: Option<&Refusal>,
) -> Result<String, OpstapError> {
    let missing = OpstapError::Unknown { what: "page" };
    let spot = spot(there).filter(|_| there.case.is_none()).ok_or(missing)?;
    let words = room.device.words();
    let frame = there.frame(room, &words, None, told, refusal);
    match spot {
        Spot::List(kind) => {
            let found = room.device.content_texts(&search(kind, None)).await?;
            let shown = TextsShown { kind, found: &found, words: "", state: "", skip: 0 };
            Ok(opstap_web::texts(&frame, &shown))
        }
        Spot::New(kind) => {
            let text = ContentText { kind: kind.to_owned(), ..ContentText::default() };
            written(room, &frame, &text, None, refusal).await
        }
        Spot::Text("programme", place) if place.contains('/') => {
            outlines::drawn_step(room, &frame, place, refusal).await
        }
        Spot::Try(key) => forms::drawn_try(room, &frame, key, &Fields::new()).await,
        Spot::Text(kind, key) => {
            let text = room.device.content_text(kind, key).await?;
            let filled = if kind == "event" { filled(host, room, key).await } else { None };
            written(room, &frame, &text, filled, refusal).await
        }
    }
}

fn search(kind: &str, fields: Option<&Fields>) -> ContentSearch {
    let said = |name: &str| fields.map(|fields| field(fields, name).trim().to_owned()).unwrap_or_default();
    ContentSearch {
        kind: kind.to_owned(),
        key: None,
        words: said("words"),
        state: Some(said("state")).filter(|state| !state.is_empty()),
        skip: said("skip").parse().unwrap_or(0),
    }
}

async fn written(
    room: &Room,
    frame: &opstap_web::Frame<'_>,
    text: &ContentText,
    filled: Option<EventFilled>,
    refusal: Option<&Refusal>,
) -> Result<String, OpstapError> {
    let facts = room.device.tip_facts()?;
    let known = room.device.known_labels()?;
    let typed = refusal.map(|refusal| &refusal.typed);
    let wanted = typed.filter(|typed| matches!(field(typed, "act"), "check" | "publish" | "save"));
    let plainer = match wanted {
        Some(typed) => match read(&text.kind, typed, text) {
            Ok(written) => Some(room.device.plainer_written(&written)?),
            Err(_) => None,
        },
        None => None,
    };
    let when = format::moment(
        room.device.words().language(),
        Zone::AMSTERDAM.local(Instant(text.at)),
        Zone::AMSTERDAM.date(Instant(room.now())),
    );
    let beside = match text.kind.as_str() {
        "automation" => automations::beside(room, text, typed).await?,
        "work_form" => Beside { used: room.device.form_used(&text.key)?, ..Beside::default() },
        _ => Beside::default(),
    };
    let plainer = plainer.as_deref();
    let shown = TextShown { text, facts: &facts, known: &known, plainer, when: &when, filled, beside };
    Ok(opstap_web::text(frame, &shown))
}

/// What a form says of a text.
fn read(kind: &str, fields: &Fields, text: &ContentText) -> Result<Written, OpstapError> {
    match kind {
        "event" => event(fields).map(Written::Event),
        "tip" => Ok(Written::Tip(tip(fields, text))),
        "programme" => Ok(Written::Programme(outlines::laid(text, fields))),
        "work_form" => Ok(Written::WorkForm(forms::laid(text, fields))),
        "automation" => Ok(Written::Automation(automations::read(fields, text))),
        _ => Ok(Written::Example(example(fields))),
    }
}

fn event(fields: &Fields) -> Result<Event, OpstapError> {
    let said = |name: &str| field(fields, name).trim().to_owned();
    let missing = || OpstapError::Refused { field: "day".to_owned(), why: Phrase::new("refused-missing") };
    let date = day(fields, "day")?.ok_or_else(missing)?;
    let starts = LocalMoment { date, time: time(fields, "time")? };
    Ok(Event {
        id: String::new(),
        title: said("title"),
        text: field(fields, "text").replace("\r\n", "\n").trim().to_owned(),
        place: said("place"),
        starts_at: Zone::AMSTERDAM.instant(starts),
        // What is no number is outside of any range.
        minutes: said("minutes").parse().unwrap_or(0),
        seats: said("seats").parse().unwrap_or(0),
    })
}

/// The condition that somebody chose from the list of facts.
fn asked_of(chosen: &str) -> Option<Value> {
    match chosen.split_once(':')? {
        ("yes", fact) => Some(json!({ "field": fact, "op": "isTrue" })),
        ("no", fact) => Some(json!({ "field": fact, "op": "isFalse" })),
        _ => None,
    }
}

fn tip(fields: &Fields, text: &ContentText) -> TipText {
    let body = text.draft.as_ref().or(text.published.as_ref());
    let before = body.and_then(|body| TipText::of(&Value::Object(body.clone())));
    let chosen = field(fields, "when");
    // Nobody chose: that is refused beside its field.
    let when = asked_of(chosen).unwrap_or_else(|| json!({ "all": [] }));
    let kept = before.as_ref().filter(|_| chosen == "kept").map(|before| before.when.clone());
    let none = || opstap_domain::condition::Condition::All(Vec::new());
    let when = kept.unwrap_or_else(|| serde_json::from_value(when).unwrap_or_else(|_| none()));
    TipText {
        title: field(fields, "title").trim().to_owned(),
        text: field(fields, "text").replace("\r\n", "\n").trim().to_owned(),
        action: field(fields, "action").to_owned(),
        cooldown_days: field(fields, "rest").trim().parse().unwrap_or(0),
        when,
        category: before.as_ref().map_or_else(|| "eigen".to_owned(), |before| before.category.clone()),
        priority: before.as_ref().map_or(50, |before| before.priority),
    }
}

/// What a content manager does with a form.
pub(super) async fn act(host: &Host, room: &Room, there: &Where, fields: Fields) -> Response {
    if is_news(there) {
        return news::act(host, room, there, fields).await;
    }
    let missing = OpstapError::Unknown { what: "page" };
    let Some(spot) = spot(there).filter(|_| there.case.is_none()) else {
        return wrong(room, there, &missing);
    };
    let (kind, key) = match spot {
        Spot::List(kind) => return answered(room, there, listed(room, there, kind, &fields).await),
        Spot::Try(key) => return answered(room, there, tried(room, there, key, &fields).await),
        Spot::New(kind) => (kind, None),
        Spot::Text(kind, key) => (kind, Some(key)),
    };
    let done = match kind {
        "programme" => outlines::done(room, key, &fields).await,
        "automation" => automations::done(room, key, &fields).await,
        "work_form" => forms::done(room, key, &fields).await,
        _ => done(room, kind, key, &fields).await.map(|done| done.map(Kept::of)),
    };
    match done {
        Ok(Some(kept)) => {
            if !kept.said.is_empty() {
                room.tell(room.device.words().text(kept.said));
            }
            go(&kept.to)
        }
        Ok(None) => {
            let refusal = Refusal { typed: automations::taken(fields), ..Refusal::default() };
            checked(host, room, there, &refusal).await
        }
        Err(OpstapError::Refused { field, why }) => {
            let text = room.device.words().say(&why);
            let (field, text) = match kind {
                "programme" => outlines::beside(room, key, &fields, (field, text)).await,
                "work_form" => forms::beside(room, key, &fields, (field, text)).await,
                _ => (field, text),
            };
            let refusal = Refusal { field, text, typed: fields };
            match drawn(host, room, there, "", Some(&refusal)).await {
                Ok(html) => page(StatusCode::UNPROCESSABLE_ENTITY, html),
                Err(error) => wrong(room, there, &error),
            }
        }
        Err(error) => wrong(room, there, &error),
    }
}

/// Something was kept: where somebody goes on, and what they are told; nothing where that is empty.
struct Kept {
    to: String,
    said: &'static str,
}

impl Kept {
    fn of((text, said): (ContentText, &'static str)) -> Self {
        Self { to: format!("/web/content/{}/{}", text.kind, text.key), said }
    }
}

/// The same page with what was typed, and what could be plainer in it.
async fn checked(host: &Host, room: &Room, there: &Where, typed: &Refusal) -> Response {
    // Beside no input, and with nothing to say: nothing was refused.
    let typed = Refusal { field: "none".to_owned(), ..typed.clone() };
    answered(room, there, drawn(host, room, there, "", Some(&typed)).await)
}

/// A form with what somebody answered, who only tries it.
async fn tried(room: &Room, there: &Where, key: &str, fields: &Fields) -> Result<String, OpstapError> {
    let words = room.device.words();
    let frame = there.frame(room, &words, None, "", None);
    forms::drawn_try(room, &frame, key, fields).await
}

async fn listed(room: &Room, there: &Where, kind: &str, fields: &Fields) -> Result<String, OpstapError> {
    let wanted = search(kind, Some(fields));
    let found: ContentFound = room.device.content_texts(&wanted).await?;
    let words = room.device.words();
    let frame = there.frame(room, &words, None, "", None);
    let state = wanted.state.as_deref().unwrap_or_default();
    let shown = TextsShown { kind, found: &found, words: &wanted.words, state, skip: wanted.skip };
    Ok(opstap_web::texts(&frame, &shown))
}

/// Does it; `None`: somebody only wants to know what could be plainer.
async fn done(
    room: &Room,
    kind: &str,
    key: Option<&str>,
    fields: &Fields,
) -> Result<Option<(ContentText, &'static str)>, OpstapError> {
    let deed = field(fields, "act");
    let said = match deed {
        "check" => return Ok(None),
        "save" => "editor-saved",
        "publish" => "editor-published",
        "withdraw" => "editor-withdrawn",
        "refuse" => "editor-refused",
        _ => return Err(OpstapError::Unknown { what: "page" }),
    };
    let before = match key {
        Some(key) => room.device.content_text(kind, key).await?,
        None => ContentText { kind: kind.to_owned(), ..ContentText::default() },
    };
    let writes = matches!(deed, "save" | "publish");
    let written = if writes { Some(read(kind, fields, &before)?) } else { None };
    if let Some(Written::Tip(tip)) = &written
        && field(fields, "action") != tip_action(&before)
        && !opstap::ACTIONS.contains(&tip.action.as_str())
    {
        let why = Phrase::new("editor-no-choice");
        return Err(OpstapError::Refused { field: "action".to_owned(), why });
    }
    let change = ContentChange {
        kind: kind.to_owned(),
        key: key.map(str::to_owned),
        deed: deed.to_owned(),
        body: None,
        reason: field(fields, "reason").to_owned(),
        seen: field(fields, "seen").to_owned(),
        once: String::new(),
    };
    let anyway = field(fields, "anyway") == "yes";
    let text = room.device.change_text(change, written.as_ref(), anyway).await?;
    Ok(Some((text, said)))
}

fn tip_action(text: &ContentText) -> &str {
    let body = text.draft.as_ref().or(text.published.as_ref());
    body.and_then(|body| body.get("action")?.as_str()).unwrap_or_default()
}
