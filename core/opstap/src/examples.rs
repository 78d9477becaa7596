//! Example messages for who writes to a client: found, filled in, looked at before they are sent, and proposed (ADR-0036).

use std::collections::{BTreeMap, BTreeSet};

use opstap_content::{Language, lint};
use opstap_domain::examples::{self, LONG_FROM, fill, nameless, unfilled};
use opstap_domain::ids::Role;
use opstap_domain::{Phrase, order};
use serde::Serialize;
use uuid::Uuid;

use crate::content::ContentCache;
use crate::conversation::MessageRow;
use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::library::ExampleRow;
use crate::room::Room;

/// The kind of record of an example.
const KIND: &str = "message_template";

/// Which examples somebody looks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExampleSearch {
    /// Words that stand in it; the last may be a beginning. Empty: any.
    pub words: String,
    /// When it fits; empty: any.
    pub moment: String,
    /// What it does; empty: any.
    pub technique: String,
    /// At most so many, 100 at most.
    pub limit: usize,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ExamplesPage {
    /// The examples, best first; without words in the order of the content.
    pub rows: Vec<FilledExample>,
    /// There are more than these.
    pub more: bool,
    /// Every moment that an example is for, in the order of the alphabet.
    pub moments: Vec<String>,
    /// Everything that an example does, likewise.
    pub techniques: Vec<String>,
}

/// An example, filled in for a case as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FilledExample {
    /// Its id.
    pub id: String,
    /// When it fits.
    pub moment: String,
    /// What it does.
    pub technique: String,
    /// The text, in the client's language where there is one.
    pub text: String,
    /// What is still to be filled in, as it stands between the braces.
    pub missing: Vec<String>,
}

/// A message as an example for others, before it is proposed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ExampleDraft {
    /// Its words, without the names of the two who wrote to each other.
    pub text: String,
    /// What may still tell of somebody.
    pub left: Vec<String>,
}

impl Opstap {
    /// Example messages that fit, filled in for a case. Quick enough to ask at every key: the index answers, and only what
    /// is shown is read. Works offline.
    ///
    /// # Errors
    ///
    /// [`OpstapError::NotAllowed`] for a client; [`OpstapError::Unknown`] without such a case.
    pub fn find_examples(
        &self,
        case: Option<Uuid>,
        wanted: &ExampleSearch,
    ) -> Result<ExamplesPage, OpstapError> {
        self.with(|inner| {
            let room = self.helped(inner, case)?;
            let content = inner.content()?;
            let limit = wanted.limit.clamp(1, 100);
            let fits = |row: &&ExampleRow| {
                let one = |wanted: &str, known: &str| wanted.is_empty() || wanted == known;
                one(&wanted.moment, &row.moment) && one(&wanted.technique, &row.technique)
            };
            let searched = found(inner, &content, &wanted.words)?;
            let all: Box<dyn Iterator<Item = &ExampleRow>> = match &searched {
                Some(places) => Box::new(places.iter().map(|place| &content.examples[*place])),
                None => Box::new(content.examples.iter()),
            };
            let mut rows: Vec<&ExampleRow> = all.filter(fits).take(limit + 1).collect();
            let more = rows.len() > limit;
            rows.truncate(limit);
            let values = Values::of(inner, &room)?;
            let rows = rows.into_iter().map(|row| values.filled(inner, row)).collect::<Result<_, _>>()?;
            Ok(ExamplesPage { rows, more, ..labels(&content) })
        })
    }

    /// One example by its id, filled in for a case.
    ///
    /// # Errors
    ///
    /// As [`Opstap::find_examples`]; [`OpstapError::Unknown`] also for an example that is not there.
    pub fn filled_example(&self, case: Option<Uuid>, id: &str) -> Result<FilledExample, OpstapError> {
        self.with(|inner| {
            let room = self.helped(inner, case)?;
            let content = inner.content()?;
            let row = content.examples.iter().find(|row| row.id == id);
            let row = row.ok_or(OpstapError::Unknown { what: "text" })?;
            Values::of(inner, &room)?.filled(inner, row)
        })
    }

    /// What could be plainer in a text, in the reader's words: long sentences, blame, abbreviations, amounts, and how long
    /// it is. Advice, of which none has to be followed. Empty: it is easy to read.
    ///
    /// # Errors
    ///
    /// When the content cannot be read.
    pub fn plainer(&self, text: &str) -> Result<Vec<String>, OpstapError> {
        self.with(|inner| {
            let content = inner.content()?;
            let explained: BTreeSet<String> =
                order::gather(content.terms.iter().map(|term| term.term.clone()));
            let language = self.language_of(inner);
            let words = inner.words(language);
            let mut said: Vec<String> =
                lint::findings(text, &explained).iter().map(|finding| words.say(&finding.phrase())).collect();
            let length = text.trim().chars().count();
            if length >= LONG_FROM {
                said.push(words.say(&Phrase::new("editor-plain-long").with("words", length as i64)));
            }
            Ok(said)
        })
    }

    /// Sends a message as [`Opstap::send_message`] does, but none in which a name is still between its braces.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Refused`] beside `text`, which says what is still to be filled in; as for a message otherwise.
    pub fn send_filled(&self, case: Option<Uuid>, text: &str) -> Result<MessageRow, OpstapError> {
        all_filled(text)?;
        self.send_message(case, text)
    }

    /// A message of this helper as an example for others: without the client's name and their own.
    ///
    /// # Errors
    ///
    /// [`OpstapError::NotAllowed`] for a client and for somebody else's message; [`OpstapError::Unknown`] without such a
    /// message.
    pub fn example_of(&self, case: Option<Uuid>, message: Uuid) -> Result<ExampleDraft, OpstapError> {
        let row = self.message(case, message)?;
        self.with(|inner| {
            let room = self.helped(inner, case)?;
            if !row.mine {
                return Err(OpstapError::NotAllowed);
            }
            without_names(inner, &room, &row.text)
        })
    }

    /// The same for a text that was changed since: what may still tell of somebody in it.
    ///
    /// # Errors
    ///
    /// [`OpstapError::NotAllowed`] for a client; [`OpstapError::Unknown`] without such a case.
    pub fn example_left(&self, case: Option<Uuid>, text: &str) -> Result<Vec<String>, OpstapError> {
        self.with(|inner| {
            let room = self.helped(inner, case)?;
            let bare = text.replace(['{', '}'], " ");
            let left = without_names(inner, &room, &bare)?;
            let variables: Vec<String> = examples::variables(text).unwrap_or_default();
            // A name that came back is told as well.
            let mut told = left.left;
            let (client, helper) = both(inner, &room)?;
            for name in [client, helper].iter().flat_map(|name| name.split_whitespace()) {
                let stands = |word: &str| word.to_lowercase() == name.to_lowercase();
                let capital = name.chars().next().is_some_and(char::is_uppercase);
                if capital && bare.split(|one: char| !one.is_alphanumeric()).any(stands) {
                    told.push(name.to_owned());
                }
            }
            told.retain(|one| !variables.contains(one));
            told.dedup();
            Ok(told)
        })
    }

    /// A case of which somebody is not the client.
    fn helped(&self, inner: &mut Inner, case: Option<Uuid>) -> Result<Room, OpstapError> {
        if inner.role()? == Role::Client {
            return Err(OpstapError::NotAllowed);
        }
        self.room(inner, case)
    }
}

/// Refuses a text in which a name still stands between braces.
pub(crate) fn all_filled(text: &str) -> Result<(), OpstapError> {
    let missing = unfilled(text);
    if missing.is_empty() {
        return Ok(());
    }
    let why = Phrase::new("editor-unfilled").with("names", missing.join(", "));
    Err(OpstapError::refused("text", why))
}

/// What the two who write to each other are called: the client, and this helper.
fn both(inner: &mut Inner, room: &Room) -> Result<(String, String), OpstapError> {
    Ok((client_name(inner, room)?, own_name(inner)))
}

fn without_names(inner: &mut Inner, room: &Room, text: &str) -> Result<ExampleDraft, OpstapError> {
    let (client, helper) = both(inner, room)?;
    let read = nameless(text, &client, &helper);
    Ok(ExampleDraft { text: read.text, left: read.left })
}

/// What examples are for and what they do, without the examples.
pub(crate) fn labels(content: &ContentCache) -> ExamplesPage {
    let each = |of: fn(&ExampleRow) -> &String| -> Vec<String> {
        let all: BTreeSet<&String> = order::gather(content.examples.iter().map(of));
        all.into_iter().cloned().collect()
    };
    let (moments, techniques) = (each(|row| &row.moment), each(|row| &row.technique));
    ExamplesPage { moments, techniques, ..ExamplesPage::default() }
}

/// A text with these names filled in, as a preview shows it; as it is where it cannot be read.
#[must_use]
pub fn filled_in(text: &str, values: &[(&str, &str)]) -> String {
    fill(text, values).map_or_else(|_| text.to_owned(), |filled| filled.text)
}

pub(crate) fn client_name(inner: &mut Inner, room: &Room) -> Result<String, OpstapError> {
    let record = inner.store.record(room.together, "case", room.together.derived_id("case"))?;
    Ok(record.map(|record| record.text("name").to_owned()).unwrap_or_default())
}

pub(crate) fn own_name(inner: &Inner) -> String {
    inner.store.identity().map(|identity| identity.name.clone()).unwrap_or_default()
}

/// The places in the content of what the index finds, best first; `None` where nothing is looked for.
fn found(inner: &mut Inner, content: &ContentCache, words: &str) -> Result<Option<Vec<usize>>, OpstapError> {
    if !words.chars().any(char::is_alphanumeric) {
        return Ok(None);
    }
    let Some(scope) = inner.content_scope() else {
        // Nothing was synced yet: what came with the app is in no index.
        let wanted = words.trim().to_lowercase();
        let holds = |row: &ExampleRow| row.text.to_lowercase().contains(&wanted);
        let all = content.examples.iter().enumerate();
        return Ok(Some(all.filter(|(_, row)| holds(row)).map(|(place, _)| place).collect()));
    };
    let hits = inner.store.search_of_kind(KIND, words)?;
    let here = hits.into_iter().filter(|hit| hit.scope == scope);
    Ok(Some(here.filter_map(|hit| content.example_places.get(&hit.id).copied()).collect()))
}

/// By which id the record of each example goes, and its place among them.
pub(crate) fn places(inner: &Inner, examples: &[ExampleRow]) -> BTreeMap<Uuid, usize> {
    let Some(scope) = inner.content_scope() else { return BTreeMap::new() };
    let id = |row: &ExampleRow| scope.derived_id(&format!("content/{KIND}/{}", row.id));
    order::gather(examples.iter().enumerate().map(|(place, row)| (id(row), place)))
}

/// What is known of a case, by the names that examples give it.
pub(crate) struct Values {
    known: Vec<(&'static str, String)>,
    english: bool,
}

impl Values {
    pub(crate) fn of(inner: &mut Inner, room: &Room) -> Result<Self, OpstapError> {
        let client = client_name(inner, room)?;
        let first = client.split_whitespace().next().unwrap_or_default().to_owned();
        let case = inner.store.record(room.together, "case", room.together.derived_id("case"))?;
        let organisation = case.map(|record| record.text("organisation").to_owned()).unwrap_or_default();
        let wish = inner.store.record(room.together, "preference", room.together.derived_id("preference"))?;
        let language = wish.and_then(|record| Language::from_code(record.text("language")));
        let language = language.unwrap_or(Language::Dutch);
        let mut known = vec![
            ("voornaam", first.clone()),
            ("naam", client),
            ("hulpverlener", own_name(inner)),
            ("organisatie", organisation),
        ];
        if let Some(next) = crate::agenda::expected(inner, room)?.first() {
            let at = room.zone.local(next.starts_at);
            known.push(("dag", opstap_content::format::relative_date(language, at.date, room.today)));
            known.push(("tijd", opstap_content::format::time(language, at.time)));
            known.push(("plaats", next.place.clone()));
        }
        order::sort_by_key(&mut known, |(name, _)| *name);
        Ok(Self { known, english: language == Language::English })
    }

    /// These, and more that are known of the moment; an empty one is not known.
    pub(crate) fn with(mut self, more: &[(&'static str, &str)]) -> Self {
        let more = more.iter().filter(|(_, value)| !value.is_empty());
        self.known.extend(more.map(|(name, value)| (*name, (*value).to_owned())));
        order::sort_by_key(&mut self.known, |(name, _)| *name);
        self
    }

    /// The client's language.
    #[cfg(feature = "editors")]
    pub(crate) const fn language(&self) -> Language {
        if self.english { Language::English } else { Language::Dutch }
    }

    pub(crate) fn filled(&self, inner: &mut Inner, row: &ExampleRow) -> Result<FilledExample, OpstapError> {
        let mut text = row.text.clone();
        if let Some(scope) = inner.content_scope().filter(|_| self.english) {
            let id = scope.derived_id(&format!("content/{KIND}/{}", row.id));
            let record = inner.store.record(scope, KIND, id)?;
            let said = record.and_then(|record| record.value("body")["appEn"].as_str().map(str::to_owned));
            text = said.filter(|said| !said.is_empty()).unwrap_or(text);
        }
        let known: Vec<(&str, &str)> =
            self.known.iter().map(|(name, value)| (*name, value.as_str())).collect();
        // Content of an older server may have braces that cannot be read: it is shown as it is.
        let (text, missing) = match fill(&text, &known) {
            Ok(filled) => (filled.text, filled.missing),
            Err(_) => (text.clone(), unfilled(&text)),
        };
        let ExampleRow { id, moment, technique, .. } = row.clone();
        Ok(FilledExample { id, moment, technique, text, missing })
    }
}
