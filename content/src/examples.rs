//! A file of example messages: rows of text with a head, or JSON. All of it is read, or what is wrong with each line is
//! said and nothing is taken.

use std::collections::BTreeMap;
use std::fmt;

use opstap_domain::editing::State;
use opstap_domain::examples::Example;
use opstap_domain::order;
use serde_json::Value;

mod rows;
#[cfg(test)]
mod tests;

use rows::{BadRows, rows};

/// So many examples a file may have.
pub const EXAMPLES_MAX: usize = 20_000;
/// So many bytes a file may have: 32 MiB.
pub const FILE_MAX: usize = 32 * 1024 * 1024;

/// Longest id, in characters: it stands in a key of 80.
const ID_MAX: usize = 60;

/// What each column may be called, the name in English first.
const COLUMNS: [(&str, &str); 6] = [
    ("id", "id"),
    ("moment", "moment"),
    ("technique", "techniek"),
    ("text", "tekst"),
    ("english", "engels"),
    ("state", "status"),
];

/// An example of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadExample {
    /// Where it begins.
    pub place: Place,
    /// Its id; where the file gives none, it follows from its words, so that the same file says the same twice.
    pub id: String,
    /// What it says.
    pub example: Example,
    /// [`State::Published`], or [`State::Proposed`] where the file says that nobody approved it yet.
    pub state: State,
}

/// A place in a file, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A line.
    Line(usize),
    /// An item of a list.
    Item(usize),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(f, "line {line}"),
            Self::Item(item) => write!(f, "item {item}"),
        }
    }
}

/// What is wrong at a place. It quotes nothing of the file but names of columns.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {what}")]
pub struct ExampleFault {
    /// Where.
    pub place: Place,
    /// What is wrong, and what to do.
    pub what: String,
}

/// Reads a file: JSON where it begins with `[` or `{`, otherwise rows of text between commas, semicolons or tabs, whose
/// first line names the columns `moment`, `technique` and `text`, and may name `id`, `english` and `state` (in Dutch:
/// `techniek`, `tekst`, `engels`, `status`).
///
/// # Errors
///
/// Everything that is wrong with it, in the order of the file; at least one.
pub fn read_examples(bytes: &[u8]) -> Result<Vec<ReadExample>, Vec<ExampleFault>> {
    let whole = |what: &str| vec![ExampleFault { place: Place::Line(1), what: what.to_owned() }];
    if bytes.len() > FILE_MAX {
        return Err(whole("the file is larger than 32 MiB: split it"));
    }
    let text = std::str::from_utf8(bytes).map_err(|bad| {
        let before = &bytes[..bad.valid_up_to()];
        let line = String::from_utf8_lossy(before).matches('\n').count() + 1;
        let what = "is not UTF-8: save the file as UTF-8".to_owned();
        vec![ExampleFault { place: Place::Line(line), what }]
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let found = if text.trim_start().starts_with(['[', '{']) { items(text)? } else { lines(text)? };
    if found.is_empty() {
        return Err(whole("there is no example in it"));
    }
    if found.len() > EXAMPLES_MAX {
        return Err(whole("there are more than 20,000 examples in it: split it"));
    }
    judged(found)
}

/// The fields of one example, by the English name of the column.
type Fields = BTreeMap<&'static str, String>;

fn lines(text: &str) -> Result<Vec<(Place, Fields)>, Vec<ExampleFault>> {
    let fault = |line, what: String| ExampleFault { place: Place::Line(line), what };
    let mut all = rows(text).map_err(|BadRows { line, why }| vec![fault(line, why.to_owned())])?.into_iter();
    let Some((line, head)) = all.next() else { return Ok(Vec::new()) };
    let mut columns = Vec::new();
    let mut faults = Vec::new();
    for name in &head {
        let name = name.trim().to_lowercase();
        let known = COLUMNS.iter().find(|(english, dutch)| [*english, *dutch].contains(&name.as_str()));
        match known {
            Some((column, _)) if columns.contains(column) => {
                faults.push(fault(line, format!("the column {column} is there twice")));
            }
            Some((column, _)) => columns.push(*column),
            None => faults.push(fault(
                line,
                "a column has a name that is none of: id, moment, technique, text, english, state".to_owned(),
            )),
        }
    }
    for needed in ["moment", "technique", "text"] {
        if faults.is_empty() && !columns.contains(&needed) {
            faults.push(fault(line, format!("the column {needed} is missing")));
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut found = Vec::new();
    for (line, cells) in all {
        if cells.len() == columns.len() {
            found.push((Place::Line(line), columns.iter().copied().zip(cells).collect()));
        } else {
            let what = format!("has {} cells where the first line has {}", cells.len(), columns.len());
            faults.push(fault(line, what));
        }
    }
    if faults.is_empty() {
        return Ok(found);
    }
    // What can be read is judged as well, so that everything is told at once.
    faults.extend(judged(found).err().into_iter().flatten());
    order::sort_by_key(&mut faults, |fault| fault.place);
    Err(faults)
}

fn items(text: &str) -> Result<Vec<(Place, Fields)>, Vec<ExampleFault>> {
    let whole = |line, what: &str| vec![ExampleFault { place: Place::Line(line), what: what.to_owned() }];
    let value: Value = serde_json::from_str(text).map_err(|bad| whole(bad.line().max(1), "is not JSON"))?;
    let list = value.as_array().or_else(|| value["messages"].as_array());
    let list = list.ok_or_else(|| whole(1, "is neither a list nor an object with a list `messages`"))?;
    let mut found = Vec::with_capacity(list.len());
    let mut faults = Vec::new();
    for (at, item) in list.iter().enumerate() {
        let place = Place::Item(at + 1);
        let Some(members) = item.as_object() else {
            faults.push(ExampleFault { place, what: "is not an object".to_owned() });
            continue;
        };
        let mut fields = Fields::new();
        for (column, dutch) in COLUMNS {
            // A package calls its texts after where they are shown.
            let other = match column {
                "text" => "app",
                "english" => "appEn",
                _ => dutch,
            };
            let said = [column, dutch, other].into_iter().find_map(|name| members.get(name));
            match said {
                None | Some(Value::Null) => {}
                Some(Value::String(text)) => drop(fields.insert(column, text.clone())),
                Some(_) => faults.push(ExampleFault { place, what: format!("{column} is not a text") }),
            }
        }
        found.push((place, fields));
    }
    if faults.is_empty() { Ok(found) } else { Err(faults) }
}

fn judged(found: Vec<(Place, Fields)>) -> Result<Vec<ReadExample>, Vec<ExampleFault>> {
    let mut read = Vec::with_capacity(found.len());
    let mut faults = Vec::new();
    let mut ids: BTreeMap<String, Place> = BTreeMap::new();
    for (place, mut fields) in found {
        let mut field = |name: &str| fields.remove(name).unwrap_or_default();
        let (id, state) = (field("id").trim().to_owned(), field("state").trim().to_lowercase());
        let example = Example {
            moment: field("moment"),
            technique: field("technique"),
            text: field("text"),
            english: field("english"),
        };
        let example = example.tidy();
        let mut wrong = |what: String| faults.push(ExampleFault { place, what });
        if let Err(unclear) = example.check() {
            wrong(format!("{}: {}", unclear.field, plain(&unclear.why)));
        }
        let id = if id.is_empty() { id_of(&example) } else { id };
        if !is_id(&id) {
            wrong("id: has more than 60 small letters, digits, hyphens and dots".to_owned());
        }
        let state = match state.as_str() {
            "" | "approved" | "goedgekeurd" => State::Published,
            "proposed" | "voorstel" => State::Proposed,
            _ => {
                wrong("state: is neither approved nor proposed".to_owned());
                State::Proposed
            }
        };
        match ids.get(&id) {
            Some(first) => wrong(format!("id: is that of {first} as well")),
            None => drop(ids.insert(id.clone(), place)),
        }
        read.push(ReadExample { place, id, example, state });
    }
    if faults.is_empty() { Ok(read) } else { Err(faults) }
}

/// A refusal in the English of whoever runs the server.
fn plain(why: &opstap_domain::Phrase) -> String {
    let words = crate::Words::new(crate::Language::English);
    words.say(why)
}

/// The id of an example without one.
fn id_of(example: &Example) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in [&example.moment, &example.technique, &example.text] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    format!("own-{}", &hasher.finalize().to_hex()[..24])
}

/// Whether a text can be the id of an example: it fits in keys and addresses.
#[must_use]
pub fn is_id(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-._".contains(&byte);
    !text.is_empty() && text.len() <= ID_MAX && text.bytes().all(fits)
}
