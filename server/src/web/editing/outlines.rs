//! Programmes on the pages of who writes them: what was typed is laid over the draft, and every press keeps it at the server.

use opstap::outline::{self, Change, Outline, id_of, part, parts_in};
use opstap::{ContentChange, ContentText, OpstapError, Phrase, Written};
use opstap_web::{Frame, Refusal, StepShown};
use serde_json::Value;

use super::{Fields, Kept, Room, field};

const KIND: &str = "programme";

/// Fields of texts, numbers and choices, of the programme and of each sort of part.
const FIELDS: [&[&str]; 4] = [
    &["title", "audience", "processPhase", "typicalWeeks", "intro", "closing"],
    &["title", "aim"],
    &["title", "why", "praise"],
    &["title", "text", "minutes", "who", "proof", "form"],
];

/// The programme's key, and the step that is looked at.
fn split(place: &str) -> (&str, Option<&str>) {
    place.split_once('/').map_or((place, None), |(key, step)| (key, Some(step)))
}

async fn text_of(room: &Room, key: Option<&str>) -> Result<ContentText, OpstapError> {
    match key {
        Some(key) => room.device.content_text(KIND, key).await,
        None => Ok(ContentText { kind: KIND.to_owned(), ..ContentText::default() }),
    }
}

/// What a programme says now, or an empty one.
fn outline_of(text: &ContentText) -> Outline {
    text.draft.as_ref().or(text.published.as_ref()).map_or_else(|| outline::blank("new"), outline::bare)
}

/// The programme with what was typed. What was typed for a part that is not there any more is nowhere to lay.
pub(super) fn laid(text: &ContentText, fields: &Fields) -> Outline {
    let mut outline = outline_of(text);
    for (name, typed) in fields {
        let Some((id, field)) = name.rsplit_once(':') else { continue };
        let known = depth(&outline, id, 0).and_then(|depth| FIELDS.get(depth));
        if known.is_some_and(|known| known.contains(&field)) {
            outline::set(&mut outline, id, field, value(field, typed));
        }
    }
    outline
}

fn depth(outline: &Outline, id: &str, at: usize) -> Option<usize> {
    if id_of(outline) == id {
        return Some(at);
    }
    parts_in(outline).into_iter().find_map(|inner| depth(inner, id, at + 1))
}

/// What was typed in a field, as content says it. What is no number stays what it is, and is refused beside its field.
fn value(field: &str, typed: &str) -> Option<Value> {
    let typed = typed.replace("\r\n", "\n").trim().to_owned();
    match field {
        "typicalWeeks" | "minutes" | "form" if typed.is_empty() => None,
        "typicalWeeks" | "minutes" => Some(typed.parse::<i64>().map_or(Value::from(typed), Value::from)),
        _ => Some(Value::from(typed)),
    }
}

/// Does what was pressed; `None`: somebody only wants to know what could be plainer.
pub(super) async fn done(
    room: &Room,
    place: Option<&str>,
    fields: &Fields,
) -> Result<Option<Kept>, OpstapError> {
    let (key, step) = place.map(split).unzip();
    let step = step.flatten();
    let (act, id) = field(fields, "act").split_once(':').unwrap_or((field(fields, "act"), ""));
    let text = text_of(room, key).await?;
    let mut outline = laid(&text, fields);
    let mut shown = String::new();
    match act {
        "check" => {
            check(room, &outline, step)?;
            return Ok(None);
        }
        "withdraw" => {
            return super::done(room, KIND, key, fields).await.map(|done| done.map(Kept::of));
        }
        "add" => {
            let fresh = room.device.fresh_part(&outline, id)?;
            shown = format!("#{fresh}");
            outline::change(&mut outline, &Change::Add { to: id.to_owned(), id: fresh });
        }
        "remove" => _ = outline::change(&mut outline, &Change::Remove(id.to_owned())),
        "up" => _ = outline::change(&mut outline, &Change::Up(id.to_owned())),
        "down" => _ = outline::change(&mut outline, &Change::Down(id.to_owned())),
        "save" | "publish" | "open" | "back" => {}
        _ => return Err(OpstapError::Unknown { what: "page" }),
    }
    if matches!(act, "up" | "down") {
        shown = format!("#{id}");
    }
    let publishes = act == "publish" && step.is_none();
    let change = ContentChange {
        kind: KIND.to_owned(),
        key: key.map(str::to_owned),
        deed: if publishes { "publish" } else { "save" }.to_owned(),
        body: None,
        reason: String::new(),
        seen: field(fields, "seen").to_owned(),
        once: String::new(),
    };
    let before = id_of(&outline).to_owned();
    let anyway = field(fields, "anyway") == "yes";
    let kept = room.device.change_text(change, Some(&Written::Programme(outline)), anyway).await?;
    // A new programme has an id of its own now, and so has all that is in it.
    let own = |id: &str| {
        id.strip_prefix(&before).map_or_else(|| id.to_owned(), |rest| format!("{}{rest}", kept.key))
    };
    let whole = format!("/web/content/{KIND}/{}", kept.key);
    let to = match (act, step) {
        ("open", _) => format!("{whole}/{}", own(id)),
        ("back", Some(step)) => format!("{whole}#{step}"),
        (_, Some(step)) => format!("{whole}/{step}{shown}"),
        _ => match shown.strip_prefix('#') {
            Some(part) => format!("{whole}#{}", own(part)),
            None => whole,
        },
    };
    Ok(Some(Kept { to, said: if publishes { "editor-published" } else { "editor-saved" } }))
}

/// What would be refused if it were taken into use; on the page of a step, what is in it.
fn check(room: &Room, outline: &Outline, step: Option<&str>) -> Result<(), OpstapError> {
    let judged = room.device.check_programme(outline, true);
    let (Some(step), Err(OpstapError::Refused { field, .. })) = (step, &judged) else { return judged };
    let id = field.rsplit_once(':').map_or("", |(id, _)| id);
    let here = part(outline, step).is_some_and(|step| part(step, id).is_some());
    if here { judged } else { Ok(()) }
}

/// Where a refusal stands on this page, and what it says: what is in a step stands beside the step.
pub(super) async fn beside(
    room: &Room,
    place: Option<&str>,
    fields: &Fields,
    (field, text): (String, String),
) -> (String, String) {
    let (key, step) = place.map(split).unzip();
    let Some((id, name)) = field.rsplit_once(':') else { return (field, text) };
    let Ok(now) = text_of(room, key).await else { return (String::new(), text) };
    let outline = laid(&now, fields);
    let about = part(&outline, id).and_then(|part| part.get("title")?.as_str()).unwrap_or_default();
    let words = room.device.words();
    let about = if about.is_empty() { words.text("editor-part-nameless") } else { about.to_owned() };
    let why = Phrase::new("editor-part-in").with("title", about).with("why", text.clone());
    let steps = parts_in(&outline).into_iter().flat_map(parts_in);
    let within = steps.filter(|step| part(step, id).is_some()).map(id_of).next();
    match (within, step.flatten()) {
        (None, None)
            if FIELDS.iter().any(|known| known.contains(&name)) || name == "phases" || name == "steps" =>
        {
            (field, text)
        }
        (Some(within), Some(step)) if within == step => (field, text),
        (Some(within), None) => (within.to_owned(), words.say(&why)),
        _ => (String::new(), words.say(&why)),
    }
}

/// The page of a step.
pub(super) async fn drawn_step(
    room: &Room,
    frame: &Frame<'_>,
    place: &str,
    refusal: Option<&Refusal>,
) -> Result<String, OpstapError> {
    let (key, step) = split(place);
    let text = text_of(room, Some(key)).await?;
    let outline = outline_of(&text);
    let missing = || OpstapError::Unknown { what: "page" };
    let mut steps = parts_in(&outline).into_iter().flat_map(parts_in);
    let step = steps.find(|known| Some(id_of(known)) == step).ok_or_else(missing)?;
    let typed = refusal.filter(|refusal| field(&refusal.typed, "act") == "check");
    let typed = typed.map(|refusal| laid(&text, &refusal.typed));
    let plainer = match typed.as_ref().and_then(|typed| part(typed, id_of(step))) {
        Some(step) => Some(room.device.plainer_part(step)?),
        None => None,
    };
    let forms = room.device.known_forms()?;
    let shown = StepShown { text: &text, step, forms: &forms, plainer: plainer.as_deref() };
    Ok(opstap_web::step(frame, &shown))
}

#[cfg(test)]
mod tests;
