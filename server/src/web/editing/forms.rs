//! Work forms on the pages of who writes them: what was typed is laid over the draft, every press keeps it at the server, and
//! trying one out keeps nothing.

use opstap::outline::{Change, Outline, bare, id_of};
use opstap::questions::{self, blank, compared, kind_of, loose, question};
use opstap::{AnswerKind, ContentChange, ContentText, OpstapError, Phrase, Written};
use opstap_web::{FormTried, Frame};
use serde_json::{Value, json};

use super::{Fields, Kept, Room, field};

const KIND: &str = "work_form";

/// Fields of the form itself, and of each question.
const WHOLE: [&str; 7] = ["title", "goal", "minutes", "method", "intro", "steps", "closing"];
const OF_QUESTION: [&str; 7] = ["label", "type", "options", "optional", "when", "than", "id"];
/// What the names of answers begin with, where somebody tries a form.
const ANSWER: &str = "a:";

async fn text_of(room: &Room, key: Option<&str>) -> Result<ContentText, OpstapError> {
    match key {
        Some(key) => room.device.content_text(KIND, key).await,
        None => Ok(ContentText { kind: KIND.to_owned(), ..ContentText::default() }),
    }
}

/// What a form says now, or an empty one.
fn outline_of(text: &ContentText) -> Outline {
    text.draft.as_ref().or(text.published.as_ref()).map_or_else(|| blank("new"), bare)
}

fn tidy(typed: &str) -> String {
    typed.replace("\r\n", "\n").trim().to_owned()
}

fn lines(typed: &str) -> Vec<String> {
    typed.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// The form with what was typed. What was typed for a question that is not there any more is nowhere to lay.
pub(super) fn laid(text: &ContentText, fields: &Fields) -> Outline {
    let mut form = outline_of(text);
    for (name, typed) in fields.iter().filter(|(name, _)| WHOLE.contains(&name.as_str())) {
        let typed = tidy(typed);
        let value = match name.as_str() {
            "steps" => json!(lines(&typed)),
            // What is no number stays what it is, and is refused beside its field.
            "minutes" => typed.parse::<i64>().map_or(Value::from(typed.as_str()), Value::from),
            _ => Value::from(typed.as_str()),
        };
        form.insert(name.clone(), value);
        if name == "minutes" && typed.is_empty() {
            form.remove("minutes");
        }
    }
    // Conditions name options as they stand on the page, so options come after them and take them along.
    for wanted in ["label", "optional", "type", "when", "options"] {
        for (name, typed) in fields {
            match name.rsplit_once(':') {
                Some((id, field)) if field == wanted && question(&form, id).is_some() => {
                    lay(&mut form, (id, field), typed, fields);
                }
                _ => {}
            }
        }
    }
    form
}

fn lay(form: &mut Outline, (id, name): (&str, &str), typed: &str, fields: &Fields) {
    let value = match name {
        "optional" => Value::from(typed == "yes"),
        "options" => {
            let options = lines(typed);
            let chooses = question(form, id).and_then(kind_of).is_some_and(AnswerKind::has_options);
            if options.is_empty() && !chooses {
                questions::set(form, id, name, None);
            } else {
                questions::set_options(form, id, &options);
            }
            return;
        }
        "when" => {
            let when = when(form, typed, field(fields, &format!("{id}:than")));
            // What was not chosen from the list stays what it is.
            if when.is_some() || typed.is_empty() {
                questions::set(form, id, name, when);
            }
            return;
        }
        _ => Value::from(tidy(typed)),
    };
    questions::set(form, id, name, Some(value));
}

/// The condition that was chosen from the list; `None`: none of it.
fn when(form: &Outline, chosen: &str, than: &str) -> Option<Value> {
    let (op, on) = chosen.split_once(':')?;
    let (id, option) = on.split_once(':').map_or((on, None), |(id, option)| (id, Some(option)));
    Some(match (op, option) {
        ("isTrue" | "isFalse", Some(option)) => json!({ "field": format!("{id}:{option}"), "op": op }),
        (_, Some(option)) => json!({ "field": id, "op": op, "value": option }),
        (_, None) => {
            let kind = question(form, id).and_then(kind_of)?;
            json!({ "field": id, "op": op, "value": compared(kind, than) })
        }
    })
}

/// Moves or takes out a question. What another one hangs on stays where it is, with a sentence beside it.
fn moved(form: &mut Outline, change: &Change, id: &str) -> Result<(), OpstapError> {
    let before = loose(form);
    questions::change(form, change);
    let after = loose(form);
    let Some(hangs) = after.iter().find(|hangs| !before.contains(hangs)) else { return Ok(()) };
    let title = question(form, &hangs.question).map(called).unwrap_or_default();
    let why = Phrase::new("editor-form-hangs").with("title", title);
    Err(OpstapError::Refused { field: id.to_owned(), why })
}

fn called(question: &Outline) -> String {
    question.get("label").and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// Does what was pressed; `None`: somebody only wants to know what could be plainer.
pub(super) async fn done(
    room: &Room,
    key: Option<&str>,
    fields: &Fields,
) -> Result<Option<Kept>, OpstapError> {
    let (act, id) = field(fields, "act").split_once(':').unwrap_or((field(fields, "act"), ""));
    let text = text_of(room, key).await?;
    let mut form = laid(&text, fields);
    let mut shown = String::new();
    match act {
        "check" => {
            room.device.check_work_form(key, &form, true)?;
            return Ok(None);
        }
        "withdraw" => {
            return super::done(room, KIND, key, fields).await.map(|done| done.map(Kept::of));
        }
        // Nothing is kept of what stands already.
        "try" if key.is_some() && form == outline_of(&text) => {
            return Ok(Some(Kept { to: format!("/web/content/{KIND}/{}/try", text.key), said: "" }));
        }
        "add" => {
            let fresh = room.device.fresh_question(&form)?;
            shown = format!("#{fresh}");
            questions::change(&mut form, &Change::Add { to: id.to_owned(), id: fresh });
        }
        "remove" => moved(&mut form, &Change::Remove(id.to_owned()), id)?,
        "up" => moved(&mut form, &Change::Up(id.to_owned()), id)?,
        "down" => moved(&mut form, &Change::Down(id.to_owned()), id)?,
        "save" | "publish" | "try" => {}
        _ => return Err(OpstapError::Unknown { what: "page" }),
    }
    if matches!(act, "up" | "down") {
        shown = format!("#{id}");
    }
    let publishes = act == "publish";
    let change = ContentChange {
        kind: KIND.to_owned(),
        key: key.map(str::to_owned),
        deed: if publishes { "publish" } else { "save" }.to_owned(),
        body: None,
        reason: String::new(),
        seen: field(fields, "seen").to_owned(),
        once: String::new(),
    };
    let anyway = field(fields, "anyway") == "yes";
    let kept = room.device.change_text(change, Some(&Written::WorkForm(form)), anyway).await?;
    let whole = format!("/web/content/{KIND}/{}", kept.key);
    let to = if act == "try" { format!("{whole}/try") } else { format!("{whole}{shown}") };
    Ok(Some(Kept { to, said: if publishes { "editor-published" } else { "editor-saved" } }))
}

/// Where a refusal stands on the page, and what it says: what has no place of its own is said above it, with its question.
pub(super) async fn beside(
    room: &Room,
    key: Option<&str>,
    fields: &Fields,
    (field, text): (String, String),
) -> (String, String) {
    let Ok(now) = text_of(room, key).await else { return (String::new(), text) };
    let form = laid(&now, fields);
    let all = questions::questions(&form);
    let (id, name) = field.rsplit_once(':').unwrap_or((&field, ""));
    // Nobody is asked before the first question who gets it.
    let first = all.first().is_some_and(|first| id_of(first) == id) && name == "when";
    match question(&form, id) {
        Some(_) if !first && (name.is_empty() || OF_QUESTION.contains(&name)) => (field, text),
        Some(question) => {
            let words = room.device.words();
            let title = Some(called(question)).filter(|title| !title.is_empty());
            let title = title.unwrap_or_else(|| words.text("editor-part-nameless"));
            let why = Phrase::new("editor-part-in").with("title", title).with("why", text);
            (String::new(), words.say(&why))
        }
        None if WHOLE.contains(&field.as_str()) || matches!(field.as_str(), "questions" | "anyway" | "") => {
            (field, text)
        }
        None => (String::new(), text),
    }
}

/// The form as a client gets it, with what was answered. Nothing is kept but in the page itself.
pub(super) async fn drawn_try(
    room: &Room,
    frame: &Frame<'_>,
    key: &str,
    fields: &Fields,
) -> Result<String, OpstapError> {
    let text = text_of(room, Some(key)).await?;
    let answers = fields.iter().filter(|_| field(fields, "act") != "again");
    let answers: Fields = answers
        .filter_map(|(name, typed)| Some((name.strip_prefix(ANSWER)?.to_owned(), typed.clone())))
        .collect();
    let mut page = room.device.try_form(&outline_of(&text), &answers)?;
    let mut asked = Vec::new();
    for input in page.parts.iter_mut().filter_map(|part| part.input.as_mut()) {
        asked.push(input.key.clone());
        input.key = format!("{ANSWER}{}", input.key);
    }
    let rest: Fields = answers
        .into_iter()
        .filter(|(name, _)| !asked.contains(name))
        .map(|(name, typed)| (format!("{ANSWER}{name}"), typed))
        .collect();
    Ok(opstap_web::tried(frame, &FormTried { text: &text, page: &page, rest: &rest }))
}

#[cfg(test)]
mod tests;
