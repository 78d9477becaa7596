//! A programme that somebody writes: phases with steps with tasks, each part by its id; adding, taking out and moving one.
//!
//! It is worked on as the JSON that content carries, so that what a part has and nobody changes here stays as it is.
//! Whether it can be published is not asked here: that is for the reader of packages.

use serde_json::{Map, Value, json};

/// The lists of parts, from the programme down.
pub const LISTS: [&str; 3] = ["phases", "steps", "tasks"];
/// What the id of a part begins with, below that of its parent.
const LETTERS: [char; 3] = ['f', 's', 't'];
/// Characters of an id that nobody chose.
const FRESH: [char; 32] = [
    'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'j', 'k', 'm', 'n', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x',
    'y', 'z', '2', '3', '4', '5', '6', '7', '8', '9', '1',
];
/// So many of them in an id: with the id of an organisation's own programme it fits in what an id may be.
const FRESH_LENGTH: u32 = 6;
/// Fields that content adds by itself: none of them is written by anybody.
const ADDED: [&str; 3] = ["version", "order", "withdrawn"];
/// Fields of a programme and its parts that are no words for people.
const NO_WORDS: [&str; 7] = ["id", "who", "proof", "form", "processPhase", "still", "when"];

/// A programme as content carries it.
pub type Outline = Map<String, Value>;

/// Something that is done with a part, or with a question of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A new, empty part at the end of this one.
    Add {
        /// The part that it is added to; the programme's own id for a phase.
        to: String,
        /// The new part's id, from [`fresh`].
        id: String,
    },
    /// The part with this id goes, with all that is in it.
    Remove(String),
    /// It changes places with the one before it.
    Up(String),
    /// It changes places with the one after it.
    Down(String),
}

/// The id of something in a programme; empty where it has none.
#[must_use]
pub fn id_of(part: &Outline) -> &str {
    part.get("id").and_then(Value::as_str).unwrap_or_default()
}

/// The parts in a part, in order; none in a task.
#[must_use]
pub fn parts_in(part: &Outline) -> Vec<&Outline> {
    let list = LISTS.iter().find_map(|list| part.get(*list)?.as_array());
    list.into_iter().flatten().filter_map(Value::as_object).collect()
}

/// The part with this id, the programme itself among them.
#[must_use]
pub fn part<'o>(outline: &'o Outline, id: &str) -> Option<&'o Outline> {
    if id_of(outline) == id {
        return Some(outline);
    }
    parts_in(outline).into_iter().find_map(|inner| part(inner, id))
}

/// Every id in a programme, its own first.
#[must_use]
pub fn ids(outline: &Outline) -> Vec<&str> {
    let mut all = vec![id_of(outline)];
    all.extend(parts_in(outline).into_iter().flat_map(ids));
    all
}

/// The programme without what content added to it by itself.
#[must_use]
pub fn bare(outline: &Outline) -> Outline {
    let own = outline.iter().filter(|(name, _)| !ADDED.contains(&name.as_str()));
    own.map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// An empty programme with one task. Every id in it begins with this one.
#[must_use]
pub fn blank(id: &str) -> Outline {
    let phase = format!("{id}.f1");
    let mut outline = Map::new();
    for (name, value) in [("id", id), ("title", ""), ("audience", ""), ("intro", ""), ("closing", "")] {
        outline.insert(name.to_owned(), Value::from(value));
    }
    outline.insert("processPhase".to_owned(), Value::from("begeleiding"));
    outline.insert("phases".to_owned(), Value::Array(vec![Value::Object(new_part(0, &phase))]));
    outline
}

/// A new part of a list, with what has to be in it.
fn new_part(depth: usize, id: &str) -> Outline {
    let mut part = Map::new();
    let texts: &[&str] = match depth {
        0 => &["title", "aim"],
        1 => &["title", "why", "praise"],
        _ => &["title", "text"],
    };
    part.insert("id".to_owned(), Value::from(id));
    for text in texts {
        part.insert((*text).to_owned(), Value::from(""));
    }
    match LISTS.get(depth + 1) {
        Some(list) => {
            let first = format!("{id}.{}1", LETTERS[depth + 1]);
            part.insert((*list).to_owned(), Value::Array(vec![Value::Object(new_part(depth + 1, &first))]));
        }
        None => {
            for (name, value) in [("minutes", json!(5)), ("who", json!("client")), ("proof", json!("check"))]
            {
                part.insert(name.to_owned(), value);
            }
        }
    }
    part
}

/// An id for a new part of `to`: one that no part of `outline` has, and none that `taken` knows. `None`: there is no such
/// part, or it is a task. `random` is any number.
#[must_use]
pub fn fresh(outline: &Outline, to: &str, random: u64, taken: impl Fn(&str) -> bool) -> Option<String> {
    let depth = depth_of(outline, to, 0)?;
    let letter = LETTERS.get(depth)?;
    let known = ids(outline);
    let below = |id: &str| known.iter().any(|known| known.starts_with(id));
    unchosen(&format!("{to}.{letter}"), random).find(|id| !below(id) && !taken(id))
}

/// Ids that begin like this, with characters that nobody chose behind it: each of them once.
pub(super) fn unchosen(begin: &str, random: u64) -> impl Iterator<Item = String> {
    let all = (FRESH.len() as u64).pow(FRESH_LENGTH);
    (0..all).map(move |step| {
        let mut number = (random % all + step) % all;
        let mut id = begin.to_owned();
        for _ in 0..FRESH_LENGTH {
            id.push(FRESH[(number % FRESH.len() as u64) as usize]);
            number /= FRESH.len() as u64;
        }
        id
    })
}

fn depth_of(outline: &Outline, id: &str, depth: usize) -> Option<usize> {
    if id_of(outline) == id {
        return Some(depth);
    }
    parts_in(outline).into_iter().find_map(|inner| depth_of(inner, id, depth + 1))
}

fn part_mut<'o>(outline: &'o mut Outline, id: &str) -> Option<&'o mut Outline> {
    if id_of(outline) == id {
        return Some(outline);
    }
    let lists = LISTS.iter().find(|list| outline.get(**list).is_some_and(Value::is_array))?;
    let inner = outline.get_mut(*lists)?.as_array_mut()?;
    inner.iter_mut().filter_map(Value::as_object_mut).find_map(|inner| part_mut(inner, id))
}

/// The list that holds the part, and its place there.
fn list_mut<'o>(outline: &'o mut Outline, id: &str) -> Option<(&'o mut Vec<Value>, usize)> {
    let list = LISTS.iter().find(|list| outline.get(**list).is_some_and(Value::is_array))?;
    let all = outline.get_mut(*list)?.as_array_mut()?;
    let own = |one: &Value| one.as_object().is_some_and(|one| id_of(one) == id);
    if let Some(at) = all.iter().position(own) {
        return Some((all, at));
    }
    all.iter_mut().filter_map(Value::as_object_mut).find_map(|inner| list_mut(inner, id))
}

/// Sets a field of the part with this id; `None` takes it out. `false`: there is no such part.
pub fn set(outline: &mut Outline, id: &str, field: &str, value: Option<Value>) -> bool {
    let Some(part) = part_mut(outline, id) else { return false };
    match value {
        Some(value) => part.insert(field.to_owned(), value),
        None => part.remove(field),
    };
    true
}

/// Does it. What stays keeps its id, whatever is done around it. `false`: there is no such part, or no room for it there;
/// nothing has changed then.
pub fn change(outline: &mut Outline, change: &Change) -> bool {
    match change {
        Change::Add { to, id } => {
            let Some(depth) = depth_of(outline, to, 0) else { return false };
            if depth >= LISTS.len() || ids(outline).contains(&id.as_str()) {
                return false;
            }
            let Some(part) = part_mut(outline, to) else { return false };
            let list = part.entry(LISTS[depth]).or_insert_with(|| Value::Array(Vec::new()));
            let Some(list) = list.as_array_mut() else { return false };
            list.push(Value::Object(new_part(depth, id)));
            true
        }
        Change::Remove(id) | Change::Up(id) | Change::Down(id) => {
            list_mut(outline, id).is_some_and(|(list, at)| shift(list, at, change))
        }
    }
}

/// Takes out or moves what is at a place of a list. `false`: there is no room for it; nothing has changed then.
pub(super) fn shift(list: &mut Vec<Value>, at: usize, change: &Change) -> bool {
    let other = match change {
        Change::Up(_) => at.checked_sub(1),
        Change::Down(_) => Some(at + 1),
        Change::Remove(_) | Change::Add { .. } => Some(at),
    };
    let Some(other) = other.filter(|other| *other < list.len()) else { return false };
    if matches!(change, Change::Remove(_)) {
        list.remove(at);
    } else {
        list.swap(at, other);
    }
    true
}

/// Gives a programme another id, and every part of it that begins with the old one.
pub fn rename(outline: &mut Outline, to: &str) {
    let from = id_of(outline).to_owned();
    if from != to {
        rename_in(outline, &from, to);
    }
}

fn rename_in(part: &mut Outline, from: &str, to: &str) {
    let below = |id: &str| {
        id.strip_prefix(from).filter(|rest| rest.is_empty() || rest.starts_with('.')).map(str::to_owned)
    };
    if let Some(rest) = below(id_of(part)) {
        part.insert("id".to_owned(), Value::from(format!("{to}{rest}")));
    }
    for list in LISTS {
        let inner = part.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten();
        inner.filter_map(Value::as_object_mut).for_each(|inner| rename_in(inner, from, to));
    }
}

/// The part and the field that a path such as `phases[0].steps[1].title` names. A path into what is no part, such as
/// `phases[0].steps[1].animation.alt`, names the nearest part and what is left of the path.
#[must_use]
pub fn at_path<'p>(outline: &Outline, path: &'p str) -> (String, &'p str) {
    let (mut part, mut rest) = (outline, path);
    while let Some((list, after)) = rest.split_once('[') {
        let Some((number, after)) = after.split_once(']') else { break };
        let inner = part.get(list).and_then(Value::as_array);
        let inner = inner.zip(number.parse::<usize>().ok()).and_then(|(all, at)| all.get(at)?.as_object());
        let Some(inner) = inner.filter(|_| LISTS.contains(&list)) else { break };
        part = inner;
        rest = after.strip_prefix('.').unwrap_or(after);
    }
    (id_of(part).to_owned(), rest)
}

/// Everything in a part that people read, in order.
#[must_use]
pub fn words(part: &Outline) -> Vec<&str> {
    let mut all: Vec<&str> = Vec::new();
    for (name, value) in part {
        match value {
            Value::String(text) if !NO_WORDS.contains(&name.as_str()) && !ADDED.contains(&name.as_str()) => {
                all.push(text);
            }
            // What is shown to who cannot see a film.
            Value::Object(inner) if name == "animation" => {
                all.extend(inner.get("alt").and_then(Value::as_str));
            }
            _ => {}
        }
    }
    all.extend(parts_in(part).into_iter().flat_map(words));
    all.retain(|text| !text.trim().is_empty());
    all
}

#[cfg(test)]
mod tests;
